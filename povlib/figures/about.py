"""What every figure and sentence has to know about a study: place, years, date, line."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

__all__ = ["About", "StudyFacts", "about"]


class StudyFacts(Protocol):
    """The part of a study that is not a table."""

    level: str
    area_code: str
    area_th: str
    fiscal_year_be: int
    bmn_year_be: int
    as_of: date
    is_demo: bool
    line_baht: float
    settings: Mapping[str, object]


@dataclass(frozen=True)
class About:
    """Place, years, date and line of one brief.

    Attributes
    ----------
    level : str
        "province" or "nation".
    area_code, area_th : str
    fiscal_year_be, bmn_year_be : int
    as_of : datetime.date
        Data up to this day.
    is_demo : bool
    line_baht : float
        Baht per person and year, of the BMN round.
    target_share : float or None
        Share of the targets to be reached by the end of the year.
    """

    level: str
    area_code: str
    area_th: str
    fiscal_year_be: int
    bmn_year_be: int
    as_of: date
    is_demo: bool
    line_baht: float
    target_share: float | None = None


def about(study: StudyFacts) -> About:
    """Take what figures need from a study.

    Parameters
    ----------
    study : StudyFacts
        Its `settings` map a policy key to a value, or to something with a `value`.
    """
    share = study.settings.get("target_share")
    return About(
        level=study.level,
        area_code=study.area_code,
        area_th=study.area_th,
        fiscal_year_be=study.fiscal_year_be,
        bmn_year_be=study.bmn_year_be,
        as_of=study.as_of,
        is_demo=study.is_demo,
        line_baht=study.line_baht,
        target_share=None if share is None else float(getattr(share, "value", share)),
    )
