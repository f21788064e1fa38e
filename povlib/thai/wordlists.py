"""Words and given names of PyThaiNLP, read from its files without importing the package.

They tell a name after a title from an ordinary word. Read at first use (80 ms), then kept.
"""

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from povlib.errors import PovError

__all__ = ["WordLists", "read_stop_words", "read_word_lists", "words_file"]

_LONGEST = 24


@dataclass(frozen=True)
class WordLists:
    """Sets of Thai words; nothing in them is longer than `longest` letters.

    Attributes
    ----------
    ordinary : frozenset of str
    given_names, family_names : frozenset of str
    longest : int
    """

    ordinary: frozenset[str]
    given_names: frozenset[str]
    family_names: frozenset[str]
    longest: int = _LONGEST


@cache
def read_word_lists() -> WordLists:
    """Read the lists.

    Raises
    ------
    PovError
        PyThaiNLP is not installed, or has no such lists.

    Examples
    --------
    >>> lists = read_word_lists()
    >>> "สมชาย" in lists.given_names, "สมชาย" in lists.ordinary
    (True, False)
    """
    folder = _corpus()
    given = _words(folder / "person_names_male_th.txt", folder / "person_names_female_th.txt")
    return WordLists(
        ordinary=_words(words_file()),
        given_names=given,
        family_names=_words(folder / "family_names_th.txt"),
    )


@cache
def read_stop_words() -> frozenset[str]:
    """Read the words that say nothing of a text's subject.

    Raises
    ------
    PovError
        PyThaiNLP is not installed, or has no such list.

    Examples
    --------
    >>> {"และ", "ของ"} <= read_stop_words()
    True
    """
    return _words(_corpus() / "stopwords_th.txt")


def words_file() -> Path:
    """Give the file of ordinary words, one a line.

    Raises
    ------
    PovError
        PyThaiNLP is not installed.
    """
    return _corpus() / "words_th.txt"


def _corpus() -> Path:
    package = find_spec("pythainlp")
    if package is None or package.origin is None:
        raise PovError("pythainlp must be installed", todo="install povlib with its dependencies")
    return Path(package.origin).parent / "corpus"


def _words(*paths: Path) -> frozenset[str]:
    lines = (line for path in paths for line in path.read_text(encoding="utf-8").splitlines())
    return frozenset(word for line in lines if 1 < len(word := line.strip()) <= _LONGEST)
