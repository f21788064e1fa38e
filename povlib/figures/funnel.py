"""Figure: where does work stop? One bar a process, and beside it what dropped out."""

from povlib.disclosure import PublicTable
from povlib.figures import findings, words
from povlib.figures.cells import Cell, Row, bind, number_of, read_rows, text_of
from povlib.figures.marks import Figure, Mark, Rect, Text
from povlib.figures.style import WIDTH, text_width

__all__ = ["funnel"]

_FULL, _ROW, _BAR = 342.0, 38.5, 15.0
_HIDDEN_WIDTH = 46.0


def funnel(table: PublicTable) -> Figure:
    """Draw how many households reached each of the four processes.

    Parameters
    ----------
    table : PublicTable
        "funnel": process 0 (targets), 1-4, 5 (passed).

    Returns
    -------
    Figure
        The largest drop is outlined and named. A hidden step is hatched, its length fixed.
    """
    rows = read_rows(table, needs=("process", "label_th", "reached", "not_reached"))
    most = max([1.0, *(number_of(row, "reached") or 0 for row in rows)])
    drop = findings.largest_drop(rows)
    marks: list[Mark] = []
    for n, row in enumerate(rows):
        marks += _step(row, y=12 + _ROW * n, per_unit=_FULL / most, is_largest=n == drop)
    return Figure(
        name="funnel",
        title=findings.funnel(rows),
        subtitle="จำนวนครัวเรือนที่ถึงแต่ละขั้นของสี่กระบวนการ",
        desc=_desc(rows, drop),
        height=max(_ROW * len(rows) - 3, 20),
        marks=tuple(marks),
        table=table,
        note="ขั้นหลังนับเฉพาะครัวเรือนที่ผ่านขั้นก่อนแล้ว",
    )


def _step(row: Row, *, y: float, per_unit: float, is_largest: bool) -> list[Mark]:
    process = int(number_of(row, "process") or 0)
    marks: list[Mark] = [Text(0, y, _name(row), "bold" if process in (0, 5) else "body")]
    if process:
        marks += _dropped(row, y=y, per_unit=per_unit, is_largest=is_largest)
    return marks + _reached(row["reached"], y=y + 4, per_unit=per_unit, process=process)


def _reached(cell: Cell, *, y: float, per_unit: float, process: int) -> list[Mark]:
    if cell.value is None:
        said = words.HIDDEN if cell.state == "hidden" else words.MISSING
        box = Rect(0, y, _HIDDEN_WIDTH, _BAR, "hatch", "none", stroke_width=0.8)
        return [box, Text(_HIDDEN_WIDTH + 6, y + 11.5, said, "small")]
    width = float(cell.value) * per_unit
    fill = {0: "process_first", 5: "met"}.get(process, "process")
    datum = bind(cell, axis="width", per_unit=per_unit)
    said = words.number(float(cell.value))
    is_inside = width > text_width(said, style="white_bold") + 10
    x, style, anchor = (
        (width - 5, "white_bold", "end") if is_inside else (width + 5, "bold", "start")
    )
    bar = [Rect(0, y, width, _BAR, fill, datum=datum)] if width else []
    return [*bar, Text(x, y + 11.5, said, style, anchor, datum=bind(cell))]


def _dropped(row: Row, *, y: float, per_unit: float, is_largest: bool) -> list[Mark]:
    cell = row["not_reached"]
    said = _dropped_words(row)
    style = "bold_behind" if is_largest else "small"
    bound = bind(cell) if cell.value is not None else None
    marks: list[Mark] = [Text(WIDTH, y, said, style, "end", datum=bound)]
    start = number_of(row, "reached")
    if bound is None or start is None or not cell.value:
        return marks
    datum = bind(cell, axis="width", per_unit=per_unit)
    look = ("paper", "behind", "3 2.4") if is_largest else ("dropped", "", "")
    width = float(cell.value) * per_unit
    return [Rect(start * per_unit, y + 4, width, _BAR, *look, datum=datum), *marks]


def _dropped_words(row: Row) -> str:
    process = int(number_of(row, "process") or 0)
    label = {4: "ยังไม่ได้วัด", 5: "วัดแล้วยังไม่ถึงเกณฑ์"}.get(process, "ไม่ถึงขั้นนี้")
    lost = number_of(row, "not_reached")
    if lost is not None:
        return f"{label} {words.number(lost)}"
    state = row["not_reached"].state
    return f"{label} {words.HIDDEN if state == 'hidden' else '–'}"


def _name(row: Row) -> str:
    process, label = int(number_of(row, "process") or 0), text_of(row, "label_th")
    return f"{process} {label}" if 1 <= process <= 4 and not label[:1].isdigit() else label


def _desc(rows: tuple[Row, ...], drop: int | None) -> str:
    parts = ["แท่งนอน จำนวนครัวเรือน"]
    for row in rows:
        value = number_of(row, "reached")
        parts.append(f"{_name(row)} {words.HIDDEN if value is None else words.number(value)}")
    if drop is not None:
        lost = words.count(number_of(rows[drop], "not_reached") or 0)
        parts.append(f"หายมากที่สุดก่อนขั้น{text_of(rows[drop], 'label_th')} {lost}")
    return " ".join(parts)
