"""Numbers as people type them in Thai sheets. A dash or a blank is missing, never zero."""

import math
import re
from functools import lru_cache

from povlib.thai.reading import Reading
from povlib.thai.text import clean_text, to_arabic_digits

__all__ = ["parse_number"]

_MISSING_WORDS = frozenset(
    [
        "ไม่มี",
        "ไม่มีข้อมูล",
        "ไม่ทราบ",
        "ไม่ระบุ",
        "ไม่ได้ระบุ",
        "ไม่ปรากฏ",
        "n/a",
        "na",
        "n.a.",
        "nan",
        "null",
        "none",
        "nil",
    ]
)
_ONLY_DASHES = re.compile(r"[-‐-―−_.\s]*")
_EXCEL_ERROR = re.compile(r"#[A-Z0-9/]+[!?]?", re.IGNORECASE)
_UNIT = re.compile(
    r"\s*(?:\.-|บาท(?:\s*/?\s*(?:คน|ครัวเรือน|ปี|เดือน|ต่อ\s*\S+))*|บ\.|฿|คน|ครัวเรือน|ครอบครัว|หลังคาเรือน|ราย"
    r"|หมู่บ้าน|ไร่|ถ้วน)\s*"
)
_DIGITS = re.compile(
    r"[+-]?(?:\d+|\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+)?(?:\.\d*)?(?:[eE][+-]?\d+)?"
)
_WRONG = "อ่านเป็นตัวเลขไม่ได้"


def parse_number(value: object) -> Reading[int | float]:
    """Read a number, or say why there is none.

    Parameters
    ----------
    value : object
        Text, a number, or None. "30,000 บาท", "๓๐,๐๐๐", "30,000.-", "(500)" (accountants' minus),
        "3E+04".

    Returns
    -------
    Reading
        "value" with an int where the number is whole, else a float; "missing" for a blank, a dash,
        "ไม่มี" and their like; "invalid" for formula errors, wrong commas, percent signs and
        other text.

    Notes
    -----
    The dot is the decimal sign, as in all Thai files. Pure and cached: map over unique values.

    Examples
    --------
    >>> parse_number("๓๐,๐๐๐ บาท").value
    30000
    >>> parse_number("-").kind, parse_number("#DIV/0!").kind
    ('missing', 'invalid')
    """
    if value is None or value != value:
        return Reading(None, "missing", "ช่องว่าง")
    if isinstance(value, bool):
        return Reading(None, "invalid", _WRONG)
    if isinstance(value, str):
        return _parse_text(value)
    try:
        return _whole(float(value), value)
    except (TypeError, ValueError, OverflowError):
        return Reading(None, "invalid", _WRONG)


@lru_cache(maxsize=2**16)
def _parse_text(text: str) -> Reading[int | float]:
    cleaned = to_arabic_digits(clean_text(text))
    if _ONLY_DASHES.fullmatch(cleaned) or cleaned.lower() in _MISSING_WORDS:
        return Reading(None, "missing", "ไม่ได้กรอกค่า" if cleaned else "ช่องว่าง")
    if _EXCEL_ERROR.fullmatch(cleaned):
        return Reading(None, "invalid", "สูตรใน Excel ให้ผลผิดพลาด")
    if "%" in cleaned:
        return Reading(None, "invalid", "เป็นร้อยละ ไม่ใช่จำนวน")
    return _parse_digits(cleaned)


def _parse_digits(cleaned: str) -> Reading[int | float]:
    bare = _bare(cleaned)
    if not any(c.isdigit() for c in bare):
        return Reading(None, "invalid", _WRONG)
    if not _DIGITS.fullmatch(bare):
        has_comma = "," in bare and re.fullmatch(r"[+-]?[\d,.]+", bare)
        return Reading(None, "invalid", "จุลภาคคั่นหลักพันไม่ถูกตำแหน่ง" if has_comma else _WRONG)
    plain = bare.replace(",", "").replace(" ", "")
    if plain.lstrip("+-").isdigit():
        return Reading(int(plain), "value")
    return _whole(float(plain), plain)


def _bare(cleaned: str) -> str:
    """Take currency signs and units off, and turn accountants' brackets into a minus."""
    text = cleaned.replace("−", "-")
    if text.startswith("(") and text.endswith(")"):
        text = "-" + text[1:-1]
    head = _UNIT.match(text)
    text = text[head.end() :] if head else text
    tail = re.search(rf"(?:{_UNIT.pattern})+$", text)
    return (text[: tail.start()] if tail else text).strip()


def _whole(number: float, given: object) -> Reading[int | float]:
    if not math.isfinite(number):
        return Reading(None, "invalid", _WRONG)
    if not number.is_integer():
        return Reading(number, "value")
    return Reading(int(given) if isinstance(given, int) else int(number), "value")
