"""What a mark of an interactive figure says: row and number, as the table behind it does."""

from collections.abc import Callable, Iterator

import pandas as pd

from povlib.disclosure import Column, PublicTable
from povlib.figures import words
from povlib.figures.cells import Cell
from povlib.figures.marks import Datum

__all__ = ["plain", "sayer"]

_BIN = ("low_baht", "high_baht")


def plain(text: str) -> str:
    """Escape a text for Plotly, which would read <b>, <a> or <br> in it.

    Parameters
    ----------
    text : str

    Examples
    --------
    >>> plain("<b>ก & ข</b>")
    '&lt;b&gt;ก &amp; ข&lt;/b&gt;'
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def sayer(table: PublicTable) -> Callable[[Datum], str]:
    """Give a function that says in two lines, escaped, what a mark of a table stands for.

    Parameters
    ----------
    table : PublicTable

    Returns
    -------
    callable
        Takes a `Datum` of the table.
    """
    names = list(_row_names(table))
    columns = {column.key: column for column in table.columns}

    def say(datum: Datum) -> str:
        column = columns[datum.column]
        number = words.of_cell(Cell(datum.value, "shown", datum.row, datum.column), column)
        unit = "" if column.unit in column.label_th else f" {column.unit}"
        number = f"ร้อยละ {number}" if column.kind == "share" else f"{number}{unit}"
        said = (names[datum.row], f"{column.label_th} {number}")
        return "<br>".join(plain(part) for part in said if part)

    return say


def _row_names(table: PublicTable) -> Iterator[str]:
    """Name each row: by its place, else its income bin, else its last column of words or months."""
    columns = {column.key: column for column in table.columns}
    if "area_th" in columns:
        return (_said(value, columns["area_th"]) for value in table.frame["area_th"])
    if _BIN[0] in columns:
        ends = zip(*(table.frame[key] for key in _BIN), strict=True)
        return (_range_th(low, high) for low, high in ends)
    named = [c for c in table.columns if c.kind in ("text", "month", "year_be")]
    if not named:
        return ("" for _ in range(len(table.frame)))
    return (_said(value, named[-1]) for value in table.frame[named[-1].key])


def _said(value: object, column: Column) -> str:
    return "" if pd.isna(value) else words.of_cell(Cell(value, "shown", 0, column.key), column)


def _range_th(low: object, high: object) -> str:
    if pd.isna(low):
        return f"ต่ำกว่า {words.number(high)} บาท"
    if pd.isna(high):
        return f"ตั้งแต่ {words.number(low)} บาท"
    return f"{words.number(low)} ถึงต่ำกว่า {words.number(high)} บาท"
