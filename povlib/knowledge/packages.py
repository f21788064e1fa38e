"""A Word document's package: checked before it is unpacked, and only its text parts are taken out.

What is refused: other kinds of zip, macros, passwords, parts that unpack to more than a document
can be (pictures too, though they stay packed), and document type definitions, which no Word
document has and which could name files.
"""

import io
import re
import zipfile
import zlib
from pathlib import Path

from povlib.errors import InputError

__all__ = ["text_package"]

_MAIN = re.compile(r"word/document\d*\.xml")
_PARTS = re.compile(
    r"\[Content_Types\]\.xml|(?:.*/)?_rels/[^/]*\.rels|(?:word|docProps)/[^/]*\.xml"
)
_MACROS = re.compile(r"(?:^|/)vbaProject\.bin$|(?:^|/)vbaData\.xml$", re.IGNORECASE)
_MACRO_TYPES = re.compile(
    rb"Type\s*=\s*[\"'][^\"']*(?:macroEnabled|vba(?:Project|Data))", re.IGNORECASE
)
_MOST_ENTRIES = 5000
_MOST_BYTES = 16_000_000
# Of all parts, also those that stay packed: hundreds of photos pass, as they hardly shrink.
_MOST_UNPACKED = 200_000_000
_MOST_TIMES = 100
_MOST_TAGS = 300_000
_PIECE_BYTES = 1 << 16
_IS_ENCRYPTED = 0x1
_DEFINITIONS = tuple(
    mark.encode(code)
    for mark in ("<!DOCTYPE", "<!ENTITY")
    for code in ("ascii", "utf-16-le", "utf-16-be")
)
_OTHERS = (
    ("xl/", "แฟ้ม Excel"),
    ("ppt/", "แฟ้ม PowerPoint"),
    ("META-INF/container.xml", "หนังสือ EPUB"),
    ("content.xml", "เอกสาร OpenDocument"),
)
_SIZE_TODO = "ตรวจที่มาของแฟ้ม หรือแยกเอกสารเป็นหลายแฟ้ม"
_DAMAGED_TODO = "เปิดด้วย Word แล้วบันทึกใหม่เป็น .docx"


def text_package(content: bytes, *, path: Path) -> bytes:
    """Give a package with the text parts of a document only: no pictures, fonts or programs.

    Parameters
    ----------
    content : bytes
        Of the whole file.
    path : pathlib.Path
        Named in errors; nothing is read.

    Returns
    -------
    bytes
        A zip without compression, at most 16 MB of XML.

    Raises
    ------
    InputError
        The file is no Word document, is damaged or locked, has macros or is too large unpacked.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _require_document(package, path=path)
            return _taken_out(package, path=path)
    except (
        *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, OSError),
        *(NotImplementedError, RuntimeError, ValueError, OverflowError, KeyError),
    ) as error:
        raise InputError("แฟ้ม DOCX ต้องไม่เสียหาย", where=path.name, todo=_DAMAGED_TODO) from error


def _require_document(package: zipfile.ZipFile, *, path: Path) -> None:
    names = package.namelist()
    if len(names) > _MOST_ENTRIES:
        _refuse_size(path)
    if not any(map(_MAIN.fullmatch, names)):
        kind = next((kind for mark, kind in _OTHERS if any(n.startswith(mark) for n in names)), "")
        raise InputError(
            "แฟ้มต้องเป็นเอกสาร Word (.docx)",
            got=kind or "แฟ้มบีบอัดที่ไม่มีเอกสาร Word",
            where=path.name,
            todo="เปิดด้วยโปรแกรมที่สร้างแฟ้มนี้ แล้วบันทึกเป็น .docx",
        )
    if any(_MACROS.search(name) for name in names):
        _refuse_macros(path)
    if any(entry.flag_bits & _IS_ENCRYPTED for entry in package.infolist()):
        raise InputError(
            "แฟ้มต้องไม่ล็อกด้วยรหัสผ่าน", where=path.name, todo="ปลดรหัสผ่านใน Word แล้วบันทึกใหม่"
        )


def _require_sizes(package: zipfile.ZipFile, *, path: Path) -> None:
    """Refuse what would fill the disk of whoever opens it, as far as the package owns up to it."""
    entries = package.infolist()
    is_bomb = any(
        one.file_size > max(_MOST_BYTES, _MOST_TIMES * one.compress_size) for one in entries
    )
    if is_bomb or sum(one.file_size for one in entries) > _MOST_UNPACKED:
        raise InputError(
            f"แฟ้ม DOCX เมื่อแตกออกต้องไม่เกิน {_MOST_UNPACKED // 1_000_000} MB"
            f" และไม่มีส่วนที่ใหญ่ขึ้นเกิน {_MOST_TIMES} เท่า",
            where=path.name,
            todo=_SIZE_TODO,
        )


def _taken_out(package: zipfile.ZipFile, *, path: Path) -> bytes:
    parts = [entry for entry in package.infolist() if _PARTS.fullmatch(entry.filename)]
    if sum(entry.file_size for entry in parts) > _MOST_BYTES:
        _refuse_size(path)
    _require_sizes(package, path=path)
    taken: dict[str, bytes] = {}
    left = _MOST_BYTES
    for entry in parts:
        taken[entry.filename] = _unpacked(package, entry, most=left, path=path)
        left -= len(taken[entry.filename])
    if any(_tells_of_macros(name, part) for name, part in taken.items()):
        _refuse_macros(path)
    if sum(part.count(b"<") for part in taken.values()) > _MOST_TAGS:
        _refuse_size(path)
    if any(mark in part for part in taken.values() for mark in _DEFINITIONS):
        raise InputError("แฟ้ม DOCX ต้องไม่มีคำสั่ง DTD", where=path.name, todo=_DAMAGED_TODO)
    return _packed(taken)


def _tells_of_macros(name: str, part: bytes) -> bool:
    """Tell whether a list of types or of relations has a macro, whatever its file is called."""
    is_list = name == "[Content_Types].xml" or name.endswith(".rels")
    # UTF-16 is read too.
    return is_list and _MACRO_TYPES.search(part.replace(b"\0", b"")) is not None


def _unpacked(package: zipfile.ZipFile, entry: zipfile.ZipInfo, *, most: int, path: Path) -> bytes:
    """Unpack piece by piece: the size that a package declares need not be true."""
    pieces: list[bytes] = []
    with package.open(entry) as file:
        while piece := file.read(_PIECE_BYTES):
            pieces.append(piece)
            most -= len(piece)
            if most < 0:
                _refuse_size(path)
    return b"".join(pieces)


def _packed(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, part in parts.items():
            package.writestr(zipfile.ZipInfo(name), part)
    return target.getvalue()


def _refuse_size(path: Path) -> None:
    raise InputError(
        f"เนื้อหาที่แตกจากแฟ้ม DOCX ต้องไม่เกิน {_MOST_BYTES // 1_000_000} MB และ {_MOST_TAGS:,} ป้ายกำกับ",
        where=path.name,
        todo=_SIZE_TODO,
    )


def _refuse_macros(path: Path) -> None:
    raise InputError(
        "เอกสารต้องไม่มีมาโคร",
        where=path.name,
        todo="เปิดด้วย Word แล้วบันทึกเป็นเอกสาร Word (.docx) ที่ไม่มีมาโคร",
    )
