"""The same numbers as R's laeken and survey, on laeken's eusilc: 14,827 persons with weights.

R's convey is not packaged; laeken.R works out its published formulas with survey's designs.
"""

import shutil
import subprocess
from pathlib import Path

import pandas as pd
import pytest

from povlib import measures

pytestmark = pytest.mark.slow
SCRIPT = Path(__file__).parent / "laeken.R"
DESIGNS = {
    "simple": measures.Sample(),
    "clustered": measures.Sample(strata="db040", psu="db030"),
    "drawn": measures.Sample(strata="db040", psu="db030", population_psus="psus"),
}


@pytest.fixture(scope="module")
def told(folder):
    values = pd.read_csv(folder / "told.csv").set_index("key")["value"]
    return pd.read_csv(folder / "eusilc.csv"), values


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    if not shutil.which("Rscript"):
        pytest.skip("ต้องมี R (r-cran-laeken, r-cran-survey)")
    folder = tmp_path_factory.mktemp("r")
    subprocess.run(["Rscript", "--vanilla", SCRIPT, folder], check=True, capture_output=True)
    return folder


def ask(frame: pd.DataFrame, keys, **given) -> pd.DataFrame:
    call = {"income": "eqIncome", "line": 10_000, "members": None, "weight": "rb050"}
    return measures.poverty(frame, unit="households", measures=keys, **(call | given))


def test_values_of_the_whole_country(told):
    frame, values = told
    keys = ["gini", "qsr", "median", "mean", "quantile:0.1", "quantile:0.9"]
    for key, value in ask(frame, keys).set_index("measure")["value"].items():
        assert value == pytest.approx(values[key], rel=1e-12)


def test_the_rate_at_risk_of_poverty(told):
    frame, values = told
    got = ask(frame, "headcount", line=measures.RelativeLine())["value"].item()
    assert got == pytest.approx(values["arpr"], rel=1e-12)


def test_values_of_every_region(told):
    frame, values = told
    got = ask(frame, ["gini", "qsr", "median"], by="db040")
    for row in got.itertuples():
        assert row.value == pytest.approx(values[f"{row.measure}/{row.db040}"], rel=1e-12)
    assert len(got) == 27


@pytest.mark.parametrize(("name", "design"), DESIGNS.items())
def test_standard_errors_are_those_of_survey(told, name, design):
    frame, values = told
    column_of = {"headcount": "poor", "poverty_gap": "gap", "mean": "eqIncome"}
    column_of |= {"poor_households": "total"}
    got = ask(frame, list(column_of), design=design).set_index("measure")["se"]
    for key, column in column_of.items():
        expected = values[f"se {column}/{name}"]
        assert got[key] == pytest.approx(expected, rel=1e-10)
    for row in ask(frame, "headcount", by="db040", design=design).itertuples():
        assert row.se == pytest.approx(values[f"se poor/{name}/{row.db040}"], rel=1e-10)


CONVEY = {"strict": False, "quantile_rule": "lower"}
AT_LINE = ["line", "headcount", "poverty_gap", "squared_gap", "median_poor", "median_gap_ratio"]


def assert_convey(got: pd.DataFrame, values: pd.Series, *, kind: str, where: str = "") -> None:
    for row in got.itertuples():
        name = row.measure + where
        assert row.value == pytest.approx(values[f"convey {name}"], rel=1e-12)
        assert row.se == pytest.approx(values[f"convey se {name}/{kind}"], rel=1e-9)


def test_the_relative_median_gap_of_the_country_and_of_every_region(told):
    frame, values = told
    line = measures.RelativeLine()
    got = ask(frame, "median_gap_ratio", line=line)["value"].item()
    assert got == pytest.approx(values["rmpg"], rel=1e-12)
    for row in ask(frame, "rmpg", line=line, by="db040").itertuples():
        assert row.value == pytest.approx(values[f"rmpg/{row.db040}"], rel=1e-12)


@pytest.mark.parametrize("kind", DESIGNS)
def test_measures_at_a_relative_line_carry_its_error_as_conveys_do(told, kind):
    frame, values = told
    call = {"line": measures.RelativeLine(), "design": DESIGNS[kind], **CONVEY}
    assert_convey(ask(frame, AT_LINE, **call), values, kind=kind)
    regions = ask(frame, AT_LINE[1:], by="db040", **call)
    tyrol = regions[regions["db040"] == "Tyrol"]
    assert_convey(tyrol, values, kind=kind, where="/Tyrol")


@pytest.mark.parametrize("kind", DESIGNS)
def test_measures_of_inequality_have_conveys_errors(told, kind):
    frame, values = told
    got = ask(frame, "qsr", design=DESIGNS[kind], **CONVEY)
    assert_convey(got, values, kind=kind)
    above = frame.assign(eqIncome=frame["eqIncome"].where(frame["eqIncome"] > 0))
    got = ask(above, ["ge", "atkinson"], design=DESIGNS[kind])
    assert len(got) == 6
    assert_convey(got, values, kind=kind)


def test_the_lorenz_curve_is_conveys(told):
    frame, values = told
    got = ask(frame, "lorenz").set_index("measure")["value"]
    for key in ("lorenz:0.1", "lorenz:0.5", "lorenz:0.9"):
        assert got[key] == pytest.approx(values[f"convey {key}"], rel=1e-11)


@pytest.mark.parametrize("kind", DESIGNS)
def test_gini_sen_and_sst_are_conveys_by_its_rule(told, kind):
    frame, values = told
    keys = ["gini", "sen", "sst"]
    got = ask(frame, keys, design=DESIGNS[kind], gini_rule="convey", **CONVEY)
    assert_convey(got, values, kind=kind)


@pytest.mark.parametrize("ours", ["certain", "adjust", "average"])
def test_strata_with_one_unit_follow_surveys_rules(told, folder, ours):
    _, values = told
    few = pd.read_csv(folder / "few.csv")
    theirs = {"certain": "certainty"}.get(ours, ours)
    design = {"strata": "db040", "psu": "db030", "lonely": ours}
    call = {"income": "eqIncome", "line": 10_000, "members": None, "unit": "households"}
    mean = measures.Sample(**design, population_psus="all")
    got = measures.poverty(few, weight="rb050", measures="mean", design=mean, **call)
    assert got["se"].item() == pytest.approx(values[f"lonely mean/{theirs}"], rel=1e-9)
    # The total of incomes, as the cost to close up to a line above all.
    few = few.assign(lacking=1e9 - few["eqIncome"])
    call |= {"income": "lacking", "line": 1e9}
    total = measures.Sample(**design)
    got = measures.poverty(few, weight="rb050", measures="cost_to_close_baht", design=total, **call)
    assert got["se"].item() == pytest.approx(values[f"lonely total/{theirs}"], rel=1e-7)


@pytest.mark.parametrize(("centre", "mse"), [("value", "TRUE"), ("mean", "FALSE")])
def test_replicate_weights_give_surveys_error_also_at_a_relative_line(told, folder, centre, mse):
    _, values = told
    small = pd.read_csv(folder / "small.csv")
    rscales = pd.read_csv(folder / "rscales.csv")["rscales"].tolist()
    names = tuple(f"r{at}" for at in range(1, len(rscales) + 1))
    design = measures.Replicates(names, values["jackknife scale"], tuple(rscales), centre)
    line = measures.RelativeLine()
    got = ask(small, ["gini", "headcount"], line=line, design=design)["se"].tolist()
    expected = [values[f"jackknife/{mse}"], values[f"jackknife line/{mse}"]]
    assert got == pytest.approx(expected, rel=1e-9)
