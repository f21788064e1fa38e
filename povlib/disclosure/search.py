"""The search for complements: hide as little as is enough, the finer cells before the coarser.

First every sum is made ambiguous by its cheapest cells; then witnesses are sought with what is
hidden; then, for each cell still too narrow, the cheapest set of cells that frees it is hidden.
"""

from dataclasses import replace

import numpy as np

from povlib.disclosure.bounds import (
    Problem,
    Reach,
    cheapest_move,
    is_safe,
    no_reach,
    stretch,
    widen,
)

__all__ = ["hide", "hide_all"]

_IDLE_TURNS = 3
_SPREAD_UP = 0.6180339887498949
_SPREAD_WANTED = 0.7548776662466927
"""Their multiples divide the cells evenly, otherwise in each turn, and without chance."""


def hide(problem: Problem) -> tuple[np.ndarray, Reach] | None:
    """Hide complements until every hidden cell is proved to be wide enough.

    Parameters
    ----------
    problem : Problem

    Returns
    -------
    (hidden, reach) or None
        All hidden cells, and the witnesses that prove their bounds; None where no proof was found:
        what the higher level shows gives a cell away, or the solver failed.

    Notes
    -----
    It ends: a turn of the loop makes every narrow cell wide, shows it for good or gives up, a
    witness once found is never lost, and what is hidden only grows but for the cells shown for
    good, so that each cell is looked at twice at most.
    """
    counts = problem.system.counts
    is_small = (counts > 0) & (counts < problem.threshold)
    hidden = _blur_sums(problem, problem.is_inherited | problem.is_unseen | is_small)
    reach = no_reach(problem)
    for number in range(problem.above.shape[1]):
        move = cheapest_move(problem, hidden, above=number)
        if move is None:
            return None
        hidden, reach = _open(problem, hidden, reach, move)
    while not is_safe(problem, hidden, reach).all():
        reach = _stretch_all(problem, hidden, reach)
        for cell in np.flatnonzero(~is_safe(problem, hidden, reach)).tolist():
            if is_safe(problem, hidden, reach)[cell]:
                continue
            opened = _free_cell(problem, hidden, reach, cell=cell)
            if opened is None and (is_small[cell] or reach.low[cell] < reach.high[cell]):
                return None
            if opened is None:
                problem, hidden = _show_known(problem, hidden, cell=cell)
            else:
                hidden, reach = opened
    return hidden, reach


def hide_all(problem: Problem) -> tuple[np.ndarray, Reach]:
    """Hide every cell that no higher level shows: the last resort, which cannot fail.

    Parameters
    ----------
    problem : Problem

    Returns
    -------
    (hidden, reach)
        With the witnesses of the higher level that can be followed. As this level shows nothing of
        its own, it gives nothing away.
    """
    hidden = problem.is_inherited | np.isfinite(problem.cost)
    reach = no_reach(problem)
    for number in range(problem.above.shape[1]):
        move = cheapest_move(problem, hidden, above=number)
        reach = reach if move is None else widen(reach, move)
    return hidden, reach


def _blur_sums(problem: Problem, hidden: np.ndarray) -> np.ndarray:
    """Hide more until no sum has one hidden cell only, and no shown whole leaves a small rest.

    The sum with the fewest choices comes first: its cell often settles others with more choices.
    """
    hidden = hidden.copy()
    links, is_payable = abs(problem.system.matrix), np.isfinite(problem.cost)
    wholes = problem.system.matrix.minimum(0)
    while True:
        several = links @ hidden.astype(float)
        rest = links @ np.where(hidden, problem.system.counts, 0.0)
        is_small_rest = (rest < problem.threshold) & (wholes @ hidden.astype(float) == 0)
        choices = links @ (~hidden & is_payable).astype(float)
        wanted = links @ (hidden & ~problem.is_unseen).astype(float)
        is_open = (wanted > 0) & (choices > 0) & ((several == 1) | is_small_rest)
        if not is_open.any():
            return hidden
        row = int(np.argmin(np.where(is_open, choices, np.inf)))
        cells = links.indices[links.indptr[row] : links.indptr[row + 1]]
        shown = cells[~hidden[cells] & is_payable[cells]]
        hidden[shown[np.argmin(problem.cost[shown])]] = True


def _stretch_all(problem: Problem, hidden: np.ndarray, reach: Reach) -> Reach:
    """Prove what the hidden cells allow: all at once, then ever fewer at a time."""
    rank = np.cumsum(hidden)
    part, idle, turn = 1.0, 0, 0
    left = ~is_safe(problem, hidden, reach)
    while part * left.sum() >= 1:
        turn += 1
        is_up = (rank * turn * _SPREAD_UP) % 1 < 0.5
        is_wanted = (rank * turn * _SPREAD_WANTED) % 1 < part
        move = stretch(problem, hidden, reach, is_up=is_up, is_wanted=is_wanted)
        if move is not None:
            reach = widen(reach, move)
        before, left = left, ~is_safe(problem, hidden, reach)
        idle = idle + 1 if left.sum() == before.sum() else 0
        if idle == _IDLE_TURNS:
            part, idle = part / 2, 0
    return reach


def _free_cell(
    problem: Problem, hidden: np.ndarray, reach: Reach, *, cell: int
) -> tuple[np.ndarray, Reach] | None:
    """Hide what is needed until one cell is wide enough; None where that cannot be."""
    count, wide = int(problem.system.counts[cell]), problem.threshold - 1
    if count < problem.threshold:
        tries = [[float(-count)], [float(wide - count)]]
    else:
        # a large cell needs its range in any direction: all of it up, else less, and the rest down
        tries = [[wide + reach.low[cell] - less for less in range(wide)], []]
    for choices in tries:
        for by in choices or [reach.high[cell] - wide]:
            if is_safe(problem, hidden, reach)[cell] or reach.low[cell] <= by <= reach.high[cell]:
                break
            move = cheapest_move(problem, hidden, cell=cell, by=by)
            if move is not None:
                hidden, reach = _open(problem, hidden, reach, move)
                break
    return (hidden, reach) if is_safe(problem, hidden, reach)[cell] else None


def _show_known(problem: Problem, hidden: np.ndarray, *, cell: int) -> tuple[Problem, np.ndarray]:
    """Show a large cell that nothing can move: what the higher level shows tells it anyway."""
    cost, hidden = problem.cost.copy(), hidden.copy()
    cost[cell], hidden[cell] = np.inf, False
    problem = replace(problem, cost=cost)
    return problem, _blur_sums(problem, hidden)


def _open(
    problem: Problem, hidden: np.ndarray, reach: Reach, move: np.ndarray
) -> tuple[np.ndarray, Reach]:
    """Hide what a move needs."""
    reach = widen(reach, move)
    if not np.any((move != 0) & ~hidden):
        return hidden, reach
    return _blur_sums(problem, hidden | (move != 0)), reach
