"""Runs on made-up registers, every file of which an attacker has read: he finds nothing hidden.

A mole tells him where the targets of a year are exactly the poor of a round, household by household
(where nobody moved, split or got lost).
"""

import json
import shutil
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd
import pytest

from povlib import data
from povlib.data.demo import make_register
from povlib.disclosure import count_of
from povlib.fleet import map_jobs
from povlib.params import read_occupations
from povlib.reports.payload import table_data, table_payload
from povlib.reports.tables import csv_bytes
from povlib.reports.way import choose_way
from povlib.study import income_at, open_income, open_nation, open_province
from povlib.study.gate import Gate
from povlib.study.nation import nation_pattern
from povlib.study.needs import needs
from povlib.study.rules import read_rules
from povlib.study.waiting import occupation_attribute, read_waiting
from tests.disclosure.attacker import Notebook, known_sums
from tests.disclosure.attacker_files import read_run
from tests.disclosure.attacker_solves import narrow_cells

YEARS = {"fiscal_year_be": 2557, "bmn_year_be": 2556, "as_of": date(2014, 5, 31)}
REGISTERS = 50
SPARSE = 2
ROUNDS = (2555, 2556, 2557)
TARGETS_OF_ROUND = {2555: "before", 2556: "now"}
PLACES = ("17", "15", "16", "27", "37", "39", "49", "93", "96")


def write_run(register, folder):
    """Write the tables and counts at the doors that a run writes, without kernels."""
    codes = data.provinces(register, "target", year_be=YEARS["fiscal_year_be"])
    _write_report(register, open_nation(register, **YEARS), folder / "national_overview" / "TH")
    for code in codes:
        study = open_province(register, province_code=code, **YEARS)
        _write_report(register, study, folder / "target_attainment" / code)
        _write_explorer(register, folder / "target_attainment" / code)


def _write_report(register, study, folder):
    (folder / "tables").mkdir(parents=True)
    for table in [*study.tables.values(), _needs_of(register, study)]:
        content = csv_bytes(table_data(table_payload(table)))
        (folder / "tables" / f"{table.name}.csv").write_bytes(content)
    told = {"as_of": study.as_of.isoformat()}
    manifest = {"parameters": told, "study": {"doors": dict(study.doors)}}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def _write_explorer(register, folder):
    """Write beside a brief what the explorer shows of its province at the policy line."""
    view = open_income(register, bmn_year_be=YEARS["bmn_year_be"], province_code=folder.name)
    table = income_at(view, line_baht=view.line_baht)["headline"]
    content = csv_bytes(table_data(table_payload(table)))
    (folder / "tables" / "explorer.csv").write_bytes(content)


def _needs_of(register, study):
    manifest = data.read_manifest(register)
    rules = read_rules(Path("params"), **YEARS, accept_unconfirmed=False)
    targets = nation_pattern(register, manifest=manifest, rules=rules)
    return needs(
        register,
        manifest=manifest,
        gate=Gate(targets, source_th="", is_demo=True),
        area_code=study.area_code,
        occupations=read_occupations(Path("params/lessons/occupations.yml")),
        rules=rules,
    )


def _waiting_of(register, *, rules):
    occupations = read_occupations(Path("params/lessons/occupations.yml"))
    manifest = data.read_manifest(register)
    return read_waiting(register, manifest=manifest, occupations=occupations, rules=rules)


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


def make_run(seed, folder):
    """Make one register and a run of it; give the run's folder and what the mole says."""
    draw = np.random.default_rng(seed)
    codes = draw.choice(PLACES, 1 + seed % 3, replace=False).tolist()
    households = int(draw.choice([5_000, 7_000, 10_000, 20_000]))
    register, run = folder / "register", folder / str(YEARS["fiscal_year_be"])
    make_register(register, households=households, years=3, seed=seed, provinces=codes)
    write_run(register, run)
    return run, ask_mole(register)


def found_in(run, *, mole=frozenset(), seed=1):
    """Give all that the attacker finds in the files of a run."""
    note = read_run(run, mole=mole)
    known_sums(note)
    names = {n: key for key, n in note.place.items()}
    return [*note.faults, *((names[n], *bounds) for n, *bounds in narrow_cells(note, seed=seed))]


def attack(seed):
    with TemporaryDirectory() as folder:
        run, mole = make_run(seed, Path(folder))
        return found_in(run, mole=mole, seed=seed)


@pytest.mark.slow
def test_no_hidden_cell_of_fifty_runs_is_known_more_narrowly_than_zero_to_four():
    way = choose_way(workers=2)
    outcomes = list(map_jobs(range(REGISTERS), work=attack, workers=2, context=way.context))
    assert len(outcomes) == REGISTERS
    assert not [outcome for outcome in outcomes if outcome.result != []]


@pytest.fixture(scope="module")
def sparse_run(tmp_path_factory):
    """One run of a sparse register: its register and its files."""
    folder = tmp_path_factory.mktemp("attacked")
    run, _ = make_run(SPARSE, folder)
    return folder / "register", run


@pytest.mark.slow
def test_the_attacker_finds_what_the_last_hidden_district_loses_when_others_are_shown(
    sparse_run, tmp_path
):
    register, run = sparse_run
    leaked = shutil.copytree(run, tmp_path / run.name)
    show_targets(leaked, register, tables=("districts", "causes", "quality"))
    found = found_in(leaked)
    assert any("district" in dict(cell[1]) and low == high for cell, low, high in found)


@pytest.mark.slow
def test_the_attacker_finds_a_cell_that_only_one_file_shows(sparse_run, tmp_path):
    register, run = sparse_run
    leaked = shutil.copytree(run, tmp_path / run.name)
    show_targets(leaked, register, tables=("quality",))
    assert "hidden in one file, shown in another" in {
        fault[-1] for fault in read_run(leaked).faults
    }


@pytest.mark.slow
def test_the_attacker_finds_the_last_hidden_count_of_an_occupation_when_others_are_shown(
    sparse_run, tmp_path
):
    register, run = sparse_run
    leaked = shutil.copytree(run, tmp_path / run.name)
    key = show_occupation(leaked, register)
    found = found_in(leaked)
    assert any(f"plans_{key}" in dict(cell[1]) and low == high for cell, low, high in found)


def show_occupation(run, register):
    """Write into the files the hidden counts of one occupation, but of the last place."""
    rules = read_rules(Path("params"), **YEARS, accept_unconfirmed=False)
    truth = _waiting_of(register, rules=rules).pattern
    files = sorted(run.glob("*/*/tables/needs.csv"))
    tables = {path: pd.read_csv(path, dtype=str, keep_default_na=False) for path in files}
    hidden = [
        (rows.loc[n, "key"], path, n)
        for path, rows in tables.items()
        for n in rows.index[(rows["kind"] == "occupation") & rows["targets"].str.startswith("ซ่อน")]
    ]
    key = max({one[0] for one in hidden}, key=[one[0] for one in hidden].count)
    places = [(path, n) for name, path, n in hidden if name == key]
    for path, n in places[:-1]:
        code = path.parts[-3]
        place = {} if code == "TH" else {"province_code": code}
        count = count_of(truth, {**place, occupation_attribute(key): "yes"})
        tables[path].loc[n, "targets"] = str(count)
        tables[path].to_csv(path, index=False, encoding="utf-8-sig")
    return key


def show_targets(run, register, *, tables):
    """Write into files of a province the targets of all hidden districts but the last one."""
    for folder in sorted((run / "target_attainment").iterdir()):
        rows = pd.read_csv(folder / "tables" / "districts.csv", dtype=str)
        hidden = rows.loc[rows["targets"].str.startswith("ซ่อน"), "area_code"].tolist()
        if len(hidden) > 1:
            break
    year = YEARS["fiscal_year_be"]
    targets = data.read_unit(register, "target", year_be=year, province_code=folder.name)
    counts = (targets["village_code"] // 10_000).astype(str).value_counts()
    for name in tables:
        path = folder / "tables" / f"{name}.csv"
        rows = pd.read_csv(path, dtype=str, keep_default_na=False)
        is_shown = rows["area_code"].isin(hidden[:-1])
        rows.loc[is_shown, "targets"] = rows["area_code"].map(counts).astype("Int64").astype(str)
        rows.to_csv(path, index=False, encoding="utf-8-sig")


@pytest.mark.slow
def test_the_attacker_finds_how_few_have_no_income_when_all_rows_of_the_round_are_told(
    sparse_run, tmp_path
):
    register, run = sparse_run
    leaked = shutil.copytree(run, tmp_path / run.name)
    year = YEARS["bmn_year_be"]
    for folder in (leaked / "target_attainment").iterdir():
        rows = len(data.read_unit(register, "household", year_be=year, province_code=folder.name))
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        manifest["study"]["doors"]["household_rows"] = rows
        (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    found = found_in(leaked)
    assert any(f"without_{year}" in dict(cell[1]) and low == high for cell, low, high in found)


def test_the_attacker_finds_what_one_subtraction_gives():
    note = Notebook()
    for outcome, count in (("passed", 20), ("below", None), ("unmeasured", 7)):
        note.read("now", {"outcome": outcome}, count)
    note.read("now", {}, 30)
    known_sums(note)
    assert [low for _, low, _ in narrow_cells(note, seed=1)] == [3.0]
