import csv
import io
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner
from python_calamine import CalamineWorkbook

from povlib.cli import main
from povlib.data import (
    demo,
    provinces,
    read_manifest,
    read_unit,
    years_be,
)
from povlib.data.demo.files import FAULTS
from povlib.data.demo.plan import NO_TARGET_PROVINCES, make_plan
from povlib.errors import AreaError, ParamsError, PovError, RegisterError
from povlib.schema import TABLES

PARAMS = Path(__file__).parents[2] / "params"
INCOMES = [c for c in TABLES["household"].columns if c.startswith("income_")]


def make(path, **arguments):
    given = {"households": 20_000, "years": 2, "provinces": ("83", "85"), "params_dir": PARAMS}
    demo.make_register(path, **{**given, **arguments})
    return {unit.key: unit.sha256 for unit in read_manifest(path).units}


def households(register, *, code, year_be):
    frame = read_unit(register, "household", year_be=year_be, province_code=code)
    per_person = frame[INCOMES].sum(axis=1, skipna=False) / frame["members"]
    return frame.assign(income_baht_person_year=per_person)


def test_full_plan_has_45130_targets_in_69_provinces():
    plan = make_plan(params_dir=PARAMS)
    targets = {code: p.poor_households for code, p in plan.provinces.items()}
    assert len(targets) == 76
    assert sum(targets.values()) == 45_130
    assert {code for code, count in targets.items() if count == 0} == set(NO_TARGET_PROVINCES)
    assert max(targets.values()) <= 2_500
    assert min(count for count in targets.values() if count) >= 40
    assert plan.rounds_be == (2554, 2555, 2556, 2557, 2558)


def test_plan_scales_targets_with_households():
    plan = make_plan(households=600_000, params_dir=PARAMS)
    assert sum(p.poor_households for p in plan.provinces.values()) == 90_260


@pytest.mark.parametrize("seed", range(20))
def test_plan_keeps_its_total_with_any_seed(seed):
    plan = make_plan(households=30_000, seed=seed, params_dir=PARAMS)
    assert sum(p.poor_households for p in plan.provinces.values()) == 4_513
    assert all(p.poor_households < p.households for p in plan.provinces.values())


def test_poor_households_are_the_targets_and_as_many_as_planned(demo_register):
    plan = make_plan(households=60_000, params_dir=PARAMS)
    for code in ("16", "21", "30", "32", "71"):
        frame = households(demo_register, code=code, year_be=2556)
        poor = frame.loc[frame["income_baht_person_year"] < 30_000, "household_id"]
        target = read_unit(demo_register, "target", year_be=2557, province_code=code)
        assert len(poor) == plan.provinces[code].poor_households
        assert set(poor) == set(target["household_id"])


def test_register_says_that_it_is_made_up(demo_register):
    assert read_manifest(demo_register).is_demo


def test_register_holds_rounds_and_two_fiscal_years(demo_register):
    assert years_be(demo_register, "household") == (2554, 2555, 2556, 2557, 2558)
    for table in ("target", "followup", "plan", "team", "kpi"):
        assert years_be(demo_register, table) == (2556, 2557)
    assert "71" not in provinces(demo_register, "target", year_be=2557)


def test_some_incomes_are_missing_or_exactly_on_the_line(demo_register):
    frame = households(demo_register, code="30", year_be=2556)
    assert 0 < frame["income_baht_person_year"].isna().mean() < 0.02
    assert (frame["income_baht_person_year"] == 30_000).any()


def test_households_enter_leave_split_and_move(demo_register):
    before = households(demo_register, code="30", year_be=2554).set_index("household_id")
    after = households(demo_register, code="30", year_be=2558).set_index("household_id")
    both = before.join(after, how="inner", suffixes=("", "_after"))
    assert len(both) < min(len(before), len(after))
    assert (both["village_code"] // 10_000 != both["village_code_after"] // 10_000).any()
    split = after["origin_household_id"].dropna()
    assert len(split) > 0
    assert set(split) & set(before.index)


def test_movers_are_in_one_province_at_a_time(demo_register):
    ids, moved = {}, 0
    for year_be in years_be(demo_register, "household"):
        codes = provinces(demo_register, "household", year_be=year_be)
        now = {
            household: code
            for code in codes
            for household in households(demo_register, code=code, year_be=year_be)["household_id"]
        }
        rows = sum(
            unit.rows
            for unit in read_manifest(demo_register).units
            if unit.key[:2] == ("household", year_be)
        )
        assert len(now) == rows
        moved += sum(now[h] != ids[h] for h in now.keys() & ids.keys())
        ids |= now
    assert moved > 0


def test_followups_lie_in_the_fiscal_year_and_reach_all_processes(demo_register):
    visits = read_unit(demo_register, "followup", year_be=2557, province_code="30")
    assert visits["date"].min() >= pd.Timestamp(2013, 10, 1)
    assert pd.Timestamp(2014, 7, 1) < visits["date"].max() <= pd.Timestamp(2014, 9, 30)
    assert set(visits["process"]) == {1, 2, 3, 4}


def test_followups_have_skipped_steps_and_visits_without_a_measurement(demo_register):
    visits = read_unit(demo_register, "followup", year_be=2557, province_code="30")
    reached = {k: set(visits.loc[visits["process"] == k, "household_id"]) for k in (2, 3, 4)}
    assert reached[4] - reached[3]
    assert reached[4] - reached[2]
    fourth = visits.loc[visits["process"] == 4, "measured_income_baht_person_year"]
    assert 0 < fourth.isna().mean() < 0.2


def test_causes_weigh_more_where_the_gap_is_wider(demo_register):
    frame = households(demo_register, code="32", year_be=2556)
    target = read_unit(demo_register, "target", year_be=2557, province_code="32")
    joined = target.merge(frame[["household_id", "income_baht_person_year"]], validate="1:1")
    grades = joined[["attitude", "skill", "resource", "way_out"]].sum(axis=1)
    assert np.corrcoef(grades, joined["income_baht_person_year"])[0, 1] < -0.1
    assert set(target["group"]) == {"assist", "develop"}


def test_rounds_without_a_list_hold_no_indicators(demo_register):
    frame = read_unit(demo_register, "household", year_be=2556, province_code="30")
    assert frame.filter(like="indicator_").isna().all(axis=None)


def test_rounds_of_2560_hold_31_indicators_and_the_38000_line(tmp_path):
    make(tmp_path / "r", first_bmn_year_be=2560, years=1, provinces=["85"])
    frame = households(tmp_path / "r", code="85", year_be=2560)
    filled = frame.filter(like="indicator_").notna().any()
    assert filled.sum() == 31
    known = frame.dropna(subset=["income_baht_person_year"])
    passes = known["income_baht_person_year"] >= 38_000
    assert (known["indicator_22"] == passes).all()


def test_same_seed_gives_the_same_bytes_whatever_else_is_made(tmp_path):
    both = make(tmp_path / "a")
    alone = make(tmp_path / "b", provinces=("85",))
    by_province = {k: v for k, v in both.items() if k[2] == "85"}
    assert by_province == {k: v for k, v in alone.items() if k[2] == "85"}
    assert make(tmp_path / "c", provinces=("85", "83")) == both


def test_another_seed_gives_other_households(tmp_path):
    assert make(tmp_path / "a") != make(tmp_path / "b", seed=1)


def test_unknown_province_is_refused(tmp_path):
    with pytest.raises(AreaError, match="76"):
        make(tmp_path / "r", provinces=("10",))
    assert not (tmp_path / "r").exists()


def test_round_without_a_line_is_refused(tmp_path):
    with pytest.raises(ParamsError, match="2570"):
        make(tmp_path / "r", first_bmn_year_be=2570, years=1)


def test_too_few_households_are_refused(tmp_path):
    with pytest.raises(PovError, match="5,000"):
        make(tmp_path / "r", households=100)


def test_files_hold_the_planted_faults_and_thai_headers(demo_register, tmp_path):
    paths = demo.write_files(demo_register, tmp_path)
    assert all(path.name.startswith("ข้อมูลสมมติ") for path in paths)
    rows = list(csv.DictReader(io.StringIO(paths[0].read_bytes().decode("cp874"))))
    labels = {f.key: f.label_th for f in TABLES["household"].fields}
    for number, column, value in FAULTS:
        assert rows[number - 2][labels[column]] == value
    top = CalamineWorkbook.from_path(paths[2]).get_sheet_by_index(0).to_python()
    assert top[3] == [f.label_th for f in TABLES["followup"].fields]
    dates = [row[3] for row in top[4:9]]
    assert len({type(d) for d in dates}) == 2


def test_files_are_the_same_bytes_each_time(demo_register, tmp_path):
    first = [p.read_bytes() for p in demo.write_files(demo_register, tmp_path / "a")]
    assert first == [p.read_bytes() for p in demo.write_files(demo_register, tmp_path / "b")]


def test_files_need_a_demo_register_with_targets(tmp_path):
    make(tmp_path / "r", provinces=("70",), years=1)
    with pytest.raises(RegisterError):
        demo.write_files(tmp_path / "r", tmp_path / "files")


@pytest.mark.slow
def test_command_makes_the_whole_register(tmp_path, monkeypatch):
    monkeypatch.chdir(PARAMS.parent)
    done = CliRunner().invoke(main, ["demo", "--register", str(tmp_path / "r")])
    assert done.exit_code == 0
    assert len([*(tmp_path / "lessons").glob("kr-*.md")]) > 800
    units = read_manifest(tmp_path / "r").units
    rows = {k: sum(u.rows for u in units if u.key[:2] == k) for k in {u.key[:2] for u in units}}
    assert rows[("target", 2557)] == 45_130
    assert all(290_000 < rows[("household", y)] < 310_000 for y in range(2554, 2559))
    assert len(provinces(tmp_path / "r", "target", year_be=2557)) == 69
