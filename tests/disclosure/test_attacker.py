"""An attacker reads every table of a run, as any reader would, and solves for what is hidden.

He knows what the headings mean, which area lies in which, and that counts are not negative. He uses
nothing of the package but the tables it publishes. A mole tells him where the targets of a year are
exactly the poor of a round, household by household (where nobody moved, split or got lost).
"""

from collections import defaultdict
from datetime import date
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd
import pytest
from scipy import sparse
from scipy.optimize import linprog

from povlib import data
from povlib.data.demo import make_register
from povlib.fleet import map_jobs
from povlib.study import open_nation, open_province

YEARS = {"fiscal_year_be": 2557, "bmn_year_be": 2556, "as_of": date(2014, 5, 31)}
REGISTERS = 50
OUTCOMES = ("passed", "below", "unmeasured")
CAUSES = ("attitude", "skill", "resource", "way_out")
REST = "(not printed)"
WIDE = 4
ROUNDS = (2555, 2556, 2557)
PLACES = ("17", "15", "16", "27", "37", "39", "49", "93", "96")
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
        universe = "now" if row["fiscal_year_be"] == YEARS["fiscal_year_be"] else "before"
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


def system_of(note):
    hidden = [n for n, value in enumerate(note.counts) if value is None]
    column = {n: k for k, n in enumerate(hidden)}
    rows = []
    for left_side, right_side in note.sums:
        row, total = defaultdict(float), 0.0
        for sign, side in ((1.0, left_side), (-1.0, right_side)):
            for n in side:
                if n in column:
                    row[column[n]] += sign
                else:
                    total -= sign * note.counts[n]
        entries = tuple(sorted((k, v) for k, v in row.items() if v))
        if entries:
            rows.append((entries, total))
        else:
            assert abs(total) < 1e-9, "printed numbers contradict each other"
    rows = sorted(set(rows))
    places = [(r, k, v) for r, (entries, _) in enumerate(rows) for k, v in entries]
    table = np.array(places, dtype=float).reshape(-1, 3)
    matrix = sparse.csr_array(
        (table[:, 2], (table[:, 0].astype(int), table[:, 1].astype(int))),
        shape=(len(rows), len(hidden)),
    )
    return hidden, matrix, np.array([total for _, total in rows])


def narrow_cells(note, *, seed):
    """List printed hidden cells whose bounds are closer than 4; extreme solutions settle most."""
    hidden, matrix, right = system_of(note)
    low, high = np.full(len(hidden), np.inf), np.full(len(hidden), -np.inf)
    is_printed = np.array([note.is_printed[n] for n in hidden], dtype=bool)
    draw = np.random.default_rng(seed)
    for _ in range(60):
        narrow = np.flatnonzero(is_printed & ~(high - low >= WIDE - 1e-6))
        if not len(narrow):
            return []
        goal = np.zeros(len(hidden))
        goal[narrow] = draw.choice([-1.0, 0.0, 1.0], len(narrow))
        result = linprog(goal, A_eq=matrix, b_eq=right, bounds=(0, 5_000), method="highs-ds")
        assert result.status == 0, result.message
        low, high = np.minimum(low, result.x), np.maximum(high, result.x)
    found = []
    for k in np.flatnonzero(is_printed & ~(high - low >= WIDE - 1e-6)).tolist():
        bounds = [_extreme(matrix, right, k, sign) for sign in (1.0, -1.0)]
        if bounds[1] - bounds[0] < WIDE - 1e-6:
            found.append((hidden[k], *bounds))
    return found


def _extreme(matrix, right, k, sign):
    goal = np.zeros(matrix.shape[1])
    goal[k] = sign
    result = linprog(goal, A_eq=matrix, b_eq=right, bounds=(0, 5_000), method="highs-ds")
    assert result.status == 0, result.message
    return sign * result.fun


def studies_of(register):
    codes = data.provinces(register, "target", year_be=YEARS["fiscal_year_be"])
    return [
        open_nation(register, **YEARS),
        *(open_province(register, province_code=code, **YEARS) for code in codes),
    ]


def ask_mole(register):
    """Say where targets and poor are the same households: (round or "next", area)."""
    homes = {year: _read(register, "household", year) for year in ROUNDS}
    targets = {year: _read(register, "target", year + 1) for year in TARGETS_OF_ROUND}
    codes = sorted(homes[2556]["province"].unique())
    told = {(year, "TH") for year in targets if _ids(targets[year]) == _ids(_poor(homes[year]))}
    for code in codes:
        told |= {
            (year, code)
            for year, found in targets.items()
            if _ids(found, code) == _ids(_poor(homes[year]), code)
            and (year == 2556 or not _moved(homes[2555], homes[2556], code))
        }
    heirs = homes[2557][~homes[2557]["origin_household_id"].isin(homes[2557]["household_id"])]
    for code in ["TH", *codes] if (2556, "TH") in told else []:
        ids = _ids(targets[2556], None if code == "TH" else code)
        if (2556, code) in told and not ids & set(heirs["origin_household_id"].dropna()):
            told.add(("next", code))
    return frozenset(told)


def _read(register, table, year_be):
    codes = data.provinces(register, table, year_be=year_be)
    parts = [data.read_unit(register, table, year_be=year_be, province_code=c) for c in codes]
    return pd.concat([p.assign(province=c) for p, c in zip(parts, codes, strict=True)])


def _ids(rows, code=None):
    return set(rows.loc[rows["province"] == code if code else slice(None), "household_id"])


def _poor(homes):
    parts = homes.filter(like="income_").sum(axis=1, skipna=False)
    return homes[parts / homes["members"] < 30_000]


def _moved(before, after, code):
    """Tell whether a household, or one split off from it, came to a province or left it."""
    root = after["household_id"].where(
        after["household_id"].isin(before["household_id"]), after["origin_household_id"]
    )
    was = before.set_index("household_id")["province"].reindex(root).to_numpy()
    now = after["province"].to_numpy()
    return bool((((was == code) | (now == code)) & (was != now) & pd.notna(was)).any())


def attack(seed):
    """Make one register, publish it whole, and give what the attacker finds."""
    draw = np.random.default_rng(seed)
    codes = draw.choice(PLACES, 1 + seed % 3, replace=False).tolist()
    households = int(draw.choice([5_000, 7_000, 10_000, 20_000]))
    with TemporaryDirectory() as folder:
        register = Path(folder) / "register"
        make_register(register, households=households, years=3, seed=seed, provinces=codes)
        note = read_run(studies_of(register), mole=ask_mole(register))
    known_sums(note)
    names = {n: key for key, n in note.place.items()}
    return [(names[n], low, high) for n, low, high in narrow_cells(note, seed=seed)]


@pytest.mark.slow
def test_no_hidden_cell_of_fifty_runs_is_known_more_narrowly_than_zero_to_four():
    outcomes = list(map_jobs(range(REGISTERS), work=attack, workers=2))
    assert len(outcomes) == REGISTERS
    assert not [outcome for outcome in outcomes if outcome.error or outcome.result]


def test_the_attacker_finds_what_one_subtraction_gives():
    note = Notebook()
    for outcome, count in (("passed", 20), ("below", None), ("unmeasured", 7)):
        note.read("now", {"outcome": outcome}, count)
    note.read("now", {}, 30)
    known_sums(note)
    assert [low for _, low, _ in narrow_cells(note, seed=1)] == [3.0]
