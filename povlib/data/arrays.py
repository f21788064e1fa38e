"""Rows of one unit as plain arrays, straight from the file: for kernels of the whole nation."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa

from povlib.data.columns import arrow_schema
from povlib.data.manifest import UnitKey, unit_path
from povlib.data.store import read_rows
from povlib.errors import RegisterError

__all__ = ["Numbers", "read_arrays"]


@dataclass(frozen=True, eq=False)
class Numbers:
    """A column of whole numbers.

    Attributes
    ----------
    values : ndarray of the type on disk
        Read-only; where the cell is empty, any number.
    is_known : ndarray of bool, or None
        None where no cell is empty.
    """

    values: np.ndarray
    is_known: np.ndarray | None


def read_arrays(register: Path, *, key: UnitKey, columns: Sequence[str]) -> dict[str, Numbers]:
    """Read columns of whole numbers of one unit, in the order of the register.

    Parameters
    ----------
    register : Path
    key : tuple of str, int, str
        Table, year and province.
    columns : sequence of str
        Of ids, codes, counts, money or flags.

    Returns
    -------
    dict of str to Numbers
        A unit whose file is not there gives empty arrays: who counts rows sees that.

    Raises
    ------
    RegisterError
        See `read_rows`; also where the file is damaged or has other types than the dictionary.
    """
    try:
        rows = read_rows(register, key=key, columns=[*columns], use_threads=False)
    except (OSError, pa.ArrowException) as error:
        raise RegisterError("แฟ้มในทะเบียนเสียหาย อ่านไม่ได้", where=unit_path(key).as_posix()) from error
    schema = arrow_schema(key[0])
    if other := [name for name in columns if rows[name].type != schema.field(name).type]:
        raise RegisterError(
            "ชนิดข้อมูลในแฟ้มของทะเบียนต้องตรงกับพจนานุกรม", got=other, where=unit_path(key).as_posix()
        )
    return {name: _numbers(rows[name]) for name in columns}


def _numbers(column: pa.ChunkedArray) -> Numbers:
    # A file is one row group, so this is one chunk and nothing is copied.
    cells = column.combine_chunks()
    if isinstance(cells, pa.ChunkedArray) or not len(cells):
        return Numbers(np.zeros(0, column.type.to_pandas_dtype()), None)
    seen, data = cells.buffers()
    span = slice(cells.offset, cells.offset + len(cells))
    values = np.frombuffer(data, column.type.to_pandas_dtype())[span]
    if not cells.null_count:
        return Numbers(values, None)
    bits = np.unpackbits(np.frombuffer(seen, np.uint8), count=span.stop, bitorder="little")
    return Numbers(values, bits[span].view(bool))
