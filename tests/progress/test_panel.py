import numpy as np
import pandas as pd

from povlib.progress import (
    Panel,
    add_round,
    count_panel,
    flow_of,
    places_in_round,
    round_totals,
)

LINE = 30_000


def _round(*rows):
    names = ["household_id", "origin_household_id", "province_code", "members"]
    return pd.DataFrame(rows, columns=[*names, "income_baht_person_year"])


def _panel(*rounds):
    panel = Panel()
    for year, rows in enumerate(rounds, start=2555):
        panel = add_round(panel, rows, bmn_year_be=year, line=LINE)
    return panel


def _flows(panel):
    found = count_panel(panel)
    flow = flow_of(found, before_year_be=2555, year_be=2556)
    return found["households"].groupby(flow).sum().to_dict()


NONE = float("nan")


def test_each_movement_has_its_name():
    before = _round(
        (1, NONE, 24, 1, 1e4), (2, NONE, 24, 1, 1e4), (3, NONE, 24, 1, 4e4), (5, NONE, 24, 1, 1e4)
    )
    after = _round(
        (1, NONE, 24, 1, 1e4), (2, NONE, 24, 1, 3e4), (3, NONE, 24, 1, 2e4), (4, NONE, 24, 1, 1e4)
    )
    assert _flows(_panel(before, after)) == {"stayed": 1, "rose": 1, "fell": 1, "new": 1, "lost": 1}


def test_a_missing_income_is_neither_rise_nor_fall():
    before = _round((1, NONE, 24, 1, 1e4), (2, NONE, 24, 1, NONE))
    after = _round((1, NONE, 24, 1, NONE), (2, NONE, 24, 1, 1e4))
    assert _flows(_panel(before, after)) == {"lost": 1, "new": 1}


def test_a_household_that_moved_is_counted_where_it_was_seen_last():
    panel = _panel(_round((1, NONE, 24, 3, 1e4)), _round((1, NONE, 65, 4, 1e4)))
    assert count_panel(panel)["province_code"].tolist() == [65]
    assert round_totals(panel)["poor_persons"].tolist() == [3, 4]


def test_parts_of_a_split_beside_the_old_house_are_new():
    panel = _panel(
        _round((1, NONE, 24, 5, 1e4)), _round((1, NONE, 24, 3, 1e4), (7, 1.0, 24, 2, 1e4))
    )
    assert _flows(panel) == {"stayed": 1, "new": 1}


def test_the_lowest_id_carries_on_a_house_that_is_gone():
    panel = _panel(
        _round((1, NONE, 24, 5, 1e4)), _round((8, 1.0, 24, 3, 1e4), (7, 1.0, 24, 2, 4e4))
    )
    assert _flows(panel) == {"rose": 1, "new": 1}


def test_both_totals_of_a_movement_hold_in_a_large_panel():
    draw = np.random.default_rng(7)
    ids = np.arange(1, 2_001)
    before = _round(*((i, NONE, 24, 2, float(draw.choice([1e4, 4e4]))) for i in ids[:1500]))
    origin = np.where(ids > 1800, ids - 1800, np.nan)
    after = _round(
        *((i, o, 65, 2, float(draw.choice([1e4, 4e4]))) for i, o in zip(ids, origin, strict=True))
    ).iloc[300:]
    flows = _flows(_panel(before, after))
    assert (
        flows["stayed"] + flows["rose"] + flows["lost"]
        == (before["income_baht_person_year"] < LINE).sum()
    )
    assert (
        flows["stayed"] + flows["fell"] + flows["new"]
        == (after["income_baht_person_year"] < LINE).sum()
    )


def test_marked_households_are_counted_apart():
    panel = _panel(_round((1, NONE, 24, 1, 1e4), (2, NONE, 24, 1, 1e4)))
    found = count_panel(panel, marks={"is_target": np.array([0, 1]), "state": np.array([3, 2])})
    assert found[["is_target", "state", "households"]].to_numpy().tolist() == [[0, 3, 1], [1, 2, 1]]
    assert found["poor_2555"].tolist() == [True, True]


def test_a_household_is_found_by_the_id_it_had_in_a_round():
    panel = _panel(_round((1, NONE, 24, 5, 1e4)), _round((7, 1.0, 24, 2, 4e4)))
    ids = np.array([1, 7])
    assert places_in_round(panel, ids, bmn_year_be=2555).tolist() == [0, -1]
    assert places_in_round(panel, ids, bmn_year_be=2556).tolist() == [-1, 0]


def test_where_places_are_fixed_only_new_households_get_one():
    panel = _panel(_round((1, NONE, 24, 3, 1e4)))
    later = _round((1, NONE, 65, 4, 1e4), (2, NONE, 12, 4, 1e4))
    panel = add_round(panel, later, bmn_year_be=2556, line=LINE, places_are_fixed=True)
    assert panel.province_code.tolist() == [24, 12]


def test_an_empty_panel_has_no_rows():
    assert count_panel(Panel()).empty
    assert round_totals(Panel()).empty
