"""A run: plan, lock, make every report, then the index, the run file and a summary."""

import logging
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from povlib import data, fleet
from povlib.errors import ReportError
from povlib.locking import held
from povlib.params import Run
from povlib.reports.execute import JobResult, StagedJob, execute_job
from povlib.reports.folders import json_bytes, write_bytes
from povlib.reports.index import index_page, read_entries
from povlib.reports.plan import Job, plan_jobs

__all__ = ["RunResult", "choose_provinces", "make_reports", "plan_run"]


@dataclass(frozen=True)
class RunResult:
    """What a run left behind."""

    index: Path
    results: tuple[JobResult, ...]

    @property
    def failed(self) -> tuple[JobResult, ...]:
        """The reports that could not be made."""
        return tuple(r for r in self.results if r.status == "failed")


def choose_provinces(run: Run, *, only: Sequence[str] = ()) -> tuple[str, ...]:
    """Give the province codes of a run.

    Parameters
    ----------
    run : Run
        `provinces: all` means those with targets in the fiscal year.
    only : sequence of str
        Codes named on the command line; they take the place of the run file's.

    Raises
    ------
    RegisterError
        The register has no targets of that fiscal year.
    """
    if only:
        return tuple(only)
    if run.provinces == "all":
        return data.provinces(Path(run.register_dir), "target", year_be=run.fiscal_year_be)
    return tuple(run.provinces)


def plan_run(
    run: Run, *, only: Sequence[str], notebooks_dir: Path, params_dir: Path
) -> tuple[Job, ...]:
    """Give the checked jobs of a run; nothing is started.

    Parameters
    ----------
    run : Run
    only : sequence of str
    notebooks_dir, params_dir : pathlib.Path
    """
    provinces = choose_provinces(run, only=only)
    return plan_jobs(run, provinces=provinces, notebooks_dir=notebooks_dir, params_dir=params_dir)


def make_reports(
    run: Run,
    *,
    jobs: Sequence[Job],
    workers: int,
    on_result: Callable[[JobResult], None],
) -> RunResult:
    """Make all reports of a run and its index.

    Parameters
    ----------
    run : Run
    jobs : sequence of Job
        As `plan_run` gives them.
    workers : int
        Reports at once.
    on_result : callable
        Called with each result as it comes.

    Returns
    -------
    RunResult

    Raises
    ------
    ReportError
        Another run holds the outputs folder, or it cannot be written.
    """
    year_folder = Path(run.outputs_dir) / str(run.fiscal_year_be)
    with _one_run(year_folder):
        results = _run_jobs(jobs, year_folder, workers, on_result)
        write_bytes(year_folder / "run.json", json_bytes(_run_record(run, results)))
        index = year_folder / "index.html"
        write_bytes(index, _index(run, year_folder).encode("utf-8"))
    return RunResult(index, results)


@contextmanager
def _one_run(year_folder: Path) -> Iterator[None]:
    """Hold the outputs folder and make sure that it can be written, before anything starts."""
    busy = ReportError(
        "โฟลเดอร์ผลลัพธ์เขียนได้ครั้งละหนึ่งงาน ขณะนี้มีงานอื่นกำลังเขียนอยู่",
        where=str(year_folder),
        todo="รอให้งานนั้นจบแล้วสั่งใหม่",
    )
    try:
        year_folder.mkdir(parents=True, exist_ok=True)
        with held(year_folder / ".lock", busy=busy):
            yield
    except PermissionError as error:
        raise ReportError(
            "ต้องเขียนโฟลเดอร์ผลลัพธ์ได้", where=str(year_folder), todo="ตรวจสิทธิ์ของโฟลเดอร์"
        ) from error


def _index(run: Run, year_folder: Path) -> str:
    register = Path(run.register_dir)
    return index_page(
        run,
        entries=read_entries(year_folder),
        without_targets=_without_targets(register, run),
        is_demo=data.read_manifest(register).is_demo,
    )


def _without_targets(register: Path, run: Run) -> tuple[str, ...]:
    """Provinces with households in the round and no target in the fiscal year."""
    with_targets = set(data.provinces(register, "target", year_be=run.fiscal_year_be))
    surveyed = data.provinces(register, "household", year_be=run.bmn_year_be)
    return tuple(code for code in surveyed if code not in with_targets)


def _run_jobs(
    jobs: Sequence[Job],
    year_folder: Path,
    workers: int,
    on_result: Callable[[JobResult], None],
) -> tuple[JobResult, ...]:
    stage_root = year_folder / ".staging"
    shutil.rmtree(stage_root, ignore_errors=True)
    staged = [StagedJob(job, stage_root / job.report / job.area_code) for job in jobs]
    results = []
    for outcome in fleet.map_jobs(staged, work=execute_job, workers=workers):
        result = outcome.result or _dead_worker(outcome.job.job, outcome.error)
        logging.getLogger("povlib").info(
            "%s %s %s %s", result.report, result.area_code, result.status, result.cause
        )
        on_result(result)
        results.append(result)
    shutil.rmtree(stage_root, ignore_errors=True)
    return tuple(sorted(results, key=lambda r: (r.report, r.area_code)))


def _dead_worker(job: Job, error: BaseException | None) -> JobResult:
    return JobResult(job.report, job.area_code, "failed", f"{type(error).__name__}: {error}")


def _run_record(run: Run, results: Sequence[JobResult]) -> dict:
    return {
        "run": run.model_dump(mode="json", by_alias=True),
        "counts": dict(Counter(r.status for r in results)),
        "failed": [vars(r) for r in results if r.status == "failed"],
    }
