"""Inequality between and within groups: by hand, by laws, and by the textbook's sums."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from povlib import measures
from povlib.errors import MeasureError
from tests.measures.test_design import sample

quick = settings(max_examples=15, deadline=None)
ALL = ("ge", "gini", "atkinson")
GROUPED = st.lists(
    st.tuples(st.integers(1, 3), st.integers(1, 90_000), st.integers(1, 6)),
    min_size=1,
    max_size=25,
)


def homes(rows: list) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["zone", "baht", "members"])


def ask(frame: pd.DataFrame, keys=ALL, **given) -> pd.DataFrame:
    call = {"income": "baht", "members": "members", "unit": "persons", "by": "zone"}
    return measures.decomposition(frame, measures=keys, **(call | given))


def parts(frame: pd.DataFrame, keys=ALL, **given) -> pd.Series:
    return ask(frame, keys, **given).set_index(["measure", "part"])["value"]


def poverty(frame: pd.DataFrame, keys=ALL, **given) -> pd.Series:
    call = {"income": "baht", "members": "members", "unit": "persons", "line": 1}
    got = measures.poverty(frame, measures=keys, **(call | given))
    return got.set_index("measure")["value"]


def test_four_incomes_by_hand():
    frame = homes([(1, 10, 1), (1, 30, 1), (2, 20, 1), (2, 60, 1)])
    got = parts(frame)
    # Gini: group means 20 and 40; within 1/2 * 1/3 * 1/4 + 1/2 * 2/3 * 1/4; 20 and 30 overlap.
    assert got["gini"].tolist() == pytest.approx([1 / 3, 1 / 6, 1 / 8, 1 / 24])
    assert got["ge:2"].tolist() == pytest.approx([350 / 1800, 100 / 1800, 250 / 1800])
    assert got["ge:0", "between"] == pytest.approx(np.log(30) - np.log(20 * 40) / 2)
    equal = np.sqrt([300, 1200])  # the groups' geometric means
    assert got["atkinson:1", "within"] == pytest.approx(1 - equal.sum() / 60)
    assert got["atkinson:1", "between"] == pytest.approx(1 - np.sqrt(equal.prod()) / equal.mean())


@quick
@given(GROUPED)
def test_parts_add_up_to_the_whole_that_poverty_gives(rows):
    frame = homes(rows)
    got = parts(frame)
    whole = poverty(frame)
    for key in whole.index:
        assert got[key, "total"] == pytest.approx(whole[key], rel=1e-12, abs=1e-14)
        assert got[key].iloc[1:].sum() == pytest.approx(whole[key], rel=1e-9, abs=1e-12)


@quick
@given(GROUPED)
def test_parts_within_are_the_textbooks_weighted_sums_over_groups(rows):
    frame = homes(rows)
    got = parts(frame)
    persons = frame.groupby("zone")["members"].sum()
    baht = (frame["baht"] * frame["members"]).groupby(frame["zone"]).sum()
    p, s = persons / persons.sum(), baht / baht.sum()
    own = pd.DataFrame({zone: poverty(rows) for zone, rows in frame.groupby("zone")}).T
    expected = {f"ge:{a}": (p ** (1 - a) * s**a * own[f"ge:{a}"]).sum() for a in (0, 1, 2)}
    expected |= {f"atkinson:{e}": (s * own[f"atkinson:{e}"]).sum() for e in ("0.5", "1", "2")}
    expected["gini"] = (p * s * own["gini"]).sum()
    for key, value in expected.items():
        assert got[key, "within"] == pytest.approx(value, rel=1e-9, abs=1e-12)


@quick
@given(GROUPED)
def test_between_is_the_inequality_of_means_and_atkinsons_parts_multiply(rows):
    frame = homes(rows)
    got = parts(frame)
    total = (frame["baht"] * frame["members"]).groupby(frame["zone"]).transform("sum")
    means = total / frame.groupby("zone")["members"].transform("sum")
    of_means = poverty(frame.assign(baht=means), ["ge", "gini"])
    for key, value in of_means.items():
        assert got[key, "between"] == pytest.approx(value, rel=1e-9, abs=1e-12)
    for key in ("atkinson:0.5", "atkinson:1", "atkinson:2"):
        left = (1 - got[key, "between"]) * (1 - got[key, "within"])
        assert 1 - got[key, "total"] == pytest.approx(left, rel=1e-12)


@quick
@given(GROUPED, st.randoms(use_true_random=False))
def test_order_copies_and_coin_change_no_part(rows, random):
    frame = homes(rows)
    before = ask(frame)["value"].to_numpy()
    order = list(range(len(frame)))
    random.shuffle(order)
    for other in (frame.iloc[order], frame.assign(baht=frame["baht"] * 7), pd.concat([frame] * 3)):
        np.testing.assert_allclose(ask(other)["value"], before, rtol=1e-9, atol=1e-12)


def test_groups_alike_have_nothing_between_and_groups_of_equals_nothing_within():
    alike = homes([(1, 10, 1), (1, 30, 2), (2, 10, 1), (2, 30, 2)])
    assert parts(alike)[:, "between"].tolist() == pytest.approx([0] * 7, abs=1e-12)
    equals = homes([(1, 10, 1), (1, 10, 2), (2, 30, 1)])
    assert parts(equals)[:, "within"].tolist() == pytest.approx([0] * 7, abs=1e-12)


def test_groups_that_do_not_reach_into_each_other_leave_no_overlap():
    apart = homes([(1, 10, 1), (1, 20, 2), (2, 20, 3), (2, 30, 2)])
    assert parts(apart)["gini", "overlap"] == pytest.approx(0, abs=1e-15)
    assert parts(homes([(1, 10, 1), (1, 30, 1), (2, 20, 1)]))["gini", "overlap"] > 0.1


def test_one_household_nobody_and_all_the_same():
    one = ask(homes([(1, 10, 1)]))
    assert one["value"].tolist() == pytest.approx([0] * len(one), abs=1e-15)
    assert one["share"].isna().all()
    assert set(ask(homes([]).astype(float))["reason"]) == {"no_rows"}


@pytest.mark.parametrize(
    ("key", "reason"),
    [("ge:0", "income_not_positive"), ("atkinson:1", "income_not_positive"), ("gini", "")],
)
def test_an_income_of_zero_stops_what_it_stops_in_the_whole(key, reason):
    frame = homes([(1, 0, 1), (1, 0, 2), (2, 30, 1)])
    got = ask(frame, key, design=measures.Sample())
    assert set(got["reason"]) == {reason}
    assert got["value"].isna().all() == bool(reason)


def test_zeros_are_allowed_where_the_measure_allows_them():
    frame = homes([(1, 0, 1), (1, 0, 2), (2, 30, 1)])
    for key in ("ge:2", "atkinson:0.5", "gini"):
        got = parts(frame, key)
        assert got.iloc[1:].sum() == pytest.approx(got.iloc[0])
        assert got[key, "within"] == pytest.approx(0, abs=1e-15)


def test_a_missing_income_is_counted_and_a_missing_zone_is_a_group():
    frame = homes([(1, 10, 1), (2, 30, 1), (2, 60, 1)]).astype({"baht": "Float64", "zone": "Int64"})
    frame.loc[0, "zone"] = pd.NA
    frame.loc[2, "baht"] = pd.NA
    got = ask(frame, "ge:2")
    assert set(zip(got["n"], got["n_missing"], strict=True)) == {(2, 1)}
    assert got["share"].tolist() == pytest.approx([1, 1, 0])


def test_scores_are_derivatives_so_the_delete_one_jackknife_agrees():
    frame = sample().assign(baht=lambda f: f["baht"] * (1 + f["zone"]))
    rows = len(frame)
    drawn = {f"r{at}": frame["weight"].where(frame.index != at, 0.0) for at in range(rows)}
    wide = pd.concat([frame, pd.DataFrame(drawn)], axis=1)
    replicates = measures.Replicates(tuple(drawn), (rows - 1) / rows)
    linear = ask(frame, weight="weight", design=measures.Sample())
    again = ask(wide, weight="weight", design=replicates)
    assert (linear["se"] / again["se"]).tolist() == pytest.approx([1] * len(linear), abs=0.15)


def test_a_census_has_no_error_and_the_whole_has_that_of_poverty():
    frame = sample()
    assert (ask(frame, design=measures.Census())["se"] == 0).all()
    design = measures.Sample(strata="zone", psu="village", population_psus="villages")
    got = ask(frame, weight="weight", design=design)
    got = got[got["part"] == "total"].set_index("measure")["se"]
    call = {"income": "baht", "members": "members", "unit": "persons", "line": 1}
    whole = measures.poverty(frame, measures=ALL, weight="weight", design=design, **call)
    assert got.tolist() == pytest.approx(whole["se"].tolist(), rel=1e-12)


def test_a_measure_without_parts_is_refused():
    with pytest.raises(MeasureError, match="ใช้ ge, gini, atkinson"):
        ask(homes([(1, 10, 1)]), "qsr")
