"""Household income per person: any part missing makes it missing."""

import numpy as np
import pandas as pd
import pytest

from povlib import measures
from povlib.errors import MeasureError
from povlib.measures.income import INCOME_COLUMNS


def frame(dtype: str = "Int64") -> pd.DataFrame:
    amounts = dict(zip(INCOME_COLUMNS, (60_000, 20_000, 5_000, 15_000), strict=True))
    return pd.DataFrame(amounts | {"members": 4}, index=[7]).astype(dtype)


@pytest.mark.parametrize("dtype", ["int32", "Int64", "float64", "int32[pyarrow]"])
def test_four_amounts_over_members(dtype):
    got = measures.income_per_person(frame(dtype))
    assert got.to_dict() == {7: 25_000.0}
    assert got.dtype == np.float64


@pytest.mark.parametrize("column", [*INCOME_COLUMNS, "members"])
def test_any_part_missing_makes_it_missing(column):
    assert measures.income_per_person(frame().assign(**{column: pd.NA})).isna().all()


def test_a_household_of_nobody_has_no_income_per_person():
    assert measures.income_per_person(frame().assign(members=0)).isna().all()
    assert measures.income_per_person(frame("int32") * 0).isna().all()


def test_large_amounts_do_not_overflow():
    rich = frame("int32").assign(income_main_baht=2_000_000_000, income_other_baht=2_000_000_000)
    assert measures.income_per_person(rich.astype("int64")).iloc[0] > 1e9


def test_an_empty_frame_gives_an_empty_series():
    assert len(measures.income_per_person(frame().iloc[:0])) == 0


def test_a_missing_column_is_named():
    with pytest.raises(MeasureError, match="income_own_use_baht"):
        measures.income_per_person(frame().drop(columns="income_own_use_baht"))
