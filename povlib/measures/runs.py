"""Groups of rows that already stand in order of their key: told by where the key changes."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

__all__ = ["Runs", "runs_of", "stand_in"]

_SHORT = 16  # rows a group


@dataclass(frozen=True, eq=False)
class Runs:
    """Rows in groups that follow each other.

    Attributes
    ----------
    keys : ndarray of int64, shape (size,)
        Key of each group, rising.
    ends : ndarray of int64, shape (size + 1,)
        Group g holds the rows ends[g] .. ends[g + 1] - 1; no group is empty.
    """

    keys: np.ndarray
    ends: np.ndarray

    @property
    def size(self) -> int:
        """Number of groups."""
        return len(self.keys)

    @property
    def lengths(self) -> np.ndarray:
        """Rows of each group."""
        return np.diff(self.ends)

    @cached_property
    def codes(self) -> np.ndarray:
        """Number of each row's group, 0 .. size - 1."""
        return np.repeat(np.arange(self.size), self.lengths)

    def total(self, values: np.ndarray) -> np.ndarray:
        """Add up values of rows in each group: whole numbers to int64, others to float64.

        Parameters
        ----------
        values : ndarray, one a row
        """
        wide = np.float64 if values.dtype.kind == "f" else np.int64
        if not self.size:
            return np.zeros(0, dtype=wide)
        if wide is np.int64 and len(values) < _SHORT * self.size:
            # many short groups: exact running totals, and what each group added to them
            return np.diff(np.cumsum(values, dtype=wide)[self.ends[1:] - 1], prepend=0)
        return np.add.reduceat(values, self.ends[:-1], dtype=wide)

    def total_of(self, rows: np.ndarray, values: np.ndarray) -> np.ndarray:
        """Add up whole numbers of some rows in each group, to int64.

        Parameters
        ----------
        rows : ndarray of int64
            Places of the rows.
        values : ndarray of int, one of each of these rows
            So small that float64 holds any sum of them.
        """
        sums = np.bincount(self.codes[rows], weights=values, minlength=self.size)
        return sums.astype(np.int64)


def runs_of(keys: np.ndarray) -> Runs:
    """Find the groups of rows that stand in order of a key.

    Parameters
    ----------
    keys : ndarray of int, one a row
        Never falling.

    Raises
    ------
    ValueError
        The keys fall somewhere, so rows of one group could stand apart.

    Examples
    --------
    >>> runs = runs_of(np.array([24, 24, 30]))
    >>> runs.keys.tolist(), runs.codes.tolist(), runs.total(np.array([1, 2, 4])).tolist()
    ([24, 30], [0, 0, 1], [3, 4])
    """
    steps = np.diff(keys)
    if (steps < 0).any():
        raise ValueError("keys must never fall")
    first = np.flatnonzero(steps) + 1
    starts = np.concatenate([np.zeros(min(len(keys), 1), dtype=np.int64), first])
    return Runs(keys[starts].astype(np.int64), np.append(starts, len(keys)))


def stand_in(values: np.ndarray, among: np.ndarray) -> np.ndarray:
    """Say of each value if it is one of some rising keys.

    Parameters
    ----------
    values : ndarray of int
    among : ndarray of int
        Rising.

    Examples
    --------
    >>> stand_in(np.array([7, 8]), np.array([3, 7])).tolist()
    [True, False]
    """
    if not len(among):
        return np.zeros(len(values), dtype=bool)
    at = np.minimum(np.searchsorted(among, values), len(among) - 1)
    return among[at] == values
