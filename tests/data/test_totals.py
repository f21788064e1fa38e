"""Published totals: a wide file becomes long rows, regions are named, and what lacks stays away."""

import pytest

from povlib.errors import InputError
from tests.data.files import SHARED, read, write_csv

TPMAP = {
    "year_be": "2561",
    "province_code": "11",
    "name_th": "สมุทรปราการ",
    "household.CNT": "300",
    "HOUSEMEMBER_CNT": "900",
    "happiness": "8.1",
    "indicator22.ALL": "880",
    "indicator22.CNT": "40",
    "poor.household.CNT": "20",
    "poor.JPT.CNT": "50",
    "poor.JPT.MOFval.CNT": "10",
    "poor.JPT.MOFval.health": "4",
    "poor.JPT.MOFval.ind22.CNT": "6",
}
ORIGINAL = (
    "ตาราง 1 รายได้เฉลี่ยต่อเดือนต่อครัวเรือน จำแนกตามภาคและจังหวัด\n"
    '"หน่วย: บาท",,\n'
    "ภาคและจังหวัด,2552,2554\n"
    'ทั่วราชอาณาจักร,"20,903","23,236"\n'
    "ภาคตะวันออกเฉียงเหนือ,15358,18217\n"
    '  บึงกาฬ,-,"19,000"\n'
    '  หนองคาย,"18,500",..\n'
    "ที่มา: สำนักงานสถิติแห่งชาติ,,\n"
)
TIDY = {"province_code": "38", "name_th": "บึงกาฬ", "year_be": "2556", "year_ce": "2013"}


def counts(frame):
    return frame.set_index("item")["count"].to_dict()


def test_a_wide_row_becomes_a_row_for_each_item(tmp_path):
    got = read(write_csv(tmp_path / "a.csv", [TPMAP]))
    assert counts(got.frame) == {
        "households": 300,
        "persons": 900,
        "indicator_22_assessed": 880,
        "indicator_22_failing": 40,
        "poor_households": 20,
        "poor_all": 50,
        "target_poor": 10,
        "dimension_health": 4,
        "target_poor_indicator_22": 6,
    }
    units = got.frame.set_index("item")["unit"]
    assert units["poor_households"] == "households"
    assert units["target_poor"] == "persons"
    assert got.rows_in == got.rows_kept == 1


def test_codes_are_text_of_fixed_width_and_a_missing_count_is_no_row(tmp_path):
    got = read(write_csv(tmp_path / "a.csv", [{**TPMAP, "poor.JPT.CNT": ""}]))
    assert got.frame["area_code"].unique().tolist() == ["11"]
    assert "poor_all" not in counts(got.frame)


def test_a_bad_count_sets_the_area_aside(tmp_path):
    other = {**TPMAP, "province_code": "12", "name_th": "นนทบุรี", "household.CNT": "#REF!"}
    got = read(write_csv(tmp_path / "a.csv", [TPMAP, other]))
    assert got.rules == ["excel_error"]
    assert got.rejects["row"].tolist() == [3]
    assert set(got.frame["area_code"]) == {"11"}


def test_an_area_that_comes_twice_is_set_aside(tmp_path):
    assert read(write_csv(tmp_path / "a.csv", [TPMAP, TPMAP])).rules == ["duplicate"]


def test_the_original_table_gives_provinces_and_names_regions(tmp_path):
    (tmp_path / "a.csv").write_text(ORIGINAL, encoding="cp874")
    got = read(tmp_path / "a.csv")
    rows = got.frame.itertuples(index=False, name=None)
    assert list(rows) == [("38", 2554, "income", 19000), ("43", 2552, "income", 18500)]
    assert got.dropped == {"footnote": 1, "region_total": 2}
    assert got.rows_in == got.rows_kept + sum(got.dropped.values()) == 5


def test_a_table_that_does_not_say_what_it_measures_is_refused(tmp_path):
    text = ORIGINAL.replace("รายได้เฉลี่ย", "จำนวนเฉลี่ย")
    (tmp_path / "a.csv").write_text(text, encoding="cp874")
    with pytest.raises(InputError, match="รายได้หรือรายจ่าย"):
        read(tmp_path / "a.csv")


def test_a_tidy_row_keeps_its_measure_and_a_missing_amount_is_no_row(tmp_path):
    rows = [
        {**TIDY, "measure": "income", "baht_per_household_month": "21000.6"},
        {**TIDY, "measure": "expenditure", "baht_per_household_month": ""},
    ]
    got = read(write_csv(tmp_path / "a.csv", rows))
    assert list(got.frame.itertuples(index=False, name=None)) == [("38", 2556, "income", 21001)]
    assert got.rows_kept == 2


@pytest.mark.shared
def test_the_real_tpmap_file_gives_its_published_sums():
    path = SHARED / "data" / "real" / "tpmap_be2561_province.csv"
    if not path.is_file():
        pytest.skip("ไม่มีแฟ้ม TPMAP ข้างที่เก็บ")
    got = read(path)
    sums = got.frame.groupby("item")["count"].sum()
    assert got.rows_kept == 76
    assert sums[["households", "persons", "target_poor", "poor_all"]].tolist() == [
        12_935_866,
        36_647_817,
        1_032_987,
        4_405_684,
    ]


@pytest.mark.shared
def test_the_real_nso_file_leaves_bueng_kan_out_where_it_has_no_figure():
    path = SHARED / "data" / "stats" / "nso_household_income_expenditure_by_province.csv"
    if not path.is_file():
        pytest.skip("ไม่มีแฟ้มสำนักงานสถิติแห่งชาติข้างที่เก็บ")
    frame = read(path).frame
    first = frame.loc[frame["area_code"] == "38"].groupby("measure")["year_be"].min()
    assert first.to_dict() == {"income": 2556, "expenditure": 2555}
    assert (frame["baht_household_month"] > 0).all()
