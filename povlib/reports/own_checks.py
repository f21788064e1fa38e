"""What of an office's own Plotly figure may leave: nothing personal, and no small count.

Such a figure does not come through the gate. Its text is searched for personal data, its numbers
for counts that the gate would hide, and shapes that count rows in the reader's browser are refused,
for nobody has seen what they count. With a public table, every number must be a cell of it.
"""

import re
from base64 import b64decode
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from povlib import thai
from povlib.disclosure import PublicTable
from povlib.errors import DisclosureError

__all__ = ["SMALLEST", "check_own", "decoded"]

SMALLEST = 5
"""A whole number below it may be a small count, as the words in place of hidden cells say."""

_MOST_POINTS = 1000
_COUNTING = frozenset({"histogram", "histogram2d", "histogram2dcontour", "violin"})
_LOOKS = frozenset(
    {"colorscale", "domain", "dash", "offset", "opacity", "pull", "range", "tickvals", "width"}
)
_POSITIONS = frozenset({"ticktext", "categoryarray"})
_ID_DIGITS = (11, 13)
_SAME = 1e-9
_TIMES = frozenset({"เดือน", "วัน", "ปี"})
_NAMES = (
    "ไตรมาส|เดือน|ที่|กลุ่ม|ระดับ|ครั้ง|ขั้น|รุ่น|ปี|หมู่|ข้อ|กระบวนการ|รูป|ตาราง|เขต|ภาค|ชุด|ด้าน|ระยะ|มิติ|รอบ|สัปดาห์|วัน|ตอน|งวด"
    "|บ้าน|ซอย|ชั้น|Q|[Ss]tep|[Ll]evel|[Mm]onth|[Ww]eek|[Gg]roup|[Nn]o\\.|#"
)
_BARE = re.compile(r"(?<![\d.,/:–-])(\d+)(?![\d.,/:%–-])")
_THAI = re.compile("[ก-๎]")
_NAMED = re.compile(rf"(?:{_NAMES})\s*$")
_COUNTED = re.compile(r"(?<![\d.,])(\d+)\s*(?:ครัวเรือน|ครอบครัว|หลัง|คน|ราย|households?|persons?)")
_NUMBER = re.compile(r"\s*(-?\d+(?:,\d{3})*(?:\.\d+)?)\s*%?\s*")

Value = tuple[str, Any]


def decoded(value: Any) -> Any:  # noqa: ANN401 any part of a figure's JSON
    """Give a part of a figure with Plotly's packed arrays as lists.

    Parameters
    ----------
    value : dict, list or plain value

    Examples
    --------
    >>> decoded({"y": {"dtype": "i1", "bdata": "ChQ="}})
    {'y': [10, 20]}
    """
    if isinstance(value, Mapping) and {"dtype", "bdata"} <= value.keys():
        numbers = np.frombuffer(b64decode(value["bdata"]), dtype=np.dtype(value["dtype"]))
        sides = [int(side) for side in str(value.get("shape", "")).split(",") if side.strip()]
        return (numbers.reshape(sides) if sides else numbers).tolist()
    if isinstance(value, Mapping):
        return {key: decoded(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [decoded(part) for part in value]
    return value


def check_own(
    figure: Mapping[str, Any], *, where: str, table: PublicTable | None, smallest: int = SMALLEST
) -> None:
    """Raise where something of an office's own figure may not leave.

    Parameters
    ----------
    figure : mapping
        data and layout, decoded.
    where : str
        Of the figure, for the message.
    table : PublicTable or None
        One that shows every number of the figure.
    smallest : int
        Whole numbers from 1 up to it, but for itself, may be counts that the gate hides.

    Raises
    ------
    DisclosureError
        It names the trace and what of it. The value itself is never in the message.
    """
    shown = None if table is None else _shown_numbers(table)
    _check_texts(figure.get("layout", {}), shown, where=f"{where} layout", smallest=smallest)
    for number, trace in enumerate(figure["data"], start=1):
        kind = trace.get("type", "scatter")
        part = f"{where} ข้อมูลชุดที่ {number} ({kind})"
        if shown is None:
            _require_counted(trace, kind=kind, where=part)
        _check_texts(trace, shown, where=part, smallest=smallest)
        for key, value in _values(trace):
            _check_number(value, shown, where=f"{part} {key}", smallest=smallest)


def _check_texts(
    part: Mapping[str, Any], shown: np.ndarray | None, *, where: str, smallest: int
) -> None:
    for text, is_position in _strings(part):
        if thai.has_personal(text):
            raise DisclosureError(
                "รูปต้องไม่มีชื่อคน เลขประจำตัว หรือเบอร์โทรศัพท์",
                where=where,
                todo="เอาออกจากข้อมูลของรูปแล้วรันใหม่",
            )
        for counted in _counts_in(text, is_position=is_position):
            _check_number(counted, shown, where=where, smallest=smallest)
        for counted in [] if is_position else _bare_counts(text, smallest=smallest):
            _check_number(counted, shown, where=where, smallest=smallest)


def _check_number(value: float, shown: np.ndarray | None, *, where: str, smallest: int) -> None:
    if shown is not None:
        _require_vouched(value, shown, where=where)
    else:
        _require_large(value, where=where, smallest=smallest)


def _strings(part: object, *, is_position: bool = False) -> Iterator[tuple[str, bool]]:
    """Give all texts, and whether they name places on an axis."""
    if isinstance(part, str):
        yield part, is_position
    elif isinstance(part, Mapping):
        for key, inner in part.items():
            yield from _strings(inner, is_position=is_position or key in _POSITIONS)
    elif isinstance(part, list):
        for inner in part:
            yield from _strings(inner, is_position=is_position)


def _values(part: Mapping[str, Any], path: str = "") -> Iterator[Value]:
    """Give numbers, and texts that are numbers, of all arrays in a trace: what it shows."""
    for key, inner in part.items():
        if key in _LOOKS:
            continue
        if isinstance(inner, Mapping):
            yield from _values(inner, f"{path}{key}.")
        elif isinstance(inner, list):
            yield from ((f"{path}{key}", number) for number in _numbers(inner))


def _numbers(values: list) -> Iterator[float]:
    for value in values:
        if isinstance(value, list):
            yield from _numbers(value)
        elif isinstance(value, Mapping):
            yield from (number for _, number in _values(value))
        elif isinstance(value, str) and (found := _NUMBER.fullmatch(thai.to_arabic_digits(value))):
            yield float(found[1].replace(",", ""))
        elif isinstance(value, (int, float)) and not pd.isna(value):
            yield float(value)


def _counts_in(text: str, *, is_position: bool) -> Iterator[float]:
    """Give numbers before what is counted, and one that stands alone elsewhere than on an axis."""
    plain = thai.to_arabic_digits(text)
    alone = None if is_position else _NUMBER.fullmatch(plain)
    if alone:
        yield float(alone[1].replace(",", ""))
    else:
        yield from (float(found[1]) for found in _COUNTED.finditer(plain))


def _bare_counts(text: str, *, smallest: int) -> Iterator[float]:
    """Give small numbers inside Thai words that name nothing: "ไตรมาส 1" is a name."""
    plain = thai.to_arabic_digits(text)
    for found in _BARE.finditer(plain) if _THAI.search(plain) else ():
        if 1 <= int(found[1]) < smallest and not _NAMED.search(plain[: found.start()]):
            yield float(found[1])


def _require_counted(trace: Mapping[str, Any], *, kind: str, where: str) -> None:
    is_raw_box = kind == "box" and not {"q1", "median", "q3"} <= trace.keys()
    points = max((len(v) for v in trace.values() if isinstance(v, list)), default=0)
    if kind in _COUNTING or is_raw_box or points > _MOST_POINTS:
        raise DisclosureError(
            "รูปของสำนักงานที่ไม่มีตารางรับรองต้องเป็นตัวเลขที่รวมแล้ว ไม่ใช่ค่ารายครัวเรือน",
            got=f"{points} จุด",
            where=where,
            todo="นับหรือเฉลี่ยก่อนแล้ววาดด้วย bar หรือ scatter หรือส่ง show(fig, table=ตารางสาธารณะ)",
        )


def _require_large(value: float, *, where: str, smallest: int) -> None:
    if value.is_integer() and 1 <= abs(value) < smallest:
        raise DisclosureError(
            f"รูปของสำนักงานต้องไม่มีจำนวน 1–{smallest - 1} ที่ไม่มีตารางสาธารณะรับรอง",
            where=where,
            todo="รวมกลุ่มให้ใหญ่ขึ้น เขียนตำแหน่งบนแกนเป็นข้อความ เช่น เดือน 1 "
            "หรือส่ง show(fig, table=ตารางสาธารณะ)",
        )
    if value.is_integer() and len(str(abs(int(value)))) in _ID_DIGITS:
        raise DisclosureError(
            "รูปต้องไม่มีเลขที่ยาวเท่ารหัสบ้านหรือเลขประจำตัว",
            where=where,
            todo="เอารหัสออก ถ้าเป็นเงินให้เปลี่ยนหน่วยเป็นล้านบาท",
        )


def _require_vouched(value: float, shown: np.ndarray, *, where: str) -> None:
    if np.abs(shown - value).min() > _SAME * max(1.0, abs(value)):
        raise DisclosureError(
            "ทุกตัวเลขในรูปต้องเป็นช่องที่แสดงของตารางที่ส่งมาด้วย",
            where=where,
            todo="วาดจากตารางนั้นโดยตรง เว้นช่องที่ซ่อน และเขียนตำแหน่งบนแกนเป็นข้อความ",
        )


def _shown_numbers(table: PublicTable) -> np.ndarray:
    """Give every number that a public table shows, shares also as percentages, and 0."""
    found = []
    for column in table.columns:
        if column.kind == "code" or not pd.api.types.is_numeric_dtype(table.frame[column.key]):
            continue
        seen = table.frame[column.key][~table.hidden[column.key]].dropna().astype(float)
        if column.unit in _TIMES:  # four months that are left say nothing of four households
            seen = seen[(seen.abs() >= SMALLEST) | (seen % 1 != 0) | (seen == 0)]
        found += [seen, seen * 100] if column.kind == "share" else [seen]
    return np.concatenate([np.array([0.0]), *(part.to_numpy() for part in found)])
