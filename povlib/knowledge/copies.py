"""Lessons that nearly repeat an earlier one, also with other places, numbers or a few other words.

The likeness of two lessons is the share of their text that both have: of all runs of five letters
(each counted once), twice those in common over those of the one plus those of the other. Over 0.8
is a near copy. Sketches (MinHash) name the pairs that may be; only these are compared.
"""

import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from povlib import areas
from povlib.knowledge.lesson import LISTS, PROSE, Lesson
from povlib.knowledge.redaction import owner_names
from povlib.thai import MONTHS_SHORT_TH, MONTHS_TH, clean_text

if TYPE_CHECKING:
    import numpy as np

__all__ = ["COPY_OVER", "Sketch", "find_copies", "likeness", "own_text", "sketch_of"]

COPY_OVER = 0.8
_RUN = 5
# Of pairs just over 0.8 alike 1 in 6,000 shares no band, at 0.85 less than 1 in a million.
_BANDS, _ROWS = 40, 4
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
    bands : str
        Eight letters each; two texts of which four fifths are the same have one in common at the
        same place. "" where there is no text.
    """

    text_sha256: str
    bands: str


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
    for name in filter(None, (lesson.district, lesson.province)):
        text = text.replace(name, " ")
    text = _MONTH.sub(" ", _HOME.sub(" ", _without_places(text)))
    return _NO_LETTER.sub("", text.replace("ำ", "า"))


def sketch_of(text: str) -> Sketch:
    """Give the sketch of a text.

    Parameters
    ----------
    text : str
        As `own_text`.

    Examples
    --------
    >>> sketch_of("ออม").bands, len(sketch_of("ออมทรัพย์เพื่อการผลิต").bands)
    ('', 320)
    """
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Sketch(digest, _bands(text) if len(text) >= _RUN else "")


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
    runs, others = _runs(one), _runs(other)
    both = len(runs) + len(others)
    return 2 * len(runs & others) / both if runs and others else 0.0


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
    renewed = {*renewals}
    before: dict[tuple[int, str], list[int]] = {}
    names, copies = [*sketches], {}
    texts = cache(text_of)
    for number, (name, sketch) in enumerate(sketches.items()):
        keys = [*_keys(sketch)]
        maybe = sorted({other for key in keys for other in before.get(key, ())})
        for other in (names[one] for one in maybe):
            is_same = sketches[other].text_sha256 == sketch.text_sha256
            if (name, other) in renewed:
                continue
            if is_same or likeness(texts(name), texts(other)) > COPY_OVER:
                copies[name] = other
                break
        for key in keys:
            before.setdefault(key, []).append(number)
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
    """Give the names of all provinces, districts and subdistricts of today."""
    districts = [one for p in areas.provinces() for one in areas.districts(p.code)]
    subdistricts = [one for d in districts for one in areas.subdistricts(d.code)]
    places = [*areas.provinces(), *districts, *subdistricts]
    return frozenset(one.name_th.lower() for one in places)


def _runs(text: str) -> set[str]:
    return {text[at : at + _RUN] for at in range(len(text) - _RUN + 1)}


def _keys(sketch: Sketch) -> Iterable[tuple[int, str]]:
    return ((at, sketch.bands[at : at + 8]) for at in range(0, len(sketch.bands), 8))


def _bands(text: str) -> str:
    """Give the least of each of 160 hashes over a text's runs, four of them folded into a band."""
    import numpy as np  # imported here: 60 ms, and only a changed lesson needs it

    letters = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    runs = sum(letters[at : len(letters) - _RUN + 1 + at] << np.uint64(12 * at) for at in range(5))
    mixed = np.unique(_mixed(runs)).astype(np.uint32)
    times, plus = _hashes()
    least = (times[:, None] * mixed[None, :] + plus[:, None]).min(axis=1).astype(np.uint64)
    rows = least.reshape(_BANDS, _ROWS)
    bands = _mixed(rows @ np.array([1, 2**16 + 1, 2**33 + 3, 2**49 + 5], dtype=np.uint64))
    return "".join(f"{one & 0xFFFFFFFF:08x}" for one in bands.tolist())


def _mixed(numbers: "np.ndarray") -> "np.ndarray":
    """Spread numbers evenly (the last steps of SplitMix64)."""
    import numpy as np  # as in `_bands`

    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return numbers ^ (numbers >> np.uint64(31))


@cache
def _hashes() -> tuple["np.ndarray", "np.ndarray"]:
    import numpy as np  # as in `_bands`

    both = _mixed(np.arange(1, 2 * _BANDS * _ROWS + 1, dtype=np.uint64)).astype(np.uint32)
    times, plus = np.split(both, 2)
    return times | np.uint32(1), plus
