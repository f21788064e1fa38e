"""What a report says of itself: parameters, data, versions, policy values, doors, hidden cells."""

from importlib.metadata import version

from povlib import __version__
from povlib.reports.export import Export
from povlib.reports.plan import Job
from povlib.reports.summary import summary_of

__all__ = ["failure_manifest", "report_manifest"]

_PACKAGES = ("numpy", "pandas", "pyarrow", "papermill", "nbconvert")


def report_manifest(job: Job, export: Export) -> dict:
    """Give the manifest of a finished report.

    Parameters
    ----------
    job : Job
    export : Export

    Returns
    -------
    dict
        No time is in it: the same inputs give the same manifest. Its `summary` is what the index
        shows of the report's tables (see `reports.summary`).
    """
    return {
        **_head(job, status="done"),
        "headline": export.headline,
        "summary": summary_of(export.tables, html=export.html),
        "study": export.manifest,
        "tables": {table.name: len(table.rows) for table in export.tables},
    }


def failure_manifest(job: Job, *, cause: str) -> dict:
    """Give the manifest of a report that could not be made.

    Parameters
    ----------
    job : Job
    cause : str
    """
    return {**_head(job, status="failed"), "cause": cause}


def _head(job: Job, *, status: str) -> dict:
    return {
        "report": job.report,
        "audience": job.audience,
        "level": job.level,
        "area_code": job.area_code,
        "title_th": job.title_th,
        "status": status,
        "notebook": job.notebook.name,
        "parameters": job.parameters,
        "versions": {"povlib": __version__, **{name: version(name) for name in _PACKAGES}},
    }
