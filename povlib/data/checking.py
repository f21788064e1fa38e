"""Checks blocks of one sheet, row by row and column by column, without looping over cells.

Rows in = kept + rejected + named rows that are no data. A rejected row stays out with every reason;
the rest becomes a typed frame.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from povlib.data.ahead import ahead
from povlib.data.blocks import CheckedBlock
from povlib.data.cleaning import Cleaned, Finding
from povlib.data.issues import IssueLine, issue_lines, issue_table, shown_cells
from povlib.data.masking import shown_text
from povlib.data.places import check_places
from povlib.data.plan import SheetPlan
from povlib.data.reading import Found, read_columns
from povlib.data.rejects import rejected_rows
from povlib.data.rowkinds import kind_of_misshapen, kinds_of_rows
from povlib.data.rows import make_rows
from povlib.data.rules import RULES
from povlib.data.seen import SeenKeys, key_numbers
from povlib.data.seenpairs import SeenPairs
from povlib.data.sheets import Block
from povlib.data.showing import shower_of
from povlib.errors import InputError
from povlib.schema import TABLES

__all__ = ["FileState", "check_sheet"]

_PERSON_ROWS_SHARE = 0.3
_PERSON_ROWS_LEAST = 20
_NAMED_ONCE = frozenset({"code_abolished", "indicator_extra"})


@dataclass
class FileState:
    """What a file's blocks have to know of each other: keys so far, and rules named once."""

    seen: dict[str, SeenKeys | SeenPairs] = field(default_factory=dict)
    named_once: set[tuple[str, str]] = field(default_factory=set)

    def seen_in(self, table: str) -> SeenKeys | SeenPairs:
        """Give the keys that rows of a table have had so far."""
        kinds = [f.kind for f in TABLES[table].fields if f.key in TABLES[table].key]
        made = SeenPairs if kinds == ["id", "year_be"] else SeenKeys
        return self.seen.setdefault(table, made())


@dataclass(frozen=True)
class _ReadBlock:
    """A block, its rows that are no data by kind, its columns, and the rules that it meets."""

    block: Block
    kinds: dict[str, np.ndarray]
    is_data: np.ndarray
    columns: dict[str, Cleaned]
    found: Found


def check_sheet(plan: SheetPlan, *, state: FileState) -> Iterator[CheckedBlock]:
    """Check a sheet block by block.

    Parameters
    ----------
    plan : SheetPlan
    state : FileState
        Of the file; it grows.

    Raises
    ------
    InputError
        The rows are persons and not households.
    """
    blocks = plan.sheet.blocks(plan.header.rows)
    for given in ahead(_read_block(block, plan) for block in blocks):
        yield _check_block(given, plan, state)


def _read_block(block: Block, plan: SheetPlan) -> _ReadBlock:
    """Find out all that a block tells without the blocks before it."""
    kinds = kinds_of_rows(block, plan.header, key_position=plan.key_position)
    is_data = _without(len(block.rows), kinds)
    columns, given = read_columns(block, plan)
    found = [(key, f) for key, finding in given for f in _only(finding, is_data)]
    found += _place_findings(columns, plan, is_data)
    found += _missing_findings(columns, plan, is_data)
    return _ReadBlock(block, kinds, is_data, columns, found)


def _check_block(given: _ReadBlock, plan: SheetPlan, state: FileState) -> CheckedBlock:
    """Check a block against the ones before it, and part its rows."""
    block, kinds, is_data, columns = given.block, given.kinds, given.is_data, given.columns
    again = _repeated(given, plan, state)
    _require_households(again, plan, int(is_data.sum()))
    found = given.found + again
    rejected = _rejected(found, len(block.rows))
    keep = is_data & ~rejected
    numbers = _numbers(block, plan, kinds)
    lines = [line for key, finding in found for line in _lines(block, plan, key, finding, state)]
    for kind, rows in numbers.items():
        lines += issue_lines(kind, **_place(plan), rows=rows) if kind != "blank" else []
    extra = numbers.get("row_width", [])
    return CheckedBlock(
        plan.table,
        make_rows(columns, table=plan.table, keep=keep),
        block.rows[keep],
        rejected_rows(block, plan, rejected=rejected, extra=extra, lines=lines),
        issue_table(lines).sort_by("row"),
        rows_in=len(block.rows) + len(block.misshapen) - len(numbers.get("blank", [])),
        rows_kept=int(keep.sum()),
        dropped={k: len(n) for k, n in numbers.items() if k not in ("blank", "row_width")},
    )


def _numbers(block: Block, plan: SheetPlan, kinds: dict[str, np.ndarray]) -> dict[str, list[int]]:
    """Give the numbers of rows that are no data, or of another width, by what they are."""
    numbers = {kind: block.rows[at].tolist() for kind, at in kinds.items()}
    for number, cells in block.misshapen:
        kind = kind_of_misshapen(cells, plan.header, key_position=plan.key_position)
        numbers.setdefault(kind, []).append(number)
    return numbers


def _without(size: int, kinds: dict[str, np.ndarray]) -> np.ndarray:
    is_data = np.ones(size, bool)
    for at in kinds.values():
        is_data[at] = False
    return is_data


def _only(finding: Finding, where: np.ndarray) -> list[Finding]:
    at = finding.where[where[finding.where]]
    return [Finding(finding.rule, at, finding.detail)] if len(at) else []


def _rejected(found: Found, size: int) -> np.ndarray:
    rejected = np.zeros(size, bool)
    for _, finding in found:
        if RULES[finding.rule].done == "rejected":
            rejected[finding.where] = True
    return rejected


def _place_findings(columns: dict[str, Cleaned], plan: SheetPlan, is_data: np.ndarray) -> Found:
    for key, below in (("village_code", 100), ("subdistrict_code", 1)):
        if key in columns and key in TABLES[plan.table].columns:
            missing = columns[key].missing | ~is_data
            found = check_places(columns[key].data, missing=missing, below=below)
            return [(key, finding) for finding in found]
    return []


def _missing_findings(columns: dict[str, Cleaned], plan: SheetPlan, is_data: np.ndarray) -> Found:
    """Name required cells that are empty; a cell rejected for another reason is not named twice."""
    found: Found = []
    # A column made from another one lacks where that one does, and is not named beside it.
    given = {c.key for c in plan.columns} | {plan.place_column, "household_id"}
    for entry in TABLES[plan.table].fields:
        if entry.required and entry.key in given and columns[entry.key].missing.any():
            has_reason = np.zeros(len(is_data), bool)
            for finding in columns[entry.key].findings:
                if RULES[finding.rule].done == "rejected":
                    has_reason[finding.where] = True
            at = np.flatnonzero(columns[entry.key].missing & is_data & ~has_reason)
            found += [(entry.key, Finding("required_missing", at))] if len(at) else []
    return found


def _repeated(given: _ReadBlock, plan: SheetPlan, state: FileState) -> Found:
    """Find kept rows whose key an earlier kept row of the file has."""
    columns, rows, size = given.columns, given.block.rows, len(given.block.rows)
    kept = np.flatnonzero(given.is_data & ~_rejected(given.found, size))
    key = TABLES[plan.table].key
    values = [columns[k].data if k in columns else np.zeros(size) for k in key]
    places = columns["village_code"].data if "village_code" in columns else np.zeros(size)
    again = state.seen_in(plan.table).add(
        key_numbers([v[kept] for v in values]), rows=rows[kept], places=places[kept]
    )
    moved = again.is_elsewhere & (plan.table == "household")
    found = []
    for rule, chosen in (("household_moved", moved), ("duplicate", ~moved)):
        details = tuple(f"แถว {first}" for first in again.first_rows[chosen])
        found += [(key[0], Finding(rule, kept[again.where[chosen]], details))] if details else []
    return found


def _require_households(again: Found, plan: SheetPlan, rows: int) -> None:
    """Refuse a sheet in which the same household comes again and again: its rows are persons."""
    count = sum(len(finding.where) for _, finding in again)
    is_many = count >= _PERSON_ROWS_LEAST and count > _PERSON_ROWS_SHARE * rows
    if plan.table == "household" and is_many:
        raise InputError(
            "หนึ่งแถวต้องเป็นหนึ่งครัวเรือน แต่รหัสบ้านเดียวกันซ้ำหลายแถว",
            got=f"ซ้ำ {count} จาก {rows} แถว",
            where=f"{plan.sheet.file_name} {plan.sheet.name}".strip(),
            todo="ถ้าหนึ่งแถวเป็นหนึ่งคน ให้ส่งออกแฟ้มระดับครัวเรือน",
        )


def _lines(
    block: Block, plan: SheetPlan, key: str, finding: Finding, state: FileState
) -> list[IssueLine]:
    at = finding.where
    if finding.rule in _NAMED_ONCE:
        # One line for a place or a column is enough: one for each household would bury the rest.
        once = (finding.rule, str(finding.detail or key))
        at = at[:0] if once in state.named_once else at[:1]
        state.named_once.add(once)
    return issue_lines(
        finding.rule,
        **_place(plan),
        rows=block.rows[at].tolist(),
        column=plan.header_of(key),
        values=_values(block, plan, key, finding.rule, at),
        detail=finding.detail,
    )


def _values(block: Block, plan: SheetPlan, key: str, rule: str, at: np.ndarray) -> list[str] | None:
    position = next((c.position for c in plan.header.columns if c.key == key), None)
    if position is None:
        return None
    show = shown_text if rule == "name_to_code" else shower_of(plan, key)
    return shown_cells(block.columns[position], at, encoding=block.encoding, show=show)


def _place(plan: SheetPlan) -> dict[str, str]:
    return {"file": plan.sheet.file_name, "sheet": plan.sheet.name}
