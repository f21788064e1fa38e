"""Paragraphs of printed pages: lines further apart than the others, told by where they stand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

__all__ = ["PrintedLine", "with_gaps"]

_LINES_LEAST = 3
_SHARE_LEAST = 0.02  # a few lines of a long document may stand closer, as two fonts meet
_WIDER = 1.2
_SAME = 1.08


@dataclass(frozen=True)
class PrintedLine:
    """A line of a printed page.

    Attributes
    ----------
    text : str
    height : float
        Above the foot of the page, in the page's own unit.
    """

    text: str
    height: float


def with_gaps(pages: Sequence[Sequence[PrintedLine]], *, kept: Sequence[str]) -> list[str]:
    """Give lines with a blank one wherever a page leaves more room than within its paragraphs.

    Parameters
    ----------
    pages : sequence of sequence of PrintedLine
    kept : sequence of str
        The texts that are not printed around the pages, in order.

    Returns
    -------
    list of str
        Without blank lines where no distance comes back often enough to be that of lines.

    Examples
    --------
    >>> page = [PrintedLine(text, 90.0 - at) for text, at in (("ก", 0), ("ข", 10), ("ค", 25))]
    >>> with_gaps([[*page, PrintedLine("ง", 55.0), PrintedLine("จ", 45.0)]], kept=["ก", "ข", "ค"])
    ['ก', 'ข', '', 'ค']
    """
    usual = _usual_gap([gap for page in pages for gap in _gaps(page)])
    left = list(reversed(kept))
    lines: list[str] = []
    for page in pages:
        for line, gap in zip(page, (0.0, *_gaps(page)), strict=False):
            if not left or line.text != left[-1]:
                continue
            lines += [""] if usual and gap > _WIDER * usual else []
            lines.append(left.pop())
    return lines


def _gaps(page: Sequence[PrintedLine]) -> Iterator[float]:
    return (above.height - line.height for above, line in pairwise(page))


def _usual_gap(gaps: Sequence[float]) -> float:
    """Give the smallest distance that comes back: that of lines in a paragraph; 0 for none."""
    down = sorted(gap for gap in gaps if gap > 0)
    least = max(_LINES_LEAST, _SHARE_LEAST * len(down))
    for gap in down:
        if sum(gap <= other <= _SAME * gap for other in down) >= least:
            return gap
    return 0.0
