"""Pages of KM officers as lines: text, HTML, DOCX and PDF, told apart by what is in the file.

A file that is none of them, is damaged, locked, empty or too large is an `InputError` with its name
and what to do. Nothing is fetched: what a page links to stays unread.
"""

from collections.abc import Callable
from pathlib import Path

from povlib.errors import InputError
from povlib.knowledge.foreign import require_readable_kind
from povlib.knowledge.htmlpages import decode_html, looks_like_html, read_html
from povlib.knowledge.lines import Line, Page, PageLine, page_of, require_few_lines
from povlib.thai import decode_text, looks_misdecoded

__all__ = ["Page", "PageLine", "read_page"]

_MOST_BYTES = 20_000_000
_HEAD_BYTES = 1024
_LINE_ENDS = ("\r\n", "\r", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029")
_BINARY_SHARE = 0.01
_PRINTED_CONTROLS = frozenset("\t\n\r\v\f\x1c\x1d\x1e\x85\x1a")


def read_page(path: Path, *, is_text: Callable[[str], bool] | None = None) -> Page:
    """Read a page of lessons.

    Parameters
    ----------
    path : pathlib.Path
        Text (UTF-8, UTF-16, cp874), HTML, DOCX or PDF, whatever its name ends with; at most 20 MB.
    is_text : callable, optional
        Tells a line of print that is no foot of a page though it ends more than one.

    Returns
    -------
    Page
        At least one line. A row of a table is one line, its cells joined by tabs (further lines of
        a cell begin with a tab); points of lists have their marker as text, indented by two spaces
        for each level under the first.

    Raises
    ------
    InputError
        There is no such file, or it cannot be read; the message is Thai.
    """
    content = _content(path)
    kind, title, lines = _read(content, path=path, is_text=is_text)
    require_few_lines(len(lines), path=path)
    if not any(text.strip() for text, _ in lines):
        raise InputError("แฟ้มต้องมีข้อความ", where=path.name, todo="ตรวจว่าเลือกแฟ้มถูกและบันทึกครบ")
    _require_decoded(lines, path=path)
    return page_of(lines, source_file=path.name, kind=kind, title=title)


def _content(path: Path) -> bytes:
    try:
        if not path.exists():
            raise InputError("ต้องมีแฟ้มนี้", where=path.name, todo="ตรวจชื่อแฟ้มและโฟลเดอร์")
        if not path.is_file():
            raise InputError("ต้องเป็นแฟ้ม ไม่ใช่โฟลเดอร์", where=path.as_posix(), todo="ระบุชื่อแฟ้มทีละแฟ้ม")
        with path.open("rb") as file:
            # One byte more than allowed tells a file that is too large without reading it whole.
            content = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise InputError(
            "แฟ้มต้องเปิดอ่านได้", where=path.name, todo="ปิดโปรแกรมที่เปิดแฟ้มอยู่ หรือขอสิทธิ์อ่านแฟ้ม"
        ) from error
    if len(content) > _MOST_BYTES:
        raise InputError(
            f"แฟ้มต้องไม่เกิน {_MOST_BYTES // 1_000_000} MB",
            where=path.name,
            todo="แยกเป็นหลายแฟ้ม หรือลดขนาดภาพในแฟ้มก่อน",
        )
    return content


def _read(
    content: bytes, *, path: Path, is_text: Callable[[str], bool] | None
) -> tuple[str, str, list[Line]]:
    """Give kind, title and lines."""
    # The readers of documents import for a tenth of a second, and text needs none of them.
    if b"%PDF-" in content[:_HEAD_BYTES]:
        from povlib.knowledge.pdfpages import read_pdf

        return "pdf", *read_pdf(content, path=path, is_text=is_text)
    if content.startswith(b"PK"):
        from povlib.knowledge.documents import read_docx

        return "docx", *read_docx(content, path=path)
    require_readable_kind(content, path=path)
    text = decode_text(content)
    if looks_like_html(text):
        return "html", *read_html(decode_html(content), path=path)
    _require_text(text, path=path)
    require_few_lines(text.count("\n"), path=path)
    return "text", "", [(line, False) for line in _lines(text)]


def _lines(text: str) -> list[str]:
    for end in _LINE_ENDS:
        text = text.replace(end, "\n")
    # Editors of old marked the end of a file by a sign of its own.
    return text.rstrip("\x1a").removesuffix("\n").split("\n")


def _require_text(text: str, *, path: Path) -> None:
    controls = sum(letter < " " or "\x7f" <= letter < "\xa0" for letter in set(text))
    if controls:
        found = sum(text.count(c) for c in set(text) - _PRINTED_CONTROLS if c < " " or c == "\x7f")
        if "\0" in text or found > _BINARY_SHARE * len(text):
            raise InputError(
                "แฟ้มต้องเป็นข้อความ HTML DOCX หรือ PDF",
                got="ข้อมูลที่ไม่ใช่ข้อความ",
                where=path.name,
                todo="เปิดด้วยโปรแกรมที่สร้างแฟ้มนี้ แล้วบันทึกเป็น .docx หรือ .txt",
            )


def _require_decoded(lines: list[Line], *, path: Path) -> None:
    for number, (text, _) in enumerate(lines, start=1):
        if looks_misdecoded(text):
            raise InputError(
                "ข้อความต้องอ่านออก",
                got=f"ตัวอักษรเพี้ยนในบรรทัดที่ {number}",
                where=path.name,
                todo="เปิดแฟ้มต้นทาง แล้วบันทึกใหม่โดยเลือกรหัสอักขระ UTF-8",
            )
