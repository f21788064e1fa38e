"""Area codes as they arrive: 110101.0, 1.10101E+05, 24-1-1, a lost zero; each repair is named."""

import re
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from povlib.areas.tables import WIDTHS, Level, known
from povlib.thai import Reading, clean_text, to_arabic_digits

__all__ = ["parse_code"]

_MISSING = re.compile(r"[-–—.\s]*|ไม่มี|ไม่ทราบ|ไม่ระบุ|n/?a|nan|none|null", re.IGNORECASE)
_GROUPS = re.compile(r"\d{2}(?:\s*[-/.\s]\s*\d{1,2}){1,3}")
_LEVELS_TH = {"province": "จังหวัด", "district": "อำเภอ", "subdistrict": "ตำบล", "village": "หมู่บ้าน"}


def parse_code(value: object, level: Level) -> Reading[str]:
    """Read an area code of one level as text of fixed width, and name what was repaired.

    Parameters
    ----------
    value : object
        Text, a number, or None.
    level : {"province", "district", "subdistrict", "village"}
        2, 4, 6 or 8 digits.

    Returns
    -------
    Reading
        "value" with the digits and in `reason_th` the repair ("" for none); "missing"; or
        "invalid". Whether a place has the code is for `resolve_code` to say.

    Notes
    -----
    A number such as 1.10101E+07 has lost its last digits in a spreadsheet and is refused. A village
    code of seven digits gets its zero back only if the first six are a subdistrict's code. Pure
    and cached.

    Examples
    --------
    >>> parse_code("110101.0", "subdistrict")
    Reading(value='110101', kind='value', reason_th='ตัดทศนิยมท้ายรหัส')
    >>> parse_code("1.10101E+07", "village").kind
    'invalid'
    >>> parse_code(2401011, "village").value
    '24010101'
    """
    if value is None or value != value:
        return Reading(None, "missing", "ช่องว่าง")
    return _parse(
        value
        if isinstance(value, str)
        else repr(value)
        if isinstance(value, float)
        else str(value),
        level,
    )


@lru_cache(maxsize=2**16)
def _parse(text: str, level: Level) -> Reading[str]:
    cleaned = to_arabic_digits(clean_text(text)).strip("'\"")
    if _MISSING.fullmatch(cleaned):
        return Reading(None, "missing", "ไม่ได้กรอกรหัส" if cleaned else "ช่องว่าง")
    digits, repair = _digits(cleaned)
    if digits is None:
        return Reading(None, "invalid", repair)
    return _fit(digits, level, repair=repair)


def _digits(cleaned: str) -> tuple[str | None, str]:
    """Give the digits and the repair, or None and the reason."""
    if cleaned.isascii() and cleaned.isdigit():
        return cleaned, ""
    as_number = _from_number(cleaned)
    if as_number:
        return as_number
    if _GROUPS.fullmatch(cleaned):
        parts = re.findall(r"\d+", cleaned)
        return "".join(p.zfill(2) for p in parts), "รวมรหัสที่เขียนแยกส่วน"
    return None, "รหัสต้องเป็นตัวเลขล้วน"


def _from_number(cleaned: str) -> tuple[str | None, str] | None:
    has_exponent = "e" in cleaned.lower()
    if not has_exponent and not re.fullmatch(r"\d+\.0*|\d{1,3}(?:,\d{3})+", cleaned):
        return None
    try:
        number = Decimal(cleaned.replace(",", ""))
    except InvalidOperation:
        return None
    if has_exponent and int(number.as_tuple().exponent) > 0:
        return None, "รหัสอยู่ในรูปเลขยกกำลัง หลักท้ายสูญหายแล้ว"
    if number != number.to_integral_value() or number < 0:
        return None, "รหัสต้องเป็นจำนวนเต็ม"
    repair = "แปลงจากรูปเลขยกกำลัง" if has_exponent else "ตัดทศนิยมท้ายรหัส"
    return str(int(number)), "ตัดจุลภาคในรหัส" if "," in cleaned else repair


def _fit(digits: str, level: Level, *, repair: str) -> Reading[str]:
    width = WIDTHS[level]
    if len(digits) == width:
        return Reading(digits, "value", repair)
    if level == "village" and len(digits) == width - 1 and digits[:6] in known():
        added = "เติมศูนย์หน้าเลขหมู่ที่"
        return Reading(
            f"{digits[:6]}0{digits[6]}", "value", f"{repair} และ{added}" if repair else added
        )
    return Reading(None, "invalid", f"รหัส{_LEVELS_TH[level]}ต้องมี {width} หลัก แต่มี {len(digits)} หลัก")
