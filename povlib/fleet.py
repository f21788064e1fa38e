"""Runs jobs in processes of their own: one that fails, hangs or dies does not touch the others."""

import ctypes
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import forkserver, get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from typing import Generic, TypeVar

__all__ = ["Outcome", "forking_context", "fresh_context", "map_jobs"]

J = TypeVar("J")
R = TypeVar("R")
_PR_SET_PDEATHSIG = 1
_LAST_WORDS_SECONDS = 1.0
# numpy and pyarrow each start a thread otherwise, and a server with threads must not fork.
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "JE_ARROW_MALLOC_CONF": "background_thread:false"}


@dataclass(frozen=True)
class Outcome(Generic[J, R]):
    """What became of one job.

    Attributes
    ----------
    job : J
    result : R or None
        What `work` gave; None where it failed.
    error : BaseException or None
        What `work` raised.
    exit_code : int or None
        Of a process that ended without a word; a negative number is the signal that ended it.
    is_late : bool
        The process was ended because its time was up.
    """

    job: J
    result: R | None = None
    error: BaseException | None = None
    exit_code: int | None = None
    is_late: bool = False


def fresh_context() -> BaseContext:
    """Give the way to start processes that works on every platform: a new interpreter each."""
    return get_context("spawn")


def forking_context(preload: Sequence[str]) -> BaseContext:
    """Give a way to start processes by forking a server that has imported modules.

    Parameters
    ----------
    preload : sequence of str
        Modules that the server imports, once. There is one server a process: the first call
        decides.

    Notes
    -----
    POSIX only. The server ends with this process, also when that is killed. Where the server is
    killed, the jobs at work end with it, and a new one is started for those that wait.
    """
    context = get_context("forkserver")
    context.set_forkserver_preload([*preload])
    _ensure_server()
    return context


def map_jobs(
    jobs: Iterable[J],
    *,
    work: Callable[[J], R],
    workers: int,
    context: BaseContext | None = None,
    timeout_seconds: float | None = None,
) -> Iterator[Outcome[J, R]]:
    """Give the outcome of each job as it ends, in no fixed order.

    Parameters
    ----------
    jobs : iterable
        Values that can be pickled.
    work : callable
        A function of a module, called once a job in a process of its own.
    workers : int
        How many processes at once, at least 1.
    context : multiprocessing context, optional
        How processes start; `fresh_context` where not given.
    timeout_seconds : float, optional
        A job that takes longer is ended.

    Yields
    ------
    Outcome
        One a job, failed ones too. When the caller stops asking, all processes are ended.

    Examples
    --------
    >>> sorted(o.result for o in map_jobs([-1, 2], work=abs, workers=1))
    [1, 2]
    """
    waiting = deque(jobs)
    running: list[_Running[J]] = []
    start = _Starter(context or fresh_context(), work, timeout_seconds)
    try:
        while waiting or running:
            while waiting and len(running) < workers:
                running.append(start(waiting.popleft()))
            for ended in _wait(running):
                running.remove(ended)
                yield ended.outcome()
    finally:
        for task in running:
            task.kill()


@dataclass(eq=False)
class _Running(Generic[J]):
    """A job's process, and the pipe that its result comes through."""

    job: J
    process: BaseProcess
    receiver: Connection
    deadline: float | None

    def is_late(self) -> bool:
        return self.deadline is not None and time.monotonic() >= self.deadline

    def kill(self) -> None:
        """End the process and all that it has started, also when it has ended itself."""
        if sys.platform == "linux":
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.kill()
        self.process.join()
        self.receiver.close()

    def outcome(self) -> Outcome[J, R]:
        """Give what came through the pipe, or how the process ended without a word."""
        try:
            if wait([self.process.sentinel], timeout=0):
                # A dying process closes its files one by one; only then can it be buried.
                self.process.join(_LAST_WORDS_SECONDS)
            return self._word() or self._end()
        finally:
            self.kill()

    def _word(self) -> Outcome[J, R] | None:
        try:
            if not self.receiver.poll():
                return None
            result, error = self.receiver.recv()
        # it died before its word, or in the middle of it
        except (EOFError, OSError):
            self.process.join()
            return None
        self.process.join(_LAST_WORDS_SECONDS)
        return Outcome(self.job, result, error)

    def _end(self) -> Outcome[J, R]:
        if self.process.is_alive():
            return Outcome(self.job, is_late=True)
        return Outcome(self.job, exit_code=self.process.exitcode)


@dataclass(frozen=True)
class _Starter(Generic[J, R]):
    context: BaseContext
    work: Callable[[J], R]
    timeout_seconds: float | None

    def __call__(self, job: J) -> _Running[J]:
        if self.context.get_start_method() != "forkserver":
            return self._started(job, self.context)
        # A server that is killed while it is asked does not answer; this job does without it.
        with suppress(EOFError, OSError):
            _ensure_server()
            return self._started(job, self.context)
        return self._started(job, fresh_context())

    def _started(self, job: J, context: BaseContext) -> _Running[J]:
        receiver, sender = context.Pipe(duplex=False)
        # A server that forks was started earlier, and may have another environment.
        args = (self.work, job, sender, dict(os.environ))
        process = context.Process(target=_serve, args=args, daemon=False)
        process.start()
        sender.close()
        until = None if self.timeout_seconds is None else time.monotonic() + self.timeout_seconds
        return _Running(job, process, receiver, until)


def _ensure_server() -> None:
    """Start the server that forks unless it lives."""
    with _one_thread():
        forkserver.ensure_running()


@contextmanager
def _one_thread() -> Iterator[None]:
    """Let what is started meanwhile have one thread."""
    before = {name: os.environ.get(name) for name in _ONE_THREAD}
    os.environ.update(_ONE_THREAD)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name)
            if value is not None:
                os.environ[name] = value


def _wait(running: list[_Running[J]]) -> list[_Running[J]]:
    deadlines = [task.deadline for task in running if task.deadline is not None]
    left = max(0.0, min(deadlines) - time.monotonic()) if deadlines else None
    # A process that dies is told by its sentinel: its pipe may be held by processes of its own.
    ends = [end for task in running for end in (task.receiver, task.process.sentinel)]
    ready = {*wait(ends, timeout=left)}
    return [t for t in running if {t.receiver, t.process.sentinel} & ready or t.is_late()]


def _serve(work: Callable[[J], R], job: J, sender: Connection, environment: dict[str, str]) -> None:
    """Do a job in a child process and send what came of it."""
    os.environ.update(environment)
    if sys.platform == "linux":
        os.setsid()  # a group of its own, which ends with it
    _end_with_parent()
    _be_silent()
    # Ctrl-C reaches every process of a terminal; the driver alone decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        sender.send((work(job), None))
    # whatever it is, the driver hears of it and goes on
    except BaseException as error:
        sender.send((None, _sendable(error)))
    sender.close()


def _sendable(error: BaseException) -> BaseException:
    """Give an error that survives the way through a pipe."""
    return RuntimeError(f"{type(error).__name__}: {error}")


def _end_with_parent() -> None:
    """End this process when the one that asked for it ends, even when that is killed.

    The system sees to it where it can; but a fork server stands between the two and lives as long
    as its children, so a thread waits for the end of the other as well.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    threading.Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    wait([parent_process().sentinel])
    if sys.platform == "linux":
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


def _be_silent() -> None:
    """Send what a cell or a library writes past Python nowhere: it may name a household."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for descriptor in (1, 2):
        os.dup2(nowhere, descriptor)
    os.close(nowhere)
