"""An attacker reads every table of a run, as any reader would, and solves for what is hidden.

He knows what the headings mean, which area lies in which, and that counts are not negative. He uses
nothing of the package but the tables it publishes.
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
        known |= {"poor_before": before, "poor_now": now}
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
            note.cell("now", area | {"outcome": "unmeasured"})
            # a sum of two counts of other columns, hidden with targets: bounded by these alone
            note.cell("now", area | {"is_measured": "yes"}, row["measured"])


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


def read_flows(note, table, here):
    for row in table.frame.to_dict("records"):
        if table.name == "flows":
            note.read("rounds", here["area"] | {"flow": row["flow"]}, row["households"])
        else:
            before = note.read(
                "rounds", here["area"] | {"poor_before": "yes"}, row["previous_poor"]
            )
            now = note.read("rounds", here["area"] | {"poor_now": "yes"}, row["current_poor"])
            flows = {
                f: note.cell("rounds", here["area"] | {"flow": f})
                for f in ("stayed", "rose", "fell", "new", "lost")
            }
            note.sums.append(([before], [flows[f] for f in ("stayed", "rose", "lost")]))
            note.sums.append(([now], [flows[f] for f in ("stayed", "fell", "new")]))


def read_rounds(note, table, here):
    names = {2556: "poor_now", 2555: "poor_before"}
    for row in table.frame.to_dict("records"):
        year = row["bmn_year_be"]
        poor = {names.get(year, f"poor_{year}"): "yes"}
        n = note.read("rounds", here["area"] | poor, row["poor_households"])
        if year == YEARS["bmn_year_be"]:
            # the targets of a fiscal year are the poor households of its BMN round
            note.sums.append(([n], [note.cell("now", here["area"])]))
        note.read("rounds", here["area"] | {f"seen_{year}": "yes"}, row["households"])


def read_indicators(note, table, here):
    """Read reported indicators; where targets are hidden a row is hidden with them."""
    for row in table.frame.to_dict("records"):
        universe = f"indicator {row['kpi']}"
        put = note.cell if pd.isna(row["targets"]) else note.read
        whole = put(universe, here["area"], row["denominator"])
        done = put(universe, here["area"] | {"done": "yes"}, row["numerator"])
        note.sums.append(([whole], [done, note.cell(universe, here["area"] | {"done": "no"})]))
        note.read("now", here["area"], row["targets"])


READERS = {
    **dict.fromkeys(
        ("headline", "districts", "provinces", "causes", "joins", "quality"), read_areas
    ),
    **dict.fromkeys(("funnel", "funnel_districts", "funnel_teams"), read_funnel),
    **dict.fromkeys(("pace", "pace_provinces"), read_pace),
    **dict.fromkeys(("flows", "flow_totals"), read_flows),
    "gap_bins": read_bins,
    "groups": read_groups,
    "indicators": read_indicators,
    "rounds": read_rounds,
    "comparison": read_comparison,
}
NO_HOUSEHOLDS = {"context", "teams"}


def read_run(studies):
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
        here = {"area": area, "regions": regions}
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
}


def add_unprinted(note):
    """Write down the other values of an attribute that is printed for one value only."""
    for universe, items in list(note.place):
        cell = dict(items)
        if {"month", "bin", "state", "up_to"} & set(cell):
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


FULL = {"region", "province", "district", "outcome", "is_passed", "is_measured"} | {
    f"step_{k}" for k in range(1, 5)
}
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


def attack(seed):
    """Make one register, publish it whole, and give what the attacker finds."""
    households = (10_000, 20_000, 40_000)[seed % 3]
    with TemporaryDirectory() as folder:
        register = Path(folder) / "register"
        make_register(register, households=households, years=2, seed=seed, provinces=["17", "15"])
        note = read_run(studies_of(register))
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
