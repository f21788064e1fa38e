"""Pace: passed by month, against a straight-line plan and the rate still needed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import numpy as np
import pandas as pd

from povlib.measures.targets import required_rate
from povlib.progress.goal import plan_of
from povlib.progress.months import fiscal_months, is_complete, is_due, months_left

__all__ = ["Outlook", "best_window", "outlook", "pace_by_month", "required_per_month"]


@dataclass(frozen=True)
class Outlook:
    """What the pace so far says about the end of the year; NaN where it cannot be said.

    Attributes
    ----------
    last_month_passed : float
        Households that passed in the last whole month.
    best_window_per_month : float
        Best mean of so many whole months in a row.
    projected : float
        Passed at the end of the year if every month left is like the last whole one, not above
        the targets.
    """

    last_month_passed: float
    best_window_per_month: float
    projected: float


def required_per_month(needed: int, *, left: Fraction) -> float:
    """Give the households a month that the rest of the year has to bring; NaN when it is over.

    Parameters
    ----------
    needed : int
        Households still missing from the goal, 0 or more.
    left : fractions.Fraction
        Months left.

    Examples
    --------
    >>> required_per_month(176, left=Fraction(4))
    44.0
    """
    return required_rate(needed, left=left)


def pace_by_month(
    passed_month: pd.Series, *, goal: int, fiscal_year_be: int, as_of: date
) -> pd.DataFrame:
    """Give the passed by month with the plan: 12 rows, October first.

    Parameters
    ----------
    passed_month : Series of str
        Month of each household that has passed ("2014-01"); others are missing.
    goal : int
        Households.
    fiscal_year_be : int
    as_of : datetime.date

    Returns
    -------
    DataFrame
        `month`, `passed`, `cumulative` (NaN where the month has not begun), `plan_cumulative` (at
        the month's end), `required` (a month, for months not begun; NaN for the others), `is_due`
        (begun), `is_complete` (over).
    """
    months = fiscal_months(fiscal_year_be)
    counts = passed_month.value_counts()
    due = np.array([is_due(month, as_of=as_of) for month in months])
    passed = np.array([counts.get(month, 0) for month in months], dtype=float)
    needed = max(goal - int(passed.sum()), 0)
    rate = required_per_month(needed, left=months_left(fiscal_year_be, as_of=as_of))
    return pd.DataFrame(
        {
            "month": months,
            "passed": np.where(due, passed, np.nan),
            "cumulative": np.where(due, passed.cumsum(), np.nan),
            "plan_cumulative": [plan_of(goal, elapsed=Fraction(n, 12)) for n in range(1, 13)],
            "required": np.where(due, np.nan, rate),
            "is_due": due,
            "is_complete": [is_complete(month, as_of=as_of) for month in months],
        }
    )


def best_window(monthly: Sequence[float], *, months: int) -> float:
    """Give the best mean of so many months in a row; NaN where there are fewer.

    Parameters
    ----------
    monthly : sequence of float
        Households passed in each month that has begun, in order.
    months : int
        Length of the window.

    Examples
    --------
    >>> best_window([0, 12, 41, 57, 62, 46, 22, 34], months=3)
    55.0
    """
    if len(monthly) < months:
        return float("nan")
    return max(sum(monthly[n : n + months]) for n in range(len(monthly) - months + 1)) / months


def outlook(pace: pd.DataFrame, *, targets: int, left: Fraction, window_months: int) -> Outlook:
    """Say where the pace so far leads.

    Parameters
    ----------
    pace : DataFrame
        As `pace_by_month` gives it.
    targets : int
        Target households.
    left : fractions.Fraction
        Months left.
    window_months : int
        Months of the best mean.

    Examples
    --------
    >>> months = pace_by_month(pd.Series(["2013-11"] * 3), goal=9, fiscal_year_be=2557,
    ...                        as_of=date(2013, 11, 30))
    >>> outlook(months, targets=12, left=Fraction(10), window_months=2)
    Outlook(last_month_passed=3.0, best_window_per_month=1.5, projected=12.0)
    """
    monthly = pace.loc[pace["is_complete"], "passed"].tolist()
    if not monthly or not targets:
        return Outlook(float("nan"), float("nan"), float("nan"))
    passed = pace["passed"].sum()
    return Outlook(
        last_month_passed=monthly[-1],
        best_window_per_month=best_window(monthly, months=window_months),
        projected=float(min(int(passed + monthly[-1] * left), targets)),
    )
