"""What is asked of the nation, what one province answers, and the tables in the end."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from povlib.areas import area_label_th
from povlib.data import Unit
from povlib.measures.bins import Bins

__all__ = [
    "INSIDE_UNITS",
    "LEVELS",
    "NATION_CODE",
    "WANTS",
    "Answer",
    "BinQuestion",
    "Nation",
    "Question",
    "Sums",
    "UnitJob",
    "place_th",
]

LEVELS: Mapping[str, int] = {
    "village": 1,
    "subdistrict": 100,
    "district": 10_000,
    "province": 1_000_000,
    "nation": 100_000_000,
}
"""Levels from small to large: a village's code over the number is the code of the area."""

INSIDE_UNITS: Mapping[str, int] = {
    level: size for level, size in LEVELS.items() if level != "nation"
}
"""Levels whose areas each lie in one unit."""

NATION_CODE = 0
"""Area code of the whole country."""

WANTS = ("additive", "spread")
"""Tables that can be asked for."""

Sums = Mapping[str, np.ndarray]


@dataclass(frozen=True)
class UnitJob:
    """A job with the households of one province and year.

    Attributes
    ----------
    register : Path
    unit : Unit
        As the manifest names it.
    """

    register: Path
    unit: Unit

    @property
    def province_code(self) -> str:
        """Two digits."""
        return self.unit.province_code

    @property
    def place_th(self) -> str:
        """Province and round, in a planner's words."""
        return place_th(self.unit)


@dataclass(frozen=True)
class Question(UnitJob):
    """What to make of a unit.

    Attributes
    ----------
    line_baht : float
        Baht per person and year.
    want : tuple of str
        Of `WANTS`.
    """

    line_baht: float
    want: tuple[str, ...]


@dataclass(frozen=True)
class BinQuestion(UnitJob):
    """Which households of a unit lie in some bins of income.

    Attributes
    ----------
    bins : tuple of int
        Numbers of bins.
    """

    bins: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Answer:
    """What a job gives: partial results that add up.

    Attributes
    ----------
    rows, persons : int
        As read.
    tables : mapping of str to mapping of str to mapping of str to ndarray
        By name of the table, then by level; each has ``area_code``.
    bins : Bins or None
        Incomes of the unit, where they were asked for.
    """

    rows: int
    persons: int
    tables: Mapping[str, Mapping[str, Sums]]
    bins: Bins | None = None


@dataclass(frozen=True, eq=False)
class Nation:
    """Tables of the whole country; they hold true counts, nothing is hidden.

    Attributes
    ----------
    bmn_year_be : int
    line_baht : float
        Baht per person and year; poor is strictly below it.
    levels : mapping of str to mapping of str to DataFrame
        By level of `LEVELS`, then by table of `WANTS`; in order of ``area_code`` (int64; of the
        nation `NATION_CODE`). Columns are told in `measure_nation`.
    counted : DataFrame
        ``bmn_year_be``, ``province_code``, ``rows``, ``persons`` (int64) as read, which is what the
        register's manifest says.
    """

    bmn_year_be: int
    line_baht: float
    levels: Mapping[str, Mapping[str, pd.DataFrame]]
    counted: pd.DataFrame


def place_th(unit: Unit) -> str:
    """Name a unit as a planner does: province and round."""
    return f"{area_label_th(unit.province_code)} จปฐ. ปี {unit.year_be}"
