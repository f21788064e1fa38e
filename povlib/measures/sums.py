"""Sums by group, from which every additive measure and every ratio is made.

One row is one household. Sums of two sets of rows add up to the sums of both, so a larger area is
made from its parts. Two ways give the same sums: `sum_rows` here reads every row once, and
`povlib.measures.prefix` looks them up in sorted running totals.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from povlib.measures.registry import Measure

__all__ = ["Rows", "finish", "names_of_sums", "sum_rows"]


@dataclass(frozen=True)
class Rows:
    """Complete rows as plain arrays of one length; a float stands for one value in every row.

    Attributes
    ----------
    codes : ndarray of int64
        Number of the group, 0 .. size - 1.
    size : int
        Number of groups.
    income, line : ndarray of float64, baht per person and year
    members : ndarray of float64 or 1.0, persons
    weight : ndarray of float64 or 1.0, households that the row stands for
    """

    codes: np.ndarray
    size: int
    income: np.ndarray
    line: np.ndarray | float
    members: np.ndarray | float
    weight: np.ndarray | float

    def counted_in(self, unit: str) -> np.ndarray | float:
        """Give what a row counts for: weight x members for "persons", weight for "households"."""
        return self.weight * self.members if unit == "persons" else self.weight


def names_of_sums(measures: Iterable[Measure]) -> set[str]:
    """Name the sums that the measures are made of.

    Parameters
    ----------
    measures : iterable of Measure
    """
    return {n for m in measures for n in (m.numerator, m.denominator) if n is not None}


def sum_rows(rows: Rows, *, names: set[str], unit: str, strict: bool) -> dict[str, np.ndarray]:
    """Add up the named sums in each group.

    Parameters
    ----------
    rows : Rows
    names : set of str
        As `names_of_sums` gives them.
    unit : {"persons", "households"}
    strict : bool
        True: exactly on the line passes.

    Returns
    -------
    dict of str to ndarray of float64, one value a group
        A group without rows has 0 here; `finish` makes it null.

    Examples
    --------
    >>> rows = Rows(np.array([0, 0, 1]), 2, np.array([10.0, 40.0, 20.0]), 30.0, np.array([2.0, 3, 4]), 1.0)
    >>> sums = sum_rows(rows, names={"poor_persons", "poor_gap_baht"}, unit="persons", strict=True)
    >>> sums["poor_persons"].tolist(), sums["poor_gap_baht"].tolist()
    ([2.0, 4.0], [40.0, 40.0])
    """  # noqa: E501 (a doctest line)
    sums = {}
    counted = rows.counted_in(unit)
    if "weight" in names:
        sums["weight"] = _total(rows, counted)
    if "income_baht" in names:
        sums["income_baht"] = _total(rows, counted * rows.income)
    if any(name not in sums for name in names):
        sums |= _sum_poor(_poor_rows(rows, strict=strict), names=names, unit=unit)
    return sums


def finish(measure: Measure, *, sums: dict[str, np.ndarray], n: np.ndarray) -> np.ndarray:
    """Make a measure from the sums of each group.

    Parameters
    ----------
    measure : Measure
        One with a numerator.
    sums : dict of str to ndarray
    n : ndarray of int
        Rows used in each group.

    Returns
    -------
    ndarray of float64
        NaN where the group has no rows, or the denominator is 0.

    Examples
    --------
    >>> from povlib.measures.registry import MEASURES
    >>> sums = {"poor_weight": np.array([1.0, 0.0]), "weight": np.array([4.0, 0.0])}
    >>> finish(MEASURES["headcount"], sums=sums, n=np.array([2, 0])).tolist()
    [0.25, nan]
    """
    top = sums[measure.numerator]
    below = sums[measure.denominator] if measure.denominator else np.ones(len(top))
    answered = (n > 0) & (below > 0)
    return np.divide(top, below, out=np.full(len(top), np.nan), where=answered)


def _poor_rows(rows: Rows, *, strict: bool) -> Rows:
    """Keep the rows below the line: all further sums look at them only."""
    is_poor = rows.income < rows.line if strict else rows.income <= rows.line
    place = np.flatnonzero(is_poor)

    def pick(values: np.ndarray | float) -> np.ndarray | float:
        return values[place] if isinstance(values, np.ndarray) else values

    return Rows(
        rows.codes[place],
        rows.size,
        rows.income[place],
        pick(rows.line),
        pick(rows.members),
        pick(rows.weight),
    )


def _sum_poor(poor: Rows, *, names: set[str], unit: str) -> dict[str, np.ndarray]:
    counted = poor.counted_in(unit)
    persons = poor.counted_in("persons")
    gap = poor.line - poor.income
    makers = {
        "poor_weight": lambda: counted,
        "poor_households": lambda: poor.weight,
        "poor_persons": lambda: persons,
        "poor_gap_baht": lambda: counted * gap,
        "cost_to_close_baht": lambda: persons * gap,
        "poor_gap_share": lambda: counted * (gap / poor.line),
        "poor_gap_share_squared": lambda: counted * (gap / poor.line) ** 2,
    }
    return {name: _total(poor, make()) for name, make in makers.items() if name in names}


def _total(rows: Rows, values: np.ndarray | float) -> np.ndarray:
    if isinstance(values, np.ndarray):
        return np.bincount(rows.codes, weights=values, minlength=rows.size)
    return np.bincount(rows.codes, minlength=rows.size) * float(values)
