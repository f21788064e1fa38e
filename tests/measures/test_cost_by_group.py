"""What a district would cost: by hand, at the limits, by laws, and by trying every set."""

from itertools import combinations

import duckdb
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from povlib import measures
from povlib.errors import MeasureError
from povlib.measures.simulate import cost_by_group, simulate
from tests.measures.homes import LINE, SIX, households

CALL = {"income": "baht", "line": LINE, "members": "members", "by": "district_code"}
PERSONS = CALL | {"unit": "persons"}


def test_six_households_in_two_districts_by_hand():
    """2401: lacks 15,000 x 4 and 3,000 x 2, one on the line; 2402: lacks 1 baht; one unknown."""
    got = cost_by_group(SIX, **PERSONS, target_headcount=0.4)
    assert got["district_code"].tolist() == [2401, 2402]
    assert got["cost_to_close_baht"].tolist() == [66_000, 1]
    assert got["headcount"].tolist() == pytest.approx([0.6, 0.25])
    assert got["cost_to_target_baht"].tolist() == [6_000, 0]
    assert got["headcount_reached"].tolist() == pytest.approx([0.4, 0.25])
    assert got["n_missing"].tolist() == [0, 1]
    assert got["cost_share"].sum() == pytest.approx(1)


def test_for_households_the_cheapest_household_goes_first():
    frame = pd.DataFrame({"baht": [29_000, 20_000], "members": [20, 1], "district_code": 1})
    call = CALL | {"target_headcount": 0.5}
    assert cost_by_group(frame, unit="households", **call)["cost_to_target_baht"].item() == 10_000
    assert cost_by_group(frame, unit="persons", **call)["cost_to_target_baht"].item() == 20_000


def test_exactly_at_the_target_is_reached():
    frame = pd.DataFrame({"baht": [20_000] * 3 + [40_000] * 7, "district_code": 1})
    for tenths in range(1, 4):
        got = cost_by_group(
            frame, **(PERSONS | {"members": None}), target_headcount=tenths / 10
        ).iloc[0]
        assert got["lifted_households"] == 3 - tenths


def test_nobody_poor_all_poor_nobody_counted_and_no_rows():
    frame = pd.DataFrame(
        {
            "baht": [50_000.0, 0, -1_000, 10, np.nan],
            "members": [1, 2, 2, 0, 3],
            "district_code": [1, 2, 2, 3, 4],
        }
    )
    got = cost_by_group(frame, **PERSONS).set_index("district_code")
    assert got["cost_to_target_baht"].iloc[:2].tolist() == [0, 122_000]
    assert got["headcount_reached"].iloc[:2].tolist() == [0, 0]
    assert got["reason"].tolist() == ["", "", "nobody_counted", "no_rows"]
    assert got["cost_to_close_baht"].iloc[2:].isna().all()
    assert set(got["reason"]) - {""} <= set(measures.UNDEFINED)
    assert len(cost_by_group(frame.iloc[:0], **PERSONS)) == 0


@settings(max_examples=15, deadline=None)
@given(households(), st.sampled_from([0.0, 0.1, 0.25, 0.5]), st.randoms(use_true_random=False))
def test_the_costs_are_those_of_poverty_and_the_target_is_reached(frame, target, random):
    got = cost_by_group(frame, **PERSONS, target_headcount=target)
    for key in ("headcount", "cost_to_close_baht", "poor_households", "poor_persons"):
        expected = measures.poverty(frame, **PERSONS, measures=key)["value"]
        assert got[key].tolist() == pytest.approx(expected.tolist())
    assert (got["headcount_reached"] <= target + 1e-12).all()
    if target == 0:
        assert got["cost_to_target_baht"].tolist() == pytest.approx(
            got["cost_to_close_baht"].tolist()
        )
    mixed = frame.iloc[random.sample(range(len(frame)), len(frame))]
    again = cost_by_group(mixed, **PERSONS, target_headcount=target)
    assert again["cost_to_target_baht"].tolist() == got["cost_to_target_baht"].tolist()


@settings(max_examples=25, deadline=None)
@given(households(), st.sampled_from([0.0, 0.2, 0.5]))
def test_no_other_set_of_households_is_cheaper(frame, target):
    frame = frame.head(8).assign(district_code=1)
    got = cost_by_group(frame, unit="households", **CALL, target_headcount=target).iloc[0]
    costs = ((LINE - frame["baht"]) * frame["members"])[frame["baht"] < LINE].tolist()
    enough = [
        sum(chosen)
        for size in range(len(costs) + 1)
        for chosen in combinations(costs, size)
        if (len(costs) - size) / len(frame) <= target + 1e-12
    ]
    assert got["cost_to_target_baht"] == min(enough)


def test_the_money_buys_in_a_simulation_what_it_is_said_to_buy():
    draw = np.random.default_rng(2)
    frame = pd.DataFrame(
        {"baht": draw.integers(0, 60_000, 300), "members": draw.integers(1, 7, 300)}
    ).assign(district_code=1)
    told = cost_by_group(frame, **PERSONS, target_headcount=0.2).iloc[0]
    call = {key: value for key, value in PERSONS.items() if key != "by"}
    got = simulate(frame, budget_baht=told["cost_to_target_baht"], rule="nearest", **call).iloc[0]
    assert got["headcount"] == pytest.approx(told["headcount_reached"])
    assert got["lifted_persons"] == told["lifted_persons"]


def test_duckdb_counts_the_same_with_weights_and_own_lines():
    draw = np.random.default_rng(8)
    frame = pd.DataFrame(
        {
            "baht": draw.integers(0, 60_000, 500).astype(float) + draw.random(500),
            "members": draw.integers(1, 7, 500),
            "weight": draw.uniform(0.5, 3, 500),
            "z": draw.choice([25_000, 32_000], 500),
            "district_code": draw.integers(0, 6, 500),
        }
    )
    got = cost_by_group(frame, **(PERSONS | {"line": "z"}), weight="weight", target_headcount=0.15)
    with duckdb.connect() as database:
        database.register("homes", frame)
        rows = database.sql(
            "with h as (select *, weight * members c, sum(weight * members) over (partition by "
            "district_code) total from homes), "
            "p as (select *, (z - baht) * c cost, sum(c) over (partition by district_code order by "
            "z - baht) - c before, sum(c) over (partition by district_code) poor "
            "from h where baht < z) "
            "select district_code, sum(cost), sum(cost) filter (before < poor - 0.15 * total) "
            "from p group by 1 order by 1"
        ).fetchall()
    shown = got[["district_code", "cost_to_close_baht", "cost_to_target_baht"]]
    assert shown.to_numpy().ravel().tolist() == pytest.approx(np.ravel(rows).tolist())


@pytest.mark.parametrize("target", [-0.1, 1, 2])
def test_a_target_that_is_no_share_is_refused(target):
    with pytest.raises(MeasureError, match="สัดส่วนเป้าหมาย"):
        cost_by_group(SIX, **PERSONS, target_headcount=target)
