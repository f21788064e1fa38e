"""Households through the rounds, wherever they moved: province by province, then the rest together.

A household that its province saw in every round is settled there. Of the others one row each comes
here: those that moved are joined by id and counted where they were seen last; those that split off
are followed round by round, as `progress.panel` follows them.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from povlib import progress
from povlib.measures.histories import Histories, count_masks, history_measures
from povlib.measures.runs import runs_of, stand_in
from povlib.measures.sightings import MOST_ROUNDS, Counted, Sightings, count_settled
from povlib.nation.model import LEVELS, PanelAnswer, SplitOff

__all__ = ["count_panel", "panel_levels"]


def panel_levels(counted: Counted, *, years_be: Sequence[int]) -> dict[str, pd.DataFrame]:
    """Make the table of histories of every level.

    Parameters
    ----------
    counted : Counted
        As `count_panel` gives it.
    years_be : sequence of int
        Rounds, oldest first.

    Returns
    -------
    dict of str to DataFrame
        By level: ``area_code``, then ``measure``, ``year_be``, ``value``, ``n`` as
        `measures.histories.history_measures` gives them.
    """
    found = count_masks(
        counted.known,
        counted.poor,
        years_be=years_be,
        counted=counted.households.astype(np.float64),
        codes=counted.village_code,
        size=0,
    )
    levels, below = {}, 1
    for level, size in LEVELS.items():
        found = count_masks(
            found.known,
            found.poor,
            years_be=years_be,
            counted=found.counted,
            codes=found.codes // (size // below),
            size=0,
        )
        levels[level] = _measured(found)
        below = size
    return levels


def count_panel(parts: Sequence[PanelAnswer]) -> Counted:
    """Count the households of the country by village and history.

    Parameters
    ----------
    parts : sequence of PanelAnswer
        One a province.

    Returns
    -------
    Counted
        A village and history may stand more than once.
    """
    loose = _joined([part.loose for part in parts])
    splits = SplitOff(
        *(
            np.concatenate([getattr(part.splits, name) for part in parts])
            for name in ("household_id", "at", "origin_id")
        )
    )
    followed = count_settled(_followed(loose, splits))
    every = [*(part.settled for part in parts), followed]
    columns = ("village_code", "known", "poor", "households")
    return Counted(*(np.concatenate([getattr(each, name) for each in every]) for name in columns))


def _joined(parts: Sequence[Sightings]) -> Sightings:
    """Give all sightings by id, those of one household in order of time."""
    columns = ("household_id", "village_code", "seen", "known", "poor")
    every = Sightings(
        *(np.concatenate([getattr(part, name) for part in parts]) for name in columns)
    )
    # Provinces saw it in different rounds, so the larger mask is the later one.
    return every.pick(np.argsort((every.household_id << MOST_ROUNDS) | every.seen))


def _followed(loose: Sightings, splits: SplitOff) -> Sightings:
    """Join what different provinces, or ids, saw of one household."""
    tangled = np.sort(np.concatenate([splits.household_id, splits.origin_id]))
    is_tangled = stand_in(loose.household_id, tangled)
    apart = _by_id(loose.pick(~is_tangled))
    together = _by_round(loose.pick(is_tangled), splits)
    columns = ("household_id", "village_code", "seen", "known", "poor")
    return Sightings(
        *(np.concatenate([getattr(apart, name), getattr(together, name)]) for name in columns)
    )


def _by_id(loose: Sightings) -> Sightings:
    """Join sightings of one id; the last one says where it is counted."""
    runs = runs_of(loose.household_id)
    masks = (
        np.bitwise_or.reduceat(mask, runs.ends[:-1]) if runs.size else mask
        for mask in (loose.seen, loose.known, loose.poor)
    )
    return Sightings(runs.keys, loose.village_code[runs.ends[1:] - 1], *masks)


def _by_round(loose: Sightings, splits: SplitOff) -> Sightings:
    """Follow households through the rounds from the id that split to the one that carries it on."""
    empty = np.zeros(0, dtype=np.int64)
    found = Sightings(empty, empty, empty, empty, empty)
    for at in range(int(loose.seen.max(initial=0)).bit_length()):
        rows = loose.pick((loose.seen >> at) & 1 == 1)
        ids = rows.household_id
        place = progress.follow_round(
            found.household_id, ids=ids, origin=_origins(ids, splits=splits, at=at)
        )
        is_new = place < 0
        place[is_new] = np.arange(len(found.seen), len(found.seen) + int(is_new.sum()))
        found = _longer(found, size=len(found.seen) + int(is_new.sum()))
        found.household_id[place] = ids
        found.village_code[place] = rows.village_code
        for mask in ("seen", "known", "poor"):
            getattr(found, mask)[place] |= getattr(rows, mask) & (1 << at)
    return found


def _origins(ids: np.ndarray, *, splits: SplitOff, at: int) -> np.ndarray:
    """Give the id that each household split off from, as its row says; NaN for none."""
    chosen = np.flatnonzero(splits.at == at)
    chosen = chosen[np.argsort(splits.household_id[chosen], kind="stable")]
    who = splits.household_id[chosen]
    if not len(who):
        return np.full(len(ids), np.nan)
    place = np.minimum(np.searchsorted(who, ids), len(who) - 1)
    return np.where(who[place] == ids, splits.origin_id[chosen][place], np.nan)


def _longer(found: Sightings, *, size: int) -> Sightings:
    columns = (found.household_id, found.village_code, found.seen, found.known, found.poor)
    return Sightings(*(np.pad(column, (0, size - len(column))) for column in columns))


def _measured(found: Histories) -> pd.DataFrame:
    areas = runs_of(found.codes)
    dense = Histories(
        found.years_be, areas.size, areas.codes, found.known, found.poor, found.counted
    )
    table = history_measures(dense)
    table.insert(0, "area_code", areas.keys[table["group"].to_numpy()])
    return table.drop(columns="group")
