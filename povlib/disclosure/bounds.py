"""How far an attacker can narrow a hidden cell: linear bounds, proved by witnesses.

A witness is a displacement of the hidden cells that keeps every sum and lets no cell fall below
zero: another truth that would look the same from outside. One witness proves bounds of many cells.
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

from povlib.disclosure.margins import System

__all__ = ["Problem", "Reach", "cheapest_move", "is_safe", "no_reach", "stretch", "widen"]

_TOLERANCE = 1e-6
_STILL = 1e-7
_HIDDEN_PRICE = 1e-3
_HOPS = 2


@dataclass(frozen=True, eq=False)
class Problem:
    """One system to protect.

    Attributes
    ----------
    system : System
    threshold : int
    cost : numpy.ndarray
        What it costs to hide each cell; infinite where a higher level shows it.
    is_inherited : numpy.ndarray
        True for cells that a higher level hides: it answers for their bounds.
    above : numpy.ndarray
        Shape (cells, witnesses): displacements of inherited cells that the higher level relies on.
    """

    system: System
    threshold: int
    cost: np.ndarray
    is_inherited: np.ndarray
    above: np.ndarray


@dataclass(frozen=True, eq=False)
class Reach:
    """The witnesses found so far and how far they move each cell (low <= 0 <= high)."""

    low: np.ndarray
    high: np.ndarray
    witnesses: tuple[np.ndarray, ...] = ()


def no_reach(problem: Problem) -> Reach:
    """Give the reach of the truth alone.

    Parameters
    ----------
    problem : Problem
    """
    zeros = np.zeros(len(problem.system.counts))
    return Reach(low=zeros, high=zeros)


def widen(reach: Reach, move: np.ndarray) -> Reach:
    """Add one witness; it is kept only if it moves some cell farther than before.

    Parameters
    ----------
    reach : Reach
    move : numpy.ndarray
        Displacement of every cell.
    """
    if np.all(move <= reach.high + _STILL) and np.all(move >= reach.low - _STILL):
        return reach
    return Reach(
        low=np.minimum(reach.low, move),
        high=np.maximum(reach.high, move),
        witnesses=(*reach.witnesses, move),
    )


def is_safe(problem: Problem, hidden: np.ndarray, reach: Reach) -> np.ndarray:
    """Tell for each cell whether the witnesses prove that it is shown or wide enough.

    Parameters
    ----------
    problem : Problem
    hidden : numpy.ndarray of bool
    reach : Reach

    Notes
    -----
    A small cell must be able to be 0 and threshold-1; another hidden cell must have a range of
    threshold-1.
    """
    counts, wide = problem.system.counts, problem.threshold - 1
    small = counts < problem.threshold
    down = reach.low <= -counts + _TOLERANCE
    up = reach.high >= wide - counts - _TOLERANCE
    ranged = reach.high - reach.low >= wide - _TOLERANCE
    return ~hidden | problem.is_inherited | np.where(small, down & up, ranged)


def stretch(
    problem: Problem,
    hidden: np.ndarray,
    reach: Reach,
    *,
    is_up: np.ndarray,
    is_wanted: np.ndarray,
) -> np.ndarray | None:
    """Move as many unproved cells as possible as far as needed, by hidden cells alone.

    Parameters
    ----------
    problem : Problem
    hidden : numpy.ndarray of bool
    reach : Reach
    is_up : numpy.ndarray of bool
        Which cells to move up; the others go down.
    is_wanted : numpy.ndarray of bool
        Which cells to try for: a few at a time hinder each other less.

    Returns
    -------
    numpy.ndarray or None
        Displacement of every cell; None where nothing is left to move in these directions.
    """
    need = np.where(is_up, _need_up(problem, reach), _need_down(problem, reach))
    wanted = np.flatnonzero(is_wanted & ~is_safe(problem, hidden, reach) & (need > _TOLERANCE))
    if not len(wanted):
        return None
    free = np.flatnonzero(hidden & ~problem.is_inherited)
    place = {cell: n for n, cell in enumerate(free.tolist())}
    chosen = np.array([place[cell] for cell in wanted.tolist()])
    n_free, n_above, n_wanted = len(free), problem.above.shape[1], len(wanted)
    sums = sparse.hstack(
        [_columns(problem, free), _above_columns(problem), _empty(problem, n_wanted)], format="csr"
    )
    sign = np.where(is_up[wanted], -1.0, 1.0)
    limits = sparse.hstack(
        [
            sparse.csr_array((sign, (np.arange(n_wanted), chosen)), shape=(n_wanted, n_free)),
            sparse.csr_array((n_wanted, n_above)),
            sparse.identity(n_wanted, format="csr"),
        ],
        format="csr",
    )
    bounds = np.concatenate(
        [
            np.column_stack([-problem.system.counts[free], np.full(n_free, np.inf)]),
            np.tile([0.0, 1.0], (n_above, 1)),
            np.column_stack([np.zeros(n_wanted), need[wanted]]),
        ]
    )
    goal = np.concatenate([np.zeros(n_free + n_above), -np.ones(n_wanted)])
    found = _solve(goal, sums, bounds, problem=problem, limits=limits)
    return None if found is None else _displacement(problem, free, found[:n_free], found[n_free:])


def cheapest_move(
    problem: Problem,
    hidden: np.ndarray,
    *,
    cell: int | None = None,
    by: float = 0.0,
    above: int | None = None,
) -> np.ndarray | None:
    """Find the displacement that needs the least of what is still shown.

    Parameters
    ----------
    problem : Problem
    hidden : numpy.ndarray of bool
    cell, by : int and float, optional
        The cell that has to move, and how far. Its neighbourhood is tried before the whole.
    above : int or None
        The witness of the higher level that has to be followed.

    Returns
    -------
    numpy.ndarray or None
        Displacement of every cell; None where no displacement does it.
    """
    price = np.where(hidden, _HIDDEN_PRICE, problem.cost)
    is_free = np.isfinite(price) & ~problem.is_inherited
    if cell is not None:
        near = is_free & _neighbourhood(problem, cell)
        move = _cheapest_among(problem, price, near, cell=cell, by=by, above=above)
        if move is not None:
            return move
    return _cheapest_among(problem, price, is_free, cell=cell, by=by, above=above)


def _neighbourhood(problem: Problem, cell: int) -> np.ndarray:
    """Give the cells that share sums with a cell, and those that share sums with these."""
    links = abs(problem.system.matrix)
    near = np.zeros(len(problem.system.counts))
    near[cell] = 1.0
    for _ in range(_HOPS):
        near = np.minimum(1.0, near + links.T @ (links @ near))
    return near > 0


def _cheapest_among(
    problem: Problem,
    price: np.ndarray,
    is_free: np.ndarray,
    *,
    cell: int | None,
    by: float,
    above: int | None,
) -> np.ndarray | None:
    free = np.flatnonzero(is_free)
    n_free, n_above = len(free), problem.above.shape[1]
    part = _columns(problem, free)
    sums = sparse.hstack([part, -part, _above_columns(problem)], format="csr")
    up = np.tile([0.0, np.inf], (n_free, 1))
    down = np.column_stack([np.zeros(n_free), problem.system.counts[free]])
    share = np.tile([0.0, 1.0], (n_above, 1))
    if cell is not None and is_free[cell]:
        place = int(np.searchsorted(free, cell))
        up[place], down[place] = max(by, 0.0), max(-by, 0.0)
    if above is not None:
        share = np.zeros((n_above, 2))
        share[above] = 1.0
    goal = np.concatenate([price[free], price[free], np.zeros(n_above)])
    found = _solve(goal, sums, np.concatenate([up, down, share]), problem=problem)
    if found is None:
        return None
    own = found[:n_free] - found[n_free : 2 * n_free]
    return _displacement(problem, free, own, found[2 * n_free :])


def _need_up(problem: Problem, reach: Reach) -> np.ndarray:
    """Give how far up a cell has to be moved."""
    counts, wide = problem.system.counts, problem.threshold - 1
    small = counts < problem.threshold
    proved = reach.high >= wide - counts - _TOLERANCE
    return np.where(small, np.where(proved, 0.0, wide - counts), wide + reach.low)


def _need_down(problem: Problem, reach: Reach) -> np.ndarray:
    """Give how far down a cell has to be moved."""
    counts, wide = problem.system.counts, problem.threshold - 1
    small = counts < problem.threshold
    proved = reach.low <= -counts + _TOLERANCE
    return np.where(small, np.where(proved, 0.0, counts), wide - reach.high)


def _columns(problem: Problem, cells: np.ndarray) -> sparse.csr_array:
    return problem.system.matrix[:, cells]


def _above_columns(problem: Problem) -> sparse.csr_array:
    return sparse.csr_array(problem.system.matrix @ problem.above)


def _empty(problem: Problem, columns: int) -> sparse.csr_array:
    return sparse.csr_array((problem.system.matrix.shape[0], columns))


def _solve(
    goal: np.ndarray,
    sums: sparse.csr_array,
    bounds: np.ndarray,
    *,
    problem: Problem,
    limits: sparse.csr_array | None = None,
) -> np.ndarray | None:
    """Solve one linear programme; the shares of the witnesses above add up to at most one."""
    n_above = problem.above.shape[1]
    if n_above:
        first = _share_start(sums, limits, n_above)
        row = np.zeros((1, sums.shape[1]))
        row[0, first : first + n_above] = 1.0
        one = sparse.csr_array(row)
        limits = sparse.vstack([one, limits] if limits is not None else [one], format="csr")
    sums = sums[np.diff(sums.indptr) > 0]
    result = linprog(
        goal,
        A_eq=sums if sums.shape[0] else None,
        b_eq=np.zeros(sums.shape[0]) if sums.shape[0] else None,
        A_ub=limits,
        b_ub=_right_sides(limits, n_above),
        bounds=bounds,
        method="highs-ds",
    )
    return result.x if result.status == 0 else None


def _right_sides(limits: sparse.csr_array | None, n_above: int) -> np.ndarray | None:
    if limits is None:
        return None
    right = np.zeros(limits.shape[0])
    right[0] = 1.0 if n_above else 0.0
    return right


def _share_start(sums: sparse.csr_array, limits: sparse.csr_array | None, n_above: int) -> int:
    """Give the first column of the shares: they stand before the wanted cells, or last."""
    wanted = 0 if limits is None else limits.shape[0]
    return sums.shape[1] - n_above - wanted


def _displacement(
    problem: Problem, free: np.ndarray, own: np.ndarray, shares: np.ndarray
) -> np.ndarray:
    move = np.zeros(len(problem.system.counts))
    move[free] = own
    n_above = problem.above.shape[1]
    if n_above:
        move += problem.above @ shares[:n_above]
    move[np.abs(move) < _STILL] = 0.0
    return move
