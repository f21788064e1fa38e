"""A sheet of text cells as XLSX, written whole: rejected rows that go back to be corrected.

XlsxWriter takes some five microseconds a cell, which for many rejected rows is longer than reading
the file they come from; here rows are joined texts, some thousands at a time. The same cells give
the same bytes.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

__all__ = ["FORM_HEADERS_TH", "write_text_sheet"]

# What a form of rejected rows says of each row besides its cells; no column of any shape.
FORM_HEADERS_TH = {
    "file": "แฟ้มเดิม",
    "sheet": "แผ่นงานเดิม",
    "row": "แถวเดิม",
    "reasons": "เหตุที่ไม่รับ",
}

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_WIDTH = 18
_PLAIN_STYLE, _HEADER_STYLE, _TEXT_STYLE = 0, 1, 2
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_START = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PARTS = {
    "[Content_Types].xml": f"""<Types xmlns="{_PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>
<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/></Types>""",
    "_rels/.rels": f"""<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{_LINKS}/officeDocument" Target="xl/workbook.xml"/>
</Relationships>""",
    "xl/_rels/workbook.xml.rels": f"""<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{_LINKS}/worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="rId2" Type="{_LINKS}/styles" Target="styles.xml"/></Relationships>""",
    # Style 1 is a header, style 2 is text: Excel leaves digits in it as they were typed.
    "xl/styles.xml": f"""<styleSheet xmlns="{_MAIN}">
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>
<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>
<fills count="3"><fill><patternFill patternType="none"/></fill>
<fill><patternFill patternType="gray125"/></fill>
<fill><patternFill patternType="solid"><fgColor rgb="FFE8EEF4"/></patternFill></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
<xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyAlignment="1">
<alignment wrapText="1"/></xf>
<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>
</styleSheet>""",
}


def write_text_sheet(
    headers: Sequence[str],
    parts: Iterable[Sequence[Sequence[str]]],
    *,
    path: Path,
    name_th: str,
    title_th: str,
) -> None:
    """Write columns of text as a workbook of one sheet: a title, the headers, the rows.

    Parameters
    ----------
    headers : sequence of str
    parts : iterable of sequence of sequence of str
        Rows, some at a time: the cells of each column, equally many in each.
    path : pathlib.Path
    name_th : str
        Of the sheet.
    title_th : str
        Stands above the headers; they stay in sight when the rows move.
    """
    parts = {
        **{name: (text,) for name, text in _PARTS.items()},
        "xl/workbook.xml": (
            f'''<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}">
<sheets><sheet name="{_text(name_th)}" sheetId="1" r:id="rId1"/></sheets></workbook>''',
        ),
        "xl/worksheets/sheet1.xml": _sheet(headers, parts, title_th),
    }
    with zipfile.ZipFile(path, "w", compresslevel=1) as archive:
        for name, texts in parts.items():
            # An entry made like this carries no time of writing.
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(entry, "w") as file:
                file.write(_START.encode())
                file.writelines(text.encode() for text in texts)


def _sheet(
    headers: Sequence[str], parts: Iterable[Sequence[Sequence[str]]], title_th: str
) -> Iterator[str]:
    yield f"""<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">
<pane ySplit="2" topLeftCell="A3" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>
<cols><col min="1" max="{len(headers)}" width="{_WIDTH}" style="{_TEXT_STYLE}" customWidth="1"/>
</cols><sheetData>"""
    yield _row(1, [_content(title_th)], style=_PLAIN_STYLE)
    yield _row(2, map(_content, headers), style=_HEADER_STYLE)
    first = 3
    for columns in parts:
        yield _rows(columns, first=first)
        first += len(columns[0])
    yield "</sheetData></worksheet>"


def _rows(columns: Sequence[Sequence[str]], *, first: int) -> str:
    known = {text: _content(text) for cells in columns for text in set(cells)}
    body = zip(*([known[text] for text in cells] for cells in columns), strict=True)
    return "".join(_row(n, cells, style=_TEXT_STYLE) for n, cells in enumerate(body, start=first))


def _content(text: str) -> str:
    keep = ' xml:space="preserve"' if text != text.strip() else ""
    return f"<is><t{keep}>{_text(text)}</t></is>"


def _text(text: str) -> str:
    return escape(_NO_XML.sub("", text), {'"': "&quot;"})


def _row(number: int, cells: Iterable[str], *, style: int) -> str:
    """Write one row of cells whose content is written already; they stand from column A on."""
    start = f'<c s="{style}" t="inlineStr">'
    return f'<row r="{number}">{start}{f"</c>{start}".join(cells)}</c></row>\n'
