"""What checking a block of a file gives, whatever its shape."""

from dataclasses import dataclass

import pandas as pd

__all__ = ["CheckedBlock"]


@dataclass(frozen=True)
class CheckedBlock:
    """What became of a block of rows.

    Attributes
    ----------
    table : str
    frame : DataFrame
        Kept rows, typed; the index is the row number in the file.
    rejects : DataFrame
        Rejected rows: file, sheet, row, reasons, and the cells as they may be shown.
    issues : DataFrame
        See `issues.ISSUE_COLUMNS`.
    rows_in : int
        Rows that are not blank; equals `rows_kept` + rejected + dropped.
    rows_kept : int
        Rows of the file that are in the frame (which has more rows where a file is wide).
    dropped : dict
        Rows that are no data, by rule.
    """

    table: str
    frame: pd.DataFrame
    rejects: pd.DataFrame
    issues: pd.DataFrame
    rows_in: int
    rows_kept: int
    dropped: dict[str, int]
