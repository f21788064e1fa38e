"""The index of lessons: bm25s's weights of words in lessons, and which words look alike.

Words stand in it as features (`meanings.features`). The texts themselves do not.
"""

import hashlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from povlib.knowledge.lesson import LISTS, PROSE, Lesson
from povlib.knowledge.redaction import hidden_byline, hidden_people
from povlib.knowledge.search.meanings import Meanings, features
from povlib.knowledge.search.words import cut
from povlib.thai import HIDDEN_TH

if TYPE_CHECKING:
    import numpy as np

__all__ = [
    "Batch",
    "Card",
    "FeaturesOf",
    "Index",
    "build_index",
    "counted_words",
    "hidden",
    "numbered",
    "searched",
    "searched_sha256",
    "written",
]

_TITLE_COUNTS = 3


@dataclass(frozen=True)
class Card:
    """What an index knows of a lesson beside its words.

    Attributes
    ----------
    id, title, district, province : str
        Persons are hidden in the title.
    text_sha256, searched_sha256 : str
        Of the text as the history knows it, and of what is searched.
    """

    id: str
    title: str
    district: str
    province: str
    text_sha256: str
    searched_sha256: str


@dataclass(frozen=True)
class Batch:
    """Some lessons with the features of their words, as small as they go between processes.

    Attributes
    ----------
    cards : tuple of Card
    features : tuple of str
        Different ones, in the order they are met.
    numbers : array.array
        The lessons' features as places in `features`, as often as they are met: those of the
        first lesson, of the next, ...
    ends : tuple of int
        Where those of each lesson end.
    """

    cards: tuple[Card, ...]
    features: tuple[str, ...]
    numbers: "array[int]"
    ends: tuple[int, ...]


@dataclass(frozen=True)
class Index:
    """Weights by feature and lesson: for feature f, `lessons` and `weights` from bounds[f] on.

    Attributes
    ----------
    cards : tuple of Card
        Lessons, in the order they are numbered.
    features : tuple of str
        In the order they are numbered.
    bounds, lessons : numpy.ndarray
        Integers, of len(features) + 1, and one for each weight.
    weights : numpy.ndarray
        BM25 (Lucene's variant), float32.
    """

    cards: tuple[Card, ...]
    features: tuple[str, ...]
    bounds: "np.ndarray"
    lessons: "np.ndarray"
    weights: "np.ndarray"


def searched(lesson: Lesson) -> tuple[tuple[str, str], ...]:
    """Give the texts of a lesson that are searched, with their fields.

    Names of people and numbers are not searched: whether one may be named is the owner's to say.

    Parameters
    ----------
    lesson : Lesson

    Returns
    -------
    tuple of (str, str)
        Field and text, persons hidden; one for each point of a list. The place comes as field
        "province".
    """
    return tuple((field, hidden(field, text, of=lesson)) for field, text in written(lesson))


def written(lesson: Lesson) -> Iterator[tuple[str, str]]:
    """Give the texts of `searched` as they are written, persons and all: not to be shown.

    Parameters
    ----------
    lesson : Lesson
    """
    values = vars(lesson)
    texts = (("title", values["title"]), ("office", values["office"]))
    yield from (pair for pair in texts if pair[1] is not None)
    yield from ((field, values[field]) for field in PROSE if values[field] is not None)
    yield from ((field, point) for field in LISTS for point in values[field])
    yield from (("unplaced", line) for line in values["unplaced"])
    if place := " ".join(filter(None, (lesson.district, lesson.province))):
        yield "province", place


def hidden(field: str, text: str, *, of: Lesson) -> str:
    """Give a text of `written` without persons.

    Parameters
    ----------
    field, text : str
    of : Lesson
    """
    if field == "province":
        return text
    line = hidden_byline(text) if field == "unplaced" else text
    return hidden_people(line, owner=of.owner)


def searched_sha256(said: Iterable[tuple[str, str]]) -> str:
    """Give the checksum of what is searched of a lesson.

    Parameters
    ----------
    said : iterable of (str, str)
        As `searched`.
    """
    return hashlib.sha256("\x1f".join(text for _, text in said).encode()).hexdigest()


def counted_words(said: Sequence[tuple[str, str]], *, meanings: Meanings) -> list[str]:
    """Cut what is searched of a lesson into words, as often as they count.

    Parameters
    ----------
    said : sequence of (str, str)
        As `searched`.
    meanings : Meanings

    Returns
    -------
    list of str
        A title's words three times.
    """
    title = "\n".join(text for field, text in said if field == "title")
    # One long text is cut a fifth faster than its lines.
    rest = "\n".join(text for field, text in said if field != "title")
    words, more = (cut(one.replace(HIDDEN_TH, " "), meanings=meanings) for one in (title, rest))
    return words * _TITLE_COUNTS + more


class FeaturesOf(dict[str, tuple[str, ...]]):
    """By word, its features; each word is looked up once.

    Parameters
    ----------
    meanings : Meanings
    """

    def __init__(self, meanings: Meanings) -> None:
        super().__init__()
        self._meanings = meanings

    def __missing__(self, word: str) -> tuple[str, ...]:
        self[word] = features(word, meanings=self._meanings)
        return self[word]


def numbered(
    words: Iterable[Iterable[str]],
    *,
    cards: Sequence[Card],
    features_of: Mapping[str, tuple[str, ...]],
) -> Batch:
    """Give the features of the words of some lessons as numbers.

    Parameters
    ----------
    words : iterable of iterable of str
        Of each lesson, as `counted_words`.
    cards : sequence of Card
        One for each lesson.
    features_of : mapping
        By word, as `FeaturesOf`.

    Returns
    -------
    Batch
    """
    places = _Places()
    numbers, ends = array("i"), []
    for each in words:
        found = chain.from_iterable(map(features_of.__getitem__, each))
        numbers.extend(map(places.__getitem__, found))
        ends.append(len(numbers))
    return Batch(tuple(cards), tuple(places), numbers, tuple(ends))


def build_index(batches: Sequence[Batch]) -> Index:
    """Weigh the words of lessons.

    Parameters
    ----------
    batches : sequence of Batch

    Returns
    -------
    Index
    """
    # Imported here: 60 ms, and only making an index needs it; a query reads the weights.
    from bm25s import BM25

    cards = tuple(chain.from_iterable(batch.cards for batch in batches))
    made = _Places()
    counted = [each for batch in batches for each in _counted(batch, made)]
    if not made:
        return _empty(cards)
    scores = BM25(method="lucene").build_index_from_ids(
        unique_token_ids=range(len(made)), corpus_token_ids=counted, show_progress=False
    )
    return Index(
        cards=cards,
        features=tuple(made),
        bounds=scores["indptr"],
        lessons=scores["indices"],
        weights=scores["data"],
    )


class _Places(dict[str, int]):
    """By feature, its place in the order they are met."""

    def __missing__(self, feature: str) -> int:
        self[feature] = len(self)
        return self[feature]


def _counted(batch: Batch, made: _Places) -> Iterator[list[int]]:
    """Give the numbers of each lesson's features among all that are `made`."""
    known = [made[feature] for feature in batch.features]
    for first, end in pairwise((0, *batch.ends)):
        yield [known[number] for number in batch.numbers[first:end]]


def _empty(cards: tuple[Card, ...]) -> Index:
    import numpy as np  # as in `build_index`

    none = np.zeros(0, dtype=np.int32)
    return Index(cards, (), np.zeros(1, dtype=np.int32), none, none.astype(np.float32))
