"""Who has passed, as of a date.

Passed: the latest officer-measured income per person by the date is at or above the line of the
target's own BMN year; exactly on the line passes. Of several measurements on one day the one of the
later process holds, then the lower income: in doubt a household has not passed. The next BMN round
is another source and has its own column (`next_round`); the two are never mixed.
"""

from datetime import date

import numpy as np
import pandas as pd

__all__ = ["OUTCOMES", "attainment", "next_round", "used_followups"]

OUTCOMES = ("passed", "below", "unmeasured")

_INCOME = "measured_income_baht_person_year"


def used_followups(
    followup: pd.DataFrame, *, target: pd.DataFrame, first: date, as_of: date
) -> tuple[pd.DataFrame, dict[str, int]]:
    """Pick the follow-ups that count, and say where the others went.

    Parameters
    ----------
    followup : DataFrame
        Follow-ups of one fiscal year (`household_id`, `date`).
    target : DataFrame
        Targets of the same year (`household_id`).
    first : datetime.date
        First day of the fiscal year.
    as_of : datetime.date
        Last day that counts.

    Returns
    -------
    (DataFrame, dict)
        The rows used, and counts: `without_target`, then of the rest `before_fiscal_year`,
        `after_as_of` and `used`. They add up to the rows given.

    Examples
    --------
    >>> visits = pd.DataFrame({"household_id": [1, 1, 9],
    ...     "date": pd.to_datetime(["2014-01-05", "2014-06-01", "2014-01-05"])})
    >>> homes = pd.DataFrame({"household_id": [1]})
    >>> used_followups(visits, target=homes, first=date(2013, 10, 1), as_of=date(2014, 5, 31))[1]
    {'without_target': 1, 'before_fiscal_year': 0, 'after_as_of': 1, 'used': 1}
    """
    known = followup["household_id"].isin(target["household_id"])
    early = known & (followup["date"] < pd.Timestamp(first))
    late = known & (followup["date"] > pd.Timestamp(as_of))
    used = known & ~early & ~late
    counts = {
        "without_target": int((~known).sum()),
        "before_fiscal_year": int(early.sum()),
        "after_as_of": int(late.sum()),
        "used": int(used.sum()),
    }
    return followup[used], counts


def attainment(target: pd.DataFrame, *, followup: pd.DataFrame, line: float) -> pd.DataFrame:
    """Say of each target household whether it has passed, and since which month.

    Parameters
    ----------
    target : DataFrame
        `household_id`, one row a household.
    followup : DataFrame
        The follow-ups that count (`used_followups`): `household_id`, `date`, `process`,
        `measured_income_baht_person_year` (NaN where nothing was measured).
    line : float
        Baht per person and year of the targets' BMN year.

    Returns
    -------
    DataFrame
        Index and order of `target`: `income_baht_person_year` (latest measured, NaN without),
        `measured_on` (NaT without), `outcome` (passed, below, unmeasured) and `passed_month`
        ("2014-01", missing unless passed): the month of the measurement from which on the household
        has been at or above the line without a break, so months add up to the passed.

    Examples
    --------
    >>> homes = pd.DataFrame({"household_id": [1, 2, 3]})
    >>> visits = pd.DataFrame({"household_id": [1, 1, 2], "process": 4,
    ...     "date": pd.to_datetime(["2013-12-05", "2014-03-01", "2014-02-01"]),
    ...     "measured_income_baht_person_year": [31_000.0, 30_000.0, 29_999.0]})
    >>> attainment(homes, followup=visits, line=30_000)[["outcome", "passed_month"]].values.tolist()
    [['passed', '2013-12'], ['below', nan], ['unmeasured', nan]]
    """
    measured = _in_order_of_time(followup)
    by_household = measured.groupby("household_id", sort=False)
    latest = by_household[[_INCOME, "date"]].last().reindex(target["household_id"])
    since = _passing_since(measured, line=line).reindex(target["household_id"])
    income = latest[_INCOME].to_numpy(dtype=float)
    passed = income >= line
    outcome = np.select([passed, income < line], ["passed", "below"], "unmeasured")
    months = since.dt.strftime("%Y-%m").to_numpy(dtype=object)
    return pd.DataFrame(
        {
            "income_baht_person_year": income,
            "measured_on": latest["date"].to_numpy(),
            "outcome": outcome.astype(object),
            "passed_month": np.where(passed, months, None),
        },
        index=target.index,
    )


def next_round(target: pd.DataFrame, *, household: pd.DataFrame, line: float) -> pd.Series:
    """Say where target households stand in the next BMN round.

    Parameters
    ----------
    target : DataFrame
        `household_id`.
    household : DataFrame
        The next round: `household_id`, `income_baht_person_year` (NaN where a part is missing).
    line : float
        Baht per person and year of that round.

    Returns
    -------
    Series of str
        "passed", "below", or "absent" (not found, or without an income).
    """
    income = household.set_index("household_id")["income_baht_person_year"]
    found = income.reindex(target["household_id"]).to_numpy(dtype=float)
    states = np.select([found >= line, found < line], ["passed", "below"], "absent")
    return pd.Series(states.astype(object), index=target.index)


def _in_order_of_time(followup: pd.DataFrame) -> pd.DataFrame:
    """Give the measurements, the one that holds last for each household."""
    measured = followup[followup[_INCOME].notna()]
    return measured.sort_values(
        ["household_id", "date", "process", _INCOME],
        ascending=[True, True, True, False],
        kind="stable",
    )


def _passing_since(measured: pd.DataFrame, *, line: float) -> pd.Series:
    """Give the date of the first measurement of the last unbroken run at or above the line."""
    below = measured[_INCOME] < line
    runs = below.groupby(measured["household_id"]).cumsum()
    last_run = runs.groupby(measured["household_id"]).transform("max")
    in_run = measured[~below & (runs == last_run)]
    return in_run.groupby("household_id")["date"].first().astype("datetime64[s]")
