"""Sums by group, from which every additive measure and every ratio is made.

One row is one household. Sums of two sets of rows add up to the sums of both, so a larger area is
made from its parts. Two ways give the same sums: `sum_rows` here reads every row once, and
`povlib.measures.prefix` looks them up in sorted running totals.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from povlib.measures.measure import Measure
from povlib.measures.scored import divide

__all__ = [
    "Rows",
    "finish",
    "is_poor",
    "line_slopes",
    "names_of_sums",
    "ratio_scores",
    "sum_rows",
]


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
    if names & {"weight", "income_baht"}:
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
    return np.where(n > 0, divide(top, below), np.nan)


def ratio_scores(
    measure: Measure, *, rows: Rows, sums: dict[str, np.ndarray], unit: str, strict: bool
) -> np.ndarray:
    """Give each row's score in a measure made of sums: (a - R b) / B for a ratio R = A / B.

    Parameters
    ----------
    measure : Measure
        One with a numerator.
    rows : Rows
    sums : dict of str to ndarray
        As `sum_rows` gives them.
    unit : {"persons", "households"}
    strict : bool

    Returns
    -------
    ndarray of float64, one a row

    Examples
    --------
    >>> from povlib.measures.registry import MEASURES
    >>> rows = Rows(np.array([0, 0]), 1, np.array([10.0, 40.0]), 30.0, 1.0, 1.0)
    >>> sums = sum_rows(rows, names={"poor_weight", "weight"}, unit="households", strict=True)
    >>> headcount = MEASURES["headcount"]
    >>> ratio_scores(headcount, rows=rows, sums=sums, unit="households", strict=True).tolist()
    [0.25, -0.25]
    """
    tops = _row_values(rows, measure.numerator, unit=unit, strict=strict)
    if measure.denominator is None:
        return np.broadcast_to(tops, rows.codes.shape)
    below = sums[measure.denominator][rows.codes]
    ratio = divide(sums[measure.numerator][rows.codes], below)
    parts = _row_values(rows, measure.denominator, unit=unit, strict=strict)
    return divide(tops - ratio * parts, below)


def line_slopes(
    measure: Measure,
    *,
    rows: Rows,
    sums: dict[str, np.ndarray],
    unit: str,
    strict: bool,
    near: np.ndarray,
) -> np.ndarray:
    """Give what a measure made of sums gains through each row when the row's line rises by a baht.

    Parameters
    ----------
    measure : Measure
        One with a numerator.
    rows : Rows
    sums : dict of str to ndarray
        As `sum_rows` gives them.
    unit : {"persons", "households"}
    strict : bool
    near : ndarray of float64, one a row
        The row's part in the density of incomes at its line, a baht, for a count of 1.

    Examples
    --------
    Two incomes, line 30: (30 - 10) / 30 has the slope 10 / 30^2, shared by two.

    >>> from povlib.measures.registry import MEASURES
    >>> rows = Rows(np.array([0, 0]), 1, np.array([10.0, 40.0]), 30.0, 1.0, 1.0)
    >>> sums = sum_rows(rows, names={"poor_gap_share", "weight"}, unit="households", strict=True)
    >>> slopes = line_slopes(MEASURES["poverty_gap"], rows=rows, sums=sums, unit="households",
    ...                      strict=True, near=np.zeros(2))
    >>> [round(slope, 6) for slope in slopes.tolist()]
    [0.005556, 0.0]
    """
    tops = _row_slopes(rows, measure.numerator, unit=unit, strict=strict, near=near)
    if measure.denominator is None:
        return tops
    below = sums[measure.denominator][rows.codes]
    ratio = divide(sums[measure.numerator][rows.codes], below)
    parts = _row_slopes(rows, measure.denominator, unit=unit, strict=strict, near=near)
    return divide(tops - ratio * parts, below)


def is_poor(rows: Rows, *, strict: bool) -> np.ndarray:
    """Say of each row if it is below its line.

    Parameters
    ----------
    rows : Rows
    strict : bool
        True: exactly on the line passes.
    """
    return rows.income < rows.line if strict else rows.income <= rows.line


def _poor_rows(rows: Rows, *, strict: bool) -> Rows:
    """Keep the rows below the line: all further sums look at them only."""
    return _pick(rows, np.flatnonzero(is_poor(rows, strict=strict)))


def _pick(rows: Rows, place: np.ndarray) -> Rows:
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
    makers = _makers(poor, unit=unit)
    return {name: _total(poor, make()) for name, make in makers.items() if name in names}


def _makers(poor: Rows, *, unit: str) -> dict[str, Callable[[], np.ndarray | float]]:
    """Give what each poor row adds to each sum."""
    counted = poor.counted_in(unit)
    persons = poor.counted_in("persons")
    gap = poor.line - poor.income
    return {
        "poor_weight": lambda: counted,
        "poor_households": lambda: poor.weight,
        "poor_persons": lambda: persons,
        "poor_gap_baht": lambda: counted * gap,
        "cost_to_close_baht": lambda: persons * gap,
        "poor_gap_share": lambda: counted * (gap / poor.line),
        "poor_gap_share_squared": lambda: counted * (gap / poor.line) ** 2,
        "poor_log_gap": lambda: counted * _log_gap(poor),
    }


def _log_gap(poor: Rows) -> np.ndarray:
    """Give ln(line / income), NaN where the income is not above 0."""
    ratio = np.divide(
        poor.line, poor.income, out=np.full(len(poor.income), np.nan), where=poor.income > 0
    )
    return np.log(ratio)


def _row_values(rows: Rows, name: str, *, unit: str, strict: bool) -> np.ndarray | float:
    """Give what every row adds to a named sum."""
    counted = rows.counted_in(unit)
    if name in ("weight", "income_baht"):
        return counted if name == "weight" else counted * rows.income
    values = np.zeros(len(rows.income))
    place = np.flatnonzero(is_poor(rows, strict=strict))
    values[place] = _makers(_pick(rows, place), unit=unit)[name]()
    return values


def _row_slopes(rows: Rows, name: str, *, unit: str, strict: bool, near: np.ndarray) -> np.ndarray:
    """Give the derivative of what every row adds to a named sum by its line.

    Counts of heads move by the density at the line; a gap is 0 there and moves with the poor only.
    """
    poor, counted, line = is_poor(rows, strict=strict), rows.counted_in(unit), rows.line
    persons, gap = rows.counted_in("persons"), np.maximum(line - rows.income, 0)
    makers = {
        "poor_weight": lambda: counted * near,
        "poor_households": lambda: rows.weight * near,
        "poor_persons": lambda: persons * near,
        "poor_gap_baht": lambda: counted * poor,
        "cost_to_close_baht": lambda: persons * poor,
        "poor_gap_share": lambda: counted * poor * (rows.income / line**2),
        "poor_gap_share_squared": lambda: counted * poor * (2 * gap * rows.income / line**3),
        "poor_log_gap": lambda: counted * poor / line,
    }
    return makers[name]() if name in makers else np.zeros(len(poor))


def _total(rows: Rows, values: np.ndarray | float) -> np.ndarray:
    if isinstance(values, np.ndarray):
        return np.bincount(rows.codes, weights=values, minlength=rows.size)
    return np.bincount(rows.codes, minlength=rows.size) * float(values)
