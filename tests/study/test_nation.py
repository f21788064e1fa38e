from datetime import date

import pandas as pd
import pytest

from povlib.errors import RegisterError
from povlib.study import open_nation
from povlib.study.country import open_country
from povlib.study.income import income_at, open_income
from povlib.thai import sorted_th
from tests.study.conftest import PARAMS


@pytest.fixture
def nation(studies):
    return studies["TH"]


def test_all_provinces_of_the_register_stand_in_the_table(nation):
    frame = nation.tables["provinces"].frame
    assert set(frame["area_code"]) == {"16", "21", "30", "32", "71", "TH"}
    assert frame.set_index("area_code").loc["71", "status"] == "no_targets"
    names = frame["area_th"].tolist()[:-1]
    assert names == sorted_th(names)


def test_the_goal_of_the_nation_is_the_sum_of_the_provinces(nation):
    frame = nation.tables["provinces"].frame
    assert frame["goal"].iloc[:-1].sum() == frame["goal"].iloc[-1]
    assert nation.tables["headline"].frame["goal"].item() == frame["goal"].iloc[-1]


def test_running_totals_end_at_the_passed(nation):
    paces = nation.tables["pace_provinces"].frame.groupby("area_code")["cumulative"].last()
    passed = nation.tables["provinces"].frame.set_index("area_code")["passed"]
    assert (paces == passed.loc[paces.index]).all()


def test_current_poor_and_targets_are_hidden_together(nation):
    """Targets are the poor of the BMN year: one must not be read off the other."""
    provinces = nation.tables["provinces"]
    assert not provinces.hidden["targets"].any()
    assert nation.tables["flow_totals"].frame["current_poor"].item() >= 0


def test_a_year_without_targets_is_refused_in_words(demo_register):
    later = {"fiscal_year_be": 2558, "bmn_year_be": 2557, "as_of": date(2015, 5, 31)}
    with pytest.raises(RegisterError, match="2558"):
        open_nation(demo_register, **later, params_dir=PARAMS)


@pytest.mark.slow
def test_a_provinces_few_poor_are_not_what_the_explorers_tables_leave_of_the_nation(
    nation, demo_register
):
    """Province 71 has 4 poor in 2555 and 1 in 2557, and is alone in having few."""
    rounds = nation.tables["rounds"].frame.set_index("bmn_year_be")["poor_households"]
    assert rounds.notna().to_dict() == {2554: True, 2555: False, 2556: True, 2557: False}
    for year, brief in rounds.items():
        said = {"bmn_year_be": int(year), "params_dir": PARAMS, "accept_unconfirmed": True}
        shown = []
        for code in ("16", "21", "30", "32", "71"):
            view = open_income(demo_register, province_code=code, **said)
            table = income_at(view, line_baht=view.line_baht)["headline"].frame
            shown += table["poor_households"].dropna().to_list()
        country = open_country(demo_register, level="province", executor="serial", **said)
        areas = country.tables["areas"].frame.set_index("area_code")["poor_households"]
        for total in (brief, areas["TH"]):
            assert pd.isna(total) or not 0 < total - sum(shown) < 5
        assert areas.drop("TH").dropna().to_list() == shown


def test_what_a_hidden_total_could_be_added_up_from_is_hidden_too(nation):
    """The poor of a round are those before, with who entered and without who left."""
    rounds, flows = nation.tables["rounds"], nation.tables["flows"]
    gone = rounds.hidden["poor_households"]
    for key in ("entered", "left", "poor_persons", "headcount_share"):
        assert rounds.hidden.loc[gone, key].all()
    assert rounds.hidden.loc[gone.shift(fill_value=False), ["entered", "left"]].all().all()
    assert flows.hidden["households"].all()
    assert rounds.frame["households"].notna().all()
