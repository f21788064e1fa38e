"""The shell of the catalogue's pages: one look for all, in a file of its own beside them.

A browser takes styles from beside a page on a file share, but no script that is named by its hash,
so the one script stands in the page that needs it.
"""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import Environment, Template

from povlib.figures.live import script_hash
from povlib.figures.page import page_style

__all__ = ["CREDITS_TH", "Shown", "look_css", "set_page"]

CREDITS_TH = (
    "ทุกแฟ้มเปิดได้โดยไม่ต้องต่ออินเทอร์เน็ต ชื่อคนและหมายเลขในเนื้อหาถูกปิด"
    " ผู้ให้ความรู้ได้รับการระบุชื่อเฉพาะเมื่อยินยอม · povlib"
)


@dataclass(frozen=True)
class Shown:
    """One page of the catalogue.

    Attributes
    ----------
    title : str
        Plain text.
    body_html, footer_html : str
        HTML made of escaped pieces.
    root : str
        The way from the page to the catalogue's folder, "" or "../".
    script : str
        One of ours, "" for none.
    words : str
        What the script reads, packed as base64.
    """

    title: str
    body_html: str
    footer_html: str
    root: str = ""
    script: str = ""
    words: str = ""


def set_page(shown: Shown) -> str:
    """Give a page that needs nothing but the look beside it.

    Parameters
    ----------
    shown : Shown

    Raises
    ------
    ReportError
        The script would not be what its hash says.
    """
    return _template().render(
        title=shown.title,
        root=shown.root,
        body=shown.body_html,
        footer=shown.footer_html,
        script=shown.script,
        words=shown.words,
        hash=script_hash(shown.script) if shown.script else "",
    )


@cache
def look_css() -> str:
    """Give the look of all pages: fonts, the brief's rules and the catalogue's own."""
    css = (files("povlib") / "resources" / "catalogue.css").read_text(encoding="utf-8")
    return page_style() + re.sub(r"/\*.*?\*/|\n\s*", "", css, flags=re.S) + "\n"


@cache
def _template() -> Template:
    text = (files("povlib") / "resources" / "catalogue.html.j2").read_text(encoding="utf-8")
    return Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(text)
