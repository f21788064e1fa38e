"""Finds the header of a sheet, and the known shape that it fits.

A header may stand below title and unit rows, and may have two rows, the upper one merged over
several columns. Headers are compared without spaces, marks and units.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from povlib.data.forms import FORM_HEADERS_TH
from povlib.data.sheets import Sheet
from povlib.errors import AmbiguousSourceError, InputError
from povlib.params import Personal, Source, Sources
from povlib.schema import INDICATOR_COLUMNS
from povlib.thai import clean_text, looks_misdecoded, to_arabic_digits

__all__ = [
    "Header",
    "MappedColumn",
    "match_sheets",
    "normal_header",
    "unit_in",
    "without_unit",
    "written_headers",
]

_MARKS = re.compile(r"[\s\-–—_.:/()\[\]\"'*,]+")
_UNIT = re.compile(r"\(([^()]*)\)\s*$")
_UNIT_TITLE = re.compile(r"หน่วย\s*:?\s*(.+)")
_BRACKETED = re.compile(r"\([^()]*[^\W\d][^()]*\)")
_NEAREST = 2
_SERIAL_TH = ("ลำดับ", "ลำดับที่")


@dataclass(frozen=True)
class MappedColumn:
    """A column of a sheet that means something.

    Attributes
    ----------
    position : int
        From 0.
    key : str
        A column of the table, a role, or an item of a wide file.
    header : str
        As it stands in the file.
    factor : float
        What an amount is multiplied by to have the register's unit.
    unit_found : str
        The unit that the header names; "" where it names none.
    """

    position: int
    key: str
    header: str
    factor: float = 1
    unit_found: str = ""


@dataclass(frozen=True)
class Header:
    """The header of a sheet, read as one known shape.

    Attributes
    ----------
    source : Source
    rows : int
        Number of rows from the top through the header (and a row of units below it).
    columns : tuple of MappedColumn
    personal : tuple of int
        Positions of columns with personal data, which are dropped.
    national_id : int or None
        Position of the column with the 13-digit number.
    unknown : tuple of str
        Headers of other columns, as in the file (they may hold personal data); they are not read.
        A serial number and what a form of rejected rows says of a row are not among them.
    texts : tuple of str
        Header texts by position, normalised: a row that repeats them is no data.
    """

    source: Source
    rows: int
    columns: tuple[MappedColumn, ...]
    personal: tuple[int, ...]
    national_id: int | None
    unknown: tuple[str, ...]
    texts: tuple[str, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """What the columns mean, in order."""
        return tuple(c.key for c in self.columns)


@dataclass(frozen=True)
class _Shape:
    """A source, and the key that each normalised header means in it."""

    source: Source
    names: dict[str, str]
    national_id: list[str]

    @property
    def required(self) -> set[str]:
        """Keys without which a header is not of this shape."""
        return {c.key for c in self.source.columns if c.required}


def match_sheets(
    sheets: tuple[Sheet, ...], *, sources: Sources, name: str | None = None
) -> tuple[tuple[tuple[Sheet, Header], ...], tuple[str, ...]]:
    """Choose the sheets of a file that fit a known shape.

    Parameters
    ----------
    sheets : tuple of Sheet
    sources : Sources
    name : str, optional
        Only this shape is tried.

    Returns
    -------
    pairs : tuple of (Sheet, Header)
    skipped : tuple of str
        Names of the sheets that fit none.

    Raises
    ------
    AmbiguousSourceError
        A sheet fits several shapes equally well.
    InputError
        No sheet fits (the message names the nearest shape and what it lacks), the text is
        mis-decoded, or two columns of a sheet mean the same.
    """
    tried = (sources.named(name),) if name else sources.sources
    ids = sources.personal.national_id
    shapes = tuple(_Shape(source, _names(source), ids) for source in tried)
    found = [(sheet, _find(sheet, shapes, sources.personal)) for sheet in sheets]
    pairs = tuple((sheet, header) for sheet, header in found if header is not None)
    if not pairs:
        _refuse(sheets, shapes)
    return pairs, tuple(sheet.name for sheet, header in found if header is None)


@lru_cache(maxsize=4096)
def normal_header(text: str) -> str:
    """Give a header as it is compared: cleaned, without spaces and marks, lower case.

    Examples
    --------
    >>> normal_header(" ตัวชี้วัดที่ ๑ ") == normal_header("ตัวชี้วัดที่ 1")
    True
    """
    return _MARKS.sub("", to_arabic_digits(clean_text(text))).lower()


def unit_in(text: str) -> str:
    """Give the unit that a header names at its end, or that a unit row names; "" for none.

    Examples
    --------
    >>> unit_in("รายได้อาชีพหลัก (บาท/เดือน)"), unit_in("หน่วย: บาท"), unit_in("กลุ่ม")
    ('บาท/เดือน', 'บาท', '')
    """
    cleaned = clean_text(text)
    found = _UNIT.search(cleaned) or _UNIT_TITLE.fullmatch(cleaned)
    return found[1].strip() if found else ""


def without_unit(text: str) -> str:
    """Give a header without the unit in brackets at its end.

    Examples
    --------
    >>> without_unit("รายได้อาชีพหลัก (บาท/เดือน)")
    'รายได้อาชีพหลัก '
    """
    return _UNIT.sub("", clean_text(text))


def written_headers(source: Source) -> Iterator[tuple[str, str]]:
    """Give the headers that a shape knows, as they are written, each with what it means.

    Parameters
    ----------
    source : Source

    Yields
    ------
    tuple of (str, str)
        Header and key, with `{n}` written out as 1, 01, 2, ...
    """
    pairs = [(alias, c.key) for c in source.columns for alias in c.aliases]
    pairs += [(i.column, i.item) for i in source.items]
    for alias, key in pairs:
        numbers = range(1, len(INDICATOR_COLUMNS) + 1) if "{n}" in alias else [0]
        for n, width in product(numbers, (1, 2)):
            yield alias.replace("{n}", f"{n:0{width}d}"), key.replace("{n}", f"{n:02d}")


def _find(sheet: Sheet, shapes: tuple[_Shape, ...], personal: Personal) -> Header | None:
    for number, _ in enumerate(sheet.top):
        for texts, height in _readings(sheet.top, number):
            fits = [shape for shape in shapes if _fits(shape, texts)]
            if fits:
                shape = _best(fits, texts, sheet)
                return _header(sheet, shape, personal, texts=texts, rows=number + height)
    _require_decoded(sheet)
    return None


def _readings(
    top: tuple[tuple[str, ...], ...], number: int
) -> Iterator[tuple[tuple[str, ...], int]]:
    """Give the ways to read a header that starts at a row: alone, or with the row below it."""
    yield top[number], 1
    if number + 1 < len(top):
        upper, lower = top[number], top[number + 1]
        yield _merged(upper, lower, keep_upper=True), 2
        yield _merged(upper, lower, keep_upper=False), 2


def _merged(upper: tuple[str, ...], lower: tuple[str, ...], *, keep_upper: bool) -> tuple[str, ...]:
    """Join two header rows: a title that is merged over columns stands before each of them."""
    width = max(len(upper), len(lower))
    above = [*upper, *[""] * (width - len(upper))]
    below = [*lower, *[""] * (width - len(lower))]
    texts, held = [], ""
    for over, under in zip(above, below, strict=True):
        held = over or (held if under else "")
        unit = unit_in(held)
        joined = f"{without_unit(held)} {under}" if keep_upper else under
        text = f"{joined} ({unit})" if unit and not unit_in(under) else joined
        texts.append(text.strip() if under else over)
    return tuple(texts)


def _fits(shape: _Shape, texts: tuple[str, ...]) -> bool:
    keys = set(_keys(shape, texts)) - {None}
    # A key made from the national id may stand for the household's own.
    keyed = {"household_id"} if any(_has_any(t, shape.national_id) for t in texts) else set()
    if not shape.required <= keys | keyed:
        return False
    if shape.source.layout == "wide_totals":
        return any(key not in {c.key for c in shape.source.columns} for key in keys)
    if shape.source.layout == "context":
        return "baht_household_month" in keys or sum(map(_is_year, texts)) >= 2
    return True


def _keys(shape: _Shape, texts: tuple[str, ...]) -> list[str | None]:
    return [
        shape.names.get(normal_header(text)) or shape.names.get(normal_header(without_unit(text)))
        for text in texts
    ]


def _names(source: Source) -> dict[str, str]:
    """Give normalised header to key; the first of those that are written alike."""
    names: dict[str, str] = {}
    for written, key in written_headers(source):
        names.setdefault(normal_header(written), key)
    return names


def _is_year(text: str) -> bool:
    return re.fullmatch(r"2[45]\d\d", to_arabic_digits(clean_text(text))) is not None


def _best(fits: list[_Shape], texts: tuple[str, ...], sheet: Sheet) -> _Shape:
    """Choose the shape that explains most columns; two alike are no choice."""
    scores = [len(set(_keys(shape, texts)) - {None}) for shape in fits]
    best = [shape for shape, score in zip(fits, scores, strict=True) if score == max(scores)]
    if len(best) > 1:
        names = ", ".join(shape.source.key for shape in best)
        raise AmbiguousSourceError(
            "หัวตารางต้องตรงกับแหล่งข้อมูลเดียว",
            got=names,
            where=_place(sheet),
            todo=f"ระบุ --source เป็นหนึ่งใน {names}",
        )
    return best[0]


def _place(sheet: Sheet) -> str:
    return f"{sheet.file_name} แผ่น {sheet.name}" if sheet.name else sheet.file_name


def _require_decoded(sheet: Sheet) -> None:
    for number, row in enumerate(sheet.top, start=1):
        if any(map(looks_misdecoded, row)):
            raise InputError(
                "ตัวอักษรไทยในแฟ้มต้องไม่เพี้ยน",
                where=f"{_place(sheet)} แถว {number}",
                todo="ส่งออกแฟ้มใหม่จากระบบเดิม เลือกรหัส UTF-8 หรือ Windows-874",
            )


def _header(
    sheet: Sheet, shape: _Shape, personal: Personal, *, texts: tuple[str, ...], rows: int
) -> Header:
    keys = _keys(shape, texts)
    _require_once(keys, texts, sheet)
    hidden = tuple(n for n, t in enumerate(texts) if not keys[n] and _is_personal(t, personal))
    ids = [n for n in hidden if _has_any(texts[n], personal.national_id)]
    units = _unit_row(sheet, rows)
    title = next((u for row in sheet.top[: rows - 1] for u in map(_title_unit, row) if u), "")
    columns = tuple(
        _mapped(shape.source, n, key, texts[n], below=_at(units, n), title=title)
        for n, key in enumerate(keys)
        if key is not None
    )
    others = (t for n, t in enumerate(texts) if not keys[n] and n not in hidden)
    unknown = tuple(t for t in others if t and not _means_nothing(t))
    normal = tuple(map(normal_header, texts))
    first_id = ids[0] if ids else None
    return Header(shape.source, rows + bool(units), columns, hidden, first_id, unknown, normal)


def _require_once(keys: list[str | None], texts: tuple[str, ...], sheet: Sheet) -> None:
    twice = [t for n, t in enumerate(texts) if keys[n] and keys[n] in keys[:n]]
    if twice:
        raise InputError("สองคอลัมน์ต้องไม่หมายถึงสิ่งเดียวกัน", got=", ".join(twice), where=_place(sheet))


def _unit_row(sheet: Sheet, rows: int) -> tuple[str, ...]:
    """Give the row below the header if all of its cells are units in brackets."""
    below = sheet.top[rows] if rows < len(sheet.top) else ()
    filled = [clean_text(c) for c in below if clean_text(c)]
    return below if filled and all(map(_BRACKETED.fullmatch, filled)) else ()


def _title_unit(text: str) -> str:
    found = _UNIT_TITLE.fullmatch(clean_text(text).strip("()"))
    return found[1].strip() if found else ""


def _at(cells: tuple[str, ...], position: int) -> str:
    return cells[position] if position < len(cells) else ""


def _mapped(
    source: Source, position: int, key: str, text: str, *, below: str, title: str
) -> MappedColumn:
    entry = next((c for c in source.columns if c.key == key), None)
    factors = source.factors.get(entry.unit, {}) if entry else {}
    known = {normal_header(unit): factor for unit, factor in factors.items()}
    for unit in (unit_in(below), unit_in(text), title):
        if normal_header(unit) in known:
            factor = known[normal_header(unit)]
            found = unit if factor != 1 else ""
            return MappedColumn(position, key, clean_text(text), factor, found)
    return MappedColumn(position, key, clean_text(text))


def _means_nothing(text: str) -> bool:
    """Tell whether a column is known to hold nothing for the register."""
    known = map(normal_header, (*FORM_HEADERS_TH.values(), *_SERIAL_TH))
    return normal_header(text) in known


def _is_personal(text: str, personal: Personal) -> bool:
    normal = normal_header(text)
    return normal in map(normal_header, personal.equal) or _has_any(text, personal.contains)


def _has_any(text: str, parts: list[str]) -> bool:
    normal = normal_header(text)
    return any(normal_header(part) in normal for part in parts)


def _refuse(sheets: tuple[Sheet, ...], shapes: tuple[_Shape, ...]) -> None:
    """Name the nearest shapes and what they lack; the file's texts may be data and stay unsaid."""
    rows = [row for sheet in sheets for row in sheet.top]
    lacking = {
        shape.source.key: min((shape.required - set(_keys(shape, r)) for r in rows), key=len)
        for shape in shapes
    }
    share = {s.source.key: len(lacking[s.source.key]) / len(s.required) for s in shapes}
    near = sorted(shapes, key=lambda shape: share[shape.source.key])[:_NEAREST]
    listed = "; ".join(_described(shape.source, lacking[shape.source.key]) for shape in near)
    raise InputError(
        "หัวตารางต้องตรงกับแหล่งข้อมูลที่รู้จัก",
        got=f"ใกล้ที่สุดคือ {listed}",
        where=sheets[0].file_name,
        todo="แก้หัวตาราง หรือเพิ่มชื่อหัวตารางใน params/sources",
    )


def _described(source: Source, lacking: set[str]) -> str:
    labels = [c.aliases[min(1, len(c.aliases) - 1)] for c in source.columns if c.key in lacking]
    return f"{source.key} ({source.title_th}) ขาด {', '.join(labels)}"
