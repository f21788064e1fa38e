"""The Thai calendar: months, dates in words, fiscal years.

A fiscal year runs from 1 October to 30 September and is named by the พ.ศ. it ends in.
"""

import re
from datetime import date, timedelta

from povlib.errors import InputError
from povlib.thai.text import clean_text, to_arabic_digits

__all__ = [
    "BE_OFFSET",
    "MONTHS_SHORT_TH",
    "MONTHS_TH",
    "fiscal_months",
    "fiscal_year_be",
    "fiscal_year_first_day",
    "fiscal_year_last_day",
    "format_date_th",
    "format_month_th",
    "parse_fiscal_year",
]

BE_OFFSET = 543
MONTHS_TH = (
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
)
MONTHS_SHORT_TH = (
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
)

_FIRST_MONTH = 10
_YEAR = re.compile(
    r"(?P<word>ปี\s*งบ\s*(?:ประมาณ|ฯ|ปม\.?)?|ปี|FY)?\s*(?P<era>พ\.?\s?ศ\.?|พ\.\.|ค\.?\s?ศ\.?)?\s*(?P<year>\d{2}|\d{4})",
    re.IGNORECASE,
)
# Two digits are read as the year in this range that ends in them.
_FISCAL_RANGE = (2540, 2600)


def fiscal_year_be(day: date) -> int:
    """Give the fiscal year (พ.ศ.) that a day belongs to.

    Examples
    --------
    >>> fiscal_year_be(date(2013, 9, 30)), fiscal_year_be(date(2013, 10, 1))
    (2556, 2557)
    """
    return day.year + BE_OFFSET + (day.month >= _FIRST_MONTH)


def fiscal_year_first_day(fiscal_year_be: int) -> date:
    """Give 1 October, the first day of a fiscal year (พ.ศ.).

    Examples
    --------
    >>> fiscal_year_first_day(2557)
    datetime.date(2013, 10, 1)
    """
    return date(fiscal_year_be - BE_OFFSET - 1, _FIRST_MONTH, 1)


def fiscal_year_last_day(fiscal_year_be: int) -> date:
    """Give 30 September, the last day of a fiscal year (พ.ศ.).

    Examples
    --------
    >>> fiscal_year_last_day(2557)
    datetime.date(2014, 9, 30)
    """
    return fiscal_year_first_day(fiscal_year_be + 1) - timedelta(days=1)


def fiscal_months(fiscal_year_be: int) -> tuple[date, ...]:
    """Give the first days of the twelve months of a fiscal year, October first.

    Examples
    --------
    >>> [f"{m:%Y-%m}" for m in fiscal_months(2557)][:4]
    ['2013-10', '2013-11', '2013-12', '2014-01']
    """
    start = fiscal_year_first_day(fiscal_year_be)
    months = [
        (start.year + (start.month - 1 + n) // 12, (start.month - 1 + n) % 12 + 1)
        for n in range(12)
    ]
    return tuple(date(year, month, 1) for year, month in months)


def parse_fiscal_year(value: str | int) -> int:
    """Read a fiscal year as written and give it in พ.ศ.

    Parameters
    ----------
    value : str or int
        "ปีงบ 57", "ปีงบประมาณ พ.ศ. ๒๕๕๗", "2557", 2557; four digits below 2400 are ค.ศ. ("FY2014").
        Two digits are always พ.ศ. 25xx, unless ค.ศ. is written.

    Raises
    ------
    InputError
        It is no year, or one outside 2540-2600.

    Examples
    --------
    >>> parse_fiscal_year("ปีงบ 57"), parse_fiscal_year("FY2014")
    (2557, 2557)
    """
    found = _YEAR.fullmatch(to_arabic_digits(clean_text(str(value))))
    year = _to_be(found["year"], is_ce=(found["era"] or "").startswith("ค")) if found else 0
    low, high = _FISCAL_RANGE
    if not low <= year <= high:
        raise InputError(
            f"ปีงบประมาณต้องเป็น พ.ศ. ระหว่าง {low} ถึง {high}",
            got=value,
            todo='เขียนเช่น "ปีงบ 57" หรือ "2557"',
        )
    return year


def format_date_th(day: date, *, short: bool = False) -> str:
    """Write a date in Thai with the year in พ.ศ.

    Parameters
    ----------
    day : datetime.date
    short : bool
        Month as "พ.ค." instead of "พฤษภาคม".

    Examples
    --------
    >>> format_date_th(date(2014, 5, 31))
    '31 พฤษภาคม 2557'
    >>> format_date_th(date(2014, 5, 31), short=True)
    '31 พ.ค. 2557'
    """
    return f"{day.day} {format_month_th(day, short=short)}"


def format_month_th(day: date, *, short: bool = False) -> str:
    """Write the month of a date in Thai with the year in พ.ศ.

    Examples
    --------
    >>> format_month_th(date(2013, 10, 1), short=True)
    'ต.ค. 2556'
    """
    names = MONTHS_SHORT_TH if short else MONTHS_TH
    return f"{names[day.month - 1]} {day.year + BE_OFFSET}"


def _to_be(digits: str, *, is_ce: bool) -> int:
    year = int(digits)
    if len(digits) == 2:
        return 2000 + year + BE_OFFSET if is_ce else 2500 + year
    return year + BE_OFFSET if is_ce or year < 2400 else year
