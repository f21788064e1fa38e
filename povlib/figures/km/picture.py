"""The picture that stands for a lesson where its page is shared: 1200 by 630, title, place, office.

The title is set in as few lines as fit, broken between words, at the largest size of a few.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from html import escape

from povlib.figures.style import colour, text_width
from povlib.figures.words import DEMO_TH
from povlib.knowledge.outline import LessonOutline

__all__ = ["HEIGHT", "WIDTH", "share_svg", "title_lines"]

WIDTH, HEIGHT = 1200, 630
_MARGIN, _TOP, _FOOT = 84, 116, 530
_SIZES = {76: 2, 66: 3, 58: 3, 52: 4, 44: 4}
"""Sizes of the title, and how many lines of each there is room for."""

_LEADING = 1.42
_Way = tuple[float, tuple[str, ...]]  # cost of the lines so far, and the lines
_TOO_WIDE = 100.0
_WITHIN_PHRASE = 0.15  # what a line's end within a phrase costs; a line that is half empty, 0.25
_DEPARTMENT_TH = "กรมการพัฒนาชุมชน กระทรวงมหาดไทย"
_KIND_TH = "องค์ความรู้จากพื้นที่"
_BOLD = 11.5  # the size that `text_width` measures bold at
# What the fonts of the picture have; anything else would be an empty box.
_UNKNOWN = re.compile("[^ -~\u00a0·×ก-ฺ฿-๛‐-―‘-”•…−]")
_MARKS = "ะ-ฺๅ็-๎ๆฯ"
_STUCK = re.compile(f"^[{_MARKS}]|^[)\\]”’,.:;!?]")


def share_svg(lesson: LessonOutline, *, cut: Callable[[str], list[str]]) -> str:
    """Draw the share picture of a lesson.

    Parameters
    ----------
    lesson : LessonOutline
    cut : callable
        Cuts a text into words, which together are the text.

    Returns
    -------
    str
        SVG with text in Sarabun; the same lesson gives the same text.
    """
    title = _UNKNOWN.sub("", lesson.title)
    lines, size = title_lines(title, cut=cut)
    step = size * _LEADING
    first = (_TOP + _FOOT - 24) / 2 - step * (len(lines) - 1) / 2 + size * 0.32
    drawn = [
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{colour("paper")}"/>',
        f'<rect width="{WIDTH}" height="14" fill="{colour("met")}"/>',
        _text(_kind(lesson), y=94, size=30, fill="secondary"),
        *(
            _text(line, y=round(first + step * at), size=size, fill="ink", is_bold=True)
            for at, line in enumerate(lines)
        ),
        f'<rect x="{_MARGIN}" y="{_FOOT - 18}" width="{WIDTH - 2 * _MARGIN}" height="2"'
        f' fill="{colour("ink")}"/>',
        _text(_where(lesson), y=_FOOT + 30, size=32, fill="ink", is_bold=True),
        _text(_DEPARTMENT_TH, y=_FOOT + 72, size=26, fill="secondary"),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}">'
        f"{''.join(drawn)}</svg>"
    )


def title_lines(title: str, *, cut: Callable[[str], list[str]]) -> tuple[list[str], int]:
    """Give the lines of a title and their size.

    Parameters
    ----------
    title : str
    cut : callable
        As in `share_svg`.

    Returns
    -------
    list of str, int
        At most four lines; a title that is longer even at the smallest size ends with "…".
    """
    pieces = _pieces(cut(" ".join(title.split())))
    for size, most in _SIZES.items():
        lines = _filled(pieces, size=size, room=WIDTH - 2 * _MARGIN)
        if len(lines) <= most:
            return _balanced(pieces, count=len(lines), size=size), size
    return [*lines[: most - 1], f"{lines[most - 1].rstrip()}…"], size


def _kind(lesson: LessonOutline) -> str:
    said = (DEMO_TH if lesson.is_demo else "", _KIND_TH, lesson.date_th)
    return " · ".join(part for part in said if part)


def _where(lesson: LessonOutline) -> str:
    return _UNKNOWN.sub("", lesson.place_th)


def _text(text: str, *, y: int, size: int, fill: str, is_bold: bool = False) -> str:
    weight = 700 if is_bold else 400
    return (
        f'<text x="{_MARGIN}" y="{y}" font-family="Sarabun" font-size="{size}"'
        f' font-weight="{weight}" fill="{colour(fill)}">{escape(text)}</text>'
    )


def _pieces(cut: Sequence[str]) -> list[str]:
    """Put signs that may not begin a line at the word before them, spaces too."""
    pieces: list[str] = []
    for word in cut:
        is_first = not pieces
        if not is_first and (not word.strip() or _STUCK.match(word) or pieces[-1].endswith("(")):
            pieces[-1] += word
        else:
            pieces.append(word)
    return pieces


def _width(text: str, size: int) -> float:
    return text_width(text.rstrip(), style="bold") * size / _BOLD


def _filled(pieces: Sequence[str], *, size: int, room: float) -> list[str]:
    lines = [""]
    for piece in pieces:
        if lines[-1] and _width(lines[-1] + piece, size) > room:
            lines.append("")
        lines[-1] += piece
    return [line.rstrip() for line in lines]


def _balanced(pieces: Sequence[str], *, count: int, size: int) -> list[str]:
    """Part the title into lines of much the same width, and rather after a space."""
    ways: dict[int, _Way] = {0: (0.0, ())}
    for _ in range(count):
        ways = {
            end: _cheapest(pieces[:end], ways, size, len(pieces)) for end in _ends(ways, pieces)
        }
    return list(ways[len(pieces)][1])


def _ends(ways: Mapping[int, _Way], pieces: Sequence[str]) -> range:
    return range(min(ways) + 1, len(pieces) + 1)


def _cheapest(taken: Sequence[str], ways: Mapping[int, _Way], size: int, of: int) -> _Way:
    """Give the best way to end a line after the pieces taken, given ways to end the one above."""
    found = []
    for start, (cost, lines) in ways.items():
        if start < len(taken):
            text = "".join(taken[start:])
            own = _cost(text, size=size, is_last=len(taken) == of)
            found.append((cost + own, (*lines, text.rstrip())))
    return min(found)


def _cost(text: str, *, size: int, is_last: bool) -> float:
    left = 1 - _width(text, size) / (WIDTH - 2 * _MARGIN)
    within = 0 if is_last or text.endswith(" ") else _WITHIN_PHRASE
    return left * left + within + (_TOO_WIDE if left < 0 else 0)
