"""Household income to baht per person and year."""

import numpy as np
import pandas as pd

from povlib.measures.columns import require_columns, require_no_negative, to_floats

__all__ = ["INCOME_COLUMNS", "income_per_person", "per_person"]

INCOME_COLUMNS = (
    "income_main_baht",
    "income_secondary_baht",
    "income_other_baht",
    "income_own_use_baht",
)


def income_per_person(frame: pd.DataFrame) -> pd.Series:
    """Income in baht per person and year: the four amounts / members, gross of production cost.

    Parameters
    ----------
    frame : DataFrame
        The four `INCOME_COLUMNS` (baht per household and year) and ``members`` (persons).

    Returns
    -------
    Series of float64
        With the index of `frame`. NaN where any amount or ``members`` is missing, or nobody lives
        there: missing is never 0. An empty frame gives an empty series.

    Raises
    ------
    MeasureError
        A column is missing or not of numbers, or a number of members is negative.

    Notes
    -----
    Sums are float64, exact for whole baht. Source: BMN's income indicator.

    Examples
    --------
    Main 60,000, secondary 20,000, other 5,000, own use 15,000 for 4 persons: 100,000 / 4.

    >>> households = pd.DataFrame({
    ...     "income_main_baht": [60_000, 60_000], "income_secondary_baht": [20_000, None],
    ...     "income_other_baht": [5_000, 0], "income_own_use_baht": [15_000, 0],
    ...     "members": [4, 2]})
    >>> income_per_person(households).tolist()
    [25000.0, nan]
    """
    require_columns(frame, (*INCOME_COLUMNS, "members"))
    members = to_floats(frame["members"], where="members")
    require_no_negative(members, where="members")
    total = sum(to_floats(frame[column], where=column) for column in INCOME_COLUMNS)
    income = per_person(total, members=members)
    return pd.Series(income, index=frame.index, name="income_baht_person_year")


def per_person(total_baht: np.ndarray, *, members: np.ndarray) -> np.ndarray:
    """Divide incomes of households by their members, NaN where nobody lives there.

    Parameters
    ----------
    total_baht : ndarray, baht per household and year
    members : ndarray, persons

    Returns
    -------
    ndarray of float64, baht per person and year

    Examples
    --------
    >>> per_person(np.array([90_000, 0]), members=np.array([4, 0])).tolist()
    [22500.0, nan]
    """
    income = total_baht / np.maximum(members, 1)
    return income if np.all(members > 0) else np.where(members > 0, income, np.nan)
