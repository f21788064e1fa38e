"""Poverty through the years: by hand, at the limits, and told again household by household."""

from fractions import Fraction

import duckdb
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from povlib.errors import MeasureError
from povlib.measures.histories import count_histories, history_measures

YEARS = (2553, 2554, 2555, 2556, 2557)
PANELS = st.lists(
    st.lists(st.sampled_from([1, 1, 0, 0, -1]), min_size=5, max_size=5), min_size=1, max_size=30
)


def ask(poor: list, **given):
    counted = count_histories(np.array(poor), years_be=YEARS[: len(poor[0])])
    got = history_measures(counted, **given)
    return got.set_index(["measure", "year_be"])


def test_four_households_by_hand():
    got = ask([[1, 1, 0, 0], [1, 0, 1, 0], [0, 0, 0, 0], [1, -1, 1, 1]])["value"]
    assert got["exit_rate", 2554] == pytest.approx(1 / 2)
    assert got["entry_rate", 2555] == pytest.approx(1 / 2)
    assert got["ever_poor", 0] == pytest.approx(2 / 3)
    assert got["mean_years_poor", 0] == pytest.approx(4 / 3)
    assert got["chronic_poor", 0] == pytest.approx(2 / 3)
    assert got["relapse_rate", 2554] == 1
    assert got["mean_spell_years", 0] == 1  # only the second household's later spell has both ends
    assert got["spells_per_ever_poor", 0] == pytest.approx(3 / 2)


def test_always_and_never_poor():
    always = ask([[1] * 5] * 3)["value"]
    assert (always["always_poor", 0], always["duration_adjusted_headcount", 0]) == (1, 1)
    assert np.isnan(always["entry_rate", 2554])
    never = ask([[0] * 5] * 3)["value"]
    assert (never["ever_poor", 0], never["exited", 2557]) == (0, 0)
    assert np.isnan(never["spells_per_ever_poor", 0])


def test_the_cut_of_chronic_is_exact():
    half = ask([[1, 0, 1, 0]], duration=Fraction(1, 2))["value"]
    assert (half["chronic_poor", 0], half["transient_poor", 0]) == (1, 0)
    more = ask([[1, 0, 1, 0]], duration=Fraction(1, 2) + Fraction(1, 10**9))["value"]
    assert (more["chronic_poor", 0], more["transient_poor", 0]) == (0, 1)


def test_nobody_known_has_no_values():
    assert ask([[-1, -1, -1]])["value"].isna().all()


def runs(row: list) -> list[tuple[int, int]]:
    """Give start and end of each spell."""
    found, start = [], None
    for at, each in enumerate([*row, 0]):
        if each == 1 and start is None:
            start = at
        elif each != 1 and start is not None:
            found.append((start, at))
            start = None
    return found


@settings(max_examples=60, deadline=None)
@given(PANELS)
def test_told_again_household_by_household(poor):
    got = ask(poor)
    complete = [row for row in poor if -1 not in row]
    for at in range(1, 5):
        before = [row for row in poor if row[at - 1] == 1 and row[at] >= 0]
        assert got["n"]["exit_rate", YEARS[at]] == len(before)
        left = sum(row[at] == 0 for row in before)
        assert got["value"]["exited", YEARS[at]] == left or not before
    for at in range(1, 3):
        gone = [r for r in poor if r[at - 1] == 1 and r[at] == 0 and -1 not in r[at + 1 : at + 3]]
        back = sum(1 in row[at + 1 : at + 3] for row in gone)
        if gone:
            assert got["value"]["relapse_rate", YEARS[at]] == pytest.approx(back / len(gone))
    if complete:
        ever = [row for row in complete if 1 in row]
        assert got["value"]["ever_poor", 0] == pytest.approx(len(ever) / len(complete))
        spells = [run for row in ever for run in runs(row)]
        if ever:
            value = got["value"]["spells_per_ever_poor", 0]
            assert value == pytest.approx(len(spells) / len(ever))
        closed = [end - start for start, end in spells if start > 0 and end < 5]
        if closed:
            assert got["value"]["mean_spell_years", 0] == pytest.approx(np.mean(closed))
        share = sum(sum(row) / 5 for row in complete if sum(row) * 2 >= 5) / len(complete)
        assert got["value"]["duration_adjusted_headcount", 0] == pytest.approx(share)


@settings(max_examples=20, deadline=None)
@given(PANELS)
def test_groups_add_up_and_weights_are_copies(poor):
    matrix = np.array(poor)
    codes = np.arange(len(matrix)) % 2
    parts = history_measures(count_histories(matrix, years_be=YEARS, codes=codes, size=2))
    whole = history_measures(count_histories(matrix, years_be=YEARS, counted=3.0))
    count = parts[parts["measure"] == "exited"].groupby("year_be")["value"].sum()
    expected = whole[whole["measure"] == "exited"].set_index("year_be")["value"].fillna(0)
    assert (count * 3).tolist() == expected.tolist()


def test_duckdb_counts_the_same_by_group_with_weights():
    draw = np.random.default_rng(7)
    poor = draw.choice([1, 1, 0, 0, 0, -1], (600, 4))
    codes, weight = draw.integers(0, 3, 600), draw.uniform(0.5, 3, 600)
    counted = count_histories(poor, years_be=YEARS[:4], counted=weight, codes=codes, size=3)
    got = history_measures(counted, sustained_years=1).set_index(["measure", "year_be", "group"])
    frame = pd.DataFrame(poor, columns=list("abcd")).assign(zone=codes, w=weight)
    with duckdb.connect() as database:
        database.register("homes", frame)
        rows = database.sql(
            "select zone, "
            "sum(w) filter (a = 1 and b = 0) / sum(w) filter (a = 1 and b >= 0), "
            "sum(w) filter (c = 0 and d = 1) / sum(w) filter (c = 0 and d >= 0), "
            "sum(w) filter (a = 1 and b = 0 and c = 1) "
            "/ sum(w) filter (a = 1 and b = 0 and c >= 0), "
            "sum(w * (a + b + c + d)) filter (least(a, b, c, d) >= 0) "
            "/ sum(w) filter (least(a, b, c, d) >= 0), "
            "sum(w) filter (least(a, b, c, d) >= 0 and a + b + c + d >= 2) "
            "/ sum(w) filter (least(a, b, c, d) >= 0) from homes group by zone"
        ).fetchall()
    keys = [("exit_rate", 2554), ("entry_rate", 2556), ("relapse_rate", 2554)]
    keys += [("mean_years_poor", 0), ("chronic_poor", 0)]
    for zone, *values in rows:
        told = [got["value"][(*key, zone)] for key in keys]
        assert told == pytest.approx(values)


@pytest.mark.parametrize("years", [(2553,), (2553, 2553), tuple(range(17))])
def test_years_that_do_not_fit_are_refused(years):
    with pytest.raises(MeasureError, match="ปีต้องเรียง"):
        count_histories(np.zeros((1, 2), dtype=int), years_be=years)


def test_another_verdict_is_refused():
    with pytest.raises(MeasureError, match="ผลต้องเป็น"):
        count_histories(np.array([[2, 0]]), years_be=[2555, 2556])
