"""The exact value under a rounded number: HTML's `data` element, and `data-v` on texts of an SVG.

Where the text already is the exact value nothing is added, so a page stays light. The value is
written as the CSV writes it.
"""

from povlib.figures.cells import Cell

__all__ = ["data_html", "exact", "is_exact"]


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


def is_exact(text: str, value: object) -> bool:
    """Tell whether a shown text is the very number.

    Parameters
    ----------
    text : str
        With commas and a minus sign, as `words.number` writes it.
    value : object

    Examples
    --------
    >>> is_exact("5,113", 5113.0), is_exact("5,113", 5113.28), is_exact("ครบ", 0)
    (True, False, False)
    """
    try:
        return float(text.replace(",", "").replace("−", "-")) == float(value)
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
    >>> data_html("56.2", Cell(0.5625, "shown", 0, "passed_share"))
    '<data value=0.5625>56.2</data>'
    >>> data_html("26", Cell(26, "shown", 0, "passed"))
    '26'
    >>> data_html("26", Cell(26, "shown", 0, "passed"), table="headline")
    '<data value=26 data-d=headline/0:passed>26</data>'
    """
    if cell.value is None or (not table and is_exact(text, cell.value)):
        return text
    place = f" data-d={table}/{cell.row}:{cell.column}" if table else ""
    return f"<data value={exact(cell.value)}{place}>{text}</data>"
