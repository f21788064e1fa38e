"""The reports of a run: which are to be made, made in processes, put in place, and journalled."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from multiprocessing.context import BaseContext

from povlib import fleet
from povlib.errors import ReportError
from povlib.reports.execute import DISK, JobResult, StagedJob, execute_job, leave_dead
from povlib.reports.folders import put_in_place
from povlib.reports.journal import Line, append_line, file_sums, read_journals, unchanged
from povlib.reports.plan import Job
from povlib.reports.remote import map_remote
from povlib.reports.saved import cause_of
from povlib.reports.yearfolder import Desk

__all__ = ["Batch", "make_batch"]

_OnResult = Callable[[JobResult], None]


@dataclass(frozen=True)
class Batch:
    """How reports are made.

    Attributes
    ----------
    desk : Desk
        Held by the caller.
    jobs : tuple of Job
    keys : dict
        By a job's name; see `journal.job_key`.
    engine : str
        Name of a papermill engine that runs in the child process.
    context : multiprocessing context
        How child processes start.
    workers : int
        Reports at once.
    timeout_seconds : float
        A report that takes longer is ended and counts as failed.
    retries : int
        How many times a failed report is tried again.
    is_forced : bool
        True makes again what has not changed.
    printer : str or None
        The chromium that prints each page as PDF too.
    is_interactive : bool
        True has the figures of each page drawn in the browser too.
    cluster : str
        Address of the dask scheduler whose workers make the reports; "" where this machine does.
    """

    desk: Desk
    jobs: tuple[Job, ...]
    keys: dict[tuple[str, str], str]
    engine: str
    context: BaseContext
    workers: int
    timeout_seconds: float
    retries: int
    is_forced: bool
    printer: str | None = None
    is_interactive: bool = False
    cluster: str = ""


def make_batch(batch: Batch, *, on_result: _OnResult) -> tuple[JobResult, ...]:
    """Make the reports that failed or changed, one try after the other.

    Parameters
    ----------
    batch : Batch
    on_result : callable
        Called with each final result as it comes.

    Returns
    -------
    tuple of JobResult
        One a job, by report and area.

    Raises
    ------
    ReportError
        A result cannot be written: the disk is full or the folder is closed. Nothing is lost: what
        was finished stands, and what was not finished is not there.
    """
    results = {job.name: JobResult(*job.name, "unchanged") for job in _unchanged(batch)}
    for result in results.values():
        on_result(result)
    left = [job for job in batch.jobs if job.name not in results]
    for tries_left in range(batch.retries, -1, -1):
        results |= _try(left, batch, tries_left, on_result)
        left = [job for job in left if results[job.name].status == "failed"]
    return tuple(sorted(results.values(), key=lambda r: (r.report, r.area_code)))


def _unchanged(batch: Batch) -> Iterator[Job]:
    if batch.is_forced:
        return iter(())
    lines = read_journals(batch.desk.folder)
    return unchanged(batch.jobs, keys=batch.keys, lines=lines)


def _try(
    jobs: Sequence[Job], batch: Batch, tries_left: int, on_result: _OnResult
) -> dict[tuple[str, str], JobResult]:
    """Try each job once; give the results by the jobs' names."""
    staging = batch.desk.staging
    form = (batch.engine, batch.printer, batch.is_interactive)
    staged = [StagedJob(job, staging / job.report / job.area_code, *form) for job in jobs]
    results: dict[tuple[str, str], JobResult] = {}
    for part in _rounds(staged, batch):
        # Whatever stops the loop, no child may write on while its folder is being removed.
        with closing(_outcomes(part, batch)) as outcomes:
            settled = (_settle(o, batch, tries_left, on_result) for o in outcomes)
            results |= {result.name: result for result in settled}
    return results


def _rounds(staged: Sequence[StagedJob], batch: Batch) -> list[Sequence[StagedJob]]:
    """Part the jobs so that the first one that reads lessons is made alone.

    It keeps for the others what is dear to find (cards, what goes with the use of lessons). Several
    at once would each find it, and hold in memory what that takes.
    """
    first = next((n for n, one in enumerate(staged) if "lessons" in one.job.parameters), None)
    if first is None or batch.cluster:
        return [staged]
    parts = (staged[:first], staged[first : first + 1], staged[first + 1 :])
    return [part for part in parts if part]


def _outcomes(
    staged: Sequence[StagedJob], batch: Batch
) -> Iterator[fleet.Outcome[StagedJob, JobResult]]:
    if batch.cluster and staged:
        return map_remote(
            staged,
            address=batch.cluster,
            staging=batch.desk.staging,
            timeout_seconds=batch.timeout_seconds,
        )
    return fleet.map_jobs(
        staged,
        work=execute_job,
        workers=batch.workers,
        context=batch.context,
        timeout_seconds=batch.timeout_seconds,
    )


def _settle(
    outcome: fleet.Outcome[StagedJob, JobResult],
    batch: Batch,
    tries_left: int,
    on_result: _OnResult,
) -> JobResult:
    """Log how a job ended; keep what it left unless it is tried again."""
    result = outcome.result or leave_dead(outcome.job, cause=_cause(outcome, batch))
    if result.status == DISK:
        raise _disk_error(batch, result)
    is_final = result.status == "done" or not tries_left
    again = "" if is_final else " (จะลองใหม่)"
    said = (*result.name, f"{result.status}{again}", result.cause)
    logging.getLogger("povlib").info("%s %s %s %s", *said)
    if is_final:
        _keep(outcome.job, result, batch)
        on_result(result)
    return result


def _keep(staged: StagedJob, result: JobResult, batch: Batch) -> None:
    """Put a finished folder in place, then say so in the journal."""
    job = staged.job
    try:
        old = batch.desk.old / job.report / job.area_code
        put_in_place(staged.stage, folder=job.folder, old=old)
        sums = file_sums(job.folder)
        key = batch.keys[job.name]
        line = Line(*job.name, result.status, result.cause, key, sums)
        append_line(batch.desk.journal, line)
    except OSError as error:
        raise _disk_error(batch, result) from error


def _cause(outcome: fleet.Outcome[StagedJob, JobResult], batch: Batch) -> str:
    """Say in one line how a process ended that left no result."""
    if outcome.is_late:
        return f"ใช้เวลาเกิน {batch.timeout_seconds:g} วินาที จึงถูกหยุด (ตั้งได้ที่ timeout_seconds)"
    if outcome.exit_code is not None and outcome.exit_code < 0:
        more = " หน่วยความจำอาจไม่พอ" if outcome.exit_code == -9 else ""
        return f"โปรแกรมถูกระบบหยุดกลางทาง (สัญญาณ {-outcome.exit_code}){more}"
    if outcome.error is not None:
        return cause_of(outcome.error, mask=outcome.job.job.mask)
    return f"โปรแกรมจบก่อนทำเสร็จ (รหัส {outcome.exit_code})"


def _disk_error(batch: Batch, result: JobResult) -> ReportError:
    return ReportError(
        "ต้องเขียนผลลัพธ์ลงดิสก์ได้ งานหยุดแล้ว รายงานที่เสร็จก่อนหน้ายังอยู่ครบ",
        got=result.cause or None,
        where=batch.desk.folder.as_posix(),
        todo="เพิ่มที่ว่างในดิสก์หรือแก้สิทธิ์ของโฟลเดอร์ แล้วสั่งเดิมอีกครั้ง จะทำต่อเฉพาะที่เหลือ",
    )
