"""The one call for measures of poverty and income: a frame of households in, a tidy frame out."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from povlib.errors import MeasureError
from povlib.measures.columns import require_columns, require_no_negative, to_floats
from povlib.measures.groups import Groups, group_rows
from povlib.measures.rank import weighted_median
from povlib.measures.registry import Measure, require_measures
from povlib.measures.sums import Rows, finish, names_of_sums, sum_rows

__all__ = ["poverty", "require_unit", "tidy"]

_RESULT_COLUMNS = ("measure", "value", "n", "n_missing")


def poverty(
    df: pd.DataFrame,
    *,
    income: str,
    line: float | str,
    members: str | None,
    weight: str | None = None,
    unit: str,
    by: str | Sequence[str] | None = None,
    measures: str | Sequence[str],
    strict: bool = True,
    missing: str = "drop",
) -> pd.DataFrame:
    """Measures of poverty and income, for all rows or by group.

    Parameters
    ----------
    df : DataFrame
        One row a household (or, with ``members=None``, one row of whatever is counted).
    income : str
        Column of baht per person and year. Zero and negative incomes are incomes.
    line : float or str
        Baht per person and year, above 0; or the column that holds each row's line.
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
        Keys of `MEASURES`.
    strict : bool
        True: poor is strictly below the line, exactly on it passes. False: on it is poor.
    missing : {"drop", "raise"}
        "drop" leaves out a row whose income, line, members or weight is missing and counts it in
        ``n_missing``: missing is never poor and never 0. "raise" refuses it.

    Returns
    -------
    DataFrame
        The `by` columns, ``measure``, ``value`` (float64), ``n`` and ``n_missing`` (rows, int64);
        groups in the order of their keys, measures in the order asked. A group without complete
        rows has the value NaN, never 0. An empty frame gives one group, or none with `by`.

    Raises
    ------
    MeasureError
        Unknown measure (lists the nearest), missing column, unit not named, a line not above 0,
        negative members or weight, an infinite number, or a key named as a result column.

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
    keys = [by] if isinstance(by, str) else list(by or ())
    numbers = {"income": income, "line": line, "members": members, "weight": weight}
    columns = {name: column for name, column in numbers.items() if isinstance(column, str)}
    require_columns(df, [*columns.values(), *keys])
    _require_free_names(keys)
    groups = group_rows(df, keys)
    rows, n_missing = _complete_rows(df, columns, groups, line=line)
    if missing != "drop":
        _require_none_missing(missing, int(n_missing.sum()))
    n = np.bincount(rows.codes, minlength=groups.size)
    sums = sum_rows(rows, names=names_of_sums(chosen), unit=unit, strict=strict)
    values = [
        finish(m, sums=sums, n=n) if m.numerator else _by_rank(m, rows, unit=unit) for m in chosen
    ]
    return tidy(groups.keys, measures=chosen, values=values, n=n, n_missing=n_missing)


def require_unit(unit: str) -> None:
    """Raise a MeasureError unless the unit is named.

    Parameters
    ----------
    unit : {"persons", "households"}
    """
    if unit not in ("persons", "households"):
        raise MeasureError(
            "say what is counted",
            got=unit,
            where="unit",
            todo='use unit="persons" or unit="households"',
        )


def tidy(
    keys: pd.DataFrame,
    *,
    measures: Sequence[Measure],
    values: Sequence[np.ndarray],
    n: np.ndarray,
    n_missing: np.ndarray,
) -> pd.DataFrame:
    """Lay out values as one row a group and measure.

    Parameters
    ----------
    keys : DataFrame
        One row a group.
    measures : sequence of Measure
    values : sequence of ndarray
        One array a measure, one value a group.
    n, n_missing : ndarray of int
        Rows used and rows left out of each group.

    Returns
    -------
    DataFrame
        As `poverty` gives it.
    """
    times = len(measures)
    frame = keys.loc[keys.index.repeat(times)].reset_index(drop=True)
    names = pd.array([m.key for m in measures], dtype="str")
    frame["measure"] = names.take(np.tile(np.arange(times), len(keys)))
    frame["value"] = np.column_stack(values).ravel()
    frame["n"] = np.repeat(n.astype(np.int64), times)
    frame["n_missing"] = np.repeat(n_missing.astype(np.int64), times)
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
    df: pd.DataFrame, columns: dict[str, str], groups: Groups, *, line: float | str
) -> tuple[Rows, np.ndarray]:
    """Give the rows in which nothing is missing, and the number of others in each group."""
    values = {name: to_floats(df[column], where=column) for name, column in columns.items()}
    for name in ("members", "weight"):
        if name in values:
            require_no_negative(values[name], where=columns[name])
    _require_above_zero(values.get("line", line))
    codes = groups.codes
    is_missing = np.zeros(len(df), dtype=bool)
    for column in values.values():
        is_missing |= np.isnan(column)
    n_missing = np.bincount(codes[is_missing], minlength=groups.size)
    if n_missing.any():
        kept = np.flatnonzero(~is_missing)
        codes = codes[kept]
        values = {name: column[kept] for name, column in values.items()}
    if "line" not in values:
        values["line"] = float(line)
    ones = {"members": 1.0, "weight": 1.0}
    return Rows(codes=codes, size=groups.size, **(ones | values)), n_missing


def _require_above_zero(line: np.ndarray | float) -> None:
    is_number = isinstance(line, np.ndarray | float | int | np.number)
    if isinstance(line, bool) or not is_number:
        raise MeasureError("the line must be a number or a column", got=line, where="line")
    is_column = isinstance(line, np.ndarray)
    if np.any(line <= 0) or not (is_column or np.isfinite(line)):
        got = float(np.nanmin(line)) if is_column else line
        raise MeasureError("the line must be above 0", got=got, where="line")


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


def _by_rank(measure: Measure, rows: Rows, *, unit: str) -> np.ndarray:
    kernels = {"median": weighted_median}
    return kernels[measure.key](
        rows.income, counted=rows.counted_in(unit), codes=rows.codes, size=rows.size
    )
