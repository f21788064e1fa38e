"""The manifest of a register: what it holds, unit by unit, with checksums and sources.

A *unit* is one file: a table, a year and a province ("TH" for small national tables).
`register.json` is the one place that says which units there are.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

from povlib.errors import RegisterError
from povlib.schema import TABLES

__all__ = [
    "MANIFEST_NAME",
    "NATION",
    "SCHEMA_VERSION",
    "Manifest",
    "SourceRecord",
    "Unit",
    "UnitKey",
    "as_entry",
    "create_register",
    "fingerprint",
    "fingerprint_of",
    "manifest_text",
    "provinces",
    "read_manifest",
    "unit_path",
    "years_be",
]

SCHEMA_VERSION = 1
MANIFEST_NAME = "register.json"
NATION = "TH"
_OF_QUERIES = ("query", "query_sha256", "rows_read")

UnitKey = tuple[str, int, str]


@dataclass(frozen=True)
class SourceRecord:
    """Where rows come from.

    Attributes
    ----------
    file_name : str
        Name without folders; host and database of a query.
    sha256 : str
        Of the file's bytes, or of the rows of a query as CSV; "" where there are none (demo data).
    source : str
        Name of the shape in `params/sources`, or of the maker.
    ingest_id : str
        Set by the register when the rows are kept.
    query : str
        Of a database, without what may be personal or secret in it.
    query_sha256 : str
        Of `query` as it stands here: a checksum of the hidden parts too would let whoever has it
        find out by trial which person was asked for.
    rows_read : int
        Rows that the query gave.
    """

    file_name: str
    sha256: str = ""
    source: str = ""
    ingest_id: str = ""
    query: str = ""
    query_sha256: str = ""
    rows_read: int = 0


@dataclass(frozen=True)
class Unit:
    """One file of the register.

    Attributes
    ----------
    table : str
    year_be : int
        Value of the table's year column.
    province_code : str
        Two digits, or "TH".
    rows : int
    persons : int or None
        Sum of members for households, None for other tables.
    sha256 : str
        Of the file's bytes.
    sources : tuple of SourceRecord
    """

    table: str
    year_be: int
    province_code: str
    rows: int
    persons: int | None
    sha256: str
    sources: tuple[SourceRecord, ...] = ()

    @property
    def key(self) -> UnitKey:
        """Table, year and province."""
        return (self.table, self.year_be, self.province_code)


@dataclass(frozen=True)
class Manifest:
    """What a register holds.

    Attributes
    ----------
    schema_version : int
    is_demo : bool
        True where every row is made up; what is made from it says so.
    units : tuple of Unit
        In order of table, year and province.
    """

    schema_version: int
    is_demo: bool
    units: tuple[Unit, ...] = ()


def as_entry(record: object) -> dict[str, object]:
    """Give a dataclass as it is written; of a file's source nothing is said of queries.

    Examples
    --------
    >>> as_entry(SourceRecord("a.csv", sha256="ab", source="household"))
    {'file_name': 'a.csv', 'sha256': 'ab', 'source': 'household', 'ingest_id': ''}
    """

    def stated(pairs: list[tuple[str, object]]) -> dict[str, object]:
        return {key: value for key, value in pairs if value or key not in _OF_QUERIES}

    return asdict(record, dict_factory=stated)  # type: ignore[call-overload]


def create_register(path: Path, *, is_demo: bool) -> None:
    """Make an empty register.

    Parameters
    ----------
    path : Path
        A folder that is empty or not there yet.
    is_demo : bool
        True for made-up data; it cannot be changed later.

    Raises
    ------
    RegisterError
        The folder holds something already.
    """
    if path.exists() and any(path.iterdir()):
        raise RegisterError("ทะเบียนใหม่ต้องอยู่ในโฟลเดอร์ว่าง", where=str(path), todo="เลือกโฟลเดอร์อื่น")
    path.mkdir(parents=True, exist_ok=True)
    _write_whole(path / MANIFEST_NAME, text=manifest_text(Manifest(SCHEMA_VERSION, is_demo)))


def read_manifest(register: Path) -> Manifest:
    """Read what a register holds.

    Parameters
    ----------
    register : Path

    Returns
    -------
    Manifest

    Raises
    ------
    RegisterError
        There is no register, it is damaged, or another version of povlib made it.
    """
    file = register / MANIFEST_NAME
    try:
        manifest = _manifest_of(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise RegisterError(
            f"โฟลเดอร์ทะเบียนต้องมีไฟล์ {MANIFEST_NAME}",
            where=str(register),
            todo="ตรวจชื่อโฟลเดอร์ หรือนำเข้าข้อมูลด้วย povlib ingest ก่อน",
        ) from error
    except json.JSONDecodeError as error:
        raise RegisterError("สารบัญของทะเบียนเสียหาย อ่านไม่ได้", where=str(file)) from error
    if manifest.schema_version != SCHEMA_VERSION:
        raise RegisterError(
            f"ทะเบียนต้องเป็นรุ่น {SCHEMA_VERSION}", got=manifest.schema_version, where=str(file)
        )
    return manifest


def manifest_text(manifest: Manifest) -> str:
    """Write a manifest as text; the same content always gives the same bytes, one unit a line."""
    head = {"schema_version": manifest.schema_version, "is_demo": manifest.is_demo}
    units = sorted(manifest.units, key=lambda unit: unit.key)
    lines = ",\n".join(json.dumps(as_entry(unit), ensure_ascii=False) for unit in units)
    return f'{json.dumps(head)[:-1]}, "units": [\n{lines}\n]}}\n'


def unit_path(key: UnitKey) -> Path:
    """Give the path of a unit's file inside the register.

    Examples
    --------
    >>> unit_path(("household", 2556, "24")).as_posix()
    'household/bmn_year_be=2556/province_code=24/part.parquet'
    """
    table, year_be, province_code = key
    year = f"{TABLES[table].year_column}={year_be}"
    return Path(table, year, f"province_code={province_code}", "part.parquet")


def provinces(register: Path, table: str, *, year_be: int) -> tuple[str, ...]:
    """Name the provinces that have rows of a table in a year.

    Parameters
    ----------
    register : Path
    table : str
    year_be : int
        Value of the table's year column.

    Returns
    -------
    tuple of str
        Two-digit codes in order; ("TH",) for small national tables; () where there are none.
    """
    units = read_manifest(register).units
    return tuple(
        u.province_code for u in units if (u.table, u.year_be) == (table, year_be) and u.rows
    )


def years_be(register: Path, table: str) -> tuple[int, ...]:
    """Name the years of a table, in order; () where it has no rows."""
    return tuple(sorted({u.year_be for u in read_manifest(register).units if u.table == table}))


def require_round(register: Path, *, bmn_year_be: int) -> None:
    """Raise unless the register has households of a BMN round.

    Parameters
    ----------
    register : Path
    bmn_year_be : int
        Buddhist era.

    Raises
    ------
    RegisterError
        It has none; the message names the rounds that there are.
    """
    years = years_be(register, "household")
    if bmn_year_be not in years:
        raise RegisterError(
            "ทะเบียนต้องมีรอบ จปฐ. ที่ขอ",
            got=bmn_year_be,
            where=str(register),
            todo=f"เลือกจากปีที่มี: {', '.join(map(str, years)) or 'ไม่มีเลย'}",
        )


def fingerprint(register: Path, *, tables: Iterable[str] | None = None) -> str:
    """Give a hash that changes when any row of the register changes.

    Parameters
    ----------
    register : Path
    tables : iterable of str, optional
        Only these tables; all where not given.

    Returns
    -------
    str
        64 hexadecimal digits.
    """
    wanted = None if tables is None else set(tables)
    units = read_manifest(register).units
    return fingerprint_of(u for u in units if wanted is None or u.table in wanted)


def fingerprint_of(units: Iterable[Unit]) -> str:
    """Give one hash for some units: their names and checksums, whatever their order."""
    lines = sorted(f"{u.table}/{u.year_be}/{u.province_code}/{u.sha256}" for u in units)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


@lru_cache(maxsize=4)
def _manifest_of(text: str) -> Manifest:
    """Read a manifest's text; a study asks for the same one a dozen times."""
    content = json.loads(text)
    version, is_demo = content["schema_version"], content["is_demo"]
    # The units of another version may look otherwise; its number is all that is wanted.
    units = content["units"] if version == SCHEMA_VERSION else []
    return Manifest(version, is_demo, tuple(_unit(entry) for entry in units))


def _unit(entry: dict) -> Unit:
    sources = tuple(SourceRecord(**source) for source in entry["sources"])
    return Unit(**{**entry, "sources": sources})


def _write_whole(file: Path, *, text: str) -> None:
    aside = file.with_name(f"{file.name}.new")
    aside.write_text(text, encoding="utf-8", newline="\n")
    aside.replace(file)
