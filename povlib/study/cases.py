"""The cases of a province: one row a target household with everything the study says of it.

Read from the register once; the text attributes are what cells are made of, the numbers (latest
income, members) are for means and costs. Row counts at the door are kept and have to add up.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from povlib import data, measures, progress
from povlib.errors import RegisterError
from povlib.measures.income import INCOME_COLUMNS
from povlib.schema import TABLES
from povlib.study.rules import Rules, region_of
from povlib.thai import fiscal_year_first_day

__all__ = [
    "CAUSES",
    "Cases",
    "income_columns",
    "count_strays",
    "read_cases",
    "read_incomes",
    "read_known",
    "read_next_round",
    "require_bmn_year",
    "year_is_held",
]

CAUSES = ("attitude", "skill", "resource", "way_out")

_YES_NO = np.array(["no", "yes"], dtype=object)


@dataclass(frozen=True, eq=False)
class Cases:
    """Target households of one province and fiscal year.

    Attributes
    ----------
    frame : DataFrame
        One row a target. Text attributes: `province_code`, `district_code`, `village_code`,
        `region`, `team`, `passed`, `measured`, `status`, `state` (unmeasured parted in two),
        `passed_month`, `reached_1` to `_4`, `skipped`, `late`, `group`, the four causes, `bin`,
        `next_round`, `matched`. Numbers: `income_baht_person_year` (latest measured),
        `known_income_baht_person_year` (of the BMN round while unmeasured), `measured_on`,
        `members`.
    stray_followups : Series of int
        Follow-ups without a target by district code.
    doors : dict of str to int
        Row counts; see `read_cases`.
    """

    frame: pd.DataFrame
    stray_followups: pd.Series
    doors: dict[str, int]


def read_cases(
    register: Path, *, manifest: data.Manifest, province_code: str, rules: Rules
) -> Cases:
    """Read one province's target households and say where each stands.

    Parameters
    ----------
    register : pathlib.Path
    manifest : data.Manifest
        Of the register, read once by the caller.
    province_code : str
        A province without targets gives no rows.
    rules : Rules

    Returns
    -------
    Cases
        Doors: `target_rows` = `target_matched` + `target_unmatched` (with the household of the BMN
        round), `target_persons` (of the matched), `household_rows`, `household_persons`, and
        `followup_rows` = `followup_used` + `followup_without_target` + `followup_after_as_of` +
        `followup_before_fiscal_year`.

    Raises
    ------
    RegisterError
        The register has no targets of the fiscal year or no households of the BMN year, a target is
        of another BMN year, or rows do not add up.
    """
    year = {"year_be": rules.fiscal_year_be, "province_code": province_code}
    target = data.read_unit(register, "target", **year)
    require_bmn_year(target, rules=rules)
    households = read_incomes(register, bmn_year_be=rules.bmn_year_be, province_code=province_code)
    followup = read_known(register, "followup", manifest=manifest, **year)
    used, visits = progress.used_followups(
        followup,
        target=target,
        first=fiscal_year_first_day(rules.fiscal_year_be),
        as_of=rules.as_of,
    )
    frame = _standing(target, households, used, rules=rules)
    frame["late"] = _yes_no(
        target["household_id"].isin(_late(register, manifest, year, rules=rules))
    )
    frame["next_round"] = read_next_round(
        register, target, manifest=manifest, province_code=province_code, rules=rules
    )
    return Cases(
        frame=_placed(frame, target, province_code, rules=rules),
        stray_followups=count_strays(followup, target=target),
        doors=_doors(target, households, followup, visits, matched=frame["matched"]),
    )


def count_strays(followup: pd.DataFrame, *, target: pd.DataFrame) -> pd.Series:
    """Count follow-ups without a target by district code (text).

    Parameters
    ----------
    followup : DataFrame
        `household_id`, `village_code`.
    target : DataFrame
        `household_id`.

    Examples
    --------
    >>> visits = pd.DataFrame({"household_id": [1, 9], "village_code": [24010101, 24020101]})
    >>> count_strays(visits, target=pd.DataFrame({"household_id": [1]})).to_dict()
    {'2402': 1}
    """
    stray = followup.loc[~followup["household_id"].isin(target["household_id"]), "village_code"]
    return (stray // 10_000).astype("int64").astype("str").value_counts()


def read_incomes(register: Path, *, bmn_year_be: int, province_code: str) -> pd.DataFrame:
    """Read the households of a BMN round in one province, with their income per person.

    Parameters
    ----------
    register : pathlib.Path
    bmn_year_be : int
    province_code : str

    Returns
    -------
    DataFrame
        `household_id`, `members`, `income_baht_person_year` (NaN where a part is missing).
    """
    rows = data.read_unit(
        register,
        "household",
        year_be=bmn_year_be,
        province_code=province_code,
        columns=income_columns(),
    )
    return pd.DataFrame(
        {
            "household_id": rows["household_id"],
            "members": rows["members"],
            "income_baht_person_year": measures.income_per_person(rows),
        }
    )


def read_known(
    register: Path,
    table: str,
    *,
    manifest: data.Manifest,
    year_be: int,
    province_code: str,
    columns: Iterable[str] | None = None,
) -> pd.DataFrame:
    """Read a unit of a table that may not have begun: a year without rows gives an empty frame.

    Parameters
    ----------
    register : pathlib.Path
    table : str
    manifest : data.Manifest
    year_be : int
    province_code : str
    columns : iterable of str, optional

    Notes
    -----
    No follow-up yet is a state of the work, not a fault: steps are counted as not reached.
    """
    if year_is_held(manifest, table, year_be=year_be):
        return data.read_unit(
            register, table, year_be=year_be, province_code=province_code, columns=columns
        )
    wanted = TABLES[table].columns if columns is None else tuple(columns)
    return pd.DataFrame({name: _empty(table, name) for name in wanted})


def read_next_round(
    register: Path,
    target: pd.DataFrame,
    *,
    manifest: data.Manifest,
    province_code: str,
    rules: Rules,
) -> pd.Series:
    """Say where each target stands in the next BMN round; missing while there is none.

    Parameters
    ----------
    register : pathlib.Path
    target : DataFrame
        Targets of one province.
    manifest : data.Manifest
    province_code : str
    rules : Rules

    Returns
    -------
    Series of str
        Index of `target`: "passed", "below", "absent", or missing.

    Notes
    -----
    A round is known from 1 January of its own year on. Households that moved are looked up in their
    new province.
    """
    next_year = rules.bmn_year_be + 1
    is_known = rules.year_be >= next_year
    if target.empty or not (is_known and year_is_held(manifest, "household", year_be=next_year)):
        return pd.Series(None, index=target.index, dtype=object)
    moves = data.read_moves(register, bmn_year_be=next_year)
    ours = moves[moves["household_id"].isin(target["household_id"])]
    codes = ours["to_province_code"].unique().tolist()
    units = [
        read_incomes(register, bmn_year_be=next_year, province_code=code)
        for code in [province_code, *codes]
    ]
    return progress.next_round(target, household=pd.concat(units), line=rules.line_of(next_year))


def require_bmn_year(target: pd.DataFrame, *, rules: Rules) -> None:
    """Raise where a target stands on another BMN round than policy says.

    Parameters
    ----------
    target : DataFrame
        `bmn_year_be`.
    rules : Rules

    Raises
    ------
    RegisterError
    """
    other = target.loc[target["bmn_year_be"] != rules.bmn_year_be, "bmn_year_be"]
    if len(other):
        raise RegisterError(
            f"เป้าหมายปีงบประมาณ {rules.fiscal_year_be} ต้องมาจาก จปฐ. ปี {rules.bmn_year_be}",
            got=int(other.iloc[0]),
            where=f"target: {len(other)} แถว",
        )


def year_is_held(manifest: data.Manifest, table: str, *, year_be: int) -> bool:
    """Tell whether the register has rows of a table in a year, in any province.

    Parameters
    ----------
    manifest : data.Manifest
    table : str
    year_be : int
    """
    return any((unit.table, unit.year_be) == (table, year_be) for unit in manifest.units)


def income_columns() -> list[str]:
    """Name the columns of `household` that an income per person needs."""
    return ["household_id", "members", *INCOME_COLUMNS]


def _empty(table: str, name: str) -> pd.Series:
    kinds = {entry.key: entry.kind for entry in TABLES[table].fields}
    types = {"id": "int64", "code": "int32", "date": "datetime64[s]", "text": "str"}
    return pd.Series(dtype=types.get(kinds[name], "float64"))


def _standing(
    target: pd.DataFrame, households: pd.DataFrame, followup: pd.DataFrame, *, rules: Rules
) -> pd.DataFrame:
    """Give the attributes that follow from follow-ups and the BMN round."""
    result = progress.attainment(target, followup=followup, line=rules.line_baht)
    steps = progress.reached(target, followup=followup)
    home = households.set_index("household_id").reindex(target["household_id"])
    frame = result.assign(
        status=result["outcome"],
        members=home["members"].to_numpy(dtype=float),
        passed=_yes_no(result["outcome"] == "passed"),
        measured=_yes_no(result["outcome"] != "unmeasured"),
        matched=_yes_no(target["household_id"].isin(households["household_id"])),
        skipped=_yes_no(progress.skipped(steps)),
        group=target["group"],
    )
    for step in steps:
        frame[step] = _yes_no(steps[step])
    for cause in CAUSES:
        known = _yes_no(target[cause] >= rules.cause_grade_floor)
        frame[cause] = known.where(target[cause].notna(), None)
    bmn_income = pd.Series(home["income_baht_person_year"].to_numpy(dtype=float), frame.index)
    frame["known_income_baht_person_year"] = frame["income_baht_person_year"].where(
        frame["status"] != "unmeasured", bmn_income
    )
    frame["state"] = frame["status"].mask(
        (frame["status"] == "unmeasured") & steps["reached_3"], "supported"
    )
    frame["bin"] = _bins(frame, rules=rules)
    return frame


def _bins(frame: pd.DataFrame, *, rules: Rules) -> pd.Series:
    """Name each household's income bin; its status is part of the name, so bins add up to it."""
    bins = progress.bins_around(rules.line_baht, width=rules.bin_baht)
    number = progress.bin_of(frame["known_income_baht_person_year"], bins=bins)
    names = frame["status"].astype(object) + "|" + number.map("{:02.0f}".format)
    return names.where(number.notna(), None)


def _late(register: Path, manifest: data.Manifest, year: dict, *, rules: Rules) -> pd.Series:
    """Give the households with a line of their life compass overdue at the date."""
    wanted = ["household_id", "due", "done"]
    plan = read_known(register, "plan", manifest=manifest, **year, columns=wanted)
    day = pd.Timestamp(rules.as_of)
    open_then = plan["done"].isna() | (plan["done"] > day)
    return plan.loc[(plan["due"] <= day) & open_then, "household_id"]


def _placed(
    frame: pd.DataFrame, target: pd.DataFrame, province_code: str, *, rules: Rules
) -> pd.DataFrame:
    region = region_of(province_code, regions=rules.regions)
    village = target["village_code"].astype("int64").astype("str").astype(object)
    district = village.str[:4].astype(object)
    team = target["team_id"]
    return frame.assign(
        region=region.key if region else None,
        province_code=province_code,
        district_code=district,
        village_code=village,
        team_id=team,
        team=(district + "|" + team.astype(object)).where(team.notna(), None),
    )


def _doors(
    target: pd.DataFrame,
    households: pd.DataFrame,
    followup: pd.DataFrame,
    visits: dict[str, int],
    *,
    matched: pd.Series,
) -> dict[str, int]:
    found = target["household_id"].isin(households["household_id"])
    ours = households["household_id"].isin(target["household_id"])
    doors = {
        "target_rows": len(target),
        "target_matched": int((matched == "yes").sum()),
        "target_unmatched": int((~found).sum()),
        "target_persons": int(households.loc[ours, "members"].sum()),
        "household_rows": len(households),
        "household_persons": int(households["members"].sum()),
        "followup_rows": len(followup),
        **{f"followup_{name}": count for name, count in visits.items()},
    }
    _require_sum(doors, "target_rows", ["target_matched", "target_unmatched"])
    _require_sum(doors, "followup_rows", [f"followup_{name}" for name in visits])
    return doors


def _require_sum(doors: dict[str, int], whole: str, parts: list[str]) -> None:
    if doors[whole] != sum(doors[part] for part in parts):
        raise RegisterError(
            "rows at a door must add up",
            got={name: doors[name] for name in (whole, *parts)},
            where=whole,
        )


def _yes_no(mask: pd.Series) -> pd.Series:
    return pd.Series(_YES_NO[mask.to_numpy(dtype=bool).astype(int)], index=mask.index)
