"""The files behind a report: one CSV a table (for machines) and one workbook (for people).

CSV is UTF-8 with a byte order mark, so that Excel reads Thai; column names are the keys of the
dictionary. A text cell that a spreadsheet would take for a formula gets an apostrophe before it.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime

import numpy as np
import pandas as pd
import xlsxwriter

from povlib.disclosure import HIDDEN_SHORT_TH, HIDDEN_TH, OfficerTable, PublicTable
from povlib.reports.payload import TableData

__all__ = ["csv_bytes", "frame_csv", "harmless", "workbook_bytes"]

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_CREATED = datetime(2000, 1, 1)  # a constant: the same tables must give the same bytes
_CSV_ROWS = 5_000  # as texts they take many times the memory of their numbers
_HIDDEN_PATTERN = 14  # thin diagonal stripes: hidden, as in the figures


def csv_bytes(table: TableData) -> bytes:
    """Write a table as CSV.

    Parameters
    ----------
    table : TableData

    Returns
    -------
    bytes
        The same table gives the same bytes. Hidden cells say so in words; missing ones are empty.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([c["key"] for c in table.columns])
    for number, row in enumerate(table.rows):
        writer.writerow(
            [_csv_cell(v, (number, place) in table.hidden) for place, v in enumerate(row)]
        )
    return buffer.getvalue().encode("utf-8-sig")


def frame_csv(table: PublicTable | OfficerTable) -> bytes:
    """Write a table of many rows as CSV, as `csv_bytes` does; a hidden cell is one short word.

    Parameters
    ----------
    table : PublicTable or OfficerTable
        Of texts, numbers and years.
    """
    frame = table.frame
    hidden = table.hidden if isinstance(table, PublicTable) else frame.isna() & False
    parts = [_csv_lines([frame.columns]).encode("utf-8-sig")]
    for first in range(0, len(frame), _CSV_ROWS):
        part = slice(first, first + _CSV_ROWS)
        columns = [
            _csv_column(frame[key].iloc[part], hidden[key].to_numpy(dtype=bool)[part])
            for key in frame
        ]
        parts.append(_csv_lines(zip(*columns, strict=True)).encode())
    return b"".join(parts)


def harmless(text: str) -> str:
    """Put an apostrophe before a text that a spreadsheet would run as a formula.

    Parameters
    ----------
    text : str

    Examples
    --------
    >>> harmless("=1+1"), harmless("เมือง")
    ("'=1+1", 'เมือง')
    """
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def workbook_bytes(tables: Sequence[TableData]) -> bytes:
    """Write all tables of a report as one workbook, a sheet each, with Thai headers and units.

    Parameters
    ----------
    tables : sequence of TableData

    Returns
    -------
    bytes
        The same tables give the same bytes: no time is stamped into the file.
    """
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"created": _CREATED})
        formats = _formats(book)
        for table in tables:
            _write_sheet(book, table, formats)
    return buffer.getvalue()


def _csv_lines(rows: Iterable[Iterable[str]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerows(rows)
    return buffer.getvalue()


def _csv_column(values: pd.Series, is_hidden: np.ndarray) -> np.ndarray:
    """Give the cells of one column as text."""
    is_there = values.notna().to_numpy()
    cells = np.where(is_hidden, HIDDEN_SHORT_TH, "").astype(object)
    found = values[is_there].tolist()
    cells[is_there] = [harmless(v) if isinstance(v, str) else repr(v) for v in found]
    return cells


def _csv_cell(value: object, is_hidden: bool) -> str:
    if is_hidden:
        return HIDDEN_TH
    if value is None:
        return ""
    return harmless(value) if isinstance(value, str) else repr(value)


def _formats(book: xlsxwriter.Workbook) -> dict[str, object]:
    return {
        "title": book.add_format({"bold": True, "font_size": 13}),
        "head": book.add_format({"bold": True, "text_wrap": True, "bottom": 1, "valign": "bottom"}),
        "unit": book.add_format({"font_color": "#54595f", "text_wrap": True}),
        "count": book.add_format({"num_format": "#,##0"}),
        "share": book.add_format({"num_format": "0.000"}),
        "mean": book.add_format({"num_format": "#,##0.0"}),
        "text": book.add_format({}),
        "hidden": book.add_format({"pattern": _HIDDEN_PATTERN, "fg_color": "#8d9298"}),
    }


def _write_sheet(book: xlsxwriter.Workbook, table: TableData, formats: dict) -> None:
    sheet = book.add_worksheet(table.name[:31])
    sheet.write_string(0, 0, table.title_th, formats["title"])
    for place, column in enumerate(table.columns):
        sheet.write_string(1, place, column["label_th"], formats["head"])
        sheet.write_string(2, place, column["unit"], formats["unit"])
    for number, row in enumerate(table.rows):
        for place, value in enumerate(row):
            if (number, place) in table.hidden:
                sheet.write_string(3 + number, place, HIDDEN_TH, formats["hidden"])
            elif value is not None:
                _write_value(sheet, 3 + number, place, value, formats, table.columns[place]["kind"])
    sheet.freeze_panes(3, 1)
    sheet.set_column(0, len(table.columns), 16)
    foot = 4 + len(table.rows)
    for offset, line in enumerate(filter(None, (table.note_th, table.source_th))):
        sheet.write_string(foot + offset, 0, line, formats["unit"])


def _write_value(
    sheet: object, row: int, place: int, value: object, formats: dict, kind: str
) -> None:
    if isinstance(value, str):
        sheet.write_string(row, place, value, formats["text"])
    elif isinstance(value, bool):
        sheet.write_boolean(row, place, value)
    else:
        name = {"share": "share", "mean": "mean", "number": "mean", "year_be": "text"}.get(kind)
        sheet.write_number(row, place, value, formats[name or "count"])
