"""Ratios of what rows add up to, in every group: value, standard error, interval, reason.

The path of `poverty` for measures that are not of incomes: each is a sum over a sum, or the
difference of two such; the error of any design follows from the rows' scores.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from povlib.measures.answers import Errors
from povlib.measures.case import Case
from povlib.measures.columns import require_columns, require_no_negative, to_floats
from povlib.measures.intervals import normal_interval, wilson_interval
from povlib.measures.scored import Scored, divide
from povlib.measures.sums import Rows

__all__ = ["Ratio", "read_amounts", "ratio_table"]


@dataclass(frozen=True, eq=False)
class Ratio:
    """A sum over a sum.

    Attributes
    ----------
    labels : mapping of str to str
        What the row of the table says beside the numbers ("measure", ...).
    top, below : ndarray of float64 or bool, one a row
        What each row adds before its weight.
    undefined : str
        Reason code where `below` adds up to 0.
    less : Ratio or None
        Taken away from it.
    is_share : bool
        True: between 0 and 1, and the interval is Wilson's.
    """

    labels: dict[str, str]
    top: np.ndarray
    below: np.ndarray
    undefined: str
    less: "Ratio | None" = None
    is_share: bool = True


def read_amounts(df: pd.DataFrame, name: str | None) -> np.ndarray:
    """Give a column of numbers that may not be negative (NaN where missing); ones for None.

    Parameters
    ----------
    df : DataFrame
    name : str or None

    Raises
    ------
    MeasureError
        No such column, no numbers, or a negative one.
    """
    if name is None:
        return np.ones(len(df))
    require_columns(df, [name])
    values = to_floats(df[name], where=name)
    require_no_negative(values, where=name)
    return values


def ratio_table(
    ratios: Sequence[Ratio],
    *,
    keys: pd.DataFrame,
    rows: Rows,
    unit: str,
    errors: Errors,
    n: np.ndarray,
    n_missing: np.ndarray,
) -> pd.DataFrame:
    """Lay out ratios as one row a group and ratio.

    Parameters
    ----------
    ratios : sequence of Ratio
        In the order of the table, all with the same labels.
    keys : DataFrame
        One row a group.
    rows : Rows
        What each row counts for and its group; incomes and lines are not read.
    unit : {"persons", "households"}
    errors : Errors
        As `answers.errors_by` gives it.
    n, n_missing : ndarray of int
        Rows used and left out of each group.

    Returns
    -------
    DataFrame
        The keys, the labels, ``value``, ``se``, ``low``, ``high`` (95 %), ``n``, ``n_missing``,
        ``reason`` (a code of `UNDEFINED` where there is no value).
    """
    case = Case(rows, unit, strict=True, quantile_rule="laeken")
    scored = _all_scored(case, ratios)
    found = errors.find(case, scored, lambda other: _all_scored(other, ratios))
    told = [
        _told(*each, n=n, is_sampled=errors.is_sampled)
        for each in zip(ratios, scored, found, strict=True)
    ]
    times = len(ratios)
    frame = keys.loc[keys.index.repeat(times)].reset_index(drop=True)
    for label in ratios[0].labels:
        texts = [ratio.labels[label] for ratio in ratios]
        frame[label] = pd.array(texts * len(keys), dtype="str")
    for at, name in enumerate(("value", "se", "low", "high")):
        frame[name] = np.column_stack([each[at] for each in told]).ravel()
    frame["n"] = np.repeat(n.astype(np.int64), times)
    frame["n_missing"] = np.repeat(n_missing.astype(np.int64), times)
    reasons = np.column_stack([each[4] for each in told]).ravel()
    frame["reason"] = pd.array(reasons, dtype="str")
    return frame


def _all_scored(case: Case, ratios: Sequence[Ratio]) -> list[Scored]:
    return [_scored(case, ratio) for ratio in ratios]


def _scored(case: Case, ratio: Ratio) -> Scored:
    rows = case.rows
    below = np.bincount(rows.codes, weights=case.counted * ratio.below, minlength=rows.size)
    top = np.bincount(rows.codes, weights=case.counted * ratio.top, minlength=rows.size)
    value = divide(top, below)

    def scores() -> np.ndarray:
        parts = ratio.top - value[rows.codes] * ratio.below
        return divide(case.counted * parts, below[rows.codes])

    if ratio.less is None:
        return Scored(value, scores)
    other = _scored(case, ratio.less)
    return Scored(value - other.value, lambda: scores() - other.scores())


def _told(
    ratio: Ratio, scored: Scored, error: np.ndarray, *, n: np.ndarray, is_sampled: bool
) -> tuple[np.ndarray, ...]:
    value = scored.value
    error = np.where(np.isnan(value), np.nan, error)
    if ratio.is_share and is_sampled:
        low, high = wilson_interval(value, error=error, n=np.maximum(n, 1))
    else:
        low, high = normal_interval(value, error=error)
    reason = np.where(np.isnan(value), ratio.undefined, "")
    return value, error, low, high, np.where(n == 0, "no_rows", reason)
