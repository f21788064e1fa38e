"""From a caller's frame to a case: columns checked, incomplete rows left out and counted."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from povlib.errors import MeasureError
from povlib.measures.case import Case, make_case
from povlib.measures.columns import (
    require_columns,
    require_free_names,
    require_no_negative,
    require_unit,
    require_yes_no,
    to_floats,
)
from povlib.measures.groups import Groups, group_rows
from povlib.measures.lines import LineGroups, RelativeLine, require_line
from povlib.measures.lorenz import GINI_RULES, QUANTILE_RULES
from povlib.measures.sums import Rows

__all__ = ["Question", "read_question"]

_RESULT_COLUMNS = ("measure", "value", "se", "low", "high", "n", "n_missing", "reason")


@dataclass(frozen=True, eq=False)
class Question:
    """What a caller asked about.

    Attributes
    ----------
    case : Case
        The complete rows.
    groups : Groups
        Of all rows.
    kept : ndarray of int64
        Where the complete rows stand in the frame.
    n, n_missing : ndarray of int64, one a group
        Rows used and left out.
    """

    case: Case
    groups: Groups
    kept: np.ndarray
    n: np.ndarray
    n_missing: np.ndarray


def read_question(
    df: pd.DataFrame,
    *,
    income: str,
    line: float | str | RelativeLine,
    members: str | None,
    weight: str | None,
    unit: str,
    by: str | Sequence[str] | None,
    strict: bool,
    missing: str,
    quantile_rule: str,
    gini_rule: str = "laeken",
    also: Sequence[str] = (),
) -> Question:
    """Read the columns that a call names.

    Parameters
    ----------
    df : DataFrame
    income, line, members, weight, unit, by, strict, missing, quantile_rule, gini_rule
        As in `povlib.measures.poverty`.
    also : sequence of str
        Columns of the result besides those of `povlib.measures.poverty`.

    Raises
    ------
    MeasureError
        As `povlib.measures.poverty` says.

    Examples
    --------
    >>> homes = pd.DataFrame({"baht": [15_000, None], "members": [4, 2]})
    >>> asked = read_question(homes, income="baht", line=30_000, members="members", weight=None,
    ...                       unit="persons", by=None, strict=True, missing="drop",
    ...                       quantile_rule="laeken")
    >>> asked.case.counted.tolist(), asked.n_missing.tolist()
    ([4.0], [1])
    """
    require_unit(unit)
    require_yes_no(strict, where="strict")
    _require_rule(quantile_rule, known=QUANTILE_RULES, where="quantile_rule")
    _require_rule(gini_rule, known=GINI_RULES, where="gini_rule")
    keys = [by] if isinstance(by, str) else list(by or ())
    numbers = {"income": income, "line": line, "members": members, "weight": weight}
    columns = {name: column for name, column in numbers.items() if isinstance(column, str)}
    require_columns(df, [*columns.values(), *keys])
    require_free_names(keys, taken=(*_RESULT_COLUMNS, *also))
    groups = group_rows(df, keys)
    rows, kept, n_missing = _complete_rows(df, columns, groups, line=line)
    if missing != "drop":
        _require_none_missing(missing, int(n_missing.sum()))
    lines = _line_groups(df, line, kept=kept) if isinstance(line, RelativeLine) else None
    how = {"strict": strict, "quantile_rule": quantile_rule, "gini_rule": gini_rule}
    case = make_case(rows, unit=unit, lines=lines, **how)
    n = np.bincount(rows.codes, minlength=groups.size)
    return Question(case, groups, kept, n, n_missing)


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
            "ต้องบอกว่าจะทำอย่างไรกับค่าว่าง",
            got=missing,
            where="missing",
            todo='ใช้ "drop" (ไม่นับ) หรือ "raise" (หยุด)',
        )
    if rows:
        raise MeasureError("ต้องไม่มีค่าว่าง", got=f"{rows} แถว", where="missing")


def _require_rule(rule: str, *, known: Sequence[str], where: str) -> None:
    if rule not in known:
        raise MeasureError(
            "ต้องเป็นกติกาที่มีให้เลือก", got=rule, where=where, todo=f"ใช้ {', '.join(known)}"
        )
