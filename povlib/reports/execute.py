"""One job, from notebook to finished folder; called in a worker process."""

import logging
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import nbformat
import papermill
from traitlets.config import Config

from povlib.reports.errorpage import error_page
from povlib.reports.export import export_notebook
from povlib.reports.folders import json_bytes, put_in_place, write_bytes
from povlib.reports.manifest import failure_manifest, report_manifest
from povlib.reports.plan import Job
from povlib.reports.saved import cause_of, clean_stopped, without_times
from povlib.reports.tables import csv_bytes, workbook_bytes

__all__ = ["JobResult", "StagedJob", "execute_job"]


@dataclass(frozen=True)
class StagedJob:
    """A job and the empty folder it may write into before its result is put in place."""

    job: Job
    stage: Path


@dataclass(frozen=True)
class JobResult:
    """What a job left: its status, and for a failure the cause in one line."""

    report: str
    area_code: str
    status: str
    cause: str = ""


def execute_job(staged: StagedJob) -> JobResult:
    """Run a job's notebook, export it, and put the folder in place; a failure leaves an error page.

    Parameters
    ----------
    staged : StagedJob

    Returns
    -------
    JobResult
        Status "done" or "failed"; the folder at `job.folder` stands whole in both cases.
    """
    job, stage = staged.job, staged.stage
    stage.mkdir(parents=True)
    try:
        _make_report(job, stage)
        result = JobResult(job.report, job.area_code, "done")
    # one province's failure, whatever it is, must not stop the others: it becomes an error page
    except Exception as error:
        result = _leave_error_page(job, stage, error)
    put_in_place(stage, folder=job.folder)
    return result


def _make_report(job: Job, stage: Path) -> None:
    executed = _run_notebook(job, stage)
    export = export_notebook(executed, audience=job.audience)
    write_bytes(stage / "report.html", export.html.encode("utf-8"))
    for table in export.tables:
        write_bytes(stage / "tables" / f"{table.name}.csv", csv_bytes(table))
    write_bytes(stage / "tables.xlsx", workbook_bytes(export.tables))
    write_bytes(stage / "manifest.json", json_bytes(report_manifest(job, export)))
    nbformat.write(without_times(executed), stage / "report.ipynb")


def _run_notebook(job: Job, stage: Path) -> nbformat.NotebookNode:
    # papermill logs each parameter it does not know; ours are checked already
    logging.getLogger("papermill").setLevel(logging.ERROR)
    with TemporaryDirectory(prefix="povlib-") as sockets:
        return papermill.execute_notebook(
            str(job.notebook.resolve()),
            str((stage / "report.ipynb").resolve()),
            parameters=job.parameters,
            cwd=str(job.notebook.parent.resolve()),
            kernel_name="python3",
            progress_bar=False,
            request_save_on_cell_execute=False,
            autosave_cell_every=0,
            config=_kernel_config(sockets),
        )


def _kernel_config(sockets: str) -> Config:
    """Talk to the kernel over files of this user where the system can, not over a port.

    The files need a folder of their own: kernels started in one folder would share their names.
    """
    if os.name != "posix":
        return Config()
    return Config({"KernelManager": {"transport": "ipc", "ip": f"{sockets}/kernel"}})


def _leave_error_page(job: Job, stage: Path, error: Exception) -> JobResult:
    cause = cause_of(error)
    shutil.rmtree(stage / "tables", ignore_errors=True)
    for name in ("report.html", "tables.xlsx"):
        (stage / name).unlink(missing_ok=True)
    clean_stopped(stage / "report.ipynb", audience=job.audience)
    write_bytes(stage / "report.html", error_page(job, cause=cause).encode("utf-8"))
    write_bytes(stage / "manifest.json", json_bytes(failure_manifest(job, cause=cause)))
    return JobResult(job.report, job.area_code, "failed", cause)
