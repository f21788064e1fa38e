"""`povlib check`: reads files as `ingest` would, and shows every issue; nothing is written."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import pandas as pd
import pyarrow as pa

from povlib.cli.reading import read_feeds, read_key, reading_options
from povlib.cli.shown import echo_files, echo_issues
from povlib.data.ingest import Options, check_feeds
from povlib.data.issues import ISSUE_COLUMNS
from povlib.data.rules import RULES

__all__ = ["command"]


@click.command("check")
@reading_options
@click.option("--out", type=click.Path(path_type=Path), help="เขียนตารางข้อสังเกตทั้งหมดเป็น CSV")
@click.pass_context
def command(
    ctx: click.Context,
    files: tuple[str, ...],
    sql: str | None,
    password: str | None,
    query_timeout: int,
    source: str | None,
    bmn_year_be: int | None,
    id_key: Path | None,
    out: Path | None,
    params_dir: Path,
) -> None:
    """ตรวจแฟ้มหรือผลของคำสั่ง SQL ก่อนนำเข้า แสดงข้อสังเกตทุกข้อ ไม่เขียนอะไรลงทะเบียน.

    รหัสจบการทำงาน: 0 ไม่มีข้อสังเกต หรือมีแต่ข้อที่ไม่นับ · 1 มีข้อสังเกตที่ควรดู · 2 ใช้แฟ้มไม่ได้
    """
    options = Options(bmn_year_be=bmn_year_be, id_key=read_key(id_key), source=source)
    feeds = read_feeds(files, sql=sql, password=password, timeout_seconds=query_timeout)
    with _written_to(out) as write:
        report = check_feeds(
            feeds, sources_dir=params_dir / "sources", options=options, each_issues=write
        )
    echo_files(report)
    echo_issues(report)
    ctx.exit(int(_needs_a_look(report.times)))


@contextmanager
def _written_to(out: Path | None) -> Iterator[Callable[[pa.Table], None] | None]:
    """Give what writes issues to a file as they come; the file is there when all are in it."""
    if out is None:
        yield None
        return
    aside = out.with_name(f"{out.name}.new")
    try:
        with aside.open("w", encoding="utf-8-sig", newline="") as file:
            pd.DataFrame(columns=list(ISSUE_COLUMNS)).to_csv(file, index=False)
            yield lambda issues: issues.to_pandas().to_csv(file, index=False, header=False)
        aside.replace(out)
    finally:
        aside.unlink(missing_ok=True)


def _needs_a_look(met: Collection[str]) -> bool:
    """Tell whether something was repaired, rejected, remarked on or not known.

    What is no data (a subtotal, a column of personal data) is fine.
    """
    return "unknown_column" in met or any(RULES[rule].done != "dropped" for rule in met)
