"""Difference in differences: what changed on the treated side beyond what changed on the other.

Errors are clustered by place and named as R's plm names them. This is no experiment: the result is
the effect only if both sides would have changed alike without it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from povlib.errors import MeasureError
from povlib.measures.clustered import clustered_fit, degrees_of_freedom, require_options
from povlib.measures.columns import as_numbers, require_columns, to_floats
from povlib.measures.intervals import t_quantile
from povlib.measures.ratios import read_amounts

__all__ = ["difference_in_differences", "two_way_fixed_effects"]

_CELLS = ("other_before", "other_after", "treated_before", "treated_after")
_CONTRASTS = {
    "effect": (1, -1, -1, 1),
    "change_treated": (0, 0, -1, 1),
    "change_other": (-1, 1, 0, 0),
    **{name: tuple(int(name == cell) for cell in _CELLS) for name in _CELLS},
}
_NO_VARIATION = 1e-12


def difference_in_differences(
    df: pd.DataFrame,
    *,
    outcome: str,
    treated: str,
    after: str,
    cluster: str,
    controls: Sequence[str] = (),
    weight: str | None = None,
    variance: str = "sss",
    freedom: str = "fewer_side",
    level: float = 0.95,
) -> pd.DataFrame:
    """Compare two groups before and after.

    Parameters
    ----------
    df : DataFrame
        One row an observation (a household in one of two periods).
    outcome : str
        Column of numbers; a missing one leaves the row out.
    treated, after : str
        Columns of 1 or True, 0 or False: the treated group, the later period.
    cluster : str
        Key column; rows of one cluster (a district) may be alike for reasons of their own.
    controls : sequence of str
        Columns of numbers that are held equal; the means are then those at the controls' mean.
    weight : str, optional
        Column of what a row stands for; 0 leaves it out.
    variance : {"sss", "HC0", "HC1", "HC2", "HC3", "HC4"}
        As R's plm names the types of `vcovHC(method = "arellano")`. "sss" (Stata's, also CR1) has
        the factor G / (G - 1) (N - 1) / (N - K) for G clusters, N rows and K coefficients (4 here, and
        one for each control).
    freedom : {"fewer_side", "clusters"}
        The few-cluster correction: degrees of freedom of the interval's t are the clusters of the
        side that has fewer, less 1; or all clusters less 1 (the usual, too narrow where few are
        treated).
    level : float
        Of the interval, between 0 and 1.

    Returns
    -------
    DataFrame
        ``measure`` (`effect`, `change_treated`, `change_other` and the four means), ``value``,
        ``se``, ``low``, ``high``, ``n``, ``n_missing``, ``clusters``, ``reason``. Null with the
        reason "no_comparison" where a needed cell is empty; errors are NaN with "few_clusters"
        where the degrees of freedom are 0.

    Raises
    ------
    MeasureError
        A column is missing or holds something else, or an option is unknown.

    Notes
    -----
    The effect is the coefficient of treated x after in a weighted regression with both and their
    product. Liang, Zeger (1986), Biometrika 73; Arellano (1987), Oxford Bulletin 49; the factor and
    few clusters: Cameron, Miller (2015), Journal of Human Resources 50(2).

    Examples
    --------
    The treated rise from 10 to 16, the others from 20 to 22.

    >>> rows = pd.DataFrame({"baht": [9, 11, 15, 17, 19, 21, 21, 23], "place": [1, 2] * 2 + [3, 4] * 2,
    ...     "helped": [1] * 4 + [0] * 4, "late": [0, 0, 1, 1] * 2})
    >>> got = difference_in_differences(rows, outcome="baht", treated="helped", after="late",
    ...                                 cluster="place")
    >>> got.loc[:2, "value"].round(9).tolist()
    [4.0, 6.0, 2.0]
    """  # noqa: E501 (a doctest line)
    require_options(variance=variance, freedom=freedom, level=level)
    rows = _read(df, numbers=(outcome, treated, after, *controls), weight=weight, cluster=cluster)
    for name in (treated, after):
        if not np.isin(rows.numbers[name], (0, 1)).all():
            raise MeasureError("ฝ่ายและช่วงเวลาต้องเป็น 1 หรือ 0", where=name)
    is_treated = rows.numbers[treated] == 1
    cell = (2 * is_treated + rows.numbers[after]).astype(np.int64)
    present = np.flatnonzero(np.bincount(cell, minlength=4))
    dummies = (cell[:, None] == present).astype(np.float64)
    fit = clustered_fit(
        rows.numbers[outcome],
        np.column_stack([dummies, *(_centred(rows, name) for name in controls)]),
        weight=rows.weight,
        clusters=rows.clusters,
        variance=variance,
    )
    degrees = degrees_of_freedom(rows.clusters, is_treated, freedom=freedom)
    told = []
    for name, contrast in _CONTRASTS.items():
        by_cell = np.array(contrast, dtype=np.float64)
        is_known = not np.delete(by_cell, present).any()
        chosen = np.concatenate([by_cell[present], np.zeros(len(controls))])
        value = float(chosen @ fit.slopes) if is_known else np.nan
        error = float(np.sqrt(chosen @ fit.covariance @ chosen)) if is_known else np.nan
        told.append(_told(name, value, error, rows=rows, degrees=degrees, level=level))
    return pd.DataFrame(told)


def two_way_fixed_effects(
    df: pd.DataFrame,
    *,
    outcome: str,
    treatment: str,
    entity: str,
    period: str,
    cluster: str | None = None,
    controls: Sequence[str] = (),
    weight: str | None = None,
    variance: str = "sss",
    freedom: str = "fewer_side",
    level: float = 0.95,
) -> pd.DataFrame:
    """Estimate an effect in a panel with a level for each entity and each period.

    Parameters
    ----------
    df : DataFrame
        One row an entity and period; entities may be missing in some periods.
    outcome, treatment : str
        Columns of numbers; treatment is 1 where and when it is given, else 0 (or its amount).
    entity, period : str
        Key columns.
    cluster : str, optional
        Key column; the entity where not given.
    controls, weight, variance, freedom, level :
        As in `difference_in_differences`; K is 1, and one for each control. A cluster is on the
        treated side if it is ever treated; where all are, all clusters count.

    Returns
    -------
    DataFrame
        One row, ``measure`` "effect", columns as in `difference_in_differences`. Null with the
        reason "no_variation" where entities and periods tell all about the treatment.

    Raises
    ------
    MeasureError
        A column is missing or holds no numbers, a key is missing, or an option is unknown.

    Notes
    -----
    The within estimator of R's plm (effect "twoways"): outcome and treatment less what entities and
    periods explain of them, exactly also where the panel has gaps. Where entities begin at
    different times and effects grow, it is no average of the effects, and may have the wrong sign
    (Goodman-Bacon 2021, Journal of Econometrics 225(2)): then compare two periods at a time.

    Examples
    --------
    Household 1 is treated in the second year and rises by 5, household 2 by 2.

    >>> rows = pd.DataFrame({"home": [1, 1, 2, 2], "year": [1, 2, 1, 2], "on": [0, 1, 0, 0],
    ...                      "baht": [10, 15, 30, 32]})
    >>> got = two_way_fixed_effects(rows, outcome="baht", treatment="on", entity="home",
    ...                             period="year")
    >>> round(float(got["value"].item()), 9), got["reason"].item()
    (3.0, 'few_clusters')
    """
    require_options(variance=variance, freedom=freedom, level=level)
    require_columns(df, [entity, period])
    rows = _read(
        df, numbers=(outcome, treatment, *controls), weight=weight, cluster=cluster or entity
    )
    given = rows.numbers[treatment]
    keys = [_codes(df[name].iloc[rows.kept], where=name) for name in (entity, period)]
    left = _without_levels(
        np.column_stack([rows.numbers[name] for name in (outcome, treatment, *controls)]),
        *keys,
        weight=rows.weight,
    )
    spread = float((rows.weight * left[:, 1] ** 2).sum())
    if spread <= _NO_VARIATION * float((rows.weight * given**2).sum()):
        reason = "no_variation" if rows.n else "no_rows"
        row = _told("effect", np.nan, np.nan, rows=rows, degrees=0, level=level)
        return pd.DataFrame([row | {"reason": reason}])
    fit = clustered_fit(
        left[:, 0], left[:, 1:], weight=rows.weight, clusters=rows.clusters, variance=variance
    )
    ever = np.bincount(rows.clusters, weights=given != 0) > 0
    degrees = degrees_of_freedom(rows.clusters, ever[rows.clusters], freedom=freedom)
    value, error = float(fit.slopes[0]), float(np.sqrt(fit.covariance[0, 0]))
    return pd.DataFrame([_told("effect", value, error, rows=rows, degrees=degrees, level=level)])


@dataclass(frozen=True, eq=False)
class _Rows:
    """Complete rows: numbers by column, weights, clusters as 0 .., where they stand."""

    numbers: Mapping[str, np.ndarray]
    weight: np.ndarray
    clusters: np.ndarray
    kept: np.ndarray
    n_missing: int

    @property
    def n(self) -> int:
        return len(self.kept)


def _read(df: pd.DataFrame, *, numbers: tuple[str, ...], weight: str | None, cluster: str) -> _Rows:
    require_columns(df, [*numbers, cluster])
    values = {name: to_floats(as_numbers(df[name]), where=name) for name in numbers}
    stands_for = read_amounts(df, weight)
    is_out = np.isnan(stands_for + sum(values.values()))
    kept = np.flatnonzero(~is_out & (stands_for > 0))
    return _Rows(
        {name: value[kept] for name, value in values.items()},
        stands_for[kept],
        _codes(df[cluster].iloc[kept], where=cluster),
        kept,
        int(is_out.sum()),
    )


def _centred(rows: _Rows, name: str) -> np.ndarray:
    values = rows.numbers[name]
    return values - np.average(values, weights=rows.weight) if rows.n else values


def _codes(keys: pd.Series, *, where: str) -> np.ndarray:
    codes = pd.factorize(keys, sort=True)[0]
    if (codes < 0).any():
        raise MeasureError("ทุกแถวต้องรู้ว่าอยู่กลุ่มใด", got="ว่าง", where=where)
    return codes.astype(np.int64)


def _without_levels(
    columns: np.ndarray, entity: np.ndarray, period: np.ndarray, *, weight: np.ndarray
) -> np.ndarray:
    """Take out of each column what levels of entities and periods explain of it."""
    if not len(columns):
        return columns
    total = np.bincount(entity, weights=weight)

    def less_means(values: np.ndarray) -> np.ndarray:
        means = np.bincount(entity, weights=weight * values) / total
        return values - means[entity]

    own = np.column_stack([less_means(column) for column in columns.T])
    periods = np.column_stack(
        [less_means((period == at).astype(np.float64)) for at in range(1, period.max() + 1)]
        or [np.zeros(len(columns))]
    )
    root = np.sqrt(weight)[:, None]
    slopes = np.linalg.lstsq(root * periods, root * own, rcond=None)[0]
    return own - periods @ slopes


def _told(
    name: str, value: float, error: float, *, rows: _Rows, degrees: int, level: float
) -> dict[str, object]:
    reason = "" if degrees > 0 else "few_clusters"
    if np.isnan(value):
        reason = "no_comparison" if rows.n else "no_rows"
    error = error if degrees > 0 else np.nan
    half = error * t_quantile(0.5 + level / 2, freedom=degrees)
    return {
        "measure": name,
        "value": value,
        "se": error,
        "low": value - half,
        "high": value + half,
        "n": rows.n,
        "n_missing": rows.n_missing,
        "clusters": len(np.unique(rows.clusters)),
        "reason": reason,
    }
