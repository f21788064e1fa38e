"""What rows can come from: a file, or anything else that gives sheets of text cells."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from povlib.data.readers import file_sha256, open_file
from povlib.data.sheets import Sheet

__all__ = ["Feed", "file_feed"]


@dataclass(frozen=True)
class Feed:
    """One thing that rows come from.

    Attributes
    ----------
    name : str
        As issues, manifest and log name it: no folders, no secrets.
    open_sheets : callable
        Gives its sheets, at least one. Their blocks are read once, in order.
    sha256 : callable
        Gives a checksum in hexadecimal digits of all that it holds.
    needs_rows : bool
        True where the checksum is known only when the last block has been read; else it is
        worked out on another thread while the blocks are read.
    query : str
        What a database was asked, as a register may keep it; "" for all else.
    """

    name: str
    open_sheets: Callable[[], tuple[Sheet, ...]]
    sha256: Callable[[], str]
    needs_rows: bool = False
    query: str = ""


def file_feed(path: Path) -> Feed:
    """Give a file as a feed; it is opened when its sheets are asked for."""
    return Feed(path.name, partial(open_file, path), partial(file_sha256, path))
