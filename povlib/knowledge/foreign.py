"""Files that are no page of lessons, known by their first bytes, and what to do with each."""

from pathlib import Path

from povlib.errors import InputError

__all__ = ["require_readable_kind"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURE = "ภาพ"
_PICTURE_TODO = "พิมพ์ข้อความในภาพเป็นแฟ้ม .docx หรือ .txt ก่อน"
_AS_DOCX = "เปิดด้วย Word แล้วบันทึกเป็น .docx"
_AS_HTML = "เปิดในเบราว์เซอร์ แล้วบันทึกเป็น .html หรือคัดลอกข้อความไปบันทึกเป็น .txt"
_UNPACK = "แตกแฟ้มก่อน แล้วนำเข้าทีละแฟ้ม"
_OTHER = "นำเข้าเฉพาะแฟ้ม .txt .html .docx หรือ .pdf"
_KINDS = (
    (b"\x89PNG", _PICTURE, _PICTURE_TODO),
    (b"\xff\xd8\xff", _PICTURE, _PICTURE_TODO),
    (b"GIF8", _PICTURE, _PICTURE_TODO),
    (b"BM", _PICTURE, _PICTURE_TODO),
    (b"II*\0", _PICTURE, _PICTURE_TODO),
    (b"MM\0*", _PICTURE, _PICTURE_TODO),
    (b"RIFF", "ภาพ เสียง หรือวีดิทัศน์", _OTHER),
    (b"ID3", "เสียง", _OTHER),
    (b"{\\rtf", "เอกสาร RTF", _AS_DOCX),
    (b"MZ", "โปรแกรม", _OTHER),
    (b"\x7fELF", "โปรแกรม", _OTHER),
    (b"Rar!", "แฟ้มบีบอัด", _UNPACK),
    (b"7z\xbc\xaf", "แฟ้มบีบอัด", _UNPACK),
    (b"\x1f\x8b", "แฟ้มบีบอัด", _UNPACK),
    (b"SQLite format 3", "ฐานข้อมูล", _OTHER),
    (b"PAR1", "ตาราง Parquet", _OTHER),
    (b"%!PS", "เอกสาร PostScript", "เปิดแล้วบันทึกเป็น PDF"),
    (b"MIME-Version:", "หน้าเว็บแบบแฟ้มเดียว (MHT)", _AS_HTML),
    (b"From: <Saved by", "หน้าเว็บแบบแฟ้มเดียว (MHT)", _AS_HTML),
)
_TEXT_LIKE = frozenset((b"BM", b"MZ", b"ID3"))
# Names of streams in an OLE container, as they stand in its directory.
_STREAMS = (
    ("EncryptedPackage", "เอกสารที่ล็อกด้วยรหัสผ่าน", "ปลดรหัสผ่านใน Word แล้วบันทึกใหม่"),
    ("WordDocument", "เอกสาร Word แบบเก่า (.doc)", _AS_DOCX),
    ("Workbook", "แฟ้ม Excel", _OTHER),
    ("PowerPoint Document", "แฟ้ม PowerPoint", "คัดลอกข้อความไปบันทึกเป็น .docx"),
)


def require_readable_kind(content: bytes, *, path: Path) -> None:
    """Refuse an empty file, and one whose first bytes tell that it is neither text nor HTML.

    Parameters
    ----------
    content : bytes
        Of the whole file.
    path : pathlib.Path
        Named in errors; nothing is read.

    Raises
    ------
    InputError
        The message names the kind of file and what to do.

    Examples
    --------
    >>> require_readable_kind(b"GIF89a", path=Path("x.txt"))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    povlib.errors.InputError: แฟ้มต้องเป็นข้อความ HTML DOCX หรือ PDF · ได้ 'ภาพ' · ที่ x.txt · ...
    """
    if not content.strip():
        raise InputError("แฟ้มต้องไม่ว่าง", where=path.name, todo="ตรวจว่าเลือกแฟ้มถูกและบันทึกครบ")
    if content.startswith(_OLE):
        _refuse(*_kind_of_container(content), path=path)
    for mark, kind, todo in _KINDS:
        # Short marks are letters too: only with a byte that no text has are they a picture.
        if content.startswith(mark) and (mark not in _TEXT_LIKE or b"\0" in content[:64]):
            _refuse(kind, todo, path=path)


def _kind_of_container(content: bytes) -> tuple[str, str]:
    for name, kind, todo in _STREAMS:
        if name.encode("utf-16-le") in content:
            return kind, todo
    return "แฟ้มแบบเก่าของ Office", _AS_DOCX


def _refuse(kind: str, todo: str, *, path: Path) -> None:
    raise InputError("แฟ้มต้องเป็นข้อความ HTML DOCX หรือ PDF", got=kind, where=path.name, todo=todo)
