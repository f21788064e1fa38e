"""States that every brief has to survive, as frames: hidden, empty, early, met, large, small."""

from dataclasses import replace
from datetime import date
from functools import cache

import pandas as pd

from povlib import figures
from povlib.disclosure import PublicTable
from povlib.figures.about import About

from .conftest import (
    ABOUT,
    CAUSES,
    FLOW_TOTALS,
    FLOWS,
    FUNNEL,
    GAP_BINS,
    GROUPS,
    HEADLINE,
    cause_frame,
    district_frame,
    pace_frame,
    published,
)

NUMBERS = [key for key in HEADLINE if key not in ("area_code", "area_th", "months_left")]
LONG = "อำเภอเฉลิมพระเกียรติเจ็ดสิบสองพรรษามหาราชินี"


def normal() -> dict[str, pd.DataFrame]:
    return {
        "headline": pd.DataFrame([HEADLINE]),
        "districts": district_frame(),
        "pace": pace_frame(),
        "funnel": FUNNEL,
        "gap_bins": GAP_BINS,
        "causes": cause_frame(),
        "flows": FLOWS,
        "flow_totals": FLOW_TOTALS,
        "groups": GROUPS,
    }


def tables(frames: dict[str, pd.DataFrame], **hidden) -> dict[str, PublicTable]:
    return {
        name: published(name, frame, hidden=hidden.get(name, ())) for name, frame in frames.items()
    }


def few_hidden(secret: int = 3) -> dict[str, PublicTable]:
    """Some cells of every table hidden; `secret` stands in their place before the gate."""
    frames, hidden = normal(), hidden_places()
    for name, places in hidden.items():
        frame = frames[name].copy()
        for row, column in places:
            if column != "status":
                frame.loc[row, column] = secret
        frames[name] = frame
    return tables(frames, **hidden)


def hidden_places() -> dict[str, tuple[tuple[int, str], ...]]:
    keys = ("passed", "passed_share", "needed", "required_per_month", "status")
    return {
        "districts": tuple((row, key) for row in (0, 3) for key in keys),
        "pace": ((1, "passed"), (1, "cumulative"), (4, "cumulative")),
        "funnel": ((1, "reached"), (1, "not_reached"), (3, "not_reached")),
        "gap_bins": ((0, "households"), (5, "households"), (14, "households")),
        "causes": tuple((3, f"{key}_share") for key in CAUSES),
        "flows": ((1, "households"), (4, "households")),
        "flow_totals": ((0, "previous_poor"),),
        "groups": tuple((2, f"{key}_share") for key in ("passed", "below", "unmeasured")),
    }


def all_hidden() -> dict[str, PublicTable]:
    headline = tuple((0, key) for key in NUMBERS)
    return few_hidden() | tables({"headline": normal()["headline"]}, headline=headline)


def no_targets() -> dict[str, PublicTable]:
    nothing = dict.fromkeys(NUMBERS, 0) | {key: None for key in NUMBERS if "share" in key}
    nothing |= {"status": "no_targets", "required_per_month": None, "mean_gap_baht": None}
    head = pd.DataFrame([HEADLINE | nothing])
    head = head.astype({k: "Float64" for k, v in nothing.items() if v is None})
    rows = [("2401", "เมืองฉะเชิงเทรา", 0, 0, 0, 0, None, "no_targets")]
    rows.append(("24", "ฉะเชิงเทรา", 0, 0, 0, 0, None, "no_targets"))
    empty = {name: frame.iloc[:0] for name, frame in normal().items()}
    frames = {"headline": head, "districts": district_frame(rows)}
    frames |= {"pace": pace_frame((0,) * 8, goal=0, required=0.0)}
    frames |= {"funnel": FUNNEL.assign(reached=0, not_reached=0)}
    frames |= {"groups": GROUPS.assign(targets=0, passed=0, below=0, unmeasured=0)}
    return tables(empty | frames)


def with_districts(rows: list[tuple]) -> dict[str, PublicTable]:
    return tables(normal() | {"districts": district_frame(rows)})


def one_district() -> dict[str, PublicTable]:
    rows = [(code, name, 60, 42, 40, 20, 5000, "behind") for code, name in PLACES]
    return with_districts(rows)


def many_districts() -> dict[str, PublicTable]:
    states = ("behind", "on_track", "met", "no_data")
    rows = [(f"24{n:02d}", f"{LONG} {n}", 40, 28, 30, n, 5000, states[n % 4]) for n in range(1, 31)]
    return with_districts([*rows, ("24", "ฉะเชิงเทรา", 1200, 840, 900, 465, 5000, "behind")])


def goal_met() -> dict[str, PublicTable]:
    met = {"passed": 642, "measured": 642, "below": 0, "unmeasured": 0, "passed_share": 1.0}
    met |= {"measured_share": 1.0, "needed": 0, "required_per_month": 0.0, "status": "met"}
    met |= {"ahead_of_plan": 342, "projected": 642, "supported_unmeasured": 0}
    met |= {"mean_gap_baht": None, "mean_income_below_baht": None, "cost_to_close_baht": None}
    head = pd.DataFrame([HEADLINE | met]).astype(
        {k: "Float64" for k, v in met.items() if v is None}
    )
    rows = [("2401", "เมือง", 642, 450, 642, 642, None, "met")]
    rows.append(("24", "ฉะเชิงเทรา", 642, 450, 642, 642, None, "met"))
    months = pace_frame((0, 100, 200, 142, 50, 50, 50, 50), required=0.0)
    return tables(normal() | {"headline": head, "districts": district_frame(rows), "pace": months})


def year_begins() -> dict[str, PublicTable]:
    early = {"passed": 0, "measured": 0, "plan_passed": 0, "needed": 450, "passed_share": 0.0}
    early |= {"status": "no_data", "measured_share": 0.0, "unmeasured": 642, "below": 0}
    early |= {"projected": None, "best_window_per_month": None, "last_month_passed": None}
    head = pd.DataFrame([HEADLINE | early])
    head = head.astype({k: "Float64" for k, v in early.items() if v is None})
    return tables(normal() | {"headline": head, "pace": pace_frame((), required=37.5)})


def nothing_passed() -> dict[str, PublicTable]:
    zero = {"passed": 0, "passed_share": 0.0, "projected": 0, "best_window_per_month": 0.0}
    zero |= {"last_month_passed": 0, "ahead_of_plan": -300, "needed": 450, "measured": 78}
    zero |= {"required_per_month": 112.5}
    head = pd.DataFrame([HEADLINE | zero])
    flows = FLOWS.assign(households=0)
    totals = FLOW_TOTALS.assign(previous_poor=0, current_poor=0)
    bins = GAP_BINS.assign(households=0)
    return tables(
        normal()
        | {"headline": head, "pace": pace_frame((0,) * 8), "flows": flows}
        | {"flow_totals": totals, "gap_bins": bins}
    )


def year_over() -> dict[str, PublicTable]:
    over = {"months_left": 0, "required_per_month": None, "needed": 20, "passed": 430}
    head = pd.DataFrame([HEADLINE | over]).astype({"required_per_month": "Float64"})
    months = pace_frame((0, 12, 41, 57, 62, 46, 22, 34, 40, 40, 40, 36))
    return tables(normal() | {"headline": head, "pace": months})


PLACES = [("2401", "เมืองฉะเชิงเทรา"), ("24", "ฉะเชิงเทรา")]

_MAKERS = {
    "normal": lambda: tables(normal()),
    "few_hidden": few_hidden,
    "all_hidden": all_hidden,
    "no_targets": no_targets,
    "one_district": one_district,
    "many_districts": many_districts,
    "goal_met": goal_met,
    "year_begins": year_begins,
    "nothing_passed": nothing_passed,
    "year_over": year_over,
}

STATES = {name: cache(maker) for name, maker in _MAKERS.items()}
"""Name of a state to a function that gives its tables, made once."""

DATES = {"year_begins": date(2013, 10, 1), "year_over": date(2014, 9, 30)}


def about_of(state: str) -> About:
    return replace(ABOUT, as_of=DATES.get(state, ABOUT.as_of), region_th="ภาคกลาง")


def drawings(t: dict[str, PublicTable], *, about: About) -> list:
    """Every figure of an attainment brief, in order."""
    return [
        figures.pace(t["pace"], t["headline"], about=about),
        figures.funnel(t["funnel"], t["headline"]),
        figures.districts(t["districts"], t["headline"], about=about),
        figures.district_map(t["districts"], None, about=about),
        figures.gap_bins(t["gap_bins"], t["headline"], about=about),
        figures.causes(t["causes"], t["districts"]),
        figures.flows(t["flows"], t["flow_totals"], about=about),
        figures.groups(t["groups"]),
        figures.certainty(t["headline"], about=about),
    ]


def brief(t: dict[str, PublicTable], *, about: About, shapes=None) -> str:
    """The whole page of a state."""
    d = [figures.part(figure) for figure in drawings(t, about=about)]
    if shapes is not None:
        d[3] = figures.part(figures.district_map(t["districts"], shapes, about=about))
    section = figures.Section
    sections = (
        section("จะทันสิ้นปีหรือไม่", (d[0], d[1])),
        section("ช้าที่ไหน", (d[2], d[3])),
        section("ติดขัดเพราะอะไร", (d[4], d[5])),
        section("ใครยังไม่พ้น และใครเข้ามาใหม่", (d[6], d[7])),
        section(
            "ทุกอำเภอ เรียง ก–ฮ",
            (figures.all_districts(t["districts"], t["headline"], about=about),),
        ),
        section(
            "ยังต้องทำอะไรก่อน 30 กันยายน",
            (figures.todo(t["headline"], t["districts"], about=about),),
        ),
        section(
            "มั่นใจได้แค่ไหน",
            (d[8], figures.certainty_facts(t["headline"], t["districts"], about=about, hidden=4)),
        ),
        section("วิธีคิดและที่มา", (figures.method(t["headline"], about=about),)),
    )
    opening = figures.opening(t["headline"], t["districts"], about=about, pace=t["pace"])
    return figures.page(figures.Brief(opening, sections, "<p>ที่มา: ทะเบียนสาธิต</p>"))
