"""data: typed frames, the register on disk, and what is kept beside it.

Only the register is imported here; reading of files, the demo maker and the forms are imported by
the doors that need them, so that a report pays for nothing else.
"""

from povlib.data.manifest import (
    Manifest,
    SourceRecord,
    Unit,
    create_register,
    fingerprint,
    provinces,
    read_manifest,
    years_be,
)
from povlib.data.store import read_unit, unit_batch, write_unit
from povlib.data.transaction import IngestResult, Transaction, transaction

__all__ = [
    "IngestResult",
    "Manifest",
    "SourceRecord",
    "Transaction",
    "Unit",
    "create_register",
    "fingerprint",
    "provinces",
    "read_manifest",
    "read_unit",
    "transaction",
    "unit_batch",
    "write_unit",
    "years_be",
]
