"""Types of columns: how a table of the dictionary lies on disk and how it looks in a frame.

On disk: ids int64; codes, years, counts and money int32; flags and grades int8; dates date32; text
string. In a frame: what may be missing is float64 with NaN (an id that may be missing is Int64),
dates are datetime64[s].
"""

from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from povlib.data.teams import require_team_codes
from povlib.errors import RegisterError
from povlib.schema import TABLES, Field, Table

__all__ = [
    "arrow_schema",
    "fill_rows",
    "require_rows",
    "require_teams",
    "sort_rows",
    "sort_columns",
    "take_rows",
    "to_arrow",
    "to_frame",
]

_THREADS = 2
_DISK_TYPES = {
    "id": pa.int64(),
    "code": pa.int32(),
    "year_be": pa.int32(),
    "count": pa.int32(),
    "money": pa.int32(),
    "flag": pa.int8(),
    "grade": pa.int8(),
    "choice": pa.string(),
    "text": pa.string(),
    "date": pa.date32(),
}


@cache
def arrow_schema(table: str) -> pa.Schema:
    """Give the types on disk of a table of the dictionary, its columns in order.

    Parameters
    ----------
    table : str
        One of `schema.TABLES`.

    Returns
    -------
    pyarrow.Schema

    Raises
    ------
    RegisterError
        There is no such table.

    Examples
    --------
    >>> str(arrow_schema("household").field("members").type)
    'int32'
    """
    fields = _require_table(table).fields
    return pa.schema([pa.field(f.key, _DISK_TYPES[f.kind], not f.required) for f in fields])


@cache
def sort_columns(table: str) -> tuple[str, ...]:
    """Name the columns that order the rows of a unit: place, household, then the rest of the key.

    Examples
    --------
    >>> sort_columns("target")
    ('village_code', 'household_id', 'fiscal_year_be')
    """
    entry = _require_table(table)
    first = [c for c in ("village_code", "household_id") if c in entry.columns]
    return (*first, *(c for c in entry.key if c not in first))


def to_arrow(frame: pd.DataFrame, *, table: str) -> pa.Table:
    """Turn a frame into a table with the types on disk, every value checked against the dictionary.

    Parameters
    ----------
    frame : DataFrame
        Columns of `table`; an optional column may be absent and is then empty.
    table : str

    Returns
    -------
    pyarrow.Table
        All columns of the table in order; rows as given.

    Raises
    ------
    RegisterError
        A column is unknown, a required value is missing, or a value does not fit type, range or
        choices.
    """
    schema = arrow_schema(table)
    unknown = [c for c in frame.columns if c not in schema.names]
    if unknown:
        raise RegisterError("a column must be in the dictionary", got=unknown, where=table)
    arrays = [
        _typed(frame[c], kind=schema.field(c).type, where=f"{table}: {c}") for c in frame.columns
    ]
    rows = fill_rows(pa.Table.from_arrays(arrays, names=list(frame.columns)), table=table)
    require_rows(rows, table=table)
    return rows


def fill_rows(rows: pa.Table, *, table: str) -> pa.Table:
    """Put typed columns in the order of the dictionary; absent ones are empty.

    Parameters
    ----------
    rows : pyarrow.Table
        Some columns of `table`, types as on disk.
    table : str
    """
    given = set(rows.column_names)
    arrays = [
        rows[f.name] if f.name in given else pa.nulls(rows.num_rows, f.type)
        for f in arrow_schema(table)
    ]
    return pa.Table.from_arrays(arrays, schema=arrow_schema(table))


def require_rows(rows: pa.Table, *, table: str) -> None:
    """Check every value of typed rows against the dictionary.

    Raises
    ------
    RegisterError
        A required value is missing, or a value does not fit range or choices.
    """
    for field in _require_table(table).fields:
        _require_values(rows[field.key], field=field, where=f"{table}: {field.key}")
    require_teams(rows, where=table)


def require_teams(rows: pa.Table, *, where: str) -> None:
    """Check that a column of teams, where there is one, holds codes and no names.

    Raises
    ------
    RegisterError
        Something in it is no code.
    """
    if "team_id" in rows.column_names:
        require_team_codes(rows["team_id"].unique().to_pylist(), where=where)


def sort_rows(rows: pa.Table, *, table: str) -> pa.Table:
    """Put the rows of a unit in the order of the register."""
    rows = rows.combine_chunks()
    order = _order(rows.select(list(sort_columns(table))))
    return rows if (order[1:] > order[:-1]).all() else take_rows(rows, order=order)


def take_rows(rows: pa.Table, *, order: np.ndarray) -> pa.Table:
    """Give rows in an order, which names each of them once by its place."""
    rows = rows.combine_chunks()
    with ThreadPoolExecutor(_THREADS) as pool:
        columns = pool.map(partial(_taken, order=order), (c.chunk(0) for c in rows.columns))
        return pa.Table.from_arrays([*columns], schema=rows.schema)


def to_frame(rows: pa.Table, *, table: str) -> pd.DataFrame:
    """Turn rows as they lie on disk into a frame; types do not depend on which values are missing.

    Parameters
    ----------
    rows : pyarrow.Table
        Any columns of `table`.
    table : str

    Returns
    -------
    DataFrame
        Optional numbers float64 with NaN, optional ids Int64, dates datetime64[s], text str.
    """
    fields = {f.key: f for f in _require_table(table).fields}
    frame = rows.cast(pa.schema([_frame_field(fields[c]) for c in rows.column_names])).to_pandas()
    optional_ids = [c for c in frame.columns if fields[c].kind == "id" and not fields[c].required]
    return frame.astype(dict.fromkeys(optional_ids, "Int64")) if optional_ids else frame


def _order(keys: pa.Table) -> np.ndarray:
    """Give the places of rows in ascending order of the columns, the first of them foremost."""
    joined = np.zeros(keys.num_rows, np.uint64)
    room = 2**64
    for column in keys.columns:
        if not pa.types.is_integer(column.type) or column.null_count or not len(column):
            break
        values = column.to_numpy()
        low, size = values.min(), int(values.max()) - int(values.min()) + 1
        room //= size
        joined = joined * np.uint64(size) + (values - low).astype(np.uint64)
    else:
        if room:
            # One number a row holds all of them, and sorts four times faster.
            return np.argsort(joined)
    return pc.sort_indices(keys, sort_keys=[(c, "ascending") for c in keys.column_names]).to_numpy()


def _taken(column: pa.Array, *, order: np.ndarray) -> pa.Array:
    """Give the cells in an order; for whole numbers numpy is three times faster than arrow."""
    if not pa.types.is_integer(column.type) or column.offset:
        return column.take(pa.array(order))
    seen, data = column.buffers()
    values = np.frombuffer(data, column.type.to_pandas_dtype())[: len(column)].take(order)
    if not column.null_count:
        return pa.array(values)
    bits = np.unpackbits(np.frombuffer(seen, np.uint8), count=len(column), bitorder="little")
    mask = pa.py_buffer(np.packbits(bits.take(order), bitorder="little"))
    return pa.Array.from_buffers(column.type, len(order), [mask, pa.py_buffer(values)])


def _require_table(table: str) -> Table:
    if table not in TABLES:
        raise RegisterError("a table must be in the dictionary", got=table, todo=", ".join(TABLES))
    return TABLES[table]


def _frame_field(field: Field) -> pa.Field:
    disk = _DISK_TYPES[field.kind]
    if field.kind == "date":
        return pa.field(field.key, pa.timestamp("s"))
    if field.required or field.kind == "id" or pa.types.is_string(disk):
        return pa.field(field.key, disk)
    return pa.field(field.key, pa.float64())


def _typed(values: pd.Series, *, kind: pa.DataType, where: str) -> pa.Array:
    try:
        given = pa.array(values, from_pandas=True)
        given = given.combine_chunks() if isinstance(given, pa.ChunkedArray) else given
        return given.cast(kind)
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError) as error:
        # The text of the cause may quote a cell, so it is not repeated.
        raise RegisterError(
            f"a column must hold values of type {kind}", got=str(values.dtype), where=where
        ) from error


def _require_values(values: pa.ChunkedArray, *, field: Field, where: str) -> None:
    if field.required and values.null_count:
        raise RegisterError(
            "a required column must not be empty", got=f"{values.null_count} empty", where=where
        )
    if field.low is not None or field.high is not None:
        _require_range(values, field=field, where=where)
    if field.choices:
        known = pa.array([code for code, _ in field.choices], pa.string())
        if not pc.all(pc.is_in(values.drop_null(), known)).as_py() and len(values.drop_null()):
            raise RegisterError("a choice must be in the dictionary", where=where)


def _require_range(values: pa.ChunkedArray, *, field: Field, where: str) -> None:
    found = pc.min_max(values).as_py()
    too_low = found["min"] is not None and field.low is not None and found["min"] < field.low
    too_high = found["max"] is not None and field.high is not None and found["max"] > field.high
    if too_low or too_high:
        raise RegisterError(f"values must lie in {field.low}..{field.high}", where=where)
