"""What lessons are about, told by words (`params/lessons/profile.yml`), and the occupations."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from povlib.errors import ParamsError
from povlib.params.lessons import LessonTerms
from povlib.params.model import FrozenModel, read_yaml

__all__ = [
    "FailureWords",
    "LessonProfile",
    "Occupation",
    "ProfileWords",
    "Theme",
    "WordSet",
    "read_lesson_profile",
    "read_occupations",
]

Confidence = Literal["confirmed", "unconfirmed"]


class WordSet(FrozenModel):
    """Words that speak for one thing.

    Attributes
    ----------
    terms : list of str
        Groups of `params/lessons/terms.yml`.
    words : list of str
        Words and phrases besides.
    """

    terms: list[str] = []
    words: list[str] = []


class Theme(WordSet):
    """A theme of lessons, with its name on screen."""

    label_th: str


class FailureWords(FrozenModel):
    """How a lesson says that something did not work.

    Attributes
    ----------
    fields : list of str
        Fields of a lesson that are looked at.
    words, hints : list of str
        One word is enough; of hints two.
    not_after : list of str
        Words of which none may stand shortly before ("so that it does not fail").
    """

    fields: list[str]
    words: list[str]
    hints: list[str]
    not_after: list[str]


class LessonProfile(FrozenModel):
    """How a lesson's fields and words tell what it is about.

    Attributes
    ----------
    weights : dict of str to float
        By field of a lesson, what a word found there counts.
    floor : float
        From this on a lesson is about a thing.
    causes, groups : dict of str to WordSet
        By cause (the four ท) and group of target households.
    themes : dict of str to Theme
    failure : FailureWords
    """

    weights: dict[str, float]
    floor: float
    causes: dict[Literal["attitude", "skill", "resource", "way_out"], WordSet]
    groups: dict[Literal["assist", "develop"], WordSet]
    themes: dict[str, Theme]
    failure: FailureWords


@dataclass(frozen=True)
class Occupation:
    """One occupation of the career handbook.

    Attributes
    ----------
    key, label_th : str
    words : tuple of str
        As plans and lessons call it.
    cost_baht : int
        To begin with, a household.
    months_to_income : int
        From the start to the first sale.
    skills_th, market_th, source_th : str
    confidence : str
        "unconfirmed": whoever shows the numbers says so.
    """

    key: str
    label_th: str
    words: tuple[str, ...]
    cost_baht: int
    months_to_income: int
    skills_th: str
    market_th: str
    source_th: str
    confidence: Confidence


@dataclass(frozen=True, eq=False)
class ProfileWords:
    """All that `knowledge.profile_of` needs to know of words.

    Attributes
    ----------
    profile : LessonProfile
    terms : LessonTerms
    occupations : tuple of Occupation
    """

    profile: LessonProfile
    terms: LessonTerms
    occupations: tuple[Occupation, ...]


class _Entry(FrozenModel):
    label_th: str
    words: list[str]
    cost_baht: int
    months_to_income: int
    skills_th: str
    market_th: str
    source_th: str | None = None
    confidence: Confidence | None = None


class _OccupationsFile(FrozenModel):
    source_th: str
    confidence: Confidence
    occupations: dict[str, _Entry]


def read_occupations(path: Path) -> tuple[Occupation, ...]:
    """Read the occupations, in the order of the file.

    Parameters
    ----------
    path : pathlib.Path
        As `params/lessons/occupations.yml`; an occupation without a source has the file's.

    Raises
    ------
    ParamsError
        The file is not there, a key is unknown, missing or of the wrong type, or two occupations
        have a word in common.

    Examples
    --------
    >>> found = read_occupations(Path("params/lessons/occupations.yml"))
    >>> (found[0].label_th, found[0].cost_baht, found[0].confidence)
    ('ปลูกผักปลอดสารพิษ', 3000, 'unconfirmed')
    """
    file = read_yaml(path, _OccupationsFile)
    words = [word for entry in file.occupations.values() for word in entry.words]
    twice = sorted({word for word in words if words.count(word) > 1})
    if twice:
        raise ParamsError("คำหนึ่งอยู่ได้อาชีพเดียว", got=", ".join(twice), where=str(path))
    return tuple(_occupation(key, entry, file) for key, entry in file.occupations.items())


def read_lesson_profile(path: Path) -> ProfileWords:
    """Read what tells a lesson's profile, with the terms and occupations beside it.

    Parameters
    ----------
    path : pathlib.Path
        As `params/lessons/profile.yml`; `terms.yml` and `occupations.yml` lie in the same folder.

    Raises
    ------
    ParamsError
        A file is not there, a key is unknown, missing or of the wrong type, or a group of terms
        that is named is not in `terms.yml`.

    Examples
    --------
    >>> words = read_lesson_profile(Path("params/lessons/profile.yml"))
    >>> words.profile.themes["debt"].label_th
    'แก้หนี้'
    """
    profile = read_yaml(path, LessonProfile)
    terms = read_yaml(path.with_name("terms.yml"), LessonTerms)
    sets = [*profile.causes.values(), *profile.groups.values(), *profile.themes.values()]
    unknown = sorted({name for one in sets for name in one.terms} - terms.groups.keys())
    if unknown:
        raise ParamsError(
            "กลุ่มคำต้องมีอยู่ใน terms.yml",
            got=", ".join(unknown),
            where=str(path),
            todo="แก้ชื่อกลุ่ม หรือเติมกลุ่มนั้นใน terms.yml",
        )
    return ProfileWords(profile, terms, read_occupations(path.with_name("occupations.yml")))


def _occupation(key: str, entry: _Entry, file: _OccupationsFile) -> Occupation:
    said = entry.model_dump(exclude={"words", "source_th", "confidence"})
    return Occupation(
        key=key,
        words=tuple(entry.words),
        source_th=entry.source_th or file.source_th,
        confidence=entry.confidence or file.confidence,
        **said,
    )
