"""Sorts rows by several keys at once, several times quicker than `numpy.lexsort`.

Each key becomes a whole number, all of them together one number a row, and plain numbers are what
numpy sorts quickest. The row's own place is the last key, so that no two rows are alike and the
order is one and the same on every machine.
"""

import numpy as np

__all__ = ["sorted_places"]

_MOST = 2**63


def sorted_places(
    codes: np.ndarray, *, size: int, income: np.ndarray, weight: np.ndarray
) -> np.ndarray:
    """Give the places of rows in order of group, then income, then weight, then place.

    Parameters
    ----------
    codes : ndarray of int64, shape (n,)
        From 0, below `size`.
    size : int
    income, weight : ndarray of float64, shape (n,)
        Without NaN.

    Returns
    -------
    ndarray of int64, shape (n,)
        The same as ``numpy.lexsort((weight, income, codes))``.

    Examples
    --------
    >>> codes, income = np.array([1, 0, 0]), np.array([5.0, 9.0, 7.0])
    >>> sorted_places(codes, size=2, income=income, weight=np.ones(3)).tolist()
    [2, 1, 0]
    """
    rows = len(codes)
    if not rows:
        return np.zeros(0, np.int64)
    key, count = codes.astype(np.int64), size
    for ranks, more in (_ranks(income), _ranks(weight), (np.arange(rows), rows)):
        key, count = _joined(key, count, ranks, more)
    key.sort()
    key %= rows
    return key


def _ranks(values: np.ndarray) -> tuple[np.ndarray, int]:
    """Give the number of each value among the different ones, from 0, and how many there are."""
    if (values == values[0]).all():
        return np.zeros(len(values), np.int64), 1
    order = np.argsort(values)
    ordered = values[order]
    ranks = np.empty(len(values), np.int64)
    ranks[order] = np.cumsum(np.concatenate([[False], ordered[1:] != ordered[:-1]]))
    return ranks, int(ranks[order[-1]]) + 1


def _joined(key: np.ndarray, count: int, ranks: np.ndarray, more: int) -> tuple[np.ndarray, int]:
    """Put a further key behind; numbers that grew too large are counted anew first."""
    if count * more >= _MOST:
        key, count = _ranks(key)
    return key * more + ranks, count * more
