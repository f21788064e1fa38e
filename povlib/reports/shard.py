"""A share of a run: jobs divided in one fixed way, so that machines or hours can share a run."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from povlib.errors import ReportError
from povlib.reports.plan import Job

__all__ = ["WHOLE", "Shard", "jobs_of", "read_shard"]

_SHARD = re.compile(r"([1-9][0-9]{0,4})/([1-9][0-9]{0,4})", flags=re.ASCII)


@dataclass(frozen=True)
class Shard:
    """One of so many equal shares.

    Attributes
    ----------
    number : int
        From 1.
    of : int
        1 is the whole run.
    """

    number: int
    of: int

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"


WHOLE = Shard(1, 1)


def read_shard(text: str) -> Shard:
    """Read a share as it is written on a command line.

    Parameters
    ----------
    text : str

    Raises
    ------
    ReportError
        It is not two whole numbers "i/n" with 1 <= i <= n.

    Examples
    --------
    >>> read_shard("2/3")
    Shard(number=2, of=3)
    """
    found = _SHARD.fullmatch(text)
    shard = Shard(*map(int, found.groups())) if found else None
    if shard is None or shard.number > shard.of:
        raise ReportError(
            "ส่วนของงานต้องเขียนเป็น i/n โดย i ไม่เกิน n",
            got=text,
            where="--shard",
            todo="ถ้าแบ่งสามเครื่อง ใส่ 1/3, 2/3 และ 3/3",
        )
    return shard


def jobs_of(jobs: Sequence[Job], *, shard: Shard) -> tuple[Job, ...]:
    """Give the jobs of a share, in the order given.

    Parameters
    ----------
    jobs : sequence of Job
        All jobs of the run. Sorted by report and area and counted from 0, job k belongs to share
        k mod n + 1, so the shares differ by one job at most.
    shard : Shard
    """
    own = {*sorted(job.name for job in jobs)[shard.number - 1 :: shard.of]}
    return tuple(job for job in jobs if job.name in own)
