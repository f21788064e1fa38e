"""What an index is made of, read from the lessons' files; by two processes where that is safe."""

import gc
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Semaphore
from pathlib import Path

from povlib.errors import InputError
from povlib.knowledge.files import decoded, parse_lesson
from povlib.knowledge.history import text_sha256
from povlib.knowledge.lesson import Lesson
from povlib.knowledge.search.index import (
    Batch,
    Card,
    FeaturesOf,
    counted_words,
    numbered,
    searched,
    searched_sha256,
)
from povlib.knowledge.search.meanings import Meanings

__all__ = ["card_of", "gather", "read_searched", "text_without_raw"]

# What a search does not read is most of a file: where fields stand on the page, and the raw page.
_UNREAD = re.compile(r"^(?:evidence|repairs):[^\n]*\n(?:(?:[ -][^\n]*)?\n)*", flags=re.M)
_RAW = "\n## ข้อความเดิม\n"
# A second process takes 30 ms; so many lessons take half a second.
_MANY, _FIRST, _AT_ONCE = 1000, 20, 50


def gather(
    folder: Path, names: Sequence[str], *, headings: Mapping[str, str], meanings: Meanings
) -> list[Batch]:
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
    list of Batch
        Of all files, in their order.

    Raises
    ------
    InputError
        A file is damaged; the first of them is named.
    """
    known = FeaturesOf(meanings)
    read = partial(_read_batch, folder, headings=headings, meanings=meanings, known=known)
    # Step by step over some lessons: what one step looks things up in stays at hand.
    starts = range(_FIRST, len(names), _AT_ONCE)
    parts = [names[:_FIRST], *(names[at : at + _AT_ONCE] for at in starts)]
    with _no_collector():
        if len(names) < _MANY or not _may_fork():
            return [read(part) for part in parts]
        # What the first lessons make this process load, lists of words say, the copy has too.
        first = read(parts[0])
        return [first, *_in_two(read, parts[1:])]


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

    Raises
    ------
    InputError
        It is not UTF-8.
    """
    return decoded(path.read_bytes(), where=path.name).partition(_RAW)[0]


@contextmanager
def _no_collector() -> Iterator[None]:
    """Hold the search for cycles, here and in a copy: none are made here, and it takes time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _may_fork() -> bool:
    """Tell whether a copy of this process would be sound: Linux, and no other thread at work."""
    if sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2:
        return False
    return len([*Path("/proc/self/task").iterdir()]) == 1


def _in_two(read: partial[Batch], parts: Sequence[Sequence[str]]) -> list[Batch]:
    """Read parts from the first on; another process reads from the last on, till they meet."""
    # nlpo3 holds the interpreter's lock, so threads would take turns.
    fork = get_context("fork")
    left, (here, there) = fork.Semaphore(len(parts)), fork.Pipe(duplex=False)
    other = fork.Process(target=_send_last, args=(read, parts, left, there), daemon=True)
    other.start()
    there.close()
    # What `build_index` will import takes long; here the other process is at work meanwhile.
    import bm25s  # noqa: F401

    try:
        own = _taken(read, parts, left=left)
        return own + _received(here, read, parts[len(own) :])
    finally:
        other.kill()
        other.join()
        here.close()


def _taken(read: partial[Batch], parts: Sequence[Sequence[str]], *, left: Semaphore) -> list[Batch]:
    """Read parts while some are left; each process takes one at a time."""
    return [read(part) for part in parts if left.acquire(block=False)]


def _send_last(
    read: partial[Batch], parts: Sequence[Sequence[str]], left: Semaphore, there: Connection
) -> None:
    try:
        there.send(_taken(read, parts[::-1], left=left)[::-1])
    except InputError as error:
        there.send(error)


def _received(
    here: Connection, read: partial[Batch], parts: Sequence[Sequence[str]]
) -> list[Batch]:
    try:
        said: list[Batch] | InputError = here.recv()
    except EOFError:  # killed, for memory say: then it takes longer
        return [read(part) for part in parts]
    if isinstance(said, InputError):
        raise said
    return said


def _read_batch(
    folder: Path,
    names: Sequence[str],
    *,
    headings: Mapping[str, str],
    meanings: Meanings,
    known: FeaturesOf,
) -> Batch:
    lessons = [read_searched(folder / name, headings=headings) for name in names]
    said = [searched(lesson) for lesson in lessons]
    cards = [
        card_of(name, lesson, said=each)
        for name, lesson, each in zip(names, lessons, said, strict=True)
    ]
    words = (counted_words(each, meanings=meanings) for each in said)
    return numbered(words, cards=cards, features_of=known)
