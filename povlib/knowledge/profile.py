"""What a lesson is about: causes, groups, occupations, themes, and whether it tells of a failure.

Words are cut as for the search and matched as rows of words, so that ปลา is not found in ปลายปี.
What a word counts depends on the field it stands in; deep in a story it counts little.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from povlib.errors import ParamsError
from povlib.knowledge.lesson import LISTS, PROSE, Lesson
from povlib.knowledge.search.meanings import Meanings, read_meanings, singular
from povlib.knowledge.search.words import cut
from povlib.params import LessonTerms, Occupation, ProfileWords, WordSet
from povlib.thai import clean_text

__all__ = ["Profile", "occupation_of", "profile_of"]

_FIELDS = frozenset(("title", *PROSE, *LISTS))
_KINDS = ("causes", "groups", "occupations", "themes")
_AGAIN = 0.5
_MOST_AGAIN = 2
"""A thing that a field names again counts half as much more, twice at most."""
_BEFORE = 3
"""How many words before a word of failure may take it back."""

Key = tuple[str, str]
"""What a phrase speaks for: kind (causes, groups, occupations, themes, failure) and key."""


@dataclass(frozen=True)
class Profile:
    """What a lesson is about.

    Attributes
    ----------
    causes : tuple of str
        Of the four ท: attitude, skill, resource, way_out.
    groups : tuple of str
        assist, develop.
    occupations, themes : tuple of str
        Keys of `occupations.yml` and `profile.yml`.
    is_failure : bool
        It tells of something that did not work.
    """

    causes: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    occupations: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    is_failure: bool = False


@dataclass(frozen=True)
class _Ready:
    """The words of a profile, cut: by phrase (a row of words) what it speaks for."""

    meanings: Meanings
    phrases: Mapping[tuple[str, ...], frozenset[Key]]
    longest: int


def profile_of(lesson: Lesson, *, words: ProfileWords) -> Profile:
    """Tell what a lesson is about.

    Parameters
    ----------
    lesson : Lesson
    words : ProfileWords
        As `params.read_lesson_profile` gives them.

    Returns
    -------
    Profile
        Keys in the order of the settings; empty where the words do not reach the floor.

    Notes
    -----
    A thing's score is the sum over fields of the field's weight, and half of it for each further
    time the field names it, twice at most. Exactly on the floor is enough.

    Examples
    --------
    >>> from pathlib import Path
    >>> from povlib.params import read_lesson_profile
    >>> words = read_lesson_profile(Path("params/lessons/profile.yml"))
    >>> lesson = Lesson(id="kr-1", source_file="a.txt", source_lines=[1, 2], title="เลี้ยงปลาปลายปี")
    >>> profile_of(lesson, words=words).occupations
    ('fish',)
    """
    ready = _ready(words)
    floor = words.profile.floor
    scores: dict[Key, float] = dict.fromkeys(_keys(words), 0.0)
    for name, weight in words.profile.weights.items():
        for key, times in _found(lesson, name, ready=ready).items():
            scores[key] += weight * (1 + _AGAIN * min(times - 1, _MOST_AGAIN))
    about = {
        kind: tuple(key for of, key in scores if of == kind and scores[of, key] >= floor)
        for kind in _KINDS
    }
    return Profile(**about, is_failure=_is_failure(lesson, ready=ready, words=words))


def occupation_of(text: str | None, *, occupations: tuple[Occupation, ...]) -> str | None:
    """Give the occupation that a plan names, by its key.

    Parameters
    ----------
    text : str or None
        As the register has it; of several occupations the first counts.
    occupations : tuple of Occupation

    Returns
    -------
    str or None
        None where nothing, or none of the occupations, is named.

    Notes
    -----
    A text that is no more than a word of an occupation is looked up; only others are cut, which
    takes 0.3 s once in a process.

    Examples
    --------
    >>> from pathlib import Path
    >>> from povlib.params import read_occupations
    >>> occupations = read_occupations(Path("params/lessons/occupations.yml"))
    >>> occupation_of("เลี้ยง ไก่พื้นเมือง", occupations=occupations)
    'chicken'
    >>> occupation_of("ปลายปีจะเลี้ยงโคขุนเพิ่ม 2 ตัว", occupations=occupations)
    'cattle'
    """
    said = clean_text(text or "")
    if not said:
        return None
    called = {word: one.key for one in occupations for word in (one.label_th, *one.words)}
    known = called.get(said.replace(" ", ""))
    if known:
        return known
    meanings = read_meanings(_as_terms(called))
    cut_words = (meanings.spelling.get(word, word) for word in cut(said, meanings=meanings))
    return next((called[word] for word in cut_words if word in called), None)


def _as_terms(called: Mapping[str, str]) -> LessonTerms:
    return LessonTerms(groups={"occupations": list(called)}, stop=[], not_words=[])


def _keys(words: ProfileWords) -> Iterator[Key]:
    for kind, sets in _sets(words).items():
        yield from ((kind, key) for key in sets)


def _sets(words: ProfileWords) -> dict[str, Mapping[str, WordSet]]:
    """Give the words of each kind by key."""
    profile = words.profile
    return {
        "causes": profile.causes,
        "groups": profile.groups,
        "themes": profile.themes,
        "occupations": {one.key: WordSet(words=list(one.words)) for one in words.occupations},
        "failure": {
            "words": WordSet(words=profile.failure.words),
            "hints": WordSet(words=profile.failure.hints),
        },
    }


@lru_cache(maxsize=2)
def _ready(words: ProfileWords) -> _Ready:
    fields = {*words.profile.weights, *words.profile.failure.fields}
    if unknown := sorted(fields - _FIELDS):
        raise ParamsError("ช่องของบทเรียนต้องเป็นช่องที่มี", got=", ".join(unknown), where="profile.yml")
    meanings = read_meanings(words.terms)
    phrases: dict[tuple[str, ...], set[Key]] = {}
    for kind, sets in _sets(words).items():
        for key, one in sets.items():
            ours = [word for name in one.terms for word in words.terms.groups[name]]
            for word in (*one.words, *ours):
                phrases.setdefault(_cut(word, meanings), set()).add((kind, key))
    return _Ready(
        meanings=meanings,
        phrases={phrase: frozenset(keys) for phrase, keys in phrases.items()},
        longest=max(map(len, phrases)),
    )


def _cut(text: str, meanings: Meanings) -> tuple[str, ...]:
    found = (word for word in cut(text, meanings=meanings) if not word.isspace())
    return tuple(singular(meanings.spelling.get(w, w), meanings=meanings) for w in found)


def _found(lesson: Lesson, name: str, *, ready: _Ready) -> Counter[Key]:
    """Count how often a field speaks for each thing."""
    rows = (_cut(text, ready.meanings) for text in _texts(lesson, name))
    return Counter(key for row in rows for _, key in set(_spoken(row, ready=ready)))


def _texts(lesson: Lesson, name: str) -> list[str]:
    said = getattr(lesson, name)
    return said if isinstance(said, list) else [said or ""]


def _spoken(row: tuple[str, ...], *, ready: _Ready) -> Iterator[tuple[int, Key]]:
    """Give what the phrases of a text speak for, each with the place where it begins."""
    for first in range(len(row)):
        for length in range(1, ready.longest + 1):
            for key in ready.phrases.get(row[first : first + length], ()):
                yield first, key


def _is_failure(lesson: Lesson, *, ready: _Ready, words: ProfileWords) -> bool:
    failure = words.profile.failure
    takes_back = {word for said in failure.not_after for word in _cut(said, ready.meanings)}
    counted: Counter[str] = Counter()
    for text in (text for name in failure.fields for text in _texts(lesson, name)):
        row = _cut(text, ready.meanings)
        for first, (kind, key) in set(_spoken(row, ready=ready)):
            if kind == "failure" and takes_back.isdisjoint(row[max(0, first - _BEFORE) : first]):
                counted[key] += 1
    return counted["words"] > 0 or counted["hints"] > 1
