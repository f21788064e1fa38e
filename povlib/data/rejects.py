"""Rejected rows: kept with their reasons, and as a form to correct and send back.

Cells stand as they may be shown; columns of personal data are not in them.
"""

from pathlib import Path

import numpy as np
import pandas as pd
import xlsxwriter

from povlib.data.issues import shown_cells
from povlib.data.plan import SheetPlan
from povlib.data.sheets import Block

__all__ = ["REASONS_TH", "rejected_rows", "write_form"]

REASONS_TH = "เหตุที่ไม่รับ"
_PLACE_TH = {"file": "แฟ้มเดิม", "sheet": "แผ่นงานเดิม", "row": "แถวเดิม"}


def rejected_rows(
    block: Block, plan: SheetPlan, *, rejected: np.ndarray, extra: list[int], issues: pd.DataFrame
) -> pd.DataFrame:
    """Give the rejected rows of a block: file, sheet, row, reasons, and the cells by header.

    Parameters
    ----------
    block : Block
    plan : SheetPlan
    rejected : numpy.ndarray of bool
    extra : list of int
        Numbers of rows that have no cells to show.
    issues : DataFrame
        Of the block.

    Returns
    -------
    DataFrame
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
                is_text=_is_text(plan, column.key),
            ),
            *[""] * len(extra),
        ]
        for column in plan.header.columns
    }
    place = {"file": plan.sheet.file_name, "sheet": plan.sheet.name, "row": numbers}
    said = _reasons(issues)
    reasons = [said[number] for number in numbers.tolist()]
    return pd.DataFrame({**place, "reasons": reasons, **cells}, index=range(len(numbers)))


def write_form(rejects: pd.DataFrame, *, path: Path, title_th: str) -> None:
    """Write rejected rows as a sheet whose header the next ingest recognises.

    Parameters
    ----------
    rejects : DataFrame
        As `rejected_rows` gives, of one shape.
    path : pathlib.Path
    title_th : str
        Written above the header.
    """
    with xlsxwriter.Workbook(
        path, {"strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        sheet = book.add_worksheet("แก้ไขแล้วส่งกลับ")
        bold = book.add_format({"bold": True, "bg_color": "#E8EEF4", "text_wrap": True})
        text = book.add_format({"num_format": "@"})
        sheet.write_string(0, 0, title_th)
        shown = rejects.rename(columns={**_PLACE_TH, "reasons": REASONS_TH})
        for column, name in enumerate(shown.columns):
            sheet.write_string(1, column, name, bold)
            sheet.set_column(column, column, 18, text)
            for row, value in enumerate(shown[name], start=2):
                sheet.write_string(row, column, str(value), text)
        sheet.freeze_panes(2, 0)


def _is_text(plan: SheetPlan, key: str) -> bool:
    return any(c.key == key and c.field.kind == "text" for c in plan.columns)


def _reasons(issues: pd.DataFrame) -> dict[int, str]:
    bad = issues.loc[issues["done"] == "rejected", ["row", "column", "rule_th"]]
    reasons: dict[int, list[str]] = {}
    for row, column, sentence in bad.itertuples(index=False):
        reasons.setdefault(row, []).append(f"{column}: {sentence}" if column else sentence)
    return {row: "; ".join(said) for row, said in reasons.items()}
