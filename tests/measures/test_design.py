"""Sampling errors: by hand, against replicates and known designs, and as exact derivatives."""

import numpy as np
import pandas as pd
import pytest

from povlib import measures
from povlib.errors import MeasureError
from povlib.measures.registry import MEASURES
from tests.measures.homes import LINE, POSITIVE, RANKED

SMOOTH = ("headcount", "poverty_gap", "mean", "sen", "sst", "gini", "ge", "atkinson", "watts")
SMOOTH = (*SMOOTH, "tip_curve", "lorenz", "decile_share", "palma", "income_gap_ratio")


def sample(rows: int = 240, *, seed: int = 1) -> pd.DataFrame:
    random = np.random.default_rng(seed)
    village = random.integers(0, 24, rows)
    level = random.normal(10.2, 0.3, 24)[village]
    return pd.DataFrame(
        {
            "baht": np.exp(random.normal(level, 0.6)).round(),
            "members": random.integers(1, 8, rows),
            "village": village,
            "zone": village // 8,
            "weight": random.uniform(5, 40, rows).round(2),
            "villages": np.array([20, 30, 40])[village // 8],
        }
    )


def ask(frame: pd.DataFrame, keys=SMOOTH, **given) -> pd.DataFrame:
    call = {"income": "baht", "line": LINE, "members": "members", "unit": "persons"}
    call |= {"weight": "weight", "measures": keys}
    return measures.poverty(frame, **(call | given))


def test_a_census_has_no_sampling_error_and_counts_who_is_missing():
    frame = sample().assign(baht=lambda f: f["baht"].mask(f.index < 5))
    got = ask(frame, design=measures.Census(), weight=None)
    assert (got["se"] == 0).all()
    assert (got["low"] == got["value"]).all()
    assert (got["high"] == got["value"]).all()
    assert set(got["n_missing"]) == {5}


def test_without_a_design_no_error_is_given():
    assert ask(sample())[["se", "low", "high"]].isna().all(axis=None)


def test_a_mean_of_a_simple_sample_by_hand():
    frame = pd.DataFrame({"baht": [1.0, 2, 3, 6]})
    got = measures.poverty(
        frame,
        income="baht",
        line=5,
        members=None,
        unit="households",
        measures=["mean", "headcount"],
        design=measures.Sample(),
    ).set_index("measure")
    assert got.loc["mean", "se"] == pytest.approx(np.sqrt(14 / 3 / 4))
    assert got.loc["headcount", "se"] == pytest.approx(np.sqrt(0.75 * 0.25 / 3))


def test_two_stages_with_strata_and_finite_population_by_hand():
    frame = sample()
    design = measures.Sample(strata="zone", psu="village", population_psus="villages")
    got = ask(frame, "headcount", design=design)["se"].item()
    persons = frame["weight"] * frame["members"]
    poor = (frame["baht"] < LINE).astype(float)
    share = (persons * poor).sum() / persons.sum()
    totals = (persons * (poor - share) / persons.sum()).groupby(frame["village"]).sum()
    variance = 0.0
    for zone, known in enumerate([20, 30, 40]):
        own = totals[totals.index // 8 == zone]
        variance += (1 - 8 / known) * 8 / 7 * ((own - own.mean()) ** 2).sum()
    assert got == pytest.approx(np.sqrt(variance), rel=1e-12)


@pytest.mark.parametrize("key", SMOOTH)
def test_scores_are_derivatives_so_the_delete_one_jackknife_agrees(key):
    """With 240 rows the jackknife and the linear error differ by a few percent."""
    frame = sample()
    rows = len(frame)
    drawn = {f"r{at}": frame["weight"].where(frame.index != at, 0.0) for at in range(rows)}
    wide = pd.concat([frame, pd.DataFrame(drawn)], axis=1)
    replicates = measures.Replicates(weights=tuple(drawn), scale=(rows - 1) / rows)
    linear = ask(frame, key, design=measures.Sample())["se"]
    again = ask(wide, key, design=replicates)["se"]
    assert linear.tolist() == pytest.approx(again.tolist(), rel=0.08)


def test_every_measure_has_an_error_and_an_interval_around_its_value():
    got = ask(sample(), list(MEASURES), design=measures.Sample(strata="zone", psu="village"))
    assert (got["se"] > 0).sum() >= len(got) - 1  # the tenth tenth of the curve's end may be 0
    assert (got["low"] <= got["value"]).all()
    assert (got["value"] <= got["high"]).all()


def test_errors_of_groups_are_those_of_domains_of_the_whole_sample():
    """A group's error counts the units without a row in it: as a share of the whole sample."""
    frame = sample()
    design = measures.Sample(psu="village")
    got = ask(frame, "poor_households", by="zone", design=design)
    poor = frame["weight"] * (frame["baht"] < LINE)
    for zone, error in enumerate(got["se"]):
        totals = poor.where(frame["zone"] == zone, 0.0).groupby(frame["village"]).sum()
        assert error == pytest.approx(np.sqrt(24 / 23 * ((totals - totals.mean()) ** 2).sum()))


def test_nobody_poor_in_a_sample_is_not_said_to_be_certain():
    rich = sample().assign(baht=lambda f: f["baht"] + 1e6)
    got = ask(rich, "headcount", design=measures.Sample()).iloc[0]
    assert (got["value"], got["se"], got["low"]) == (0, 0, 0)
    assert got["high"] == pytest.approx(1.96**2 / (240 + 1.96**2), rel=1e-4)
    assert ask(rich, "headcount", design=measures.Census(), weight=None)["high"].item() == 0


def test_a_stratum_drawn_whole_adds_nothing_also_where_it_is_one_unit():
    frame = sample().assign(known=lambda f: f["villages"].astype(float))
    frame.loc[0, ["zone", "known"]] = [9, 1]
    frame.loc[frame["zone"] == 0, "known"] = 8
    design = measures.Sample(strata="zone", psu="village", population_psus="known")
    left = frame[frame["zone"].isin([1, 2])]
    whole = ask(frame, "poor_households", design=design)["se"].item()
    assert whole == pytest.approx(ask(left, "poor_households", design=design)["se"].item())


def test_a_stratum_has_one_number_of_units_in_the_population():
    frame = sample()
    frame.loc[0, "villages"] = 99
    design = measures.Sample(strata="zone", psu="village", population_psus="villages")
    with pytest.raises(MeasureError, match="จำนวนหน่วยในประชากรเท่ากัน"):
        ask(frame, "mean", design=design)


def test_replicates_centre_on_the_value_or_on_their_own_mean():
    frame = sample().assign(r1=lambda f: f["weight"] * 2, r2=lambda f: f["weight"] * 4)
    keys = "poor_households"
    value = ask(frame, keys)["value"].item()
    about = measures.Replicates(("r1", "r2"), scale=1)
    assert ask(frame, keys, design=about)["se"].item() == pytest.approx(value * np.sqrt(1 + 9))
    mean = measures.Replicates(("r1", "r2"), scale=1, rscales=(1, 0.5), centre="mean")
    assert ask(frame, keys, design=mean)["se"].item() == pytest.approx(value * np.sqrt(1.5))
    with pytest.raises(MeasureError, match="rscale หนึ่งค่า"):
        ask(frame, keys, design=measures.Replicates(("r1", "r2"), 1, rscales=(1,)))


@pytest.mark.parametrize(
    "given",
    [{"scale": -1}, {"scale": np.nan}, {"scale": 1, "rscales": (-1,)}, {"weights": (), "scale": 1}],
)
def test_replicates_without_weights_or_with_factors_below_0_are_refused(given):
    frame = sample().assign(r1=1.0)
    with pytest.raises(MeasureError, match="ไม่ติดลบ"):
        ask(frame, "mean", design=measures.Replicates(**({"weights": ("r1",)} | given)))


def test_a_missing_replicate_weight_is_refused_where_the_row_counts():
    frame = sample().assign(r1=1.0)
    frame.loc[0, ["r1", "baht"]] = np.nan
    design = measures.Replicates(("r1",), scale=1)
    assert ask(frame, "mean", design=design)["se"].notna().all()
    frame.loc[1, "r1"] = np.nan
    with pytest.raises(MeasureError, match="น้ำหนักจำลองครบ"):
        ask(frame, "mean", design=design)


def test_rows_left_out_keep_their_unit_in_the_design():
    frame = sample()
    frame.loc[frame["village"] == 3, "baht"] = np.nan
    kept = frame.dropna()
    design = measures.Sample(psu="village")
    whole = ask(frame, "poor_households", design=design)["se"].item()
    cut = ask(kept, "poor_households", design=design)["se"].item()
    assert whole != pytest.approx(cut, rel=1e-6)


def test_a_share_near_nothing_has_an_interval_inside_0_to_1():
    frame = sample().assign(baht=lambda f: f["baht"] + 1e6)
    frame.loc[0, "baht"] = 100
    got = ask(frame, "headcount", design=measures.Sample()).iloc[0]
    assert 0 <= got["low"] < got["value"] < got["high"] < 0.1


@pytest.mark.parametrize(
    ("design", "said"),
    [
        (measures.Sample(psu="vilage"), "village"),
        (measures.Sample(strata="village", psu="zone"), "สองหน่วยขึ้นไป"),
        (measures.Sample(lonely="drop"), 'ใช้ "raise" "certain"'),
        (
            measures.Sample(strata="zone", psu="village", population_psus="few"),
            "มากกว่าหน่วยในประชากร",
        ),
        (measures.Replicates(weights=("r1",), scale=1), "r1"),
        ("simple", "Census, Sample หรือ Replicates"),
    ],
)
def test_a_design_that_does_not_fit_says_why(design, said):
    with pytest.raises(MeasureError, match=said):
        ask(sample().assign(few=2), "mean", design=design)


def test_a_unit_taken_with_certainty_adds_nothing():
    frame = sample()
    frame.loc[0, "zone"] = 9
    design = measures.Sample(strata="zone", psu="village", lonely="certain")
    assert ask(frame, "mean", design=design)["se"].item() > 0


def test_unknown_places_in_the_design_are_refused():
    frame = sample().astype({"village": "float64"})
    frame.loc[0, "village"] = np.nan
    with pytest.raises(MeasureError, match="ต้องรู้ชั้นภูมิ"):
        ask(frame, "mean", design=measures.Sample(psu="village"))


def test_all_keys_are_looked_at_here():
    named = {key.partition(":")[0] for key in (*SMOOTH, *RANKED, *POSITIVE)}
    assert {m.key for m in MEASURES.values() if m.kernel} - named == {"median", "quintile_share"}
