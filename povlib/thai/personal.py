"""Personal data in free text, shown as [ปกปิด]: national ids, telephones, names after a title.

The rule errs towards hiding: a word too many after a name is better than a surname that stays.
Year ranges (2555-2559), house codes of 11 digits and amounts of money are not taken for telephones.
"""

import re

from povlib.thai.personal_titles import titled_names
from povlib.thai.text import to_arabic_digits

__all__ = ["HIDDEN_TH", "has_personal", "redact", "redact_numbers"]

HIDDEN_TH = "[ปกปิด]"

_START = r"(?<!\d)(?<!\d[.,])"
_DASH = r"(?:\s?[-–.]\s?|\s)"
_NATIONAL_ID = re.compile(
    rf"{_START}(?:\d{{13}}|\d{_DASH}\d{{4}}{_DASH}\d{{5}}{_DASH}\d{{2}}{_DASH}\d"
    r"|\d(?:[ -]\d){12}|\d(?:\.\d+)?[eE]\+?1[2-9])(?!\d)"
)
_GAP = r"(?:[)]?\s?[-–.]?\s?)"
_PHONE = re.compile(
    rf"{_START}(?:\+66{_GAP}(?:\(?0\)?)?[1-9](?:{_GAP}\d){{7,8}}"
    rf"|\(?0{_GAP}(?:[689](?:{_GAP}\d){{8}}|[1-7](?:{_GAP}\d){{7}})"
    # The country's number without "+", and numbers that lost their zero.
    rf"|(?<!รหัสบ้าน)(?<!รหัสบ้าน )66{_GAP}[689](?:{_GAP}\d){{8}}"
    r"|[689]\d(?:\d{7}(?!\.?\d*\s?บาท)|-\d{3}-\d{4}))(?!\d)"
)
_AFTER_LABEL = re.compile(
    r"((?:โทร(?:ศัพท์|สาร)?|มือถือ|เบอร์|Tel|Mobile|Fax)[^\d\n+(\[]{0,20})"
    r"(\(?\+?\d(?:[-–.() ]{0,2}\d){5,11})",
    re.IGNORECASE,
)
_YEAR = re.compile(r"2[4-6]\d\d")

_WORD = "[ก-ฮเ-ไ][ก-ฮะ-ฺเ-๎]*"
_TITLES = (
    r"นางสาว|นาย|นาง|น\.\s?ส\.|นส\.|เด็กชาย|เด็กหญิง|ด\.\s?[ชญ]\.|ดร\.|ผศ\.|รศ\.|ม\.ร\.ว\.|ม\.ล\."
    r"|พระครู|พระมหา|แม่ชี|(?:ว่าที่\s?)?(?:ร้อย|พัน|สิบ|จ่าสิบ)(?:ตำรวจ)?(?:ตรี|โท|เอก)"
    r"|พล(?:ทหาร|ตำรวจ)?(?:ตรี|โท|เอก(?!ชน|ลักษณ์|ภาพ))|พลทหาร|ดาบตำรวจ|นาวา(?:อากาศ)?(?:ตรี|โท|เอก)"
    r"|(?:เรือ|พันจ่า|จ่า)อากาศ(?:ตรี|โท|เอก)|(?:พล|พ\.อ|พ\.จ|จ|น)\.(?:ต\.)?[ตทอ]\."
    r"|(?:ว่าที่\s?)?(?:ร|พ|ส|จ\.ส)\.(?:ต\.[ตทอ]|[ตทอ])\.|ด\.ต\.|จ\.ส\.ต\."
)
# Every title holds one of these; most texts have none, and to look for them is much quicker.
_IN_TITLES = str.split("นาย นาง . ตรี โท เอก พระครู พระมหา เด็ก แม่ชี พลทหาร ดาบตำรวจ")
# The letters that titles begin with: looked at first, they make the search nine times quicker.
_FIRST = f"(?=[จดนผพมรวสเแ])(?={_TITLES})"
_DIGIT = re.compile(r"\d")
# Digits of the shortest number behind a label, and of an id as a spreadsheet writes it (1E+12).
_FEWEST, _FEWEST_OF_A_SHEET = 6, 3
_AREA = r"(?:ตำบล|อำเภอ|จังหวัด|หมู่|[ตอจม]\.)"
# Offices, trades, places and nobody in particular that begin like a title.
_NO_NAME = (
    "(?!(?:เด็กชาย|เด็กหญิง|นางสาว|นาง|นาย)คน(?:หนึ่ง|เดียว|เดิม|แรก|นั้น|นี้)"
    "|นายก(?:[^ก-๎]|$|รัฐ|องค์|เทศ|สมาคม|อบ|เมือง|สโมสร|เหล่า|สภา)"
    "|นาย(?:อำเภอ|ทะเบียน|จ้าง|หน้า|ช่าง|ทุน|ตรวจ|พราน|ทหาร|ายอาม|างกลัก)"
    "|นา(?:ย(?:ูง|ม|าว|าง)|ง(?:าม|ิ้ว|ัว|ั่ว))(?![ก-๎])"
    "|นาง(?:ฟ้า|พญา|แบบ|เอก|งาม|พยาบาล|กวัก|เลิ้ง|ตะเคียน|ลือ|เคราะห์"
    f"|รอง|รำ|แดด|แล|แก้ว|บวช|หลง)(?![ก-๎])(?! (?!{_AREA})[ก-ฮเ-ไ])"
    "|พระครู(?![ก-๎ ]))"
)
# Thai has no spaces: a title is also seen behind these words ("โดยนาย...").
_BEFORE = "โดย คือ ชื่อ และ กับ ของ ให้ ว่า แก่ พร้อม เช่น พบ หา ครัวเรือน ความรู้ บันทึก เล่า"
# Subdistricts and districts whose names have a title inside; a dash marks where it begins.
_PLACES = (
    "เกาะ-นางคำ ดอน-นางหงส์ ท่า-นางแนว ทุ่ง-นางโอก บาง-นางร้า บาง-นางลี่ บาง-นายสี พ-นางตุง โพ-นางดำ"
    " แม่-นางขาว สร้าง-นางขาว เส-นางคนิคม หนอง-นางนวล หนองแวง-นางเบ้า"
)
_NO_PLACE = "|".join(
    f"(?<={before})(?={rest}(?:ตก|ออก)?(?![ก-๎]))"
    for before, rest in (place.split("-") for place in _PLACES.split())
)
_MUSHROOM = "(?<=เห็ด)(?=นาง(?:ฟ้า|รม|นวล))"
# The commonest titles are seen behind any Thai letter, at the price of a rare word too many.
_GLUED = (
    rf"(?<=[ก-๎])(?!{_NO_PLACE}|{_MUSHROOM})"
    rf"(?=(?:นาย|นาง|น\.\s?ส\.|เด็กชาย|เด็กหญิง|ด\.\s?[ชญ]\.)\s?(?!{_AREA})[ก-ฮเ-ไ])"
)
_OPENING = "|".join(["(?<![ก-๎])", *(f"(?<={word})" for word in _BEFORE.split()), _GLUED])
# What may follow a given name and is no surname.
_NO_SURNAME = (
    "(?:ตำแหน่ง|อายุ|และ|ซึ่ง|บ้านเลขที่|เลขที่|โทร|หัวหน้า|สังกัด|อาชีพ|หมู่ที่|ตำบล|อำเภอ|จังหวัด"
    "|(?:เป็น|ได้|กับ|ที่|จาก|ว่า|มี|ไป|มา|ใน|ของ|ให้|ผู้ใหญ่บ้าน|กำนัน|ประธาน)(?![ก-๎]))"
)
_NAME = re.compile(
    rf"{_FIRST}(?:{_OPENING})(?<![อตจบ]\.)(?<![อตจบ]\. ){_NO_NAME}(?:{_TITLES})[^\S\n]?{_WORD}"
    rf"(?:\s?\([ก-๎ ]{{1,20}}\))?(?:[^\S\n]{{1,3}}(?!{_NO_SURNAME})(?:ณ ?)?{_WORD})?"
)
_NAME_EN = re.compile(r"\b(?:Mr|Mrs|Ms|Miss)\b\.?\s?[A-Z][A-Za-z-]+(?:\s[A-Z][A-Za-z-]+)?")


def redact(text: str) -> str:
    """Show national ids, telephone numbers and names after a title as [ปกปิด].

    Parameters
    ----------
    text : str
        A cell, a line or a page; Thai digits are seen too.

    Returns
    -------
    str
        The same text elsewhere, Thai digits included.

    Notes
    -----
    Thirteen digits shaped like an id are hidden whether or not their check digit is right: a
    typing slip does not make it public. A name without a title is not found here; columns that
    hold names are dropped by their header. Clean the text first: invisible characters hide
    numbers.

    Examples
    --------
    >>> redact("นางสาวสมหญิง ใจดี โทร. 081-234-5678 ปี 2555-2559")
    '[ปกปิด] โทร. [ปกปิด] ปี 2555-2559'
    >>> redact("เยี่ยมนายสมชาย ใจดี ที่ตำบลเกาะนางคำ กับนายอำเภอ")
    'เยี่ยม[ปกปิด] ที่ตำบลเกาะนางคำ กับนายอำเภอ'
    """
    spans = _spans(text)
    # What was behind a hidden name may be seen as one now.
    return redact(_replace(text, spans)) if spans else text


def redact_numbers(text: str) -> str:
    """Show national ids and telephone numbers as [ปกปิด]; names stay.

    For texts whose authors are named with their consent.

    Parameters
    ----------
    text : str

    Examples
    --------
    >>> redact_numbers("นางสาวสมหญิง ใจดี โทร. 081-234-5678 ปี 2555-2559")
    'นางสาวสมหญิง ใจดี โทร. [ปกปิด] ปี 2555-2559'
    """
    return _replace(text, _joined(sorted(_number_spans(to_arabic_digits(text)))))


def has_personal(text: str) -> bool:
    """Tell whether `redact` would hide anything.

    Examples
    --------
    >>> has_personal("1 2345 67890 12 1"), has_personal("24010100001 หมู่ 1")
    (True, False)
    """
    return bool(_spans(text))


def _spans(text: str) -> list[tuple[int, int]]:
    """Give the places to hide, in order, overlapping ones joined."""
    plain = to_arabic_digits(text)
    spans = _number_spans(plain)
    if any(part in plain for part in _IN_TITLES):
        spans += [m.span() for m in _NAME.finditer(plain)]
    if "M" in plain:
        spans += [m.span() for m in _NAME_EN.finditer(plain)]
    spans += titled_names(plain)
    return _joined(sorted(spans)) if spans else spans


def _number_spans(plain: str) -> list[tuple[int, int]]:
    if len(_DIGIT.findall(plain)) < (
        _FEWEST_OF_A_SHEET if "e" in plain or "E" in plain else _FEWEST
    ):
        return []
    spans = [m.span() for m in _NATIONAL_ID.finditer(plain)]
    spans += [m.span() for m in _PHONE.finditer(plain) if _is_phone(m)]
    return spans + [m.span(2) for m in _AFTER_LABEL.finditer(plain)]


def _is_phone(found: re.Match[str]) -> bool:
    """Refuse dates, runs of years and parts of codes that have as many digits as a telephone."""
    groups = re.findall(r"\d+", found.group())
    if len(groups) == 1 or found.group().startswith("+"):
        return True
    if re.search(r"\d-$", found.string[max(0, found.start() - 2) : found.start()]):
        return False
    if len(groups) > 2 and all(_YEAR.fullmatch(g) for g in groups[-2:]):
        return False
    is_dashed = not re.search(r"[.\s]", found.group())
    return min(map(len, groups[1:])) >= 2 if is_dashed else min(map(len, groups[1:][-2:])) >= 3


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _replace(text: str, spans: list[tuple[int, int]]) -> str:
    pieces, at = [], 0
    for start, end in spans:
        pieces += [text[at:start], HIDDEN_TH]
        at = end
    return "".join([*pieces, text[at:]])
