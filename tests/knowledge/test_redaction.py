"""How a person is reached or paid is hidden at the door; what only looks like it stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from povlib.knowledge.redaction import _CONTACTS, _IN_CONTACTS, redact_line

HIDDEN = [
    ("อีเมลsomchai.k@example.co.th ครับ", "อีเมล[ปกปิด] ครับ"),
    ("E-mail: maetha_99@example.org", "E-mail: [ปกปิด]"),
    ("ไลน์ไอดี somchai99", "ไลน์ไอดี [ปกปิด]"),
    ("Line ID : somchai_k", "Line ID : [ปกปิด]"),
    ("LINE: @otopmaetha ได้", "LINE: [ปกปิด] ได้"),
    ("LINE: otopmaetha", "LINE: [ปกปิด]"),
    ("Line: otopmaetha", "Line: [ปกปิด]"),
    ("ไลน์ @otopmaetha", "ไลน์ [ปกปิด]"),
    ("ID Line 0maetha9", "ID Line [ปกปิด]"),
    ("ไอดีไลน์: somchai99", "ไอดีไลน์: [ปกปิด]"),
    ("เลขที่บัญชี 1234567890", "เลขที่บัญชี [ปกปิด]"),
    ("บัญชีเลขที่ ๑๒๓-๔-๕๖๗๘๙-๐", "บัญชีเลขที่ [ปกปิด]"),
    ("โอนเข้า 123-4-56789-0 ทุกเดือน", "โอนเข้า [ปกปิด] ทุกเดือน"),
]
STAYS = [
    "www.cdd.go.th หรือ http://maetha.cdd.go.th/km",
    "นัดกัน @ศาลากลาง ราคา 5 @ 10 บาท",
    "ตั้งกลุ่มไลน์ OTOP ส่งข่าวทุกวัน",
    "กลุ่ม Line และ Facebook ของตำบล",
    "Online: somewhere ขายออนไลน์: OTOP",
    "Line: https://example.org",
    "บัญชีครัวเรือนปี 2555-2556-2557",
    "บัญชีรับจ่าย 12 เดือน 1,234,567 บาท",
    "Offline ID somewhere",
]


@pytest.mark.parametrize(("said", "shown"), HIDDEN)
def test_contacts_are_hidden(said, shown):
    assert redact_line(said) == shown
    assert redact_line(shown) == shown


@pytest.mark.parametrize("said", STAYS)
def test_addresses_groups_and_amounts_stay(said):
    assert redact_line(said) == said


def test_a_long_run_of_letters_takes_no_time():
    assert redact_line("a" * 1_000_000) == "a" * 1_000_000


@given(st.one_of(map(st.from_regex, _CONTACTS)))
def test_no_contact_is_overlooked(text):
    assert any(part in text for part in _IN_CONTACTS)
