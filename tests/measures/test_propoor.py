"""Pro-poor growth: by hand, at the limits, by laws, and from copies ranked one by one."""

import duckdb
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from povlib import measures
from povlib.errors import MeasureError
from povlib.measures.change import datt_ravallion
from povlib.measures.propoor import pro_poor_rates

INCOMES = st.lists(st.tuples(st.integers(1_000, 90_000), st.integers(1, 4)), min_size=1, max_size=8)
CALL = {"income": "baht", "line": 30_000, "members": "members", "unit": "persons"}


def frame(rows: list) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["baht", "members"]).astype({"baht": "float64"})


def ask(before: pd.DataFrame, after: pd.DataFrame, **given) -> pd.DataFrame:
    return pro_poor_rates(before, after, **(CALL | given)).set_index("measure")


def test_two_poor_by_hand():
    """Gaps 2/3 and 1/3 fall to 1/2 and 4/15; all rise by 7,000 of 170,000."""
    before = frame([(10_000, 1), (20_000, 1), (60_000, 1), (80_000, 1)])
    after = frame([(15_000, 1), (22_000, 1), (60_000, 1), (80_000, 1)])
    got = ask(before, after)["value"]
    assert got["growth_mean"] == pytest.approx(7 / 170)
    assert got["growth_mean_poor"] == pytest.approx(7 / 30)
    assert got["ravallion_chen"] == pytest.approx((0.5 + 0.1) / 2)
    grown = ((1 - 17.7 / 17 / 3) + (1 - 2 * 17.7 / 17 / 3)) / 4
    back = ((1 - 15 * 17 / 17.7 / 30) + (1 - 22 * 17 / 17.7 / 30)) / 4
    start, end = 1 / 4, (1 / 2 + 4 / 15) / 4
    growth = (grown - start + end - back) / 2
    assert got["pro_poor_index"] == pytest.approx((end - start) / growth)
    assert got["pegr"] == pytest.approx((end - start) / growth * 7 / 170)


@settings(max_examples=15, deadline=None)
@given(INCOMES, st.integers(2, 30))
def test_the_same_growth_for_all_is_every_rate(rows, tenths):
    before = frame(rows)
    after = before.assign(baht=before["baht"] * tenths / 10)
    got = ask(before, after)["value"].dropna()
    for key in set(got.index) - {"pro_poor_index"}:
        assert got[key] == pytest.approx(tenths / 10 - 1, abs=1e-12)
    if "pro_poor_index" in got:
        assert got["pro_poor_index"] == pytest.approx(1)


@settings(max_examples=25, deadline=None)
@given(INCOMES, INCOMES)
def test_copies_of_persons_ranked_one_by_one_tell_the_same(before, after):
    got = ask(frame(before), frame(after))["value"]
    sizes = [sum(members for _, members in rows) for rows in (before, after)]
    copies = [
        np.repeat(*zip(*[(baht, members * other) for baht, members in sorted(rows)], strict=True))
        for rows, other in ((before, sizes[1]), (after, sizes[0]))
    ]
    poor = copies[0] < 30_000
    if not poor.any():
        assert np.isnan(got["ravallion_chen"])
        return
    old, new = copies[0][poor], copies[1][poor]
    assert got["ravallion_chen"] == pytest.approx(np.mean(new / old - 1), rel=1e-9, abs=1e-9)
    assert got["growth_mean_poor"] == pytest.approx(new.sum() / old.sum() - 1, rel=1e-9, abs=1e-9)


@settings(max_examples=8, deadline=None)
@given(INCOMES, INCOMES, st.randoms(use_true_random=False))
def test_order_copies_and_the_unit_of_money_change_nothing(before, after, random):
    one = ask(frame(before), frame(after))["value"]
    mixed = frame(random.sample(before, len(before)) * 2)
    two = ask(mixed, frame(after))["value"]
    three = ask(
        frame(before).assign(baht=lambda rows: rows["baht"] / 100),
        frame(after).assign(baht=lambda rows: rows["baht"] / 100),
        line=300,
    )["value"]
    assert two.tolist() == pytest.approx(one.tolist(), nan_ok=True, rel=1e-6, abs=1e-9)
    assert three.tolist() == pytest.approx(one.tolist(), nan_ok=True, rel=1e-6, abs=1e-9)


def test_the_parts_are_duckdbs_headcounts_at_moved_lines():
    draw = np.random.default_rng(6)
    before, after = (
        frame(list(zip(draw.integers(5_000, top, 200), draw.integers(1, 6, 200), strict=True)))
        for top in (50_000, 65_000)
    )
    with duckdb.connect() as database:
        database.register("b", before)
        database.register("a", after)

        def told(text: str) -> float:
            return database.sql(text).fetchall()[0][0]

        means = {n: told(f"select sum(baht * members) / sum(members) from {n}") for n in "ba"}

        def poor(of: str, mean: str) -> float:
            z = 30_000 * means[of] / means[mean]
            return told(f"select sum(members) filter (baht < {z!r}) / sum(members) from {of}")

        expected = (poor("b", "a") - poor("b", "b") + poor("a", "a") - poor("a", "b")) / 2
        change = poor("a", "a") - poor("b", "b")
    got = datt_ravallion(before, after, measure="headcount", **CALL).iloc[0]
    assert (got["change"], got["growth"]) == pytest.approx((change, expected))
    index = ask(before, after, measure="headcount")["value"]["pro_poor_index"]
    assert index == pytest.approx(change / expected)


@pytest.mark.parametrize(
    ("before", "after", "key", "reason"),
    [
        ([(50_000, 1)], [(60_000, 1)], "ravallion_chen", "nobody_poor"),
        ([(0, 1), (60_000, 1)], [(10, 1), (60_000, 1)], "ravallion_chen", "income_not_positive"),
        ([(-5, 1), (60_000, 1)], [(10, 1), (60_000, 1)], "growth_mean_poor", "income_not_positive"),
        ([(10_000, 1)], [(10_000, 1)], "pegr", "no_growth"),
        ([(0, 1)], [(10_000, 1)], "growth_mean", "no_income"),
        ([], [(10_000, 1)], "growth_mean", "no_rows"),
        ([(10_000, 0)], [(10_000, 1)], "pegr", "no_rows"),
    ],
)
def test_what_cannot_be_told_says_why(before, after, key, reason):
    got = ask(frame(before), frame(after))
    assert got["reason"][key] == reason
    assert np.isnan(got["value"][key])
    assert reason in measures.UNDEFINED


def test_one_household_and_one_on_the_line():
    got = ask(frame([(20_000, 3)]), frame([(30_000, 3)]))["value"]
    assert got["ravallion_chen"] == pytest.approx(0.5)
    on_the_line = ask(frame([(30_000, 1)]), frame([(10_000, 1)]))
    assert on_the_line["reason"]["ravallion_chen"] == "nobody_poor"


def test_missing_rows_are_counted_and_a_wrong_measure_is_refused():
    before = pd.concat([frame([(20_000, 1)]), frame([(np.nan, 1)])])
    assert set(ask(before, frame([(25_000, 1)]))["n_missing"]) == {1}
    with pytest.raises(MeasureError, match="headcount, poverty_gap"):
        ask(before, before, measure="gini")
