"""Units of a register: reading one, and writing whole ones."""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from povlib.data.columns import arrow_schema, require_teams, sort_rows, to_arrow, to_frame
from povlib.data.commit import Change, commit, current_path, locked
from povlib.data.keys import are_unique
from povlib.data.log import LogEntry, log_text, next_id, read_log
from povlib.data.manifest import (
    NATION,
    SourceRecord,
    Unit,
    UnitKey,
    read_manifest,
    unit_path,
    years_be,
)
from povlib.errors import RegisterError
from povlib.schema import TABLES

__all__ = [
    "UnitBatch",
    "districts",
    "read_rows",
    "read_unit",
    "stage_rows",
    "stage_unit",
    "unit_batch",
    "write_rows",
    "write_unit",
]


class UnitBatch:
    """Whole units on their way into a register; made by `unit_batch`.

    Attributes
    ----------
    staging : Path
        For `stage_unit` in other processes.
    """

    def __init__(self, staging: Path):
        self.staging = staging
        self._units: dict[UnitKey, Unit] = {}

    @property
    def units(self) -> tuple[Unit, ...]:
        """What has been staged so far."""
        return tuple(self._units.values())

    def take(self, unit: Unit) -> None:
        """Note a unit that `stage_unit` has staged."""
        self._units[unit.key] = unit

    def write(
        self,
        table: str,
        frame: pd.DataFrame,
        *,
        year_be: int,
        province_code: str,
        source: SourceRecord,
    ) -> None:
        """Stage a whole unit; see `write_unit`."""
        key = (table, year_be, province_code)
        self.take(stage_unit(self.staging, frame, key=key, source=source))


def read_unit(
    register: Path,
    table: str,
    *,
    year_be: int,
    province_code: str,
    columns: Iterable[str] | None = None,
) -> pd.DataFrame:
    """Read the rows of one province and year.

    Parameters
    ----------
    register : Path
    table : str
        One of `schema.TABLES`.
    year_be : int
        Value of the table's year column.
    province_code : str
        Two digits; "TH" for small national tables.
    columns : iterable of str, optional
        All columns where not given.

    Returns
    -------
    DataFrame
        In order of village_code and household_id. Ids int64, codes and counts int32, money and
        other numbers that may be missing float64 with NaN, dates datetime64[s]. A province without
        rows gives an empty frame of the same types.

    Raises
    ------
    RegisterError
        The register has no rows of the table in that year (the message lists the years that it
        has), or teams in it are no codes.
    """
    rows = read_rows(
        register,
        key=(table, year_be, province_code),
        columns=None if columns is None else [*columns],
    )
    # A register of an older version may hold names here, and tables show what it holds.
    require_teams(rows, where=table)
    return to_frame(rows, table=table)


def districts(
    register: Path, table: str, *, year_be: int, province_codes: Iterable[str]
) -> tuple[str, ...]:
    """List the districts that have rows of a table in a year, in order of code.

    Parameters
    ----------
    register : Path
    table : str
        One with `village_code`; only that column is read.
    year_be : int
    province_codes : iterable of str
        Provinces to look in; one without rows gives none.

    Returns
    -------
    tuple of str
        Four digits each.

    Raises
    ------
    RegisterError
        As `read_unit`.
    """
    found: set[int] = set()
    for code in province_codes:
        rows = read_rows(register, key=(table, year_be, code), columns=["village_code"])
        found.update((np.unique(rows["village_code"].to_numpy()) // 10_000).tolist())
    return tuple(f"{code:04d}" for code in sorted(found))


def read_rows(
    register: Path, *, key: UnitKey, columns: list[str] | None = None, use_threads: bool = True
) -> pa.Table:
    """Read the rows of one unit with their types on disk; see `read_unit`.

    Without threads it costs less processor time: for who reads several units at once.
    """
    table, year_be, _ = key
    schema = arrow_schema(table)
    wanted = columns or schema.names
    unknown = [c for c in wanted if c not in schema.names]
    if unknown:
        raise RegisterError("a column must be in the dictionary", got=unknown, where=table)
    path = current_path(register, key=key)
    if path.exists():
        with pq.ParquetFile(path) as file:
            return file.read(columns=wanted, use_threads=use_threads).select(wanted)
    known = years_be(register, table)
    if year_be not in known:
        raise RegisterError(
            f"ทะเบียนต้องมี{TABLES[table].label_th}ของปีที่ขอ",
            got=year_be,
            where=str(register),
            todo=f"ปีที่มี: {', '.join(map(str, known)) or 'ไม่มีเลย'}",
        )
    return pa.schema([schema.field(c) for c in wanted]).empty_table()


def write_unit(
    register: Path,
    table: str,
    frame: pd.DataFrame,
    *,
    year_be: int,
    province_code: str,
    source: SourceRecord,
) -> None:
    """Write the whole of one unit, in place of what was there; for many units use `unit_batch`.

    Parameters
    ----------
    register : Path
    table : str
    frame : DataFrame
        All rows of the unit, in any order; optional columns may be absent.
    year_be : int
    province_code : str
    source : SourceRecord

    Raises
    ------
    RegisterError
        A value does not fit the dictionary, a row belongs to another unit, or a key occurs twice.
    """
    with unit_batch(register) as batch:
        batch.write(table, frame, year_be=year_be, province_code=province_code, source=source)


@contextmanager
def unit_batch(register: Path, *, recorded_at: str = "") -> Iterator[UnitBatch]:
    """Write many whole units at once; they and the manifest become part of the register at the end.

    Parameters
    ----------
    register : Path
    recorded_at : str
        ISO time for the log, given by the door.

    Yields
    ------
    UnitBatch
        Its `write` takes one unit after the other; memory does not grow with their number.
    """
    with locked(register) as staging:
        batch = UnitBatch(staging)
        yield batch
        entries = read_log(register)
        ingest_id = next_id(entries)
        units = [_with_ingest(unit, ingest_id=ingest_id) for unit in batch.units]
        keys = tuple(unit.key for unit in units)
        manifest = read_manifest(register)
        kept = [unit for unit in manifest.units if unit.key not in set(keys)]
        rows = sum(unit.rows for unit in units)
        entry = LogEntry(ingest_id, "build", recorded_at, rows_new=rows, units=keys)
        change = Change(
            manifest=replace(manifest, units=(*kept, *units)),
            log_text=log_text([*entries, entry]),
            units=dict.fromkeys(keys, True),
        )
        commit(register, staging=staging, change=change)


def stage_unit(staging: Path, frame: pd.DataFrame, *, key: UnitKey, source: SourceRecord) -> Unit:
    """Check and sort the rows of a unit and write them into a staging folder.

    Parameters
    ----------
    staging : Path
        Of a `UnitBatch`; other processes may stage at the same time.
    frame : DataFrame
    key : tuple of str, int, str
        Table, year and province.
    source : SourceRecord

    Returns
    -------
    Unit
        To be noted with `UnitBatch.take`.

    Raises
    ------
    RegisterError
        See `write_unit`.
    """
    rows = sort_rows(to_arrow(frame, table=key[0]), table=key[0])
    return stage_rows(staging, rows, key=key, sources=(source,))


def stage_rows(
    staging: Path, rows: pa.Table, *, key: UnitKey, sources: tuple[SourceRecord, ...]
) -> Unit:
    """Write sorted rows as a unit file into a staging folder; same rows give same bytes.

    Raises
    ------
    RegisterError
        A row belongs to another unit, or a key occurs twice.
    """
    table, year_be, province_code = key
    _require_place(rows, key=key)
    if not are_unique(rows, table=table):
        raise RegisterError("a key must occur once in a unit", got=TABLES[table].key, where=table)
    path = staging / "new" / unit_path(key)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_rows(rows, path=path)
    persons = pc.sum(rows["members"]).as_py() or 0 if table == "household" else None
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Unit(table, year_be, province_code, rows.num_rows, persons, digest, sources)


def write_rows(rows: pa.Table, *, path: Path) -> None:
    """Write a table as Parquet in one row group; same rows give same bytes."""
    numbers = [f.name for f in rows.schema if pa.types.is_integer(f.type)]
    flags = [f.name for f in rows.schema if pa.types.is_int8(f.type)]
    pq.write_table(
        rows,
        path,
        compression="snappy",
        row_group_size=max(rows.num_rows, 1),
        # Differences are smaller than a dictionary of ids, and quicker to write and read for flags.
        use_dictionary=[c for c in rows.column_names if c not in numbers],
        column_encoding=dict.fromkeys(numbers, "DELTA_BINARY_PACKED"),
        write_statistics=[c for c in rows.column_names if c not in flags],
    )


def _with_ingest(unit: Unit, *, ingest_id: str) -> Unit:
    return replace(unit, sources=tuple(replace(s, ingest_id=ingest_id) for s in unit.sources))


def _require_place(rows: pa.Table, *, key: UnitKey) -> None:
    table, year_be, province_code = key
    entry = TABLES[table]
    if (province_code == NATION) == entry.is_by_province:
        raise RegisterError(
            "a province code must be two digits, or TH for national tables", got=key
        )
    if not rows.num_rows:
        return
    if pc.min_max(rows[entry.year_column]).as_py() != {"min": year_be, "max": year_be}:
        raise RegisterError("all rows of a unit must be of its year", where=str(key))
    provinces = province_numbers(rows) if entry.is_by_province else None
    if provinces is not None and (provinces != int(province_code)).any():
        raise RegisterError("all rows of a unit must lie in its province", where=str(key))


def province_numbers(rows: pa.Table) -> np.ndarray:
    """Give the province of each row as an integer, from its village or subdistrict code."""
    if "village_code" in rows.column_names:
        return rows["village_code"].to_numpy() // 10**6
    return rows["subdistrict_code"].to_numpy() // 10**4
