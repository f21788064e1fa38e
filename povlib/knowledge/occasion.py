"""Where and when a lesson was: codes of the places that it names, its date and fiscal year."""

import re
from datetime import date
from typing import Literal

from povlib import areas
from povlib.errors import AreaError
from povlib.knowledge.lesson import Lesson
from povlib.thai import fiscal_year_be

__all__ = ["area_codes", "occasion_date", "occasion_fiscal_year_be"]

_ISO = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


def area_codes(district: str | None, province: str | None) -> tuple[str | None, str | None]:
    """Give the codes of a lesson's district and province, None for each that is not clearly one.

    Parameters
    ----------
    district, province : str or None
        As the page names them.

    Examples
    --------
    >>> area_codes("เมือง", "น่าน"), area_codes("เมือง", None), area_codes("บัวใหญ่", None)
    (('5501', '55'), (None, None), ('3012', '30'))
    """
    province_code = _code(province, "province", None)
    district_code = _code(district, "district", province_code)
    return district_code, province_code or (district_code and district_code[:2])


def occasion_date(lesson: Lesson) -> str | None:
    """Give the date of recording, else of publication, else of the event.

    Parameters
    ----------
    lesson : Lesson

    Returns
    -------
    str or None
        ISO, as exact as the page has it; a date that names its month comes before one that does
        not. None where there is none: what somebody wrote into the file in another form, or with a
        year of พ.ศ., is none.
    """
    dates = (lesson.date_recorded, lesson.date_published, lesson.date_event)
    found = [one for one in dates if one and _ISO.fullmatch(one)]
    return next((one for one in found if "-" in one), found[0] if found else None)


def occasion_fiscal_year_be(day: str | None) -> int | None:
    """Give the fiscal year (พ.ศ.) that a date lies in.

    Parameters
    ----------
    day : str or None
        As `occasion_date` gives it.

    Returns
    -------
    int or None
        None for no date and for a year alone, which lies in two.

    Examples
    --------
    >>> occasion_fiscal_year_be("2013-10"), occasion_fiscal_year_be("2013-09-30")
    (2557, 2556)
    >>> occasion_fiscal_year_be("2013") is None
    True
    """
    year, _, month = (day or "").partition("-")
    return fiscal_year_be(date(int(year), int(month[:2]), 1)) if month else None


def _code(
    text: str | None, level: Literal["province", "district"], within: str | None
) -> str | None:
    try:
        found = areas.find_area(text, level=level, within=within) if text else None
    except AreaError:
        return None
    return areas.resolve_code(found).code_now if found else None
