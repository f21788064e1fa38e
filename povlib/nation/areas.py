"""From villages to larger areas: sums of villages in order of code, whatever order they came in."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from povlib.measures.homes import COUNTS, finish_sums
from povlib.measures.lacks import finish_lacks
from povlib.measures.runs import runs_of
from povlib.nation.model import INSIDE_UNITS, LEVELS, NATION_CODE, Sums

__all__ = ["additive_levels", "join_areas", "lacks_levels", "spread_levels"]


def join_areas(parts: Sequence[Sums]) -> dict[str, np.ndarray]:
    """Put tables of different areas one after the other, in order of ``area_code``.

    Parameters
    ----------
    parts : sequence of mapping of str to ndarray
        Of the same columns, in order of code from first to last.
    """
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def additive_levels(villages: Sums) -> dict[str, pd.DataFrame]:
    """Make the additive table of every level.

    Parameters
    ----------
    villages : mapping of str to ndarray
        As `village_sums` gives them, of the whole country, in order of code.

    Returns
    -------
    dict of str to DataFrame
        By level: ``area_code``, `COUNTS`, and the measures of `finish_sums`.
    """
    return {
        level: pd.DataFrame(
            {name: sums[name] for name in ("area_code", *COUNTS)} | finish_sums(sums)
        )
        for level, sums in _levels(villages).items()
    }


def lacks_levels(villages: Sums) -> dict[str, pd.DataFrame]:
    """Make the table of dimensions of every level.

    Parameters
    ----------
    villages : mapping of str to ndarray
        As `village_lacks` gives them, of the whole country, in order of code.

    Returns
    -------
    dict of str to DataFrame
        By level: ``area_code``, ``households`` and ``persons`` used, ``poor_households``,
        ``poor_persons``, and the measures of `finish_lacks`.
    """
    counts = ("area_code", "households", "persons", "poor_households", "poor_persons")
    return {
        level: pd.DataFrame({name: sums[name] for name in counts} | finish_lacks(sums))
        for level, sums in _levels(villages).items()
    }


def spread_levels(parts: Sequence[Mapping[str, Sums]], *, nation: Sums) -> dict[str, pd.DataFrame]:
    """Make the table of medians, deciles and Gini of every level.

    Parameters
    ----------
    parts : sequence of mapping of str to mapping of str to ndarray
        Of each unit the areas inside it, by level; units in order of code.
    nation : mapping of str to ndarray
        The same measures of the whole country.
    """
    levels = {
        level: pd.DataFrame(join_areas([part[level] for part in parts])) for level in INSIDE_UNITS
    }
    whole = pd.DataFrame({"area_code": np.array([NATION_CODE]), **nation})
    return {**levels, "nation": whole}


def _levels(villages: Sums) -> dict[str, Sums]:
    """Give the sums of every level, each added up from the one below it."""
    levels, sums, below = {}, villages, 1
    for level, size in LEVELS.items():
        sums = _added(sums, by=size // below)
        levels[level], below = sums, size
    return levels


def _added(sums: Sums, *, by: int) -> Sums:
    areas = runs_of(sums["area_code"] // by)
    others = {name: areas.total(values) for name, values in sums.items() if name != "area_code"}
    return {"area_code": areas.keys, **others}
