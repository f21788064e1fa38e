"""Decides whether a line that begins with a label is one: the place tells, not the words alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from povlib.knowledge.labels import LabelTable, fold, split_marker
from povlib.knowledge.linekinds import Line
from povlib.knowledge.moments import read_moment
from povlib.knowledge.people import (
    looks_like_bare_name,
    looks_like_office,
    looks_like_person,
    places,
)
from povlib.thai import HIDDEN_TH

__all__ = ["Spot", "is_banner", "is_label"]

_AHEAD = 3  # how many lines further on another label makes this one believable
_SURE_LETTERS = 8
_LONG_LABEL = 16
_PARAGRAPH_LETTERS = 50
_SET_OFF_LETTERS = 6
_SIGN = re.compile(r"\s*\S[^:：\t]{0,60}?(?:[:：\t]|\s{3})")
_PROSE = ("objective", "problem_area")
_PROSE_LABEL = 12
_STARTS = ("title", "owner")
_DATE_LETTERS = 50
_NOT_KEPT = ("phone", "date_recorded")  # of these the text itself is not kept: it must be sure
_PHONE = re.compile(rf"(?:{re.escape(HIDDEN_TH)}|[\d๐-๙\s,./()+-]|ต่อ|และ|มือถือ)+")
_BY = re.compile(r"^\W*(?:โดย|ผู้เขียน|เขียนโดย|เรียบเรียงโดย)")


@dataclass(frozen=True)
class Spot:
    """Where a line stands.

    Attributes
    ----------
    section : str
        What is open above: "" for nothing, "head" or "body".
    heading_number, list_number : int or None
        The last number of a heading and of a list item above.
    item_number : int or None
        This line's own number as a list item.
    is_after_blank, is_after_label, is_before_item, is_before_label, is_before_start : bool
        The line above is blank or a label; the next line is a marked item; one of the next few
        begins with a label; one begins with a label that opens a record.
    """

    section: str
    heading_number: int | None
    list_number: int | None
    item_number: int | None
    is_after_blank: bool
    is_after_label: bool
    is_before_item: bool
    is_before_label: bool
    is_before_start: bool

    @classmethod
    def at(
        cls,
        lines: Sequence[Line],
        at: int,
        *,
        section: str,
        numbers: tuple[int | None, int | None],
    ) -> "Spot":
        """Look around a line of a page."""
        above = lines[at - 1] if at else None
        below = [line for line in lines[at + 1 : at + 12] if line.kind != "blank"][:_AHEAD]
        kind, number, _ = split_marker(lines[at].text)
        return cls(
            section,
            *numbers,
            item_number=number if kind == "number" else None,
            is_after_blank=above is None or above.kind != "text",
            is_after_label=_is_under_label(lines, at),
            is_before_item=bool(below) and split_marker(below[0].text)[0] != "",
            is_before_label=any(_is_plain(line) for line in below),
            is_before_start=any(_is_plain(line) and line.hit.key in _STARTS for line in below),
        )


def is_label(line: Line, spot: Spot, *, table: LabelTable) -> bool:
    """Tell whether the label that a line begins with is a label here.

    Parameters
    ----------
    line : Line
        With a hit.
    spot : Spot
    table : LabelTable
    """
    hit = line.hit
    entry = table.fields[hit.key]
    if hit.number is not None and _goes_on_a_list(line, spot):
        return False
    if hit.key == "owner" and _BY.match(line.text) and not _is_somebody(hit.value):
        return False
    if hit.boundary in ("tail", "fuzzy"):
        is_apart = spot.is_after_blank or (hit.boundary == "fuzzy" and hit.number is None)
        stands_alone = is_apart and spot.is_before_item
        return spot.section != "" and (line.is_heading or stands_alone)
    if hit.boundary in ("glued", "run"):
        return _is_edge_lost(line, spot)
    if is_banner(line, spot, table=table):
        return False
    if hit.boundary == "space" and entry.part != "head" and not entry.inline:
        looks = (_runs_into_text, _ends_head, _is_set_off)
        return spot.section != "" and any(look(line, spot) for look in looks)
    if hit.key in _PROSE and hit.value and spot.section == "body" and not _SIGN.match(line.raw):
        return _begins_prose(line, spot)
    if entry.part == "head" and spot.section == "body":
        return _is_head_in_body(line, spot)
    return spot.section != "" or entry.part == "head" or _is_sure(line) or spot.is_before_label


def is_banner(line: Line, spot: Spot, *, table: LabelTable) -> bool:
    """Tell what kind of page it is ("เรื่องเล่า") from a label: the record begins right below.

    Parameters
    ----------
    line : Line
        With a hit.
    spot : Spot
    table : LabelTable
    """
    entry = table.fields[line.hit.key]
    is_body = entry.part != "head" and not entry.inline
    is_whole = line.hit.boundary in ("end", "strong")
    return is_body and is_whole and spot.section == "" and spot.is_before_start


def _is_edge_lost(line: Line, spot: Spot) -> bool:
    """Tell a label that its value follows without a space, as where a table lost its edges."""
    is_near = spot.is_before_label or spot.is_after_label
    if line.hit.boundary == "glued":
        return is_near or spot.section == "head" or line.hit.key == "objective"
    return is_near and (spot.section == "head" or line.hit.key == "title")


def _runs_into_text(line: Line, spot: Spot) -> bool:
    """Tell a heading whose text follows on its line after one space only."""
    hit = line.hit
    kind, number, _ = split_marker(hit.value)
    if (kind == "number" and number == 1) or kind == "bullet":
        return True
    if hit.number is not None and spot.heading_number is not None:
        return hit.number == spot.heading_number + 1
    return len(fold(line.text)) - len(fold(hit.value)) >= _LONG_LABEL


def _is_set_off(line: Line, spot: Spot) -> bool:
    """Tell a heading that begins a block, as in the first column of a printed table.

    No sentence has a space behind its first noun; short labels ("สรุป") are words of many sentences.
    """
    letters = len(fold(line.text)) - len(fold(line.hit.value))
    return spot.is_after_blank and letters >= _SET_OFF_LETTERS


def _begins_prose(line: Line, spot: Spot) -> bool:
    """Tell "วัตถุประสงค์ ..." from a line of running text that happens to begin with "เป้าหมาย"."""
    letters = len(fold(line.text)) - len(fold(line.hit.value))
    return letters >= _PROSE_LABEL or spot.is_after_blank or line.hit.value.startswith("เพื่อ")


def _ends_head(line: Line, spot: Spot) -> bool:
    """Tell the first heading under the head of a record: a paragraph follows on its line."""
    is_under_head = spot.section == "head" and (spot.is_after_label or spot.is_after_blank)
    return is_under_head and len(line.hit.value) >= _PARAGRAPH_LETTERS


def _goes_on_a_list(line: Line, spot: Spot) -> bool:
    """Tell an item of a list from a numbered heading."""
    number = line.hit.number
    goes_on = spot.list_number is not None and number == spot.list_number + 1
    is_next_heading = spot.heading_number is not None and number == spot.heading_number + 1
    return goes_on and not is_next_heading and line.hit.boundary != "end"


def _is_head_in_body(line: Line, spot: Spot) -> bool:
    """Tell whether a name, a position or a date among running text begins something new."""
    hit = line.hit
    if hit.key == "recorder":
        return hit.boundary != "space" or spot.is_after_blank or _is_named(hit.value)
    is_near = spot.is_before_label or spot.is_after_label
    if hit.boundary == "space" and _says_its_value(hit.key, hit.value):
        return is_near or hit.key != "place"
    if hit.boundary == "space" and hit.key in _NOT_KEPT:
        return False
    if hit.boundary == "space":
        return is_near and (spot.is_after_blank or _is_somebody(hit.value) or hit.key == "title")
    return is_near or _is_sure(line)


def _says_its_value(key: str, value: str) -> bool:
    """Tell a line at a page's foot by what follows its label: a number, a day or a place."""
    if key == "phone":
        return _PHONE.fullmatch(value) is not None
    if key == "date_recorded":
        return len(value) <= _DATE_LETTERS and read_moment(value) is not None
    return key == "place" and any(places([value]))


def _is_sure(line: Line) -> bool:
    return line.hit.boundary in ("end", "strong") and len(fold(line.text)) >= _SURE_LETTERS


def _is_somebody(value: str) -> bool:
    return looks_like_person(value) or looks_like_office(value)


def _is_named(value: str) -> bool:
    return _is_somebody(value) or looks_like_bare_name(value)


def _is_under_label(lines: Sequence[Line], at: int) -> bool:
    """Tell whether the last line above that is not blank begins with a label."""
    above = (line for line in reversed(lines[max(0, at - _AHEAD) : at]) if line.kind != "blank")
    return any(line.hit is not None for line in islice(above, 1))


def _is_plain(line: Line) -> bool:
    return line.hit is not None and line.hit.boundary in ("end", "strong", "space", "glued")
