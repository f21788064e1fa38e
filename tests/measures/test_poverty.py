"""`measures.poverty`: six households by hand, the limits, and the errors."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from povlib import measures
from povlib.errors import MeasureError
from tests.measures.homes import KEYS, LINE, SIX


def ask(frame: pd.DataFrame, **given) -> pd.DataFrame:
    call = {"income": "baht", "line": LINE, "members": "members", "unit": "persons"}
    return measures.poverty(frame, **(call | {"measures": KEYS} | given))


def values(frame: pd.DataFrame, **given) -> dict[str, float]:
    return ask(frame, **given).set_index("measure")["value"].to_dict()


def homes(baht: list, members: int = 2) -> pd.DataFrame:
    return pd.DataFrame({"baht": np.array(baht, dtype=float), "members": members})


def test_six_households_counted_in_persons():
    got = values(SIX)
    assert got["headcount"] == 7 / 14
    assert got["poverty_gap"] == pytest.approx((4 * 0.5 + 2 * 0.1 + 1 / 30_000) / 14, rel=1e-14)
    assert got["squared_gap"] == pytest.approx((4 * 0.25 + 2 * 0.01 + 1 / 9e8) / 14, rel=1e-14)
    assert (got["poor_households"], got["poor_persons"]) == (3, 7)
    assert got["cost_to_close_baht"] == 4 * 15_000 + 2 * 3_000 + 1
    assert got["mean_gap_poor"] == pytest.approx(66_001 / 7, rel=1e-15)
    assert got["mean"] == (60_000 + 54_000 + 120_000 + 29_999 + 270_000) / 14
    assert got["median"] == 30_000  # exactly half lies at 29,999: the next, as laeken


def test_six_households_counted_in_households():
    got = values(SIX, unit="households")
    assert got["headcount"] == 3 / 5
    assert got["mean_gap_poor"] == (15_000 + 3_000 + 1) / 3
    assert got["median"] == 29_999
    assert (got["poor_persons"], got["cost_to_close_baht"]) == (7, 66_001)


def test_a_missing_income_is_left_out_and_counted():
    got = ask(SIX, by="district_code", measures="headcount")
    told = ["district_code", "measure", "value", "se", "low", "high", "n", "n_missing", "reason"]
    assert list(got.columns) == told
    assert got["value"].tolist() == [0.6, 0.25]
    assert got["n"].tolist() == [3, 2]
    assert got["n_missing"].tolist() == [0, 1]


@pytest.mark.parametrize("column", ["members", "weight", "line"])
def test_a_missing_part_of_a_row_leaves_the_row_out(column):
    frame = homes([1_000, 2_000]).assign(weight=1.0, line=30_000.0, members=2.0)
    frame.loc[0, column] = np.nan
    got = ask(frame, weight="weight", line="line", measures="mean").iloc[0]
    assert (got["value"], got["n"], got["n_missing"]) == (2_000, 1, 1)


def test_exactly_on_the_line_passes_when_strict():
    assert values(homes([LINE]))["poor_households"] == 0
    assert values(homes([LINE]), strict=False)["poor_households"] == 1
    assert values(homes([LINE]), strict=False)["cost_to_close_baht"] == 0


def test_all_poor():
    got = values(homes([10_000, 20_000]))
    assert got["headcount"] == 1
    assert got["poverty_gap"] == 0.5
    assert got["poor_persons"] == 4


def test_none_poor_gives_zeros_and_no_mean_gap():
    got = values(homes([40_000, 50_000]))
    assert [got[k] for k in KEYS[:6]] == [0] * 6
    assert np.isnan(got["mean_gap_poor"])
    reasons = ask(homes([40_000, 50_000])).set_index("measure")["reason"]
    assert reasons["mean_gap_poor"] == "nobody_poor"
    assert reasons["headcount"] == ""


def test_zero_and_negative_incomes_count_as_they_are():
    got = values(homes([0, -3_000]))
    assert got["headcount"] == 1
    assert got["poverty_gap"] == pytest.approx((1 + 1.1) / 2)
    assert got["mean"] == -1_500


def test_one_household():
    got = values(homes([24_000], members=5))
    assert got["squared_gap"] == pytest.approx(0.04)
    assert (got["cost_to_close_baht"], got["median"]) == (30_000, 24_000)


def test_an_empty_frame_gives_nulls_and_with_groups_no_rows():
    empty = SIX.iloc[:0]
    got = ask(empty)
    assert got["value"].isna().all()
    assert len(got) == len(KEYS)
    assert (got["n"] == 0).all()
    by_district = ask(empty, by="district_code")
    assert len(by_district) == 0
    assert list(by_district.columns)[0] == "district_code"


def test_all_missing_gives_nulls_never_zero():
    got = ask(homes([np.nan, np.nan]))
    assert got["value"].isna().all()
    assert set(got["n_missing"]) == {2}
    assert set(got["reason"]) == {"no_rows"}


def test_a_category_without_rows_is_null_never_zero():
    frame = SIX.assign(zone=pd.Categorical(["a"] * 6, categories=["b", "a"]))
    got = ask(frame, by="zone", measures="poor_households")
    assert got["zone"].tolist() == ["b", "a"]
    assert np.isnan(got["value"].iloc[0])
    assert got["value"].iloc[1] == 3


def test_a_missing_key_is_a_group_of_its_own():
    frame = homes([10_000, 20_000, 40_000]).assign(zone=["a", None, "a"])
    got = ask(frame, by=["zone"], measures="poor_households")
    assert got["value"].tolist() == [1, 1]
    assert got["zone"].isna().tolist() == [False, True]


def test_the_line_may_be_a_column():
    frame = homes([25_000, 25_000]).assign(own_line=[20_000, 30_000])
    got = values(frame, line="own_line")
    assert got["poor_households"] == 1
    assert got["poverty_gap"] == pytest.approx(5 / 30 / 2)


def test_weight_multiplies():
    frame = homes([10_000, 40_000]).assign(weight=[3.0, 1.0])
    got = values(frame, weight="weight")
    assert got["headcount"] == 0.75
    assert (got["poor_households"], got["poor_persons"]) == (3, 6)


def test_without_members_each_row_is_one():
    got = values(homes([10_000, 40_000]), members=None)
    assert (got["poor_persons"], got["cost_to_close_baht"]) == (1, 20_000)


def test_a_household_of_nobody_has_no_say_in_persons():
    frame = pd.DataFrame({"baht": [10_000.0, 50_000.0], "members": [0, 2]})
    assert values(frame)["headcount"] == 0
    assert values(frame)["median"] == 50_000
    assert values(frame, unit="households")["headcount"] == 0.5


def test_the_frame_given_is_not_changed():
    before = SIX.copy(deep=True)
    ask(SIX, by="district_code")
    pd.testing.assert_frame_equal(SIX, before)


def test_engels_households_have_the_published_mean_and_median():
    """As R prints summary(quantreg::engel): median 884.0, mean 982.5."""
    frame = pd.read_csv(Path(__file__).parent / "engel_1857.csv")
    got = values(frame, income="income", members=None, unit="households", line=600)
    assert round(got["median"], 1) == 884.0
    assert round(got["mean"], 1) == 982.5
    assert got["poor_households"] == sum(frame["income"] < 600)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"measures": "head_count"}, "headcount"),
        ({"measures": []}, "อย่างน้อยหนึ่งตัว"),
        ({"measures": ["mean", "mean"]}, "ซ้ำ"),
        ({"unit": None}, 'unit="persons"'),
        ({"unit": "heads"}, "นับอะไร"),
        ({"income": "bath"}, "ใช้ baht"),
        ({"by": "district"}, "district_code"),
        ({"line": 0}, "มากกว่า 0"),
        ({"line": np.nan}, "มากกว่า 0"),
        ({"line": True}, "ตัวเลขหรือชื่อคอลัมน์"),
        ({"missing": "zero"}, '"drop" .* "raise"'),
        ({"missing": "raise"}, "1 แถว"),
        ({"by": ["district_code", "district_code"]}, "คอลัมน์จัดกลุ่มต้องไม่ซ้ำ"),
    ],
)
def test_a_wrong_call_says_what_is_right(given, said):
    with pytest.raises(MeasureError, match=said):
        ask(SIX, **given)


def test_the_unit_has_no_default():
    with pytest.raises(TypeError, match="unit"):
        measures.poverty(SIX, income="baht", line=LINE, members="members", measures="mean")


@pytest.mark.parametrize("column", ["members", "weight"])
def test_negative_members_and_weights_are_refused(column):
    frame = homes([10_000]).assign(weight=1.0)
    frame[column] = -1
    with pytest.raises(MeasureError, match=f"ไม่ติดลบ.*{column}"):
        ask(frame, weight="weight")


def test_text_and_infinite_numbers_are_refused():
    with pytest.raises(MeasureError, match="ต้องเป็นตัวเลข"):
        ask(pd.DataFrame({"baht": ["ten"], "members": [1]}))
    with pytest.raises(MeasureError, match="อนันต์"):
        ask(homes([np.inf]))


def test_a_key_may_not_be_named_as_a_result_column():
    with pytest.raises(MeasureError, match="คอลัมน์ผลลัพธ์"):
        ask(SIX.assign(value=1), by="value")


def test_what_is_no_frame_or_no_number_is_refused():
    homes = pd.DataFrame([[1.0, 2.0]], columns=["baht", "baht"])
    call = {"line": 3, "members": None, "unit": "households", "measures": "headcount"}
    with pytest.raises(MeasureError, match="ซ้ำ"):
        measures.poverty(homes, income="baht", **call)
    with pytest.raises(MeasureError, match="DataFrame"):
        measures.poverty({"baht": [1.0]}, income="baht", **call)
    with pytest.raises(MeasureError, match="ตัวเลข"):
        measures.poverty(pd.DataFrame({"baht": [1 + 2j]}), income="baht", **call)
    with pytest.raises(MeasureError, match="True หรือ False"):
        measures.poverty(pd.DataFrame({"baht": [1.0]}), income="baht", strict="no", **call)
    with pytest.raises(MeasureError, match="ชื่อคอลัมน์"):
        design = measures.Replicates(np.ones((1, 3)), scale=1)
        measures.poverty(pd.DataFrame({"baht": [1.0]}), income="baht", design=design, **call)


def test_quantiles_follow_laeken_where_floats_decide_a_tie():
    # Values of R's laeken 0.5.2, weightedQuantile.
    five = pd.DataFrame({"baht": [11968.59, 14950.97, 29562.74, 33313.41, 37793.2], "w": 0.1})
    other = pd.DataFrame(
        {
            "baht": [10945.55, 22606.41, 26447.78, 30834.27, 76446.17],
            "w": [2.1, 0.2, 0.8, 0.3, 1.2],
        }
    )
    call = {"income": "baht", "line": 1, "members": None, "weight": "w", "unit": "households"}
    assert measures.poverty(five, measures="quantile:0.6", **call)["value"].item() == 29562.74
    assert measures.poverty(other, measures="median", **call)["value"].item() == 22606.41
