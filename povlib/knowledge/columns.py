"""Puts a flattened table back: labels that stand in a row, their values in a row below."""

from collections.abc import Sequence
from dataclasses import replace

from povlib.knowledge.labels import LabelTable
from povlib.knowledge.linekinds import Line
from povlib.knowledge.people import looks_like_office, looks_like_person

__all__ = ["pair_columns"]

_AT_LEAST = 2


def pair_columns(lines: Sequence[Line], *, table: LabelTable) -> list[Line]:
    """Give each label of a flattened table its value, as if both stood on one line.

    Parameters
    ----------
    lines : sequence of Line
    table : LabelTable

    Returns
    -------
    list of Line
        The lines of values that went to a label are blank now.
    """
    done = list(lines)
    at = 0
    while at < len(done):
        run = _empty_heads(done, at, table)
        if len(run) >= _AT_LEAST:
            _pair(done, run)
        at = run[-1] + 1 if run else at + 1
    return done


def _empty_heads(lines: Sequence[Line], at: int, table: LabelTable) -> list[int]:
    """Give the places of labels without a value that follow each other from here."""
    run: list[int] = []
    while at < len(lines) and (_is_empty_head(lines[at], table) or _is_gap(lines, at, run)):
        if lines[at].hit:
            run.append(at)
        at += 1
    return run


def _is_gap(lines: Sequence[Line], at: int, run: list[int]) -> bool:
    return bool(run) and lines[at].kind == "blank" and run[-1] == at - 1


def _is_empty_head(line: Line, table: LabelTable) -> bool:
    if line.hit is None or line.hit.boundary not in ("end", "strong") or line.hit.value:
        return False
    entry = table.fields[line.hit.key]
    return entry.part == "head" or entry.inline


def _pair(lines: list[Line], run: Sequence[int]) -> None:
    """Hand the values below a run of labels to them, one each; the last takes the rest."""
    places = _values_below(lines, run[-1] + 1)
    if not places:
        return
    targets = _targets(lines, run, places)
    for label, place in zip(targets, places, strict=False):
        value = lines[place]
        hit = replace(lines[label].hit, value=value.text, boundary="strong", confidence=0.8)
        lines[label] = replace(lines[label], hit=hit)
        lines[place] = replace(value, kind="blank", text="", hit=None, day=None)


def _values_below(lines: Sequence[Line], at: int) -> list[int]:
    places: list[int] = []
    for place in range(at, len(lines)):
        line = lines[place]
        if line.hit is not None or line.kind not in ("text", "blank"):
            break
        if line.kind == "blank" and places:
            break
        if line.kind == "text":
            places.append(place)
    return places


def _targets(lines: Sequence[Line], run: Sequence[int], places: Sequence[int]) -> list[int]:
    """Give the label of each value: in order where there are as many, else by how values look."""
    if len(places) >= len(run):
        return list(run)
    keys = {lines[label].hit.key: label for label in run}
    found = []
    for place in places:
        text = lines[place].text
        key = "office" if looks_like_office(text) else "owner"
        fits = looks_like_office(text) or looks_like_person(text)
        found.append(keys.get(key, run[-1]) if fits else run[-1])
    return found
