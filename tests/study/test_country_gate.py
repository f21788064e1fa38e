"""The nation's totals give way where provinces that the explorer shows would have to cover one."""

import numpy as np
import pandas as pd
import pytest

from povlib import data
from povlib.nation import LEVELS, Nation
from povlib.study.country_gate import find_hidden

CODES = [
    100 * (100 * (100 * province + district) + 1) + village
    for province in (11, 12, 13)
    for district in (1, 2)
    for village in (1, 2)
]


def nation_of(*, poor, unknown):
    """Make three provinces of two districts, each of these 60 households in two villages."""
    few = pd.DataFrame({"poor": poor, "unknown": unknown}).loc[np.repeat(range(6), 2)]
    few.iloc[1::2] = 0  # all of a district are in its first village
    villages = pd.DataFrame(
        {
            "households": 30,
            "households_known": 30 - few["unknown"].to_numpy(),
            "poor_households": few["poor"].to_numpy(),
        },
        index=pd.Index(CODES, name="area_code"),
    )
    levels = {
        level: {"additive": villages.groupby(villages.index // size).sum().reset_index()}
        for level, size in LEVELS.items()
    }
    return Nation(2556, 30_000.0, levels, pd.DataFrame())


@pytest.fixture
def hidden_of(tmp_path):
    def found(**counts):
        register = tmp_path / f"register {counts}"
        data.create_register(register, is_demo=True)
        return find_hidden(register, nation_of(**counts), threshold=5)

    return found


def flags(hidden, level):
    return [getattr(hidden[level], kind).tolist() for kind in ("households", "known", "poor")]


NONE, FIRST = [False] * 3, [True, False, False]


def test_one_province_of_few_poor_hides_the_nations_poor_and_no_other_province(hidden_of):
    hidden = hidden_of(poor=[2, 1, 9, 8, 7, 9], unknown=[0] * 6)
    assert flags(hidden, "province") == [NONE, NONE, FIRST]
    assert flags(hidden, "nation") == [[False], [False], [True]]


def test_one_province_of_few_without_income_hides_how_many_the_nation_has_in_all(hidden_of):
    hidden = hidden_of(poor=[9] * 6, unknown=[2, 1, 9, 8, 7, 9])
    assert flags(hidden, "province") == [FIRST, NONE, NONE]
    assert flags(hidden, "nation") == [[True], [False], [False]]


def test_two_provinces_that_have_enough_together_cover_each_other(hidden_of):
    hidden = hidden_of(poor=[2, 1, 0, 3, 7, 9], unknown=[0] * 6)
    assert flags(hidden, "province")[2] == [True, True, False]
    assert flags(hidden, "nation") == [[False], [False], [False]]


def test_a_nation_of_few_poor_shows_its_provinces_as_the_explorer_does(hidden_of):
    hidden = hidden_of(poor=[2, 1, 0, 0, 0, 0], unknown=[0] * 6)
    assert flags(hidden, "nation") == [[True], [True], [True]]
    assert flags(hidden, "province") == [NONE, NONE, FIRST]
