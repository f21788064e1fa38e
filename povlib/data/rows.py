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
    >>> make_rows({"year_be": year}, table="nso", keep=~year.missing)["year_be"].to_pylist()
    [2556]
    """
    arrays = {
        field.name: _array(columns[field.name], field.type)
        for field in arrow_schema(table)
        if field.name in columns
    }
    rows = pa.table(arrays)
    return fill_rows(rows if keep.all() else rows.filter(pa.array(keep)), table=table)


def _array(column: Cleaned, kind: pa.DataType) -> pa.Array:
    if pa.types.is_string(kind) or pa.types.is_date(kind):
        return pa.array(column.data, from_pandas=True).cast(kind)
    values = np.ascontiguousarray(column.data, dtype=kind.to_pandas_dtype())
    seen = pa.py_buffer(np.packbits(~column.missing, bitorder="little"))
    return pa.Array.from_buffers(kind, len(values), [seen, pa.py_buffer(values)])
