"""A column that is not known is named, with what it may have meant; a part that lacks is named."""

import pytest

from povlib.data.unknown import nearest_header
from tests.data.files import FOLLOWUP, HOME, read, write_csv


def notes(tmp_path, row, rule):
    issues = read(write_csv(tmp_path / "a.csv", [row])).issues
    met = issues[issues["rule"] == rule]
    return list(zip(met["column"], met["rule_th"], strict=True))


def renamed(row, **names):
    return {names.get(header, header): cell for header, cell in row.items()}


def test_a_mistyped_header_is_named_with_the_one_it_is_like(tmp_path):
    row = renamed(HOME, รายได้อาชีพรอง="รายได้อาชีพลอง")
    ((column, said),) = notes(tmp_path, row, "unknown_column")
    assert column == "รายได้อาชีพลอง"
    assert "«รายได้อาชีพรอง»" in said


def test_a_header_that_is_like_none_comes_without_advice(tmp_path):
    ((column, said),) = notes(tmp_path, {**HOME, "สีหลังคา": "1"}, "unknown_column")
    assert column == "สีหลังคา"
    assert "«" not in said


def test_a_header_that_is_there_already_is_no_advice(tmp_path):
    ((_, said),) = notes(tmp_path, {**HOME, "รายได้อาชีพลอง": "1"}, "unknown_column")
    assert "«" not in said


@pytest.mark.parametrize("header", ["1234567890121", "นายสมชาย ใจดี", "โทรแจ้ง 081-234-5678"])
def test_a_header_with_personal_data_is_hidden(tmp_path, header):
    issues = read(write_csv(tmp_path / "a.csv", [{**HOME, header: "1"}])).issues
    assert header not in issues.to_csv()
    assert issues["column"].str.contains("[ปกปิด]", regex=False).any()


def test_headers_of_other_units_and_numbers_are_not_alike():
    assert nearest_header("รายได้ต่อคนต่อเดือน", known=["รายได้ต่อคนต่อปี"]) == ""
    assert nearest_header("ตัวชี้วัดที่ 39", known=["ตัวชี้วัดที่ 38"]) == ""


def test_a_part_of_the_income_without_a_column_is_named(tmp_path):
    row = {header: cell for header, cell in HOME.items() if header != "หาไว้กินเอง"}
    assert len(notes(tmp_path, row, "income_part_missing")) == 1
    assert notes(tmp_path, HOME, "income_part_missing") == []


def test_a_serial_number_is_no_unknown_column(tmp_path):
    assert notes(tmp_path, {"ลำดับที่": "1", **HOME}, "unknown_column") == []


@pytest.mark.parametrize(
    ("header", "baht"),
    [
        ("รายได้ต่อคนต่อปี", 31000),
        ("รายได้ต่อคน (บาท/คน/ปี)", 31000),
        ("รายได้ต่อคน (บาท/ปี)", 31000),
        ("รายได้ต่อคน (บาท/เดือน)", 372000),
    ],
)
def test_an_income_a_person_is_read_where_its_unit_is_told(tmp_path, header, baht):
    got = read(write_csv(tmp_path / "a.csv", [{**FOLLOWUP, header: "31000"}]))
    assert got.frame["measured_income_baht_person_year"].tolist() == [baht]


def test_an_income_a_person_without_its_unit_is_left_out_and_named(tmp_path):
    ((column, said),) = notes(tmp_path, {**FOLLOWUP, "รายได้ต่อคน": "31000"}, "unknown_column")
    assert column == "รายได้ต่อคน"
    assert "ปี»" in said
