import pandas as pd

from povlib.progress import reached, skipped


def _steps(*processes):
    target = pd.DataFrame({"household_id": [1]})
    visits = pd.DataFrame({"household_id": 1, "process": list(processes)})
    return reached(target, followup=visits)


def test_a_later_process_does_not_stand_for_an_earlier_one():
    assert _steps(1, 3).iloc[0].tolist() == [True, False, True, False]


def test_a_step_without_the_one_before_it_is_a_skip():
    assert skipped(_steps(1, 3)).tolist() == [True]
    assert skipped(_steps(1, 2, 3, 4)).tolist() == [False]
    assert skipped(_steps()).tolist() == [False]


def test_a_skip_is_not_healed_by_later_steps():
    assert skipped(_steps(2, 3, 4)).tolist() == [True]
