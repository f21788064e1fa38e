"""Runs one pure job per province in worker processes; a job that fails does not stop the others."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Generic, TypeVar

__all__ = ["Outcome", "map_jobs"]

J = TypeVar("J")
R = TypeVar("R")


@dataclass(frozen=True)
class Outcome(Generic[J, R]):
    """What became of one job: `result`, or `error` where it failed."""

    job: J
    result: R | None = None
    error: BaseException | None = None


def map_jobs(jobs: Iterable[J], *, work: Callable[[J], R], workers: int) -> Iterator[Outcome[J, R]]:
    """Give the outcome of each job as it ends, in no fixed order.

    Parameters
    ----------
    jobs : iterable
        Values that can be pickled.
    work : callable
        A function of a module, called once a job in a worker process.
    workers : int
        How many processes at once, at least 1.

    Yields
    ------
    Outcome
        One a job, failed ones too. A worker that dies fails the jobs its pool still held.

    Examples
    --------
    >>> sorted(o.result for o in map_jobs([-1, 2], work=abs, workers=1))
    [1, 2]
    """
    # spawn: the same on every platform, and no thread of the caller's is half copied into a child
    with ProcessPoolExecutor(max_workers=workers, mp_context=get_context("spawn")) as pool:
        futures = {pool.submit(work, job): job for job in jobs}
        for future in as_completed(futures):
            error = future.exception()
            result = None if error else future.result()
            yield Outcome(job=futures[future], result=result, error=error)
