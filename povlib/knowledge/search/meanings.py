"""What words stand for when lessons are searched: groups of terms, places, the right spelling.

A word's features are the word itself, the keys of what it stands for ("#debt", "#3001") and, of a
long term, the words within it. Texts and queries are both turned into features.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version

from povlib.areas import districts, provinces
from povlib.params import LessonTerms
from povlib.thai.wordlists import read_stop_words, read_word_lists

__all__ = ["Meanings", "features", "parts", "plain", "read_meanings", "singular"]

_SWAPPED = (*((chr(ord("๐") + digit), str(digit)) for digit in range(10)),)
_SWAPPED += tuple((space, " ") for space in "\t\r\xa0\u200b")
_BEFORE_PROVINCE = ("จังหวัด", "จ.", "จ. ")
_BEFORE_DISTRICT = ("อำเภอ", "อ.", "อ. ")
_LONG, _LONGEST_PART = 7, 20
_SHORTEST_LOST = 4


@dataclass(frozen=True)
class Meanings:
    """How texts are cut and what words mean.

    Attributes
    ----------
    version : str
        Changes when the dictionary, the terms, the places or a library does.
    dictionary : str
        Words that are not cut, one a line.
    stands_for : mapping
        By word, the keys ("#...") of its groups and places.
    spelling : mapping
        By a word that lost its ำ, the word.
    within : mapping
        By a long term, the words within it.
    groups : mapping
        By key, the words that stand for it.
    stop : frozenset of str
    ordinary : frozenset of str
        PyThaiNLP's words.
    """

    version: str
    dictionary: str
    stands_for: Mapping[str, tuple[str, ...]]
    spelling: Mapping[str, str]
    within: Mapping[str, tuple[str, ...]]
    groups: Mapping[str, tuple[str, ...]]
    stop: frozenset[str]
    ordinary: frozenset[str]


def plain(text: str) -> str:
    """Give a text in small letters and Arabic digits, as long as it was.

    Parameters
    ----------
    text : str

    Examples
    --------
    >>> plain("OTOP ปี ๒๕๕๗")
    'otop ปี 2557'
    """
    small = text.lower()
    if len(small) != len(text):
        small = "".join(one if len(one := letter.lower()) == 1 else letter for letter in text)
    # Fourteen searches are ten times as fast as str.translate is for Thai.
    for old, new in _SWAPPED:
        if old in small:
            small = small.replace(old, new)
    return small


def read_meanings(terms: LessonTerms) -> Meanings:
    """Give the meanings of words with a terms file, the places of Thailand and PyThaiNLP's words.

    Parameters
    ----------
    terms : LessonTerms
        As `params/lessons/terms.yml`.

    Returns
    -------
    Meanings
        Of the same terms the same, made once in a process (0.3 s).
    """
    return _meanings(terms.model_dump_json())


def features(word: str, *, meanings: Meanings) -> tuple[str, ...]:
    """Give what a word is searched by; nothing for stop words, signs and single letters.

    Parameters
    ----------
    word : str
        As `words.cut` gives it.
    meanings : Meanings

    Examples
    --------
    >>> from pathlib import Path
    >>> from povlib.params import LessonTerms, read_yaml
    >>> meanings = read_meanings(read_yaml(Path("params/lessons/terms.yml"), LessonTerms))
    >>> features("อช.", meanings=meanings)
    ('อช.', '#volunteer')
    >>> features("และ", meanings=meanings)
    ()
    """
    word = meanings.spelling.get(word, word)
    means = meanings.stands_for.get(singular(word, meanings=meanings), ())
    is_idle = word in meanings.stop or len(word) < 2 or not any(map(str.isalnum, word))
    if is_idle and not means:
        return ()
    own = () if word in meanings.stop else (word,)
    return tuple(dict.fromkeys((*own, *means, *meanings.within.get(word, ()))))


def parts(word: str, *, meanings: Meanings) -> tuple[str, ...]:
    """Give the words within a long word: the fewest that make it up, without stop words.

    Parameters
    ----------
    word : str
    meanings : Meanings

    Returns
    -------
    tuple of str
        Empty where it is short or not made of words.
    """
    return tuple(
        part for part in _fewest_words(word, meanings.ordinary) if part not in meanings.stop
    )


def singular(word: str, *, meanings: Meanings) -> str:
    """Give an English word without its s where only that has a meaning.

    Parameters
    ----------
    word : str
    meanings : Meanings
    """
    has_s = word.endswith("s") and word.isascii() and word not in meanings.stands_for
    return word[:-1] if has_s and word[:-1] in meanings.stands_for else word


@cache
def _meanings(terms_json: str) -> Meanings:
    terms = LessonTerms.model_validate_json(terms_json)
    ordinary = read_word_lists().ordinary - set(terms.not_words)
    groups = {f"#{key}": tuple(map(plain, words)) for key, words in terms.groups.items()}
    named = {word for words in groups.values() for word in words}
    groups |= dict(_places())
    stands_for: dict[str, list[str]] = {}
    for key, words in groups.items():
        for word in words:
            stands_for.setdefault(word, []).append(key)
    known = ordinary | {word for word in stands_for if not word.isascii()}
    spelling = dict(_lost_am(known))
    stop = (read_stop_words() | set(map(plain, terms.stop))) - named
    dictionary = "\n".join(sorted(known | spelling.keys()))
    return Meanings(
        version=_version(dictionary, terms_json),
        dictionary=dictionary,
        stands_for={word: tuple(dict.fromkeys(keys)) for word, keys in stands_for.items()},
        spelling=spelling,
        within={
            word: tuple(part for part in _fewest_words(word, ordinary) if part not in stop)
            for word in sorted(named)
        },
        groups=groups,
        stop=stop,
        ordinary=ordinary,
    )


def _places() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give the names of provinces and districts, Thai and English, with and without จังหวัด."""
    for province in provinces():
        yield _place(province.code, province.name_th, province.name_en, _BEFORE_PROVINCE)
        for one in districts(province.code):
            yield _place(one.code, one.name_th, one.name_en, _BEFORE_DISTRICT)


def _place(
    code: str, name_th: str, name_en: str, before: tuple[str, ...]
) -> tuple[str, tuple[str, ...]]:
    names = (name_th, *(prefix + name_th for prefix in before), plain(name_en))
    return f"#{code}", tuple(dict.fromkeys(names))


def _lost_am(words: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Give words as they stand after ำ was lost, where that is no word itself."""
    for word in sorted(words):
        if "ำ" in word and len(word) >= _SHORTEST_LOST:
            lost = word.replace("ำ", "า")
            if lost not in words:
                yield lost, word


def _version(dictionary: str, terms_json: str) -> str:
    libraries = [version(name) for name in ("nlpo3", "bm25s", "pythainlp", "geothai")]
    said = "\n".join([*libraries, terms_json, dictionary])
    return hashlib.sha256(said.encode()).hexdigest()


def _fewest_words(word: str, ordinary: frozenset[str]) -> tuple[str, ...]:
    if len(word) < _LONG:
        return ()
    best: list[tuple[str, ...] | None] = [(), *[None] * len(word)]
    for end in range(1, len(word) + 1):
        for first in range(max(0, end - _LONGEST_PART), end):
            piece, before = word[first:end], best[first]
            if before is None or piece == word or piece not in ordinary:
                continue
            if best[end] is None or len(before) + 1 < len(best[end] or ()):
                best[end] = (*before, piece)
    return best[-1] or ()
