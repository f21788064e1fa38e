"""Reads one cell's text by the kind of its column: a value, or none, and the rule that was met.

Called once for each different text of a column that is not plain digits; everything else is
cleaned in whole columns (see `cleaning`).
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from povlib.areas import find_area, parse_code
from povlib.data.masking import shown_text
from povlib.data.teams import is_team_code
from povlib.errors import AreaError, InputError
from povlib.schema import CODE_WIDTHS, OTHER_TH, Field
from povlib.thai import (
    Reading,
    clean_text,
    looks_misdecoded,
    parse_fiscal_year,
    parse_number,
    read_date,
    redact,
    to_arabic_digits,
)

__all__ = ["Cell", "Reader", "range_th", "reader_for"]

_LEVELS = {"village_code": "village", "subdistrict_code": "subdistrict"}
_THAI_DIGIT = re.compile("[๐-๙]")
_LETTER = re.compile("[A-Za-zก-ฮ฿]")
_DASHES = re.compile(r"[-‐-―−]+")
_MOO = re.compile(r"(?:หมู่(?:ที่)?|ม\.)\s*(\d{1,2})(?!\d)")
_DOT_AMBIGUOUS = re.compile(r"(?<![\d.,])[1-9]\d{0,2}\.\d{3}(?![\d.,eE])")
_THOUSAND = 1000
_NATIONAL_ID_DIGITS = 13
_YEAR_CE = re.compile(r"(?:ค\.?ศ\.?\s*)?(?:19|20)\d\d")
_FLAGS = {
    **dict.fromkeys(["1", "ผ่าน", "ผ", "✓", "√", "/", "y", "yes", "ใช่", "true"], 1),
    **dict.fromkeys(["0", "ไม่ผ่าน", "x", "×", "✗", "n", "no", "ไม่ใช่", "false"], 0),
}


@dataclass(frozen=True)
class Cell:
    """What a text means.

    Attributes
    ----------
    value : int, str, date or None
    rule : str
        Key of `RULES`; "" for a text that needed nothing.
    detail : str
        More on the rule, in Thai, without anything personal.
    """

    value: int | str | date | None
    rule: str = ""
    detail: str = ""


Reader = Callable[[str], Cell]


def reader_for(field: Field, *, factor: float, values: Mapping[str, str]) -> Reader:
    """Give the function that reads the cells of one column.

    Parameters
    ----------
    field : Field
        From the dictionary.
    factor : float
        Amounts are multiplied by it.
    values : mapping of str to str
        For choices: normalised word to code.

    Examples
    --------
    >>> from povlib.schema import field
    >>> read = reader_for(field("household", "members"), factor=1, values={})
    >>> read("๓ คน")
    Cell(value=3, rule='thai_digits', detail='')
    >>> read("-").rule
    'missing_mark'
    """
    if field.kind == "code":
        return lambda text: _guarded(text, lambda t: _read_code(t, field.key))
    if field.kind == "choice":
        return lambda text: _guarded(text, lambda t: _read_choice(t, field, values))
    if field.kind in ("count", "money"):
        return lambda text: _guarded(text, lambda t: _read_amount(t, field, factor))
    if field.key == "team_id":
        return lambda text: _guarded(text, lambda t: _read_team(t, field))
    if field.kind in ("year_be", "grade"):
        read = _read_year if field.kind == "year_be" else _read_grade
        return lambda text: _guarded(text, lambda t: read(t, field))
    readers = {
        "id": _read_id,
        "date": _read_date,
        "flag": _read_flag,
        "text": _read_text,
    }
    return lambda text: _guarded(text, readers[field.kind])


def range_th(field: Field) -> str:
    """Say in Thai which values a column holds; "" where its rule says so already.

    Examples
    --------
    >>> from povlib.schema import field
    >>> range_th(field("followup", "process")), range_th(field("household", "members"))
    ('1 ถึง 4', '1 ถึง 50 คน')
    """
    if field.kind not in ("count", "money", "year_be", "grade") or field.high is None:
        return ""
    if field.kind in ("year_be", "grade"):
        return f"{field.low or 0} ถึง {field.high}"
    return f"{field.low or 0:,} ถึง {field.high:,} {field.unit}".strip()


def _guarded(text: str, read: Reader) -> Cell:
    """Read a cell, but for what no column can hold."""
    cleaned = clean_text(text)
    if not cleaned:
        return Cell(None)
    if looks_misdecoded(text):
        return Cell(None, "misdecoded")
    if cleaned.startswith("="):
        return Cell(None, "formula")
    if re.fullmatch(r"#[A-Z0-9/]+[!?]?", cleaned):
        return Cell(None, "excel_error")
    return read(cleaned)


def _read_amount(text: str, field: Field, factor: float) -> Cell:
    if _is_national_id(text):
        return Cell(None, "national_id")
    reading = parse_number(text)
    if reading.value is None:
        return _absent(reading, "not_a_number")
    # "50.000" is 50 or 50,000; in thousands of baht it can only be a decimal.
    if field.kind == "money" and factor < _THOUSAND and _DOT_AMBIGUOUS.search(_plain(text)):
        return Cell(None, "dot_ambiguous")
    exact = reading.value * factor
    value = int(exact) if exact == int(exact) else int(exact + 0.5)
    if value < 0:
        return Cell(None, "negative")
    if field.key == "members" and value == 0:
        return Cell(None, "members_zero")
    if not (field.low or 0) <= value <= (field.high or value):
        return Cell(None, "out_of_range", range_th(field))
    return Cell(value, "rounded" if exact != value else _number_repair(text))


def _is_national_id(text: str) -> bool:
    digits = re.sub(r"[\s-]", "", _plain(text))
    return len(digits) == _NATIONAL_ID_DIGITS and digits.isdecimal()


def _plain(text: str) -> str:
    return to_arabic_digits(clean_text(text))


def _absent(reading: Reading[object], rule: str) -> Cell:
    if reading.kind == "missing":
        return Cell(None, "missing_mark")
    return Cell(None, rule)


def _number_repair(text: str) -> str:
    if _THAI_DIGIT.search(text):
        return "thai_digits"
    if re.search(r"\d \d", text):
        return "digits_joined"
    return "unit_word" if _LETTER.search(text) else ""


def _read_id(text: str) -> Cell:
    if _DASHES.fullmatch(text):
        return Cell(None)
    digits, repair = _digits(text)
    if len(digits) == _NATIONAL_ID_DIGITS:
        return Cell(None, "national_id")
    if len(digits) != CODE_WIDTHS["household_id"] or digits.startswith("0"):
        return Cell(None, "id_invalid", repair if not digits else "")
    return Cell(int(digits), "code_repaired" if repair else "", repair)


def _digits(text: str) -> tuple[str, str]:
    """Give the digits of an id and the repair; no digits and the reason where it is none."""
    plain = to_arabic_digits(text).strip("'")
    repair = "เลขไทย" if plain != text.strip("'") else ""
    if re.fullmatch(r"[\d\s-]+", plain):
        digits = re.sub(r"[\s-]", "", plain)
        return digits, repair or ("ตัดขีดและช่องว่าง" if digits != plain else "")
    if re.fullmatch(r"\d+\.0*", plain):
        return plain.split(".")[0], "ตัดทศนิยมท้ายรหัส"
    if re.fullmatch(r"\d(?:\.\d+)?[eE]\+?\d+", plain):
        number = Decimal(plain)
        if int(number.as_tuple().exponent) <= 0 and number == number.to_integral_value():
            return str(int(number)), "แปลงจากรูปเลขยกกำลัง"
        return "", "รหัสอยู่ในรูปเลขยกกำลัง หลักท้ายสูญหายแล้ว"
    return "", ""


def _read_code(text: str, key: str) -> Cell:
    level = _LEVELS[key]
    reading = parse_code(text, level)
    if reading.value is not None:
        repair = reading.reason_th or ("เลขไทย" if _THAI_DIGIT.search(text) else "")
        return Cell(int(reading.value), "code_repaired" if repair else "", repair)
    if reading.kind == "missing":
        return Cell(None)
    if re.search("[ก-ฮ]", text):
        return _code_of_name(text, is_village=level == "village")
    return Cell(None, "code_invalid", redact(reading.reason_th))


def _code_of_name(text: str, *, is_village: bool) -> Cell:
    moo = _MOO.search(to_arabic_digits(text))
    if is_village and moo is None:
        return Cell(None, "place_unknown", "ต้องมีเลขหมู่ที่")
    address = _MOO.sub(" ", to_arabic_digits(text)) if moo else text
    try:
        code = find_area(address, level="subdistrict")
    except AreaError:
        return Cell(None, "place_unknown")
    return Cell(int(f"{code}{int(moo[1]):02d}" if is_village and moo else code), "name_to_code")


def _read_year(text: str, field: Field) -> Cell:
    plain = re.sub(r"^(\d{4})\.0*$", r"\1", to_arabic_digits(text))
    if _DASHES.fullmatch(plain):
        return Cell(None)
    try:
        year = parse_fiscal_year(plain)
    except InputError:
        return Cell(None, "year_invalid", range_th(field))
    if _YEAR_CE.fullmatch(plain):
        return Cell(year, "year_ce")
    if not re.search(r"\d{4}", plain):
        return Cell(year, "year_short")
    return Cell(year, "thai_digits" if _THAI_DIGIT.search(text) else "")


def _read_date(text: str) -> Cell:
    reading = read_date(text)
    if reading.value is None:
        if reading.kind == "missing":
            return Cell(None)
        return Cell(None, "date_invalid", redact(reading.reason_th))
    return Cell(reading.value, "date_repaired" if reading.reason_th else "", reading.reason_th)


def _read_flag(text: str) -> Cell:
    plain = re.sub(r"\.0+$", "", to_arabic_digits(text)).lower()
    if _DASHES.fullmatch(plain):
        return Cell(None)
    value = _FLAGS.get(plain)
    if value is None:
        return Cell(None, "flag_invalid")
    return Cell(value, "thai_digits" if _THAI_DIGIT.search(text) else "")


def _read_grade(text: str, field: Field) -> Cell:
    reading = parse_number(text)
    if reading.kind == "missing":
        return Cell(None)
    if not isinstance(reading.value, int):
        return Cell(None, "grade_invalid", range_th(field))
    return Cell(reading.value, "thai_digits" if _THAI_DIGIT.search(text) else "")


def _read_choice(text: str, field: Field, values: Mapping[str, str]) -> Cell:
    if _DASHES.fullmatch(text):
        return Cell(None)
    code = values.get(re.sub(r"\s", "", text).lower())
    if code is None and OTHER_TH in dict(field.choices):
        return Cell(OTHER_TH, "role_other")
    if code is None:
        known = ", ".join(label for _, label in field.choices)
        return Cell(None, "choice_unknown", f"ใช้ได้ {known}")
    return Cell(code)


def _read_team(text: str, field: Field) -> Cell:
    if _DASHES.fullmatch(text):
        return Cell(None)
    if is_team_code(text):
        return Cell(text)
    return Cell(None, "team_invalid" if field.required else "team_emptied")


def _read_text(text: str) -> Cell:
    if _DASHES.fullmatch(text):
        return Cell(None)
    hidden = shown_text(text)
    return Cell(hidden, "text_redacted" if hidden != text else "")
