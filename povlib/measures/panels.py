"""Poverty through the years, from a table with one row a household and round."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import pandas as pd

from povlib.errors import MeasureError
from povlib.measures.columns import (
    require_columns,
    require_free_names,
    require_unit,
    require_yes_no,
    to_floats,
)
from povlib.measures.groups import group_rows
from povlib.measures.histories import count_histories, history_measures
from povlib.measures.lines import require_line
from povlib.measures.ratios import read_amounts

__all__ = ["poverty_histories"]

_RESULT_COLUMNS = ("measure", "year_be", "value", "n", "reason")


def poverty_histories(
    df: pd.DataFrame,
    *,
    household: str,
    year: str,
    income: str,
    line: float | str,
    members: str | None,
    weight: str | None = None,
    unit: str,
    by: str | Sequence[str] | None = None,
    strict: bool = True,
    duration: Fraction = Fraction(1, 2),
    sustained_years: int = 2,
) -> pd.DataFrame:
    """Follow households through the rounds: who enters, leaves, stays, comes back.

    Parameters
    ----------
    df : DataFrame
        One row a household and round; households may be missing in some rounds.
    household, year : str
        Key columns; years are whole numbers, at most 16 different ones.
    income, line, members, weight, unit, strict :
        As in `poverty`; a missing income or line is a round in which the household is not known.
    by : str or sequence of str, optional
        Key columns of places. A household is counted where it was seen last, for what it counts
        there (`members`, `weight`), in all its rounds.
    duration, sustained_years :
        As in `histories.history_measures`.

    Returns
    -------
    DataFrame
        The `by` columns, ``measure``, ``year_be``, ``value``, ``n``, ``reason`` ("no_rows" where
        nobody is in what the measure is taken over): the measures of `history_measures`, counted in
        the unit.

    Raises
    ------
    MeasureError
        A column is missing or holds no numbers, a household stands twice in a round, a year or
        household is missing, or a year is no whole number.

    Examples
    --------
    Household 1 is poor, out and poor again; household 2 poor and then out.

    >>> rows = pd.DataFrame({"home": [1, 1, 1, 2, 2, 2], "year": [2555, 2556, 2557] * 2,
    ...                      "baht": [10_000, 40_000, 20_000, 10_000, 40_000, 45_000]})
    >>> got = poverty_histories(rows, household="home", year="year", income="baht", line=30_000,
    ...                         members=None, unit="households", sustained_years=1)
    >>> value = got.set_index(["measure", "year_be"])["value"]
    >>> float(value["exit_rate", 2556]), float(value["relapse_rate", 2556])
    (1.0, 0.5)
    """
    require_unit(unit)
    require_yes_no(strict, where="strict")
    keys = [by] if isinstance(by, str) else list(by or ())
    require_free_names(keys, taken=_RESULT_COLUMNS)
    require_columns(df, [household, year, income, *keys])
    baht = to_floats(df[income], where=income)
    own_line = to_floats(df[line], where=line) if isinstance(line, str) else line
    require_line(own_line)
    counted = read_amounts(df, weight)
    if unit == "persons":
        counted = counted * read_amounts(df, members)
    homes, years = (_codes(df[name], where=name) for name in (household, year))
    # Without a row there is no round: one without a name has the measures of all rounds, null.
    rounds = _rounds(to_floats(df[year], where=year), where=year)
    last = _last_rows(homes, years)
    poor = np.full((len(last), len(rounds)), -1)
    below = baht < own_line if strict else baht <= own_line
    poor[homes, years] = np.where(np.isnan(baht + own_line), -1, below)
    groups = group_rows(df, keys)
    told = history_measures(
        count_histories(
            poor,
            years_be=rounds,
            # Whose size or weight is not known where it was seen last counts for nothing.
            counted=np.nan_to_num(counted[last]),
            codes=groups.codes[last],
            size=groups.size,
        ),
        duration=duration,
        sustained_years=sustained_years,
    )
    table = groups.keys.iloc[told["group"]].reset_index(drop=True)
    for name, kind in (("measure", "str"), ("year_be", "int64"), ("value", float), ("n", float)):
        table[name] = told[name].astype(kind).to_numpy()
    return table.assign(reason=pd.array(np.where(told["value"].isna(), "no_rows", ""), dtype="str"))


def _codes(column: pd.Series, *, where: str) -> np.ndarray:
    codes = pd.factorize(column, sort=True)[0]
    if (codes < 0).any():
        raise MeasureError("ทุกแถวต้องมีรหัสครัวเรือนและปี", got="ว่าง", where=where)
    return codes.astype(np.int64)


def _rounds(years: np.ndarray, *, where: str) -> list[int]:
    if (years % 1 != 0).any():
        got = float(years[years % 1 != 0][0])
        raise MeasureError("ปีต้องเป็นจำนวนเต็ม", got=got, where=where)
    return np.unique(years).astype(np.int64).tolist() or [0]


def _last_rows(homes: np.ndarray, years: np.ndarray) -> np.ndarray:
    """Give the place of each household's latest row."""
    order = np.lexsort((years, homes))
    same = np.diff(homes[order]) == 0
    if (same & (np.diff(years[order]) == 0)).any():
        raise MeasureError("ครัวเรือนต้องมีปีละหนึ่งแถว", where="household")
    return order[np.append(~same, True)] if len(order) else order
