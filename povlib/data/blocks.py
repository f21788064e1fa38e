"""What checking a block of a file gives, whatever its shape."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyarrow as pa

from povlib.data.columns import to_frame

__all__ = ["CheckedBlock"]


@dataclass(frozen=True)
class CheckedBlock:
    """What became of a block of rows.

    Attributes
    ----------
    table : str
    rows : pyarrow.Table
        Kept rows, types as on disk.
    numbers : numpy.ndarray of int64
        Number in the file of each of them.
    rejects : pyarrow.Table
        Rejected rows: file, sheet, row, reasons, and the cells as they may be shown.
    issues : pyarrow.Table
        See `issues.ISSUE_COLUMNS`.
    rows_in : int
        Rows that are not blank; equals `rows_kept` + rejected + dropped.
    rows_kept : int
        Rows of the file that are in `rows` (which has more where a file is wide).
    dropped : dict
        Rows that are no data, by rule.
    """

    table: str
    rows: pa.Table
    numbers: np.ndarray
    rejects: pa.Table
    issues: pa.Table
    rows_in: int
    rows_kept: int
    dropped: dict[str, int]

    @property
    def frame(self) -> pd.DataFrame:
        """Kept rows as `read_unit` gives them; the index is the row number in the file."""
        return to_frame(self.rows, table=self.table).set_axis(self.numbers)
