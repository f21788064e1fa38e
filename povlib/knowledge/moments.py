"""Days, months and years as pages of lessons write them, in ISO form and CE."""

import re

from povlib.thai import (
    BE_OFFSET,
    MONTHS_SHORT_TH,
    MONTHS_TH,
    clean_text,
    read_date,
    to_arabic_digits,
)

__all__ = ["read_moment"]

_EARLIEST_CE, _LATEST_CE = 1997, 2040
_MONTHS = {name: n for n, name in enumerate(MONTHS_TH, 1)} | {
    name.replace(".", ""): n for n, name in enumerate(MONTHS_SHORT_TH, 1)
}
_SHORT = "|".join(
    r"\.?\s?".join(part for part in name.split(".") if part) + r"\.?" for name in MONTHS_SHORT_TH
)
_NAMED = rf"(?:{'|'.join(MONTHS_TH)}|{_SHORT})"
_ERA = r"(?:พ\.?\s?ศ\.?|พ\.\.|ปี(?:\s?พ\.?\s?ศ\.?)?|ค\.?\s?ศ\.?)?"
_WORDED_YEAR = rf"\s*{_ERA}\s*(?P<year>\d{{4}}|\d{{2}})(?!\d)"
_MONTH = re.compile(rf"(?P<month>{_NAMED}){_WORDED_YEAR}")
_DAY = re.compile(
    rf"\d{{1,2}}\s*(?:เดือน\s?)?{_NAMED}{_WORDED_YEAR}|\d{{1,2}}\s?[/.-]\s?\d{{1,2}}\s?[/.-]\s?\d{{2,4}}"
)
_MONTH_WORD = re.compile(r"\s*เดือน\s?")
_YEAR = re.compile(r"(?<!\d)(?P<year>2[45]\d\d|20\d\d|19\d\d)(?!\d)")


def read_moment(text: str) -> str | None:
    """Give the first day, month or year that a text names.

    Parameters
    ----------
    text : str
        As written after a label; Thai digits, BE and CE, months in full or short.

    Returns
    -------
    str or None
        YYYY-MM-DD, YYYY-MM or YYYY in CE; None where a fiscal year or nothing is named.

    Examples
    --------
    >>> read_moment("๑๕ สิงหาคม ๒๕๕๕"), read_moment("เดือนมีนาคม พ.ศ. 2556"), read_moment("ปี 2554")
    ('2012-08-15', '2013-03', '2011')
    >>> read_moment("วันที่ 9 เดือนกรกฎาคม พ.ศ. 2556")
    '2013-07-09'
    >>> read_moment("ปีงบประมาณ 2556") is None
    True
    """
    plain = to_arabic_digits(clean_text(text))
    day = _DAY.search(plain)
    if day:
        reading = read_date(
            _MONTH_WORD.sub(" ", day.group()), earliest_ce=_EARLIEST_CE, latest_ce=_LATEST_CE
        )
        if reading.kind == "value":
            return reading.value.isoformat()
    month = _MONTH.search(plain)
    if month:
        number = _MONTHS.get(re.sub(r"[\s.]", "", month["month"]))
        return f"{_year_ce(month['year'])}-{number:02d}" if number else None
    year = _YEAR.search(plain)
    return str(_year_ce(year["year"])) if year and "งบประมาณ" not in plain else None


def _year_ce(text: str) -> int:
    """Read a year; two digits are those of a year พ.ศ. 25xx."""
    year = int(text) if len(text) > 2 else 2500 + int(text)
    return year - BE_OFFSET if year > 2400 else year
