"""A run: plan, lock, make every report, then the index, the run file and a summary."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from povlib.errors import ReportError
from povlib.params import Run
from povlib.reports.audience import mark_outputs, require_audience
from povlib.reports.batch import Batch, make_batch
from povlib.reports.execute import JobResult
from povlib.reports.folders import json_bytes, write_bytes
from povlib.reports.index import index_page, read_entries
from povlib.reports.journal import job_key
from povlib.reports.km.taking import standing, take_down
from povlib.reports.plan import Job, plan_jobs, report_name
from povlib.reports.shard import WHOLE, Shard, jobs_of
from povlib.reports.way import Way
from povlib.reports.yearfolder import Desk, desk_of, gate, hold

__all__ = ["Programme", "RunResult", "has_pages_to_take_down", "make_reports", "plan_run"]


@dataclass(frozen=True)
class Programme:
    """What a run has to know of the register: who has targets, who has none, if it is real.

    Attributes
    ----------
    with_targets, without_targets : tuple of str
        Province codes; the second have households in the round and no target in the fiscal year.
    is_demo : bool
    register_sha256 : str
        Of the register's state.
    districts : tuple of str
        Codes of the districts with targets, where the run has a report by district.
    lessons_sha256 : str
        Of the state of the folder of lessons, where the run names one.
    lessons : mapping
        Published lessons, id to province code (None where the place is not known), and
    taken_back : frozenset of str
        ids of those withdrawn or superseded, where the run has a report by lesson.
    """

    with_targets: tuple[str, ...]
    without_targets: tuple[str, ...]
    is_demo: bool
    register_sha256: str
    districts: tuple[str, ...] = ()
    lessons_sha256: str = ""
    lessons: Mapping[str, str | None] = field(default_factory=dict)
    taken_back: frozenset[str] = frozenset()


@dataclass(frozen=True)
class RunResult:
    """What a run left behind."""

    index: Path
    results: tuple[JobResult, ...]

    @property
    def failed(self) -> tuple[JobResult, ...]:
        """The reports that could not be made."""
        return tuple(r for r in self.results if r.status == "failed")

    @property
    def unchanged(self) -> tuple[JobResult, ...]:
        """The reports that stood already as they would be made again."""
        return tuple(r for r in self.results if r.status == "unchanged")


def plan_run(
    run: Run,
    *,
    programme: Programme,
    only: Sequence[str],
    is_officer: bool,
    notebooks_dir: Path,
    params_dir: Path,
) -> tuple[Job, ...]:
    """Give the checked jobs of a run; nothing is started.

    Parameters
    ----------
    run : Run
        `provinces: all` means those with targets in the fiscal year.
    programme : Programme
    only : sequence of str
        Province codes in place of the run file's.
    is_officer : bool
        The caller asked for tables with nothing hidden; the run file must say so too.
    notebooks_dir, params_dir : pathlib.Path

    Raises
    ------
    ReportError
        Call and run file disagree on the audience, the outputs folder holds the other's reports, or
        a report by province has no province, one by district no district, one by lesson no lesson
        (and no page stands that is to be taken down).
    """
    require_audience(run, is_officer=is_officer)
    chosen = programme.with_targets if run.provinces == "all" else run.provinces
    provinces = only or chosen
    jobs = plan_jobs(
        run,
        provinces=provinces,
        districts=programme.districts,
        lessons=_lessons(programme, provinces, is_all=not only and run.provinces == "all"),
        notebooks_dir=notebooks_dir,
        params_dir=params_dir,
    )
    _require_areas(run, jobs)
    if not has_pages_to_take_down(run, programme=programme):
        _require_published(run, jobs)
    return jobs


def make_reports(
    run: Run,
    *,
    programme: Programme,
    jobs: Sequence[Job],
    way: Way,
    on_result: Callable[[JobResult], None],
    shard: Shard = WHOLE,
    only: Sequence[str] = (),
) -> RunResult:
    """Make the reports of a run, or of a share of it, that failed or changed, and the index.

    Parameters
    ----------
    run : Run
    programme : Programme
    jobs : sequence of Job
        As `plan_run` gives them: all of them, also for a share.
    way : Way
    on_result : callable
        Called with each result as it comes.
    shard : Shard
        The share to make.
    only : sequence of str
        The provinces that the caller named in place of the run file's, for the record.

    Returns
    -------
    RunResult
        Of the share.

    Raises
    ------
    ReportError
        Another run holds the outputs folder, it is the other audience's, or cannot be written.
    """
    desk = desk_of(Path(run.outputs_dir) / str(run.fiscal_year_be), shard=shard, jobs=jobs)
    own = jobs_of(jobs, shard=shard)
    with _at_desk(desk, run.keep_runs):
        mark_outputs(run)
        results = make_batch(_batch(run, programme, own, way, desk), on_result=on_result)
        record = _run_record(run, results) | {"only_provinces": [*only], "shard": str(shard)}
        for name in _by_lesson(run):
            take_down(desk.folder, report=name, lesson_ids=programme.taken_back)
        # Whoever ends last sees all reports; one after the other, so that no index is older.
        with gate(desk.folder):
            write_bytes(desk.record, json_bytes(record))
            index = desk.folder / "index.html"
            write_bytes(index, _index(run, programme, desk.folder).encode("utf-8"))
    return RunResult(index, results)


def has_pages_to_take_down(run: Run, *, programme: Programme) -> bool:
    """Tell whether a brief still stands whose lesson was taken back.

    Parameters
    ----------
    run : Run
    programme : Programme
    """
    folder = Path(run.outputs_dir) / str(run.fiscal_year_be)
    return any(
        standing(folder, lesson_ids=programme.taken_back, report=name) for name in _by_lesson(run)
    )


def _by_lesson(run: Run) -> tuple[str, ...]:
    """Name the reports by lesson."""
    return tuple(report_name(one.notebook) for one in run.reports if one.level == "lesson")


def _lessons(programme: Programme, provinces: Sequence[str], *, is_all: bool) -> tuple[str, ...]:
    return tuple(one for one, code in programme.lessons.items() if is_all or code in provinces)


def _require_areas(run: Run, jobs: Sequence[Job]) -> None:
    """Raise where a report is about no area at all."""
    for level, name_th in (("province", "จังหวัด"), ("district", "อำเภอ")):
        is_asked = any(report.level == level for report in run.reports)
        if is_asked and not any(job.level == level for job in jobs):
            raise ReportError(
                f"รายงานราย{name_th}ต้องมีครัวเรือนเป้าหมายของปีงบประมาณ {run.fiscal_year_be} ในทะเบียน",
                where=run.register_dir,
                todo="นำเข้าแฟ้มเป้าหมายด้วย povlib ingest หรือระบุ provinces:",
            )


def _require_published(run: Run, jobs: Sequence[Job]) -> None:
    """Raise where a report is about no lesson at all, and none is to be taken down."""
    is_asked = any(report.level == "lesson" for report in run.reports)
    if is_asked and not any(job.level == "lesson" for job in jobs):
        raise ReportError(
            "รายงานรายบทเรียนต้องมีบทเรียนที่เผยแพร่แล้วในจังหวัดที่เลือก",
            where=run.lessons,
            todo="ดูสถานะด้วย povlib lessons list แล้วใช้ povlib lessons publish",
        )


@contextmanager
def _at_desk(desk: Desk, keep_runs: int) -> Iterator[None]:
    """Hold the outputs folder and make sure that it can be written, before anything starts."""
    try:
        desk.folder.mkdir(parents=True, exist_ok=True)
        with hold(desk, keep_runs=keep_runs):
            yield
    except PermissionError as error:
        raise ReportError(
            "ต้องเขียนโฟลเดอร์ผลลัพธ์ได้", where=str(desk.folder), todo="ตรวจสิทธิ์ของโฟลเดอร์"
        ) from error


def _index(run: Run, programme: Programme, year_folder: Path) -> str:
    return index_page(
        run,
        entries=read_entries(year_folder),
        without_targets=programme.without_targets,
        is_demo=programme.is_demo,
    )


def _batch(run: Run, programme: Programme, jobs: Sequence[Job], way: Way, desk: Desk) -> Batch:
    return Batch(
        desk=desk,
        jobs=tuple(jobs),
        keys={
            job.name: job_key(
                job,
                register_sha256=programme.register_sha256,
                lessons_sha256=programme.lessons_sha256,
                is_printed=way.printer is not None,
                is_interactive=way.is_interactive,
            )
            for job in jobs
        },
        engine=way.engine,
        context=way.context,
        workers=way.workers,
        timeout_seconds=run.timeout_seconds,
        retries=run.retries,
        is_forced=way.is_forced,
        printer=way.printer,
        is_interactive=way.is_interactive,
        cluster=way.cluster,
    )


def _run_record(run: Run, results: Sequence[JobResult]) -> dict:
    return {
        "run": run.model_dump(mode="json", by_alias=True),
        "counts": dict(Counter(r.status for r in results)),
        "failed": [vars(r) for r in results if r.status == "failed"],
    }
