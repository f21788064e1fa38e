"""The description of a figure: frozen marks in units of 1 px, 344 wide, bound to table cells.

A mark that stands for a number carries a `Datum`; `check_figure` compares the two, so a mark that
is drawn wrong, or that would show a hidden cell, is an error before any writer draws it.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from povlib.disclosure import PublicTable
from povlib.errors import ReportError
from povlib.figures.style import WIDTH

__all__ = [
    "Datum",
    "Dot",
    "Figure",
    "HtmlFigure",
    "Line",
    "Mark",
    "Path",
    "Polyline",
    "Rect",
    "Ribbon",
    "Sign",
    "Text",
    "by_look",
    "check_figure",
]

Point = tuple[float, float]

_SLACK = 0.06


@dataclass(frozen=True)
class Datum:
    """What a mark stands for: one cell of the figure's table, and where the mark must then be.

    Attributes
    ----------
    row : int
        Position of the row in the table.
    column : str
    value : float
        The number shown.
    axis : str
        The mark's attribute that shows it ("x", "y", "width", "height"), "" for a text.
    zero, per_unit : float
        The attribute is ``zero + per_unit * value``.
    table : str
        Name of one of the figure's tables `beside`, "" for its own.
    """

    row: int
    column: str
    value: float
    axis: str = ""
    zero: float = 0.0
    per_unit: float = 1.0
    table: str = ""


@dataclass(frozen=True)
class Rect:
    """A bar or an area; `stroke` "" draws no outline."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    stroke: str = ""
    dash: str = ""
    stroke_width: float = 1.3
    datum: Datum | None = None


@dataclass(frozen=True)
class Line:
    """A straight line."""

    x: float
    y: float
    x2: float
    y2: float
    stroke: str = "line"
    stroke_width: float = 1.0
    dash: str = ""
    datum: Datum | None = None


@dataclass(frozen=True)
class Polyline:
    """A line through points, or an area where `fill` is given; one datum a point, or none."""

    points: tuple[Point, ...]
    stroke: str = ""
    stroke_width: float = 1.3
    dash: str = ""
    fill: str = ""
    data: tuple[Datum | None, ...] = ()


@dataclass(frozen=True)
class Dot:
    """A disc."""

    x: float
    y: float
    radius: float
    fill: str
    stroke: str = ""
    stroke_width: float = 1.4
    datum: Datum | None = None


@dataclass(frozen=True)
class Sign:
    """The sign of a status, centred: met, on_track, behind, no_data, no_targets."""

    x: float
    y: float
    status: str
    size: float = 11.5
    datum: Datum | None = None


@dataclass(frozen=True)
class Text:
    """A line of text on its base line; `plate` puts a white plate under it."""

    x: float
    y: float
    content: str
    style: str = "body"
    anchor: str = "start"
    plate: bool = False
    datum: Datum | None = None


@dataclass(frozen=True)
class Path:
    """A shape of rings, each a tuple of points."""

    rings: tuple[tuple[Point, ...], ...]
    fill: str
    stroke: str = "paper"
    stroke_width: float = 1.4
    datum: Datum | None = None


@dataclass(frozen=True)
class Ribbon:
    """A flow from (x, y) to (x2, y2); `height` is its width on both sides."""

    x: float
    y: float
    x2: float
    y2: float
    height: float
    fill: str
    stroke: str = ""
    datum: Datum | None = None


Mark = Rect | Line | Polyline | Dot | Sign | Text | Path | Ribbon


@dataclass(frozen=True, eq=False)
class Figure:
    """One figure: what it says and what is drawn.

    Attributes
    ----------
    name : str
        Letters and digits; ids in the page come from it.
    title : str
        A finding in one sentence, or a plain title.
    subtitle : str
        What is counted, in which unit, over which period.
    desc : str
        The numbers that matter, for readers who cannot see the picture.
    note : str
    height : float
    marks : tuple of Mark
        Drawn in order.
    table : PublicTable
        The data behind it; every datum points into it.
    legend : tuple of (str, str)
        Status and words, shown in the note.
    columns : tuple of str
        Of the data table behind it; all where none is named.
    rows : tuple of int
        Of the data table behind it; all where none is named.
    width : float
    beside : tuple of PublicTable
        Other tables that a datum may name.
    """

    name: str
    title: str
    subtitle: str
    desc: str
    height: float
    marks: tuple[Mark, ...]
    table: PublicTable
    note: str = ""
    legend: tuple[tuple[str, str], ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[int, ...] = ()
    width: float = WIDTH
    beside: tuple[PublicTable, ...] = ()


@dataclass(frozen=True, eq=False)
class HtmlFigure:
    """A figure that is a table (heat table): `body` is HTML made of escaped public cells."""

    name: str
    title: str
    subtitle: str
    body: str
    table: PublicTable
    note: str = ""
    columns: tuple[str, ...] = ()


def check_figure(figure: Figure) -> None:
    """Check that every bound mark stands where its visible cell puts it.

    Parameters
    ----------
    figure : Figure

    Raises
    ------
    ReportError
        A datum points to a hidden or missing cell, to another number, or the mark is elsewhere.
    """
    tables = {"": figure.table, **{table.name: table for table in figure.beside}}
    for mark in figure.marks:
        for datum, place in _bound(mark):
            if datum.table not in tables:
                raise ReportError(
                    "a datum's table must be the figure's", got=datum.table, where=figure.name
                )
            _require_shown(figure.name, datum, tables[datum.table])
            _require_place(figure.name, datum, place)


def by_look(marks: Iterable[Mark]) -> list[Mark]:
    """Order marks by kind and look: lines, areas, signs, texts; a writer says a common look once.

    Parameters
    ----------
    marks : iterable of Mark
        Those of one kind must not cover each other.

    Examples
    --------
    >>> marks = [Text(0, 9, "ก", "bold"), Text(0, 22, "ข"), Rect(0, 0, 5, 5, "met")]
    >>> [type(mark).__name__ for mark in by_look(marks)]
    ['Rect', 'Text', 'Text']
    """
    looks: dict[tuple, list[Mark]] = defaultdict(list)
    for mark in marks:
        looks[_look_of(mark)].append(mark)
    return [mark for look in sorted(looks, key=lambda look: look[0]) for mark in looks[look]]


def _look_of(mark: Mark) -> tuple:
    """Give the rank of a mark's kind, and what a group of its like would have in common."""
    column = mark.datum.column if getattr(mark, "datum", None) else ""
    if isinstance(mark, Text):
        return 3, mark.style, mark.anchor, column
    if isinstance(mark, Sign):
        return 2, mark.status
    fill, stroke = getattr(mark, "fill", ""), getattr(mark, "stroke", "")
    return int(not isinstance(mark, (Line, Polyline))), type(mark).__name__, fill, stroke, column


def _bound(mark: Mark) -> list[tuple[Datum, float | None]]:
    if isinstance(mark, Polyline):
        pairs = zip(mark.data, mark.points, strict=True) if mark.data else ()
        return [(d, p["xy".index(d.axis)]) for d, p in pairs if d is not None]
    if getattr(mark, "datum", None) is None:
        return []
    return [(mark.datum, getattr(mark, mark.datum.axis) if mark.datum.axis else None)]


def _require_shown(where: str, datum: Datum, table: PublicTable) -> None:
    if table.hidden[datum.column].iloc[datum.row]:
        raise ReportError(
            "a hidden cell must not be drawn", got=f"row {datum.row}, {datum.column}", where=where
        )
    shown = table.frame[datum.column].iloc[datum.row]
    if pd.isna(shown) or abs(float(shown) - datum.value) > 1e-9:
        raise ReportError(
            "a mark must show its cell's number",
            got=f"{datum.value} for row {datum.row}, {datum.column}",
            where=where,
        )


def _require_place(where: str, datum: Datum, place: float | None) -> None:
    if place is None:
        return
    if abs(place - (datum.zero + datum.per_unit * datum.value)) > _SLACK:
        raise ReportError(
            "a mark must stand where its number puts it",
            got=f"{datum.axis} = {place} for {datum.value} of row {datum.row}, {datum.column}",
            where=where,
        )
