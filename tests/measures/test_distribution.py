"""Inequality and ranked measures of poverty: by hand, at the limits, and by their laws."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from povlib import measures
from povlib.errors import MeasureError
from tests.measures.homes import LINE, POSITIVE, RANKED, households

quick = settings(max_examples=25, deadline=None)
INCOMES = st.lists(st.integers(1, 90_000), min_size=2, max_size=20)
INEQUALITY = ("gini", "ge", "atkinson")
POOR = ("poverty_gap", "squared_gap", "watts", "sst")


def ask(baht: list, *, line: float = LINE, keys=(*RANKED, *POSITIVE), **given) -> pd.Series:
    frame = pd.DataFrame({"baht": np.array(baht, dtype=float)})
    got = measures.poverty(
        frame, income="baht", line=line, members=None, unit="households", measures=keys, **given
    )
    return got.set_index("measure")["value"]


def test_four_incomes_by_hand():
    got = ask([10, 20, 60, 110], line=30)
    assert got["gini"] == pytest.approx(
        (2 * (10 * 0.5 + 20 * 1.5 + 60 * 2.5 + 110 * 3.5)) / 800 - 1
    )
    assert got["lorenz:0.5"] == pytest.approx(30 / 200)
    assert got["palma"] == pytest.approx((0.4 * 110) / (10 + 0.6 * 20))
    assert np.isnan(got["qsr"])  # nobody is above the fourth fifth
    assert got["ge:2"] == pytest.approx((1600 + 900 + 100 + 3600) / 4 / (2 * 2500))
    assert got["ge:0"] == pytest.approx(np.log(50) - np.mean(np.log([10, 20, 60, 110])))
    assert got["atkinson:2"] == pytest.approx(1 - 1 / np.mean([5, 2.5, 5 / 6, 5 / 11]))
    assert got["watts"] == pytest.approx((np.log(3) + np.log(1.5)) / 4)
    assert got["sst"] == pytest.approx(2 / 16 * (2 / 3 * 3.5 + 1 / 3 * 2.5))
    assert got["sen"] == pytest.approx(0.5 * (0.5 + 0.5 / 6))
    assert got["income_gap_ratio"] == pytest.approx(0.5)
    assert got["tip_curve:1"] == pytest.approx((2 / 3 + 1 / 3) / 4)


def test_sen_s_own_example_grows_into_ours():
    """Sen's 2 / ((q + 1) n z) sum of (z - y)(q + 1 - rank) meets ours for many copies."""
    poor = np.repeat([10.0, 20.0], 5_000)
    gaps, q, n = 30 - poor, len(poor), 2 * len(poor)
    own = 2 / ((q + 1) * n * 30) * np.sum(gaps * (q + 1 - np.arange(1, q + 1)))
    assert ask([*poor, *[60.0] * q], line=30, keys="sen")["sen"] == pytest.approx(own, rel=1e-4)


@quick
@given(st.lists(st.integers(1, 99), min_size=1, max_size=12), st.integers(0, 9))
def test_sen_s_own_is_ours_with_the_gini_times_q_over_q_and_one(poor, others):
    gaps, q, n = 100 - np.sort(poor), len(poor), len(poor) + others
    own = 2 / ((q + 1) * n * 100) * np.sum(gaps * (q + 1 - np.arange(1, q + 1)))
    gini = ask(poor, keys="gini")["gini"]
    heads, lack = q / n, gaps.mean() / 100
    got = ask([*poor, *[100] * others], line=100, keys="sen")["sen"]
    assert got == pytest.approx(heads * (lack + (1 - lack) * gini))
    assert own == pytest.approx(heads * (lack + (1 - lack) * gini * q / (q + 1)))


def test_equal_incomes_have_no_inequality():
    got = ask([5_000] * 7)
    for key in ("gini", "ge:0", "ge:1", "ge:2", "atkinson:0.5", "atkinson:1", "atkinson:2"):
        assert got[key] == pytest.approx(0, abs=1e-12)
    assert got["palma"] == pytest.approx(0.25)
    assert got["decile_share:3"] == pytest.approx(0.1)


def test_nobody_poor_has_no_poverty():
    got = ask([40_000, 50_000])
    assert [got[key] for key in ("sen", "sst", "tip_curve:0.5", "watts")] == [0, 0, 0, 0]
    assert np.isnan(got["income_gap_ratio"])


def test_all_with_nothing_are_as_poor_as_can_be():
    got = ask([0, 0, 0], keys=("sen", "sst", "tip_curve:1", "gini", "lorenz:0.5"))
    assert got[["sen", "sst", "tip_curve:1"]].tolist() == [1, 1, 1]
    assert got[["gini", "lorenz:0.5"]].isna().all()


@pytest.mark.parametrize(
    ("baht", "key", "reason"),
    [
        ([0, 40_000], "watts", "income_not_positive"),
        ([-1, 40_000], "ge:1", "income_not_positive"),
        ([0, 40_000], "atkinson:1", "income_not_positive"),
        ([-5, 5], "gini", "no_income"),
        ([0, 0], "palma", "no_income"),
        ([np.nan], "sen", "no_rows"),
    ],
)
def test_what_has_no_value_says_why(baht, key, reason):
    frame = pd.DataFrame({"baht": np.array(baht, dtype=float)})
    call = {"income": "baht", "line": LINE, "members": None, "unit": "households"}
    got = measures.poverty(frame, measures=key, **call).iloc[0]
    assert np.isnan(got["value"])
    assert got["reason"] == reason


def test_a_zero_above_the_line_does_not_stop_watts_but_one_below_does():
    assert ask([10_000, 40_000], keys="watts")["watts"] > 0
    assert ask([0, 10_000], keys=("ge:2", "atkinson:0.5")).notna().all()


def test_one_household():
    got = ask([24_000])
    assert got["gini"] == pytest.approx(0, abs=1e-12)
    assert got["sst"] == pytest.approx(0.2)
    assert got["quantile:0.5"] == 24_000


@quick
@given(INCOMES)
def test_tenths_add_up_and_the_curve_rises(baht):
    got = ask(baht, keys=("decile_share", "lorenz"))
    shares = got[got.index.str.startswith("decile")]
    assert shares.sum() == pytest.approx(1)
    assert (np.diff(shares) >= -1e-12).all()
    assert got["lorenz:0.5"] == pytest.approx(shares.iloc[:5].sum())


@quick
@given(INCOMES, st.data())
def test_a_transfer_to_a_poorer_household_lowers_inequality_and_poverty(baht, data):
    baht = sorted(baht)
    low, high = 0, len(baht) - 1
    room = (baht[high] - baht[low]) // 2
    given_over = data.draw(st.integers(0, max(room, 0)))
    after = [*baht]
    after[low] += given_over
    after[high] -= given_over
    keys = (*INEQUALITY, *POOR)
    before, later = ask(baht, keys=keys), ask(after, keys=keys)
    falling = [key for key in before.index if key != "poverty_gap"]
    # A gift that crosses the line from above may raise a gap: only the poor's own order is judged.
    if max(after[high], baht[high]) >= LINE > after[high]:
        falling = [key for key in falling if key.partition(":")[0] in INEQUALITY]
    assert (later[falling] <= before[falling] + 1e-9).all()


@quick
@given(INCOMES)
def test_gini_is_the_mean_difference_over_twice_the_mean(baht):
    values = np.array(baht, dtype=float)
    apart = np.abs(values[:, None] - values[None, :]).mean()
    assert ask(baht, keys="gini")["gini"] == pytest.approx(apart / (2 * values.mean()), abs=1e-12)


@quick
@given(INCOMES)
def test_the_index_of_shorrocks_is_the_sum_over_pairs(baht):
    """P = 1/n^2 sum of (2 rank - 1) x, gaps x rising."""
    gaps = np.sort(np.maximum(1 - np.array(baht) / LINE, 0))
    ranks = np.arange(1, len(gaps) + 1)
    expected = np.sum((2 * ranks - 1) * gaps) / len(gaps) ** 2
    assert ask(baht, keys="sst")["sst"] == pytest.approx(expected, abs=1e-12)


@quick
@given(households(), st.sampled_from([100_000, LINE]))
def test_ranked_measures_told_again_person_by_person(frame, line):
    """Ten copies of each person, so that every tenth and fifth ends between two of them."""
    baht = np.sort(np.repeat(frame["baht"].abs() + 1.0, frame["members"] * 10))
    tenths, n, total = baht.reshape(10, -1), len(baht), baht.sum()
    poor = baht[baht < line]
    gaps = (line - poor) / line
    expected = {
        "palma": tenths[9].sum() / tenths[:4].sum(),
        "watts": np.log(line / poor).sum() / n,
        "tip_curve:0.3": np.maximum(line - tenths[:3], 0).sum() / line / n,
        "lorenz:0.7": tenths[:7].sum() / total,
        "quintile_share:4": tenths[6:8].sum() / total,
        "decile_share:10": tenths[9].sum() / total,
        "sst": np.sum((2 * np.arange(n, 0, -1) - 1)[: len(gaps)] * gaps) / n**2,
        "mean": baht.mean(),
    }
    if len(poor):
        expected |= {
            "income_gap_ratio": gaps.mean(),
            "mean_gap_poor": line - poor.mean(),
            "median_poor": poor[len(poor) // 2],
            "median_gap_ratio": 1 - poor[len(poor) // 2] / line,
        }
    got = measures.poverty(
        frame.assign(baht=frame["baht"].abs() + 1),
        income="baht",
        line=line,
        members="members",
        unit="persons",
        measures=list(expected),
    )
    assert got["value"].tolist() == pytest.approx(list(expected.values()), rel=1e-10, abs=1e-12)


@pytest.mark.parametrize(("rule", "value"), [("laeken", 3), ("mean", 2.5), ("lower", 2)])
def test_the_rule_on_ties_is_named(rule, value):
    assert ask([1, 2, 3, 4], keys="median", quantile_rule=rule)["median"] == value


def test_an_unknown_rule_is_refused():
    with pytest.raises(MeasureError, match="laeken, mean, lower"):
        ask([1, 2], quantile_rule="type7")


def test_a_relative_line_is_a_share_of_the_median_of_all_or_of_each_region():
    frame = pd.DataFrame({"baht": [10.0, 50, 90, 100, 500, 900], "region": list("aaabbb")})
    call = {"income": "baht", "members": None, "unit": "households", "measures": "poor_households"}
    of_all = measures.poverty(frame, line=measures.RelativeLine(), by="region", **call)
    assert of_all["value"].tolist() == [2, 0]  # 60 % of 100
    own = measures.RelativeLine(by="region")
    assert measures.poverty(frame, line=own, **call)["value"].tolist() == [2]  # 30 and 300


def test_a_relative_line_of_nothing_is_refused():
    with pytest.raises(MeasureError, match="เส้นสัมพัทธ์ต้องมากกว่า 0"):
        ask([0, 0, 5], line=measures.RelativeLine())


WEIGHTED = pd.DataFrame({"baht": [5.0, 20, 20, 60, 90], "w": [2.0, 1, 0.5, 3, 1.5]})


def weighted(frame: pd.DataFrame, keys, **given) -> pd.DataFrame:
    call = {"income": "baht", "line": 30, "members": None, "weight": "w", "unit": "households"}
    return measures.poverty(frame, measures=keys, **call, **given).set_index("measure")


def test_convey_s_gini_counts_a_row_s_own_weight_once():
    """Running weights 2, 3, 3.5, 6.5, 8 of all 8: 2 sum(r w y) less sum(w y), over both sums."""
    moved = 2 * (2 * 2 * 5 + 3 * 20 + 3.5 * 0.5 * 20 + 6.5 * 3 * 60 + 8 * 1.5 * 90)
    total = 10 + 20 + 10 + 180 + 135
    got = weighted(WEIGHTED, "gini", gini_rule="convey")["value"].item()
    assert got == pytest.approx((moved - total) / (8 * total) - 1, rel=1e-14)
    extra = sum(WEIGHTED["w"] * (WEIGHTED["w"] - 1) * WEIGHTED["baht"]) / (8 * total)
    assert got - weighted(WEIGHTED, "gini")["value"].item() == pytest.approx(extra, rel=1e-12)


def test_both_rules_of_the_gini_are_one_without_weights():
    keys = ["gini", "sen", "sst"]
    same = [
        ask([10, 20, 20, 70], line=30, keys=keys, gini_rule=rule) for rule in ("laeken", "convey")
    ]
    assert same[0].tolist() == same[1].tolist()


@pytest.mark.parametrize("key", ["gini", "sen", "sst"])
@pytest.mark.parametrize("rule", ["laeken", "convey"])
def test_the_error_is_that_of_the_derivatives_by_weight(key, rule):
    step, scores = 1e-6, []
    for row in WEIGHTED.index:
        ends = [
            weighted(
                WEIGHTED.assign(w=WEIGHTED["w"] + way * (WEIGHTED.index == row)),
                key,
                gini_rule=rule,
            )
            for way in (step, -step)
        ]
        slope = (ends[0]["value"].item() - ends[1]["value"].item()) / (2 * step)
        scores.append(slope * WEIGHTED.loc[row, "w"])
    got = weighted(WEIGHTED, key, gini_rule=rule, design=measures.Sample())["se"].item()
    assert got == pytest.approx(np.sqrt(5 * np.var(scores, ddof=1)), rel=1e-6)


def test_an_unknown_rule_of_the_gini_is_refused():
    with pytest.raises(MeasureError, match="gini_rule"):
        weighted(WEIGHTED, "gini", gini_rule="half")


def test_the_greatest_aversion_looks_at_the_lowest_income_only():
    got = ask([30, 60, 210], keys="atkinson:5000")["atkinson:5000"]
    assert got == pytest.approx(1 - 30 / 100, abs=1e-3)


def test_where_nobody_is_counted_that_is_the_reason():
    keys = ["headcount", "gini", "qsr", "mean_gap_poor", "sen", "atkinson:2", "lorenz:0.5", "line"]
    got = weighted(WEIGHTED.assign(w=0), keys)
    assert got["value"].isna().all()
    assert set(got["reason"]) == {"nobody_counted"}
