"""Rows are ordered as numpy.lexsort orders them, whatever is tied and however large the numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from povlib.measures import ordering
from povlib.measures.ordering import sorted_places

INCOMES = st.sampled_from([-5.0, -0.0, 0.0, 0.1, 1000.0, 1e-300, 1e12])
ROWS = st.lists(st.tuples(st.integers(0, 3), INCOMES, st.sampled_from([0.0, 0.5, 3.0])))


def lexsorted(codes, income, weight):
    return np.lexsort((weight, income, codes)).tolist()


def columns(rows):
    codes, income, weight = zip(*rows, strict=True) if rows else ((), (), ())
    return np.array(codes, np.int64), np.array(income, float), np.array(weight, float)


@pytest.mark.parametrize("most", [2**63, 40])
@given(rows=ROWS)
def test_the_order_is_that_of_lexsort(most, rows):
    codes, income, weight = columns(rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ordering, "_MOST", most)  # numbers are counted anew at every key
        got = sorted_places(codes, size=4, income=income, weight=weight)
    assert got.tolist() == lexsorted(codes, income, weight)


@pytest.mark.parametrize("groups", [1, 50, 100_000])
def test_many_rows_with_and_without_ties_come_in_the_order_of_lexsort(groups):
    rng = np.random.default_rng(2557)
    codes, weight = rng.integers(0, groups, 50_000), rng.integers(1, 9, 50_000).astype(float)
    for income in (rng.lognormal(11, 0.6, 50_000), rng.integers(0, 200, 50_000) * 1000.0):
        got = sorted_places(codes, size=groups, income=income, weight=weight)
        assert got.tolist() == lexsorted(codes, income, weight)


def test_large_weights_of_many_kinds_do_not_overflow():
    rng = np.random.default_rng(1)
    codes, income = np.arange(20_000) % 7, rng.random(20_000)
    weight = rng.random(20_000)
    got = sorted_places(codes, size=2**40, income=income, weight=weight)
    assert got.tolist() == lexsorted(codes, income, weight)
