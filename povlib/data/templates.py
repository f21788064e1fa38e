"""Excel forms to fill in: Thai headers, units, choices with validation, code lists, an example row.

What a form asks for is what `params/sources` recognises, so a filled form comes in clean.
"""

from dataclasses import dataclass
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from povlib.areas import Area, districts, provinces, subdistricts
from povlib.data.rowkinds import EXAMPLE_TH
from povlib.errors import InputError
from povlib.schema import TABLES, Field

__all__ = ["TEMPLATES", "write_template"]

TEMPLATES = ("household", "target", "followup")

_ROWS = 5000
_HEADER_ROW = 1
_DATA_SHEET = "กรอกข้อมูล"
_CODES_SHEET = "รายการรหัส"
_LEFT_OUT = frozenset({"origin_household_id"})
_MOST_INDICATORS = 30
_TEXT_KINDS = frozenset({"id", "code", "text", "choice", "date"})
_EXAMPLE = {
    "household_id": f"{EXAMPLE_TH} 24010100001",
    "village_code": "24010101",
    "bmn_year_be": "2556",
    "fiscal_year_be": "2557",
    "members": "4",
    "income_main_baht": "60000",
    "income_secondary_baht": "12000",
    "income_other_baht": "0",
    "income_own_use_baht": "8000",
    "group": "พัฒนา",
    "date": "15/01/2557",
    "process": "1",
    "activity": "เยี่ยมครัวเรือน",
    "measured_income_baht_person_year": "21000",
    "attitude": "0",
    "skill": "2",
    "resource": "3",
    "way_out": "1",
}
_HINT_TH = {
    "id": "เลข 11 หลัก",
    "code": "เลข 8 หลัก",
    "year_be": "พ.ศ.",
    "date": "วัน/เดือน/ปี พ.ศ.",
    "flag": "1 ผ่าน, 0 ไม่ผ่าน, - ไม่เกี่ยวข้อง",
    "choice": "เลือกจากรายการ",
    "text": "ข้อความ",
}


@dataclass(frozen=True)
class _Styles:
    """Formats of one workbook."""

    title: Format
    header: Format
    required: Format
    unit: Format
    example: Format
    text: Format
    number: Format


def write_template(table: str, *, path: Path) -> None:
    """Write an empty form.

    Parameters
    ----------
    table : {"household", "target", "followup"}
    path : pathlib.Path
        An .xlsx file; it must not be there yet.

    Raises
    ------
    InputError
        There is no form of that name, or the file is there already.
    """
    if table not in TEMPLATES:
        raise InputError("ไม่มีแบบฟอร์มนี้", got=table, todo=f"ใช้ {', '.join(TEMPLATES)}")
    if path.exists():
        raise InputError("แฟ้มปลายทางต้องยังไม่มี", where=path.name, todo="ใช้ชื่ออื่นหรือลบแฟ้มเดิม")
    fields = [f for f in TABLES[table].fields if _is_asked(f)]
    with xlsxwriter.Workbook(path) as book:
        styles = _styles(book)
        sheet = book.add_worksheet(_DATA_SHEET)
        codes = book.add_worksheet(_CODES_SHEET)
        _write_form(sheet, fields, styles, title=f"แบบฟอร์ม{TABLES[table].label_th}")
        _write_codes(codes, fields, styles)


def _is_asked(field: Field) -> bool:
    is_late = field.kind == "flag" and int(field.key[-2:]) > _MOST_INDICATORS
    return field.key not in _LEFT_OUT and not is_late


def _styles(book: xlsxwriter.Workbook) -> _Styles:
    base = {"font_name": "TH Sarabun New", "font_size": 14}
    frame = {**base, "border": 1, "text_wrap": True, "valign": "top"}
    return _Styles(
        title=book.add_format({**base, "bold": True, "font_size": 16}),
        header=book.add_format({**frame, "bold": True, "bg_color": "#E8EEF4"}),
        required=book.add_format({**frame, "bold": True, "bg_color": "#F6E3C5"}),
        unit=book.add_format({**frame, "italic": True, "font_color": "#555555"}),
        example=book.add_format({**base, "font_color": "#888888", "num_format": "@"}),
        text=book.add_format({**base, "num_format": "@"}),
        number=book.add_format({**base, "num_format": "#,##0"}),
    )


def _write_form(sheet: Worksheet, fields: list[Field], styles: _Styles, *, title: str) -> None:
    note = "ช่องหัวสีส้มต้องกรอกทุกแถว แถวตัวอย่างสีเทาไม่ถูกนำเข้า ห้ามกรอกชื่อ เลขบัตรประชาชน หรือโทรศัพท์"
    sheet.write_string(0, 0, f"{title} — {note}", styles.title)
    for column, field in enumerate(fields):
        header = styles.required if field.required else styles.header
        cell = styles.text if field.kind in _TEXT_KINDS else styles.number
        sheet.set_column(column, column, 10 if field.kind == "flag" else 18, cell)
        sheet.write_string(_HEADER_ROW, column, field.label_th, header)
        sheet.write_string(_HEADER_ROW + 1, column, f"({_unit(field)})", styles.unit)
        example = _EXAMPLE.get(field.key, "1" if field.kind == "flag" else "")
        sheet.write_string(_HEADER_ROW + 2, column, example, styles.example)
        first = _HEADER_ROW + 3
        sheet.data_validation(first, column, first + _ROWS, column, _validation(field))
    sheet.freeze_panes(_HEADER_ROW + 2, 1)


def _unit(field: Field) -> str:
    return _HINT_TH.get(field.kind) or field.unit or "จำนวน"


def _validation(field: Field) -> dict[str, object]:
    """Say what a cell may hold; the messages are what Excel shows."""
    message = {
        "error_title": "ค่าไม่ถูกต้อง",
        "error_message": f"{field.label_th}: {_unit(field)}",
        "ignore_blank": True,
    }
    if field.kind == "choice":
        return {**message, "validate": "list", "source": [label for _, label in field.choices]}
    if field.kind == "flag":
        return {**message, "validate": "list", "source": ["1", "0", "-"]}
    if field.kind in ("text", "date"):
        return {"validate": "length", "criteria": "<=", "value": 255, **message}
    if field.kind in ("id", "code"):
        width = len(str(field.low))
        return {**message, "validate": "length", "criteria": "==", "value": width}
    limits = {"minimum": field.low or 0, "maximum": field.high or 10**9}
    return {**message, "validate": "integer", "criteria": "between", **limits}


def _write_codes(sheet: Worksheet, fields: list[Field], styles: _Styles) -> None:
    """List choices and the codes of all subdistricts; a village's code is that and its number."""
    sheet.set_column(0, 5, 22, styles.text)
    row = 0
    for field in fields:
        for code, label in field.choices:
            sheet.write_row(row, 0, [field.label_th, label, code], styles.text)
            row += 1
    row += 1
    titles = ["จังหวัด", "อำเภอ", "ตำบล", "เลขนำหน้า 6 หลัก (ตามด้วยเลขหมู่ที่ 2 หลักเป็นรหัสหมู่บ้าน)"]
    sheet.write_row(row, 0, titles, styles.header)
    for line, names in enumerate(_place_lines(), start=row + 1):
        sheet.write_row(line, 0, names, styles.text)


def _place_lines() -> list[list[str]]:
    def below(province: Area) -> list[list[str]]:
        return [
            [province.name_th, district.name_th, place.name_th, place.code]
            for district in districts(province.code)
            for place in subdistricts(district.code)
        ]

    return [line for province in provinces() for line in below(province)]
