"""Lessons that nearly repeat an earlier one, also with other places, numbers or a few other words.

The likeness of two lessons is the share of their text that both have: of all runs of five letters
(each counted once), twice those in common over those of the one plus those of the other. Over 0.8
is a near copy. Sketches (MinHash) tell which pairs cannot be; only the others are compared.
"""

import hashlib
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from povlib.areas.tables import known
from povlib.knowledge.lesson import LISTS, PROSE, Lesson
from povlib.knowledge.redaction import owner_names
from povlib.thai import MONTHS_SHORT_TH, MONTHS_TH, clean_text

if TYPE_CHECKING:
    import numpy as np

__all__ = ["COPY_OVER", "Sketch", "find_copies", "likeness", "own_text", "sketch_of"]

COPY_OVER = 0.8
_RUN = 5
_HASHES = 192
# A pair just over 0.8 alike (two thirds of all runs are in both) has 128 equal hashes, give or take
# 6.5. One in 200,000 such pairs has fewer than 99; of pairs half as alike not one has as many.
_LEAST_EQUAL = 99
_AT_ONCE = 4096
_SAID = ("title", *PROSE, *(name for name in LISTS if name != "tags"))
_MONTH = re.compile("|".join([*MONTHS_TH, *map(re.escape, MONTHS_SHORT_TH)]))
_PLACE_WORD = re.compile(r"(?:จังหวัด|อำเภอ|อาเภอ|ตำบล|ตาบล|เขต|แขวง|(?<![ก-๎])[จอต]\.)\s*")
_HOME = re.compile(
    r"(?:บ้าน|ชุมชน)(?=[ก-๎]{2,20}\s*(?:หมู่|ม\.))[ก-๎]+|(?:หมู่(?:ที่|บ้าน)?|ม\.)\s*(?=[0-9๐-๙])"
)
_NO_LETTER = re.compile("[^a-zก-ฮะ-ฺเ-ๅ็-๎]")
_LONGEST_PLACE = 20


@dataclass(frozen=True)
class Sketch:
    """What is kept of a lesson's text to find near copies.

    Attributes
    ----------
    text_sha256 : str
        Of `own_text`; lessons with the same are copies.
    hashes : bytes
        One byte for each of 192 orders of all runs: of the text's first run in that order. Empty
        where there is no text.
    """

    text_sha256: str
    hashes: bytes


def own_text(lesson: Lesson) -> str:
    """Give the letters that are a lesson's own.

    Parameters
    ----------
    lesson : Lesson

    Returns
    -------
    str
        Title and fields without headings, tags, names of places and of the owner, numbers, months,
        spaces and signs; ำ as า, since pages lose it.

    Examples
    --------
    >>> own_text(Lesson(id="a", source_file="", source_lines=[], title="ออมที่ อ.ปัว ปี 2556"))
    'ออมที่ปี'
    """
    text = clean_text(" ".join(_said(lesson))).lower()
    for pattern in owner_names((lesson.owner or "").lower()):
        text = pattern.sub(" ", text)
    text = _without_places(text)
    for name in filter(None, (lesson.district, lesson.province)):
        text = text.replace(name.lower(), " ")
    text = _MONTH.sub(" ", _HOME.sub(" ", text))
    return _NO_LETTER.sub("", text.replace("ำ", "า"))


def sketch_of(text: str) -> Sketch:
    """Give the sketch of a text.

    Parameters
    ----------
    text : str
        As `own_text`.

    Examples
    --------
    >>> sketch_of("ออม").hashes, len(sketch_of("ออมทรัพย์เพื่อการผลิต").hashes)
    (b'', 192)
    """
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Sketch(digest, _least(text) if len(text) >= _RUN else b"")


def likeness(one: str, other: str) -> float:
    """Give the share of two texts that both have, 0 to 1.

    Parameters
    ----------
    one, other : str
        As `own_text`; 0.0 where either is shorter than five letters.

    Examples
    --------
    >>> likeness("กขคงจฉ", "กขคงจฉ"), likeness("กขคงจฉ", "กขคงจช"), likeness("", "")
    (1.0, 0.5, 0.0)
    """
    return _likeness(_runs(one), _runs(other))


def find_copies(
    sketches: Mapping[str, Sketch],
    *,
    text_of: Callable[[str], str],
    renewals: Collection[tuple[str, str]] = (),
) -> dict[str, str]:
    """Give the lessons that nearly repeat an earlier one.

    Parameters
    ----------
    sketches : mapping
        By the id of a lesson, in the order in which they are told apart: the first is the original.
    text_of : callable
        Gives `own_text` by id; asked for those only that may be copies.
    renewals : collection of (str, str)
        Ids of a lesson and of the older one whose place it took: it is no copy of that.

    Returns
    -------
    dict
        By the id of a copy, the id of the earliest lesson that it nearly repeats.
    """
    import numpy as np  # as in `_runs`

    renewed, copies = {*renewals}, {}
    names = [name for name, sketch in sketches.items() if sketch.hashes]
    hashes = np.array([[*sketches[name].hashes] for name in names], dtype=np.uint8)
    runs = cache(lambda name: _runs(text_of(name)))
    for number, name in enumerate(names):
        equal = np.count_nonzero(hashes[:number] == hashes[number], axis=1)
        for at in np.flatnonzero(equal >= _LEAST_EQUAL).tolist():
            other = names[at]
            is_same = sketches[other].text_sha256 == sketches[name].text_sha256
            if (name, other) in renewed:
                continue
            if is_same or _likeness(runs(name), runs(other)) > COPY_OVER:
                copies[name] = other
                break
    return copies


def _said(lesson: Lesson) -> Iterator[str]:
    for name in _SAID:
        value = getattr(lesson, name)
        yield from [value] if isinstance(value, str) else value or ()


def _without_places(text: str) -> str:
    """Leave out names of places that stand behind a word for a place, and the word."""
    names, pieces, at = _place_names(), [], 0
    for found in _PLACE_WORD.finditer(text):
        if found.start() < at:
            continue
        first = found.end()
        ends = range(min(len(text), first + _LONGEST_PLACE), first, -1)
        end = next((end for end in ends if text[first:end] in names), None)
        if end:
            pieces += [text[at : found.start()], " "]
            at = end
    return "".join([*pieces, text[at:]])


@cache
def _place_names() -> frozenset[str]:
    """Give the names of all provinces, districts and subdistricts, abolished ones too."""
    return frozenset(place.name_th.lower() for place in known().values())


def _runs(text: str) -> "np.ndarray":
    """Give a text's runs of five letters as numbers, each once, in order."""
    import numpy as np  # imported here: 60 ms, and only a changed lesson needs it

    letters = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    rows = [letters[at : len(letters) - _RUN + 1 + at] << np.uint64(12 * at) for at in range(_RUN)]
    return np.unique(np.bitwise_or.reduce(rows)) if len(letters) >= _RUN else letters[:0]


def _likeness(runs: "np.ndarray", others: "np.ndarray") -> float:
    import numpy as np  # as in `_runs`

    both = len(runs) + len(others)
    common = np.intersect1d(runs, others, assume_unique=True)
    return 2 * len(common) / both if both else 0.0


def _least(text: str) -> bytes:
    import numpy as np  # as in `_runs`

    runs = _mixed(_runs(text)).astype(np.uint32)
    times, plus = _orders()
    least = np.full(_HASHES, np.iinfo(np.uint32).max)
    for at in range(0, len(runs), _AT_ONCE):
        hashes = times[:, None] * runs[None, at : at + _AT_ONCE] + plus[:, None]
        least = np.minimum(least, hashes.min(axis=1))
    return least.astype(np.uint8).tobytes()


def _mixed(numbers: "np.ndarray") -> "np.ndarray":
    """Spread numbers evenly (the last steps of SplitMix64)."""
    import numpy as np  # as in `_runs`

    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return numbers ^ (numbers >> np.uint64(31))


@cache
def _orders() -> tuple["np.ndarray", "np.ndarray"]:
    import numpy as np  # as in `_runs`

    both = _mixed(np.arange(1, 2 * _HASHES + 1, dtype=np.uint64)).astype(np.uint32)
    times, plus = np.split(both, 2)
    return times | np.uint32(1), plus
