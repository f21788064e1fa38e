"""The index on disk: one file under `.index/`, whole or not at all, thrown away where it is wrong.

It knows the version of the words it was made with and the checksum of every lesson's file.
"""

import hashlib
import io
import json
import os
from collections.abc import Mapping
from pathlib import Path

from povlib.knowledge.search.index import Card, Index

__all__ = ["checksums", "forget_index", "load_index", "save_index"]

_PLACE = Path(".index") / "search.bin"
_FORMAT = 3
_ARRAYS = ("bounds", "lessons", "weights")


def checksums(folder: Path) -> dict[str, str]:
    """Give the checksum of each lesson's file by its name, in order.

    Parameters
    ----------
    folder : pathlib.Path
    """
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.glob("*.md"), key=str)
    }


def save_index(index: Index, *, folder: Path, version: str, files: Mapping[str, str]) -> bool:
    """Write an index beside its lessons, aside first and then in its place.

    Parameters
    ----------
    index : Index
    folder : pathlib.Path
        Of the lessons.
    version : str
        Of the words.
    files : mapping
        As `checksums`.

    Returns
    -------
    bool
        False where the folder cannot be written: the search goes on without.
    """
    said = {"format": _FORMAT, "version": version, "files": dict(files)}
    said |= {"cards": [vars(card) for card in index.cards], "features": index.features}
    content = _packed(said, index)
    place = folder / _PLACE
    aside = place.with_name(f"{place.name}.{os.getpid()}.part")
    try:
        place.parent.mkdir(exist_ok=True)
        aside.write_bytes(hashlib.sha256(content).digest() + content)
        aside.replace(place)
    except OSError:
        return False
    return True


def load_index(folder: Path, *, version: str) -> tuple[Index, dict[str, str]] | None:
    """Read the index of a folder.

    Parameters
    ----------
    folder : pathlib.Path
    version : str
        Of the words.

    Returns
    -------
    (Index, dict) or None
        With the checksums of the files that it was made of, as `checksums` gives them now. None
        where there is no index, it is damaged, or words or programs are others now.
    """
    try:
        whole = (folder / _PLACE).read_bytes()
    except OSError:
        return None
    # Imported here: 60 ms, and only a search needs it; it starts a thread.
    import numpy as np

    digest, content = whole[:32], whole[32:]
    if hashlib.sha256(content).digest() != digest:
        return None
    with np.load(io.BytesIO(content), allow_pickle=False) as parts:
        said = json.loads(parts["said"].tobytes())
        if (said["format"], said["version"]) != (_FORMAT, version):
            return None
        cards = tuple(Card(**card) for card in said["cards"])
        index = Index(cards, tuple(said["features"]), *(parts[name] for name in _ARRAYS))
        return index, said["files"]


def forget_index(folder: Path) -> None:
    """Take the index away: it holds the words of a lesson that was withdrawn.

    Parameters
    ----------
    folder : pathlib.Path
    """
    (folder / _PLACE).unlink(missing_ok=True)


def _packed(said: dict[str, object], index: Index) -> bytes:
    import numpy as np  # as in `load_index`

    text = np.frombuffer(json.dumps(said, ensure_ascii=False).encode(), dtype=np.uint8)
    target = io.BytesIO()
    np.savez(target, said=text, **{name: getattr(index, name) for name in _ARRAYS})
    return target.getvalue()
