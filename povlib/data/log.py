"""The log of a register: one line for each change, never personal data."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from povlib.data.commit import LOG_NAME
from povlib.data.manifest import SourceRecord, UnitKey, as_entry

__all__ = ["LogEntry", "log_text", "next_id", "read_log", "undone_ids"]


@dataclass(frozen=True)
class LogEntry:
    """One change of a register.

    Attributes
    ----------
    ingest_id : str
        Running number as text, "0001".
    action : str
        "ingest", "build" (whole units written at once), "undo" or "forget".
    recorded_at : str
        ISO time as the door gave it; "" where it gave none.
    sources : tuple of SourceRecord
        Files of an ingest.
    rows_new, rows_unchanged, rows_replaced, rows_removed, rows_rejected : int
    units : tuple of (table, year, province)
        Units that changed.
    of : str
        The ingest that an undo reverses; what a forget removed, never an id.
    rejected_bmn_year_be : int or None
        The round of the rejected rows, where the door said so.
    """

    ingest_id: str
    action: str
    recorded_at: str = ""
    sources: tuple[SourceRecord, ...] = ()
    rows_new: int = 0
    rows_unchanged: int = 0
    rows_replaced: int = 0
    rows_removed: int = 0
    rows_rejected: int = 0
    units: tuple[UnitKey, ...] = ()
    of: str = ""
    rejected_bmn_year_be: int | None = None


def read_log(register: Path) -> tuple[LogEntry, ...]:
    """Read all changes, the oldest first.

    Parameters
    ----------
    register : Path

    Returns
    -------
    tuple of LogEntry
        () for a register to which nothing has been written yet.
    """
    file = register / LOG_NAME
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return tuple(_entry(json.loads(line)) for line in lines)


def log_text(entries: Iterable[LogEntry]) -> str:
    """Write log entries as text, one JSON object a line."""
    return "".join(json.dumps(as_entry(entry), ensure_ascii=False) + "\n" for entry in entries)


def next_id(entries: Iterable[LogEntry]) -> str:
    """Give the number of the next change.

    Examples
    --------
    >>> next_id([LogEntry("0001", "ingest"), LogEntry("0002", "undo", of="0001")])
    '0003'
    """
    return f"{max((int(entry.ingest_id) for entry in entries), default=0) + 1:04d}"


def undone_ids(entries: Iterable[LogEntry]) -> frozenset[str]:
    """Name the ingests that have been reversed."""
    return frozenset(entry.of for entry in entries if entry.action == "undo")


def _entry(content: dict) -> LogEntry:
    entry = LogEntry(**content)
    return replace(
        entry,
        sources=tuple(SourceRecord(**source) for source in content["sources"]),
        units=tuple((table, year, province) for table, year, province in content["units"]),
    )
