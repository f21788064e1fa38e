"""Reports that are made on other machines: what a machine must see, and where it writes."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from povlib import cluster, fleet
from povlib.engines.fork import sound_context
from povlib.errors import ReportError
from povlib.reports.execute import JobResult, StagedJob, execute_job

__all__ = ["map_remote", "own_stage"]


def map_remote(
    staged: Sequence[StagedJob], *, address: str, staging: Path, timeout_seconds: float
) -> Iterator[fleet.Outcome[StagedJob, JobResult]]:
    """Make reports on the workers of a dask scheduler, as `fleet.map_jobs` makes them here.

    Parameters
    ----------
    staged : sequence of StagedJob
        All of one engine.
    address : str
        Of the scheduler.
    staging : pathlib.Path
        Seen by all machines under the same path; made where it is not there.
    timeout_seconds : float

    Raises
    ------
    ClusterError
        See `cluster.map_jobs`.
    """
    staging.mkdir(parents=True, exist_ok=True)
    forks = any(job.engine == "povlib-shell" for job in staged)
    return cluster.map_jobs(
        [_anywhere(job) for job in staged],
        work=execute_job,
        address=address,
        shared=staging.absolute(),
        context=sound_context if forks else fleet.fresh_context,
        prepare=own_stage,
        timeout_seconds=timeout_seconds,
    )


def own_stage(staged: StagedJob) -> StagedJob:
    """Give a job a stage that no other attempt has; called on the worker.

    A worker that was given up may still write: what it writes lies in a folder that nobody reads.

    Parameters
    ----------
    staged : StagedJob

    Raises
    ------
    ReportError
        This machine does not see a file that the report needs.
    """
    for path in _needed(staged):
        if not path.exists():
            raise ReportError(
                "เวิร์กเกอร์ต้องเห็นแฟ้มเดียวกับเครื่องที่สั่ง",
                got=str(path),
                todo="ใช้โฟลเดอร์ร่วมที่มีชื่อเดียวกันทุกเครื่อง",
            )
    # two machines must not think of the same name, and nothing of it reaches a report
    attempt = staged.stage.parents[1] / f"attempt-{uuid4().hex}"
    attempt.mkdir()
    return replace(staged, stage=attempt / staged.stage.name)


def _anywhere(staged: StagedJob) -> StagedJob:
    """Give a job that means the same in whatever folder a worker was started."""
    job = replace(staged.job, notebook=staged.job.notebook.absolute())
    return replace(staged, job=job, stage=staged.stage.absolute())


def _needed(staged: StagedJob) -> Iterator[Path]:
    notebook = staged.job.notebook
    yield notebook
    for name in ("register", "params_dir", "boundaries", "context"):
        if value := staged.job.parameters.get(name):
            yield notebook.parent / str(value)
    if staged.printer:
        yield Path(staged.printer)
