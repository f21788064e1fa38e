"""Reads the columns of a block by a plan, and makes the ones that the file leaves to others.

A year may come from the door, a fiscal year from the date, a place from names, an id from the
office's keyed hash of the national id.
"""

import numpy as np

from povlib.data.cleaning import Cleaned, Finding, clean_column
from povlib.data.masking import keyed_id
from povlib.data.places import build_codes
from povlib.data.plan import TOTAL, SheetPlan
from povlib.data.rules import RULES
from povlib.data.sheets import Block, texts_at
from povlib.schema import INDICATOR_COLUMNS, TABLES
from povlib.thai import BE_OFFSET, to_arabic_digits

__all__ = ["Found", "read_columns"]

Found = list[tuple[str, Finding]]
_PARTS = (
    "income_main_baht",
    "income_secondary_baht",
    "income_other_baht",
    "income_own_use_baht",
)
_FIRST_FISCAL_MONTH = 10


def read_columns(block: Block, plan: SheetPlan) -> tuple[dict[str, Cleaned], Found]:
    """Read every column that a plan names.

    Parameters
    ----------
    block : Block
    plan : SheetPlan

    Returns
    -------
    columns : dict of str to Cleaned
        By column of the table.
    found : list of (str, Finding)
        Rules met, by column.
    """
    columns = {
        c.key: clean_column(
            block.columns[c.position],
            field=c.field,
            read=c.read,
            encoding=block.encoding,
            factor=c.factor,
        )
        for c in plan.columns
    }
    found: Found = [
        (key, finding) for key, column in columns.items() for finding in column.findings
    ]
    found += _make_places(columns, block, plan)
    found += _make_years(columns, block, plan)
    found += _make_ids(columns, block, plan)
    found = _spare_total(columns, found)
    found += _compare_total(columns)
    found += _drop_extra_indicators(columns, plan)
    return columns, found


def _make_places(columns: dict[str, Cleaned], block: Block, plan: SheetPlan) -> Found:
    if plan.place_column is None:
        return []
    texts = {role: block.columns[position] for role, position in plan.roles.items()}
    built = build_codes(
        texts, encoding=block.encoding, is_village=plan.place_column == "village_code"
    )
    columns[plan.place_column] = Cleaned(built.data, built.missing, built.findings)
    return [(plan.place_column, finding) for finding in built.findings]


def _make_years(columns: dict[str, Cleaned], block: Block, plan: SheetPlan) -> Found:
    needed = TABLES[plan.table].columns
    if "bmn_year_be" in needed and "bmn_year_be" not in columns:
        size = len(block.rows)
        years = np.full(size, plan.options.bmn_year_be)
        columns["bmn_year_be"] = Cleaned(years, np.zeros(size, bool), ())
    if "fiscal_year_be" not in needed or "date" not in columns:
        return []
    dates = columns["date"]
    by_date = _fiscal_years(dates)
    if "fiscal_year_be" not in columns:
        columns["fiscal_year_be"] = Cleaned(by_date, dates.missing, ())
        return []
    given = columns["fiscal_year_be"]
    differ = ~given.missing & ~dates.missing & (given.data != by_date)
    return _found("fiscal_year_be", "fiscal_year_mismatch", differ)


def _fiscal_years(dates: Cleaned) -> np.ndarray:
    months = np.where(dates.missing, np.datetime64("2000-01"), dates.data).astype("datetime64[M]")
    number = months.astype(np.int64)
    years, month = 1970 + number // 12, 1 + number % 12
    return years + BE_OFFSET + (month >= _FIRST_FISCAL_MONTH)


def _make_ids(columns: dict[str, Cleaned], block: Block, plan: SheetPlan) -> Found:
    """Fill absent household ids with keyed hashes of the national id, if the office gives a key."""
    position, key = plan.header.national_id, plan.options.id_key
    if "household_id" not in TABLES[plan.table].columns:
        return []
    size = len(block.rows)
    given = columns.get("household_id", Cleaned(np.zeros(size, np.int64), np.ones(size, bool), ()))
    columns["household_id"] = given
    if position is None or key is None:
        return []
    has_rule = np.zeros(size, bool)
    for finding in given.findings:
        has_rule[finding.where] = True
    absent = np.flatnonzero(given.missing & ~has_rule)
    made = np.array([_made(t, key) for t in _ids_at(block, position, absent)], np.int64)
    values, missing = given.data.copy(), given.missing.copy()
    values[absent], missing[absent] = made, made == 0
    columns["household_id"] = Cleaned(values, missing, given.findings)
    filled = np.zeros(size, bool)
    filled[absent[made > 0]] = True
    return _found("household_id", "id_from_national_id", filled)


def _ids_at(block: Block, position: int, at: np.ndarray) -> list[str]:
    texts = texts_at(block.columns[position], at, encoding=block.encoding)
    return ["".join(c for c in to_arabic_digits(text) if c.isdigit()) for text in texts]


def _made(national_id: str, key: bytes) -> int:
    return keyed_id(national_id, key=key) if len(national_id) == 13 else 0


def _spare_total(columns: dict[str, Cleaned], found: Found) -> Found:
    """Keep rows whose total cannot be read where all parts can: a total is only compared."""
    parts = [columns[key] for key in _PARTS if key in columns]
    if TOTAL not in columns or len(parts) < len(_PARTS):
        return found
    is_whole = ~np.logical_or.reduce([part.missing for part in parts])
    spared: Found = []
    for key, finding in found:
        at = finding.where
        is_spared = is_whole[at] & (key == TOTAL) & (RULES[finding.rule].done == "rejected")
        for rule, chosen in ((finding.rule, at[~is_spared]), ("total_unread", at[is_spared])):
            spared += [(key, Finding(rule, chosen))] if len(chosen) else []
    return spared


def _compare_total(columns: dict[str, Cleaned]) -> Found:
    """Compare a total with its parts where all parts of the file are there; then it goes."""
    total = columns.pop(TOTAL, None)
    parts = [columns[key] for key in _PARTS if key in columns]
    if total is None or len(parts) < len(_PARTS):
        return []
    known = ~np.logical_or.reduce([total.missing, *(p.missing for p in parts)])
    added = np.add.reduce([p.data.astype(np.int64) for p in parts])
    return _found(TOTAL, "total_mismatch", known & (added != total.data))


def _drop_extra_indicators(columns: dict[str, Cleaned], plan: SheetPlan) -> Found:
    """Empty the indicators that a round does not have."""
    if plan.table != "household":
        return []
    years = columns["bmn_year_be"]
    found: Found = []
    present = np.unique(years.data[~years.missing])
    counts = {int(y): plan.source.indicators_in(bmn_year_be=int(y)) or 0 for y in present}
    for number, key in enumerate(INDICATOR_COLUMNS, start=1):
        late = [year for year, count in counts.items() if number > count]
        if key in columns and late:
            found += _empty_column(columns, key, np.isin(years.data, late))
    return found


def _empty_column(columns: dict[str, Cleaned], key: str, where: np.ndarray) -> Found:
    given = columns[key]
    columns[key] = Cleaned(given.data, given.missing | where, given.findings)
    return _found(key, "indicator_extra", where & ~given.missing)


def _found(key: str, rule: str, where: np.ndarray) -> Found:
    at = np.flatnonzero(where)
    return [(key, Finding(rule, at))] if len(at) else []
