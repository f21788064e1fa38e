"""Small results that are a pure function of a register, kept beside it under `REG/derived/`.

A file's name holds the fingerprint of what it was made from, so a stale one is never read; every
commit empties the folder.
"""

import hashlib
import json
import os
from pathlib import Path

import pandas as pd

from povlib.data.manifest import fingerprint

__all__ = ["keep_frame", "kept_path", "read_derived", "write_derived"]

_FOLDER = "derived"


def read_derived(register: Path, key: str) -> dict | None:
    """Give a kept result, or None where the register has changed since or nothing was kept.

    Parameters
    ----------
    register : Path
    key : str
        Names the result and all that it depends on besides the register.

    Returns
    -------
    dict or None
    """
    file = kept_path(register, key, of=fingerprint(register), suffix=".json")
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None


def write_derived(register: Path, key: str, value: dict, *, of: str) -> None:
    """Keep a result; several processes may do so at once.

    Parameters
    ----------
    register : Path
    key : str
    value : dict
        JSON values only: text, numbers, lists, None.
    of : str
        Fingerprint of the register, taken before the rows were read: what another process takes in
        meanwhile is not in the result.
    """
    file = kept_path(register, key, of=of, suffix=".json")
    aside = _aside(file)
    aside.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    aside.replace(file)


def kept_path(register: Path, key: str, *, of: str, suffix: str) -> Path:
    """Name the file of a kept result.

    Parameters
    ----------
    register : Path
    key : str
        Any text.
    of : str
        Fingerprint of what it is made from.
    suffix : str
    """
    digest = hashlib.sha256(f"{key}\n{of}".encode()).hexdigest()
    return register / _FOLDER / f"{digest[:32]}{suffix}"


def keep_frame(frame: pd.DataFrame, *, file: Path) -> None:
    """Keep a frame as the file that `kept_path` named."""
    aside = _aside(file)
    frame.to_parquet(aside, index=False, compression="zstd")
    aside.replace(file)


def _aside(file: Path) -> Path:
    file.parent.mkdir(exist_ok=True)
    return file.with_name(f"{file.name}.{os.getpid()}")
