"""Options of the commands that read users' files, or a query of a database."""

import re
from collections.abc import Callable
from pathlib import Path

import click

from povlib.data.database import query_feed, query_of
from povlib.data.feeds import Feed, file_feed
from povlib.errors import InputError
from povlib.secrets import is_secret, secret

__all__ = ["read_key", "read_feeds", "reading_options"]

_KEY_BYTES = 16
_IN_THE_COMMAND = re.compile(r"://[^/@\s]*:[^@\s]+@|[?&]password=")
_OPTIONS = (
    click.argument("files", nargs=-1, required=True),
    click.option("--query", "sql", help="คำสั่ง SELECT เมื่ออ่านจากฐานข้อมูล postgresql://ผู้ใช้@เครื่อง/ฐาน"),
    click.option("--password", help="รหัสผ่านของฐานข้อมูล เขียน secret:ชื่อตัวแปรสภาพแวดล้อม"),
    click.option(
        "--query-timeout",
        type=click.IntRange(1, 86_400),
        default=3600,
        show_default=True,
        help="วินาทีที่ฐานข้อมูลใช้กับคำสั่งได้",
    ),
    click.option("--source", help="ชื่อแหล่งข้อมูลใน params/sources เมื่อหัวตารางตรงหลายแหล่ง"),
    click.option(
        "--bmn-year", "bmn_year_be", type=click.IntRange(2540, 2600), help="ปี จปฐ. (พ.ศ.)"
    ),
    click.option("--id-key", type=click.Path(path_type=Path), help="แฟ้มกุญแจลับของสำนักงาน"),
    click.option(
        "--params",
        "params_dir",
        default="params",
        type=click.Path(path_type=Path),
        show_default=True,
        help="โฟลเดอร์ตั้งค่า",
    ),
)


def reading_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the files and how to read them: source, round, secret, settings."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def read_feeds(
    files: tuple[str, ...], *, sql: str | None, password: str | None, timeout_seconds: int
) -> tuple[Feed, ...]:
    """Give what a command was called with: files, or one query of a database.

    Parameters
    ----------
    files : tuple of str
        Paths; or one address, or "secret:NAME" for one that the environment holds.
    sql : str or None
    password : str or None
        "secret:NAME".
    timeout_seconds : int

    Raises
    ------
    InputError
        An address without a query or beside files, or a query without an address.
    ParamsError
        A secret is not set, or is none.
    """
    addresses = [file for file in files if "://" in file or is_secret(file)]
    if not addresses and sql is None and password is None:
        return tuple(file_feed(Path(file)) for file in files)
    if len(files) != 1 or not addresses or not sql:
        raise InputError(
            "การอ่านจากฐานข้อมูลต้องมีที่อยู่เดียวและ --query",
            todo='สั่ง povlib ingest postgresql://ผู้ใช้@เครื่อง/ฐาน --query "SELECT ..." แยกจากแฟ้ม',
        )
    address = addresses[0]
    _warn(address)
    if is_secret(address):
        address = secret(address, where="ที่อยู่ฐานข้อมูล")
    given = secret(password, where="--password") if password is not None else ""
    query = query_of(address, sql=sql, password=given, timeout_seconds=timeout_seconds)
    return (query_feed(query),)


def read_key(path: Path | None) -> bytes | None:
    """Read the office's secret; fewer than 16 bytes are no secret.

    Raises
    ------
    InputError
        There is no such file, or it is too short.
    """
    if path is None:
        return None
    if not path.is_file():
        raise InputError("ต้องมีแฟ้มกุญแจ", where=path.name)
    key = path.read_bytes().strip()
    if len(key) < _KEY_BYTES:
        raise InputError(f"กุญแจต้องยาวอย่างน้อย {_KEY_BYTES} ตัวอักษร", where=path.name)
    return key


def _warn(address: str) -> None:
    """Say that a password in a command is seen by others; the address itself is not repeated."""
    if _IN_THE_COMMAND.search(address):
        click.echo(
            "povlib: รหัสผ่านในคำสั่งเห็นได้จากรายการโปรเซสและประวัติคำสั่ง · "
            "ให้ทำต่อ: ใช้ PGPASSWORD, ~/.pgpass หรือ --password secret:ชื่อตัวแปร",
            err=True,
        )
