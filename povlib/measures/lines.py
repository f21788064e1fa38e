"""Income lines: a number, a column, or a share of a quantile or the mean of the same incomes."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from povlib.errors import MeasureError
from povlib.measures.lorenz import quantile
from povlib.measures.ranked import Ranked, rank_rows
from povlib.measures.scored import Scored, divide

__all__ = ["LineGroups", "RelativeLine", "estimate_lines", "mean_line", "require_line"]


@dataclass(frozen=True)
class RelativeLine:
    """A line that is a share of a quantile of income, as of the median in Europe, or of the mean.

    It is estimated from the same rows, so its own sampling error is part of that of every measure
    read against it.

    Attributes
    ----------
    share : float
        Of the quantile, above 0.
    quantile : float
        0.5 is the median. Not looked at where the line is a share of the mean.
    by : str or sequence of str
        Key columns: a line of its own for each group; () is one line for all rows, whatever the
        groups of the call.
    of : {"quantile", "mean"}
        What it is a share of.
    """

    share: float = 0.6
    quantile: float = 0.5
    by: str | Sequence[str] = ()
    of: str = "quantile"


@dataclass(frozen=True, eq=False)
class LineGroups:
    """Which of the relative lines each row has.

    Attributes
    ----------
    line : RelativeLine
    codes : ndarray of int64, one a row
        Number of the group by `RelativeLine.by`.
    size : int
    """

    line: RelativeLine
    codes: np.ndarray
    size: int


def estimate_lines(
    groups: LineGroups,
    *,
    income: np.ndarray,
    counted: np.ndarray | float,
    weight: np.ndarray | float,
    rule: str,
) -> Scored:
    """Give the relative line of each group, with each row's score in it.

    Parameters
    ----------
    groups : LineGroups
    income : ndarray of float64, one a row
    counted, weight : ndarray of float64 or float
        What a row counts for, and how many households it stands for: a group of weight 0, as a
        replicate may hold, needs no line and gets 1 baht.
    rule : {"laeken", "mean", "lower"}
        Of the quantile, as in `povlib.measures.lorenz.quantile`.

    Raises
    ------
    MeasureError
        The share or the quantile is none, `of` is unknown, or a group's line is not above 0.

    Notes
    -----
    Deville (1999), Survey Methodology 25(2); Osier (2009), Survey Research Methods 3(3): Europe's
    at-risk-of-poverty threshold.

    Examples
    --------
    >>> all_rows = LineGroups(RelativeLine(), np.zeros(3, int), 1)
    >>> estimate_lines(all_rows, income=np.array([10.0, 50, 90]), counted=1.0,
    ...                weight=1.0, rule="laeken").value.tolist()
    [30.0]
    """
    line = groups.line
    _require_shares(line)
    ranked = rank_rows(income, counted=counted, codes=groups.codes, size=groups.size)
    of_mean = line.of == "mean"
    of_all = _mean(ranked) if of_mean else quantile(ranked, share=line.quantile, rule=rule)
    is_used = np.bincount(groups.codes, weights=weight + 0 * income, minlength=groups.size) > 0
    value = np.where(is_used, line.share * of_all.value, 1.0)
    used = value[groups.codes]
    if not (used > 0).all():
        raise MeasureError(
            "เส้นสัมพัทธ์ต้องมากกว่า 0",
            got=float(np.nanmin(used)) if np.isfinite(used).any() else None,
            where="line",
            todo="ใช้เส้นเป็นบาท เมื่อควอนไทล์หรือค่าเฉลี่ยเป็น 0 หรือติดลบ",
        )
    rows = len(income)
    return Scored(value, lambda: line.share * ranked.spread(of_all.scores(), rows=rows))


def mean_line(ranked: Ranked, *, line: np.ndarray) -> Scored:
    """Give the mean line of those counted: the line itself, to the last bit, where there is one.

    Parameters
    ----------
    ranked : Ranked
    line : ndarray of float64, one a ranked row
        Baht per person and year.

    Examples
    --------
    >>> three = rank_rows(np.array([1.0, 2, 3]), counted=0.1, codes=np.zeros(3, int), size=1)
    >>> mean_line(three, line=np.full(3, 30_000.7)).value.item()
    30000.7
    """
    codes, least = ranked.codes, np.full(ranked.size, np.inf)
    np.minimum.at(least, codes, line)
    above = divide(ranked.total(ranked.counted * (line - least[codes])), ranked.weight)
    per_weight = divide(ranked.counted, ranked.weight[codes])
    return Scored(
        least + above,
        lambda: per_weight * (line - least[codes] - above[codes]),
        lambda: per_weight,
    )


def require_line(line: np.ndarray | float) -> None:
    """Raise a MeasureError unless a line is a number above 0, or a column of them.

    Parameters
    ----------
    line : ndarray of float64 or number
        Missing lines (NaN) are allowed in a column.
    """
    is_number = isinstance(line, np.ndarray | float | int | np.number)
    if isinstance(line, bool) or not is_number:
        raise MeasureError("เส้นต้องเป็นตัวเลขหรือชื่อคอลัมน์", got=line, where="line")
    is_column = isinstance(line, np.ndarray)
    if np.any(line <= 0) or not (is_column or np.isfinite(line)):
        got = float(np.nanmin(line)) if is_column else line
        raise MeasureError("เส้นต้องมากกว่า 0", got=got, where="line")


def _require_shares(line: RelativeLine) -> None:
    if not (line.share > 0 and 0 < line.quantile < 1) or line.of not in ("quantile", "mean"):
        raise MeasureError(
            "เส้นสัมพัทธ์ต้องมีสัดส่วนมากกว่า 0 ของค่าเฉลี่ย หรือของควอนไทล์ระหว่าง 0 กับ 1",
            got=line,
            where="line",
            todo='ใช้ of="quantile" หรือ of="mean"',
        )


def _mean(ranked: Ranked) -> Scored:
    value = divide(ranked.income_total, ranked.weight)
    codes = ranked.codes
    return Scored(
        value, lambda: ranked.counted * divide(ranked.income - value[codes], ranked.weight[codes])
    )
