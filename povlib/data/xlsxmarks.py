"""Cells of an XLSX file that hold no usable value: failed formulas, and formulas never calculated.

The workbook reader gives both as empty cells; an empty cell would hide a mistake.
"""

import io
import re
import zipfile
from html import unescape

__all__ = ["read_marks"]

_SHEET = re.compile(r'<(?:\w+:)?sheet [^>]*?name="([^"]*)"[^>]*?:id="([^"]*)"')
_RELATION = re.compile(r"<Relationship [^>]*>")
_CELL = re.compile(r'<c r="([A-Z]+)(\d+)"([^>]*[^/>])?>(.*?)</c>', re.DOTALL)
_VALUE = re.compile(r"<v[^>]*>([^<]+)</v>")


def read_marks(content: bytes) -> dict[str, dict[tuple[int, int], str]]:
    """Find failed and uncalculated formulas.

    Parameters
    ----------
    content : bytes
        A file; one that is no XLSX has no marks.

    Returns
    -------
    dict
        Name of the sheet to a dict from (row, column), both from 0, to the text to show: the error
        ("#DIV/0!"), or "=" for a formula without a stored result.
    """
    if not content.startswith(b"PK"):
        return {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = set(archive.namelist())
        if "xl/workbook.xml" not in names:
            return {}
        return {
            sheet: _marks_of(archive.read(part).decode("utf-8"))
            for sheet, part in _parts(archive)
            if part in names
        }


def _parts(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    """Give each sheet's name and the path of its part."""
    book = archive.read("xl/workbook.xml").decode("utf-8")
    relations = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8")
    targets = {}
    for found in _RELATION.findall(relations):
        key, target = (re.search(rf'{name}="([^"]*)"', found) for name in (" Id", "Target"))
        if key and target:
            targets[key[1]] = f"xl/{target[1].removeprefix('/xl/')}"
    return [(unescape(name), targets.get(key, "")) for name, key in _SHEET.findall(book)]


def _marks_of(xml: str) -> dict[tuple[int, int], str]:
    if 't="e"' not in xml and "<f" not in xml:
        return {}
    marks = {}
    for letters, row, attributes, inner in _CELL.findall(xml):
        value = _VALUE.search(inner)
        if 't="e"' in attributes:
            marks[int(row) - 1, _column(letters)] = value[1] if value else "#VALUE!"
        elif "<f" in inner and value is None and 't="str"' not in attributes:
            # A formula that gives an empty text is of type "str"; one never calculated has no type.
            marks[int(row) - 1, _column(letters)] = "="
    return marks


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
