import pandas as pd
import pytest

from povlib.disclosure import Column, Pattern, publish, regroup, select_rows
from povlib.errors import DisclosureError

SMALL = Pattern(
    "target:2557",
    5,
    (("group",),),
    counts={(("group", "assist"),): 3, (("group", "develop"),): 40},
    hidden={(("group", "assist"),): "primary"},
)
SAID = {"title_th": "กลุ่ม", "source_th": "", "is_demo": True}


@pytest.fixture
def table():
    return publish(
        "groups",
        pd.DataFrame({"group": ["assist", "develop"], "targets": [3, 40]}),
        **SAID,
        pattern=SMALL,
        columns=[
            Column("group", "กลุ่ม", "", "text"),
            Column("targets", "เป้าหมาย", "ครัวเรือน", "count", cell={"group": "@group"}),
        ],
    )


def test_a_hidden_cell_stays_hidden_and_a_shown_one_keeps_its_value(table):
    one = select_rows(table, rows=[1, 0])
    assert one.frame["targets"].to_list() == [40, pd.NA]
    assert one.hidden["targets"].to_list() == [False, True]
    assert one.frame.dtypes.equals(table.frame.dtypes)
    assert (one.name, one.is_demo, one.columns) == (table.name, table.is_demo, table.columns)


def test_a_cell_may_stand_under_another_key_and_one_left_out_is_missing(table):
    columns = [
        Column("group", "กลุ่ม", "", "text"),
        Column("reached", "ถึงแล้ว", "ครัวเรือน", "count", cell={}),
    ]
    rows = [{"group": (table, 0, "group")}, {"reached": (table, 1, "targets")}]
    made = regroup("funnel", rows, **SAID, columns=columns)
    assert made.frame["reached"].to_list() == [pd.NA, 40]
    assert not made.hidden.to_numpy().any()


def test_no_rows_give_an_empty_table_of_the_same_columns(table):
    assert select_rows(table, rows=[]).frame.shape == (0, 2)


def test_a_number_from_elsewhere_is_refused(table):
    rows = [{"targets": (table.frame, 0, "targets")}]
    with pytest.raises(DisclosureError, match="PublicTable"):
        regroup("groups", rows, **SAID, columns=table.columns)


def test_a_cell_of_another_kind_is_refused(table):
    rows = [{"group": (table, 1, "targets")}]
    with pytest.raises(DisclosureError, match="kind text"):
        regroup("groups", rows, **SAID, columns=table.columns)
