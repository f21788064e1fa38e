"""Ids, telephones and names are hidden, other things are not. All people here are invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from povlib.areas import districts, provinces, subdistricts
from povlib.thai import HIDDEN_TH, clean_text, has_personal, redact, to_thai_digits
from povlib.thai.personal import _AFTER_LABEL, _NATIONAL_ID, _PHONE, _is_phone, _number_spans


@pytest.mark.parametrize(
    "text",
    [
        "1234567890123",
        "1-2345-67890-12-1",
        "1 2345 67890 12 1",
        "๑-๒๓๔๕-๖๗๘๙๐-๑๒-๑",
        "0812345678",
        "081-234-5678",
        "08-1234-5678",
        "08 1 234 5678",
        "081.234.5678",
        "038-511-234",
        "0-3851-1234",
        "(038) 511234",
        "+66 81 234 5678",
        "นายสมชาย ใจดี",
        "นางสาวสมหญิง ณ ระนอง",
        "นาง แก้ว มีสุข",
        "น.ส.สมหญิง ใจดี",
        "ด.ช.เอก ใจดี",
        "เด็กหญิงฟ้า ใจดี",
        "ร.ต.อ.สมชาย ใจดี",
        "พระครูวิสุทธิ์",
        "Mr. John Smith",
    ],
)
def test_personal_data_is_hidden_wholly(text):
    assert redact(text) == HIDDEN_TH
    assert has_personal(text)


@pytest.mark.parametrize(
    "text",
    [
        "ปี 2555-2559",
        "2555 2556 2557 1",
        "03 2555 2556",
        "24010100001",
        "24-010-10-0001",
        "1,081,234,567 บาท",
        "0.8123456789012",
        "05-08-2555 15:25",
        "08.05.2555 15.25",
        "นายก อบต.",
        "นายกเทศมนตรี",
        "นายอำเภอบางคล้า",
        "นายทะเบียน",
        "ของนายทุน",
        "นางรอง",
        "อ.นางรอง",
        "อำเภอนางรอง",
        "ต.นางแก้ว",
        "นายูง",
        "คุณภาพชีวิต",
        "จึงเลือกเพาะเห็ดนางฟ้า ไม่ได้ถามครัวเรือนก่อน",
        "เห็ดนางรมฮังการี เห็ดนางฟ้าภูฐาน",
        "ครูบอกว่าเด็กหญิงคนหนึ่งไม่ยอมไปโรงเรียน เด็กชายคนเดิมก็ตาม",
    ],
)
def test_years_codes_money_offices_and_places_are_not_hidden(text):
    assert redact(text) == text
    assert not has_personal(text)


def test_what_stands_around_stays():
    text = "เจ้าของความรู้ชื่อ นางสมศรี มีสุข ตำแหน่ง พัฒนากร โทร. 038 511 234 ปี ๒๕๕๕"
    assert redact(text) == "เจ้าของความรู้ชื่อ [ปกปิด] ตำแหน่ง พัฒนากร โทร. [ปกปิด] ปี ๒๕๕๕"


def test_a_title_is_seen_behind_a_word_without_a_space():
    assert redact("เล่าโดยนายสมชาย ใจดี") == "เล่าโดย[ปกปิด]"


def test_a_title_is_seen_in_the_middle_of_any_run_of_letters():
    assert redact("เยี่ยมบ้านนางสาวสมหญิง ใจดี แล้ว") == "เยี่ยมบ้าน[ปกปิด] แล้ว"


def test_no_name_of_an_official_place_is_hidden():
    names = {
        area.name_th
        for province in provinces()
        for district in districts(province.code)
        for area in (province, district, *subdistricts(district.code))
    }
    assert [name for name in names if has_personal(f"ตำบล{name} อำเภอ")] == []
    assert [name for name in names if has_personal(name)] == []


def test_a_number_after_the_word_telephone_is_hidden_without_its_zero():
    assert redact("โทร 812345678") == "โทร [ปกปิด]"


@given(st.integers(10**12, 10**13 - 1), st.booleans())
def test_no_thirteen_digits_are_left(number, thai):
    digits = to_thai_digits(str(number)) if thai else str(number)
    assert redact(clean_text(f"เลข {digits} จบ")) == "เลข [ปกปิด] จบ"


@given(st.text(alphabet="0812- .นายกขม", max_size=40))
def test_hiding_twice_changes_nothing(text):
    assert redact(redact(text)) == redact(text)


def looked_for(plain):
    """Give the places of numbers without looking first whether there may be any."""
    phones = [one.span() for one in _PHONE.finditer(plain) if _is_phone(one)]
    ids = [one.span() for one in _NATIONAL_ID.finditer(plain)]
    return ids + phones + [one.span(2) for one in _AFTER_LABEL.finditer(plain)]


@given(st.one_of(map(st.from_regex, (_NATIONAL_ID, _PHONE, _AFTER_LABEL))))
def test_no_number_is_overlooked_for_its_few_digits(text):
    assert _number_spans(text) == looked_for(text)


@given(st.text(alphabet="0168293eE+.-() :", max_size=14), st.sampled_from(["", "โทร ", "Tel"]))
def test_few_digits_hide_what_they_hid(text, label):
    assert _number_spans(label + text) == looked_for(label + text)
