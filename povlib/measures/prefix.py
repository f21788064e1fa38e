"""Running totals in order of income: the sums at any line are a lookup, not a scan.

For a line z, the poor of a group are the first rows in its order. With the running totals P of what
is counted and S of its income up to there, the gap in baht is z P - S.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from povlib.errors import MeasureError
from povlib.measures.answers import looked_up
from povlib.measures.columns import (
    require_columns,
    require_no_negative,
    require_unit,
    require_yes_no,
    to_floats,
)
from povlib.measures.groups import group_rows
from povlib.measures.lines import require_line
from povlib.measures.poverty import tidy
from povlib.measures.registry import Asked, require_measures
from povlib.measures.sums import finish, names_of_sums

__all__ = ["PrefixSums", "poverty_at", "prefix_sums"]


@dataclass(frozen=True)
class PrefixSums:
    """Households in order of group and income, with running totals.

    Attributes
    ----------
    keys : DataFrame
        One row a group.
    ends : ndarray of int64, shape (groups + 1,)
        Group g holds the places ends[g] .. ends[g + 1] - 1.
    income : ndarray of float64, shape (rows,)
        Baht per person and year, rising inside each group.
    persons, income_households, income_persons : ndarray of float64, shape (rows + 1,)
        Running totals of members, of income, and of income x members.
    n_missing : ndarray of int64, shape (groups,)
        Rows left out of each group.
    """

    keys: pd.DataFrame
    ends: np.ndarray
    income: np.ndarray
    persons: np.ndarray
    income_households: np.ndarray
    income_persons: np.ndarray
    n_missing: np.ndarray


def prefix_sums(
    df: pd.DataFrame, *, income: str, members: str, by: str | Sequence[str] | None = None
) -> PrefixSums:
    """Sort households once, so that `poverty_at` answers for any line by a lookup.

    Parameters
    ----------
    df : DataFrame
        One row a household.
    income : str
        Column of baht per person and year.
    members : str
        Column of persons in the household.
    by : str or sequence of str, optional
        Key columns, as in `poverty`.

    Returns
    -------
    PrefixSums
        A row whose income or members is missing is left out and counted.

    Raises
    ------
    MeasureError
        A column is missing or holds no numbers, or members are negative.

    Examples
    --------
    >>> homes = pd.DataFrame({"baht": [27_000, 15_000], "members": [2, 4]})
    >>> prefix_sums(homes, income="baht", members="members").persons.tolist()
    [0.0, 4.0, 6.0]
    """
    keys = [by] if isinstance(by, str) else list(by or ())
    require_columns(df, [income, members, *keys])
    groups = group_rows(df, keys)
    baht, persons = to_floats(df[income], where=income), to_floats(df[members], where=members)
    require_no_negative(persons, where=members)
    is_missing = np.isnan(baht) | np.isnan(persons)
    order = np.lexsort((persons, baht, groups.codes))
    order = order[~is_missing[order]]
    baht, persons = baht[order], persons[order]
    return PrefixSums(
        keys=groups.keys,
        ends=_running(np.bincount(groups.codes[order], minlength=groups.size)),
        income=baht,
        persons=_running(persons),
        income_households=_running(baht),
        income_persons=_running(baht * persons),
        n_missing=np.bincount(groups.codes[is_missing], minlength=groups.size),
    )


def poverty_at(
    prefix: PrefixSums,
    *,
    line: float,
    unit: str,
    measures: str | Sequence[str],
    strict: bool = True,
) -> pd.DataFrame:
    """Give what `poverty` gives at one line, by a lookup.

    Parameters
    ----------
    prefix : PrefixSums
    line : float
        Baht per person and year, above 0.
    unit : {"persons", "households"}
    measures : str or sequence of str
        Keys of `MEASURES` made of sums of incomes: none that needs an order, a square or a log.
    strict : bool
        True: exactly on the line passes.

    Returns
    -------
    DataFrame
        As `poverty`: counts equal to the unit, the rest to rounding (about 1e-12).

    Raises
    ------
    MeasureError
        The measure cannot be looked up, the unit is not named, or the line is not above 0.

    Examples
    --------
    >>> homes = pd.DataFrame({"baht": [15_000, 27_000, 30_000], "members": [4, 2, 4]})
    >>> totals = prefix_sums(homes, income="baht", members="members")
    >>> poverty_at(totals, line=30_000, unit="persons",
    ...            measures=["poor_persons", "cost_to_close_baht"])["value"].tolist()
    [6.0, 66000.0]
    """
    chosen = require_measures(measures)
    require_unit(unit)
    require_yes_no(strict, where="strict")
    require_line(line)
    sums = _look_up(prefix, line=line, unit=unit, side="left" if strict else "right")
    _require_sums(chosen, sums)
    n = np.diff(prefix.ends)
    answers = [looked_up(asked, finish(asked.measure, sums=sums, n=n), n=n) for asked in chosen]
    return tidy(prefix.keys, answers=answers, n=n, n_missing=prefix.n_missing)


def _running(values: np.ndarray) -> np.ndarray:
    return np.concatenate((np.zeros(1, dtype=values.dtype), np.cumsum(values)))


def _look_up(prefix: PrefixSums, *, line: float, unit: str, side: str) -> dict[str, np.ndarray]:
    starts, ends = prefix.ends[:-1], prefix.ends[1:]
    below = np.array(
        [
            start + np.searchsorted(prefix.income[start:end], line, side=side)
            for start, end in zip(starts, ends, strict=True)
        ],
        dtype=np.int64,
    )
    poor_households = (below - starts).astype(np.float64)
    poor_persons = prefix.persons[below] - prefix.persons[starts]
    income_persons = prefix.income_persons[below] - prefix.income_persons[starts]
    cost = line * poor_persons - income_persons
    if unit == "persons":
        counted, income, poor, gap = prefix.persons, prefix.income_persons, poor_persons, cost
    else:
        counted, income = np.arange(len(prefix.persons)) * 1.0, prefix.income_households
        poor = poor_households
        gap = line * poor - (income[below] - income[starts])
    return {
        "weight": counted[ends] - counted[starts],
        "income_baht": income[ends] - income[starts],
        "poor_weight": poor,
        "poor_households": poor_households,
        "poor_persons": poor_persons,
        "poor_gap_baht": gap,
        "poor_gap_share": gap / line,
        "cost_to_close_baht": cost,
    }


def _require_sums(chosen: Sequence[Asked], sums: dict[str, np.ndarray]) -> None:
    for measure in (asked.measure for asked in chosen):
        if measure.numerator is None or not names_of_sums([measure]) <= sums.keys():
            raise MeasureError(
                "ผลรวมสะสมคำนวณตัวชี้วัดนี้ไม่ได้",
                got=measure.key,
                where="measures",
                todo="ใช้ povlib.measures.poverty",
            )
