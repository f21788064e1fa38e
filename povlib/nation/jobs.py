"""What is done with one province and year: a pure function of the register's rows."""

import numpy as np

from povlib.data.arrays import Numbers, read_arrays
from povlib.measures.homes import Homes, village_sums
from povlib.measures.income import INCOME_COLUMNS
from povlib.nation.model import Answer, Question

__all__ = ["answer"]

_COLUMNS = ("village_code", "members", *INCOME_COLUMNS)


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
    columns = read_arrays(question.register, key=question.unit.key, columns=_COLUMNS)
    homes = _homes(columns)
    tables = {"additive": village_sums(homes, line=question.line_baht)}
    persons = int(homes.members.sum(dtype=np.int64))
    return Answer(len(homes.members), persons, {name: tables[name] for name in question.want})


def _homes(columns: dict[str, Numbers]) -> Homes:
    amounts = [columns[name] for name in INCOME_COLUMNS]
    # int32 on disk: four of them are wide before they are added
    total = np.zeros(len(amounts[0].values), dtype=np.int64)
    is_known = np.ones(len(total), dtype=bool)
    for amount in amounts:
        total += amount.values
        if amount.is_known is not None:
            is_known &= amount.is_known
    return Homes(columns["village_code"].values, columns["members"].values, total, is_known)
