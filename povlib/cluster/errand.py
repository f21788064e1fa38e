"""What goes to a worker and what comes back, and whether a worker may do it at all."""

from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.context import BaseContext
from pathlib import Path
from typing import Generic, TypeVar

from povlib.errors import PovError
from povlib.fleet import Outcome
from povlib.installed import installed_sum

__all__ = ["Answer", "Errand", "prepared_job"]

J = TypeVar("J")
R = TypeVar("R")


@dataclass(frozen=True)
class Errand(Generic[J, R]):
    """A job and how it is done.

    Attributes
    ----------
    job : J
    work : callable
        A function of a module; called in a child of the foreman.
    context : callable
        A function of a module; gives how such children start, on the worker's own machine.
    prepare : callable or None
        A function of a module; called in the foreman before each attempt, gives the job as `work`
        takes it there. A PovError from it says that the worker cannot do such jobs.
    timeout_seconds : float or None
    code : str
        `installed_sum()` of the machine that sends it.
    """

    job: J
    work: Callable[[J], R]
    context: Callable[[], BaseContext]
    prepare: Callable[[J], J] | None
    timeout_seconds: float | None
    code: str


@dataclass(frozen=True)
class Answer(Generic[J, R]):
    """The outcome of an errand, or why the worker does not do it (in Thai)."""

    outcome: Outcome[J, R] | None = None
    refusal: str = ""


def prepared_job(errand: Errand[J, R], *, sign: Path) -> J:
    """Give the job as it is done here.

    Parameters
    ----------
    errand : Errand
    sign : pathlib.Path
        A file that stands in the run's shared folder as long as the run is at work.

    Raises
    ------
    PovError
        This machine cannot do the job as the one that sent it would.
    """
    if installed_sum() != errand.code:
        raise PovError(
            "ทุกเครื่องต้องติดตั้ง povlib และแพ็กเกจรุ่นเดียวกัน",
            todo="ติดตั้งใหม่จาก requirements.lock เดียวกันทุกเครื่อง แล้วเริ่ม dask worker ใหม่",
        )
    if not sign.exists():
        raise PovError(
            "เวิร์กเกอร์ต้องเห็นโฟลเดอร์ผลลัพธ์ที่เดียวกับเครื่องที่สั่ง",
            where=str(sign.parent),
            todo="ใช้โฟลเดอร์ร่วมที่มีชื่อเดียวกันทุกเครื่อง",
        )
    return errand.prepare(errand.job) if errand.prepare else errand.job
