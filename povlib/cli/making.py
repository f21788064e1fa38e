"""What `povlib report` does: plans a run, makes its reports and says what became of them."""

import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click
from tqdm import tqdm

from povlib import data
from povlib.cli.stopping import stopping
from povlib.errors import ReportError
from povlib.knowledge.cards import read_cards, shelf_fingerprint
from povlib.knowledge.published import unshown_ids
from povlib.params import Run, read_run
from povlib.reports.execute import JobResult
from povlib.reports.pdf import find_printer
from povlib.reports.plan import Job
from povlib.reports.run import (
    Programme,
    RunResult,
    has_pages_to_take_down,
    make_reports,
    plan_run,
)
from povlib.reports.shard import Shard, jobs_of, read_shard
from povlib.reports.way import Way, choose_way
from povlib.reports.yearfolder import desk_of

__all__ = ["Asked", "make_run"]

_STOPPED_TH = "หยุดตามคำสั่ง ฉบับที่เสร็จแล้วอยู่ครบ สั่งเดิมอีกครั้งจะทำต่อเฉพาะที่เหลือ"


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the caller of `povlib report` asked for, option by option."""

    run_file: Path
    provinces: Sequence[str]
    jobs: int
    engine: str
    shard: str
    cluster: str
    pdf: bool
    interactive: bool
    force: bool
    dry_run: bool
    officer: bool
    notebooks: Path
    params: Path


def make_run(asked: Asked) -> None:
    """Make the reports of a run file, or say which they would be.

    Raises
    ------
    PovError
        Nothing was started, or the run could not go on.
    click.exceptions.Exit
        1 where a report failed, 130 and 143 where a signal ended the run.
    """
    share = read_shard(asked.shard)
    run = read_run(asked.run_file)
    programme = _programme(run, asked.params)
    planned = plan_run(
        run,
        programme=programme,
        only=asked.provinces,
        is_officer=asked.officer,
        notebooks_dir=asked.notebooks,
        params_dir=asked.params,
    )
    own = jobs_of(planned, shard=share)
    if asked.dry_run:
        _say_plan(own)
    elif own or has_pages_to_take_down(run, programme=programme):
        _make(asked, run=run, programme=programme, planned=planned, share=share)
    else:
        click.echo(f"ส่วนที่ {share} ไม่มีฉบับใดต้องทำ (ทั้งงานมี {len(planned)} ฉบับ)")


def _say_plan(own: Sequence[Job]) -> None:
    for job in own:
        click.echo(f"{job.report}\t{job.area_code}\t{job.folder.as_posix()}")
    click.echo(f"จะทำ {len(own)} ฉบับ (ยังไม่ได้เริ่ม)")


def _make(
    asked: Asked, *, run: Run, programme: Programme, planned: Sequence[Job], share: Shard
) -> None:
    year_folder = Path(run.outputs_dir) / str(run.fiscal_year_be)
    _log_to(desk_of(year_folder, shard=share, jobs=planned).log)
    way = _way(asked)
    own = jobs_of(planned, shard=share)
    with stopping(_STOPPED_TH), tqdm(total=len(own), unit="ฉบับ", desc="ทำรายงาน") as bar:
        result = make_reports(
            run,
            programme=programme,
            jobs=planned,
            way=way,
            on_result=lambda _: bar.update(),
            shard=share,
            only=asked.provinces,
        )
    _say(run, result)


def _way(asked: Asked) -> Way:
    way = choose_way(
        asked.engine,
        workers=asked.jobs,
        is_forced=asked.force,
        printer=_printer() if asked.pdf else None,
        is_interactive=asked.interactive,
        cluster=asked.cluster,
    )
    if way.problem:
        click.echo(f"ใช้ --engine fork ไม่ได้ จึงใช้ subprocess แทน: {way.problem}", err=True)
    return way


def _printer() -> str | None:
    program = find_printer()
    if program is None:
        click.echo("ไม่มี chromium ในเครื่อง จึงทำเฉพาะ report.html ไม่มี report.pdf", err=True)
    return program


def _programme(run: Run, params_dir: Path) -> Programme:
    register = Path(run.register_dir)
    with_targets = data.provinces(register, "target", year_be=run.fiscal_year_be)
    levels = {report.level for report in run.reports}
    surveyed = data.provinces(register, "household", year_be=run.bmn_year_be)
    return Programme(
        with_targets=with_targets,
        without_targets=tuple(code for code in surveyed if code not in with_targets),
        is_demo=data.read_manifest(register).is_demo,
        register_sha256=data.fingerprint(register),
        lessons_sha256=_lessons_sum(run),
        **_lessons(run, params_dir),
        districts=data.districts(
            register, "target", year_be=run.fiscal_year_be, province_codes=with_targets
        )
        if "district" in levels
        else (),
    )


def _lessons(run: Run, params_dir: Path) -> dict[str, object]:
    """Give the lessons of a run that has a report by lesson: those to show, those taken back."""
    folder = Path(run.lessons) if run.lessons else None
    if not (folder and folder.is_dir() and any(one.level == "lesson" for one in run.reports)):
        return {}
    cards = read_cards(folder, params_dir=params_dir)
    return {
        "lessons": {one.lesson_id: one.province_code for one in cards if one.status == "published"},
        "taken_back": unshown_ids(folder, params_dir=params_dir),
    }


def _lessons_sum(run: Run) -> str:
    """Sum the folder of lessons that the run names; whether it is there is told with the plan."""
    folder = Path(run.lessons) if run.lessons else None
    return shelf_fingerprint(folder) if folder and folder.is_dir() else ""


def _log_to(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = logging.FileHandler(path, encoding="utf-8")
    except OSError as error:
        raise ReportError(
            "ต้องเขียนโฟลเดอร์ผลลัพธ์ได้",
            where=str(path.parent),
            todo="ตรวจว่า outputs: เป็นโฟลเดอร์ที่เขียนได้",
        ) from error
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logger = logging.getLogger("povlib")
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)


def _say(run: Run, result: RunResult) -> None:
    same, failed = len(result.unchanged), len(result.failed)
    done = len(result.results) - same - failed
    click.echo(
        f"ปีงบประมาณ {run.fiscal_year_be}: ทำแล้ว {done} ฉบับ ไม่เปลี่ยน {same} ฉบับ ทำไม่ได้ {failed} ฉบับ"
    )
    for cause, count in Counter(_kind(failure) for failure in result.failed).most_common():
        click.echo(f"  {count} ฉบับ: {cause}", err=True)
        for failure in result.failed:
            if _kind(failure) == cause:
                click.echo(f"    {failure.report} {failure.area_code}", err=True)
    click.echo(result.index.as_posix())
    if result.failed:
        raise click.exceptions.Exit(1)


def _kind(failure: JobResult) -> str:
    """Give a cause without the province that it names, so that one fault is told once."""
    return failure.cause.replace(f"/{failure.area_code}", "/…")
