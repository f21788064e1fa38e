"""Small frames for the tests of measures: six typed households and a strategy for many."""

import numpy as np
import pandas as pd
from hypothesis import strategies as st

LINE = 30_000
KEYS = (
    "headcount",
    "poverty_gap",
    "squared_gap",
    "poor_households",
    "poor_persons",
    "cost_to_close_baht",
    "mean_gap_poor",
    "mean",
    "median",
)
RANKED = ("sen", "sst", "tip_curve", "income_gap_ratio", "quantile", "lorenz", "decile_share")
RANKED = (*RANKED, "gini", "qsr", "palma", "median_poor", "median_gap_ratio", "line")
POSITIVE = ("watts", "ge", "atkinson")

SIX = pd.DataFrame(
    {
        "district_code": [2401, 2401, 2401, 2402, 2402, 2402],
        "baht": [15_000.0, 27_000.0, 30_000.0, 29_999.0, 90_000.0, np.nan],
        "members": [4, 2, 4, 1, 3, 5],
    }
)


@st.composite
def households(draw, *, least: int = 1) -> pd.DataFrame:
    """Draw a few whole-baht households in up to three districts; ties at the line are common."""
    row = st.tuples(
        st.sampled_from([2401, 2402, 2410]),
        st.one_of(st.integers(-5_000, 90_000), st.just(LINE), st.just(0)),
        st.integers(1, 9),
    )
    rows = draw(st.lists(row, min_size=least, max_size=25))
    frame = pd.DataFrame(rows, columns=["district_code", "baht", "members"])
    return frame.astype("int64")
