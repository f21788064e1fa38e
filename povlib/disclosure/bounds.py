"""How far an attacker can narrow a hidden cell: linear bounds, proved by witnesses.

A witness is a displacement of the hidden cells that keeps every sum and lets no cell fall below
zero: another truth that would look the same from outside. One witness proves bounds of many cells.
The solver is right to 1e-7 only, so a witness is turned into whole numbers, halves, thirds and so
on, and its sums are checked exactly, before another level builds on it.
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

from povlib.disclosure.margins import System

__all__ = [
    "Problem",
    "Reach",
    "SolverTroubleError",
    "cheapest_move",
    "is_safe",
    "no_reach",
    "stretch",
    "widen",
]

_TOLERANCE = 1e-6
_STILL = 1e-7
_SOLVED, _NO_SOLUTION = 0, 2
"""As `linprog` says it; other states are troubles of the solver."""

_HIDDEN_PRICE = 1e-3
_HOPS = 2
_PARTS = (1, 2, 3, 4, 5, 6, 8, 12)
"""What a solution is parted into, the simplest first: corners of sums of 0 and 1 are simple."""


class SolverTroubleError(ArithmeticError):
    """The solver gave neither a solution nor a proof that there is none. Never leaves the room."""


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
    is_exempt : numpy.ndarray
        True for cells that need no proof: nobody publishes them, or nothing can protect them.
    """

    system: System
    threshold: int
    cost: np.ndarray
    is_inherited: np.ndarray
    above: np.ndarray
    is_exempt: np.ndarray


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
    is_free = problem.is_inherited | problem.is_exempt
    return ~hidden | is_free | np.where(small, down & up, ranged)


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
    nothing = sparse.csr_array((problem.system.matrix.shape[0], n_wanted))
    above_sums = sparse.csr_array(problem.system.matrix @ problem.above)
    sums = sparse.hstack([_columns(problem, free), above_sums, nothing], format="csr")
    sign = np.where(is_up[wanted], -1.0, 1.0)
    limits = sparse.hstack(
        [
            sparse.csr_array((sign, (np.arange(n_wanted), chosen)), shape=(n_wanted, n_free)),
            sparse.csr_array((n_wanted, n_above)),
            sparse.eye_array(n_wanted, format="csr"),
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
    limits = _with_shares(limits, first=n_free, n_above=n_above)
    found = _solve(goal, sums, bounds, n_own=n_free, limits=limits)
    if found is None:
        return None
    shares = found[n_free : n_free + n_above]
    return _displacement(problem, free, found[:n_free], problem.above @ shares)


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
    n_free = len(free)
    witnesses = problem.above if above is None else problem.above[:, [above]]
    n_above = witnesses.shape[1]
    part = _columns(problem, free)
    above_sums = sparse.csr_array(problem.system.matrix @ witnesses)
    sums = sparse.hstack([part, -part, above_sums], format="csr")
    up = np.tile([0.0, np.inf], (n_free, 1))
    down = np.column_stack([np.zeros(n_free), problem.system.counts[free]])
    share = np.tile([0.0 if above is None else 1.0, 1.0], (n_above, 1))
    if cell is not None and is_free[cell]:
        place = int(np.searchsorted(free, cell))
        up[place], down[place] = max(by, 0.0), max(-by, 0.0)
    goal = np.concatenate([price[free], price[free], np.zeros(n_above)])
    limits = _with_shares(None, first=2 * n_free, n_above=n_above)
    bounds = np.concatenate([up, down, share])
    found = _solve(goal, sums, bounds, n_own=2 * n_free, limits=limits)
    if found is None:
        return None
    own = found[:n_free] - found[n_free : 2 * n_free]
    return _displacement(problem, free, own, witnesses @ found[2 * n_free :])


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


def _with_shares(limits: sparse.csr_array | None, *, first: int, n_above: int) -> dict[str, object]:
    """Give the limits for the solver; the shares of the witnesses above add up to at most one."""
    if not n_above:
        right = None if limits is None else np.zeros(limits.shape[0])
        return {"A_ub": limits, "b_ub": right}
    columns = first + n_above if limits is None else limits.shape[1]
    place = (np.zeros(n_above, dtype=int), np.arange(first, first + n_above))
    one = sparse.csr_array((np.ones(n_above), place), shape=(1, columns))
    every = one if limits is None else sparse.vstack([one, limits], format="csr")
    return {"A_ub": every, "b_ub": np.eye(1, every.shape[0])[0]}


def _solve(
    goal: np.ndarray,
    sums: sparse.csr_array,
    bounds: np.ndarray,
    *,
    n_own: int,
    limits: dict[str, object],
) -> np.ndarray | None:
    """Solve one linear programme; None where there is no solution.

    A sum without a cell of this level's own is the higher level's: it holds for each of its
    witnesses, and is left out, since the solver could stumble over their last digits. Prices far
    apart can make it stumble too: then they are brought to at most one.
    """
    sums = sums[np.diff(sums[:, :n_own].indptr) > 0]
    if sums.shape[0]:
        limits = limits | {"A_eq": sums, "b_eq": np.zeros(sums.shape[0])}
    result = linprog(goal, **limits, bounds=bounds, method="highs-ds")
    if result.status not in (_SOLVED, _NO_SOLUTION):
        least = goal / np.abs(goal).max(initial=1.0)
        result = linprog(least, **limits, bounds=bounds, method="highs-ds")
    if result.status not in (_SOLVED, _NO_SOLUTION):
        raise SolverTroubleError(result.message)
    return result.x if result.status == _SOLVED else None


def _displacement(
    problem: Problem, free: np.ndarray, own: np.ndarray, inherited: np.ndarray
) -> np.ndarray:
    move = np.array(inherited, dtype=float)
    move[free] += own
    return _in_parts(problem, move)


def _in_parts(problem: Problem, move: np.ndarray) -> np.ndarray:
    """Give the solution in whole parts where these keep every sum, else as it was found."""
    matrix, counts = problem.system.matrix, problem.system.counts
    for parts in _PARTS:
        whole = np.rint(move * parts)
        is_near = np.abs(whole / parts - move).max(initial=0.0) < _TOLERANCE
        if is_near and np.all(whole >= -counts * parts) and not np.any(matrix @ whole):
            return whole / parts
    return np.where(np.abs(move) < _STILL, 0.0, move)
