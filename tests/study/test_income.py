"""The explorer's view: right numbers, and nothing to be had by moving the line."""

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog

from povlib import data, measures
from povlib.errors import MeasureError
from povlib.study.income import IncomeView, income_at, open_income
from povlib.study.income_gate import Steps, cell_of_line, find_income_gate

YEAR = 2556
PROVINCE = "30"
STEPS = Steps(policy=30_000, step=1_000, lines=tuple(range(20_000, 36_000, 1_000)))


@pytest.fixture(scope="module")
def view(demo_register) -> IncomeView:
    return open_income(demo_register, bmn_year_be=YEAR, province_code=PROVINCE)


@pytest.fixture(scope="module")
def households(demo_register) -> pd.DataFrame:
    frame = data.read_unit(demo_register, "household", year_be=YEAR, province_code=PROVINCE)
    return frame.assign(
        baht=measures.income_per_person(frame),
        district_code=(frame["village_code"] // 10_000).astype("str"),
    )


def shown_at(view: IncomeView, line: int) -> pd.Series:
    tables = income_at(view, line_baht=line)
    rows = pd.concat([tables["headline"].frame, tables["districts"].frame])
    return rows.set_index("area_code")["poor_households"].astype("Float64")


@pytest.mark.parametrize("line", [23_000, 30_000, 38_000])
def test_the_headline_is_what_measures_give(view, households, line):
    asked = {"income": "baht", "line": line, "members": "members"}
    keys = ["poor_households", "poor_persons", "headcount", "mean_gap_poor", "cost_to_close_baht"]
    expected = measures.poverty(households, unit="persons", measures=keys, **asked)["value"]
    by_household = measures.poverty(households, unit="households", measures="headcount", **asked)
    row = income_at(view, line_baht=line)["headline"].frame.iloc[0]
    shown = ["poor_households", "poor_persons", "poor_persons_share", "mean_gap_baht"]
    got = [row[key] for key in (*shown, "cost_to_close_baht")]
    assert got == pytest.approx(expected.tolist(), rel=1e-12)
    assert row["poor_households_share"] == pytest.approx(by_household["value"].iloc[0])


def test_every_shown_count_is_true_at_every_line(view, households):
    for line in view.lines_baht:
        shown = shown_at(view, line).dropna()
        is_below = households["baht"] < line
        true = is_below.groupby(households["district_code"]).sum()
        true[PROVINCE] = is_below.sum()
        assert (shown == true.reindex(shown.index)).all()


def test_the_true_count_lies_between_its_shown_neighbours(view, households):
    line = 27_000
    rows = income_at(view, line_baht=line)["districts"].frame.set_index("area_code")
    true = (households["baht"] < line).groupby(households["district_code"]).sum()
    true = true.reindex(rows.index)
    assert rows["poor_households"].isna().any()
    assert (rows["at_least"].fillna(0) <= true).all()
    assert (rows["at_most"].fillna(10**6) >= true).all()


def test_two_shown_lines_never_differ_by_a_small_count(demo_register):
    for province in ("16", "32"):
        view = open_income(demo_register, bmn_year_be=YEAR, province_code=province)
        for counts in view.rows.shown.to_dict("series").values():
            between = np.diff(counts.dropna())
            assert ((between == 0) | (between >= 5)).all()


def test_bins_hold_the_households_between_their_ends(view, households):
    rows = income_at(view, line_baht=28_000)["gap_bins"].frame
    ends = rows[["low_baht", "high_baht"]].astype("float64").fillna(0).to_numpy()
    counted = [households["baht"].between(*pair, inclusive="left").sum() for pair in ends]
    assert rows["households"].tolist() == counted
    assert rows["side"].tolist() == ["below" if high <= 28_000 else "passed" for _, high in ends]
    assert (rows["bin_high_baht"] - rows["bin_low_baht"]).dropna().min() >= 2_500


def test_a_bin_divided_by_a_hidden_line_keeps_both_sides_in_one(view):
    shown = view.rows.shown.loc[:30_000]
    code, line = next(
        (code, line)
        for code, _ in view.districts
        for line in shown.index[1:-1]
        if pd.isna(shown.loc[line, code])
        and shown.loc[:line, code].notna().any()
        and shown.loc[line:, code].notna().any()
    )
    rows = income_at(view, line_baht=line, district_code=code)["gap_bins"].frame
    divided = rows[(rows["low_baht"].fillna(0) < line) & (line < rows["high_baht"])]
    assert divided["side"].tolist() == ["both"]


def test_the_line_stands_only_at_steps(view):
    with pytest.raises(MeasureError, match="30000"):
        income_at(view, line_baht=30_300)


def test_a_district_of_another_province_is_refused(view):
    with pytest.raises(MeasureError, match="3001"):
        income_at(view, line_baht=30_000, district_code="1601")


def test_a_province_without_households_has_a_view_without_numbers(demo_register):
    view = open_income(demo_register, bmn_year_be=YEAR, province_code="24")
    tables = income_at(view, line_baht=30_000)
    assert len(tables["districts"].frame) == 0
    assert tables["headline"].frame["poor_households"].isna().all()


@pytest.mark.parametrize("seed", range(3))
def test_an_attacker_who_moves_the_line_finds_no_small_step(seed):
    homes = _homes(seed)
    gate = find_income_gate(homes, steps=STEPS, universe="bmn:2556", threshold=5)
    hidden = {pattern.universe: pattern.hidden for pattern in gate.patterns}
    edges = np.array([-np.inf, *STEPS.lines, np.inf])
    districts = sorted(homes["district_code"].unique())
    true = np.array(
        [
            np.histogram(homes.loc[homes["district_code"] == d, "income_baht_person_year"], edges)[
                0
            ]
            for d in districts
        ]
    )
    sums, values = _published(gate, hidden, districts, true)
    small = [(d, n) for d, n in np.argwhere((true > 0) & (true < 5)) if n > 0]
    assert small
    for d, n in small[:: len(small) // 12 + 1]:
        aim = np.zeros(true.shape)
        aim[d, n] = 1
        low = linprog(aim.ravel(), A_eq=sums, b_eq=values).fun
        high = -linprog(-aim.ravel(), A_eq=sums, b_eq=values).fun
        assert low < 0.5
        assert high > 3.5


def _homes(seed: int) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "district_code": rng.choice(["2401", "2402", "2403", "2404", "2405"], 900),
            "income_baht_person_year": rng.lognormal(np.log(45_000), 0.5, 900).round(),
        }
    )


def _published(gate, hidden, districts, true) -> tuple[np.ndarray, np.ndarray]:
    """Everything that all places of the line together tell: sums over the districts' steps."""
    places = len(STEPS.lines) + 1
    policy = STEPS.lines.index(STEPS.policy) + 1
    rows, values = [], []
    for area in [None, *range(len(districts))]:
        picked = slice(None) if area is None else area
        whole = np.zeros(true.shape)
        whole[picked] = 1
        rows.append(whole)
        for n, line in enumerate(STEPS.lines, start=1):
            side = "passed" if n > policy else "below"
            address = cell_of_line(gate, line, side=side)
            cell = {k: v for k, v in address.items() if v and k != "universe"}
            cell |= {} if area is None else {"district": districts[area]}
            if tuple(sorted(cell.items())) in hidden[address["universe"]]:
                continue
            told = np.zeros(true.shape)
            told[picked, policy if side == "passed" else 0 : n] = 1
            rows.append(told)
    assert all(row.shape == (len(districts), places) for row in rows)
    values = [float((row * true).sum()) for row in rows]
    return np.array([row.ravel() for row in rows]), np.array(values)


@pytest.mark.parametrize("line", [23_000, 30_000, 38_000])
def test_every_measure_has_the_registrys_words_at_any_line(view, line):
    columns = {c.key: c for c in income_at(view, line_baht=line)["headline"].columns}
    for key in ("poor_households", "poor_persons", "cost_to_close_baht"):
        assert columns[key].definition_th == measures.MEASURES[key].definition_th
