"""Typed frames of kept rows, in the types of the house.

Ids int64, codes, years and counts int32; what may be missing is Int32 for money and Int8 for flags
and grades; text is str, dates datetime64[s]. The index is the row's number in the file.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from povlib.data.cleaning import Cleaned
from povlib.schema import TABLES, Field

__all__ = ["make_frame"]

_INTEGERS = {
    "id": np.int64,
    "code": np.int32,
    "year_be": np.int32,
    "count": np.int32,
    "money": np.int32,
    "flag": np.int8,
    "grade": np.int8,
}


def make_frame(
    columns: Mapping[str, Cleaned], *, table: str, keep: np.ndarray, rows: np.ndarray
) -> pd.DataFrame:
    """Make the frame of the kept rows.

    Parameters
    ----------
    columns : mapping of str to Cleaned
        By column of the table; optional ones may be absent.
    table : str
    keep : numpy.ndarray of bool
    rows : numpy.ndarray of int64
        Row numbers in the file; they become the index.

    Examples
    --------
    >>> year = Cleaned(np.array([2556, 0]), np.array([False, True]), ())
    >>> frame = make_frame(
    ...     {"bmn_year_be": year}, table="household", keep=~year.missing, rows=np.array([2, 3])
    ... )
    >>> frame["bmn_year_be"].tolist(), frame.index.tolist()
    ([2556], [2])
    """
    everything = bool(keep.all())
    arrays = {}
    for field in TABLES[table].fields:
        if field.key in columns:
            column = columns[field.key]
            values = column.data if everything else column.data[keep]
            missing = column.missing if everything else column.missing[keep]
            arrays[field.key] = _array(values, missing, field)
    return pd.DataFrame(arrays, index=rows if everything else rows[keep], copy=False)


def _array(values: np.ndarray, missing: np.ndarray, field: Field) -> object:
    if field.kind == "date":
        return values
    if field.kind in ("text", "choice"):
        return pd.array(values, dtype="str")
    numbers = values.astype(_INTEGERS[field.kind], copy=False)
    return numbers if field.required else pd.arrays.IntegerArray(numbers, missing)
