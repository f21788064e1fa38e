import pytest

from povlib.thai import repair_glyphs


@pytest.mark.parametrize(
    ("glyphs", "text"),
    [
        ("น\u0e4d\u0e49า", "น้ำ"),
        ("น\u0e49\u0e4d า", "น้ำ"),
        ("ท\u0e4d า", "ทำ"),
        ("ท ำ", "ทำ"),
        ("ท\u0e4dำ", "ทำ"),
        ("จ านวนครัวเรือน", "จำนวนครัวเรือน"),
        ("ด าเนินการ", "ดำเนินการ"),
        ("ท \u0e35\u0e48", "ที่"),
        ("ที \u0e48", "ที่"),
        ("ที\u0e48\u0e48", "ที่"),
        ("ท\u0e48\u0e35", "ที่"),
        ("เจ\uf70bา", "เจ้า"),
        ("ป\uf702\uf713", "ปี่"),
        ("\uf700าน \uf70fาติ", "ฐาน ญาติ"),
        ("ฎ\uf718 ฏ\uf719", "ฎุ ฏู"),
        ("\uf0b7 ข้อแรก", "• ข้อแรก"),
        ("พ . ศ . ๒๕๕๗", "พ.ศ. ๒๕๕๗"),
    ],
)
def test_what_fonts_do_to_thai_marks_is_undone(glyphs, text):
    assert repair_glyphs(glyphs) == text


@pytest.mark.parametrize("text", ["สานักงาน", "ก า ร พั ฒ น า", "บ้าน อาหาร", "ราคา 2 .5", "a b", ""])
def test_what_no_font_did_stays(text):
    assert repair_glyphs(text) == text
