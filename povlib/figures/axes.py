"""Round numbers for axes."""

import math

__all__ = ["nice_ticks"]


def nice_ticks(top: float, *, parts: int = 3) -> tuple[float, ...]:
    """Give round ticks above zero, up to the largest that is not above `top`.

    Parameters
    ----------
    top : float
        Largest number on the axis.
    parts : int
        About how many ticks.

    Returns
    -------
    tuple of float
        Empty where `top` is not above zero.

    Examples
    --------
    >>> nice_ticks(450)
    (150, 300, 450)
    >>> nice_ticks(63), nice_ticks(0)
    ((20, 40, 60), ())
    """
    if top <= 0:
        return ()
    step = max(_nice(top / parts), 1)
    return tuple(step * n for n in range(1, math.floor(top / step + 1e-9) + 1))


def _nice(value: float) -> float:
    """Give the largest of 1, 1.5, 2, 2.5, 5 times a power of ten that is not above the value."""
    power = 10 ** math.floor(math.log10(value))
    steps = [s * power for s in (1, 1.5, 2, 2.5, 5) if power >= 10 or float(s).is_integer()]
    found = max(s for s in steps if s <= value + 1e-9)
    return int(found) if float(found).is_integer() else found
