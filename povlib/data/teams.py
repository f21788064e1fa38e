"""What may stand as a team's code: published tables show it, so it must not be a person's name."""

import re
from collections.abc import Iterable
from functools import cache

from povlib.errors import RegisterError
from povlib.thai import clean_text, has_personal, to_arabic_digits

__all__ = ["is_place", "is_team_code", "require_team_codes"]

_LONGEST_CODE, _LONGEST = 20, 40
_MOST_DIGITS = 8  # nine are a telephone number without its zero
_WORD = re.compile(r"(?:ทีม|กลุ่ม|ชุด|โซน|สาย|smile|team|group|zone)\s*", re.IGNORECASE)
_COUNTED = re.compile(r"(?:ที่|เลขที่|หมายเลข)\s*(?=\d)")
_LEVEL = re.compile(r"(?:ตำบล|ต\.|แขวง|อำเภอ|อ\.|เขต|จังหวัด|จ\.|เทศบาลตำบล|เทศบาล|อบต\.)\s*")
_NUMBER_BEHIND = re.compile(r"\s*(?:หมู่(?:ที่)?|ม\.|ที่)?\s*\d{1,3}$")
_PLAIN = re.compile(r"[A-Z]{0,4}-?\d{1,8}", re.ASCII)
# Capitals, at most two small letters or an abbreviation: longer runs of letters may be a name.
_PART = re.compile(r"(?:[A-Z]{1,4}|[a-z]{1,2}|อบต|พช|อช|ศจพ|ทต|ทม|ฉช|[ก-ฮ])?\d*[A-Za-zก-ฮ]?")


def is_team_code(text: str) -> bool:
    """Tell whether a text is a team's code and surely no name.

    Parameters
    ----------
    text : str
        Letters, digits, hyphen, slash and dot, at most 20 characters with a digit; or ทีม, กลุ่ม and
        their like with a number, a letter or the name of an official place.

    Examples
    --------
    >>> [is_team_code(t) for t in ("T240101", "ฉช-01/2", "ทีม 3", "กลุ่มบางพระ", "ต.บางพระ 2")]
    [True, True, True, True, True]
    >>> [is_team_code(t) for t in ("สมชาย ใจดี", "ทีมป้าแดง", "ทีมสมชาย", "0812345678", "Somchai1")]
    [False, False, False, False, False]
    """
    if _PLAIN.fullmatch(text):
        return True
    plain = to_arabic_digits(clean_text(text))
    digits = sum(c.isdigit() for c in plain)
    if not plain or len(plain) > _LONGEST or digits > _MOST_DIGITS or has_personal(plain):
        return False
    rest = plain
    while found := _WORD.match(rest):
        rest = rest[found.end() :].lstrip(" -")
    has_word = rest != plain
    rest = _COUNTED.sub("", rest, count=1)
    level = _LEVEL.match(rest)
    if (has_word or level) and is_place(_NUMBER_BEHIND.sub("", rest)):
        return True
    return _is_code(rest, has_word=has_word, has_digit=digits > 0)


def is_place(text: str) -> bool:
    """Tell whether a text is the Thai name of an official place, with or without its level.

    Examples
    --------
    >>> is_place("ต.บางพระ"), is_place("ชลบุรี"), is_place("สมชาย")
    (True, True, False)
    """
    cleaned = clean_text(text)
    level = _LEVEL.match(cleaned)
    name = cleaned[level.end() :] if level else cleaned
    return name in _names() or f"เมือง{name}" in _names() or name in ("เมือง", "กทม.", "กทม")


def require_team_codes(texts: Iterable[str | None], *, where: str) -> None:
    """Refuse a column of teams in which something is no code.

    Raises
    ------
    RegisterError
        The text itself is not shown.
    """
    wrong = sum(text is not None and not is_team_code(text) for text in texts)
    if wrong:
        raise RegisterError(
            "รหัสทีมต้องเป็นรหัส ไม่ใช่ชื่อคน",
            got=f"{wrong} ค่าที่ไม่ใช่รหัส",
            where=where,
            todo="แก้รหัสทีมในแฟ้มเป้าหมายหรือแฟ้มทีม แล้วนำเข้าใหม่ด้วย --replace",
        )


def _is_code(text: str, *, has_word: bool, has_digit: bool) -> bool:
    if not text:
        return False
    parts = re.split(r"[-/._ ]+", text)
    is_short = len(text) <= _LONGEST_CODE and all(_PART.fullmatch(part) for part in parts)
    is_letter = bool(re.fullmatch("[A-Z]{1,2}|[a-zก-ฮ]", text))
    return is_short and (has_digit or (is_letter and (has_word or len(text) == 1)))


@cache
def _names() -> frozenset[str]:
    # Areas load geothai (0.2 s); most codes of teams hold no place, and reading needs none.
    from povlib.areas import districts, provinces, subdistricts

    return frozenset(
        area.name_th
        for province in provinces()
        for district in districts(province.code)
        for area in (province, district, *subdistricts(district.code))
    )
