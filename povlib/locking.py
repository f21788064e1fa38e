"""One process at a time on a folder: a lock that ends with its process, however that ends."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from povlib.errors import PovError

__all__ = ["held"]

_LOOK_AGAIN_SECONDS = 0.02


@contextmanager
def held(lock_file: Path, *, busy: PovError, wait_seconds: float = 0.0) -> Iterator[None]:
    """Hold a lock for the length of a `with` block.

    The lock belongs to the process, so the file that a dead process left does not stand in the way.

    Parameters
    ----------
    lock_file : pathlib.Path
        In an existing folder; it is made where it is not there, and stays.
    busy : PovError
        Raised where another process holds the lock.
    wait_seconds : float
        How long to wait for the other process first.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with held(Path(folder) / ".lock", busy=PovError("busy")):
    ...         pass
    """
    with lock_file.open("a+", encoding="utf-8") as lock:
        _take(lock, busy, time.monotonic() + wait_seconds)
        yield


def _take(lock: IO[str], busy: PovError, until: float) -> None:
    while True:
        try:
            _lock(lock)
            return
        except OSError as error:
            if time.monotonic() >= until:
                raise busy from error
        time.sleep(_LOOK_AGAIN_SECONDS)


def _lock(lock: IO[str]) -> None:
    # imported here because each exists on one kind of system only
    if os.name == "nt":
        import msvcrt

        lock.seek(0)
        msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(lock.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
