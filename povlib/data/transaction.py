"""A transaction: rows of one or several files become part of a register together, or not at all."""

import dataclasses
import hashlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from povlib.data.ahead import ahead
from povlib.data.columns import to_arrow
from povlib.data.commit import Change, commit, locked
from povlib.data.given import LIMIT_BYTES, GivenRows, given_schema
from povlib.data.log import LogEntry, log_text, next_id, read_log
from povlib.data.manifest import Manifest, SourceRecord, UnitKey, read_manifest
from povlib.data.merge import CONFLICT_COLUMNS, merge_given
from povlib.data.parts import Parts, write_parts
from povlib.data.staging import StagedUnits, named_sources
from povlib.data.undo import UNDO_FOLDER
from povlib.errors import ConflictError
from povlib.schema import TABLES, field
from povlib.thai import redact

__all__ = [
    "ISSUES_NAME",
    "REJECTS_FOLDER",
    "REJECTS_NAME",
    "IngestResult",
    "Transaction",
    "transaction",
]

REJECTS_FOLDER = "rejects"
REJECTS_NAME = "rejects.parquet"
ISSUES_NAME = "issues.parquet"
_WAITING = "waiting"
_SHOWN = 5


@dataclass(frozen=True)
class IngestResult:
    """What a transaction did.

    Attributes
    ----------
    ingest_id : str or None
        Its number in the log; None where nothing was written.
    rows_new, rows_unchanged, rows_replaced, rows_rejected : int
    conflicts : int
        Rows whose key was there with other content; they stop everything unless replaced.
    """

    ingest_id: str | None = None
    rows_new: int = 0
    rows_unchanged: int = 0
    rows_replaced: int = 0
    rows_rejected: int = 0
    conflicts: int = 0


class Transaction:
    """Rows on their way into a register; made by `transaction`.

    Attributes
    ----------
    rejects_folder : Path
        What is written here lies beside the rejected rows afterwards (a form to correct).
    waiting_folder : Path
        What is written here is gone afterwards.
    conflicts : DataFrame
        Afterwards: rows with the same key and other content, one line a column that differs, of the
        first 200 rows of each unit: table, place_code (village or area), row, column, kept, given,
        kept_from. Ids never.
    result : IngestResult
        Afterwards: what was done.
    given : GivenRows
        Rows taken so far.
    sources : list of SourceRecord
        Of the rows taken so far.
    rejected : int
        Rows set aside.
    rejected_bmn_year_be : int or None
        The round of the rows set aside.
    write_forms : callable or None
        See `reject`.
    """

    def __init__(self, staging: Path, aside: ThreadPoolExecutor, *, limit_bytes: int):
        self._aside = aside
        self._waiting: list[Future[None]] = []
        self.rejects_folder = staging / REJECTS_FOLDER
        self.waiting_folder = staging / _WAITING
        self.conflicts = pd.DataFrame(columns=list(CONFLICT_COLUMNS))
        self.result = IngestResult()
        self.given = GivenRows(self.waiting_folder / "given", aside=aside, limit_bytes=limit_bytes)
        self.sources: list[SourceRecord] = []
        self.rejected = 0
        self.rejected_bmn_year_be: int | None = None
        self.write_forms: Callable[[Path], None] | None = None

    def add(self, table: str, frame: pd.DataFrame, *, source: SourceRecord) -> None:
        """Take rows of one table, of any years and provinces; may be called many times.

        Parameters
        ----------
        table : str
        frame : DataFrame
            Typed rows; optional columns may be absent. An integer index is the row number in the
            file, and messages name it.
        source : SourceRecord

        Raises
        ------
        RegisterError
            A value does not fit the dictionary.
        """
        is_numbered = pd.api.types.is_integer_dtype(frame.index.dtype)
        numbers = frame.index.to_numpy() if is_numbered else np.arange(len(frame))
        self.add_rows(table, to_arrow(frame, table=table), numbers=numbers, source=source)

    def add_rows(
        self, table: str, rows: pa.Table, *, numbers: np.ndarray, source: SourceRecord
    ) -> None:
        """Take rows that have the types on disk; their values are checked at the end. See `add`.

        Parameters
        ----------
        table : str
        rows : pyarrow.Table
            As `columns.fill_rows` gives.
        numbers : numpy.ndarray of int64
            Number of each row in the file.
        source : SourceRecord
        """
        sources = np.full(len(numbers), self._source_number(source), np.int32)
        arrays = [*rows.columns, pa.array(numbers, pa.int64()), pa.array(sources)]
        self.given.add(table, pa.Table.from_arrays(arrays, schema=given_schema(table)))

    def seal(self, file_name: str, *, sha256: str, rows_read: int = 0) -> None:
        """Give the checksum of a file whose rows were taken without one.

        Parameters
        ----------
        file_name : str
            As in the sources of its rows; a later file may bear the same name.
        sha256 : str
        rows_read : int
            Of a query.
        """
        name, more = redact(file_name), {"sha256": sha256, "rows_read": rows_read}
        self.sources = [
            dataclasses.replace(s, **more) if (s.file_name, s.sha256) == (name, "") else s
            for s in self.sources
        ]

    def reject(
        self,
        rejects: pd.DataFrame | Sequence[Parts],
        issues: pd.DataFrame | Sequence[Parts],
        *,
        bmn_year_be: int | None = None,
        write_forms: Callable[[Path], None] | None = None,
    ) -> None:
        """Keep the rows that cannot go in, with their reasons; called once.

        Parameters
        ----------
        rejects : DataFrame or sequence of Parts
            One row a rejected row, as text, without national ids, telephone numbers and names.
        issues : DataFrame or sequence of Parts
            The issues table.
        bmn_year_be : int, optional
            The round of the file, so that forgetting a round finds these rows.
        write_forms : callable, optional
            Writes forms to correct into the folder that it is given; called only when the rows are
            kept. All of this is written on another thread.
        """
        self.write_forms = write_forms
        is_frame = isinstance(rejects, pd.DataFrame)
        self.rejected = len(rejects) if is_frame else sum(part.rows for part in rejects)
        self.rejected_bmn_year_be = bmn_year_be
        self.rejects_folder.mkdir(exist_ok=True)
        self.do_aside(_write_rows, rejects, file=self.rejects_folder / REJECTS_NAME)
        self.do_aside(_write_rows, issues, file=self.rejects_folder / ISSUES_NAME)

    def do_aside(self, task: Callable[..., None], *args: object, **kwargs: object) -> None:
        """Have a task done on another thread, after those before it; `wait` raises its error."""
        self._waiting.append(self._aside.submit(task, *args, **kwargs))

    def start_forms(self) -> None:
        """Have the forms written, if there are any and they are not being written already."""
        if self.write_forms is not None:
            self.do_aside(self.write_forms, self.rejects_folder)
        self.write_forms = None

    def wait(self) -> None:
        """Wait for all that is done aside."""
        for task in self._waiting:
            task.result()

    def _source_number(self, source: SourceRecord) -> int:
        source = dataclasses.replace(source, file_name=redact(source.file_name))
        if source not in self.sources:
            self.sources.append(source)
        return self.sources.index(source)


@contextmanager
def transaction(
    register: Path,
    *,
    replace: bool = False,
    recorded_at: str = "",
    limit_bytes: int = LIMIT_BYTES,
) -> Iterator[Transaction]:
    """Take rows into a register at the end of the block, all of them or none.

    The same rows again change nothing, not a byte. `tx.result` and `tx.conflicts` say afterwards
    what happened.

    Parameters
    ----------
    register : Path
    replace : bool
        True lets a row with a known key and other content take the place of the old one.
    recorded_at : str
        ISO time for the log, given by the door.
    limit_bytes : int
        Rows beyond this wait on disk; the register is the same whatever it is.

    Yields
    ------
    Transaction

    Raises
    ------
    ConflictError
        A key is there with other content and `replace` is False, or a key occurs twice in the file
        with different content. Nothing is written.
    RegisterError
        Another process is writing, or a row does not fit.
    """
    with locked(register) as staging, ThreadPoolExecutor(1) as aside:
        tx = Transaction(staging, aside, limit_bytes=limit_bytes)
        yield tx
        tx.given.finish()
        manifest, ingest_id = read_manifest(register), next_id(read_log(register))
        staged = StagedUnits(
            staging,
            before={unit.key: unit for unit in manifest.units},
            sources=tx.sources,
            ingest_id=ingest_id,
            replace=replace,
        )
        for merge in ahead(merge_given(register, tx.given, units=manifest.units)):
            if merge.unit is not None:
                tx.start_forms()
            staged.take(merge)
        tx.conflicts = staged.conflicts
        tx.result = _result(staged, rejected=tx.rejected)
        _require_no_conflict(tx, staged)
        if staged.units or _has_new_rejects(register, tx=tx):
            tx.result = dataclasses.replace(tx.result, ingest_id=ingest_id)
            _keep(register, tx, staged=staged, manifest=manifest, recorded_at=recorded_at)


def _write_rows(rows: pd.DataFrame | Sequence[Parts], *, file: Path) -> None:
    if isinstance(rows, pd.DataFrame):
        _write_frame(rows, file=file)
    else:
        write_parts(rows, path=file)


def _write_frame(frame: pd.DataFrame, *, file: Path) -> None:
    as_text = frame.astype({c: "str" for c in frame.columns if frame[c].dtype == object})
    rows = pa.Table.from_pandas(as_text, preserve_index=False).replace_schema_metadata()
    pq.write_table(rows, file, compression="zstd")


def _result(staged: StagedUnits, *, rejected: int) -> IngestResult:
    return IngestResult(
        rows_new=staged.rows_new,
        rows_unchanged=staged.rows_unchanged,
        rows_replaced=staged.rows_replaced,
        rows_rejected=rejected,
        conflicts=staged.rows_replaced + staged.repeats,
    )


def _require_no_conflict(tx: Transaction, staged: StagedUnits) -> None:
    if not staged.is_refused:
        return
    result, repeats = tx.result, staged.repeats
    tx.result = IngestResult(rows_rejected=result.rows_rejected, conflicts=result.conflicts)
    shown = [_conflict_text(line) for line in tx.conflicts.head(_SHOWN).to_dict("records")]
    more = [f"และอีก {len(tx.conflicts) - _SHOWN} จุด"] if len(tx.conflicts) > _SHOWN else []
    if repeats:
        must = f"ในไฟล์ที่นำเข้ามีแถวที่รหัสซ้ำกันแต่เนื้อหาต่างกัน {repeats} แถว จึงไม่ได้เขียนอะไร"
        todo = "แก้ไฟล์ให้เหลือแถวเดียวต่อหนึ่งรหัส"
    else:
        must = f"มี {result.conflicts} แถวที่อยู่ในทะเบียนแล้วแต่เนื้อหาต่างกัน จึงไม่ได้เขียนอะไร"
        todo = "ตรวจว่าค่าใดถูก แล้วใช้ --replace หากให้ไฟล์ใหม่แทนของเดิม"
    raise ConflictError(must, where="; ".join([*shown, *more]), todo=todo)


def _conflict_text(line: dict[str, object]) -> str:
    label = field(line["table"], line["column"]).label_th
    return (
        f"{TABLES[line['table']].label_th} พื้นที่ {line['place_code']} แถว {line['row']} {label}: "
        f"{line['kept_from']} {line['kept']}, ไฟล์นี้ {line['given']}"
    )


def _has_new_rejects(register: Path, *, tx: Transaction) -> bool:
    if not tx.rejected:
        return False
    tx.wait()
    given = tx.rejects_folder / REJECTS_NAME
    kept = (register / REJECTS_FOLDER).glob(f"*/{REJECTS_NAME}")
    return not any(_is_same(file, given) for file in kept)


def _is_same(one: Path, other: Path) -> bool:
    """Compare two files, which may be large."""
    if one.stat().st_size != other.stat().st_size:
        return False
    with one.open("rb") as first, other.open("rb") as second:
        digests = [hashlib.file_digest(file, "sha256").digest() for file in (first, second)]
    return digests[0] == digests[1]


def _keep(
    register: Path, tx: Transaction, *, staged: StagedUnits, manifest: Manifest, recorded_at: str
) -> None:
    staging, ingest_id = tx.rejects_folder.parent, tx.result.ingest_id or ""
    tx.start_forms()
    tx.wait()
    (staging / UNDO_FOLDER).mkdir(exist_ok=True)
    trees = {f"{UNDO_FOLDER}/{ingest_id}": UNDO_FOLDER}
    if tx.rejected:
        trees[f"{REJECTS_FOLDER}/{ingest_id}"] = REJECTS_FOLDER
    entry = _log_entry(tx, units=tuple(staged.units), recorded_at=recorded_at)
    units = {unit.key: unit for unit in manifest.units} | staged.units
    change = Change(
        manifest=dataclasses.replace(manifest, units=tuple(units.values())),
        log_text=log_text([*read_log(register), entry]),
        units=dict.fromkeys(entry.units, True),
        trees=trees,
    )
    commit(register, staging=staging, change=change)


def _log_entry(tx: Transaction, *, units: tuple[UnitKey, ...], recorded_at: str) -> LogEntry:
    result = tx.result
    ingest_id = result.ingest_id or ""
    return LogEntry(
        ingest_id,
        "ingest",
        recorded_at,
        sources=named_sources(tx.sources, range(len(tx.sources)), ingest_id=ingest_id),
        rows_new=result.rows_new,
        rows_unchanged=result.rows_unchanged,
        rows_replaced=result.rows_replaced,
        rows_rejected=result.rows_rejected,
        units=units,
        rejected_bmn_year_be=tx.rejected_bmn_year_be,
    )
