"""What every reader gives: a sheet with its first rows, and its body in blocks of text columns.

Nothing is typed here: every cell is the text that stands in the file, in the file's own encoding
where that holds ASCII (cp874, UTF-8), so that only the cells that need it are decoded.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

__all__ = ["TOP_ROWS", "Block", "Sheet", "block_of_rows", "decode", "texts_at"]

TOP_ROWS = 40
_BREAK = b"\x1f"


@dataclass(frozen=True)
class Block:
    """Consecutive rows of a sheet.

    Attributes
    ----------
    columns : tuple of pyarrow.StringArray
        One a column, equally long; the bytes are in `encoding`, unchecked.
    rows : numpy.ndarray of int64
        Number of each row in the file, from 1, the header included.
    encoding : str
        "cp874" or "utf-8".
    misshapen : tuple of (int, tuple of str)
        Numbers and cells of the rows that have another number of cells; they are in no column.
    """

    columns: tuple[pa.StringArray, ...]
    rows: np.ndarray
    encoding: str
    misshapen: tuple[tuple[int, tuple[str, ...]], ...] = ()


@dataclass(frozen=True)
class Sheet:
    """One sheet of a file, or the whole of a file that has no sheets.

    Attributes
    ----------
    file_name : str
        Name without folders.
    name : str
        Name of the sheet; "" where there are none.
    top : tuple of tuple of str
        The first rows, decoded, at most `TOP_ROWS`.
    blocks : callable
        Takes the number of rows to leave out at the top, gives the blocks after them.
    """

    file_name: str
    name: str
    top: tuple[tuple[str, ...], ...]
    blocks: Callable[[int], Iterator[Block]]


def block_of_rows(rows: list[tuple[str, ...]], *, first_row: int, width: int) -> Block:
    """Make a block of rows that are text already.

    Parameters
    ----------
    rows : list of tuple of str
        Shorter rows are filled up with empty cells.
    first_row : int
        Number of the first of them in the file.
    width : int
        Number of columns.

    Examples
    --------
    >>> block_of_rows([("a", "b"), ("c",)], first_row=2, width=2).columns[1].to_pylist()
    ['b', '']
    """
    filled = [(*row, *[""] * (width - len(row)))[:width] for row in rows]
    columns = tuple(pa.array(column, pa.string()) for column in zip(*filled, strict=True))
    return Block(columns, np.arange(first_row, first_row + len(rows)), "utf-8")


def decode(cell: bytes, *, encoding: str) -> str:
    """Decode one cell; a byte that stands for nothing becomes U+FFFD, which is refused later.

    Examples
    --------
    >>> decode("ปี".encode("cp874"), encoding="cp874")
    'ปี'
    """
    return cell.decode(encoding, errors="replace")


def texts_at(column: pa.StringArray, at: np.ndarray, *, encoding: str) -> list[str]:
    """Decode the cells of a column at some places.

    Examples
    --------
    >>> texts_at(pa.array(["x", "y"]), np.array([1]), encoding="utf-8")
    ['y']
    """
    cells = column.take(pa.array(at, pa.int64())).view(pa.binary()).to_pylist()
    if not cells:
        return []
    # One call for all of them is four times faster than one for each.
    texts = decode(_BREAK.join(cells), encoding=encoding).split(_BREAK.decode("ascii"))
    return texts if len(texts) == len(cells) else [decode(c, encoding=encoding) for c in cells]
