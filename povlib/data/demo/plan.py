"""What is decided for the whole country before any household is made: sizes, targets, pace, moves.

The plan is small and depends on its arguments only, so any province can be made from it alone, in
any order.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import geothai
import numpy as np

from povlib.errors import PovError
from povlib.params import read_policy

__all__ = [
    "BASE_ROUND_BE",
    "FULL_HOUSEHOLDS",
    "FULL_TARGETS",
    "NO_TARGET_PROVINCES",
    "Plan",
    "ProvincePlan",
    "generator",
    "largest_remainder",
    "make_plan",
]

BASE_ROUND_BE = 2556
FULL_HOUSEHOLDS = 300_000
FULL_TARGETS = 45_130
LEAST_HOUSEHOLDS = 5_000
# กาญจนบุรี ตราด นนทบุรี ปทุมธานี ราชบุรี สมุทรปราการ สมุทรสงคราม
NO_TARGET_PROVINCES = ("71", "23", "12", "13", "70", "11", "75")
_BANGKOK = "10"
_MOST_HOUSEHOLDS = 30_000_000
_MOST_YEARS = 25  # income lines are known of 2545 to 2569
_LEAST_TARGETS, _MOST_TARGETS = 40, 2_500
_MOST_POOR_SHARE = 0.42
_DESTINATIONS = 6
# How many provinces are of each kind of pace; `visits.PACES` says what the kinds are.
_KINDS = {"early": 9, "on_track": 26, "behind": 22, "far": 8, "unmeasured": 4}
_REGION_POVERTY = {"1": 0.7, "2": 0.7, "3": 1.7, "4": 1.8, "5": 1.4, "6": 1.0, "7": 0.7}
_STREAM = 0


@dataclass(frozen=True)
class ProvincePlan:
    """What is decided for one province.

    Attributes
    ----------
    code : str
    households : int
        About so many in each round.
    poor_households : int
        Exactly so many below the line in the base round.
    kinds : tuple of str
        Pace of the programme in the fiscal year of the base round and in the one before.
    destinations : tuple of str
        Provinces that households move to.
    """

    code: str
    households: int
    poor_households: int
    kinds: tuple[str, str]
    destinations: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """What is decided for the whole country.

    Attributes
    ----------
    seed : int
    rounds_be : tuple of int
        BMN rounds in order.
    base_be : int
        The round whose poor households are counted exactly.
    lines : mapping of int to float
        Income line of each round, baht per person and year.
    provinces : mapping of str to ProvincePlan
        All 76, by code.
    """

    seed: int
    rounds_be: tuple[int, ...]
    base_be: int
    lines: Mapping[int, float]
    provinces: Mapping[str, ProvincePlan]

    @property
    def fiscal_years_be(self) -> tuple[int, ...]:
        """Fiscal years with a programme: the one of the base round, and the one before it."""
        return tuple(y + 1 for y in self.rounds_be if self.base_be - 1 <= y <= self.base_be)


def make_plan(
    *,
    households: int = FULL_HOUSEHOLDS,
    years: int = 5,
    seed: int = 2557,
    first_bmn_year_be: int | None = None,
    params_dir: Path | str = "params",
) -> Plan:
    """Decide sizes and targets of all 76 provinces outside Bangkok.

    Parameters
    ----------
    households : int
        In a round, over all provinces.
    years : int
        Number of rounds; they lie around 2556 (five: 2554-2558).
    seed : int
    first_bmn_year_be : int, optional
        First round, instead of the one that puts 2556 in the middle.
    params_dir : path
        Folder that holds `policy/`, for the income line of each round.

    Returns
    -------
    Plan
        Poor households of the base round add up to 45,130 x households / 300,000, rounded.

    Raises
    ------
    PovError
        Fewer than 5,000 or more than 30 million households, or not 1 to 25 rounds.
    ParamsError
        A round has no income line.
    """
    _require_sizes(households=households, years=years)
    first = BASE_ROUND_BE - years // 2 if first_bmn_year_be is None else first_bmn_year_be
    rounds = tuple(range(first, first + years))
    policy = read_policy(Path(params_dir) / "policy")
    lines = {y: policy.number("income_line_baht_person_year", year_be=y) for y in rounds}
    base = BASE_ROUND_BE if BASE_ROUND_BE in rounds else rounds[years // 2]
    return Plan(seed, rounds, base, lines, _provinces(households, seed=seed))


def generator(seed: int, *key: int) -> np.random.Generator:
    """Give the source of random numbers of one purpose, place and year; no other has the same.

    Examples
    --------
    >>> bool(generator(1, 2, 65).random() == generator(1, 2, 65).random())
    True
    """
    return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=key))


def largest_remainder(weights: np.ndarray, *, total: int) -> np.ndarray:
    """Split a whole number in proportion to weights; the parts add up to it exactly.

    Examples
    --------
    >>> largest_remainder(np.array([1.0, 1.0, 1.0]), total=10).tolist()
    [4, 3, 3]
    """
    exact = weights * (total / weights.sum())
    parts = np.floor(exact).astype(np.int64)
    order = np.argsort(parts - exact, kind="stable")
    parts[order[: total - parts.sum()]] += 1
    return parts


def _require_sizes(*, households: int, years: int) -> None:
    if not LEAST_HOUSEHOLDS <= households <= _MOST_HOUSEHOLDS:
        raise PovError(
            f"จำนวนครัวเรือนทั้งประเทศต้องอยู่ระหว่าง {LEAST_HOUSEHOLDS:,} ถึง {_MOST_HOUSEHOLDS:,}",
            got=households,
            where="households",
        )
    if not 1 <= years <= _MOST_YEARS:
        raise PovError(f"จำนวนรอบ จปฐ. ต้องอยู่ระหว่าง 1 ถึง {_MOST_YEARS}", got=years, where="years")


@cache
def _provinces(households: int, *, seed: int) -> Mapping[str, ProvincePlan]:
    codes = [p.code for p in geothai.provinces() if p.code != _BANGKOK]
    draw = generator(seed, _STREAM)
    subdistricts = np.array([_count_subdistricts(code) for code in codes], dtype=float)
    weights = subdistricts**0.9 * np.exp(draw.normal(0, 0.15, len(codes)))
    sizes = largest_remainder(weights, total=households)
    poor = _poor_households(codes, sizes=sizes, draw=draw)
    kinds, kinds_before = _kinds(codes, draw=draw), _kinds(codes, draw=draw)
    return {
        code: ProvincePlan(
            code,
            int(sizes[i]),
            int(poor[i]),
            (kinds[code], kinds_before[code]),
            _destinations(i, codes=codes, weights=weights, draw=draw),
        )
        for i, code in enumerate(codes)
    }


def _count_subdistricts(code: str) -> int:
    return sum(len(geothai.subdistricts(d.code)) for d in geothai.districts(code))


def _poor_households(
    codes: list[str], *, sizes: np.ndarray, draw: np.random.Generator
) -> np.ndarray:
    """Poor households of the base round: poorer regions more, none in seven provinces."""
    scale = sizes.sum() / FULL_HOUSEHOLDS
    total = round(FULL_TARGETS * scale)
    index = np.array([_REGION_POVERTY[code[0] if code[0] < "8" else "6"] for code in codes])
    index = index * np.exp(draw.normal(0, 0.5, len(codes)))
    has_targets = np.array([code not in NO_TARGET_PROVINCES for code in codes])
    high = np.minimum(_MOST_TARGETS * scale, _MOST_POOR_SHARE * sizes)
    low = np.minimum(max(_LEAST_TARGETS * scale, 1), high)
    wanted = _within(sizes * index * has_targets, low=low * has_targets, high=high, total=total)
    return largest_remainder(wanted, total=total)


def _within(weights: np.ndarray, *, low: np.ndarray, high: np.ndarray, total: int) -> np.ndarray:
    """Scale weights so that they add up to a total with each inside its bounds, by bisection."""
    few, many = 0.0, 1.0
    for _ in range(100):
        factor = (few + many) / 2
        is_enough = np.clip(weights * factor, low, high * (weights > 0)).sum() >= total
        few, many = (few, factor) if is_enough else (factor, many)
    return np.clip(weights * many, low, high * (weights > 0))


def _kinds(codes: list[str], *, draw: np.random.Generator) -> dict[str, str]:
    """Deal the kinds of pace out to the provinces with targets; the others do not need one."""
    deck = [kind for kind, count in _KINDS.items() for _ in range(count)]
    dealt = iter(draw.permutation(deck))
    return {c: "on_track" if c in NO_TARGET_PROVINCES else str(next(dealt)) for c in codes}


def _destinations(
    at: int, *, codes: list[str], weights: np.ndarray, draw: np.random.Generator
) -> tuple[str, ...]:
    """Choose where households move to: large provinces, and four times as often nearby ones."""
    near = np.array([1.0 if c[0] != codes[at][0] else 4.0 for c in codes])
    pull = weights * near * (np.arange(len(codes)) != at)
    chosen = draw.choice(len(codes), _DESTINATIONS, replace=False, p=pull / pull.sum())
    return tuple(codes[i] for i in sorted(chosen))
