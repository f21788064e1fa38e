"""Names after everyday titles are hidden, ordinary words and places are not. All are invented."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from povlib.areas import districts, provinces, subdistricts
from povlib.thai import redact
from povlib.thai.personal_titles import _GAP, _KIN, _OFFICES, _TITLE, titled_names
from povlib.thai.wordlists import read_word_lists

NAMES = (
    "คุณยายสายหยุด พูลทรัพย์|คุณตาบุญมี|ป้าชื่อแดง|ผู้ใหญ่บ้านชื่อ ทองดี|"
    "คุณสมศรี|คุณ สมศรี ทองดี|ป้าแดง|ป้า แดง|ลุงดำ มีสุข|น้าจิ๋ม|อาเล็ก|อาสมชาย|พี่หนู|ครูสมศรี|ครู สมศรี ทองดี"
    "|ครูกมลชนก|ผอ.สมศักดิ์|ผอ. สมศักดิ์ ใจดี|กำนันสมชาย|ผู้ใหญ่บ้าน สมชาย|ผู้ใหญ่สมชาย|หมอวิชัย|หมอนิด"
    "|พระสมชาย|ตามี|ยายมา|ยายนวล|พล.ต.ต. สมชาย|พ.อ.อ.สมชาย|ดาบตำรวจสมชาย|พลทหารสมชาย"
    "|ด.ช. เอก ใจดี|น.ส. สมหญิง ใจดี"
)

WORDS = (
    "ครูชื่อดัง|คุณพ่อบ้าน|คุณยายของน้อง|คุณตามหาอาชีพ|คุณอาจารย์|"
    "ครูผู้สอน|ป้าย|อาชีพ|คุณภาพชีวิต|ตาก|พระนคร|หมอนทอง|ตำบลยายชา|ครูใหญ่|ครูภาษาไทย|หมอดินอาสา"
    "|หมอประจำหมู่บ้าน|พี่เลี้ยง|พี่น้อง|ตาบอดข้างเดียว|ตามแผน|อาสาสมัคร|กำนัน ผู้ใหญ่บ้าน|ผู้ใหญ่บ้านหมู่ที่ 3"
    "|ประธานกองทุนหมู่บ้าน|พัฒนากรประจำตำบล|ครู กศน.|ปลัดอำเภอ|ปลัด อบต.|อยู่กับตายาย|ยายเลี้ยงหลาน"
    "|ครูภูมิปัญญา|ถลุงเงิน|ขอบคุณมากๆ|เป้าประสงค์|ส่งเสริมอาชีพปลูกผัก|จ.อุดรธานี"
)


@pytest.mark.parametrize(
    "text",
    NAMES.split("|"),
)
def test_a_name_after_an_everyday_title_is_hidden_wholly(text):
    assert redact(text) == "[ปกปิด]"


@pytest.mark.parametrize(
    "text",
    WORDS.split("|"),
)
def test_ordinary_words_that_open_like_a_title_stay(text):
    assert redact(text) == text


def test_what_stands_around_a_name_stays():
    assert redact("เยี่ยมบ้านป้าแดงขายของที่ตลาด") == "เยี่ยมบ้าน[ปกปิด]ขายของที่ตลาด"
    assert redact("พบพี่สมศรี ปลูกผัก") == "พบ[ปกปิด] ปลูกผัก"


def test_hardly_an_ordinary_word_is_hidden():
    words = sorted(read_word_lists().ordinary)[::40]
    assert [word for word in words if titled_names(word)] == []


def test_no_official_place_is_hidden_behind_its_level():
    names = {
        area.name_th
        for province in provinces()
        for district in districts(province.code)
        for area in (province, district, *subdistricts(district.code))
    }
    texts = [f"{level}{name}" for name in names for level in ("ต.", "ที่อำเภอ")]
    assert [text for text in texts if redact(text) != text] == []


@pytest.mark.parametrize(
    "text",
    ["66812345678", "66 81 234 5678", "+66 81-234-5678", "812345678", "81-234-5678", "1.23457E+12"],
)
def test_worn_telephones_and_ids_are_hidden(text):
    assert redact(text) == "[ปกปิด]"


@pytest.mark.parametrize("text", ["66010100001", "รหัสบ้าน 66990100001", "812345678 บาท"])
def test_house_codes_and_amounts_are_no_telephones(text):
    assert redact(text) == text


# What `_TITLE` looks for, as one would write it down.
TITLE = re.compile(
    f"(?<![เ-ไ])(?<!เจ้า)(?<!ขอบ)(?P<title>{_OFFICES}|{_KIN})(?P<gap>{_GAP})(?=[ก-ฮเ-ไ])"
)
PIECES = [one.replace("\\.?", "").replace("\\", "") for one in f"{_OFFICES}|{_KIN}".split("|")]


@given(st.lists(st.sampled_from([*PIECES, *"เไกคตนปผพยลหอาู. \n", "เจ้า", "ขอบ", "ชื่อ"])).map("".join))
def test_titles_are_found_as_by_a_plain_search(text):
    found = [(one.span(), one.groupdict()) for one in _TITLE.finditer(text)]
    assert found == [(one.span(), one.groupdict()) for one in TITLE.finditer(text)]
