"""Tells names, positions, offices and places of officials apart on the lines of a page."""

import re
from collections.abc import Iterable
from functools import cache

from povlib import areas
from povlib.thai.personal_titles import is_ordinary
from povlib.thai.wordlists import read_word_lists

__all__ = [
    "is_place_name",
    "looks_like_bare_name",
    "looks_like_office",
    "looks_like_person",
    "looks_like_position",
    "places",
    "split_office",
]

_PERSON = re.compile(
    r"^\W*(?:นางสาว|นาย(?!อำเภอ|ก(?:\s|$|ฯ|เทศ|เมือง|เล็ก|อบ[ตจ.]|องค์|รัฐมนตรี|สมาคม|สโมสร|เหล่า))|นาง(?!รอง)|น\.\s?ส\.|ดร\.|ว่าที่\s?(?:ร้อย|ร\.|พัน)|พระ|พัน(?:ตรี|โท|เอก)|ร้อย(?:ตรี|โท|เอก)"
    r"|จ่า|สิบ(?:ตรี|โท|เอก)|[สพรจ]\.\s?[ตทอส]\.|คุณ(?!ภาพ|ธรรม|ค่า|สมบัติ|ลักษณะ)|ผู้ใหญ่(?!บ้าน\s*[,)]|$)|กำนัน|ครู|แม่|พ่อ|ป้า|ลุง)"
)
_OFFICE = re.compile(
    r"^\W*(?:(?:ที่ทำการ)?ส[ำา]นักงาน|สพอ\.|สพจ\.|สนง\.|ศูนย์|กลุ่มงาน|กองทุน(?!ข้าว)|กรมการ|องค์การบริหาร|อบต\.|อบจ\.|เทศบาล|ฝ่าย|ที่ว่าการ)"
)
_POSITION = re.compile(
    r"^\W*(?:พัฒนาการ|พัฒนากร|นักวิชาการ|เจ้าพนักงาน|เจ้าหน้าที่|นักพัฒนา|นักทรัพยากร|หัวหน้า|ผู้อ[ำา]นวยการ|ผู้ช่วย|อาสา|ผู้น[ำา]|ประธาน|กรรมการ|เลขานุการ|ผู้ใหญ่บ้าน|กำนัน|ปราชญ์|วิทยากร|ครู)"
)
_INNER_OFFICE = re.compile(
    r"(?:\s*[/,]\s*|\s+)(?:สังกัด\s*:?\s*)?(?=(?:ส[ำา]นักงาน|สพอ\.|สพจ\.|สนง\.|กลุ่มงาน|ศูนย์|ที่ว่าการ|กรมการ)\S)|\s+สังกัด\s*:?\s*"
)
_INNER_PLACE = re.compile(r"\s+(?=(?:ต[ำา]บล|เทศบาล|องค์การบริหาร|อบต\.|หมู่ที่|หมู่บ้าน)\S)")
# One district's name has a hyphen; elsewhere a hyphen parts two places.
_NAME = r"(?P<name>[ก-๎]+(?:\.[ก-๎]+)*(?:(?<=สุไหงโก)-ลก)?)"
_DISTRICT = re.compile(rf"(?:กิ่ง\s?)?(?:อ[ำา]เภอ|(?<![ก-๎])อ\.|(?<=สพ)อ\.|เขต(?!พื้นที่))\s*{_NAME}")
_PROVINCE = re.compile(rf"(?:จังหวัด|(?<![ก-๎])จ\.|(?<=สพ)จ\.)\s*{_NAME}")
_BARE_NAME = re.compile(r"(?P<given>[ก-๎]{2,16}) [ก-๎]{2,20}(?: [ก-๎]{2,20})?")
_NO_PLACE = re.compile(r"^(?:และ|หรือ|ใน|ที่|ของ|ต่าง|ทุก|เป้าหมาย|ละ|แห่ง|ได้|เพื่อ|มี|เป็น|ตาม)")
_GLUED = re.compile(r"(?:จังหวัด|ตำบล|ต[ำา]บล|อำเภอ|อาเภอ)")


def looks_like_person(text: str) -> bool:
    """Tell whether a text begins like a person's name with a title.

    Examples
    --------
    >>> looks_like_person("นางสาวตัวอย่าง ใจงาม"), looks_like_person("นายอำเภอเมือง")
    (True, False)
    >>> looks_like_person("นายกมล ใจดี"), looks_like_person("นายกเทศมนตรี")
    (True, False)
    """
    return _PERSON.match(text) is not None


def is_place_name(text: str) -> bool:
    """Tell whether a text is the name of a district or a province and nothing else.

    Examples
    --------
    >>> is_place_name("แม่ฮ่องสอน"), is_place_name("แม่สมหญิง")
    (True, False)
    """
    return text in _known_names() or any(text == province.name_th for province in areas.provinces())


def looks_like_bare_name(text: str) -> bool:
    """Tell whether a text is a given name and a surname without a title, and nothing else.

    Examples
    --------
    >>> looks_like_bare_name("สมหญิง ใจดี"), looks_like_bare_name("ต้องจด ทุกครั้ง")
    (True, False)
    """
    names = _BARE_NAME.fullmatch(text)
    if names is None:
        return False
    lists = read_word_lists()
    given = names["given"]
    return given in lists.given_names or not is_ordinary(given, lists)


def looks_like_office(text: str) -> bool:
    """Tell whether a text begins like an office or an organisation.

    Examples
    --------
    >>> looks_like_office("สานักงานพัฒนาชุมชนอำเภอตัวอย่าง")
    True
    """
    return _OFFICE.match(text) is not None


def looks_like_position(text: str) -> bool:
    """Tell whether a text begins like an official's or a leader's position."""
    return _POSITION.match(text) is not None


def split_office(text: str, *, has_both: bool = False) -> tuple[str, str]:
    """Part position and office that stand in one line.

    Parameters
    ----------
    text : str
    has_both : bool
        The label asks for both: where no office is named, the place stands for it.

    Examples
    --------
    >>> split_office("นักวิชาการพัฒนาชุมชนชำนาญการ สำนักงานพัฒนาชุมชนอำเภอตัวอย่าง")
    ('นักวิชาการพัฒนาชุมชนชำนาญการ', 'สำนักงานพัฒนาชุมชนอำเภอตัวอย่าง')
    >>> split_office("ผู้นำอาสาพัฒนาชุมชน ตำบลบางกุ้ง อำเภออัมพวา", has_both=True)
    ('ผู้นำอาสาพัฒนาชุมชน', 'ตำบลบางกุ้ง อำเภออัมพวา')
    """
    if looks_like_office(text):
        return "", text
    found = _INNER_OFFICE.search(text) or (_INNER_PLACE.search(text) if has_both else None)
    if found is None:
        return text, ""
    return text[: found.start()].strip(" /,"), text[found.end() :].strip(" /,")


def places(texts: Iterable[str]) -> tuple[str | None, str | None]:
    """Give the district and the province that texts name, as they name them.

    Parameters
    ----------
    texts : iterable of str
        The first that names a place counts, and its neighbours only for what it does not say.

    Returns
    -------
    tuple of (str or None, str or None)

    Examples
    --------
    >>> places(["พัฒนาการอำเภอแม่ทา", "สำนักงานพัฒนาชุมชนอำเภอแม่ทา จังหวัดลำพูน"])
    ('แม่ทา', 'ลำพูน')
    >>> places(["สพอ.สุไหงโก-ลก จ.นราธิวาส"])
    ('สุไหงโก-ลก', 'นราธิวาส')
    """
    district = province = None
    for text in texts:
        district = district or _first(_DISTRICT, text)
        province = province or _first(_PROVINCE, text)
    return district, province


def _first(pattern: re.Pattern[str], text: str) -> str | None:
    for found in pattern.finditer(text):
        name = _GLUED.split(found["name"], maxsplit=1)[0]
        if name in _known_names() or (name and not _NO_PLACE.match(name)):
            return name
    return None


@cache
def _known_names() -> frozenset[str]:
    """Give the names of today's districts: some begin as a running sentence goes on."""
    provinces = areas.provinces()
    return frozenset(d.name_th for p in provinces for d in areas.districts(p.code))
