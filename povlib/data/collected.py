"""What became of some files: counts, issues and rejected rows, gathered block by block.

Memory does not grow with their number: counts are kept of everything, the first issues are listed,
and where there is a register rejected rows and all issues wait on disk.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from povlib.data.blocks import CheckedBlock
from povlib.data.issues import join_issues
from povlib.data.parts import PARTS_BYTES, Parts, join_texts
from povlib.data.plan import Options
from povlib.data.rejects import as_texts, write_form
from povlib.data.transaction import IngestResult, Transaction

__all__ = ["Collected", "FileReport", "Report", "SetAside"]

_MOST_LISTED = 100_000
_FORM_NAME = "แก้ไขแล้วส่งกลับ-{source}{number}.xlsx"
_FORM_ROWS = 50_000


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
        See `issues.ISSUE_COLUMNS`: all that hold for a sheet or column, and of rows the first
        100,000.
    times : mapping of str to int
        How often each rule was met in all.
    result : IngestResult or None
        What the register took; None where files were checked only.
    """

    files: tuple[FileReport, ...]
    issues: pd.DataFrame
    times: Mapping[str, int] = field(default_factory=dict)
    result: IngestResult | None = None

    @property
    def rows_rejected(self) -> int:
        """Rows set aside in all files."""
        return sum(file.rows_rejected for file in self.files)


class Collected:
    """Counts and the first issues."""

    def __init__(self) -> None:
        self._files: dict[tuple[str, str], FileReport] = {}
        self._times: Counter[str] = Counter()
        self._listed: list[pa.Table] = []
        self._room = _MOST_LISTED

    def take(self, file: str, source: str, block: CheckedBlock) -> None:
        """Take what checking a block gave."""
        given = self._files.get((file, source), FileReport(file, source, block.table))
        dropped = Counter(dict(given.dropped)) + Counter(block.dropped)
        self._files[file, source] = replace(
            given,
            rows_in=given.rows_in + block.rows_in,
            rows_kept=given.rows_kept + block.rows_kept,
            rows_rejected=given.rows_rejected + len(block.rejects),
            dropped=tuple(sorted(dropped.items())),
        )
        for line in pc.value_counts(block.issues["rule"]).to_pylist():
            self._times[line["values"]] += line["counts"]
        is_whole = pc.equal(block.issues["row"], 0)
        self._listed.append(block.issues.filter(is_whole))
        if self._room:
            # An empty slice would keep all rows of its block in memory.
            of_rows = block.issues.filter(pc.invert(is_whole)).slice(0, self._room)
            self._room -= of_rows.num_rows
            self._listed.append(of_rows)

    def report(self) -> Report:
        """Say what was gathered so far."""
        files, issues = tuple(self._files.values()), join_issues(self._listed)
        return Report(files, issues, dict(self._times))


class SetAside:
    """Rejected rows and all issues on their way into a register.

    Parameters
    ----------
    folder : pathlib.Path
        Where they wait beyond the limit.
    limit_bytes : int
    """

    def __init__(self, folder: Path, *, limit_bytes: int = PARTS_BYTES):
        self._folder, self._limit = folder, limit_bytes
        self._issues = Parts(folder / "issues", limit_bytes=limit_bytes)
        self._rejects: dict[str, Parts] = {}

    def take(self, source: str, block: CheckedBlock) -> None:
        """Take what checking a block gave."""
        self._issues.add(block.issues)
        if block.rejects.num_rows:
            aside = Parts(self._folder / f"rejects-{source}", limit_bytes=self._limit)
            self._rejects.setdefault(source, aside).add(as_texts(block.rejects))

    def hand_over(self, tx: Transaction, *, options: Options) -> None:
        """Give rejected rows to a transaction, with all issues, where any row is rejected."""
        if not self._rejects:
            return
        years = {year for table, year in tx.given.years if table == "household"}
        known = sorted(year for year in years | {options.bmn_year_be} if year)
        tx.reject(
            [*self._rejects.values()],
            [self._issues],
            bmn_year_be=known[0] if len(known) == 1 else None,
            write_forms=partial(_write_forms, self._rejects),
        )


def _write_forms(rejects: Mapping[str, Parts], folder: Path) -> None:
    for source, parts in rejects.items():
        for number, rows in enumerate(_forms(parts), start=1):
            more = f"-{number}" if number > 1 else ""
            write_form(rows, path=folder / _FORM_NAME.format(source=source, number=more))


def _forms(tables: Iterable[pa.Table]) -> Iterator[pa.Table]:
    """Give rows in tables that people can open, all of the same size but the last."""
    waiting = pa.table({})
    for table in tables:
        waiting = join_texts([waiting, table])
        while waiting.num_rows > _FORM_ROWS:
            yield waiting.slice(0, _FORM_ROWS)
            waiting = waiting.slice(_FORM_ROWS)
    yield waiting
