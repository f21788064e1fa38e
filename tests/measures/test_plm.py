"""The same numbers as R's plm, sandwich, survey and MatchIt: effects, matching, errors."""

import shutil
import subprocess
from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from povlib.measures import Sample
from povlib.measures.clustered import VARIANCES
from povlib.measures.did import difference_in_differences, two_way_fixed_effects
from povlib.measures.dimensions import alkire_foster, nested_scheme
from povlib.measures.matched import matched_difference
from povlib.measures.targeting import targeting

pytestmark = pytest.mark.slow
SCRIPT = Path(__file__).parent / "plm.R"
DID = {"outcome": "baht", "treated": "helped", "after": "late", "cluster": "place"}


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    if not shutil.which("Rscript"):
        pytest.skip("ต้องมี R (r-cran-plm, r-cran-matchit)")
    folder = tmp_path_factory.mktemp("r")
    subprocess.run(["Rscript", "--vanilla", SCRIPT, folder], check=True, capture_output=True)
    frames = {path.stem: pd.read_csv(path) for path in folder.glob("*.csv")}
    return frames, frames.pop("told").set_index("key")["value"]


@pytest.mark.parametrize("variance", VARIANCES)
def test_two_groups_and_two_periods_as_plm_pools_them(told, variance):
    frames, values = told
    got = difference_in_differences(frames["homes"], variance=variance, **DID).iloc[0]
    assert got["value"] == pytest.approx(values["did"], rel=1e-11)
    assert got["se"] == pytest.approx(values[f"did/{variance}"], rel=1e-10)
    assert got["clusters"] == 24


@pytest.mark.parametrize(("variance", "named"), [("HC0", "HC0"), ("sss", "HC1")])
def test_weights_are_those_of_lm_and_errors_those_of_sandwich(told, variance, named):
    """The sandwich package calls plm's "sss" "HC1" with its own factor of clusters."""
    frames, values = told
    got = difference_in_differences(frames["homes"], variance=variance, weight="weight", **DID)
    assert got["value"].iloc[0] == pytest.approx(values["did weighted"], rel=1e-11)
    assert got["se"].iloc[0] == pytest.approx(values[f"did weighted/{named}"], rel=1e-10)


@pytest.mark.parametrize("variance", VARIANCES)
def test_a_panel_with_gaps_as_plms_two_way_within(told, variance):
    frames, values = told
    got = two_way_fixed_effects(
        frames["panel"],
        outcome="emp",
        treatment="wage",
        entity="firm",
        period="year",
        variance=variance,
    ).iloc[0]
    assert got["value"] == pytest.approx(values["panel"], rel=1e-10)
    assert got["se"] == pytest.approx(values[f"panel/{variance}"], rel=1e-9)


def test_controls_and_clusters_of_time_are_plms(told):
    frames, values = told
    call = {"outcome": "emp", "treatment": "wage", "entity": "firm", "period": "year"}
    got = two_way_fixed_effects(frames["panel"], controls=["capital"], **call).iloc[0]
    assert got["value"] == pytest.approx(values["controlled"], rel=1e-9)
    assert got["se"] == pytest.approx(values["controlled/sss"], rel=1e-9)
    by_time = two_way_fixed_effects(frames["panel"], cluster="year", **call).iloc[0]
    assert by_time["se"] == pytest.approx(values["panel/time"], rel=1e-9)


def test_controls_of_two_groups_are_lms(told):
    frames, values = told
    got = difference_in_differences(frames["homes"], controls=["age"], weight="weight", **DID)
    assert got["value"].iloc[0] == pytest.approx(values["did controlled"], rel=1e-10)
    assert got["se"].iloc[0] == pytest.approx(values["did controlled/HC1"], rel=1e-10)


def test_a_weighted_panel_with_gaps_as_a_regression_on_all_levels(told):
    frames, values = told
    got = two_way_fixed_effects(
        frames["gaps"],
        outcome="baht",
        treatment="on",
        entity="home",
        period="year",
        weight="weight",
        variance="HC0",
    ).iloc[0]
    assert got["value"] == pytest.approx(values["gaps weighted"], rel=1e-10)
    assert got["se"] == pytest.approx(values["gaps weighted/HC0"], rel=1e-9)


def matched(frame: pd.DataFrame, stratum: str):
    return matched_difference(
        frame["re78"].to_numpy(),
        is_used=frame["treat"].to_numpy() == 1,
        stratum=frame[stratum].to_numpy(),
        cluster=frame["place"].to_numpy(),
    )


def test_exact_matching_has_matchits_rows_weights_and_error(told):
    frames, values = told
    got = matched(frames["lalonde"], "stratum")
    assert got.rows_used + got.rows_other == values["matched rows"]
    assert got.difference == pytest.approx(values["matched"], rel=1e-10)
    assert got.standard_error == pytest.approx(values["matched/HC1"], rel=1e-9)


def test_subclasses_have_matchits_weights(told):
    frames, values = told
    rows = frames["lalonde"].dropna(subset=["subclass"])
    assert matched(rows, "subclass").difference == pytest.approx(values["subclass"], rel=1e-10)
    assert np.isfinite(values["subclass"])


SURVEY = {"weight": "weight", "members": None, "unit": "households"}


@pytest.mark.parametrize("key", ["exclusion_error", "inclusion_error", "coverage_not_poor"])
def test_shares_among_the_poor_and_the_reached_have_surveys_errors(told, key):
    frames, values = told
    design = Sample(strata="helped", psu="place")
    call = {"income": "baht", "line": 30_000, "reached": "got", "design": design}
    got = targeting(frames["reached"], **call, **SURVEY).set_index("measure").loc[key]
    assert got["value"] == pytest.approx(values[key], rel=1e-11)
    assert got["se"] == pytest.approx(values[f"{key}/se"], rel=1e-10)


@pytest.mark.parametrize("key", ["headcount", "intensity", "adjusted_headcount", "contribution"])
def test_poverty_in_many_dimensions_has_surveys_errors(told, key):
    frames, values = told
    scheme = nested_scheme({"income": ["poor"], "other": ["a", "b"]}, cutoff=Fraction(1, 2))
    design = Sample(strata="helped", psu="place")
    got = alkire_foster(frames["reached"], scheme=scheme, design=design, **SURVEY)
    got = got[got["indicator"].isin(["", "a"])].set_index("measure").loc[key]
    assert got["value"] == pytest.approx(values[key], rel=1e-11)
    assert got["se"] == pytest.approx(values[f"{key}/se"], rel=1e-10)
