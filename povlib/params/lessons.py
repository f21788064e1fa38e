"""How pages of lessons are laid out and damaged (`params/lessons/*.yml`)."""

import re
from typing import Literal

from pydantic import field_validator

from povlib.params.model import FrozenModel

__all__ = [
    "EthicsQuestion",
    "LessonEthics",
    "LessonField",
    "LessonLabels",
    "LessonRepairs",
    "LessonTerms",
]


class LessonField(FrozenModel):
    """One field of a lesson as pages write it.

    Attributes
    ----------
    heading_th : str
        Its heading in a lesson's file, a brief and a form.
    part : str
        "head" (the value stands beside the label or under it), "body" (what follows), or "holder"
        (a heading over other headings).
    labels : list of str
        Wordings, without number, parentheses or colon.
    starts_record : bool
        A second one on a page begins another lesson.
    inline : bool
        The value of a body field may follow its label after a single space.
    holds : str
        For a holder: the field that its own text goes to.
    """

    heading_th: str
    part: Literal["head", "body", "holder"]
    labels: list[str]
    starts_record: bool = False
    inline: bool = False
    holds: str = ""


class LessonLabels(FrozenModel):
    """The wordings of labels and the lines of a page that belong to no lesson.

    Attributes
    ----------
    fields : dict
        `LessonField` by its key.
    tails : list of str
        What may follow a label without changing what it means.
    menu : list of str
        Words of a site's menus; a line of nothing else is none of a lesson's.
    columns : list of str
        What the headings of a table's columns begin with.
    chrome, ends, separators : list of str
        Regular expressions for whole lines.
    """

    fields: dict[str, LessonField]
    tails: list[str]
    menu: list[str]
    chrome: list[str]
    ends: list[str]
    separators: list[str]
    columns: list[str] = []

    @field_validator("chrome", "ends", "separators")
    @classmethod
    def _compiles(cls, patterns: list[str]) -> list[str]:
        for pattern in patterns:
            try:
                re.compile(pattern)
            except re.error as error:
                raise ValueError(f"{pattern}: {error}") from error
        return patterns


class LessonRepairs(FrozenModel):
    """Words as pages have them when ำ was lost, each with the word that was meant."""

    lost_am: dict[str, str]


class EthicsQuestion(FrozenModel):
    """A question to ask where a practice could shame or frighten people.

    Attributes
    ----------
    key, question_th : str
    words : list of str
        Regular expressions; the question is asked where one is found in the text without spaces.
    """

    key: str
    question_th: str
    words: list[str]


class LessonEthics(FrozenModel):
    """All questions of `params/lessons/ethics.yml`."""

    questions: list[EthicsQuestion]


class LessonTerms(FrozenModel):
    """Words of the programme for searching.

    Attributes
    ----------
    groups : dict
        By a key, words and abbreviations (Thai and English) that mean the same.
    stop : list of str
        Words that are not searched for.
    not_words : list of str
        Words of the dictionary by which texts would be cut wrongly.
    """

    groups: dict[str, list[str]]
    stop: list[str]
    not_words: list[str]
