"""How one sheet is read: which column becomes what, and what stands in for a column that lacks."""

from dataclasses import dataclass

from povlib.data.cells import Reader, reader_for
from povlib.data.headers import Header, MappedColumn, normal_header
from povlib.data.sheets import Sheet
from povlib.errors import InputError
from povlib.params import Personal, Source
from povlib.schema import TABLES, Field, field

__all__ = ["TOTAL", "ColumnPlan", "Options", "SheetPlan", "plan_sheet"]

TOTAL = "income_total_baht"
_PLACE_COLUMNS = ("village_code", "subdistrict_code")
_NAME_ROLES = ("subdistrict_name", "subdistrict_code")


@dataclass(frozen=True)
class Options:
    """What a door adds to files.

    Attributes
    ----------
    bmn_year_be : int or None
        For files without that column.
    id_key : bytes or None
        The office's secret, for files without household codes.
    source : str or None
        Name of the shape, where headers alone do not decide.
    """

    bmn_year_be: int | None = None
    id_key: bytes | None = None
    source: str | None = None


@dataclass(frozen=True)
class ColumnPlan:
    """One column: where it stands, its entry in the dictionary, and how a text is read."""

    key: str
    position: int
    header: str
    field: Field
    factor: float
    read: Reader


@dataclass(frozen=True)
class SheetPlan:
    """One sheet.

    Attributes
    ----------
    sheet : Sheet
    header : Header
    table : str
    columns : tuple of ColumnPlan
    roles : dict
        Position of the columns that only help: place names, village numbers.
    key_position : int
        The column in which rows of data have a number.
    place_column : str or None
        The code to make from names; None where the file has codes or needs none.
    options : Options
    """

    sheet: Sheet
    header: Header
    table: str
    columns: tuple[ColumnPlan, ...]
    roles: dict[str, int]
    key_position: int
    place_column: str | None
    options: Options

    @property
    def source(self) -> Source:
        """The shape."""
        return self.header.source

    def header_of(self, key: str) -> str:
        """Give a column's header in the file, or its label where the file has none."""
        given = {c.key: c.header for c in self.columns}
        labels = {f.key: f.label_th for f in TABLES[self.table].fields}
        return given.get(key) or labels.get(key, key)


def plan_sheet(sheet: Sheet, header: Header, *, personal: Personal, options: Options) -> SheetPlan:
    """Plan how a sheet is read.

    Parameters
    ----------
    sheet : Sheet
    header : Header
    personal : Personal
    options : Options

    Raises
    ------
    InputError
        A column that every row needs lacks, with nothing to take its place; or the rows are
        persons.
    """
    table, where = header.source.table, f"{sheet.file_name} {sheet.name}".strip()
    _require_households(header, personal, where)
    fields = {f.key: f for f in TABLES[table].fields}
    columns = tuple(_column(c, fields.get(c.key), header.source) for c in header.columns)
    planned = tuple(c for c in columns if c is not None)
    taken = {c.key for c in planned}
    roles = {c.key: c.position for c in header.columns if c.key not in taken}
    place = _place_column(table, taken, roles, where)
    _require_years(table, taken, options, where)
    _require_ids(table, taken, header, options, where)
    key = next((c.position for c in planned if c.key == TABLES[table].key[0]), None)
    position = header.national_id if key is None else key
    return SheetPlan(sheet, header, table, planned, roles, position or 0, place, options)


def _require_households(header: Header, personal: Personal, where: str) -> None:
    words = {normal_header(word) for word in personal.member_rows}
    if header.source.table == "household" and words & set(header.texts):
        raise InputError(
            "หนึ่งแถวต้องเป็นหนึ่งครัวเรือน แต่แฟ้มนี้หนึ่งแถวเป็นหนึ่งคน",
            where=where,
            todo="ส่งออกแฟ้มระดับครัวเรือน หรือรวมแถวของสมาชิกเป็นครัวเรือนก่อน",
        )


def _column(given: MappedColumn, entry: Field | None, source: Source) -> ColumnPlan | None:
    if given.key == TOTAL:
        entry = field("household", "income_main_baht")
    if entry is None:
        return None
    words = next((c.words for c in source.columns if c.key == given.key), {})
    read = reader_for(entry, factor=given.factor, values=words)
    return ColumnPlan(given.key, given.position, given.header, entry, given.factor, read)


def _place_column(table: str, taken: set[str], roles: dict[str, int], where: str) -> str | None:
    needed = next((c for c in _PLACE_COLUMNS if c in TABLES[table].columns), None)
    if needed is None or needed in taken:
        return None
    has_name = any(role in roles for role in _NAME_ROLES)
    if not has_name or (needed == "village_code" and "moo" not in roles):
        raise InputError(
            f"ต้องมีคอลัมน์{field(table, needed).label_th}",
            where=where,
            todo="เพิ่มคอลัมน์รหัส หรือคอลัมน์ตำบล อำเภอ จังหวัด และหมู่ที่",
        )
    return needed


def _require_years(table: str, taken: set[str], options: Options, where: str) -> None:
    columns = TABLES[table].columns
    if "bmn_year_be" in columns and "bmn_year_be" not in taken and options.bmn_year_be is None:
        raise InputError(
            "ต้องรู้ปี จปฐ. ของแฟ้ม", where=where, todo="เพิ่มคอลัมน์ ปี จปฐ. หรือใส่ --bmn-year 2556"
        )
    if "fiscal_year_be" in columns and not {"fiscal_year_be", "date"} & taken:
        raise InputError("ต้องรู้ปีงบประมาณของแฟ้ม", where=where, todo="เพิ่มคอลัมน์ ปีงบประมาณ")


def _require_ids(table: str, taken: set[str], header: Header, options: Options, where: str) -> None:
    needs = "household_id" in TABLES[table].columns and "household_id" not in taken
    if needs and (header.national_id is None or options.id_key is None):
        raise InputError(
            "ต้องมีคอลัมน์รหัสบ้าน",
            where=where,
            todo="เพิ่มคอลัมน์รหัสบ้าน หรือใส่ --id-key แฟ้มกุญแจของสำนักงาน",
        )
