"""Programme indicators, and a register that is only begun: typed out here."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from povlib import data
from povlib.study import open_nation, open_province

PARAMS = Path(__file__).parents[2] / "params"
WHEN = {"fiscal_year_be": 2557, "bmn_year_be": 2556, "as_of": date(2014, 5, 31)}
SOURCE = data.SourceRecord("typed.csv")
PEOPLE, THINGS = "ครัวเรือนที่จำแนกแล้ว", "อำเภอที่ตรวจเยี่ยมแล้ว"


def _household(code, number):
    return {
        "household_id": int(code) * 10**9 + number,
        "bmn_year_be": 2556,
        "village_code": int(f"{code}010101"),
        "members": 3,
        "income_main_baht": 30_000,
        "income_secondary_baht": 0,
        "income_other_baht": 0,
        "income_own_use_baht": 0,
    }


def _target(code, number):
    return {
        "household_id": int(code) * 10**9 + number,
        "fiscal_year_be": 2557,
        "bmn_year_be": 2556,
        "village_code": int(f"{code}010101"),
        "group": "develop",
    }


def _make(path, *, targets):
    """Make a register of provinces with 20 households each, so many of them targets."""
    data.create_register(path, is_demo=False)
    for code, size in targets.items():
        for table, make, year, count in (
            ("household", _household, 2556, 20),
            ("target", _target, 2557, size),
        ):
            frame = pd.DataFrame([make(code, n) for n in range(count)])
            data.write_unit(path, table, frame, year_be=year, province_code=code, source=SOURCE)
    nation = {"province_code": "TH", "source": SOURCE}
    rows = [
        (code, 2557, kpi, part, whole)
        for code, size in targets.items()
        for kpi, part, whole in (
            (PEOPLE, {"38": 17, "43": 11}.get(code, size), size),
            (THINGS, {"38": 2}.get(code, 4), {"38": 3}.get(code, 4)),
        )
    ]
    frame = pd.DataFrame(
        rows, columns=["area_code", "fiscal_year_be", "kpi", "numerator", "denominator"]
    )
    data.write_unit(path, "kpi", frame, year_be=2557, **nation)
    return path


@pytest.fixture(scope="module")
def register(tmp_path_factory):
    return _make(tmp_path_factory.mktemp("typed") / "register", targets={"38": 20, "43": 20})


@pytest.fixture(scope="module")
def sparse(tmp_path_factory):
    """Province 43 has three targets, so those of another are hidden with it."""
    path = tmp_path_factory.mktemp("sparse") / "register"
    return _make(path, targets={"38": 20, "43": 3, "48": 20})


@pytest.fixture(scope="module")
def study(register):
    return open_province(register, province_code="38", **WHEN, params_dir=PARAMS)


def test_small_counts_of_people_are_hidden_but_not_of_districts(study):
    table = study.tables["indicators"]
    hidden = table.hidden.set_index(table.frame["kpi"])
    assert hidden.loc[PEOPLE, "numerator"]
    assert not hidden.loc[THINGS].any()


def test_the_nation_sums_the_indicators_of_the_provinces(register):
    table = open_nation(register, **WHEN, params_dir=PARAMS).tables["indicators"]
    row = table.frame.set_index("kpi").loc[THINGS]
    assert row[["numerator", "denominator"]].tolist() == [6, 7]


def test_without_followups_nobody_is_measured(study):
    row = study.tables["headline"].frame.iloc[0]
    assert row[["targets", "measured", "status"]].tolist() == [20, 0, "no_data"]
    assert study.tables["pace"].frame["passed"].dropna().tolist() == [0] * 8


def test_one_round_has_no_movements(study):
    assert study.tables["flows"].frame.empty
    assert study.tables["flow_totals"].frame.empty
    assert study.tables["rounds"].frame["entered"].isna().all()


def test_a_real_register_is_no_demo(study):
    assert not study.is_demo
    assert "สมมติ" not in study.tables["headline"].source_th


def test_nobody_measured_is_said_even_where_the_targets_are_hidden(sparse):
    row = open_province(sparse, province_code="43", **WHEN, params_dir=PARAMS).tables["headline"]
    assert row.hidden[["targets", "unmeasured"]].iloc[0].all()
    assert row.frame[["measured", "passed", "below"]].iloc[0].tolist() == [0, 0, 0]


def test_the_nation_hides_what_a_hidden_province_could_be_worked_out_from(sparse):
    nation = open_nation(sparse, **WHEN, params_dir=PARAMS).tables
    assert not nation["headline"].hidden["targets"].item()
    assert nation["headline"].hidden[["goal", "needed", "plan_passed"]].iloc[0].all()
    assert nation["pace"].hidden["plan_cumulative"].all()
    indicators = nation["indicators"].hidden.set_index(nation["indicators"].frame["kpi"])
    assert indicators.loc[PEOPLE, ["numerator", "denominator"]].tolist() == [True, False]
    assert not indicators.loc[THINGS].any()


def test_a_province_hides_its_indicators_of_people_with_its_targets(sparse):
    table = open_province(sparse, province_code="43", **WHEN, params_dir=PARAMS).tables[
        "indicators"
    ]
    hidden = table.hidden.set_index(table.frame["kpi"])
    assert hidden.loc[PEOPLE, ["numerator", "denominator"]].all()
    assert not hidden.loc[THINGS, ["numerator", "denominator"]].any()
