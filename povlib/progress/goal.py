"""Goals and plans in whole households.

A goal is the smallest whole number that is at least the share asked for; it is split over places by
largest remainder, so the parts always add up to it. The plan is a straight line from 0 on 1 October
to the goal on 30 September, rounded up: whole households at or above it are at or above the line.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil

import numpy as np

from povlib.errors import MeasureError

__all__ = ["goal_of", "plan_of", "split_by_largest_remainder"]


def goal_of(targets: int, *, target_share: float) -> int:
    """Give the households that have to pass by the end of the fiscal year.

    Parameters
    ----------
    targets : int
        Target households.
    target_share : float
        0 to 1, as written in params (0.7 is exactly seven tenths).

    Examples
    --------
    >>> goal_of(642, target_share=0.7), goal_of(10, target_share=0.7)
    (450, 7)
    """
    return ceil(Fraction(str(target_share)) * int(targets))


def plan_of(goal: int, *, elapsed: Fraction) -> int:
    """Give the households that have to pass by a date if progress is a straight line.

    Parameters
    ----------
    goal : int
    elapsed : fractions.Fraction
        Part of the fiscal year gone by.

    Examples
    --------
    >>> plan_of(450, elapsed=Fraction(8, 12)), plan_of(450, elapsed=Fraction(1, 12))
    (300, 38)
    """
    return ceil(goal * elapsed)


def split_by_largest_remainder(weights: Sequence[int], *, total: int) -> list[int]:
    """Split a whole number over places in proportion to their weights.

    Parameters
    ----------
    weights : sequence of int
        Target households of each place, in order of code.
    total : int
        What the parts add up to.

    Returns
    -------
    list of int
        Each part is its exact share rounded down, plus one for the largest remainders; equal
        remainders go to the earlier place. All 0 where all weights and the total are 0.

    Raises
    ------
    MeasureError
        There is something to split but nobody to carry it.

    Examples
    --------
    >>> split_by_largest_remainder([19, 107, 38], total=115)
    [13, 75, 27]
    """
    base = sum(int(w) for w in weights)
    if not base:
        if total:
            raise MeasureError("a goal above 0 needs target households", got=total)
        return [0] * len(weights)
    parts = [divmod(int(w) * total, base) for w in weights]
    remainders = np.array([remainder for _, remainder in parts])
    extra = set(np.argsort(-remainders, kind="stable")[: total - sum(p for p, _ in parts)].tolist())
    return [whole + (place in extra) for place, (whole, _) in enumerate(parts)]
