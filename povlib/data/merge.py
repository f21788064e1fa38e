"""Given rows meet the rows of a register: new, unchanged, or the same key with other content.

Nothing here writes. A key is looked for in all provinces of its table and year, so that a household
given for another province than before is a conflict and not kept twice. Keys that lie in several
units are compared together; all others unit by unit, so that one unit is in memory at a time.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from povlib.data.columns import arrow_schema, sort_rows
from povlib.data.crossing import crossing_numbers, is_crossing
from povlib.data.given import NUMBER, SOURCE, GivenRows, given_schema
from povlib.data.keys import are_unique, key_frame, without_keys
from povlib.data.manifest import NATION, Unit, UnitKey
from povlib.data.store import province_numbers, read_rows
from povlib.schema import TABLES, field

__all__ = ["CONFLICT_COLUMNS", "Merge", "UnitMerge", "merge_given"]

CONFLICT_COLUMNS = ("table", "place_code", "row", "column", "kept", "given", "kept_from")
_MAX_LISTED = 200
_HIDDEN = "[ปกปิด]"


@dataclass(frozen=True)
class UnitMerge:
    """What becomes of one unit.

    Attributes
    ----------
    key : tuple of str, int, str
    rows : pyarrow.Table
        The unit afterwards, sorted.
    added : pyarrow.Table
        Keys of the rows that came in.
    before : pyarrow.Table
        Rows that went, whole.
    sources : tuple of int
        Numbers of the sources that gave the rows.
    """

    key: UnitKey
    rows: pa.Table
    added: pa.Table
    before: pa.Table
    sources: tuple[int, ...]


@dataclass(frozen=True)
class Merge:
    """What becomes of some of the given rows: those of one unit, or with keys in several units.

    Attributes
    ----------
    rows_new, rows_unchanged, rows_replaced : int
        Replaced are those whose key was there with other content.
    repeats : int
        Given rows that share a key with an earlier one and differ; `replace` does not settle these.
    conflicts : DataFrame
        The first rows replaced or repeated, `CONFLICT_COLUMNS`, one line a column that differs.
        Ids never.
    unit : UnitMerge or None
        The unit, where it changes; with the rows that keys in several units bring or take.
    """

    rows_new: int
    rows_unchanged: int
    rows_replaced: int
    repeats: int
    conflicts: pd.DataFrame
    unit: UnitMerge | None = None


@dataclass(frozen=True)
class _Pairs:
    """Rows with the same key: those kept so far and those given; masks say where they differ."""

    kept: pa.Table
    given: pa.Table
    positions: np.ndarray  # of the given rows among all
    differences: dict[str, np.ndarray]
    changed: np.ndarray
    kept_from: str


@dataclass(frozen=True)
class _Compared:
    """Given rows beside kept ones: rows to write, and rows that go by unit."""

    written: pa.Table
    gone: dict[UnitKey, pa.Table]
    counts: Merge


def merge_given(register: Path, given: GivenRows, *, units: Sequence[Unit]) -> Iterator[Merge]:
    """Compare given rows with a register and say what each unit becomes when all are taken in.

    Parameters
    ----------
    register : Path
    given : GivenRows
        Finished.
    units : sequence of Unit
        Of the register's manifest.

    Yields
    ------
    Merge
        Rows that differ are counted as replaced: the caller decides whether they may be. A unit is
        read when it is asked for.
    """
    there = {unit.key: unit for unit in units}
    for year, keys in groupby(given.keys, key=lambda key: key[:2]):
        of_year = {key: unit for key, unit in there.items() if key[:2] == year}
        yield from _merge_year(register, given, keys=[*keys], there=of_year)


def _merge_year(
    register: Path, given: GivenRows, *, keys: Sequence[UnitKey], there: Mapping[UnitKey, Unit]
) -> Iterator[Merge]:
    table, year_be, _ = keys[0]
    crossing = crossing_numbers(register, given, keys=keys, there=there)
    rows = _crossing_rows(given, keys=keys, crossing=crossing)
    across = _compare(register, rows, table=table, units=there.values() if len(rows) else ())
    yield across.counts
    home = _home_provinces(across.written, table=table)
    touched = {(table, year_be, code) for code in home} | set(across.gone)
    for key in sorted({*keys, *touched}):
        rows = _own_rows(given, key=key, crossing=crossing)
        within = _compare(register, rows, table=table, units=[there[key]] if key in there else [])
        brought = across.written.filter(home[key[2]]) if key[2] in home else rows.slice(0, 0)
        unit = _merge_unit(
            register,
            pa.concat_tables([within.written, brought]),
            gone=[c.gone[key] for c in (within, across) if key in c.gone],
            key=key,
            is_there=key in there,
        )
        yield replace(within.counts, unit=unit)


def _crossing_rows(given: GivenRows, *, keys: Sequence[UnitKey], crossing: np.ndarray) -> pa.Table:
    """Give the rows whose keys lie in several units, in the order in which they came."""
    parts = [given_schema(keys[0][0]).empty_table()]
    for key in keys:
        mask = is_crossing(given.first_keys(key), crossing=crossing)
        if mask.any():
            parts.append(given.rows(key).filter(mask))
    rows = pa.concat_tables(parts)
    return rows.sort_by([(SOURCE, "ascending"), (NUMBER, "ascending")]) if len(rows) else rows


def _own_rows(given: GivenRows, *, key: UnitKey, crossing: np.ndarray) -> pa.Table:
    """Give the rows of a unit whose keys lie in no other one."""
    if key not in given.keys:
        return given_schema(key[0]).empty_table()
    return _filtered(given.rows(key), ~is_crossing(given.first_keys(key), crossing=crossing))


def _compare(register: Path, given: pa.Table, *, table: str, units: Iterable[Unit]) -> _Compared:
    """Compare rows with those of some units, in which all their keys are looked for."""
    first, again = _first_rows(given, table=table)
    found = {unit.key: _find_pairs(register, first, unit=unit) for unit in units}
    pairs = {key: p for key, p in found.items() if p is not None}
    is_new, is_changed = np.ones(first.num_rows, bool), np.zeros(first.num_rows, bool)
    for p in pairs.values():
        is_new[p.positions] = False
        is_changed[p.positions[p.changed]] = True
    new, replaced, repeats = (int(mask.sum()) for mask in (is_new, is_changed, again.changed))
    listed = [_list_pairs(p, table=table) for p in (again, *pairs.values())]
    return _Compared(
        written=_filtered(first, is_new | is_changed),
        gone={key: p.kept.filter(p.changed) for key, p in pairs.items() if p.changed.any()},
        counts=Merge(
            rows_new=new,
            rows_unchanged=given.num_rows - new - replaced - repeats,
            rows_replaced=replaced,
            repeats=repeats,
            conflicts=pd.concat(listed, ignore_index=True),
        ),
    )


def _first_rows(given: pa.Table, *, table: str) -> tuple[pa.Table, _Pairs]:
    source = "แถวก่อนหน้าในไฟล์เดียวกัน"
    if are_unique(given, table=table):
        none = np.array([], np.int64)
        return given, _pair(given.slice(0, 0), given, none, table=table, kept_from=source)
    keys = key_frame(given, table=table)
    number = keys.groupby(list(keys.columns), dropna=False, sort=False).ngroup().to_numpy()
    _, first, inverse = np.unique(number, return_index=True, return_inverse=True)
    again = np.flatnonzero(first[inverse] != np.arange(len(number)))
    kept = given.take(first[inverse][again])
    return given.take(np.sort(first)), _pair(kept, given, again, table=table, kept_from=source)


def _find_pairs(register: Path, given: pa.Table, *, unit: Unit) -> _Pairs | None:
    first = TABLES[unit.table].key[0]
    there = read_rows(register, key=unit.key, columns=[first])[first]
    if not pc.any(pc.is_in(there, given[first].combine_chunks())).as_py():
        return None
    kept = read_rows(register, key=unit.key)
    left, right = (key_frame(rows, table=unit.table) for rows in (given, kept))
    names = list(left.columns)
    both = left.assign(given_at=np.arange(len(left))).merge(
        right.assign(kept_at=np.arange(len(right))), on=names, validate="one_to_one"
    )
    files = ", ".join(dict.fromkeys(source.file_name for source in unit.sources))
    return _pair(
        kept.take(both["kept_at"].to_numpy()),
        given,
        both["given_at"].to_numpy(),
        table=unit.table,
        kept_from=f"ทะเบียน ({files})",
    )


def _pair(
    kept: pa.Table, given: pa.Table, positions: np.ndarray, *, table: str, kept_from: str
) -> _Pairs:
    rows = given.take(positions)
    differences = {c: _differs(kept[c], rows[c]) for c in arrow_schema(table).names}
    changed = np.logical_or.reduce(list(differences.values()))
    return _Pairs(kept, rows, positions, differences, changed, kept_from)


def _differs(kept: pa.ChunkedArray, given: pa.ChunkedArray) -> np.ndarray:
    unequal = pc.fill_null(pc.not_equal(kept, given), False)
    return pc.or_(unequal, pc.xor(pc.is_null(kept), pc.is_null(given))).to_numpy()


def _list_pairs(pairs: _Pairs, *, table: str) -> pd.DataFrame:
    changed = np.flatnonzero(pairs.changed)[:_MAX_LISTED]
    lines = [
        _list_cell(pairs, at=at, column=column, table=table)
        for at in changed
        for column, mask in pairs.differences.items()
        if mask[at]
    ]
    return pd.DataFrame(lines, columns=list(CONFLICT_COLUMNS))


def _list_cell(pairs: _Pairs, *, at: int, column: str, table: str) -> tuple[object, ...]:
    columns = TABLES[table].columns
    place = next(c for c in ("village_code", "subdistrict_code", "area_code") if c in columns)
    values = [rows[column][at].as_py() for rows in (pairs.kept, pairs.given)]
    kept, given = (_cell_text(value, column=column, table=table) for value in values)
    code, number = str(pairs.given[place][at].as_py()), pairs.given[NUMBER][at].as_py()
    return (table, code, number, column, kept, given, pairs.kept_from)


def _cell_text(value: object, *, column: str, table: str) -> str:
    if value is None:
        return "(ว่าง)"
    return _HIDDEN if field(table, column).kind == "id" else str(value)


def _home_provinces(rows: pa.Table, *, table: str) -> dict[str, np.ndarray]:
    """Say of each province which rows lie in it."""
    if not TABLES[table].is_by_province:
        return {NATION: np.ones(rows.num_rows, bool)} if rows.num_rows else {}
    provinces = province_numbers(rows)
    return {str(code): provinces == code for code in np.flatnonzero(np.bincount(provinces))}


def _filtered(rows: pa.Table, mask: np.ndarray) -> pa.Table:
    return rows if mask.all() else rows.filter(mask)


def _merge_unit(
    register: Path, given: pa.Table, *, gone: Sequence[pa.Table], key: UnitKey, is_there: bool
) -> UnitMerge | None:
    """Give the unit with the given rows and without those that go; None where nothing changes."""
    table = key[0]
    none = arrow_schema(table).empty_table()
    before = pa.concat_tables([none, *gone])
    if not given.num_rows and not before.num_rows:
        return None
    kept = read_rows(register, key=key) if is_there else none
    stay = without_keys(kept, before, table=table)
    rows = pa.concat_tables([stay, given.select(none.column_names)]).combine_chunks()
    return UnitMerge(
        key=key,
        rows=sort_rows(rows, table=table),
        added=given.select(list(TABLES[table].key)),
        before=before,
        sources=tuple(sorted(given[SOURCE].unique().to_pylist())),
    )
