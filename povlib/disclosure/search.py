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


def hide(problem: Problem, *, is_last: bool = False) -> tuple[np.ndarray, Reach] | None:
    """Hide complements until every hidden cell is proved to be wide enough.

    Parameters
    ----------
    problem : Problem
    is_last : bool
        True: what nothing at this level can protect, because the higher level gives it away, stays
        hidden as it is, and the search goes on.

    Returns
    -------
    (hidden, reach) or None
        All hidden cells, and the witnesses that prove their bounds; None where what the higher
        level shows gives a cell away whatever is hidden here (never where `is_last`).

    Raises
    ------
    SolverTroubleError
        The solver failed.

    Notes
    -----
    It ends: a turn of the loop makes every narrow cell wide, shows it for good, exempts it or gives
    up; a witness once found is never lost, and what is hidden only grows but for the cells shown
    for good, so that each cell is looked at twice at most.
    """
    counts = problem.system.counts
    is_small = (counts > 0) & (counts < problem.threshold)
    hidden = _blur_sums(problem, problem.is_inherited | problem.is_exempt | is_small)
    reach = no_reach(problem)
    for number in range(problem.above.shape[1]):
        move = cheapest_move(problem, hidden, above=number)
        if move is not None:
            hidden, reach = _open(problem, hidden, reach, move)
        elif not is_last:
            return None
    while not is_safe(problem, hidden, reach).all():
        reach = _stretch_all(problem, hidden, reach)
        for cell in np.flatnonzero(~is_safe(problem, hidden, reach)).tolist():
            hidden, reach = _free_cell(problem, hidden, reach, cell=cell)
            if is_safe(problem, hidden, reach)[cell]:
                continue
            if not is_small[cell] and reach.low[cell] == reach.high[cell]:
                problem, hidden = _show_known(problem, hidden, cell=cell)
            elif is_last:
                problem = _exempt(problem, cell=cell)
            else:
                return None
    return hidden, reach


def hide_all(problem: Problem) -> tuple[np.ndarray, Reach]:
    """Hide every cell that no higher level shows, should the solver fail: this cannot fail.

    Parameters
    ----------
    problem : Problem

    Returns
    -------
    (hidden, reach)
        As this level shows nothing of its own, it gives nothing away. There is no witness, so a
        lower level has to keep what is hidden here as it is.
    """
    return problem.is_inherited | np.isfinite(problem.cost), no_reach(problem)


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
        wanted = links @ (hidden & ~problem.is_exempt).astype(float)
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
) -> tuple[np.ndarray, Reach]:
    """Hide what is needed until one cell is wide enough, or as wide as it can be."""
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
    return hidden, reach


def _exempt(problem: Problem, *, cell: int) -> Problem:
    is_exempt = problem.is_exempt.copy()
    is_exempt[cell] = True
    return replace(problem, is_exempt=is_exempt)


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
