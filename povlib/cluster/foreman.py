"""The process beside a dask worker that does its jobs, one after the other, each in a child.

The processes of dask workers are daemons, which may have no children of multiprocessing's. This is
a plain program: it may, and its children are forked from one server that keeps the imports. It ends
when its worker ends, when the run is over in the middle of a job, and when it has had nothing to do
for a while.
"""

import os
import pickle
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import BinaryIO

from povlib import fleet
from povlib.cluster.errand import Answer, Errand, prepared_job
from povlib.errors import PovError

__all__ = ["COMMAND", "serve"]

COMMAND = (sys.executable, "-c", "from povlib.cluster.foreman import serve; serve()")
_IDLE_SECONDS = 60.0
_LOOK_SECONDS = 0.5


def serve() -> None:
    """Answer errands from standard input on standard output until there are none."""
    asked, answers = _own_pipes()
    errands: SimpleQueue[tuple[Path, bytes]] = SimpleQueue()
    _in_background(lambda: _listen(asked, errands))
    while True:
        try:
            sign, payload = errands.get(timeout=_IDLE_SECONDS)
        except Empty:
            # whatever else is at work here waits for bytes that nobody will send
            os._exit(0)
        is_over = threading.Event()
        _in_background(lambda sign=sign, is_over=is_over: _watch(sign, is_over))
        answer = _answer(pickle.loads(payload), sign)
        is_over.set()
        pickle.dump(answer, answers)
        answers.flush()


def _own_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Keep the pipes to the worker, where nothing that a library prints gets into them."""
    asked, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    os.close(nowhere)
    return asked, answers


def _in_background(work: Callable[[], None]) -> None:
    threading.Thread(target=work, daemon=True).start()


def _listen(asked: BinaryIO, errands: "SimpleQueue[tuple[Path, bytes]]") -> None:
    """Pass errands on; when the worker is gone, end, and with this process all its children."""
    while True:
        try:
            errands.put(pickle.load(asked))
        except (EOFError, OSError):
            os._exit(1)


def _watch(sign: Path, is_over: threading.Event) -> None:
    """End in the middle of a job when its run is over: nobody waits for what it would write."""
    while not is_over.wait(_LOOK_SECONDS):
        if not sign.exists():
            os._exit(1)


def _answer(errand: Errand, sign: Path) -> Answer:
    try:
        job = prepared_job(errand, sign=sign)
    except PovError as error:
        return Answer(refusal=str(error))
    outcomes = fleet.map_jobs(
        [job],
        work=errand.work,
        workers=1,
        context=errand.context(),
        timeout_seconds=errand.timeout_seconds,
    )
    with closing(outcomes):
        return Answer(next(outcomes))
