"""Growth, redistribution and growth incidence: by hand, and by laws of the parts."""

import duckdb
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from povlib import measures
from povlib.errors import MeasureError
from povlib.measures.change import datt_ravallion, growth_incidence

INCOMES = st.lists(st.integers(1_000, 90_000), min_size=2, max_size=15)
CALL = {"income": "baht", "line": 30_000, "members": None, "unit": "households"}


def frame(baht: list) -> pd.DataFrame:
    return pd.DataFrame({"baht": np.array(baht, dtype=float)})


@settings(max_examples=30, deadline=None)
@given(INCOMES, INCOMES, st.sampled_from(["headcount", "poverty_gap", "squared_gap", "watts"]))
def test_parts_add_up_and_shapley_is_the_middle(before, after, measure):
    got = datt_ravallion(frame(before), frame(after), measure=measure, **CALL)
    parts = got[["growth", "redistribution", "residual"]].sum(axis=1)
    assert parts.tolist() == pytest.approx(got["change"].tolist(), abs=1e-12)
    for part in ("growth", "redistribution"):
        middle = got[part].iloc[1:].mean()
        assert got[part].iloc[0] == pytest.approx(middle, abs=1e-12)
    levels = [
        measures.poverty(frame(f), measures=measure, **CALL)["value"].item()
        for f in (before, after)
    ]
    assert got["change"].iloc[0] == pytest.approx(levels[1] - levels[0], abs=1e-12)


@settings(max_examples=20, deadline=None)
@given(INCOMES, INCOMES)
def test_the_other_way_round_changes_only_the_sign(before, after):
    there = datt_ravallion(frame(before), frame(after), measure="poverty_gap", **CALL).iloc[0]
    back = datt_ravallion(frame(after), frame(before), measure="poverty_gap", **CALL).iloc[0]
    for part in ("change", "growth", "redistribution"):
        assert there[part] == pytest.approx(-back[part], abs=1e-12)


def test_the_same_mean_is_all_redistribution():
    got = datt_ravallion(frame([10_000, 50_000]), frame([30_000, 30_000]), **CALL).iloc[0]
    assert (got["change"], got["growth"], got["redistribution"]) == (-0.5, 0, -0.5)


def test_a_mean_of_nothing_and_an_unknown_measure_are_refused():
    with pytest.raises(MeasureError, match="มากกว่า 0"):
        datt_ravallion(frame([0, 0]), frame([1, 2]), **CALL)
    with pytest.raises(MeasureError, match="headcount, poverty_gap"):
        datt_ravallion(frame([1]), frame([2]), measure="gini", **CALL)


def test_growth_at_each_quantile_and_of_the_poor_by_hand():
    before, after = frame([10_000, 20_000, 40_000, 80_000]), frame([20_000, 25_000, 40_000, 60_000])
    got = growth_incidence(before, after, shares=[0.25, 0.5, 0.75, 1.0], **CALL)
    assert got["growth"].iloc[:4].tolist() == pytest.approx([1, 0.25, 0, -0.25])
    assert got["growth"].iloc[4] == pytest.approx(145 / 150 - 1)
    assert got["growth"].iloc[5] == pytest.approx((np.log(2) + np.log(1.25)) / 2)


def test_no_poor_before_has_no_pro_poor_rate():
    got = growth_incidence(frame([50_000, 60_000]), frame([50_000, 60_000]), **CALL)
    assert np.isnan(got["growth"].iloc[-1])
    assert got["growth"].iloc[-2] == 0


def test_a_quantile_of_nothing_has_no_growth():
    got = growth_incidence(frame([0, 60_000]), frame([10, 60_000]), shares=[0.5, 1], **CALL)
    assert np.isnan(got["growth"].iloc[0])
    assert np.isnan(got["growth"].iloc[-1])


def test_quantiles_that_grow_are_duckdbs_and_the_watts_index_too():
    draw = np.random.default_rng(3)
    before, after = (frame(draw.integers(1_000, top, 301)) for top in (60_000, 75_000))
    shares = [0.1, 0.25, 0.5, 0.9]
    got = growth_incidence(before, after, shares=shares, **CALL)["growth"]
    with duckdb.connect() as database:
        told = []
        for rows in (before, after):
            database.register("homes", rows)
            told.append(
                database.sql(
                    f"select quantile_disc(baht, {shares}), avg(baht), "
                    "sum(ln(30000 / baht)) filter (baht < 30000) / count(*), "
                    "avg((baht < 30000)::int) from homes"
                ).fetchall()[0]
            )
            database.unregister("homes")
    (old, mean, watts, poor), (new, next_mean, next_watts, _) = told
    expected = [after_ / before_ - 1 for before_, after_ in zip(old, new, strict=True)]
    expected += [next_mean / mean - 1, (watts - next_watts) / poor]
    assert got.tolist() == pytest.approx(expected)


def test_households_on_the_line_are_not_poor_in_any_part():
    before = pd.DataFrame({"baht": [20_000.0, 30_000, 69_027]})
    after = pd.DataFrame({"baht": [20_000.0, 25_000, 69_027]})
    call = {"income": "baht", "line": 30_000, "members": None, "unit": "households"}
    change = datt_ravallion(before, after, **call).loc[0, "change"]
    assert change == pytest.approx(1 / 3)
    chance = np.random.default_rng(2557)
    for _ in range(50):
        frames = [
            pd.DataFrame({"baht": chance.choice([10_000.0, 30_000, chance.uniform(1, 9e4)], 9)})
            for _ in range(2)
        ]
        levels = [
            measures.poverty(each, measures="headcount", **call)["value"].item() for each in frames
        ]
        got = datt_ravallion(*frames, **call)["change"]
        assert got.tolist() == pytest.approx([levels[1] - levels[0]] * 3)


def test_growth_that_has_no_value_says_why():
    call = {"income": "baht", "line": 30_000, "members": None, "unit": "households"}
    rich = pd.DataFrame({"baht": [40_000.0, 50_000]})
    got = growth_incidence(rich, rich, shares=[0.5], **call)
    assert got["reason"].tolist() == ["", "", "nobody_poor"]
    got = growth_incidence(rich, rich * np.nan, shares=[0.5], **call)
    assert got["reason"].tolist() == ["no_rows"] * 3


def test_a_share_of_the_growth_curve_is_asked_to_its_last_digit():
    """At 1/3 of three the rule "lower" gives the first; a hair above it would be the second."""
    start, end = frame([10_000, 20_000, 60_000]), frame([20_000, 20_000, 60_000])
    got = growth_incidence(start, end, shares=[1 / 3, 0.3333335], **CALL)
    assert got["growth"].tolist()[:2] == [1.0, 0.0]


@pytest.mark.parametrize("line", ["baht", measures.RelativeLine(), None, 0])
def test_the_line_of_both_years_is_one_number(line):
    with pytest.raises(MeasureError, match="line"):
        datt_ravallion(frame([10_000]), frame([20_000]), **(CALL | {"line": line}))


def test_measures_have_their_other_names_here_too():
    both = frame([10_000, 40_000]), frame([20_000, 50_000])
    got = [datt_ravallion(*both, measure=name, **CALL) for name in ("fgt1", "poverty_gap")]
    pd.testing.assert_frame_equal(*got)
