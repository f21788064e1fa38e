"""Deprivations of each household, scored in whole numbers.

Measures are sums over sums, and sums of two sets of households add up to the sums of both; `RATIOS`
says which sum over which sum is a measure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import lcm

import numpy as np

from povlib.errors import MeasureError

__all__ = [
    "MISSING_RULES",
    "RATIOS",
    "Deprived",
    "Scheme",
    "deprivation_ratios",
    "nested_scheme",
    "reaches_cutoff",
    "require_scheme",
    "score_deprivations",
    "whole_weights",
]

MISSING_RULES = ("drop", "rescale", "not_deprived")

RATIOS = {
    "headcount": ("poor", "counted"),
    "intensity": ("score", "poor"),
    "adjusted_headcount": ("score", "counted"),
    "union_headcount": ("any", "counted"),
    "uncensored_headcount": ("deprived", "counted"),
    "censored_headcount": ("deprived_poor", "counted"),
    "contribution": ("part", "score"),
    "dimension_headcount": ("dimension", "counted"),
    "dimension_censored_headcount": ("dimension_poor", "counted"),
    "dimension_contribution": ("dimension_part", "score"),
}
"""Measure: the sums that it is made of. Those from "deprived" on are one an indicator, those from
"dimension" on one a dimension."""


@dataclass(frozen=True)
class Scheme:
    """Which indicators count, how much, and from which score on a household is poor.

    Attributes
    ----------
    weights : mapping of str to Fraction
        By column; any sum above 0, they are taken as shares of it.
    cutoff : Fraction
        Share of all weight, 0 < cutoff <= 1. The smallest weight's share is the union rule, 1 the
        intersection.
    dimensions : mapping of str to sequence of str
        Columns by dimension, where there are any: measures by dimension are given too.
    """

    weights: Mapping[str, Fraction]
    cutoff: Fraction
    dimensions: Mapping[str, Sequence[str]] = field(default_factory=dict)


def nested_scheme(dimensions: Mapping[str, Sequence[str]], *, cutoff: Fraction | None) -> Scheme:
    """Weigh dimensions equally, and the indicators of each equally.

    Parameters
    ----------
    dimensions : mapping of str to sequence of str
        Columns by dimension, as a preset of `params.read_dimensions` names them.
    cutoff : Fraction or None
        None is the union rule: poor is who is deprived in anything, as TPMAP counts.

    Examples
    --------
    >>> scheme = nested_scheme({"health": ["a", "b"], "income": ["c"]}, cutoff=None)
    >>> [str(weight) for weight in scheme.weights.values()], str(scheme.cutoff)
    (['1/4', '1/4', '1/2'], '1/4')
    """
    weights = {
        column: Fraction(1, len(dimensions) * len(columns))
        for columns in dimensions.values()
        for column in columns
    }
    if not weights or len(weights) != sum(len(columns) for columns in dimensions.values()):
        raise MeasureError(
            "ตัวชี้วัดแต่ละข้อต้องอยู่ในมิติเดียว และแต่ละมิติต้องมีอย่างน้อยหนึ่งข้อ",
            got={key: list(columns) for key, columns in dimensions.items()},
            where="dimensions",
        )
    return Scheme(weights, min(weights.values()) if cutoff is None else cutoff, dimensions)


@dataclass(frozen=True, eq=False)
class Deprived:
    """Households with their scores.

    Attributes
    ----------
    is_used : ndarray of bool, shape (rows,)
        False where the rule for missing indicators leaves the household out.
    adds : dict of (str, str) to ndarray, shape (rows,)
        What each household adds to a sum, before its weight: the sum's name (`RATIOS`) and the
        indicator or dimension ("" for neither). 0 where the household is not used.
    """

    is_used: np.ndarray
    adds: dict[tuple[str, str], np.ndarray]


def score_deprivations(flags: np.ndarray, *, scheme: Scheme, missing: str) -> Deprived:
    """Score households; whether a score reaches the cut-off is decided in whole numbers.

    Parameters
    ----------
    flags : ndarray of int8, shape (rows, indicators)
        1 deprived, 0 not, -1 missing; columns in the order of the scheme's weights.
    scheme : Scheme
    missing : {"drop", "rescale", "not_deprived"}
        As in `alkire_foster`.

    Raises
    ------
    MeasureError
        A weight, the cut-off, a dimension or the rule cannot be.

    Examples
    --------
    >>> scheme = nested_scheme({"health": ["a", "b"], "income": ["c"]}, cutoff=Fraction(1, 2))
    >>> got = score_deprivations(np.array([[1, 1, 0], [1, 0, 0]]), scheme=scheme, missing="drop")
    >>> got.adds["poor", ""].tolist(), got.adds["score", ""].tolist()
    ([True, False], [0.5, 0.0])
    """
    require_scheme(scheme, missing=missing)
    known = flags >= 0
    is_used = np.ones(len(flags), dtype=bool)
    if missing != "not_deprived":
        is_used = known.all(axis=1) if missing == "drop" else known.any(axis=1)
    deprived = (flags == 1) & is_used[:, None]
    weights = whole_weights(scheme)
    score = deprived @ weights
    own = known @ weights if missing == "rescale" else np.full(len(flags), weights.sum())
    is_poor = reaches_cutoff(score, own=own, scheme=scheme)
    values: dict[tuple[str, str], np.ndarray] = {
        ("counted", ""): is_used,
        ("poor", ""): is_poor,
        ("any", ""): score > 0,
    }
    share = np.divide(is_poor, own, out=np.zeros(len(own)), where=own > 0)
    values["score", ""] = score * share
    for at, name in enumerate(scheme.weights):
        values["deprived", name] = deprived[:, at]
        values["deprived_poor", name] = deprived[:, at] & is_poor
        values["part", name] = deprived[:, at] * (weights[at] * share)
    return Deprived(is_used, values | _by_dimension(values, scheme, is_poor=is_poor))


def require_scheme(scheme: Scheme, *, missing: str) -> None:
    """Raise unless a scheme and the rule for missing indicators can be.

    Parameters
    ----------
    scheme : Scheme
    missing : {"drop", "rescale", "not_deprived"}

    Raises
    ------
    MeasureError
    """
    if missing not in MISSING_RULES:
        raise MeasureError(
            "ต้องบอกว่าตัวชี้วัดที่ไม่มีข้อมูลหมายถึงอะไร",
            got=missing,
            where="missing",
            todo=f"ใช้ {', '.join(MISSING_RULES)}",
        )
    numbers = [*scheme.weights.values(), scheme.cutoff]
    is_exact = all(isinstance(each, Fraction | int) and each > 0 for each in numbers)
    if not (is_exact and scheme.weights):
        raise MeasureError(
            "น้ำหนักและเกณฑ์ตัดต้องเป็นเศษส่วนที่มากกว่า 0",
            got=[str(each) for each in numbers],
            where="scheme",
            todo="เขียน Fraction(1, 3) ไม่ใช่ 0.333",
        )
    if scheme.cutoff > 1:
        raise MeasureError("เกณฑ์ตัดต้องเป็นสัดส่วนของน้ำหนักทั้งหมด ไม่เกิน 1", got=str(scheme.cutoff))
    named = [name for names in scheme.dimensions.values() for name in names]
    if named and sorted(named) != sorted(scheme.weights):
        raise MeasureError("มิติต้องมีตัวชี้วัดทุกข้อของแบบวัด ข้อละครั้ง", got=named, where="dimensions")


def reaches_cutoff(score: np.ndarray, *, own: np.ndarray, scheme: Scheme) -> np.ndarray:
    """Say who is poor: deprived in anything, and in the cut-off's share of all weight or more.

    Parameters
    ----------
    score, own : ndarray of int, one a household
        Weight of its deprivations, and of all indicators that it is scored with, in the whole
        numbers of `whole_weights`.
    scheme : Scheme

    Examples
    --------
    >>> third = nested_scheme({"a": ["x"], "b": ["y"], "c": ["z"]}, cutoff=Fraction(1, 3))
    >>> reaches_cutoff(np.array([0, 1]), own=np.array([3, 3]), scheme=third).tolist()
    [False, True]
    """
    cutoff = Fraction(scheme.cutoff)
    return (score > 0) & (score * cutoff.denominator >= own * cutoff.numerator)


def whole_weights(scheme: Scheme) -> np.ndarray:
    """Give the weights as whole numbers in the same proportions.

    Parameters
    ----------
    scheme : Scheme

    Examples
    --------
    >>> whole_weights(nested_scheme({"a": ["x"], "b": ["y", "z"]}, cutoff=None)).tolist()
    [2, 1, 1]
    """
    total = sum(scheme.weights.values(), Fraction(0))
    parts = [Fraction(each) / total for each in scheme.weights.values()]
    whole = lcm(*(part.denominator for part in parts))
    return np.array([int(part * whole) for part in parts], dtype=np.int64)


def deprivation_ratios(
    scheme: Scheme,
) -> list[tuple[str, str, str, tuple[str, str], tuple[str, str]]]:
    """Name every measure of a scheme with its two sums.

    Parameters
    ----------
    scheme : Scheme

    Returns
    -------
    list of tuple
        Measure, indicator, dimension (each "" where none), key of the sum above and below.
    """
    home = {name: key for key, names in scheme.dimensions.items() for name in names}
    rows: dict[str, list[tuple[str, str, str]]] = {"": [("", "", "")]}
    rows["indicator"] = [(name, name, home.get(name, "")) for name in scheme.weights]
    rows["dimension"] = [(key, "", key) for key in scheme.dimensions]
    told = []
    for kind, members in rows.items():
        for key, indicator, dimension in members:
            for measure, (top, below) in RATIOS.items():
                if _kind(top) == kind:
                    told.append((measure, indicator, dimension, (top, key), (below, "")))
    return told


def _kind(name: str) -> str:
    if name.startswith("dimension"):
        return "dimension"
    return "indicator" if name.startswith("deprived") or name == "part" else ""


def _by_dimension(
    values: Mapping[tuple[str, str], np.ndarray], scheme: Scheme, *, is_poor: np.ndarray
) -> dict[tuple[str, str], np.ndarray]:
    found = {}
    for key, names in scheme.dimensions.items():
        is_deprived = np.logical_or.reduce([values["deprived", name] for name in names])
        found["dimension", key] = is_deprived
        found["dimension_poor", key] = is_deprived & is_poor
        found["dimension_part", key] = np.sum([values["part", name] for name in names], axis=0)
    return found
