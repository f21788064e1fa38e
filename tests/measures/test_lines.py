"""Relative lines: their value, and their own error in every measure that is read against them."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

from povlib import measures
from povlib.errors import MeasureError
from tests.measures.homes import households
from tests.measures.test_design import ask, sample

KEYS = ("headcount", "poverty_gap", "squared_gap", "watts", "sen", "sst", "poor_persons")
KEYS = (*KEYS, "income_gap_ratio", "cost_to_close_baht", "tip_curve:0.1")


def bootstrap(
    frame: pd.DataFrame, *, copies: int = 250
) -> tuple[pd.DataFrame, measures.Replicates]:
    random = np.random.default_rng(5)
    rows = len(frame)
    times = random.multinomial(rows, np.full(rows, 1 / rows), size=copies)
    drawn = {f"r{at}": frame["weight"] * each for at, each in enumerate(times)}
    wide = pd.concat([frame, pd.DataFrame(drawn)], axis=1)
    return wide, measures.Replicates(tuple(drawn), 1 / copies, centre="mean")


def test_a_line_in_baht_has_no_error_and_a_relative_one_that_of_its_share_of_the_median():
    frame, design = sample(), measures.Sample()
    known = ask(frame, "line", line=30_000.1, design=design).iloc[0]
    assert (known["value"], known["se"]) == (30_000.1, 0)
    relative = ask(frame, "line", line=measures.RelativeLine(share=0.4), design=design).iloc[0]
    median = ask(frame, "median", design=design).iloc[0]
    assert relative["value"] == pytest.approx(0.4 * median["value"], rel=1e-14)
    assert relative["se"] == pytest.approx(0.4 * median["se"], rel=1e-12)


@pytest.mark.parametrize(
    "line",
    [
        measures.RelativeLine(),
        measures.RelativeLine(by="zone"),
        measures.RelativeLine(of="mean"),
        measures.RelativeLine(of="mean", by="zone"),
    ],
    ids=["one", "zones", "mean", "means"],
)
def test_the_error_agrees_with_a_bootstrap_that_draws_the_line_anew(line):
    frame = sample(900, seed=3)
    wide, design = bootstrap(frame)
    linear = ask(frame, KEYS, line=line, design=measures.Sample())["se"]
    again = ask(wide, KEYS, line=line, design=design)["se"]
    assert (linear / again).tolist() == pytest.approx([1] * len(KEYS), abs=0.16)


def test_a_line_of_the_mean_is_its_share_with_its_error():
    frame, design = sample(), measures.Sample()
    line = measures.RelativeLine(share=0.5, of="mean")
    got = ask(frame, "line", line=line, design=design).iloc[0]
    mean = ask(frame, "mean", design=design).iloc[0]
    assert got["value"] == pytest.approx(0.5 * mean["value"], rel=1e-14)
    assert got["se"] == pytest.approx(0.5 * mean["se"], rel=1e-12)


def test_gaps_at_a_line_of_the_mean_have_the_error_of_their_derivatives():
    keys, line = ["poverty_gap", "squared_gap", "watts"], measures.RelativeLine(of="mean")
    frame, step = sample(40, seed=2), 1e-6
    slopes = []
    for row in frame.index:
        ends = [
            ask(
                frame.assign(weight=frame["weight"] * (1 + way * (frame.index == row))),
                keys,
                line=line,
            )
            for way in (step, -step)
        ]
        slopes.append((ends[0]["value"] - ends[1]["value"]).to_numpy() / (2 * step))
    expected = np.sqrt(len(frame) * np.var(slopes, axis=0, ddof=1))
    got = ask(frame, keys, line=line, design=measures.Sample())["se"]
    assert got.tolist() == pytest.approx(expected.tolist(), rel=1e-6)


@pytest.mark.parametrize("given", [{"of": "median"}, {"share": 0}, {"quantile": 1}])
def test_a_share_of_nothing_known_is_refused(given):
    with pytest.raises(MeasureError, match="ของค่าเฉลี่ย หรือของควอนไทล์"):
        ask(sample(), "headcount", line=measures.RelativeLine(**given))


def test_taking_the_line_as_known_would_be_another_error():
    """A sample of higher incomes has a higher line: the rate varies less, the cost more."""
    frame, design = sample(900, seed=3), measures.Sample()
    keys = ["headcount", "cost_to_close_baht"]
    relative = ask(frame, keys, line=measures.RelativeLine(), design=design)["se"]
    z = ask(frame, "line", line=measures.RelativeLine())["value"].item()
    known = ask(frame, keys, line=z, design=design)["se"]
    rate, cost = relative / known
    assert rate < 0.95
    assert cost > 1.05


def test_who_is_in_no_group_still_moves_the_line_of_all():
    """One group of two: its rate has an error through the line from rows outside of it."""
    frame = sample().assign(part=lambda f: np.where(f["baht"] < 12_000, "low", "high"))
    got = ask(frame, "headcount", line=measures.RelativeLine(), by="part", design=measures.Sample())
    assert got.set_index("part").loc["low", "value"] == 1
    wide, design = bootstrap(frame)
    again = ask(wide, "poverty_gap", line=measures.RelativeLine(), by="part", design=design)
    got = ask(
        frame, "poverty_gap", line=measures.RelativeLine(), by="part", design=measures.Sample()
    )
    assert got["se"].iloc[1] == pytest.approx(again["se"].iloc[1], rel=0.2)


def test_groups_of_lines_that_are_the_groups_of_the_answer_stand_alone():
    frame = sample()
    by_zone = measures.RelativeLine(by="zone")
    design = measures.Sample(strata="zone", psu="village")
    got = ask(frame, KEYS, line=by_zone, by="zone", design=design)
    for zone, rows in got.groupby("zone"):
        alone = ask(frame[frame["zone"] == zone], KEYS, line=measures.RelativeLine(), design=design)
        assert rows["value"].tolist() == pytest.approx(alone["value"].tolist())
        assert rows["se"].tolist() == pytest.approx(alone["se"].tolist(), rel=1e-10)


@pytest.mark.parametrize(("rule", "value"), [("laeken", 4), ("mean", 3.5), ("lower", 3)])
def test_the_rule_of_quantiles_holds_for_lines_medians_of_the_poor_and_fifths(rule, value):
    frame = pd.DataFrame({"baht": np.arange(1.0, 11)})
    call = {"income": "baht", "members": None, "unit": "households", "quantile_rule": rule}
    got = measures.poverty(frame, line=7, measures=["median_poor", "median_gap_ratio"], **call)
    assert got["value"].tolist() == pytest.approx([value, 1 - value / 7])
    line = measures.poverty(frame, line=measures.RelativeLine(), measures="line", **call)
    expected = {"laeken": 6, "mean": 5.5, "lower": 5}[rule]
    assert line["value"].item() == pytest.approx(0.6 * expected)
    fifths = {"laeken": 10 / 6, "mean": 19 / 3, "lower": 19 / 3}[rule]
    got = measures.poverty(frame, line=7, measures="qsr", **call)
    assert got["value"].item() == pytest.approx(fifths)


@settings(max_examples=20, deadline=None)
@given(households())
def test_a_relative_line_grows_with_incomes_and_shares_stay(frame):
    frame = frame.assign(baht=frame["baht"].abs() + 1)
    call = {"members": "members", "unit": "persons", "income": "baht"}
    call |= {"line": measures.RelativeLine(), "measures": ["line", "headcount", "sen", "fgt2"]}
    before = measures.poverty(frame, **call)["value"].to_numpy()
    after = measures.poverty(frame.assign(baht=frame["baht"] * 8), **call)["value"].to_numpy()
    assert after == pytest.approx(before * [8, 1, 1, 1])


def test_nobody_poor_has_no_median_and_equal_incomes_no_error():
    frame = pd.DataFrame({"baht": [100.0] * 5})
    call = {"income": "baht", "members": None, "unit": "households", "design": measures.Sample()}
    got = measures.poverty(
        frame,
        line=measures.RelativeLine(),
        measures=["median_poor", "median_gap_ratio", "headcount", "line", "median"],
        **call,
    )
    assert got["reason"].tolist() == ["nobody_poor", "nobody_poor", "", "", ""]
    assert got["se"].tolist()[2:] == [0, 0, 0]


def test_a_replicate_without_a_region_needs_no_line_there():
    frame = sample().assign(r1=lambda f: f["weight"] * (f["zone"] != 0), r2=lambda f: f["weight"])
    design = measures.Replicates(("r1", "r2"), scale=1)
    got = ask(frame, KEYS, line=measures.RelativeLine(by="zone"), by="zone", design=design)
    assert got["se"][got["zone"] > 0].tolist() == pytest.approx([0] * 2 * len(KEYS), abs=1e-9)
    whole = ask(frame, "headcount", line=measures.RelativeLine(by="zone"), design=design)
    assert whole["se"].item() > 0
