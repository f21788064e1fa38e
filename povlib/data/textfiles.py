"""CSV and TSV files of any usual encoding, read in blocks that end with a whole row.

Blocks are split at line ends outside quotes, and parsed by pyarrow as text without decoding.
"""

import codecs
import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv

from povlib.data.ahead import map_ahead
from povlib.data.sheets import TOP_ROWS, Block, Sheet, decode
from povlib.errors import InputError
from povlib.thai import marked_encoding, unmarked_encoding

__all__ = ["csv_blocks", "open_text"]

_CHUNK_BYTES = 1 << 23
_TOP_BYTES = 1 << 18
_MARK_BYTES = 200
_Refuse = Callable[[pa.csv.InvalidRow], str]
_DELIMITERS = ",\t;|"


def open_text(path: Path) -> Sheet:
    """Open a CSV or TSV file.

    Parameters
    ----------
    path : pathlib.Path

    Returns
    -------
    Sheet

    Raises
    ------
    InputError
        The file is empty, or its encoding is none of cp874, UTF-8 and UTF-16.
    """
    with path.open("rb") as file:
        marked = marked_encoding(file.read(_MARK_BYTES))
    first = next(_chunks(path, marked=marked, size=_TOP_BYTES), b"")
    if not first.strip():
        raise InputError("แฟ้มต้องมีข้อมูล", where=path.name)
    rest = () if marked else _chunks(path, marked=marked, size=_TOP_BYTES)
    encoding = unmarked_encoding(rest)
    records = _top_records(first)
    delimiter = _delimiter(decode(b"\n".join(records), encoding=encoding))
    top = tuple(_cells(decode(r, encoding=encoding), delimiter) for r in records)

    def blocks(skip: int) -> Iterator[Block]:
        offset = sum(len(r) for r in records[:skip])
        chunks = _chunks(path, marked=marked, size=_CHUNK_BYTES, offset=offset)
        # Rows are as wide as the header; a narrower title row above it does not count.
        width = len(top[skip - 1]) if skip else max(map(len, top))
        return csv_blocks(chunks, skip=skip, width=width, delimiter=delimiter, encoding=encoding)

    return Sheet(path.name, "", top, blocks)


def csv_blocks(
    chunks: Iterator[bytes], *, skip: int, width: int, delimiter: str, encoding: str
) -> Iterator[Block]:
    r"""Parse the text of rows, however it is cut.

    Parameters
    ----------
    chunks : iterator of bytes
        Each may end in the middle of a row.
    skip : int
        Rows before the first of them.
    width : int
        Number of columns.
    delimiter : str
    encoding : str
        "cp874" or "utf-8".

    Examples
    --------
    >>> chunks = iter([b"a,1\nb", b",2\n"])
    >>> blocks = csv_blocks(chunks, skip=1, width=2, delimiter=",", encoding="utf-8")
    >>> [(block.columns[0].to_pylist(), block.rows.tolist()) for block in blocks]
    [(['a'], [2]), (['b'], [3])]
    """
    first_row = skip + 1
    parse = partial(_parse, width=width, delimiter=delimiter, encoding=encoding)
    for block in map_ahead(parse, _records(chunks)):
        misshapen = tuple((number + first_row, cells) for number, cells in block.misshapen)
        yield replace(block, rows=block.rows + first_row, misshapen=misshapen)
        first_row += len(block.rows) + len(misshapen)


def _chunks(path: Path, *, marked: str, size: int, offset: int = 0) -> Iterator[bytes]:
    """Give a file's bytes, UTF-16 as UTF-8, without a mark; `offset` counts after that."""
    with path.open("rb") as file:
        if marked.startswith("utf-16"):
            decoder = codecs.getincrementaldecoder(marked)(errors="replace")
            while raw := file.read(size):
                part = decoder.decode(raw).encode("utf-8")
                yield part[offset:]
                offset = max(0, offset - len(part))
            return
        file.seek(offset + (len(codecs.BOM_UTF8) if marked else 0))
        while raw := file.read(size):
            yield raw


def _top_records(data: bytes) -> list[bytes]:
    """Split off the first records, line ends kept; one inside quotes belongs to its record."""
    records, held = [], b""
    for line in data.splitlines(keepends=True):
        held += line
        if held.count(b'"') % 2 == 0:
            records.append(held)
            held = b""
        if len(records) == TOP_ROWS:
            return records
    return [*records, held] if held else records


def _delimiter(text: str) -> str:
    """Give the sign that stands in most lines, the most often."""
    lines = text.splitlines()
    return max(_DELIMITERS, key=lambda d: (sum(d in line for line in lines), text.count(d)))


def _cells(record: str, delimiter: str) -> tuple[str, ...]:
    rows = list(csv.reader(io.StringIO(record, newline=""), delimiter=delimiter))
    return tuple(rows[0]) if rows else ()


def _records(chunks: Iterator[bytes]) -> Iterator[memoryview]:
    """Cut chunks anew so that each ends with a whole record."""
    held = b""
    for chunk in chunks:
        data = held + chunk if held else chunk
        cut = _last_record_end(data)
        held = data[cut:]
        if cut:
            yield memoryview(data)[:cut]
    if held.strip():
        yield memoryview(held)


def _last_record_end(data: bytes) -> int:
    """Give the place after the last line end that is outside quotes."""
    end = data.rfind(b"\n") + 1
    quotes = data.count(b'"', 0, end)
    while end and quotes % 2:
        before = data.rfind(b"\n", 0, end - 1) + 1
        quotes -= data.count(b'"', before, end)
        end = before
    return end


def _parse(part: memoryview, *, width: int, delimiter: str, encoding: str) -> Block:
    """Parse one part; its rows are numbered from 0."""
    refused: list[tuple[int, str]] = []
    try:
        table = _read(part, width=width, delimiter=delimiter, refuse=None)
    except pa.ArrowInvalid:
        # Some row has another number of cells. Their numbers are known to the one-thread parser
        # only, and it hands over such rows in UTF-8.
        text, encoding = decode(bytes(part), encoding=encoding), "utf-8"
        table = _read(
            text.encode(encoding), width=width, delimiter=delimiter, refuse=_noting(refused)
        )
    columns = tuple(_whole(column) for column in table.columns)
    numbers = np.arange(table.num_rows + len(refused))
    at = np.array([number for number, _ in refused], np.int64) - 1
    cells = (_cells(text, delimiter) for _, text in refused)
    misshapen = tuple(zip(numbers[at].tolist(), cells, strict=True))
    return Block(columns, np.delete(numbers, at), encoding, misshapen)


def _noting(refused: list[tuple[int, str]]) -> _Refuse:
    def refuse(row: pa.csv.InvalidRow) -> str:
        refused.append((row.number, row.text))
        return "skip"

    return refuse


def _read(
    part: memoryview | bytes, *, width: int, delimiter: str, refuse: _Refuse | None
) -> pa.Table:
    names = [str(n) for n in range(width)]
    return pa.csv.read_csv(
        pa.BufferReader(part),
        read_options=pa.csv.ReadOptions(
            column_names=names,
            # One thread and one block: more of them cost more than they save at this size.
            use_threads=False,
            block_size=len(part),
        ),
        parse_options=pa.csv.ParseOptions(
            delimiter=delimiter,
            newlines_in_values=True,
            # An empty line keeps its place in the count of rows.
            ignore_empty_lines=False,
            invalid_row_handler=refuse,
        ),
        convert_options=pa.csv.ConvertOptions(
            check_utf8=False,
            strings_can_be_null=False,
            column_types=dict.fromkeys(names, pa.string()),
        ),
    )


def _whole(column: pa.ChunkedArray) -> pa.StringArray:
    return column.chunk(0) if column.num_chunks == 1 else pa.array([], pa.string())
