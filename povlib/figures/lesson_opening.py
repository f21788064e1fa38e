"""The opening of a province's brief of lessons: headline, lede, and the four headline numbers."""

from collections.abc import Sequence

from povlib.disclosure import PublicTable
from povlib.figures import words
from povlib.figures.about import About
from povlib.figures.bars import bullet
from povlib.figures.cells import Row, number_of, only_row, read_rows, text_of
from povlib.figures.exact import data_html
from povlib.figures.opening import headline_html
from povlib.figures.page import Opening
from povlib.figures.words import NBSP

__all__ = ["lessons_opening", "lessons_sentence"]

_NAMES = 8
"""So many names at most stand in a sentence; the figure has all."""


def lessons_opening(headline: PublicTable, coverage: PublicTable, *, about: About) -> Opening:
    """Give the opening of a province's brief of lessons.

    Parameters
    ----------
    headline, coverage : PublicTable
        "lessons_headline" and "coverage".
    about : About
    """
    sentence, rows = lessons_sentence(headline, about=about), read_rows(coverage)
    names = [text_of(row, "area_th") for row in rows]
    return Opening(
        kind_th="รายงานบทเรียน",
        place_th=f"จังหวัด{about.area_th}",
        year_th=f"ปีงบประมาณ {about.fiscal_year_be}",
        until_th=f"ข้อมูลถึง {words.day(about.as_of)}",
        headline=sentence,
        headline_html=headline_html(sentence, place=about.area_th),
        lede_html=words.html_text(_lede(only_row(headline), rows), names=names),
        numbers_html=_numbers(only_row(headline)),
        addressee_th=f"เรียน พัฒนาการจังหวัด{about.area_th}",
        is_demo=about.is_demo,
        demo_th="ครัวเรือน บทเรียน และชื่อเจ้าของความรู้ในฉบับนี้สร้างขึ้นเพื่อสาธิต ห้ามนำไปอ้างอิง",
    )


def lessons_sentence(headline: PublicTable, *, about: About) -> str:
    """Say in one sentence how many districts have a lesson of the year, and how many lack one.

    A district that has drafts only lacks one, and it is said how many are such.

    Parameters
    ----------
    headline : PublicTable
    about : About
    """
    head, place = only_row(headline), about.area_th
    due, covered, drafts = (int(number_of(head, k) or 0) for k in ("due", "covered", "draft_only"))
    if not due:
        year = f"ปีงบประมาณ {about.fiscal_year_be}"
        return f"{year} {place}ไม่มีครัวเรือนเป้าหมาย จึงไม่มีอำเภอที่ต้องส่งบทเรียน"
    if not covered:
        return f"{place}ยังไม่มีบทเรียนของปีนี้ ใน {words.count(due, 'อำเภอ')}ที่มีครัวเรือนเป้าหมาย"
    if covered == due:
        every = words.count(due, "อำเภอ")
        return f"{place}มีบทเรียนของปีนี้ครบทั้ง{NBSP}{every}ที่มีครัวเรือนเป้าหมาย"
    said = f"{place}มีบทเรียนของปีนี้แล้ว {covered} จาก {words.count(due, 'อำเภอ')}"
    lacking = f"{said} ยังขาด {words.count(due - covered, 'อำเภอ')}"
    return f"{lacking} (มีแต่ร่าง{NBSP}{drafts})" if drafts else lacking


def _lede(head: Row | None, rows: Sequence[Row]) -> str:
    """Name the districts that lack a lesson, those with drafts only, and what was not counted."""
    missing, drafts = (
        [text_of(row, "area_th") for row in rows if text_of(row, "state") == state]
        for state in ("missing", "draft_only")
    )
    parts = [
        f"ที่ยังไม่มีทั้งบทเรียนและร่างคือ {_listed(missing)}" if missing else "",
        f"ที่มีแต่ร่างคือ {_listed(drafts)}" if drafts else "",
        _not_counted(head),
    ]
    said = " ".join(part for part in parts if part)
    if said or not number_of(head, "due"):
        return said
    return "ทุกอำเภอที่มีครัวเรือนเป้าหมายมีบทเรียนที่อนุมัติแล้วอย่างน้อยหนึ่งเรื่อง"


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _NAMES
    if more > 0:
        return f"{' '.join(names[:_NAMES])} และอีก {words.count(more, 'อำเภอ')}"
    return words.join_names(names)


def _not_counted(head: Row | None) -> str:
    copies, undated = number_of(head, "copies"), number_of(head, "undated")
    parts = [
        f"{words.count(copies, 'เรื่อง')}ที่เกือบเหมือนเรื่องก่อนหน้า" if copies else "",
        f"{words.count(undated, 'เรื่อง')}ที่ไม่มีวันที่" if undated else "",
    ]
    said = "และ ".join(part for part in parts if part)
    return f"ไม่นับ {said}" if said else ""


def _numbers(head: Row | None) -> str:
    if head is None or not (number_of(head, "due") or number_of(head, "lessons")):
        return ""
    parts = (_covered(head), _lacking(head), _lessons(head), _uses(head))
    return f'<dl class="kpis">{"".join(parts)}</dl>'


def _covered(head: Row) -> str:
    due, covered = number_of(head, "due") or 0, number_of(head, "covered") or 0
    bar = bullet(covered / due, fill="met") if due else ""
    return _block(
        "อำเภอที่มีบทเรียน", head, "covered", "อำเภอ", bar, f"จาก {_plain(head, 'due')} อำเภอ"
    )


def _lacking(head: Row) -> str:
    due, lacking = number_of(head, "due") or 0, number_of(head, "lacking") or 0
    bar = bullet(lacking / due, fill="behind") if due else ""
    drafts = f"ในนี้มีแต่ร่าง {_plain(head, 'draft_only')} อำเภอ"
    return _block("ยังขาดบทเรียน", head, "lacking", "อำเภอ", bar, drafts)


def _lessons(head: Row) -> str:
    said = f"เล่าสิ่งที่ไม่สำเร็จ {_plain(head, 'failures')} เรื่อง"
    return _block("บทเรียนของปีนี้", head, "lessons", "เรื่อง", "", said)


def _uses(head: Row) -> str:
    said = f"จาก {_plain(head, 'used_lessons')} เรื่อง ตามที่บันทึกไว้"
    return _block("นำไปใช้ในจังหวัด", head, "uses", "ครั้ง", "", said)


def _plain(head: Row, key: str) -> str:
    text = words.number(number_of(head, key) or 0)
    return data_html(text, head[key], table="lessons_headline")


def _block(label: str, head: Row, key: str, unit: str, bar: str, compared: str) -> str:
    said = f'<span class="num">{_plain(head, key)} <small>{unit}</small></span>'
    return f'<div><dt>{label}</dt><dd>{said}{bar}<span class="cmp">{compared}</span></dd></div>'
