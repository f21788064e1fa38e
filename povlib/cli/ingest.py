"""`povlib ingest`: takes users' files, or a query of a database, into a register, all or none."""

from datetime import UTC, datetime
from pathlib import Path

import click

from povlib.cli.reading import read_feeds, read_key, reading_options
from povlib.cli.shown import echo_columns, echo_files, echo_summary
from povlib.cli.stopping import stopping
from povlib.data.ingest import Options, Report, ingest_feeds

__all__ = ["command"]

_STOPPED_TH = (
    "หยุดตามคำสั่ง ทะเบียนเป็นอย่างเดิม หรือข้อมูลเข้าครบทั้งชุดหากหยุดในจังหวะสุดท้าย สั่งเดิมอีกครั้งได้ แถวที่เข้าแล้วไม่เข้าซ้ำ"
)


@click.command("ingest")
@reading_options
@click.option("--register", required=True, type=click.Path(path_type=Path), help="โฟลเดอร์ทะเบียน")
@click.option("--replace", "replace_rows", is_flag=True, help="ให้แถวใหม่แทนแถวเดิมที่รหัสเดียวกัน")
@click.pass_context
def command(
    ctx: click.Context,
    files: tuple[str, ...],
    sql: str | None,
    password: str | None,
    query_timeout: int,
    register: Path,
    source: str | None,
    bmn_year_be: int | None,
    replace_rows: bool,
    id_key: Path | None,
    params_dir: Path,
) -> None:
    """นำแฟ้มหรือผลของคำสั่ง SQL เข้าทะเบียน ทั้งหมดหรือไม่มีเลย.

    รหัสจบการทำงาน: 0 รับทุกแถว · 1 บางแถวไม่รับ · 2 ไม่ได้เขียนอะไร · 130, 143 ถูกสั่งให้หยุด (Ctrl-C, SIGTERM)
    """
    feeds = read_feeds(files, sql=sql, password=password, timeout_seconds=query_timeout)
    with stopping(_STOPPED_TH):
        report = ingest_feeds(
            feeds,
            register=register,
            sources_dir=params_dir / "sources",
            options=Options(bmn_year_be=bmn_year_be, id_key=read_key(id_key), source=source),
            replace_rows=replace_rows,
            recorded_at=datetime.now(UTC).isoformat(timespec="seconds"),
        )
    echo_files(report)
    echo_columns(report.issues)
    echo_summary(report)
    _echo_result(report, register)
    ctx.exit(int(report.rows_rejected > 0))


def _echo_result(report: Report, register: Path) -> None:
    result = report.result
    if result is None or result.ingest_id is None:
        click.echo("ทะเบียนมีข้อมูลนี้ครบแล้ว ไม่มีอะไรเปลี่ยน")
        return
    click.echo(
        f"นำเข้าครั้งที่ {result.ingest_id}: เพิ่ม {result.rows_new:,} · เหมือนเดิม "
        f"{result.rows_unchanged:,} · แทนที่ {result.rows_replaced:,} แถว"
    )
    if report.rows_rejected:
        folder = register / "rejects" / result.ingest_id
        click.echo(f"แถวที่ไม่รับและแบบฟอร์มแก้ไขอยู่ที่ {folder}")
