"""HTML pages as lines: those that offices saved from a site, and those that Word made."""

import re
from collections.abc import Iterator
from pathlib import Path

from povlib.errors import InputError
from povlib.knowledge.chrome import leave_out_chrome
from povlib.knowledge.htmllines import html_lines
from povlib.knowledge.lines import Line
from povlib.thai import decode_text

__all__ = ["decode_html", "looks_like_html", "read_html"]

_HEAD_BYTES = 4096
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w-]{2,20})""", re.IGNORECASE)
_HEAD_LETTERS = 8192
_BEGINNING = re.compile(
    r"\s*(?>(?><\?xml[^>]*>|<!--.*?-->)\s*)*+"
    r"<(?:!doctype\s+html|html|head|body|meta|title|link|base|style|script|div|p|span|table|article"
    r"|section|main|header|nav|aside|footer|form|pre|blockquote|tr|td|center|font|h[1-6]|ul|ol|br|b|strong|img|a)\b",
    re.IGNORECASE | re.DOTALL,
)
_ROOT = re.compile(r"<(?:html|body)[\s>]|<!doctype\s+html", re.IGNORECASE)
_CLOSING = re.compile(r"</(?:p|div|td|tr|table|span|li|h[1-6]|font)\s*>", re.IGNORECASE)
_CLOSING_LEAST = 3
# The parser's time grows with the square of the depth, and no page is near this.
_DEPTH_MOST = 1000
_TAGS_MOST = 200_000
_TAGS = re.compile(r"<!--|-->|<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)
_NO_TAGS_IN = {"<!--": "-->", "<script": "</script", "<style": "</style"}
# Elements that end by themselves; they only lie deep inside others that are counted.
_SELF_ENDING = frozenset(
    (
        *("p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot", "option", "br", "hr"),
        *("img", "input", "meta", "link", "col", "area", "base", "wbr", "source", "param", "embed"),
        *("html", "head", "body", "colgroup", "track"),
    )
)


def looks_like_html(text: str) -> bool:
    """Tell whether a text is HTML, whatever its file is called.

    Examples
    --------
    >>> looks_like_html("<p>ก</p>"), looks_like_html("ใส่ <br> ท้ายบรรทัด")
    (True, False)
    """
    head = text[:_HEAD_LETTERS]
    if _BEGINNING.match(head) or _ROOT.search(head):
        return True
    return len(_CLOSING.findall(text[: 8 * _HEAD_LETTERS])) >= _CLOSING_LEAST


def decode_html(content: bytes) -> str:
    """Decode a page; what it says of its encoding decides only where its bytes allow both.

    Examples
    --------
    >>> decode_html('<meta charset="tis-620">ปี'.encode("cp874"))[-2:]
    'ปี'
    """
    declared = _DECLARED.search(content[:_HEAD_BYTES])
    return decode_text(content, declared=declared.group(1).decode("ascii") if declared else "")


def read_html(text: str, *, path: Path) -> tuple[str, list[Line]]:
    """Give a page's title and lines, its chrome left out.

    Parameters
    ----------
    text : str
    path : pathlib.Path
        Named in errors; nothing is read.

    Raises
    ------
    InputError
        It has more than 200,000 tags, or elements that lie too deep in one another.

    Examples
    --------
    >>> read_html("<title>ก</title><nav>เมนู</nav><p>ข<br>ค</p>", path=Path("x.html"))
    ('ก', [('ข', False), ('ค', False)])
    """
    # A hundredth of a second and 4 MB that only an import needs.
    from selectolax.lexbor import LexborHTMLParser

    _require_small(text, path=path)
    _require_shallow(text, path=path)
    page = LexborHTMLParser(text)
    title = page.css_first("head > title")
    lines = [line for node in leave_out_chrome(page) for line in html_lines(node)]
    return (title.text() if title is not None else ""), lines


def _require_small(text: str, *, path: Path) -> None:
    if text.count("<") > _TAGS_MOST:
        raise InputError(
            f"หน้าเว็บต้องมีป้ายกำกับไม่เกิน {_TAGS_MOST:,} ป้าย",
            where=path.name,
            todo="คัดลอกเฉพาะข้อความขององค์ความรู้ แล้วบันทึกเป็น .txt",
        )


def _require_shallow(text: str, *, path: Path) -> None:
    depths: dict[str, int] = {}
    for is_end, name in _elements(text):
        depths[name] = max(0, depths.get(name, 0) + (-1 if is_end else 1))
        if depths[name] > _DEPTH_MOST:
            raise InputError(
                "หน้าเว็บต้องไม่มีป้ายกำกับซ้อนกันลึกเกินไป",
                got=f"<{name}> ซ้อนกันกว่า {_DEPTH_MOST:,} ชั้น",
                where=path.name,
                todo="เปิดในเบราว์เซอร์ คัดลอกข้อความ แล้วบันทึกเป็น .txt",
            )


def _elements(text: str) -> Iterator[tuple[bool, str]]:
    """Give where elements begin and end, but for those in comments and scripts."""
    awaited = ""
    for tag in _TAGS.finditer(text):
        found = tag.group().lower()
        if awaited:
            awaited = "" if found == awaited else awaited
        elif found in _NO_TAGS_IN:
            awaited = _NO_TAGS_IN[found]
        elif tag.group(2) and tag.group(2).lower() not in _SELF_ENDING:
            yield bool(tag.group(1)), tag.group(2).lower()
