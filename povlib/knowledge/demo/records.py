"""What one made-up lesson says, field by field, before it is laid out as a page.

The same is what a perfect importer would read: tests grade ours against it.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass

from povlib.areas import area_name_th
from povlib.knowledge.demo.texts import Point, Theme, filled, picked, read_common
from povlib.knowledge.lesson import LISTS

__all__ = ["SHAPES", "Fields", "Place", "place_of", "write_fields", "write_owner"]

Fields = dict[str, str | list[str]]

SHAPES: Mapping[str, Mapping[str, tuple[int, int]]] = {
    "A": {
        "problem_area": (1, 1),
        "background": (1, 2),
        "process": (4, 6),
        "cautions": (1, 3),
        "techniques": (1, 2),
        "results": (1, 2),
        "knowledge_assets": (2, 3),
        "core_knowledge": (1, 2),
    },
    "B": {"objective": (1, 1), "process": (5, 7), "cautions": (2, 3)},
    "C": {
        "km_process": (2, 3),
        "objective": (1, 1),
        "background": (1, 1),
        "theory": (1, 2),
        "process": (4, 6),
        "results": (2, 3),
    },
    "D": {
        "knowledge_assets": (2, 3),
        "core_knowledge": (1, 2),
        "strategy": (1, 2),
        "rules": (1, 1),
    },
    "E": {
        "background": (1, 1),
        "objective": (1, 1),
        "process": (4, 6),
        "results": (1, 2),
        "success_factors": (1, 2),
        "problems": (1, 2),
        "recommendations": (1, 2),
    },
}
"""Fields of each shape in their order, with the fewest and the most points of each."""

_ONE_TEXT = ("title", "problem_area", "objective")
_OFFICES = (
    "สำนักงานพัฒนาชุมชนอำเภอ{d} จังหวัด{p}",
    "สำนักงานพัฒนาชุมชนอำเภอ{d} จังหวัด{p}",
    "สำนักงานพัฒนาชุมชนอำเภอ{d} จังหวัด{p}",
    "สพอ.{d} จ.{p}",
)


@dataclass(frozen=True)
class Place:
    """A district and its province by name."""

    district_code: str
    district: str
    province: str


def place_of(district_code: str) -> Place:
    """Give a district's names.

    Parameters
    ----------
    district_code : str
        Four digits.

    Examples
    --------
    >>> place_of("5503").province
    'น่าน'
    """
    return Place(district_code, area_name_th(district_code), area_name_th(district_code[:2]))


def write_fields(theme: Theme, *, shape: str, place: Place, draw: random.Random) -> Fields:
    """Write what a lesson says; the same draw in another place gives a copy with other names.

    Parameters
    ----------
    theme : Theme
    shape : str
        A key of `SHAPES`.
    place : Place
    draw : random.Random

    Returns
    -------
    dict
        Texts and lists of texts by field; sub-points are lines of their own.
    """
    words = _words(place, draw)
    fields: Fields = {}
    for key, (fewest, most) in {"title": (1, 1), **SHAPES[shape]}.items():
        count = draw.randint(fewest, most)
        common = read_common().pools.get(key, [])
        points = picked(theme.pools.get(key, []), common, count=count, draw=draw)
        texts = [_text(point, draw, words) for point in points]
        fields[key] = texts[0] if key in _ONE_TEXT else texts
    if shape == "D":
        paragraphs = [draw.choice(wordings) for wordings in theme.story]
        fields["narrative"] = [filled(text, draw=draw, words=words) for text in paragraphs]
    if shape == "E" or draw.random() < 0.6:
        fields["tags"] = theme.tags[: draw.randint(2, 4)]
    order = ("title", "problem_area", "objective", *LISTS)
    return {key: fields[key] for key in order if key in fields}


def write_owner(shape: str, *, place: Place, draw: random.Random) -> Fields:
    """Write who tells it: a made-up name, a position and the office of the district.

    Parameters
    ----------
    shape : str
    place : Place
    draw : random.Random
    """
    common = read_common()
    words = {"d": place.district, "p": place.province}
    office = filled(draw.choice(_OFFICES), draw=draw, words=words)
    where: Fields = {"district": place.district, "province": place.province}
    title = draw.choice(("นาย", "นาง", "นางสาว"))
    name = f"{title}{draw.choice(common.owners)} {draw.choice(common.surnames)}"
    position = draw.choice(common.positions)
    if shape == "C":
        return {"owner": office, **where}
    return {"owner": name, "position": position, "office": office, **where}


def _words(place: Place, draw: random.Random) -> dict[str, str]:
    """Draw the numbers that hold in the whole lesson: households that joined, that went on."""
    households = draw.randint(12, 42)
    going_on = max(households // 2, min(households - 2, round(households * draw.uniform(0.6, 0.9))))
    return {
        "d": place.district,
        "p": place.province,
        "hh": str(households),
        "ok": str(going_on),
        "left": str(households - going_on),
        "few": str(max(2, households // 6)),
        "village": draw.choice(read_common().villages),
    }


def _text(point: Point, draw: random.Random, words: Mapping[str, str]) -> str:
    parts = [point] if isinstance(point, str) else point
    return "\n".join(filled(part, draw=draw, words=words) for part in parts)
