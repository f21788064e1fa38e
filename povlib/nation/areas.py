"""From villages to larger areas: sums of villages in order of code, whatever order they came in."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from povlib.measures.homes import COUNTS, finish_sums
from povlib.measures.runs import runs_of
from povlib.nation.model import INSIDE_UNITS, LEVELS, NATION_CODE, Sums

__all__ = ["additive_levels", "join_areas", "spread_levels"]


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
        By level: ``area_code``, `COUNTS`, and the measures of `finish_sums`. Each level is added up
        from the one below it, so the last bits do not depend on who did the jobs.
    """
    levels, sums, below = {}, villages, 1
    for level, size in LEVELS.items():
        sums = _added(sums, by=size // below)
        below = size
        shown = {name: sums[name] for name in ("area_code", *COUNTS)}
        levels[level] = pd.DataFrame({**shown, **finish_sums(sums)})
    return levels


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


def _added(sums: Sums, *, by: int) -> Sums:
    areas = runs_of(sums["area_code"] // by)
    others = {name: areas.total(values) for name, values in sums.items() if name != "area_code"}
    return {"area_code": areas.keys, **others}
