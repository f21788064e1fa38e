"""Word documents as lines: turned into HTML by mammoth, then read as any page."""

import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

from povlib.errors import InputError
from povlib.knowledge.htmllines import html_lines
from povlib.knowledge.lines import Line
from povlib.knowledge.packages import text_package

__all__ = ["read_docx"]

_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => h2:fresh
p[style-name='heading 7'] => h6:fresh
p[style-name='heading 8'] => h6:fresh
p[style-name='heading 9'] => h6:fresh
br[type='page'] => br
br[type='column'] => br
"""
_CORE = "docProps/core.xml"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
# Marks of notes ("[1]" and an arrow back) that the text of the document does not have.
_NOTE_MARKS = "a[href^='#footnote'], a[href^='#endnote']"
_SPREAD_TABS = re.compile(r"\t +| +\t")


def read_docx(content: bytes, *, path: Path) -> tuple[str, list[Line]]:
    """Give a document's title and lines.

    Parameters
    ----------
    content : bytes
        Of the whole file.
    path : pathlib.Path
        Named in errors; nothing is read.

    Returns
    -------
    tuple of str and list of (str, bool)
        Headers and footers of pages, comments and deleted text are left out; footnotes come last.
        Word's own numbers are counted anew ("1. ", "1.1 ").

    Raises
    ------
    InputError
        As `packages.text_package`; or the text of the document cannot be read.
    """
    # Together a twelfth of a second and 18 MB that only an import of documents needs.
    from mammoth import convert_to_html
    from selectolax.lexbor import LexborHTMLParser

    package = text_package(content, path=path)
    try:
        html = convert_to_html(
            io.BytesIO(package),
            style_map=_STYLES,
            include_embedded_style_map=False,
            external_file_access=False,
            ignore_empty_paragraphs=False,
            convert_image=_no_image,
        ).value
    # Which errors mammoth raises for a damaged document is not documented: any of them means that.
    except Exception as error:
        raise InputError(
            "เอกสาร Word ต้องไม่เสียหาย",
            where=path.name,
            todo="เปิดด้วย Word แล้วบันทึกใหม่เป็น .docx",
        ) from error
    body = LexborHTMLParser(html).body
    for mark in body.css(_NOTE_MARKS) if body is not None else ():
        mark.decompose()
    lines = html_lines(body, keeps_spaces=True) if body is not None else []
    return _title(package), [(_SPREAD_TABS.sub("\t", text), head) for text, head in lines]


def _no_image(_: object) -> list[object]:
    return []


def _title(package: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(package)) as parts:
        if _CORE not in parts.namelist():
            return ""
        try:
            return ElementTree.fromstring(parts.read(_CORE)).findtext(_TITLE) or ""
        except ElementTree.ParseError:
            return ""
