"""The four processes and the pace by month, as public tables."""

import pandas as pd

from povlib import progress
from povlib.areas import area_name_th
from povlib.disclosure import Column, PublicTable
from povlib.study.columns import (
    HOUSEHOLDS,
    area_columns,
    derived,
    households,
    month_column,
    text_column,
)
from povlib.study.gate import Gate, issue
from povlib.study.rules import Rules
from povlib.thai import sorted_th

__all__ = ["STEP_LABELS_TH", "funnel", "funnel_by", "pace", "pace_provinces"]

STEP_LABELS_TH = {
    0: "ครัวเรือนเป้าหมาย",
    1: "ชี้เป้าชีวิต",
    2: "จัดทำเข็มทิศชีวิต",
    3: "บริหารจัดการชีวิต",
    4: "ดูแลชีวิต",
    5: "ผ่านเกณฑ์รายได้",
}

_NOTE_TH = "ถึงขั้นหนึ่ง คือมีบันทึกการติดตามของขั้นนั้นอย่างน้อยหนึ่งครั้งภายในวันที่ข้อมูล แม้ข้ามขั้นก่อนหน้า"


def funnel(cases: pd.DataFrame, *, gate: Gate, cell: dict[str, str]) -> PublicTable:
    """Publish how many households have reached each step: targets, the processes, passed.

    Parameters
    ----------
    cases : DataFrame
        Households of the area.
    gate : Gate
    cell : dict of str to str
        Attributes of the area.
    """
    steps = [cases[f"reached_{process}"] == "yes" for process in progress.PROCESSES]
    reached = [len(cases), *(int(s.sum()) for s in steps), int((cases["passed"] == "yes").sum())]
    frame = pd.DataFrame(
        {
            "process": list(STEP_LABELS_TH),
            "label_th": list(STEP_LABELS_TH.values()),
            "reached": reached,
            "not_reached": [None, *(len(cases) - count for count in reached[1:])],
        }
    )
    return issue(
        "funnel",
        _marked(frame),
        gate=gate,
        title_th="ครัวเรือนที่ถึงแต่ละขั้น",
        columns=[
            derived("process", "ขั้น", "", depends=()),
            text_column("label_th", "ชื่อขั้น"),
            *_step_columns(cell | {"passed": "@5"}),
        ],
        note_th=_NOTE_TH,
    )


def funnel_by(
    name: str, cases: pd.DataFrame, *, gate: Gate, place: str, title_th: str
) -> PublicTable:
    """Publish the four processes by district or by team.

    Parameters
    ----------
    name : str
        "funnel_districts" or "funnel_teams".
    cases : DataFrame
    gate : Gate
    place : {"district_code", "team"}
        Attribute of the place.
    title_th : str
    """
    key = {"district_code": "area_code", "team": "team_id"}[place]
    known = cases[cases[place].notna()]
    steps = pd.DataFrame({p: known[f"reached_{p}"] == "yes" for p in progress.PROCESSES})
    counts = steps.groupby(known[place].astype(object), sort=True).sum()
    sizes = known[place].value_counts()
    frame = counts.rename_axis("place").reset_index()
    frame = frame.melt("place", var_name="process", value_name="reached")
    frame = frame.sort_values(["place", "process"], ignore_index=True)
    frame["not_reached"] = frame["place"].map(sizes).astype("int64") - frame["reached"]
    frame[key] = [_own_code(code) for code in frame["place"]]
    frame["area_th"] = [area_name_th(_district(code)) for code in frame["place"]]
    ordered = sorted_th(frame.to_dict("records"), key=lambda row: row["area_th"])
    return issue(
        name,
        _marked(pd.DataFrame(ordered, columns=frame.columns)),
        gate=gate,
        title_th=title_th,
        columns=[
            area_columns("area_code")[0] if key == "area_code" else text_column(key, "รหัสทีม"),
            text_column("area_th", "อำเภอ"),
            derived("process", "ขั้น", "", depends=()),
            *_step_columns({place: "@place"}),
        ],
        note_th=_NOTE_TH,
    )


def pace(
    cases: pd.DataFrame, whole: pd.DataFrame, *, gate: Gate, cell: dict[str, str], rules: Rules
) -> PublicTable:
    """Publish the passed by month of the fiscal year: 12 rows.

    Parameters
    ----------
    cases : DataFrame
        Households of the area.
    whole : DataFrame
        The row of the whole area, as for `headline`.
    gate : Gate
    cell : dict of str to str
    rules : Rules
    """
    goal = int(whole["goal"].iloc[0])
    frame = progress.pace_by_month(
        cases["passed_month"], goal=goal, fiscal_year_be=rules.fiscal_year_be, as_of=rules.as_of
    )
    some_passed = "yes" if (cases["passed"] == "yes").any() else None
    plan, rest = cell | {"province_code": "@goal_of"}, cell | {"passed": "@some_passed"}
    return issue(
        "pace",
        frame.assign(some_passed=some_passed, goal_of=whole["goal_of"].iloc[0]),
        gate=gate,
        title_th="ครัวเรือนที่ผ่านเกณฑ์รายเดือน",
        columns=[
            month_column("month", "เดือน"),
            households("passed", "ผ่านในเดือน", cell | {"passed_month": "@month"}),
            households("cumulative", "ผ่านสะสม", cell | {"passed_month": "<=@month"}),
            Column("plan_cumulative", "แผนสะสม", HOUSEHOLDS, "number", cell=plan),
            Column(
                "required",
                "ต้องได้ต่อเดือน",
                "ครัวเรือน/เดือน",
                "number",
                cell=rest,
                depends=("plan_cumulative",),
            ),
            derived("is_due", "ถึงกำหนดแล้ว", "", depends=()),
        ],
        note_th="เดือนที่ผ่านคือเดือนของการวัดที่ทำให้ถึงเส้นและไม่ตกลงมาอีกจนถึงวันที่ข้อมูล เดือนที่ยังไม่ถึงไม่มีตัวเลข",
    )


def pace_provinces(cases: pd.DataFrame, *, gate: Gate, rules: Rules) -> PublicTable:
    """Publish the running total of the passed by province and month begun.

    Parameters
    ----------
    cases : DataFrame
        Households of the nation.
    gate : Gate
    rules : Rules
    """
    parts = []
    for code, part in cases.groupby("province_code", sort=True):
        months = progress.pace_by_month(
            part["passed_month"], goal=0, fiscal_year_be=rules.fiscal_year_be, as_of=rules.as_of
        )
        due = months.loc[months["is_due"], ["month", "cumulative"]]
        parts.append(due.assign(area_code=code))
    empty = pd.DataFrame({"area_code": [], "month": [], "cumulative": []})
    frame = pd.concat(parts, ignore_index=True) if parts else empty
    cell = {"province_code": "@area_code", "passed_month": "<=@month"}
    return issue(
        "pace_provinces",
        frame,
        gate=gate,
        title_th="ครัวเรือนที่ผ่านเกณฑ์สะสม รายจังหวัด",
        columns=[
            *area_columns("area_code"),
            month_column("month", "เดือน"),
            households("cumulative", "ผ่านสะสม", cell),
        ],
    )


def _marked(frame: pd.DataFrame) -> pd.DataFrame:
    """Add a column a step: "yes" in its own rows, so that elsewhere the attribute falls away."""
    marks = {str(step): frame["process"] == step for step in STEP_LABELS_TH}
    nothing = pd.Series(None, index=frame.index, dtype=object)
    yes = {name: nothing.mask(mask, "yes") for name, mask in marks.items()}
    no = {f"not {name}": nothing.mask(mask, "no") for name, mask in marks.items()}
    return frame.assign(**yes, **no)


def _step_columns(cell: dict[str, str]) -> list[Column]:
    steps = cell | {f"reached_{n}": f"@{n}" for n in progress.PROCESSES}
    others = {
        name: f"@not {value[1:]}" if value[1:].isdigit() and value[0] == "@" else value
        for name, value in steps.items()
    }
    return [
        households("reached", "ถึงแล้ว", steps),
        households("not_reached", "ยังไม่ถึง", others),
    ]


def _own_code(place: str) -> str:
    """Give the code of a district ("2401") or of a team ("2401|T-01")."""
    return place.partition("|")[2] or place


def _district(place: str) -> str:
    return place.partition("|")[0]
