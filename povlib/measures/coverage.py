"""What a census shows in place of an interval: how many of the households that exist were used."""

import numpy as np
import pandas as pd

from povlib.errors import MeasureError
from povlib.measures.columns import require_columns, to_floats
from povlib.measures.design import Census
from povlib.measures.groups import Groups, group_rows

__all__ = ["coverage", "with_coverage"]


def with_coverage(
    frame: pd.DataFrame,
    *,
    design: object,
    df: pd.DataFrame,
    groups: Groups,
    n: np.ndarray,
    n_missing: np.ndarray,
) -> pd.DataFrame:
    """Give the result of a census its column ``coverage``; any other result as it is.

    Parameters
    ----------
    frame : DataFrame
        As many rows for each group, group after group.
    design : Census or other
    df, groups, n, n_missing
        As in `coverage`.
    """
    if not isinstance(design, Census):
        return frame
    covered = coverage(df, design, groups=groups, n=n, n_missing=n_missing)
    times = len(frame) // max(len(covered), 1)
    return frame.assign(coverage=np.repeat(covered, times))


def coverage(
    df: pd.DataFrame, census: Census, *, groups: Groups, n: np.ndarray, n_missing: np.ndarray
) -> np.ndarray:
    """Give the rows used as a share of the households known to exist.

    Parameters
    ----------
    df : DataFrame
        One row a household.
    census : Census
    groups : Groups
        Of all rows.
    n, n_missing : ndarray of int, one a group
        Rows used and left out.

    Returns
    -------
    ndarray of float64, one a group
        NaN where no number is known or nobody exists. More than 1 says that the other source
        knows fewer households than have answered.

    Raises
    ------
    MeasureError
        One of `area` and `households` is named without the other, a column is missing, or the
        rows of an area disagree on how many households exist.

    Notes
    -----
    An area counts in every group in which it has a row: the number is right for groups made of
    whole areas. An area without a row is not seen: give it one with a missing income.

    Examples
    --------
    >>> homes = pd.DataFrame({"village": [1, 1, 2], "exist": [4, 4, 1]})
    >>> known = Census(area="village", households="exist")
    >>> coverage(homes, known, groups=group_rows(homes, []), n=np.array([2]),
    ...          n_missing=np.array([1])).tolist()
    [0.4]
    """
    named = [name for name in (census.area, census.households) if name is not None]
    if len(named) == 1:
        raise MeasureError(
            "สำมะโนต้องบอกทั้งพื้นที่และจำนวนครัวเรือนที่มีจริง หรือไม่บอกทั้งคู่",
            got=named[0],
            where="design",
        )
    exist = (n + n_missing).astype(np.float64)
    if named:
        exist = _households(df, census, groups=groups)
    return np.divide(n, exist, out=np.full(len(exist), np.nan), where=exist > 0)


def _households(df: pd.DataFrame, census: Census, *, groups: Groups) -> np.ndarray:
    require_columns(df, [census.area, census.households])
    areas = group_rows(df, [census.area])
    known = to_floats(df[census.households], where=census.households)
    of_area = np.full(areas.size, np.nan)
    of_area[areas.codes] = known
    if (known != of_area[areas.codes])[~np.isnan(known)].any():
        raise MeasureError(
            "ทุกแถวของพื้นที่เดียวกันต้องบอกจำนวนครัวเรือนเท่ากัน",
            where=census.households,
        )
    cells = np.unique(groups.codes * areas.size + areas.codes)
    return np.bincount(
        cells // areas.size, weights=of_area[cells % areas.size], minlength=groups.size
    )
