"""The share picture: its title stands in few lines that fit and end between words."""

import re

import pytest

from povlib.figures.km.picture import WIDTH, share_svg, title_lines
from povlib.figures.style import text_width
from povlib.knowledge.outline import LessonOutline
from povlib.thai import cut_words

LONG = (
    "ปั๊มน้ำโซลาร์เพื่อการเกษตรของกลุ่มผู้ใช้น้ำบ้านหนองกุ้งที่ร่วมกันดูแลเครื่องสูบน้ำ ๓ เครื่อง "
    "ตั้งกองทุนซ่อมบำรุง แบ่งเวรเปิดน้ำ และทำบัญชีให้ทุกครัวเรือนเห็นเหมือนกันตั้งแต่ปีแรก"
)
TITLES = ("ไก่", "ธนาคารข้าวคุ้มเหนือ", "พาผู้ผลิตรายเล็กขึ้นชั้นวาง OTOP (Smile Team) ปี ๒๕๕๗", LONG, LONG * 3)


def lesson(title):
    said = {"place_th": "อำเภอปัว จังหวัดน่าน", "date_th": "", "credit_th": "", "consent_th": ""}
    known = {"lesson_id": "kr-1", "fiscal_year_be": None, "brief": (), "chapters": ()}
    return LessonOutline(title=title, is_failure=False, is_demo=False, **said, **known)


@pytest.mark.parametrize("title", TITLES)
def test_every_line_fits_and_there_are_few(title):
    lines, size = title_lines(title, cut=cut_words)
    assert len(lines) <= 4
    assert all(text_width(line, style="bold") * size / 11.5 <= WIDTH - 160 for line in lines)


@pytest.mark.parametrize("title", TITLES[:-1])
def test_the_lines_are_the_title_and_none_begins_with_a_mark(title):
    lines, _ = title_lines(title, cut=cut_words)
    assert "".join("".join(lines).split()) == "".join(title.split())
    assert [line for line in lines if re.match("[ะ-ฺ็-๎ๆฯ)]", line)] == []


def test_a_title_that_has_no_room_ends_with_a_sign():
    lines, _ = title_lines(LONG * 3, cut=cut_words)
    assert lines[-1].endswith("…")


def test_a_longer_title_is_never_larger():
    sizes = [title_lines(title, cut=cut_words)[1] for title in TITLES]
    assert sizes == sorted(sizes, reverse=True)


def test_lines_end_at_a_space_where_they_can():
    lines, _ = title_lines("ตะกร้าขนาดเดียวกันทุกบ้าน จึงรับงานใหญ่ได้", cut=cut_words)
    assert lines == ["ตะกร้าขนาดเดียวกันทุกบ้าน", "จึงรับงานใหญ่ได้"]


def test_text_of_a_lesson_is_text_in_the_picture_and_signs_without_a_glyph_stay_out():
    svg = share_svg(lesson('<script>alert(1)</script> & "ข้าว" 😀漢'), cut=cut_words)
    assert "<script" not in svg
    assert "&lt;script&gt;" in svg
    assert "😀" not in svg
    assert "漢" not in svg
