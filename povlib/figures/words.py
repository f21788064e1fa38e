"""Numbers, dates and states in Thai, the same on screen, in alternative texts and in tables.

Percent exists only here: frames hold shares. A share is rounded down, so a goal is never shown as
reached before it is. Years are พ.ศ. Minus is −, ranges use –.
"""

import math
import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from html import escape

from povlib.disclosure import HIDDEN_SHORT_TH, HIDDEN_TH, Column
from povlib.figures.cells import Cell

__all__ = [
    "CODES_TH",
    "DEMO_TH",
    "HIDDEN",
    "HIDDEN_LONG",
    "MISSING",
    "NBSP",
    "NOT_DUE",
    "STATUS_TH",
    "count",
    "date_short",
    "day",
    "fraction",
    "html_text",
    "join_names",
    "millions",
    "month",
    "month_long",
    "nb",
    "number",
    "of_cell",
    "percent",
    "rate",
]

NBSP = "\u00a0"
HIDDEN = HIDDEN_SHORT_TH
HIDDEN_LONG = HIDDEN_TH
MISSING = "ไม่มีข้อมูล"
NOT_DUE = "ยังไม่ถึง"
DEMO_TH = "ข้อมูลสมมติ"

STATUS_TH = {
    "met": "ถึงเป้าแล้ว",
    "on_track": "ตามแผน",
    "behind": "ช้ากว่าแผน",
    "no_data": "ข้อมูลไม่ครบ",
    "no_targets": "ไม่มีเป้าหมาย",
}

CODES_TH = {
    "measured": "วัดแล้ว",
    "bmn": "จปฐ.",
    "below": "ต่ำกว่าเส้น",
    "passed": "ถึงเส้น",
}
"""Codes of income bins to words."""

_MONTHS = (
    ("ม.ค.", "มกราคม"),
    ("ก.พ.", "กุมภาพันธ์"),
    ("มี.ค.", "มีนาคม"),
    ("เม.ย.", "เมษายน"),
    ("พ.ค.", "พฤษภาคม"),
    ("มิ.ย.", "มิถุนายน"),
    ("ก.ค.", "กรกฎาคม"),
    ("ส.ค.", "สิงหาคม"),
    ("ก.ย.", "กันยายน"),
    ("ต.ค.", "ตุลาคม"),
    ("พ.ย.", "พฤศจิกายน"),
    ("ธ.ค.", "ธันวาคม"),
)
_UNITS = (
    "ครัวเรือน(?:/เดือน)?|คน|บาท(?:/คน/ปี|/ปี)?|อำเภอ|จังหวัด|จุด|ช่อง|เดือน|แถว"
    rf"|{'|'.join(name for _, name in _MONTHS)}|[ก-์]{{1,3}}\.[คพย]\."
)
_UNBREAKABLE = re.compile(
    rf"ร้อยละ[ \u00a0][\d,.]+|−?\d[\d,.]*[ \u00a0](?:ล้าน)?(?:{_UNITS})"
    r"|\d+–\d+|ครัวเรือน|เป้าหมาย|รายได้|ช่องว่าง|ต่ำกว่า|ช้ากว่า"
)


def number(value: float, *, decimals: int = 0) -> str:
    """Write a number with commas and a real minus.

    Parameters
    ----------
    value : float
    decimals : int

    Examples
    --------
    >>> number(30000), number(-26), number(11.5, decimals=1)
    ('30,000', '−26', '11.5')
    """
    text = f"{abs(value):,.{decimals}f}"
    is_zero = not text.strip("0.,")
    return text if value >= 0 or is_zero else f"−{text}"


def count(value: float, unit: str = "ครัวเรือน") -> str:
    """Write a count with its unit, held together.

    Parameters
    ----------
    value : float
    unit : str

    Examples
    --------
    >>> count(26) == "26\u00a0ครัวเรือน"
    True
    """
    return f"{number(value)}{NBSP}{unit}"


def rate(value: float, *, decimals: int = 0) -> str:
    """Write a rate a month: at most one decimal, rounded up, so that keeping to it is enough.

    Parameters
    ----------
    value : float
    decimals : int
        1 shows the decimal of whole rates too.

    Examples
    --------
    >>> rate(44.0), rate(11.5), rate(43.21)
    ('44', '11.5', '43.3')
    """
    tenths = math.ceil(value * 10 - 1e-6)
    return number(tenths / 10, decimals=decimals if tenths % 10 == 0 else 1)


def percent(share: float, *, decimals: int = 1) -> str:
    """Write a share 0-1 as a bare percentage, rounded down.

    Parameters
    ----------
    share : float
    decimals : int

    Examples
    --------
    >>> percent(0.5489), percent(0.69999), percent(1.0, decimals=0)
    ('54.8', '69.9', '100')
    """
    scale = 10**decimals
    return number(math.floor(share * 100 * scale + 1e-6) / scale, decimals=decimals)


def millions(baht: float) -> str:
    """Write baht as millions.

    Parameters
    ----------
    baht : float

    Examples
    --------
    >>> millions(1_430_000) == "1.43\u00a0ล้านบาท"
    True
    """
    return f"{number(baht / 1e6, decimals=2)}{NBSP}ล้านบาท"


def day(value: date) -> str:
    """Write a date in full, พ.ศ.

    Parameters
    ----------
    value : datetime.date

    Examples
    --------
    >>> day(date(2014, 5, 31)) == "31\u00a0พฤษภาคม\u00a02557"
    True
    """
    return f"{value.day}{NBSP}{_MONTHS[value.month - 1][1]}{NBSP}{value.year + 543}"


def date_short(value: date) -> str:
    """Write a date as short as it can be: "สิ้น พ.ค." at a month's end, else "ถึง 15 พ.ค.".

    Parameters
    ----------
    value : datetime.date

    Examples
    --------
    >>> date_short(date(2014, 5, 31)), date_short(date(2014, 5, 15)) == "ถึง 15\u00a0พ.ค."
    ('สิ้น พ.ค.', True)
    """
    name = _MONTHS[value.month - 1][0]
    is_end = value.day == monthrange(value.year, value.month)[1]
    return f"สิ้น {name}" if is_end else f"ถึง {value.day}{NBSP}{name}"


def month(text: str, *, with_year: bool = False) -> str:
    """Write an ISO month short.

    Parameters
    ----------
    text : str
        Such as "2013-10".
    with_year : bool

    Examples
    --------
    >>> month("2013-10"), month("2013-10", with_year=True) == "ต.ค.\u00a02556"
    ('ต.ค.', True)
    """
    year, n = (int(part) for part in text[:7].split("-"))
    return _MONTHS[n - 1][0] + (f"{NBSP}{year + 543}" if with_year else "")


def month_long(text: str, *, with_year: bool = False) -> str:
    """Write an ISO month in full.

    Parameters
    ----------
    text : str
    with_year : bool

    Examples
    --------
    >>> month_long("2014-07")
    'กรกฎาคม'
    """
    year, n = (int(part) for part in text[:7].split("-"))
    return _MONTHS[n - 1][1] + (f"{NBSP}{year + 543}" if with_year else "")


def fraction(share: float) -> str:
    """Say a share in everyday words, "" where none fits within three points.

    Parameters
    ----------
    share : float
        0-1.

    Examples
    --------
    >>> fraction(0.49), fraction(0.74), fraction(0.6)
    ('ราวครึ่งหนึ่ง', 'ราวสามในสี่', '')
    """
    for value, words in (
        (0.25, "ราวหนึ่งในสี่"),
        (1 / 3, "ราวหนึ่งในสาม"),
        (0.5, "ราวครึ่งหนึ่ง"),
        (2 / 3, "ราวสองในสาม"),
        (0.75, "ราวสามในสี่"),
    ):
        if abs(share - value) <= 0.03:
            return words
    return ""


def join_names(names: Iterable[str]) -> str:
    """Join names the Thai way.

    Parameters
    ----------
    names : iterable of str

    Examples
    --------
    >>> join_names(["ก", "ข"]), join_names(["ก", "ข", "ค"])
    ('กกับข', 'ก ข และค')
    """
    names = list(names)
    if len(names) <= 2:
        return "กับ".join(names)
    return " ".join(names[:-1]) + f" และ{names[-1]}"


def of_cell(cell: Cell, column: Column) -> str:
    """Write one cell of a public table, as tables and files show it.

    Parameters
    ----------
    cell : Cell
    column : Column
        Gives the kind.
    """
    if cell.state == "hidden":
        return HIDDEN
    if cell.state == "missing":
        return "–"
    if column.key in ("source", "side"):
        return CODES_TH.get(str(cell.value), str(cell.value))
    return _SHOWN.get(column.kind, str)(cell.value)


def nb(text: str) -> str:
    """Give escaped HTML that no line end may split.

    Parameters
    ----------
    text : str

    Examples
    --------
    >>> nb("26 ครัวเรือน")
    '<span class=nb>26 ครัวเรือน</span>'
    """
    return f"<span class=nb>{escape(text)}</span>"


def html_text(text: str, *, names: Iterable[str] = ()) -> str:
    """Give a sentence as HTML: escaped, with the pieces that must not be split held together.

    Parameters
    ----------
    text : str
    names : iterable of str
        Place names in the text.

    Examples
    --------
    >>> html_text("ขาดอีก 26 ครัวเรือน")
    'ขาดอีก <span class=nb>26 ครัวเรือน</span>'
    """
    places = sorted({re.escape(n) for n in names if n}, key=len, reverse=True)
    pattern = re.compile("|".join([*places, _UNBREAKABLE.pattern])) if places else _UNBREAKABLE
    parts, end = [], 0
    for found in pattern.finditer(text):
        parts += [escape(text[end : found.start()]), nb(found.group())]
        end = found.end()
    return "".join([*parts, escape(text[end:])])


def _plain(value: object) -> str:
    amount = float(value)
    return number(amount, decimals=0 if amount.is_integer() else 1)


_SHOWN = {
    "count": _plain,
    "number": _plain,
    "mean": lambda value: number(float(value)),
    "money": lambda value: number(float(value)),
    "share": lambda value: percent(float(value)),
    "status": lambda value: STATUS_TH.get(str(value), str(value)),
    "month": lambda value: month(str(value), with_year=True),
    "year_be": lambda value: str(int(value)),
    "date": lambda value: day(date.fromisoformat(str(value)[:10])),
}
