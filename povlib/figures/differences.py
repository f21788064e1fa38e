"""Differences between two sides, drawn: a dot with its interval, the earlier comparison in grey."""

from povlib.figures import words
from povlib.figures.cells import Cell, Row, bind, number_of
from povlib.figures.marks import Dot, Line, Mark

__all__ = ["COUNTED", "DRAWN", "POINTS", "is_apart", "pair_marks", "points", "signed"]

DRAWN = ("difference", "low", "high", "placebo_difference", "placebo_low", "placebo_high")
"""Columns of a difference, of its interval, and of the same comparison at an earlier time."""

COUNTED = ("households_used", "households_other", "districts_used", "districts_other")
"""Columns of how many are on each side."""

POINTS = 100
"""A share of 0.01 is one จุด."""


def pair_marks(row: Row, *, y: float, zero: float, per_unit: float) -> list[Mark]:
    """Draw a difference with its interval, and the earlier one under it in grey.

    Parameters
    ----------
    row : Row
        With the columns of `DRAWN`.
    y : float
        Of the difference; the earlier one stands 9 units below.
    zero, per_unit : float
        Where 0 stands, and units a step of 1.
    """
    at = {"zero": zero, "per_unit": per_unit}
    return [
        *_interval(row, "placebo_", y=y + 9, colour="line", width=1.4, radius=2.4, **at),
        *_interval(row, "", y=y, colour="met", width=2.2, radius=4.2, **at),
    ]


def is_apart(row: Row, *, kind: str = "") -> bool:
    """Tell whether an interval leaves 0 out.

    Parameters
    ----------
    row : Row
    kind : str
        "" or "placebo_".
    """
    low, high = number_of(row, f"{kind}low"), number_of(row, f"{kind}high")
    return (low is not None and low > 0) or (high is not None and high < 0)


def points(cell: Cell) -> str:
    """Write a difference of shares in points, with its sign.

    Parameters
    ----------
    cell : Cell
        One that is shown.

    Examples
    --------
    >>> points(Cell(0.05, "shown", 0, "difference")), points(Cell(-0.07, "shown", 0, "low"))
    ('+5 จุด', '−7 จุด')
    """
    return f"{signed(float(cell.value) * POINTS)} จุด"


def signed(value: float) -> str:
    """Write a number with its sign; 0 has none.

    Parameters
    ----------
    value : float

    Examples
    --------
    >>> signed(1200.0), signed(-3.2), signed(0.2)
    ('+1,200', '−3', '0')
    """
    said = words.number(value)
    return f"+{said}" if value > 0 and said != "0" else said


def _interval(
    row: Row, kind: str, *, y: float, colour: str, width: float, radius: float, **at: float
) -> list[Mark]:
    middle, low, high = (row[f"{kind}{key}"] for key in ("difference", "low", "high"))
    if middle.value is None:
        return []
    x = _place(middle, **at)
    ends = [
        Line(x, y, _place(end, **at), y, colour, width, datum=bind(end, axis="x2", **at))
        for end in (low, high)
        if end.value is not None
    ]
    return [*ends, Dot(x, y, radius, colour, datum=bind(middle, axis="x", **at))]


def _place(cell: Cell, *, zero: float, per_unit: float) -> float:
    return zero + float(cell.value) * per_unit
