"""What an index is made of, read from the lessons' files; by two processes where that is safe."""

import os
import re
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from povlib.knowledge.files import parse_lesson
from povlib.knowledge.history import text_sha256
from povlib.knowledge.lesson import Lesson
from povlib.knowledge.search.index import Card, counted_words, searched, searched_sha256
from povlib.knowledge.search.meanings import Meanings

__all__ = ["card_of", "gather", "read_searched", "text_without_raw"]

# What a search does not read is most of a file: where fields stand on the page, and the raw page.
_UNREAD = re.compile(r"^(?:evidence|repairs):[^\n]*\n(?:(?:[ -][^\n]*)?\n)*", flags=re.M)
_RAW = "\n## ข้อความเดิม\n"
# A second process takes 30 ms; so many lessons take a second.
_MANY, _FIRST, _AT_ONCE = 1000, 20, 100
_BETWEEN = "\x1f"

Gathered = tuple[list[Card], list[list[str]]]


def gather(
    folder: Path, names: Sequence[str], *, headings: Mapping[str, str], meanings: Meanings
) -> Gathered:
    """Read lessons and cut what is searched of them into words.

    Parameters
    ----------
    folder : pathlib.Path
    names : sequence of str
        Of the files.
    headings : mapping
        As `files.parse_lesson`.
    meanings : Meanings

    Returns
    -------
    list of Card, list of list of str
        One of each file, in their order.

    Raises
    ------
    InputError
        A file is damaged.
    """
    read = partial(_gather_here, folder, headings=dict(headings), meanings=meanings)
    if len(names) < _MANY or not _may_fork():
        return read(names)
    # What the first lessons make this process load, lists of words say, the copy has too.
    cards, words = read(names[:_FIRST])
    # nlpo3 holds the interpreter's lock, so threads would take turns.
    with ProcessPoolExecutor(1, mp_context=get_context("fork")) as other:
        more, others = _in_two(read, names[_FIRST:], other=other)
    return cards + more, words + others


def card_of(name: str, lesson: Lesson, *, said: Sequence[tuple[str, str]]) -> Card:
    """Give what an index knows of a lesson beside its words.

    Parameters
    ----------
    name : str
        Of the file.
    lesson : Lesson
    said : sequence of (str, str)
        As `searched`.
    """
    return Card(
        id=Path(name).stem,
        title=next((text for field, text in said if field == "title"), ""),
        district=lesson.district or "",
        province=lesson.province or "",
        text_sha256=text_sha256(lesson),
        searched_sha256=searched_sha256(said),
    )


def read_searched(path: Path, *, headings: Mapping[str, str]) -> Lesson:
    """Read a lesson without what a search does not read: evidence, repairs, the raw page.

    Parameters
    ----------
    path : pathlib.Path
    headings : mapping

    Raises
    ------
    InputError
        The file is damaged.
    """
    front, mark, body = text_without_raw(path).partition("\n---\n")
    text = _UNREAD.sub("", front + mark[:1]) + mark[1:] + body
    return parse_lesson(text, headings=headings, where=path.name)


def text_without_raw(path: Path) -> str:
    """Give a lesson's file down to the raw page.

    Parameters
    ----------
    path : pathlib.Path
    """
    return path.read_text(encoding="utf-8").partition(_RAW)[0]


def _may_fork() -> bool:
    """Tell whether a copy of this process would be sound: Linux, and no other thread at work."""
    if sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2:
        return False
    return len([*Path("/proc/self/task").iterdir()]) == 1


def _in_two(read: partial[Gathered], names: Sequence[str], *, other: Executor) -> Gathered:
    middle = len(names) // 2
    rest = other.submit(_packed, read, names[middle:])
    cards, words = read(names[:middle])
    try:
        more, packed = rest.result()
    except BrokenProcessPool:  # killed, for memory say: then it takes longer
        more, packed = _packed(read, names[middle:])
    return cards + more, words + [one.split(_BETWEEN) for one in packed]


def _packed(read: partial[Gathered], names: Sequence[str]) -> tuple[list[Card], list[str]]:
    """Give words as one text a lesson, which goes from process to process four times as fast."""
    cards, words = read(names)
    return cards, [_BETWEEN.join(each) for each in words]


def _gather_here(
    folder: Path, names: Sequence[str], *, headings: Mapping[str, str], meanings: Meanings
) -> Gathered:
    cards: list[Card] = []
    words: list[list[str]] = []
    # Step by step over a hundred lessons: what one step looks things up in stays at hand.
    for first in range(0, len(names), _AT_ONCE):
        own = names[first : first + _AT_ONCE]
        lessons = [read_searched(folder / name, headings=headings) for name in own]
        said = [searched(lesson) for lesson in lessons]
        cards += [
            card_of(name, lesson, said=each)
            for name, lesson, each in zip(own, lessons, said, strict=True)
        ]
        words += [counted_words(each, meanings=meanings) for each in said]
    return cards, words
