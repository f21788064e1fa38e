"""Poverty in many dimensions: Alkire and Foster's counting, with a cut-off exact to the integer.

Weights and cut-off are fractions; a household's score is a whole number over their common
denominator, so a score exactly on the cut-off is poor whatever a computer's decimals are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np
import pandas as pd

from povlib.errors import MeasureError
from povlib.measures.columns import require_columns, require_no_negative, require_unit, to_floats
from povlib.measures.groups import group_rows
from povlib.measures.scored import divide

__all__ = ["Scheme", "alkire_foster", "nested_scheme"]

_MISSING = ("drop", "rescale", "not_deprived")


@dataclass(frozen=True)
class Scheme:
    """Which indicators count, how much, and from which score on a household is poor.

    Attributes
    ----------
    weights : mapping of str to Fraction
        By column; any sum above 0, they are taken as shares of it.
    cutoff : Fraction
        Share of all weight, 0 < cutoff <= 1. The smallest weight's share is the union rule, 1 the
        intersection.
    """

    weights: Mapping[str, Fraction]
    cutoff: Fraction


def nested_scheme(dimensions: Mapping[str, Sequence[str]], *, cutoff: Fraction | None) -> Scheme:
    """Weigh dimensions equally, and the indicators of each equally.

    Parameters
    ----------
    dimensions : mapping of str to sequence of str
        Columns by dimension.
    cutoff : Fraction or None
        None is the union rule: poor is who is deprived in anything, as TPMAP counts.

    Examples
    --------
    >>> scheme = nested_scheme({"health": ["a", "b"], "income": ["c"]}, cutoff=None)
    >>> [str(weight) for weight in scheme.weights.values()], str(scheme.cutoff)
    (['1/4', '1/4', '1/2'], '1/4')
    """
    weights = {
        column: Fraction(1, len(dimensions) * len(columns))
        for columns in dimensions.values()
        for column in columns
    }
    if not weights or len(weights) != sum(len(columns) for columns in dimensions.values()):
        raise MeasureError(
            "each indicator must stand in one dimension, and each dimension hold one at least",
            got={key: list(columns) for key, columns in dimensions.items()},
            where="dimensions",
        )
    return Scheme(weights, min(weights.values()) if cutoff is None else cutoff)


def alkire_foster(
    df: pd.DataFrame,
    *,
    scheme: Scheme,
    members: str | None,
    weight: str | None = None,
    unit: str,
    by: str | Sequence[str] | None = None,
    missing: str = "drop",
) -> pd.DataFrame:
    """Count who is poor in several dimensions at once.

    Parameters
    ----------
    df : DataFrame
        One row a household; the columns of the scheme hold 1 or True where it is deprived, 0 or
        False where not, missing where the indicator does not apply or is unknown.
    scheme : Scheme
    members, weight : str or None
        As in `poverty`.
    unit : {"persons", "households"}
    by : str or sequence of str, optional
    missing : {"drop", "rescale", "not_deprived"}
        "drop" leaves a row with a missing indicator out and counts it; "rescale" takes the weights
        of the indicators that it has as the whole (a row with none is left out); "not_deprived"
        takes a missing one as not deprived, and must be asked for by name.

    Returns
    -------
    DataFrame
        The `by` columns, ``measure``, ``indicator`` ("" for the first three), ``value``, ``n``,
        ``n_missing``. Measures: `headcount` (H), `intensity` (A, the mean score of the poor; null
        where nobody is poor), `adjusted_headcount` (M0 = H A), and for each indicator
        `uncensored_headcount` (deprived), `censored_headcount` (deprived and poor) and
        `contribution` (share of M0; null where that is 0).

    Raises
    ------
    MeasureError
        A column is missing or holds something else, a weight or the cut-off cannot be.

    Notes
    -----
    Alkire, Foster (2011), Journal of Public Economics 95(7-8). Contributions add up to 1, with
    "rescale" too (each row's weights are those that it was scored with).

    Examples
    --------
    >>> homes = pd.DataFrame({"water": [1, 1, 0], "school": [1, 0, 0], "members": [4, 2, 4]})
    >>> half = Scheme({"water": Fraction(1, 2), "school": Fraction(1, 2)}, Fraction(1))
    >>> got = alkire_foster(homes, scheme=half, members="members", unit="persons")
    >>> got["value"].tolist()
    [0.4, 1.0, 0.4, 0.6, 0.4, 0.5, 0.4, 0.4, 0.5]
    """
    _require(scheme, unit=unit, missing=missing)
    keys = [by] if isinstance(by, str) else list(by or ())
    names = list(scheme.weights)
    require_columns(df, [*names, *[c for c in (members, weight) if c], *keys])
    groups = group_rows(df, keys)
    deprived = np.column_stack([_flags(df[name], where=name) for name in names])
    counted = _counted(df, members=members, weight=weight, unit=unit)
    is_out = np.isnan(counted)
    known = ~np.isnan(deprived)
    if missing != "not_deprived":
        is_out |= ~(known.all(axis=1) if missing == "drop" else known.any(axis=1))
    kept, codes = np.flatnonzero(~is_out), groups.codes
    shares, is_poor = _score(
        np.nan_to_num(deprived[kept]),
        known=known[kept] if missing == "rescale" else np.ones_like(known[kept]),
        scheme=scheme,
    )
    counts = _Counts(codes[kept], groups.size, counted[kept])
    values = _values(counts, deprived=np.nan_to_num(deprived[kept]), shares=shares, is_poor=is_poor)
    n = np.bincount(codes[kept], minlength=groups.size)
    n_missing = np.bincount(codes[is_out], minlength=groups.size)
    return _tidy(groups.keys, names=names, values=values, n=n, n_missing=n_missing)


@dataclass(frozen=True, eq=False)
class _Counts:
    codes: np.ndarray
    size: int
    counted: np.ndarray

    def mean(self, values: np.ndarray) -> np.ndarray:
        return divide(self.total(values), self.total(np.ones(len(self.codes))))

    def total(self, values: np.ndarray) -> np.ndarray:
        weights = self.counted * values
        return np.bincount(self.codes, weights=weights, minlength=self.size)


def _require(scheme: Scheme, *, unit: str, missing: str) -> None:
    require_unit(unit)
    if missing not in _MISSING:
        raise MeasureError(
            "say what a missing indicator means",
            got=missing,
            where="missing",
            todo=f"use {', '.join(_MISSING)}",
        )
    numbers = [*scheme.weights.values(), scheme.cutoff]
    if not all(isinstance(each, Fraction | int) and each > 0 for each in numbers):
        raise MeasureError(
            "weights and the cut-off must be fractions above 0",
            got=[str(each) for each in numbers],
            where="scheme",
            todo="write Fraction(1, 3), not 0.333",
        )
    if scheme.cutoff > 1:
        raise MeasureError("the cut-off is a share of all weight", got=str(scheme.cutoff))


def _flags(column: pd.Series, *, where: str) -> np.ndarray:
    if pd.api.types.is_bool_dtype(column.dtype):
        column = column.astype("Int8")
    values = to_floats(column, where=where)
    if not np.isin(values[~np.isnan(values)], (0, 1)).all():
        raise MeasureError("an indicator must be 1 (deprived), 0 or missing", where=where)
    return values


def _counted(df: pd.DataFrame, *, members: str | None, weight: str | None, unit: str) -> np.ndarray:
    counted = np.ones(len(df))
    for name in (weight, members if unit == "persons" else None):
        if name is not None:
            values = to_floats(df[name], where=name)
            require_no_negative(values, where=name)
            counted = counted * values
    return counted


def _score(
    deprived: np.ndarray, *, known: np.ndarray, scheme: Scheme
) -> tuple[np.ndarray, np.ndarray]:
    """Give each indicator's share of each row's weight, and who is poor, decided in integers."""
    total = sum(scheme.weights.values(), Fraction(0))
    parts = [Fraction(each) / total for each in scheme.weights.values()]
    whole = lcm(*(part.denominator for part in parts))
    weights = np.array([int(part * whole) for part in parts], dtype=np.int64)
    own = known @ weights
    score = (deprived * known).astype(np.int64) @ weights
    cutoff = Fraction(scheme.cutoff)
    is_poor = score * cutoff.denominator >= own * cutoff.numerator
    return known * weights / own[:, None], is_poor & (score > 0)


def _values(
    counts: _Counts, *, deprived: np.ndarray, shares: np.ndarray, is_poor: np.ndarray
) -> dict[tuple[str, int | None], np.ndarray]:
    score = (deprived * shares).sum(axis=1)
    adjusted = counts.mean(score * is_poor)
    poor = counts.total(is_poor.astype(np.float64))
    values: dict[tuple[str, int | None], np.ndarray] = {
        ("headcount", None): counts.mean(is_poor.astype(np.float64)),
        ("intensity", None): divide(counts.total(score * is_poor), poor),
        ("adjusted_headcount", None): adjusted,
    }
    for at in range(deprived.shape[1]):
        own = deprived[:, at]
        values["uncensored_headcount", at] = counts.mean(own)
        values["censored_headcount", at] = counts.mean(own * is_poor)
        part = counts.mean(own * shares[:, at] * is_poor)
        values["contribution", at] = divide(part, np.nan_to_num(adjusted))
    return values


def _tidy(
    keys: pd.DataFrame,
    *,
    names: Sequence[str],
    values: Mapping[tuple[str, int | None], np.ndarray],
    n: np.ndarray,
    n_missing: np.ndarray,
) -> pd.DataFrame:
    times = len(values)
    frame = keys.loc[keys.index.repeat(times)].reset_index(drop=True)
    frame["measure"] = pd.array([key for key, _ in values] * len(keys), dtype="str")
    named = ["" if at is None else names[at] for _, at in values]
    frame["indicator"] = pd.array(named * len(keys), dtype="str")
    frame["value"] = np.column_stack(list(values.values())).ravel()
    frame["n"] = np.repeat(n.astype(np.int64), times)
    frame["n_missing"] = np.repeat(n_missing.astype(np.int64), times)
    return frame
