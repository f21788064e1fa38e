"""The exact value under a rounded number: `data-v` on cells and texts, and HTML's `data` element.

Where the text already is the exact value nothing is added, so a page stays light. A fraction is
written to ten digits, which is the CSV's value to 1e-9.
"""

from povlib.figures.cells import Cell

__all__ = ["cell_html", "data_html", "exact", "is_exact"]

_SAME = 1e-12


def exact(value: object) -> str:
    """Give a value as the page writes it: a fraction to ten digits.

    Parameters
    ----------
    value : object

    Examples
    --------
    >>> exact(0.5625), exact(2 / 3), exact(26), exact("behind")
    ('0.5625', '0.6666666667', '26', 'behind')
    """
    return f"{value:.10g}" if isinstance(value, float) else str(value)


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


def cell_html(text: str, cell: Cell, *, look: str = "") -> str:
    """Give a shown number as a table cell, with its exact value where the text is not exact.

    Parameters
    ----------
    text : str
        Escaped.
    cell : Cell
    look : str
        Class of the table cell.

    Examples
    --------
    >>> cell_html("5,113", Cell(5113.28, "shown", 0, "mean_gap_baht"), look="o")
    '<td class=o data-v=5113.28>5,113'
    >>> cell_html("26", Cell(26, "shown", 0, "passed"))
    '<td>26'
    """
    is_plain = cell.value is None or is_exact(text, cell.value, column=cell.column)
    precise = "" if is_plain else f" data-v={exact(cell.value)}"
    return f"<td{f' class={look}' if look else ''}{precise}>{text}"


def data_html(text: str, cell: Cell, *, table: str) -> str:
    """Give a number in a sentence as HTML that names its cell and holds its exact value.

    Parameters
    ----------
    text : str
        Escaped.
    cell : Cell
    table : str
        Name of the cell's table.

    Examples
    --------
    >>> data_html("26", Cell(26, "shown", 0, "passed"), table="headline")
    '<data value=26 data-d=headline/0:passed>26</data>'
    """
    if cell.value is None:
        return text
    place = f"{table}/{cell.row}:{cell.column}"
    return f"<data value={exact(cell.value)} data-d={place}>{text}</data>"
