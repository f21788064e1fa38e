"""What a database refuses, said in Thai with what to do next.

The driver's own texts are read to tell cases apart and never shown: they may hold an address, a
password, parameters and rows.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from povlib.data.querytext import name_at
from povlib.errors import InputError

__all__ = ["no_extra", "telling"]

_ACCESS = "ตรวจชื่อผู้ใช้ในที่อยู่ และรหัสผ่านใน PGPASSWORD, ~/.pgpass หรือ --password secret:ชื่อตัวแปร"
_AGAIN = "ตรวจเครือข่ายและฐานข้อมูล แล้วสั่งใหม่ทั้งคำสั่ง"
_CONNECTING = (
    (
        r"password|pg_hba|SCRAM|authentication failed|role \".*\" does not exist",
        "ผู้ใช้และรหัสผ่านของฐานข้อมูลต้องถูกต้อง",
        _ACCESS,
    ),
    (
        r"database \".*\" does not exist|permission denied for database",
        "ต้องมีฐานข้อมูลชื่อนี้ และผู้ใช้ต้องเข้าได้",
        "ตรวจชื่อฐานข้อมูลหลังเครื่องหมาย / ในที่อยู่",
    ),
    (
        r"translate host|resolve|Name or service|nodename",
        "ต้องพบเครื่องฐานข้อมูลตามชื่อในที่อยู่",
        "ตรวจตัวสะกดของชื่อเครื่อง และเครือข่าย (VPN)",
    ),
    (
        r"SSL|certificate",
        "การเข้ารหัสของการเชื่อมต่อต้องเป็นแบบที่ฐานข้อมูลใช้",
        "ตรวจ ?sslmode= และ sslrootcert= ในที่อยู่กับผู้ดูแลฐานข้อมูล",
    ),
    (
        r"too many|slots|starting up|shutting down",
        "ฐานข้อมูลต้องรับการเชื่อมต่อได้",
        "รอสักครู่แล้วสั่งใหม่ หรือถามผู้ดูแลฐานข้อมูล",
    ),
    (
        r"refused|route|unreachable|timeout|timed out|No such file",
        "เครื่องฐานข้อมูลต้องตอบ",
        "ตรวจชื่อเครื่อง พอร์ต เครือข่าย (VPN) และว่าบริการฐานข้อมูลเปิดอยู่",
    ),
)
_REFUSED = (
    ("42P01", "ต้องมีตารางหรือวิวตามคำสั่ง SQL", "ตรวจชื่อตารางและ schema ใน --query"),
    ("42703", "ต้องมีคอลัมน์ตามคำสั่ง SQL", "ตรวจชื่อคอลัมน์ใน --query"),
    ("42501", "ผู้ใช้ต้องมีสิทธิ์อ่านตาราง", "ขอสิทธิ์ SELECT จากผู้ดูแลฐานข้อมูล"),
    ("25006", "คำสั่งต้องอ่านอย่างเดียว", "ใช้ SELECT ที่ไม่เรียกฟังก์ชันซึ่งเขียนข้อมูล"),
    ("42601", "คำสั่งต้องเป็น SELECT คำสั่งเดียวที่ถูกไวยากรณ์", "ลองคำสั่งใน psql ก่อน"),
    ("0A000", "คำสั่งต้องเป็น SELECT คำสั่งเดียวที่อ่านอย่างเดียว", "ลองคำสั่งใน psql ก่อน"),
    ("55P03", "ตารางต้องไม่ถูกล็อกโดยงานอื่น", "รอให้งานนั้นเสร็จแล้วสั่งใหม่"),
    ("22", "ฐานข้อมูลต้องแปลงค่าตามคำสั่ง SQL ได้", "ตรวจ CAST และการคำนวณใน --query"),
    ("53", "ฐานข้อมูลต้องมีทรัพยากรพอ", "ถามผู้ดูแลฐานข้อมูล"),
)
_LOST = ("57P", "08", "XX")


def no_extra() -> InputError:
    """Give the error for a computer without SQLAlchemy and psycopg."""
    return InputError(
        "ต้องติดตั้งส่วนเสริม sql ก่อนอ่านจากฐานข้อมูล",
        todo='ติดตั้งจาก requirements.lock หรือ python -m pip install "povlib[sql]"',
    )


@contextmanager
def telling(
    where: str, *, doing: str, sql: str = "", offset: int = 0, seconds: int = 0
) -> Iterator[None]:
    """Turn what the driver raises in the block into an InputError that repeats none of it.

    Parameters
    ----------
    where : str
        Host and database.
    doing : str
        "connect", "describe" or "read".
    sql : str
        The query, to name what of it does not exist.
    offset : int
        Letters that were sent before it.
    seconds : int
        The time limit of the query.
    """
    try:
        import psycopg
        from sqlalchemy.exc import SQLAlchemyError
    except ImportError as error:
        raise no_extra() from error
    try:
        yield
    except (psycopg.Error, SQLAlchemyError) as error:
        cause = getattr(error, "orig", None) or error
        state = getattr(cause, "sqlstate", None) or ""
        if doing == "connect" and not state:
            raise _of_connecting(str(cause), where) from None
        raise _of_query(
            cause, state, where=where, sql=sql, offset=offset, seconds=seconds
        ) from None


def _of_connecting(text: str, where: str) -> InputError:
    for pattern, must, todo in _CONNECTING:
        if re.search(pattern, text):
            return InputError(must, where=where, todo=todo)
    return InputError("ต้องต่อฐานข้อมูลได้", where=where, todo=f"ตรวจที่อยู่; {_ACCESS}")


def _of_query(
    error: Exception, state: str, *, where: str, sql: str, offset: int, seconds: int
) -> InputError:
    if state == "57014":
        return InputError(
            f"คำสั่ง SQL ต้องเสร็จภายใน {seconds:,} วินาที",
            where=where,
            todo="ใช้คำสั่งที่อ่านน้อยลง หรือเพิ่ม --query-timeout",
        )
    for start, must, todo in _REFUSED:
        if state.startswith(start):
            got = _place_in(error, sql, offset) or f"SQLSTATE {state}"
            return InputError(must, got=got, where=where, todo=todo)
    if not state or state.startswith(_LOST):
        return InputError("การเชื่อมต่อต้องไม่ขาดก่อนอ่านครบ จึงไม่ได้เขียนอะไร", where=where, todo=_AGAIN)
    return InputError(
        "ฐานข้อมูลต้องทำคำสั่ง SQL ได้", got=f"SQLSTATE {state}", where=where, todo="ลองคำสั่งใน psql ก่อน"
    )


def _place_in(error: Exception, sql: str, offset: int) -> str:
    """Name what stands where the database found the mistake, from the query's own text."""
    position = getattr(getattr(error, "diag", None), "statement_position", None)
    if not sql or not position:
        return ""
    at = int(position) - 1 - offset
    if not 0 <= at < len(sql):
        return "ท้ายคำสั่ง"
    name = name_at(sql, at)
    return f"{name} (ตัวอักษรที่ {at + 1})" if name else f"ตัวอักษรที่ {at + 1}"
