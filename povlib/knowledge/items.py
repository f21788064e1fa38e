"""Lists out of lines: one item a marked point or paragraph, sub-items inside their step."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from povlib.knowledge.labels import split_marker
from povlib.knowledge.linekinds import Line
from povlib.thai import clean_text, to_arabic_digits
from povlib.thai.cutting import cut_words
from povlib.thai.wordlists import read_word_lists

__all__ = [
    "NARROWEST",
    "Item",
    "cut_width",
    "is_cut",
    "is_over_break",
    "join_lines",
    "list_items",
    "wrap_width",
]

_LETTERS = "กขคงจฉชซฌญ"
_LETTER = re.compile(r"^\s*\(?([ก-ญ])\s?[.)]\s*(?=\S)")
_WORDED = re.compile(r"^\s*(?:ขั้น(?:ตอน)?ที่|ข้อที่|ประการที่)\s?(?P<number>\d{1,2})\s?[.:)]?\s+(?=\S)")
_INLINE = re.compile(
    r"(?:(?<=[^\s\d๐-๙.])[ \u00a0\t]+|(?<=[\d๐-๙])[ \u00a0\t]{3,})"
    r"(?=\(?[\d๐-๙]{1,2}[.)]\s?[^\d๐-๙\s])"
)
_ROW_NUMBER = re.compile(r"^\s*[\d๐-๙]{1,2}[.)]?\s*")
_THAI = re.compile("[\u0e01-\u0e4e]")
_GOES_ON = re.compile(
    r"^(?:และ|หรือ|ซึ่ง|โดย(?!ทั่วไป)|เพื่อ(?!น)|ของ|ที่(?!มา|ประชุม|ปรึกษา|ดิน|ว่าง)|กับ|รวมทั้ง|ตลอดจน|ทำให้|จึง|แก่|ให้)"
)
_ONE_GAP = re.compile(r"\S[ \u00a0]$")
_NO_COLUMN = re.compile("[ัิ-ฺ็-๎]")
_DEPENDENT = re.compile("[ะ-ฺ็-๎]")
_DUPLICATE_LETTERS = 12
_UNWRAPPED = 150  # longer lines are whole paragraphs
_FULL_SHARE, _FULL_LINES = 0.75, 3
_PARAGRAPH_INDENT = 4
NARROWEST = 50  # no page breaks its lines at fewer letters
_CUT_LINES = 2
_REACH = 40
_WORD_LETTERS = range(2, 17)


@dataclass
class Item:
    """A point of a list: its text, sub-items on lines of their own, and its lines on the page."""

    text: str
    numbers: list[int] = field(default_factory=list)


def wrap_width(lines: Sequence[Line], *, is_printed: bool = False) -> int:
    """Give the width at which the lines of a page were broken; 0 where they were not.

    Parameters
    ----------
    lines : sequence of Line
        All of the page.
    is_printed : bool
        They are those of print; blank ones tell its paragraphs, so that few wide lines are enough.
    """
    lengths = sorted(len(line.text) for line in lines if 0 < len(line.text) < _UNWRAPPED)
    widest = lengths[-1] if lengths else 0
    full = [n for n in lengths if n >= _FULL_SHARE * widest]
    if is_printed and any(line.kind == "blank" for line in lines):
        return widest
    return widest if len(full) >= max(_FULL_LINES, len(lengths) // 5) else 0


def cut_width(lines: Sequence[Line]) -> int:
    """Give the column at which an editor cut the lines of a text, within words too; 0 for none.

    Parameters
    ----------
    lines : sequence of Line
        All of the page. Several must be widest, and one of them end where no word does.
    """
    short = [line for line in lines if len(line.text) < _UNWRAPPED]
    widest = max((_columns(line) for line in short), default=0)
    cuts = (
        is_cut(line.text, after.text)
        for line, after in pairwise(short)
        if after.number == line.number + 1 and _columns(line) == widest
    )
    full = sum(_columns(line) >= widest - 1 for line in short)
    return widest if widest >= NARROWEST and full >= _CUT_LINES and any(cuts) else 0


def list_items(
    lines: Sequence[Line], *, width: int = 0, cut_at: int = 0, is_printed: bool = False
) -> list[Item]:
    """Give the points and paragraphs of a part of a page.

    Parameters
    ----------
    lines : sequence of Line
        Blank lines part paragraphs.
    width : int
        As `wrap_width` gives it; a line much shorter ends its paragraph.
    cut_at : int
        As `cut_width` gives it; a line that ends there goes on in the next.
    is_printed : bool
        Lines are those of print, as in a PDF: a word over a break is one that the page broke.

    Returns
    -------
    list of Item
        Without markers; what stands there twice is given once.
    """
    walk = _Walk(lines, width=width, cut_at=cut_at, is_printed=is_printed)
    for line in _one_marker_a_line(lines):
        walk.take(line)
    return _without_twins([item for item in walk.items if item.text])


def join_lines(first: str, second: str, *, has_gap: bool = False) -> str:
    """Join a line with the one that goes on from it, as the text stood before it was broken.

    Parameters
    ----------
    first, second : str
    has_gap : bool
        A space stood at the line's end.

    Examples
    --------
    >>> join_lines("ครัวเรือนยาก", "จน"), join_lines("Smile", "Team")
    ('ครัวเรือนยากจน', 'Smile Team')
    """
    if not first or not second:
        return first or second
    is_within = _THAI.match(first[-1]) and _THAI.match(second[0]) and not has_gap
    return first + ("" if is_within else " ") + second


def is_cut(first: str, second: str) -> bool:
    """Tell whether a word was cut between two lines: no Thai word ends or begins there.

    Examples
    --------
    >>> is_cut("ช่วยครัวเรือ", "นยากจน"), is_cut("ช่วยครัวเรือน", "ยากจน")
    (True, False)
    """
    if not (first and second and _THAI.match(first[-1]) and _THAI.match(second[0])):
        return False
    if _DEPENDENT.match(second):
        return True
    return not (_ends_whole(first) and _begins_whole(second))


def is_over_break(first: str, second: str) -> bool:
    """Tell whether one word lies over the break of two lines, though both halves may be words.

    Two paragraphs meet so by chance once in seventy times: the break must look like a page's too.

    Examples
    --------
    >>> is_over_break("พบว่าแม่บ้านทำน้ำ", "พริกเก่ง"), is_over_break("พบว่าแม่บ้าน", "จึงรวมกันขาย")
    (True, False)
    """
    if not (first and second and _THAI.match(first[-1]) and _THAI.match(second[0])):
        return False
    before = first.split()[-1][-_REACH:]
    at = 0
    for word in cut_words(before + second.split()[0][:_REACH]):
        if at < len(before) < at + len(word):
            return True
        at += len(word)
    return False


def _columns(line: Line) -> int:
    """Count the columns of a line: marks above and below letters take none."""
    return len(_NO_COLUMN.sub("", line.raw.rstrip()))


def _begins_whole(text: str) -> bool:
    """Tell whether a text begins with a word, and what follows it with another."""
    words = read_word_lists().ordinary
    rests = [text[n:] for n in _WORD_LETTERS if text[:n] in words]
    return any(
        not _THAI.match(rest) or any(rest[:n] in words for n in _WORD_LETTERS) for rest in rests
    )


def _ends_whole(text: str) -> bool:
    words = read_word_lists().ordinary
    rests = [text[:-n] for n in _WORD_LETTERS if text[-n:] in words]
    return any(
        not _THAI.match(rest[-1:]) or any(rest[-n:] in words for n in _WORD_LETTERS)
        for rest in rests
    )


class _Walk:
    """Walks down the lines of a part and keeps the point that is open."""

    def __init__(self, lines: Sequence[Line], *, width: int, cut_at: int, is_printed: bool) -> None:
        self.width, self.cut_at, self.is_printed = width, cut_at, is_printed
        self.longest = max((len(line.text) for line in lines), default=0)
        indented = [line for line in lines if line.text and line.indent >= _PARAGRAPH_INDENT]
        self.has_indents = len(indented) > 1
        self.items: list[Item] = []
        self.kind = self.sign = ""
        self.step: int | None = None
        self.letter = 0
        self.indent = 0
        self.last: Line | None = None
        self.is_after_blank = True

    def take(self, line: Line) -> None:
        """Take the next line."""
        if not line.text:
            self.is_after_blank = True
            return
        kind, number, text = self._marker(line)
        if kind == "sub":
            self._add("\n" + text, line)
        elif kind:
            self._open(kind, number, text, line)
        elif self._goes_on(line):
            self._go_on(line)
        else:
            self._open("", None, line.text, line)
        self.last, self.is_after_blank = line, False

    def _marker(self, line: Line) -> tuple[str, int | None, str]:
        if line.row is not None:
            return "row", None, _ROW_NUMBER.sub("", line.text)
        kind, number, text = split_marker(line.text)
        worded = _WORDED.match(to_arabic_digits(line.text))
        if worded and int(worded["number"]) == (self.step or 0) + 1:
            kind, number, text = "number", int(worded["number"]), line.text[worded.end() :]
        if kind == "sub" and self.step is not None and number != self.step:
            return ("", None, line.text) if not self._is_deeper(line) else (kind, number, text)
        if kind == "sub" and self.step is None:
            return "point", None, text
        lettered = _LETTER.match(line.text)
        expected = _LETTERS[self.letter : self.letter + 1]
        if lettered and lettered[1] in (expected, "ก"):
            self.letter = _LETTERS.index(lettered[1]) + 1
            inside = self.step is not None
            return ("sub" if inside else "point"), None, line.text[lettered.end() :]
        if kind == "bullet" and (self.step is not None or self._is_below(line)):
            return "sub", None, text
        if kind == "number" and self.step is not None and self._is_inner(number, line):
            return "sub", None, text
        return kind, number, text

    def _is_inner(self, number: int | None, line: Line) -> bool:
        """Tell a second numbering inside a step (indented further, from 1) from the next step."""
        return number != self.step + 1 and line.indent > self.indent + 1

    def _is_below(self, line: Line) -> bool:
        """Tell a point under a bullet: further in, and with another sign than the point's own."""
        is_other = self.kind == "bullet" and line.text[0] != self.sign
        return is_other and line.indent > self.indent + 1

    def _is_deeper(self, line: Line) -> bool:
        return line.indent > self.indent

    def _open(self, kind: str, number: int | None, text: str, line: Line) -> None:
        self.items.append(Item(text, [line.number]))
        self.kind, self.sign, self.indent = kind, line.text[0], line.indent
        if kind == "number":
            self.step, self.letter = number, 0
        elif kind in ("", "row"):
            self.step, self.letter = None, 0

    def _add(self, text: str, line: Line) -> None:
        if not self.items:
            self._open("point", None, text.strip(), line)
            return
        self.items[-1].text += text
        self.items[-1].numbers.append(line.number)

    def _goes_on(self, line: Line) -> bool:
        """Tell whether an unmarked line goes on from the one above."""
        if not self.items or self.is_after_blank:
            return False
        if self.kind == "row":
            return line.raw.startswith("\t")
        if self.kind or "\n" in self.items[-1].text or self._is_broken(line):
            return True
        starts_anew = line.indent >= _PARAGRAPH_INDENT or line.is_heading
        return not starts_anew and self._is_full()

    def _is_broken(self, line: Line) -> bool:
        """Tell whether a sentence or a word was cut between two lines."""
        above = self.last.text
        is_open = above.endswith(("(", ",", "/")) or above.count("(") > above.count(")")
        goes_on = _GOES_ON.match(line.text) and line.indent <= self.last.indent
        return bool(is_open or goes_on or is_cut(above, line.text)) or self._is_wrapped(line)

    def _is_wrapped(self, line: Line) -> bool:
        """Tell whether a line goes on from one that is as long as a page's lines are."""
        if self._is_cut_off(line):
            return True
        if line.is_heading or line.indent > self.last.indent or not self._is_long():
            return False
        is_hung = self.has_indents and line.indent + _PARAGRAPH_INDENT <= self.last.indent
        return is_hung or (self.is_printed and is_over_break(self.last.text, line.text))

    def _is_cut_off(self, line: Line) -> bool:
        """Tell whether an editor cut the line above where it ends, or at a space that is gone."""
        is_paragraph = line.indent >= _PARAGRAPH_INDENT
        return (
            self.cut_at > 0
            and not is_paragraph
            and self.cut_at - 1 <= _columns(self.last) <= self.cut_at
        )

    def _is_long(self) -> bool:
        """Tell whether the line above is wide; where no width is known, as the part's lines are."""
        if self.width:
            return self._is_full()
        return len(self.last.text) >= max(NARROWEST, _FULL_SHARE * self.longest)

    def _is_full(self) -> bool:
        """Tell whether the line above reached the width; one beyond it is a whole paragraph."""
        return _FULL_SHARE * self.width <= len(self.last.text) <= self.width

    def _go_on(self, line: Line) -> None:
        item = self.items[-1]
        # Lines of a cell are paragraphs: a table has no width that breaks them.
        is_full = self.kind != "row" and self._is_full()
        is_one = is_full or is_cut(self.last.text, line.text) or self._is_wrapped(line)
        is_one = is_one or (self._is_long() and is_over_break(self.last.text, line.text))
        has_gap = not is_one or _ONE_GAP.search(self.last.raw) is not None
        if self._is_cut_off(line):
            has_gap = _columns(self.last) < self.cut_at
        item.text = join_lines(item.text, line.text, has_gap=has_gap)
        item.numbers.append(line.number)


def _one_marker_a_line(lines: Sequence[Line]) -> list[Line]:
    """Break a line in which the next numbers of its list stand too."""
    broken: list[Line] = []
    for line in lines:
        pieces = _INLINE.split(line.raw) if line.text else [line.raw]
        kept = [pieces[0]]
        for piece in pieces[1:]:
            before = split_marker(kept[-1].strip())
            now = split_marker(piece.strip())
            if before[0] == now[0] == "number" and now[1] == before[1] + 1:
                kept.append(piece)
            else:
                kept[-1] += " " + piece
        if len(kept) == 1:
            broken.append(line)
        else:
            pad = " " * line.indent
            broken += [replace(line, text=clean_text(k), raw=pad + k.strip()) for k in kept]
    return broken


def _without_twins(items: Sequence[Item]) -> list[Item]:
    """Leave out a point that was pasted a second time."""
    seen: set[str] = set()
    kept = []
    for item in items:
        if len(item.text) > _DUPLICATE_LETTERS and item.text in seen:
            continue
        seen.add(item.text)
        kept.append(item)
    return kept
