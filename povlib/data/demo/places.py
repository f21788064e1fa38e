"""The places of a province: real districts and subdistricts, made-up villages inside them."""

from dataclasses import dataclass
from functools import cache

import geothai
import numpy as np

from povlib.data.demo.plan import generator

__all__ = ["Places", "draw_villages", "places_of"]

_STREAM = 1


@dataclass(frozen=True)
class Places:
    """The villages of one province, in order of code.

    Attributes
    ----------
    village_codes : int32 array
    cumulative : float64 array
        Running share of households; ends at 1.
    prosperity : float64 array
        What living there adds to income, in standard deviations of log income.
    """

    village_codes: np.ndarray
    cumulative: np.ndarray
    prosperity: np.ndarray


@cache
def places_of(province_code: str, *, seed: int) -> Places:
    """Give the villages of a province with their weights.

    Parameters
    ----------
    province_code : str
        Two digits.
    seed : int

    Examples
    --------
    >>> int(places_of("85", seed=1).village_codes[0])
    85010101
    """
    draw = generator(seed, _STREAM, int(province_code))
    subdistricts = np.array(_subdistricts(province_code))
    villages = 3 + np.minimum(draw.poisson(5, len(subdistricts)), 12)
    numbers = np.arange(villages.sum()) - np.repeat(villages.cumsum() - villages, villages)
    codes = np.repeat(subdistricts * 100, villages) + numbers + 1
    weights = np.exp(_effects(codes, draw=draw, spread=(0.5, 0.4, 0.4)))
    return Places(
        codes.astype(np.int32),
        np.cumsum(weights) / weights.sum(),
        _effects(codes, draw=draw, spread=(0.35, 0.2, 0.25)),
    )


def draw_villages(places: Places, *, count: int, draw: np.random.Generator) -> np.ndarray:
    """Draw the villages where so many households live, large villages more often.

    Returns
    -------
    int32 array
        Positions in `places.village_codes`.
    """
    found = np.searchsorted(places.cumulative, draw.random(count), side="right")
    return np.minimum(found, len(places.cumulative) - 1).astype(np.int32)


def _subdistricts(province_code: str) -> list[int]:
    districts = geothai.districts(province_code)
    return sorted(int(s.code) for d in districts for s in geothai.subdistricts(d.code))


def _effects(
    codes: np.ndarray, *, draw: np.random.Generator, spread: tuple[float, float, float]
) -> np.ndarray:
    """Effects of the district, the subdistrict and the village itself, added up."""
    effects = np.zeros(len(codes))
    for width, size in zip((10_000, 100, 1), spread, strict=True):
        _, members = np.unique(codes // width, return_inverse=True)
        effects += draw.normal(0, size, members.max() + 1)[members]
    return effects
