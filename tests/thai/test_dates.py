"""Dates of every usual kind are read in one way, or refused."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from povlib.errors import InputError
from povlib.thai import format_date_th, parse_date, read_date, to_thai_digits

MAY_31 = date(2014, 5, 31)


@pytest.mark.parametrize(
    "typed",
    [
        "31/05/2557",
        "31/5/57",
        "31-05-2014",
        "31.5.2557",
        "2014-05-31",
        "2557-05-31",
        "2014-05-31T10:20:30+07:00",
        "2014-05-31 00:00:00",
        "20140531",
        "31052557",
        "๓๑ พฤษภาคม ๒๕๕๗",
        "31 พ.ค. 2557",
        "31 พค 57",
        "31พ.ค.2557",
        "31-พ.ค.-57",
        "วันเสาร์ที่ 31 พฤษภาคม พ.ศ. 2557",
        "31 พ.ค. พ.. 2557",
        "สร้าง: 31 พ.ค. 2557 15:25",
        "31 พฤษภาคม 2557 เวลา 15.25 น.",
        "31 May 2014",
        "May 31, 2014",
        41790,
        41790.64,
        "41790",
        240117,
        20140531,
        date(2014, 5, 31),
        datetime(2014, 5, 31, 15, 25),
        datetime(2557, 5, 31),
    ],
)
def test_one_day_is_read_from_every_kind_of_writing(typed):
    assert parse_date(typed) == MAY_31


@pytest.mark.parametrize("typed", ["29/02/2555", "29 ก.พ. 2555", "29 กุมภาพันธ์ 55", "2555-02-29"])
def test_29_february_of_a_thai_leap_year_is_a_day(typed):
    assert parse_date(typed) == date(2012, 2, 29)


def test_29_february_of_a_common_year_is_refused():
    with pytest.raises(InputError, match="2556"):
        parse_date("29/02/2556")


@pytest.mark.parametrize("month", ["กรกฎาคม", "กรกฏาคม", "ก.ค.", "ก.ค", "กค", "ก. ค."])
def test_a_month_is_known_in_its_usual_spellings(month):
    assert parse_date(f"6 {month} 2555") == date(2012, 7, 6)


@pytest.mark.parametrize("typed", [None, "", "-", "ไม่มี", float("nan")])
def test_nothing_written_is_no_date_and_no_error(typed):
    assert parse_date(typed) is None
    assert read_date(typed).kind == "missing"


@pytest.mark.parametrize(
    "typed",
    [
        "5/13/2013",
        "ส.ค. 2555",
        "2555",
        "12-15 พ.ค. 2557",
        "31/5/2300",
        "6 foo 2555",
        5,
        "15.25",
        "กลาง พ.ค. 57",
    ],
)
def test_what_is_no_date_is_refused_with_a_reason(typed):
    reading = read_date(typed)
    assert reading.kind == "invalid"
    assert reading.reason_th


def test_two_digits_that_fit_both_eras_are_ambiguous():
    reading = read_date("01/10/40")
    assert reading.kind == "ambiguous"
    assert "2540 หรือ 2583" in reading.reason_th
    with pytest.raises(InputError, match="2540 หรือ 2583"):
        parse_date("01/10/40")


def test_a_thai_month_decides_for_the_buddhist_era_and_an_english_one_for_the_common():
    assert parse_date("1 ต.ค. 40") == date(1997, 10, 1)
    assert parse_date("1 Oct 40") == date(2040, 10, 1)


def test_the_callers_span_of_years_decides_what_two_digits_mean():
    assert read_date("1/10/57", latest_ce=2060).kind == "ambiguous"
    assert parse_date("1/10/45") == date(2002, 10, 1)


def test_a_wrong_cell_that_holds_personal_data_is_not_quoted():
    with pytest.raises(InputError) as stopped:
        parse_date("โทร 081-234-5678")
    assert "5678" not in str(stopped.value)


@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)), st.booleans())
def test_a_date_we_write_is_read_back(day, short):
    written = format_date_th(day, short=short)
    assert parse_date(written) == day
    assert parse_date(to_thai_digits(written)) == day


@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)))
def test_excels_day_number_is_the_day(day):
    assert parse_date((day - date(1899, 12, 30)) // timedelta(days=1)) == day
