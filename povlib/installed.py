"""What runs here: povlib's own files and all that is installed beside it, as one checksum."""

import hashlib
import json
from collections.abc import Iterable
from functools import cache
from importlib.metadata import distributions
from importlib.resources import files
from pathlib import Path

from povlib import __version__

__all__ = ["file_sum", "installed_sum", "joined_sum"]


@cache
def installed_sum() -> str:
    """Give the SHA-256 over povlib's files and the versions of all installed packages."""
    package = Path(str(files("povlib")))
    own = [p for p in package.rglob("*") if p.is_file() and p.suffix != ".pyc"]
    parts = [(p.relative_to(package).as_posix(), file_sum(p)) for p in own]
    installed = [(d.name, d.version) for d in distributions()]
    return joined_sum([*parts, *installed, ("povlib", __version__)])


def file_sum(path: Path) -> str:
    """Give the SHA-256 of a file.

    Parameters
    ----------
    path : pathlib.Path
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def joined_sum(parts: Iterable[tuple[str, str]]) -> str:
    """Give one SHA-256 over pairs, whatever their order.

    Parameters
    ----------
    parts : iterable of pairs
    """
    return hashlib.sha256(json.dumps(sorted(parts)).encode()).hexdigest()
