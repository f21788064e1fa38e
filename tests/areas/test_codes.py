"""Codes are repaired only where nothing was lost, and the repair is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from povlib.areas import parse_code


@pytest.mark.parametrize(
    ("value", "level", "expected"),
    [
        ("110101.0", "subdistrict", "110101"),
        (110101.0, "subdistrict", "110101"),
        ("1.10101E+05", "subdistrict", "110101"),
        ("1.10101e5", "subdistrict", "110101"),
        ("24,010,101", "village", "24010101"),
        ("24-01-01-01", "village", "24010101"),
        ("24 1 1 1", "village", "24010101"),
        ("2401011", "village", "24010101"),
        (2401011.0, "village", "24010101"),
    ],
)
def test_a_damaged_code_is_repaired_and_the_repair_named(value, level, expected):
    reading = parse_code(value, level)
    assert reading.value == expected
    assert reading.reason_th


@pytest.mark.parametrize(
    ("value", "level"), [("24", "province"), (24010101, "village"), ("๒๔๐๑", "district")]
)
def test_a_sound_code_needs_no_repair(value, level):
    reading = parse_code(value, level)
    assert reading.kind == "value"
    assert reading.reason_th == ""


@pytest.mark.parametrize("value", ["1.10101E+07", "2.401E+07", "2.4E7"])
def test_a_code_that_lost_digits_in_a_spreadsheet_is_refused(value):
    reading = parse_code(value, "village")
    assert reading.kind == "invalid"
    assert "สูญหาย" in reading.reason_th


@pytest.mark.parametrize(
    ("value", "level"),
    [
        ("2401", "province"),
        ("9999991", "village"),
        ("จ24", "province"),
        ("-24", "province"),
        (24010101.5, "village"),
        (True, "province"),
        ("2.4.0", "district"),
    ],
)
def test_other_values_are_invalid_with_a_reason(value, level):
    reading = parse_code(value, level)
    assert reading.kind == "invalid"
    assert reading.reason_th


@pytest.mark.parametrize("value", [None, "", "-", "ไม่ระบุ", float("nan")])
def test_nothing_filed_is_missing(value):
    assert parse_code(value, "village").kind == "missing"


@given(st.integers(10**7, 10**8 - 1))
def test_every_whole_village_code_passes_as_text_number_and_float(code):
    assert {parse_code(v, "village").value for v in (str(code), code, float(code))} == {str(code)}
