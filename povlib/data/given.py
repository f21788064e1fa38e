"""Rows on their way into a register, by unit; what is over a limit waits on disk.

Rows come in any order. Up to the limit they stay in memory; beyond it they are parted by table,
year and province and written as Arrow files into the staging folder, from which each unit is read
back by itself. So memory follows the largest unit and not the number of rows.
"""

from collections.abc import Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa

from povlib.data.columns import arrow_schema, require_rows, take_rows
from povlib.data.manifest import NATION, UnitKey
from povlib.data.store import province_numbers
from povlib.schema import TABLES

__all__ = ["LIMIT_BYTES", "NUMBER", "SOURCE", "GivenRows", "given_schema"]

NUMBER = "_row"  # column of given rows: the row number in the file
SOURCE = "_source"  # column of given rows: the number of the source
LIMIT_BYTES = 64 * 10**6
_MOST_PROVINCES = 100
_PACKED = pa.ipc.IpcWriteOptions(compression="lz4", use_threads=False)


def given_schema(table: str) -> pa.Schema:
    """Give the types of given rows: those on disk, `NUMBER` and `SOURCE`."""
    more = [pa.field(NUMBER, pa.int64()), pa.field(SOURCE, pa.int32())]
    return pa.schema([*arrow_schema(table), *more])


@dataclass(frozen=True)
class _Piece:
    """Rows of one unit in a file: so many batches from the first one on."""

    path: Path
    first: int
    count: int

    def read(self, column: str | None) -> pa.Table:
        """Read all columns, or one."""
        with pa.OSFile(str(self.path)) as file:
            schema = pa.ipc.open_file(file).schema
            wanted = range(len(schema)) if column is None else [schema.get_field_index(column)]
            options = pa.ipc.IpcReadOptions(included_fields=[*wanted], use_threads=False)
            batches = pa.ipc.open_file(file, options=options)
            numbers = range(self.first, self.first + self.count)
            return pa.Table.from_batches([batches.get_batch(n) for n in numbers])


class GivenRows:
    """Rows of any tables, years and provinces.

    Parameters
    ----------
    folder : pathlib.Path
        Made when rows go to disk.
    aside : Executor
        Writes while rows still come.
    limit_bytes : int
        More than this is not kept in memory while rows come; twice as much while it is written.
    """

    def __init__(self, folder: Path, *, aside: Executor, limit_bytes: int = LIMIT_BYTES):
        self._folder, self._aside, self._limit = folder, aside, limit_bytes
        self._waiting: dict[str, list[pa.Table]] = {}
        self._bytes = 0
        self._files = 0
        self._writing: Future[dict[UnitKey, _Piece]] | None = None
        self._units: dict[UnitKey, list[_Piece | pa.Table]] = {}
        self._years: set[tuple[str, int]] = set()

    @property
    def years(self) -> frozenset[tuple[str, int]]:
        """Tables and years of all rows."""
        return frozenset(self._years)

    @property
    def keys(self) -> tuple[UnitKey, ...]:
        """Units of all rows, in order; only after `finish`."""
        return tuple(sorted(self._units))

    def add(self, table: str, rows: pa.Table) -> None:
        """Take rows with the types on disk, `NUMBER` and `SOURCE`."""
        if not rows.num_rows:
            return
        self._years |= {
            (table, year) for year in rows[TABLES[table].year_column].unique().to_pylist()
        }
        self._waiting.setdefault(table, []).append(rows)
        self._bytes += rows.nbytes
        if self._bytes > self._limit:
            self._set_aside()

    def finish(self) -> None:
        """Part the rows that are in memory still; called once, after all rows.

        Raises
        ------
        RegisterError
            A value does not fit the dictionary.
        """
        if self._files and self._waiting:
            self._set_aside()
        self._take_written()
        for table, parts in self._waiting.items():
            for key, rows in _by_unit(pa.concat_tables(parts), table=table):
                self._units.setdefault(key, []).append(rows)
        self._waiting = {}

    def first_keys(self, key: UnitKey) -> pa.ChunkedArray:
        """Give the first column of the key of a unit's rows."""
        column = TABLES[key[0]].key[0]
        parts = [
            part.read(column)[column] if isinstance(part, _Piece) else part[column]
            for part in self._units[key]
        ]
        return pa.chunked_array([chunk for part in parts for chunk in part.chunks], parts[0].type)

    def rows(self, key: UnitKey) -> pa.Table:
        """Give the rows of a unit, in the order in which they came."""
        parts = (part.read(None) if isinstance(part, _Piece) else part for part in self._units[key])
        return pa.concat_tables(parts)

    def _set_aside(self) -> None:
        self._take_written()
        given, self._waiting, self._bytes = self._waiting, {}, 0
        self._folder.mkdir(parents=True, exist_ok=True)
        self._files += len(given)
        paths = {table: self._folder / f"{self._files}-{table}.arrow" for table in given}
        self._writing = self._aside.submit(_write_all, given, paths)

    def _take_written(self) -> None:
        """Wait for what is being written, and note where it lies."""
        if self._writing is not None:
            for key, piece in self._writing.result().items():
                self._units.setdefault(key, []).append(piece)
            # Else arrow holds on to what large blocks have left behind.
            pa.default_memory_pool().release_unused()
        self._writing = None


def _write_all(given: dict[str, list[pa.Table]], paths: dict[str, Path]) -> dict[UnitKey, _Piece]:
    return {
        key: piece
        for table, parts in given.items()
        for key, piece in _write(pa.concat_tables(parts), table=table, path=paths[table])
    }


def _write(rows: pa.Table, *, table: str, path: Path) -> list[tuple[UnitKey, _Piece]]:
    pieces, first = [], 0
    with (
        pa.OSFile(str(path), "wb") as file,
        pa.ipc.new_file(file, rows.schema, options=_PACKED) as writer,
    ):
        for key, part in _by_unit(rows, table=table):
            batches = part.to_batches()
            for batch in batches:
                writer.write_batch(batch)
            pieces.append((key, _Piece(path, first, len(batches))))
            first += len(batches)
    return pieces


def _by_unit(rows: pa.Table, *, table: str) -> Iterator[tuple[UnitKey, pa.Table]]:
    """Part checked rows by year and province; each part keeps their order."""
    require_rows(rows, table=table)
    units = _unit_numbers(rows, table=table)
    if (units[1:] < units[:-1]).any():
        order = np.argsort(units, kind="stable")
        rows, units = take_rows(rows, order=order), units[order]
    starts = np.flatnonzero(np.r_[True, units[1:] != units[:-1]]).tolist()
    for start, end in zip(starts, [*starts[1:], len(units)], strict=True):
        year_be, province = divmod(int(units[start]), _MOST_PROVINCES)
        code = f"{province:02d}" if TABLES[table].is_by_province else NATION
        yield (table, year_be, code), rows.slice(start, end - start)


def _unit_numbers(rows: pa.Table, *, table: str) -> np.ndarray:
    years = rows[TABLES[table].year_column].to_numpy().astype(np.int64) * _MOST_PROVINCES
    return years + province_numbers(rows) if TABLES[table].is_by_province else years
