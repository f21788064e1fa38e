"""Folders that appear whole or not at all, and one run at a time in each outputs folder."""

import json
import shutil
from pathlib import Path

__all__ = ["json_bytes", "put_in_place", "write_bytes"]


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file aside and rename it into place.

    Parameters
    ----------
    path : pathlib.Path
    content : bytes
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.part")
    aside.write_bytes(content)
    aside.replace(path)


def put_in_place(staged: Path, *, folder: Path) -> None:
    """Move a finished folder to where it belongs, in place of an older one.

    Parameters
    ----------
    staged : pathlib.Path
        On the same file system as `folder`.
    folder : pathlib.Path
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    old = staged.with_name(f"{staged.name}.old")
    if folder.exists():
        folder.rename(old)
    staged.rename(folder)
    if old.exists():
        shutil.rmtree(old)


def json_bytes(value: object) -> bytes:
    """Give a value as readable JSON, the same bytes for the same value.

    Parameters
    ----------
    value : object
    """
    text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
    return f"{text}\n".encode()
