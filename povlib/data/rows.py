"""Kept rows as they lie on disk: cleaned columns become typed ones without a frame in between."""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa

from povlib.data.cleaning import Cleaned
from povlib.data.columns import arrow_schema, fill_rows

__all__ = ["make_rows"]


def make_rows(columns: Mapping[str, Cleaned], *, table: str, keep: np.ndarray) -> pa.Table:
    """Make the table of the kept rows.

    Parameters
    ----------
    columns : mapping of str to Cleaned
        By column of the table; optional ones may be absent.
    table : str
    keep : numpy.ndarray of bool

    Returns
    -------
    pyarrow.Table
        All columns of `table`, types as on disk.

    Examples
    --------
    >>> year = Cleaned(np.array([2556, 0]), np.array([False, True]), ())
    >>> rows = make_rows({"bmn_year_be": year}, table="household", keep=~year.missing)
    >>> rows["bmn_year_be"].to_pylist(), rows["members"].to_pylist()
    ([2556], [None])
    """
    at = np.flatnonzero(keep)
    arrays = {
        field.name: _array(columns[field.name], at, field.type)
        for field in arrow_schema(table)
        if field.name in columns
    }
    return fill_rows(pa.table(arrays), table=table)


def _array(column: Cleaned, at: np.ndarray, kind: pa.DataType) -> pa.Array:
    data, missing = column.data.take(at), column.missing.take(at)
    if pa.types.is_string(kind) or pa.types.is_date(kind):
        return pa.array(data, from_pandas=True).cast(kind)
    values = data.astype(kind.to_pandas_dtype(), copy=False)
    if not missing.any():
        return pa.array(values)
    seen = pa.py_buffer(np.packbits(~missing, bitorder="little"))
    return pa.Array.from_buffers(kind, len(values), [seen, pa.py_buffer(values)])
