"""Which encoding a text was written in: UTF-8, UTF-16 or cp874 (never Python's tis-620).

A byte that no character stands for becomes U+FFFD, which `looks_misdecoded` refuses later.
"""

import codecs
import re
from collections.abc import Iterable

__all__ = ["decode_text", "marked_encoding", "unmarked_encoding"]

_HEAD_BYTES = 200
_HIGH_BYTES = (0x00, 0x0E)
_HIGH_SHARE = 0.9
_THAI_LETTER = re.compile("[\u0e01-\u0e5b]")


def marked_encoding(content: bytes) -> str:
    """Name the encoding that a text's first bytes tell, or "".

    Parameters
    ----------
    content : bytes
        The text, or its first 200 bytes.

    Returns
    -------
    str
        "utf-8-sig", "utf-16" (both with a mark), "utf-16-le", "utf-16-be" or "".

    Examples
    --------
    >>> marked_encoding("ปี".encode("utf-16-le")), marked_encoding("ปี".encode("cp874"))
    ('utf-16-le', '')
    """
    head = content[:_HEAD_BYTES]
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    # Without a mark, UTF-16 shows by its high bytes: 00 for ASCII, 0E for Thai.
    if _is_high(head[1::2]):
        return "utf-16-le"
    return "utf-16-be" if _is_high(head[::2]) else ""


def unmarked_encoding(chunks: Iterable[bytes]) -> str:
    """Give UTF-8 where the first part that is no ASCII is valid UTF-8, else cp874.

    Parameters
    ----------
    chunks : iterable of bytes
        A text without a mark, from its beginning; a character may be cut at an end.

    Examples
    --------
    >>> unmarked_encoding([b"id,", "ปี".encode("cp874")]), unmarked_encoding([b"id"])
    ('cp874', 'utf-8')
    """
    for chunk in chunks:
        if not chunk.isascii():
            try:
                codecs.getincrementaldecoder("utf-8")().decode(chunk)
            except UnicodeDecodeError:
                return "cp874"
            return "utf-8"
    return "utf-8"


def decode_text(content: bytes, *, declared: str = "") -> str:
    """Decode a whole text, without its mark.

    Parameters
    ----------
    content : bytes
    declared : str, optional
        What the text says of itself ("windows-874"). Pages often say it wrongly, so it only decides
        where the bytes allow both.

    Returns
    -------
    str
        A text that is mostly UTF-8 keeps its damage (U+FFFD) where it is.

    Examples
    --------
    >>> decode_text("ปี ๒๕๕๗".encode("cp874")), decode_text("ปี ๒๕๕๗".encode("utf-8-sig"))
    ('ปี ๒๕๕๗', 'ปี ๒๕๕๗')
    """
    if marked := marked_encoding(content):
        return content.decode(marked, errors="replace").removeprefix("\ufeff")
    as_utf8 = content.decode("utf-8", errors="replace")
    if unmarked_encoding([content]) == "utf-8":
        is_cp874 = _is_thai_codec(declared) and not (content.isascii() or _thai_letters(as_utf8))
    else:
        is_cp874 = _thai_letters(as_utf8) <= as_utf8.count("\ufffd")
    return content.decode("cp874", errors="replace") if is_cp874 else as_utf8


def _thai_letters(text: str) -> int:
    return len(_THAI_LETTER.findall(text))


def _is_high(every_second: bytes) -> bool:
    return sum(byte in _HIGH_BYTES for byte in every_second) > _HIGH_SHARE * len(every_second)


def _is_thai_codec(name: str) -> bool:
    plain = re.sub("[-_ ]", "", name.lower())
    return plain in {"tis620", "windows874", "cp874", "iso885911", "dos874", "xwindows874"}
