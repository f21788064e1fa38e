"""Secrets that a notebook uses and no file holds, such as the address of a database.

A parameter is secret where its default reads `"secret:NAME"`. NAME is an environment variable; its
value is read at the moment of use and never travels as a parameter. What a cell or a library says
of it in spite of that is hidden by a `Mask`, wherever text leaves.
"""

import json
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from os.path import commonprefix
from urllib.parse import quote, quote_plus, unquote

from povlib.errors import ParamsError
from povlib.thai import HIDDEN_TH

__all__ = ["Mask", "is_secret", "mask_of", "secret"]

_MARK = "secret:"
_NAME = re.compile(r"[A-Z][A-Z0-9_]*")
# A shorter one stands in ordinary words, which a mask would spoil, and it would be guessed from.
_LEAST_LETTERS = 6
# Of a long one this many letters from its start are hidden too: tables and logs cut long texts.
_TELLING_LETTERS = 16
_TELLING_OF_PASSWORD = 3

# Programs read a password up to the last @ before a slash; some allow a slash in it.
_IN_ADDRESS = re.compile(r"://([^/:@\s]*):([^/?#\s]+|[^@\s]+)@")
_IN_PAIRS = re.compile(
    r"""(?:password|passwd|pwd|token|secret)["']?\s*[=:]\s*"""
    r"""(?:'([^']+)'|"([^"]+)"|\{([^}]+)\}|([^\s;&'"{]+))""",
    re.IGNORECASE,
)
_COLOUR_CODE = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True, repr=False)
class Mask:
    """Hides secrets in a text; false where there is nothing to hide.

    Attributes
    ----------
    needles : tuple of (str, int)
        Each form that a secret may have in a text, the longest first, and how many letters from
        its start already tell it.
    """

    needles: tuple[tuple[str, int], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.needles)

    def __call__(self, text: str) -> str:
        """Give the text with each secret replaced; its colours go where one stood.

        Parameters
        ----------
        text : str
        """
        plain = hidden = _COLOUR_CODE.sub("", text)
        for needle, _ in self.needles:
            hidden = hidden.replace(needle, HIDDEN_TH)
        for needle, telling in self.needles:
            hidden = _hide_beginnings(hidden, needle, telling)
        return text if hidden == plain else hidden


def is_secret(value: object) -> bool:
    """Tell whether a parameter's value names a secret.

    Parameters
    ----------
    value : object

    Examples
    --------
    >>> is_secret("secret:POVLIB_DATABASE"), is_secret("24")
    (True, False)
    """
    return isinstance(value, str) and value.startswith(_MARK)


def secret(reference: str, *, where: str | None = None) -> str:
    """Give the value of a secret, from the environment as it is now.

    Parameters
    ----------
    reference : str
        "secret:NAME"; NAME has capital letters, digits and underscores.
    where : str, optional
        The parameter, for the error.

    Raises
    ------
    ParamsError
        It is no reference, the variable is missing or empty, or the value (or the password in it)
        has fewer than 6 letters, so that it could not be hidden in a text. No message repeats what
        was given: somebody may have put the value itself there.
    """
    name = _variable(reference, where=where)
    value = os.environ.get(name, "")
    if not value.strip():
        raise ParamsError(
            f"ต้องมีค่าในตัวแปรสภาพแวดล้อม {name}",
            where=where,
            todo=f"ตั้ง {name} ในสภาพแวดล้อมที่เรียกคำสั่งนี้ แล้วสั่งใหม่",
        )
    if _is_short(value):
        raise ParamsError(
            f"ความลับใน {name} หรือรหัสผ่านในนั้น ต้องยาวอย่างน้อย {_LEAST_LETTERS} ตัวอักษร "
            "สั้นกว่านี้ปิดในข้อความไม่ได้",
            where=where,
            todo="ตั้งรหัสผ่านที่ยาวกว่านี้",
        )
    return value


def mask_of(values: Iterable[object]) -> Mask:
    """Give the mask of all secrets that parameters name; those not set have nothing to hide.

    Parameters
    ----------
    values : iterable
        Values of parameters; what is no reference is passed over.

    Notes
    -----
    Hidden are a secret, each of its lines, the password in an address or in `password=...`, user
    and password, and all of these as URL, HTML, JSON and Python write them. Of a long secret the
    beginning is hidden too, as tables and logs cut long texts. Not hidden: a secret inside a
    picture, in base64, or taken apart by the notebook itself.

    Examples
    --------
    >>> mask_of(["24", 2557])("24")
    '24'
    """
    names = {value.removeprefix(_MARK) for value in values if is_secret(value)}
    found = (os.environ.get(name, "").strip() for name in sorted(names))
    needles = {needle for value in found for needle in _needles(value)}
    return Mask(tuple(sorted(needles, key=lambda needle: (-len(needle[0]), needle))))


def _variable(reference: str, *, where: str | None) -> str:
    name = reference.removeprefix(_MARK) if is_secret(reference) else ""
    if _NAME.fullmatch(name):
        return name
    raise ParamsError(
        "พารามิเตอร์ที่เป็นความลับต้องเป็นชื่อตัวแปรสภาพแวดล้อม ไม่ใช่ค่าของความลับ",
        where=where,
        todo='เขียน "secret:ชื่อตัวแปร" ชื่อเป็นอักษรอังกฤษตัวใหญ่ ตัวเลข และ _ เช่น "secret:POVLIB_DATABASE"',
    )


def _is_short(value: str) -> bool:
    parts = [value.strip(), *(password for _, password in _passwords(value))]
    return any(len(unquote(part)) < _LEAST_LETTERS for part in parts)


def _hide_beginnings(text: str, needle: str, telling: int) -> str:
    start = text.find(needle[:telling])
    while start >= 0:
        same = len(commonprefix([needle, text[start : start + len(needle)]]))
        text = text[:start] + HIDDEN_TH + text[start + same :]
        start = text.find(needle[:telling], start + len(HIDDEN_TH))
    return text


def _needles(value: str) -> Iterator[tuple[str, int]]:
    for head, tail in _parts(value):
        for form in _FORMS:
            needle = form(head) + form(tail)
            if len(tail) >= _LEAST_LETTERS:
                of_tail = _TELLING_OF_PASSWORD if head else _TELLING_LETTERS
                yield needle, min(len(needle), len(form(head)) + of_tail)


def _parts(value: str) -> Iterator[tuple[str, str]]:
    """Give what must be hidden: harmless letters before it, and the secret itself."""
    found, lines = [*_passwords(value)], value.splitlines()
    if not found:
        yield "", value
    if len(lines) > 1:
        yield from (("", line.strip()) for line in lines)
    for user, password in found:
        head, _, tail = value.partition(password)
        yield head, password + tail
        for said in (password, unquote(password)):
            yield "", said
            if user:
                yield f"{user}:", said


def _passwords(value: str) -> Iterator[tuple[str, str]]:
    """Give user (or "") and password of an address, and the passwords in pairs like `pwd=...`."""
    yield from _IN_ADDRESS.findall(value)
    for match in _IN_PAIRS.finditer(value):
        yield "", next(filter(None, match.groups()))


def _in_json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _in_ascii_json(text: str) -> str:
    return json.dumps(text)[1:-1]


def _in_python(text: str) -> str:
    return repr(text)[1:-1]


def _in_url(text: str) -> str:
    return quote(text, safe="")


_FORMS = (str, _in_url, quote, quote_plus, escape, _in_json, _in_ascii_json, _in_python)
