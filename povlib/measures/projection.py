"""Where a history leads, with the range that its own scatter allows."""

from dataclasses import dataclass

import numpy as np

from povlib.errors import MeasureError
from povlib.measures.intervals import t_quantile
from povlib.measures.scored import divide

__all__ = ["METHODS", "Projection", "project"]

METHODS = ("drift", "trend")

_LEAST_POINTS = 3


@dataclass(frozen=True, eq=False)
class Projection:
    """One value a group.

    Attributes
    ----------
    value, low, high : ndarray of float64
        NaN where there are too few points, or no time is left to look ahead.
    rate : ndarray of float64
        Change for each unit of time that the projection goes on with; NaN with fewer than two
        points.
    reason : ndarray of str
        "few_points", "no_time_left", or "" where there is a value.
    """

    value: np.ndarray
    low: np.ndarray
    high: np.ndarray
    rate: np.ndarray
    reason: np.ndarray


def project(
    times: np.ndarray,
    *,
    values: np.ndarray,
    codes: np.ndarray,
    size: int,
    at: float,
    method: str = "drift",
    level: float = 0.95,
    bounds: tuple[float, float] | None = None,
) -> Projection:
    """Carry a history on to a later time.

    Parameters
    ----------
    times, values : ndarray of float64, one a point
        In order of group and time, no time twice in a group, none missing.
    codes : ndarray of int64, one a point
        Number of the group, 0 .. size - 1.
    size : int
    at : float
        The time to look ahead to.
    method : {"drift", "trend"}
        "drift": from the last value on with the mean pace so far; what happened stays, so the range
        grows with time (counts that add up, rates of a census). "trend": the least-squares line;
        each point scatters around it on its own (rates of a sample).
    level : float
        Of the prediction interval, between 0 and 1.
    bounds : tuple of float, optional
        Least and largest value there can be: value and range are cut there.

    Returns
    -------
    Projection

    Raises
    ------
    MeasureError
        An unknown method, a level outside 0-1, bounds the wrong way round.

    Notes
    -----
    Drift: steps d over times e have d ~ N(m e, s2 e); m = (last - first) / E with E = sum(e), s2 =
    sum((d - m e)^2 / e) / (k - 1) for k steps; h ahead the value is last + m h and its variance s2
    (h + h^2 / E), t with k - 1 degrees of freedom (Hyndman, Athanasopoulos 2021, Forecasting, 3rd
    ed., 5.2 and 5.5, for equal steps). Trend: s2 (1 + 1/n + (at - mean)^2 / Sxx), t with n - 2.
    Neither knows of what has not happened yet: the range is of scatter, not of policy.

    Examples
    --------
    Steps of -2, -1, -3 have the pace -2 and s2 = (0 + 1 + 1) / 2; two years on from 14 the
    variance is 2 + 4/3, t(2) at 95 % 4.3027.

    >>> got = project(np.arange(4.0), values=np.array([20.0, 18, 17, 14]),
    ...               codes=np.zeros(4, dtype=int), size=1, at=5)
    >>> [round(float(part[0]), 3) for part in (got.value, got.low, got.high)]
    [10.0, 2.144, 17.856]
    """
    if method not in METHODS or not 0 < level < 1:
        raise MeasureError(
            "การคาดการณ์ต้องใช้วิธีที่มีให้เลือก และระดับความเชื่อมั่นระหว่าง 0 กับ 1",
            got=(method, level),
            where="method",
            todo=f"ใช้ {', '.join(METHODS)}",
        )
    if bounds is not None and not bounds[0] < bounds[1]:
        raise MeasureError("ขอบเขตต้องเรียงจากน้อยไปมาก", got=bounds, where="bounds")
    n = np.bincount(codes, minlength=size)
    way = _drift if method == "drift" else _trend
    rate, value, error, last = way(times, values, codes=codes, n=n, at=at)
    freedom = n - 2
    t = np.array([t_quantile(0.5 + level / 2, freedom=int(each)) for each in np.unique(freedom)])
    half = error * t[np.searchsorted(np.unique(freedom), freedom)] if size else error
    reason = np.where(n < _LEAST_POINTS, "few_points", np.where(last >= at, "no_time_left", ""))
    parts = [np.where(reason == "", each, np.nan) for each in (value, value - half, value + half)]
    if bounds is not None:
        parts = [np.clip(each, *bounds) for each in parts]
    return Projection(*parts, rate, reason)


def _drift(
    times: np.ndarray, values: np.ndarray, *, codes: np.ndarray, n: np.ndarray, at: float
) -> tuple[np.ndarray, ...]:
    size = len(n)
    inside = codes[1:] == codes[:-1]
    step, gone, home = np.diff(values)[inside], np.diff(times)[inside], codes[1:][inside]
    whole = np.bincount(home, weights=gone, minlength=size)
    rate = divide(np.bincount(home, weights=step, minlength=size), whole)
    apart = (step - rate[home] * gone) ** 2 / gone
    spread = divide(np.bincount(home, weights=apart, minlength=size), np.maximum(n - 2, 0))
    last = np.full((2, size), np.nan)
    last[:, codes] = times, values  # in order: the latest point of a group stays
    ahead = np.maximum(at - last[0], 0.0)  # behind the last point nothing is projected
    error = np.sqrt(spread * (ahead + divide(ahead**2, whole)))
    return rate, last[1] + rate * ahead, error, last[0]


def _trend(
    times: np.ndarray, values: np.ndarray, *, codes: np.ndarray, n: np.ndarray, at: float
) -> tuple[np.ndarray, ...]:
    size = len(n)

    def total(weights: np.ndarray) -> np.ndarray:
        return np.bincount(codes, weights=weights, minlength=size)

    mean_time, mean = divide(total(times), n), divide(total(values), n)
    off, up = times - mean_time[codes], values - mean[codes]
    across = total(off**2)
    rate = divide(total(off * up), across)
    rest = total((up - rate[codes] * off) ** 2)
    spread = divide(rest, np.maximum(n - 2, 0))
    error = np.sqrt(spread * (1 + divide(1.0, n) + divide((at - mean_time) ** 2, across)))
    last = np.full(size, np.nan)
    last[codes] = times
    return rate, mean + rate * (at - mean_time), error, last
