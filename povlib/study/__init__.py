"""study: the corridor. It walks data .. disclosure once, for one area and fiscal year.

`open_province`, `open_district`, `open_nation` and `open_area_totals` give a frozen `Study` that
holds public tables only. `open_income` and `income_at` give the explorer's public tables at a line
that moves.
`open_outcomes` gives what goes with the use of lessons and with occupations.
`open_officer` gives an `OfficerStudy`, with nothing hidden, to an officer's run alone.
"""

from povlib.study.contents import describe_register
from povlib.study.context import open_context
from povlib.study.district import open_district
from povlib.study.handbook import open_handbook
from povlib.study.income import IncomeView, income_at, open_income
from povlib.study.lessons import open_lessons
from povlib.study.model import SettingUsed, Study
from povlib.study.national import open_nation
from povlib.study.officer import OfficerStudy, open_officer
from povlib.study.outcomes import open_outcomes
from povlib.study.province import open_province
from povlib.study.totals import open_area_totals

__all__ = [
    "IncomeView",
    "OfficerStudy",
    "SettingUsed",
    "Study",
    "describe_register",
    "income_at",
    "open_area_totals",
    "open_context",
    "open_district",
    "open_handbook",
    "open_income",
    "open_lessons",
    "open_nation",
    "open_officer",
    "open_outcomes",
    "open_province",
]
