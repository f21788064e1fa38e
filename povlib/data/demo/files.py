"""Small files as users have them, with planted faults, to try `povlib check` and `ingest` on.

The file names and titles say that the data are made up.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import xlsxwriter

from povlib.data.manifest import provinces, read_manifest, years_be
from povlib.data.store import read_unit
from povlib.errors import RegisterError
from povlib.schema import TABLES, Field
from povlib.thai import format_date_th, to_thai_digits

__all__ = ["FAULTS", "write_files"]

_MARK = "ข้อมูลสมมติ"
_ROWS = 300
# Row of the household file (the header is row 1), column, and what the cell is replaced with.
FAULTS: tuple[tuple[int, str, str], ...] = (
    (4, "members", "0"),
    (7, "income_main_baht", "สามหมื่น"),
    (10, "village_code", "99999999"),
    (13, "household_id", "12345"),
    (16, "income_other_baht", "-500"),
    (19, "members", ""),
    (22, "bmn_year_be", "2666"),
)
# These read well all the same: a unit in the cell, and a dash that means missing.
_ODD_CELLS = ((25, "income_main_baht", "{} บาท"), (28, "income_secondary_baht", "-"))
_TWICE = 31


def write_files(register: Path, folder: Path) -> tuple[Path, ...]:
    """Write household, target and follow-up files of the province with the fewest targets.

    Parameters
    ----------
    register : Path
        A demo register.
    folder : Path
        Made where it is not there; files of the same names are replaced.

    Returns
    -------
    tuple of Path
        A CSV in cp874 with the cells of `FAULTS` spoilt and one row twice; two XLSX files with
        title rows, the follow-ups with dates written in five ways, BE and CE.

    Raises
    ------
    RegisterError
        The register is no demo register, or holds no targets.
    """
    if not read_manifest(register).is_demo:
        raise RegisterError("ต้องเป็นทะเบียนข้อมูลสมมติ", where=str(register))
    years = years_be(register, "target")
    if not years:
        raise RegisterError("ทะเบียนต้องมีครัวเรือนเป้าหมาย", where=str(register))
    fiscal_year_be = years[-1]
    code = _smallest(register, fiscal_year_be=fiscal_year_be)
    folder.mkdir(parents=True, exist_ok=True)
    frames = {
        table: read_unit(register, table, year_be=year_be, province_code=code).head(_ROWS)
        for table, year_be in (
            ("household", fiscal_year_be - 1),
            ("target", fiscal_year_be),
            ("followup", fiscal_year_be),
        )
    }
    return (
        _write_households(folder, frames["household"], year_be=fiscal_year_be - 1),
        _write_sheet(folder, "target", frames["target"], year_be=fiscal_year_be),
        _write_sheet(folder, "followup", frames["followup"], year_be=fiscal_year_be),
    )


def _smallest(register: Path, *, fiscal_year_be: int) -> str:
    rows = {
        unit.province_code: unit.rows
        for unit in read_manifest(register).units
        if (unit.table, unit.year_be) == ("target", fiscal_year_be)
    }
    codes = provinces(register, "target", year_be=fiscal_year_be)
    return min(codes, key=lambda code: (rows[code], code))


def _write_households(folder: Path, frame: pd.DataFrame, *, year_be: int) -> Path:
    fields = [f for f in TABLES["household"].fields if frame[f.key].notna().any()]
    cells = [
        [_text(value) for value in row] for row in frame[[f.key for f in fields]].to_numpy(object)
    ]
    at = {f.key: i for i, f in enumerate(fields)}
    for row, column, value in (*FAULTS, *_ODD_CELLS):
        if row - 2 < len(cells):
            cells[row - 2][at[column]] = value.format(cells[row - 2][at[column]])
    if len(cells) > _TWICE - 2:
        cells.insert(_TWICE - 2, cells[_TWICE - 2])
    lines = [",".join(row) for row in ([f.label_th for f in fields], *cells)]
    path = folder / f"{_MARK}-ครัวเรือน-{year_be}.csv"
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode("cp874"))
    return path


def _write_sheet(folder: Path, table: str, frame: pd.DataFrame, *, year_be: int) -> Path:
    """Write a workbook with two title rows, an empty row, Thai headers and a row of totals."""
    entry = TABLES[table]
    path = folder / f"{_MARK}-{entry.label_th}-{year_be}.xlsx"
    with xlsxwriter.Workbook(path) as book:
        # a fixed time, so that the same register gives the same bytes
        book.set_properties({"created": datetime(2014, 6, 1), "title": _MARK})
        sheet = book.add_worksheet("ข้อมูล")
        days = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write(0, 0, f"{entry.label_th} ปีงบประมาณ พ.ศ. {to_thai_digits(str(year_be))}")
        sheet.write(1, 0, f"{_MARK} ใช้ทดลองตรวจและนำเข้าเท่านั้น")
        sheet.write_row(3, 0, [f.label_th for f in entry.fields])
        for row, values in enumerate(frame[[*entry.columns]].to_numpy(object)):
            for column, (field, value) in enumerate(zip(entry.fields, values, strict=True)):
                cell = _cell(field, value, row=row)
                day_format = (days,) if isinstance(cell, date) else ()
                sheet.write(4 + row, column, cell, *day_format)
        sheet.write_row(4 + len(frame), 0, ["รวมทั้งจังหวัด", len(frame)])
    return path


def _cell(field: Field, value: object, *, row: int) -> str | int | date:
    """Give a value as a person types it: codes as text, choices in Thai, dates in five ways."""
    if pd.isna(value):
        return ""
    if field.kind == "date":
        return _DATE_FORMS[row % len(_DATE_FORMS)](pd.Timestamp(value).date())
    if field.choices:
        return dict(field.choices)[value]
    return _text(value) if field.kind in ("id", "code", "text") else int(value)


def _text(value: object) -> str:
    if pd.isna(value):
        return ""
    return str(int(value)) if isinstance(value, float) else str(value)


_DATE_FORMS: Sequence[Callable[[date], str | date]] = (
    lambda day: day,
    lambda day: day.isoformat(),
    lambda day: f"{day.day:02d}/{day.month:02d}/{day.year + 543}",
    lambda day: format_date_th(day, short=True),
    lambda day: f"{day.day}/{day.month}/{(day.year + 543) % 100}",
)
