"""One writer at a time, and never half-written.

A change is prepared in `REG/.staging`: new unit files, hard links to the files they replace, the
new manifest and log. Then a journal is written, the units are renamed into place, and the manifest
last: its renaming is the commit. A process that dies before it leaves a journal from which readers
find the old files and the next writer puts them back; one that dies after it leaves only tidying.
"""

import errno
import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from povlib.data.manifest import (
    MANIFEST_NAME,
    Manifest,
    UnitKey,
    manifest_text,
    read_manifest,
    unit_path,
)
from povlib.errors import RegisterError
from povlib.locking import held

__all__ = ["LOG_NAME", "Change", "commit", "current_path", "locked"]

LOG_NAME = "log.jsonl"
_STAGING = ".staging"
_JOURNAL = "journal.json"
_LOCK = ".lock"


@dataclass(frozen=True)
class Change:
    """What one commit does.

    Attributes
    ----------
    manifest : Manifest
        Of the register afterwards.
    log_text : str
        Whole text of the log afterwards.
    units : mapping of unit key to bool
        Units that change: True where a new file is staged under `new/`, False where the unit goes.
    trees : mapping of str to str or None
        Folders beside the tables that change: path in the register to path in the staging folder,
        None to remove.
    """

    manifest: Manifest
    log_text: str
    units: Mapping[UnitKey, bool] = field(default_factory=dict)
    trees: Mapping[str, str | None] = field(default_factory=dict)


@contextmanager
def locked(register: Path) -> Iterator[Path]:
    """Hold the register for writing and give an empty staging folder inside it.

    What a dead writer left behind is put right first. The lock belongs to the process and ends with
    it, so the file of a dead process does not stand in the way.

    Parameters
    ----------
    register : Path

    Yields
    ------
    Path
        The staging folder; it is gone afterwards.

    Raises
    ------
    RegisterError
        There is no register, another process is writing to it, or the disk is full.
    """
    read_manifest(register)
    busy = RegisterError(
        "ทะเบียนมีผู้เขียนได้ครั้งละหนึ่งงาน ขณะนี้มีงานอื่นกำลังเขียนอยู่",
        where=str(register),
        todo="รอให้งานนั้นจบแล้วสั่งใหม่",
    )
    with held(register / _LOCK, busy=busy):
        _recover(register)
        staging = register / _STAGING
        staging.mkdir()
        try:
            yield staging
        except (Exception, KeyboardInterrupt) as error:
            _recover(register)
            if isinstance(error, OSError) and error.errno == errno.ENOSPC:
                raise RegisterError(
                    "เนื้อที่ดิสก์ไม่พอ จึงไม่ได้เขียนอะไร ทะเบียนยังเป็นอย่างเดิม",
                    where=str(register),
                    todo="ลบแฟ้มที่ไม่ใช้ หรือย้ายทะเบียนไปดิสก์ที่ว่างกว่า แล้วสั่งใหม่",
                ) from error
            raise
        shutil.rmtree(staging, ignore_errors=True)


def commit(register: Path, *, staging: Path, change: Change) -> None:
    """Make a prepared change part of the register: the units first, the manifest last.

    Parameters
    ----------
    register : Path
    staging : Path
        As given by `locked`; new unit files lie under `new/`.
    change : Change
    """
    manifest = manifest_text(change.manifest).encode()
    (staging / MANIFEST_NAME).write_bytes(manifest)
    (staging / LOG_NAME).write_text(change.log_text, encoding="utf-8", newline="\n")
    units = [(unit_path(key).as_posix(), is_new) for key, is_new in change.units.items()]
    had = [_keep_before(register, staging=staging, path=path) for path, _ in units]
    journal = {
        "manifest_sha256": hashlib.sha256(manifest).hexdigest(),
        "units": [
            [path, is_new, before] for (path, is_new), before in zip(units, had, strict=True)
        ],
        "trees": dict(change.trees),
    }
    (staging / "journal.new").write_text(json.dumps(journal), encoding="utf-8")
    (staging / "journal.new").replace(staging / _JOURNAL)
    for path, is_new in units:
        _place(register, path=path, new=staging / "new" / path if is_new else None)
    (staging / MANIFEST_NAME).replace(register / MANIFEST_NAME)
    _finish(register, journal=journal)


def current_path(register: Path, *, key: UnitKey) -> Path:
    """Give the file that holds a unit, also while a writer renames files or has died doing so.

    Parameters
    ----------
    register : Path
    key : tuple of str, int, str

    Returns
    -------
    Path
        A file that may not exist, where the unit has no rows.
    """
    path = unit_path(key)
    if (register / _STAGING / _JOURNAL).exists():
        journal = _read_journal(register)
        if journal is not None and not _is_committed(register, journal=journal):
            for changed, _, had_before in journal["units"]:
                if changed == path.as_posix() and had_before:
                    return register / _STAGING / "before" / path
    return register / path


def _recover(register: Path) -> None:
    staging = register / _STAGING
    if not staging.exists():
        return
    journal = _read_journal(register)
    if journal is not None and _is_committed(register, journal=journal):
        _finish(register, journal=journal)
    elif journal is not None:
        for path, _, had_before in journal["units"]:
            _put_back(register, path=path, had_before=had_before)
    # The journal goes first: without it a reader trusts the files in place, which are right by now.
    (staging / _JOURNAL).unlink(missing_ok=True)
    shutil.rmtree(staging)


def _read_journal(register: Path) -> dict | None:
    try:
        return json.loads((register / _STAGING / _JOURNAL).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None


def _is_committed(register: Path, *, journal: dict) -> bool:
    manifest = (register / MANIFEST_NAME).read_bytes()
    return hashlib.sha256(manifest).hexdigest() == journal["manifest_sha256"]


def _put_back(register: Path, *, path: str, had_before: bool) -> None:
    before = register / _STAGING / "before" / path
    if before.exists():
        (register / path).parent.mkdir(parents=True, exist_ok=True)
        before.replace(register / path)
    elif not had_before:
        _place(register, path=path, new=None)


def _keep_before(register: Path, *, staging: Path, path: str) -> bool:
    if not (register / path).exists():
        return False
    before = staging / "before" / path
    before.parent.mkdir(parents=True, exist_ok=True)
    try:
        before.hardlink_to(register / path)
    except OSError:  # a file system without hard links
        shutil.copyfile(register / path, before)
    return True


def _place(register: Path, *, path: str, new: Path | None) -> None:
    if new is not None:
        (register / path).parent.mkdir(parents=True, exist_ok=True)
        new.replace(register / path)
        return
    (register / path).unlink(missing_ok=True)
    for folder in list((register / path).parents)[:3]:  # province, year and table, when empty
        with suppress(OSError):
            folder.rmdir()


def _finish(register: Path, *, journal: dict) -> None:
    staging = register / _STAGING
    for target, staged in journal["trees"].items():
        if staged is None:
            shutil.rmtree(register / target, ignore_errors=True)
        elif (staging / staged).exists():
            shutil.rmtree(register / target, ignore_errors=True)
            (register / target).parent.mkdir(parents=True, exist_ok=True)
            (staging / staged).replace(register / target)
    if (staging / LOG_NAME).exists():
        (staging / LOG_NAME).replace(register / LOG_NAME)
    # Everything derived may hold what has just gone.
    shutil.rmtree(register / "derived", ignore_errors=True)
    (staging / _JOURNAL).unlink(missing_ok=True)
