"""From users' files to the register: recognise, check, keep, set aside; or check only.

Nothing here prints. `check_feeds` and `ingest_feeds` give a `Report`; the doors show it. A feed is
a file or something else that gives sheets; `check_files` and `ingest_files` are for files.
"""

import hashlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from povlib.data.blocks import CheckedBlock
from povlib.data.checking import FileState, check_sheet
from povlib.data.columns import arrow_schema
from povlib.data.feeds import Feed, file_feed
from povlib.data.given import LIMIT_BYTES
from povlib.data.headers import Header, match_sheets
from povlib.data.issues import IssueLine, issue_lines, issue_table, join_issues
from povlib.data.manifest import SourceRecord, create_register
from povlib.data.masking import shown_text
from povlib.data.plan import Options, plan_sheet
from povlib.data.rejects import join_rejects, write_form
from povlib.data.sheets import Sheet
from povlib.data.totals import check_totals
from povlib.data.transaction import IngestResult, Transaction, transaction
from povlib.data.unknown import lacking_lines, unknown_lines
from povlib.params import Sources, read_sources

__all__ = [
    "FileReport",
    "Options",
    "Report",
    "check_feeds",
    "check_files",
    "ingest_feeds",
    "ingest_files",
    "read_feed",
    "read_file",
]

_FORM_NAME = "แก้ไขแล้วส่งกลับ-{source}.xlsx"


@dataclass(frozen=True)
class FileReport:
    """Counts of one file and shape.

    Attributes
    ----------
    file, source, table : str
    rows_in, rows_kept, rows_rejected : int
    dropped : dict
        Rows that are no data, by rule: rows_in = rows_kept + rows_rejected + their sum.
    """

    file: str
    source: str
    table: str
    rows_in: int = 0
    rows_kept: int = 0
    rows_rejected: int = 0
    dropped: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Report:
    """What became of some files.

    Attributes
    ----------
    files : tuple of FileReport
    issues : DataFrame
        See `issues.ISSUE_COLUMNS`.
    result : IngestResult or None
        What the register took; None where files were checked only.
    """

    files: tuple[FileReport, ...]
    issues: pd.DataFrame
    result: IngestResult | None = None

    @property
    def rows_rejected(self) -> int:
        """Rows set aside in all files."""
        return sum(file.rows_rejected for file in self.files)


def read_file(
    path: Path, *, sources: Sources, options: Options
) -> Iterator[tuple[str, CheckedBlock]]:
    """Read a file block by block; see `read_feed`."""
    return read_feed(file_feed(path), sources=sources, options=options)


def read_feed(
    feed: Feed, *, sources: Sources, options: Options
) -> Iterator[tuple[str, CheckedBlock]]:
    """Read a feed block by block.

    Parameters
    ----------
    feed : Feed
    sources : Sources
    options : Options

    Yields
    ------
    tuple of (str, CheckedBlock)
        Name of the shape, and a block. A block without rows carries what holds for a whole sheet.

    Raises
    ------
    InputError
        The feed cannot be used; the message says why and where.
    """
    pairs, skipped = match_sheets(feed.open_sheets(), sources=sources, name=options.source)
    state = FileState()
    for sheet, header in pairs:
        yield header.source.key, _sheet_notes(sheet, header, skipped)
        skipped = ()
        if header.source.layout == "rows":
            plan = plan_sheet(sheet, header, personal=sources.personal, options=options)
            for block in check_sheet(plan, state=state):
                yield header.source.key, block
        else:
            yield header.source.key, check_totals(sheet, header, options=options)


def check_files(paths: Sequence[Path], *, sources_dir: Path, options: Options) -> Report:
    """Check files without keeping anything; see `check_feeds`."""
    return check_feeds([*map(file_feed, paths)], sources_dir=sources_dir, options=options)


def check_feeds(feeds: Sequence[Feed], *, sources_dir: Path, options: Options) -> Report:
    """Check feeds without keeping anything.

    Parameters
    ----------
    feeds : sequence of Feed
    sources_dir : pathlib.Path
        `params/sources`.
    options : Options

    Raises
    ------
    InputError
        A feed cannot be used.
    """
    sources = read_sources(sources_dir)
    collected = _Collected()
    for feed in feeds:
        for source, block in read_feed(feed, sources=sources, options=options):
            collected.take(shown_text(feed.name), source, block)
    return collected.report()


def ingest_files(
    paths: Sequence[Path],
    *,
    register: Path,
    sources_dir: Path,
    options: Options,
    replace_rows: bool = False,
    recorded_at: str = "",
    limit_bytes: int = LIMIT_BYTES,
) -> Report:
    """Take files into a register, all of them or none; see `ingest_feeds`."""
    return ingest_feeds(
        [*map(file_feed, paths)],
        register=register,
        sources_dir=sources_dir,
        options=options,
        replace_rows=replace_rows,
        recorded_at=recorded_at,
        limit_bytes=limit_bytes,
    )


def ingest_feeds(
    feeds: Sequence[Feed],
    *,
    register: Path,
    sources_dir: Path,
    options: Options,
    replace_rows: bool = False,
    recorded_at: str = "",
    limit_bytes: int = LIMIT_BYTES,
) -> Report:
    """Take feeds into a register, all of them or none.

    Parameters
    ----------
    feeds : sequence of Feed
    register : pathlib.Path
        Made if it is not there.
    sources_dir : pathlib.Path
    options : Options
    replace_rows : bool
        True lets new content take the place of rows with the same key.
    recorded_at : str
        ISO time for the log.
    limit_bytes : int
        Rows beyond this wait on disk; the register is the same whatever it is.

    Raises
    ------
    InputError
        A feed cannot be used.
    ConflictError
        Keys are there with other content.
    RegisterError
        The register refuses.
    """
    sources = read_sources(sources_dir)
    is_new = not register.exists()
    if is_new:
        create_register(register, is_demo=False)
    try:
        collected = _Collected()
        with transaction(
            register, replace=replace_rows, recorded_at=recorded_at, limit_bytes=limit_bytes
        ) as tx:
            for feed in feeds:
                _take_feed(feed, tx=tx, sources=sources, options=options, collected=collected)
            collected.reject(tx, options=options)
    except Exception:
        if is_new:
            _remove_empty(register)
        raise
    return replace(collected.report(), result=tx.result)


class _Collected:
    """Counts, issues and rejected rows on the way."""

    def __init__(self) -> None:
        self._files: dict[tuple[str, str], FileReport] = {}
        self._issues: list[pa.Table] = []
        self._rejects: dict[str, list[pa.Table]] = {}

    def take(self, file: str, source: str, block: CheckedBlock) -> None:
        given = self._files.get((file, source), FileReport(file, source, block.table))
        dropped = dict(given.dropped)
        for rule, count in block.dropped.items():
            dropped[rule] = dropped.get(rule, 0) + count
        self._files[file, source] = replace(
            given,
            rows_in=given.rows_in + block.rows_in,
            rows_kept=given.rows_kept + block.rows_kept,
            rows_rejected=given.rows_rejected + len(block.rejects),
            dropped=tuple(sorted(dropped.items())),
        )
        self._issues.append(block.issues)
        if len(block.rejects):
            self._rejects.setdefault(source, []).append(block.rejects)

    def reject(self, tx: Transaction, *, options: Options) -> None:
        if not self._rejects:
            return
        rows = {source: join_rejects(parts) for source, parts in self._rejects.items()}
        years = {year for table, year in tx.given.years if table == "household"} | {
            options.bmn_year_be
        }
        known = sorted(year for year in years if year)
        tx.reject(
            join_rejects(rows.values()),
            self.issues(),
            bmn_year_be=known[0] if len(known) == 1 else None,
            write_forms=partial(_write_forms, rows),
        )

    def issues(self) -> pd.DataFrame:
        return join_issues(self._issues)

    def report(self) -> Report:
        return Report(tuple(self._files.values()), self.issues())


def _write_forms(rejects: dict[str, pa.Table], folder: Path) -> None:
    for source, rows in rejects.items():
        path = folder / _FORM_NAME.format(source=source)
        write_form(rows, path=path)


def _take_feed(
    feed: Feed, *, tx: Transaction, sources: Sources, options: Options, collected: _Collected
) -> None:
    rows_read = 0
    with ThreadPoolExecutor(1) as hasher:
        digest = None if feed.needs_rows else hasher.submit(feed.sha256)
        for source, block in read_feed(feed, sources=sources, options=options):
            collected.take(shown_text(feed.name), source, block)
            rows_read += block.rows_in
            if block.rows.num_rows:
                record = _record(feed, source)
                tx.add_rows(block.table, block.rows, numbers=block.numbers, source=record)
        sha256 = feed.sha256() if digest is None else digest.result()
    tx.seal(feed.name, sha256=sha256, rows_read=rows_read if feed.query else 0)


def _record(feed: Feed, source: str) -> SourceRecord:
    digest = hashlib.sha256(feed.query.encode()).hexdigest() if feed.query else ""
    return SourceRecord(feed.name, source=source, query=feed.query, query_sha256=digest)


def _sheet_notes(sheet: Sheet, header: Header, skipped: tuple[str, ...]) -> CheckedBlock:
    """Say what holds for a whole sheet: columns dropped or not known, lacking, sheets left out."""
    place = {"file": sheet.file_name, "sheet": sheet.name}
    lines = [
        line
        for name in skipped
        for line in issue_lines("sheet_skipped", file=sheet.file_name, sheet=name)
    ]
    if header.personal:
        detail = f"{len(header.personal)} คอลัมน์"
        lines += issue_lines("personal_column", **place, detail=detail)
    lines += unknown_lines(header, **place)
    lines += lacking_lines(header, **place)
    lines += _conversions(header, **place)
    table, none = header.source.table, np.array([], np.int64)
    rows = arrow_schema(table).empty_table()
    return CheckedBlock(table, rows, none, pa.table({}), issue_table(lines), 0, 0, {})


def _conversions(header: Header, *, file: str, sheet: str) -> list[IssueLine]:
    lines = []
    for column in header.columns:
        if column.unit_found:
            detail = f"{column.unit_found} คูณ {column.factor:g}"
            lines += issue_lines(
                "unit_converted", file=file, sheet=sheet, column=column.header, detail=detail
            )
    return lines


def _remove_empty(register: Path) -> None:
    """Take away a register that was made for files that could not be used."""
    for file in sorted(register.rglob("*"), reverse=True):
        file.rmdir() if file.is_dir() else file.unlink()
    register.rmdir()
