"""Finds the label that a line of a page begins with, however it is spelt, numbered or padded."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from povlib.knowledge.people import looks_like_office, looks_like_person, looks_like_position
from povlib.params import LessonField, LessonLabels
from povlib.thai import to_arabic_digits

__all__ = [
    "Boundary",
    "Hit",
    "LabelTable",
    "find_label",
    "fold",
    "is_heading",
    "label_table",
    "split_marker",
    "with_lost_marks",
]

Boundary = str
"""How a label ends: "end" of line, "strong" (colon, tab, wide gap), "space", or as `Hit` tells."""

_KEPT = re.compile(r"[^ก-ฺเ-๎a-z]")
_NUMBER = re.compile(
    r"^\s*(?:\*\*|#{1,6}\s+)?\s*\(?(?P<number>\d{1,2})(?:(?P<sub>(?:\.\d{1,2})+)[.)]?|\s?[.)]+)[.)\s]*(?=\D|$)"
)
_PART = re.compile(r"^\s*(?:ส่วน|ตอน|หัวข้อ|ประเด็น|ข้อ)(?:ที่)?\s?(?P<number>\d{1,2})\s?[.:)]?\s+")
_BULLET = re.compile(r"^\s*(?:[-–—•·▪◦●○■□➢➤✓✔]+|\*(?!\*)|\uf0b7|\uf0d8|\uf0fc)\s*(?=\S)")
_BOLD = re.compile(r"^\s*(?:\*\*|__|#{1,6}\s)\s*")
_STRONG = re.compile(r"\s*(?:[:：]|[.…_]{2,}|\t|\s{2,}(?=\S)|\s[-–]\s|\*\*)")
_ASIDE = re.compile(r"^(?:\s*(?:\*\*|__))?(?:\s*\([^()]*(?:\)|$))?(?:\*\*|__)?")
_SLASHED = re.compile(r"\s*(?:/|และ)\s*([^\s:(]+)")
_FIRST_POINT = re.compile(r"\(?1(?:\.(?!\d)|\))")
_FUZZY, _FUZZY_LENGTHS = 0.9, range(8, 60)
_TAIL_LETTERS = 34
_DAY = re.compile(r"(?:วันที่\s?)?[\d๐-๙]{1,2}[\s/.-]")


_GLUED: Mapping[str, tuple[Callable[[str], object], ...]] = {
    "owner": (looks_like_person, looks_like_office),
    "position": (looks_like_position,),
    "office": (looks_like_office,),
    "date_recorded": (_DAY.match,),
    "date_event": (_DAY.match,),
    "objective": (re.compile("เพื่อ(?!น)").match,),
}
_GLUED_LETTERS = 6  # "โดย" and others as short go on to a name in any sentence
_RUN = ("title", "owner", "position", "position_office", "problem_area", *_GLUED)
_RUN_LETTERS = 8


@dataclass(frozen=True)
class LabelTable:
    """All wordings of all labels, folded, and the fields that they mean."""

    fields: Mapping[str, LessonField]
    keys: Mapping[str, str]
    longest: int
    tails: re.Pattern[str]
    columns: re.Pattern[str]


@dataclass(frozen=True)
class Hit:
    """A label at the beginning of a line.

    Attributes
    ----------
    key : str
        Of the field.
    value : str
        What follows on the line, "" for nothing.
    boundary : str
        How the label ends; see `Boundary`. "glued" is one whose value follows without a space and
        looks like one of its field, "run" one that any text follows so; "tail" and "fuzzy" are
        labels with other words behind or inside, which only a heading's place makes believable.
    number : int or None
        Of a numbered heading.
    confidence : float
    """

    key: str
    value: str
    boundary: Boundary
    number: int | None
    confidence: float


def label_table(labels: LessonLabels) -> LabelTable:
    """Give the lookup table of an office's labels.

    Parameters
    ----------
    labels : LessonLabels
    """
    keys = {fold(word): key for key, entry in labels.fields.items() for word in entry.labels}
    words = sorted(labels.tails, key=len, reverse=True)
    tails = "|".join(r"\s*".join(re.escape(sign) for sign in word.split()) for word in words)
    tail = re.compile(rf"(?:\s?(?:{with_lost_marks(tails)}))+")
    columns = re.compile("|".join(map(with_lost_marks, labels.columns)) or r"(?!)")
    return LabelTable(labels.fields, keys, max(map(len, keys)), tail, columns)


def with_lost_marks(pattern: str) -> str:
    """Give a regular expression that also meets the words where copying broke their ำ.

    Examples
    --------
    >>> import re
    >>> re.fullmatch(with_lost_marks("ตำแหน่ง"), "ตาแหน่ง") is not None
    True
    """
    return pattern.replace("ำ", "(?:ำ|า|\u0e4dา)")


def fold(text: str) -> str:
    """Give the letters of a text alone, so that spaces, signs, numbers and a lost ำ do not count.

    Examples
    --------
    >>> fold("๑. ตำ แหน่ง/สังกัด :") == fold("ตาแหน่ง สังกัด")
    True
    """
    lowered = text.lower().replace("\u0e4d\u0e32", "\u0e33").replace("เเ", "แ")
    return _KEPT.sub("", lowered.replace("\u0e33", "\u0e32"))


def split_marker(text: str) -> tuple[str, int | None, str]:
    """Split the marker of a heading or a list item from its text.

    Parameters
    ----------
    text : str
        One line.

    Returns
    -------
    tuple of (str, int or None, str)
        The kind ("number", "sub", "bullet" or ""), the number, and the text behind it.

    Examples
    --------
    >>> split_marker("๒..ส่วนขยาย"), split_marker("1.2 เยี่ยมบ้าน")[0], split_marker("2557 เริ่มงาน")[0]
    (('number', 2, 'ส่วนขยาย'), 'sub', '')
    """
    found = _NUMBER.match(to_arabic_digits(text))
    if found:
        kind = "sub" if found["sub"] else "number"
        return kind, int(found["number"]), text[found.end() :]
    bullet = _BULLET.match(text)
    return ("bullet", None, text[bullet.end() :]) if bullet else ("", None, text)


def find_label(text: str, table: LabelTable) -> Hit | None:
    """Find the longest label that a line begins with.

    Parameters
    ----------
    text : str
        One line of a page, raw: wide gaps and tabs tell a label from a sentence.
    table : LabelTable

    Returns
    -------
    Hit or None

    Examples
    --------
    >>> from pathlib import Path
    >>> from povlib.params import LessonLabels, read_yaml
    >>> table = label_table(read_yaml(Path("params/lessons/labels.yml"), LessonLabels))
    >>> hit = find_label("๔..ขุมความรู้ (ประเด็นหลัก", table)
    >>> hit.key, hit.number, hit.boundary
    ('knowledge_assets', 4, 'end')
    >>> find_label("กระบวนการนี้ใช้เวลานาน เพราะต้องเยี่ยมทุกบ้านและกลับไปซ้ำ", table) is None
    True
    """
    part = _PART.match(to_arabic_digits(text))
    kind, number, rest = split_marker(text)
    if part:
        kind, number, rest = "number", int(part["number"]), text[part.end() :]
    if kind == "bullet":
        rest = _BOLD.sub("", rest)
    number = number if kind == "number" else None
    rest = _BOLD.sub("", rest)
    end, key = _longest(rest, table)
    if not key:
        return _nearly(rest, table, number)
    behind = _ASIDE.sub("", rest[end:])
    slashed = _SLASHED.match(behind)
    if slashed and _longest(slashed[1], table)[1]:
        behind = _ASIDE.sub("", behind[slashed.end() :])
    tail = table.tails.match(behind)
    if tail:
        hit = _hit(key, _ASIDE.sub("", behind[tail.end() :]), number, table, rest)
        if hit and hit.boundary in ("end", "strong"):
            return replace(hit, confidence=0.9)
    return _hit(key, behind, number, table, rest)


def is_heading(text: str, table: LabelTable) -> bool:
    """Tell whether a line is the label of a field of the body and nothing else.

    Parameters
    ----------
    text : str
    table : LabelTable
    """
    hit = find_label(text, table)
    return hit is not None and hit.boundary == "end" and table.fields[hit.key].part != "head"


def _longest(text: str, table: LabelTable) -> tuple[int, str]:
    """Give where the longest label at the beginning of a text ends, and its field."""
    folded, best = "", (0, "")
    for at in range(1, len(text) + 1):
        before, folded = folded, fold(text[:at])
        if len(folded) > table.longest:
            break
        is_cut = re.match("[ะ-ฺ็-๎]", text[at : at + 1])
        if folded != before and folded in table.keys and not is_cut:
            best = (at, table.keys[folded])
    return best


def _hit(key: str, behind: str, number: int | None, table: LabelTable, line: str) -> Hit | None:
    strong = _STRONG.match(behind)
    behind = behind if strong else behind.removeprefix(".")
    strong = strong or _STRONG.match(behind)
    if not behind.strip().strip(" :：*-–._"):
        return Hit(key, "", "end", number, 1.0)
    if strong:
        return Hit(
            key, behind[strong.end() :].strip().strip(":：*_… ").lstrip("."), "strong", number, 1.0
        )
    # The first point of a list may have lost its space where a table lost its edges.
    if behind[:1].isspace() or _FIRST_POINT.match(to_arabic_digits(behind)):
        return Hit(key, behind.strip(), "space", number, 0.9)
    letters = len(fold(line)) - len(fold(behind))
    if letters >= _GLUED_LETTERS and any(look(behind) for look in _GLUED.get(key, ())):
        return Hit(key, behind.strip(), "glued", number, 0.8)
    if table.fields[key].part != "head" and len(fold(line)) <= _TAIL_LETTERS and key not in _RUN:
        return Hit(key, "", "tail", number, 0.75)
    if letters >= _RUN_LETTERS and key in _RUN and not looks_like_office(line):
        return Hit(key, behind.strip(), "run", number, 0.7)
    return None


def _nearly(text: str, table: LabelTable, number: int | None) -> Hit | None:
    """Find the label that a whole line nearly is."""
    folded = fold(re.sub(r"\(.*", "", text))
    if len(folded) not in _FUZZY_LENGTHS:
        return None
    for word, key in table.keys.items():
        if abs(len(word) - len(folded)) > 2 or table.fields[key].part == "head":
            continue
        if SequenceMatcher(None, word, folded).ratio() >= _FUZZY:
            return Hit(key, "", "fuzzy", number, 0.7)
    return None
