"""Many dimensions and rounds of made-up places: coarse for the public, exact for officers."""

import numpy as np
import pandas as pd
import pytest

from povlib.disclosure import HiddenCounts, Pattern
from povlib.nation import Nation
from povlib.study import country_panel
from povlib.study.country_panel import panel_table
from povlib.study.country_pattern import CountryRules, country_pattern
from povlib.study.country_tables import dimensions_table
from povlib.study.gate import Gate

RULES = CountryRules(5, 50, 100.0, 0.001, 10)
LEVELS = ("nation", "province")
KNOWN = [5_400, 5_000, 360, 40]


def nation_of(name, frames):
    def additive(known, codes):
        return pd.DataFrame(
            {
                "area_code": codes,
                "households": known,
                "households_known": known,
                "poor_households": [count // 4 for count in known],
            }
        )

    levels = {
        "nation": {"additive": additive(KNOWN[:1], [0]), name: frames[0]},
        "province": {"additive": additive(KNOWN[1:], [11, 12, 13]), name: frames[1]},
    }
    return Nation(2556, 30_000.0, levels, pd.DataFrame())


def gates(nation):
    def nothing(size):
        return HiddenCounts(*(np.zeros(size, dtype=bool) for _ in range(3)))

    hidden = {"nation": nothing(1), "province": nothing(3)}
    pattern = country_pattern(nation, hidden, levels=LEVELS, rules=RULES)
    said = {"source_th": "", "is_demo": True}
    officer = Gate(Pattern("country:2556", 5, ()), **said, audience="officer")
    return Gate(pattern, **said), officer


@pytest.fixture
def dimensions():
    def frame(codes, h):
        h = np.array(h)
        columns = {"area_code": codes, "H": h, "A": 0.5123, "M0": h * 0.5123}
        known = KNOWN[:1] if codes == [0] else KNOWN[1:]
        counts = dict.fromkeys(("persons", "poor_households", "poor_persons"), 7)
        columns |= {"households": known, **counts}
        return pd.DataFrame({**columns, "censored_indicator_01": h / 3})

    return nation_of(
        "dimensions", [frame([0], [0.12345]), frame([11, 12, 13], [0.1234, 0.013, 0.5])]
    )


def test_shares_are_rounded_by_how_many_households_they_are_of(dimensions):
    public, officer = gates(dimensions)
    table = dimensions_table(dimensions, levels=LEVELS, gate=public, rules=RULES)
    rows = table.frame.set_index("area_code")
    assert rows["H"].tolist()[:3] == ["0.123", "0.123", "น้อยกว่า 0.02"]
    assert rows["censored_indicator_01"].tolist()[:3] == ["0.041", "0.041", "น้อยกว่า 0.02"]
    exact = dimensions_table(dimensions, levels=LEVELS, gate=officer, rules=RULES).frame
    assert exact["H"].tolist() == [0.12345, 0.1234, 0.013, 0.5]
    assert "poor_households" in exact and "poor_households" not in rows


def test_a_mean_over_the_poor_stands_only_where_they_are_surely_several(dimensions):
    public, _ = gates(dimensions)
    table = dimensions_table(dimensions, levels=LEVELS, gate=public, rules=RULES)
    rows = table.frame.set_index("area_code")
    assert rows["A"].notna().tolist() == [True, True, False, False]
    assert rows["M0"].tolist()[:2] == ["0.063", "0.063"]
    assert rows["M0"].isna().tolist()[2:] == [True, True]


def test_a_place_of_few_households_has_no_shares(dimensions):
    public, _ = gates(dimensions)
    table = dimensions_table(dimensions, levels=LEVELS, gate=public, rules=RULES)
    assert table.hidden.iloc[3][["H", "A", "M0", "censored_indicator_01"]].all()
    assert not table.hidden.iloc[:3].any().any()


_PANEL = (
    *((name, 30.0) for name in ("stayed_poor", "exited", "entered", "stayed_out")),
    ("entry_rate", 0.0777),
    ("exit_rate", 0.5),
    ("ever_poor", 0.5),
)


@pytest.fixture
def panel(monkeypatch):
    """Make rows that need not add up: nothing is hidden in a round before."""
    monkeypatch.setattr(country_panel, "find_hidden_before", lambda *_, **__: set())

    def frame(codes, bases):
        rows = [
            (code, measure, 0 if measure == "ever_poor" else 2556, value, base)
            for code, base in zip(codes, bases, strict=True)
            for measure, value in _PANEL
        ]
        return pd.DataFrame(rows, columns=["area_code", "measure", "year_be", "value", "n"])

    return nation_of("panel", [frame([0], [5_400]), frame([11, 12, 13], [4_996, 44, 30])])


def test_rates_through_the_rounds_are_coarse_and_counts_stay_with_officers(panel):
    public, officer = gates(panel)
    told = panel_table(panel, levels=LEVELS, gate=public, rules=RULES).frame
    assert not any(key.startswith("entered") for key in told)
    assert told["entry_rate_2556"].tolist()[:2] == ["0.078", "0.078"]
    assert told["entry_rate_2556_n"].tolist()[:2] == [5_400, 5_000]
    exact = panel_table(panel, levels=LEVELS, gate=officer, rules=RULES).frame
    assert exact["entered_2556"].tolist() == [30.0] * 4
    assert exact["entry_rate_2556_n"].tolist() == [5_400, 4_996, 44, 30]


def test_what_is_taken_over_few_households_has_neither_value_nor_number(panel):
    public, _ = gates(panel)
    table = panel_table(panel, levels=LEVELS, gate=public, rules=RULES)
    columns = ["entry_rate_2556", "entry_rate_2556_n", "exit_rate_2556"]
    assert table.frame[columns].isna().all(axis=1).tolist() == [False, False, True, True]
    assert table.hidden[columns].all(axis=1).tolist() == [False, False, False, True]


@pytest.mark.parametrize("name", ["stayed_poor", "exited", "entered", "stayed_out", "ever_poor"])
@pytest.mark.parametrize("count", [0.0, 0.0008])
def test_an_area_with_none_or_few_of_a_count_looks_alike_and_not_alone(panel, name, count):
    frame = panel.levels["province"]["panel"]
    few = (frame["area_code"] == 11) & (frame["measure"] == name)
    frame.loc[few, "value"] = count if name == "ever_poor" else count * 5_000
    public, _ = gates(panel)
    told = panel_table(panel, levels=LEVELS, gate=public, rules=RULES).frame
    assert told.drop(columns="households_known").iloc[1, 7:].isna().all()


def test_an_area_without_households_in_the_round_has_no_row(panel):
    size = len(_PANEL)
    codes = [11] * size + [12] * size + [99] * size
    gone = panel.levels["province"]["panel"].assign(area_code=codes)
    levels = {**panel.levels, "province": {**panel.levels["province"], "panel": gone}}
    public, _ = gates(panel)
    nation = Nation(2556, 30_000.0, levels, pd.DataFrame())
    told = panel_table(nation, levels=LEVELS, gate=public, rules=RULES).frame
    assert told["area_code"].tolist() == ["TH", "11", "12", "13"]
