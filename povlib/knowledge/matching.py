"""Which lessons fit what a place needs, and why: its causes, occupations and groups, its setting.

A lesson of failure fits as any other does, and is shown as a warning. Where none fits well enough,
none is given.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from povlib.knowledge.cards import Card
from povlib.params import Region

__all__ = ["Fit", "NeedWeight", "Setting", "match_lessons"]

Kind = Literal["cause", "group", "occupation"]

_PUBLIC = frozenset(("approved", "published"))
_PARTS: Mapping[Kind, float] = {"cause": 0.5, "occupation": 0.3, "group": 0.1}
_GROUP_ALONE = 0.4
"""What the group counts of a lesson that names no cause and no occupation."""
_SAME_PROVINCE, _SAME_REGION = 0.1, 0.05
_FLOOR = 0.3
_LEAST_SHARE, _LEAST_RATIO = 0.05, 0.5
"""A need counts from this share of the income lacking on, and from half of the largest of its kind
on: what few households need makes no lesson fit."""


@dataclass(frozen=True)
class NeedWeight:
    """One need of a place, as the table `needs` has it.

    Attributes
    ----------
    kind : str
        "cause", "group" or "occupation".
    key, label_th : str
    weight : float or None
        Share (0 to 1) of the income that the place lacks; None or NaN where hidden or unknown.
    """

    kind: Kind
    key: str
    label_th: str
    weight: float | None


@dataclass(frozen=True)
class Setting:
    """Where the need is.

    Attributes
    ----------
    province_code : str or None
        Two digits; None for the nation.
    region : Region or None
        With its provinces.
    """

    province_code: str | None = None
    region: Region | None = None


@dataclass(frozen=True)
class Fit:
    """A lesson that fits.

    Attributes
    ----------
    lesson_id : str
    score : float
        0 to 1; only for the order.
    why : tuple of str
        Reasons in Thai, the weightiest first; never empty.
    is_failure : bool
        To be shown as a warning.
    """

    lesson_id: str
    score: float
    why: tuple[str, ...]
    is_failure: bool


@dataclass(frozen=True)
class _Want:
    """A need that counts: how large beside the largest of its kind, and its reason in Thai."""

    ratio: float
    reason_th: str


@dataclass(frozen=True)
class _Met:
    """A lesson that fits, and the causes and occupations that it meets."""

    fit: Fit
    needs: frozenset[tuple[str, str]]


Wants = Mapping[tuple[str, str], _Want]


def match_lessons(
    cards: Iterable[Card], *, need: Sequence[NeedWeight], setting: Setting, most: int = 5
) -> tuple[Fit, ...]:
    """Give the lessons that fit a need best, with reasons.

    Parameters
    ----------
    cards : iterable of Card
        Only approved and published lessons are looked at, and no near copy of another of them.
    need : sequence of NeedWeight
    setting : Setting
    most : int
        At least 1.

    Returns
    -------
    tuple of Fit
        Best first, equal ones by id; empty where none reaches the floor. Lessons that meet a cause
        or occupation that no better one met go before others, so they are not all of one subject.
        If a lesson of failure fits, there is one among them (of two and more).

    Notes
    -----
    A lesson's score has a part for causes (0.5), occupations (0.3) and groups (0.1; 0.4 where it
    names neither of the others). Of the needs of a kind that it shares, the largest and the mean
    over all that it names count half each, a need's size being its share of the income lacking
    beside the largest of the kind. The setting adds 0.1 (same province) or 0.05 (same region), to
    lessons that reach the floor (0.3) without it.
    """
    wants = _wants(need, of_th="ประเทศ" if setting.province_code is None else "จังหวัด")
    public = [card for card in cards if card.status in _PUBLIC]
    ids = {card.lesson_id for card in public}
    fits = [
        fit
        for card in public
        if card.copy_of not in ids and (fit := _fit(card, wants=wants, setting=setting))
    ]
    best = _varied(sorted(fits, key=lambda one: (-one.fit.score, one.fit.lesson_id)))
    shown = best[:most]
    if most > 1 and not any(fit.is_failure for fit in shown):
        shown[most - 1 :] = [fit for fit in best if fit.is_failure][:1] or shown[most - 1 :]
    return tuple(sorted(shown, key=lambda fit: (-fit.score, fit.lesson_id)))


def _varied(ranked: Sequence[_Met]) -> list[Fit]:
    """Put first, best first, each lesson that meets a cause or occupation that none before did."""
    first, rest = [], []
    seen: set[tuple[str, str]] = set()
    for one in ranked:
        (first if one.needs - seen else rest).append(one.fit)
        seen |= one.needs
    return first + rest


def _wants(need: Sequence[NeedWeight], *, of_th: str) -> Wants:
    wants: dict[tuple[str, str], _Want] = {}
    for kind in _PARTS:
        known = [one for one in need if one.kind == kind and _share(one) > 0]
        ranked = sorted(known, key=lambda one: (-_share(one), one.key))
        for rank, one in enumerate(ranked, start=1):
            ratio = _share(one) / _share(ranked[0])
            if _share(one) >= _LEAST_SHARE and ratio >= _LEAST_RATIO:
                wants[kind, one.key] = _Want(ratio, _reason(one, rank=rank, of_th=of_th))
    return wants


def _share(one: NeedWeight) -> float:
    return 0.0 if one.weight is None or math.isnan(one.weight) else one.weight


def _reason(one: NeedWeight, *, rank: int, of_th: str) -> str:
    places = {1: "ที่พบมากที่สุด", 2: "ที่พบมากเป็นอันดับ 2 ", 3: "ที่พบมากเป็นอันดับ 3 "}
    place = places.get(rank, "")
    what = {
        "cause": f"ตรงกับสาเหตุ{place}ของ{of_th}: ",
        "occupation": f"ตรงกับอาชีพในแผนครัวเรือน{place}ของ{of_th}: ",
        "group": "เป็นเรื่องของ",
    }
    return f"{what[one.kind]}{one.label_th} (ร้อยละ {_percent(_share(one))} ของรายได้ที่ขาด)"


def _percent(share: float) -> str:
    return f"{math.floor(share * 1000 + 1e-6) / 10:.1f}"


def _fit(card: Card, *, wants: Wants, setting: Setting) -> _Met | None:
    """Give a lesson's fit, None under the floor."""
    profile = card.profile
    named: dict[Kind, tuple[str, ...]] = {
        "cause": profile.causes,
        "occupation": profile.occupations,
        "group": profile.groups,
    }
    parts = dict(_PARTS)
    if not (profile.causes or profile.occupations):
        parts["group"] = _GROUP_ALONE
    score = sum(part * _answer(kind, named[kind], wants) for kind, part in parts.items())
    if round(score, 6) < _FLOOR:
        return None
    bonus, where = _setting(card, setting)
    met = [(kind, key) for kind in _PARTS for key in named[kind] if (kind, key) in wants]
    # A stable sort: causes come before occupations, and those before groups.
    met.sort(key=lambda one: ([*_PARTS].index(one[0]), -wants[one].ratio))
    why = [wants[one].reason_th for one in met] + ([where] if where else [])
    if profile.is_failure:
        why.append("เป็นบทเรียนจากความล้มเหลว อ่านเป็นข้อเตือนใจก่อนเริ่มทำ")
    fit = Fit(card.lesson_id, round(score + bonus, 6), tuple(why), profile.is_failure)
    return _Met(fit, frozenset(one for one in met if one[0] != "group"))


def _answer(kind: str, keys: tuple[str, ...], wants: Wants) -> float:
    """Say how far a lesson's keys of a kind are what is wanted: half the largest, half the mean."""
    ratios = [wants[kind, key].ratio if (kind, key) in wants else 0.0 for key in keys]
    return (max(ratios) + sum(ratios) / len(ratios)) / 2 if ratios else 0.0


def _setting(card: Card, setting: Setting) -> tuple[float, str]:
    if card.province_code is None or setting.province_code is None:
        return 0.0, ""
    if card.province_code == setting.province_code:
        return _SAME_PROVINCE, "มาจากจังหวัดเดียวกัน"
    if setting.region is not None and card.province_code in setting.region.provinces:
        return _SAME_REGION, f"มาจาก{setting.region.name_th}เช่นเดียวกัน"
    return 0.0, ""
