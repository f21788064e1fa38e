"""Every dirty case of a household file: which rule it meets, and what becomes of the row."""

import numpy as np
import pandas as pd
import pytest

from povlib.data.ingest import Options, read_file
from povlib.errors import InputError
from tests.data.files import FOLLOWUP, HOME, SOURCES, TARGET, homes, read, write_csv


def read_rows(tmp_path, rows, **options):
    return read(write_csv(tmp_path / "a.csv", rows), **options)


def test_a_sound_household_is_kept_with_the_types_of_the_house(tmp_path):
    got = read_rows(tmp_path, homes())
    assert got.rules == []
    assert got.frame.dtypes["household_id"] == np.int64
    assert got.frame.dtypes["village_code"] == np.int32
    assert got.frame.dtypes["income_main_baht"] == np.float64
    assert got.frame["indicator_01"].tolist() == [1, 1]
    assert got.frame["indicator_02"].isna().all()
    assert got.frame.index.tolist() == [2, 3]


@pytest.mark.parametrize(
    ("column", "text", "key", "value", "rules"),
    [
        ("รายได้อาชีพหลัก", "๓๐,๐๐๐", "income_main_baht", 30000, ["thai_digits"]),
        ("รายได้อาชีพหลัก", "30,000 บาท", "income_main_baht", 30000, ["unit_word"]),
        ("รายได้อาชีพหลัก", "30,000", "income_main_baht", 30000, []),
        ("รายได้อาชีพหลัก", "30000.50", "income_main_baht", 30001, ["rounded"]),
        ("รายได้อาชีพหลัก", "-", "income_main_baht", None, ["missing_mark"]),
        ("รายได้อาชีพหลัก", "ไม่มี", "income_main_baht", None, ["missing_mark"]),
        ("รายได้อาชีพหลัก", "", "income_main_baht", None, []),
        ("รหัสหมู่บ้าน", "24010101.0", "village_code", 24010101, ["code_repaired"]),
        ("รหัสหมู่บ้าน", "2.4010101E+07", "village_code", 24010101, ["code_repaired"]),
        ("รหัสหมู่บ้าน", "2401011", "village_code", 24010101, ["code_repaired"]),
        ("รหัสหมู่บ้าน", "๒๔๐๑๐๑๐๑", "village_code", 24010101, ["code_repaired"]),
        ("รหัสบ้าน", "24010100009.0", "household_id", 24010100009, ["code_repaired"]),
        ("รหัสบ้าน", "2401-010000-9", "household_id", 24010100009, ["code_repaired"]),
        ("ปี จปฐ.", "2013", "bmn_year_be", 2556, ["year_ce"]),
        ("ปี จปฐ.", "56", "bmn_year_be", 2556, ["year_short"]),
        ("ปี จปฐ.", "พ.ศ. 2556", "bmn_year_be", 2556, []),
        ("จำนวนสมาชิก", "๓ คน", "members", 3, ["thai_digits"]),
        ("ตัวชี้วัดที่ 1", "ผ่าน", "indicator_01", 1, []),
        ("ตัวชี้วัดที่ 1", "0.0", "indicator_01", 0, []),
    ],
)
def test_a_cell_is_kept_or_repaired(tmp_path, column, text, key, value, rules):
    got = read_rows(tmp_path, [HOME, {**HOME, "รหัสบ้าน": "24010100002", column: text}])
    last = got.frame[key].iloc[-1]
    assert (None if pd.isna(last) else last) == value
    assert got.rules == rules


@pytest.mark.parametrize(
    ("column", "text", "rule"),
    [
        ("รายได้อาชีพหลัก", "#DIV/0!", "excel_error"),
        ("รายได้อาชีพหลัก", "=A1*2", "formula"),
        ("รายได้อาชีพหลัก", "สามหมื่น", "not_a_number"),
        ("รายได้อาชีพหลัก", "-500", "negative"),
        ("รายได้อาชีพหลัก", "900000000", "out_of_range"),
        ("จำนวนสมาชิก", "0", "members_zero"),
        ("จำนวนสมาชิก", "", "required_missing"),
        ("จำนวนสมาชิก", "51", "out_of_range"),
        ("รายได้อื่น", "1234567890121", "national_id"),
        ("รายได้อื่น", "1-2345-67890-12-1", "national_id"),
        ("รหัสบ้าน", "", "required_missing"),
        ("รหัสบ้าน", "2401010000", "id_invalid"),
        ("รหัสบ้าน", "2.40101E+10", "id_invalid"),
        ("รหัสบ้าน", "1234567890121", "national_id"),
        ("รหัสหมู่บ้าน", "2.4E+07", "code_invalid"),
        ("รหัสหมู่บ้าน", "99990101", "code_unknown"),
        ("รหัสหมู่บ้าน", "บ้านไม่รู้จัก หมู่ 1", "place_unknown"),
        ("ปี จปฐ.", "2456", "year_invalid"),
        ("ตัวชี้วัดที่ 1", "7", "flag_invalid"),
    ],
)
def test_a_row_is_set_aside_with_its_reason(tmp_path, column, text, rule):
    got = read_rows(tmp_path, [HOME, {**HOME, "รหัสบ้าน": "24010100002", column: text}])
    assert got.rules == [rule]
    assert got.issues["done"].tolist() == ["rejected"]
    assert got.rejects["row"].tolist() == [3]
    assert (got.rows_in, got.rows_kept) == (2, 1)


def test_a_missing_amount_is_missing_and_not_zero(tmp_path):
    got = read_rows(tmp_path, homes(2, {"รายได้อื่น": "-"}))
    assert got.frame["income_other_baht"].isna().tolist() == [False, True]


def test_rows_in_are_kept_rejected_or_named(tmp_path):
    rows = [*homes(3, {"จำนวนสมาชิก": "0"}), {"รหัสบ้าน": "รวมตำบล"}, {}, {"รหัสบ้าน": "รวมทั้งจังหวัด"}]
    rows += [dict.fromkeys(HOME, "") | {"รหัสบ้าน": "หมายเหตุ ข้อมูล ณ วันที่สำรวจ"}]
    rows += [{key: key for key in HOME}]
    got = read_rows(tmp_path, rows)
    assert got.dropped == {"subtotal": 2, "footnote": 1, "repeated_header": 1}
    assert got.rows_in == got.rows_kept + len(got.rejects) + sum(got.dropped.values()) == 7


def test_a_subtotal_beside_an_empty_key_is_named(tmp_path):
    rows = [{"ตำบล": "ในเมือง", **row} for row in homes()]
    rows += [{"ตำบล": "รวมทั้งสิ้น", "รายได้อาชีพหลัก": "120000"}]
    assert read_rows(tmp_path, rows).dropped == {"subtotal": 1}


def test_a_total_that_differs_from_its_parts_is_named_and_the_parts_count(tmp_path):
    rows = [{**row, "รายได้รวม": total} for row, total in zip(homes(), ["80000", "1"], strict=True)]
    got = read_rows(tmp_path, rows)
    assert got.rules == ["total_mismatch"]
    assert got.rows_kept == 2
    assert "income_total_baht" not in got.frame


def test_the_second_of_two_equal_keys_is_set_aside(tmp_path):
    got = read_rows(tmp_path, [HOME, {**HOME, "จำนวนสมาชิก": "5"}])
    assert got.rules == ["duplicate"]
    assert got.issues["rule_th"].str.endswith("แถว 2").all()


def test_a_household_in_two_villages_is_named_as_moved(tmp_path):
    assert read_rows(tmp_path, [HOME, {**HOME, "รหัสหมู่บ้าน": "24010102"}]).rules == [
        "household_moved"
    ]


def test_a_key_that_comes_again_in_a_later_year_is_another_row(tmp_path):
    assert read_rows(tmp_path, [HOME, {**HOME, "ปี จปฐ.": "2557"}]).rows_kept == 2


def test_rows_that_are_persons_are_refused(tmp_path):
    with pytest.raises(InputError, match="หนึ่งแถวต้องเป็นหนึ่งครัวเรือน"):
        read_rows(tmp_path, [HOME] * 40)


def test_a_column_of_members_tells_that_rows_are_persons(tmp_path):
    with pytest.raises(InputError, match="หนึ่งแถวเป็นหนึ่งคน"):
        read_rows(tmp_path, [{**HOME, "ลำดับสมาชิก": "1"}])


def test_an_abolished_code_is_kept_with_its_successor_named_once(tmp_path):
    got = read_rows(tmp_path, [{**row, "รหัสหมู่บ้าน": "43130101"} for row in homes(3)])
    assert got.rules == ["code_abolished"]
    assert got.issues["rule_th"].str.contains("ปัจจุบันคือ").all()
    assert set(got.frame["village_code"]) == {43130101}


def test_names_take_the_place_of_codes(tmp_path):
    place = {"จังหวัด": "จ.ชลบุรี", "อำเภอ": "อ.ศรีราชา", "ตำบล": "บางพระ", "หมู่ที่": "3"}
    rows = [{k: v for k, v in row.items() if k != "รหัสหมู่บ้าน"} | place for row in homes()]
    got = read_rows(tmp_path, rows)
    assert got.frame["village_code"].astype(str).str[-2:].tolist() == ["03", "03"]
    assert got.frame["village_code"].astype(str).str[:4].unique().tolist() == ["2007"]


def test_an_address_in_the_code_column_is_read(tmp_path):
    got = read_rows(tmp_path, homes(2, {"รหัสหมู่บ้าน": "ม.3 ต.บางพระ อ.ศรีราชา จ.ชลบุรี"}))
    assert got.rules == ["name_to_code"]


def test_a_misdecoded_cell_is_refused_with_its_row(tmp_path):
    broken = "เยี่ยม".encode("cp874").decode("latin-1")
    rows = [FOLLOWUP, {**FOLLOWUP, "วันที่": "2014-02-15", "กิจกรรม": broken}]
    got = read_rows(tmp_path, rows)
    assert got.rules == ["misdecoded"]
    assert got.rejects["row"].tolist() == [3]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("15/01/2557", "2014-01-15"),
        ("15/1/2014", "2014-01-15"),
        ("06 ส.ค. 2555", "2012-08-06"),
        ("41654", "2014-01-15"),
        ("29/02/2555", "2012-02-29"),
    ],
)
def test_dates_of_either_era_are_read(tmp_path, text, day):
    got = read_rows(tmp_path, [{**FOLLOWUP, "วันที่": text}])
    assert got.frame["date"].tolist() == [pd.Timestamp(day)]
    assert not len(got.rejects)


def test_a_date_that_is_none_is_set_aside(tmp_path):
    assert read_rows(tmp_path, [{**FOLLOWUP, "วันที่": "31/02/2557"}]).rules == ["date_invalid"]


def test_a_fiscal_year_comes_from_the_date(tmp_path):
    rows = [{**FOLLOWUP, "วันที่": day} for day in ("2013-09-30", "2013-10-01")]
    assert read_rows(tmp_path, rows).frame["fiscal_year_be"].tolist() == [2556, 2557]


def test_a_date_outside_the_given_fiscal_year_is_named(tmp_path):
    got = read_rows(tmp_path, [{**FOLLOWUP, "ปีงบประมาณ": "2558"}])
    assert got.rules == ["fiscal_year_mismatch"]
    assert got.frame["fiscal_year_be"].tolist() == [2558]


def test_groups_and_grades_are_read_by_their_words(tmp_path):
    got = read_rows(tmp_path, [TARGET, {**TARGET, "รหัสบ้าน": "24010100002", "กลุ่ม": "สงเคราะห์"}])
    assert got.frame["group"].tolist() == ["develop", "assist"]
    assert got.frame["skill"].tolist() == [2, 2]


@pytest.mark.parametrize(
    ("column", "text", "rule"),
    [
        ("กลุ่ม", "อื่น", "choice_unknown"),
        ("ทักษะ", "4", "grade_invalid"),
        ("ทักษะ", "มาก", "grade_invalid"),
    ],
)
def test_unknown_choices_and_grades_are_set_aside(tmp_path, column, text, rule):
    assert read_rows(tmp_path, [{**TARGET, column: text}]).rules == [rule]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({**FOLLOWUP, "กระบวนการ": "5"}, "1 ถึง 4"),
        ({**FOLLOWUP, "กระบวนการ": "สอง"}, "1 ถึง 4"),
        ({**HOME, "จำนวนสมาชิก": "51"}, "1 ถึง 50 คน"),
        ({**HOME, "ปี จปฐ.": "2456"}, "2540 ถึง 2600"),
        ({**TARGET, "กลุ่ม": "อื่น"}, "ใช้ได้ สงเคราะห์, พัฒนา"),
    ],
)
def test_a_reason_says_what_must_hold(tmp_path, row, said):
    issues = read_rows(tmp_path, [row]).issues
    assert issues.loc[issues["done"] == "rejected", "rule_th"].str.contains(said).all()


def test_a_year_is_taken_from_the_door_where_the_file_has_none(tmp_path):
    rows = [{k: v for k, v in row.items() if k != "ปี จปฐ."} for row in homes()]
    with pytest.raises(InputError, match="--bmn-year"):
        read_rows(tmp_path, rows)
    assert read_rows(tmp_path, rows, bmn_year_be=2556).frame["bmn_year_be"].tolist() == [2556] * 2


def test_a_file_without_places_is_refused(tmp_path):
    with pytest.raises(InputError, match="รหัสหมู่บ้าน"):
        read_rows(tmp_path, [{k: v for k, v in HOME.items() if k != "รหัสหมู่บ้าน"}])


@pytest.mark.parametrize(("year", "count"), [("2556", 30), ("2561", 31), ("2566", 38)])
def test_a_round_has_its_own_number_of_indicators(tmp_path, year, count):
    flags = {f"ตัวชี้วัดที่ {n}": "1" for n in range(1, 39)}
    got = read_rows(tmp_path, [{**HOME, **flags, "ปี จปฐ.": year}])
    kept = got.frame.filter(like="indicator_").iloc[0].notna().sum()
    assert kept == count
    assert got.rules == ["indicator_extra"] * (38 - count)


def test_amounts_by_the_month_become_amounts_by_the_year(tmp_path):
    rows = [{("รายได้อาชีพหลัก (บาท/เดือน)" if k == "รายได้อาชีพหลัก" else k): v for k, v in HOME.items()}]
    got = read_rows(tmp_path, rows)
    assert got.frame["income_main_baht"].tolist() == [720000]
    assert "unit_converted" in got.issues["rule"].tolist()


def test_a_household_and_its_target_of_the_same_year_are_no_repeat(tmp_path):
    with pd.ExcelWriter(tmp_path / "a.xlsx") as book:
        pd.DataFrame([{**HOME, "ปี จปฐ.": "2557"}]).to_excel(book, sheet_name="a", index=False)
        pd.DataFrame([TARGET]).to_excel(book, sheet_name="b", index=False)
    sheets = [b for _, b in read_file(tmp_path / "a.xlsx", sources=SOURCES, options=Options())]
    assert [(b.table, b.rows_kept) for b in sheets if b.rows_in] == [
        ("household", 1),
        ("target", 1),
    ]
