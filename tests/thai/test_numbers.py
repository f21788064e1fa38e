"""Numbers are read, and their absence is told apart from zero."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from povlib.thai import parse_number, to_thai_digits


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("30,000 บาท", 30000),
        ("๓๐,๐๐๐", 30000),
        ("30,000.-", 30000),
        ("฿1,200.50", 1200.5),
        ("(500)", -500),
        ("3E+04", 30000),
        ("30 000", 30000),
        ("12 คน", 12),
        ("2,000 บาท ต่อ ปี", 2000),
        ("0.00", 0),
        (0, 0),
        (1.0, 1),
        (10**20, 10**20),
    ],
)
def test_a_number_is_read_from_what_people_type(typed, expected):
    assert parse_number(typed).value == expected


@pytest.mark.parametrize(
    "typed", [None, "", "  ", "-", "–", "- -", "ไม่มี", "ไม่ระบุ", "N/A", float("nan")]
)
def test_blank_dash_and_none_are_missing_and_never_zero(typed):
    reading = parse_number(typed)
    assert reading.kind == "missing"
    assert reading.value is None


@pytest.mark.parametrize(
    "typed",
    [
        "#DIV/0!",
        "#N/A",
        "#REF!",
        "3,00",
        "45%",
        "ประมาณ 500",
        "5 ไร่ 2 งาน",
        "1e400",
        True,
        float("inf"),
    ],
)
def test_what_cannot_be_read_is_invalid_with_a_reason(typed):
    reading = parse_number(typed)
    assert reading.kind == "invalid"
    assert reading.reason_th


@given(st.integers(-(10**9), 10**9))
def test_any_whole_number_is_read_back_from_thai_digits_and_commas(number):
    assert parse_number(to_thai_digits(f"{number:,} บาท")).value == number
