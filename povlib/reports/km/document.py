"""A lesson as a Word document: headings, numbered and plain points, a Thai font, fixed bytes."""

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from povlib.knowledge.outline import Chapter, LessonOutline, Point

if TYPE_CHECKING:
    # Only the hints need them here: a document is one of several forms.
    from docx.document import Document
    from docx.styles.style import ParagraphStyle
    from docx.text.paragraph import Paragraph

__all__ = ["lesson_docx"]

_FONT = "TH Sarabun New"
_FIXED = datetime(2000, 1, 1)  # a constant: the same lesson must give the same bytes
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_SIZES = {"Normal": 16, "Title": 26, "Heading 1": 18}
_LISTS = {"steps": "List Number", "points": "List Bullet"}
_BELOW = "List Bullet 2"
_FACT_INCHES = (1.5, 4.5)
_BAGGAGE = ("/stylesWithEffects", "/thumbnail")


def lesson_docx(lesson: LessonOutline) -> bytes:
    """Give a lesson as the bytes of a DOCX file.

    Parameters
    ----------
    lesson : LessonOutline

    Returns
    -------
    bytes
        The same lesson gives the same bytes. No author is named and no time is in the file.
    """
    # Imported here: 90 ms, and few commands write documents.
    import docx

    document = docx.Document()
    _drop_baggage(document)
    _set_properties(document, lesson)
    _set_styles(document)
    document.add_paragraph(lesson.title, style="Title")
    for note in lesson.notes:
        font = document.add_paragraph(style="Normal").add_run(note).font
        font.italic = font.cs_italic = True
    _add_facts(document, lesson)
    for chapter in lesson.chapters:
        _add_chapter(document, chapter)
    buffer = io.BytesIO()
    document.save(buffer)
    return _without_times(buffer.getvalue())


def _drop_baggage(document: "Document") -> None:
    """Leave out the template's preview picture and its second set of styles."""
    for links in (document.part.rels, document.part.package.rels):
        for key in [key for key, link in links.items() if link.reltype.endswith(_BAGGAGE)]:
            del links[key]


def _set_properties(document: "Document", lesson: LessonOutline) -> None:
    said = document.core_properties
    said.title, said.language = lesson.title, "th-TH"
    said.author = said.last_modified_by = said.comments = said.keywords = ""
    said.created = said.modified = _FIXED
    said.revision = 1


def _set_styles(document: "Document") -> None:
    """Name the Thai font for Latin and for complex scripts, or Word sets Thai in another."""
    used = ("Normal", "Title", "Heading 1", *_LISTS.values(), _BELOW)
    for name in used:
        _set_font(document.styles[name], size=_SIZES.get(name, _SIZES["Normal"]))
    _keep_styles(document, used)


def _keep_styles(document: "Document", names: Sequence[str]) -> None:
    """Take out the styles of the template that nothing here uses: nine in ten of the file."""
    styles = document.styles
    kept = {styles[name].style_id for name in names}
    kept |= {style.base_style.style_id for name in names if (style := styles[name]).base_style}
    for element in list(styles.element.style_lst):
        if element.styleId not in kept and not element.default:
            styles.element.remove(element)


def _set_font(style: "ParagraphStyle", *, size: int) -> None:
    from docx.oxml.ns import qn
    from docx.oxml.shared import OxmlElement
    from docx.shared import Pt, RGBColor

    style.font.name, style.font.size = _FONT, Pt(size)
    style.font.color.rgb = RGBColor(0x1B, 0x1F, 0x23)
    properties = style.element.get_or_add_rPr()
    fonts = properties.rFonts
    for key in list(fonts.attrib):
        del fonts.attrib[key]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), _FONT)
    for tag, key, value in (("szCs", "val", str(size * 2)), ("lang", "bidi", "th-TH")):
        for old in properties.findall(qn(f"w:{tag}")):
            properties.remove(old)
        element = OxmlElement(f"w:{tag}")
        element.set(qn(f"w:{key}"), value)
        properties.append(element)


def _add_facts(document: "Document", lesson: LessonOutline) -> None:
    """Add the head as a table; Thai is bold only where it is said of complex scripts too."""
    from docx.shared import Inches

    if not lesson.facts:
        return
    table = document.add_table(rows=0, cols=2)
    for label, value in lesson.facts:
        cells = table.add_row().cells
        cells[0].width, cells[1].width = (Inches(width) for width in _FACT_INCHES)
        font = cells[0].paragraphs[0].add_run(label).font
        font.bold = font.cs_bold = True
        cells[1].paragraphs[0].add_run(value)


def _add_chapter(document: "Document", chapter: Chapter) -> None:
    document.add_paragraph(chapter.heading_th, style="Heading 1")
    if chapter.shape == "prose":
        for point in chapter.points:
            document.add_paragraph(point.text)
        return
    number = _new_numbering(document) if chapter.shape == "steps" else None
    for point in chapter.points:
        _add_point(document, point, shape=chapter.shape, number=number)


def _add_point(document: "Document", point: Point, *, shape: str, number: int | None) -> None:
    paragraph = document.add_paragraph(point.text, style=_LISTS[shape])
    if number is not None:
        _number(paragraph, number)
    for text in point.below:
        document.add_paragraph(text, style=_BELOW)


def _new_numbering(document: "Document") -> int:
    """Give a list of its own with the style's numbers, so that each list begins at one."""
    numbering = document.part.numbering_part.element
    style = document.styles[_LISTS["steps"]].element.pPr.numPr.numId.val
    kind = numbering.num_having_numId(style).abstractNumId.val
    fresh = numbering.add_num(kind)
    fresh.add_lvlOverride(0).add_startOverride(1)
    return fresh.numId


def _number(paragraph: "Paragraph", number: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # python-docx has no public way
    properties.get_or_add_numId().val = number
    properties.get_or_add_ilvl().val = 0


def _without_times(content: bytes) -> bytes:
    """Write the package anew, its parts in the same order and all of one time."""
    fixed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, date_time=_ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            new.writestr(entry, old.read(name))
    return fixed.getvalue()
