"""One job, from notebook to a finished folder aside; called in a process of its own."""

import errno
import logging
import shutil
from dataclasses import dataclass
from pathlib import Path

import nbformat
import papermill

from povlib.engines.fork import mark_death
from povlib.errors import ReportError
from povlib.reports.errorpage import error_page
from povlib.reports.export import export_notebook
from povlib.reports.folders import json_bytes, write_bytes
from povlib.reports.km.files import lesson_files
from povlib.reports.manifest import failure_manifest, report_manifest
from povlib.reports.pdf import print_pdf
from povlib.reports.plan import Job
from povlib.reports.saved import cause_of, clean_stopped, without_times
from povlib.reports.tables import csv_bytes, workbook_bytes

__all__ = ["DISK", "JobResult", "StagedJob", "execute_job", "leave_dead"]

DISK = "disk"
_DISK_ERRORS = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EFBIG}


@dataclass(frozen=True)
class StagedJob:
    """A job, where its result is written, the papermill engine that runs it, and in what form."""

    job: Job
    stage: Path
    engine: str
    printer: str | None = None
    is_interactive: bool = False

    @property
    def marker(self) -> Path:
        """The file that names the cell which runs, beside the folder; cells run in another one."""
        return self.stage.resolve().with_name(f"{self.stage.name}.cell")


@dataclass(frozen=True)
class JobResult:
    """What a job left.

    Attributes
    ----------
    report, area_code : str
    status : str
        "done", "failed", "unchanged", or "disk" where the result could not be written.
    cause : str
        For a failure, in one line.
    """

    report: str
    area_code: str
    status: str
    cause: str = ""

    @property
    def name(self) -> tuple[str, str]:
        """Report and area, as a job's."""
        return self.report, self.area_code


def execute_job(staged: StagedJob) -> JobResult:
    """Run a job's notebook and export it into its stage; a failure leaves an error page there.

    Parameters
    ----------
    staged : StagedJob

    Returns
    -------
    JobResult
        The stage is whole unless the status is "disk".
    """
    job = staged.job
    try:
        shutil.rmtree(staged.stage, ignore_errors=True)
        staged.stage.mkdir(parents=True)
        executed = _run_notebook(staged)
        _write_report(staged, executed)
        if staged.printer:
            print_pdf(staged.stage / "report.html", program=staged.printer)
        return JobResult(*job.name, "done")
    # one province's failure, whatever it is, must not stop the others: it becomes an error page
    except Exception as error:
        if isinstance(error, OSError) and error.errno in _DISK_ERRORS:
            return JobResult(*job.name, DISK, cause_of(error, mask=job.mask))
        return _leave_error_page(staged, cause_of(error, mask=job.mask))


def leave_dead(staged: StagedJob, *, cause: str) -> JobResult:
    """Leave the notebook and an error page of a job whose process ended in the middle.

    Parameters
    ----------
    staged : StagedJob
    cause : str
        In one line.
    """
    try:
        shutil.rmtree(staged.stage, ignore_errors=True)
        staged.stage.mkdir(parents=True)
        return _leave_error_page(staged, cause)
    except OSError as error:
        if error.errno not in _DISK_ERRORS:
            raise
        return JobResult(*staged.job.name, DISK, cause_of(error, mask=staged.job.mask))


def _write_report(staged: StagedJob, executed: nbformat.NotebookNode) -> None:
    job, stage, is_interactive = staged.job, staged.stage, staged.is_interactive
    export = export_notebook(executed, audience=job.audience, is_interactive=is_interactive)
    write_bytes(stage / "report.html", export.html.encode("utf-8"))
    for table in export.tables:
        write_bytes(stage / "tables" / f"{table.name}.csv", csv_bytes(table))
    if export.tables:
        write_bytes(stage / "tables.xlsx", workbook_bytes(export.tables))
    if export.lesson:
        for name, content in lesson_files(export.lesson).items():
            write_bytes(stage / name, content)
    write_bytes(stage / "manifest.json", json_bytes(report_manifest(job, export)))
    nbformat.write(without_times(executed), stage / "report.ipynb")


def _run_notebook(staged: StagedJob) -> nbformat.NotebookNode:
    # papermill logs each parameter it does not know; ours are checked already
    logging.getLogger("papermill").setLevel(logging.ERROR)
    executed = papermill.execute_notebook(
        **_papermill_paths(staged),
        engine_name=staged.engine,
        progress_bar=False,
        request_save_on_cell_execute=False,
        autosave_cell_every=0,
        marker=staged.marker,
    )
    # papermill takes sys.exit() for the end of a notebook; for a report it is a failure
    for cell in executed.cells:
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                raise ReportError("โน้ตบุ๊กหยุดก่อนจบ", got=output.ename)
    return executed


def _papermill_paths(staged: StagedJob) -> dict[str, object]:
    notebook = staged.job.notebook.resolve()
    return {
        "input_path": str(notebook),
        "output_path": str((staged.stage / "report.ipynb").resolve()),
        "parameters": staged.job.parameters,
        "cwd": str(notebook.parent),
        "kernel_name": "python3",
        "language": "python",
    }


def _leave_error_page(staged: StagedJob, cause: str) -> JobResult:
    job, stage = staged.job, staged.stage
    shutil.rmtree(stage / "tables", ignore_errors=True)
    for name in ("report.html", "report.pdf", "tables.xlsx"):
        (stage / name).unlink(missing_ok=True)
    if not (stage / "report.ipynb").exists():
        _write_unfinished(staged, cause)
    clean_stopped(stage / "report.ipynb", audience=job.audience)
    write_bytes(stage / "report.html", error_page(job, cause=cause).encode("utf-8"))
    write_bytes(stage / "manifest.json", json_bytes(failure_manifest(job, cause=cause)))
    return JobResult(*job.name, "failed", cause)


def _write_unfinished(staged: StagedJob, cause: str) -> None:
    """Write the notebook with its parameters, and the cause in the cell that ran last."""
    notebook = papermill.execute_notebook(**_papermill_paths(staged), prepare_only=True)
    mark_death(notebook, marker=staged.marker, said=cause)
    nbformat.write(notebook, staged.stage / "report.ipynb")
