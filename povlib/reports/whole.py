"""A folder of files that is written aside, renamed into place, and never put over anything else.

A mark in it (a JSON file) says of what kind it is and names each file with its checksum: what the
mark of the folder before does not name is somebody's own, and stops the writing.
"""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from povlib.errors import ReportError
from povlib.locking import held
from povlib.reports.audience import require_own_folder
from povlib.reports.folders import json_bytes, put_in_place

__all__ = ["Kind", "require_place", "write_whole"]

# What a file manager leaves in any folder that was looked at.
_LITTER = (".DS_Store", "Thumbs.db", "desktop.ini")


@dataclass(frozen=True)
class Kind:
    """What a folder is.

    Attributes
    ----------
    mark_name : str
        The file that says so.
    said : str
        What it says.
    name_th : str
        For messages.
    """

    mark_name: str
    said: str
    name_th: str


def require_place(folder: Path, *, kind: Kind, audience: str = "public") -> None:
    """Raise where `write_whole` would: before the work and not after it. Nothing is left behind.

    Parameters
    ----------
    folder : pathlib.Path
    kind : Kind
    audience : str
        "public" or "officer".

    Raises
    ------
    ReportError
        The folder holds something of another kind, belongs to another audience, or cannot be
        written.
    """
    require_own_folder(folder, audience=audience, option="--to")
    _require_kind(folder, kind=kind)
    try:
        above = next(one for one in folder.absolute().parents if one.exists())
        with tempfile.TemporaryDirectory(prefix=".povlib-", dir=above):
            pass
    except OSError as error:
        raise _unwritable(folder, kind=kind) from error


def write_whole(
    files: Mapping[str, bytes],
    *,
    folder: Path,
    kind: Kind,
    audience: str = "public",
    facts: Mapping[str, object] | None = None,
) -> None:
    """Put a folder in the place of the one before, whole or not at all.

    Parameters
    ----------
    files : mapping
        Content by file name from the folder, with "/".
    folder : pathlib.Path
        It, or the folder above it, need not be there. A file that the new one does not have is
        gone.
    kind : Kind
    audience : str
        "public" or "officer".
    facts : mapping, optional
        JSON values that the mark says beside its files.

    Raises
    ------
    ReportError
        The folder holds something of another kind, belongs to another audience, or cannot be
        written, or another process is writing it.
    """
    require_own_folder(folder, audience=audience, option="--to")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        busy = ReportError(
            f"{kind.name_th}เขียนได้ครั้งละหนึ่งงาน", where=folder.as_posix(), todo="สั่งใหม่อีกครั้ง"
        )
        with held(_aside(folder, "lock"), busy=busy):
            _require_kind(folder, kind=kind)
            _put({**files, kind.mark_name: _mark(files, kind=kind, facts=facts or {})}, folder)
    except OSError as error:
        raise _unwritable(folder, kind=kind) from error


def _unwritable(folder: Path, *, kind: Kind) -> ReportError:
    return ReportError(
        f"ต้องเขียนโฟลเดอร์{kind.name_th}ได้",
        where=folder.as_posix(),
        todo="ตรวจสิทธิ์เขียนและที่ว่างในดิสก์ หรือระบุโฟลเดอร์อื่นด้วย --to",
    )


def _put(files: Mapping[str, bytes], folder: Path) -> None:
    staged, old = _aside(folder, "new"), _aside(folder, "old")
    for left in (staged, old):
        shutil.rmtree(left, ignore_errors=True)
    for name, content in files.items():
        file = staged / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    put_in_place(staged, folder=folder, old=old)
    shutil.rmtree(old, ignore_errors=True)


def _aside(folder: Path, ending: str) -> Path:
    return folder.with_name(f".{folder.name}.{ending}")


def _mark(files: Mapping[str, bytes], *, kind: Kind, facts: Mapping[str, object]) -> bytes:
    sums = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    return json_bytes({"is": kind.said, "files": sums, **facts})


def _require_kind(folder: Path, *, kind: Kind) -> None:
    """Raise unless all that stands in the folder was put there as one of this kind."""
    if folder.name in ("", ".."):
        raise ReportError("ต้องเป็นโฟลเดอร์ที่มีชื่อ", got=folder.as_posix(), todo="ระบุชื่อโฟลเดอร์ด้วย --to")
    if not folder.exists():
        return
    if not folder.is_dir():
        raise ReportError(
            "ต้องเป็นชื่อโฟลเดอร์",
            got="แฟ้ม",
            where=folder.as_posix(),
            todo="ระบุโฟลเดอร์ด้วย --to",
        )
    ours = {kind.mark_name, *_files_of(folder / kind.mark_name, kind=kind)}
    others = [name for name in _files_in(folder) if name not in ours]
    if others:
        raise ReportError(
            f"{kind.name_th}เขียนทับได้เฉพาะ{kind.name_th}เดิม",
            got=f"มีแฟ้มอื่น {len(others)} แฟ้ม เช่น {others[0]}",
            where=folder.as_posix(),
            todo="ย้ายแฟ้มนั้นออก หรือระบุโฟลเดอร์อื่นด้วย --to",
        )


def _files_in(folder: Path) -> Iterable[str]:
    files = sorted(one for one in folder.rglob("*") if not one.is_dir())
    return [one.relative_to(folder).as_posix() for one in files if one.name not in _LITTER]


def _files_of(mark: Path, *, kind: Kind) -> Iterable[str]:
    """Give the files that a mark names; none where it is no mark of this kind."""
    try:
        said = json.loads(mark.read_bytes())
    except (OSError, ValueError):
        return ()
    is_ours = isinstance(said, dict) and said.get("is") == kind.said
    return said["files"] if is_ours else ()
