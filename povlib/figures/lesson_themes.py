"""Figure: what are the lessons about? Bars of themes, the nation's share as a tick beside."""

from collections.abc import Sequence

from povlib.disclosure import PublicTable
from povlib.figures import words
from povlib.figures.about import About
from povlib.figures.cells import Row, bind, number_of, read_rows, text_of
from povlib.figures.empty import nothing_to_draw
from povlib.figures.labels import fit
from povlib.figures.marks import Figure, Line, Mark, Rect, Text
from povlib.figures.style import WIDTH

__all__ = ["lesson_themes"]

_LEFT, _STEP, _TOP, _BAR = 178.0, 22.0, 22.0, 13.0
_RIGHT = 40.0
_SHOWN, _TIED = 9, 2


def lesson_themes(table: PublicTable, headline: PublicTable, *, about: About) -> Figure:
    """Draw the themes of the province's lessons beside those of the nation.

    Parameters
    ----------
    table, headline : PublicTable
        "themes" and "lessons_headline".
    about : About

    Returns
    -------
    Figure
        Bars are shares of the province's lessons; a tick is the nation's share. Themes that the
        province has nothing about follow, as far as the nation has.
    """
    head = read_rows(headline)[0]
    if not number_of(head, "nation_lessons"):
        return nothing_to_draw("lesson_themes", title="หัวข้อของบทเรียน", table=table, why=_NONE)
    rows = [r for r in read_rows(table) if number_of(r, "nation_lessons")][:_SHOWN]
    top = max(max(number_of(r, k) or 0 for k in ("lessons_share", "nation_share")) for r in rows)
    per_unit = (WIDTH - _LEFT - _RIGHT) / (top or 1)
    marks: list[Mark] = [
        Text(
            _LEFT - 8, 12, f"{words.number(number_of(head, 'lessons') or 0)} เรื่อง", "small", "end"
        ),
        Text(_LEFT, 12, "ร้อยละของจังหวัด", "bold_met"),
        Text(WIDTH, 12, "ขีดคือทั้งประเทศ", "small", "end"),
    ]
    for n, row in enumerate(rows):
        marks += _row(row, y=_TOP + _STEP * n, per_unit=per_unit)
    return Figure(
        name="lesson_themes",
        title=_title(rows, head),
        subtitle=f"หัวข้อของบทเรียนปีงบประมาณ {about.fiscal_year_be} หนึ่งเรื่องมีได้หลายหัวข้อ",
        desc=_desc(rows),
        height=_TOP + _STEP * len(rows),
        marks=tuple(marks),
        table=table,
        columns=("label_th", "lessons", "lessons_share", "nation_lessons", "nation_share"),
        note=f"ทั้งประเทศมี {words.count(number_of(head, 'nation_lessons') or 0, 'เรื่อง')} "
        "โปรแกรมจัดหัวข้อจากคำในบทเรียน",
    )


_NONE = "ยังไม่มีบทเรียนของปีนี้ จึงไม่มีหัวข้อให้แสดง"


def _row(row: Row, *, y: float, per_unit: float) -> list[Mark]:
    base = y + _BAR - 2
    marks: list[Mark] = [fit(Text(0, base, text_of(row, "label_th"), "body"), width=_LEFT - 24)]
    own, nation = row["lessons_share"], row["nation_share"]
    lessons = row["lessons"]
    marks.append(
        Text(
            _LEFT - 8, base, words.number(float(lessons.value)), "small", "end", datum=bind(lessons)
        )
    )
    if own.value is not None and float(own.value):
        wide = float(own.value) * per_unit
        marks += [
            Rect(_LEFT, y, wide, _BAR, "met", datum=bind(own, axis="width", per_unit=per_unit)),
            Text(WIDTH, base, words.percent(float(own.value)), "bold", "end", datum=bind(own)),
        ]
    elif own.value is not None:
        marks.append(Text(WIDTH, base, words.percent(0), "small", "end", datum=bind(own)))
    if nation.value is None:
        return marks
    x = _LEFT + float(nation.value) * per_unit
    tick = bind(nation, axis="x", zero=_LEFT, per_unit=per_unit)
    return [*marks, Line(x, y - 2.5, x, y + _BAR + 2.5, "ink", 2, datum=tick)]


def _title(rows: Sequence[Row], head: Row) -> str:
    if not number_of(head, "lessons"):
        return "จังหวัดยังไม่มีบทเรียนของปีนี้ ทั้งประเทศพูดเรื่องเหล่านี้"
    most = [r for r in rows if number_of(r, "lessons") == number_of(rows[0], "lessons")]
    if len(most) > _TIED:
        highest = words.count(number_of(rows[0], "lessons") or 0, "เรื่อง")
        return f"บทเรียนกระจายไปหลายหัวข้อ ไม่มีหัวข้อใดเกิน {highest}"
    absent = [text_of(r, "label_th") for r in rows if not number_of(r, "lessons")]
    said = f"บทเรียนพูดเรื่อง{words.join_names(text_of(r, 'label_th') for r in most)}มากที่สุด"
    return f"{said} ยังไม่มีเรื่อง{absent[0]}" if absent and len(said) < 55 else said


def _desc(rows: Sequence[Row]) -> str:
    parts = ["แท่งนอนรายหัวข้อ จำนวนเรื่องของจังหวัด และร้อยละเทียบทั้งประเทศ"]
    for row in rows:
        own, nation = number_of(row, "lessons_share"), number_of(row, "nation_share")
        shares = " เทียบ ".join(words.percent(v) for v in (own, nation) if v is not None)
        count = words.number(number_of(row, "lessons") or 0)
        parts.append(f"{text_of(row, 'label_th')} {count} เรื่อง ร้อยละ {shares}")
    return " ".join(parts)
