"""Target households of a fiscal year: all below the line in its BMN round, with causes and team.

The four causes (ทัศนะ ทักษะ ทรัพยากร ทางออก) weigh more where the gap is wider, and differ by
district and province.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from povlib.data.demo.plan import Plan, generator
from povlib.data.demo.rounds import INCOME_COLUMNS

__all__ = ["CAUSES", "Targets", "make_targets", "make_teams"]

CAUSES = ("attitude", "skill", "resource", "way_out")
_STREAM, _TEAM_STREAM = 6, 7
# Cuts between the grades 0-3 on a standard normal scale, and how common each cause is.
_GRADE_CUTS = (-0.6, 0.45, 1.35)
_CAUSE_LEVELS = (-0.45, 0.25, 0.35, -0.1)
_ASSIST = 0.13


@dataclass(frozen=True)
class Targets:
    """Target households of one province and fiscal year.

    Attributes
    ----------
    frame : DataFrame
        Columns of the table target.
    income_baht_person_year : float64 array
        In the BMN round, below the line.
    line_baht : float
        Of that round.
    """

    frame: pd.DataFrame
    income_baht_person_year: np.ndarray
    line_baht: float

    @property
    def gap_share(self) -> np.ndarray:
        """How far below the line each household is, 0-1."""
        return 1 - self.income_baht_person_year / self.line_baht

    @property
    def districts(self) -> np.ndarray:
        """District code of each target."""
        return self.frame["village_code"].to_numpy() // 10_000


def make_targets(
    plan: Plan, *, province_code: str, households: pd.DataFrame, fiscal_year_be: int
) -> Targets:
    """Take all poor households of a round into the programme of the fiscal year after it.

    Parameters
    ----------
    plan : Plan
    province_code : str
    households : DataFrame
        The round `fiscal_year_be - 1`, as `make_round` gives it.
    fiscal_year_be : int

    Returns
    -------
    Targets
        Without rows where no household is poor.
    """
    bmn_year_be = fiscal_year_be - 1
    line = plan.lines[bmn_year_be]
    income = households[[*INCOME_COLUMNS]].sum(axis=1, skipna=False) / households["members"]
    is_poor = (income < line).to_numpy()
    rows = households.loc[is_poor].reset_index(drop=True)
    draw = generator(plan.seed, _STREAM, int(province_code), fiscal_year_be)
    gap = 1 - income.to_numpy()[is_poor] / line
    grades = _grades(rows, gap=gap, draw=draw)
    frame = pd.DataFrame(
        {
            "household_id": rows["household_id"],
            "fiscal_year_be": np.full(len(rows), fiscal_year_be, np.int32),
            "bmn_year_be": rows["bmn_year_be"],
            "village_code": rows["village_code"],
            "group": _groups(rows["members"].to_numpy(), gap=gap, draw=draw),
            **dict(zip(CAUSES, grades, strict=True)),
            "team_id": _teams(rows["village_code"].to_numpy() // 100),
        }
    )
    return Targets(frame, income.to_numpy()[is_poor], line)


def make_teams(
    plan: Plan, *, province_code: str, targets: Targets, fiscal_year_be: int
) -> pd.DataFrame:
    """Make one tambon team for each subdistrict with targets; some teams lack a role.

    Returns
    -------
    DataFrame
        Columns of the table team.
    """
    codes = np.unique(targets.frame["village_code"].to_numpy() // 100)
    draw = generator(plan.seed, _TEAM_STREAM, int(province_code), fiscal_year_be)
    count = len(codes)
    first = np.datetime64(f"{fiscal_year_be - 544}-10-01", "s")
    return pd.DataFrame(
        {
            "team_id": pd.Series([f"T{code}" for code in codes], dtype="str"),
            "fiscal_year_be": np.full(count, fiscal_year_be, np.int32),
            "subdistrict_code": codes.astype(np.int32),
            "leaders": 1 + draw.binomial(2, 0.3, count),
            "cdd_officers": draw.binomial(1, 0.96, count),
            "experts": draw.binomial(2, 0.55, count),
            "formed": first + draw.integers(0, 90, count) * np.timedelta64(86_400, "s"),
        }
    )


def _teams(subdistricts: np.ndarray) -> pd.Categorical:
    codes, number = np.unique(subdistricts, return_inverse=True)
    return pd.Categorical.from_codes(number, [f"T{code}" for code in codes])


def _grades(rows: pd.DataFrame, *, gap: np.ndarray, draw: np.random.Generator) -> list[np.ndarray]:
    _, district = np.unique(rows["village_code"].to_numpy() // 10_000, return_inverse=True)
    count = district.max(initial=-1) + 1
    grades = []
    for level in _CAUSE_LEVELS:
        place = draw.normal(0, 0.25) + draw.normal(0, 0.35, count)[district]
        weight = level + 1.4 * (gap - 0.25) + place + draw.standard_normal(len(rows)) * 0.85
        grades.append(np.searchsorted(_GRADE_CUTS, weight).astype(np.int8))
    return grades


def _groups(members: np.ndarray, *, gap: np.ndarray, draw: np.random.Generator) -> pd.Categorical:
    """Let small households and wide gaps be assisted more often than others."""
    chance = _ASSIST * np.where(members <= 2, 2.2, 0.8) * (0.6 + 1.6 * gap)
    is_developed = draw.random(len(members)) >= chance
    return pd.Categorical.from_codes(is_developed.astype(np.int8), ["assist", "develop"])
