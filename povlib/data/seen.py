"""Keys that a file has had so far, so that a key that comes again is found across its blocks."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

__all__ = ["Again", "SeenKeys", "key_numbers"]


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


class SeenKeys:
    """The keys of one table in one file, block after block."""

    def __init__(self) -> None:
        self._blocks: list[tuple[pd.Index, np.ndarray, np.ndarray]] = []

    def add(self, keys: np.ndarray, *, rows: np.ndarray, places: np.ndarray) -> Again:
        """Take the keys of a block and give those that were there before.

        Parameters
        ----------
        keys : numpy.ndarray
            One number a row (`key_numbers`).
        rows : numpy.ndarray
            Row numbers in the file.
        places : numpy.ndarray
            Village codes, or zeros.

        Examples
        --------
        >>> seen = SeenKeys()
        >>> again = seen.add(np.array([5, 6, 5]), rows=np.array([2, 3, 4]), places=np.zeros(3))
        >>> again.where.tolist(), again.first_rows.tolist()
        ([2], [2])
        """
        first = np.arange(len(keys))
        known = np.full(len(keys), -1)
        index = pd.Index(keys)
        if not index.is_unique:
            codes, _ = pd.factorize(keys)
            _, starts = np.unique(codes, return_index=True)
            first = starts[codes]
        first_rows, first_places = rows[first], places[first]
        for before, before_rows, before_places in self._blocks:
            found = before.get_indexer(keys)
            hit = (found >= 0) & (known < 0)
            known[hit] = found[hit]
            first_rows[hit], first_places[hit] = before_rows[found[hit]], before_places[found[hit]]
        at = np.flatnonzero((known >= 0) | (first != np.arange(len(keys))))
        is_new = np.ones(len(keys), bool)
        is_new[at] = False
        self._blocks.append((index[is_new], rows[is_new], places[is_new]))
        return Again(at, first_rows[at], first_places[at] != places[at])


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
        return columns[0].astype(np.int64) * 10_000 + columns[1]
    frame = pd.DataFrame(dict(enumerate(columns)))
    return pd.util.hash_pandas_object(frame, index=False).to_numpy()
