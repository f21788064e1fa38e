"""Dates as people type them: BE and CE mixed, Thai months, two-digit years, Excel's day numbers.

The rule for years: four digits from 2400 are พ.ศ., from 1850 to 2157 ค.ศ., others no year. Two
digits may mean พ.ศ. 25xx, ค.ศ. 20xx or ค.ศ. 19xx; readings outside the span of years the caller
names fall away. If more than one is left, a Thai month or พ.ศ. decides for BE, an English month or
ค.ศ. for CE; all else is ambiguous. In numeric dates the day stands before the month, always.
"""

import re
from datetime import date, timedelta
from functools import lru_cache

from povlib.errors import InputError
from povlib.thai.calendar import BE_OFFSET, MONTHS_SHORT_TH, MONTHS_TH
from povlib.thai.numbers import parse_number
from povlib.thai.personal import redact
from povlib.thai.reading import Reading
from povlib.thai.text import clean_text, to_arabic_digits

__all__ = ["EARLIEST_CE", "LATEST_CE", "parse_date", "read_date"]

EARLIEST_CE, LATEST_CE = 1997, 2040
"""The years that two digits may mean unless the caller says otherwise (BE 2540-2583)."""

_EXCEL_DAY_ZERO = date(1899, 12, 30)
_SERIALS_CE = range(10_000, 73_051)  # 1927 to 2099
_SERIALS_BE = range(
    219_147, 256_037
)  # years 2500 to 2600: พ.ศ. typed into a sheet as if it were ค.ศ.
_MONTHS_EN = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MISSPELLED = {"กรกฏาคม": 7, "พฤษจิกายน": 11, "กุมภาพันธุ์": 2, "กุมภาพัน": 2, "พฤศภาคม": 5, "สิงหาคน": 8}
_MONTHS = (
    {name: n for n, name in enumerate(MONTHS_TH, 1)}
    | {name.replace(".", ""): n for n, name in enumerate(MONTHS_SHORT_TH, 1)}
    | _MISSPELLED
)

_LABEL = re.compile(r"^(?:[^\d:]{1,40}:\s*)?(?:(?:เมื่อ|ลง|ณ)?\s*วัน[ก-๎]{0,12}?\s*ที่\s*)?")
_TIME = re.compile(
    r"(?:(?<=\d)T|[\s,]+)(?:เวลา\s*)?\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?\s*(?:น\.?|[AP]\.?M\.?|Z|[+-]\d\d:?\d\d)?$",
    re.IGNORECASE,
)
_ERA = r"(?P<era>พ\.?\s?ศ\.?|พ\.\.|ค\.?\s?ศ\.?|B\.?E\.?|A\.?D\.?|C\.?E\.?)?"
_WORDED = re.compile(
    r"(?P<day>\d{1,2})[\s/,.-]*(?P<month>[ก-๎][ก-๎.\s]*?|[A-Za-z]{3,9}\.?)[\s/,.-]*"
    + _ERA
    + r"[\s/,.-]*(?P<year>\d{4}|\d{2})",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(r"(?P<month>[A-Za-z]{3,9})\.?\s+(?P<day>\d{1,2}),?\s+(?P<year>\d{4})")
_DAY_FIRST = re.compile(
    r"(?P<day>\d{1,2})\s*(?P<sep>[/.\-\s])\s*(?P<month>\d{1,2})\s*(?P=sep)\s*"
    + _ERA
    + r"\s*(?P<year>\d{4}|\d{2})",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(
    r"(?P<year>\d{4})(?P<sep>[/.-]?)(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})"
)
_EIGHT_DIGITS = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})")
_UNREADABLE = "อ่านเป็นวันที่ไม่ได้"


def parse_date(
    value: object, *, earliest_ce: int = EARLIEST_CE, latest_ce: int = LATEST_CE
) -> date | None:
    """Read a date of any usual kind, or stop.

    Parameters
    ----------
    value : object
        Text, a number (Excel's day number), a date, a datetime, or None.
    earliest_ce, latest_ce : int
        Years ค.ศ., both included, that a two-digit year may mean.

    Returns
    -------
    datetime.date or None
        None where nothing was written (blank, dash).

    Raises
    ------
    InputError
        It is no date, or it can be read in two ways; the message says which.

    See Also
    --------
    read_date : the same without an exception, for columns of a file.

    Examples
    --------
    >>> parse_date("สร้าง: 06 ส.ค. 2555 15:25")
    datetime.date(2012, 8, 6)
    >>> parse_date("29/02/2555"), parse_date(41790)
    (datetime.date(2012, 2, 29), datetime.date(2014, 5, 31))
    """
    reading = read_date(value, earliest_ce=earliest_ce, latest_ce=latest_ce)
    if reading.kind in ("invalid", "ambiguous"):
        raise InputError(
            f"วันที่ต้องอ่านได้ทางเดียว: {reading.reason_th}",
            got=redact(value) if isinstance(value, str) else value,
            todo='เขียนเช่น "31/05/2557" หรือ "31 พ.ค. 2557"',
        )
    return reading.value


def read_date(
    value: object, *, earliest_ce: int = EARLIEST_CE, latest_ce: int = LATEST_CE
) -> Reading[date]:
    """Read a date of any usual kind, or say why there is none.

    Parameters
    ----------
    value, earliest_ce, latest_ce
        As in `parse_date`. Texts are cached: map over unique values.

    Returns
    -------
    Reading
        With a date, or "missing", "invalid" or "ambiguous" and the reason in Thai.

    Examples
    --------
    >>> read_date("01/10/40").kind
    'ambiguous'
    >>> read_date("-").kind
    'missing'
    """
    if value is None or value != value:
        return Reading(None, "missing", "ช่องว่าง")
    if isinstance(value, date):
        return _from_parts(value.year, value.month, value.day)
    if isinstance(value, str):
        return _read_text(value, earliest_ce, latest_ce)
    number = parse_number(value).value
    if number is None:
        return Reading(None, "invalid", _UNREADABLE)
    is_written_out = isinstance(number, int) and _EIGHT_DIGITS.fullmatch(str(number))
    return _from_eight_digits(str(number)) if is_written_out else _from_serial(number)


@lru_cache(maxsize=2**16)
def _read_text(text: str, earliest_ce: int, latest_ce: int) -> Reading[date]:
    cleaned = to_arabic_digits(clean_text(text))
    as_number = parse_number(cleaned)
    if as_number.kind == "missing":
        return Reading(None, "missing", as_number.reason_th)
    bare = _TIME.sub("", _LABEL.sub("", cleaned, count=1)).strip()
    if re.fullmatch(r"\d{5,6}(?:\.\d+)?", bare):
        return _from_serial(float(bare))
    if _EIGHT_DIGITS.fullmatch(bare):
        return _from_eight_digits(bare)
    return _from_shapes(bare, earliest_ce, latest_ce)


def _from_shapes(bare: str, earliest_ce: int, latest_ce: int) -> Reading[date]:
    for shape in (_YEAR_FIRST, _DAY_FIRST, _WORDED, _MONTH_FIRST):
        found = shape.fullmatch(bare)
        if not found:
            continue
        parts = found.groupdict()
        month = _month_number(parts["month"])
        if not month:
            return Reading(None, "invalid", f"{_UNREADABLE}: ไม่รู้จักชื่อเดือน")
        years = _years_ce(parts, earliest_ce, latest_ce)
        return _from_years(years, month, int(parts["day"]))
    if re.fullmatch(r"\d{4}", bare):
        return Reading(None, "invalid", "มีแต่ปี ไม่มีวันและเดือน")
    return Reading(None, "invalid", _UNREADABLE)


def _month_number(word: str) -> int:
    if word.isdigit():
        return int(word)
    key = re.sub(r"[.\s]", "", word).lower()
    if key[:3] in _MONTHS_EN:
        return _MONTHS_EN.index(key[:3]) + 1
    return _MONTHS.get(key, 0)


def _years_ce(parts: dict[str, str | None], earliest_ce: int, latest_ce: int) -> list[int]:
    """Give every year ค.ศ. that the written year may mean, best founded only."""
    digits, era = parts["year"] or "", (parts.get("era") or "").upper()
    year = int(digits)
    is_be, is_ce = era.startswith(("พ", "B")), era.startswith(("ค", "A", "C"))
    if len(digits) == 4:
        return [] if (is_be and year < 2400) or (is_ce and year > 2100) else [year]
    be, ce = [2500 + year - BE_OFFSET], [1900 + year, 2000 + year]
    readings = be if is_be else ce if is_ce else be + ce
    left = [y for y in readings if earliest_ce <= y <= latest_ce]
    if len(left) > 1 and not (parts["month"] or "").isdigit():
        is_english = (parts["month"] or "").isascii()
        left = [y for y in left if (y in ce) == is_english] or left
    return left


def _from_years(years: list[int], month: int, day: int) -> Reading[date]:
    if len(years) > 1:
        choices = " หรือ ".join(str(y + BE_OFFSET) for y in years)
        return Reading(None, "ambiguous", f"ปีสองหลักอ่านได้หลายปี: พ.ศ. {choices}")
    if not years:
        return Reading(None, "invalid", "ปีอยู่นอกช่วงที่เป็นไปได้")
    return _from_parts(years[0], month, day)


def _from_eight_digits(bare: str) -> Reading[date]:
    # Both cannot be days: the year of the one starts with the month of the other.
    year_first = _from_parts(int(bare[:4]), int(bare[4:6]), int(bare[6:]))
    day_first = _from_parts(int(bare[4:]), int(bare[2:4]), int(bare[:2]))
    return year_first if year_first.value else day_first


def _from_serial(number: float) -> Reading[date]:
    if int(number) not in _SERIALS_CE and int(number) not in _SERIALS_BE:
        return Reading(None, "invalid", f"{_UNREADABLE}: ไม่ใช่เลขลำดับวันของ Excel")
    day = _EXCEL_DAY_ZERO + timedelta(days=int(number))
    reading = _from_parts(day.year, day.month, day.day)
    return Reading(reading.value, reading.kind, reading.reason_th or "แปลงจากเลขลำดับวันของ Excel")


def _from_parts(year: int, month: int, day: int) -> Reading[date]:
    """Build a date from a four-digit year of either era."""
    if 2400 <= year <= 2700:
        year -= BE_OFFSET
    if not 1850 <= year <= 2157:
        return Reading(None, "invalid", "ปีอยู่นอกช่วงที่เป็นไปได้")
    try:
        return Reading(date(year, month, day), "value")
    except ValueError:
        return Reading(None, "invalid", f"ไม่มีวันที่ {day} เดือน {month} ในปี พ.ศ. {year + BE_OFFSET}")
