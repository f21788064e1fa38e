"""Pieces of the data-quality page: its opening, and the row counts at the doors of the rooms."""

from collections.abc import Mapping
from html import escape

from povlib.disclosure import PublicTable
from povlib.figures import words
from povlib.figures.about import About
from povlib.figures.cells import Row, number_of, only_row, read_rows, text_of
from povlib.figures.opening import headline_html
from povlib.figures.page import Opening, Part

__all__ = ["doors", "quality_opening"]


def quality_opening(quality: PublicTable, headline: PublicTable, *, about: About) -> Opening:
    """Give the opening of a province's data-quality page: how much is known, what is missing.

    Parameters
    ----------
    quality, headline : PublicTable
    about : About
    """
    sentence = _sentence(only_row(headline), about)
    names = [text_of(row, "area_th") for row in read_rows(quality)]
    return Opening(
        kind_th="คุณภาพข้อมูล",
        place_th=f"จังหวัด{about.area_th}",
        year_th=f"ปีงบประมาณ {about.fiscal_year_be}",
        until_th=f"ข้อมูลถึง {words.day(about.as_of)}",
        headline=sentence,
        headline_html=headline_html(sentence, place=about.area_th),
        lede_html=words.html_text(_lede(quality), names=names),
        numbers_html="",
        addressee_th="",
        is_demo=about.is_demo,
    )


def doors(counts: Mapping[str, int | None]) -> Part:
    """Give the row counts at the doors as a table: counts of file rows, not of people in need.

    Parameters
    ----------
    counts : mapping of str to int or None
        Of a study; None where the count itself is hidden.
    """
    rows = "".join(
        f'<tr><th scope="row">{escape(_DOORS.get(key, key))}<td>{_count(value)}'
        for key, value in counts.items()
    )
    head = '<thead><tr><th scope="col">ประตู<th scope="col">แถว</thead>'
    return Part("wide", "", f'<table class="data">{head}<tbody>{rows}</tbody></table>')


_DOORS = {
    "household_rows": "ครัวเรือนในทะเบียนของรอบ จปฐ.",
    "household_persons": "สมาชิกของครัวเรือนเหล่านั้น (คน)",
    "target_rows": "ครัวเรือนเป้าหมาย",
    "target_matched": "เป้าหมายที่พบในทะเบียนครัวเรือน",
    "target_unmatched": "เป้าหมายที่ไม่พบในทะเบียนครัวเรือน",
    "target_persons": "สมาชิกของเป้าหมายที่พบ (คน)",
    "followup_rows": "การติดตามทั้งหมดของปีงบประมาณ",
    "followup_used": "การติดตามที่ใช้",
    "followup_before_fiscal_year": "การติดตามก่อนต้นปีงบประมาณ",
    "followup_after_as_of": "การติดตามหลังวันที่ข้อมูลนับถึง",
    "followup_without_target": "การติดตามที่ไม่มีเป้าหมาย",
}


def _count(value: int | None) -> str:
    return words.HIDDEN if value is None else words.number(value)


def _sentence(head: Row | None, about: About) -> str:
    measured, targets = number_of(head, "measured"), number_of(head, "targets")
    if not targets or measured is None:
        return f"คุณภาพข้อมูลของ{about.area_th} ปีงบประมาณ {about.fiscal_year_be}"
    return f"{about.area_th}วัดรายได้แล้ว {words.count(measured)} จาก {words.count(targets)}"


def _lede(quality: PublicTable) -> str:
    rows = [r for r in read_rows(quality) if text_of(r, "level") == "district"]
    late = [text_of(r, "area_th") for r in rows if (number_of(r, "supported_unmeasured") or 0) > 0]
    if not late:
        return "ทุกครัวเรือนที่ได้รับการสนับสนุนแล้วมีการวัดรายได้ หรือจำนวนที่เหลือน้อยจนต้องซ่อน"
    return f"ยังมีครัวเรือนที่ได้รับการสนับสนุนแล้วแต่ไม่ได้วัดรายได้ใน{words.join_names(late)}"
