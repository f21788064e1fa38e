"""Figure: which districts have a lesson of the year? A tile each, the missing ones first."""

from collections.abc import Sequence

from povlib.disclosure import PublicTable
from povlib.figures import words
from povlib.figures.about import About
from povlib.figures.cells import Cell, Row, bind, number_of, read_rows, text_of
from povlib.figures.empty import nothing_to_draw
from povlib.figures.labels import fit
from povlib.figures.marks import Figure, Mark, Rect, Sign, Text, by_look
from povlib.figures.style import WIDTH

__all__ = ["lesson_coverage"]

_STATES = {
    "missing": ("ยังไม่มีทั้งบทเรียนและร่าง", "behind", "behind_pale", ""),
    "draft_only": ("มีแต่ร่าง", "no_data", "paper", "2 2"),
    "covered": ("มีบทเรียนแล้ว", "met", "more_0", ""),
    "not_due": ("ไม่มีเป้าหมาย แต่มีบทเรียน", "no_targets", "paper", ""),
}
"""State to words, sign, fill and the dashes of its outline."""

_ACROSS, _GAP, _HIGH, _HEAD = 3, 5.0, 21.0, 21.0
_WIDE = (WIDTH - _GAP * (_ACROSS - 1)) / _ACROSS


def lesson_coverage(table: PublicTable, *, about: About) -> Figure:
    """Draw each district as a tile under the words of its state.

    Parameters
    ----------
    table : PublicTable
        "coverage".
    about : About

    Returns
    -------
    Figure
        Districts without targets stand last, where they have lessons; of a covered one the number
        of lessons is said.
    """
    rows = read_rows(table, needs=("area_th", "state", "approved", "drafts", "copies"))
    if not rows:
        return nothing_to_draw("lesson_coverage", title="บทเรียนรายอำเภอ", table=table, why=_NONE)
    marks: list[Mark] = []
    y = 0.0
    for state in _STATES:
        there = [row for row in rows if text_of(row, "state") == state]
        if there:
            marks += _group(there, state, y=y)
            y += _HEAD + -(-len(there) // _ACROSS) * (_HIGH + _GAP) + 4
    return Figure(
        name="lesson_coverage",
        title=_title(rows),
        subtitle=f"บทเรียนปีงบประมาณ {about.fiscal_year_be} ตัวเลขคือจำนวนเรื่อง",
        desc=_desc(rows),
        height=y,
        marks=tuple(by_look(marks)),
        table=table,
        columns=("area_th", "state_th", "approved", "drafts", "copies"),
        note=_note(rows),
    )


_NONE = "ไม่มีครัวเรือนเป้าหมายในปีงบประมาณนี้ และไม่มีบทเรียน จึงไม่มีอำเภอให้แสดง"


def _group(rows: Sequence[Row], state: str, *, y: float) -> list[Mark]:
    said, sign, *_ = _STATES[state]
    style = {"missing": "bold_behind", "covered": "bold_met"}.get(state, "bold")
    marks: list[Mark] = [
        Sign(6, y + 8, sign),
        Text(17, y + 12, f"{said} {words.count(len(rows), 'อำเภอ')}", style),
    ]
    for n, row in enumerate(rows):
        down, across = divmod(n, _ACROSS)
        x, top = across * (_WIDE + _GAP), y + _HEAD + down * (_HIGH + _GAP)
        marks += _tile(row, state, x=x, y=top)
    return marks


def _tile(row: Row, state: str, *, x: float, y: float) -> list[Mark]:
    _, _, fill, dash = _STATES[state]
    key = {"covered": "approved", "not_due": "approved", "draft_only": "drafts"}.get(state)
    cell: Cell | None = row[key] if key else None
    name = Text(x + 6, y + 14.5, text_of(row, "area_th"), "body")
    edge = "behind_soft" if state == "missing" else "line"
    marks: list[Mark] = [
        Rect(x, y, _WIDE, _HIGH, fill, edge, dash, stroke_width=0.7),
        fit(name, width=_WIDE - (24 if cell else 10)),
    ]
    if cell is not None and cell.value is not None:
        said = words.number(float(cell.value))
        marks.append(Text(x + _WIDE - 6, y + 14.5, said, "small", "end", datum=bind(cell)))
    return marks


def _title(rows: Sequence[Row]) -> str:
    missing = [text_of(r, "area_th") for r in rows if text_of(r, "state") == "missing"]
    due = [r for r in rows if text_of(r, "state") != "not_due"]
    if not due:
        return "ไม่มีอำเภอที่ต้องส่งบทเรียน"
    if not missing:
        return "ทุกอำเภอมีบทเรียนหรือฉบับร่างของปีนี้แล้ว"
    if len(missing) == 1:
        return f"เหลือ{missing[0]}อำเภอเดียวที่ยังไม่มีทั้งบทเรียนและฉบับร่าง"
    if len(missing) == len(due):
        return "ยังไม่มีอำเภอใดเริ่มเขียนบทเรียนของปีนี้"
    return f"{words.count(len(missing), 'อำเภอ')}ยังไม่มีทั้งบทเรียนและฉบับร่างของปีนี้"


def _desc(rows: Sequence[Row]) -> str:
    parts = ["ช่องแทนอำเภอ"]
    for state, (said, *_) in _STATES.items():
        names = [text_of(r, "area_th") for r in rows if text_of(r, "state") == state]
        parts += [f"{said} {len(names)} อำเภอ: {' '.join(names)}"] if names else []
    return " ".join(parts)


def _note(rows: Sequence[Row]) -> str:
    copied = [text_of(r, "area_th") for r in rows if number_of(r, "copies")]
    if not copied:
        return "ฉบับร่างรวมที่กำลังตรวจทานอยู่ด้วย"
    return f"ไม่นับเรื่องที่เกือบเหมือนเรื่องก่อนหน้า (ใน{words.join_names(copied)})"
