"""Folders that appear whole or not at all, and one run at a time in each outputs folder."""

import json
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


def put_in_place(staged: Path, *, folder: Path, old: Path) -> None:
    """Move a finished folder to where it belongs, and an older one out of its way.

    Parameters
    ----------
    staged : pathlib.Path
        On the same file system as `folder`.
    folder, old : pathlib.Path
        What stands at `folder` goes to `old`.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    if folder.exists():
        old.parent.mkdir(parents=True, exist_ok=True)
        folder.rename(old)
    staged.rename(folder)


def json_bytes(value: object) -> bytes:
    """Give a value as readable JSON, the same bytes for the same value.

    Parameters
    ----------
    value : object
    """
    text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
    return f"{text}\n".encode()
