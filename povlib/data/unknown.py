"""Says which columns of a sheet are not known, what they may have meant, and which parts lack.

A mistyped header would otherwise leave a whole column out of the register unseen.
"""

import re
from difflib import get_close_matches

from povlib.data.headers import Header, normal_header, without_unit, written_headers
from povlib.data.issues import IssueLine, issue_lines
from povlib.data.masking import HIDDEN_TH, shown_text
from povlib.schema import field

__all__ = ["lacking_lines", "nearest_header", "unknown_lines"]

_NEAR = 0.8
_LONGEST = 60
_INCOME_PARTS = (
    "income_main_baht",
    "income_secondary_baht",
    "income_other_baht",
    "income_own_use_baht",
)
# Headers that differ in one of these mean different amounts, however alike they look.
_TELLING = re.compile(r"\d+|เดือน|พัน|คน|ครัวเรือน|month|person")


def unknown_lines(header: Header, *, file: str, sheet: str) -> list[IssueLine]:
    """Give an issue for each column that is not known, by name, with the nearest known header.

    Parameters
    ----------
    header : Header
    file, sheet : str

    Returns
    -------
    list of IssueLine
        For tables of area totals one line with the number of columns: they have hundreds that the
        register does not use.
    """
    if header.source.layout != "rows":
        count = len(header.unknown)
        detail = f"{count} คอลัมน์"
        return issue_lines("unused_columns", file=file, sheet=sheet, detail=detail) if count else []
    return [
        line
        for text in header.unknown
        for line in issue_lines(
            "unknown_column",
            file=file,
            sheet=sheet,
            column=shown_text(text)[:_LONGEST],
            detail=_advice(text, header),
        )
    ]


def lacking_lines(header: Header, *, file: str, sheet: str) -> list[IssueLine]:
    """Give an issue for each part of the income that a sheet of households has no column for.

    Parameters
    ----------
    header : Header
    file, sheet : str
    """
    if header.source.table != "household":
        return []
    return [
        line
        for key in _INCOME_PARTS
        if key not in header.keys
        for line in issue_lines(
            "income_part_missing",
            file=file,
            sheet=sheet,
            column=field("household", key).label_th,
        )
    ]


def nearest_header(text: str, *, known: list[str]) -> str:
    """Give the known header that a text is most like; "" where none is near.

    Parameters
    ----------
    text : str
        A header that is not known.
    known : list of str

    Examples
    --------
    >>> nearest_header("รายได้อาชีพลอง", known=["รายได้อาชีพรอง", "รายได้อื่น"])
    'รายได้อาชีพรอง'
    >>> nearest_header("รายได้ต่อคนต่อเดือน", known=["รายได้ต่อคนต่อปี"])
    ''
    """
    wanted = normal_header(without_unit(text))
    written = {normal_header(header): header for header in reversed(known)}
    alike = [normal for normal in written if _told(normal) == _told(wanted)]
    near = get_close_matches(wanted, alike, n=1, cutoff=_NEAR)
    return written[near[0]] if near else ""


def _told(normal: str) -> list[str]:
    return sorted(_TELLING.findall(normal))


def _advice(text: str, header: Header) -> str:
    """Give what to do; a header that holds something personal is compared with nothing."""
    if HIDDEN_TH in shown_text(text):
        return ""
    taken = set(header.keys)
    known = [written for written, key in written_headers(header.source) if key not in taken]
    near = nearest_header(text, known=known)
    return f"ถ้าหมายถึง «{near}» ให้แก้หัวตารางเป็นชื่อนั้น" if near else ""
