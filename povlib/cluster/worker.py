"""What a dask worker does: it hands each errand to the foreman of its thread."""

import pickle
import subprocess
import threading
from pathlib import Path

from povlib.cluster.foreman import COMMAND

__all__ = ["run_errand"]

_TRIES = 2
# A process of a dask worker keeps one foreman a thread: the imports are the dear part of a job.
_OWN = threading.local()


def run_errand(sign: Path, payload: bytes) -> tuple[str, bytes]:
    """Have an errand done; called by dask, in a worker.

    Parameters
    ----------
    sign : pathlib.Path
        Stands as long as the run that sent the errand.
    payload : bytes
        A pickled `Errand`; this process does not open it.

    Returns
    -------
    tuple
        The worker's address and a pickled `Answer`.

    Raises
    ------
    RuntimeError
        The foreman ends each time in the middle of it.
    """
    # imported in workers only, where it is there
    from distributed import get_worker

    for _ in range(_TRIES):
        try:
            return get_worker().address, _foreman().ask(sign, payload)
        except (EOFError, OSError, pickle.UnpicklingError):
            _dismiss()
    raise RuntimeError("the foreman process of a dask worker ended in the middle of a job")


class _Foreman:
    """The pipes to a foreman process."""

    def __init__(self):
        self._process = subprocess.Popen(
            COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )

    def ask(self, sign: Path, payload: bytes) -> bytes:
        pickle.dump((sign, payload), self._process.stdin)
        self._process.stdin.flush()
        return pickle.dumps(pickle.load(self._process.stdout))

    def end(self) -> None:
        self._process.kill()
        self._process.communicate()


def _foreman() -> _Foreman:
    if not hasattr(_OWN, "foreman"):
        _OWN.foreman = _Foreman()
    return _OWN.foreman


def _dismiss() -> None:
    _OWN.foreman.end()
    del _OWN.foreman
