"""An index that a page carries, so that lessons are searched in a browser without a server.

It holds words and which lessons have them, and no sentence. A browser cuts a query by the very
words of the index, so that both sides cut alike whatever the browser knows of Thai.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from povlib.knowledge.search.meanings import Meanings, features, singular
from povlib.knowledge.search.words import cut
from povlib.thai import HIDDEN_TH

__all__ = ["TIERS", "OfflineIndex", "offline_index"]

TIERS = ("rest", "core", "tags", "title")
"""Where a word may stand in a lesson; what stands further right counts more."""


@dataclass(frozen=True)
class OfflineIndex:
    """Which lessons have which words.

    Attributes
    ----------
    features : tuple of str
        Words and keys ("#debt", "#3001"), sorted.
    lessons : tuple of tuple of int
        For each feature its lessons, rising: how many lessons on from the one before (the first
        from -1), less one, times four, plus the tier of its best place.
    means : mapping
        By a word that is more than itself, or another spelling: the numbers of the features that
        answer it whole, and of those that answer a part of it.
    idle : tuple of str
        Words that ask for nothing.
    """

    features: tuple[str, ...]
    lessons: tuple[tuple[int, ...], ...]
    means: Mapping[str, tuple[tuple[int, ...], tuple[int, ...]]]
    idle: tuple[str, ...]


def offline_index(
    lessons: Sequence[Mapping[str, Iterable[str]]], *, meanings: Meanings
) -> OfflineIndex:
    """Count in which lessons words stand, and how high.

    Parameters
    ----------
    lessons : sequence of mapping
        By a tier of `TIERS`, texts of the lesson; only what the public may read.
    meanings : Meanings

    Examples
    --------
    >>> from pathlib import Path
    >>> from povlib.knowledge.search.meanings import read_meanings
    >>> from povlib.params import LessonTerms, read_yaml
    >>> meanings = read_meanings(read_yaml(Path("params/lessons/terms.yml"), LessonTerms))
    >>> made = offline_index([{"title": ["ออมเงิน"]}, {"rest": ["ออมทุกเดือน"]}], meanings=meanings)
    >>> made.lessons[made.features.index("#savings")]
    (3, 0)
    """
    places: dict[str, dict[int, int]] = {}
    words: set[str] = set()
    for number, lesson in enumerate(lessons):
        for tier, texts in sorted(lesson.items(), key=lambda one: TIERS.index(one[0])):
            said = "\n".join(texts).replace(HIDDEN_TH, " ")
            found = set(cut(said, meanings=meanings))
            words |= found
            for feature in {one for word in found for one in _asked(word, meanings)}:
                places.setdefault(feature, {})[number] = TIERS.index(tier)
    numbers = {feature: at for at, feature in enumerate(sorted(places))}
    return OfflineIndex(
        features=tuple(numbers),
        lessons=tuple(_steps(places[feature]) for feature in numbers),
        means=_means(words | meanings.stands_for.keys(), numbers, meanings),
        idle=tuple(sorted(meanings.stop)),
    )


def _asked(word: str, meanings: Meanings) -> tuple[str, ...]:
    """Give a word's features; bare numbers ask for nothing in a page."""
    return (
        ()
        if word.replace(",", "").replace(".", "").isdigit()
        else features(word, meanings=meanings)
    )


def _steps(places: Mapping[int, int]) -> tuple[int, ...]:
    lessons = sorted(places)
    before = (-1, *lessons)
    return tuple(
        (lesson - last - 1) * len(TIERS) + places[lesson]
        for last, lesson in zip(before, lessons, strict=False)
    )


def _means(
    words: Iterable[str], numbers: Mapping[str, int], meanings: Meanings
) -> dict[str, tuple[tuple[int, ...], tuple[int, ...]]]:
    found = {}
    lost = {word: ill for ill, word in meanings.spelling.items() if word in numbers}
    for word in sorted({*words, *lost.values()}):
        meant = meanings.spelling.get(word, word)
        keys = meanings.stands_for.get(singular(meant, meanings=meanings), ())
        asked = [one for one in _asked(word, meanings) if one in numbers]
        whole = tuple(numbers[one] for one in asked if one in (meant, *keys))
        part = tuple(numbers[one] for one in asked if one not in (meant, *keys))
        if (whole or part) and (whole, part) != ((numbers.get(word),), ()):
            found[word] = (whole, part)
    return found
