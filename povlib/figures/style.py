"""The look, once: colours by meaning, text styles, and how wide a text is in Sarabun.

Colours and sizes are those of the brief's rules; `brief.css` holds the same values for the page.
"""

import json
from functools import cache
from importlib.resources import files

from povlib.errors import ReportError

__all__ = ["COLOURS", "STATUS_COLOUR", "STATUS_SOFT", "TEXTS", "WIDTH", "colour", "text_width"]

WIDTH = 344
"""Every figure's width in units: half an A4 page at 1 unit = 1 px."""

COLOURS = {
    "ink": "#1b1f23",
    "secondary": "#54595f",
    "line": "#868b91",
    "grid": "#e3e0d9",
    "paper": "#fff",
    "met": "#0b3c5d",
    "track": "#4696c4",
    "track_soft": "#a9cbdd",
    "behind": "#b5420f",
    "behind_soft": "#d8a58c",
    "behind_pale": "#f6e3d8",
    "none": "#6b7178",
    "process": "#66717b",
    "process_first": "#3c444b",
    "dropped": "#ebe8e2",
    "unknown": "#d9d6d0",
    "unmeasured": "#d5d3ce",
    "flow_up": "#a5cde1",
    "flow_stay": "#dedbd5",
    "flow_fall": "#e9b99f",
    "flow_new": "#f3d9ca",
    "second": "#8a6512",
    "more_0": "#dcebf2",
    "more_1": "#a9cfe0",
    "more_2": "#5fa3c4",
    "more_3": "#1f6690",
    "worse_0": "#fcf6e8",
    "worse_1": "#f6e3b9",
    "worse_2": "#ebc880",
    "worse_3": "#dca748",
    "hatch": "",
}
"""Semantic name to hex; "hatch" is drawn with the figure's own pattern."""

STATUS_COLOUR = {
    "met": "met",
    "on_track": "track",
    "behind": "behind",
    "no_data": "none",
    "no_targets": "line",
}
STATUS_SOFT = {"met": "track_soft", "on_track": "track_soft", "behind": "behind_soft"}

TEXTS = {
    "body": ("", 11.5, 400, "ink"),
    "bold": ("b", 11.5, 700, "ink"),
    "small": ("s", 10.5, 400, "secondary"),
    "axis": ("x", 10.0, 400, "secondary"),
    "axis_ink": ("xi", 10.0, 400, "ink"),
    "small_behind": ("sr", 10.5, 400, "behind"),
    "bold_behind": ("rb", 11.5, 700, "behind"),
    "bold_met": ("hm", 11.5, 700, "met"),
    "white": ("w", 11.5, 400, "paper"),
    "white_bold": ("wb", 11.5, 700, "paper"),
    "big": ("big", 17.0, 700, "ink"),
}
"""Text style to class in brief.css, size in units, weight, colour."""

_THIN_MARKS = frozenset(
    "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e3a\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4d\u0e4e"
)


def colour(name: str) -> str:
    """Give the hex of a semantic colour name.

    Parameters
    ----------
    name : str
        A key of `COLOURS`.

    Raises
    ------
    ReportError
        There is no such colour; a writer cannot draw it.

    Examples
    --------
    >>> colour("ink")
    '#1b1f23'
    """
    if name not in COLOURS:
        raise ReportError("a mark's colour must be a semantic name", got=name, where="figures")
    return COLOURS[name]


def text_width(text: str, *, style: str = "body") -> float:
    """Give the width of a text in units, as Sarabun sets it.

    Parameters
    ----------
    text : str
    style : str
        A key of `TEXTS`.

    Notes
    -----
    Vowel signs and tone marks above and below add nothing. A character outside the font counts as
    a wide one, so a label is never taken for narrower than it is.

    Examples
    --------
    >>> text_width("26 ครัวเรือน", style="bold") > text_width("26 ครัวเรือน")
    True
    """
    _, size, weight, _ = TEXTS[style]
    advances = _advances()[str(weight)]
    return sum(0 if c in _THIN_MARKS else advances.get(c, 700) for c in text) * size / 1000


@cache
def _advances() -> dict[str, dict[str, int]]:
    """Read the font's advance widths (thousandths of the size), made once from the font files."""
    path = files("povlib") / "resources" / "fonts" / "widths.json"
    return json.loads(path.read_text(encoding="utf-8"))
