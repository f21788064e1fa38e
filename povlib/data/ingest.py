"""From users' files to the register: recognise, check, keep, set aside; or check only.

Nothing here prints. `check_feeds` and `ingest_feeds` give a `Report`; the doors show it. A feed is
a file or something else that gives sheets; `check_files` and `ingest_files` are for files.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa

from povlib.data.blocks import CheckedBlock
from povlib.data.checking import FileState, check_sheet
from povlib.data.collected import Collected, FileReport, Report, SetAside
from povlib.data.columns import arrow_schema
from povlib.data.feeds import Feed, file_feed
from povlib.data.given import LIMIT_BYTES
from povlib.data.headers import Header, match_sheets
from povlib.data.issues import IssueLine, issue_lines, issue_table
from povlib.data.manifest import SourceRecord, create_register
from povlib.data.masking import shown_text
from povlib.data.parts import PARTS_BYTES
from povlib.data.plan import Options, plan_sheet
from povlib.data.sheets import Sheet
from povlib.data.totals import check_totals
from povlib.data.transaction import Transaction, transaction
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


def check_feeds(
    feeds: Sequence[Feed],
    *,
    sources_dir: Path,
    options: Options,
    each_issues: Callable[[pa.Table], None] | None = None,
) -> Report:
    """Check feeds without keeping anything.

    Parameters
    ----------
    feeds : sequence of Feed
    sources_dir : pathlib.Path
        `params/sources`.
    options : Options
    each_issues : callable, optional
        Takes the issues of each block: all of them, where the report lists the first ones.

    Raises
    ------
    InputError
        A feed cannot be used.
    """
    sources = read_sources(sources_dir)
    collected = Collected()
    for feed in feeds:
        for source, block in read_feed(feed, sources=sources, options=options):
            collected.take(shown_text(feed.name), source, block)
            if each_issues is not None:
                each_issues(block.issues)
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
        collected = Collected()
        with transaction(
            register, replace=replace_rows, recorded_at=recorded_at, limit_bytes=limit_bytes
        ) as tx:
            aside = SetAside(tx.waiting_folder, limit_bytes=min(limit_bytes, PARTS_BYTES))
            to = {"tx": tx, "collected": collected, "aside": aside}
            for feed in feeds:
                _take_feed(feed, sources=sources, options=options, **to)
            aside.hand_over(tx, options=options)
    except (Exception, KeyboardInterrupt):
        if is_new:
            _remove_empty(register)
        raise
    return replace(collected.report(), result=tx.result)


def _take_feed(
    feed: Feed,
    *,
    tx: Transaction,
    sources: Sources,
    options: Options,
    collected: Collected,
    aside: SetAside,
) -> None:
    rows_read = 0
    with ThreadPoolExecutor(1) as hasher:
        digest = None if feed.needs_rows else hasher.submit(feed.sha256)
        for source, block in read_feed(feed, sources=sources, options=options):
            collected.take(shown_text(feed.name), source, block)
            aside.take(source, block)
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
