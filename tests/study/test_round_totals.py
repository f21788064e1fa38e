"""Totals of a round that are hidden, since one province alone has few."""

import pandas as pd
import pytest

from povlib.disclosure import Pattern
from povlib.study.round_totals import round_counts, with_totals_hidden

NATION = [
    (("poor_2556", "yes"),),
    (("poor_2555", "no"), ("poor_2556", "yes")),
    (("verdict_2556", "no"),),
    (("flow_2556", "rose"),),
    (("known_2556", "yes"),),
    (("poor_2555", "yes"),),
]
PROVINCE = (("poor_2556", "yes"), ("province_code", "24"))
PATTERN = Pattern("bmn:2556", 5, (), counts=dict.fromkeys([*NATION, PROVINCE], 100))


def hidden_of(*poor):
    rows = [
        {"province_code": 24 + n, "income_baht_person_year": 10_000.0 if m < count else 90_000.0}
        for n, count in enumerate(poor)
        for m in range(50)
    ]
    counts = round_counts(pd.DataFrame(rows), line=30_000)
    found = with_totals_hidden(PATTERN, rounds={2556: counts}, flow_years=[2555, 2556])
    return list(found.hidden)


def test_the_poor_and_the_movements_of_the_round_go_and_nothing_of_a_province():
    assert hidden_of(3, 20, 30) == NATION[:4]


@pytest.mark.parametrize("poor", [(20, 20, 30), (0, 20, 30), (3, 4, 30), (3,)])
def test_nothing_goes_where_none_is_few_or_they_cover_each_other_or_stand_alone(poor):
    assert hidden_of(*poor) == []


def test_few_whose_income_is_known_take_the_known_with_them():
    codes = [24] * 3 + [25] * 40 + [26] * 40
    baht = [9e4] * 3 + ([1e4] * 20 + [9e4] * 20) * 2
    rows = pd.DataFrame({"province_code": codes, "income_baht_person_year": baht})
    few = round_counts(rows, line=30_000)
    found = with_totals_hidden(PATTERN, rounds={2556: few}, flow_years=[2555, 2556])
    assert list(found.hidden) == NATION[:5]
