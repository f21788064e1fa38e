"""The catalogue's folder: written aside, renamed into place, and never over anything else."""

import hashlib
import json
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from povlib.errors import ReportError
from povlib.locking import held
from povlib.reports.audience import require_own_folder
from povlib.reports.folders import json_bytes, put_in_place

__all__ = ["MARK_NAME", "write_site"]

MARK_NAME = "catalogue.json"
_KIND = "povlib lessons catalogue"
# What a file manager leaves in any folder that was looked at.
_LITTER = (".DS_Store", "Thumbs.db", "desktop.ini")


def write_site(pages: Mapping[str, bytes], *, folder: Path) -> None:
    """Put a catalogue in the place of the one before, whole or not at all.

    Parameters
    ----------
    pages : mapping
        Content by file name from the folder, with "/".
    folder : pathlib.Path
        It, or the folder above it, need not be there. A page that the new catalogue does not have
        is gone.

    Raises
    ------
    ReportError
        The folder holds something that is no catalogue's, belongs to an officer's run, or cannot be
        written, or another process is writing it.
    """
    require_own_folder(folder, audience="public")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        busy = ReportError("คลังบทเรียนเขียนได้ครั้งละหนึ่งงาน", where=folder.as_posix(), todo="สั่งใหม่อีกครั้ง")
        with held(_aside(folder, "lock"), busy=busy):
            _require_catalogue(folder)
            _put(pages, folder)
    except OSError as error:
        raise ReportError("ต้องเขียนโฟลเดอร์คลังบทเรียนได้", where=folder.as_posix()) from error


def _put(pages: Mapping[str, bytes], folder: Path) -> None:
    staged, old = _aside(folder, "new"), _aside(folder, "old")
    for left in (staged, old):
        shutil.rmtree(left, ignore_errors=True)
    for name, content in {**pages, MARK_NAME: _mark(pages)}.items():
        file = staged / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    put_in_place(staged, folder=folder, old=old)
    shutil.rmtree(old, ignore_errors=True)


def _aside(folder: Path, ending: str) -> Path:
    return folder.with_name(f".{folder.name}.{ending}")


def _mark(pages: Mapping[str, bytes]) -> bytes:
    sums = {name: hashlib.sha256(content).hexdigest() for name, content in pages.items()}
    return json_bytes({"is": _KIND, "files": sums})


def _require_catalogue(folder: Path) -> None:
    """Raise unless all that stands in the folder was put there by a catalogue."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise ReportError("ต้องเป็นชื่อโฟลเดอร์", got="แฟ้ม", where=folder.as_posix())
    ours = {MARK_NAME, *_files_of(folder / MARK_NAME)}
    others = [name for name in _files_in(folder) if name not in ours]
    if others:
        raise ReportError(
            "คลังบทเรียนเขียนทับได้เฉพาะคลังบทเรียนเดิม",
            got=f"มีแฟ้มอื่น {len(others)} แฟ้ม เช่น {others[0]}",
            where=folder.as_posix(),
            todo="ย้ายแฟ้มนั้นออก หรือระบุโฟลเดอร์อื่นด้วย --to",
        )


def _files_in(folder: Path) -> Iterable[str]:
    files = sorted(one for one in folder.rglob("*") if not one.is_dir())
    return [one.relative_to(folder).as_posix() for one in files if one.name not in _LITTER]


def _files_of(mark: Path) -> Iterable[str]:
    """Give the files that a catalogue's mark names; none where it is no mark of ours."""
    try:
        said = json.loads(mark.read_bytes())
    except (OSError, ValueError):
        return ()
    is_ours = isinstance(said, dict) and said.get("is") == _KIND
    return said["files"] if is_ours else ()
