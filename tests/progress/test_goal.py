import pytest
from hypothesis import given
from hypothesis import strategies as st

from povlib.errors import MeasureError
from povlib.progress import goal_of, split_by_largest_remainder


@given(st.lists(st.integers(0, 500), min_size=1, max_size=20), st.sampled_from([0.0, 0.7, 1.0]))
def test_parts_add_up_to_the_goal_and_none_is_above_its_targets(targets, share):
    goal = goal_of(sum(targets), target_share=share)
    parts = split_by_largest_remainder(targets, total=goal)
    assert sum(parts) == goal
    assert all(0 <= part <= n for part, n in zip(parts, targets, strict=True))


def test_equal_remainders_go_to_the_earlier_place():
    assert split_by_largest_remainder([1, 1, 1], total=2) == [1, 1, 0]


def test_seven_tenths_of_ten_is_seven_and_not_eight():
    assert goal_of(10, target_share=0.7) == 7


def test_a_goal_needs_somebody_to_carry_it():
    with pytest.raises(MeasureError):
        split_by_largest_remainder([0, 0], total=1)
