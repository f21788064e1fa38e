"""One BMN round of one province: who was there, how many members, what income from which source.

Incomes are log-normal around what lasts of a household, its village and the year. In the base round
the level of the province is set so that exactly the planned number of households is below the line.
"""

import csv
from functools import cache
from importlib.resources import files

import numpy as np
import pandas as pd

from povlib.data.demo.people import Pool
from povlib.data.demo.places import Places
from povlib.data.demo.plan import Plan, generator

__all__ = ["INCOME_COLUMNS", "income_level", "make_round"]

INCOME_COLUMNS = (
    "income_main_baht",
    "income_secondary_baht",
    "income_other_baht",
    "income_own_use_baht",
)
_STREAM, _INCOME_STREAM = 4, 5
_SPREAD, _GROWTH, _LASTING = 0.52, 0.045, 0.72
_HIGHEST_BAHT = 1_500_000
_MISSING, _ON_THE_LINE = 0.006, 0.25
# Of every household: the share that has a source at all, and its usual part of the income.
_HAS_SOURCE = (0.4, 0.55, 0.8)
_USUAL_PART = (0.28, 0.22, 0.12)
_NOT_APPLICABLE, _FAILS = 0.3, 0.04
_INCOME_INDICATOR, _LAST_CHILD_INDICATOR = 22, 3


def make_round(
    plan: Plan, *, province_code: str, pool: Pool, places: Places, bmn_year_be: int, level: float
) -> pd.DataFrame:
    """Make the households of one province in one round.

    Parameters
    ----------
    plan : Plan
    province_code : str
    pool : Pool
        As `people_of` gives it.
    places : Places
    bmn_year_be : int
    level : float
        As `income_level` gives it.

    Returns
    -------
    DataFrame
        Columns of the table household. A missing part of an income is NaN, and never one of a
        household that would be below the line.
    """
    at = _present(pool, bmn_year_be=bmn_year_be)
    village, members = _village(pool, at, bmn_year_be), _members(pool, at, bmn_year_be)
    standing = _standing(plan, province_code, pool=pool, places=places, bmn_year_be=bmn_year_be)
    draw = generator(plan.seed, _INCOME_STREAM, int(province_code), bmn_year_be)
    total = _total_baht(plan, standing=standing, members=members, level=level, year_be=bmn_year_be)
    total = _kept_to_plan(
        plan, province_code, total=total, order=standing, members=members, year_be=bmn_year_be
    )
    line = plan.lines[bmn_year_be] * members
    total = _on_the_line(total, line=line, draw=draw)
    parts = _parts(total, is_poor=total < line, draw=draw)
    frame = pd.DataFrame(
        {
            "household_id": pool.household_id[at],
            "origin_household_id": _origins(pool, at),
            "bmn_year_be": np.full(len(at), bmn_year_be, np.int32),
            "village_code": places.village_codes[village],
            "members": members.astype(np.int32),
            **dict(zip(INCOME_COLUMNS, parts, strict=True)),
        }
    )
    return frame.assign(**_indicators(bmn_year_be, total=total, line=line, parts=parts, draw=draw))


def income_level(plan: Plan, *, province_code: str, pool: Pool, places: Places) -> float:
    """Give the standing of a household that is exactly on the line in the base round.

    Returns
    -------
    float
        Standard deviations; as many households stand lower as are planned to be poor.
    """
    standing = np.sort(
        _standing(plan, province_code, pool=pool, places=places, bmn_year_be=plan.base_be)
    )
    poor = plan.provinces[province_code].poor_households
    if poor == 0:
        return float(standing[len(standing) // 250])
    return float(standing[poor - 1 : poor + 1].mean())


def _present(pool: Pool, *, bmn_year_be: int) -> np.ndarray:
    is_here = (pool.entry_be <= bmn_year_be) & (pool.exit_be > bmn_year_be)
    return np.flatnonzero(is_here & (pool.absent_be != bmn_year_be))


def _village(pool: Pool, at: np.ndarray, bmn_year_be: int) -> np.ndarray:
    return np.where(pool.move_be[at] <= bmn_year_be, pool.village_after[at], pool.village[at])


def _members(pool: Pool, at: np.ndarray, bmn_year_be: int) -> np.ndarray:
    members = pool.members[at] + np.where(pool.change_be[at] <= bmn_year_be, pool.change[at], 0)
    members -= np.where(pool.split_be[at] <= bmn_year_be, pool.split_members[at], 0)
    # wide before any product: two-byte counts times a line would overflow silently
    return np.clip(members, 1, 12).astype(np.int64)


def _origins(pool: Pool, at: np.ndarray) -> pd.arrays.IntegerArray:
    origins = pool.origin_household_id[at]
    return pd.arrays.IntegerArray(origins, origins == 0)


def _standing(
    plan: Plan, province_code: str, *, pool: Pool, places: Places, bmn_year_be: int
) -> np.ndarray:
    """Where each household present stands in its province, in standard deviations of log income."""
    at = _present(pool, bmn_year_be=bmn_year_be)
    draw = generator(plan.seed, _STREAM, int(province_code), bmn_year_be)
    lasting = pool.ability[at] + places.prosperity[_village(pool, at, bmn_year_be)]
    luck = draw.standard_normal(len(at)) + draw.normal(0, 0.06)
    return np.sqrt(_LASTING) * lasting + np.sqrt(1 - _LASTING) * luck


def _total_baht(
    plan: Plan, *, standing: np.ndarray, members: np.ndarray, level: float, year_be: int
) -> np.ndarray:
    growth = _GROWTH * (year_be - plan.base_be)
    log_income = np.log(plan.lines[plan.base_be]) + _SPREAD * (standing - level) + growth
    per_person = np.minimum(np.exp(log_income), _HIGHEST_BAHT)
    return np.rint(per_person * members).astype(np.int64)


def _kept_to_plan(
    plan: Plan,
    province_code: str,
    *,
    total: np.ndarray,
    order: np.ndarray,
    members: np.ndarray,
    year_be: int,
) -> np.ndarray:
    """Repair what rounding did at the line: in the base round as many as planned are poor."""
    if year_be != plan.base_be:
        return total
    poor = plan.provinces[province_code].poor_households
    line = (plan.lines[year_be] * members).astype(np.int64)
    rank = np.empty(len(order), np.int64)
    rank[np.argsort(order, kind="stable")] = np.arange(len(order))
    return np.where(rank < poor, np.minimum(total, line - 1), np.maximum(total, line))


def _on_the_line(total: np.ndarray, *, line: np.ndarray, draw: np.random.Generator) -> np.ndarray:
    """Let some households just above the line report exactly the line: they pass."""
    is_near = (total >= line) & (total < 1.01 * line) & (draw.random(len(total)) < _ON_THE_LINE)
    return np.where(is_near, line.astype(np.int64), total)


def _parts(
    total: np.ndarray, *, is_poor: np.ndarray, draw: np.random.Generator
) -> list[np.ndarray]:
    """Split incomes into four sources; people report the smaller ones in hundreds of baht."""
    others = np.empty((3, len(total)))
    for i, (has, part) in enumerate(zip(_HAS_SOURCE, _USUAL_PART, strict=True)):
        size = part * np.exp(draw.normal(0, 0.6, len(total)))
        others[i] = size * (draw.random(len(total)) < has)
    others[2] *= np.where(is_poor, 1.6, 1.0)
    shares = others / (1 + others.sum(axis=0))
    secondary, other, own_use = np.floor(total * shares / 100) * 100
    main = total - secondary - other - own_use
    parts = [main, secondary, other, own_use]
    missing = draw.integers(0, 4, len(total))
    is_missing = ~is_poor & (draw.random(len(total)) < _MISSING)
    return [np.where(is_missing & (missing == i), np.nan, p) for i, p in enumerate(parts)]


def _indicators(
    bmn_year_be: int,
    *,
    total: np.ndarray,
    line: np.ndarray,
    parts: list[np.ndarray],
    draw: np.random.Generator,
) -> dict[str, pd.arrays.IntegerArray]:
    """Draw pass, fail or not applicable, where the list of the round is known; else no column."""
    columns = {}
    for number in _indicator_numbers(bmn_year_be):
        is_known = draw.random(len(total)) >= (
            _NOT_APPLICABLE if number <= _LAST_CHILD_INDICATOR else 0
        )
        passes = draw.random(len(total)) >= _FAILS * draw.random()
        if number == _INCOME_INDICATOR:
            is_known, passes = ~np.isnan(np.sum(parts, axis=0)), total >= line
        # two bytes a cell: as float64 the indicators would be most of a province's memory
        cells = pd.arrays.IntegerArray(passes.astype(np.int8), ~is_known)
        columns[f"indicator_{number:02d}"] = cells
    return columns


@cache
def _indicator_numbers(bmn_year_be: int) -> tuple[int, ...]:
    path = files("povlib") / "resources" / "indicators.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(
            int(row["no"])
            for row in csv.DictReader(file)
            if row["confidence"] != "unconfirmed"
            and int(row["from_bmn_year_be"]) <= bmn_year_be <= int(row["to_bmn_year_be"])
        )
