"""The one call for measures of poverty and income: a frame of households in, a tidy frame out."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from povlib.measures.answers import Answer, answer, errors_by
from povlib.measures.coverage import with_coverage
from povlib.measures.design import Census, Replicates, Sample
from povlib.measures.lines import RelativeLine
from povlib.measures.question import read_question
from povlib.measures.registry import UNDEFINED, require_measures

__all__ = ["poverty", "tidy"]


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
    gini_rule: str = "laeken",
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
        quantile or the mean of the same incomes, whose own sampling error is then part of ``se``.
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
        How the rows were chosen. Census: sampling error exactly 0, and a column ``coverage``.
        None: not said, and no error is given (NaN).
    quantile_rule : {"laeken", "mean", "lower"}
        What a quantile is where the running share hits it exactly (`lorenz.quantile`): in every
        median, quantile and quintile ratio, and in a relative line.
    gini_rule : {"laeken", "convey"}
        What a row's own weight counts in the Gini coefficient, also in `sen` and `sst`
        (`lorenz.ranks`): R's laeken, or R's convey, which is larger where weights are above 1.

    Returns
    -------
    DataFrame
        The `by` columns, ``measure``, ``value``, ``se``, ``low``, ``high`` (95 %; float64), ``n``
        and ``n_missing`` (rows, int64), ``reason`` (a code of `UNDEFINED` where there is no value,
        else ""); groups in the order of their keys, measures in the order asked. A group without
        complete rows has the value NaN, never 0. An empty frame gives one group, or none with `by`.
        With a Census also ``coverage``: rows used as a share of the households known to exist.

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
    asked = read_question(
        df,
        income=income,
        line=line,
        members=members,
        weight=weight,
        unit=unit,
        by=by,
        strict=strict,
        missing=missing,
        quantile_rule=quantile_rule,
        gini_rule=gini_rule,
        also=("coverage",),
    )
    errors = errors_by(design, frame=df, kept=asked.kept)
    answers = answer(asked.case, chosen, n=asked.n, errors=errors)
    told = {"n": asked.n, "n_missing": asked.n_missing}
    frame = tidy(asked.groups.keys, answers=answers, **told)
    return with_coverage(frame, design=design, df=df, groups=asked.groups, **told)


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
