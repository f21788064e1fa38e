"""Opens a user's file by what is in it, whatever its ending says."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet

from povlib.data.masking import shown_text
from povlib.data.sheets import Block, Sheet, block_of_rows
from povlib.data.textfiles import open_text
from povlib.data.workbooks import cell_text, open_html, open_workbook
from povlib.errors import InputError

__all__ = ["file_sha256", "open_file"]

_HEAD_BYTES = 2048
_OLE = b"\xd0\xcf\x11\xe0"
_BATCH_ROWS = 50_000
_HASHED_BYTES = 1 << 22
_REFUSED = {b"%PDF": "PDF", b"\x89PNG": "ภาพ", b"\xff\xd8\xff": "ภาพ", b"{\\rt": "เอกสาร RTF"}


def open_file(path: Path) -> tuple[Sheet, ...]:
    """Open a file: CSV, TSV, XLSX, XLS, ODS, Parquet, or HTML saved as .xls.

    Parameters
    ----------
    path : pathlib.Path

    Returns
    -------
    tuple of Sheet
        At least one.

    Raises
    ------
    InputError
        There is no such file, it is empty, or it is of no kind that can be read.
    """
    if not path.is_file():
        raise InputError("ต้องมีแฟ้มนี้", got=path.name, todo="ตรวจชื่อแฟ้มและโฟลเดอร์")
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    for mark, kind in _REFUSED.items():
        if head.startswith(mark):
            raise InputError(
                "แฟ้มต้องเป็นตาราง",
                got=kind,
                where=path.name,
                todo="ใช้ CSV, XLSX, XLS, ODS หรือ Parquet",
            )
    sheets = _open(path, head)
    if not sheets:
        raise InputError("แฟ้มต้องมีข้อมูล", where=shown_text(path.name))
    # names of files and sheets are typed by people too, and stand in every issue
    return tuple(
        replace(s, file_name=shown_text(s.file_name), name=shown_text(s.name)) for s in sheets
    )


def file_sha256(path: Path) -> str:
    """Give the SHA-256 of a file's bytes, in hexadecimal digits."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        # Large parts: another thread seldom has to wait for this one to let Python go.
        while part := file.read(_HASHED_BYTES):
            digest.update(part)
    return digest.hexdigest()


def _open(path: Path, head: bytes) -> tuple[Sheet, ...]:
    if head.startswith((b"PK", _OLE)):
        return open_workbook(path)
    if head.startswith(b"PAR1"):
        return (_open_parquet(path),)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<meta", b"<head")):
        return open_html(path)
    return (open_text(path),)


def _open_parquet(path: Path) -> Sheet:
    try:
        names = tuple(pa.parquet.read_schema(path).names)
    except (pa.ArrowInvalid, OSError) as error:
        raise InputError("แฟ้ม Parquet ต้องไม่เสียหาย", where=path.name) from error

    def blocks(skip: int) -> Iterator[Block]:
        # The names stand for row 1, so that rows count as in a sheet with a header.
        first_row = skip + 1
        with pa.parquet.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=_BATCH_ROWS):
                rows = [tuple(map(cell_text, row)) for row in zip(*_lists(batch), strict=True)]
                yield block_of_rows(rows, first_row=first_row, width=len(names))
                first_row += len(rows)

    return Sheet(path.name, "", (names,), blocks)


def _lists(batch: pa.RecordBatch) -> list[list[object]]:
    return [column.to_pylist() for column in batch.columns]
