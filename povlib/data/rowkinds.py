"""Rows of a sheet that are no data: subtotals, footnotes, repeated headers, example rows, blanks.

Only rows whose key cell is not plain digits are looked at; they are few.
"""

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from povlib.data.cleaning import is_plain_digits
from povlib.data.headers import Header, normal_header
from povlib.data.sheets import Block, texts_at
from povlib.thai import clean_text, to_arabic_digits

__all__ = ["EXAMPLE_TH", "kind_of_misshapen", "kinds_of_rows"]

EXAMPLE_TH = "ตัวอย่าง"

_SUBTOTAL = re.compile(
    r"(?:ยอด|ผล)?รวม(?:\s|:|\d|$|ทั้ง|ทุก|ยอด|แต่ละ|จำนวน|ครัวเรือน|หมู่|บ้าน|ตำบล|อำเภอ|จังหวัด|เขต|ภาค|ประเทศ)"
    r"|ค่าเฉลี่ย|เฉลี่ย|ร้อยละ|(?:grand\s*)?total\b|subtotal|sum\b",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(
    r"หมายเหตุ|ที่มา|แหล่งที่มา|แหล่งข้อมูล|ข้อมูล\s*ณ|จัดทำโดย|ผู้จัดทำ|ผู้รายงาน|ผู้รับรอง|ลงชื่อ|พิมพ์เมื่อ"
    r"|\*|\d\s*/\s*\D|source|note",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\(?\d{1,3}\)?")
_UNIT = re.compile(r"\(?(?:หน่วย.*|คน|บาท.*|พ\.ศ\.|ระดับ.*|ครัวเรือน|ร้อยละ)\)?|\([^()]+\)")


def kinds_of_rows(block: Block, header: Header, *, key_position: int) -> dict[str, np.ndarray]:
    """Find the rows of a block that are no data.

    Parameters
    ----------
    block : Block
    header : Header
    key_position : int
        Position of the column that every row of data fills with digits or at least fills.

    Returns
    -------
    dict
        Rule key ("subtotal", "footnote", "repeated_header", "column_numbers", "example_row",
        "blank") to ascending places in the block.
    """
    odd = _rows_to_look_at(block.columns[key_position])
    texts = [texts_at(column, odd, encoding=block.encoding) for column in block.columns]
    kinds: dict[str, list[int]] = {}
    for place, cells in zip(odd.tolist(), zip(*texts, strict=True), strict=True):
        kind = _kind_of_row([clean_text(cell) for cell in cells], header, key_position)
        if kind:
            kinds.setdefault(kind, []).append(place)
    return {kind: np.array(places, np.int64) for kind, places in kinds.items()}


def kind_of_misshapen(cells: tuple[str, ...], header: Header, *, key_position: int) -> str:
    """Say what a row with another number of cells is: a footnote of one cell is no fault.

    Parameters
    ----------
    cells : tuple of str
    header : Header
    key_position : int

    Returns
    -------
    str
        As in `kinds_of_rows`, or "row_width" for a row that may be data.
    """
    width = max(key_position + 1, *(c.position + 1 for c in header.columns))
    filled = [*map(clean_text, cells), *[""] * (width - len(cells))]
    return _kind_of_row(filled, header, key_position) or "row_width"


def _rows_to_look_at(keys: pa.StringArray) -> np.ndarray:
    """Give the rows whose key is neither digits nor a long number that only needs repair."""
    odd = np.flatnonzero(~is_plain_digits(keys))
    is_number = pc.match_substring_regex(
        keys.take(pa.array(odd)).view(pa.binary()), r"^[ '0-9.,-]*[0-9]{6}"
    )
    return odd[~is_number.to_numpy(zero_copy_only=False)]


def _kind_of_row(cells: list[str], header: Header, key_position: int) -> str:
    filled = [cell for cell in cells if cell]
    if not filled:
        return "blank"
    if any(cell.startswith(EXAMPLE_TH) for cell in filled):
        return "example_row"
    if _repeats_header(cells, header):
        return "repeated_header"
    if len(filled) > 1 and _is_numbering(filled):
        return "column_numbers"
    texts = [c for c in filled if not c[0].isdigit()]
    if len(filled) <= 2 and any(_FOOTNOTE.match(c) for c in filled):
        return "footnote"
    key = cells[key_position]
    is_no_key = bool(_SUBTOTAL.match(key)) or not any(c.isdigit() for c in key)
    return "subtotal" if is_no_key and any(_SUBTOTAL.match(c) for c in texts) else ""


def _repeats_header(cells: list[str], header: Header) -> bool:
    mapped = [c.position for c in header.columns if c.position < len(cells)]
    same = sum(normal_header(cells[n]) == header.texts[n] for n in mapped if cells[n])
    return same >= max(2, len(mapped) // 2)


def _is_numbering(filled: list[str]) -> bool:
    """Tell a row of column numbers (1) (2) (3) or of units from data."""
    if all(_UNIT.fullmatch(cell) and not _NUMBERED.fullmatch(cell) for cell in filled):
        return True
    plain = [to_arabic_digits(cell).strip("()") for cell in filled]
    numbers = [int(p) for p in plain if p.isdigit() and len(p) <= 3]
    return len(numbers) == len(plain) and numbers == list(
        range(numbers[0], numbers[0] + len(numbers))
    )
