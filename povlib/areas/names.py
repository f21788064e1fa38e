"""Places by name, in any usual spelling.

"จ.", "อ.เมือง", "กทม.", English, old names and whole addresses are understood.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import Literal

from povlib.areas.tables import WIDTHS, Area, area_label_th, known
from povlib.errors import AreaError
from povlib.thai import clean_text, redact

__all__ = ["find_area"]

NamedLevel = Literal["province", "district", "subdistrict"]
_Index = dict[str, tuple[str, ...]]

_BANGKOK = "10"
_SHOWN = 12
# What people write for a province beside its name. The province's capital district has them too.
_PROVINCE_ALIASES = {
    "10": (
        "กทม",
        "กรุงเทพ",
        "พระนคร",
        "ธนบุรี",
        "krungthep",
        "krungthepmahanakhon",
        "bangkokmetropolis",
        "bkk",
    ),
    "14": ("อยุธยา", "กรุงเก่า", "ayutthaya", "ayudhya", "ayuthaya"),
    "24": ("แปดริ้ว",),
    "30": ("โคราช", "korat", "khorat"),
    "33": ("ศรีษะเกษ", "ศรีสะเกศ", "ขุขันธ์"),
    "34": ("อุบล", "อุบลฯ", "ubon"),
    "41": ("อุดร", "udon"),
    "44": ("สารคาม",),
    "71": ("กาญจน์", "เมืองกาญจน์"),
    "72": ("สุพรรณ",),
    "76": ("phetburi", "petchburi"),
    "77": ("ประจวบ", "prachuap"),
    "80": ("นครศรี", "เมืองคอน"),
    "84": ("สุราษฎร์", "สุราษฎธานี", "สุราษฏร์ธานี"),
    "65": ("พิดโลก",),
}
_OWN_WORDS = {
    "province": re.compile(r"^(?:จังหวัด|จ\.|changwat\s)\s*|\s(?:province|changwat)$", re.IGNORECASE),
    "district": re.compile(
        r"^(?:กิ่ง\s*)?(?:อำเภอ|อ\.|เขต|ข\.|(?:king )?amphoe\s|khet\s)\s*|\s(?:district|khet)$",
        re.IGNORECASE,
    ),
    "subdistrict": re.compile(
        r"^(?:ตำบล|ต\.|แขวง|tambon\s|khwaeng\s)\s*|\s(?:sub-?district|tambon)$", re.IGNORECASE
    ),
}
_ADDRESS = re.compile(
    r"(?:^|\s)(?:(?P<subdistrict>ตำบล|ต\.|แขวง)|(?P<district>(?:กิ่ง\s?)?(?:อำเภอ|อ\.)|เขต)|(?P<province>จังหวัด|จ\.|กทม|กรุงเทพ))"
)
_MARKS = re.compile(r"[\s.'’\"()ฯ-]")
_LOOSE = (
    (re.compile(r"m(?:uea|uae|ue|ua)ng"), "muang"),
    (re.compile(r"([ptk])h"), r"\1"),
    (re.compile(r"sr[iy]"), "si"),
    (re.compile(r"ee"), "i"),
    (re.compile(r"oo"), "u"),
    (re.compile(r"([a-z])\1+"), r"\1"),
)


@lru_cache(maxsize=2**16)
def find_area(text: str, *, level: NamedLevel, within: str | None = None) -> str:
    """Give the code of a place from its name.

    Parameters
    ----------
    text : str
        Thai or English, with or without the word for the level, or an address
        ("ต.บางพระ อ.ศรีราชา จ.ชลบุรี").
    level : {"province", "district", "subdistrict"}
    within : str, optional
        Code of the province or district that the place lies in.

    Returns
    -------
    str
        2, 4 or 6 digits: a place of today, or else one abolished (see `resolve_code`).

    Raises
    ------
    AreaError
        No place has the name (the nearest are listed), or several have (up to twelve are listed,
        with their parents).

    Notes
    -----
    "อ.เมือง" is the capital district, which has the code xx01. English is compared exactly first,
    then without doubled letters and the h of ph, th, kh. A close name is offered in the error,
    never taken.

    Examples
    --------
    >>> find_area("จ.ฉะเชิงเทรา", level="province")
    '24'
    >>> find_area("Muang", level="district", within="24")
    '2401'
    >>> find_area("ต.บางพระ อ.ศรีราชา จ.ชลบุรี", level="subdistrict")
    '200707'
    """
    cleaned = clean_text(text)
    parts = _address_parts(cleaned)
    if level in parts and len(parts) > 1:
        within = _parent_from(parts, level=level, within=within)
        cleaned = parts[level]
    codes = _codes_of(_key(cleaned, level), level=level, within=within or "")
    if len(codes) == 1:
        return codes[0]
    return _refuse(text, codes, level=level, within=within or "")


def _address_parts(cleaned: str) -> dict[str, str]:
    found = list(_ADDRESS.finditer(cleaned))
    ends = [*(m.start() for m in found[1:]), len(cleaned)][: len(found)]
    return {
        str(m.lastgroup): cleaned[m.start() : end].strip()
        for m, end in zip(found, ends, strict=True)
    }


def _parent_from(parts: dict[str, str], *, level: NamedLevel, within: str | None) -> str | None:
    """Walk an address down from its province to the level above the one asked for."""
    above: tuple[NamedLevel, ...] = ("province", "district")
    for step in above[: WIDTHS[level] // 2 - 1]:
        if step in parts and len(within or "") < WIDTHS[step]:
            within = find_area(parts[step], level=step, within=within)
    return within


def _codes_of(key: str, *, level: NamedLevel, within: str) -> list[str]:
    """Give the codes of a name: today's first, then abolished, then English in looser spelling."""
    if not key:
        return []
    keys = [(key, _current), (key, _abolished), (_loose(key), _loosely)]
    for name, index in keys:
        codes = [c for c in index(level).get(name, ()) if c.startswith(within)]
        if codes:
            return codes
    return []


def _key(text: str, level: NamedLevel) -> str:
    return _MARKS.sub("", _OWN_WORDS[level].sub("", clean_text(text))).lower()


def _loose(key: str) -> str:
    if not key.isascii():
        return ""
    for pattern, replacement in _LOOSE:
        key = pattern.sub(replacement, key)
    return key


@cache
def _current(level: NamedLevel) -> _Index:
    pairs = [(n, a.code) for a in _places(level) if a.is_current for n in _names(a)]
    return _index((_key(name, level), code) for name, code in pairs)


@cache
def _abolished(level: NamedLevel) -> _Index:
    pairs = [(n, a.code) for a in _places(level) if not a.is_current for n in _names(a)]
    return _index((_key(name, level), code) for name, code in pairs)


@cache
def _loosely(level: NamedLevel) -> _Index:
    return _index((_loose(key), code) for key, codes in _current(level).items() for code in codes)


def _index(pairs: Iterable[tuple[str, str]]) -> _Index:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for key, code in pairs:
        if key:
            found[key].add(code)
    return {key: tuple(sorted(codes)) for key, codes in found.items()}


def _places(level: NamedLevel) -> list[Area]:
    return [a for a in known().values() if a.level == level]


def _names(place: Area) -> list[str]:
    """Give every name of a place: both of "ปอภาร (ปอพาน)", aliases, short forms of a capital."""
    names = [place.name_th, place.name_en, *re.split(r"[()]", place.name_th)]
    if place.level == "province":
        names += _PROVINCE_ALIASES.get(place.code, ())
    is_capital = (
        place.level == "district" and place.code.endswith("01") and place.code[:2] != _BANGKOK
    )
    if is_capital and place.is_current:
        province = known()[place.code[:2]]
        short = [province.name_th, *_PROVINCE_ALIASES.get(province.code, ())]
        names += ["เมือง", "mueang", "muang", *(f"เมือง{name}" for name in short)]
    return names


def _refuse(text: str, codes: list[str], *, level: NamedLevel, within: str) -> str:
    where = f"ใน{area_label_th(within)}" if within in known() else ""
    got = redact(clean_text(text))
    if codes:
        more = f" และอีก {len(codes) - _SHOWN} แห่ง" if len(codes) > _SHOWN else ""
        listed = ", ".join(_described(c) for c in codes[:_SHOWN])
        raise AreaError(
            f"ชื่อพื้นที่{where}ต้องชี้ได้แห่งเดียว แต่มี {len(codes)} แห่ง",
            got=got,
            todo=f"ระบุพื้นที่ที่อยู่เหนือขึ้นไป หรือใช้รหัส: {listed}{more}",
        )
    near = _nearest(_key(text, level), level=level, within=within)
    listed = ", ".join(_described(c) for c in near)
    todo = f"ชื่อที่ใกล้เคียง: {listed}" if near else "ตรวจตัวสะกดและพื้นที่ที่อยู่เหนือขึ้นไป หรือใช้รหัส"
    raise AreaError(f"ต้องมีพื้นที่ชื่อนี้{where}", got=got, todo=todo)


def _described(code: str) -> str:
    parents = [code[:w] for w in (6, 4, 2) if w <= len(code)]
    return " ".join([code, *(area_label_th(c) for c in parents if c in known())])


def _nearest(key: str, *, level: NamedLevel, within: str) -> list[str]:
    inside = {k: [c for c in cs if c.startswith(within)] for k, cs in _current(level).items()}
    # The nationwide list is long: only names as long as this one, give or take two letters.
    keys = [k for k, cs in inside.items() if cs and (within or abs(len(k) - len(key)) <= 2)]
    return [code for k in get_close_matches(key, keys, n=3, cutoff=0.7) for code in inside[k]][:5]
