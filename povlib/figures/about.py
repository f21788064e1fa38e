"""What every figure and sentence has to know about a study: place, years, date, line, settings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

__all__ = ["About", "SettingFacts", "StudyFacts", "about"]


class SettingFacts(Protocol):
    """The part of a policy value that figures show."""

    key: str
    value: int | float


class StudyFacts(Protocol):
    """The part of a study that is not a table."""

    level: str
    area_code: str
    area_th: str
    region_th: str
    fiscal_year_be: int
    bmn_year_be: int
    as_of: date
    is_demo: bool
    line_baht: float
    settings: Sequence[SettingFacts]


@dataclass(frozen=True)
class About:
    """Place, years, date, line and policy values of one brief.

    Attributes
    ----------
    level : str
        "province", "district" or "nation".
    area_code, area_th, region_th : str
    fiscal_year_be, bmn_year_be : int
    as_of : datetime.date
        Data up to this day.
    is_demo : bool
    line_baht : float
        Baht per person and year, of the BMN round.
    target_share : float or None
        Share of the targets to be reached by the end of the year.
    window_months : int
        Months of the best mean so far that tells whether a goal is in reach.
    grade_floor : int
        A ท of this grade or more counts as an obstacle.
    """

    level: str
    area_code: str
    area_th: str
    fiscal_year_be: int
    bmn_year_be: int
    as_of: date
    is_demo: bool
    line_baht: float
    region_th: str = ""
    target_share: float | None = None
    window_months: int = 3
    grade_floor: int = 2


def about(study: StudyFacts) -> About:
    """Take what figures need from a study.

    Parameters
    ----------
    study : StudyFacts
    """
    values = {setting.key: setting.value for setting in study.settings}
    return About(
        level=study.level,
        area_code=study.area_code,
        area_th=study.area_th,
        fiscal_year_be=study.fiscal_year_be,
        bmn_year_be=study.bmn_year_be,
        as_of=study.as_of,
        is_demo=study.is_demo,
        line_baht=study.line_baht,
        region_th=study.region_th,
        target_share=values.get("target_share"),
        window_months=int(values.get("reachable_window_months", 3)),
        grade_floor=int(values.get("cause_grade_floor", 2)),
    )
