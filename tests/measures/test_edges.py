"""Any small frame under any design: a value with an error and an interval, or a reason."""

from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from povlib import measures
from povlib.errors import MeasureError

ROW = st.tuples(
    st.sampled_from([0.0, -5_000, 777, 12_345.6, 29_999, 30_000, 90_000, np.nan]),
    st.sampled_from([0.0, 1, 2, 5]),
    st.sampled_from([0.0, 1, 2.5, 10]),
    st.sampled_from(["a", "b"]),
    st.sampled_from([1, 2]),
)
DESIGNS = [measures.Census(), measures.Sample(), measures.Sample(strata="year", lonely="adjust")]


def frame_of(rows: list) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["baht", "members", "weight", "zone", "year"])
    frame = frame.astype({"baht": float, "members": float, "weight": float})
    return frame.assign(zone=pd.Categorical(frame["zone"], ["a", "b", "c"]))


def assert_sound(got: pd.DataFrame) -> None:
    has_value = got["value"].notna()
    assert (has_value == (got["reason"] == "")).all()
    assert (has_value == got["se"].notna()).all()
    told = got[has_value]
    room = 1e-9 * told["value"].abs()
    assert (told["low"] <= told["value"] + room).all()
    assert (told["value"] <= told["high"] + room).all()


@pytest.mark.parametrize("design", DESIGNS)
@pytest.mark.parametrize(
    "line", [30_000, measures.RelativeLine(), measures.RelativeLine(by="year")]
)
@settings(max_examples=8, deadline=None)
@given(st.lists(ROW, max_size=8), st.sampled_from(["persons", "households"]))
def test_every_measure_has_a_value_with_an_error_or_a_reason(design, line, rows, unit):
    call = {"income": "baht", "members": "members", "weight": "weight", "unit": unit}
    call |= {"design": design, "by": "zone"}
    shared = ["headcount", "watts", "mean", "cost_to_close_baht"]
    try:
        got = measures.poverty(frame_of(rows), line=line, measures=list(measures.MEASURES), **call)
        parts = measures.contributions(frame_of(rows), line=line, measures=shared, **call)
    except MeasureError as refused:
        assert "เส้นสัมพัทธ์ต้องมากกว่า 0" in str(refused) or len(rows) == 1
        return
    assert_sound(got)
    assert_sound(parts)
    split = ["ge", "gini", "atkinson"]
    assert_sound(measures.decomposition(frame_of(rows), measures=split, **call))


@pytest.mark.parametrize(
    "baht",
    [
        pd.Series([10_000, None, 30_000, 45_000.5], dtype=object),
        pd.Series([Decimal("10000"), None, Decimal("30000"), Decimal("45000.5")], dtype=object),
    ],
)
def test_objects_that_are_all_numbers_are_numbers(baht):
    call = {"line": 30_000, "members": None, "unit": "households"}
    got = measures.poverty(pd.DataFrame({"baht": baht}), income="baht", measures="mean", **call)
    assert got.loc[0, ["value", "n", "n_missing"]].tolist() == [85_000.5 / 3, 3, 1]


@pytest.mark.parametrize("baht", [["10", 20], [True, 20], [True, None], [1j, 2]])
def test_objects_that_are_not_all_numbers_are_refused(baht):
    frame = pd.DataFrame({"baht": pd.Series(baht, dtype=object)})
    with pytest.raises(MeasureError, match="ต้องเป็นตัวเลข"):
        measures.poverty(
            frame, income="baht", line=30_000, members=None, unit="households", measures="mean"
        )
