"""Which rows of a table have one of some keys; two missing parts of a key are equal."""

import numpy as np
import pandas as pd
import pyarrow as pa

from povlib.data.columns import to_frame
from povlib.schema import TABLES

__all__ = ["are_unique", "has_key", "key_frame", "without_keys"]


def key_frame(rows: pa.Table, *, table: str) -> pd.DataFrame:
    """Give the key columns of rows as a frame."""
    return to_frame(rows.select(list(TABLES[table].key)), table=table)


def are_unique(rows: pa.Table, *, table: str) -> bool:
    """Tell whether no key occurs twice.

    Parameters
    ----------
    rows : pyarrow.Table
        With the key columns of `table`.
    table : str
    """
    key = list(TABLES[table].key)
    first = rows[key[0]]
    if pa.types.is_integer(first.type) and not first.null_count:
        # Sorting one column of integers is far cheaper than grouping; nearly always it is enough.
        ids = np.sort(first.to_numpy())
        if (ids[1:] != ids[:-1]).all():
            return True
    return rows.select(key).group_by(key).aggregate([]).num_rows == rows.num_rows


def has_key(rows: pa.Table, keys: pa.Table, *, table: str) -> np.ndarray:
    """Say for each row whether its key is among some keys.

    Parameters
    ----------
    rows, keys : pyarrow.Table
        With the key columns of `table`.
    table : str

    Returns
    -------
    ndarray of bool
        One value a row.
    """
    left = key_frame(rows, table=table)
    if not keys.num_rows:
        return np.zeros(len(left), bool)
    right = key_frame(keys, table=table).drop_duplicates().assign(is_there=True)
    found = left.merge(right, on=list(left.columns), how="left", validate="many_to_one")
    return found["is_there"].notna().to_numpy()


def without_keys(rows: pa.Table, keys: pa.Table, *, table: str) -> pa.Table:
    """Give the rows whose key is not among some keys."""
    return rows.filter(~has_key(rows, keys, table=table)) if keys.num_rows else rows
