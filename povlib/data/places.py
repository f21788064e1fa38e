"""Where a row lies: codes checked against the country's places, and codes made from names.

A code of a place that was abolished is kept as filed. Where it has exactly one successor the issue
names it with its basis; otherwise it says that there is none, or lists them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from povlib.areas import Level, find_area, resolve_code
from povlib.data.cleaning import Finding
from povlib.data.sheets import texts_at
from povlib.errors import AreaError
from povlib.thai import clean_text, to_arabic_digits

__all__ = ["BuiltCodes", "build_codes", "check_places"]

_BASIS_TH = {"notice": "ตามประกาศ", "name": "ชื่อตรงกันเพียงแห่งเดียว"}
_MOST = 1_000_000
_PARTS = ("province_name", "district_name", "subdistrict_name", "subdistrict_code", "moo")
_LEVELS: tuple[Level, ...] = ("province", "district", "subdistrict")


@dataclass(frozen=True)
class BuiltCodes:
    """Codes made from other columns; 0 and `missing` where none could be made."""

    data: np.ndarray
    missing: np.ndarray
    findings: tuple[Finding, ...]


def check_places(codes: np.ndarray, *, missing: np.ndarray, below: int) -> tuple[Finding, ...]:
    """Look up the subdistrict of each code.

    Parameters
    ----------
    codes : numpy.ndarray of int
        Village or subdistrict codes.
    missing : numpy.ndarray of bool
    below : int
        100 for villages, 1 for subdistricts: what a code is divided by to give its subdistrict.

    Returns
    -------
    tuple of Finding
        "code_unknown", and "code_abolished" with the successor and its basis in the detail.

    Examples
    --------
    >>> check_places(np.array([24010101]), missing=np.array([False]), below=100)
    ()
    """
    places = np.where(missing, 0, codes // below)
    is_used = np.zeros(_MOST, bool)
    is_used[np.minimum(places, _MOST - 1)] = True
    found = []
    for place in np.flatnonzero(is_used):
        rule, detail = _rule_of(f"{place:06d}") if place else ("", "")
        if rule:
            found.append(Finding(rule, np.flatnonzero(places == place), detail))
    return tuple(found)


def build_codes(
    columns: Mapping[str, pa.StringArray], *, encoding: str, is_village: bool
) -> BuiltCodes:
    """Make codes from the columns of place names, subdistrict codes and village numbers.

    Parameters
    ----------
    columns : mapping of str to pyarrow.StringArray
        By role: province_name, district_name, subdistrict_name, subdistrict_code, moo.
    encoding : str
    is_village : bool
        True makes 8 digits, False the 6 of a subdistrict.

    Returns
    -------
    BuiltCodes
        Each different combination is looked up once.
    """
    roles = [role for role in _PARTS if role in columns]
    first, numbers = _combinations([columns[role] for role in roles])
    texts = [texts_at(columns[role], first, encoding=encoding) for role in roles]
    found = [
        _code_of(dict(zip(roles, map(clean_text, row), strict=True)), is_village=is_village)
        for row in zip(*texts, strict=True)
    ]
    codes, details = [code for code, _ in found], [detail for _, detail in found]
    values = np.array(codes, np.int64)[numbers]
    findings = tuple(
        Finding("place_unknown", np.flatnonzero(numbers == n), detail)
        for n, detail in enumerate(details)
        if detail
    )
    return BuiltCodes(values, values == 0, findings)


def _combinations(columns: list[pa.StringArray]) -> tuple[np.ndarray, np.ndarray]:
    """Give the first row of each different combination of cells, and the number of each row's."""
    combined = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        coded = column.view(pa.binary()).dictionary_encode()
        combined = combined * len(coded.dictionary) + coded.indices.to_numpy(zero_copy_only=False)
        _, combined = np.unique(combined, return_inverse=True)
    _, first, numbers = np.unique(combined, return_index=True, return_inverse=True)
    return first, numbers


def _rule_of(code: str) -> tuple[str, str]:
    place = resolve_code(code)
    if place.basis == "current":
        return "", ""
    if place.basis == "unknown":
        return "code_unknown", code
    if place.code_now:
        return "code_abolished", f"ปัจจุบันคือ {place.code_now} ({_BASIS_TH[place.basis]})"
    if place.successors:
        return "code_abolished", f"มีรหัสใหม่หลายรหัส {', '.join(place.successors)}"
    return "code_abolished", "ไม่มีรหัสใหม่ที่แทนกันได้"


def _code_of(texts: dict[str, str], *, is_village: bool) -> tuple[int, str]:
    """Give the code, or 0 and why there is none; all empty is missing and needs no reason."""
    if not any(texts.values()):
        return 0, ""
    subdistrict = re.sub(r"\.0*$", "", to_arabic_digits(texts.get("subdistrict_code", "")))
    if not re.fullmatch(r"\d{6}", subdistrict):
        try:
            subdistrict = _subdistrict_of(texts)
        except AreaError:
            return 0, "ตำบล อำเภอ หรือจังหวัดไม่ตรงกับพื้นที่ใด หรือชื่อซ้ำ"
    if not is_village:
        return int(subdistrict), ""
    moo = re.search(r"\d{1,2}", to_arabic_digits(texts.get("moo", "")))
    return (int(f"{subdistrict}{int(moo[0]):02d}"), "") if moo else (0, "ต้องมีเลขหมู่ที่")


def _subdistrict_of(texts: dict[str, str]) -> str:
    within: str | None = None
    for level in _LEVELS:
        name = texts.get(f"{level}_name", "")
        if name or level == "subdistrict":
            within = find_area(name, level=level, within=within)
    return str(within)
