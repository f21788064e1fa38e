"""A measure's value in every group and each row's share in its sampling error."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

__all__ = ["Scored", "divide"]


@dataclass(frozen=True, eq=False)
class Scored:
    """What a kernel gives.

    Attributes
    ----------
    value : ndarray of float64, one a group
        NaN where the measure is not defined.
    scores : callable
        Gives an ndarray of float64, one a ranked row: what the row counts for times its influence
        on its group's value (Deville 1999). Their sum over any set of sampling units is what those
        units add to the estimate, so a design's variance of a total is the measure's variance.
    by_line : callable or None
        Gives an ndarray of float64, one a ranked row: what the group's value gains through this
        row when its line rises by one baht. They add up to the derivative by the line. None: the
        value does not look at the line.
    everyone : ndarray of float64, one a group, or None
        Times this, the scores (and `by_line`) of all rows count in the group's value too, besides
        those of its own rows: a share of the whole moves with the whole. None is 0.
    """

    value: np.ndarray
    scores: Callable[[], np.ndarray]
    by_line: Callable[[], np.ndarray] | None = None
    everyone: np.ndarray | None = None


def divide(top: np.ndarray | float, below: np.ndarray) -> np.ndarray:
    """Divide where the denominator is above 0, NaN elsewhere.

    Parameters
    ----------
    top : ndarray or float
    below : ndarray of float64

    Examples
    --------
    >>> divide(1.0, np.array([4.0, 0.0])).tolist()
    [0.25, nan]
    """
    below = np.asarray(below, dtype=np.float64)
    return np.divide(top, below, out=np.full(below.shape, np.nan), where=below > 0)
