"""What the province needs, and the lessons that fit it: bars of needs, a list of lessons."""

from collections.abc import Sequence
from html import escape

from povlib.disclosure import PublicTable
from povlib.figures import words
from povlib.figures.cells import Row, bind, number_of, read_rows, text_of
from povlib.figures.empty import nothing_to_draw
from povlib.figures.html import demo_note
from povlib.figures.labels import fit
from povlib.figures.marks import Figure, Mark, Rect, Text, by_look
from povlib.figures.page import Part
from povlib.figures.style import WIDTH
from povlib.figures.svg import sign_html

__all__ = ["lesson_fits", "lesson_needs"]

_KINDS = {"cause": "สาเหตุ (สี่ ท)", "group": "กลุ่ม", "occupation": "อาชีพในแผน"}
_MOST, _REASONS = 5, 2
_LEFT, _STEP, _BAR, _RIGHT = 130.0, 20.0, 12.0, 96.0


def lesson_needs(table: PublicTable) -> Figure:
    """Draw what the province needs, by cause, group and planned occupation.

    Parameters
    ----------
    table : PublicTable
        "needs".

    Returns
    -------
    Figure
        Bars are shares of the income that is lacking; a hidden one is hatched.
    """
    rows = read_rows(table, needs=("kind", "label_th", "targets", "weight_share"))
    if not any(number_of(row, "weight_share") for row in rows):
        title = "ความต้องการของจังหวัด"
        return nothing_to_draw("lesson_needs", title=title, table=table, why=_why_nothing(rows))
    top = max(number_of(row, "weight_share") or 0 for row in rows)
    per_unit = (WIDTH - _LEFT - _RIGHT) / top
    marks: list[Mark] = [
        Text(_LEFT, 12, "ร้อยละของรายได้ที่ขาด", "bold_met"),
        Text(WIDTH, 12, "ครัวเรือน", "small", "end"),
    ]
    shown: list[int] = []
    y = 22.0
    for kind, said in _KINDS.items():
        there = _largest([row for row in rows if text_of(row, "kind") == kind])
        if there:
            marks.append(Text(0, y + 12, said, "small"))
            y += 19
        for row in there:
            marks += _bar(row, y=y, per_unit=per_unit)
            shown.append(row["label_th"].row)
            y += _STEP
    return Figure(
        name="lesson_needs",
        title=_title(rows),
        subtitle="ครัวเรือนเป้าหมายที่ยังไม่พ้นเกณฑ์ ถ่วงด้วยรายได้ที่ขาดจากเส้น",
        desc=_desc(rows),
        height=y,
        marks=tuple(by_look(marks)),
        table=table,
        columns=("label_th", "targets", "gap_baht_year", "weight_share"),
        rows=tuple(shown),
        note="หนึ่งครัวเรือนมีได้หลายสาเหตุและหลายอาชีพ ร้อยละจึงรวมกันไม่ได้ อาชีพแสดงห้าอันดับแรก",
    )


def lesson_fits(table: PublicTable, needs: PublicTable) -> Part:
    """Give the lessons that fit the province's need, each with its reasons.

    Parameters
    ----------
    table, needs : PublicTable
        "fits", and the "needs" that they were chosen by.

    Returns
    -------
    Part
        A lesson of failure is a warning; one sentence where none fits, or no need may be shown.
    """
    rows = read_rows(table, needs=("title", "why_th"))
    if not rows:
        wants = read_rows(needs)
        is_known = any(number_of(row, "weight_share") for row in wants)
        said, more = (_NO_FIT, _ASK) if is_known else (_NO_NEED, "")
        return Part("side", "", f"<div class=fits><h3>{said}</h3><p class=sub>{more}</p></div>")
    items = "".join(map(_fit, rows))
    heading = f"บทเรียน {words.count(len(rows), 'เรื่อง')}ที่ตรงที่สุดจากทั้งประเทศ"
    demo = demo_note(table)
    note = f"{demo}{' · ' if demo else ''}เหตุผลทุกข้ออยู่ใน tables/fits.csv"
    return Part(
        "side",
        "",
        f"<div class=fits><h3>{heading}</h3><ol>{items}</ol><p class=note>{note}</p></div>",
    )


_NO_FIT = "ยังไม่มีบทเรียนเรื่องใดตรงกับความต้องการของจังหวัดพอจะแนะนำ"
_NO_NEED = "ไม่มีความต้องการที่แสดงได้ จึงเลือกบทเรียนให้ไม่ได้"
_ASK = "เวทีครั้งหน้าควรถามหาคนที่เคยทำ ตามคำถามท้ายฉบับ"


def _why_nothing(rows: Sequence[Row]) -> str:
    if any(row["weight_share"].state == "hidden" for row in rows):
        return "จำนวนครัวเรือนน้อยจนต้องซ่อน จึงบอกความต้องการเป็นตัวเลขไม่ได้"
    return "ไม่มีครัวเรือนเป้าหมายที่ยังไม่พ้นเกณฑ์ จึงไม่มีความต้องการให้แสดง"


def _largest(rows: Sequence[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: -(number_of(row, "weight_share") or 0))[:_MOST]


def _bar(row: Row, *, y: float, per_unit: float) -> list[Mark]:
    base, share, targets = y + _BAR - 2, row["weight_share"], row["targets"]
    marks: list[Mark] = [fit(Text(6, base, text_of(row, "label_th"), "body"), width=_LEFT - 12)]
    if targets.value is not None:
        count = words.number(float(targets.value))
        marks.append(Text(WIDTH, base, count, "small", "end", datum=bind(targets)))
    if share.value is None:
        said = words.HIDDEN if share.state == "hidden" else words.MISSING
        hatched = Rect(_LEFT, y, 40, _BAR, "hatch", "none", stroke_width=0.8)
        return [*marks, hatched, Text(_LEFT + 46, base, said, "small")]
    wide = float(share.value) * per_unit
    said = words.percent(float(share.value))
    return [
        *marks,
        Rect(_LEFT, y, wide, _BAR, "process", datum=bind(share, axis="width", per_unit=per_unit)),
        Text(_LEFT + wide + 4, base, said, "bold", datum=bind(share)),
    ]


def _title(rows: Sequence[Row]) -> str:
    causes = _largest([row for row in rows if text_of(row, "kind") == "cause"])
    if not causes or not number_of(causes[0], "weight_share"):
        return "ความต้องการของจังหวัด"
    share = words.percent(number_of(causes[0], "weight_share") or 0)
    cause = text_of(causes[0], "label_th")
    return f"ครัวเรือนที่ติดขัดเรื่อง{cause}ขาดรายได้มากที่สุด ร้อยละ{words.NBSP}{share} ของทั้งหมด"


def _desc(rows: Sequence[Row]) -> str:
    parts = ["แท่งนอน ร้อยละของรายได้ที่ขาด"]
    for row in rows:
        share = number_of(row, "weight_share")
        said = words.HIDDEN if share is None else words.percent(share)
        parts.append(f"{text_of(row, 'label_th')} {said}")
    return " ".join(parts)


def _fit(row: Row) -> str:
    is_failure = bool(text_of(row, "failure_th"))
    warning = f'<b class="s-behind">{sign_html("behind")}อ่านเพื่อระวัง</b> ' if is_failure else ""
    reasons = text_of(row, "why_th").split("\n")
    more = f"และอีก {len(reasons) - _REASONS} เหตุผล" if len(reasons) > _REASONS else ""
    why = " · ".join(words.html_text(one) for one in [*reasons[:_REASONS], more] if one)
    place = escape(text_of(row, "area_th"))
    return (
        f"<li>{warning}<b>{words.html_text(text_of(row, 'title'))}</b> "
        f"<small><span class=nb>{place}</span> · "
        f"<span class=nb>{escape(text_of(row, 'lesson_id'))}</span></small><br>{why}"
    )
