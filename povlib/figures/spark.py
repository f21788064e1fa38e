"""A spark line for a row of a table: the running total of a year's months under its goal."""

from collections.abc import Sequence

from povlib.disclosure import PublicTable
from povlib.figures.cells import Cell, bind
from povlib.figures.marks import Datum, Dot, Figure, Line, Mark, Polyline
from povlib.figures.svg import draw_marks, write_marks

__all__ = ["spark_html", "spark_marks", "spark_note", "spark_of_table"]

_WIDE, _HIGH, _ZERO = 72.0, 13.0, 12.0


def spark_of_table(cells: Sequence[Cell], *, goal: float | None, table: PublicTable) -> str:
    """Draw a spark line as HTML, each point checked against its table.

    Parameters
    ----------
    cells : sequence of Cell
        Running totals from the first month of the fiscal year on.
    goal : float or None
    table : PublicTable
        The cells' own.

    Returns
    -------
    str
        "" where no month or no goal is shown.
    """
    marks = spark_marks(cells, goal=goal, table=table.name)
    figure = Figure(
        name="spark",
        title="",
        subtitle="",
        desc="",
        height=_HIGH,
        marks=marks,
        table=table,
        beside=(table,),
    )
    return _svg(draw_marks(figure)) if marks else ""


def spark_html(cells: Sequence[Cell], *, goal: float | None, table: str) -> str:
    """Draw a spark line as HTML from cells that a finished report showed.

    Parameters
    ----------
    cells : sequence of Cell
        As in `spark_of_table`.
    goal : float or None
    table : str
        Name of the cells' table.

    Examples
    --------
    >>> spark_html([Cell(None, "hidden", 0, "cumulative")], goal=8, table="pace")
    ''
    """
    marks = spark_marks(cells, goal=goal, table=table)
    return _svg(write_marks(marks, name="spark")) if marks else ""


def spark_marks(cells: Sequence[Cell], *, goal: float | None, table: str) -> tuple[Mark, ...]:
    """Give the running total under its goal; the line breaks where a month is hidden.

    Parameters
    ----------
    cells : sequence of Cell
        As in `spark_of_table`.
    goal : float or None
        None or 0 gives nothing to draw under.
    table : str
        Name of the cells' table.

    Notes
    -----
    The style sheet gives colour and width, for there are many of them.
    """
    known = [float(cell.value) for cell in cells if cell.value is not None]
    if not known or not goal:
        return ()
    per_unit = -(_HIGH - 2) / max(goal, *known)
    height = _ZERO + per_unit * goal
    goal_line = Line(0, height, _WIDE, height, "")
    return (goal_line, *_lines(cells, per_unit=per_unit, table=table))


def spark_note(*, has_gaps: bool) -> str:
    """Say in Thai how a spark line is read.

    Parameters
    ----------
    has_gaps : bool
        Some line breaks at a hidden month.
    """
    gaps = " ช่วงที่เส้นขาดคือเดือนที่ซ่อนไว้" if has_gaps else ""
    return f"เส้นสะสมเริ่มที่ 0 ต้นเดือนตุลาคม ปลายขวาคือเดือนล่าสุด เส้นประคือเป้าสิ้นปีของจังหวัด{gaps}"


def _lines(cells: Sequence[Cell], *, per_unit: float, table: str) -> list[Polyline | Dot]:
    """Give a line for each run of months that are shown, a dot for one alone; the first from 0."""
    runs: list[list[tuple[float, Datum | None]]] = [[(0.0, None)]]
    for n, cell in enumerate(cells, start=1):
        if cell.value is None:
            runs.append([])
            continue
        datum = bind(cell, axis="y", zero=_ZERO, per_unit=per_unit, table=table)
        runs[-1].append((_WIDE * n / 12, datum))
    return [_line(run) for run in runs if any(datum for _, datum in run)]


def _line(run: list[tuple[float, Datum | None]]) -> Polyline | Dot:
    points = tuple((x, _height(datum)) for x, datum in run)
    if len(run) == 1:
        (x, y), datum = points[0], run[0][1]
        return Dot(x, y, 1.2, "met", datum=datum)
    return Polyline(points, data=tuple(datum for _, datum in run))


def _height(datum: Datum | None) -> float:
    return _ZERO if datum is None else datum.zero + datum.per_unit * datum.value


def _svg(drawn: str) -> str:
    return f'<svg class="spk" viewBox="0 0 {_WIDE:.0f} {_HIGH:.0f}" aria-hidden=true>{drawn}</svg>'
