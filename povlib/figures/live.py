"""What lets a page draw its figures again, to be pointed at: Plotly's scripts and packed drawings.

The page stays one file that asks nothing of a network. Plotly's cartesian bundle travels as text
that no browser runs; a script of ours unpacks it and adds it as a script, which the page's policy
allows by hash, as it does ours. Until that has worked, and in print, the page shows its SVGs.
"""

import json
import re
import zlib
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any, Protocol

from povlib import thai
from povlib.errors import ReportError
from povlib.figures.interactive import PLOTLY_CONFIG, describe
from povlib.figures.marks import Figure

__all__ = ["Live", "bundle", "live", "pack", "packed", "script_hash"]

STILL_TH = "เบราว์เซอร์นี้แสดงรูปแบบนิ่ง ตัวเลขทั้งหมดอยู่ในตารางใต้รูป"
LIVE_TH = "ชี้หรือแตะที่รูปเพื่ออ่านตัวเลข ตารางอยู่ใต้รูป"

# Axes of dates in an office's own figures; ours write their months as text.
_THAI = {
    "locale": "th",
    "locales": {
        "th": {
            "dictionary": {},
            "format": {
                "days": ["อาทิตย์", "จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์"],
                "shortDays": ["อา.", "จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส."],
                "months": list(thai.MONTHS_TH),
                "shortMonths": list(thai.MONTHS_SHORT_TH),
                "date": "%d/%m/%Y",
            },
        }
    },
}
_BUNDLE = "plotly-cartesian.js.zz"
_PACKED = re.compile(r"[A-Za-z0-9+/]*={0,2}")


@dataclass(frozen=True)
class Live:
    """What an interactive page holds more than another.

    Attributes
    ----------
    style : str
        CSS, after the page's own.
    said_html : str
        A line under the head, still until the drawings stand; "" where only an office's own
        figures are drawn.
    html : str
        Data and script, at the end of the body.
    hashes : tuple of str
        Of the scripts that the page's policy must allow.
    """

    style: str
    said_html: str
    html: str
    hashes: tuple[str, ...]


class Drawn(Protocol):
    """A part of a page, its drawing as `packed` gives it, and if it has no other."""

    name: str
    drawn: str
    is_own: bool


def live(parts: Iterable[Drawn], *, is_whole: bool) -> Live | None:
    """Give what a page needs to draw figures in the browser.

    Parameters
    ----------
    parts : iterable of Part
    is_whole : bool
        True has all figures of the page drawn so, and the page says it; else only those that have
        no other drawing.

    Returns
    -------
    Live or None
        None where there is nothing to draw.

    Raises
    ------
    ReportError
        A drawing is not what `packed` gives.
    """
    blocks = [_block(p.name, p.drawn) for p in parts if p.drawn and (is_whole or p.is_own)]
    if not blocks:
        return None
    folder = files("povlib") / "resources"
    script = (folder / "interactive.js").read_text(encoding="utf-8")
    style = (folder / "interactive.css").read_text(encoding="utf-8")
    said = f'<p class=said id=live-said data-live="{LIVE_TH}">{STILL_TH}</p>'
    config = json.dumps(PLOTLY_CONFIG | _THAI, ensure_ascii=False)
    whole = b64encode((folder / _BUNDLE).read_bytes()).decode()
    return Live(
        style=re.sub(r"/\*.*?\*/|\n\s*", "", style, flags=re.S),
        said_html=said if is_whole else "",
        html="\n".join(
            [
                *blocks,
                f"<script type=application/json id=live-config>{config}</script>",
                f"<script type=text/plain id=live-bundle>{whole}</script>",
                f"<script>{script}</script>",
            ]
        ),
        hashes=(script_hash(script), script_hash(bundle())),
    )


def packed(figure: Figure) -> str:
    """Give the drawing of a figure, packed for a page.

    Parameters
    ----------
    figure : Figure
        One that `to_svg` has drawn, and so checked.
    """
    return pack([describe(figure)])


def pack(drawings: list[dict[str, Any]]) -> str:
    """Give drawings as base64 of a zlib stream of JSON.

    Parameters
    ----------
    drawings : list of dict
        Each with data and layout, as Plotly describes a figure; one a place in the figure.
    """
    text = json.dumps(drawings, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return b64encode(zlib.compress(text.encode(), level=9)).decode()


@cache
def bundle() -> str:
    """Give the text of Plotly's cartesian bundle; its first lines name version and licence."""
    whole = (files("povlib") / "resources" / _BUNDLE).read_bytes()
    return zlib.decompress(whole).decode()


def script_hash(script: str) -> str:
    """Give the hash of a script as a content-security-policy names it.

    Parameters
    ----------
    script : str

    Raises
    ------
    ReportError
        The browser would not find the same text in the page.
    """
    if re.search(r"</script|<!--|\r", script, re.I):
        raise ReportError("a script must stand in a page unchanged", got="</script, <!-- or CR")
    return f"sha256-{b64encode(sha256(script.encode()).digest()).decode()}"


def _block(name: str, packed: str) -> str:
    if not re.fullmatch(r"[\w-]+", name) or not _PACKED.fullmatch(packed):
        raise ReportError("a drawing must be packed, and its name a plain word", got=name)
    return f"<script type=text/plain data-of=fig-{name}>{packed}</script>"
