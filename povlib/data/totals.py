"""Published totals of areas: a wide file (TPMAP) or the tables of the statistical office (NSO).

A row of the file is an area; the frame has a row for each of its items or years. What is missing in
the file is absent from the frame, never zero.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import pyarrow as pa

from povlib.areas import find_area, parse_code, resolve_code
from povlib.data.blocks import CheckedBlock
from povlib.data.cells import Cell, Reader, reader_for
from povlib.data.columns import to_arrow
from povlib.data.headers import Header
from povlib.data.issues import issue_lines, issue_table
from povlib.data.masking import shown, shown_text
from povlib.data.plan import Options
from povlib.data.rules import RULES
from povlib.data.sheets import Sheet, texts_at
from povlib.errors import AreaError, InputError
from povlib.params import Source
from povlib.schema import TABLES
from povlib.schema import field as entry_of
from povlib.thai import clean_text, to_arabic_digits

__all__ = ["check_totals"]

_YEAR = re.compile(r"(2[45]\d\d)(?:[12]\d{3})?")
_REGION = re.compile(r"ภาค|ทั่วราชอาณาจักร|ทั้งประเทศ|ประเทศ|ปริมณฑล|whole|region", re.IGNORECASE)
_NOTE = re.compile(r"หมายเหตุ|ที่มา|แหล่งที่มา|หน่วย|source|note|\*|\d\s*/\s*\D", re.IGNORECASE)
_SUM = re.compile(r"(?:ยอด)?รวม|(?:grand\s*)?total", re.IGNORECASE)
_VALUES = {"area_total": "count", "area_context": "baht_household_month"}
_SHAPES = {"province": 2, "district": 4, "subdistrict": 6}


@dataclass(frozen=True)
class _Amount:
    """A column of amounts, and what its header says of every row."""

    position: int
    header: str
    says: dict[str, object]


@dataclass(frozen=True)
class _Plan:
    """How the rows of a sheet are read: places of the keys, the amounts, and what holds for all."""

    source: Source
    keys: dict[str, int]
    amounts: tuple[_Amount, ...]
    says: dict[str, object]
    readers: dict[str, Reader]


@dataclass
class _Row:
    """What became of one row: its records, the rules it met (rule, column, text, detail)."""

    number: int
    cells: tuple[str, ...]
    records: list[dict[str, object]] = field(default_factory=list)
    met: list[tuple[str, str, str, str]] = field(default_factory=list)

    @property
    def done(self) -> str:
        """The gravest of what its rules do: "dropped", "rejected" or ""."""
        found = {RULES[rule].done for rule, *_ in self.met}
        return next((d for d in ("dropped", "rejected") if d in found), "")


def check_totals(sheet: Sheet, header: Header, *, options: Options) -> CheckedBlock:
    """Read a sheet of totals.

    Parameters
    ----------
    sheet : Sheet
    header : Header
        Of a shape whose layout is "wide_totals" or "context".
    options : Options

    Returns
    -------
    CheckedBlock
        The whole sheet at once; these files are small.

    Raises
    ------
    InputError
        The year, or what is measured, is named nowhere.
    """
    plan = _plan(sheet, header, options)
    rows = [row for row in _rows(sheet, header) if any(row.cells)]
    seen: dict[tuple[object, ...], int] = {}
    for row in rows:
        _read_row(row, plan)
        _mark_repeats(row, plan, seen)
    return _block(sheet, header, rows)


def _plan(sheet: Sheet, header: Header, options: Options) -> _Plan:
    source = header.source
    keys = {c.key: c.position for c in header.columns}
    table = TABLES[source.table]
    readers = {
        c.key: reader_for(f, factor=1, values=c.words)
        for c in source.columns
        for f in table.fields
        if f.key == c.key and f.key != "area_code"
    }
    value = _VALUES[source.table]
    readers[value] = reader_for(entry_of(source.table, value), factor=1, values={})
    says = _said(sheet, header, keys, options)
    return _Plan(source, keys, _amounts(header, keys, value), says, readers)


def _said(
    sheet: Sheet, header: Header, keys: dict[str, int], options: Options
) -> dict[str, object]:
    """Give what holds for every row: the year from the door, or the measure from the title."""
    year = TABLES[header.source.table].year_column
    if header.source.layout == "wide_totals":
        if year not in keys and options.bmn_year_be is None:
            raise InputError("ต้องรู้ปีของแฟ้ม", where=sheet.file_name, todo="ใส่ --bmn-year")
        return {} if year in keys else {year: options.bmn_year_be}
    if "measure" in keys:
        return {}
    titles = " ".join([sheet.name, *(c for row in sheet.top[: header.rows] for c in row)])
    for measure, words in header.source.measures.items():
        if any(word in titles for word in words):
            return {"measure": measure}
    raise InputError(
        "ต้องรู้ว่าตารางเป็นรายได้หรือรายจ่าย", where=sheet.file_name, todo="เพิ่มชื่อเรื่องเหนือหัวตาราง"
    )


def _amounts(header: Header, keys: dict[str, int], value: str) -> tuple[_Amount, ...]:
    if value in keys:
        return (_Amount(keys[value], value, {}),)
    if header.source.layout == "context":
        years = [(n, _YEAR.fullmatch(text)) for n, text in enumerate(header.texts)]
        return tuple(_Amount(n, y[1], {"year_be": int(y[1])}) for n, y in years if y)
    units = {
        i.item.replace("{n}", f"{n:02d}"): i.unit for i in header.source.items for n in range(1, 39)
    }
    return tuple(
        _Amount(c.position, c.header, {"item": c.key, "unit": units[c.key]})
        for c in header.columns
        if c.key in units
    )


def _rows(sheet: Sheet, header: Header) -> Iterator[_Row]:
    for block in sheet.blocks(header.rows):
        everywhere = np.arange(len(block.rows))
        texts = [texts_at(c, everywhere, encoding=block.encoding) for c in block.columns]
        for number, cells in zip(block.rows.tolist(), zip(*texts, strict=True), strict=True):
            yield _Row(number, tuple(map(clean_text, cells)))
        width = len(block.columns)
        for number, given in block.misshapen:
            cells = (*map(clean_text, given), *[""] * (width - len(given)))
            is_long = len(given) > width
            yield _Row(number, cells, met=[("row_width", "", "", "")] if is_long else [])


def _read_row(row: _Row, plan: _Plan) -> None:
    """Fill in the records of a row, or the rules that keep it out."""
    if row.met:
        return
    area, rule = _area(row, plan)
    if rule:
        name = row.cells[plan.keys.get("province_name", plan.keys.get("area_code", 0))]
        row.met.append((rule, "", name if rule == "region_total" else shown_text(name), ""))
        return
    said = {"area_code": area, **plan.says}
    for key in ("bmn_year_be", "year_be", "measure"):
        if key in plan.keys and key in plan.readers:
            said[key] = _value(row, plan.keys[key], key, plan.readers[key], key, is_required=True)
    value = _VALUES[plan.source.table]
    for amount in plan.amounts:
        number = _value(row, amount.position, value, plan.readers[value], amount.header)
        if number is not None:
            row.records.append({**said, **amount.says, value: number})


def _value(
    row: _Row, position: int, key: str, read: Reader, header: str, *, is_required: bool = False
) -> object:
    text = row.cells[position]
    cell: Cell = read(text)
    rule = cell.rule or ("required_missing" if is_required and cell.value is None else "")
    # Averages are published to the satang and kept to the baht; that is no repair of a mistake.
    if rule and not (rule == "rounded" and key == "baht_household_month"):
        row.met.append((rule, header, shown(text), cell.detail))
    return cell.value


def _area(row: _Row, plan: _Plan) -> tuple[str, str]:
    """Give the code of a row's area, or the rule that keeps it out."""
    name = row.cells[plan.keys["province_name"]] if "province_name" in plan.keys else ""
    text = row.cells[plan.keys["area_code"]] if "area_code" in plan.keys else ""
    filled = sum(bool(cell) for cell in row.cells)
    if filled <= 2 and any(_NOTE.match(cell) for cell in row.cells if cell):
        return "", "footnote"
    if text:
        code = _code(text)
        return (code, "") if code else ("", "code_unknown")
    if _SUM.match(name):
        return "", "subtotal"
    try:
        return find_area(name, level="province"), ""
    except AreaError:
        return "", "region_total" if _REGION.search(name) else "place_unknown"


def _code(text: str) -> str:
    digits = re.sub(r"\.0*$", "", to_arabic_digits(text))
    level = next((name for name, width in _SHAPES.items() if width == len(digits)), None)
    if level is None:
        return ""
    code = parse_code(digits, level).value or ""
    return code if code and resolve_code(code).basis != "unknown" else ""


def _mark_repeats(row: _Row, plan: _Plan, seen: dict[tuple[object, ...], int]) -> None:
    key = TABLES[plan.source.table].key
    for record in row.records if not row.done else ():
        first = seen.setdefault(tuple(record[c] for c in key), row.number)
        if first != row.number:
            row.met.append(("duplicate", "", "", f"แถว {first}"))
            return


def _block(sheet: Sheet, header: Header, rows: list[_Row]) -> CheckedBlock:
    table = TABLES[header.source.table]
    kept = [row for row in rows if not row.done]
    records = [record for row in kept for record in row.records]
    numbers = [row.number for row in kept for _ in row.records]
    frame = pd.DataFrame(records, columns=list(table.columns))
    integers = {f.key: "int32" for f in table.fields if f.kind in ("year_be", "count", "money")}
    texts = {c: "str" for c in table.columns if c not in integers}
    place = {"file": sheet.file_name, "sheet": sheet.name}
    lines = []
    for row in rows:
        for rule, column, text, detail in row.met:
            given = {"rows": [row.number], "column": column, "values": [text], "detail": detail}
            lines += issue_lines(rule, **place, **given)
    dropped = [row.met[0][0] for row in rows if row.done == "dropped"]
    return CheckedBlock(
        table.name,
        to_arrow(frame.astype({**integers, **texts}), table=table.name),
        np.array(numbers, np.int64),
        _rejected(sheet, header, [row for row in rows if row.done == "rejected"]),
        issue_table(lines),
        rows_in=len(rows),
        rows_kept=len(kept),
        dropped={rule: dropped.count(rule) for rule in sorted(set(dropped))},
    )


def _rejected(sheet: Sheet, header: Header, rows: list[_Row]) -> pa.Table:
    lines = []
    for row in rows:
        reasons = [f"{c}: {RULES[r].rule_th}" if c else RULES[r].rule_th for r, c, *_ in row.met]
        cells = {
            c.header: shown_text(row.cells[c.position])
            for c in header.columns
            if c.position < len(row.cells)
        }
        place = {"file": sheet.file_name, "sheet": sheet.name, "row": row.number}
        lines.append({**place, "reasons": "; ".join(reasons), **cells})
    return pa.Table.from_pandas(pd.DataFrame(lines), preserve_index=False)
