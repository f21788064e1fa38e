"""Status of a place, decided on the numbers that are shown."""

from fractions import Fraction

import pandas as pd

__all__ = ["STATUSES", "floor_share", "status_of"]

STATUSES = ("met", "on_track", "behind", "no_data", "no_targets")


def floor_share(part: pd.Series, *, whole: pd.Series) -> pd.Series:
    """Give part / whole, rounded down to one decimal of a percent (0.5483 is 0.548).

    Parameters
    ----------
    part, whole : Series of int
        Same index.

    Returns
    -------
    Series of float64
        0 to 1 in steps of 0.001; NaN where the whole is 0. Done in whole numbers, so a share never
        reaches a line that the counts do not reach.

    Examples
    --------
    >>> floor_share(pd.Series([352, 0]), whole=pd.Series([642, 0])).tolist()
    [0.548, nan]
    """
    base = whole.astype("int64")
    steps = part.astype("int64") * 1000 // base.where(base > 0, 1)
    return (steps / 1000).where(base > 0)


def status_of(
    *,
    targets: int,
    goal: int,
    passed: int,
    plan_passed: int,
    measured_share: float,
    measured_share_floor: float,
) -> str:
    """Decide the status of a place.

    Parameters
    ----------
    targets, goal, passed, plan_passed : int
        Households, as shown.
    measured_share : float
        As shown (rounded down).
    measured_share_floor : float
        Under it the place is not judged.

    Returns
    -------
    str
        The first that holds of: "no_targets", "met" (passed >= goal), "no_data" (measured share
        under the floor), "on_track" (passed >= plan), "behind".

    Examples
    --------
    >>> status_of(targets=642, goal=450, passed=274, plan_passed=300, measured_share=0.548,
    ...           measured_share_floor=0.25)
    'behind'
    """
    if not targets:
        return "no_targets"
    if passed >= goal:
        return "met"
    if Fraction(str(measured_share)) < Fraction(str(measured_share_floor)):
        return "no_data"
    return "on_track" if passed >= plan_passed else "behind"
