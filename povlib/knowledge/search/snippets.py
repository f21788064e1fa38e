"""The sentence of a lesson that answers a query best, with the words that were found marked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from povlib.knowledge.lesson import Lesson
from povlib.knowledge.search.asking import Catalogue, Question
from povlib.knowledge.search.index import hidden, written
from povlib.knowledge.search.meanings import Meanings, features, plain
from povlib.knowledge.search.words import spans

__all__ = ["Part", "Snippet", "marked", "wanted", "write_snippet"]

_LONGEST = 160
_LOOKED_AT = 3
_LAST = ("title", "province", "tags", "unplaced")


@dataclass(frozen=True)
class Part:
    """A piece of text, found or not."""

    text: str
    is_match: bool


@dataclass(frozen=True)
class Snippet:
    """The field it stands in, and its pieces; together they are the sentence."""

    field: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Wanted:
    """What is marked.

    Attributes
    ----------
    features : mapping
        By feature, the information of the word of the query that it answers.
    surfaces : mapping
        By a word as lessons write it, the same: to find sentences without cutting them.
    """

    features: Mapping[str, float]
    surfaces: Mapping[str, float]


def wanted(asked: Sequence[Question], *, catalogue: Catalogue, meanings: Meanings) -> Wanted:
    """Give what snippets of a query mark: the words that answer it and those that mean the same.

    Parameters
    ----------
    asked : sequence of Question
    catalogue : Catalogue
    meanings : Meanings
    """
    found: dict[str, float] = {}
    for question in asked:
        for number, share in question.answers.items():
            one = catalogue.index.features[number]
            found[one] = max(found.get(one, 0.0), share * question.information)
    surfaces: dict[str, float] = {}
    for one, worth in found.items():
        for word in meanings.groups.get(one, (one,)):
            for surface in (word, word.replace("ำ", "า")):
                surfaces[surface] = max(surfaces.get(surface, 0.0), worth)
    return Wanted(found, surfaces)


def write_snippet(lesson: Lesson, *, want: Wanted, meanings: Meanings) -> Snippet:
    """Give the sentence that answers best, numbers and names of people hidden.

    Parameters
    ----------
    lesson : Lesson
    want : Wanted
    meanings : Meanings

    Returns
    -------
    Snippet
        Of the body where it has a word that was found, else of the title or the place; the
        earlier one where two are as good.
    """
    best, most = None, 0.0
    for promise, field, text in _promising(lesson, want):
        # Hiding people and cutting words is what costs time here.
        if promise <= most or (best and field in _LAST):
            continue
        sentence = _best_sentence(hidden(field, text, of=lesson), want)
        worth, parts = _read(sentence, want, meanings)
        if worth > most:
            best, most = Snippet(field, parts), worth
    if best is None:
        title = hidden("title", lesson.title or "", of=lesson)
        best = Snippet("title", marked(title, want=want, meanings=meanings))
    return best


def marked(text: str, *, want: Wanted, meanings: Meanings) -> tuple[Part, ...]:
    """Cut a text into what was found and what lies between.

    Parameters
    ----------
    text : str
    want : Wanted
    meanings : Meanings

    Returns
    -------
    tuple of Part
        Their texts together are the text.
    """
    return _read(text, want, meanings)[1]


def _read(text: str, want: Wanted, meanings: Meanings) -> tuple[float, tuple[Part, ...]]:
    """Give the information of the different words found, and the text with them marked."""
    pieces: list[tuple[int, int]] = []
    found: set[str] = set()
    for first, end, word in spans(text, meanings=meanings):
        met = want.features.keys() & features(word, meanings=meanings)
        if met:
            found |= met
            if pieces and pieces[-1][1] == first:
                first = pieces.pop()[0]
            pieces.append((first, end))
    # in the order of the query, so that a sum of the same words is the same
    worth = sum(worth for one, worth in want.features.items() if one in found)
    return worth, tuple(_parts(text, pieces))


def _parts(text: str, pieces: Sequence[tuple[int, int]]) -> Iterator[Part]:
    last = 0
    for first, end in pieces:
        if first > last:
            yield Part(text[last:first], is_match=False)
        yield Part(text[first:end], is_match=True)
        last = end
    if last < len(text):
        yield Part(text[last:], is_match=False)


def _promising(lesson: Lesson, want: Wanted) -> list[tuple[float, str, str]]:
    """Give a few texts that may be told, the likeliest first, with what they may be worth."""
    texts = [
        (promise, field, text)
        for field, text in written(lesson)
        if (promise := _promise(plain(text), want))
    ]
    texts.sort(key=lambda one: (one[1] in _LAST, -one[0]))
    return texts[:_LOOKED_AT]


def _best_sentence(text: str, want: Wanted) -> str:
    """Give the sentence that promises most, the earlier one where two are as good."""
    return max(_sentences(text), key=lambda one: _promise(plain(one), want), default="")


def _promise(sentence: str, want: Wanted) -> float:
    """Give what a sentence may be worth, by the letters in it; cutting it into words is slower."""
    return sum(worth for word, worth in want.surfaces.items() if word in sentence)


def _sentences(text: str) -> Iterator[str]:
    """Give a text's lines, long ones in pieces that end at a space."""
    for line in text.splitlines():
        if not line.isprintable():
            line = "".join(letter if letter.isprintable() else " " for letter in line)
        line = line.strip()
        while len(line) > _LONGEST:
            at = line.rfind(" ", 1, _LONGEST)
            at = at if at > 0 else _LONGEST
            yield line[:at].strip()
            line = line[at:].strip()
        if line:
            yield line
