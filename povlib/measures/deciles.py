"""Median, deciles and Gini of many areas at once, for households that count as whole persons.

The same numbers as `povlib.measures.lorenz` gives of each area (tests hold them together), by one
sort a level of one whole number a household, and lookups in one running total of all areas.
"""

from dataclasses import dataclass

import numpy as np

from povlib.measures.homes import Homes
from povlib.measures.income import per_person
from povlib.measures.scored import divide

__all__ = ["TENTHS", "Dealt", "Earners", "decile_places", "earners_of", "spread"]

TENTHS = tuple(range(1, 10))
"""Tenths of persons: the deciles; the fifth is the median."""

# Incomes per person of households of up to 63 members are apart by 1/3906 baht or not at all, so
# the whole part of income x 4096 orders them as they are. It, the members and the area are packed
# into one number: sorting numbers is three times quicker than sorting places, and what was packed
# is read back from them without a jump through memory.
_STEP_BITS, _MEMBER_BITS, _INCOME_BITS = 12, 6, 41
_BELOW_AREA = _INCOME_BITS + _MEMBER_BITS


@dataclass(frozen=True, eq=False)
class Dealt:
    """Households of areas, area after area, incomes per person rising in each.

    Attributes
    ----------
    ends : ndarray of int64
        Area a holds the rows ends[a] .. ends[a + 1] - 1; it may hold none.
    persons, baht : ndarray of int64, one a row
        Members, above 0, and income of the household in the year.
    """

    ends: np.ndarray
    persons: np.ndarray
    baht: np.ndarray


@dataclass(frozen=True, eq=False)
class Earners:
    """Households with an income and members.

    Attributes
    ----------
    village : ndarray of int64
        Place of the household's village among `Homes.villages`.
    persons, baht : ndarray of int
        Members, and income of the household in the year.
    packed : ndarray of uint64, or None
        Income per person and members as one number that orders them; None where a household is too
        large or too rich for it.
    """

    village: np.ndarray
    persons: np.ndarray
    baht: np.ndarray
    packed: np.ndarray | None

    def by_area(self, area_of_village: np.ndarray, *, size: int) -> Dealt:
        """Deal the households out to areas.

        Parameters
        ----------
        area_of_village : ndarray of int64
            Number of the area of each village, 0 .. size - 1.
        size : int
            Number of areas.
        """
        areas = area_of_village[self.village]
        ends = np.append(0, np.cumsum(np.bincount(areas, minlength=size)))
        if self.packed is None or size > 1 << (63 - _BELOW_AREA):
            income = per_person(self.baht, members=self.persons)
            order = np.lexsort((self.persons, income, areas))
            return Dealt(ends, self.persons[order].astype(np.int64), self.baht[order])
        rows = np.sort((areas.view(np.uint64) << np.uint64(_BELOW_AREA)) | self.packed)
        return Dealt(ends, *_unpacked(rows))


def earners_of(homes: Homes) -> Earners:
    """Choose the households that have an income and members.

    Parameters
    ----------
    homes : Homes

    Examples
    --------
    >>> homes = Homes(np.array([24010101] * 2), np.array([4, 2]), np.array([90_000, 20_001]),
    ...               np.array([True, True]))
    >>> dealt = earners_of(homes).by_area(np.array([0]), size=1)
    >>> dealt.persons.tolist(), dealt.baht.tolist()
    ([2, 4], [20001, 90000])
    """
    columns = homes.villages.codes, homes.members, homes.total_baht, homes.income
    is_known = ~np.isnan(homes.income)
    if not is_known.all():
        columns = tuple(column[is_known] for column in columns)
    village, persons, baht, income = columns
    return Earners(village, persons, baht, _packed(income, persons=persons))


def decile_places(dealt: Dealt) -> np.ndarray:
    """Find the row at which each decile of each area is passed.

    Parameters
    ----------
    dealt : Dealt

    Returns
    -------
    ndarray of int64, shape (areas, 9)
        By R's laeken rule: the first row at which the sum of persons is above the share; any number
        where the area has no persons.

    Examples
    --------
    >>> four = Dealt(np.array([0, 4]), np.ones(4, int), np.array([1, 2, 3, 4]))
    >>> decile_places(four).tolist()
    [[0, 0, 1, 1, 2, 2, 2, 3, 3]]
    """
    upto = np.cumsum(dealt.persons)
    before, persons = _of_areas(upto, ends=dealt.ends)
    share = before[:, None] + persons[:, None] * np.array(TENTHS) // 10
    return np.searchsorted(upto, share, side="right")


def spread(dealt: Dealt) -> dict[str, np.ndarray]:
    """Measure median, deciles and Gini of each area.

    Parameters
    ----------
    dealt : Dealt

    Returns
    -------
    dict of str to ndarray of float64, one an area
        ``median``, ``p10`` .. ``p90`` (baht per person and year), ``gini``; NaN where an area has
        nobody with an income, or (gini) no income.

    Notes
    -----
    Gini: sum of w y (2 F - w) / (W Y) - 1 with F the persons up to the row, itself included. Rows
    of equal income need no care: sum of w (2 F - w) over them is what one row of all their persons
    adds.

    Examples
    --------
    >>> four = Dealt(np.array([0, 4]), np.ones(4, int), np.array([1, 2, 3, 4]))
    >>> got = spread(four)
    >>> got["median"].item(), got["p10"].item(), got["gini"].item()
    (3.0, 1.0, 0.25)
    """
    upto = np.cumsum(dealt.persons)
    before, persons = _of_areas(upto, ends=dealt.ends)
    filled = np.flatnonzero(persons)
    at = decile_places(dealt)[filled]
    deciles = np.full((len(persons), len(TENTHS)), np.nan)
    deciles[filled] = dealt.baht[at] / dealt.persons[at]
    # whole numbers up to here; from here on float64, in which no product is too large
    doubled = 2 * (upto - np.repeat(before, np.diff(dealt.ends))) - dealt.persons
    area = _totals(doubled.astype(np.float64) * dealt.baht, ends=dealt.ends)
    baht = _totals(dealt.baht, ends=dealt.ends).astype(np.float64)
    named = {f"p{tenth}0": deciles[:, at] for at, tenth in enumerate(TENTHS)}
    return {"median": named["p50"], **named, "gini": divide(area, persons * baht) - 1}


def _packed(income: np.ndarray, *, persons: np.ndarray) -> np.ndarray | None:
    steps = income * 2.0**_STEP_BITS
    is_small = steps.max(initial=0) < 2**_INCOME_BITS and steps.min(initial=0) >= 0
    if not is_small or persons.max(initial=0) >= 2**_MEMBER_BITS:
        return None
    # as signed numbers first: a cast from float64 to unsigned ones is slow
    return ((steps.astype(np.int64) << _MEMBER_BITS) | persons).view(np.uint64)


def _unpacked(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give members and income of households: income x members, rounded up to whole baht."""
    signed = rows.view(np.int64)
    persons = signed & (2**_MEMBER_BITS - 1)
    steps = (signed >> _MEMBER_BITS) & (2**_INCOME_BITS - 1)
    return persons, (steps * persons + (2**_STEP_BITS - 1)) >> _STEP_BITS


def _of_areas(upto: np.ndarray, *, ends: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give the persons before each area and in it."""
    at = np.append(0, upto)[ends] if len(upto) else np.zeros(len(ends), dtype=np.int64)
    return at[:-1], np.diff(at)


def _totals(values: np.ndarray, *, ends: np.ndarray) -> np.ndarray:
    """Add up the rows of each area, 0 where it has none."""
    filled = np.flatnonzero(np.diff(ends))
    result = np.zeros(len(ends) - 1, dtype=values.dtype)
    if len(filled):
        result[filled] = np.add.reduceat(values, ends[filled])
    return result
