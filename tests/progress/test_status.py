import pandas as pd
import pytest

from povlib.progress import floor_share, status_of

BASE = {"targets": 100, "goal": 70, "plan_passed": 47, "measured_share_floor": 0.25}


@pytest.mark.parametrize(
    ("passed", "measured_share", "status"),
    [
        (70, 0.7, "met"),
        (69, 0.7, "on_track"),
        (47, 0.47, "on_track"),
        (46, 0.46, "behind"),
        (10, 0.25, "behind"),
        (10, 0.249, "no_data"),
    ],
)
def test_status_turns_exactly_at_its_bounds(passed, measured_share, status):
    assert status_of(passed=passed, measured_share=measured_share, **BASE) == status


def test_without_targets_there_is_nothing_to_judge():
    none = {**BASE, "targets": 0, "goal": 0, "plan_passed": 0}
    assert status_of(passed=0, measured_share=float("nan"), **none) == "no_targets"


def test_shares_are_rounded_down_so_that_they_never_reach_a_bound_too_early():
    assert floor_share(pd.Series([6999]), whole=pd.Series([10_000])).tolist() == [0.699]
    assert floor_share(pd.Series([29]), whole=pd.Series([100])).tolist() == [0.29]
