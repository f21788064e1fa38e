"""Keys of a household and a year that a file has had so far, for files as large as a nation.

One number holds household and place in the file, so that a run of keys is one array, sorted in
place. Sixteen bytes a row stay in memory: that number, the row's number and its village.
"""

import numpy as np

from povlib.data.seen import YEAR_ROOM, Again
from povlib.errors import InputError

__all__ = ["SeenPairs"]

_BITS = np.uint64(27)  # for the place; 37 are left for ids of eleven digits
_MOST_ROWS = 2 ** int(_BITS)
_PLACE = np.uint64(_MOST_ROWS - 1)


class SeenPairs:
    """The keys of one table in one file, block after block; see `seen.SeenKeys`."""

    def __init__(self) -> None:
        self._runs: dict[int, list[np.ndarray]] = {}
        self._rows: list[np.ndarray] = []
        self._places: list[np.ndarray] = []
        self._starts = [0]

    def add(self, keys: np.ndarray, *, rows: np.ndarray, places: np.ndarray) -> Again:
        """Take the keys of a block and give those that were there before.

        Parameters
        ----------
        keys : numpy.ndarray of int64
            As `seen.key_numbers` joins household and year.
        rows, places : numpy.ndarray
            Row numbers and village codes.

        Raises
        ------
        InputError
            The file has more than 134 million rows.

        Examples
        --------
        >>> seen = SeenPairs()
        >>> again = seen.add(np.array([5, 6, 5]), rows=np.array([2, 3, 4]), places=np.zeros(3))
        >>> again.where.tolist(), again.first_rows.tolist()
        ([2], [2])
        """
        start = self._starts[-1]
        self._note(rows, places)
        ids, years = np.divmod(keys, YEAR_ROOM)
        order = np.arange(start, start + len(keys), dtype=np.uint64)
        marks = (ids.astype(np.uint64) << _BITS) | order
        found = [np.zeros((2, 0), np.int64)]
        for year in sorted({*years.tolist()}):
            found.append(self._take(year, marks[years == year]))
        again, first = np.concatenate(found, axis=1)
        at = np.argsort(again)
        again, first = again[at] - start, first[at]
        known_rows, known_places = self._noted(first)
        return Again(again, known_rows, known_places != places[again])

    def _note(self, rows: np.ndarray, places: np.ndarray) -> None:
        self._rows.append(rows.astype(np.int32))
        self._places.append(places.astype(np.int32))
        self._starts.append(self._starts[-1] + len(rows))
        if self._starts[-1] > _MOST_ROWS:
            raise InputError(
                f"แฟ้มหนึ่งต้องไม่เกิน {_MOST_ROWS:,} แถว", todo="แบ่งเป็นหลายแฟ้ม แล้วนำเข้าพร้อมกัน"
            )

    def _noted(self, at: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Give the row numbers and villages of rows by their places in the file."""
        rows, places = np.zeros(len(at), np.int64), np.zeros(len(at), np.int64)
        block = np.searchsorted(self._starts, at, side="right") - 1
        for number in sorted({*block.tolist()}):
            chosen = block == number
            within = at[chosen] - self._starts[number]
            rows[chosen] = self._rows[number][within]
            places[chosen] = self._places[number][within]
        return rows, places

    def _take(self, year: int, marks: np.ndarray) -> np.ndarray:
        """Give the places of rows whose household was there before, and of the first such row."""
        marks.sort()
        ids = marks >> _BITS
        is_head = np.r_[True, ids[1:] != ids[:-1]]
        heads = marks[is_head]
        firsts = heads.copy()
        runs = self._runs.get(year, [])
        for run in runs:
            _find_firsts(run, heads, firsts)
        is_known = firsts != heads
        of_head = np.cumsum(is_head) - 1
        is_again = ~is_head | is_known[of_head]
        self._runs[year] = _with_run(runs, heads[~is_known])
        return (np.array([marks, firsts[of_head]])[:, is_again] & _PLACE).astype(np.int64)


def _find_firsts(run: np.ndarray, heads: np.ndarray, firsts: np.ndarray) -> None:
    """Write into `firsts` what a run has with the same household; most runs lie elsewhere."""
    ids = heads >> _BITS
    if not len(run) or run[-1] >> _BITS < ids[0] or run[0] >> _BITS > ids[-1]:
        return
    at = np.minimum(np.searchsorted(run, ids << _BITS), len(run) - 1)
    hit = run[at] >> _BITS == ids
    firsts[hit] = run[at[hit]]


def _with_run(runs: list[np.ndarray], new: np.ndarray) -> list[np.ndarray]:
    """Put a run behind the others, joined with those that are not more than twice as long."""
    kept = list(runs)
    while kept and len(kept[-1]) <= 2 * len(new):
        new = np.concatenate([kept.pop(), new])
        new.sort()
    return [*kept, new]
