"""Projections: as statsmodels predicts, and held in as many trials as they say."""

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

from povlib.measures.projection import project

TIMES = np.array([0.0, 1, 2.5, 4, 5, 7])


def ask(values, times=TIMES, **given):
    codes = np.zeros(len(values), dtype=np.int64)
    return project(times, values=np.asarray(values, float), codes=codes, size=1, **given)


def predicted(model, at: list, level: float = 0.95) -> tuple[float, float, float]:
    told = model.fit().get_prediction(np.array([at])).summary_frame(alpha=1 - level).iloc[0]
    return told["mean"], told["obs_ci_lower"], told["obs_ci_upper"]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(-50, 50), min_size=3, max_size=6), st.integers(8, 20))
def test_the_trend_is_statsmodels_regression_with_its_prediction_interval(values, at):
    times = TIMES[: len(values)]
    got = ask(values, times, at=at, method="trend", level=0.9)
    expected = predicted(sm.OLS(np.array(values, float), sm.add_constant(times)), [1, at], 0.9)
    told = [float(part[0]) for part in (got.value, got.low, got.high)]
    assert told == pytest.approx(list(expected), abs=1e-6)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(-50, 50), min_size=3, max_size=6), st.integers(8, 20))
def test_the_drift_is_a_regression_of_steps_on_their_length(values, at):
    """Steps over the root of their time have one variance; the step ahead is scaled back."""
    times = TIMES[: len(values)]
    root, ahead = np.sqrt(np.diff(times)), np.sqrt(at - times[-1])
    model = sm.OLS(np.diff(np.array(values, float)) / root, root)
    expected = np.array(predicted(model, [ahead])) * ahead + values[-1]
    got = ask(values, times, at=at)
    told = [float(part[0]) for part in (got.value, got.low, got.high)]
    assert told == pytest.approx(expected.tolist(), abs=1e-6)
    assert got.rate[0] == pytest.approx((values[-1] - values[0]) / (times[-1] - times[0]))


@pytest.mark.parametrize("method", ["drift", "trend"])
@pytest.mark.parametrize("points", [3, 5, 12])
def test_ranges_hold_what_comes_in_95_of_100_trials(method, points):
    draw = np.random.default_rng(points)
    groups, years = 4_000, np.arange(points + 4.0)
    noise = draw.normal(0, 1, (groups, points + 4))
    paths = 0.3 * years + (noise.cumsum(axis=1) if method == "drift" else noise)
    got = project(
        np.tile(years[:points], groups),
        values=paths[:, :points].ravel(),
        codes=np.repeat(np.arange(groups), points),
        size=groups,
        at=years[-1],
        method=method,
    )
    held = np.mean((got.low <= paths[:, -1]) & (paths[:, -1] <= got.high))
    assert held == pytest.approx(0.95, abs=0.012)


def test_a_straight_history_leads_straight_on():
    for method in ("drift", "trend"):
        got = ask(2 * TIMES + 1, at=10, method=method)
        told = [float(part[0]) for part in (got.value, got.low, got.high)]
        assert told == pytest.approx([21, 21, 21])


def test_too_few_points_and_no_time_left_say_so():
    for values in ([], [1], [1, 2]):
        got = ask(values, TIMES[: len(values)], at=9)
        assert got.reason[0] == "few_points"
        assert np.isnan(got.value[0])
    assert ask([1, 2, 3, 4, 5, 6], at=7).reason[0] == "no_time_left"


def test_no_groups_have_no_projection():
    none = np.array([])
    got = project(none, values=none, codes=none.astype(np.int64), size=0, at=1)
    assert len(got.value) == 0
