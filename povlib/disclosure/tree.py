"""Counts of a tree of areas, decided from the top down: safe by construction, without a solver.

Of each area are counted: all households, those with a known income, the poor among these. The rests
(without a known income, not poor) are counts too, since anybody can subtract. What is hidden of an
area is hidden with its partner (all with the unknown ones, poor with not poor), below a hidden
count of known or poor everything is hidden, and below a hidden count of all that count is.

So the hidden areas right below one shown area are a group of their own, of which only the sums are
known. Any other numbers of these sums come about when whole households are exchanged between areas
of the group; no sum, mean, median or measure of a shown area changes by that. That gives the bounds
of a hidden count exactly, and the group grows until they are wide enough. A higher level never
looks at a lower one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from povlib.errors import DisclosureError

__all__ = ["TREE_COUNTS", "HiddenCounts", "hide_below", "hide_top"]

TREE_COUNTS = ("households", "households_known", "poor_households")
"""Counts of an area: all, with a known income, poor."""


@dataclass(frozen=True, eq=False)
class HiddenCounts:
    """What is hidden of the areas of one level, in their order.

    Attributes
    ----------
    households, known, poor : ndarray of bool
        The count of all (and of those without a known income), of those with a known income, of the
        poor (and of those who are not). Where ``known`` is hidden, all else is, but for a number of
        poor that is known to be 0.
    """

    households: np.ndarray
    known: np.ndarray
    poor: np.ndarray


def hide_top(counts: pd.DataFrame, *, threshold: int) -> HiddenCounts:
    """Decide the one area on top, which is part of no other.

    Parameters
    ----------
    counts : DataFrame
        `TREE_COUNTS` of one row.
    threshold : int
        Counts of 1 to threshold-1 are hidden.

    Examples
    --------
    >>> top = pd.DataFrame({"households": [43], "households_known": [40], "poor_households": [0]})
    >>> found = hide_top(top, threshold=5)
    >>> found.households.tolist(), found.known.tolist(), found.poor.tolist()
    ([True], [False], [False])
    """
    households, known, poor = (counts[name].to_numpy() for name in TREE_COUNTS)
    no_known = _is_small(known, threshold)
    return HiddenCounts(
        households=no_known | _is_small(households - known, threshold),
        known=no_known,
        poor=no_known | _is_small(poor, threshold) | _is_small(known - poor, threshold),
    )


def hide_below(
    counts: pd.DataFrame,
    *,
    above: pd.DataFrame,
    parents: np.ndarray,
    hidden: HiddenCounts,
    threshold: int,
    also: HiddenCounts | None = None,
) -> HiddenCounts:
    """Decide a level from the level above it.

    Parameters
    ----------
    counts : DataFrame
        `TREE_COUNTS` of the areas of this level; areas of one parent follow each other.
    above : DataFrame
        The same of the level above.
    parents : ndarray of int
        For each area the place of its parent in `above`, rising.
    hidden : HiddenCounts
        Of the level above.
    threshold : int
        Counts of 1 to threshold-1 are hidden.
    also : HiddenCounts, optional
        What other tables hide of these areas; it is hidden here too.

    Returns
    -------
    HiddenCounts

    Raises
    ------
    DisclosureError
        An area is not the sum of those below it, or has more known or poor than households.

    Notes
    -----
    Of the areas of a group, known K and poor P and not poor Q in all: a hidden count of known
    reaches from 0 to K; the poor of an area with a shown count k of known from max(0, k - Q) to
    min(k, P); those of another from 0 to min(K, P); the households without a known income from 0 to
    their sum. A small count has to reach 0 and threshold-1, another one a range of threshold-1. No
    sum of a group is small itself.

    Examples
    --------
    >>> whole = pd.DataFrame({"households": [70], "households_known": [70],
    ...                       "poor_households": [27]})
    >>> parts = pd.DataFrame({"households": [20, 20, 30], "households_known": [20, 20, 30],
    ...                       "poor_households": [2, 15, 10]})
    >>> nothing = np.array([False])
    >>> found = hide_below(parts, above=whole, parents=np.zeros(3, dtype=int), threshold=5,
    ...                    hidden=HiddenCounts(nothing, nothing, nothing))
    >>> found.poor.tolist(), found.known.tolist()
    ([True, True, False], [False, False, False])
    """
    _require_sums(counts, above=above, parents=parents)
    found = _start(len(counts), also)
    starts = np.flatnonzero(np.diff(parents, prepend=-1))
    ends = np.append(starts[1:], len(parents))
    is_poor_none = above["poor_households"].to_numpy() == 0
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        parent = int(parents[start])
        place = slice(start, end)
        if end - start == 1:
            _copy(found, place, hidden, parent)
        elif hidden.known[parent] or hidden.poor[parent]:
            found.households[place] = found.known[place] = True
            found.poor[place] = hidden.poor[parent] or not is_poor_none[parent]
        else:
            group = _group(counts, place, least=threshold)
            _hide_group(found, place, group, is_unknown_told=not hidden.households[parent])
    return found


@dataclass(frozen=True, eq=False)
class _Group:
    """The areas right below a shown one: their counts, and which of them are hidden."""

    known: list[int]
    poor: list[int]
    rest: list[int]
    unknown: list[int]
    least: int
    order: list[int] = field(repr=False)


def _group(counts: pd.DataFrame, place: slice, *, least: int) -> _Group:
    households, known, poor = (counts[name].to_numpy()[place] for name in TREE_COUNTS)
    return _Group(
        known=known.tolist(),
        poor=poor.tolist(),
        rest=(known - poor).tolist(),
        unknown=(households - known).tolist(),
        least=least,
        order=np.argsort(known, kind="stable").tolist(),
    )


def _start(size: int, also: HiddenCounts | None) -> HiddenCounts:
    """Give the flags of a level before anything is decided; they are set in place."""
    if also is None:
        return HiddenCounts(*(np.zeros(size, dtype=bool) for _ in TREE_COUNTS))
    known = also.known.copy()
    return HiddenCounts(also.households | known, known, also.poor | known)


def _is_small(counts: np.ndarray, least: int) -> np.ndarray:
    return (counts > 0) & (counts < least)


def _copy(found: HiddenCounts, place: slice, hidden: HiddenCounts, parent: int) -> None:
    """Decide an area that is all of its parent: it counts the same households."""
    found.households[place] |= hidden.households[parent]
    found.known[place] |= hidden.known[parent]
    found.poor[place] |= hidden.poor[parent]


def _hide_group(found: HiddenCounts, place: slice, group: _Group, *, is_unknown_told: bool) -> None:
    """Hide what has to be hidden of the areas below an area whose known and poor are shown."""
    known = _small(group.known, group.least) | _set_in(found.known, place)
    _widen(group.known, known, group=group)
    poor = known | _small(group.poor, group.least) | _small(group.rest, group.least)
    poor |= _set_in(found.poor, place)
    _protect_poor(group, poor, known)
    if is_unknown_told:
        without = known | _small(group.unknown, group.least) | _set_in(found.households, place)
        if any(group.unknown[n] for n in without):
            _widen(group.unknown, without, group=group)
    else:
        without = set(range(len(group.known)))
    is_told = not any(group.poor[n] for n in poor)  # their sum is 0, so each of them is
    for flags, areas in (
        (found.households, without),
        (found.known, known),
        (found.poor, set() if is_told else poor),
    ):
        flags[place] = False
        flags[[place.start + n for n in areas]] = True


def _small(counts: list[int], least: int) -> set[int]:
    return {n for n, count in enumerate(counts) if 0 < count < least}


def _set_in(flags: np.ndarray, place: slice) -> set[int]:
    return set(np.flatnonzero(flags[place]).tolist())


def _protect_poor(group: _Group, poor: set[int], known: set[int]) -> None:
    """Hide more of poor, and of known where that is not enough, until nothing is too narrow."""
    while poor:
        narrow = _most_narrow(group, poor, known)
        if narrow is None:
            return
        area, lacking = narrow
        more = next((n for n in group.order if n not in poor and lacking[n]), None)
        if more is not None:
            poor.add(more)
        elif area < 0:
            raise _not_enough()
        else:
            known.add(area)
            _widen(group.known, known, group=group)
            poor |= known


def _most_narrow(
    group: _Group, poor: set[int], known: set[int]
) -> tuple[int, Sequence[int]] | None:
    """Find an area of a group whose poor are too narrow, and what of others would help; or none.

    The area is -1 where a sum of the whole group is small itself.
    """
    all_poor, all_rest = (sum(counts[n] for n in poor) for counts in (group.poor, group.rest))
    for total, counts in ((all_poor, group.poor), (all_rest, group.rest)):
        if 0 < total < group.least:
            return -1, counts
    for n in sorted(poor - known):
        low = max(0, group.known[n] - all_rest)
        high = min(group.known[n], all_poor)
        if _lacks(group.poor[n], low, high, least=group.least):
            return n, group.poor if high < group.least - 1 else group.rest
        if _lacks(group.rest[n], group.known[n] - high, group.known[n] - low, least=group.least):
            return n, group.rest if group.known[n] - low < group.least - 1 else group.poor
    return None


def _lacks(count: int, low: int, high: int, *, least: int) -> bool:
    """Tell whether what can be known of a hidden count is too narrow."""
    if 0 < count < least:
        return low > 0 or high < least - 1
    return high - low < least - 1


def _widen(counts: list[int], hidden: set[int], *, group: _Group) -> None:
    """Hide the next smallest areas until the sum of the hidden ones tells of none."""
    while hidden and not _is_wide(counts, hidden, least=group.least):
        more = next((n for n in group.order if n not in hidden and counts[n]), None)
        if more is None:
            raise _not_enough()
        hidden.add(more)


def _not_enough() -> DisclosureError:
    return DisclosureError(
        "the sums of a shown area must be enough to protect those below it", where="hide_below"
    )


def _is_wide(counts: list[int], hidden: set[int], *, least: int) -> bool:
    """Tell whether the sum of hidden counts gives none of them away."""
    return not hidden or (len(hidden) > 1 and sum(counts[n] for n in hidden) >= least)


def _require_sums(counts: pd.DataFrame, *, above: pd.DataFrame, parents: np.ndarray) -> None:
    households, known, poor = (counts[name].to_numpy() for name in TREE_COUNTS)
    is_ordered = np.all(np.diff(parents) >= 0) and np.all((poor >= 0) & (known >= poor))
    sums: list[Callable[[], bool]] = [
        lambda name=name: np.array_equal(
            np.bincount(parents, weights=counts[name], minlength=len(above)), above[name]
        )
        for name in TREE_COUNTS
    ]
    if not (is_ordered and np.all(households >= known) and all(sum_() for sum_ in sums)):
        raise DisclosureError(
            "an area must be the sum of the areas below it, poor within known within all",
            where="hide_below",
        )
