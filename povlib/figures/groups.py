"""Figure: for whom? 100 % bars of passed, measured and below, not measured, by group and cause."""

from povlib.disclosure import PublicTable
from povlib.figures import findings, words
from povlib.figures.cells import Row, bind, number_of, read_rows, text_of
from povlib.figures.empty import nothing_to_draw
from povlib.figures.labels import fit
from povlib.figures.marks import Figure, Mark, Rect, Text, by_look
from povlib.figures.style import text_width

__all__ = ["groups"]

_LEFT, _WIDE, _ROW, _BAR = 112.4, 231.2, 26.5, 19.0
_SEGMENTS = (
    ("passed_share", "met", "white_bold"),
    ("below_share", "behind", "white_bold"),
    ("unmeasured_share", "unknown", "bold"),
)
_HEADINGS = {
    "group": "ตามกลุ่ม",
    "cause": "ตามสาเหตุที่อยู่ระดับ 2–3 (หนึ่งครัวเรือนนับได้หลายสาเหตุ)",
}


def groups(table: PublicTable) -> Figure:
    """Draw the result of all targets, of each group and of each cause.

    Parameters
    ----------
    table : PublicTable
        "groups": kind all, group, cause.

    Returns
    -------
    Figure
        n stands beside each name. From the first hidden part on a bar is hatched.
    """
    rows = read_rows(table, needs=("kind", "label_th", "targets", "passed_share"))
    if not any(r["targets"].value is None or r["targets"].value for r in rows):
        return nothing_to_draw("groups", title="ผลแยกตามกลุ่มและสาเหตุ", table=table)
    marks: list[Mark] = _headings()
    y, kind = 30.0, "all"
    for row in rows:
        if text_of(row, "kind") != kind:
            kind = text_of(row, "kind")
            marks.append(Text(0, y + 18, _HEADINGS.get(kind, ""), "small"))
            y += 23
        marks += _row(row, y=y)
        y += _ROW
    by_group = [r for r in rows if text_of(r, "kind") == "group"]
    return Figure(
        name="groups",
        title=findings.groups(by_group),
        subtitle="ร้อยละของครัวเรือนเป้าหมายในแต่ละกลุ่ม",
        desc=_desc(rows),
        height=y,
        marks=tuple(by_look(marks)),
        table=table,
        columns=("label_th", "targets", "passed", "below", "unmeasured", "passed_share"),
        note="ความต่างตามสาเหตุเป็นความสัมพันธ์ ไม่ใช่เหตุและผล",
    )


def _headings() -> list[Mark]:
    return [
        Text(102, 25, "ครัวเรือน", "small", "end"),
        Text(_LEFT, 25, "ผ่านแล้ว", "bold_met"),
        Text(225, 25, "วัดแล้วยังไม่ถึง", "bold_behind", "middle"),
        Text(344, 25, "ยังไม่ได้วัด", "small", "end"),
    ]


def _row(row: Row, *, y: float) -> list[Mark]:
    style = "bold" if text_of(row, "kind") == "all" else "body"
    name = text_of(row, "label_th")
    targets = number_of(row, "targets")
    said = words.HIDDEN if row["targets"].state == "hidden" else "–"
    n = words.number(targets) if targets is not None else said
    bound = bind(row["targets"]) if targets is not None else None
    room = 96 - text_width(n, style="small")
    marks: list[Mark] = [
        fit(Text(0, y + 13.6, name, style), width=room),
        Text(102, y + 13.6, n, "small", "end", datum=bound),
    ]
    return marks if targets == 0 else marks + _segments(row, y=y)


def _segments(row: Row, *, y: float) -> list[Mark]:
    marks, x = [], _LEFT
    for key, fill, style in _SEGMENTS:
        cell = row[key]
        if cell.value is None:
            return [*marks, *_hatched(x, y, is_hidden=cell.state == "hidden")]
        width = float(cell.value) * _WIDE
        datum = bind(cell, axis="width", zero=-0.8, per_unit=_WIDE) if width > 0.8 else None
        said = words.percent(float(cell.value), decimals=0)
        if width > 0.8:
            marks.append(Rect(x, y, width - 0.8, _BAR, fill, datum=datum))
        if width > text_width(said, style=style) + 3:
            marks.append(Text(x + width / 2, y + 13.6, said, style, "middle", datum=bind(cell)))
        x += width
    return marks


def _hatched(x: float, y: float, *, is_hidden: bool) -> list[Mark]:
    width = _LEFT + _WIDE - x
    said = words.HIDDEN if is_hidden else words.MISSING
    return [
        Rect(x, y, width, _BAR, "hatch", "none", stroke_width=0.8),
        Text(x + width / 2, y + 13.6, said, "small", "middle", plate=True),
    ]


def _desc(rows: tuple[Row, ...]) -> str:
    parts = ["แท่งร้อยเปอร์เซ็นต์ ร้อยละที่ผ่านแล้ว"]
    for row in rows:
        share = number_of(row, "passed_share")
        name = text_of(row, "label_th")
        hidden = words.HIDDEN if row["passed_share"].state == "hidden" else words.MISSING
        parts.append(f"{name} {hidden if share is None else words.percent(share, decimals=0)}")
    return " ".join(parts)
