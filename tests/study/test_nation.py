from datetime import date

import pytest

from povlib.errors import RegisterError
from povlib.study import open_nation
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
