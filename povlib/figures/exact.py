"""The exact value under a rounded number: HTML's `data` element, and `data-v` on texts of an SVG.

Where the text already is the exact value nothing is added, so a page stays light. The value is
written as the CSV writes it.
"""

from povlib.figures.cells import Cell

__all__ = ["data_html", "exact", "is_exact"]

_SAME = 1e-12


def exact(value: object) -> str:
    """Give a value as the CSV writes it.

    Parameters
    ----------
    value : object

    Examples
    --------
    >>> exact(0.5625), exact(26), exact("behind")
    ('0.5625', '26', 'behind')
    """
    return value if isinstance(value, str) else repr(value)


def is_exact(text: str, value: object, *, column: str) -> bool:
    """Tell whether a shown text is the very number: a share as a percentage.

    Parameters
    ----------
    text : str
        With commas and a minus sign, as `words.number` writes it.
    value : object
    column : str
        One that ends in `_share` is shown times a hundred.

    Examples
    --------
    >>> is_exact("5,113", 5113.28, column="mean_gap_baht"), is_exact("26", 26, column="passed")
    (False, True)
    >>> is_exact("56.2", 0.562, column="passed_share"), is_exact("56", 0.562, column="passed_share")
    (True, False)
    """
    scale = 100 if column.endswith("_share") else 1
    try:
        shown = float(text.replace(",", "").replace("−", "-")) / scale
        return abs(shown - float(value)) < _SAME
    except (TypeError, ValueError):
        return False


def data_html(text: str, cell: Cell, *, table: str = "") -> str:
    """Give a shown number as HTML with its exact value beneath, where the text is not exact.

    Parameters
    ----------
    text : str
        Escaped.
    cell : Cell
        Shown.
    table : str
        Name of the cell's table, written with row and column where no table's head tells them.

    Examples
    --------
    >>> data_html("5,113", Cell(5113.28, "shown", 0, "mean_gap_baht"))
    '<data value=5113.28>5,113</data>'
    >>> data_html("26", Cell(26, "shown", 0, "passed"))
    '26'
    >>> data_html("26", Cell(26, "shown", 0, "passed"), table="headline")
    '<data value=26 data-d=headline/0:passed>26</data>'
    """
    if cell.value is None or (not table and is_exact(text, cell.value, column=cell.column)):
        return text
    place = f" data-d={table}/{cell.row}:{cell.column}" if table else ""
    return f"<data value={exact(cell.value)}{place}>{text}</data>"
