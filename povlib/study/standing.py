"""Where an area stands against its goal: headline, districts of a province, provinces of the nation."""

from collections.abc import Sequence
from math import nan

import pandas as pd

from povlib import progress
from povlib.disclosure import Column, Pattern, PublicTable, is_hidden
from povlib.study.columns import (
    HOUSEHOLDS,
    area_columns,
    derived,
    households,
    mean_column,
    money_column,
    month_column,
    share,
    status_column,
)
from povlib.study.gate import Gate, issue
from povlib.study.rules import Rules

__all__ = ["headline", "places_table", "standing", "tally"]

_STATES = {
    "passed": ("status", "passed"),
    "below": ("status", "below"),
    "unmeasured": ("status", "unmeasured"),
    "measured": ("measured", "yes"),
    "next_passed": ("next_round", "passed"),
    "next_below": ("next_round", "below"),
    "next_absent": ("next_round", "absent"),
}
"""Count to the attribute and value of its households."""


def tally(cases: pd.DataFrame, *, by: str | None, places: Sequence[str] = ()) -> pd.DataFrame:
    """Count target households by place and by how they stand.

    Parameters
    ----------
    cases : DataFrame
        As `Cases.frame`.
    by : str or None
        Attribute of the place; None counts all under "".
    places : sequence of str
        Places that must be there, with 0 where nobody is.

    Returns
    -------
    DataFrame
        Index of places in order of code: `targets`, the counts of `_STATES` (next round: NaN where
        there is none yet), `supported_unmeasured`, `data_until` (month of the last measurement).
    """
    marks = pd.DataFrame({"targets": 1}, index=cases.index)
    for name, (attribute, value) in _STATES.items():
        marks[name] = (cases[attribute] == value).astype("int64")
    supported = (cases["reached_3"] == "yes") & (cases["measured"] == "no")
    marks["supported_unmeasured"] = supported.astype("int64")
    keys = cases[by].astype(object) if by else pd.Series("", index=cases.index, dtype=object)
    wanted = sorted({*keys, *places}) if by else [""]
    counts = marks.groupby(keys, sort=True).sum().reindex(wanted, fill_value=0)
    if cases["next_round"].isna().all():
        counts = counts.assign(next_passed=nan, next_below=nan, next_absent=nan)
    last = cases["measured_on"].groupby(keys).max().reindex(wanted)
    return counts.assign(data_until=last.astype("datetime64[s]").dt.strftime("%Y-%m"))


def standing(counts: pd.DataFrame, *, goals: Sequence[int], rules: Rules) -> pd.DataFrame:
    """Add goal, shares, what is needed and the status to counts of places.

    Parameters
    ----------
    counts : DataFrame
        As `tally` gives it.
    goals : sequence of int
        One a row.
    rules : Rules
    """
    frame = counts.assign(goal=[int(goal) for goal in goals])
    frame["measured_share"] = progress.floor_share(frame["measured"], whole=frame["targets"])
    frame["passed_share"] = progress.floor_share(frame["passed"], whole=frame["targets"])
    frame["plan_passed"] = [progress.plan_of(goal, elapsed=rules.elapsed) for goal in frame["goal"]]
    frame["needed"] = (frame["goal"] - frame["passed"]).clip(lower=0)
    frame["required_per_month"] = [
        progress.required_per_month(needed, left=rules.left) for needed in frame["needed"]
    ]
    frame["status"] = [
        progress.status_of(
            targets=row.targets,
            goal=row.goal,
            passed=row.passed,
            plan_passed=row.plan_passed,
            measured_share=row.measured_share,
            measured_share_floor=rules.measured_share_floor,
        )
        for row in frame.itertuples()
    ]
    return frame


def places_table(
    name: str,
    places: pd.DataFrame,
    whole: pd.DataFrame,
    *,
    gate: Gate,
    gaps: dict[str, progress.Gap],
    cell: dict[str, str],
    title_th: str,
) -> PublicTable:
    """Publish one row a place and one for the whole.

    Parameters
    ----------
    name : str
        "districts" or "provinces".
    places, whole : DataFrame
        Rows of `standing` with `level`, `area_code`, `province_code`, `district_code`, `area_th`
        (and `region_th`), places in the order they are shown.
    gate : Gate
    gaps : dict of str to Gap
        By area code.
    cell : dict of str to str
        Attributes of a row's place.
    title_th : str
    """
    frame = pd.concat([places, whole], ignore_index=True)
    mean = [gaps[code].mean_gap_baht if code in gaps else nan for code in frame["area_code"]]
    names = ["level", "area_code", "province_code", "district_code", "region_th", "area_th"]
    return issue(
        name,
        frame.assign(mean_gap_baht=mean),
        gate=gate,
        title_th=title_th,
        columns=[
            *area_columns(*(key for key in names if key in frame)),
            *_standing_columns(cell),
            mean_column("mean_gap_baht", "ช่องว่างรายได้เฉลี่ย", "บาท/คน/ปี", depends=("below",)),
            status_column(depends=("passed", "targets", "measured")),
            month_column("data_until", "วัดรายได้ครั้งล่าสุด", depends=("measured",)),
            households("next_passed", "ผ่านในรอบ จปฐ. ถัดไป", cell | {"next_round": "passed"}),
            households("next_below", "ต่ำกว่าเส้นในรอบ จปฐ. ถัดไป", cell | {"next_round": "below"}),
            households("next_absent", "ไม่พบในรอบ จปฐ. ถัดไป", cell | {"next_round": "absent"}),
        ],
        note_th="พื้นที่เรียง ก–ฮ แถวสุดท้ายคือผลรวม ช่องว่างเฉลี่ยคิดเฉพาะครัวเรือนที่วัดแล้วยังไม่ถึงเส้น "
        "รอบ จปฐ. ถัดไปเป็นอีกแหล่งหนึ่ง ไม่นำมาปนกับผลที่เจ้าหน้าที่วัด",
    )


def headline(
    whole: pd.DataFrame,
    *,
    gate: Gate,
    cases: pd.DataFrame,
    gap: progress.Gap | None,
    rules: Rules,
) -> PublicTable:
    """Publish the numbers of the first page: one row.

    Parameters
    ----------
    whole : DataFrame
        The row of the whole area, as for `places_table`.
    gate : Gate
    cases : DataFrame
        Households of the area.
    gap : Gap or None
        None where no measured household is below the line.
    rules : Rules
    """
    pace = progress.pace_by_month(
        cases["passed_month"],
        goal=int(whole["goal"].iloc[0]),
        fiscal_year_be=rules.fiscal_year_be,
        as_of=rules.as_of,
    )
    targets = int(whole["targets"].iloc[0])
    ahead = progress.outlook(
        pace, targets=targets, left=rules.left, window_months=rules.window_months
    )
    province = whole["province_code"].iloc[0]
    cell = {} if pd.isna(province) else {"province_code": province}
    months = pace.loc[pace["is_complete"], "month"].tolist()
    frame = whole.assign(
        ahead_of_plan=whole["passed"] - whole["plan_passed"],
        last_month_passed=ahead.last_month_passed,
        last_month=months[-1] if months else None,
        best_window_per_month=ahead.best_window_per_month,
        window_month=_telling_month(gate.targets, cell, pace=pace),
        projected=ahead.projected,
        mean_income_below_baht=gap.mean_income_baht if gap else nan,
        mean_gap_baht=gap.mean_gap_baht if gap else nan,
        cost_to_close_baht=gap.cost_to_close_baht if gap else nan,
        months_left=float(rules.left),
    )
    return issue(
        "headline",
        frame,
        gate=gate,
        title_th="ตัวเลขสำคัญ",
        columns=_headline_columns(cell),
        note_th="ผ่าน คือรายได้ล่าสุดที่เจ้าหน้าที่วัดไม่น้อยกว่าเส้นของปี จปฐ. ที่ใช้ชี้เป้า "
        "แผนเป็นเส้นตรงจาก 1 ต.ค. ถึง 30 ก.ย.",
    )


def _telling_month(pattern: Pattern, cell: dict[str, str], *, pace: pd.DataFrame) -> str | None:
    """Give a month whose cell is hidden if any is, else the busiest.

    A best mean of months would bound the hidden ones among them, so one hidden month hides it.
    """
    due = pace[pace["is_due"]]
    for month in due["month"]:
        if is_hidden(pattern, cell | {"passed_month": month}):
            return month
    return due.loc[due["passed"].idxmax(), "month"] if len(due) else None


def _standing_columns(cell: dict[str, str]) -> list[Column]:
    return [
        households("targets", "ครัวเรือนเป้าหมาย", cell),
        derived("goal", "เป้าสิ้นปี", HOUSEHOLDS, depends=("targets",)),
        households("measured", "วัดรายได้แล้ว", cell | {"measured": "yes"}),
        households("passed", "ผ่านเกณฑ์แล้ว", cell | {"status": "passed"}),
        households("below", "วัดแล้วยังไม่ถึงเกณฑ์", cell | {"status": "below"}),
        households("unmeasured", "ยังไม่ได้วัด", cell | {"status": "unmeasured"}),
        share("measured_share", "สัดส่วนที่วัดแล้ว", depends=("measured", "targets")),
        share("passed_share", "สัดส่วนที่ผ่าน", depends=("passed", "targets")),
        derived("needed", "ขาดอีก", HOUSEHOLDS, depends=("goal", "passed")),
        derived("required_per_month", "ต้องได้ต่อเดือน", "ครัวเรือน/เดือน", depends=("needed",)),
    ]


def _headline_columns(cell: dict[str, str]) -> list[Column]:
    rate, baht = "ครัวเรือน/เดือน", "บาท/คน/ปี"
    waiting = cell | {"reached_3": "yes", "measured": "no"}
    last = cell | {"passed_month": "@last_month"}
    window = cell | {"passed_month": "@window_month"}
    return [
        *area_columns("area_code", "area_th"),
        *_standing_columns(cell),
        derived("plan_passed", "แผนถึงวันที่ข้อมูล", HOUSEHOLDS, depends=("goal",)),
        derived("ahead_of_plan", "เร็วกว่าแผน", HOUSEHOLDS, depends=("passed", "goal")),
        households("last_month_passed", "ผ่านในเดือนล่าสุด", last),
        Column("best_window_per_month", "ค่าเฉลี่ยเดือนติดกันที่ดีที่สุด", rate, "mean", cell=window),
        derived("projected", "ถ้าเร็วเท่าเดิม", HOUSEHOLDS, depends=("passed", "last_month_passed")),
        mean_column("mean_income_below_baht", "รายได้เฉลี่ยที่ยังไม่ถึงเกณฑ์", baht, depends=("below",)),
        mean_column("mean_gap_baht", "ช่องว่างรายได้เฉลี่ย", baht, depends=("below",)),
        money_column("cost_to_close_baht", "เงินปิดช่องว่าง", "บาท/ปี", depends=("below",)),
        households("supported_unmeasured", "ได้รับการสนับสนุนแล้ว ยังไม่ได้วัด", waiting),
        status_column(depends=("passed", "targets", "measured")),
        derived("months_left", "เหลือเวลา", "เดือน", depends=()),
    ]
