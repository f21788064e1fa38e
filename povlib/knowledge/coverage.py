"""Which districts have a lesson of their own in a fiscal year, and which have not.

A lesson covers its district where it is approved or published, was recorded in that fiscal year,
and does not nearly repeat an earlier one. A lesson that names no district covers none.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from povlib.knowledge.cards import Card

__all__ = ["COVERAGE_TH", "Coverage", "DistrictCoverage", "coverage"]

Coverage = Literal["covered", "draft_only", "missing", "not_due"]

COVERAGE_TH: dict[Coverage, str] = {
    "covered": "มีบทเรียนแล้ว",
    "draft_only": "มีแต่ร่าง",
    "missing": "ยังไม่มีทั้งบทเรียนและร่าง",
    "not_due": "ไม่มีเป้าหมายในปีนี้",
}
_COUNTED_AS = {
    "approved": "approved",
    "published": "approved",
    "draft": "drafts",
    "reviewed": "drafts",
    "verified": "drafts",
}


@dataclass(frozen=True)
class DistrictCoverage:
    """How a district stands.

    Attributes
    ----------
    district_code : str
        4 digits.
    approved : int
        Lessons of its own in the fiscal year, approved or published.
    drafts : int
        Lessons of its own in the fiscal year on their way there.
    copies : int
        Lessons in the fiscal year, at whatever step, that nearly repeat an earlier one.
    undated : int
        Lessons that say no month, and so count for no fiscal year.
    state : {"covered", "draft_only", "missing", "not_due"}
    """

    district_code: str
    approved: int
    drafts: int
    copies: int
    undated: int
    state: Coverage


def coverage(
    cards: Iterable[Card], *, due: Sequence[str], fiscal_year_be: int
) -> tuple[DistrictCoverage, ...]:
    """Give each district that is due, and each that has lessons, with how it stands.

    Parameters
    ----------
    cards : iterable of Card
        Withdrawn and superseded lessons do not count.
    due : sequence of str
        Codes of the districts with targets in the fiscal year.
    fiscal_year_be : int

    Returns
    -------
    tuple of DistrictCoverage
        By code. A district without targets is "not_due", whatever it has.

    Examples
    --------
    >>> coverage((), due=["2401"], fiscal_year_be=2557)[0].state
    'missing'
    """
    counts = {code: Counter() for code in due}
    for card in cards:
        kind = _kind(card, fiscal_year_be)
        if card.district_code and kind:
            counts.setdefault(card.district_code, Counter())[kind] += 1
    return tuple(_district(code, counts[code], is_due=code in {*due}) for code in sorted(counts))


def _kind(card: Card, fiscal_year_be: int) -> str | None:
    """Give what a lesson counts as, None where it does not count in this fiscal year."""
    kind = _COUNTED_AS.get(card.status)
    if kind is None or card.fiscal_year_be not in (None, fiscal_year_be):
        return None
    if card.fiscal_year_be is None:
        return "undated"
    return "copies" if card.copy_of else kind


def _district(code: str, counts: Counter[str], *, is_due: bool) -> DistrictCoverage:
    state: Coverage = "covered" if counts["approved"] else "missing"
    if state == "missing" and counts["drafts"]:
        state = "draft_only"
    return DistrictCoverage(
        district_code=code,
        approved=counts["approved"],
        drafts=counts["drafts"],
        copies=counts["copies"],
        undated=counts["undated"],
        state=state if is_due else "not_due",
    )
