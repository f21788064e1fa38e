"""Reading a public table cell by cell: each is shown, hidden or missing, and knows its place."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from povlib.disclosure import PublicTable
from povlib.errors import ReportError
from povlib.figures.marks import Datum

__all__ = ["Cell", "Row", "bind", "number_of", "only_row", "read_rows", "require_public", "text_of"]


@dataclass(frozen=True)
class Cell:
    """One cell of a public table.

    Attributes
    ----------
    value : object
        None where hidden or missing.
    state : str
        "shown", "hidden" or "missing".
    row : int
    column : str
    """

    value: object
    state: str
    row: int
    column: str


Row = Mapping[str, Cell]


def read_rows(table: PublicTable, *, needs: tuple[str, ...] = ()) -> tuple[Row, ...]:
    """Give the rows of a table as cells.

    Parameters
    ----------
    table : PublicTable
    needs : tuple of str
        Columns that must be there.

    Raises
    ------
    ReportError
        It is no public table, or a needed column is not in it.
    """
    require_public(table)
    frame, hidden = table.frame, table.hidden
    missing = [key for key in needs if key not in frame.columns]
    if missing:
        raise ReportError(
            "a figure's table must have its columns", got=", ".join(missing), where=table.name
        )
    columns = {key: (frame[key].tolist(), hidden[key].tolist()) for key in frame.columns}
    return tuple(
        {key: _cell(values[n], hides[n], n, key) for key, (values, hides) in columns.items()}
        for n in range(len(frame))
    )


def require_public(table: object) -> None:
    """Refuse what did not come through the gate: an officer's table, a bare frame.

    Parameters
    ----------
    table : object

    Raises
    ------
    ReportError
    """
    if not isinstance(table, PublicTable):
        raise ReportError(
            "only a PublicTable may be shown",
            got=type(table).__name__,
            todo="take it from study.open_province(...).tables; an officer's goes to show_officer",
        )


def only_row(table: PublicTable, *, needs: tuple[str, ...] = ()) -> Row | None:
    """Give the one row of a table, None where it is empty.

    Parameters
    ----------
    table : PublicTable
    needs : tuple of str
    """
    rows = read_rows(table, needs=needs)
    return rows[0] if rows else None


def number_of(row: Row | None, key: str) -> float | None:
    """Give a cell's number, None where it is not shown.

    Parameters
    ----------
    row : Row or None
    key : str
    """
    cell = row.get(key) if row else None
    return None if cell is None or cell.value is None else float(cell.value)


def text_of(row: Row | None, key: str) -> str:
    """Give a cell's text, "" where it is not shown.

    Parameters
    ----------
    row : Row or None
    key : str
    """
    cell = row.get(key) if row else None
    return "" if cell is None or cell.value is None else str(cell.value)


def bind(
    cell: Cell, *, axis: str = "", zero: float = 0.0, per_unit: float = 1.0, table: str = ""
) -> Datum:
    """Tie a mark to a cell that is shown.

    Parameters
    ----------
    cell : Cell
    axis : str
        The mark's attribute that shows the number.
    zero, per_unit : float
        The attribute is ``zero + per_unit * value``.
    table : str
        The cell's table where it is not the figure's own.

    Raises
    ------
    ReportError
        The cell is hidden or missing.
    """
    if cell.value is None:
        raise ReportError(
            "only a cell that is shown can be drawn", got=cell.state, where=cell.column
        )
    return Datum(cell.row, cell.column, float(cell.value), axis, zero, per_unit, table)


def _cell(value: object, is_hidden: bool, row: int, key: str) -> Cell:
    if is_hidden:
        return Cell(None, "hidden", row, key)
    if pd.isna(value):
        return Cell(None, "missing", row, key)
    return Cell(value, "shown", row, key)
