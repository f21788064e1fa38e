import pandas as pd

from povlib.measures import poverty
from povlib.progress import bin_of, bins_around, gap_below

LINE = 30_000


def _cases():
    return pd.DataFrame(
        {
            "outcome": ["below", "below", "passed", "unmeasured"],
            "income_baht_person_year": [20_000.0, 28_000.0, 30_000.0, None],
            "members": [4, None, 3, 2],
            "place": ["a", "b", "a", "b"],
        }
    )


def test_gap_counts_measured_households_below_the_line_alone():
    gap = gap_below(_cases(), line=LINE)[""]
    assert (gap.mean_gap_baht, gap.mean_income_baht) == (6_000, 24_000)


def test_cost_is_over_persons_of_households_whose_members_are_known():
    assert gap_below(_cases(), line=LINE)[""].cost_to_close_baht == 40_000


def test_gap_by_place_agrees_with_the_measure():
    gaps = gap_below(_cases(), line=LINE, by="place")
    rows = _cases().query("outcome == 'below'")
    tidy = poverty(
        rows,
        income="income_baht_person_year",
        line=LINE,
        members=None,
        unit="households",
        by="place",
        measures="mean_gap_poor",
    )
    assert {place: gap.mean_gap_baht for place, gap in gaps.items()} == dict(
        zip(tidy["place"], tidy["value"], strict=True)
    )


def test_without_anyone_below_there_is_no_gap():
    assert gap_below(_cases().iloc[2:], line=LINE) == {}


def test_the_line_is_an_edge_whatever_it_is():
    table = bins_around(23_000, width=2_500).table()
    assert 23_000 in table["low_baht"].tolist()
    assert table.loc[table["low_baht"] == 23_000, "side"].tolist() == ["passed"]


def test_bins_of_a_low_line_stay_above_zero():
    assert min(bins_around(10_000, width=2_500).edges) == 2_500


def test_a_negative_income_lies_in_the_lowest_bin():
    assert bin_of(pd.Series([-5.0]), bins=bins_around(LINE, width=2_500)).tolist() == [0]
