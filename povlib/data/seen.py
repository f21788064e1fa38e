"""Keys that a file has had so far, so that a key that comes again is found across its blocks."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

__all__ = ["YEAR_ROOM", "Again", "SeenKeys", "key_numbers"]

YEAR_ROOM = 10_000  # a household id is multiplied by it, and the year added


class Again:
    """Rows whose key was there before.

    Attributes
    ----------
    where : numpy.ndarray of int64
        Their places in the block.
    first_rows : numpy.ndarray of int64
        Number in the file of the row that had the key first.
    is_elsewhere : numpy.ndarray of bool
        The earlier row lies in another village.
    """

    def __init__(self, where: np.ndarray, first_rows: np.ndarray, is_elsewhere: np.ndarray):
        self.where, self.first_rows, self.is_elsewhere = where, first_rows, is_elsewhere


@dataclass(frozen=True)
class _Run:
    """Different keys in ascending order, with the row and the place that had each first."""

    keys: np.ndarray
    rows: np.ndarray
    places: np.ndarray


class SeenKeys:
    """The keys of one table in one file, block after block."""

    def __init__(self) -> None:
        # Each run is more than twice as long as the next one, so there are few to look into.
        self._runs: list[_Run] = []

    def add(self, keys: np.ndarray, *, rows: np.ndarray, places: np.ndarray) -> Again:
        """Take the keys of a block and give those that were there before.

        Parameters
        ----------
        keys : numpy.ndarray
            One number a row (`key_numbers`).
        rows : numpy.ndarray
            Row numbers in the file, ascending.
        places : numpy.ndarray
            Village codes, or zeros.

        Examples
        --------
        >>> seen = SeenKeys()
        >>> again = seen.add(np.array([5, 6, 5]), rows=np.array([2, 3, 4]), places=np.zeros(3))
        >>> again.where.tolist(), again.first_rows.tolist()
        ([2], [2])
        """
        order = np.argsort(keys)
        ordered = keys[order]
        starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]][: len(keys)])
        heads = np.minimum.reduceat(order, starts) if len(keys) else order
        given = _Run(ordered[starts], rows[heads], places[heads])
        given, is_known = _as_known(given, self._runs)
        is_again = np.ones(len(keys), bool)
        is_again[heads[~is_known]] = False
        self._runs = _with_run(self._runs, _chosen(given, ~is_known))
        at = np.flatnonzero(is_again)
        first = np.searchsorted(given.keys, keys[at])
        return Again(at, given.rows[first], given.places[first] != places[at])


def _as_known(given: _Run, runs: Sequence[_Run]) -> tuple[_Run, np.ndarray]:
    """Give a run with the rows and places that had its keys first, and which keys were there."""
    first_rows, first_places = given.rows.copy(), given.places.copy()
    is_known = np.zeros(len(given.keys), bool)
    for run in (run for run in runs if len(run.keys)):
        at = np.minimum(np.searchsorted(run.keys, given.keys), len(run.keys) - 1)
        hit = run.keys[at] == given.keys
        first_rows[hit], first_places[hit] = run.rows[at[hit]], run.places[at[hit]]
        is_known |= hit
    return _Run(given.keys, first_rows, first_places), is_known


def _chosen(run: _Run, at: np.ndarray) -> _Run:
    return _Run(run.keys[at], run.rows[at], run.places[at])


def _with_run(runs: list[_Run], new: _Run) -> list[_Run]:
    """Put a run behind the others, joined with those that are not more than twice as long."""
    kept = list(runs)
    while kept and len(kept[-1].keys) <= 2 * len(new.keys):
        last = kept.pop()
        both = _Run(
            np.concatenate([last.keys, new.keys]),
            np.concatenate([last.rows, new.rows]),
            np.concatenate([last.places, new.places]),
        )
        new = _chosen(both, np.argsort(both.keys))
    return [*kept, new]


def key_numbers(columns: Sequence[np.ndarray]) -> np.ndarray:
    """Turn key columns into one number a row; equal keys and only they have equal numbers.

    Parameters
    ----------
    columns : sequence of numpy.ndarray
        A household id and a year are joined exactly; anything else by a 64-bit hash.

    Examples
    --------
    >>> key_numbers([np.array([24010100001]), np.array([2556])]).tolist()
    [240101000012556]
    """
    if len(columns) == 2 and all(c.dtype.kind == "i" for c in columns):
        return columns[0].astype(np.int64) * YEAR_ROOM + columns[1]
    frame = pd.DataFrame(dict(enumerate(columns)))
    return pd.util.hash_pandas_object(frame, index=False).to_numpy()
