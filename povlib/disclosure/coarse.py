"""Numbers made coarse enough to be shown: one step is worth several households.

A share of few households is a count of them. So shares are rounded to the smallest step of 1, 2 or
5 parts of a power of ten that is worth at least the threshold: who reads one knows how many
households it is only to that many. A quantile is the income of one household: it is rounded too.
Zero is no rounded value: what is less than one step says so in words, be it none or a few.
"""

import numpy as np

__all__ = ["rounded_text", "rounded_to", "share_step"]

_MANTISSAS = (1, 2, 5)
_POWERS = range(-9, 1)


def share_step(households: np.ndarray, *, threshold: int) -> np.ndarray:
    """Give the step to which a share of some households is rounded; NaN where none is fine enough.

    Parameters
    ----------
    households : ndarray
        What the shares are of.
    threshold : int
        A step is worth at least so many households.

    Examples
    --------
    >>> share_step(np.array([5_000, 322, 4]), threshold=5).tolist()
    [0.001, 0.02, nan]
    """
    steps = np.array([float(f"{m}e{power}") for power in _POWERS for m in _MANTISSAS])
    # Compared as whole numbers, so that 5 of 5,000 is one thousandth and not a little less.
    worth = np.array([10.0**9 * threshold / s for s in np.rint(steps * 10**9)])
    found = np.searchsorted(-worth, -np.asarray(households, dtype=float), side="left")
    return np.append(np.where(steps <= 1, steps, np.nan), np.nan)[found]


def rounded_to(values: np.ndarray, *, step: np.ndarray | float) -> np.ndarray:
    """Round to whole steps; a half goes to the even one.

    Parameters
    ----------
    values : ndarray of float64
        NaN stays.
    step : ndarray or float
        Of each value, or of all; NaN gives NaN.

    Examples
    --------
    >>> rounded_to(np.array([0.1234, 0.1234]), step=np.array([0.02, 0.001])).tolist()
    [0.12, 0.123]
    >>> rounded_to(np.array([30_449.0]), step=100).tolist()
    [30400.0]
    """
    steps = np.asarray(step, dtype=float)
    # A step is m parts of a power of ten: whole steps times m, over that power, is the nearest
    # decimal number, where times the step itself would be a last digit off.
    parts = np.where(steps < 1, np.rint(1 / np.where(steps < 1, steps, 1.0)), 1.0)
    whole = np.rint(np.asarray(values, dtype=float) / steps)
    return np.where(steps < 1, whole / parts, whole * steps) + 0.0


def rounded_text(
    values: np.ndarray, *, step: np.ndarray | float, most: float = np.inf
) -> np.ndarray:
    """Round to whole steps, as texts; what is within a step of an end is told in words alone.

    Parameters
    ----------
    values : ndarray of float64
        Not negative; NaN gives None.
    step : ndarray or float
        Of each value, or of all; NaN gives None.
    most : float
        The largest value there can be, such as 1 of a share.

    Returns
    -------
    ndarray of object
        A number as a spreadsheet reads it, or words. None, one and a few households give the same
        words; nearest rounding alone would tell a few apart to half a step.

    Examples
    --------
    >>> rounded_text(np.array([0.0, 0.09, 0.12, 0.95]), step=0.1, most=1).tolist()
    ['น้อยกว่า 0.1', 'น้อยกว่า 0.1', '0.1', 'มากกว่า 0.9']
    """
    values = np.asarray(values, dtype=float)
    steps = np.broadcast_to(np.asarray(step, dtype=float), values.shape)
    found = _said(rounded_to(values, step=steps))
    is_most, is_least = values > most - steps, values < steps
    found[is_most] = _said(rounded_to(most - steps, step=steps)[is_most], words="มากกว่า ")
    found[is_least] = _said(steps[is_least], words="น้อยกว่า ")
    found[np.isnan(values) | np.isnan(steps)] = None
    return found


def _said(numbers: np.ndarray, *, words: str = "") -> np.ndarray:
    """Give numbers as texts, equal ones as one object: of many areas few are different."""
    each, place = np.unique(numbers, return_inverse=True)
    return np.array([f"{words}{number!r}" for number in each.tolist()], dtype=object)[place]
