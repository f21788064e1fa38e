"""A figure without data keeps its place and says why in one sentence."""

from povlib.disclosure import PublicTable
from povlib.figures.marks import Figure, Text

__all__ = ["NO_TARGETS", "nothing_to_draw", "reason_of"]

NO_TARGETS = "ไม่มีครัวเรือนเป้าหมายในปีงบประมาณนี้ จึงไม่มีตัวเลขให้แสดง"


def nothing_to_draw(
    name: str,
    *,
    title: str,
    table: PublicTable,
    why: str = NO_TARGETS,
) -> Figure:
    """Give a figure that holds one sentence.

    Parameters
    ----------
    name, title : str
    table : PublicTable
    why : str
    """
    said = (Text(0, 14, why, "small"),)
    return Figure(name, title, "", why, 20, said, table)


def reason_of(figure: Figure) -> str:
    """Give the sentence of a figure that holds nothing else, "" for any other.

    Parameters
    ----------
    figure : Figure
    """
    said = figure.marks[0] if len(figure.marks) == 1 else None
    is_empty = isinstance(said, Text) and said.content == figure.desc
    return figure.desc if is_empty else ""
