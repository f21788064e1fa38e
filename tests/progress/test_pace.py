from datetime import date
from fractions import Fraction

import pandas as pd
import pytest

from povlib.progress import best_window, elapsed_share, outlook, pace_by_month, required_per_month

MONTHLY = {"2013-11": 12, "2013-12": 41, "2014-01": 57, "2014-02": 62, "2014-03": 46}
MONTHLY |= {"2014-04": 22, "2014-05": 34}
PASSED = pd.Series([month for month, count in MONTHLY.items() for _ in range(count)])
END_OF_MAY = {"fiscal_year_be": 2557, "as_of": date(2014, 5, 31)}


def test_months_add_up_and_the_plan_is_a_straight_line_rounded_up():
    pace = pace_by_month(PASSED, goal=450, **END_OF_MAY)
    assert pace["cumulative"].iloc[7] == len(PASSED) == 274
    assert pace["plan_cumulative"].tolist()[:4] == [38, 75, 113, 150]


def test_months_not_begun_have_no_passed_but_a_required_rate():
    pace = pace_by_month(PASSED, goal=450, **END_OF_MAY)
    assert pace["passed"].isna().tolist() == [False] * 8 + [True] * 4
    assert pace["required"].dropna().tolist() == [44.0] * 4


def test_a_month_under_way_is_begun_but_not_complete():
    pace = pace_by_month(PASSED, goal=450, fiscal_year_be=2557, as_of=date(2014, 5, 10))
    assert pace.loc[7, ["is_due", "is_complete"]].tolist() == [True, False]


def test_outlook_is_that_of_the_last_whole_month():
    pace = pace_by_month(PASSED, goal=450, **END_OF_MAY)
    found = outlook(pace, targets=642, left=Fraction(4), window_months=3)
    assert (found.last_month_passed, found.best_window_per_month) == (34, 55)
    assert found.projected == 274 + 4 * 34


def test_projected_is_never_above_the_targets():
    pace = pace_by_month(PASSED, goal=300, **END_OF_MAY)
    assert outlook(pace, targets=300, left=Fraction(4), window_months=3).projected == 300


def test_nothing_is_required_of_a_year_that_is_over():
    assert pd.isna(required_per_month(5, left=Fraction(0)))


def test_a_window_longer_than_the_months_has_no_mean():
    assert pd.isna(best_window([1, 2], months=3))


@pytest.mark.parametrize(
    ("day", "share"),
    [
        (date(2013, 9, 30), 0),
        (date(2013, 10, 31), Fraction(1, 12)),
        (date(2014, 2, 14), Fraction(9, 24)),
        (date(2014, 9, 30), 1),
        (date(2015, 1, 1), 1),
    ],
)
def test_elapsed_share_counts_months_as_twelfths(day, share):
    assert elapsed_share(2557, as_of=day) == share
