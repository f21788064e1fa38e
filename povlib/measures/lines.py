"""Income lines: a number, a column, or a share of a quantile of the same incomes."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from povlib.errors import MeasureError
from povlib.measures.lorenz import quantile
from povlib.measures.ranked import rank_rows

__all__ = ["RelativeLine", "relative_lines", "require_line"]


@dataclass(frozen=True)
class RelativeLine:
    """A line that is a share of a quantile of income, as Europe's 60 % of the median.

    Attributes
    ----------
    share : float
        Of the quantile, above 0.
    quantile : float
        0.5 is the median.
    by : str or sequence of str
        Key columns: a line of its own for each group; () is one line for all rows, whatever the
        groups of the call.
    """

    share: float = 0.6
    quantile: float = 0.5
    by: str | Sequence[str] = ()


def relative_lines(
    line: RelativeLine,
    *,
    income: np.ndarray,
    counted: np.ndarray | float,
    codes: np.ndarray,
    size: int,
) -> np.ndarray:
    """Give every row its line.

    Parameters
    ----------
    line : RelativeLine
    income : ndarray of float64, one a row
    counted : ndarray of float64 or float
    codes : ndarray of int64
        Number of the group by `line.by`.
    size : int

    Raises
    ------
    MeasureError
        The share or the quantile is none, or a group's line is not above 0.

    Examples
    --------
    >>> relative_lines(RelativeLine(), income=np.array([10.0, 50, 90]), counted=1.0,
    ...                codes=np.zeros(3, int), size=1).tolist()
    [30.0, 30.0, 30.0]
    """
    if not (line.share > 0 and 0 < line.quantile < 1):
        raise MeasureError(
            "a relative line needs a share above 0 and a quantile between 0 and 1",
            got=line,
            where="line",
        )
    ranked = rank_rows(income, counted=counted, codes=codes, size=size)
    lines = line.share * quantile(ranked, share=line.quantile).value[codes]
    if not (lines > 0).all():
        raise MeasureError(
            "a relative line must be above 0",
            got=float(np.nanmin(lines)) if np.isfinite(lines).any() else None,
            where="line",
            todo="use a line in baht where the quantile is 0 or negative",
        )
    return lines


def require_line(line: np.ndarray | float) -> None:
    """Raise a MeasureError unless a line is a number above 0, or a column of them.

    Parameters
    ----------
    line : ndarray of float64 or number
        Missing lines (NaN) are allowed in a column.
    """
    is_number = isinstance(line, np.ndarray | float | int | np.number)
    if isinstance(line, bool) or not is_number:
        raise MeasureError("the line must be a number or a column", got=line, where="line")
    is_column = isinstance(line, np.ndarray)
    if np.any(line <= 0) or not (is_column or np.isfinite(line)):
        got = float(np.nanmin(line)) if is_column else line
        raise MeasureError("the line must be above 0", got=got, where="line")
