"""Rows of a table as lines: a form's label and value side by side, a page's columns one by one."""

from dataclasses import dataclass, field

from povlib.knowledge.lines import Line

__all__ = ["Cell", "Table", "row_lines"]

_LABEL_LINES = 3


@dataclass(frozen=True)
class Cell:
    """A cell's lines and how many rows it takes; a wide one is one cell to a reader.

    Attributes
    ----------
    lines : list of (str, bool)
        Without blank ones.
    rows : int
    is_block : bool
        It holds a table or a list.
    """

    lines: list[Line]
    rows: int = 1
    is_block: bool = False


@dataclass
class Table:
    """A table under way.

    Attributes
    ----------
    cells : list of Cell
        Of the row under way.
    taken : dict of int to int
        Column, and how many more rows a cell from above takes there.
    """

    cells: list[Cell] = field(default_factory=list)
    taken: dict[int, int] = field(default_factory=dict)


def row_lines(table: Table) -> list[Line]:
    r"""Give the lines of the row that ends, and forget its cells.

    Returns
    -------
    list of (str, bool)
        The first lines of all cells joined by tabs (an empty cell keeps its place, but at the end);
        further lines of the last cell begin with a tab. Where another cell holds more than a label
        can, or a heading of the page stands in one, the columns only lay out the page: the cells
        follow one another.

    Examples
    --------
    >>> row_lines(Table([Cell([("ตำแหน่ง", False)]), Cell([("พัฒนากร", False), ("สพอ.", False)])]))
    [('ตำแหน่ง\tพัฒนากร', False), ('\tสพอ.', False)]
    """
    cells = _placed(table)
    table.cells = []
    while cells and not cells[-1].lines:
        cells.pop()
    if len(cells) == 1:
        return cells[0].lines
    has_heading = any(is_heading for cell in cells for _, is_heading in cell.lines)
    if has_heading or any(_is_layout(cell) for cell in cells[:-1]):
        return [line for cell in cells for line in cell.lines]
    if not cells:
        return []
    first = [" ".join(text.strip() for text, _ in cell.lines) for cell in cells[:-1]]
    last = [text for text, _ in cells[-1].lines]
    return [("\t".join([*first, last[0]]), False), *((f"\t{text}", False) for text in last[1:])]


def _placed(table: Table) -> list[Cell]:
    """Put the cells in their columns; columns that a cell from above takes are empty."""
    placed: list[Cell] = []
    taken = {column: rows - 1 for column, rows in table.taken.items() if rows > 1}
    for cell in table.cells:
        while table.taken.get(len(placed)):
            placed.append(Cell([]))
        if cell.rows > 1:
            taken[len(placed)] = cell.rows - 1
        placed.append(cell)
    table.taken = taken
    return placed


def _is_layout(cell: Cell) -> bool:
    return bool(cell.lines) and (cell.is_block or len(cell.lines) > _LABEL_LINES)
