"""Lays a made-up lesson out as people write them: labels, gaps, markers, breaks."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

from povlib.knowledge.demo.records import Fields
from povlib.params.model import FrozenModel, read_yaml
from povlib.thai import to_thai_digits

__all__ = ["Style", "draw_style", "lay_out"]

_GAPS = ("  ", "     ", "\t", " : ", " \u00a0 ")
_MARKERS = ("{}.", "{}.", "{})", "({})", "{}. ", "-", "- ", "• ")
_INDENTS = ("", "     ", "        ", "\u00a0\u00a0\u00a0 ")


class _Part(FrozenModel):
    """A part of a page: a label with its value in one of several ways."""

    key: str = ""
    way: Literal["row", "bare", "pair", "heading", "under", "points", "prose"]
    labels: list[str] = [""]
    may_miss: bool = False


class _Layouts(FrozenModel):
    shapes: dict[str, list[_Part]]


@dataclass(frozen=True)
class Style:
    """How one writer lays a page out.

    Attributes
    ----------
    gap : str
        Between a label and its value.
    marker : str
        Of points, "{}" is their number.
    indent : str
        Before points and paragraphs.
    has_thai_digits : bool
    is_twice : bool
        The cautions were pasted twice.
    is_joined : bool
        The second point stands on the line of the first.
    page_after : int
        A page number stands after so many lines, 0 for none.
    has_title : bool
        A title without label stands in the text; false where the site shows it above.
    """

    gap: str
    marker: str
    indent: str
    has_thai_digits: bool
    is_twice: bool
    is_joined: bool
    page_after: int
    has_title: bool = True


def draw_style(draw: random.Random, *, has_thai_digits: bool) -> Style:
    """Draw how a page is laid out, with a slip here and there.

    Parameters
    ----------
    draw : random.Random
    has_thai_digits : bool
    """
    marker = draw.choice(_MARKERS)
    return Style(
        gap=draw.choice(_GAPS),
        marker=marker,
        indent=draw.choice(_INDENTS),
        has_thai_digits=has_thai_digits,
        is_twice=draw.random() < 0.05,
        is_joined="{}" in marker and draw.random() < 0.06,
        page_after=draw.choice((9, 12, 15)) if draw.random() < 0.06 else 0,
    )


def lay_out(
    fields: Fields, *, shape: str, style: Style, more: Mapping[str, str], draw: random.Random
) -> list[str]:
    """Give the lines of a page; a tab parts a label from its value where a table would.

    Parameters
    ----------
    fields : dict
        As `records.write_fields` and `write_owner` give them.
    shape : str
    style : Style
    more : mapping
        Other values of the head by key: date, place, phone.
    draw : random.Random
    """
    said = {**fields, **more}
    lines: list[str] = []
    for part in _layouts()[shape]:
        if part.may_miss and not said.get(part.key):
            continue
        if part.key == "title" and part.way == "bare" and not style.has_title:
            continue
        label = draw.choice(part.labels)
        lines += _lines(
            part, to_thai_digits(label) if style.has_thai_digits else label, said, style
        )
        if style.is_twice and part.key == "cautions":
            lines += _lines(part, label, said, style)
    if style.page_after and len(lines) > style.page_after + 4:
        lines.insert(style.page_after, "- 1 -")
    return lines


@cache
def _layouts() -> dict[str, list[_Part]]:
    path = files("povlib") / "resources" / "demo_lessons" / "layouts.yml"
    return read_yaml(Path(str(path)), _Layouts).shapes


def _lines(part: _Part, label: str, said: Mapping[str, object], style: Style) -> list[str]:
    value = said.get(part.key, "")
    texts = [value] if isinstance(value, str) else [*value]
    if part.way == "heading":
        return [label]
    if part.way == "bare":
        return [f"{label}{', '.join(texts)}"]
    if part.way == "row":
        return [f"{label}{style.gap}{value}"]
    if part.way == "pair":
        return [f"{label}{style.gap}{said['position']}", f"\t{said['office']}"]
    if part.way == "points":
        return [label, *_points(texts, style)]
    indent = style.indent if len(texts) == 1 else style.indent or _INDENTS[1]
    return [label, *(f"{indent}{line}" for text in texts for line in text.split("\n"))]


def _points(texts: Sequence[str], style: Style) -> list[str]:
    if len(texts) == 1 and "\n" not in texts[0]:
        return [f"{style.indent}{texts[0]}"]
    lines = [line for at, text in enumerate(texts, 1) for line in _point(at, text, style)]
    if style.is_joined and not any("\n" in text for text in texts[:2]):
        lines[:2] = [f"{lines[0]}     {lines[1].strip()}"]
    return lines


def _point(at: int, text: str, style: Style) -> Iterator[str]:
    first, *rest = text.split("\n")
    marker = style.marker.format(_digits(str(at), style))
    sign = "•" if "-" in marker else "-"
    yield f"{style.indent}{marker}{first}"
    for below, line in enumerate(rest, 1):
        inner = _digits(f"{at}.{below}", style) if "{}" in style.marker else sign
        yield f"{style.indent}    {inner} {line}"


def _digits(number: str, style: Style) -> str:
    return to_thai_digits(number) if style.has_thai_digits else number
