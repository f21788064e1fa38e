"""Fonts and rules of a page as text of one style element, as much as the page needs."""

import re
from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from povlib.figures.svg import sign_style

__all__ = ["page_style", "style_of", "whole_style"]

_RULE = re.compile(r"([^{}]+)\{[^{}]*\}")
_CLASSES = re.compile(r'class="?([^">]+)')
_SHELL = ("defs", "pb")
"""Classes that brief.html.j2 sets."""

_RARE = (
    (re.compile("[๐-๙]"), (("digits", 400, "U+0E50-0E59"), ("digits", 700, "U+0E50-0E59"))),
    (re.compile("<(?:h[1-3]|b|dt)(?: [^>]*)?>[^<]*[a-z]{2}"), (("lower", 700, "U+0061-007A"),)),
)
"""Fonts of letters that most pages do not have, and how it is told that a page has them."""

_FONTS = (
    ("thai", 400, "U+0E01-0E5B,U+200B-200D,U+25CC"),
    ("thai", 700, "U+0E01-0E5B,U+200B-200D,U+25CC"),
    ("latin", 400, "U+0000-024F,U+2000-206F,U+2122,U+2212"),
    ("latin", 700, "U+0000-024F,U+2000-206F,U+2122,U+2212"),
)


@cache
def page_style() -> str:
    """Give fonts and brief.css as the text of one style element."""
    faces = [_face(*font) for font in _FONTS]
    css = (files("povlib") / "resources" / "brief.css").read_text(encoding="utf-8")
    return "".join([*faces, sign_style(), re.sub(r"/\*.*?\*/|\n\s*", "", css, flags=re.S)])


def whole_style() -> str:
    """Give the style of pages that share one file: all rules, and the fonts of all letters."""
    return page_style() + "".join(_face(*font) for _, fonts in _RARE for font in fonts)


def style_of(shown: str, *, script: str) -> str:
    """Give the style of one page: the rules of its classes, the fonts of its letters.

    Parameters
    ----------
    shown : str
        All HTML of the page.
    script : str
        Of the page; it may name classes too.
    """
    return _used(page_style(), _CLASSES.findall(shown), script=script) + _rare(shown)


def _rare(shown: str) -> str:
    """Give the fonts of letters that a page has and most pages do not."""
    return "".join(_face(*font) for sign, fonts in _RARE if sign.search(shown) for font in fonts)


@cache
def _face(script: str, weight: int, characters: str) -> str:
    path = files("povlib") / "resources" / "fonts" / f"sarabun-{script}-{weight}.woff2"
    data = b64encode(path.read_bytes()).decode()
    return (
        f"@font-face{{font-family:Sarabun;font-weight:{weight};font-display:block;"
        f"unicode-range:{characters};src:url(data:font/woff2;base64,{data})"
        ' format("woff2")}'
    )


def _used(style: str, classes: Sequence[str], *, script: str) -> str:
    """Leave out the rules of classes that the page does not have and its script does not name."""
    there = {*_SHELL, *re.findall(r"[\w-]+", " ".join([*classes, script]))}

    def kept(rule: re.Match[str]) -> str:
        needed = (re.sub(r":not\([^)]*\)", "", part) for part in rule[1].split(","))
        is_used = any(there.issuperset(re.findall(r"\.([a-zA-Z][\w-]*)", n)) for n in needed)
        return rule[0] if is_used else ""

    return _RULE.sub(kept, style)
