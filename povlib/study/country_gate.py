"""Which counts of the whole country's areas may be seen, level by level from the top.

Provinces and districts stand in the explorer's tables too, which look at one province alone: of
these the same is hidden here and there. Where the sum of all would then give one away, the nation's
total gives way, and no other province: the explorer would still show that one. Subdistricts and
villages are in no other table; each level follows from the one above.
"""

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd

from povlib import data
from povlib.disclosure import HiddenCounts, hide_below, hide_top, is_hidden
from povlib.nation import LEVELS, Nation
from povlib.study.country_places import places_above
from povlib.study.income_gate import BELOW, PASSED, find_verdict, find_without_income

__all__ = ["find_hidden"]

_FORM = 1
"""Raised when what is kept changes its form or its meaning."""

_KINDS = ("households", "known", "poor")
_SHOWN_ELSEWHERE = ("province", "district")


def find_hidden(register: Path, nation: Nation, *, threshold: int) -> Mapping[str, HiddenCounts]:
    """Decide what is hidden of every area of every level.

    Parameters
    ----------
    register : pathlib.Path
        What is found of provinces and districts is kept beside it.
    nation : Nation
        With the table "additive".
    threshold : int
        Counts of 1 to threshold-1 are hidden.

    Returns
    -------
    mapping of str to HiddenCounts
        By level; areas in the order of the level's table. All levels are decided whichever are
        asked for, so each shows the same with and without those below it.
    """
    counts = {level: nation.levels[level]["additive"] for level in LEVELS}
    elsewhere = _elsewhere(register, counts, nation=nation, threshold=threshold)
    hidden = {"nation": _top(counts, elsewhere["province"], threshold=threshold), **elsewhere}
    for above, level in pairwise(("district", "subdistrict", "village")):
        hidden[level] = hide_below(
            counts[level],
            above=counts[above],
            parents=places_above(counts, above=above, level=level),
            hidden=hidden[above],
            threshold=threshold,
        )
    return hidden


def _top(
    counts: Mapping[str, pd.DataFrame], provinces: HiddenCounts, *, threshold: int
) -> HiddenCounts:
    """Decide the nation: where it is one province, as that one is.

    A total is hidden where it is small itself, and where a province that is shown would have to be
    hidden, so that what all add up to gives none away.
    """
    if len(counts["province"]) == 1:
        return provinces
    top = hide_top(counts["nation"], threshold=threshold)
    if (top.known | top.poor).any():
        return HiddenCounts(*(np.ones(1, dtype=bool) for _ in _KINDS))
    needed = hide_below(
        counts["province"],
        above=counts["nation"],
        parents=np.zeros(len(counts["province"]), dtype=np.int64),
        hidden=top,
        threshold=threshold,
        also=provinces,
    )
    lacks = {
        kind: (getattr(needed, kind) & ~getattr(provinces, kind)).any(keepdims=True)
        for kind in _KINDS
    }
    return HiddenCounts(
        households=top.households | lacks["households"] | lacks["known"],
        known=lacks["known"],
        poor=lacks["poor"] | lacks["known"],
    )


def _elsewhere(
    register: Path, counts: Mapping[str, pd.DataFrame], *, nation: Nation, threshold: int
) -> dict[str, HiddenCounts]:
    """Give what the explorer hides of provinces and districts, from what is kept or anew."""
    key = f"country {_FORM}|{nation.bmn_year_be}|{nation.line_baht:g}|{threshold}"
    of = data.fingerprint(register)
    kept = data.read_derived(register, key)
    if kept is None:
        kept = _find_elsewhere(counts, nation=nation, threshold=threshold)
        data.write_derived(register, key, kept, of=of)
    return {
        level: HiddenCounts(*(np.array(kept[level][kind], dtype=bool) for kind in _KINDS))
        for level in _SHOWN_ELSEWHERE
    }


def _find_elsewhere(
    counts: Mapping[str, pd.DataFrame], *, nation: Nation, threshold: int
) -> dict[str, dict[str, list[int]]]:
    """Decide province by province, as the explorer does."""
    found: dict[str, dict[str, list[int]]] = {
        level: {kind: [] for kind in _KINDS} for level in _SHOWN_ELSEWHERE
    }
    provinces = counts["district"]["area_code"] // 100
    universe = f"bmn:{nation.bmn_year_be}"
    for _, districts in counts["district"].groupby(provinces, sort=True):
        whole, *parts = _flags(districts, universe=universe, threshold=threshold)
        for level, areas in (("province", [whole]), ("district", parts)):
            for kind in _KINDS:
                found[level][kind] += [int(area[kind]) for area in areas]
    return found


def _flags(districts: pd.DataFrame, *, universe: str, threshold: int) -> list[dict[str, bool]]:
    """Give what the explorer hides of a province, then of each of its districts."""
    codes = districts["area_code"].astype("str").to_numpy()
    poor = districts["poor_households"].to_numpy()
    known = districts["households_known"].to_numpy()
    sides = [
        pd.DataFrame({"district": codes, "verdict": side, "households": count})
        for side, count in ((BELOW, poor), (PASSED, known - poor))
    ]
    others = pd.DataFrame(
        {"district": codes, "households": districts["households"].to_numpy() - known}
    )
    said = {"universe": universe, "threshold": threshold, "count": "households"}
    verdict = find_verdict(_there(pd.concat(sides, ignore_index=True)), **said)
    without = find_without_income(_there(others), **said)
    found = []
    for area in ({}, *({"district": code} for code in codes)):
        is_known_hidden = is_hidden(verdict, area)
        found.append(
            {
                "households": is_known_hidden or is_hidden(without, area),
                "known": is_known_hidden,
                "poor": is_hidden(verdict, area | {"verdict": BELOW}),
            }
        )
    return found


def _there(cells: pd.DataFrame) -> pd.DataFrame:
    return cells[cells["households"] > 0]
