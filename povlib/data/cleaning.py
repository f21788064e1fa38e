"""Cleans whole columns of text: plain digits at once, other texts once for each different text.

Nothing loops over cells. The columns hold unchecked bytes in the file's encoding; digits are the
same bytes in all of them, so only what is not digits is ever decoded.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from povlib.data.cells import Cell, Reader, range_th
from povlib.data.sheets import decode
from povlib.schema import Field

__all__ = ["Cleaned", "Finding", "clean_column", "is_plain_digits"]

_MOST_DIGITS = 12
_ZERO = np.uint8(ord("0"))
_NA, _OTHER = 2, 4
_FLAG_CODES = bytearray([_OTHER]) * 256
_FLAG_CODES[ord("0")], _FLAG_CODES[ord("1")] = 0, 1
_FLAG_CODES[ord("-")] = _FLAG_CODES[ord(" ")] = _NA


@dataclass(frozen=True)
class Finding:
    """One rule that cells of a column met.

    Attributes
    ----------
    rule : str
    where : numpy.ndarray of int64
        Places in the block, ascending.
    detail : str or tuple of str
        More on the rule: for all of them, or for each.
    """

    rule: str
    where: np.ndarray
    detail: str | tuple[str, ...] = ""


@dataclass(frozen=True)
class Cleaned:
    """A column of values.

    Attributes
    ----------
    data : numpy.ndarray
        Integers for numbers and codes, datetime64[s] for dates, objects for texts and choices.
    missing : numpy.ndarray of bool
    findings : tuple of Finding
    """

    data: np.ndarray
    missing: np.ndarray
    findings: tuple[Finding, ...]


def clean_column(
    column: pa.StringArray, *, field: Field, read: Reader, encoding: str, factor: float = 1
) -> Cleaned:
    """Clean one column.

    Parameters
    ----------
    column : pyarrow.StringArray
    field : Field
        From the dictionary.
    read : callable
        Reads one text (`cells.reader_for`).
    encoding : str
        Of the column's bytes.
    factor : float
        What plain digits are multiplied by.

    Examples
    --------
    >>> from povlib.data.cells import reader_for
    >>> from povlib.schema import field
    >>> members = field("household", "members")
    >>> read = reader_for(members, factor=1, values={})
    >>> clean_column(pa.array(["4", "", "๒"]), field=members, read=read, encoding="utf-8").data
    array([4, 0, 2])
    """
    if field.kind == "flag":
        return _clean_flags(column, read, encoding)
    if field.kind in ("text", "choice", "date"):
        return _clean_by_text(column, field, read, encoding)
    return _clean_numbers(column, field, read, encoding, factor)


def is_plain_digits(column: pa.StringArray) -> np.ndarray:
    """Tell which cells are digits and nothing else, few enough for an integer."""
    starts, data = _starts(column), _bytes(column)
    lengths = np.diff(starts)
    plain = (lengths > 0) & (lengths <= _MOST_DIGITS)
    used = data[starts[0] : starts[-1]]
    # Bytes are unsigned: what stands before "0" wraps to a large number.
    odd = np.flatnonzero(used - _ZERO > 9) + starts[0]
    plain[np.searchsorted(starts, odd, side="right") - 1] = False
    return plain


def _starts(column: pa.StringArray) -> np.ndarray:
    """Give where each cell begins in the bytes of the column, and where the last ends."""
    offsets = np.frombuffer(column.buffers()[1], np.int32)
    return offsets[column.offset : column.offset + len(column) + 1]


def _bytes(column: pa.StringArray) -> np.ndarray:
    return np.frombuffer(column.buffers()[2] or b"", np.uint8)


def _clean_numbers(
    column: pa.StringArray, field: Field, read: Reader, encoding: str, factor: float
) -> Cleaned:
    plain = is_plain_digits(column)
    values = _parsed(column, plain)
    values = values if factor == 1 else np.rint(values * factor).astype(np.int64)
    # What is out of range, or looks like another kind of year or id, is read as text once more.
    fits = plain & _is_in_range(values, field)
    missing = np.zeros(len(values), bool)
    odd = np.flatnonzero(~fits)
    if not len(odd):
        return Cleaned(values, missing, ())
    values = values.copy()
    values[odd] = 0
    findings = _read_odd(column, odd, read, encoding, values=values, missing=missing)
    late = odd[~missing[odd] & ~_is_in_range(values[odd], field)]
    missing[late] = True
    return Cleaned(values, missing, (*findings, *_out_of_range(field, late)))


def _parsed(column: pa.StringArray, plain: np.ndarray) -> np.ndarray:
    """Give the numbers of plain cells, and 0 for the others, which the parser does not see."""
    _, starts, data = column.buffers()
    seen = pa.py_buffer(np.packbits(plain, bitorder="little"))
    start = column.offset * _starts(column).itemsize
    cells = pa.StringArray.from_buffers(len(column), starts.slice(start), data, seen)
    return cells.cast(pa.int64()).fill_null(0).to_numpy()


def _is_in_range(values: np.ndarray, field: Field) -> np.ndarray:
    low = 0 if field.low is None else field.low
    inside = values >= low
    return inside if field.high is None else inside & (values <= field.high)


def _out_of_range(field: Field, at: np.ndarray) -> tuple[Finding, ...]:
    rules = {"year_be": "year_invalid", "id": "id_invalid", "grade": "grade_invalid"}
    rule = rules.get(field.kind, "out_of_range")
    return (Finding(rule, at, range_th(field)),) if len(at) else ()


def _read_odd(
    column: pa.StringArray,
    odd: np.ndarray,
    read: Reader,
    encoding: str,
    *,
    values: np.ndarray,
    missing: np.ndarray,
) -> tuple[Finding, ...]:
    """Read the cells at some places, write their values in, and give the rules they met."""
    if not len(odd):
        return ()
    cells, of_cell = _read_unique(column.take(pa.array(odd)), read, encoding)
    absent = np.array([cell.value is None for cell in cells], bool)
    numbers = np.array([cell.value or 0 for cell in cells], values.dtype)
    values[odd] = numbers[of_cell]
    missing[odd] = absent[of_cell]
    return _findings(cells, of_cell, odd)


def _read_unique(
    column: pa.StringArray, read: Reader, encoding: str
) -> tuple[list[Cell], np.ndarray]:
    """Read each different text once; give the cells and for each row the number of its cell."""
    coded = column.view(pa.binary()).dictionary_encode()
    cells = [read(decode(text, encoding=encoding)) for text in coded.dictionary.to_pylist()]
    return cells, coded.indices.to_numpy(zero_copy_only=False)


def _findings(cells: list[Cell], of_cell: np.ndarray, places: np.ndarray) -> tuple[Finding, ...]:
    met: dict[tuple[str, str], list[int]] = {}
    for number, cell in enumerate(cells):
        if cell.rule:
            met.setdefault((cell.rule, cell.detail), []).append(number)
    return tuple(
        Finding(rule, places[_is_among(of_cell, numbers, len(cells))], detail)
        for (rule, detail), numbers in met.items()
    )


def _is_among(of_cell: np.ndarray, numbers: Iterable[int], count: int) -> np.ndarray:
    chosen = np.zeros(count, bool)
    chosen[list(numbers)] = True
    return chosen[of_cell]


def _clean_by_text(column: pa.StringArray, field: Field, read: Reader, encoding: str) -> Cleaned:
    cells, of_cell = _read_unique(column, read, encoding)
    make: dict[str, Callable[[list[Cell]], np.ndarray]] = {"date": _dates}
    known = make.get(field.kind, _texts)(cells)
    absent = np.array([cell.value is None for cell in cells], bool)
    places = np.arange(len(column))
    return Cleaned(known[of_cell], absent[of_cell], _findings(cells, of_cell, places))


def _dates(cells: list[Cell]) -> np.ndarray:
    return np.array([cell.value or "NaT" for cell in cells], "datetime64[s]")


def _texts(cells: list[Cell]) -> np.ndarray:
    known = np.empty(len(cells), object)
    known[:] = [cell.value for cell in cells]
    return known


def _clean_flags(column: pa.StringArray, read: Reader, encoding: str) -> Cleaned:
    """Clean a column of 1, 0 and -, nearly all of them one byte long."""
    starts, data = _starts(column), _bytes(column)
    lengths = np.diff(starts)
    if (lengths == 1).all():
        codes = _flag_codes(data[starts[0] : starts[-1]])
    else:
        codes = np.where(lengths == 0, _NA, _OTHER).astype(np.int8)
        single = np.flatnonzero(lengths == 1)
        codes[single] = _flag_codes(data[starts[single]])
    values, missing = codes & 1, codes == _NA
    odd = np.flatnonzero(codes == _OTHER)
    findings = _read_odd(column, odd, read, encoding, values=values, missing=missing)
    return Cleaned(values, missing, findings)


def _flag_codes(cells: np.ndarray) -> np.ndarray:
    return np.frombuffer(cells.tobytes().translate(_FLAG_CODES), np.int8)
