"""Texts cut into words by nlpo3, with PyThaiNLP's dictionary, places and the programme's terms."""

import re
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from povlib.knowledge.search.meanings import Meanings, plain, singular

__all__ = ["cut", "spans"]

# Latin words are cut here: a dictionary would find "tak" in "taken". nlpo3 cuts all between them.
_UNITS = re.compile(r"[a-z][a-z0-9]*(?:[ '&/-][a-z0-9]+)*|[^a-z]+")
_LATIN = re.compile(r"[a-z0-9]+")
_LONGEST_PHRASE = 4


def cut(text: str, *, meanings: Meanings) -> list[str]:
    """Cut a text into words, spaces and signs.

    Parameters
    ----------
    text : str
    meanings : Meanings

    Returns
    -------
    list of str
        In small letters and Arabic digits; without what joins Latin words.

    Examples
    --------
    >>> from povlib.knowledge.search.meanings import read_meanings
    >>> from povlib.params import LessonTerms, read_yaml
    >>> meanings = read_meanings(read_yaml(Path("params/lessons/terms.yml"), LessonTerms))
    >>> cut("เงิน กข.คจ. ของ Smile Team", meanings=meanings)
    ['เงิน', ' ', 'กข.คจ.', ' ', 'ของ', ' ', 'smile team']
    """
    segment, dictionary = _engine(meanings.dictionary, meanings.version)
    found: list[str] = []
    for unit in _UNITS.findall(plain(text)):
        if "a" <= unit[0] <= "z":
            found += [word for _, _, word in _latin(unit, meanings)]
        else:
            found += segment(unit, dictionary)
    return found


def spans(text: str, *, meanings: Meanings) -> list[tuple[int, int, str]]:
    """Cut a text as `cut` does, with the place of each word in it.

    Parameters
    ----------
    text : str
    meanings : Meanings

    Returns
    -------
    list of (int, int, str)
        First letter, the one after the last, and the word.
    """
    segment, dictionary = _engine(meanings.dictionary, meanings.version)
    found = []
    for match in _UNITS.finditer(plain(text)):
        unit, at = match[0], match.start()
        if "a" <= unit[0] <= "z":
            found += [(at + first, at + end, word) for first, end, word in _latin(unit, meanings)]
            continue
        for word in segment(unit, dictionary):
            found.append((at, at + len(word), word))
            at += len(word)
    return found


def _latin(unit: str, meanings: Meanings) -> Iterator[tuple[int, int, str]]:
    """Give the words of a run of Latin words; a phrase with a meaning is one word."""
    words = [(match.start(), match.end(), match[0]) for match in _LATIN.finditer(unit)]
    at = 0
    while at < len(words):
        for length in range(min(_LONGEST_PHRASE, len(words) - at), 0, -1):
            phrase = " ".join(word for _, _, word in words[at : at + length])
            if length == 1 or singular(phrase, meanings=meanings) in meanings.stands_for:
                yield words[at][0], words[at + length - 1][1], phrase
                at += length
                break


@cache
def _engine(dictionary: str, name: str) -> tuple[Callable[..., list[str]], str]:
    """Have nlpo3 read a dictionary, which it takes from a file only and keeps by a name."""
    # Imported here: 25 ms, and only a search cuts texts into words.
    from nlpo3 import load_dict, segment

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "words.txt"
        file.write_text(dictionary, encoding="utf-8", newline="\n")
        load_dict(str(file), name)
    return segment, name
