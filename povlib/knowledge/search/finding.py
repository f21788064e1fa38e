"""Lessons looked for in a folder: the index made or read, the query asked, the answers written."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from povlib.errors import InputError
from povlib.knowledge.files import parse_body
from povlib.knowledge.history import Step, read_history, standing_of
from povlib.knowledge.lesson import Lesson, Status
from povlib.knowledge.search.asking import Catalogue, questions
from povlib.knowledge.search.gathering import card_of, gather, read_searched, text_without_raw
from povlib.knowledge.search.index import (
    Card,
    Index,
    build_index,
    searched,
)
from povlib.knowledge.search.likeness import build_likeness
from povlib.knowledge.search.meanings import Meanings, read_meanings
from povlib.knowledge.search.ranking import ranked
from povlib.knowledge.search.snippets import Part, marked, wanted, write_snippet
from povlib.knowledge.search.store import checksums, load_index, save_index
from povlib.params import LessonTerms

__all__ = ["Found", "Shelf", "find_lessons", "open_shelf"]

_GONE = ("withdrawn", "superseded")
_OWNER = re.compile(r"^owner: (.*)$", flags=re.M)


@dataclass(frozen=True)
class Shelf:
    """A folder of lessons that can be searched.

    Attributes
    ----------
    folder : pathlib.Path
    headings : mapping
        Thai heading of each field.
    meanings : Meanings
    catalogue : Catalogue
    standings : mapping
        Status by the id of a lesson.
    is_new : bool
        The index was made now.
    is_kept : bool
        It lies beside the lessons.
    """

    folder: Path
    headings: Mapping[str, str]
    meanings: Meanings
    catalogue: Catalogue
    standings: Mapping[str, Status]
    is_new: bool
    is_kept: bool


@dataclass(frozen=True)
class Found:
    """A lesson that answers a query.

    Attributes
    ----------
    rank : int
        1 is the best.
    id, title, district, province : str
        "" where the page did not say.
    status : str
        As the history decides.
    score : float
    field : str
        Where the snippet stands.
    title_parts, snippet : tuple of Part
        Pieces of text; those that were found are marked.
    """

    rank: int
    id: str
    title: str
    district: str
    province: str
    status: Status
    score: float
    field: str
    title_parts: tuple[Part, ...]
    snippet: tuple[Part, ...]


def open_shelf(folder: Path, *, headings: Mapping[str, str], terms: LessonTerms) -> Shelf:
    """Make ready to search a folder; its index is made anew where lessons or words changed.

    Parameters
    ----------
    folder : pathlib.Path
    headings : mapping
        As `files.parse_lesson`.
    terms : LessonTerms

    Raises
    ------
    InputError
        The folder holds no lesson, or a file is damaged.
    """
    files = checksums(folder)
    if not files:
        raise InputError(
            "โฟลเดอร์บทเรียนต้องมีแฟ้มบทเรียน",
            where=folder.as_posix(),
            todo="นำเข้าด้วย povlib lessons import",
        )
    meanings = read_meanings(terms)
    kept, noted = load_index(folder, version=meanings.version) or (None, {})
    index = kept if files == noted else _renewed(kept, noted, folder, files, headings)
    is_new, is_kept = index is None, True
    if index is None:
        index = _made(folder, [*files], headings, meanings)
    if index is not kept:
        is_kept = save_index(index, folder=folder, version=meanings.version, files=files)
    numbers = {feature: number for number, feature in enumerate(index.features)}
    catalogue = Catalogue(index, numbers, build_likeness(index.features))
    standings = _standings(index.cards, read_history(folder))
    return Shelf(folder, headings, meanings, catalogue, standings, is_new, is_kept)


def find_lessons(
    shelf: Shelf, *, query: str, most: int = 10, status: Status | None = None
) -> tuple[Found, ...]:
    """Give the lessons that answer a query, best first; none where all stay under the floor.

    Parameters
    ----------
    shelf : Shelf
    query : str
        Words or a whole question, Thai or English.
    most : int
    status : str, optional
        Only lessons that stand there. Withdrawn and superseded ones never appear.

    Returns
    -------
    tuple of Found
    """
    meanings, catalogue = shelf.meanings, shelf.catalogue
    asked = questions(query, catalogue=catalogue, meanings=meanings)
    if not asked:
        return ()
    want = wanted(asked, catalogue=catalogue, meanings=meanings)
    shown = _shown(shelf, ranked(asked, index=catalogue.index), status)
    found = []
    for rank, (card, score) in zip(range(1, most + 1), shown, strict=False):
        lesson = _told(card, shelf)
        snippet = write_snippet(lesson, want=want, meanings=meanings)
        found.append(
            Found(
                rank=rank,
                id=card.id,
                title=card.title,
                district=card.district,
                province=card.province,
                status=shelf.standings[card.id],
                score=round(score, 4),
                field=snippet.field,
                title_parts=marked(card.title, want=want, meanings=meanings),
                snippet=snippet.parts,
            )
        )
    return tuple(found)


def _shown(
    shelf: Shelf, lessons: Iterable[tuple[int, float]], status: Status | None
) -> Iterator[tuple[Card, float]]:
    for number, score in lessons:
        card = shelf.catalogue.index.cards[number]
        now = shelf.standings[card.id]
        if now not in _GONE and status in (None, now):
            yield card, score


def _renewed(
    kept: Index | None,
    noted: Mapping[str, str],
    folder: Path,
    files: Mapping[str, str],
    headings: Mapping[str, str],
) -> Index | None:
    """Give the index anew where only what is not searched changed: a step, a credit, a number."""
    if kept is None or noted.keys() != files.keys():
        return None
    cards = {card.id: card for card in kept.cards}
    for name in (name for name in files if files[name] != noted[name]):
        lesson = read_searched(folder / name, headings=headings)
        card = card_of(name, lesson, said=searched(lesson))
        if card.searched_sha256 != cards[card.id].searched_sha256:
            return None
        cards[card.id] = card
    return replace(kept, cards=tuple(cards.values()))


def _made(
    folder: Path, files: Sequence[str], headings: Mapping[str, str], meanings: Meanings
) -> Index:
    batches = gather(folder, files, headings=headings, meanings=meanings)
    return build_index(batches)


def _told(card: Card, shelf: Shelf) -> Lesson:
    """Give what is told of a lesson in an answer; its front matter is not read again."""
    path = shelf.folder / f"{card.id}.md"
    text = text_without_raw(path)
    told = parse_body(text, headings=shelf.headings, where=path.name)
    place = {"title": card.title, "district": card.district, "province": card.province}
    owner = _OWNER.search(text)
    told |= {"owner": owner[1].strip("'\"") if owner else None}
    return Lesson(id=card.id, source_file="", source_lines=[], **{**told, **place})


def _standings(cards: Iterable[Card], history: Iterable[Step]) -> dict[str, Status]:
    last = {step.lesson_id: step for step in history}
    return {card.id: standing_of(card.text_sha256, last.get(card.id)) for card in cards}
