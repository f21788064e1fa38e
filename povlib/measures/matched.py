"""Two sides compared like with like: exact matching on strata, errors clustered by place.

`matched_difference` works on plain arrays. It says how far the used side's mean lies from the mean
of others in the same strata, and how sure that is. It is an association: who used a lesson was not
drawn by lot.
"""

from dataclasses import dataclass
from math import nan, sqrt

import numpy as np
import pandas as pd

from povlib.errors import MeasureError
from povlib.measures.intervals import t_quantile

__all__ = ["Matched", "matched_difference"]


@dataclass(frozen=True)
class Matched:
    """A matched difference, NaN where it cannot be told.

    Attributes
    ----------
    difference : float
        Mean of the used side less the weighted mean of the others, in units of the outcome.
    standard_error : float
        NaN where a side stands on fewer than two clusters.
    low, high : float
        Ends of the interval.
    rows_used, rows_other : int
        Rows on common support: they stand in strata that have both sides.
    clusters_used, clusters_other : int
        Clusters that these rows lie in.
    """

    difference: float
    standard_error: float
    low: float
    high: float
    rows_used: int
    rows_other: int
    clusters_used: int
    clusters_other: int


def matched_difference(
    outcome: np.ndarray,
    *,
    is_used: np.ndarray,
    stratum: np.ndarray,
    cluster: np.ndarray,
    block: np.ndarray | None = None,
    level: float = 0.95,
) -> Matched:
    """Difference between the used side and the others of the same strata, with its interval.

    Parameters
    ----------
    outcome : float array of shape (n,)
        One value a household; NaN is left out, never taken for 0.
    is_used : array of shape (n,) of True and False, or 1 and 0
    stratum : array of shape (n,)
        Only rows of one stratum are compared. A stratum with one side only is left out.
    cluster : array of shape (n,)
        Rows of one cluster (a district) may be alike for reasons of their own.
    block : array of shape (n,), optional
        A wider place (a province) that whole strata and clusters lie in. Clusters are compared with
        the mean of their own block, so what all clusters of a block share is no uncertainty.
    level : float
        Of the interval, between 0 and 1.

    Returns
    -------
    Matched
        Without a stratum that has both sides everything is NaN and counts are 0.

    Raises
    ------
    MeasureError
        Arrays of different lengths, a side that is not told by 1 and 0, a missing stratum or
        cluster, or a level outside 0-1.

    Notes
    -----
    With n1s and n0s rows of the two sides in stratum s, a used row weighs 1 and another n1s / n0s,
    so both sides have the used side's shares of strata (the effect on the treated, on common
    support).
    The difference d is the slope of a weighted regression of the outcome on `is_used`.

    Its variance adds up squares of cluster scores. The score of a cluster is the sum over its rows
    of +w r (used) or -w r (other), where r = y - a - d * used and a is the weighted mean of the
    others; V = c * sum(score^2) / n1^2 with n1 used rows, c = G/(G-1) * (N-1)/(N-2) for G clusters
    and N rows. Without blocks this is CR1, the sandwich of Liang and Zeger (Biometrika 73, 1986)
    with the factor of Cameron and Miller (Journal of Human Resources 50, 2015).
    With blocks a is the others' mean of the block; where the used side has more clusters in the
    block, r = y - b + d * (not used) with b the used side's mean. The side with more clusters gives
    the centre since a centre made of few clusters would hide how these differ (with one cluster on
    each side, plain fixed effects give half of the true variance: de Chaisemartin and
    Ramirez-Cuellar, AEJ Applied 16, 2024). For k and m equal clusters of one variance s2 the
    expected sum is that of the truth, k s2 + k^2 s2/m, plus (k/m)(1 - k/m) s2 for k <= m and
    (k/m - 1) s2 beyond: exact for k = m and never too small.
    The interval takes the t distribution with one degree of freedom less than the side with fewer
    clusters has: with eight used districts among many the usual G - 1 gives intervals that hold the
    truth in 90 % of trials only.

    Examples
    --------
    Stratum 1: used 1, 1, 0 and others 1, 0. Stratum 2: used 0 and others 0, 0. Stratum 3 has used
    rows only. The used mean is 2/4; others weigh 3/2 and 1/2, their mean is (3/2)/4 = 3/8.

    >>> found = matched_difference(
    ...     np.array([1, 1, 0, 1, 0, 0, 0, 0, 1.0]),
    ...     is_used=np.array([1, 1, 1, 0, 0, 1, 0, 0, 1], dtype=bool),
    ...     stratum=np.array([1, 1, 1, 1, 1, 2, 2, 2, 3]),
    ...     cluster=np.array([1, 1, 2, 3, 4, 2, 3, 4, 1]))
    >>> found.difference, found.rows_used, found.rows_other, found.clusters_used
    (0.125, 4, 4, 2)

    Residuals of the used are 1/2, 1/2, -1/2, -1/2, of the others 5/8, -3/8, -3/8, -3/8. Scores of
    the clusters: 1, -1, -(3/2 * 5/8 - 1/2 * 3/8) = -3/4 and 3/4; their squares add up to 3.125.
    c = 4/3 * 7/6, so V = 1.5556 * 3.125 / 16 = 0.3038.

    >>> round(found.standard_error ** 2, 4)
    0.3038
    """
    keys = [np.asarray(key) for key in (stratum, cluster, block) if key is not None]
    _require(outcome, is_used, *keys, level=level)
    # `~` below is a complement of True and False only.
    is_used = np.asarray(is_used).astype(bool)
    rows = _on_support(outcome, is_used, stratum)
    if not rows.any():
        return Matched(nan, nan, nan, nan, 0, 0, 0, 0)
    y, used = outcome[rows].astype(float), is_used[rows]
    weight = _weights(used, stratum[rows])
    places = _codes(cluster[rows])
    blocks = np.zeros(len(y), dtype=int) if block is None else _codes(block[rows])
    n1 = int(used.sum())
    difference = float((np.where(used, weight, -weight) * y).sum() / n1)
    count_used, count_other = (len(np.unique(places[side])) for side in (used, ~used))
    error = nan
    if min(count_used, count_other) > 1:
        residual = _residuals(y, used, weight, places, blocks, difference=difference)
        scores = np.bincount(places, weights=np.where(used, weight, -weight) * residual)
        groups, n = len(scores), len(y)
        factor = groups / (groups - 1) * (n - 1) / (n - 2)
        error = sqrt(factor * float((scores**2).sum())) / n1
    half = error * t_quantile(0.5 + level / 2, freedom=min(count_used, count_other) - 1)
    return Matched(
        difference=difference,
        standard_error=error,
        low=difference - half,
        high=difference + half,
        rows_used=n1,
        rows_other=len(y) - n1,
        clusters_used=count_used,
        clusters_other=count_other,
    )


def _require(outcome: np.ndarray, is_used: np.ndarray, *keys: np.ndarray, level: float) -> None:
    lengths = {len(array) for array in (outcome, is_used, *keys)}
    if len(lengths) != 1 or not 0 < level < 1:
        raise MeasureError(
            "ข้อมูลทุกชุดต้องยาวเท่ากัน และระดับความเชื่อมั่นอยู่ระหว่าง 0 กับ 1", got=(lengths, level)
        )
    if not np.isin(is_used, (0, 1)).all():
        raise MeasureError("ฝ่ายต้องเป็น True หรือ False หรือ 1 หรือ 0", where="is_used")
    if any(pd.isna(key).any() for key in keys):
        raise MeasureError("ชั้นและพื้นที่ของทุกแถวต้องทราบค่า", got="ว่าง")


def _on_support(outcome: np.ndarray, is_used: np.ndarray, stratum: np.ndarray) -> np.ndarray:
    """Tell which rows have an outcome and both sides in their stratum."""
    known = ~np.isnan(outcome.astype(float))
    strata = _codes(stratum)
    sides = [
        np.bincount(strata[known & side], minlength=strata.max(initial=-1) + 1) > 0
        for side in (is_used, ~is_used)
    ]
    return known & (sides[0] & sides[1])[strata] if len(strata) else known


def _weights(used: np.ndarray, stratum: np.ndarray) -> np.ndarray:
    strata = _codes(stratum)
    n1 = np.bincount(strata, weights=used)
    n0 = np.bincount(strata, weights=~used)
    return np.where(used, 1.0, (n1 / n0)[strata])


def _residuals(
    y: np.ndarray,
    used: np.ndarray,
    weight: np.ndarray,
    places: np.ndarray,
    blocks: np.ndarray,
    *,
    difference: float,
) -> np.ndarray:
    """Give what is left of each outcome after its block's centre and the difference."""
    means, clusters = [], []
    for side in (used, ~used):
        total = np.bincount(blocks[side], weights=(weight * y)[side], minlength=blocks.max() + 1)
        whole = np.bincount(blocks[side], weights=weight[side], minlength=blocks.max() + 1)
        means.append(total / whole)
        pairs = np.unique(np.stack([blocks[side], places[side]]), axis=1)
        clusters.append(np.bincount(pairs[0], minlength=blocks.max() + 1))
    by_used = clusters[0] > clusters[1]
    centre = np.where(by_used, means[0] - difference, means[1])[blocks]
    return y - centre - difference * used


def _codes(keys: np.ndarray) -> np.ndarray:
    return np.unique(keys, return_inverse=True)[1]
