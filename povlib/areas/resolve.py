"""What an area code filed years ago means today. The filed code is always kept."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from povlib.areas.tables import WIDTHS, Level, abolished_by_code, known, level_of

__all__ = ["Basis", "Resolution", "resolve_code"]

Basis = Literal["current", "notice", "name", "no_successor", "several_successors", "unknown"]

_REASONS = {
    "notice": "รหัสยกเลิกแล้ว ใช้รหัสใหม่ตามประกาศ",
    "name": "รหัสยกเลิกแล้ว ใช้รหัสใหม่ที่ชื่อตรงกัน",
    "no_successor": "รหัสยกเลิกแล้ว และไม่มีรหัสที่ใช้แทน",
    "several_successors": "รหัสยกเลิกแล้ว และมีรหัสที่ใช้แทนหลายรหัส",
    "unknown": "ไม่มีพื้นที่ใดใช้รหัสนี้",
}


@dataclass(frozen=True, slots=True)
class Resolution:
    """A filed code and the one it has today.

    Attributes
    ----------
    code_filed : str
    code_now : str or None
        None where there is no single answer.
    level : {"province", "district", "subdistrict", "village"} or None
    basis : str
        "current": in use; "notice": one successor by a notice in the Royal Gazette; "name": one
        successor by equal name only; "no_successor", "several_successors" and "unknown" have no
        `code_now`.
    successors : tuple of str
        The candidates where there are several.
    source : str
        The notice, where there is one.
    reason_th : str
        For the issues table; "" for a code in use.
    """

    code_filed: str
    code_now: str | None
    level: Level | None
    basis: Basis
    successors: tuple[str, ...] = ()
    source: str = ""
    reason_th: str = ""


@lru_cache(maxsize=2**17)
def resolve_code(code: str | int) -> Resolution:
    """Map a filed code to the code of today, where there is exactly one.

    Parameters
    ----------
    code : str or int
        2, 4, 6 or 8 digits, as `parse_code` gives them.

    Returns
    -------
    Resolution
        Never raises: without a single successor `code_now` is None and `reason_th` says why.

    Notes
    -----
    A village keeps its number (หมู่ที่) in the successor of its subdistrict; some villages were
    renumbered, so only the subdistrict of a mapped village code is certain.

    Examples
    --------
    >>> resolve_code("100205").code_now, resolve_code("100205").basis
    ('102901', 'name')
    >>> resolve_code("104701").successors
    ('104702', '104703')
    """
    filed = str(code)
    level = level_of(filed)
    if level == "village":
        return _of_village(filed)
    if level is None or filed not in known():
        return Resolution(filed, None, level, "unknown", reason_th=_REASONS["unknown"])
    if known()[filed].is_current:
        return Resolution(filed, filed, level, "current")
    return _of_abolished(filed, level)


def _of_abolished(code: str, level: Level) -> Resolution:
    entry = abolished_by_code()[code]
    source = entry.successors_source or ""
    if len(entry.successors) == 1 and entry.successors_basis:
        basis: Basis = entry.successors_basis
        return Resolution(
            code, entry.successors[0], level, basis, entry.successors, source, _REASONS[basis]
        )
    basis = "several_successors" if entry.successors else "no_successor"
    return Resolution(code, None, level, basis, entry.successors, source, _REASONS[basis])


def _of_village(code: str) -> Resolution:
    width = WIDTHS["subdistrict"]
    place, village = resolve_code(code[:width]), code[width:]
    return Resolution(
        code,
        place.code_now and place.code_now + village,
        "village",
        place.basis,
        tuple(s + village for s in place.successors),
        place.source,
        place.reason_th,
    )
