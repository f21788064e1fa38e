"""A cell is one count of one set of households; a pattern says which cells are hidden.

The key of a cell is its attribute=value pairs in alphabetical order. An attribute that another one
determines (a province beside its district) is left out, so one set has one key everywhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from povlib.errors import DisclosureError

__all__ = [
    "UP_TO",
    "Key",
    "Pattern",
    "cell_key",
    "count_of",
    "from_json",
    "is_hidden",
    "to_json",
]

Key = tuple[tuple[str, str], ...]

UP_TO = "<="
"""Before a value: this value and all that come before it (cumulative cells)."""


@dataclass(frozen=True)
class Pattern:
    """Which cells of one universe are hidden. It holds true counts: it never leaves the register.

    Attributes
    ----------
    universe : str
        The set of households the cells are taken from, such as "target:2557".
    threshold : int
        The smallest count that may be shown (zero apart).
    margins : tuple of tuple of str
        Attributes whose counts may be published; a cell outside them is refused.
    ancestors : mapping
        Attribute to all attributes that it determines.
    cumulative : tuple of str
        Attributes with "up to" cells.
    counts : mapping
        Key to true count of every cell that is not zero.
    hidden : mapping
        Key to "primary" (a small count) or "complement".
    witnesses : tuple of mapping
        Other values of hidden cells (the rest as they are) that agree with all that is shown.
        Together they prove the bounds; a lower level has to agree with each of them.
    is_last_resort : bool
        What the higher level shows gives some hidden cell away, whatever is hidden here.
    """

    universe: str
    threshold: int
    margins: tuple[tuple[str, ...], ...]
    ancestors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    cumulative: tuple[str, ...] = ()
    counts: Mapping[Key, int] = field(default_factory=dict, repr=False)
    hidden: Mapping[Key, str] = field(default_factory=dict, repr=False)
    witnesses: tuple[Mapping[Key, float], ...] = field(default=(), repr=False)
    is_last_resort: bool = False


def cell_key(cell: Mapping[str, str], *, ancestors: Mapping[str, tuple[str, ...]]) -> Key:
    """Give the one key of a set of households.

    Parameters
    ----------
    cell : mapping
        Attribute to value.
    ancestors : mapping
        Attribute to all attributes that it determines.

    Examples
    --------
    >>> cell_key({"province": "65", "district": "6501"}, ancestors={"district": ("province",)})
    (('district', '6501'),)
    """
    implied = {above for name in cell for above in ancestors.get(name, ())}
    return tuple(sorted((name, value) for name, value in cell.items() if name not in implied))


def is_hidden(pattern: Pattern, cell: Mapping[str, str]) -> bool:
    """Tell whether a cell is hidden.

    Parameters
    ----------
    pattern : Pattern
    cell : mapping
        Attribute to value.

    Raises
    ------
    DisclosureError
        The cell belongs to no margin of the pattern, so nothing is known about its safety.
    """
    return _resolve(pattern, cell) in pattern.hidden


def count_of(pattern: Pattern, cell: Mapping[str, str]) -> int:
    """Give the true count of a cell (for checks inside the gate; 0 where no household is in it).

    Parameters
    ----------
    pattern : Pattern
    cell : mapping

    Raises
    ------
    DisclosureError
        As `is_hidden`.
    """
    return pattern.counts.get(_resolve(pattern, cell), 0)


def to_json(pattern: Pattern) -> dict[str, Any]:
    """Write a pattern as plain lists, dicts, texts and numbers.

    Parameters
    ----------
    pattern : Pattern
    """
    keys = list(pattern.counts)
    place = {key: n for n, key in enumerate(keys)}
    return {
        "universe": pattern.universe,
        "threshold": pattern.threshold,
        "margins": [list(margin) for margin in pattern.margins],
        "ancestors": {name: list(above) for name, above in pattern.ancestors.items()},
        "cumulative": list(pattern.cumulative),
        "cells": [[dict(key), pattern.counts[key], pattern.hidden.get(key, "")] for key in keys],
        "witnesses": [
            [[place[key], value] for key, value in witness.items()] for witness in pattern.witnesses
        ],
        "is_last_resort": pattern.is_last_resort,
    }


def from_json(content: Mapping[str, Any]) -> Pattern:
    """Read a pattern that `to_json` wrote.

    Parameters
    ----------
    content : mapping

    Examples
    --------
    >>> pattern = Pattern("target:2557", 5, ((),), counts={(): 30})
    >>> from_json(to_json(pattern)) == pattern
    True
    """
    # The names of a key are in order, and were written so.
    keys = [tuple(cell.items()) for cell, _, _ in content["cells"]]
    return Pattern(
        universe=content["universe"],
        threshold=content["threshold"],
        margins=tuple(tuple(margin) for margin in content["margins"]),
        ancestors={name: tuple(above) for name, above in content["ancestors"].items()},
        cumulative=tuple(content["cumulative"]),
        counts={key: row[1] for key, row in zip(keys, content["cells"], strict=True)},
        hidden={key: row[2] for key, row in zip(keys, content["cells"], strict=True) if row[2]},
        witnesses=tuple(
            {keys[place]: value for place, value in witness} for witness in content["witnesses"]
        ),
        is_last_resort=content["is_last_resort"],
    )


def _resolve(pattern: Pattern, cell: Mapping[str, str]) -> Key:
    """Give the cell's key as the pattern knows it, or refuse a cell it knows nothing about."""
    key = cell_key(cell, ancestors=pattern.ancestors)
    names = tuple(name for name, _ in key)
    if names not in pattern.margins:
        raise DisclosureError(
            "a published cell must belong to a margin of the pattern",
            got=dict(key),
            where=pattern.universe,
            todo=f"add the margin {names} to find_pattern",
        )
    return _last_value(pattern, key)


def _last_value(pattern: Pattern, key: Key) -> Key:
    """Move "up to February" to "up to January" where no household has the value February."""
    if key in pattern.counts:
        return key
    for place, (name, value) in enumerate(key):
        if not value.startswith(UP_TO):
            continue
        before, after = key[:place], key[place + 1 :]
        known = [
            other[place][1]
            for other in pattern.counts
            if len(other) == len(key)
            and other[:place] == before
            and other[place + 1 :] == after
            and other[place][0] == name
            and UP_TO <= other[place][1] <= value
        ]
        if known:
            return (*before, (name, max(known)), *after)
    return key
