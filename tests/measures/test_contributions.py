"""What groups contribute: by hand, at the limits, by laws, and counted by duckdb."""

import duckdb
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from povlib import measures
from povlib.errors import MeasureError
from tests.measures.homes import LINE, SIX, households
from tests.measures.test_design import sample
from tests.measures.test_lines import bootstrap

KEYS = ("headcount", "poverty_gap", "squared_gap", "poor_households", "poor_persons")
KEYS = (*KEYS, "cost_to_close_baht", "mean")


def ask(frame: pd.DataFrame, keys=KEYS, **given) -> pd.DataFrame:
    call = {"income": "baht", "line": LINE, "members": "members", "unit": "persons"}
    call |= {"by": "district_code", "measures": keys}
    return measures.contributions(frame, **(call | given))


def test_six_households_by_hand():
    got = ask(SIX).set_index(["measure", "district_code"])["value"]
    assert got["poor_persons"].tolist() == pytest.approx([6 / 7, 1 / 7])
    assert got["headcount"].tolist() == pytest.approx([6 / 7, 1 / 7])
    assert got["poor_households"].tolist() == pytest.approx([2 / 3, 1 / 3])
    assert got["cost_to_close_baht"].tolist() == pytest.approx([66_000 / 66_001, 1 / 66_001])
    assert got["mean"].tolist() == pytest.approx([234_000 / 533_999, 299_999 / 533_999])
    assert ask(SIX, "mean")["counted_share"].tolist() == pytest.approx([10 / 14, 4 / 14])


@settings(max_examples=15, deadline=None)
@given(households(), st.sampled_from(["persons", "households"]))
def test_shares_add_up_to_the_whole(frame, unit):
    got = ask(frame, KEYS[:-1], unit=unit).groupby("measure")["value"].sum(min_count=1).dropna()
    assert got.tolist() == pytest.approx([1] * len(got), rel=1e-12)


@settings(max_examples=15, deadline=None)
@given(households(), st.randoms(use_true_random=False))
def test_order_copies_and_coin_of_rows_change_no_share(frame, random):
    order = list(range(len(frame)))
    random.shuffle(order)
    before = ask(frame)
    pd.testing.assert_frame_equal(before, ask(frame.iloc[order]), rtol=1e-11)
    twice = ask(pd.concat([frame, frame]), line=LINE * 4)
    rich = frame.assign(baht=frame["baht"] * 4)
    again = ask(rich, line=LINE * 16)
    np.testing.assert_allclose(twice["value"], again["value"], rtol=1e-11, atol=1e-12)


@settings(max_examples=15, deadline=None)
@given(households())
def test_the_share_is_the_groups_sum_over_that_of_all(frame):
    got = ask(frame, "squared_gap")["value"].tolist()
    with duckdb.connect() as database:
        database.register("homes", frame)
        rows = database.sql(
            f"""select coalesce(sum(members * power(({LINE} - baht) / {LINE}::double, 2))
              filter (baht < {LINE}), 0) as gap from homes
            group by district_code order by district_code"""
        ).fetchall()
    whole = sum(row[0] for row in rows)
    expected = [row[0] / whole if whole else np.nan for row in rows]
    np.testing.assert_allclose(got, expected, rtol=1e-9)


def test_nobody_poor_shares_nothing_and_a_group_without_rows_is_null():
    rich = SIX.assign(baht=90_000.0)
    assert ask(rich, "headcount")["reason"].tolist() == ["nobody_poor"] * 2
    assert ask(rich, "headcount")["value"].isna().all()
    frame = SIX.assign(district_code=pd.Categorical(SIX["district_code"], [2401, 2402, 2499]))
    got = ask(frame, "poor_persons")
    assert got["reason"].tolist() == ["", "", "no_rows"]
    assert got["value"].tolist()[:2] == pytest.approx([6 / 7, 1 / 7])


def test_debts_above_all_incomes_and_a_zero_income_say_why():
    assert set(ask(SIX.assign(baht=-1.0), "mean")["reason"]) == {"no_income"}
    assert set(ask(SIX.assign(baht=0.0), "watts")["reason"]) == {"income_not_positive"}


def test_one_group_is_the_whole_and_has_no_error():
    got = ask(SIX.assign(all=1), by="all", design=measures.Sample()).iloc[0]
    assert (got["value"], got["low"], got["high"]) == (1, 1, 1)
    assert got["se"] == pytest.approx(0, abs=1e-12)


def test_a_share_of_a_census_has_no_error():
    assert (ask(SIX, design=measures.Census())["se"] == 0).all()


@pytest.mark.parametrize("line", [LINE, measures.RelativeLine(), measures.RelativeLine(by="zone")])
def test_errors_agree_with_a_bootstrap(line):
    frame = sample(900, seed=4)
    wide, design = bootstrap(frame)
    call = {"by": "zone", "weight": "weight", "line": line}
    keys = ["headcount", "poverty_gap", "cost_to_close_baht"]
    linear = ask(frame, keys, design=measures.Sample(), **call)
    again = ask(wide, keys, design=design, **call)
    assert (linear["se"] / again["se"]).tolist() == pytest.approx([1] * 9, abs=0.16)
    assert ((linear["low"] < linear["value"]) & (linear["value"] < linear["high"])).all()


def test_the_error_is_that_of_a_ratio_of_totals_by_hand():
    frame = sample()
    got = ask(frame, "poor_households", by="zone", weight="weight", design=measures.Sample())
    poor = (frame["weight"] * (frame["baht"] < LINE)).to_numpy()
    for zone, error in enumerate(got["se"]):
        here = poor * (frame["zone"] == zone).to_numpy()
        score = (here - here.sum() / poor.sum() * poor) / poor.sum()
        assert error == pytest.approx(np.sqrt(240 / 239 * ((score - score.mean()) ** 2).sum()))


@pytest.mark.parametrize("key", ["gini", "sen", "mean_gap_poor", "income_gap_ratio", "median"])
def test_a_measure_whose_groups_do_not_add_up_is_refused(key):
    with pytest.raises(MeasureError, match="กลุ่มรวมกันเป็นทั้งหมด.*headcount, poverty_gap"):
        ask(SIX, key)
