"""How an attacker reads each file of a report: which set of households a number is a count of."""

from collections import defaultdict

from tests.disclosure.attacker import FLOWS, OUTCOMES
from tests.disclosure.attacker_infers import infer_months, infer_place, infer_round, infer_share

CAUSES = ("attitude", "skill", "resource", "way_out")
AREA_COLUMNS = {
    "targets": {},
    "passed": {"outcome": "passed"},
    "below": {"outcome": "below"},
    "unmeasured": {"outcome": "unmeasured"},
    "measured": {"is_measured": "yes"},
    "supported_unmeasured": {"state": "supported"},
    "next_passed": {"next": "passed"},
    "next_below": {"next": "below"},
    "next_absent": {"next": "absent"},
    "targets_without_household": {"matched": "no"},
    "skipped_steps": {"skipped": "yes"},
    "late": {"late": "yes"},
    **{cause: {cause: "yes"} for cause in CAUSES},
}
FOLLOWUPS = (
    "followup_rows",
    "followup_used",
    "followup_after_as_of",
    "followup_before_fiscal_year",
)


def read_report(note, report, here):
    """Write down all files of one report."""
    for name, rows in report.tables.items():
        here.where = f"{report.area_code}/{name}"
        READERS[name](note, rows, here)
    here.where = f"{report.area_code}/manifest"
    if report.doors:
        read_doors(note, report.doors, here)


def read_doors(note, doors, here):
    """Read the row counts at the doors; the nation's are those of the provinces with targets."""
    cells = {"target_rows": {}, "target_matched": {"matched": "yes"}}
    for name, extra in (cells | {"target_unmatched": {"matched": "no"}}).items():
        note.read("now", here.area | extra, doors[name], where=here.where)
    states = ({f"known_{note.bmn_year}": "yes"}, {f"without_{note.bmn_year}": "yes"})
    area = str(sorted(here.area.items()))
    rows = note.cell("doors", {"of": area, "is": "households"}, doors["household_rows"])
    areas = [here.area] if here.area else here.with_targets
    parts = [note.cell("rounds", area | state) for area in areas for state in states]
    note.sums.append(([rows], parts))
    strays = note.read("strays", here.area, doors["followup_without_target"], where=here.where)
    rest = [note.cell("doors", {"of": area, "is": name}, doors[name]) for name in FOLLOWUPS]
    note.sums.append(([rest[0]], [strays, *rest[1:]]))
    if doors["followup_used"] is not None:
        used = int(doors["followup_used"])
        steps = [note.cell("now", here.area | {f"step_{k}": "yes"}) for k in range(1, 5)]
        note.limit([(1, n) for n in steps], at_most=used)
        note.limit([(1, note.cell("now", here.area | {"is_measured": "yes"}))], at_most=used)


def read_areas(note, rows, here):
    for row in rows:
        area = here.area_of(row)
        for key, extra in AREA_COLUMNS.items():
            if key in row:
                note.read("now", area | extra, row[key], where=here.where)
        if "followups_without_target" in row:
            note.read("strays", area, row["followups_without_target"], where=here.where)
        infer_place(note, row, area, here=here)
        for cause in CAUSES:
            infer_share(note, row, f"{cause}_share", area | {cause: "yes"}, of=area)


def read_funnel(note, rows, here):
    for row in rows:
        area, step = here.area_of(row), int(row["process"])
        if "team_id" in row:
            area = here.area | {"district": here.districts[row["area_th"]]}
            area["team"] = f"{area['district']}|{row['team_id']}"
        yes, no = {f"step_{step}": "yes"}, {f"step_{step}": "no"}
        if step in (0, 5):
            yes, no = ({"outcome": "passed"}, {"is_passed": "no"}) if step else ({}, None)
        note.read("now", area | yes, row["reached"], where=here.where)
        if no is not None and row["not_reached"] != "":
            note.read("now", area | no, row["not_reached"], where=here.where)


def read_pace(note, rows, here):
    """Read months and running totals; a month that has not come yet is no secret, it is empty."""
    parts = defaultdict(list)
    for row in rows:
        parts[row.get("area_code", "")].append(row)
    for code, part in parts.items():
        area = here.province(code) if code else here.area
        months = []
        for row in sorted(part, key=lambda row: row["month"]):
            cell = area | {"month": f"passed|{row['month']}"}
            if row["cumulative"] == "":
                note.cell("now", cell, "0")
                continue
            months.append(note.cell("now", cell))
            if "passed" in row:
                note.read("now", cell, row["passed"], where=here.where)
            up_to = area | {"up_to": row["month"]}
            total = note.read("now", up_to, row["cumulative"], where=here.where)
            note.sums.append(([total], list(months)))
        if not code:
            infer_months(note, part, months, here=here)


def read_bins(note, rows, here):
    for row in rows:
        outcome = "unmeasured" if row["source"] == "bmn" else row["side"]
        is_other = row["source"] == "bmn" and row["side"] == "passed"
        name = f"{outcome}|{'passed ' if is_other else ''}{row['low_baht']}"
        note.read("now", here.area | {"bin": name}, row["households"], where=here.where)


def read_groups(note, rows, here):
    for row in rows:
        extra = {"group": {"group": row["key"]}, "cause": {row["key"]: "yes"}}.get(row["kind"], {})
        area = here.area | extra
        note.read("now", area, row["targets"], where=here.where)
        for outcome in OUTCOMES:
            note.read("now", area | {"outcome": outcome}, row[outcome], where=here.where)
            infer_share(note, row, f"{outcome}_share", area | {"outcome": outcome}, of=area)


def read_comparison(note, rows, here):
    for row in rows:
        is_now = int(row["fiscal_year_be"]) == note.bmn_year + 1
        universe, passed = ("now", "outcome") if is_now else ("before", "was")
        area = here.area_of(row)
        part = area | {passed: "passed"}
        note.read(universe, area, row["targets"], where=here.where)
        note.read(universe, part, row["passed"], where=here.where)
        infer_share(note, row, "passed_share", part, of=area, universe=universe)


def read_flows(note, rows, here):
    was, now = f"poor_{note.bmn_year - 1}", f"poor_{note.bmn_year}"
    for row in rows:
        flow = here.area | {"flow": row["flow"]}
        note.read("rounds", flow, row["households"], where=here.where)
    for states in set(FLOWS.values()) if rows else ():
        both = note.cell("rounds", here.area | dict(zip((was, now), states, strict=True)))
        flows = [here.area | {"flow": flow} for flow in FLOWS if FLOWS[flow] == states]
        note.sums.append(([both], [note.cell("rounds", flow) for flow in flows]))


def read_flow_totals(note, rows, here):
    for row in rows:
        for key in ("previous", "current"):
            year = row["bmn_year_be" if key == "current" else "previous_bmn_year_be"]
            poor = here.area | {f"poor_{year}": "yes"}
            note.read("rounds", poor, row[f"{key}_poor"], where=here.where)


def read_rounds(note, rows, here):
    area, before = here.area, None
    for row in rows:
        year = int(row["bmn_year_be"])
        own = {"where": here.where}
        poor = note.read("rounds", area | {f"poor_{year}": "yes"}, row["poor_households"], **own)
        known = note.read("rounds", area | {f"known_{year}": "yes"}, row["households"], **own)
        note.sums.append(([known], [poor, note.cell("rounds", area | {f"well_{year}": "yes"})]))
        infer_round(note, row, poor=poor, known=known)
        if before is not None:
            was, now = f"poor_{before}", f"poor_{year}"
            note.read("rounds", area | {was: "no", now: "yes"}, row["entered"], **own)
            note.read("rounds", area | {was: "yes", now: "no"}, row["left"], **own)
        if (year, area.get("province", "TH")) in here.mole:
            universe = "now" if year == note.bmn_year else "before"
            note.sums.append(([poor], [note.cell(universe, area)]))
        before = year
    if ("next", area.get("province", "TH")) in here.mole:
        was, now = f"poor_{note.bmn_year}", f"poor_{note.bmn_year + 1}"
        for later, names in {"yes": ("below",), "no": ("passed", "absent")}.items():
            both = note.cell("rounds", area | {was: "yes", now: later})
            note.sums.append(([both], [note.cell("now", area | {"next": n}) for n in names]))


def read_explorer(note, rows, here):
    """Read what the explorer says of a province's round: with a known income, and without one."""
    for row in rows:
        known = here.area | {f"known_{note.bmn_year}": "yes"}
        without = here.area | {f"without_{note.bmn_year}": "yes"}
        note.cell("rounds", known, row["households"])
        note.read("rounds", without, row["households_without_income"], where=here.where)


def read_indicators(note, rows, here):
    """Read reported indicators; what is counted of the target households is known to be."""
    for row in rows:
        universe, own = f"indicator {row['kpi']}", {"where": here.where}
        whole = note.read(universe, here.area, row["denominator"], **own)
        done = note.read(universe, here.area | {"done": "yes"}, row["numerator"], **own)
        note.sums.append(([whole], [done, note.cell(universe, here.area | {"done": "no"})]))
        targets = note.read("now", here.area, row["targets"], **own)
        if row["kpi"].endswith("ต่อครัวเรือนเป้าหมาย"):
            note.sums.append(([whole], [targets]))
        done_of = {"of": here.area, "universe": universe}
        infer_share(note, row, "share", here.area | {"done": "yes"}, **done_of)


def read_needs(note, rows, here):
    """Read those that have not passed, by cause, group and the occupation that they plan."""
    waiting = here.area | {"is_passed": "no"}
    for row in rows:
        of = {"group": {"group": row["key"]}, "cause": {row["key"]: "yes"}}
        extra = of.get(row["kind"], {f"plans_{row['key']}": "yes"})
        note.read("now", waiting | extra, row["targets"], where=here.where)
        note.read("now", waiting, row["all_targets"], where=here.where)
        told = row["targets"], row["all_targets"]
        shown = row["gap_baht_year"], row["all_gap_baht_year"]
        note.faults += [
            (here.where, row["key"], "a sum of hidden households")
            for count, baht in zip(told, shown, strict=True)
            if count is None and baht is not None
        ]
        if None in told and row["weight_share"] is not None:
            note.faults.append((here.where, row["key"], "a share of hidden households"))


READERS = {
    **dict.fromkeys(
        ("headline", "districts", "provinces", "causes", "joins", "quality"), read_areas
    ),
    **dict.fromkeys(("funnel", "funnel_districts", "funnel_teams"), read_funnel),
    **dict.fromkeys(("pace", "pace_provinces"), read_pace),
    "flows": read_flows,
    "flow_totals": read_flow_totals,
    "gap_bins": read_bins,
    "groups": read_groups,
    "needs": read_needs,
    "indicators": read_indicators,
    "rounds": read_rounds,
    "explorer": read_explorer,
    "comparison": read_comparison,
}
