"""The two exits: what publish masks, what it refuses, and that nothing gets around it."""

import dataclasses

import numpy as np
import pandas as pd
import pytest

from povlib.disclosure import (
    HIDDEN_SHORT_TH,
    HIDDEN_TH,
    Column,
    OfficerTable,
    PublicTable,
    find_pattern,
    for_officer,
    hidden_cells,
    publish,
)
from povlib.errors import DisclosureError

CELL = {"district": "@district"}
COLUMNS = [
    Column("district", "อำเภอ", "", "code"),
    Column("targets", "เป้าหมาย", "ครัวเรือน", "count", cell=CELL),
    Column("passed", "ผ่าน", "ครัวเรือน", "count", cell={**CELL, "passed": "yes"}),
    Column("passed_share", "สัดส่วน", "", "share", depends=("passed", "targets")),
    Column("needed", "ยังต้องได้", "ครัวเรือน", "number", depends=("passed_share",)),
    Column("mean_gap_baht", "เฉลี่ย", "บาท", "mean", cell={**CELL, "passed": "no"}),
    Column("status", "สถานะ", "", "status", depends=("needed",)),
]


@pytest.fixture
def people():
    sizes = {("a", "yes"): 20, ("a", "no"): 9, ("b", "yes"): 2, ("b", "no"): 30, ("c", "no"): 8}
    rows = [key for key, size in sizes.items() for _ in range(size)]
    return pd.DataFrame(rows, columns=["district", "passed"])


@pytest.fixture
def pattern(people):
    return find_pattern(
        people,
        universe="target:2557",
        margins=[(), ("district",), ("passed",), ("district", "passed")],
        threshold=5,
    )


@pytest.fixture
def frame():
    return pd.DataFrame(
        {
            "district": ["a", "b", "c", None],
            "targets": [29, 32, 8, 69],
            "passed": [20, 2, 0, 22],
            "passed_share": [20 / 29, 2 / 32, 0.0, 22 / 69],
            "needed": [1, 21, 6, 27],
            "mean_gap_baht": [5000.0, 6000.0, np.nan, 5500.0],
            "status": ["behind", "behind", "behind", "behind"],
            "income_of_a_household": [1, 2, 3, 4],
        }
    )


def shown(frame, pattern, columns=COLUMNS):
    return publish(
        "districts",
        frame,
        title_th="อำเภอ",
        columns=columns,
        pattern=pattern,
        source_th="ข้อมูลสมมติ",
        is_demo=True,
    )


def test_a_small_count_is_hidden_and_a_zero_is_shown(frame, pattern):
    table = shown(frame, pattern)
    assert table.frame["passed"].isna().tolist()[1:3] == [True, False]
    assert table.frame["passed"].iloc[2] == 0


def test_a_total_row_is_shown_and_a_second_district_goes_with_the_small_one(frame, pattern):
    hidden = shown(frame, pattern).hidden["passed"]
    assert hidden.tolist() == [True, True, False, False]


def test_what_depends_on_a_hidden_number_is_hidden_along_the_chain(frame, pattern):
    hidden = shown(frame, pattern).hidden
    for key in ("passed_share", "needed", "status"):
        assert hidden[key].tolist() == [True, True, False, False], key


def test_a_mean_is_hidden_with_its_households_and_a_missing_one_is_only_missing(frame, pattern):
    table = shown(frame, pattern)
    assert table.hidden["mean_gap_baht"].tolist() == [True, True, False, False]
    assert table.frame["mean_gap_baht"].isna().tolist() == [True, True, True, False]


def test_n_times_mean_tells_nothing_about_fewer_than_five(frame, pattern, people):
    table = shown(frame, pattern)
    rest = table.hidden["mean_gap_baht"].to_numpy()[:3]
    left = people[(people["passed"] == "no") & people["district"].isin(frame["district"][:3][rest])]
    assert rest.sum() >= 2 and len(left) >= 5


def test_columns_that_are_not_named_stay_behind(frame, pattern):
    assert "income_of_a_household" not in shown(frame, pattern).frame


def test_hidden_numbers_are_nowhere_in_the_table(frame, pattern):
    table = shown(frame, pattern)
    assert table.frame.isna().to_numpy()[table.hidden.to_numpy()].all()
    assert not table.frame.attrs


def test_changing_a_handed_out_frame_changes_nothing(frame, pattern):
    table = shown(frame, pattern)
    copy = table.frame
    copy.loc[0, "targets"] = 999
    copy["targets"].array[1] = 999
    assert not (table.frame["targets"] == 999).any()
    frame.loc[:, "targets"] = 0
    assert table.frame["targets"].sum() > 0


def test_only_publish_makes_a_public_table(frame, pattern):
    table = shown(frame, pattern)
    with pytest.raises(DisclosureError, match="publish"):
        PublicTable("t", "", (), "", "", True, frame, frame, seal=object())
    with pytest.raises((TypeError, ValueError)):
        dataclasses.replace(table, _frame=frame)
    with pytest.raises(dataclasses.FrozenInstanceError):
        table._frame = frame


def test_a_count_that_is_not_its_cell_is_refused(frame, pattern):
    with pytest.raises(DisclosureError, match="districts: targets"):
        shown(frame.assign(targets=[28, 32, 8, 69]), pattern)


def test_the_message_of_a_wrong_count_holds_no_count(frame, pattern):
    with pytest.raises(DisclosureError) as caught:
        shown(frame.assign(passed=[20, 3, 0, 22]), pattern)
    assert "'b'" in str(caught.value) and "3" not in str(caught.value)


def test_a_number_over_no_household_at_all_is_refused(frame, pattern):
    wrong = frame.assign(district=["a", "b", "x", None], mean_gap_baht=1.0)
    with pytest.raises(DisclosureError, match="mean_gap_baht"):
        shown(wrong, pattern, [COLUMNS[0], COLUMNS[5]])


@pytest.mark.parametrize("kind", ["count", "share", "mean"])
def test_a_number_of_households_must_say_whose(kind):
    with pytest.raises(DisclosureError, match="cell"):
        Column("passed", "ผ่าน", "", kind)


def test_a_column_that_is_not_there_is_refused(frame, pattern):
    with pytest.raises(DisclosureError, match="frame"):
        shown(frame.drop(columns="needed"), pattern)


def test_an_unknown_kind_is_refused():
    with pytest.raises(DisclosureError, match="kind"):
        Column("passed", "ผ่าน", "", "percent")


def test_a_table_of_several_years_looks_each_row_up_in_its_own_pattern(pattern):
    before = find_pattern(
        pd.DataFrame({"district": ["a"] * 3}),
        universe="target:2556",
        margins=[("district",)],
        threshold=5,
    )
    table = publish(
        "comparison",
        pd.DataFrame({"district": ["a", "a"], "fiscal_year_be": [2556, 2557], "targets": [3, 29]}),
        title_th="",
        columns=[
            Column("fiscal_year_be", "ปี", "พ.ศ.", "year_be"),
            Column(
                "targets",
                "เป้าหมาย",
                "ครัวเรือน",
                "count",
                cell=CELL,
                universe="target:@fiscal_year_be",
            ),
        ],
        pattern=[before, pattern],
        source_th="",
        is_demo=True,
    )
    assert table.hidden["targets"].tolist() == [True, False]


def test_the_list_of_hidden_cells_names_places_and_no_values(frame, pattern):
    listed = hidden_cells(shown(frame, pattern))
    assert {"table": "districts", "row": {"district": "b"}, "column": "passed"} in listed
    assert len(listed) == shown(frame, pattern).hidden.to_numpy().sum()


def test_an_empty_table_is_a_table(frame, pattern):
    assert shown(frame.iloc[:0], pattern).frame.shape == (0, len(COLUMNS))


def test_an_officers_table_hides_nothing_and_is_no_public_table(frame):
    table = for_officer(
        "districts",
        frame,
        title_th="",
        columns=COLUMNS,
        source_th="",
        is_demo=True,
        audience="officer",
    )
    assert table.frame["passed"].tolist() == [20, 2, 0, 22]
    assert not isinstance(table, PublicTable)
    with pytest.raises(DisclosureError):
        OfficerTable("t", "", (), "", "", True, frame, seal=object())


def test_the_words_for_hidden_are_one():
    assert HIDDEN_TH == "ซ่อนไว้ (น้อยกว่า 5 หรือซ่อนคู่กัน)"
    assert HIDDEN_TH.startswith(HIDDEN_SHORT_TH)
