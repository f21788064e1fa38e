"""What is done with one province and year: a pure function of the register's rows."""

from pathlib import Path

import numpy as np

from povlib.data import Unit
from povlib.data.arrays import Numbers, read_arrays
from povlib.errors import RegisterError
from povlib.measures.bins import Bins, bins_of, rows_in
from povlib.measures.deciles import earners_of, spread
from povlib.measures.homes import Homes, village_sums
from povlib.measures.income import INCOME_COLUMNS
from povlib.measures.lacks import Flags, village_lacks
from povlib.measures.runs import runs_of
from povlib.measures.sightings import Round, Sightings, count_settled, merge_rounds
from povlib.nation.counted import RESTORE_TH, require_whole
from povlib.nation.model import (
    INSIDE_UNITS,
    Answer,
    BinQuestion,
    PanelAnswer,
    PanelQuestion,
    Question,
    Read,
    SplitOff,
    Sums,
    place_th,
)

__all__ = ["answer", "follow_households", "look_into_bins"]


def answer(question: Question) -> Answer:
    """Read a unit and make the partial results that were asked for.

    Parameters
    ----------
    question : Question

    Raises
    ------
    RegisterError
        The unit cannot be read.
    """
    of_incomes = INCOME_COLUMNS if {*question.want} - {"dimensions"} else ()
    of_lacks = tuple(question.scheme.weights) if "dimensions" in question.want else ()
    columns = _columns(question.register, question.unit, names=(*of_incomes, *of_lacks))
    homes = _homes(columns)
    tables: dict[str, dict[str, Sums]] = {}
    bins = None
    if "additive" in question.want:
        tables["additive"] = {"village": village_sums(homes, line=question.line_baht)}
    if "spread" in question.want:
        tables["spread"], bins = _spread(homes)
    if "dimensions" in question.want:
        tables["dimensions"] = {"village": _lacks(columns, homes=homes, question=question)}
    return Answer(_read(homes.members), tables, bins)


def look_into_bins(question: BinQuestion) -> Bins:
    """Read a unit again for the households of some bins of income.

    Parameters
    ----------
    question : BinQuestion

    Raises
    ------
    RegisterError
        The unit cannot be read.
    """
    columns = _columns(question.register, question.unit, names=INCOME_COLUMNS)
    return rows_in(_homes(columns), np.array(question.bins, dtype=np.int64))


def follow_households(question: PanelQuestion) -> PanelAnswer:
    """Read all rounds of a province and put them together, household by household.

    Parameters
    ----------
    question : PanelQuestion

    Raises
    ------
    RegisterError
        A unit cannot be read.
    """
    rounds, read, splits = [], [], []
    for unit in question.units:
        at = question.years_be.index(unit.year_be)
        names = (*INCOME_COLUMNS, "household_id", "origin_household_id")
        columns = _columns(question.register, unit, names=names)
        homes, ids = _homes(columns), columns["household_id"].values
        rounds.append(Round(at, ids, homes, question.lines_baht[at]))
        read.append(_read(homes.members))
        splits.append(_splits(ids, origin=columns["origin_household_id"], at=at))
    found = merge_rounds(rounds, province=int(question.province_code))
    is_settled = found.seen == (1 << len(question.years_be)) - 1
    names = ("household_id", "at", "origin_id")
    return PanelAnswer(
        tuple(read),
        count_settled(found.pick(is_settled)),
        _small(found.pick(~is_settled)),
        SplitOff(*(np.concatenate([getattr(each, name) for each in splits]) for name in names)),
    )


def _columns(register: Path, unit: Unit, *, names: tuple[str, ...]) -> dict[str, Numbers]:
    """Read columns of a unit; here too its rows are held against the manifest, as order is not."""
    try:
        found = read_arrays(register, key=unit.key, columns=("village_code", "members", *names))
    except RegisterError as error:
        raise RegisterError(
            error.must, got=error.got, where=place_th(unit), todo=error.todo or RESTORE_TH
        ) from error
    require_whole(unit, _read(found["members"].values))
    if (np.diff(found["village_code"].values) < 0).any():
        raise RegisterError(
            "แถวในแฟ้มของทะเบียนต้องเรียงตามรหัสหมู่บ้าน", where=place_th(unit), todo=RESTORE_TH
        )
    return found


def _homes(columns: dict[str, Numbers]) -> Homes:
    members = columns["members"].values
    amounts = [columns[name] for name in INCOME_COLUMNS if name in columns]
    total, is_known = _income(amounts, rows=len(members))
    return Homes(columns["village_code"].values, members, total, is_known)


def _income(amounts: list[Numbers], *, rows: int) -> tuple[np.ndarray, np.ndarray]:
    # int32 on disk: four of them are wide before they are added
    total = np.zeros(rows, dtype=np.int64)
    is_known = np.ones(len(total), dtype=bool)
    for amount in amounts:
        total += amount.values
        if amount.is_known is not None:
            is_known &= amount.is_known
    total[~is_known] = 0
    return total, is_known


def _spread(homes: Homes) -> tuple[dict[str, Sums], Bins]:
    """Measure all areas of a unit, and put its households into bins for what is larger."""
    earners, tables = earners_of(homes), {}
    for level, size in INSIDE_UNITS.items():
        areas = runs_of(homes.villages.keys // size)
        dealt = earners.by_area(areas.codes, size=areas.size)
        tables[level] = {"area_code": areas.keys, **spread(dealt)}
    # the last level is the province, so these are all households in order of income
    return tables, bins_of(dealt)


def _lacks(columns: dict[str, Numbers], *, homes: Homes, question: Question) -> Sums:
    named = {name: columns[name] for name in question.scheme.weights}
    return village_lacks(
        {name: Flags(column.values, column.is_known) for name, column in named.items()},
        villages=homes.villages,
        members=homes.members,
        scheme=question.scheme,
        missing=question.missing,
    )


def _read(members: np.ndarray) -> Read:
    return Read(len(members), int(members.sum(dtype=np.int64)))


def _splits(ids: np.ndarray, *, origin: Numbers, at: int) -> SplitOff:
    has_origin = np.ones(len(ids), dtype=bool) if origin.is_known is None else origin.is_known
    rows = np.flatnonzero(has_origin)
    return SplitOff(ids[rows], np.full(len(rows), at, dtype=np.uint8), origin.values[rows])


def _small(loose: Sightings) -> Sightings:
    """Give them in as few bytes as they need on their way to the driver."""
    masks = (mask.astype(np.uint8) for mask in (loose.seen, loose.known, loose.poor))
    return Sightings(loose.household_id, loose.village_code.astype(np.int32), *masks)
