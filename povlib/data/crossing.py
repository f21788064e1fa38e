"""Keys that lie in more than one unit of a table and year.

They are households given for two provinces, or for another province than the register has them in.
Rows with any other key can be merged unit by unit.
"""

from collections.abc import Collection, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa

from povlib.data.given import GivenRows
from povlib.data.manifest import UnitKey
from povlib.data.seen import key_numbers
from povlib.data.store import read_rows
from povlib.schema import TABLES

__all__ = ["crossing_numbers", "is_crossing"]


def crossing_numbers(
    register: Path, given: GivenRows, *, keys: Sequence[UnitKey], there: Collection[UnitKey]
) -> np.ndarray:
    """Give the numbers of keys that occur in more than one unit, given and kept rows together.

    Parameters
    ----------
    register : Path
    given : GivenRows
    keys : sequence of unit key
        Units of one table and year with given rows.
    there : collection of unit key
        Units of that table and year in the register.

    Returns
    -------
    ndarray
        Ascending, each once. Only the first column of the key counts, and a text by its hash, so
        some of the rows found so may cross nothing; all others surely do not.
    """
    if len({*keys, *there}) < 2:
        return np.array([], np.int64)
    numbers = {key: _ordered(_numbers(given.first_keys(key))) for key in keys}
    low = min(known[0] for known in numbers.values())
    high = max(known[-1] for known in numbers.values())
    for key in there:
        kept = _numbers(_kept_keys(register, key=key))
        kept = [kept[(kept >= low) & (kept <= high)]]
        numbers[key] = _ordered(np.concatenate([*kept, numbers[key]] if key in numbers else kept))
    ordered = _emptied(numbers)
    ordered.sort()
    return _ordered(ordered[1:][ordered[1:] == ordered[:-1]])


def is_crossing(first_keys: pa.ChunkedArray, *, crossing: np.ndarray) -> np.ndarray:
    """Say of each row, by the first column of its key, whether it is among `crossing_numbers`."""
    if not len(crossing):
        return np.zeros(len(first_keys), bool)
    return np.isin(_numbers(first_keys), crossing)


def _kept_keys(register: Path, *, key: UnitKey) -> pa.ChunkedArray:
    column = TABLES[key[0]].key[0]
    return read_rows(register, key=key, columns=[column])[column]


def _emptied(parts: dict[UnitKey, np.ndarray]) -> np.ndarray:
    """Put arrays behind each other, each of them given up as soon as it is copied."""
    joined = np.empty(sum(map(len, parts.values())), np.result_type(*parts.values()))
    end = len(joined)
    while parts:
        _, part = parts.popitem()
        joined[end - len(part) : end] = part
        end -= len(part)
    return joined


def _ordered(numbers: np.ndarray) -> np.ndarray:
    """Give numbers in ascending order, each once; plain sorting is quicker than `numpy.unique`."""
    numbers = np.sort(numbers)
    return numbers[np.r_[True, numbers[1:] != numbers[:-1]][: len(numbers)]]


def _numbers(column: pa.ChunkedArray) -> np.ndarray:
    values = column.to_numpy()
    return values.astype(np.int64) if pa.types.is_integer(column.type) else key_numbers([values])
