"""Public tables typed from the brief's own example (invented numbers), made by `publish`."""

from datetime import date

import pandas as pd
import pytest

from povlib.disclosure import Column, Pattern, PublicTable, publish
from povlib.figures.about import About

UNITS = {
    "count": "ครัวเรือน",
    "number": "ครัวเรือน",
    "share": "",
    "money": "บาท/คน/ปี",
}
LABELS = {
    "area_th": "พื้นที่",
    "month": "เดือน",
    "passed": "ผ่านแล้ว",
    "cumulative": "สะสม",
    "plan_cumulative": "แผนสะสม",
    "targets": "เป้าหมาย",
    "goal": "เป้าสิ้นปี",
    "households": "ครัวเรือน",
    "status": "สถานะ",
    "label_th": "รายการ",
}
KINDS = {
    "area_code": "code",
    "level": "code",
    "province_code": "code",
    "district_code": "code",
    "area_th": "text",
    "label_th": "text",
    "kind": "text",
    "key": "text",
    "flow": "text",
    "source": "text",
    "side": "text",
    "region_th": "text",
    "dimension": "text",
    "status": "status",
    "month": "month",
    "data_until": "month",
    "year_be": "year_be",
    "fiscal_year_be": "year_be",
    "is_due": "number",
    "bmn_year_be": "year_be",
    "previous_bmn_year_be": "year_be",
}


def published(
    name: str,
    frame: pd.DataFrame,
    *,
    hidden: tuple[tuple[int, str], ...] = (),
    is_demo: bool = True,
) -> PublicTable:
    """Publish a typed frame; `hidden` names cells as (row, column)."""
    columns, counts, secret = [], {}, {}
    frame = frame.copy()
    for key in list(frame.columns):
        kind = KINDS.get(key) or ("share" if key.endswith("_share") else "number")
        kind = "money" if key.endswith("_baht") else kind
        cell = None
        if any(column == key for _, column in hidden):
            mine = [f"{key}:{row}" for row in range(len(frame))]
            frame[f"_{key}"] = mine
            counts |= {(("cell", one),): 3 for one in mine}
            secret |= {
                (("cell", f"{key}:{r}"),): "primary" for r, column in hidden if column == key
            }
            cell = {"cell": f"@_{key}"}
        label = LABELS.get(key, key)
        reason = () if cell or kind != "share" else (frame.columns[0],)
        columns.append(Column(key, label, UNITS.get(kind, ""), kind, cell=cell, depends=reason))
    pattern = Pattern("test", 5, (("cell",),), counts=counts, hidden=secret)
    return publish(
        name,
        frame,
        title_th=f"ตาราง {name}",
        columns=columns,
        pattern=pattern,
        source_th="ทะเบียนสาธิต",
        is_demo=is_demo,
    )


ABOUT = About(
    level="province",
    area_code="24",
    area_th="ฉะเชิงเทรา",
    fiscal_year_be=2557,
    bmn_year_be=2556,
    as_of=date(2014, 5, 31),
    is_demo=True,
    line_baht=30000,
    target_share=0.7,
)

MONTHS = [f"2013-{m}" for m in (10, 11, 12)] + [f"2014-{m:02d}" for m in range(1, 10)]

HEADLINE = {
    "area_code": "24",
    "area_th": "ฉะเชิงเทรา",
    "targets": 642,
    "goal": 450,
    "measured": 352,
    "passed": 274,
    "below": 78,
    "unmeasured": 290,
    "measured_share": 352 / 642,
    "passed_share": 274 / 642,
    "plan_passed": 300,
    "ahead_of_plan": -26,
    "needed": 176,
    "required_per_month": 44.0,
    "last_month_passed": 34,
    "best_window_per_month": 55.0,
    "projected": 410,
    "mean_income_below_baht": 24960.0,
    "mean_gap_baht": 5040.0,
    "cost_to_close_baht": 1_430_000.0,
    "supported_unmeasured": 160,
    "status": "behind",
    "months_left": 4,
}

DISTRICTS = [
    ("2411", "คลองเขื่อน", 19, 13, 14, 9, 4370, "on_track"),
    ("2410", "ท่าตะเกียบ", 107, 75, 37, 29, 6980, "behind"),
    ("2402", "บางคล้า", 38, 26, 29, 23, 3910, "on_track"),
    ("2403", "บางน้ำเปรี้ยว", 64, 45, 40, 33, 4480, "on_track"),
    ("2404", "บางปะกง", 33, 23, 11, 6, None, "no_data"),
    ("2405", "บ้านโพธิ์", 41, 29, 34, 27, 3640, "on_track"),
    ("2409", "แปลงยาว", 57, 40, 36, 28, 4550, "on_track"),
    ("2406", "พนมสารคาม", 83, 58, 44, 34, 5210, "behind"),
    ("2401", "เมืองฉะเชิงเทรา", 71, 50, 47, 39, 4260, "on_track"),
    ("2407", "ราชสาส์น", 21, 15, 21, 15, 4120, "met"),
    ("2408", "สนามชัยเขต", 108, 76, 39, 31, 6730, "behind"),
    ("24", "ฉะเชิงเทรา", 642, 450, 352, 274, 5040, "behind"),
]


def district_frame(rows=DISTRICTS, months_left=4) -> pd.DataFrame:
    records = []
    for code, name, targets, goal, measured, passed, gap, status in rows:
        needed = max(goal - passed, 0)
        records.append(
            {
                "level": "province" if len(code) == 2 else "district",
                "area_code": code,
                "province_code": code[:2],
                "district_code": code if len(code) == 4 else None,
                "area_th": name,
                "targets": targets,
                "goal": goal,
                "measured": measured,
                "passed": passed,
                "below": measured - passed,
                "unmeasured": targets - measured,
                "passed_share": passed / targets if targets else None,
                "measured_share": measured / targets if targets else None,
                "needed": needed,
                "required_per_month": needed / months_left if months_left else None,
                "mean_gap_baht": gap,
                "status": status,
                "data_until": "2013-12" if status == "no_data" else "2014-05",
            }
        )
    frame = pd.DataFrame(records)
    return frame.astype({c: "Float64" for c in ("mean_gap_baht", "passed_share", "measured_share")})


def pace_frame(passed=(0, 12, 41, 57, 62, 46, 22, 34), goal=450, required=44.0) -> pd.DataFrame:
    due = len(passed)
    rest = 12 - due
    total = 0
    cumulative = []
    for value in passed:
        total += value
        cumulative.append(total)
    return pd.DataFrame(
        {
            "month": MONTHS,
            "passed": pd.array([*passed, *[None] * rest], dtype="Int64"),
            "cumulative": pd.array([*cumulative, *[None] * rest], dtype="Int64"),
            "plan_cumulative": [round(goal * (n + 1) / 12 + 1e-9) for n in range(12)],
            "required": pd.array([*[None] * due, *[required] * rest], dtype="Float64"),
            "is_due": [n < due for n in range(12)],
        }
    )


FUNNEL = pd.DataFrame(
    {
        "process": [0, 1, 2, 3, 4, 5],
        "label_th": [
            "ครัวเรือนเป้าหมาย",
            "ชี้เป้าชีวิต",
            "จัดทำเข็มทิศชีวิต",
            "บริหารจัดการชีวิต",
            "ดูแลชีวิต",
            "ผ่านเกณฑ์รายได้",
        ],
        "reached": [642, 634, 601, 512, 352, 274],
        "not_reached": pd.array([None, 8, 41, 130, 290, 368], dtype="Int64"),
    }
)


GAP_BINS = pd.DataFrame(
    [
        ("measured", 15000 + 2500 * n, 17500 + 2500 * n, "below", value)
        for n, value in enumerate((5, 6, 8, 12, 20, 27))
    ]
    + [
        ("measured", 30000 + 2500 * n, None if n == 6 else 32500 + 2500 * n, "passed", value)
        for n, value in enumerate((58, 63, 47, 36, 27, 18, 25))
    ]
    + [
        ("bmn", None if n == 0 else 7500 + 2500 * n, 10000 + 2500 * n, "below", value)
        for n, value in enumerate((22, 21, 27, 34, 41, 44, 40, 34, 27))
    ],
    columns=["source", "low_baht", "high_baht", "side", "households"],
).astype({"low_baht": "Float64", "high_baht": "Float64"})

CAUSE_SHARES = {
    "2410": (16, 51, 76, 46),
    "2408": (18, 54, 72, 42),
    "2406": (18, 52, 53, 35),
    "2411": (10, 42, 32, 15),
    "2409": (18, 46, 42, 32),
    "2403": (17, 47, 33, 36),
    "2401": (20, 51, 31, 27),
    "2402": (18, 45, 32, 29),
    "2405": (20, 41, 32, 29),
    "2407": (19, 43, 33, 15),
    "2404": (18, 45, 27, 30),
    "24": (18, 49, 49, 35),
}
CAUSES = ("attitude", "skill", "resource", "way_out")


def cause_frame() -> pd.DataFrame:
    rows = []
    for code, name, targets, *_ in DISTRICTS:
        row = {
            "level": "province" if len(code) == 2 else "district",
            "area_code": code,
            "area_th": name,
            "targets": targets,
        }
        for key, percent in zip(CAUSES, CAUSE_SHARES[code], strict=True):
            row |= {key: round(targets * percent / 100), f"{key}_share": percent / 100}
        rows.append(row)
    return pd.DataFrame(rows)


FLOWS = pd.DataFrame(
    {
        "flow": ["stayed", "rose", "fell", "new", "lost"],
        "label_th": ["ยังต่ำกว่าเกณฑ์", "ขึ้นพ้นเกณฑ์", "ตกลงมา", "ครัวเรือนใหม่", "ไม่พบ"],
        "households": [398, 287, 196, 48, 46],
    }
)
FLOW_TOTALS = pd.DataFrame(
    [
        {
            "previous_bmn_year_be": 2555,
            "bmn_year_be": 2556,
            "previous_poor": 731,
            "current_poor": 642,
        }
    ]
)

GROUPS = pd.DataFrame(
    [
        (kind, key, label, n, passed, below, n - passed - below)
        + (passed / n, below / n, (n - passed - below) / n)
        for kind, key, label, n, passed, below in (
            ("all", "all", "ทั้งหมด", 642, 274, 78),
            ("group", "develop", "กลุ่มพัฒนา", 505, 250, 50),
            ("group", "assist", "กลุ่มสงเคราะห์", 137, 24, 28),
            ("cause", "attitude", "ทัศนะ", 115, 54, 19),
            ("cause", "skill", "ทักษะ", 314, 141, 43),
            ("cause", "resource", "ทรัพยากร", 317, 88, 46),
            ("cause", "way_out", "ทางออก", 226, 86, 31),
        )
    ],
    columns=["kind", "key", "label_th", "targets", "passed", "below", "unmeasured"]
    + ["passed_share", "below_share", "unmeasured_share"],
)


@pytest.fixture
def about() -> About:
    return ABOUT


@pytest.fixture
def headline() -> PublicTable:
    return published("headline", pd.DataFrame([HEADLINE]))


@pytest.fixture
def districts() -> PublicTable:
    return published("districts", district_frame())


@pytest.fixture
def pace() -> PublicTable:
    return published("pace", pace_frame())


@pytest.fixture
def funnel() -> PublicTable:
    return published("funnel", FUNNEL)


@pytest.fixture
def gap_bins() -> PublicTable:
    return published("gap_bins", GAP_BINS)


@pytest.fixture
def causes() -> PublicTable:
    return published("causes", cause_frame())


@pytest.fixture
def flows() -> PublicTable:
    return published("flows", FLOWS)


@pytest.fixture
def flow_totals() -> PublicTable:
    return published("flow_totals", FLOW_TOTALS)


@pytest.fixture
def groups() -> PublicTable:
    return published("groups", GROUPS)
