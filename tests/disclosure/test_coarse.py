import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from povlib.disclosure import rounded_text, rounded_to, share_step


@given(st.integers(5, 20_000_000), st.floats(0, 1))
def test_a_step_is_worth_at_least_the_threshold_and_the_next_finer_one_is_not(households, share):
    step = float(share_step(np.array([households]), threshold=5)[0])
    assert step * households >= 5 * (1 - 1e-12)
    assert step / 2.5 * households < 5
    shown = float(rounded_to(np.array([share]), step=step)[0])
    assert abs(shown - share) <= step / 2 * (1 + 1e-9)
    assert len(repr(shown)) <= 12


def test_an_attacker_cannot_tell_a_share_of_four_households_from_none():
    homes = np.full(5, 400)
    shown = rounded_to(np.arange(5) / homes, step=share_step(homes, threshold=5))
    assert set(shown.tolist()) == {0.0}


def test_the_income_of_one_household_is_not_told_by_a_quantile():
    incomes = np.arange(30_351.0, 30_450.0)
    assert set(rounded_to(incomes, step=100).tolist()) == {30_400.0}


def test_too_few_households_have_no_step():
    assert np.isnan(share_step(np.array([4]), threshold=5)).all()


@pytest.mark.parametrize("value", [np.nan])
def test_what_is_missing_stays_so(value):
    assert np.isnan(rounded_to(np.array([value]), step=0.1)).all()


@given(st.integers(5, 20_000_000), st.integers(0, 20_000_000))
def test_words_at_both_ends_hold_none_and_a_few(households, count):
    homes = np.array([float(households)])
    step = share_step(homes, threshold=5)
    share = np.array([min(count, households) / households])
    told = rounded_text(share, step=step, most=1)[0]
    if told.startswith("น้อยกว่า"):
        assert share[0] < step[0] and rounded_text(0 * share, step=step, most=1)[0] == told
    elif told.startswith("มากกว่า"):
        assert float(told.split()[1]) <= share[0] + 1e-9
    else:
        assert min(count, households) >= 5 and abs(float(told) - share[0]) <= step[0]


def test_what_has_no_step_has_no_words():
    assert (
        rounded_text(np.array([np.nan, 0.0]), step=np.array([0.1, np.nan])).tolist() == [None] * 2
    )
