"""Finding the pattern: which cells of a universe are hidden, so that no total gives one away."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from povlib.disclosure.bounds import Problem, Reach, SolverTroubleError
from povlib.disclosure.cells import Key, Pattern
from povlib.disclosure.margins import (
    System,
    all_ancestors,
    canonical_margins,
    count_margins,
    margin_heights,
    sum_system,
)
from povlib.disclosure.search import hide, hide_all
from povlib.errors import DisclosureError

__all__ = ["find_pattern", "find_pattern_of_totals"]

_COARSE = 3.0
"""How many times dearer it is to hide a cell than one of the next finer margin."""

_ZERO = 1e3
"""A zero is hidden only where everything else together would not be enough."""


def find_pattern(
    frame: pd.DataFrame,
    *,
    universe: str,
    margins: Iterable[tuple[str, ...]],
    threshold: int,
    hierarchy: Mapping[str, str | tuple[str, ...]] | None = None,
    cumulative: tuple[str, ...] = (),
    count: str | None = None,
    inherited: Pattern | None = None,
    bound: Mapping[Key, Key] | None = None,
    unseen: Iterable[tuple[str, ...]] = (),
) -> Pattern:
    """Decide which cells of a set of households are hidden.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row a household, text attributes; a missing value means that the household is in none
        of the attribute's sets. Only attributes, no names or ids.
    universe : str
        Name of the set of households, such as "target:2557".
    margins : iterable of tuple of str
        The attributes whose counts are published together; () is the total.
    threshold : int
        Counts of 1 to threshold-1 are hidden.
    hierarchy : mapping or None
        Attribute to the one (or several) it determines: district to province, month to outcome.
    cumulative : tuple of str
        Attributes whose running totals are published too (months).
    count : str or None
        Column with the number of households where the frame has one row a combination.
    inherited : Pattern or None
        Decisions of the level above, for the same universe: kept as they are.
    bound : mapping, optional
        Cell here to the cell of `inherited` that counts the same households under another name, in
        a margin of its own.
    unseen : iterable of tuple of str
        Those of `margins` that only bind others and are never published: not protected.

    Returns
    -------
    Pattern
        With the cells of `inherited` in it. A run is never stopped: where no proof can be found,
        zeros are hidden too; what even then `inherited` gives away stays hidden as it is; and
        should the solver fail, everything is hidden that `inherited` does not show.

    Raises
    ------
    DisclosureError
        An attribute is missing, or does not determine the one above it; a cell of `inherited` holds
        other households here.

    Examples
    --------
    >>> people = pd.DataFrame(
    ...     {"district": list("aaaaaaaaabbbbbbbb"), "passed": list("ynnnynnnynnnynnnn")}
    ... )
    >>> pattern = find_pattern(
    ...     people, universe="u", threshold=5, margins=[(), ("district",), ("district", "passed")]
    ... )
    >>> sorted(pattern.hidden.values())
    ['complement', 'complement', 'primary', 'primary']
    """
    above = inherited or Pattern(universe, threshold, ())
    ancestors = {**above.ancestors, **all_ancestors(hierarchy)}
    cumulative = tuple(sorted({*above.cumulative, *cumulative}))
    margins = tuple(margins)
    bound = bound or {}
    apart = {tuple(name for name, _ in other) for other in bound.values()}
    shared = _shared_margins(margins, above, ancestors=ancestors, apart=apart)
    margins = canonical_margins([*margins, *shared], ancestors=ancestors)
    unseen = {canonical_margins([margin], ancestors=ancestors)[0] for margin in unseen}
    heights = margin_heights(margins, ancestors=ancestors)
    pattern = Pattern(universe, threshold, margins, ancestors, cumulative)

    def problem(*, zeros: Collection[tuple[str, ...]]) -> Problem:
        counts, equations = count_margins(
            frame,
            margins=margins,
            ancestors=ancestors,
            cumulative=_named(cumulative, margins),
            count=count,
            zeros=zeros,
        )
        _require_agreement(counts, above)
        system = sum_system(*_with_bound(counts, equations, bound, above=above))
        return _problem(system, threshold=threshold, heights=heights, above=above, unseen=unseen)

    published = [margin for margin in margins if margin not in unseen]
    tries = [lambda: problem(zeros=()), lambda: problem(zeros=published)]
    return _searched(pattern, tries, above=above)


def find_pattern_of_totals(
    totals: Mapping[Key, int],
    *,
    universe: str,
    equations: Iterable[tuple[Key, tuple[Key, ...]]],
    threshold: int,
    known: Collection[Key] = (),
) -> Pattern:
    """Decide which published totals are hidden, where there are no households behind them.

    Parameters
    ----------
    totals : mapping
        Cell key (sorted attribute=value pairs) to count; give derivable rests as cells too
        (not poor = persons - poor).
    universe : str
    equations : iterable of (Key, tuple of Key)
        A whole and the parts that add up to it.
    threshold : int
    known : collection of Key
        Totals that another table shows: they are not hidden to protect others.

    Returns
    -------
    Pattern

    Raises
    ------
    DisclosureError
        A whole is not the sum of its parts.

    Examples
    --------
    >>> totals = {(): 40, (("area", "11"),): 38, (("area", "12"),): 2}
    >>> pattern = find_pattern_of_totals(totals, universe="u", threshold=5,
    ...     equations=[((), ((("area", "11"),), (("area", "12"),)))])
    >>> sorted(pattern.hidden)
    [(('area', '11'),), (('area', '12'),)]
    """
    system = sum_system({key: value for key, value in totals.items() if value}, equations)
    margins = tuple(sorted({tuple(name for name, _ in key) for key in totals}))
    pattern = Pattern(universe, threshold, margins)
    problem = _problem(
        system, threshold=threshold, heights=dict.fromkeys(margins, 0), above=pattern
    )
    is_known = np.array([key in known for key in system.keys], dtype=bool)
    problem = replace(problem, cost=np.where(is_known, np.inf, problem.cost))
    return _searched(pattern, [lambda: problem], above=pattern)


def _searched(
    pattern: Pattern, tries: Sequence[Callable[[], Problem]], *, above: Pattern
) -> Pattern:
    """Search with ever more that can be hidden; the last problem is always decided."""
    try:
        for make in tries:
            problem = make()
            found = hide(problem)
            if found is not None:
                return _decided(pattern, problem, *found, above=above)
        found = hide(problem, is_last=True)
    except SolverTroubleError:
        found = None
    last_resort = replace(pattern, is_last_resort=True)
    return _decided(last_resort, problem, *(found or hide_all(problem)), above=above)


def _shared_margins(
    margins: Iterable[tuple[str, ...]],
    above: Pattern,
    *,
    ancestors: Mapping[str, tuple[str, ...]],
    apart: Collection[tuple[str, ...]],
) -> list[tuple[str, ...]]:
    """Give the margins of the higher level that lie inside the area of this level's margins."""
    here = [{*m, *(a for name in m for a in ancestors.get(name, ()))} for m in margins]
    area = set.intersection(*here) if here else set()
    return [
        m
        for m in above.margins
        if m not in apart and area <= {*m, *(a for n in m for a in ancestors.get(n, ()))}
    ]


def _named(cumulative: tuple[str, ...], margins: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    names = {name for margin in margins for name in margin}
    return tuple(name for name in cumulative if name in names)


def _require_agreement(counts: Mapping[Key, int], above: Pattern) -> None:
    """Refuse a key that means other households than at the higher level."""
    known = set(above.margins)
    for key, value in counts.items():
        if tuple(name for name, _ in key) in known and above.counts.get(key, 0) != value:
            raise DisclosureError(
                "a cell must hold the same households here and at the higher level",
                got=dict(key),
                where=above.universe,
                todo="add the attribute of this area (province) to the margin",
            )


def _with_bound(
    counts: dict[Key, int],
    equations: list[tuple[Key, tuple[Key, ...]]],
    bound: Mapping[Key, Key],
    *,
    above: Pattern,
) -> tuple[dict[Key, int], list[tuple[Key, tuple[Key, ...]]]]:
    """Add the cells of the higher level that count the same households under another name."""
    pairs = [(key, other) for key, other in bound.items() if key in counts]
    inherited = {other: above.counts.get(other, 0) for _, other in pairs}
    return counts | inherited, [*equations, *((other, (key,)) for key, other in pairs)]


def _problem(
    system: System,
    *,
    threshold: int,
    heights: Mapping[tuple[str, ...], int],
    above: Pattern,
    unseen: Collection[tuple[str, ...]] = (),
) -> Problem:
    margins = [tuple(name for name, _ in key) for key in system.keys]
    is_known = np.array(
        [margin in above.margins and above.counts for margin in margins], dtype=bool
    )
    height = np.array([heights.get(margin, 0) for margin in margins], dtype=float)
    price = (1.0 + system.counts) * _COARSE**height
    price = np.where(system.counts == 0, _ZERO * (1.0 + price.sum()), price)
    return Problem(
        system=system,
        threshold=threshold,
        cost=np.where(is_known, np.inf, price),
        is_inherited=np.array([key in above.hidden for key in system.keys], dtype=bool),
        above=_moves_above(system, above),
        is_exempt=np.array([margin in unseen for margin in margins], dtype=bool),
    )


def _moves_above(system: System, above: Pattern) -> np.ndarray:
    """Give what each witness of the higher level does to the cells here, each move once."""
    moves = {
        tuple(
            witness.get(key, count) - count
            for key, count in zip(system.keys, system.counts.tolist(), strict=True)
        )
        for witness in above.witnesses
    }
    found = sorted(move for move in moves if any(move))
    return np.array(found, dtype=float).reshape(len(found), len(system.keys)).T


def _decided(
    pattern: Pattern, problem: Problem, hidden: np.ndarray, reach: Reach, *, above: Pattern
) -> Pattern:
    system = problem.system
    kinds = {
        system.keys[n]: "primary" if 0 < system.counts[n] < problem.threshold else "complement"
        for n in np.flatnonzero(hidden).tolist()
    }
    counts = {
        key: value
        for key, value in zip(system.keys, system.counts.tolist(), strict=True)
        if value or key in kinds
    }
    return replace(
        pattern,
        margins=tuple(sorted({*above.margins, *pattern.margins})),
        counts={**above.counts, **counts},
        hidden={**above.hidden, **kinds},
        witnesses=_kept(system, hidden, reach),
    )


def _kept(system: System, hidden: np.ndarray, reach: Reach) -> tuple[dict[Key, float], ...]:
    """Give the witnesses as the values of the cells that they change."""
    return tuple(
        {
            system.keys[n]: float(system.counts[n] + move[n])
            for n in np.flatnonzero(hidden & (move != 0)).tolist()
        }
        for move in reach.witnesses
    )
