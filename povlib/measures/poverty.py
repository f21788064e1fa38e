"""The one call for measures of poverty and income: a frame of households in, a tidy frame out."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from povlib.errors import MeasureError
from povlib.measures.answers import Answer, answer, errors_by
from povlib.measures.case import make_case
from povlib.measures.columns import (
    require_columns,
    require_no_negative,
    require_unit,
    to_floats,
)
from povlib.measures.design import Census, Replicates, Sample
from povlib.measures.groups import Groups, group_rows
from povlib.measures.lines import LineGroups, RelativeLine, require_line
from povlib.measures.lorenz import QUANTILE_RULES
from povlib.measures.registry import UNDEFINED, require_measures
from povlib.measures.sums import Rows

__all__ = ["poverty", "tidy"]

_RESULT_COLUMNS = ("measure", "value", "se", "low", "high", "n", "n_missing", "reason")


def poverty(
    df: pd.DataFrame,
    *,
    income: str,
    line: float | str | RelativeLine,
    members: str | None,
    weight: str | None = None,
    unit: str,
    by: str | Sequence[str] | None = None,
    measures: str | Sequence[str],
    strict: bool = True,
    missing: str = "drop",
    design: Census | Sample | Replicates | None = None,
    quantile_rule: str = "laeken",
) -> pd.DataFrame:
    """Measures of poverty and income, for all rows or by group.

    Parameters
    ----------
    df : DataFrame
        One row a household (or, with ``members=None``, one row of whatever is counted).
    income : str
        Column of baht per person and year. Zero and negative incomes are incomes.
    line : float, str or RelativeLine
        Baht per person and year, above 0; the column that holds each row's line; or a share of a
        quantile of the same incomes, whose own sampling error is then part of ``se``.
    members : str or None
        Column of persons in the household; None takes each row as one.
    weight : str or None
        Column of how many households a row stands for; multiplies. None is 1.
    unit : {"persons", "households"}
        What shares, means and medians count: a household as often as it has members, or once.
        There is no default. `poor_households`, `poor_persons` and `cost_to_close_baht` name their
        own unit and do not change with it.
    by : str or sequence of str, optional
        Key columns. A missing key is a group of its own; a categorical key lists all categories.
    measures : str or sequence of str
        Keys of `MEASURES`; "key:number" where a measure takes one ("quantile:0.25", "ge:1").
    strict : bool
        True: poor is strictly below the line, exactly on it passes. False: on it is poor.
    missing : {"drop", "raise"}
        "drop" leaves out a row whose income, line, members or weight is missing and counts it in
        ``n_missing``: missing is never poor and never 0. "raise" refuses it.
    design : Census, Sample, Replicates or None
        How the rows were chosen. Census: sampling error exactly 0; look at ``n_missing`` instead.
        None: not said, and no error is given (NaN).
    quantile_rule : {"laeken", "mean", "lower"}
        What a quantile is where the running share hits it exactly (`lorenz.quantile`): in every
        median, quantile and quintile ratio, and in a relative line.

    Returns
    -------
    DataFrame
        The `by` columns, ``measure``, ``value``, ``se``, ``low``, ``high`` (95 %; float64), ``n``
        and ``n_missing`` (rows, int64), ``reason`` (a code of `UNDEFINED` where there is no value,
        else ""); groups in the order of their keys, measures in the order asked. A group without
        complete rows has the value NaN, never 0. An empty frame gives one group, or none with `by`.

    Raises
    ------
    MeasureError
        Unknown measure (lists the nearest), missing column, unit not named, a line not above 0,
        negative members or weight, an infinite number, a key named as a result column, or a design
        that does not fit.

    Notes
    -----
    Formulas, sources and the rule of the median stand in `MEASURES`. Sums are float64.

    Examples
    --------
    Line 30,000. Three households of 4, 2 and 4 persons; the third is exactly on the line.

    >>> homes = pd.DataFrame({"baht": [15_000, 27_000, 30_000], "members": [4, 2, 4]})
    >>> asked = ["headcount", "poor_households", "poor_persons", "cost_to_close_baht"]
    >>> poverty(homes, income="baht", line=30_000, members="members", unit="persons",
    ...         measures=asked)["value"].tolist()
    [0.6, 2.0, 6.0, 66000.0]
    """
    chosen = require_measures(measures)
    require_unit(unit)
    _require_rule(quantile_rule)
    keys = [by] if isinstance(by, str) else list(by or ())
    numbers = {"income": income, "line": line, "members": members, "weight": weight}
    columns = {name: column for name, column in numbers.items() if isinstance(column, str)}
    require_columns(df, [*columns.values(), *keys])
    _require_free_names(keys)
    groups = group_rows(df, keys)
    rows, kept, n_missing = _complete_rows(df, columns, groups, line=line)
    if missing != "drop":
        _require_none_missing(missing, int(n_missing.sum()))
    n = np.bincount(rows.codes, minlength=groups.size)
    lines = _line_groups(df, line, kept=kept) if isinstance(line, RelativeLine) else None
    case = make_case(rows, unit=unit, strict=strict, quantile_rule=quantile_rule, lines=lines)
    answers = answer(case, chosen, n=n, errors=errors_by(design, frame=df, kept=kept))
    return tidy(groups.keys, answers=answers, n=n, n_missing=n_missing)


def tidy(
    keys: pd.DataFrame, *, answers: Sequence[Answer], n: np.ndarray, n_missing: np.ndarray
) -> pd.DataFrame:
    """Lay out values as one row a group and measure.

    Parameters
    ----------
    keys : DataFrame
        One row a group.
    answers : sequence of Answer
        One a measure.
    n, n_missing : ndarray of int
        Rows used and rows left out of each group.

    Returns
    -------
    DataFrame
        As `poverty` gives it.
    """
    times = len(answers)
    frame = keys.loc[keys.index.repeat(times)].reset_index(drop=True)
    names = pd.array([each.asked.key for each in answers], dtype="str")
    frame["measure"] = names.take(np.tile(np.arange(times), len(keys)))
    for name, part in (("value", "value"), ("se", "error"), ("low", "low"), ("high", "high")):
        frame[name] = np.column_stack([getattr(each, part) for each in answers]).ravel()
    frame["n"] = np.repeat(n.astype(np.int64), times)
    frame["n_missing"] = np.repeat(n_missing.astype(np.int64), times)
    reasons = np.column_stack([each.reason for each in answers]).ravel()
    frame["reason"] = pd.array(("", *UNDEFINED), dtype="str").take(reasons)
    return frame


def _require_free_names(keys: list[str]) -> None:
    taken = [key for key in keys if key in _RESULT_COLUMNS]
    if taken or len(set(keys)) != len(keys):
        raise MeasureError(
            "a key column must stand once and not be named as a result column",
            got=taken or keys,
            where="by",
            todo=f"rename it; taken: {', '.join(_RESULT_COLUMNS)}",
        )


def _complete_rows(
    df: pd.DataFrame,
    columns: dict[str, str],
    groups: Groups,
    *,
    line: float | str | RelativeLine,
) -> tuple[Rows, np.ndarray, np.ndarray]:
    """Give the complete rows, where they stand, and how many others each group has."""
    values = {name: to_floats(df[column], where=column) for name, column in columns.items()}
    for name in ("members", "weight"):
        if name in values:
            require_no_negative(values[name], where=columns[name])
    if not isinstance(line, RelativeLine):
        require_line(values.get("line", line))
    codes = groups.codes
    is_missing = np.zeros(len(df), dtype=bool)
    for column in values.values():
        is_missing |= np.isnan(column)
    n_missing = np.bincount(codes[is_missing], minlength=groups.size)
    kept = np.arange(len(df))
    if n_missing.any():
        kept = kept[~is_missing]
        codes = codes[kept]
        values = {name: column[kept] for name, column in values.items()}
    if "line" not in values:
        values["line"] = np.nan if isinstance(line, RelativeLine) else float(line)
    ones = {"members": 1.0, "weight": 1.0}
    return Rows(codes=codes, size=groups.size, **(ones | values)), kept, n_missing


def _line_groups(df: pd.DataFrame, line: RelativeLine, *, kept: np.ndarray) -> LineGroups:
    by = [line.by] if isinstance(line.by, str) else list(line.by)
    require_columns(df, by)
    groups = group_rows(df, by)
    return LineGroups(line, groups.codes[kept], groups.size)


def _require_none_missing(missing: str, rows: int) -> None:
    if missing != "raise":
        raise MeasureError(
            "say what to do with missing values",
            got=missing,
            where="missing",
            todo='use "drop" or "raise"',
        )
    if rows:
        raise MeasureError("no value may be missing", got=f"{rows} rows", where="missing")


def _require_rule(rule: str) -> None:
    if rule not in QUANTILE_RULES:
        raise MeasureError(
            "the rule of quantiles must be known",
            got=rule,
            where="quantile_rule",
            todo=f"use {', '.join(QUANTILE_RULES)}",
        )
