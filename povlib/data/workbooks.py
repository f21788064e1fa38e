"""Excel workbooks (XLSX, XLS), ODS, and tables of HTML saved as .xls, as text cells.

Dates become ISO text and whole numbers lose their ".0", so a code typed as a number keeps its
digits. A formula counts with the result that Excel stored; without one, and where it failed, the
cell says so (see `xlsxmarks`).
"""

import io
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetVisibleEnum,
)

from povlib.data.sheets import TOP_ROWS, Block, Sheet, block_of_rows
from povlib.data.xlsxmarks import read_marks
from povlib.errors import InputError
from povlib.thai import decode_text

__all__ = ["cell_text", "open_html", "open_workbook"]

_BLOCK_ROWS = 50_000


def open_workbook(path: Path) -> tuple[Sheet, ...]:
    """Open a workbook; empty sheets are left out, hidden ones are named and not read.

    Parameters
    ----------
    path : pathlib.Path
        XLSX, XLS or ODS.

    Raises
    ------
    InputError
        The file is locked with a password, or damaged.
    """
    content = path.read_bytes()
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        shown = {m.name: m.visible == SheetVisibleEnum.Visible for m in book.sheets_metadata}
        sheets = [
            (name, book.get_sheet_by_name(name)) for name, is_shown in shown.items() if is_shown
        ]
    except PasswordError as error:
        raise InputError(
            "แฟ้มต้องไม่ล็อกด้วยรหัสผ่าน", where=path.name, todo="ปลดรหัสผ่านแล้วบันทึกใหม่"
        ) from error
    except CalamineError as error:
        raise InputError(
            "แฟ้มต้องเปิดได้ด้วย Excel", where=path.name, todo="เปิดด้วย Excel แล้วบันทึกใหม่เป็น .xlsx"
        ) from error
    marks = read_marks(content)
    texts = ((name, _rows(sheet, marks.get(name, {}))) for name, sheet in sheets)
    hidden = [name for name, is_shown in shown.items() if not is_shown]
    return (
        *(_sheet(path.name, name, rows) for name, rows in texts if rows),
        *(Sheet(path.name, name, ((),), lambda _: iter(())) for name in hidden),
    )


def open_html(path: Path) -> tuple[Sheet, ...]:
    """Open the tables of an HTML page, as many systems save them with the ending .xls.

    Parameters
    ----------
    path : pathlib.Path

    Raises
    ------
    InputError
        There is no table in it.
    """
    # bs4 takes a tenth of a second to import, and few files need it.
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(decode_text(path.read_bytes()), "html.parser")
    tables = [t for t in soup.find_all("table") if not t.find("table")]
    sheets = []
    for number, table in enumerate(tables, start=1):
        rows = [_html_cells(row) for row in table.find_all("tr")]
        if any(any(row) for row in rows):
            name = "" if len(tables) == 1 else f"ตารางที่ {number}"
            sheets.append(_sheet(path.name, name, rows))
    if not sheets:
        raise InputError("แฟ้ม HTML ต้องมีตาราง", where=path.name)
    return tuple(sheets)


def cell_text(value: object) -> str:
    """Write a typed cell as the text that a person sees in a plain sheet.

    Examples
    --------
    >>> cell_text(65010101.0), cell_text(datetime(2014, 1, 2)), cell_text(None), cell_text(True)
    ('65010101', '2014-01-02', '', '1')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time().isoformat() == "00:00:00" else str(value)
    return str(value)


def _sheet(file_name: str, name: str, rows: list[tuple[str, ...]]) -> Sheet:
    width = max(map(len, rows))

    def blocks(skip: int) -> Iterator[Block]:
        for start in range(skip, len(rows), _BLOCK_ROWS):
            part = rows[start : start + _BLOCK_ROWS]
            yield block_of_rows(part, first_row=start + 1, width=width)

    return Sheet(file_name, name, tuple(rows[:TOP_ROWS]), blocks)


def _rows(sheet: CalamineSheet, marks: dict[tuple[int, int], str]) -> list[tuple[str, ...]]:
    rows = [tuple(map(cell_text, row)) for row in sheet.to_python(skip_empty_area=False)]
    for (row, column), text in marks.items():
        if row < len(rows) and column < len(rows[row]):
            rows[row] = (*rows[row][:column], text, *rows[row][column + 1 :])
    return rows


def _html_cells(row: object) -> tuple[str, ...]:
    cells: list[str] = []
    for cell in row.find_all(["td", "th"]):  # type: ignore[attr-defined]
        span = str(cell.get("colspan", "1"))
        empty = int(span) - 1 if span.isdigit() else 0
        cells += [cell.get_text(" ", strip=True), *[""] * empty]
    return tuple(cells)
