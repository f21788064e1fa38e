"""What is done with one province and year: a pure function of the register's rows."""

import numpy as np

from povlib.data.arrays import Numbers, read_arrays
from povlib.measures.bins import Bins, bins_of, rows_in
from povlib.measures.deciles import earners_of, spread
from povlib.measures.homes import Homes, village_sums
from povlib.measures.income import INCOME_COLUMNS
from povlib.measures.runs import runs_of
from povlib.nation.model import INSIDE_UNITS, Answer, BinQuestion, Question, Sums

__all__ = ["answer", "look_into_bins"]


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
    homes = _read_homes(question)
    tables: dict[str, dict[str, Sums]] = {}
    bins = None
    if "additive" in question.want:
        tables["additive"] = {"village": village_sums(homes, line=question.line_baht)}
    if "spread" in question.want:
        tables["spread"], bins = _spread(homes)
    return Answer(len(homes.members), _persons(homes), tables, bins)


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
    return rows_in(_read_homes(question), np.array(question.bins, dtype=np.int64))


def _read_homes(question: Question | BinQuestion) -> Homes:
    names = ("village_code", "members", *INCOME_COLUMNS)
    columns = read_arrays(question.register, key=question.unit.key, columns=names)
    total, is_known = _income([columns[name] for name in INCOME_COLUMNS])
    return Homes(columns["village_code"].values, columns["members"].values, total, is_known)


def _income(amounts: list[Numbers]) -> tuple[np.ndarray, np.ndarray]:
    # int32 on disk: four of them are wide before they are added
    total = np.zeros(len(amounts[0].values), dtype=np.int64)
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


def _persons(homes: Homes) -> int:
    return int(homes.members.sum(dtype=np.int64))
