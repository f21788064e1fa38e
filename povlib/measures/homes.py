"""Households of one province and year as plain arrays, and their sums by village.

The table of villages is the cube: any larger area comes from it by adding. Whole numbers stay whole
(int64), so they are the same however the country is cut; other sums are float64.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from povlib.measures.income import per_person
from povlib.measures.registry import MEASURES
from povlib.measures.runs import Runs, runs_of
from povlib.measures.sums import Rows, finish, names_of_sums, sum_rows

__all__ = ["COUNTS", "Homes", "finish_sums", "village_sums"]

COUNTS = (
    "households",
    "persons",
    "households_known",
    "persons_known",
    "income_baht_year",
    "poor_households",
    "poor_persons",
    "cost_to_close_baht",
)
"""Sums that a reader sees, all additive."""

# Name of the column, key in the registry, and what it counts.
_FINISHED = (
    ("headcount", "headcount", "persons"),
    ("headcount_households", "headcount", "households"),
    ("poverty_gap", "poverty_gap", "persons"),
    ("squared_gap", "squared_gap", "persons"),
    ("mean_income", "mean", "persons"),
    ("mean_gap_poor", "mean_gap_poor", "persons"),
    ("income_gap_ratio", "income_gap_ratio", "persons"),
)
_WHOLE = ("poor_households", "poor_persons")


@dataclass(frozen=True, eq=False)
class Homes:
    """Households in order of village; arrays of one length.

    Attributes
    ----------
    village_code : ndarray of int
        Eight digits, never falling.
    members : ndarray of int
        Persons.
    total_baht : ndarray of int64
        Income of the household in the year, 0 where it is not known.
    is_known : ndarray of bool
        All parts of the income are there.
    """

    village_code: np.ndarray
    members: np.ndarray
    total_baht: np.ndarray
    is_known: np.ndarray

    @cached_property
    def income(self) -> np.ndarray:
        """Baht per person and year, NaN where it is not known."""
        income = per_person(self.total_baht, members=self.members)
        income[~self.is_known] = np.nan
        return income

    @cached_property
    def villages(self) -> Runs:
        """Rows of each village."""
        return runs_of(self.village_code)


def village_sums(homes: Homes, *, line: float) -> dict[str, np.ndarray]:
    """Add up what additive measures are made of, in each village.

    Parameters
    ----------
    homes : Homes
    line : float
        Baht per person and year; poor is strictly below it, and never without an income.

    Returns
    -------
    dict of str to ndarray, one value a village
        ``area_code``, then `COUNTS` and the sums that `finish_sums` needs.

    Examples
    --------
    >>> homes = Homes(np.array([24010101, 24010101]), np.array([4, 2]), np.array([80_000, 90_000]),
    ...               np.array([True, True]))
    >>> sums = village_sums(homes, line=30_000)
    >>> [sums[name].item() for name in ("persons", "poor_persons", "cost_to_close_baht")]
    [6, 4, 40000.0]
    """
    villages, without = homes.villages, np.flatnonzero(~homes.is_known)
    rows = Rows(villages.codes, villages.size, homes.income, line, homes.members, 1.0)
    poor = sum_rows(rows, names=_poor_names(), unit="persons", strict=True)
    is_poor = np.flatnonzero(homes.income < line)
    lacking = line * homes.members[is_poor] - homes.total_baht[is_poor]
    persons = villages.total(homes.members)
    return {
        "area_code": villages.keys,
        "households": villages.lengths,
        "persons": persons,
        "households_known": villages.lengths - villages.total_of(without, np.ones(len(without))),
        "persons_known": persons - villages.total_of(without, homes.members[without]),
        "income_baht_year": villages.total(homes.total_baht),
        **{name: poor[name].astype(np.int64) if name in _WHOLE else poor[name] for name in poor},
        # Not by income per person, whose division leaves no whole baht.
        "cost_to_close_baht": np.bincount(
            villages.codes[is_poor], weights=lacking, minlength=villages.size
        ),
    }


def finish_sums(sums: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Make measures of sums, each by its definition in the registry.

    Parameters
    ----------
    sums : mapping of str to ndarray, one value an area
        As `village_sums` gives them, or added up to larger areas.

    Returns
    -------
    dict of str to ndarray of float64
        ``headcount``, ``poverty_gap``, ``squared_gap``, ``mean_income``, ``mean_gap_poor`` and
        ``income_gap_ratio`` count persons, ``headcount_households`` households; NaN where the area
        has no household with an income, or the denominator is 0.
    """
    n = sums["households_known"]
    counted = {
        "persons": {
            **sums,
            "weight": sums["persons_known"],
            "income_baht": sums["income_baht_year"],
        },
        "households": {"weight": n, "poor_weight": sums["poor_households"]},
    }
    return {name: finish(MEASURES[key], sums=counted[unit], n=n) for name, key, unit in _FINISHED}


def _poor_names() -> set[str]:
    names = names_of_sums(MEASURES[key] for _, key, unit in _FINISHED if unit == "persons")
    return (names | {"poor_households", "poor_persons"}) - {"weight", "income_baht"}
