"""What of a cell may be shown in an issue, a rejected row or an error.

Ids, telephone numbers and names are hidden by `thai.redact`. A name without a title cannot be told
from other words, so a cell that should hold a number, a code or a choice is shown only where its
words are known ones.
"""

import hashlib
import hmac
import re

from povlib.thai import (
    HIDDEN_TH,
    MONTHS_SHORT_TH,
    MONTHS_TH,
    clean_text,
    looks_misdecoded,
    redact,
    to_arabic_digits,
)

__all__ = ["HIDDEN_TH", "keyed_id", "shown", "shown_text"]

_LETTERS = re.compile(r"[A-Za-zก-ฮะ-ฺเ-๎]+")
_KNOWN = frozenset(
    [
        "บาท",
        "คน",
        "ปี",
        "เดือน",
        "ต่อ",
        "พัน",
        "หมื่น",
        "แสน",
        "ล้าน",
        "ไม่มี",
        "ไม่ทราบ",
        "ไม่ระบุ",
        "ไม่มีข้อมูล",
        "ครัวเรือน",
        "ราย",
        "ถ้วน",
        "กว่า",
        "พ",
        "ศ",
        "ค",
        "ร",
        "งบ",
        "ปีงบ",
        "งบประมาณ",
        "วันที่",
        "วัน",
        "ม",
        "หมู่",
        "หมู่ที่",
        "รหัส",
        "ประมาณ",
        "ผ่าน",
        "ไม่ผ่าน",
        "ใช่",
        "ไม่ใช่",
        "e",
        "div",
        "value",
        "ref",
        "name",
        "null",
        "num",
        "n",
        "a",
        "na",
        "none",
        "nan",
    ]
    + [part.lower() for name in (*MONTHS_TH, *MONTHS_SHORT_TH) for part in name.split(".") if part]
)
_LONGEST = 60
_LONG_NUMBER = re.compile(r"\d{12,}|(?<!\d)0\d{8,9}(?!\d)")
# Telephones with the country's number, or without their zero.
_WORN_PHONE = re.compile(r"(?<![\d.])(?:66)?[689]\d{8}(?!\d)")
_PLAIN = re.compile(r"-?|(?!0\d{8})(?![689]\d{8}$)\d+", re.ASCII)
_ID_RANGE = (10**10, 9 * 10**10)


def shown(text: str, *, most_digits: int = 8) -> str:
    """Give a cell that should hold no words, hidden where it has words that are not known.

    Parameters
    ----------
    text : str
    most_digits : int
        So many digits and nothing else are a number or code of the column and are shown.

    Examples
    --------
    >>> shown("30,000 บาท"), shown("#DIV/0!"), shown("สมชาย ใจดี"), shown("1234567890121")
    ('30,000 บาท', '#DIV/0!', '[ปกปิด]', '[ปกปิด]')
    """
    if len(text) <= most_digits and _PLAIN.fullmatch(text):
        return text
    if looks_misdecoded(text):
        return HIDDEN_TH
    cleaned = clean_text(text)[:_LONGEST]
    plain = to_arabic_digits(cleaned)
    words = {word.lower() for word in _LETTERS.findall(plain)}
    if words - _KNOWN or _LONG_NUMBER.search(re.sub(r"[\s/_-]", "", plain)):
        return HIDDEN_TH
    # A date and its hour are not one number.
    if not re.search("[/:]", plain) and _WORN_PHONE.search(re.sub(r"[\s-]", "", plain)):
        return HIDDEN_TH
    return redact(cleaned)


def shown_text(text: str) -> str:
    """Give free text, cleaned, without ids, telephone numbers and names after a title.

    Examples
    --------
    >>> shown_text(" เยี่ยมนายสมชาย  ใจดี")
    'เยี่ยม[ปกปิด]'
    >>> shown_text("ประชุมกับนายอำเภอ")
    'ประชุมกับนายอำเภอ'
    """
    return HIDDEN_TH if looks_misdecoded(text) else redact(clean_text(text))


def keyed_id(national_id: str, *, key: bytes) -> int:
    """Turn a national id into a household id that only the holder of the key can make again.

    Parameters
    ----------
    national_id : str
        13 digits.
    key : bytes
        The office's secret.

    Returns
    -------
    int
        11 digits. It is 36 bits of HMAC-SHA256: among 200,000 households about one pair in four
        files falls together, and is then rejected as a duplicate.

    Examples
    --------
    >>> keyed_id("1234567890121", key=b"secret") == keyed_id("1234567890121", key=b"other")
    False
    """
    digest = hmac.new(key, national_id.encode("ascii"), hashlib.sha256).digest()
    low, count = _ID_RANGE
    return low + int.from_bytes(digest[:16], "big") % count
