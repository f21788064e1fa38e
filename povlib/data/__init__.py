"""data: typed frames, the register on disk, and what is kept beside it.

Only the register is imported here; reading of files, the demo maker and the forms are imported by
the doors that need them, so that a report pays for nothing else.
"""

from povlib.data.boundaries import read_boundaries
from povlib.data.derived import read_derived, write_derived
from povlib.data.forget import Forgotten, forget_household, forget_round
from povlib.data.joins import join_report
from povlib.data.log import LogEntry, read_log
from povlib.data.manifest import (
    Manifest,
    SourceRecord,
    Unit,
    create_register,
    fingerprint,
    provinces,
    read_manifest,
    require_round,
    years_be,
)
from povlib.data.moves import read_moves
from povlib.data.store import districts, read_unit, unit_batch, write_unit
from povlib.data.transaction import IngestResult, Transaction, transaction
from povlib.data.undo import undo_ingest

__all__ = [
    "Forgotten",
    "IngestResult",
    "LogEntry",
    "Manifest",
    "SourceRecord",
    "Transaction",
    "Unit",
    "create_register",
    "districts",
    "fingerprint",
    "forget_household",
    "forget_round",
    "join_report",
    "provinces",
    "read_boundaries",
    "read_derived",
    "read_log",
    "read_manifest",
    "read_moves",
    "read_unit",
    "require_round",
    "transaction",
    "undo_ingest",
    "unit_batch",
    "write_derived",
    "write_unit",
    "years_be",
]
