"""Fiscal years start on 1 October and are named by the year they end in."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from povlib.errors import InputError
from povlib.thai import (
    fiscal_months,
    fiscal_year_be,
    fiscal_year_first_day,
    fiscal_year_last_day,
    format_date_th,
    format_month_th,
    parse_fiscal_year,
)


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)))
def test_every_day_lies_within_its_fiscal_year(day):
    year = fiscal_year_be(day)
    assert fiscal_year_first_day(year) <= day <= fiscal_year_last_day(year)


def test_the_months_of_a_fiscal_year_start_in_october():
    months = fiscal_months(2557)
    assert len(months) == 12
    assert (months[0], months[-1]) == (date(2013, 10, 1), date(2014, 9, 1))


@pytest.mark.parametrize(
    "typed",
    [
        "ปีงบ 57",
        "ปีงบฯ 57",
        "ปีงบประมาณ พ.ศ. ๒๕๕๗",
        "2557",
        2557,
        "57",
        "FY2014",
        "ค.ศ. 2014",
        "ค.ศ. 14",
    ],
)
def test_a_fiscal_year_is_read_from_what_people_type(typed):
    assert parse_fiscal_year(typed) == 2557


@pytest.mark.parametrize("typed", ["", "ปีหน้า", "2357", "20", "31/5/2557"])
def test_what_is_no_fiscal_year_of_ours_is_refused(typed):
    with pytest.raises(InputError, match="2540"):
        parse_fiscal_year(typed)


def test_dates_are_written_with_the_thai_year():
    assert format_date_th(date(2014, 5, 31)) == "31 พฤษภาคม 2557"
    assert format_date_th(date(2014, 5, 1), short=True) == "1 พ.ค. 2557"
    assert format_month_th(date(2013, 10, 1)) == "ตุลาคม 2556"
