"""Measures that need the rows in order of income: one sort, then plain arrays."""

import numpy as np

__all__ = ["weighted_median"]

_TIE = 1e-9  # of a group's weight: far under one person in a nation, far over rounding


def weighted_median(
    income: np.ndarray, *, counted: np.ndarray | float, codes: np.ndarray, size: int
) -> np.ndarray:
    """Give the median income of each group, every row counted `counted` times.

    Parameters
    ----------
    income : ndarray of float64, shape (n,), baht per person and year
        Without NaN.
    counted : ndarray of float64, shape (n,), or float
        Not negative; a row of 0 has no say.
    codes : ndarray of int64, shape (n,)
        Number of the group.
    size : int
        Number of groups.

    Returns
    -------
    ndarray of float64, shape (size,)
        NaN for a group without rows or without weight.

    Notes
    -----
    The first income at which the running sum of weights passes half of all weights; where the sum
    is exactly half, the mean of that income and the next (Eurostat's rule, as R's laeken).
    So equal weights give the usual median, and copying the population changes nothing.

    Examples
    --------
    Incomes 10, 20, 30 with 1, 1, 2 members: exactly half of four is reached at 20: (20 + 30) / 2.

    >>> one = np.zeros(3, dtype=np.int64)
    >>> y = np.array([30.0, 10.0, 20.0])
    >>> weighted_median(y, counted=np.array([2.0, 1, 1]), codes=one, size=1).tolist()
    [25.0]
    """
    weight = np.broadcast_to(np.asarray(counted, dtype=np.float64), income.shape)
    has_say = np.flatnonzero(weight > 0)
    order = has_say[np.lexsort((income[has_say], codes[has_say]))]
    ranked, running = income[order], np.cumsum(weight[order])
    last = np.cumsum(np.bincount(codes[order], minlength=size))
    ends = np.concatenate(([0.0], running))[last]
    starts = np.concatenate(([0.0], ends[:-1]))
    total = ends - starts
    answered = np.flatnonzero(np.diff(last, prepend=0) > 0)
    first = np.searchsorted(running, (starts + total * (0.5 - _TIE))[answered])
    is_half = running[first] <= (starts + total * (0.5 + _TIE))[answered]
    second = np.where(is_half, first + 1, first)
    median = np.full(size, np.nan)
    median[answered] = (ranked[first] + ranked[second]) / 2
    return median
