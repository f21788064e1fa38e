"""Jobs that a test sends to workers."""

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from povlib.errors import ReportError


@dataclass(frozen=True)
class Task:
    """A job: a number, what happens to it, and a folder to leave a word in."""

    number: int
    folder: Path
    does: str = ""


def square(task: Task) -> int:
    """Give the square, unless the task does something else."""
    if task.does == "kill the worker":
        worker_of(os.getpid()).kill()
        time.sleep(60)
    if task.does == "kill itself":
        os.kill(os.getpid(), signal.SIGKILL)
    if task.does == "raise":
        raise ValueError("no square")
    if task.does == "wait":
        (task.folder / f"{task.number}.pid").write_text(str(os.getpid()))
        time.sleep(60)
    if task.does == "wait once":
        flag = task.folder / f"{task.number}.pid"
        if not flag.exists():
            flag.write_text(str(os.getpid()))
            time.sleep(60)
    return task.number**2


def refuse(task: Task) -> Task:
    """Say that this machine cannot do it."""
    raise ReportError("ไม่เห็นทะเบียน", got=task.number)


def worker_of(pid: int) -> psutil.Process:
    """Give the dask worker above a child at work: the parent of the foreman."""
    for process in (psutil.Process(pid), *psutil.Process(pid).parents()):
        if "povlib.cluster.foreman" in " ".join(process.cmdline()):
            return process.parent()
    raise AssertionError("no foreman above")


def wait_for(path: Path, *, seconds: float = 60.0) -> str:
    """Give what a task left, once it is there."""
    until = time.monotonic() + seconds
    while not (path.exists() and path.read_text()):
        assert time.monotonic() < until, path
        time.sleep(0.05)
    return path.read_text()


def lives(pid: int) -> bool:
    """Tell whether a process is at work; one that nobody has buried yet is not."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def foremen() -> set[int]:
    """Give the processes that do jobs beside workers."""
    processes = psutil.process_iter(["cmdline"])
    return {
        p.pid for p in processes if "povlib.cluster.foreman" in " ".join(p.info["cmdline"] or [])
    }
