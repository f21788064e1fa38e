"""Removing a household or a BMN round from a register, undo copies and rejects too."""

import shutil
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from povlib.data.commit import Change, commit, locked
from povlib.data.log import LogEntry, log_text, next_id, read_log
from povlib.data.manifest import Unit, UnitKey, read_manifest
from povlib.data.store import read_rows, stage_rows
from povlib.data.transaction import ISSUES_NAME, REJECTS_FOLDER, REJECTS_NAME
from povlib.data.undo import UNDO_FOLDER
from povlib.schema import TABLES

__all__ = ["Forgotten", "forget_household", "forget_round"]

_TREES = "trees"
_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


@dataclass(frozen=True)
class Forgotten:
    """What was removed.

    Attributes
    ----------
    rows : int
        Rows of tables.
    rejected_rows : int
        Rejected rows.
    copies : int
        Undo copies and folders of rejects that were changed.
    """

    rows: int
    rejected_rows: int
    copies: int


def forget_household(register: Path, *, household_id: int, recorded_at: str = "") -> Forgotten:
    """Remove a household from every table, year, undo copy and rejected row.

    Where another household names it as its origin, that name is emptied.

    Parameters
    ----------
    register : Path
    household_id : int
        Eleven digits; it is written nowhere, not in the log either.
    recorded_at : str
        ISO time for the log.

    Returns
    -------
    Forgotten
        All zero where nothing names the household; then nothing is written.
    """
    with locked(register) as staging:
        found = [_units_without(register, staging=staging, household_id=household_id)]
        found += [
            _undo_without(folder, staging=staging, household_id=household_id)
            for folder in _folders(register, UNDO_FOLDER)
        ]
        found += [
            _rejects_without(folder, staging=staging, household_id=household_id)
            for folder in _folders(register, REJECTS_FOLDER)
        ]
        return _keep(
            register, staging=staging, found=found, of="household", recorded_at=recorded_at
        )


def forget_round(register: Path, *, bmn_year_be: int, recorded_at: str = "") -> Forgotten:
    """Remove a BMN round: its households and area totals, their undo copies and rejected rows.

    Targets, follow-ups, plans and teams belong to fiscal years and stay.

    Parameters
    ----------
    register : Path
    bmn_year_be : int
    recorded_at : str
        ISO time for the log.

    Returns
    -------
    Forgotten
        All zero where nothing of the round is there; then nothing is written.
    """
    with locked(register) as staging:
        units = [u for u in read_manifest(register).units if _is_of_round(u.key, bmn_year_be)]
        rows = sum(unit.rows for unit in units)
        found = [_Found(rows, units=dict.fromkeys(unit.key for unit in units))]
        found += [
            _undo_without_round(folder, staging=staging, bmn_year_be=bmn_year_be)
            for folder in _folders(register, UNDO_FOLDER)
        ]
        found += [
            _rejects_of_round(register, entry=entry, bmn_year_be=bmn_year_be)
            for entry in read_log(register)
        ]
        of = f"round {bmn_year_be}"
        return _keep(register, staging=staging, found=found, of=of, recorded_at=recorded_at)


@dataclass(frozen=True)
class _Found:
    """One thing that changes: units (None where one goes) or folders beside the tables."""

    rows: int = 0
    rejected_rows: int = 0
    units: dict[UnitKey, Unit | None] = field(default_factory=dict)
    trees: dict[str, str | None] = field(default_factory=dict)


def _keep(
    register: Path, *, staging: Path, found: Sequence[_Found], of: str, recorded_at: str
) -> Forgotten:
    units = {key: unit for f in found for key, unit in f.units.items()}
    trees = {target: staged for f in found for target, staged in f.trees.items()}
    rows, rejected = sum(f.rows for f in found), sum(f.rejected_rows for f in found)
    if not units and not trees:
        return Forgotten(0, 0, 0)
    manifest, entries = read_manifest(register), read_log(register)
    kept = [unit for unit in manifest.units if unit.key not in units]
    changed = [unit for unit in units.values() if unit is not None]
    entry = LogEntry(
        next_id(entries), "forget", recorded_at, rows_removed=rows, units=tuple(units), of=of
    )
    change = Change(
        manifest=replace(manifest, units=(*kept, *changed)),
        log_text=log_text([*entries, entry]),
        units={key: unit is not None for key, unit in units.items()},
        trees=trees,
    )
    commit(register, staging=staging, change=change)
    return Forgotten(rows, rejected, len(trees))


def _folders(register: Path, name: str) -> list[Path]:
    folder = register / name
    return sorted(folder.iterdir()) if folder.exists() else []


def _units_without(register: Path, *, staging: Path, household_id: int) -> _Found:
    units: dict[UnitKey, Unit | None] = {}
    removed = 0
    for unit in read_manifest(register).units:
        if "household_id" not in TABLES[unit.table].columns:
            continue
        rows = _without(read_rows(register, key=unit.key), household_id=household_id)
        if rows is not None:
            removed += unit.rows - rows.num_rows
            units[unit.key] = stage_rows(staging, rows, key=unit.key, sources=unit.sources)
    return _Found(removed, units=units)


def _without(rows: pa.Table, *, household_id: int) -> pa.Table | None:
    """Give the rows without a household and its name as an origin; None where it is not there."""
    is_it = pc.equal(rows["household_id"], household_id)
    found = pc.any(is_it).as_py()
    kept = rows.filter(pc.invert(is_it)) if found else rows
    if "origin_household_id" in rows.column_names:
        origin = kept["origin_household_id"]
        comes_from = pc.fill_null(pc.equal(origin, household_id), False)
        if pc.any(comes_from).as_py():
            found = True
            at = rows.column_names.index("origin_household_id")
            emptied = pc.if_else(comes_from, pa.scalar(None, origin.type), origin)
            kept = kept.set_column(at, rows.schema.field(at), emptied)
    return kept if found else None


def _undo_without(folder: Path, *, staging: Path, household_id: int) -> _Found:
    changed = {}
    for file in folder.rglob("*.parquet"):
        rows = _read(file)
        if "household_id" in rows.column_names:
            kept = _without(rows, household_id=household_id)
            if kept is not None:
                changed[file.relative_to(folder)] = kept
    return _staged_copy(folder, staging=staging, changed=changed) if changed else _Found()


def _rejects_without(folder: Path, *, staging: Path, household_id: int) -> _Found:
    rejects, issues = _read(folder / REJECTS_NAME), _read(folder / ISSUES_NAME)
    gone = _mentions(rejects, household_id=household_id)
    gone_issues = _mentions(issues, household_id=household_id)
    if not gone.any() and not gone_issues.any():
        return _Found()
    if "row" in rejects.column_names and "row" in issues.column_names:
        gone_rows = rejects["row"].filter(gone).to_pylist()
        gone_issues |= np.isin(issues["row"].to_pylist(), gone_rows)
    changed = {
        Path(REJECTS_NAME): rejects.filter(~gone),
        Path(ISSUES_NAME): issues.filter(~gone_issues),
    }
    copy = _staged_copy(folder, staging=staging, changed=changed, only=changed)
    # The forms to correct hold the rejected rows once more.
    (target,) = copy.trees.values()
    places = _places(rejects.filter(gone))
    for form in folder.glob("*.xlsx"):
        _keep_form(form, into=staging / str(target), household_id=household_id, gone=places)
    return replace(copy, rejected_rows=int(gone.sum()))


def _keep_form(
    form: Path, *, into: Path, household_id: int, gone: set[tuple[str, str, str]]
) -> None:
    """Write a form to correct again, without the rows that go; what is no such form is left out."""
    # The readers of workbooks are slow to import, and only forgetting a household needs them here.
    from povlib.data.rejects import read_form, write_form

    rows = read_form(form)
    if rows is None:
        return
    is_gone = _mentions(rows, household_id=household_id)
    is_gone |= [place in gone for place in _row_places(rows)]
    if not is_gone.all():
        write_form(rows.filter(~is_gone), path=into / form.name)


def _places(rejects: pa.Table) -> set[tuple[str, str, str]]:
    known = {"file", "sheet", "row"} <= set(rejects.column_names)
    return set(_row_places(rejects)) if known else set()


def _row_places(rows: pa.Table) -> list[tuple[str, str, str]]:
    """Give file, sheet and row number of rejected rows, as text."""
    columns = (map(str, rows[name].to_pylist()) for name in ("file", "sheet", "row"))
    return list(zip(*columns, strict=True))


def _mentions(rows: pa.Table, *, household_id: int) -> np.ndarray:
    found = np.zeros(rows.num_rows, bool)
    for column in rows.columns:
        cells = ["" if cell is None else str(cell) for cell in column.to_pylist()]
        found |= [str(household_id) in _digits(cell) for cell in cells]
    return found


def _digits(cell: str) -> str:
    return "".join(c for c in cell.translate(_THAI_DIGITS) if c in "0123456789")


def _staged_copy(
    folder: Path,
    *,
    staging: Path,
    changed: Mapping[Path, pa.Table],
    only: Collection[Path] | None = None,
) -> _Found:
    target = f"{folder.parent.name}/{folder.name}"
    copy = staging / _TREES / target
    for file in (f for f in folder.rglob("*") if f.is_file()):
        name = file.relative_to(folder)
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        if name in changed:
            pq.write_table(changed[name], copy / name, compression="zstd")
        elif only is None or name in only:
            shutil.copyfile(file, copy / name)
    return _Found(trees={target: f"{_TREES}/{target}"})


def _is_of_round(key: UnitKey, bmn_year_be: int) -> bool:
    return TABLES[key[0]].year_column == "bmn_year_be" and key[1] == bmn_year_be


def _undo_without_round(folder: Path, *, staging: Path, bmn_year_be: int) -> _Found:
    years = [f for f in folder.glob(f"*/bmn_year_be={bmn_year_be}") if f.is_dir()]
    if not years:
        return _Found()
    target = f"{UNDO_FOLDER}/{folder.name}"
    copy = staging / _TREES / target
    shutil.copytree(folder, copy)
    for year in years:
        shutil.rmtree(copy / year.relative_to(folder))
    return _Found(trees={target: f"{_TREES}/{target}"})


def _rejects_of_round(register: Path, *, entry: LogEntry, bmn_year_be: int) -> _Found:
    folder = register / REJECTS_FOLDER / entry.ingest_id
    is_of_round = entry.rejected_bmn_year_be == bmn_year_be or any(
        _is_of_round(key, bmn_year_be) for key in entry.units
    )
    if not is_of_round or not folder.exists():
        return _Found()
    rows = _read(folder / REJECTS_NAME).num_rows
    return _Found(rejected_rows=rows, trees={f"{REJECTS_FOLDER}/{entry.ingest_id}": None})


def _read(file: Path) -> pa.Table:
    with pq.ParquetFile(file) as opened:
        return opened.read()
