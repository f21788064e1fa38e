"""Counts of follow-ups without a target: small ones hidden, with what would give them away."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from povlib.disclosure import is_hidden
from povlib.study.strays import pattern_of_strays

DISTRICTS = [f"{province}{n:02d}" for province in (24, 65, 30) for n in range(1, 5)]


def find(counts):
    rows = pd.Series(counts, index=pd.Index([*counts], dtype="str"), dtype="int64")
    return pattern_of_strays(rows, universe="stray", threshold=5)


def cell(code):
    return {"province_code": code[:2], "district_code": code}


@given(st.lists(st.integers(0, 9), min_size=len(DISTRICTS), max_size=len(DISTRICTS)))
def test_small_counts_are_hidden_and_never_alone(counts):
    given_counts = dict(zip(DISTRICTS, counts, strict=True))
    pattern = find(given_counts)
    hidden = {code for code in DISTRICTS if is_hidden(pattern, cell(code))}
    assert {code for code, n in given_counts.items() if 0 < n < 5} <= hidden
    for province in ("24", "65", "30"):
        inside = sum(code[:2] == province for code in hidden)
        assert inside != 1 or is_hidden(pattern, {"province_code": province})


def test_zeros_and_large_counts_are_shown():
    pattern = find(dict.fromkeys(DISTRICTS, 7) | {"2401": 0})
    assert not any(is_hidden(pattern, cell(code)) for code in DISTRICTS)


def test_a_nation_without_such_rows_has_nothing_to_hide():
    assert not is_hidden(find({}), {})


@pytest.mark.parametrize("place", [{}, {"province_code": "24"}])
def test_a_whole_of_few_is_hidden(place):
    assert is_hidden(find({"2401": 2}), place)
