"""Areas that stay blank beside those whose counts are small, so that no sum gives these away.

What a shown area has more than those of its parts that are shown is of the parts that are not. So
of an area that is shown no part is left out alone, and those left out have together as many as may
be shown of every count: whole households exchanged among them give every other truth.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

__all__ = ["shown_in_company"]


def shown_in_company(
    is_safe: np.ndarray,
    counts: np.ndarray,
    *,
    codes: pd.Series,
    level_of: pd.Series,
    levels: Sequence[str],
    threshold: int,
) -> np.ndarray:
    """Leave out more areas until those left out cover each other, from the top down.

    Parameters
    ----------
    is_safe : ndarray of bool
        No count of the area is small.
    counts : ndarray of float64, shape (areas, counts)
        NaN is nothing known.
    codes, level_of : Series of str
        Of each area; an area's code begins with that of its parent below the nation.
    levels : sequence of str
        The nation first.
    threshold : int

    Returns
    -------
    ndarray of bool
        Areas that may be shown. All below one that is not are left out too, but for the nation.

    Examples
    --------
    >>> levels = pd.Series(["nation", "province", "province", "province"])
    >>> shown_in_company(np.array([True, True, True, False]), np.array([[90.], [60], [27], [3]]),
    ...     codes=pd.Series(["TH", "11", "12", "13"]), level_of=levels,
    ...     levels=("nation", "province"), threshold=5).tolist()
    [True, True, False, False]
    """
    shown, found = is_safe.copy(), np.nan_to_num(counts)
    place = dict(zip(codes, range(len(codes)), strict=True))
    for above, level in pairwise(levels):
        rows = np.flatnonzero(level_of == level)
        inside = codes.iloc[rows].str[:-2] if above != "nation" else pd.Series("TH", index=rows)
        for parent, part in pd.Series(rows).groupby(inside.to_numpy()):
            own = part.to_numpy()
            if not shown[place[parent]]:
                # What all add up to is told by nothing: their parts need no company.
                shown[own] &= above == levels[0]
            elif not shown[own].all():
                _leave_out_more(shown, found, own, threshold=threshold)
    return shown


def _leave_out_more(
    shown: np.ndarray, counts: np.ndarray, parts: np.ndarray, *, threshold: int
) -> None:
    """Blank the smallest parts that are shown until the blank ones are enough together."""
    for smallest in parts[np.argsort(counts[parts].sum(axis=1), kind="stable")]:
        out = parts[~shown[parts]]
        if len(out) > 1 and (counts[out].sum(axis=0) >= threshold).all():
            return
        shown[smallest] = False
