"""Confidence intervals: Wilson's for shares of heads, the normal one for the rest."""

import numpy as np

__all__ = ["normal_interval", "t_quantile", "wilson_interval"]

_Z_95 = 1.959963984540054


def normal_interval(value: np.ndarray, *, error: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give the 95 % interval value -/+ 1.96 standard errors.

    Parameters
    ----------
    value, error : ndarray of float64

    Examples
    --------
    >>> low, high = normal_interval(np.array([10.0]), error=np.array([1.0]))
    >>> round(float(low[0]), 3), round(float(high[0]), 3)
    (8.04, 11.96)
    """
    return value - _Z_95 * error, value + _Z_95 * error


def wilson_interval(
    share: np.ndarray, *, error: np.ndarray, n: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Give Wilson's 95 % interval of a share: inside 0 to 1, also where nobody or all are poor.

    Parameters
    ----------
    share, error : ndarray of float64
    n : ndarray of int
        Rows used: stands for the effective sample size where the error is 0 (all or none are
        poor): the sample then says nothing about its design effect, which is taken as 1.

    Notes
    -----
    Wilson (1927), JASA 22(158), with the effective sample size p (1 - p) / error^2 of a design
    (Korn, Graubard 1998, Survey Methodology 24(2)).

    Examples
    --------
    None of 50: 0 to 3.84 / (50 + 3.84).

    >>> low, high = wilson_interval(np.array([0.0]), error=np.array([0.0]), n=np.array([50]))
    >>> round(float(low[0]), 4), round(float(high[0]), 4)
    (0.0, 0.0713)
    """
    spread = share * (1 - share)
    has_error = (error > 0) & (spread > 0)
    size = np.divide(spread, error**2, out=np.array(n, dtype=np.float64), where=has_error)
    z2 = _Z_95**2
    centre = (share + z2 / (2 * size)) / (1 + z2 / size)
    half = _Z_95 / (1 + z2 / size) * np.sqrt(spread / size + z2 / (4 * size**2))
    # At 0 and at 1 the end is that itself, whatever rounding says.
    low = np.minimum(np.maximum(centre - half, 0.0), share)
    return low, np.maximum(np.minimum(centre + half, 1.0), share)


def t_quantile(share: float, *, freedom: int) -> float:
    """Give the quantile of Student's t; NaN without a degree of freedom.

    Parameters
    ----------
    share : float
        Between 0 and 1.
    freedom : int

    Examples
    --------
    >>> round(t_quantile(0.975, freedom=10), 4)
    2.2281
    """
    if freedom < 1:
        return float("nan")
    # Imported here: scipy's functions weigh more than all other measures together.
    from scipy.special import stdtrit

    return float(stdtrit(freedom, share))
