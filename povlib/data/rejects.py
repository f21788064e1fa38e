"""Rejected rows: kept with their reasons, and as a form to correct and send back.

Cells stand as they may be shown; columns of personal data are not in them.
"""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pyarrow as pa
from python_calamine import CalamineError, CalamineWorkbook

from povlib.data.forms import FORM_HEADERS_TH, write_text_sheet
from povlib.data.issues import IssueLine, shown_cells
from povlib.data.plan import SheetPlan
from povlib.data.sheets import Block
from povlib.data.showing import shower_of

__all__ = ["as_texts", "read_form", "rejected_rows", "write_form"]

_ROWS_AT_ONCE = 2_000
_SHEET_TH = "แก้ไขแล้วส่งกลับ"
_TITLE_TH = "แถวที่ไม่รับเข้า แก้ไขแล้วส่งกลับ"


def rejected_rows(
    block: Block, plan: SheetPlan, *, rejected: np.ndarray, extra: list[int], lines: list[IssueLine]
) -> pa.Table:
    """Give the rejected rows of a block: file, sheet, row, reasons, and the cells by header.

    Parameters
    ----------
    block : Block
    plan : SheetPlan
    rejected : numpy.ndarray of bool
    extra : list of int
        Numbers of rows that have no cells to show.
    lines : list of IssueLine
        Of the block.

    Returns
    -------
    pyarrow.Table
        Texts; a row with the wrong number of cells has none of them.
    """
    at = np.flatnonzero(rejected)
    numbers = np.concatenate([block.rows[at], np.array(extra, np.int64)])
    cells = {
        column.header: [
            *shown_cells(
                block.columns[column.position],
                at,
                encoding=block.encoding,
                show=shower_of(plan, column.key),
            ),
            *[""] * len(extra),
        ]
        for column in plan.header.columns
    }
    said = _reasons(lines)
    reasons = [said[number] for number in numbers.tolist()]
    texts = {"reasons": reasons, **cells}
    return pa.table(
        {
            "file": pa.repeat(plan.sheet.file_name, len(numbers)),
            "sheet": pa.repeat(plan.sheet.name, len(numbers)),
            "row": pa.array(numbers),
            **{name: pa.array(column, pa.string()) for name, column in texts.items()},
        }
    )


def as_texts(rows: pa.Table) -> pa.Table:
    """Give every cell as text; an empty one is "".

    Examples
    --------
    >>> as_texts(pa.table({"a": [1, None]})).to_pydict()
    {'a': ['1', '']}
    """
    columns = [column.cast(pa.large_string()).fill_null("") for column in rows.columns]
    return pa.table(columns, names=rows.column_names)


def write_form(rejects: pa.Table, *, path: Path) -> None:
    """Write rejected rows as a sheet whose header the next ingest recognises.

    Parameters
    ----------
    rejects : pyarrow.Table
        As `as_texts` gives, of one shape.
    path : pathlib.Path
    """
    headers = [FORM_HEADERS_TH.get(name, name) for name in rejects.column_names]
    parts = (
        [column.to_pylist() for column in rejects.slice(start, _ROWS_AT_ONCE).columns]
        for start in range(0, len(rejects), _ROWS_AT_ONCE)
    )
    write_text_sheet(headers, parts, path=path, name_th=_SHEET_TH, title_th=_TITLE_TH)


def read_form(path: Path) -> pa.Table | None:
    """Give the rows of a form as `write_form` took them; None where the file is no such form.

    Parameters
    ----------
    path : pathlib.Path
    """
    try:
        with CalamineWorkbook.from_path(path) as book:
            if _SHEET_TH not in book.sheet_names:
                return None
            rows = book.get_sheet_by_name(_SHEET_TH).to_python()[1:]
    except CalamineError:
        return None
    keys = {header: key for key, header in FORM_HEADERS_TH.items()}
    names = [keys.get(str(header), str(header)) for header in rows[0]] if rows else []
    if not {"file", "sheet", "row"} <= set(names) or len(set(names)) < len(names):
        return None
    cells = {name: [str(row[n]) for row in rows[1:]] for n, name in enumerate(names)}
    return pa.table({name: pa.array(column, pa.string()) for name, column in cells.items()})


def _reasons(lines: Iterable[IssueLine]) -> dict[int, str]:
    reasons: dict[int, list[str]] = {}
    for _, _, row, column, _, _, sentence, done in lines:
        if done == "rejected":
            reasons.setdefault(row, []).append(f"{column}: {sentence}" if column else sentence)
    return {row: "; ".join(said) for row, said in reasons.items()}
