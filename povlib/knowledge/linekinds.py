"""What each line of a page is on its own: blank, chrome, a posting date, a separator, or text.

What a line means among its neighbours is told in `records`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import pairwise

from povlib.knowledge.labels import Hit, LabelTable, find_label, fold, split_marker, with_lost_marks
from povlib.knowledge.lines import PageLine
from povlib.knowledge.postings import read_posting
from povlib.params import LessonLabels
from povlib.thai import clean_text, to_arabic_digits

__all__ = ["Line", "read_lines"]

_TAGS = re.compile(r"(?<=\S)\s+(?=(?:ป้ายกำกับ|Labels?|แท็ก|Tags?)\s?[:：])")
_LABEL_END = re.compile(r"\t|\s{2,}|[:：]")
_CELL = re.compile(r"\t([^\t]+)(?=\t)")
_BARS = re.compile(r"\s+[|｜]\s+")
_HALF_LETTERS = 4
_REMARK_LETTERS, _BROKEN_LETTERS, _REST_LETTERS = 60, 60, 24
_INNER = ("position", "office", "phone", "date_recorded")


@dataclass(frozen=True)
class Line:
    """One line of a page, and what it is on its own.

    Attributes
    ----------
    number : int
    text : str
        Tidied.
    raw : str
    kind : str
        "blank", "chrome", "end", "separator", "date" or "text"; "columns" are a table's headings.
    hit : Hit or None
        The label that a text line begins with.
    day : datetime.date or None
        Of a line that is a date and nothing else.
    is_heading : bool
        The page's markup says so.
    rest : str
        A separator's title, or "".
    row : int or None
        Of a counted row of a table; see `columns.mark_rows`.
    """

    number: int
    text: str
    raw: str
    kind: str
    hit: Hit | None = None
    day: date | None = None
    is_heading: bool = False
    rest: str = ""
    row: int | None = None

    @property
    def indent(self) -> int:
        """How many columns the raw line is set in."""
        plain = self.raw.expandtabs(8).replace("\u00a0", " ")
        return len(plain) - len(plain.lstrip())


def read_lines(lines: Sequence[PageLine], *, labels: LessonLabels, table: LabelTable) -> list[Line]:
    """Tell what each line of a page is on its own.

    Parameters
    ----------
    lines : sequence of PageLine
    labels : LessonLabels
    table : LabelTable

    Returns
    -------
    list of Line
        In order; a line with several labels gives several of the same number.
    """
    patterns = _Patterns(
        _joined(labels.ends),
        _joined([*labels.chrome, _menu_line(labels.menu)]),
        _joined(labels.separators),
    )
    words = with_lost_marks("|".join(_inner_words(table)))
    inner = re.compile(rf"(?<=\s)(?=(?:{words})(?:\s|\.|:))")
    return [
        _read(piece, patterns, table)
        for line in _rejoined(lines, table)
        for piece in _labels_apart(line, table, inner)
    ]


@dataclass(frozen=True)
class _Patterns:
    ends: re.Pattern[str]
    chrome: re.Pattern[str]
    separators: re.Pattern[str]


def _bare(text: str) -> tuple[str, ...]:
    """Give a line, and what its bullet marks: menus are lists."""
    kind, _, rest = split_marker(text)
    return (text, rest) if kind == "bullet" and not rest[:1].isdigit() else (text,)


def _menu_line(words: Sequence[str]) -> str:
    """Give a pattern for a line of menu words, or of a trail of them."""
    word = f"(?:{'|'.join(sorted(map(re.escape, words), key=len, reverse=True))})"
    trail = r"(?: ?[›»>|/•·] ?[^›»>|/•·]{1,30})+"
    return rf"[<«‹]? ?{word}(?: ?[:：]? ?[ |›»<>/•·«‹]+{word})*[ |›»>]*|{word}{trail}"


def _inner_words(table: LabelTable) -> list[str]:
    return [re.escape(w) for key in _INNER for w in table.fields[key].labels if len(w) > 2]


def _rejoined(lines: Sequence[PageLine], table: LabelTable) -> Iterator[PageLine]:
    """Join the halves of a label that a narrow column broke over two lines."""
    left = list(lines)
    while left:
        line = left.pop(0)
        if left and _is_half(line.text, left[0].text, table):
            line = replace(line, text=line.text.rstrip() + left.pop(0).text.lstrip(" "))
        rest = _rest_of_remark(line.text, left, table)
        if rest:
            line = replace(line, text=line.text.rstrip() + left[0].text[:rest].lstrip(" "))
            left[0] = replace(left[0], text=left[0].text[rest:])
        yield line


def _is_half(first: str, second: str, table: LabelTable) -> bool:
    half = fold(first)
    if not _HALF_LETTERS < len(half) < table.longest or half in table.keys:
        return False
    return half + fold(_LABEL_END.split(second.lstrip(" "), maxsplit=1)[0]) in table.keys


def _rest_of_remark(text: str, below: Sequence[PageLine], table: LabelTable) -> int:
    """Give how many letters of the line below belong to the remark in brackets behind a label.

    The forms' own remarks are long, and some of them never close their bracket: then a short line
    at the margin below a long one is theirs where a marked point follows.
    """
    is_open = text.rfind("(") > text.rfind(")")
    hit = find_label(text, table) if is_open and below else None
    if hit is None or hit.boundary != "end" or find_label(below[0].text, table):
        return 0
    rest = below[0].text
    close = rest.find(")")
    if 0 <= close < _REMARK_LETTERS and "(" not in rest[:close] and not split_marker(rest)[0]:
        return close + 1
    is_broken = len(text) >= _BROKEN_LETTERS and 0 < len(rest) <= _REST_LETTERS
    is_alone = len(below) > 1 and split_marker(below[1].text)[0] != ""
    is_indented = rest[:1].isspace() or split_marker(rest)[0] != ""
    return len(rest) if is_broken and is_alone and not is_indented else 0


def _labels_apart(line: PageLine, table: LabelTable, inner: re.Pattern[str]) -> Iterator[PageLine]:
    """Give a line of several labels with their values (name, position, office) piece by piece."""
    foot = _TAGS.split(line.text)
    if len(foot) > 1:
        for piece in foot:
            yield replace(line, text=piece)
        return
    hit = find_label(line.text, table)
    is_head = hit is not None and hit.value and table.fields[hit.key].part == "head"
    # A line of a date is read as a posting, with what a site sets beside it.
    barred = _BARS.split(line.text) if is_head and hit.key != "date_published" else []
    if len(barred) > 1:
        for piece in barred:
            yield from _labels_apart(replace(line, text=piece), table, inner)
        return
    if hit is not None and _holds_label(hit, table):
        yield replace(line, text=line.text[: line.text.rfind(hit.value)])
        yield replace(line, text=hit.value)
        return
    # Not within the label itself: one names position and office, with a stroke and spaces between.
    start = max(0, line.text.rfind(hit.value)) if is_head else len(line.text)
    cuts = [found.start() for found in inner.finditer(line.text, start)]
    cuts = sorted({*cuts, *(_label_cells(line.text, start, table) if is_head else ())})
    for begin, end in pairwise([0, *cuts, len(line.text)]):
        yield replace(line, text=line.text[begin:end])


def _holds_label(hit: Hit, table: LabelTable) -> bool:
    """Tell a heading of headings whose first one stands in the cell beside it."""
    inside = find_label(hit.value, table) if table.fields[hit.key].part == "holder" else None
    return inside is not None and inside.boundary == "end"


def _label_cells(text: str, start: int, table: LabelTable) -> Iterator[int]:
    """Give where further labels stand in a row of a form: cells that have another behind them."""
    for cell in _CELL.finditer(text, start):
        if fold(cell[1]) in table.keys and text[cell.end() :].strip():
            yield cell.start(1)


def _joined(patterns: Sequence[str]) -> re.Pattern[str]:
    """Make one pattern of many; groups of the same name would not go together."""
    return _compiled(tuple(patterns))


@lru_cache
def _compiled(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in patterns) or r"(?!)", re.IGNORECASE)


def _read(line: PageLine, patterns: _Patterns, table: LabelTable) -> Line:
    text = clean_text(line.text)
    plain = to_arabic_digits(text)
    given = (line.number, text, line.text)
    if not text:
        return Line(*given, "blank")
    posting = read_posting(plain)
    if patterns.ends.fullmatch(posting.text):
        return Line(*given, "end")
    found = patterns.separators.fullmatch(plain)
    if found:
        title = found.groupdict().get("title") or ""
        return Line(*given, "separator", rest=text[len(text) - len(title) :] if title else "")
    if posting.is_sure:
        return Line(*given, "date", day=posting.day)
    hit = find_label(line.text, table)
    if hit and hit.key == "date_published":
        posted = read_posting(to_arabic_digits(clean_text(hit.value))).day
        if posted:
            return Line(*given, "date", day=posted)
        hit = None
    is_free = not hit or hit.key == "owner"
    if is_free and any(patterns.chrome.fullmatch(one) for one in (plain, *_bare(posting.text))):
        return Line(*given, "chrome")
    return Line(*given, "text", hit=hit, day=posting.day, is_heading=line.is_heading)
