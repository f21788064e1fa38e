"""Cards on disk: one file under `.index/`, thrown away where it is damaged or of other settings.

As in git's index, a file whose size and times are those that were noted is taken for unchanged;
one that was changed shortly before the noting is looked at again, since a clock may be coarse.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

__all__ = ["Drawer", "Entry", "forget_cards", "is_settled", "read_drawer", "stamps", "write_drawer"]

_PLACE = Path(".index") / "cards.json"
# The coarsest clock of a file system in use counts two seconds.
_COARSEST_NS = 2_000_000_000

Stamp = tuple[int, int, int]


@dataclass(frozen=True)
class Entry:
    """What is noted of one file.

    Attributes
    ----------
    stamp : tuple of int
        Size, and times of change of content and of the file, ns; taken before it was read.
    sha256 : str
        Of the file.
    text_sha256 : str
        As `history.text_sha256`.
    own_sha256, hashes : str
        As `copies.Sketch`, bytes as digits.
    told : mapping
        What a card says but for status and copy, as JSON has it.
    """

    stamp: Stamp
    sha256: str
    text_sha256: str
    own_sha256: str
    hashes: str
    told: Mapping[str, Any]


@dataclass(frozen=True)
class Drawer:
    """All entries of a folder by the name of the file.

    Attributes
    ----------
    entries : mapping
    copies : mapping
        By the id of a copy, the id of the original.
    copies_of : str
        What the copies were found among.
    written_ns : int
        When it was written, by the file system's clock; 0 where it was not.
    """

    entries: Mapping[str, Entry] = field(default_factory=dict)
    copies: Mapping[str, str] = field(default_factory=dict)
    copies_of: str = ""
    written_ns: int = 0


def stamps(folder: Path) -> dict[str, Stamp]:
    """Give size and times of each lesson's file by its name, in order.

    Parameters
    ----------
    folder : pathlib.Path
    """
    with os.scandir(folder) as found:
        states = {one.name: one.stat() for one in found if one.name.endswith(".md")}
    return {
        name: (states[name].st_size, states[name].st_mtime_ns, states[name].st_ctime_ns)
        for name in sorted(states)
    }


def is_settled(stamp: Stamp, *, written_ns: int) -> bool:
    """Tell whether a file that has the noted stamp must be the file that was noted.

    Examples
    --------
    >>> is_settled((10, 1, 1), written_ns=3_000_000_000), is_settled((10, 1, 1), written_ns=1)
    (True, False)
    """
    return max(stamp[1:]) < written_ns - _COARSEST_NS


def read_drawer(folder: Path, *, version: str | None) -> Drawer:
    """Read the cards of a folder.

    Parameters
    ----------
    folder : pathlib.Path
    version : str or None
        Of the settings and programs that made them; None for any.

    Returns
    -------
    Drawer
        An empty one where there is none, it is damaged, or another version wrote it.
    """
    place = folder / _PLACE
    try:
        written_ns = place.stat().st_mtime_ns
        made_by, drawer = _parsed(place.read_bytes())
    except OSError:
        return Drawer()
    return replace(drawer, written_ns=written_ns) if version in (None, made_by) else Drawer()


def write_drawer(drawer: Drawer, *, folder: Path, version: str) -> bool:
    """Write the cards of a folder, aside first and then in their place.

    Parameters
    ----------
    drawer : Drawer
    folder : pathlib.Path
    version : str

    Returns
    -------
    bool
        False where the folder cannot be written: the cards are good all the same.
    """
    said = {key: value for key, value in asdict(drawer).items() if key != "written_ns"}
    said["version"] = version
    content = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
    place = folder / _PLACE
    aside = place.with_name(f"{place.name}.{os.getpid()}.part")
    try:
        place.parent.mkdir(exist_ok=True)
        aside.write_bytes(hashlib.sha256(content).hexdigest().encode() + b"\n" + content)
        aside.replace(place)
    except OSError:
        return False
    return True


def forget_cards(folder: Path) -> None:
    """Take the cards away: they tell of a lesson that was withdrawn.

    Parameters
    ----------
    folder : pathlib.Path
    """
    (folder / _PLACE).unlink(missing_ok=True)


# A report asks several times: the same bytes are not parsed again.
@lru_cache(maxsize=1)
def _parsed(whole: bytes) -> tuple[str, Drawer]:
    """Give the version that wrote the cards and the cards; an empty drawer for damaged ones."""
    digest, _, content = whole.partition(b"\n")
    if hashlib.sha256(content).hexdigest().encode() != digest:
        return "", Drawer()
    said = json.loads(content)
    entries = {
        name: Entry(**{**entry, "stamp": tuple(entry["stamp"])})
        for name, entry in said["entries"].items()
    }
    return said["version"], Drawer(entries, said["copies"], said["copies_of"])
