"""The months of a fiscal year, and how much of it has gone by on a date.

A fiscal year begins on 1 October and is named by the BE year it ends in. Months are written
"2013-10" (CE, as in files). Shares of the year are exact fractions: a month is a twelfth, and a day
its part of the month, so the plan at the end of May is exactly eight twelfths.
"""

from calendar import monthrange
from datetime import date, timedelta
from fractions import Fraction

from povlib import thai

__all__ = [
    "elapsed_share",
    "fiscal_months",
    "is_complete",
    "is_due",
    "month_of",
    "months_left",
    "same_day_a_year_before",
]


def fiscal_months(fiscal_year_be: int) -> tuple[str, ...]:
    """Give the twelve months of a fiscal year as text, October first.

    Parameters
    ----------
    fiscal_year_be : int

    Examples
    --------
    >>> fiscal_months(2557)[0], fiscal_months(2557)[-1]
    ('2013-10', '2014-09')
    """
    return tuple(month_of(day) for day in thai.fiscal_months(fiscal_year_be))


def month_of(day: date) -> str:
    """Write the month of a day.

    Parameters
    ----------
    day : datetime.date

    Examples
    --------
    >>> month_of(date(2014, 5, 31))
    '2014-05'
    """
    return f"{day.year}-{day.month:02d}"


def is_due(month: str, *, as_of: date) -> bool:
    """Tell whether a month has begun by a date (a month under way holds what is known so far).

    Parameters
    ----------
    month : str
    as_of : datetime.date

    Examples
    --------
    >>> is_due("2014-05", as_of=date(2014, 5, 1)), is_due("2014-06", as_of=date(2014, 5, 31))
    (True, False)
    """
    return month <= month_of(as_of)


def is_complete(month: str, *, as_of: date) -> bool:
    """Tell whether a month is over at the end of a date.

    Parameters
    ----------
    month : str
    as_of : datetime.date

    Examples
    --------
    >>> [is_complete("2014-05", as_of=date(2014, 5, day)) for day in (30, 31)]
    [False, True]
    """
    return month < month_of(as_of + timedelta(days=1))


def elapsed_share(fiscal_year_be: int, *, as_of: date) -> Fraction:
    """Give the part of a fiscal year gone by at the end of a day, 0 before it and 1 after it.

    Parameters
    ----------
    fiscal_year_be : int
    as_of : datetime.date

    Returns
    -------
    fractions.Fraction
        Whole months are twelfths; days count as their part of their own month.

    Examples
    --------
    >>> elapsed_share(2557, as_of=date(2014, 5, 31)), elapsed_share(2557, as_of=date(2013, 9, 30))
    (Fraction(2, 3), Fraction(0, 1))
    """
    if as_of < thai.fiscal_year_first_day(fiscal_year_be):
        return Fraction(0)
    if as_of > thai.fiscal_year_last_day(fiscal_year_be):
        return Fraction(1)
    whole = fiscal_months(fiscal_year_be).index(month_of(as_of))
    part = Fraction(as_of.day, monthrange(as_of.year, as_of.month)[1])
    return (whole + part) / 12


def months_left(fiscal_year_be: int, *, as_of: date) -> Fraction:
    """Give the months from the end of a day to 30 September; 0 when the year is over.

    Parameters
    ----------
    fiscal_year_be : int
    as_of : datetime.date

    Examples
    --------
    >>> months_left(2557, as_of=date(2014, 5, 31))
    Fraction(4, 1)
    """
    return 12 * (1 - elapsed_share(fiscal_year_be, as_of=as_of))


def same_day_a_year_before(day: date) -> date:
    """Give the same day one year before; a month's last day stays a month's last day.

    Parameters
    ----------
    day : datetime.date

    Examples
    --------
    >>> same_day_a_year_before(date(2016, 2, 29)), same_day_a_year_before(date(2017, 2, 28))
    (datetime.date(2015, 2, 28), datetime.date(2016, 2, 29))
    """
    next_day = day + timedelta(days=1)
    if next_day.day == 1:
        return next_day.replace(year=next_day.year - 1) - timedelta(days=1)
    return day.replace(year=day.year - 1)
