"""Figure: where does work stop? One bar a process, and beside it what dropped out."""

from povlib.disclosure import PublicTable
from povlib.figures import findings, words
from povlib.figures.cells import Cell, Row, bind, number_of, only_row, read_rows, text_of
from povlib.figures.empty import nothing_to_draw
from povlib.figures.marks import Figure, Mark, Rect, Text, by_look
from povlib.figures.style import WIDTH, text_width

__all__ = ["funnel"]

_FULL, _ROW, _BAR = 342.0, 37.5, 15.0
_HIDDEN_WIDTH = 46.0


def funnel(table: PublicTable, headline: PublicTable | None = None) -> Figure:
    """Draw how many households reached each of the four processes.

    Parameters
    ----------
    table : PublicTable
        "funnel": process 0 (targets), 1-4, 5 (passed). `not_reached` is counted from all targets.
    headline : PublicTable, optional
        Gives the households that were supported and not yet measured.

    Returns
    -------
    Figure
        The largest drop from one step to the next is outlined and named. A hidden step is hatched,
        its length fixed.
    """
    rows = read_rows(table, needs=("process", "label_th", "reached", "not_reached"))
    if not rows or not number_of(rows[0], "reached") and rows[0]["reached"].state == "shown":
        return nothing_to_draw("funnel", title="สี่กระบวนการ", table=table)
    waiting = number_of(only_row(headline), "supported_unmeasured") if headline else None
    most = max([1.0, *(number_of(row, "reached") or 0 for row in rows)])
    drop = findings.largest_drop(rows)
    marks: list[Mark] = []
    for n, row in enumerate(rows):
        marks += _step(row, y=12 + _ROW * n, per_unit=_FULL / most, is_largest=n == drop)
        if n == drop:
            before = number_of(rows[n - 1], "reached")
            marks += _outline(row, before=before, y=16 + _ROW * n, per_unit=_FULL / most)
    return Figure(
        name="funnel",
        title=findings.funnel(rows, waiting),
        subtitle="จำนวนครัวเรือนที่ถึงแต่ละขั้นของสี่กระบวนการ",
        desc=_desc(rows, drop),
        height=max(_ROW * len(rows) - 3, 20),
        marks=tuple(by_look(marks)),
        table=table,
        columns=("label_th", "reached", "not_reached"),
        note="นับเมื่อมีบันทึกการติดตามของขั้นนั้นอย่างน้อยหนึ่งครั้ง แม้ข้ามขั้นก่อนหน้า",
    )


def _step(row: Row, *, y: float, per_unit: float, is_largest: bool) -> list[Mark]:
    process = int(number_of(row, "process") or 0)
    marks: list[Mark] = [Text(0, y, _name(row), "bold" if process in (0, 5) else "body")]
    if process:
        marks += _dropped(row, y=y, per_unit=per_unit, is_largest=is_largest)
    return marks + _reached(row["reached"], y=y + 4, per_unit=per_unit, process=process)


def _outline(row: Row, *, before: float | None, y: float, per_unit: float) -> list[Mark]:
    """Outline what was lost between the step before and this one."""
    now = number_of(row, "reached")
    if before is None or now is None:
        return []
    width = (before - now) * per_unit
    return [Rect(now * per_unit, y, width, _BAR, "paper", "behind", "3 2.4")]


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
    cell, start = row["not_reached"], number_of(row, "reached")
    style = "bold_behind" if is_largest else "small"
    said = "ยังไม่ผ่าน" if number_of(row, "process") == 5 else "ยังไม่ถึง"
    if cell.value is None:
        hidden = Text(WIDTH, y, f"{said} {words.HIDDEN}", style, "end")
        return [hidden] if cell.state == "hidden" else []
    said = f"{said} {words.number(float(cell.value))}"
    marks: list[Mark] = [Text(WIDTH, y, said, style, "end", datum=bind(cell))]
    if start is None or not cell.value:
        return marks
    datum = bind(cell, axis="width", per_unit=per_unit)
    width = float(cell.value) * per_unit
    return [Rect(start * per_unit, y + 4, width, _BAR, "dropped", datum=datum), *marks]


def _name(row: Row) -> str:
    process, label = int(number_of(row, "process") or 0), text_of(row, "label_th")
    return f"{process} {label}" if 1 <= process <= 4 and not label[:1].isdigit() else label


def _desc(rows: tuple[Row, ...], drop: int | None) -> str:
    parts = ["แท่งนอน จำนวนครัวเรือน"]
    for row in rows:
        value = number_of(row, "reached")
        parts.append(f"{_name(row)} {words.HIDDEN if value is None else words.number(value)}")
    if drop is not None:
        parts.append(f"ลดลงมากที่สุดก่อนขั้น{text_of(rows[drop], 'label_th')}")
    return " ".join(parts)
