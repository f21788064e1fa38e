"""Rows that are no data are known by their words; names that begin alike are data."""

import pytest

from tests.data.files import HOME, read, write_csv

TEAM = {"รหัสทีม": "ก1", "ปีงบประมาณ": "2557", "รหัสตำบล": "240101", "ผู้นำ อช.": "1", "พัฒนากร": "1"}


def below(tmp_path, first: str):
    row = dict.fromkeys(HOME, "") | {"รหัสบ้าน": first}
    return read(write_csv(tmp_path / "a.csv", [HOME, row]))


@pytest.mark.parametrize(
    "first", ["รวม", "รวมตำบล", "รวมทั้งจังหวัด", "ยอดรวม", "รวม 25 ครัวเรือน", "Total", "เฉลี่ย", "ร้อยละ"]
)
def test_subtotals_are_named(tmp_path, first):
    assert below(tmp_path, first).dropped == {"subtotal": 1}


@pytest.mark.parametrize(
    "first", ["หมายเหตุ : ข้อมูลเบื้องต้น", "ที่มา: สำนักงาน", "* ยังไม่ตรวจ", "ลงชื่อ ผู้รายงาน", "1/ รวมเขตเมือง"]
)
def test_footnotes_are_named(tmp_path, first):
    assert below(tmp_path, first).dropped == {"footnote": 1}


@pytest.mark.parametrize("name", ["รวมใจ", "รวมไทยพัฒนา", "รวมพลัง"])
def test_a_team_whose_name_begins_like_a_total_is_no_total(tmp_path, name):
    got = read(write_csv(tmp_path / "a.csv", [TEAM, {**TEAM, "รหัสทีม": name}]))
    assert (got.dropped, got.rules) == ({}, ["team_invalid"])


def test_a_row_of_column_numbers_is_named(tmp_path):
    numbers = {key: f"({n})" for n, key in enumerate(HOME, start=1)}
    got = read(write_csv(tmp_path / "a.csv", [numbers, HOME]))
    assert got.dropped == {"column_numbers": 1}


def test_blank_rows_are_not_counted(tmp_path):
    got = read(write_csv(tmp_path / "a.csv", [HOME, dict.fromkeys(HOME, " ")]))
    assert got.rows_in == 1
    assert got.dropped == {}
