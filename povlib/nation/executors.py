"""Who does the jobs of provinces: this process, its threads, processes of their own, or a cluster.

Whoever does them, results come back in the order of the jobs, and the first job that fails ends the
run with its province's name; nothing is left at work behind it.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from povlib import cluster, fleet
from povlib.data.manifest import MANIFEST_NAME
from povlib.errors import ClusterError, MeasureError, PovError, RegisterError

__all__ = ["EXECUTORS", "Crew", "do_all"]

EXECUTORS = ("serial", "threads", "processes")
"""What does the jobs of provinces on this machine."""

_PRELOAD = ("povlib.nation.jobs",)


class Job(Protocol):
    """What an executor has to know of a job."""

    @property
    def register(self) -> Path:
        """The folder that it reads."""

    @property
    def province_code(self) -> str:
        """Two digits."""

    @property
    def place_th(self) -> str:
        """Province and round, in a planner's words."""


J = TypeVar("J", bound=Job)
R = TypeVar("R")


@dataclass(frozen=True)
class Crew:
    """Who does the jobs.

    Attributes
    ----------
    executor : str
        Of `EXECUTORS`; not looked at where there is an address.
    jobs : int
        How many at once, at least 1.
    address : str or None
        Of a dask scheduler, whose workers do the jobs.
    progress : callable or None
        Called with the code of each province that is done.
    """

    executor: str = "processes"
    jobs: int = 2
    address: str | None = None
    progress: Callable[[str], object] | None = None

    def __post_init__(self) -> None:
        if self.executor not in EXECUTORS or self.jobs < 1:
            raise MeasureError(
                "the executor must be known and do one job at once at least",
                got=(self.executor, self.jobs),
                todo=", ".join(EXECUTORS),
            )


def do_all(jobs: Sequence[J], *, work: Callable[[J], R], crew: Crew) -> list[R]:
    """Do every job and give the results in the order of the jobs.

    Parameters
    ----------
    jobs : sequence of Job
        Values that can be pickled and are all different.
    work : callable
        A function of a module.
    crew : Crew

    Raises
    ------
    RegisterError
        A unit could not be read; names province and round.
    ClusterError
        No scheduler or worker is there or left, or a job ends its worker each time.
    PovError
        A job failed or its process died; names province and round.
    """
    numbered = [_Numbered(number, job) for number, job in enumerate(jobs)]
    results: dict[int, R] = {}
    with closing(_outcomes(numbered, work=_Doing(work), crew=crew)) as outcomes:
        for outcome in outcomes:
            results[outcome.job.number] = _result(outcome)
            if crew.progress is not None:
                crew.progress(outcome.job.job.province_code)
    return [results[number] for number in range(len(jobs))]


@dataclass(frozen=True)
class _Numbered(Generic[J]):
    """A job and its place in the order of results."""

    number: int
    job: J


@dataclass(frozen=True)
class _Doing(Generic[J, R]):
    """Does a job; what the register refuses is handed over as it is, also out of a process."""

    work: Callable[[J], R]

    def __call__(self, numbered: _Numbered[J]) -> R | RegisterError:
        try:
            return self.work(numbered.job)
        except RegisterError as error:
            return error


def _outcomes(
    jobs: list[_Numbered[J]], *, work: _Doing[J, R], crew: Crew
) -> Iterator[fleet.Outcome[_Numbered[J], R | RegisterError]]:
    if crew.address is not None:
        return cluster.map_jobs(
            jobs,
            work=work,
            address=crew.address,
            shared=jobs[0].job.register,
            context=_context,
            prepare=_prepared,
        )
    if crew.executor == "processes":
        return fleet.map_jobs(jobs, work=work, workers=crew.jobs, context=_context())
    return _here(jobs, work=work, threads=crew.jobs if crew.executor == "threads" else 0)


def _context() -> BaseContext:
    """Fork a server that has imported the kernels, and no data, where the system can."""
    if sys.platform == "linux":
        return fleet.forking_context(_PRELOAD)
    return fleet.fresh_context()


def _prepared(numbered: _Numbered[J]) -> _Numbered[J]:
    """Say on a worker that it does not see the register that it should read."""
    file = numbered.job.register / MANIFEST_NAME
    if not file.exists():
        raise RegisterError(
            "เวิร์กเกอร์ต้องเห็นทะเบียนเดียวกับเครื่องที่สั่ง",
            got=str(file),
            todo="ใช้โฟลเดอร์ร่วมที่มีชื่อเดียวกันทุกเครื่อง",
        )
    return numbered


def _here(
    jobs: list[_Numbered[J]], *, work: _Doing[J, R], threads: int
) -> Iterator[fleet.Outcome[_Numbered[J], R | RegisterError]]:
    """Do jobs in this process: one after the other, or in threads."""
    if not threads:
        for job in jobs:
            yield _tried(job, work=work)
        return
    pool = ThreadPoolExecutor(threads)
    try:
        yield from pool.map(lambda job: _tried(job, work=work), jobs)
    finally:
        pool.shutdown(cancel_futures=True)


def _tried(job: _Numbered[J], *, work: _Doing[J, R]) -> fleet.Outcome:
    try:
        return fleet.Outcome(job, work(job))
    # as in a process of its own: the run ends with the name of the province, whatever it was
    except Exception as error:
        return fleet.Outcome(job, error=error)


def _result(outcome: fleet.Outcome[_Numbered[J], R | RegisterError]) -> R:
    """Give what a job made, or raise what became of it, with its place."""
    place = outcome.job.job.place_th
    if isinstance(outcome.result, RegisterError):
        told = outcome.result
        raise RegisterError(told.must, got=told.got, where=place, todo=told.todo)
    if isinstance(outcome.error, ClusterError):
        told = outcome.error
        raise ClusterError(told.must, got=told.got, where=place, todo=told.todo)
    if outcome.error is not None:
        raise PovError(
            "งานของทุกจังหวัดต้องทำจนจบ", got=str(outcome.error), where=place
        ) from outcome.error
    if outcome.exit_code is not None:
        raise PovError(
            "งานของทุกจังหวัดต้องทำจนจบ แต่กระบวนการหยุดกลางทาง หน่วยความจำอาจไม่พอ",
            got=f"exit code {outcome.exit_code}",
            where=place,
            todo="ลดจำนวนงานพร้อมกันด้วย --jobs แล้วสั่งใหม่",
        )
    return outcome.result
