"""A weighted regression whose errors are clustered by place, with few-cluster corrections."""

from dataclasses import dataclass

import numpy as np

from povlib.errors import MeasureError

__all__ = [
    "FREEDOMS",
    "VARIANCES",
    "Fit",
    "clustered_fit",
    "degrees_of_freedom",
    "require_options",
]

VARIANCES = ("sss", "HC0", "HC1", "HC2", "HC3", "HC4")
FREEDOMS = ("fewer_side", "clusters")

_NOTHING = 1e-10


@dataclass(frozen=True, eq=False)
class Fit:
    """Slopes and their covariance (NaN where there are too few rows or clusters for it)."""

    slopes: np.ndarray
    covariance: np.ndarray


def require_options(*, variance: str, freedom: str, level: float) -> None:
    """Raise a MeasureError unless the options are known.

    Parameters
    ----------
    variance : str
        One of `VARIANCES`.
    freedom : str
        One of `FREEDOMS`.
    level : float
        Between 0 and 1.
    """
    for got, known, where in ((variance, VARIANCES, "variance"), (freedom, FREEDOMS, "freedom")):
        if got not in known:
            raise MeasureError(
                "ตัวเลือกต้องเป็นค่าที่มีให้เลือก", got=got, where=where, todo=f"ใช้ {', '.join(known)}"
            )
    if not 0 < level < 1:
        raise MeasureError("ระดับความเชื่อมั่นต้องอยู่ระหว่าง 0 กับ 1", got=level, where="level")


def clustered_fit(
    y: np.ndarray, x: np.ndarray, *, weight: np.ndarray, clusters: np.ndarray, variance: str
) -> Fit:
    """Regress y on x by weighted least squares; the covariance is a sandwich of cluster scores.

    Parameters
    ----------
    y : ndarray of float64, shape (n,)
    x : ndarray of float64, shape (n, k)
        Of full rank; a constant is a column of its own.
    weight : ndarray of float64, shape (n,)
        Above 0.
    clusters : ndarray of int64, shape (n,)
        0 .. G - 1.
    variance : str
        With u the residuals: "HC0" u; "HC1" u sqrt(n / (n - k)); "sss" u sqrt(G / (G - 1) *
        (n - 1) / (n - k)); "HC2" u / sqrt(1 - h) with the leverage h; "HC3" u / (1 - h); "HC4"
        u / (1 - h)^(d / 2) with d = min(4, n h / k). Names and formulas of R's plm, `vcovHC` with
        method "arellano".

    Returns
    -------
    Fit

    Raises
    ------
    MeasureError
        A column of x is made up of the others: no slope of its own can be told.

    Examples
    --------
    A mean of 1, 3, 5, 7 in two clusters: their scores are -4 and 4, V = 32 / 16.

    >>> ones = np.ones(4)
    >>> fit = clustered_fit(np.array([1.0, 3, 5, 7]), ones[:, None], weight=ones,
    ...                     clusters=np.array([0, 0, 1, 1]), variance="HC0")
    >>> round(float(fit.slopes[0]), 9), round(float(fit.covariance[0, 0]), 9)
    (4.0, 2.0)
    """
    if not len(y):
        return Fit(np.full(x.shape[1], np.nan), np.full((x.shape[1], x.shape[1]), np.nan))
    if np.linalg.matrix_rank(np.sqrt(weight)[:, None] * x) < x.shape[1]:
        raise MeasureError(
            "ตัวแปรควบคุมต้องให้ข้อมูลของตนเอง ไม่เป็นผลรวมของตัวอื่น ของฝ่าย หรือของช่วงเวลา",
            where="controls",
        )
    # Imported here: statsmodels takes 0.8 s and 70 MB, and nothing else needs it.
    from statsmodels.regression.linear_model import WLS
    from statsmodels.stats.sandwich_covariance import S_crosssection

    fitted = WLS(y, x, weights=weight).fit()
    bread = fitted.normalized_cov_params
    own = np.sqrt(weight)[:, None] * x
    leverage = np.einsum("ij,jk,ik->i", own, bread, own)
    scale = _scale(variance, leverage, n=len(y), slopes=x.shape[1], groups=int(clusters.max()) + 1)
    scores = own * (np.sqrt(weight) * fitted.resid * scale)[:, None]
    meat = np.atleast_2d(S_crosssection(scores, clusters))
    return Fit(fitted.params, bread @ meat @ bread)


def degrees_of_freedom(clusters: np.ndarray, is_treated: np.ndarray, *, freedom: str) -> int:
    """Give the degrees of freedom of t; below 1 there is no error to tell.

    Parameters
    ----------
    clusters : ndarray of int64, one a row
    is_treated : ndarray of bool, one a row
    freedom : {"fewer_side", "clusters"}
        Clusters of the side with fewer, less 1; or all clusters less 1. Where one side has no row
        all clusters count.

    Examples
    --------
    >>> degrees_of_freedom(np.array([0, 1, 2, 3, 4]), np.arange(5) < 2, freedom="fewer_side")
    1
    """
    sides = [len(np.unique(clusters[side])) for side in (is_treated, ~is_treated)]
    if freedom == "clusters" or not min(sides):
        return len(np.unique(clusters)) - 1
    return min(sides) - 1


def _scale(
    variance: str, leverage: np.ndarray, *, n: int, slopes: int, groups: int
) -> np.ndarray | float:
    """Give what residuals are multiplied by; NaN where nothing is left to estimate from."""
    if variance == "HC0":
        return 1.0
    if variance in ("HC1", "sss"):
        if n <= slopes or groups < 2:
            return np.nan
        small = n if variance == "HC1" else groups / (groups - 1) * (n - 1)
        return float(np.sqrt(small / (n - slopes)))
    power = {"HC2": 0.5, "HC3": 1.0}.get(variance)
    if power is None:
        power = np.minimum(4, n * leverage / round(float(leverage.sum()))) / 2
    left = 1 - leverage
    is_free = left > _NOTHING
    scale = np.full(n, np.nan)
    np.power(left, power, out=scale, where=is_free)
    return 1 / scale
