"""A query of a PostgreSQL database, read as a sheet: its columns are the header.

The database sends the rows as the text of a CSV file (COPY), block by block, so that they go
through the very same parser and rules as a file and memory stays bounded. The extra `sql` is
imported here, at the moment of use. No message repeats the address, the password, or what the
driver says: its texts may hold any of them, and rows.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from povlib.data.database_errors import no_extra, telling
from povlib.data.feeds import Feed
from povlib.data.masking import shown_text
from povlib.data.querytext import recorded_query, require_select
from povlib.data.sheets import Block, Sheet
from povlib.data.textfiles import csv_blocks
from povlib.errors import InputError

if TYPE_CHECKING:
    import psycopg
    from sqlalchemy import URL, Connection

__all__ = ["Query", "query_feed", "query_of"]

_CHUNK_BYTES = 1 << 23
_PORT = 5432
_HOST = re.compile(r"[\w.-]+|[0-9A-Fa-f:.]+")
_NOT_IN_NAMES = re.compile(r"[@/:?#\s]")
_PREFIX = "SELECT * FROM ("
# A server behind a pooler takes no settings at the start of a connection; these hold for ours only.
# Times of day are the clock of Thailand: midnight there is the evening before by UTC.
_SETTINGS = (
    "SET LOCAL statement_timeout = '{seconds}s'",
    "SET LOCAL lock_timeout = '30s'",
    "SET LOCAL timezone = 'Asia/Bangkok'",
    "SET LOCAL datestyle = 'ISO, YMD'",
    "SET LOCAL extra_float_digits = 1",
)
_CONNECT = {
    "application_name": "povlib",
    "client_encoding": "utf8",
    "connect_timeout": 10,
    # A cable that was pulled out is noticed within a minute.
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
}
_BOOL, _PADDED, _DECIMALS, _MOMENTS = 16, 1042, (700, 701, 1700), (1114, 1184)
# "50.125" in a file may be 50,125; from a column of decimals it is not, and a fourth digit says so.
_DECIMAL_STEPS = ((r"(\.\d*?)0+$", r"\1"), (r"\.$", ""), (r"^(-?\d+\.\d{3})$", r"\00"))


@dataclass(frozen=True)
class Query:
    """A query and where it is asked; its text form holds no secret.

    Attributes
    ----------
    name : str
        Host and database, as they stand in issues and in the register.
    sql : str
        One SELECT, without a semicolon.
    url : sqlalchemy.URL
        With user and password.
    timeout_seconds : int
        The database gives up after so long.
    """

    name: str
    sql: str = field(repr=False)
    url: "URL" = field(repr=False)
    timeout_seconds: int = 3600


def query_of(address: str, *, sql: str, password: str = "", timeout_seconds: int = 3600) -> Query:
    """Make a query of an address.

    Parameters
    ----------
    address : str
        "postgresql://user@host:port/database?sslmode=require".
    sql : str
    password : str
        In place of the one in the address; without both PGPASSWORD and ~/.pgpass count, as in psql.
    timeout_seconds : int

    Raises
    ------
    InputError
        It is no address of PostgreSQL, lacks a database, the query is no SELECT, or the extra `sql`
        is not installed.
    """
    select = require_select(sql)
    try:
        from sqlalchemy import make_url
        from sqlalchemy.exc import ArgumentError
    except ImportError as error:
        raise no_extra() from error
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        raise _no_address() from None
    url = _checked(url)
    if password:
        url = url.set(password=password)
    return Query(_name(url), select, url, timeout_seconds)


def query_feed(query: Query) -> Feed:
    """Give a query as a feed.

    Parameters
    ----------
    query : Query

    Notes
    -----
    Opening and reading raise InputError where the database cannot be reached, refuses the query, or
    is lost on the way. Each connects anew, and closes what it opened however it ends.
    """
    rows = _Rows()
    return Feed(
        query.name,
        partial(_open_sheets, query, rows),
        lambda: rows.digest.hexdigest(),
        needs_rows=True,
        query=recorded_query(query.sql),
    )


class _Rows:
    """The checksum of the rows read so far."""

    def __init__(self) -> None:
        self.digest = hashlib.sha256()


def _open_sheets(query: Query, rows: _Rows) -> tuple[Sheet, ...]:
    with _connected(query) as connection:
        names = _names(_columns(connection.connection.cursor(), query))
    return (Sheet(shown_text(query.name), "", (names,), partial(_blocks, query, names, rows)),)


@contextmanager
def _connected(query: Query) -> "Iterator[Connection]":
    """Give a connection in a transaction that can only read."""
    with telling(query.name, doing="connect"):
        from sqlalchemy import create_engine
        from sqlalchemy.pool import NullPool

        engine = create_engine(
            query.url,
            poolclass=NullPool,
            hide_parameters=True,
            use_native_hstore=False,
            connect_args=_CONNECT,
        ).execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        connection = engine.connect()
    try:
        with telling(query.name, doing="connect"):
            for setting in _SETTINGS:
                connection.exec_driver_sql(setting.format(seconds=query.timeout_seconds))
        yield connection
    finally:
        # Nothing was written, so there is nothing to end; a broken connection could not end it.
        connection.invalidate()
        connection.close()


def _columns(cursor: "psycopg.Cursor", query: Query) -> "Sequence[psycopg.Column]":
    """Ask for the columns alone. As a prepared statement, only a single SELECT gets through."""
    with telling(
        query.name,
        doing="describe",
        sql=query.sql,
        offset=len(_PREFIX),
        seconds=query.timeout_seconds,
    ):
        cursor.execute(f"{_PREFIX}{query.sql}\n) AS asked LIMIT 0", prepare=True)
    return cursor.description or ()


def _names(columns: "Sequence[psycopg.Column]") -> tuple[str, ...]:
    return tuple(column.name for column in columns)


def _blocks(query: Query, names: tuple[str, ...], rows: _Rows, skip: int) -> Iterator[Block]:
    rows.digest = hashlib.sha256()
    with _connected(query) as connection:
        cursor = connection.connection.cursor()
        columns = _columns(cursor, query)
        if _names(columns) != names:
            raise InputError("ตารางต้องไม่เปลี่ยนระหว่างอ่าน", where=query.name, todo="สั่งใหม่ทั้งคำสั่ง")
        chunks = _chunks(cursor, query, rows)
        # The names stand for row 1, so that rows count as in a sheet with a header.
        parts = csv_blocks(chunks, skip=skip, width=len(names), delimiter=",", encoding="utf-8")
        for block in parts:
            typed = (
                _as_typed(cells, c.type_code)
                for cells, c in zip(block.columns, columns, strict=True)
            )
            yield replace(block, columns=tuple(typed))


def _chunks(cursor: "psycopg.Cursor", query: Query, rows: _Rows) -> Iterator[bytes]:
    """Give the rows as CSV in parts of whole rows."""
    with (
        telling(query.name, doing="read", seconds=query.timeout_seconds),
        cursor.copy(f"COPY ({query.sql}\n) TO STDOUT (FORMAT csv)") as copy,
    ):
        held, is_empty = bytearray(), True
        for row in copy:
            is_empty = False
            held += row
            if len(held) >= _CHUNK_BYTES:
                rows.digest.update(held)
                yield bytes(held)
                held.clear()
        rows.digest.update(held)
        yield bytes(held)
    if is_empty:  # a view that a night's job left empty is no success
        raise InputError(
            "คำสั่ง SQL ต้องให้อย่างน้อยหนึ่งแถว",
            got="0 แถว",
            where=query.name,
            todo="ตรวจตารางที่อ่านและเงื่อนไขหลัง WHERE",
        )


def _as_typed(column: pa.StringArray, type_code: int) -> pa.StringArray:
    """Write a column of the database as a person would in a sheet."""
    if type_code == _BOOL:
        return pc.replace_substring(pc.replace_substring(column, "t", "1"), "f", "0")
    if type_code == _PADDED:
        return pc.ascii_rtrim(column, characters=" ")
    if type_code in _MOMENTS:
        return pc.replace_substring_regex(column, r" \d\d:.*$", "")
    if type_code in _DECIMALS:
        for pattern, written in _DECIMAL_STEPS:
            column = pc.replace_substring_regex(column, pattern, written)
    return column


def _checked(url: "URL") -> "URL":
    """Refuse what is no address of ours; a password with bare @ or / ends in the wrong part."""
    host, database = url.host or "", url.database or ""
    is_ours = url.drivername in ("postgresql", "postgres", "postgresql+psycopg")
    if not is_ours or not (_HOST.fullmatch(host) or not host) or _NOT_IN_NAMES.search(database):
        raise _no_address()
    if not database:
        raise InputError(
            "ที่อยู่ต้องมีชื่อฐานข้อมูล",
            where="ที่อยู่ฐานข้อมูล",
            todo="เขียน postgresql://ผู้ใช้@เครื่อง/ฐานข้อมูล",
        )
    return url.set(drivername="postgresql+psycopg")


def _name(url: "URL") -> str:
    port = f":{url.port}" if url.port not in (None, _PORT) else ""
    return f"postgresql://{url.host or 'localhost'}{port}/{url.database}"


def _no_address() -> InputError:
    return InputError(
        "ที่อยู่ต้องเป็นของ PostgreSQL",
        where="ที่อยู่ฐานข้อมูล",
        todo="เขียน postgresql://ผู้ใช้@เครื่อง/ฐานข้อมูล และให้รหัสผ่านทาง PGPASSWORD หรือ --password; "
        "เครื่องหมาย @ : / ในรหัสผ่านเขียนเป็น %40 %3A %2F",
    )
