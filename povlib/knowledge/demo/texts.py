"""The words of made-up lessons: themes with several wordings for each point, and how to fill them.

A text holds choices, `<a|b>`, numbers, `{20-40}` or `{300-900/50}` (in steps), and words that are
the same in the whole lesson, such as `{hh}`.
"""

import random
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

from povlib.params.model import FrozenModel, read_yaml

__all__ = ["Common", "Theme", "filled", "picked", "read_common", "read_themes"]

_FOLDER = "demo_lessons"
_CHOICE = re.compile(r"<([^<>]*)>")
_SLOT = re.compile(r"\{(?:(?P<word>[a-z]+)|(?P<low>\d+)-(?P<high>\d+)(?:/(?P<step>\d+))?)\}")

Point = str | list[str]
"""A text, or a text with its sub-points."""


class Theme(FrozenModel):
    """What lessons of one theme say.

    Attributes
    ----------
    key : str
    shapes : str
        Letters of the shapes that suit it.
    tags : list of str
        Words that the department's site would file it under.
    is_failure : bool
        It tells what did not work.
    weight : int
        How often it comes, beside the others.
    pools : dict
        By field of a lesson, wordings to choose from, in the order they would stand in.
    story : list of list of str
        Paragraphs of a story: wordings of the first, of the second and so on.
    """

    key: str
    shapes: str
    tags: list[str]
    is_failure: bool = False
    weight: int = 1
    pools: dict[str, list[Point]]
    story: list[list[str]] = []


class Common(FrozenModel):
    """What lessons of all themes choose from.

    Attributes
    ----------
    pools : dict
        As in `Theme`, taken where the theme has too few of its own.
    owners : list of str
        First names and surnames that nobody takes for real.
    surnames : list of str
    positions : list of str
    villages : list of str
    answers : dict
        To the questions of ethics, by key.
    plans : list of str
        What a district planned with another's lesson.
    reasons : list of str
        Why a lesson was withdrawn.
    """

    pools: dict[str, list[Point]]
    owners: list[str]
    surnames: list[str]
    positions: list[str]
    villages: list[str]
    answers: dict[str, str]
    plans: list[str]
    reasons: list[str]


class _Themes(FrozenModel):
    themes: list[Theme]


@cache
def read_themes() -> tuple[Theme, ...]:
    """Read all themes, in order of key.

    Examples
    --------
    >>> read_themes()[0].tags[0]
    'ดูแลชีวิต'
    """
    paths = sorted(_folder().glob("themes_*.yml"))
    found = [theme for path in paths for theme in read_yaml(path, _Themes).themes]
    return tuple(sorted(found, key=lambda theme: theme.key))


@cache
def read_common() -> Common:
    """Read what all themes choose from."""
    return read_yaml(_folder() / "common.yml", Common)


def filled(text: str, *, draw: random.Random, words: Mapping[str, str]) -> str:
    """Choose among a text's wordings and put numbers and words in.

    Parameters
    ----------
    text : str
    draw : random.Random
    words : mapping

    Examples
    --------
    >>> filled("ออม{d}วันละ<หนึ่ง> {5-5} บาท", draw=random.Random(1), words={"d": "ปัว"})
    'ออมปัววันละหนึ่ง 5 บาท'
    """
    chosen = _CHOICE.sub(lambda found: draw.choice(found[1].split("|")), text)
    return _SLOT.sub(
        lambda found: words[found["word"]] if found["word"] else _number(found, draw), chosen
    )


def picked(
    own: Sequence[Point], common: Sequence[Point], *, count: int, draw: random.Random
) -> list[Point]:
    """Pick points, at least half of them a theme's own where it has so many, in their order.

    Parameters
    ----------
    own, common : sequence
    count : int
        Fewer come where there are not so many.
    draw : random.Random
    """
    of_own = min(len(own), (count + 1) // 2 if common else count)
    found = [own[at] for at in sorted(draw.sample(range(len(own)), of_own))]
    more = min(len(common), count - of_own)
    return found + [common[at] for at in sorted(draw.sample(range(len(common)), more))]


def _number(found: re.Match[str], draw: random.Random) -> str:
    low, high = int(found["low"]), int(found["high"])
    return f"{draw.randrange(low, high + 1, int(found['step'] or 1)):,}"


def _folder() -> Path:
    return Path(str(files("povlib") / "resources" / _FOLDER))
