"""The country's decisions as a pattern, and the cells that columns of its tables stand for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from povlib.disclosure import Column, HiddenCounts, Key, Pattern
from povlib.nation import Nation
from povlib.study.columns import households
from povlib.study.country_places import area_text

__all__ = [
    "ALL",
    "ENDS_TH",
    "KNOWN",
    "POOR",
    "CountryRules",
    "base_column",
    "country_pattern",
    "least_th",
]

ALL = {"area": "@area_code"}
KNOWN = ALL | {"income": "known"}
POOR = ALL | {"verdict": "below"}
ENDS_TH = "ค่าที่ไม่ถึงหนึ่งขั้นบอกเป็นคำว่า น้อยกว่า ไม่ว่าจะเป็นศูนย์จริงหรือไม่"
"""What a rounded share that is less than a step says."""

_ENOUGH = ALL | {"enough": "yes"}
_OF_KNOWN, _OF_POOR, _OF_ENOUGH = ("income", "known"), ("verdict", "below"), ("enough", "yes")


def base_column() -> Column:
    """Give the households with a known income, shown where they are enough for more than sums."""
    return households("households_known", "ครัวเรือนที่มีข้อมูลรายได้", _ENOUGH)


@dataclass(frozen=True)
class CountryRules:
    """What the public tables go by.

    Attributes
    ----------
    threshold : int
        The smallest count of households that may be shown.
    least_households : int
        From so many on, numbers that are no sums are shown.
    round_baht, round_gini : float
    round_households : int
    """

    threshold: int
    least_households: int
    round_baht: float
    round_gini: float
    round_households: int


def country_pattern(
    nation: Nation,
    hidden: Mapping[str, HiddenCounts],
    *,
    levels: Sequence[str],
    rules: CountryRules,
) -> Pattern:
    """Give the decisions as a pattern that the gate reads.

    Parameters
    ----------
    nation : Nation
    hidden : mapping of str to HiddenCounts
        By level, as `find_hidden` gives it.
    levels : sequence of str
        Those that are shown.
    rules : CountryRules
    """
    counts: dict[Key, int] = {}
    closed: dict[Key, str] = {}
    for level in levels:
        frame, flags = nation.levels[level]["additive"], hidden[level]
        areas = [("area", code) for code in area_text(frame["area_code"], level=level).tolist()]
        known = frame["households_known"]
        few = flags.known | flags.poor | (known.to_numpy() < rules.least_households)
        for more, count, is_hidden in (
            ((), frame["households"], flags.households),
            ((_OF_KNOWN,), known, flags.known),
            ((_OF_POOR,), frame["poor_households"], flags.poor),
            ((_OF_ENOUGH,), known, few),
        ):
            keys = [tuple(sorted((area, *more))) for area in areas]
            counts.update(zip(keys, count.tolist(), strict=True))
            is_small = (count.to_numpy() > 0) & (count.to_numpy() < rules.threshold)
            reasons = np.where(is_small, "primary", "complement")
            closed |= {keys[n]: reasons[n] for n in np.flatnonzero(is_hidden).tolist()}
    margins = (("area",), ("area", "income"), ("area", "verdict"), ("area", "enough"))
    return Pattern(
        f"country:{nation.bmn_year_be}",
        rules.threshold,
        tuple(tuple(sorted(margin)) for margin in margins),
        counts=counts,
        hidden=closed,
    )


def least_th(rules: CountryRules) -> str:
    """Say from when on more than sums is shown.

    Parameters
    ----------
    rules : CountryRules
    """
    return f"แสดงเมื่อมีครัวเรือนที่รู้รายได้อย่างน้อย {rules.least_households} ครัวเรือนและไม่มีจำนวนที่ซ่อน"
