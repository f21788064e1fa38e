"""Running totals give what the scan gives, at every step of the line."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from povlib import measures
from povlib.errors import MeasureError
from tests.measures.homes import KEYS, SIX, households

LOOKED_UP = tuple(k for k in KEYS if k not in ("squared_gap", "median"))
CALL = {"income": "baht", "members": "members", "by": "district_code"}


def same_at(frame: pd.DataFrame, line: float, **given) -> None:
    totals = measures.prefix_sums(frame, **CALL)
    looked_up = measures.poverty_at(totals, line=line, measures=LOOKED_UP, **given)
    scanned = measures.poverty(frame, line=line, measures=LOOKED_UP, **CALL, **given)
    pd.testing.assert_frame_equal(looked_up, scanned, rtol=1e-12, atol=1e-9)


@settings(max_examples=25, deadline=None)
@given(households(), st.sampled_from(["persons", "households"]), st.booleans())
def test_a_lookup_equals_the_scan_at_every_step(frame, unit, strict):
    for line in range(10_000, 61_000, 5_000):
        same_at(frame, line, unit=unit, strict=strict)


def test_missing_incomes_are_counted_and_empty_groups_are_null():
    frame = SIX.assign(district_code=SIX["district_code"].astype("category"))
    frame["district_code"] = frame["district_code"].cat.add_categories([2499])
    same_at(frame, 30_000, unit="persons")
    same_at(SIX.iloc[:0], 30_000, unit="households")
    same_at(SIX.iloc[5:], 30_000, unit="households")


@pytest.mark.parametrize("key", ["median", "squared_gap"])
def test_what_cannot_be_looked_up_is_refused(key):
    totals = measures.prefix_sums(SIX, **CALL)
    with pytest.raises(MeasureError, match=r"ใช้ povlib\.measures\.poverty"):
        measures.poverty_at(totals, line=30_000, unit="persons", measures=key)


def test_the_line_must_be_above_zero():
    totals = measures.prefix_sums(SIX, **CALL)
    with pytest.raises(MeasureError, match="มากกว่า 0"):
        measures.poverty_at(totals, line=0, unit="persons", measures="headcount")


@pytest.mark.parametrize("line", ["baht", measures.RelativeLine(), None, float("inf")])
def test_the_line_must_be_a_number(line):
    totals = measures.prefix_sums(SIX, income="baht", members="members")
    with pytest.raises(MeasureError, match="line"):
        measures.poverty_at(totals, line=line, unit="persons", measures="headcount")
