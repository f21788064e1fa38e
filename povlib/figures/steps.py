"""Four steps of colour for a map: round limits that part what is there."""

from collections.abc import Sequence

__all__ = ["step_of", "steps_between"]

_WIDTHS = (0.1, 0.2, 0.5, 1, 1.5, 2, 2.5, 5, 10, 15, 20, 25)
_MANY = 20


def steps_between(values: Sequence[float]) -> tuple[float, ...]:
    """Give the three limits between four steps.

    Parameters
    ----------
    values : sequence of float
        Percentages as shown.

    Returns
    -------
    tuple of float
        Empty where there are not two different values to part.

    Notes
    -----
    The top step is open: of twenty values or more the highest twentieth does not stretch the steps.

    Examples
    --------
    >>> steps_between([27.1, 71.4, 46.0])
    (30, 45, 60)
    >>> steps_between([]), steps_between([51.4, 51.4])
    ((), ())
    """
    if len(set(values)) < 2:
        return ()
    ranked = sorted(values)
    low, high = ranked[0], ranked[-1]
    if len(ranked) >= _MANY:
        high = ranked[int(len(ranked) * 0.95)]
    width = next((w for w in _WIDTHS if 4 * w >= high - low), _WIDTHS[-1])
    first = (int(low / width + 1e-9) + 1) * width
    return tuple(_round(first + width * n) for n in range(3))


def step_of(value: float, limits: Sequence[float]) -> int:
    """Give the step, 0 to 3, that a value lies in; a limit belongs to the step above it.

    Parameters
    ----------
    value : float
    limits : sequence of float

    Examples
    --------
    >>> step_of(45, (30, 45, 60)), step_of(10, (30, 45, 60))
    (2, 0)
    """
    return sum(value >= limit for limit in limits)


def _round(value: float) -> float:
    rounded = round(value, 1)
    return int(rounded) if rounded == int(rounded) else rounded
