"""A census shows who was reached in place of a sampling error."""

import numpy as np
import pandas as pd
import pytest

from povlib import measures
from povlib.errors import MeasureError

HOMES = pd.DataFrame(
    {
        "village": [1, 1, 1, 2, 2],
        "zone": ["a", "a", "a", "b", "b"],
        "baht": [10_000.0, 40_000, np.nan, 20_000, 50_000],
        "exist": [6, 6, 6, 2, 2],
    }
)
KNOWN = measures.Census(area="village", households="exist")


def ask(frame: pd.DataFrame = HOMES, **given) -> pd.DataFrame:
    call = {"income": "baht", "line": 30_000, "members": None, "unit": "households"}
    call |= {"measures": ["headcount", "gini"], "design": measures.Census()}
    return measures.poverty(frame, **(call | given))


def test_all_rows_are_the_households_where_no_other_source_is_named():
    got = ask(by="zone")
    assert (got["se"] == 0).all()
    assert got["coverage"].tolist() == pytest.approx([2 / 3, 2 / 3, 1, 1])
    assert got["n_missing"].tolist() == [1, 1, 0, 0]
    assert "coverage" not in ask(design=measures.Sample())


def test_households_that_exist_by_another_source_are_counted_once_an_area():
    assert ask(design=KNOWN)["coverage"].tolist() == [0.5, 0.5]
    assert ask(design=KNOWN, by="zone")["coverage"].tolist() == pytest.approx([1 / 3] * 2 + [1, 1])


def test_contributions_and_parts_show_it_too():
    call = {"income": "baht", "members": None, "unit": "households", "by": "zone"}
    call["design"] = KNOWN
    got = measures.contributions(HOMES, line=30_000, measures=["headcount", "fgt1"], **call)
    assert got["coverage"].tolist() == pytest.approx([1 / 3] * 2 + [1, 1])
    assert measures.decomposition(HOMES, measures="ge:0", **call)["coverage"].tolist() == [0.5] * 3
    with pytest.raises(MeasureError, match="คอลัมน์ผลลัพธ์"):
        ask(HOMES.assign(coverage="a"), by="coverage")


def test_an_unknown_number_gives_no_coverage_and_an_empty_group_none():
    unknown = HOMES.assign(exist=[np.nan] * 3 + [2, 2])
    assert (
        ask(unknown, design=KNOWN, by="zone")["coverage"].isna().tolist()
        == [True] * 2 + [False] * 2
    )
    zones = HOMES.assign(zone=pd.Categorical(HOMES["zone"], ["a", "b", "c"]))
    assert np.isnan(ask(zones, by="zone")["coverage"].iloc[-1])


@pytest.mark.parametrize(
    ("design", "said"),
    [
        (measures.Census(area="village"), "หรือไม่บอกทั้งคู่"),
        (measures.Census(area="village", households="baht"), "เท่ากัน"),
        (measures.Census(area="vilage", households="exist"), "village"),
    ],
)
def test_a_census_that_does_not_fit_says_why(design, said):
    with pytest.raises(MeasureError, match=said):
        ask(design=design)
