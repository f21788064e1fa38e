"""A page as numbered lines: what every reader gives and the parser takes."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from povlib.errors import InputError

__all__ = ["Page", "PageLine", "page_of", "require_few_lines", "tidy_blanks"]

Line = tuple[str, bool]
_MOST_LINES = 50_000


@dataclass(frozen=True)
class PageLine:
    """One line of a page.

    Attributes
    ----------
    number : int
        From 1, in `Page.raw`.
    text : str
        As it stands, without line end; tabs part the cells of a table's row.
    is_heading : bool
        The page itself marks it as a heading.
    """

    number: int
    text: str
    is_heading: bool = False


@dataclass(frozen=True)
class Page:
    """A page that was read.

    Attributes
    ----------
    source_file : str
        Name without folders.
    kind : str
        "text", "html", "docx" or "pdf", by content.
    title : str
        What the file says of itself; "" where it does not.
    lines : tuple of PageLine
    raw : str
        The texts of all lines, joined by line ends.
    """

    source_file: str
    kind: str
    title: str
    lines: tuple[PageLine, ...]
    raw: str


def page_of(lines: Iterable[Line], *, source_file: str, kind: str, title: str = "") -> Page:
    r"""Make a page of lines by numbering them.

    Parameters
    ----------
    lines : iterable of (str, bool)
        Text and whether it is a heading.
    source_file, kind, title : str
        As in `Page`.

    Examples
    --------
    >>> page_of([("a", True), ("b", False)], source_file="x.txt", kind="text").raw
    'a\nb'
    """
    numbered = tuple(PageLine(n, text, head) for n, (text, head) in enumerate(lines, start=1))
    raw = "\n".join(line.text for line in numbered)
    return Page(source_file, kind, " ".join(title.split()), numbered, raw)


def require_few_lines(lines: int, *, path: Path) -> None:
    """Refuse a page of more lines than people write.

    Parameters
    ----------
    lines : int
        How many there are, or at least are.
    path : pathlib.Path
        Named in errors; nothing is read.

    Raises
    ------
    InputError
        There are more than 50,000.

    Examples
    --------
    >>> require_few_lines(50_000, path=Path("x.txt"))
    """
    if lines > _MOST_LINES:
        raise InputError(
            f"แฟ้มต้องไม่เกิน {_MOST_LINES:,} บรรทัด", where=path.name, todo="แยกเป็นหลายแฟ้มก่อนนำเข้า"
        )


def tidy_blanks(lines: Iterable[Line]) -> list[Line]:
    """Leave one blank line where there are several, none at the ends.

    Examples
    --------
    >>> tidy_blanks([(" ", False), ("a", False), ("", False), ("", False), ("b", False)])
    [('a', False), ('', False), ('b', False)]
    """
    kept: list[Line] = []
    for text, is_heading in lines:
        if text.strip():
            kept.append((text, is_heading))
        elif kept and kept[-1][0]:
            kept.append(("", False))
    return kept[:-1] if kept and not kept[-1][0] else kept
