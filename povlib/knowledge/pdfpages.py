"""PDF files as lines: text by pypdf, with what Thai needs beside it.

Where the file says what a group of glyphs means (ActualText, as browsers and Word write it for
Thai), that counts and not the glyphs. The rest is repaired by `thai.repair_glyphs`.
"""

import io
import logging
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from povlib.errors import InputError
from povlib.knowledge.lines import Line, require_few_lines
from povlib.knowledge.pagemargins import leave_out_margins
from povlib.knowledge.printedlines import PrintedLine, with_gaps
from povlib.thai import repair_glyphs

if TYPE_CHECKING:
    # Only the hints need it here: `read_pdf` imports it where a PDF comes.
    from pypdf import PageObject, PdfReader

__all__ = ["read_pdf"]

_MOST_PAGES = 500
_LIMITS = {
    "zlib_maximum_output_length": 30_000_000,
    "stream_decoding_work_maximum_length": 60_000_000,
    "stream_parsing_work_maximum_count": 500_000,
    "xform_maximum_invocations_per_extraction": 500,
    "jbig2dec_binary": None,
}
_BEGINS, _ENDS = (b"BDC", b"BMC"), b"EMC"
# Code points that no font has: one for each span of a page, and one for the end of a span.
_FIRST_MARK, _MOST_SPANS, _LAST_MARK = 0xF0000, 0xFFFD, "\ue0ff"
_SPAN = re.compile(f"([\U000f0000-\U000ffffd])[^\U000f0000-\U000ffffd]*?{_LAST_MARK}")
_MARK = re.compile(f"[\U000f0000-\U000ffffd{_LAST_MARK}]")
# Alone or first on a line such a glyph is a point; within a Thai word it is a mark that is lost.
_POINT = re.compile("(^\\s*|\\s)[\0-\x08\x0e-\x1f\ufffd](?=\\s|$|(?<=^.)[ก-๎])")
_NAMELESS = re.compile("(?<![ก-๎])[\0-\x08\x0e-\x1f]+(?![ก-๎])")
# A space of print and the room that a font leaves at its sides; wider gaps are meant.
_DOUBLED = re.compile(r"(?<=\S)  (?=\S)")
_LOST = re.compile("[\0-\x08\x0e-\x1f]")
_SHOWS = frozenset((b"Tj", b"TJ", b"'", b'"'))
_DAMAGED_TODO = "เปิดแฟ้มต้นทาง แล้วบันทึกเป็น PDF ใหม่ หรือใช้ .docx แทน"


def read_pdf(
    content: bytes, *, path: Path, is_text: Callable[[str], bool] | None = None
) -> tuple[str, list[Line]]:
    """Give a PDF's title and lines, without page numbers and repeated headers and footers.

    Parameters
    ----------
    content : bytes
        Of the whole file.
    path : pathlib.Path
        Named in errors; nothing is read.
    is_text : callable, optional
        As in `pagemargins.leave_out_margins`.

    Returns
    -------
    tuple of str and list of (str, bool)
        A line is one as printed: a paragraph has several. A blank one stands where the page leaves
        more room than between its other lines.

    Raises
    ------
    InputError
        The file needs a password, is damaged, has more than 500 pages, or holds no text (a scan).
    """
    # A fourteenth of a second and 17 MB that only an import of PDF needs.
    from pypdf import PdfReader, apply_configuration
    from pypdf.errors import DependencyError, FileNotDecryptedError

    try:
        with _unlogged(), apply_configuration(**_LIMITS):
            reader = PdfReader(io.BytesIO(content))
            _require_open(reader, path=path)
            _require_size(len(reader.pages), path=path)
            pages = _pages(reader, path=path)
            title = str(reader.metadata.title or "") if reader.metadata else ""
    except InputError:
        raise
    except (DependencyError, FileNotDecryptedError) as error:
        raise _locked(path) from error
    # pypdf meets a damaged file with many kinds of errors: any of them means that.
    except Exception as error:
        raise InputError("แฟ้ม PDF ต้องไม่เสียหาย", where=path.name, todo=_DAMAGED_TODO) from error
    texts = [[one.text for one in page] for page in pages]
    lines = with_gaps(pages, kept=leave_out_margins(texts, is_text=is_text))
    if not any(line.strip() for line in lines):
        raise InputError(
            "แฟ้ม PDF ต้องมีตัวอักษร",
            got="ภาพสแกนหรือหน้าว่าง",
            where=path.name,
            todo="ใช้แฟ้มต้นฉบับ หรือพิมพ์ข้อความเป็น .docx หรือ .txt",
        )
    return repair_glyphs(title), [(line, False) for line in lines]


@contextmanager
def _unlogged() -> Iterator[None]:
    """Keep pypdf's notes about damaged files off the terminal: they could quote the text."""
    logger, handler = logging.getLogger("pypdf"), logging.NullHandler()
    propagates = logger.propagate
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield
    finally:
        logger.propagate = propagates
        logger.removeHandler(handler)


def _require_open(reader: "PdfReader", *, path: Path) -> None:
    # A file that only forbids printing or changing opens with an empty password.
    if reader.is_encrypted and not reader.decrypt(""):
        raise _locked(path)


def _locked(path: Path) -> InputError:
    return InputError(
        "แฟ้ม PDF ต้องไม่ล็อกด้วยรหัสผ่าน", where=path.name, todo="ปลดรหัสผ่านแล้วบันทึกใหม่ หรือใช้ .docx แทน"
    )


def _require_size(pages: int, *, path: Path) -> None:
    if pages > _MOST_PAGES:
        raise InputError(
            f"แฟ้ม PDF ต้องไม่เกิน {_MOST_PAGES} หน้า",
            got=f"{pages:,} หน้า",
            where=path.name,
            todo="แยกเฉพาะหน้าที่เป็นองค์ความรู้",
        )


def _pages(reader: "PdfReader", *, path: Path) -> list[list[PrintedLine]]:
    pages: list[list[PrintedLine]] = []
    lines = 0
    for page in reader.pages:
        pages.append(_page_lines(page))
        lines += len(pages[-1])
        require_few_lines(lines, path=path)
    return pages


def _page_lines(page: "PageObject") -> list[PrintedLine]:
    meant = _mark_spans(page)
    pieces: list[tuple[str, float]] = []

    def note(text: str, page_matrix: Sequence[float], text_matrix: Sequence[float], *_: object):
        pieces.append((text, text_matrix[5] * page_matrix[3] + page_matrix[5]))

    page.extract_text(visitor_text=note)
    lines = []
    for line, height in _heights(pieces):
        text = _MARK.sub("", _SPAN.sub(lambda span: meant.get(span.group(1), ""), line))
        known = repair_glyphs(_known_glyphs(text)).strip()
        lines.append(PrintedLine(_DOUBLED.sub(" ", known), height))
    return [line for line in lines if line.text]


def _heights(pieces: Iterable[tuple[str, float]]) -> Iterator[tuple[str, float]]:
    """Put pieces of text together to lines, each with where its first letters stand."""
    line, at = "", 0.0
    for text, height in pieces:
        first, *others = text.split("\n")
        at = height if first.strip() and not line.strip() else at
        line += first
        for other in others:
            yield line, at
            line, at = other, height
    yield line, at


def _known_glyphs(line: str) -> str:
    """Give a line without glyphs that the font has no name for: points of lists, or lost marks."""
    return _LOST.sub("\ufffd", _NAMELESS.sub("", _POINT.sub(r"\1•", line)))


def _mark_spans(page: "PageObject") -> dict[str, str]:
    """Put marks around the glyphs whose meaning the page tells; give the meaning of each mark.

    The glyphs stay, so that pypdf measures the gaps between words as they are.
    """
    from pypdf.generic import ContentStream, NameObject, TextStringObject

    if "/Contents" not in page:
        return {}
    # As bytes: what they stand for is for the fonts to say.
    content = ContentStream(page["/Contents"].get_object(), page.pdf, "bytes")
    meant: dict[str, str] = {}
    marked: list[tuple[list[object], bytes]] = []
    for operands, operator, before, after in _spans(content.operations, meant):
        marked += [([TextStringObject(before)], b"Tj")] if before else []
        marked.append((operands, operator))
        marked += [([TextStringObject(after)], b"Tj")] if after else []
    if meant:
        content.operations = marked
        page[NameObject("/Contents")] = content
    return meant


def _spans(
    operations: Iterable[tuple[list[object], bytes]], meant: dict[str, str]
) -> Iterator[tuple[list[object], bytes, str, str]]:
    """Give each operation with the marks before and after it; `meant` is filled on the way."""
    # Texts of the spans under way, outermost first; "" for other marked content.
    under_way: list[str] = []
    is_open = False
    for operands, operator in operations:
        before = after = ""
        if operator in _BEGINS:
            under_way.append(_actual_text(operands))
        elif operator == _ENDS:
            del under_way[-1:]
            if is_open and not any(under_way):
                after, is_open = _LAST_MARK, False
        elif operator in _SHOWS and not is_open and any(under_way) and len(meant) < _MOST_SPANS:
            before, is_open = chr(_FIRST_MARK + len(meant)), True
            meant[before] = next(filter(None, under_way))
        yield operands, operator, before, after


def _actual_text(operands: list[object]) -> str:
    properties = operands[-1] if operands else None
    text = properties.get("/ActualText") if isinstance(properties, dict) else None
    if isinstance(text, bytes):
        is_marked = text.startswith((b"\xfe\xff", b"\xff\xfe"))
        return text.decode("utf-16" if is_marked else "latin-1", errors="replace")
    return text if isinstance(text, str) else ""
