"""The same numbers as R's laeken and survey, on laeken's eusilc: 14,827 persons with weights."""

import shutil
import subprocess
from pathlib import Path

import pandas as pd
import pytest

from povlib import measures

pytestmark = pytest.mark.slow
SCRIPT = Path(__file__).parent / "laeken.R"


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    if not shutil.which("Rscript"):
        pytest.skip("ต้องมี R (r-cran-laeken, r-cran-survey)")
    folder = tmp_path_factory.mktemp("r")
    subprocess.run(["Rscript", "--vanilla", SCRIPT, folder], check=True, capture_output=True)
    values = pd.read_csv(folder / "told.csv").set_index("key")["value"]
    return pd.read_csv(folder / "eusilc.csv"), values


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


@pytest.mark.parametrize(
    ("name", "design"),
    [
        ("simple", measures.Sample()),
        ("clustered", measures.Sample(strata="db040", psu="db030")),
    ],
)
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
