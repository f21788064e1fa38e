"""Ratios of what rows add up to, in every group: value, standard error, interval, reason.

The path of `poverty` for measures that are not of incomes: each is a sum over a sum, or the
difference of two such; the error of any design follows from the rows' scores.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from povlib.measures.answers import errors_by
from povlib.measures.case import Case
from povlib.measures.columns import (
    require_columns,
    require_free_names,
    require_no_negative,
    to_floats,
)
from povlib.measures.coverage import coverage
from povlib.measures.design import Census, Replicates, Sample
from povlib.measures.groups import Groups
from povlib.measures.intervals import normal_interval, wilson_interval
from povlib.measures.scored import Scored, divide
from povlib.measures.sums import Rows

__all__ = ["Ratio", "read_amounts", "ratio_table"]

_RESULT_COLUMNS = ("value", "se", "low", "high", "n", "n_missing", "reason", "coverage")


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
        True: a share of heads, and the interval is Wilson's.
    is_part : bool
        True: `below` is added up over all groups (and is `top`): the group's part of the whole.
    """

    labels: dict[str, str]
    top: np.ndarray
    below: np.ndarray
    undefined: str
    less: "Ratio | None" = None
    is_share: bool = True
    is_part: bool = False


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
    frame: pd.DataFrame,
    groups: Groups,
    kept: np.ndarray,
    rows: Rows,
    unit: str,
    design: Census | Sample | Replicates | None,
) -> pd.DataFrame:
    """Lay out ratios as one row a group and ratio.

    Parameters
    ----------
    ratios : sequence of Ratio
        In the order of the table, all with the same labels.
    frame : DataFrame
        All rows, as the call got them.
    groups : Groups
        Of all rows.
    kept : ndarray of int64
        Where the rows that are used stand.
    rows : Rows
        What each row used counts for and its group; incomes and lines are not read.
    unit : {"persons", "households"}
    design : Census, Sample, Replicates or None

    Returns
    -------
    DataFrame
        The keys, the labels, ``value``, ``se``, ``low``, ``high`` (95 %), ``n``, ``n_missing``,
        ``reason`` (a code of `UNDEFINED` where there is no value); with a Census ``coverage``.
    """
    require_free_names(list(groups.keys), taken=[*ratios[0].labels, *_RESULT_COLUMNS])
    case = Case(rows, unit, strict=True, quantile_rule="laeken")
    n = np.bincount(rows.codes, minlength=groups.size)
    n_missing = np.bincount(groups.codes, minlength=groups.size) - n
    errors = errors_by(design, frame=frame, kept=kept)
    scored = _all_scored(case, ratios)
    found = errors.find(case, scored, lambda other: _all_scored(other, ratios))
    told = [
        _told(*each, rows=rows, n=n, is_sampled=errors.is_sampled)
        for each in zip(ratios, scored, found, strict=True)
    ]
    times = len(ratios)
    table = groups.keys.loc[groups.keys.index.repeat(times)].reset_index(drop=True)
    for label in ratios[0].labels:
        texts = [ratio.labels[label] for ratio in ratios]
        table[label] = pd.array(texts * groups.size, dtype="str")
    for at, name in enumerate(("value", "se", "low", "high")):
        table[name] = np.column_stack([each[at] for each in told]).ravel()
    table["n"] = np.repeat(n.astype(np.int64), times)
    table["n_missing"] = np.repeat(n_missing.astype(np.int64), times)
    reasons = np.column_stack([each[4] for each in told]).ravel()
    table["reason"] = pd.array(reasons, dtype="str")
    if isinstance(design, Census):
        covered = coverage(frame, design, groups=groups, n=n, n_missing=n_missing)
        table["coverage"] = np.repeat(covered, times)
    return table


def _all_scored(case: Case, ratios: Sequence[Ratio]) -> list[Scored]:
    return [_scored(case, ratio) for ratio in ratios]


def _scored(case: Case, ratio: Ratio) -> Scored:
    rows = case.rows
    below = np.bincount(rows.codes, weights=case.counted * ratio.below, minlength=rows.size)
    top = np.bincount(rows.codes, weights=case.counted * ratio.top, minlength=rows.size)
    if ratio.is_part:
        return _part(case, ratio, top=top)
    value = divide(top, below)

    def scores() -> np.ndarray:
        parts = ratio.top - value[rows.codes] * ratio.below
        return divide(case.counted * parts, below[rows.codes])

    if ratio.less is None:
        return Scored(value, scores)
    other = _scored(case, ratio.less)
    return Scored(value - other.value, lambda: scores() - other.scores())


def _part(case: Case, ratio: Ratio, *, top: np.ndarray) -> Scored:
    """Give the group's part of the whole: rows of all groups count in its error."""
    rows, whole = case.rows, np.full(len(top), top.sum())
    n = np.bincount(rows.codes, minlength=rows.size)
    value = np.where(n > 0, divide(top, whole), np.nan)
    return Scored(
        value,
        lambda: divide(case.counted * ratio.top, whole[rows.codes]),
        everyone=-np.nan_to_num(value),
    )


def _told(
    ratio: Ratio,
    scored: Scored,
    error: np.ndarray,
    *,
    rows: Rows,
    n: np.ndarray,
    is_sampled: bool,
) -> tuple[np.ndarray, ...]:
    value = scored.value
    error = np.where(np.isnan(value), np.nan, error)
    if ratio.is_share and is_sampled:
        # None or all of some: their own number stands for the size of the sample.
        some = np.bincount(rows.codes, weights=ratio.below != 0, minlength=rows.size)
        low, high = wilson_interval(value, error=error, n=np.maximum(some, 1))
    else:
        low, high = normal_interval(value, error=error)
    reason = np.where(np.isnan(value), ratio.undefined, "")
    return value, error, low, high, np.where(n == 0, "no_rows", reason)
