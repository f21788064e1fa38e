"""Definitions of all values that functions beside `poverty` give, by "function.name"."""

from difflib import get_close_matches

from povlib.errors import MeasureError
from povlib.measures.definition import Definition
from povlib.measures.definitions.change import CHANGE
from povlib.measures.definitions.dimensions import DIMENSIONS
from povlib.measures.definitions.histories import HISTORIES
from povlib.measures.definitions.money import MONEY
from povlib.measures.definitions.parts import PARTS
from povlib.measures.definitions.reach import REACH

__all__ = ["DEFINITIONS", "find_definitions"]

DEFINITIONS: dict[str, Definition] = {
    each.key: each for each in (*CHANGE, *DIMENSIONS, *HISTORIES, *MONEY, *PARTS, *REACH)
}


def find_definitions(key: str) -> tuple[Definition, ...]:
    """Give the definition of a key, or all of a function.

    Parameters
    ----------
    key : str
        "function.name" or "function".

    Raises
    ------
    MeasureError
        Neither is known; the message lists the nearest.

    Examples
    --------
    >>> [each.name for each in find_definitions("targeting")][:2]
    ['coverage', 'coverage_poor']
    """
    found = tuple(each for each in DEFINITIONS.values() if key in (each.key, each.call))
    if found:
        return found
    calls = dict.fromkeys(each.call for each in DEFINITIONS.values())
    near = get_close_matches(key, [*DEFINITIONS, *calls], n=3) or list(calls)
    raise MeasureError(
        "ต้องเป็นตัวชี้วัดที่มีในทะเบียนตัวชี้วัด",
        got=key,
        where="measures",
        todo=f"ใช้ {', '.join(near)}",
    )
