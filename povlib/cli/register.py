"""`povlib register log|undo|forget`: what a register has been through, and taking it back."""

import unicodedata
from datetime import datetime
from pathlib import Path

import click

from povlib.data import (
    LogEntry,
    forget_household,
    forget_round,
    read_log,
    read_manifest,
    undo_ingest,
)
from povlib.errors import RegisterError
from povlib.thai import format_date_th

__all__ = ["command"]

_ACTIONS = {
    "ingest": "นำเข้า",
    "build": "เขียนทั้งหน่วย",
    "undo": "ย้อน",
    "forget": "ลบออก",
}
_HEADERS = ("รายการ", "เวลา", "งาน", "ใหม่", "เหมือนเดิม", "แทนที่", "เอาออก", "ไม่รับ", "แฟ้ม")
_RIGHT = range(3, 8)
_EXIT_CODES = """
\b
รหัสจบการทำงาน
  0  ทำแล้ว
  2  ไม่ได้ทำ ทะเบียนคงเดิม
"""


def _register_option() -> click.Option:
    return click.option(
        "--register",
        "register",
        type=click.Path(path_type=Path),
        required=True,
        help="โฟลเดอร์ของทะเบียน",
    )


@click.group(name="register")
def command() -> None:
    """ดูบันทึกของทะเบียน ย้อนการนำเข้า หรือลบข้อมูลออก."""


@command.command(name="log")
@_register_option()
def log(register: Path) -> None:
    """แสดงทุกการเปลี่ยนแปลงของทะเบียน เก่าก่อน."""
    read_manifest(register)
    entries = read_log(register)
    if not entries:
        click.echo("ยังไม่มีรายการในบันทึกของทะเบียน")
        return
    undone = {entry.of: entry.ingest_id for entry in entries if entry.action == "undo"}
    lines = [_HEADERS, *(_cells(entry, undone=undone) for entry in entries)]
    for line in _aligned(lines):
        click.echo(line)


@command.command(name="undo", epilog=_EXIT_CODES, short_help="ย้อนการนำเข้าหนึ่งรายการ")
@click.argument("ingest_id")
@_register_option()
def undo(ingest_id: str, register: Path) -> None:
    """ย้อนการนำเข้ารายการ INGEST_ID (ดูเลขจาก povlib register log)."""
    entry = undo_ingest(register, ingest_id=ingest_id, recorded_at=_now())
    click.echo(f"ย้อนรายการ {ingest_id} แล้ว: เอาออกหรือคืนค่าเดิม {entry.rows_removed:,} แถว")


@command.command(name="forget", epilog=_EXIT_CODES, short_help="ลบครัวเรือนหนึ่งหรือข้อมูลรอบหนึ่งออกถาวร")
@click.option("--household", "household", help="รหัสบ้าน 11 หลักของครัวเรือนที่จะลบออกจากทุกตาราง")
@click.option("--bmn-year", "bmn_year_be", type=int, help="ปี จปฐ. (พ.ศ.) ของรอบที่จะลบทั้งรอบ")
@_register_option()
def forget(household: str | None, bmn_year_be: int | None, register: Path) -> None:
    """ลบครัวเรือนหนึ่งหรือ จปฐ. รอบหนึ่งออกถาวร รวมแถวที่ไม่รับและสำเนาสำหรับย้อน."""
    if (household is None) == (bmn_year_be is None):
        raise click.UsageError("ระบุ --household หรือ --bmn-year อย่างใดอย่างหนึ่ง")
    if bmn_year_be is not None:
        gone = forget_round(register, bmn_year_be=bmn_year_be, recorded_at=_now())
    else:
        number = _household_number(household or "")
        gone = forget_household(register, household_id=number, recorded_at=_now())
    if not (gone.rows or gone.rejected_rows or gone.copies):
        raise RegisterError("ไม่พบสิ่งที่ให้ลบในทะเบียน จึงไม่ได้เขียนอะไร", where=str(register))
    click.echo(
        f"ลบแล้ว: {gone.rows:,} แถวในตาราง {gone.rejected_rows:,} แถวที่ไม่รับ "
        f"และแก้สำเนา {gone.copies:,} ชุด"
    )


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")


def _household_number(text: str) -> int:
    # The number is not repeated in the message: screens and logs of schedulers are kept.
    if not (text.isascii() and text.isdigit() and len(text) == 11):
        raise RegisterError("รหัสบ้านต้องเป็นเลขอารบิก 11 หลักติดกัน", where="--household")
    return int(text)


def _cells(entry: LogEntry, *, undone: dict[str, str]) -> tuple[str, ...]:
    action = _ACTIONS[entry.action]
    if entry.ingest_id in undone:
        action += f" (ย้อนแล้วในรายการ {undone[entry.ingest_id]})"
    if entry.action == "undo":
        action += f"รายการ {entry.of}"
    counts = (
        entry.rows_new,
        entry.rows_unchanged,
        entry.rows_replaced,
        entry.rows_removed,
        entry.rows_rejected,
    )
    files = ", ".join(source.file_name for source in entry.sources)
    return (
        entry.ingest_id,
        _time_th(entry.recorded_at),
        action,
        *(f"{n:,}" for n in counts),
        files,
    )


def _time_th(recorded_at: str) -> str:
    if not recorded_at:
        return "-"
    moment = datetime.fromisoformat(recorded_at)
    return f"{format_date_th(moment.date(), short=True)} {moment:%H:%M}"


def _aligned(lines: list[tuple[str, ...]]) -> list[str]:
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    return ["  ".join(_padded(line, widths=widths)).rstrip() for line in lines]


def _padded(line: tuple[str, ...], *, widths: list[int]) -> list[str]:
    blanks = [" " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True)]
    return [
        blank + cell if at in _RIGHT else cell + blank
        for at, (cell, blank) in enumerate(zip(line, blanks, strict=True))
    ]


def _width(text: str) -> int:
    # Vowels and tone marks above and below take no place of their own.
    return sum(unicodedata.category(c) != "Mn" for c in text)
