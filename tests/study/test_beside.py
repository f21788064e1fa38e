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
PROVINCES = ("38", "43")


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


@pytest.fixture(scope="module")
def register(tmp_path_factory):
    path = tmp_path_factory.mktemp("typed") / "register"
    data.create_register(path, is_demo=False)
    for code in PROVINCES:
        for table, make, year in (("household", _household, 2556), ("target", _target, 2557)):
            frame = pd.DataFrame([make(code, n) for n in range(20)])
            data.write_unit(path, table, frame, year_be=year, province_code=code, source=SOURCE)
    nation = {"province_code": "TH", "source": SOURCE}
    rows = [
        ("38", 2557, "ครัวเรือนที่จำแนกแล้ว", 17, 20),
        ("43", 2557, "ครัวเรือนที่จำแนกแล้ว", 11, 20),
        ("38", 2557, "อำเภอที่ตรวจเยี่ยมแล้ว", 2, 3),
        ("43", 2557, "อำเภอที่ตรวจเยี่ยมแล้ว", 4, 4),
    ]
    frame = pd.DataFrame(
        rows, columns=["area_code", "fiscal_year_be", "kpi", "numerator", "denominator"]
    )
    data.write_unit(path, "kpi", frame, year_be=2557, **nation)
    return path


@pytest.fixture(scope="module")
def study(register):
    return open_province(register, province_code="38", **WHEN, params_dir=PARAMS)


def test_small_counts_of_people_are_hidden_but_not_of_districts(study):
    table = study.tables["indicators"]
    hidden = table.hidden.set_index(table.frame["kpi"])
    assert hidden.loc["ครัวเรือนที่จำแนกแล้ว", "numerator"]
    assert not hidden.loc["อำเภอที่ตรวจเยี่ยมแล้ว"].any()


def test_the_nation_sums_the_indicators_of_the_provinces(register):
    table = open_nation(register, **WHEN, params_dir=PARAMS).tables["indicators"]
    row = table.frame.set_index("kpi").loc["อำเภอที่ตรวจเยี่ยมแล้ว"]
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
