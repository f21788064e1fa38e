"""What is asked of the nation, what one province answers, and the tables in the end."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from povlib.areas import area_label_th
from povlib.data import Unit
from povlib.measures.bins import Bins
from povlib.measures.deprivation import Scheme
from povlib.measures.sightings import Counted, Sightings

__all__ = [
    "INSIDE_UNITS",
    "LEVELS",
    "NATION_CODE",
    "WANTS",
    "Answer",
    "BinQuestion",
    "Nation",
    "PanelAnswer",
    "PanelQuestion",
    "Question",
    "Read",
    "SplitOff",
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

WANTS = ("additive", "spread", "dimensions", "panel")
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
        Of `WANTS`, without "panel".
    scheme : Scheme or None
        Of dimensions, where they are wanted.
    missing : str
        What a missing indicator means; as in `dimensions.alkire_foster`.
    """

    line_baht: float
    want: tuple[str, ...]
    scheme: Scheme | None = None
    missing: str = "rescale"


@dataclass(frozen=True)
class BinQuestion(UnitJob):
    """Which households of a unit lie in some bins of income.

    Attributes
    ----------
    bins : tuple of int
        Numbers of bins.
    """

    bins: tuple[int, ...]


@dataclass(frozen=True)
class PanelQuestion:
    """The rounds of one province.

    Attributes
    ----------
    register : Path
    province_code : str
        Two digits.
    units : tuple of Unit
        Those that the manifest has, oldest first.
    years_be : tuple of int
        Rounds of the panel, oldest first.
    lines_baht : tuple of float
        One a round: baht per person and year.
    """

    register: Path
    province_code: str
    units: tuple[Unit, ...]
    years_be: tuple[int, ...]
    lines_baht: tuple[float, ...]

    @property
    def place_th(self) -> str:
        """Province and rounds, in a planner's words."""
        years = f"{self.years_be[0]}-{self.years_be[-1]}"
        return f"{area_label_th(self.province_code)} จปฐ. ปี {years}"


@dataclass(frozen=True)
class Read:
    """How many rows and persons were read of a unit."""

    rows: int
    persons: int


@dataclass(frozen=True, eq=False)
class SplitOff:
    """Rows of households that split off from another; arrays of one length.

    Attributes
    ----------
    household_id, origin_id : ndarray of int64
    at : ndarray of int
        Number of the round.
    """

    household_id: np.ndarray
    at: np.ndarray
    origin_id: np.ndarray


@dataclass(frozen=True, eq=False)
class PanelAnswer:
    """What one province knows of its households through the rounds.

    Attributes
    ----------
    read : tuple of Read
        One a unit.
    settled : Counted
        Households that it saw in every round.
    loose : Sightings
        The others.
    splits : SplitOff
    """

    read: tuple[Read, ...]
    settled: Counted
    loose: Sightings
    splits: SplitOff


@dataclass(frozen=True, eq=False)
class Answer:
    """What a job gives: partial results that add up.

    Attributes
    ----------
    read : Read
    tables : mapping of str to mapping of str to mapping of str to ndarray
        By name of the table, then by level; each has ``area_code``.
    bins : Bins or None
        Incomes of the unit, where they were asked for.
    """

    read: Read
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
