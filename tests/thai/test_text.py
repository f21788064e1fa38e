"""Text is cleaned without losing what it says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from povlib.thai import (
    clean_text,
    looks_misdecoded,
    shortened,
    to_arabic_digits,
    to_thai_digits,
)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("  เเก้จน ", "แก้จน"),
        ("บ้าน\u00a0\u00a0ใหม่", "บ้าน ใหม่"),
        ("จัง\u200bหวัด", "จังหวัด"),
        ("\ufeffรหัส\nบ้าน", "รหัส บ้าน"),
        ("อ\u0e4dานาจ", "อำนาจ"),
        ("น\u0e4d\u0e49า", "น้ำ"),
        ("น\u0e49\u0e4dา", "น้ำ"),
        ("นำ\u0e49", "น้ำ"),
        ("ท\u0e48\u0e35", "ที่"),
        ("ที\u0e48\u0e48", "ที่"),
        ("", ""),
    ],
)
def test_text_comes_out_as_it_looks(typed, expected):
    assert clean_text(typed) == expected


def test_sara_am_stays_one_character():
    assert clean_text("ทำ") == "ทำ"
    assert len(clean_text("ทำ")) == 2


@given(st.text(alphabet="กขนทำาะิี่้๊์ํเแ \u200b\u00a0๑2"))
def test_cleaning_twice_changes_nothing(text):
    once = clean_text(text)
    assert clean_text(once) == once


@given(st.text(alphabet="0123456789กข "))
def test_digits_survive_the_way_there_and_back(text):
    assert to_arabic_digits(to_thai_digits(text)) == text


@pytest.mark.parametrize("word", ["กรุงเทพ", "ปี", "ครัวเรือนเป้าหมาย", "อำเภอเมือง"])
@pytest.mark.parametrize(
    ("written", "read"), [("cp874", "latin-1"), ("utf-8", "latin-1"), ("utf-8", "cp874")]
)
def test_text_read_in_the_wrong_encoding_is_seen(word, written, read):
    assert looks_misdecoded(word.encode(written).decode(read, errors="replace"))


@pytest.mark.parametrize(
    "text", ["กรุงเทพมหานคร", "เธอเนตรนภา", "เนเธอร์แลนด์", "café Zürich", "½ ไร่ ±5°", "", "Chon Buri"]
)
def test_right_text_is_not_taken_for_misdecoded(text):
    assert not looks_misdecoded(text)


@pytest.mark.parametrize("most", [5, 40, 100, 400])
def test_a_shortened_text_ends_after_a_phrase(most):
    text = ("ชวนคุย ทีละบ้าน ฟังก่อนพูด " * 6).strip()
    said = shortened(text, most=most, longest=most).removesuffix(" …")
    assert text.startswith(said)
    assert said in ("", text) or text[len(said)] == " "


def test_a_text_without_any_pause_is_not_cut():
    assert shortened("ก" * 300, most=170, longest=260) == ""
