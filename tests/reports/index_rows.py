"""Reading the index of a run as a stranger would: each row, its numbers, its hidden sort keys."""

import re
from dataclasses import dataclass

_TABLE = re.compile(r'<table class="index sorts[^"]*".*?</table>', re.S)
_POINT = re.compile(r'(?:<polyline points="([^"]+)"|<circle cx="?[\d.]+"? cy="?([\d.]+)"?)[^>]*')


@dataclass(frozen=True)
class IndexRow:
    """A row of the table with numbers: its link, the sort keys, the texts of its cells."""

    link: str
    keys: dict[str, str]
    texts: list[str]
    points: dict[int, float]
    goal_line: float | None


def read_index(html: str) -> list[IndexRow]:
    """Give the rows of all tables with numbers."""
    bodies = [table.split("<tbody>")[1] for table in _TABLE.findall(html)]
    return [_row(part) for body in bodies for part in body.split("<tr")[1:]]


def _row(html: str) -> IndexRow:
    start, _, rest = html.partition(">")
    link = re.search(r'<a href="?([^" >]+)', rest)
    cells = re.split(r"(?=<t[hd][ >])", rest)[1:]
    height = re.search(r'<path d="M0 ([\d.]+)H', rest)
    return IndexRow(
        link=link[1] if link else "",
        keys=dict(re.findall(r"data-(\w+)=\"?([^\" ]+)", start)),
        texts=[_text(cell) for cell in cells],
        points=_points(rest),
        goal_line=float(height[1]) if height else None,
    )


def _points(html: str) -> dict[int, float]:
    found = {}
    for match in _POINT.finditer(html):
        rows = re.search(r'data-d="?pace/([\d,-]+):cumulative', match[0])[1].split(",")
        ys = [xy.split(",")[1] for xy in match[1].split()] if match[1] else [match[2]]
        found |= {int(r): float(y) for r, y in zip(rows, ys, strict=True) if r != "-"}
    return found


def _text(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html).replace("\u00a0", " ").replace("&nbsp;", " ").strip()
