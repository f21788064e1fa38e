"""Briefs of lessons in a folder of their own, one folder a lesson, outside any run of reports."""

import os
import shutil
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from povlib import fleet
from povlib.engines.parameters import check_parameters, read_title
from povlib.errors import ReportError
from povlib.knowledge.outline import LessonOutline
from povlib.locking import held
from povlib.reports.audience import require_own_folder
from povlib.reports.execute import JobResult, StagedJob, execute_job, leave_dead
from povlib.reports.folders import put_in_place, write_bytes
from povlib.reports.km.files import FORMS, lesson_files
from povlib.reports.plan import Job, report_name
from povlib.reports.saved import cause_of
from povlib.reports.way import Way

__all__ = ["PAGE", "Shelf", "make_briefs", "write_forms"]

PAGE = "html"
"""The form that is made by the notebook; the picture belongs to it."""

_STAGING, _OLD = ".staging", ".old"
_TIMEOUT_SECONDS = 300.0


@dataclass(frozen=True)
class Shelf:
    """Where lessons lie, and with what they are shown.

    Attributes
    ----------
    lessons, params_dir, notebook : pathlib.Path
        Folder of lessons, settings, and the notebook of one lesson.
    """

    lessons: Path
    params_dir: Path
    notebook: Path


def make_briefs(
    outlines: Sequence[LessonOutline],
    *,
    shelf: Shelf,
    target: Path,
    forms: Collection[str],
    way: Way,
) -> Iterator[JobResult]:
    """Make the page of each lesson by its notebook, and its other forms; whole or not at all.

    Parameters
    ----------
    outlines : sequence of LessonOutline
        Of the lessons that may be shown.
    shelf : Shelf
    target : pathlib.Path
        `<target>/<lesson id>/` holds the brief.
    forms : collection of str
        `PAGE` and keys of `FORMS`.
    way : Way

    Yields
    ------
    JobResult
        One a lesson as it ends. Of one that failed nothing is put in place.

    Raises
    ------
    ReportError
        The folder cannot be written, is an officer's, or another command writes there.
    """
    with _at(target):
        staged = [_staged(one, shelf, target, way) for one in outlines]
        outcomes = fleet.map_jobs(
            staged,
            work=execute_job,
            workers=way.workers,
            context=way.context,
            timeout_seconds=_TIMEOUT_SECONDS,
        )
        for outcome in outcomes:
            yield _settled(outcome, target, forms)


def write_forms(outlines: Sequence[LessonOutline], *, target: Path, forms: Collection[str]) -> None:
    """Write lessons in forms that need no notebook, beside what lies there.

    Parameters
    ----------
    outlines : sequence of LessonOutline
    target : pathlib.Path
    forms : collection of str
        Keys of `FORMS`.

    Raises
    ------
    ReportError
        The folder cannot be written, is an officer's, or another command writes there.
    """
    with _at(target):
        for one in outlines:
            for name, content in lesson_files(one, forms=forms).items():
                write_bytes(target / one.lesson_id / name, content)


@contextmanager
def _at(target: Path) -> Iterator[None]:
    """Hold the folder of briefs, which is no officer's, and leave nothing half-made in it."""
    require_own_folder(target, audience="public", option="--to")
    try:
        target.mkdir(parents=True, exist_ok=True)
        busy = ReportError("โฟลเดอร์นี้เขียนได้ครั้งละหนึ่งงาน", where=target.as_posix(), todo="สั่งใหม่อีกครั้ง")
        with held(target / ".lock", busy=busy):
            try:
                yield
            finally:
                for name in (_STAGING, _OLD):
                    shutil.rmtree(target / name, ignore_errors=True)
    except OSError as error:
        raise ReportError(
            "ต้องเขียนโฟลเดอร์ผลลัพธ์ได้", where=target.as_posix(), todo="ตรวจสิทธิ์และที่ว่างในดิสก์"
        ) from error


def _staged(lesson: LessonOutline, shelf: Shelf, target: Path, way: Way) -> StagedJob:
    notebook, code = shelf.notebook, lesson.lesson_id
    parameters = {
        "lessons": _from(notebook.parent, shelf.lessons),
        "lesson_id": code,
        "params_dir": _from(notebook.parent, shelf.params_dir),
    }
    check_parameters(parameters, notebook=notebook)
    job = Job(
        report=report_name(notebook.stem),
        level="lesson",
        area_code=code,
        title_th=read_title(notebook),
        fiscal_year_be=lesson.fiscal_year_be or 0,
        notebook=notebook,
        parameters=parameters,
        audience="public",
        folder=target / code,
    )
    return StagedJob(job, target / _STAGING / code, way.engine)


def _from(folder: Path, path: Path) -> str:
    return Path(os.path.relpath(path, folder)).as_posix()


def _settled(
    outcome: fleet.Outcome[StagedJob, JobResult], target: Path, forms: Collection[str]
) -> JobResult:
    staged = outcome.job
    result = outcome.result or leave_dead(staged, cause=_cause(outcome))
    if result.status == "done":
        for form in {*FORMS} - {*forms, "png"}:
            (staged.stage / FORMS[form]).unlink()
        put_in_place(staged.stage, folder=staged.job.folder, old=target / _OLD / result.area_code)
    return result


def _cause(outcome: fleet.Outcome[StagedJob, JobResult]) -> str:
    if outcome.is_late:
        return f"ใช้เวลาเกิน {_TIMEOUT_SECONDS:g} วินาที จึงถูกหยุด"
    return (
        cause_of(outcome.error)
        if outcome.error
        else f"โปรแกรมจบก่อนทำเสร็จ (รหัส {outcome.exit_code})"
    )
