"""The places of today and those abolished, from geothai; loaded at first use."""

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Literal, NoReturn

import geothai
from geothai import abolished

from povlib.errors import AreaError
from povlib.thai import sorted_th

__all__ = [
    "NATION_CODE",
    "WIDTHS",
    "Area",
    "Level",
    "abolished_by_code",
    "area",
    "area_label_th",
    "area_name_th",
    "districts",
    "known",
    "level_of",
    "provinces",
    "require_province",
    "subdistricts",
]

Level = Literal["province", "district", "subdistrict", "village"]
WIDTHS: dict[str, int] = {"province": 2, "district": 4, "subdistrict": 6, "village": 8}
NATION_CODE = "TH"

_BANGKOK = "10"
_LABELS = {"province": "จังหวัด", "district": "อำเภอ", "subdistrict": "ตำบล"}
_BANGKOK_LABELS = {"province": "", "district": "เขต", "subdistrict": "แขวง"}


@dataclass(frozen=True, slots=True)
class Area:
    """One province, district or subdistrict.

    Attributes
    ----------
    code : str
        2, 4 or 6 digits.
    level : {"province", "district", "subdistrict"}
    name_th, name_en : str
        Without the word for the level ("ฉะเชิงเทรา"); in English "" for some abolished places.
    is_current : bool
        False for an abolished place: the name is the one it had.
    """

    code: str
    level: Level
    name_th: str
    name_en: str
    is_current: bool = True


def provinces() -> tuple[Area, ...]:
    """Give all 77 provinces in the order of their codes.

    Examples
    --------
    >>> [p.code for p in provinces()][:3], len(provinces())
    (['10', '11', '12'], 77)
    """
    return _children("")


def districts(province_code: str | int) -> tuple[Area, ...]:
    """Give the districts of a province, ก to ฮ by name.

    Raises
    ------
    AreaError
        There is no such province.

    Examples
    --------
    >>> [d.name_th for d in districts("83")]
    ['กะทู้', 'ถลาง', 'เมืองภูเก็ต']
    """
    return _children(_require_current(province_code, "province"))


def subdistricts(district_code: str | int) -> tuple[Area, ...]:
    """Give the subdistricts of a district, ก to ฮ by name.

    Raises
    ------
    AreaError
        There is no such district.

    Examples
    --------
    >>> [s.name_th for s in subdistricts("8302")]
    ['กมลา', 'กะทู้', 'ป่าตอง']
    """
    return _children(_require_current(district_code, "district"))


def area(code: str | int) -> Area:
    """Give the place of a code, of today or abolished.

    Parameters
    ----------
    code : str or int
        2, 4 or 6 digits.

    Raises
    ------
    AreaError
        No place has or had this code.

    Examples
    --------
    >>> area("2401").name_th, area(104701).is_current
    ('เมืองฉะเชิงเทรา', False)
    """
    found = known().get(str(code))
    if found is None:
        _refuse(code)
    return found


def require_province(code: str) -> None:
    """Raise unless there is a province of this code.

    Parameters
    ----------
    code : str
        Two digits.

    Raises
    ------
    AreaError
        The message lists the provinces whose code or name is near.

    Examples
    --------
    >>> require_province("24")
    """
    names = {place.code: place.name_th for place in provinces()}
    if code in names:
        return
    named = get_close_matches(str(code), names.values(), n=3)
    near = [c for c, name in names.items() if name in named]
    near = near or get_close_matches(str(code), names, n=3, cutoff=0.4) or ["10"]
    raise AreaError(
        "ต้องเป็นรหัสจังหวัดสองหลัก",
        got=code,
        where="province_code",
        todo="ใกล้เคียง: " + ", ".join(f"{c} {names[c]}" for c in sorted(near)),
    )


def area_name_th(code: str | int) -> str:
    """Give the Thai name of a place without the word for its level.

    Parameters
    ----------
    code : str or int
        2, 4 or 6 digits, or "TH". Abolished places have the name they had.

    Raises
    ------
    AreaError
        No place has or had this code.

    Examples
    --------
    >>> area_name_th("24"), area_name_th(2401), area_name_th("TH")
    ('ฉะเชิงเทรา', 'เมืองฉะเชิงเทรา', 'ทั้งประเทศ')
    """
    return "ทั้งประเทศ" if code == NATION_CODE else area(code).name_th


def area_label_th(code: str | int) -> str:
    """Give the Thai name of a place with the word for its level.

    Raises
    ------
    AreaError
        No place has or had this code.

    Examples
    --------
    >>> area_label_th("24"), area_label_th("2401"), area_label_th("1001"), area_label_th("10")
    ('จังหวัดฉะเชิงเทรา', 'อำเภอเมืองฉะเชิงเทรา', 'เขตพระนคร', 'กรุงเทพมหานคร')
    """
    if code == NATION_CODE:
        return area_name_th(code)
    place = area(code)
    word = (_BANGKOK_LABELS if place.code.startswith(_BANGKOK) else _LABELS)[place.level]
    return word + place.name_th


def level_of(code: str) -> Level | None:
    """Give the level of a code by its number of digits, None where it fits none.

    Examples
    --------
    >>> level_of("240101")
    'subdistrict'
    """
    return next((level for level, width in WIDTHS.items() if width == len(code)), None)


@cache
def known() -> dict[str, Area]:
    """Give every place of today and abolished, by code."""
    gone = {
        a.code: Area(a.code, a.level, _bare(a.code, a.name_th), a.name_en or "", is_current=False)
        for a in abolished.abolished_areas()
    }
    return gone | {a.code: a for a in _current()}


@cache
def abolished_by_code() -> dict[str, abolished.Abolished]:
    """Give geothai's entries of abolished places, by code."""
    return {a.code: a for a in abolished.abolished_areas()}


def _current() -> list[Area]:
    found: list[Area] = []
    for p in geothai.provinces():
        found.append(Area(p.code, "province", p.name_th, p.name_en))
        for d in geothai.districts(p.code):
            found.append(Area(d.code, "district", _bare(d.code, d.name_th), d.name_en))
            found += [
                Area(s.code, "subdistrict", s.name_th, s.name_en)
                for s in geothai.subdistricts(d.code)
            ]
    return found


def _bare(code: str, name_th: str) -> str:
    """Take the level's word off: geothai writes it for Bangkok's districts only."""
    is_khet = len(code) == WIDTHS["district"] and code.startswith(_BANGKOK)
    return name_th.removeprefix("เขต") if is_khet else name_th


@cache
def _children(parent: str) -> tuple[Area, ...]:
    width = len(parent) + 2
    found = [
        a for c, a in known().items() if a.is_current and len(c) == width and c.startswith(parent)
    ]
    if not parent:
        return tuple(sorted(found, key=lambda a: a.code))
    return tuple(sorted_th(found, key=lambda a: a.name_th))


def _require_current(code: str | int, level: Level) -> str:
    place = known().get(str(code))
    if place is None or place.level != level or not place.is_current:
        _refuse(code)
    return place.code


def _refuse(code: str | int) -> NoReturn:
    parent = known().get(str(code)[: max(2, len(str(code)) - 2)])
    todo = f"ดูรหัสใน{parent.name_th}" if parent else "ตรวจรหัสกับบัญชีรหัสของกรมการปกครอง"
    raise AreaError("รหัสพื้นที่ต้องมีอยู่จริง (2, 4 หรือ 6 หลัก)", got=str(code), todo=todo)
