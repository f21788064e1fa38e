"""Tables that come one after the other: rejected rows and issues, however many there are."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

__all__ = ["PARTS_BYTES", "Parts", "join_texts", "write_parts"]

PARTS_BYTES = 16 * 10**6
_PACKED = pa.ipc.IpcWriteOptions(compression="lz4", use_threads=False)


class Parts:
    """Tables in the order in which they came; what is over a limit waits on disk.

    Parameters
    ----------
    folder : pathlib.Path
        Made when something goes to disk.
    limit_bytes : int

    Attributes
    ----------
    rows : int
    """

    def __init__(self, folder: Path, *, limit_bytes: int = PARTS_BYTES):
        self._folder, self._limit = folder, limit_bytes
        self._waiting: list[pa.Table] = []
        self._bytes = 0
        self._files: list[Path] = []
        self._schema = pa.schema([])
        self.rows = 0

    @property
    def schema(self) -> pa.Schema:
        """Columns of all tables, in the order in which they came."""
        return self._schema

    def add(self, table: pa.Table) -> None:
        """Take a table; one without rows counts for nothing."""
        if not table.num_rows:
            return
        self._schema = pa.unify_schemas([self._schema, table.schema])
        self._waiting.append(table)
        self._bytes += table.nbytes
        self.rows += table.num_rows
        if self._bytes > self._limit:
            self._set_aside()

    def __iter__(self) -> Iterator[pa.Table]:
        """Give the rows in tables of about the limit's size; a column may be absent from some."""
        for path in self._files:
            with pa.OSFile(str(path)) as file:
                yield pa.ipc.open_file(file).read_all()
        if self._waiting:
            yield join_texts(self._waiting)

    def _set_aside(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"{len(self._files)}.arrow"
        rows = join_texts(self._waiting)
        with (
            pa.OSFile(str(path), "wb") as file,
            pa.ipc.new_file(file, rows.schema, options=_PACKED) as writer,
        ):
            writer.write_table(rows)
        self._files.append(path)
        self._waiting, self._bytes = [], 0


def write_parts(parts: Sequence[Parts], *, path: Path) -> None:
    """Write all rows as one Parquet file; a text column that a table lacks is "" there.

    Parameters
    ----------
    parts : sequence of Parts
    path : pathlib.Path
    """
    schema = pa.unify_schemas([part.schema for part in parts])
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for part in parts:
            for table in part:
                writer.write_table(join_texts([schema.empty_table(), table]))


def join_texts(tables: Sequence[pa.Table]) -> pa.Table:
    """Put tables together; a text column that one of them lacks is "" there.

    Examples
    --------
    >>> text = pa.large_string()
    >>> parts = [pa.table({"a": pa.array(["1"], text)}), pa.table({"b": pa.array(["2"], text)})]
    >>> join_texts(parts).to_pydict()
    {'a': ['1', ''], 'b': ['', '2']}
    """
    joined = pa.concat_tables(tables, promote_options="default").combine_chunks()
    columns = [
        column.fill_null("") if pa.types.is_large_string(column.type) else column
        for column in joined.columns
    ]
    return pa.table(columns, schema=joined.schema)
