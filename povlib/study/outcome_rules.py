"""What comparing users of a lesson with others goes by: bands, least numbers, rounding."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

from povlib.measures.matched import Matched
from povlib.params import Policy
from povlib.study.model import SettingUsed
from povlib.study.rules import used_setting

__all__ = ["MEASURES", "NUMBERS", "OutcomeRules", "outcome_row", "read_outcome_rules"]

MEASURES = ("exit_share", "gap_baht_person_year")
NUMBERS = (
    "households_used",
    "households_other",
    "districts_used",
    "districts_other",
    "difference",
    "low",
    "high",
    "placebo_difference",
    "placebo_low",
    "placebo_high",
)
_KEYS = (
    "outcome_least_households",
    "outcome_least_districts",
    "outcome_income_band_share",
    "outcome_size_band_members",
    "outcome_size_open_members",
    "outcome_round_households",
    "outcome_round_share",
    "outcome_round_baht",
)


@dataclass(frozen=True)
class OutcomeRules:
    """Policy values of a comparison.

    Attributes
    ----------
    least_households, least_districts : int
        On either side, in the year and in the year before; with fewer nothing is shown.
    income_band_share : float
        Width of an income band as a share of the line.
    size_band_members, size_open_members : int
        Width of a band of members, and from where on there is one band.
    round_households : int
    steps : mapping of str to float
        By measure: differences are shown as multiples of this.
    settings : tuple of SettingUsed
    """

    least_households: int
    least_districts: int
    income_band_share: float
    size_band_members: int
    size_open_members: int
    round_households: int
    steps: dict[str, float]
    settings: tuple[SettingUsed, ...]


def read_outcome_rules(policy: Policy, *, fiscal_year_be: int) -> OutcomeRules:
    """Look up what a comparison of one fiscal year goes by.

    Parameters
    ----------
    policy : Policy
    fiscal_year_be : int

    Raises
    ------
    ParamsError
        A value is missing for the year.
    """
    settings = tuple(used_setting(policy, key, year_be=fiscal_year_be) for key in _KEYS)
    value = {setting.key.removeprefix("outcome_"): setting.value for setting in settings}
    return OutcomeRules(
        least_households=int(value["least_households"]),
        least_districts=int(value["least_districts"]),
        income_band_share=float(value["income_band_share"]),
        size_band_members=int(value["size_band_members"]),
        size_open_members=int(value["size_open_members"]),
        round_households=int(value["round_households"]),
        steps=dict(zip(MEASURES, (value["round_share"], value["round_baht"]), strict=True)),
        settings=settings,
    )


def outcome_row(
    this: Matched, before: Matched | None, *, measure: str, rules: OutcomeRules
) -> dict[str, float | str | None]:
    """Give what may be shown of a comparison: rounded numbers, or none and the reason.

    Parameters
    ----------
    this : Matched
    before : Matched or None
        The same comparison when it should show nothing; None where it cannot be made.
    measure : str
        One of `MEASURES`.
    rules : OutcomeRules

    Returns
    -------
    dict
        `NUMBERS` and `reason_th`: "" or why there are none. An interval is widened to whole steps.
    """
    reason = _reason(this, before, rules=rules)
    if reason or before is None:
        return dict.fromkeys(NUMBERS) | {"reason_th": reason}
    step = rules.steps[measure]
    shown = (
        *(_multiple(n, step=rules.round_households) for n in (this.rows_used, this.rows_other)),
        this.clusters_used,
        this.clusters_other,
        *_interval(this, step=step),
        *_interval(before, step=step),
    )
    return dict(zip(NUMBERS, shown, strict=True)) | {"reason_th": ""}


def _reason(this: Matched, before: Matched | None, *, rules: OutcomeRules) -> str:
    least = f"ต้องมีอย่างน้อย {rules.least_households} ครัวเรือนและ {rules.least_districts} อำเภอทั้งสองฝ่าย"
    if not _is_enough(this, rules=rules):
        return f"ครัวเรือนที่เทียบกันได้ยังไม่พอ {least}"
    if before is None:
        return "ไม่มีข้อมูลของปีก่อนให้เทียบ"
    if not _is_enough(before, rules=rules):
        return f"ปีก่อนมีครัวเรือนที่เทียบกันได้ไม่พอ {least}"
    return ""


def _is_enough(found: Matched, *, rules: OutcomeRules) -> bool:
    return (
        min(found.rows_used, found.rows_other) >= rules.least_households
        and min(found.clusters_used, found.clusters_other) >= rules.least_districts
    )


def _interval(found: Matched, *, step: float) -> Sequence[float]:
    """Round the difference to steps and its interval outwards."""
    low, high = floor(found.low / step), ceil(found.high / step)
    return _multiple(found.difference, step=step), _times(low, step), _times(high, step)


def _multiple(number: float, *, step: float) -> float:
    return _times(round(number / step), step)


def _times(count: int, step: float) -> float:
    """Give a multiple as it is written: 0.07, not 0.07000000000000001."""
    return round(count * step, 10)
