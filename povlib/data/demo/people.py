"""Households through the rounds: who enters, leaves, splits, and moves within or between provinces.

A household's life belongs to the province it starts in. Households that move between two provinces
form a group of their own, made from the seed of the pair: each of the two makes the same group and
keeps the years that are its own, so no province has to know what another has made.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

import numpy as np

from povlib.data.demo.places import Places, draw_villages, places_of
from povlib.data.demo.plan import Plan, generator

__all__ = ["LONGEST", "Pool", "people_of"]

LONGEST = 9999
_STREAM, _PAIR_STREAM = 2, 3
_LEAVE, _ENTER, _SPLIT, _MOVE, _MOVE_OUT, _ABSENT, _GROW = (
    0.018,
    0.014,
    0.006,
    0.004,
    0.003,
    0.004,
    0.06,
)
_MEMBER_SHARES = (0.09, 0.17, 0.2, 0.22, 0.14, 0.09, 0.045, 0.022, 0.011, 0.006, 0.004, 0.002)
# Running numbers in a district: first those who start there, then movers, then those who split off.
_MOVER, _SPLIT_OFF = 4_000_000, 5_000_000
_MOVERS_OF_PAIR = 100_000


@dataclass(frozen=True)
class Pool:
    """Households that live in one province at some time; arrays of one length.

    Attributes
    ----------
    household_id : int64 array
    origin_household_id : int64 array
        0 where the household did not split off from another.
    entry_be, exit_be : int16 array
        First round, and first round no longer, in this province.
    absent_be : int16 array
        A round that missed the household, 0 where none.
    village, village_after : int32 array
        Positions in the province's places, before and after a move inside it.
    move_be : int16 array
        First round in `village_after`.
    members : int16 array
        At entry.
    change_be, change : int16 array
        From that round on there are so many members more or less.
    split_be, split_members : int16 array
        From that round on so many members live in a household of their own.
    ability : float32 array
        What lasts of the household's income, in standard deviations.
    """

    household_id: np.ndarray
    origin_household_id: np.ndarray
    entry_be: np.ndarray
    exit_be: np.ndarray
    absent_be: np.ndarray
    village: np.ndarray
    village_after: np.ndarray
    move_be: np.ndarray
    members: np.ndarray
    change_be: np.ndarray
    change: np.ndarray
    split_be: np.ndarray
    split_members: np.ndarray
    ability: np.ndarray


def people_of(plan: Plan, *, province_code: str) -> Pool:
    """Make every household that lives in a province in some round.

    Parameters
    ----------
    plan : Plan
    province_code : str
        Two digits.

    Returns
    -------
    Pool
        Those who start there, those who split off, and movers in and out for their years there.
    """
    stayers = _stayers(plan, province_code=province_code)
    parts = [stayers, _split_off(stayers)]
    for home, away in _pairs(plan, province_code=province_code):
        parts.append(_movers(plan, home=home, away=away, is_home=home == province_code))
    columns = [f.name for f in fields(Pool)]
    return Pool(*(np.concatenate([getattr(p, c) for p in parts]) for c in columns))


def _stayers(plan: Plan, *, province_code: str) -> Pool:
    draw = generator(plan.seed, _STREAM, int(province_code))
    size, first = plan.provinces[province_code].households, plan.rounds_be[0]
    entered = round(_ENTER * size) * (len(plan.rounds_be) - 1)
    entry = np.full(size + entered, first)
    if entered:
        entry[size:] = draw.integers(first + 1, plan.rounds_be[-1] + 1, entered)
    places = places_of(province_code, seed=plan.seed)
    village = np.sort(draw_villages(places, count=size + entered, draw=draw))
    entry = draw.permutation(entry)
    district = places.village_codes[village] // 10_000
    pool = _lives(draw, entry=entry, village=village, ids=_numbered(district))
    moved = draw_villages(places, count=len(entry), draw=draw)
    return _with_splits(replace(pool, village_after=moved, move_be=_year(draw, entry, _MOVE)), draw)


def _numbered(district: np.ndarray) -> np.ndarray:
    """House codes: the district and a running number inside it (districts come in order)."""
    starts = np.searchsorted(district, district)
    return district.astype(np.int64) * 10**7 + np.arange(len(district)) - starts + 1


def _lives(
    draw: np.random.Generator, *, entry: np.ndarray, village: np.ndarray, ids: np.ndarray
) -> Pool:
    """Lives of households that neither split nor move."""
    count = len(entry)
    sizes = np.arange(1, len(_MEMBER_SHARES) + 1)
    shares = np.array(_MEMBER_SHARES)
    never = np.full(count, LONGEST, np.int16)
    return Pool(
        household_id=ids,
        origin_household_id=np.zeros(count, np.int64),
        entry_be=entry.astype(np.int16),
        exit_be=_year(draw, entry, _LEAVE),
        absent_be=_year(draw, entry, _ABSENT),
        village=village,
        village_after=village,
        move_be=never,
        members=draw.choice(sizes, count, p=shares / shares.sum()).astype(np.int16),
        change_be=_year(draw, entry, _GROW),
        change=draw.choice(np.array([-1, 1], np.int16), count),
        split_be=never,
        split_members=np.zeros(count, np.int16),
        ability=draw.standard_normal(count, np.float32),
    )


def _year(draw: np.random.Generator, entry: np.ndarray, hazard: float) -> np.ndarray:
    """Draw the first round, after that of entry, in which something with this chance happens."""
    wait = np.ceil(draw.standard_exponential(len(entry)) / -np.log1p(-hazard))
    return np.minimum(entry + np.maximum(wait, 1), LONGEST).astype(np.int16)


def _with_splits(pool: Pool, draw: np.random.Generator) -> Pool:
    """Let some households of four members or more split before they leave."""
    year = _year(draw, pool.entry_be, _SPLIT * 2)
    leaving = 1 + np.floor(draw.random(len(year)) * (pool.members // 2)).astype(np.int16)
    is_split = (pool.members >= 4) & (year < pool.exit_be)
    return replace(
        pool,
        split_be=np.where(is_split, year, LONGEST).astype(np.int16),
        split_members=np.where(is_split, leaving, 0).astype(np.int16),
    )


def _split_off(pool: Pool) -> Pool:
    """Make the households that split off: the village of the parent's, near its income."""
    keep = pool.split_be < LONGEST
    rows = Pool(*(getattr(pool, f.name)[keep] for f in fields(Pool)))
    is_after = rows.split_be >= rows.move_be
    village = np.where(is_after, rows.village_after, rows.village)
    never = np.full(len(village), LONGEST, np.int16)
    return replace(
        rows,
        household_id=rows.household_id + _SPLIT_OFF,
        origin_household_id=rows.household_id,
        entry_be=rows.split_be,
        absent_be=np.zeros(len(village), np.int16),
        village=village,
        village_after=village,
        move_be=never,
        members=rows.split_members,
        change_be=np.maximum(rows.change_be, rows.split_be + np.int16(1)),
        change=np.abs(rows.change),
        split_be=never,
        split_members=np.zeros(len(village), np.int16),
        ability=(rows.ability * np.float32(0.8)),
    )


def _pairs(plan: Plan, *, province_code: str) -> Iterator[tuple[str, str]]:
    """Name all pairs of home and destination that a province takes part in, in order."""
    for home, province in sorted(plan.provinces.items()):
        for away in province.destinations:
            if province_code in (home, away):
                yield home, away


def _movers(plan: Plan, *, home: str, away: str, is_home: bool) -> Pool:
    """Make those who go from one province to another, for their years in one of the two."""
    draw = generator(plan.seed, _PAIR_STREAM, int(home), int(away))
    first, years = plan.rounds_be[0], len(plan.rounds_be)
    province = plan.provinces[home]
    expected = _MOVE_OUT * province.households * (years - 1) / len(province.destinations)
    count = min(int(expected + draw.random()), _MOVERS_OF_PAIR - 1)
    from_places, to_places = places_of(home, seed=plan.seed), places_of(away, seed=plan.seed)
    village = draw_villages(from_places, count=count, draw=draw)
    ids = _mover_ids(from_places, village=village, at=province.destinations.index(away))
    pool = _lives(draw, entry=np.full(count, first), village=village, ids=ids)
    moved = draw.integers(first + 1, max(first + years, first + 2), count).astype(np.int16)
    if is_home:
        return replace(pool, exit_be=np.minimum(moved, pool.exit_be))
    arrived = draw_villages(to_places, count=count, draw=draw)
    return replace(pool, entry_be=moved, village=arrived, village_after=arrived)


def _mover_ids(places: Places, *, village: np.ndarray, at: int) -> np.ndarray:
    district = (places.village_codes[village] // 10_000).astype(np.int64)
    return district * 10**7 + _MOVER + at * _MOVERS_OF_PAIR + np.arange(len(village)) + 1
