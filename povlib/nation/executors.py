"""Who does the jobs of provinces: this process, its threads, processes of their own, or a cluster.

Whoever does them, each result comes back with its job, and the first job that fails ends the run
with its province's name; nothing is left at work behind it. A process does several provinces:
starting one costs more than measuring a small province. Where it dies, here or beside a worker,
each of its provinces is done once more in a process of its own, which tells the one that cannot be
done from those beside it.
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

__all__ = ["EXECUTORS", "Crew", "Job", "each_done"]

EXECUTORS = ("serial", "threads", "processes")
"""What does the jobs of provinces on this machine."""

_PRELOAD = ("povlib.nation.jobs",)
_BATCHES_EACH = 4


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


def each_done(jobs: Sequence[J], *, work: Callable[[J], R], crew: Crew) -> Iterator[tuple[J, R]]:
    """Do every job and give each with its result as it is done, in no fixed order.

    Parameters
    ----------
    jobs : sequence of Job
        Values that can be pickled.
    work : callable
        A function of a module; must bear to be called again for a job.
    crew : Crew

    Yields
    ------
    tuple
        A job of `jobs` and what `work` made of it. When the caller stops asking, all are ended.

    Raises
    ------
    RegisterError
        A unit could not be read; names province and round.
    ClusterError
        No scheduler or worker is there or left, or a job ends its worker each time.
    PovError
        A job failed or its process died each time; names province and round.
    """
    doing, lost = _Doing(work), []
    batches = [_Batch(tuple(part)) for part in _parts(list(enumerate(jobs)), crew)]
    for outcome in _outcomes(batches, work=doing, crew=crew):
        if _is_lost(outcome):
            lost += [_Batch((each,)) for each in outcome.job.jobs]
        else:
            yield from _results(outcome, jobs, crew.progress)
    for outcome in _outcomes(lost, work=doing, crew=crew) if lost else ():
        yield from _results(outcome, jobs, crew.progress)


@dataclass(frozen=True)
class _Batch(Generic[J]):
    """Jobs that are done one after the other, each with its place in the order of results."""

    jobs: tuple[tuple[int, J], ...]


@dataclass(frozen=True)
class _Done(Generic[R]):
    """What became of a job."""

    result: R | None = None
    refused: RegisterError | None = None
    failed: str = ""


@dataclass(frozen=True)
class _Doing(Generic[J, R]):
    """Does the jobs of a batch; what one raises is told as its own."""

    work: Callable[[J], R]

    def __call__(self, batch: _Batch[J]) -> list[_Done[R]]:
        return [self._done(job) for _, job in batch.jobs]

    def _done(self, job: J) -> _Done[R]:
        try:
            return _Done(self.work(job))
        except RegisterError as error:
            return _Done(refused=error)
        # whatever it is, the run ends with the name of the province
        except Exception as error:
            return _Done(failed=f"{type(error).__name__}: {error}")


_Outcome = fleet.Outcome[_Batch[J], list[_Done[R]]]


def _is_lost(outcome: _Outcome[J, R]) -> bool:
    """Tell whether the process died without a word, or said nothing of whose fault it was."""
    return outcome.result is None and (outcome.error is None or len(outcome.job.jobs) > 1)


def _parts(numbered: list[tuple[int, J]], crew: Crew) -> list[list[tuple[int, J]]]:
    """Deal jobs to a few times as many processes as work at once; elsewhere one by one."""
    if crew.address is not None or crew.executor != "processes":
        return [[each] for each in numbered]
    count = min(len(numbered), _BATCHES_EACH * crew.jobs)
    return [numbered[at::count] for at in range(count)]


def _outcomes(
    batches: list[_Batch[J]], *, work: _Doing[J, R], crew: Crew
) -> Iterator[_Outcome[J, R]]:
    if crew.address is not None:
        found = cluster.map_jobs(
            batches,
            work=work,
            address=crew.address,
            shared=batches[0].jobs[0][1].register,
            context=_context,
            prepare=_prepared,
        )
    elif crew.executor == "processes":
        found = fleet.map_jobs(batches, work=work, workers=crew.jobs, context=_context())
    else:
        found = _here(batches, work=work, threads=crew.jobs if crew.executor == "threads" else 0)
    with closing(found):
        yield from found


def _context() -> BaseContext:
    """Fork a server that has imported the kernels, and no data, where the system can."""
    if sys.platform == "linux":
        return fleet.forking_context(_PRELOAD)
    return fleet.fresh_context()


def _prepared(batch: _Batch[J]) -> _Batch[J]:
    """Say on a worker that it does not see the register that it should read."""
    file = batch.jobs[0][1].register / MANIFEST_NAME
    if not file.exists():
        raise RegisterError(
            "เวิร์กเกอร์ต้องเห็นทะเบียนเดียวกับเครื่องที่สั่ง",
            got=str(file),
            todo="ใช้โฟลเดอร์ร่วมที่มีชื่อเดียวกันทุกเครื่อง",
        )
    return batch


def _here(
    batches: list[_Batch[J]], *, work: _Doing[J, R], threads: int
) -> Iterator[_Outcome[J, R]]:
    """Do jobs in this process: one after the other, or in threads."""
    if not threads:
        for batch in batches:
            yield fleet.Outcome(batch, work(batch))
        return
    pool = ThreadPoolExecutor(threads)
    try:
        yield from pool.map(lambda batch: fleet.Outcome(batch, work(batch)), batches)
    finally:
        pool.shutdown(cancel_futures=True)


def _results(
    outcome: _Outcome[J, R], jobs: Sequence[J], progress: Callable[[str], object] | None
) -> Iterator[tuple[J, R]]:
    """Give what jobs made, or raise what became of one, with its place."""
    if outcome.result is None:
        raise _end(outcome)
    for (number, job), done in zip(outcome.job.jobs, outcome.result, strict=True):
        if done.refused is not None:
            raise done.refused
        if done.failed:
            raise PovError("งานของทุกจังหวัดต้องทำจนจบ", got=done.failed, where=job.place_th)
        if progress is not None:
            progress(job.province_code)
        yield jobs[number], done.result


def _end(outcome: _Outcome[J, R]) -> PovError:
    """Say that the process of a province's job ended without a word, as often as it was tried."""
    ((_, job),) = outcome.job.jobs
    kind = ClusterError if isinstance(outcome.error, ClusterError) else PovError
    told = outcome.error.must if isinstance(outcome.error, ClusterError) else ""
    return kind(
        "งานของทุกจังหวัดต้องทำจนจบ แต่กระบวนการหยุดกลางทาง หน่วยความจำอาจไม่พอ",
        got=told or str(outcome.error or f"exit code {outcome.exit_code}"),
        where=job.place_th,
        todo="ลดจำนวนงานพร้อมกันด้วย --jobs แล้วสั่งใหม่",
    )
