"""Poor of the rounds before, hidden again where their own tables hide them."""

import numpy as np
import pandas as pd

from povlib.measures.histories import count_masks, history_measures
from povlib.nation import Nation
from povlib.study.country_before import find_hidden_before

YEARS = [2555, 2556, 2557]
LEVELS = ("nation", "province")
# Of provinces 11 to 14, households by history: in which rounds they are poor (bit 0 the oldest).
HOUSEHOLDS = {
    11: {0b000: 60, 0b001: 3, 0b010: 20},
    12: {0b000: 90, 0b001: 20, 0b010: 20},
    13: {0b000: 200, 0b001: 30, 0b010: 20},
    14: {0b000: 300, 0b001: 0, 0b010: 20},
}


def nation_of(households):
    rows = [(code, poor, n) for code, own in households.items() for poor, n in own.items()]
    codes, poor, counted = (np.array(column) for column in zip(*rows, strict=True))
    levels = {}
    for level, size in (("nation", 100), ("province", 1)):
        areas, group = np.unique(codes // size, return_inverse=True)
        said = {"counted": counted, "codes": group, "size": len(areas), "years_be": YEARS}
        panel = history_measures(count_masks(np.full(len(poor), 0b111), poor, **said))
        panel.insert(0, "area_code", areas[panel.pop("group")])
        levels[level] = {"panel": panel}
    return Nation(2557, 30_000.0, levels, pd.DataFrame())


def test_a_small_number_of_poor_and_what_covers_it_are_named_though_more_are_poor_now():
    found = find_hidden_before(nation_of(HOUSEHOLDS), levels=LEVELS, threshold=5)
    assert found == {"11", "12"}


def test_where_no_number_is_small_none_is_named():
    many = {code: own | {0b001: 10} for code, own in HOUSEHOLDS.items()}
    assert find_hidden_before(nation_of(many), levels=LEVELS, threshold=5) == set()


def test_households_whose_income_is_not_known_in_both_rounds_are_in_no_number():
    gone = {**HOUSEHOLDS, 15: {0b000: 0}}
    assert find_hidden_before(nation_of(gone), levels=LEVELS, threshold=5) == {"11", "12"}
