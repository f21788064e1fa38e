"""Where an area stands against its goal: the headline, and the places it is made of."""

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
    share,
)
from povlib.study.gate import Gate, issue
from povlib.study.rules import Rules

__all__ = ["headline", "places_table", "standing", "tally", "telling_province"]

_STATES = {
    "passed": ("passed", "yes"),
    "below": ("status", "below"),
    "unmeasured": ("status", "unmeasured"),
    "supported_unmeasured": ("state", "supported"),
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
        there is none yet), `measured`, `data_until` (month of the last measurement).
    """
    marks = pd.DataFrame({"targets": 1}, index=cases.index)
    for name, (attribute, value) in _STATES.items():
        marks[name] = (cases[attribute] == value).astype("int64")
    marks["measured"] = marks["targets"] - marks["unmeasured"]
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


def telling_province(pattern: Pattern, counts: pd.DataFrame) -> str | None:
    """Give a province whose targets are hidden, on which the nation's goal then stands, or None.

    The nation's goal is the sum of the goals of the provinces, so it would say something about the
    goals that are hidden with their targets.

    Parameters
    ----------
    pattern : Pattern
    counts : DataFrame
        `province_code` and `targets` of the provinces.
    """
    codes = counts.loc[counts["targets"] > 0, "province_code"]
    return next((code for code in codes if is_hidden(pattern, {"province_code": code})), None)


def places_table(
    name: str,
    places: pd.DataFrame,
    *,
    gate: Gate,
    gaps: dict[str, progress.Gap],
    cell: dict[str, str],
    title_th: str,
    rules: Rules,
) -> PublicTable:
    """Publish one row a place and one for the whole.

    Parameters
    ----------
    name : str
        "districts" or "provinces".
    places : DataFrame
        Rows of `standing` with `level`, `area_code`, `province_code`, `district_code`, `area_th`
        (and `region_th`), in the order they are shown, the whole area last.
    gate : Gate
    gaps : dict of str to Gap
        By area code.
    cell : dict of str to str
        Attributes of a row's place.
    title_th : str
    rules : Rules
    """
    frame = _with_grounds(places, rules=rules)
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
            mean_column(
                "mean_gap_baht",
                "ช่องว่างรายได้เฉลี่ย",
                "บาท/คน/ปี",
                depends=("below",),
                measure="mean_gap_poor",
            ),
            _status_column(cell),
            Column(
                "data_until",
                "วัดรายได้ครั้งล่าสุด",
                "",
                "month",
                cell=cell | {"status": "@evidence"},
                depends=("passed",),
            ),
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
        window_month=_telling_month(gate.targets, cell, pace=pace, window=rules.window_months),
        projected=ahead.projected,
        mean_income_below_baht=gap.mean_income_baht if gap else nan,
        mean_gap_baht=gap.mean_gap_baht if gap else nan,
        cost_to_close_baht=gap.cost_to_close_baht if gap else nan,
        months_left=float(rules.left),
    )
    return issue(
        "headline",
        _with_grounds(frame, rules=rules),
        gate=gate,
        title_th="ตัวเลขสำคัญ",
        columns=_headline_columns(cell),
        note_th="ผ่าน คือรายได้ล่าสุดที่เจ้าหน้าที่วัดไม่น้อยกว่าเส้นของปี จปฐ. ที่ใช้ชี้เป้า "
        "แผนเป็นเส้นตรงจาก 1 ต.ค. ถึง 30 ก.ย.",
    )


def _with_grounds(frame: pd.DataFrame, *, rules: Rules) -> pd.DataFrame:
    """Add the cells that status and last month stand on, beyond targets and passed.

    A status other than met says that enough (or too little) was measured: where the passed alone do
    not say so, it stands on the unmeasured. A last month says that somebody was measured.
    """
    nothing = pd.Series(None, index=frame.index, dtype=object)
    is_told = (frame["passed_share"] >= rules.measured_share_floor) | (
        frame["passed"] >= frame["goal"]
    )
    only_below = (frame["passed"] == 0) & (frame["below"] > 0)
    has_targets = frame["targets"] > 0
    places = {
        f"at_{name}": frame[name].astype(object).where(has_targets, None)
        for name in ("province_code", "district_code")
    }
    return frame.assign(
        ground=nothing.mask(~is_told & (frame["unmeasured"] > 0), "unmeasured"),
        evidence=nothing.mask(only_below, "below"),
        **places,
    )


def _telling_month(
    pattern: Pattern, cell: dict[str, str], *, pace: pd.DataFrame, window: int
) -> str | None:
    """Give a hidden month if the best mean of months would say something about it, else None.

    What everyone knows of a window is at most the difference of the running totals shown around it.
    Where no window can be above the best one by that, the best one says nothing of hidden months.
    """
    whole = pace[pace["is_complete"]]
    months = whole["month"].tolist()
    hidden = [m for m in months if is_hidden(pattern, cell | {"passed_month": m})]
    if not hidden:
        return None
    totals = [0, *whole["cumulative"].astype("int64")]
    shown = [0] + [
        place
        for place, month in enumerate(months, start=1)
        if not is_hidden(pattern, cell | {"passed_month": f"<={month}"})
    ]
    ends = range(window, len(months) + 1)
    best = max((totals[end] - totals[end - window] for end in ends), default=0)
    for end in ends:
        after = [totals[place] for place in shown if place >= end]
        before = [totals[place] for place in shown if place <= end - window]
        if not after or min(after) - max(before) > best:
            return hidden[0]
    return None


def _status_column(cell: dict[str, str]) -> Column:
    where = {name: f"@at_{name}" for name in cell}
    return Column(
        "status",
        "สถานะ",
        "",
        "status",
        cell=where | {"status": "@ground"},
        depends=("passed", "goal"),
    )


def _standing_columns(cell: dict[str, str]) -> list[Column]:
    goal_of = cell | {"province_code": "@goal_of"}
    return [
        households("targets", "ครัวเรือนเป้าหมาย", cell),
        Column("goal", "เป้าสิ้นปี", HOUSEHOLDS, "number", cell=goal_of, depends=("targets",)),
        households("measured", "วัดรายได้แล้ว", cell | {"measured": "yes"}),
        households("passed", "ผ่านเกณฑ์แล้ว", cell | {"passed": "yes"}),
        households("below", "วัดแล้วยังไม่ถึงเกณฑ์", cell | {"status": "below"}),
        households("unmeasured", "ยังไม่ได้วัด", cell | {"status": "unmeasured"}),
        share("measured_share", "สัดส่วนที่วัดแล้ว", depends=("measured", "targets")),
        share("passed_share", "สัดส่วนที่ผ่าน", depends=("passed", "targets")),
        derived("needed", "ขาดอีก", HOUSEHOLDS, depends=("goal", "passed")),
        derived("required_per_month", "ต้องได้ต่อเดือน", "ครัวเรือน/เดือน", depends=("needed",)),
    ]


def _headline_columns(cell: dict[str, str]) -> list[Column]:
    rate, baht = "ครัวเรือน/เดือน", "บาท/คน/ปี"
    last = cell | {"passed_month": "@last_month"}
    window = cell | {"passed_month": "@window_month"}
    projected = ("passed", "last_month_passed", "targets")
    return [
        *area_columns("area_code", "area_th"),
        *_standing_columns(cell),
        derived("plan_passed", "แผนถึงวันที่ข้อมูล", HOUSEHOLDS, depends=("goal",)),
        derived("ahead_of_plan", "เร็วกว่าแผน", HOUSEHOLDS, depends=("passed", "goal")),
        households("last_month_passed", "ผ่านในเดือนล่าสุด", last),
        Column("best_window_per_month", "ค่าเฉลี่ยเดือนติดกันที่ดีที่สุด", rate, "mean", cell=window),
        derived("projected", "ถ้าได้เท่าเดือนล่าสุด (ไม่เกินจำนวนเป้าหมาย)", HOUSEHOLDS, depends=projected),
        mean_column("mean_income_below_baht", "รายได้เฉลี่ยที่ยังไม่ถึงเกณฑ์", baht, depends=("below",)),
        mean_column(
            "mean_gap_baht", "ช่องว่างรายได้เฉลี่ย", baht, depends=("below",), measure="mean_gap_poor"
        ),
        money_column(
            "cost_to_close_baht",
            "เงินปิดช่องว่าง",
            "บาท/ปี",
            depends=("below",),
            measure="cost_to_close_baht",
        ),
        households(
            "supported_unmeasured", "ได้รับการสนับสนุนแล้ว ยังไม่ได้วัด", cell | {"state": "supported"}
        ),
        _status_column(cell),
        derived("months_left", "เหลือเวลา", "เดือน", depends=()),
    ]
