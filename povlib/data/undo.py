"""What an ingest did, kept so that it can be reversed: keys that came and whole rows that went.

`REG/undo/<ingest id>/<table>/<year>/<province>/` holds `added.parquet` and `before.parquet`.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from povlib.data.columns import sort_rows
from povlib.data.commit import Change, commit, locked
from povlib.data.keys import has_key, without_keys
from povlib.data.log import LogEntry, log_text, next_id, read_log, undone_ids
from povlib.data.manifest import Unit, UnitKey, read_manifest, unit_path
from povlib.data.merge import UnitMerge
from povlib.data.store import read_rows, stage_rows, write_rows
from povlib.errors import RegisterError

__all__ = ["ADDED", "BEFORE", "UNDO_FOLDER", "keep_undo", "undo_ingest"]

UNDO_FOLDER = "undo"
ADDED = "added.parquet"
BEFORE = "before.parquet"


def keep_undo(folder: Path, *, merge: UnitMerge) -> None:
    """Write what is needed to reverse an ingest in one unit.

    Parameters
    ----------
    folder : Path
        In the staging folder.
    merge : UnitMerge
        A unit that changes.
    """
    place = folder / unit_path(merge.key).parent
    place.mkdir(parents=True)
    write_rows(merge.added, path=place / ADDED)
    write_rows(merge.before, path=place / BEFORE)


def undo_ingest(register: Path, *, ingest_id: str, recorded_at: str = "") -> LogEntry:
    """Reverse one ingest: the units are byte for byte as if it had not been.

    Parameters
    ----------
    register : Path
    ingest_id : str
        As the log names it.
    recorded_at : str
        ISO time for the log.

    Returns
    -------
    LogEntry
        The line written to the log.

    Raises
    ------
    RegisterError
        There is no such ingest, it has been reversed, or a later one touched the same rows.
    """
    with locked(register) as staging:
        entries = read_log(register)
        ingest = _require_ingest(entries, ingest_id=ingest_id)
        _require_untouched(register, ingest=ingest, entries=entries)
        manifest = read_manifest(register)
        after = {
            unit.key: _undone(register, staging=staging, ingest=ingest, unit=unit)
            for unit in manifest.units
            if unit.key in ingest.units and _place(register, entry=ingest, key=unit.key).exists()
        }
        removed = sum(_count_added(register, ingest=ingest, key=key) for key in after)
        kept = [unit for unit in manifest.units if unit.key not in after]
        restored = [unit for unit in after.values() if unit is not None]
        entry = LogEntry(
            next_id(entries),
            "undo",
            recorded_at,
            rows_removed=removed,
            units=ingest.units,
            of=ingest_id,
        )
        change = Change(
            manifest=replace(manifest, units=(*kept, *restored)),
            log_text=log_text([*entries, entry]),
            units={key: unit is not None for key, unit in after.items()},
            trees={f"{UNDO_FOLDER}/{ingest_id}": None, f"rejects/{ingest_id}": None},
        )
        commit(register, staging=staging, change=change)
    return entry


def _require_ingest(entries: Sequence[LogEntry], *, ingest_id: str) -> LogEntry:
    undone = undone_ids(entries)
    can = [e.ingest_id for e in entries if e.action == "ingest" and e.ingest_id not in undone]
    if ingest_id not in can:
        raise RegisterError(
            "ย้อนได้เฉพาะการนำเข้าที่อยู่ในบันทึกและยังไม่ได้ย้อน",
            got=ingest_id,
            todo=f"เลือกจาก {', '.join(can) or '(ไม่มีรายการที่ย้อนได้)'}",
        )
    return next(e for e in entries if e.ingest_id == ingest_id)


def _require_untouched(register: Path, *, ingest: LogEntry, entries: Sequence[LogEntry]) -> None:
    undone = undone_ids(entries)
    later = [e for e in entries if e.ingest_id > ingest.ingest_id and e.ingest_id not in undone]
    touching = [e.ingest_id for e in later if _touches(register, later=e, ingest=ingest)]
    if touching:
        raise RegisterError(
            f"ย้อนรายการ {ingest.ingest_id} ไม่ได้ เพราะรายการหลังจากนั้นเขียนแถวเดียวกัน",
            got=", ".join(touching),
            todo=f"ย้อนรายการ {touching[-1]} ก่อน แล้วจึงย้อน {ingest.ingest_id}",
        )


def _touches(register: Path, *, later: LogEntry, ingest: LogEntry) -> bool:
    shared = set(later.units) & set(ingest.units)
    if later.action == "build":
        return bool(shared)
    kept = [
        key
        for key in shared
        if all(_place(register, entry=e, key=key).exists() for e in (later, ingest))
    ]
    return any(
        has_key(_touched(register, later, key), _touched(register, ingest, key), table=key[0]).any()
        for key in kept
    )


def _touched(register: Path, entry: LogEntry, key: UnitKey) -> pa.Table:
    added, before = _read_kept(register, entry=entry, key=key)
    return pa.concat_tables([added, before.select(added.column_names)])


def _place(register: Path, *, entry: LogEntry, key: UnitKey) -> Path:
    # It is not there where the round has been forgotten since.
    return register / UNDO_FOLDER / entry.ingest_id / unit_path(key).parent


def _read_kept(register: Path, *, entry: LogEntry, key: UnitKey) -> tuple[pa.Table, pa.Table]:
    place = _place(register, entry=entry, key=key)
    with pq.ParquetFile(place / ADDED) as added, pq.ParquetFile(place / BEFORE) as before:
        return added.read(), before.read()


def _count_added(register: Path, *, ingest: LogEntry, key: UnitKey) -> int:
    added, _ = _read_kept(register, entry=ingest, key=key)
    return int(has_key(read_rows(register, key=key), added, table=key[0]).sum())


def _undone(register: Path, *, staging: Path, ingest: LogEntry, unit: Unit) -> Unit | None:
    added, before = _read_kept(register, entry=ingest, key=unit.key)
    stay = without_keys(read_rows(register, key=unit.key), added, table=unit.table)
    rows = pa.concat_tables([stay, before]).combine_chunks()
    sources = tuple(s for s in unit.sources if s.ingest_id != ingest.ingest_id)
    if not rows.num_rows and not sources:
        return None
    return stage_rows(staging, sort_rows(rows, table=unit.table), key=unit.key, sources=sources)
