"""One sorted number a household orders it as income does, and the general way gives the same."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from povlib.measures.deciles import earners_of, spread
from povlib.measures.homes import Homes

rows = st.lists(
    st.tuples(st.integers(0, 4), st.integers(1, 63), st.integers(0, 400_000_000)), max_size=50
)


@given(rows)
def test_packed_numbers_give_what_sorting_places_gives(homes):
    earners = earners_of(homes_of(homes))
    assert earners.packed is not None
    require_same(earners, replace(earners, packed=None))


def test_a_household_too_large_to_be_packed_takes_the_general_way():
    homes = homes_of([(0, 3, 90_000), (0, 99, 990_000), (1, 1, 5)])
    earners = earners_of(homes)
    assert earners.packed is None
    medians = spread(earners.by_area(np.arange(2), size=2))["median"]
    assert medians.tolist() == [10_000.0, 5.0]


def homes_of(rows):
    village, members, baht = np.array(sorted(rows), dtype=np.int64).reshape(-1, 3).T
    return Homes(24010101 + village, members, baht, np.ones(len(baht), dtype=bool))


def require_same(one, other):
    size = int(one.village.max(initial=-1)) + 1
    ours, theirs = (each.by_area(np.arange(size), size=size) for each in (one, other))
    for name in ("ends", "persons", "baht"):
        np.testing.assert_array_equal(getattr(ours, name), getattr(theirs, name))
    for name, value in spread(ours).items():
        np.testing.assert_array_equal(value, spread(theirs)[name])
