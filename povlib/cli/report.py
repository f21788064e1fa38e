"""`povlib report RUN.yml`: makes the reports of a run."""

import logging
import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import click
from tqdm import tqdm

from povlib import data
from povlib.errors import ReportError
from povlib.params import Run, read_run
from povlib.reports.execute import JobResult
from povlib.reports.pdf import find_printer
from povlib.reports.run import Programme, RunResult, make_reports, plan_run
from povlib.reports.shard import jobs_of, read_shard
from povlib.reports.way import DEFAULT_ENGINE, ENGINES, choose_way
from povlib.reports.yearfolder import desk_of

__all__ = ["command"]

_EXIT_CODES = """
\b
รหัสจบการทำงาน
  0  ทำได้ครบทุกฉบับ
  1  บางฉบับทำไม่ได้ ฉบับนั้นเป็นหน้าแจ้งข้อผิดพลาด ฉบับอื่นเสร็จครบ
  2  ไม่ได้เริ่มทำ: แฟ้มรายงาน พารามิเตอร์ หรือโฟลเดอร์ใช้ไม่ได้ หรือดิสก์เต็มหรือขาด scheduler กลางทาง
  130, 143  ถูกสั่งให้หยุด (Ctrl-C, SIGTERM) ฉบับที่เสร็จแล้วอยู่ครบ สั่งซ้ำจะทำต่อ
"""


@click.command(name="report", epilog=_EXIT_CODES)
@click.argument("run_file", type=click.Path(path_type=Path))
@click.option("--province", "provinces", multiple=True, help="รหัสจังหวัด ใส่ซ้ำได้ (แทนรายการในแฟ้ม)")
@click.option("--jobs", default=1, show_default=True, type=click.IntRange(1), help="ทำพร้อมกันกี่ฉบับ")
@click.option(
    "--engine",
    default=DEFAULT_ENGINE,
    show_default=True,
    type=click.Choice(ENGINES),
    help="fork เร็ว (Linux) · subprocess เคอร์เนลใหม่ทุกฉบับ ใช้ได้ทุกระบบ",
)
@click.option(
    "--shard",
    default="1/1",
    help="ทำส่วนที่ i จาก n ส่วน เช่น 1/3 หลายเครื่องหรือหลายเวลาแบ่งกันทำลงโฟลเดอร์เดียวกันได้",
)
@click.option(
    "--cluster",
    default="",
    metavar="ADDRESS",
    help="ส่งงานให้ dask worker ของ scheduler ที่อยู่นี้ เช่น tcp://10.0.0.5:8786 (ไม่ใช้ --jobs)",
)
@click.option("--pdf", is_flag=True, help="พิมพ์ report.pdf ด้วย (ต้องมี chromium ในเครื่อง)")
@click.option("--interactive", is_flag=True, help="รูปในหน้าอ่านตัวเลขได้เมื่อชี้หรือแตะ (แฟ้มละไม่เกิน 900 kB)")
@click.option("--force", is_flag=True, help="ทำใหม่ทุกฉบับ แม้ไม่มีอะไรเปลี่ยน")
@click.option("--dry-run", is_flag=True, help="ตรวจและแสดงรายการ ไม่เริ่มทำ")
@click.option(
    "--officer", is_flag=True, help="ฉบับเจ้าหน้าที่: ไม่ซ่อนจำนวนน้อย ต้องมี audience: officer ในแฟ้ม"
)
@click.option(
    "--notebooks",
    default="notebooks",
    show_default=True,
    type=click.Path(path_type=Path),
    help="โฟลเดอร์โน้ตบุ๊ก",
)
@click.option(
    "--params",
    default="params",
    show_default=True,
    type=click.Path(path_type=Path),
    help="โฟลเดอร์ค่าตั้ง",
)
def command(
    run_file: Path,
    provinces: tuple[str, ...],
    jobs: int,
    engine: str,
    shard: str,
    cluster: str,
    pdf: bool,
    interactive: bool,
    force: bool,
    dry_run: bool,
    officer: bool,
    notebooks: Path,
    params: Path,
) -> None:
    """ทำรายงานทุกฉบับของแฟ้มรายงาน RUN_FILE เช่น params/runs/2557.yml."""
    share = read_shard(shard)
    run = read_run(run_file)
    programme = _programme(run)
    planned = plan_run(
        run,
        programme=programme,
        only=provinces,
        is_officer=officer,
        notebooks_dir=notebooks,
        params_dir=params,
    )
    own = jobs_of(planned, shard=share)
    if dry_run:
        for job in own:
            click.echo(f"{job.report}\t{job.area_code}\t{job.folder.as_posix()}")
        click.echo(f"จะทำ {len(own)} ฉบับ (ยังไม่ได้เริ่ม)")
        return
    if not own:
        click.echo(f"ส่วนที่ {share} ไม่มีฉบับใดต้องทำ (ทั้งงานมี {len(planned)} ฉบับ)")
        return
    year_folder = Path(run.outputs_dir) / str(run.fiscal_year_be)
    _log_to(desk_of(year_folder, shard=share, jobs=planned).log)
    way = choose_way(
        engine,
        workers=jobs,
        is_forced=force,
        printer=_printer() if pdf else None,
        is_interactive=interactive,
        cluster=cluster,
    )
    if way.problem:
        click.echo(f"ใช้ --engine fork ไม่ได้ จึงใช้ subprocess แทน: {way.problem}", err=True)
    with _stopping(), tqdm(total=len(own), unit="ฉบับ", desc="ทำรายงาน") as bar:
        result = make_reports(
            run,
            programme=programme,
            jobs=planned,
            way=way,
            on_result=lambda _: bar.update(),
            shard=share,
            only=provinces,
        )
    _say(run, result)


def _printer() -> str | None:
    program = find_printer()
    if program is None:
        click.echo("ไม่มี chromium ในเครื่อง จึงทำเฉพาะ report.html ไม่มี report.pdf", err=True)
    return program


@contextmanager
def _stopping() -> Iterator[None]:
    """End with the code of the signal that stopped the run; SIGTERM stops it as Ctrl-C does."""

    def stop(*_: object) -> NoReturn:
        raise _Terminated

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    except (KeyboardInterrupt, _Terminated) as error:
        code = 128 + (signal.SIGTERM if isinstance(error, _Terminated) else signal.SIGINT)
        click.echo("หยุดตามคำสั่ง ฉบับที่เสร็จแล้วอยู่ครบ สั่งเดิมอีกครั้งจะทำต่อเฉพาะที่เหลือ", err=True)
        raise click.exceptions.Exit(code) from error
    finally:
        signal.signal(signal.SIGTERM, before)


class _Terminated(BaseException):
    """The run was told to end."""


def _programme(run: Run) -> Programme:
    register = Path(run.register_dir)
    with_targets = data.provinces(register, "target", year_be=run.fiscal_year_be)
    levels = {report.level for report in run.reports}
    surveyed = data.provinces(register, "household", year_be=run.bmn_year_be)
    return Programme(
        with_targets=with_targets,
        without_targets=tuple(code for code in surveyed if code not in with_targets),
        is_demo=data.read_manifest(register).is_demo,
        register_sha256=data.fingerprint(register),
        districts=data.districts(
            register, "target", year_be=run.fiscal_year_be, province_codes=with_targets
        )
        if "district" in levels
        else (),
    )


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
