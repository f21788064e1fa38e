"""Who is reached: by hand, at the limits, by laws, counted again by duckdb, errors by R's way."""

import duckdb
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from povlib import measures
from povlib.errors import MeasureError
from povlib.measures.targeting import targeting
from tests.measures.homes import LINE, households

CALL = {"income": "baht", "line": LINE, "reached": "helped", "members": "members"}
HOMES = pd.DataFrame(
    {
        "baht": [10_000.0, 20_000, 25_000, 30_000, 60_000],
        "members": [4, 2, 1, 3, 5],
        "helped": [1, 0, 1, 1, 0],
        "gift": [8_000.0, np.nan, 1_000, 3_000, np.nan],
    }
)
KEYS = ["coverage", "coverage_poor", "coverage_not_poor", "exclusion_error", "inclusion_error"]


def ask(frame: pd.DataFrame, **given) -> pd.DataFrame:
    got = targeting(frame, **(CALL | {"unit": "persons"} | given))
    return got.set_index("measure")


def test_five_households_by_hand():
    """Poor persons 4, 2, 1; the fourth stands on the line and is not poor."""
    got = ask(HOMES, benefit="gift")["value"]
    assert got["coverage"] == pytest.approx(8 / 15)
    assert got["exclusion_error"] == pytest.approx(2 / 7)
    assert got["inclusion_error"] == pytest.approx(3 / 8)
    assert got["targeting_differential"] == pytest.approx(5 / 7 - 3 / 8)
    assert got["leakage"] == pytest.approx(3 / 12)


def test_households_are_counted_once_and_money_by_the_household():
    got = ask(HOMES, unit="households", benefit="gift")["value"]
    assert got["exclusion_error"] == pytest.approx(1 / 3)
    assert got["inclusion_error"] == pytest.approx(1 / 3)
    assert got["leakage"] == pytest.approx(3 / 12)


def test_on_the_line_is_poor_only_if_asked():
    assert ask(HOMES, strict=False)["value"]["inclusion_error"] == 0


@pytest.mark.parametrize(
    ("given", "without"),
    [
        ({"baht": 50_000.0}, {"exclusion_error": "nobody_poor", "coverage_poor": "nobody_poor"}),
        (
            {"baht": 0.0},
            {"coverage_not_poor": "all_poor", "targeting_differential": "one_side_only"},
        ),
        (
            {"helped": 0, "gift": np.nan},
            {"inclusion_error": "nobody_reached", "leakage": "no_benefit"},
        ),
        ({"members": 0}, {"coverage": "nobody_counted"}),
        ({"baht": np.nan}, {"coverage": "no_rows", "leakage": "no_rows"}),
    ],
)
def test_what_cannot_be_told_says_why(given, without):
    got = ask(HOMES.assign(**given), benefit="gift")
    for key, reason in without.items():
        assert got["reason"][key] == reason
        assert np.isnan(got["value"][key])
        assert reason in measures.UNDEFINED


def test_perfect_and_blind_targeting():
    perfect = ask(HOMES.assign(helped=HOMES["baht"] < LINE))["value"]
    assert perfect["targeting_differential"] == 1
    assert (perfect["exclusion_error"], perfect["inclusion_error"]) == (0, 0)
    everybody = ask(HOMES.assign(helped=True))["value"]
    assert everybody["targeting_differential"] == 0
    assert everybody["inclusion_error"] == pytest.approx(8 / 15)


def test_unknown_reach_and_unknown_money_are_left_out_and_counted():
    frame = HOMES.assign(helped=[1, None, 1, 1, 0], gift=[8_000.0, np.nan, np.nan, 3_000, np.nan])
    assert ask(frame)["n_missing"].iloc[0] == 1
    assert ask(frame, benefit="gift")["n_missing"].iloc[0] == 2


@settings(max_examples=12, deadline=None)
@given(households(), st.randoms(use_true_random=False))
def test_errors_and_coverage_fit_together_whatever_order_and_copies(frame, random):
    frame = frame.assign(helped=[random.randint(0, 1) for _ in range(len(frame))])
    got = ask(frame)["value"]
    if not np.isnan(got["exclusion_error"]):
        assert got["exclusion_error"] + got["coverage_poor"] == pytest.approx(1)
    twice = pd.concat([frame, frame]).sample(frac=1, random_state=1)
    assert ask(twice)["value"].tolist() == pytest.approx(got.tolist(), nan_ok=True)
    head = measures.poverty(
        frame, income="baht", line=LINE, members="members", unit="persons", measures="headcount"
    )["value"].item()
    parts = head * np.nan_to_num(got["coverage_poor"]) + (1 - head) * np.nan_to_num(
        got["coverage_not_poor"]
    )
    assert got["coverage"] == pytest.approx(parts)


def many(rows: int = 400) -> pd.DataFrame:
    draw = np.random.default_rng(11)
    return pd.DataFrame(
        {
            "baht": draw.integers(5_000, 60_000, rows).astype(float),
            "members": draw.integers(1, 7, rows),
            "helped": draw.integers(0, 2, rows),
            "weight": draw.uniform(0.5, 4, rows),
            "gift": draw.integers(100, 9_000, rows).astype(float),
            "zone": np.arange(rows) % 3,
            "place": np.arange(rows) % 24,
        }
    )


def test_duckdb_counts_the_same_by_group():
    frame = many()
    got = targeting(frame, unit="persons", weight="weight", benefit="gift", by="zone", **CALL)
    with duckdb.connect() as database:
        database.register("homes", frame)
        rows = database.sql(
            "with h as (select *, weight * members w, baht < 30000 poor, helped = 1 got "
            "from homes) "
            "select zone, sum(w) filter (got) / sum(w), "
            "sum(w) filter (got and poor) / sum(w) filter (poor), "
            "sum(w) filter (got and not poor) / sum(w) filter (not poor), "
            "sum(w) filter (not got and poor) / sum(w) filter (poor), "
            "sum(w) filter (got and not poor) / sum(w) filter (got), "
            "sum(weight * gift) filter (not poor) / sum(weight * gift) from h group by zone"
        ).fetchall()
    table = got.pivot_table(index="zone", columns="measure", values="value")
    for zone, *values in rows:
        assert table.loc[zone, [*KEYS, "leakage"]].tolist() == pytest.approx(values, rel=1e-12)


def test_the_error_of_a_share_among_some_is_that_of_poverty_on_these_alone():
    """Undercoverage is a mean among the poor: the same call on them, with the design of all."""
    frame = many().assign(one=lambda rows: np.where(rows["helped"] == 1, LINE, 0.0))
    frame["is_poor"] = frame["baht"] < LINE
    design = measures.Sample(strata="zone", psu="place")
    call = {"members": "members", "weight": "weight", "unit": "persons", "design": design}
    got = ask(frame, weight="weight", design=design).loc["exclusion_error"]
    among = measures.poverty(
        frame, income="one", line=LINE, measures="headcount", by="is_poor", **call
    ).query("is_poor")
    assert got["se"] == pytest.approx(among["se"].item(), rel=1e-12)
    assert got["low"] == pytest.approx(among["low"].item(), rel=1e-12)


def test_the_error_of_the_differential_is_that_of_a_regression_on_being_poor():
    import statsmodels.api as sm

    frame = many()
    design = measures.Sample(psu="place")
    got = ask(frame, weight="weight", design=design, unit="households").loc[
        "targeting_differential"
    ]
    poor = sm.add_constant((frame["baht"] < LINE).astype(float))
    fitted = sm.WLS(frame["helped"], poor, weights=frame["weight"]).fit(
        cov_type="cluster", cov_kwds={"groups": frame["place"], "use_correction": False}
    )
    assert got["value"] == pytest.approx(fitted.params.iloc[1], rel=1e-10)
    assert got["se"] == pytest.approx(fitted.bse.iloc[1] * np.sqrt(24 / 23), rel=1e-10)


def test_where_all_poor_are_reached_the_interval_has_the_number_of_poor():
    """None of 50 poor missed, among 400: 0 to 3.84 / (50 + 3.84), as Wilson gives."""
    frame = many().assign(baht=np.where(np.arange(400) < 50, 1.0, 50_000), helped=1)
    got = ask(frame, unit="households", design=measures.Sample()).loc["exclusion_error"]
    assert (got["value"], got["se"], got["low"]) == (0, 0, 0)
    assert got["high"] == pytest.approx(0.0713, abs=1e-4)


def test_a_census_has_no_sampling_error():
    got = ask(many(), design=measures.Census(), benefit="gift")
    assert (got["se"] == 0).all()


def test_replicates_are_computed_again_and_again():
    frame = many(60)
    weights = {f"r{at}": frame["weight"] * (np.arange(60) != at) * 60 / 59 for at in range(60)}
    frame = frame.assign(**weights)
    design = measures.Replicates(list(weights), scale=59 / 60)
    got = ask(frame, weight="weight", design=design)["se"]
    linear = ask(frame, weight="weight", design=measures.Sample())["se"]
    assert got.tolist() == pytest.approx(linear.tolist(), rel=0.1)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"helped": 2}, "เป็น 1 0 หรือว่าง"),
        ({"gift": -1.0}, "ติดลบ"),
        ({"baht": "many"}, "ตัวเลข"),
    ],
)
def test_a_wrong_column_is_refused(given, said):
    with pytest.raises(MeasureError, match=said):
        ask(HOMES.assign(**given), benefit="gift")
