"""What each line of a page is on its own: blank, chrome, a posting date, a separator, or text.

What a line means among its neighbours is told in `records`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from povlib.knowledge.labels import Hit, LabelTable, find_label, with_lost_marks
from povlib.knowledge.lines import PageLine
from povlib.params import LessonLabels
from povlib.thai import clean_text, read_date, to_arabic_digits

__all__ = ["Line", "read_lines"]

_WEEKDAY = re.compile(r"^วัน(?:จันทร์|อังคาร|พุธ|พฤหัสบดี|พฤหัส|ศุกร์|เสาร์|อาทิตย์)\s?ที่\s")
_DATED = re.compile(
    r"^(?:วันที่\s?)?\d{1,2}[\s/.-]+\S+[\s/.-]+(?:พ\.?\s?ศ\.?\s?)?\d{2,4}(?:[\s,]+.{0,14})?$"
)
_VIEWS = re.compile(r"[\s|·•-]+(?:ฮิต|เปิดอ่าน|อ่าน|(?:ผู้)?(?:เข้า)?ชม|Hits|views?)\W{0,3}[\d,]+.{0,8}$")
_TAGS = re.compile(r"(?<=\S)\s+(?=(?:ป้ายกำกับ|Labels?|แท็ก|Tags?)\s?[:：])")
_INNER = ("position", "office", "phone")
_EARLIEST_CE, _LATEST_CE = 1997, 2040


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
        for line in lines
        for piece in _labels_apart(line, table, inner)
    ]


@dataclass(frozen=True)
class _Patterns:
    ends: re.Pattern[str]
    chrome: re.Pattern[str]
    separators: re.Pattern[str]


def _menu_line(words: Sequence[str]) -> str:
    """Give a pattern for a line of menu words, or of a trail of them."""
    word = f"(?:{'|'.join(sorted(map(re.escape, words), key=len, reverse=True))})"
    trail = r"(?: ?[›»>|/•·] ?[^›»>|/•·]{1,30})+"
    return rf"[<«‹]? ?{word}(?:[ |›»<>/•·«‹]+{word})*[ |›»>]*|{word}{trail}"


def _inner_words(table: LabelTable) -> list[str]:
    return [re.escape(w) for key in _INNER for w in table.fields[key].labels if len(w) > 2]


def _labels_apart(line: PageLine, table: LabelTable, inner: re.Pattern[str]) -> Iterator[PageLine]:
    """Give a line of several labels with their values (name, position, office) piece by piece."""
    foot = _TAGS.split(line.text)
    if len(foot) > 1:
        for piece in foot:
            yield replace(line, text=piece)
        return
    hit = find_label(line.text, table)
    is_head = hit is not None and hit.value and table.fields[hit.key].part == "head"
    pieces = inner.split(line.text) if is_head else [line.text]
    for piece in pieces:
        yield replace(line, text=piece)


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
    if patterns.ends.fullmatch(plain):
        return Line(*given, "end")
    found = patterns.separators.fullmatch(plain)
    if found:
        title = found.groupdict().get("title") or ""
        return Line(*given, "separator", rest=text[len(text) - len(title) :] if title else "")
    day = _day(_VIEWS.sub("", plain))
    if day and (_WEEKDAY.match(plain) or _VIEWS.search(plain)):
        return Line(*given, "date", day=day)
    hit = find_label(line.text, table)
    if hit and hit.key == "date_published":
        posted = _day(_VIEWS.sub("", to_arabic_digits(clean_text(hit.value))))
        if posted:
            return Line(*given, "date", day=posted)
        hit = None
    if not hit and patterns.chrome.fullmatch(plain):
        return Line(*given, "chrome")
    return Line(*given, "text", hit=hit, day=day, is_heading=line.is_heading)


def _day(text: str) -> date | None:
    """Give the date that a whole line is."""
    if len(text) > 60 or not (_WEEKDAY.match(text) or _DATED.match(text)):
        return None
    reading = read_date(text, earliest_ce=_EARLIEST_CE, latest_ce=_LATEST_CE)
    return reading.value if reading.kind == "value" else None
