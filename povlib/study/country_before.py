"""Areas whose poor of a round before are hidden where that round's own tables are shown.

What an exit rate is taken over are the poor of the round before. Who reads it of an area whose poor
are hidden in that round's tables, so that they cover a neighbour's few, knows the neighbour's more
narrowly. So the tables of the rounds before are decided again here, from the households that are
known in a round and the next: the same where nobody moved and all incomes are known, and where not
he does not know them either.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

from povlib.disclosure import HiddenCounts, hide_below, hide_top
from povlib.nation import Nation
from povlib.study.country_places import area_text, places_above

__all__ = ["find_hidden_before"]


def find_hidden_before(nation: Nation, *, levels: Sequence[str], threshold: int) -> set[str]:
    """Name the areas whose poor of some round before are hidden.

    Parameters
    ----------
    nation : Nation
        With the table "panel".
    levels : sequence of str
        The nation first.
    threshold : int

    Returns
    -------
    set of str
        Codes of areas.
    """
    found = set()
    for counts in _rounds(nation, levels=levels):
        hidden = hide_top(counts[levels[0]], threshold=threshold)
        found |= _codes(counts[levels[0]], hidden, level=levels[0])
        for above, level in pairwise(levels):
            hidden = hide_below(
                counts[level],
                above=counts[above],
                parents=places_above(counts, above=above, level=level),
                hidden=hidden,
                threshold=threshold,
            )
            found |= _codes(counts[level], hidden, level=level)
    return found


def _rounds(nation: Nation, *, levels: Sequence[str]) -> Iterator[dict[str, pd.DataFrame]]:
    """Give the counts of every round that has one after it, by level."""
    tables = {level: nation.levels[level]["panel"] for level in levels}
    poor = {level: table[table["measure"] == "stayed_poor"] for level, table in tables.items()}
    left = {level: table[table["measure"] == "exited"] for level, table in tables.items()}
    for year in poor[levels[0]]["year_be"].unique():
        yield {level: _counts(poor[level], left[level], year_be=int(year)) for level in levels}


def _counts(stayed: pd.DataFrame, left: pd.DataFrame, *, year_be: int) -> pd.DataFrame:
    """Give the households known before and in a round, and the poor among them before."""
    here, gone = (part[part["year_be"] == year_be] for part in (stayed, left))
    known = here["n"].to_numpy().astype(np.int64)
    poor = np.nan_to_num(here["value"].to_numpy()) + np.nan_to_num(gone["value"].to_numpy())
    counts = {"households": known, "households_known": known, "poor_households": poor}
    return pd.DataFrame({"area_code": here["area_code"].to_numpy()} | counts).astype(np.int64)


def _codes(counts: pd.DataFrame, hidden: HiddenCounts, *, level: str) -> set[str]:
    return set(area_text(counts["area_code"][hidden.known | hidden.poor], level=level))
