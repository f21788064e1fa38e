"""Bins of income add up to the same however the country is cut, and open to the rows in them."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from povlib.errors import MeasureError
from povlib.measures import poverty
from povlib.measures.bins import BINS_PER_BAHT, BinSums, bins_of, opened, quantile_bins, rows_in
from povlib.measures.deciles import TENTHS, earners_of, spread
from povlib.measures.homes import Homes

rows = st.lists(
    st.tuples(st.integers(1, 50), st.integers(0, 30_000_000), st.booleans()),
    min_size=1,
    max_size=60,
)


@given(rows, st.integers(0, 60))
def test_deciles_are_exact_and_gini_nearly_wherever_the_country_is_cut(homes, cut):
    got = from_bins([homes_of(part) for part in (homes[:cut], homes[cut:]) if part])
    frame = pd.DataFrame(homes, columns=["members", "total", "is_known"])
    exact = poverty(
        frame.assign(baht=(frame["total"] / frame["members"]).where(frame["is_known"])),
        income="baht",
        line=1.0,
        members="members",
        unit="persons",
        measures=["gini", "median", *(f"quantile:0.{tenth}" for tenth in TENTHS)],
    )["value"].tolist()
    names = ["gini", "median", *(f"p{tenth}0" for tenth in TENTHS)]
    assert [got[name].item() for name in names[1:]] == pytest.approx(exact[1:], abs=0, nan_ok=True)
    assert got["gini"].item() == pytest.approx(exact[0], abs=0.1 / BINS_PER_BAHT, nan_ok=True)


def test_incomes_above_the_dense_bins_count_as_well():
    got = from_bins([homes_of([(1, 400_000_000, True), (1, 10, True), (1, 399_999_999, True)])])
    assert got["median"].item() == 399_999_999


def test_rows_that_changed_since_the_bins_were_made_are_refused():
    homes = homes_of([(1, 100, True), (2, 200, True)])
    bins = bins_of(one_area(homes))
    numbers = quantile_bins(bins)
    with pytest.raises(MeasureError):
        opened(bins, numbers=numbers, rows=[rows_in(homes_of([(3, 303, True)]), numbers)])


def homes_of(rows):
    members, baht, known = (np.array(column) for column in zip(*rows, strict=True))
    return Homes(np.full(len(rows), 24010101), members, np.where(known, baht, 0), known)


def from_bins(units):
    sums = BinSums()
    for unit in units:
        sums.add(bins_of(one_area(unit)))
    numbers = quantile_bins(sums.total())
    rows = [rows_in(unit, numbers) for unit in units]
    return spread(opened(sums.total(), numbers=numbers, rows=rows))


def one_area(homes):
    return earners_of(homes).by_area(np.zeros(1, int), size=1)
