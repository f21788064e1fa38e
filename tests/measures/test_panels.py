"""Households through rounds, from rows: by hand, at the limits, by laws, and by duckdb."""

import duckdb
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from povlib.errors import MeasureError
from povlib.measures.panels import poverty_histories

CALL = {"household": "home", "year": "year", "income": "baht", "line": 30_000}
PANELS = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 3), st.sampled_from([10, 29_999, 30_000, None])),
    min_size=1,
    max_size=20,
    unique_by=lambda row: row[:2],
)


def rows(panel: list) -> pd.DataFrame:
    frame = pd.DataFrame(panel, columns=["home", "year", "baht"]).astype({"baht": "float64"})
    return frame.assign(year=2554 + frame["year"], members=1 + frame["home"] % 3)


def ask(frame: pd.DataFrame, **given) -> pd.DataFrame:
    got = poverty_histories(frame, **(CALL | {"members": "members", "unit": "persons"} | given))
    return got.set_index(["measure", "year_be"])


def test_on_the_line_passes_and_persons_are_those_where_seen_last():
    frame = rows([(0, 0, 10), (0, 1, 30_000), (1, 0, 10), (1, 1, 10)])
    frame.loc[3, "members"] = 5
    got = ask(frame)
    assert got["value"]["exited", 2555] == 1
    assert got["value"]["exit_rate", 2555] == pytest.approx(1 / 6)
    assert ask(frame, strict=False)["value"]["exit_rate", 2555] == 0
    assert ask(frame, unit="households")["value"]["exit_rate", 2555] == 0.5


def test_a_household_is_counted_where_it_was_seen_last():
    frame = rows([(0, 0, 10), (0, 1, 40_000)]).assign(zone=["a", "b"])
    got = poverty_histories(frame, members=None, unit="households", by="zone", **CALL)
    exits = got[got["measure"] == "exited"].set_index("zone")
    assert exits["value"]["b"] == 1
    assert exits["reason"]["a"] == "no_rows"


def test_all_missing_and_one_round_and_no_rows():
    missing = ask(rows([(0, 0, None), (0, 1, None)]))
    assert missing["value"].isna().all()
    assert set(missing["reason"]) == {"no_rows"}
    one = ask(rows([(0, 0, 10), (1, 0, 50_000)]))
    assert one["value"]["ever_poor", 0] == pytest.approx(1 / 3)
    empty = ask(rows([]))
    assert empty["value"].isna().all()


@settings(max_examples=20, deadline=None)
@given(PANELS, st.randoms(use_true_random=False))
def test_order_and_names_change_nothing_and_copies_double_the_counts(panel, random):
    frame = rows(panel)
    one = ask(frame)
    mixed = frame.iloc[random.sample(range(len(frame)), len(frame))]
    named = mixed.assign(home=mixed["home"].map(lambda at: f"h{9 - at}"))
    pd.testing.assert_frame_equal(ask(named), one)
    twice = pd.concat([frame, frame.assign(home=frame["home"] + 100)])
    two = ask(twice)
    assert two["n"].tolist() == (2 * one["n"]).tolist()
    rates = one.index.get_level_values("measure").str.endswith("_rate")
    assert two["value"][rates].tolist() == pytest.approx(one["value"][rates].tolist(), nan_ok=True)


def test_duckdb_counts_the_same_by_a_join_of_rounds():
    draw = np.random.default_rng(4)
    frame = pd.DataFrame(
        [(home, year) for home in range(300) for year in range(2554, 2558)],
        columns=["home", "year"],
    )
    frame["baht"] = draw.choice([12_000.0, 28_000, 31_000, 60_000, np.nan], len(frame))
    frame["line"] = np.where(frame["year"] < 2556, 25_000, 30_000)
    frame = frame.sample(1_000, random_state=1).assign(members=1)
    got = ask(frame, line="line")["value"]
    with duckdb.connect() as database:
        database.register("homes", frame)
        told = database.sql(
            "with h as (select *, baht < line poor from homes where not isnan(baht)) "
            "select b.year, count(*) filter (a.poor and not b.poor) / count(*) filter (a.poor), "
            "count(*) filter (not a.poor and b.poor) / count(*) filter (not a.poor) "
            "from h a join h b on a.home = b.home and b.year = a.year + 1 group by b.year"
        ).fetchall()
    assert len(told) == 3
    for year, exits, entries in told:
        assert got["exit_rate", year] == pytest.approx(exits)
        assert got["entry_rate", year] == pytest.approx(entries)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda f: pd.concat([f, f]), "ปีละหนึ่งแถว"),
        (lambda f: f.assign(year=[2554, None]), "ต้องมีรหัสครัวเรือนและปี"),
        (lambda f: f.assign(baht="x"), "ตัวเลข"),
        (lambda f: f.drop(columns="home"), "ต้องมีคอลัมน์นี้"),
    ],
)
def test_a_wrong_table_is_refused(change, said):
    with pytest.raises(MeasureError, match=said):
        ask(change(rows([(0, 0, 10), (0, 1, 20)])))


def test_a_year_that_is_no_whole_number_is_refused():
    frame = pd.DataFrame({"home": [1, 1], "year": [2555, 2555.5], "baht": [1.0, 2], "members": 1})
    with pytest.raises(MeasureError, match="จำนวนเต็ม"):
        ask(frame)


def test_a_duration_is_an_exact_share():
    frame = pd.DataFrame({"home": [1], "year": [2555], "baht": [1.0], "members": 1})
    with pytest.raises(MeasureError, match="Fraction"):
        ask(frame, duration=0.5)
