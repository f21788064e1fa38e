"""Every standard error once more: the values' own slopes by each weight, and the formula by hand.

Measures that need a density (quantiles, the headcount at a relative line) have no such slopes; R's
convey stands beside them in test_laeken.
"""

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from povlib import measures

SMOOTH = ["headcount", "poverty_gap", "squared_gap", "watts", "sen", "sst", "mean_gap_poor"]
SMOOTH = [*SMOOTH, "income_gap_ratio", "poor_households", "poor_persons", "cost_to_close_baht"]
SMOOTH = [*SMOOTH, "mean", "gini", "ge", "atkinson"]
SHARED = ["headcount", "poverty_gap", "watts", "mean", "poor_persons", "cost_to_close_baht"]
AT_MEAN = measures.RelativeLine(0.8, of="mean")
SCHEME = measures.nested_scheme({"u": ["i", "j"], "v": ["k"]}, cutoff=Fraction(1, 2))
DESIGN = measures.Sample(strata="stratum", psu="village", population_psus="villages")
COUNT = {"members": "members", "weight": "w", "unit": "persons"}


def drawn(seed: int) -> pd.DataFrame:
    """Three strata of three villages of two households; some incomes are equal."""
    random = np.random.default_rng(seed)
    baht = np.exp(random.normal(10, 0.7, 18)).round(-3) + 1_000
    flags = {name: random.integers(0, 2, 18) for name in ("i", "j", "k", "helped")}
    frame = pd.DataFrame({"baht": baht, "w": random.uniform(0.5, 3, 18), **flags})
    frame["members"], frame["gift"] = random.integers(1, 6, 18), 500.0 * frame["helped"]
    frame["village"], frame["stratum"] = np.arange(18) // 2, np.arange(18) // 6
    return frame.assign(villages=9, zone=random.permutation(["a", "b"] * 9))


def asked(call, **given):
    return lambda frame, design: call(frame, income="baht", design=design, **COUNT, **given)


CASES = {
    "all": asked(measures.poverty, line=20_000, measures=SMOOTH),
    "zones": asked(measures.poverty, line=20_000, measures=SMOOTH, by="zone", gini_rule="convey"),
    "mean": asked(measures.poverty, line=AT_MEAN, measures=["line", "fgt1", "watts"], by="zone"),
    "parts": asked(measures.contributions, line=20_000, by="zone", measures=SHARED),
    "parts at mean": asked(measures.contributions, line=AT_MEAN, by="zone", measures="watts"),
    "split": asked(measures.decomposition, by="zone", measures=["ge", "gini", "atkinson"]),
    "reach": asked(measures.targeting, line=20_000, reached="helped", benefit="gift", by="zone"),
    "lacks": lambda frame, design: measures.alkire_foster(
        frame, scheme=SCHEME, by="zone", design=design, **COUNT
    ),
}


def slopes(call, frame: pd.DataFrame) -> np.ndarray:
    """Give what a small share more of each row adds to each value, for one whole share."""
    step, rows = 1e-5, []
    for at in range(len(frame)):
        more = step * (np.arange(len(frame)) == at)
        ends = [call(frame.assign(w=frame["w"] * (1 + way * more)), None) for way in (1, -1)]
        rows.append((ends[0]["value"] - ends[1]["value"]).to_numpy() / (2 * step))
    return np.array(rows)


def by_hand(added: np.ndarray, frame: pd.DataFrame) -> np.ndarray:
    villages = pd.DataFrame(added).groupby(frame["village"].to_numpy()).sum()
    strata = villages.groupby(villages.index // 3)
    return np.sqrt(sum((1 - 3 / 9) * 3 * each.var(ddof=1) for _, each in strata))


@pytest.mark.parametrize("name", CASES)
def test_errors_follow_from_slopes_and_the_formula_of_the_design(name):
    frame, call = drawn(7), CASES[name]
    got = call(frame, DESIGN)
    has_value = got["value"].notna().to_numpy()
    assert has_value.sum() >= 2
    expected = by_hand(slopes(call, frame), frame).to_numpy()[has_value]
    size = got["value"].abs().to_numpy()[has_value]
    assert (np.abs(got["se"].to_numpy()[has_value] - expected) <= 1e-6 * (expected + size)).all()
