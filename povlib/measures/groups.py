"""Keys to numbers: every row gets the number of its group, groups in the order of their keys."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

__all__ = ["Groups", "group_rows"]


@dataclass(frozen=True)
class Groups:
    """Which group each row is in.

    Attributes
    ----------
    codes : ndarray of int64
        One number a row, 0 .. size - 1.
    keys : DataFrame
        One row a group, the key columns; sorted, missing keys last.
    """

    codes: np.ndarray
    keys: pd.DataFrame

    @property
    def size(self) -> int:
        """Number of groups, those without rows counted."""
        return len(self.keys)


def group_rows(frame: pd.DataFrame, by: Sequence[str]) -> Groups:
    """Give every row the number of its group, by one or several key columns.

    Parameters
    ----------
    frame : DataFrame
    by : sequence of str
        None named makes one group of all rows, even of an empty frame.

    Returns
    -------
    Groups
        Sorted by key whatever the order of rows. A missing key is a group of its own, so that parts
        add up to the whole. A categorical key brings all its categories, in their order, also
        those without rows.

    Examples
    --------
    >>> groups = group_rows(pd.DataFrame({"district": [2402, 2401, 2402]}), ["district"])
    >>> groups.codes.tolist(), groups.keys["district"].tolist()
    ([1, 0, 1], [2401, 2402])
    """
    if not by:
        return Groups(np.zeros(len(frame), dtype=np.int64), pd.DataFrame(index=range(1)))
    parts = [_levels(frame[name]) for name in by]
    codes, levels = parts[0]
    if len(parts) == 1:
        return Groups(codes, pd.DataFrame({by[0]: levels}))
    for more, more_levels in parts[1:]:
        codes = codes * len(more_levels) + more
    sizes = [len(part_levels) for _, part_levels in parts]
    filled = np.arange(int(np.prod(sizes)))
    if not any(isinstance(frame[name].dtype, pd.CategoricalDtype) for name in by):
        filled, codes = np.unique(codes, return_inverse=True)
    places = np.unravel_index(filled, sizes)
    keys = {
        name: level.take(place) for name, (_, level), place in zip(by, parts, places, strict=True)
    }
    return Groups(codes, pd.DataFrame(keys))


def _levels(column: pd.Series) -> tuple[np.ndarray, pd.Index]:
    """Give codes and sorted levels of one key; a missing key is the last level."""
    values = column.to_numpy() if isinstance(column.dtype, np.dtype) else None
    if values is not None and values.dtype.kind in "iu" and len(values):
        low, span = int(values.min()), int(values.max()) - int(values.min())
        if span < 4 * len(values) + 1_000:
            return _dense_levels(values, low, span)
    if isinstance(column.dtype, pd.CategoricalDtype):
        codes, levels = column.cat.codes.to_numpy().astype(np.int64), column.cat.categories
        levels = pd.CategoricalIndex(levels, dtype=column.dtype)
    else:
        codes, levels = pd.factorize(column, sort=True)
        levels = pd.Index(levels, dtype=column.dtype)
    if (codes < 0).any():
        codes = np.where(codes < 0, len(levels), codes)
        levels = levels.insert(len(levels), None)
    return codes, levels


def _dense_levels(values: np.ndarray, low: int, span: int) -> tuple[np.ndarray, pd.Index]:
    """Look integer keys up in a table as long as their range: no hashing and no sort."""
    shifted = values.astype(np.int64) - low
    present = np.zeros(span + 1, dtype=bool)
    present[shifted] = True
    place = np.cumsum(present) - 1
    return place[shifted], pd.Index((np.flatnonzero(present) + low).astype(values.dtype))
