"""What an attacker does with every table of a run: write down counts, and sums between.

He knows what the headings mean, which area lies in which, and that counts are not negative. He uses
nothing of the package but the tables it publishes. A mole tells him where the targets of a year are
exactly the poor of a round, household by household (where nobody moved, split or got lost).
"""

from collections import defaultdict
from itertools import combinations

import pandas as pd

FISCAL_YEAR = 2557
OUTCOMES = ("passed", "below", "unmeasured")
CAUSES = ("attitude", "skill", "resource", "way_out")
ROUNDS = (2555, 2556, 2557)
TARGETS_OF_ROUND = {2555: "before", 2556: "now"}


class Notebook:
    """What the attacker writes down: sets of households, their counts, and sums between them."""

    def __init__(self):
        self.place = {}
        self.counts = []
        self.is_printed = []
        self.sums = []

    def cell(self, universe, attributes, value=None, *, is_printed=False):
        key = (universe, frozenset(implied(attributes).items()))
        if key not in self.place:
            self.place[key] = len(self.counts)
            self.counts.append(None)
            self.is_printed.append(False)
        n = self.place[key]
        self.is_printed[n] |= is_printed
        if value is not None and not pd.isna(value):
            assert self.counts[n] in (None, int(value)), (key, self.counts[n], value)
            self.counts[n] = int(value)
        return n

    def read(self, universe, attributes, value):
        return self.cell(universe, attributes, value, is_printed=True)


def implied(attributes):
    """Add what everybody knows: months and bins say who passed, a step's state says the outcome."""
    known = dict(attributes)
    for name in ("month", "bin"):
        if name in known:
            known["outcome"] = known[name].split("|")[0]
    if "state" in known:
        known["outcome"] = "unmeasured" if known["state"] == "supported" else known["outcome"]
    if "outcome" in known:
        known["is_passed"] = "yes" if known["outcome"] == "passed" else "no"
        known["is_measured"] = "no" if known["outcome"] == "unmeasured" else "yes"
    if "flow" in known:
        before, now = {
            "stayed": ("yes", "yes"),
            "rose": ("yes", "no"),
            "fell": ("no", "yes"),
            "new": ("no", "yes"),
            "lost": ("yes", "no"),
        }[known["flow"]]
        known |= {"poor_2555": before, "poor_2556": now}
    return known


def area_of(row, here):
    """Give the attributes of the area a row is about."""
    if row.get("level") == "nation":
        return {}
    if row.get("level") == "region":
        return {"region": row["area_code"]}
    if row.get("level") == "province":
        return {"region": here["regions"][row["area_code"]], "province": row["area_code"]}
    if row.get("level") == "district":
        return here["area"] | {"district": row["area_code"]}
    return dict(here["area"])


def read_areas(note, table, here):
    for row in table.frame.to_dict("records"):
        area = area_of(row, here)
        for key, extra in AREA_COLUMNS.items():
            if key in row:
                note.read("now", area | extra, row[key])
        if "unmeasured" in row:
            note.read("now", area | {"is_measured": "yes"}, row["measured"])


AREA_COLUMNS = {
    "targets": {},
    "passed": {"outcome": "passed"},
    "below": {"outcome": "below"},
    "unmeasured": {"outcome": "unmeasured"},
    "supported_unmeasured": {"state": "supported"},
    "next_passed": {"next": "passed"},
    "next_below": {"next": "below"},
    "next_absent": {"next": "absent"},
    "targets_without_household": {"matched": "no"},
    "skipped_steps": {"skipped": "yes"},
    "late": {"late": "yes"},
    **{cause: {cause: "yes"} for cause in CAUSES},
}


def read_funnel(note, table, here):
    for row in table.frame.to_dict("records"):
        area, step = dict(here["area"]), row["process"]
        if table.name == "funnel_districts":
            area["district"] = row["area_code"]
        if table.name == "funnel_teams":
            area |= {"district": here["districts"][row["area_th"]]}
            area["team"] = f"{area['district']}|{row['team_id']}"
        if step == 0:
            note.read("now", area, row["reached"])
        elif step == 5:
            note.read("now", area | {"outcome": "passed"}, row["reached"])
            note.read("now", area | {"is_passed": "no"}, row["not_reached"])
        else:
            note.read("now", area | {f"step_{step}": "yes"}, row["reached"])
            note.read("now", area | {f"step_{step}": "no"}, row["not_reached"])


def read_pace(note, table, here):
    """Read months and running totals; a month that has not come yet is no secret, it is empty."""
    hidden = table.hidden
    rows = table.frame.assign(**{f"{key} is hidden": hidden[key] for key in hidden})
    for area, part in here["pace"](rows):
        months = []
        for row in part.sort_values("month").to_dict("records"):
            cell = area | {"month": f"passed|{row['month']}"}
            if pd.isna(row["cumulative"]) and not row["cumulative is hidden"]:
                note.cell("now", cell, 0)
                continue
            months.append(note.cell("now", cell))
            if "passed" in row:
                note.read("now", cell, row["passed"])
            total = note.read("now", area | {"up_to": row["month"]}, row["cumulative"])
            note.sums.append(([total], list(months)))


def read_bins(note, table, here):
    for row in table.frame.to_dict("records"):
        outcome = "unmeasured" if row["source"] == "bmn" else row["side"]
        name = f"{outcome}|{row['low_baht']}"
        if row["source"] == "bmn" and row["side"] == "passed":
            name = f"{outcome}|passed {row['low_baht']}"
        note.read("now", here["area"] | {"bin": name}, row["households"])


def read_groups(note, table, here):
    for row in table.frame.to_dict("records"):
        extra = {"group": {"group": row["key"]}, "cause": {row["key"]: "yes"}}.get(row["kind"], {})
        note.read("now", here["area"] | extra, row["targets"])
        for outcome in OUTCOMES:
            note.read("now", here["area"] | extra | {"outcome": outcome}, row[outcome])


def read_comparison(note, table, here):
    for row in table.frame.to_dict("records"):
        universe = "now" if row["fiscal_year_be"] == FISCAL_YEAR else "before"
        note.read(universe, area_of(row, here), row["targets"])
        passed = {"outcome": "passed"} if universe == "now" else {"was": "passed"}
        note.read(universe, area_of(row, here) | passed, row["passed"])


FLOWS = {
    ("yes", "yes"): ("stayed",),
    ("yes", "no"): ("rose", "lost"),
    ("no", "yes"): ("fell", "new"),
}


def read_flows(note, table, here):
    for row in table.frame.to_dict("records"):
        note.read("rounds", here["area"] | {"flow": row["flow"]}, row["households"])
    for (before, now), flows in FLOWS.items():
        both = note.cell("rounds", here["area"] | {"poor_2555": before, "poor_2556": now})
        parts = [note.cell("rounds", here["area"] | {"flow": flow}) for flow in flows]
        note.sums.append(([both], parts))


def read_flow_totals(note, table, here):
    for row in table.frame.to_dict("records"):
        note.read("rounds", here["area"] | {"poor_2555": "yes"}, row["previous_poor"])
        note.read("rounds", here["area"] | {"poor_2556": "yes"}, row["current_poor"])


def read_rounds(note, table, here):
    area, before = here["area"], None
    for row in table.frame.to_dict("records"):
        year = row["bmn_year_be"]
        poor = note.read("rounds", area | {f"poor_{year}": "yes"}, row["poor_households"])
        seen = note.read("rounds", area | {f"seen_{year}": "yes"}, row["households"])
        note.sums.append(([seen], [poor, note.cell("rounds", area | {f"well_{year}": "yes"})]))
        if before is not None:
            was, now = f"poor_{before}", f"poor_{year}"
            note.read("rounds", area | {was: "no", now: "yes"}, row["entered"])
            note.read("rounds", area | {was: "yes", now: "no"}, row["left"])
        if (year, area.get("province", "TH")) in here["mole"]:
            note.sums.append(([poor], [note.cell(TARGETS_OF_ROUND[year], area)]))
        before = year
    if ("next", area.get("province", "TH")) in here["mole"]:
        states = {"yes": ("below",), "no": ("passed", "absent")}
        for later, names in states.items():
            both = note.cell("rounds", area | {"poor_2556": "yes", "poor_2557": later})
            note.sums.append(([both], [note.cell("now", area | {"next": n}) for n in names]))


def read_indicators(note, table, here):
    """Read reported indicators; what is counted of the target households is known to be."""
    for row in table.frame.to_dict("records"):
        universe = f"indicator {row['kpi']}"
        whole = note.read(universe, here["area"], row["denominator"])
        done = note.read(universe, here["area"] | {"done": "yes"}, row["numerator"])
        note.sums.append(([whole], [done, note.cell(universe, here["area"] | {"done": "no"})]))
        targets = note.read("now", here["area"], row["targets"])
        if row["kpi"].endswith("ต่อครัวเรือนเป้าหมาย"):
            note.sums.append(([whole], [targets]))


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
    "indicators": read_indicators,
    "rounds": read_rounds,
    "comparison": read_comparison,
}
NO_HOUSEHOLDS = {"context", "teams"}


def read_run(studies, *, mole=frozenset()):
    """Read all tables of a run into one notebook."""
    note = Notebook()
    provinces = studies[0].tables["provinces"].frame
    names = provinces[provinces["level"] == "province"]
    regions = dict(zip(names["area_code"], names["region_th"], strict=True))
    region_codes = _region_codes(studies, regions)
    regions = {code: region_codes[name] for code, name in regions.items()}
    for study in studies:
        is_nation = study.level == "nation"
        area = (
            {} if is_nation else {"region": regions[study.area_code], "province": study.area_code}
        )
        here = {"area": area, "regions": regions, "mole": mole}
        here["pace"] = lambda rows, area=area: _pace_rows(rows, area, regions)
        if not is_nation:
            districts = study.tables["districts"].frame
            here["districts"] = dict(zip(districts["area_th"], districts["area_code"], strict=True))
        for name, table in study.tables.items():
            if name not in NO_HOUSEHOLDS:
                READERS[name](note, table, here)
    return note


def _region_codes(studies, regions):
    """Pair the regions' names with their codes, through the comparison of each province."""
    codes = {}
    for study in studies[1:]:
        frame = study.tables["comparison"].frame
        codes[regions[study.area_code]] = frame.loc[frame["level"] == "region", "area_code"].iloc[0]
    return {name: codes.get(name, name) for name in regions.values()}


def _pace_rows(rows, area, regions):
    if "area_code" not in rows:
        return [(area, rows)]
    return [
        ({"region": regions[code], "province": code}, part)
        for code, part in rows.groupby("area_code")
    ]


DOMAINS = {
    "outcome": OUTCOMES,
    "is_measured": ("yes", "no"),
    "is_passed": ("yes", "no"),
    **{f"step_{k}": ("yes", "no") for k in range(1, 5)},
    **{f"poor_{year}": ("yes", "no") for year in ROUNDS},
}


def add_unprinted(note):
    """Write down the other values of an attribute that is printed for one value only."""
    for universe, items in list(note.place):
        cell = dict(items)
        if {"month", "bin", "state", "up_to", "flow"} & set(cell):
            continue
        for name, values in DOMAINS.items():
            implies = {"outcome"} if name in ("is_measured", "is_passed") else set()
            if name not in cell or implies & set(cell):
                continue
            rest = {k: v for k, v in cell.items() if k == name or not k.startswith("is_")}
            for value in values:
                note.cell(universe, rest | {name: value})


def known_sums(note):
    """Bind each margin with its finer ones; what is not printed of a margin is one more unknown."""
    add_unprinted(note)
    margins = defaultdict(list)
    for (universe, items), n in list(note.place.items()):
        margins[(universe, frozenset(name for name, _ in items))].append((dict(items), n))
    for (one, few), (other, many) in combinations(sorted(margins, key=_size), 2):
        if one != other or "up_to" in few | many:
            continue
        if few < many:
            _bind(note, margins[(one, few)], margins[(other, many)], sorted(few), few, many)
        elif not few > many and (one, few & many) not in margins:
            _bind_shared(note, margins[(one, few)], margins[(other, many)], sorted(few & many))


def _size(margin):
    return (margin[0], len(margin[1]), sorted(margin[1]))


FULL = {"region", "province", "district", *DOMAINS}
"""Attributes of which every value is printed (the region and province of a district are known)."""


def _bind(note, wholes, parts, shared, few, many):
    found = defaultdict(list)
    for cell, n in parts:
        found[tuple(cell[name] for name in shared)].append(n)
    for cell, n in wholes:
        key = tuple(cell[name] for name in shared)
        if key not in found:
            continue
        inside = list(found[key])
        if not (many - few) <= FULL:
            note.counts.append(None)
            note.is_printed.append(False)
            inside.append(len(note.counts) - 1)
        note.sums.append(([n], inside))


def _bind_shared(note, left, right, shared):
    """Two margins without a printed common total: equal where both are printed in full."""
    sides = defaultdict(lambda: ([], []))
    for side, cells in enumerate((left, right)):
        for cell, n in cells:
            if not set(cell) - set(shared) <= FULL:
                return
            sides[tuple(cell[name] for name in shared)][side].append(n)
    note.sums.extend(pair for pair in sides.values() if pair[0] and pair[1])
