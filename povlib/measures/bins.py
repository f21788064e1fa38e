"""Quantiles and Gini of what is too large to be sorted: bins of income, which add up.

A bin holds persons and their income as whole numbers, so bins of any cut of the country add up to
the same. The bins in which quantiles lie are then looked at household by household, which makes
quantiles exact. A Gini takes the persons of a bin as having its mean income.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from povlib.errors import MeasureError
from povlib.measures.deciles import Dealt, decile_places
from povlib.measures.homes import Homes
from povlib.measures.runs import runs_of

__all__ = ["BINS_PER_BAHT", "Bins", "BinSums", "bins_of", "opened", "quantile_bins", "rows_in"]

BINS_PER_BAHT = 4
"""A bin is a quarter of a baht per person and year wide. Taking its persons as equals makes a Gini
too low, at most by (share of pairs of persons of two households in one bin) x width / (2 x mean
income): of a country under 4e-12."""

_DENSE = 1 << 21  # bins up to 524,288 baht are an array; the few above are kept one by one


@dataclass(frozen=True, eq=False)
class Bins:
    """Persons and their income by bin; arrays of one length.

    Attributes
    ----------
    number : ndarray of int64
        Whole part of baht per person and year x `BINS_PER_BAHT`, rising.
    persons, baht : ndarray of int64
        Persons in the bin, and their income in the year.
    """

    number: np.ndarray
    persons: np.ndarray
    baht: np.ndarray


def bins_of(dealt: Dealt) -> Bins:
    """Put households into bins.

    Parameters
    ----------
    dealt : Dealt
        Of one area.

    Examples
    --------
    >>> two = Dealt(np.array([0, 2]), np.array([1, 10]), np.array([10, 101]))
    >>> bins = bins_of(two)
    >>> bins.number.tolist(), bins.persons.tolist(), bins.baht.tolist()
    ([40], [11], [111])
    """
    runs = runs_of(_numbers(dealt.baht, persons=dealt.persons))
    return Bins(runs.keys, runs.total(dealt.persons), runs.total(dealt.baht))


class BinSums:
    """Sums of the bins of many units, in memory that does not grow with their number."""

    def __init__(self) -> None:
        self._persons = np.zeros(_DENSE, dtype=np.int64)
        self._baht = np.zeros(_DENSE, dtype=np.int64)
        self._others = Bins(*(np.zeros(0, dtype=np.int64) for _ in range(3)))

    def add(self, bins: Bins) -> None:
        """Add the bins of a unit."""
        dense = slice(*np.searchsorted(bins.number, [0, _DENSE]))
        number = bins.number[dense]
        # each bin stands once, so adding by place loses nothing
        self._persons[number] += bins.persons[dense]
        self._baht[number] += bins.baht[dense]
        places = np.arange(len(bins.number))
        others = (places < dense.start) | (places >= dense.stop)
        self._others = _merged([self._others, _picked(bins, others)])

    def total(self) -> Bins:
        """Give the sums, bins with persons only."""
        filled = np.flatnonzero(self._persons)
        dense = Bins(filled, self._persons[filled], self._baht[filled])
        return _merged([dense, self._others])


def quantile_bins(bins: Bins) -> np.ndarray:
    """Give the numbers of the bins in which the deciles lie.

    Parameters
    ----------
    bins : Bins

    Examples
    --------
    >>> three = Bins(np.array([8, 80, 800]), np.array([1, 1, 98]), np.array([1, 10, 9800]))
    >>> quantile_bins(three).tolist()
    [800]
    """
    if not len(bins.number):
        return bins.number
    return bins.number[np.unique(decile_places(_one_area(bins)))]


def rows_in(homes: Homes, numbers: np.ndarray) -> Bins:
    """Give the households of some bins, one row each.

    Parameters
    ----------
    homes : Homes
    numbers : ndarray of int64
        Of bins.
    """
    number = np.floor(homes.income * BINS_PER_BAHT)
    # few numbers, so each is looked for in one pass; NaN is none of them
    chosen = np.flatnonzero(np.isin(number, numbers.astype(np.float64)))
    return Bins(
        number[chosen].astype(np.int64),
        homes.members[chosen].astype(np.int64),
        homes.total_baht[chosen],
    )


def opened(bins: Bins, *, numbers: np.ndarray, rows: Sequence[Bins]) -> Dealt:
    """Give all persons as one area, chosen bins as their households.

    Parameters
    ----------
    bins : Bins
    numbers : ndarray of int64
        Of the chosen bins.
    rows : sequence of Bins
        As `rows_in` gives them: all households of the chosen bins.

    Raises
    ------
    MeasureError
        The chosen bins hold other persons than the households have.
    """
    apart = _joined(rows)
    apart = _picked(apart, np.lexsort((apart.persons, apart.baht / apart.persons)))
    at = np.searchsorted(bins.number, numbers)
    if bins.persons[at].sum() != apart.persons.sum():
        raise MeasureError("ครัวเรือนของช่วงที่เลือกต้องตรงกับคนของช่วงนั้น")
    kept = Bins(*(np.delete(getattr(bins, name), at) for name in _COLUMNS))
    before = np.searchsorted(kept.number, apart.number)
    columns = ((getattr(kept, name), getattr(apart, name)) for name in _COLUMNS)
    return _one_area(Bins(*(np.insert(column, before, new) for column, new in columns)))


_COLUMNS = ("number", "persons", "baht")


def _numbers(baht: np.ndarray, *, persons: np.ndarray) -> np.ndarray:
    # A product with a power of two is exact, and so is its whole part.
    return (baht / persons * BINS_PER_BAHT).astype(np.int64)


def _picked(bins: Bins, chosen: np.ndarray) -> Bins:
    return Bins(bins.number[chosen], bins.persons[chosen], bins.baht[chosen])


def _joined(parts: Sequence[Bins]) -> Bins:
    return Bins(*(np.concatenate([getattr(part, name) for part in parts]) for name in _COLUMNS))


def _merged(parts: Sequence[Bins]) -> Bins:
    every = _joined(parts)
    every = _picked(every, np.argsort(every.number, kind="stable"))
    runs = runs_of(every.number)
    return Bins(runs.keys, runs.total(every.persons), runs.total(every.baht))


def _one_area(bins: Bins) -> Dealt:
    return Dealt(np.array([0, len(bins.number)]), bins.persons, bins.baht)
