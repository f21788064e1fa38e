"""Progress to a target: by hand, at the limits, by laws, and counted again by duckdb."""

from fractions import Fraction

import duckdb
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from povlib import measures
from povlib.errors import MeasureError
from povlib.measures.targets import attained_share, progress_to_target, required_rate

CALL = {"value": "share", "time": "year", "due": 2570}
FALLING = pd.DataFrame({"year": [2560, 2562, 2561, 2563], "share": [0.20, 0.16, 0.17, 0.14]})
HISTORIES = st.lists(st.integers(-40, 90), min_size=2, max_size=8)


def ask(frame: pd.DataFrame, **given) -> pd.DataFrame:
    got = progress_to_target(frame, **(CALL | {"target": 0.1} | given))
    return got.set_index("measure")


def test_a_falling_target_by_hand():
    got = ask(FALLING)["value"]
    assert got["progress_share"] == pytest.approx(0.6)
    assert got["remaining"] == pytest.approx(-0.04)
    assert got["required_pace"] == pytest.approx(-0.04 / 7)
    assert got["expected_now"] == pytest.approx(0.17)
    assert got["is_met"] == 0


def test_a_rising_target_by_hand():
    saving = pd.DataFrame({"year": [2560, 2564], "share": [40.0, 52]})
    got = ask(saving, target=60)["value"]
    assert got["progress_share"] == pytest.approx(0.6)
    assert (got["pace"], got["required_pace"]) == pytest.approx((3, 8 / 6))


@pytest.mark.parametrize(
    ("now", "target", "share", "met"),
    [(8, 10, 1.2, 1), (10, 10, 1, 1), (25, 10, -0.5, 0), (33, 30, 1.3, 1), (15, 30, -0.5, 0)],
)
def test_beyond_the_target_exactly_on_it_and_further_away_than_before(now, target, share, met):
    got = ask(pd.DataFrame({"year": [2560, 2563], "share": [20, now]}), target=target)["value"]
    assert got["progress_share"] == pytest.approx(share)
    assert got["is_met"] == met


def test_a_target_that_is_the_baseline_has_no_share_but_may_be_met_if_the_direction_is_said():
    frame = pd.DataFrame({"year": [2560, 2563], "share": [0.2, 0.19]})
    got = ask(frame, target=0.2)
    assert np.isnan(got["value"]["progress_share"])
    assert set(got["reason"][["progress_share", "is_met"]]) == {"no_distance"}
    said = ask(frame, target=0.2, direction="falling")
    assert (said["value"]["is_met"], said["reason"]["is_met"]) == (1, "")
    assert ask(frame, target=0.2, direction="rising")["value"]["is_met"] == 0


def test_one_point_two_points_and_none():
    one = ask(FALLING.iloc[:1])["reason"]
    assert (one["pace"], one["projected"], one["now"]) == ("one_point", "few_points", "")
    two = ask(FALLING.iloc[:2])
    assert two["reason"]["projected"] == "few_points"
    assert np.isnan(two["value"]["projected"])
    assert two["value"]["pace"] == pytest.approx(-0.02)
    assert set(ask(FALLING.iloc[:0])["reason"].iloc[:9]) == {"no_rows"}
    missing = ask(FALLING.assign(share=np.nan))
    assert missing["value"].isna().all()
    assert set(missing["n_missing"]) == {4}


def test_after_the_due_date_nothing_is_required_or_projected():
    got = ask(FALLING, due=2563)
    assert set(got["reason"][["required_pace", "projected"]]) == {"no_time_left"}
    assert got["value"]["expected_now"] == pytest.approx(0.1)


def test_the_baseline_may_be_a_later_year_and_must_be_there():
    got = ask(FALLING, baseline=2561)
    assert got["value"]["progress_share"] == pytest.approx(0.03 / 0.07)
    assert set(got["n"]) == {3}
    gone = ask(FALLING.query("year != 2561"), baseline=2561)["reason"]
    assert (gone["progress_share"], gone["pace"], gone["required_pace"]) == (
        "no_baseline",
        "no_baseline",
        "",
    )


def test_the_projection_stays_in_bounds():
    got = ask(FALLING, due=2590, bounds=(0, 1)).loc["projected"]
    assert (got["value"], got["low"]) == (0, 0)
    assert got["high"] > 0


def test_every_reason_is_in_a_planners_words():
    frames = [ask(FALLING.iloc[:n], due=due) for n in range(5) for due in (2550, 2570)]
    said = set(pd.concat(frames)["reason"]) | {"no_distance", "no_baseline"}
    assert said - {""} <= set(measures.UNDEFINED)


@settings(max_examples=15, deadline=None)
@given(HISTORIES, st.integers(-50, 99), st.integers(1, 9), st.integers(-99, 99))
def test_a_scale_a_shift_and_the_other_direction_leave_the_share_of_the_way(
    values, target, times, shift
):
    frame = pd.DataFrame({"year": 2560 + np.arange(len(values)), "share": np.array(values) * 1.0})
    one = ask(frame, target=target)["value"]
    for factor in (times, -times):
        other = frame.assign(share=factor * frame["share"] + shift)
        two = ask(other, target=factor * target + shift)["value"]
        for key in ("progress_share", "is_met"):
            assert two[key] == pytest.approx(one[key], nan_ok=True)
        for key in ("remaining", "pace", "required_pace"):
            assert two[key] == pytest.approx(factor * one[key], abs=1e-9)


@settings(max_examples=12, deadline=None)
@given(HISTORIES, HISTORIES, st.randoms(use_true_random=False))
def test_groups_are_told_as_each_alone_whatever_the_order_of_rows(some, others, random):
    frames = [
        pd.DataFrame({"year": 2560 + np.arange(len(v)), "share": v, "zone": zone})
        for zone, v in (("a", some), ("b", others))
    ]
    rows = pd.concat(frames, ignore_index=True)
    rows = rows.iloc[random.sample(range(len(rows)), len(rows))]
    both = progress_to_target(rows, target=5, by="zone", **CALL)
    for frame in frames:
        zone = frame["zone"].iloc[0]
        alone = progress_to_target(frame.astype({"share": "Int64"}), target=5, **CALL)
        part = both[both["zone"] == zone].drop(columns="zone").reset_index(drop=True)
        pd.testing.assert_frame_equal(part, alone)


def test_duckdb_counts_the_same_with_a_target_for_each_group():
    draw = np.random.default_rng(4)
    frame = pd.DataFrame(
        [(zone, year, draw.uniform(0, 1)) for zone in range(6) for year in range(2560, 2566)],
        columns=["zone", "year", "share"],
    ).sample(25, random_state=1)
    frame["goal"] = frame["zone"] / 10
    got = progress_to_target(frame, target="goal", by="zone", **CALL)
    table = got.pivot_table(index="zone", columns="measure", values="value")
    with duckdb.connect() as database:
        database.register("history", frame)
        rows = database.sql(
            "with h as (select zone, arg_min(share, year) b, arg_max(share, year) w, "
            "max(year) - min(year) gone, 2570 - max(year) ahead, any_value(goal) g "
            "from history group by zone) "
            "select zone, (w - b) / (g - b), g - w, (w - b) / gone, (g - w) / ahead from h"
        ).fetchall()
    keys = ["progress_share", "remaining", "pace", "required_pace"]
    for zone, *values in rows:
        assert table.loc[zone, keys].tolist() == pytest.approx(values)
    assert len(rows) == 6


def test_shares_of_the_way_of_arrays_and_rates_of_fractions():
    assert attained_share(np.array([1.0, 2.0]), now=2.0, target=2.0).tolist()[0] == 1
    assert np.isnan(attained_share(2.0, now=3.0, target=2.0))
    assert required_rate(10, left=Fraction(10, 3)) == 3
    assert np.isnan(required_rate(10, left=0))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"direction": "down"}, "falling"),
        ({"method": "guess"}, "drift, trend"),
        ({"level": 0}, "ระดับความเชื่อมั่น"),
        ({"bounds": (1, 0)}, "เรียง"),
        ({"time": "yeer"}, "ใช้ year"),
    ],
)
def test_a_wrong_call_says_what_is_right(given, said):
    with pytest.raises(MeasureError, match=said):
        ask(FALLING, **given)


def test_a_year_twice_is_refused():
    with pytest.raises(MeasureError, match="เวลาละหนึ่งแถว"):
        ask(pd.concat([FALLING, FALLING.iloc[:1]]))


def test_a_target_that_lay_behind_from_the_start_has_no_way_to_go():
    history = pd.DataFrame({"year": [2555, 2556, 2557], "share": [0.2, 0.15, 0.1]})
    got = progress_to_target(
        history, value="share", time="year", target=0.3, due=2560, direction="falling"
    ).set_index("measure")
    assert got.loc["is_met", "value"] == 1
    assert got.loc["required_pace", "value"] == 0
    assert got.loc["progress_share", "reason"] == "no_distance"


@pytest.mark.parametrize("due", [2550, 2563])
def test_a_due_that_has_passed_has_no_projection(due):
    got = ask(FALLING, target=0.1, due=due)
    assert got.loc["projected", "reason"] == "no_time_left"
    assert got.loc["projected", ["value", "low", "high"]].isna().all()


@pytest.mark.parametrize(
    "given", [{"due": "2570"}, {"due": np.inf}, {"due": None}, {"target": np.nan}]
)
def test_a_due_or_a_target_that_is_no_number_is_refused(given):
    with pytest.raises(MeasureError, match="ต้องเป็นตัวเลข"):
        ask(FALLING, **({"target": 0.1} | given))
