"""What a budget reaches: by hand, at the limits, and by giving the money and measuring again."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from povlib import measures
from povlib.errors import MeasureError
from povlib.measures.simulate import RULES, simulate
from tests.measures.homes import LINE, households

BUDGETS = (0, 1, 5_000, 40_000, 200_000, 10_000_000)


def ask(frame: pd.DataFrame, budget=BUDGETS, rule: str = "nearest", **given) -> pd.DataFrame:
    call = {"income": "baht", "line": LINE, "members": "members", "unit": "persons"}
    call |= {"group": "district_code"} if rule == "by_group" else {}
    return simulate(frame, budget_baht=budget, rule=rule, **(call | given))


HOMES = pd.DataFrame({"baht": [20_000.0, 28_000, 10_000, 50_000], "members": [1, 2, 3, 4]})


def test_the_nearest_are_lifted_first_and_the_last_in_part():
    got = ask(HOMES, budget=[3_999, 4_000, 14_000, 44_000, 74_000])
    assert got["lifted_households"].tolist() == [0, 1, 2, 2, 3]
    assert got["lifted_persons"].tolist() == [0, 2, 3, 3, 6]
    assert got["headcount"].tolist() == pytest.approx([0.6, 0.4, 0.3, 0.3, 0])
    assert got["poverty_gap"].iloc[3] == pytest.approx(3 * (10_000 / 30_000) / 10)


@pytest.mark.parametrize("rule", ["nearest", "deepest"])
@pytest.mark.parametrize("order", [[0, 1], [1, 0]])
def test_of_equal_gaps_the_smaller_household_comes_first(rule, order):
    homes = pd.DataFrame({"baht": [20_000, 20_000], "members": [5, 2]}).iloc[order]
    got = ask(homes, budget=[20_000, 25_000], rule=rule)
    assert got["lifted_persons"].tolist() == [2, 2]
    assert got["left_baht"].tolist() == [0, 0]


def test_the_deepest_are_lifted_first():
    got = ask(HOMES, budget=[60_000, 70_000], rule="deepest")
    assert got["lifted_persons"].tolist() == [3, 4]


def test_equal_amounts_stop_where_nothing_lacks():
    got = ask(HOMES, budget=[12_000, 24_000], rule="equal")
    # 2,000 each to 6 persons lift the one who lacks 2,000; then 2,000 + 12,000 / 4 more.
    assert got["lifted_households"].tolist() == [1, 1]
    assert got["cost_to_close_baht"].tolist() == pytest.approx([62_000, 50_000])


def test_what_is_left_over_stays():
    got = ask(HOMES, budget=100_000).iloc[0]
    assert got["left_baht"] == pytest.approx(26_000)
    assert (got["headcount"], got["cost_to_close_baht"]) == (0, 0)


def test_nobody_poor_and_nobody_at_all():
    rich = ask(HOMES.assign(baht=50_000.0))
    assert (rich["spent_baht"] == 0).all()
    assert (rich["headcount"] == 0).all()
    empty = ask(HOMES.iloc[:0])
    assert empty["headcount"].isna().all()


def test_a_missing_income_is_left_out_and_counted():
    got = ask(HOMES.assign(baht=[np.nan, 28_000, 10_000, 50_000]))
    assert set(got["n_missing"]) == {1}
    assert set(got["n"]) == {3}


@pytest.mark.parametrize("rule", RULES)
@settings(max_examples=25, deadline=None)
@given(households(), st.integers(0, 400_000))
def test_money_is_neither_lost_nor_made(rule, frame, budget):
    got = ask(frame, budget=budget, rule=rule).iloc[0]
    before = ask(frame, budget=0, rule=rule).iloc[0]
    assert got["spent_baht"] + got["left_baht"] == pytest.approx(budget)
    gone = before["cost_to_close_baht"] - got["cost_to_close_baht"]
    assert gone == pytest.approx(got["spent_baht"], abs=1e-3)
    assert got["left_baht"] == pytest.approx(
        max(budget - before["cost_to_close_baht"], 0), abs=1e-3
    )


@pytest.mark.parametrize("rule", RULES)
@settings(max_examples=15, deadline=None)
@given(households(), st.lists(st.integers(0, 400_000), min_size=2, max_size=6))
def test_a_curve_is_its_points_in_the_order_asked(rule, frame, budgets):
    curve = ask(frame, budget=budgets, rule=rule)
    points = [ask(frame, budget=budget, rule=rule) for budget in budgets]
    pd.testing.assert_frame_equal(curve, pd.concat(points, ignore_index=True))
    falling = curve.sort_values("budget_baht")
    for key in ("poverty_gap", "cost_to_close_baht"):
        assert (falling[key].diff().dropna() <= 1e-9 * falling[key].max()).all()


@settings(max_examples=25, deadline=None)
@given(households(), st.integers(0, 400_000))
def test_equal_gifts_made_by_hand_and_measured_again_tell_the_same(frame, budget):
    """The level is sought by halving; the rule finds it in its running totals."""
    lacks = np.clip(LINE - frame["baht"].to_numpy(float), 0, None)
    low, high = 0.0, float(LINE * 2)
    for _ in range(100):
        level = (low + high) / 2
        spent = (np.minimum(lacks, level) * frame["members"]).sum()
        low, high = (level, high) if spent <= budget else (low, level)
    left = lacks - np.minimum(lacks, low)
    got = ask(frame, budget=budget, rule="equal").iloc[0]
    persons = frame["members"].sum()
    gap = (left / LINE * frame["members"]).sum() / persons
    squared = ((left / LINE) ** 2 * frame["members"]).sum() / persons
    assert got["poverty_gap"] == pytest.approx(gap, abs=1e-9)
    assert got["squared_gap"] == pytest.approx(squared, abs=1e-9)


@settings(max_examples=25, deadline=None)
@given(households(), st.integers(0, 400_000))
def test_nothing_lifts_more_households_than_the_cheapest_first_of_equal_size(frame, budget):
    frame = frame.assign(members=2)
    lifted = {r: ask(frame, budget=budget, rule=r)["lifted_households"].item() for r in RULES}
    assert lifted["nearest"] == max(lifted.values())


@settings(max_examples=25, deadline=None)
@given(households(), st.integers(0, 400_000))
def test_giving_the_money_and_measuring_again_tells_the_same(frame, budget):
    frame = frame.astype({"baht": "float64"})
    left = float(budget)
    after = frame["baht"].copy()
    for at in frame.assign(gap=LINE - frame["baht"]).query("gap > 0").sort_values("gap").index:
        lacks = (LINE - frame["baht"][at]) * frame["members"][at]
        gift = min(left, lacks)
        after[at] = LINE if gift == lacks else after[at] + gift / frame["members"][at]
        left -= gift
    keys = ["headcount", "poverty_gap", "squared_gap", "cost_to_close_baht"]
    again = measures.poverty(
        frame.assign(baht=after),
        income="baht",
        line=LINE,
        members="members",
        unit="persons",
        measures=keys,
    ).set_index("measure")["value"]
    got = ask(frame.sort_values("members", kind="stable"), budget=budget).iloc[0]
    if frame["baht"].is_unique:
        for key in keys:
            assert got[key] == pytest.approx(again[key], rel=1e-9, abs=1e-6)
    assert got["cost_to_close_baht"] == pytest.approx(again["cost_to_close_baht"], abs=1e-3)


def test_a_weight_is_as_many_households():
    weighted = ask(HOMES.assign(weight=[2.0, 1, 1, 1]), budget=24_000, weight="weight")
    copied = ask(HOMES.loc[[0, 0, 1, 2, 3]], budget=24_000)
    for key in ("lifted_persons", "headcount", "poverty_gap", "spent_baht"):
        assert weighted[key].tolist() == pytest.approx(copied[key].tolist())


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"rule": "poorest"}, "nearest, deepest"),
        ({"budget": -1}, "ตั้งแต่ 0"),
        ({"budget": [np.inf]}, "ตั้งแต่ 0"),
        ({"unit": "heads"}, "นับอะไร"),
        ({"rule": "by_group", "group": None}, "by_group"),
        ({"line": 0}, "มากกว่า 0"),
    ],
)
def test_a_wrong_call_says_what_is_right(given, said):
    with pytest.raises(MeasureError, match=said):
        ask(HOMES.assign(district_code=1), **given)


def test_nobody_counted_is_no_zero():
    homes = pd.DataFrame({"baht": [None, None], "members": [1, 2]}, dtype="float64")
    call = {"income": "baht", "line": 30_000, "members": "members", "unit": "persons"}
    got = simulate(homes, budget_baht=[0, 5], rule="nearest", **call)
    assert got["reason"].tolist() == ["no_rows"] * 2
    assert got[["spent_baht", "lifted_households", "cost_to_close_baht"]].isna().all(axis=None)


@pytest.mark.parametrize("rule", ["nearest", "deepest", "equal"])
def test_nobody_spends_more_than_there_is(rule):
    chance = np.random.default_rng(2557)
    homes = pd.DataFrame({"baht": chance.uniform(0, 40_000, 500).round(2), "members": 3})
    call = {"income": "baht", "line": 30_000, "members": "members", "unit": "persons"}
    got = simulate(homes, budget_baht=[0, 5000, 123_456.78, 1e9], rule=rule, **call)
    assert (got["left_baht"] >= 0).all()
    assert got["spent_baht"].iloc[0] == 0
    assert (got["spent_baht"] + got["left_baht"] == got["budget_baht"]).all()


@pytest.mark.parametrize("budget", ["5000", True, [[1, 2]], None])
def test_a_budget_is_a_number_or_a_row_of_them(budget):
    homes = pd.DataFrame({"baht": [1.0]})
    with pytest.raises(MeasureError, match="budget"):
        simulate(
            homes,
            income="baht",
            line=2,
            members=None,
            unit="households",
            budget_baht=budget,
            rule="nearest",
        )
