from datetime import date

import pandas as pd
import pytest

from povlib.progress import attainment, next_round, used_followups

LINE = 30_000


def _visits(*rows):
    frame = pd.DataFrame(
        rows, columns=["household_id", "date", "process", "measured_income_baht_person_year"]
    )
    return frame.assign(date=pd.to_datetime(frame["date"]).astype("datetime64[s]"))


def _state(*rows):
    target = pd.DataFrame({"household_id": [1]})
    return attainment(target, followup=_visits(*rows), line=LINE).iloc[0]


@pytest.mark.parametrize(("income", "outcome"), [(29_999, "below"), (30_000, "passed")])
def test_exactly_on_the_line_passes(income, outcome):
    assert _state((1, "2014-01-05", 4, income))["outcome"] == outcome


def test_the_latest_measurement_decides():
    state = _state((1, "2014-01-05", 4, 35_000), (1, "2014-02-05", 4, 20_000))
    assert (state["outcome"], state["income_baht_person_year"]) == ("below", 20_000)


def test_on_one_day_the_later_process_decides():
    assert _state((1, "2014-01-05", 4, 31_000), (1, "2014-01-05", 3, 10_000))["outcome"] == "passed"


def test_on_one_day_and_process_the_lower_income_decides():
    assert _state((1, "2014-01-05", 4, 31_000), (1, "2014-01-05", 4, 10_000))["outcome"] == "below"


def test_passed_month_is_where_the_last_unbroken_run_begins():
    state = _state(
        (1, "2013-11-05", 4, 35_000),
        (1, "2013-12-05", 4, 20_000),
        (1, "2014-01-05", 4, 30_000),
        (1, "2014-03-05", 4, 40_000),
    )
    assert state["passed_month"] == "2014-01"


def test_a_visit_without_a_measurement_measures_nothing():
    assert _state((1, "2014-01-05", 4, None))["outcome"] == "unmeasured"


def test_order_of_rows_does_not_matter():
    rows = [(1, "2014-02-05", 4, 20_000), (1, "2014-01-05", 4, 35_000)]
    assert _state(*rows).equals(_state(*reversed(rows)))


def test_followups_are_parted_without_rest():
    visits = _visits(
        (1, "2013-09-30", 1, None),
        (1, "2013-10-01", 1, None),
        (1, "2014-05-31", 1, None),
        (1, "2014-06-01", 1, None),
        (9, "2014-01-01", 1, None),
    )
    target = pd.DataFrame({"household_id": [1]})
    used, counts = used_followups(
        visits, target=target, first=date(2013, 10, 1), as_of=date(2014, 5, 31)
    )
    assert len(used) == 2
    assert counts == {"without_target": 1, "before_fiscal_year": 1, "after_as_of": 1, "used": 2}


def test_next_round_without_an_income_is_absent():
    target = pd.DataFrame({"household_id": [1, 2, 3]})
    rows = pd.DataFrame({"household_id": [1, 2], "income_baht_person_year": [30_000.0, None]})
    states = next_round(target, household=rows, line=LINE)
    assert states.tolist() == ["passed", "absent", "absent"]
