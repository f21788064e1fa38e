"""Roles and teams hold no names, amounts are not guessed, a total costs no row. All invented."""

import pandas as pd
import pyarrow as pa
import pytest
import xlsxwriter

from povlib.data import create_register, read_unit, write_unit
from povlib.data.columns import require_rows, to_arrow
from povlib.data.manifest import SourceRecord
from povlib.data.masking import shown
from povlib.errors import RegisterError
from tests.data.files import FOLLOWUP, HOME, TARGET, homes, read, write_csv

TEAM = {
    "รหัสทีม": "T240101",
    "ปีงบประมาณ": "2557",
    "รหัสตำบล": "240101",
    "ผู้นำ อช.": "1",
    "พัฒนากร": "1",
}


@pytest.mark.parametrize("text", ["สมชาย ใจดี", "ทีมป้าแดง", "081-234-5678", "Somchai"])
def test_a_team_that_may_be_a_name_is_emptied_and_not_shown(tmp_path, text):
    got = read(write_csv(tmp_path / "a.csv", [{**TARGET, "รหัสทีม": text}]))
    assert got.frame["team_id"].isna().all()
    assert got.issues["rule"].tolist() == ["team_emptied"]
    assert got.issues["value"].tolist() == ["[ปกปิด]"]


def test_a_team_file_needs_codes(tmp_path):
    rows = [TEAM, {**TEAM, "รหัสทีม": "สมชาย ใจดี"}]
    got = read(write_csv(tmp_path / "a.csv", rows))
    assert got.rules == ["team_invalid"]
    assert "สมชาย" not in got.rejects.to_csv()


def test_a_register_takes_no_team_that_may_be_a_name():
    rows = pd.DataFrame({"team_id": ["สมชาย"], "fiscal_year_be": 2557, "subdistrict_code": 240101})
    with pytest.raises(RegisterError, match="รหัสทีมต้องเป็นรหัส") as caught:
        to_arrow(rows, table="team")
    assert "สมชาย" not in str(caught.value)


def test_a_team_of_an_older_register_is_not_read(tmp_path, monkeypatch):
    rows = pd.DataFrame({"team_id": ["สมชาย"], "fiscal_year_be": 2557, "subdistrict_code": 240101})
    source = SourceRecord("a.csv", "0" * 64, 1)
    create_register(tmp_path / "reg", is_demo=False)
    with monkeypatch.context() as older:
        older.setattr("povlib.data.columns.require_teams", lambda _, **__: None)
        unit = {"year_be": 2557, "province_code": "24"}
        write_unit(tmp_path / "reg", "team", rows, **unit, source=source)
    with pytest.raises(RegisterError, match="--replace"):
        read_unit(tmp_path / "reg", "team", **unit)


@pytest.mark.parametrize(
    ("text", "role", "rules"),
    [
        ("พัฒนากร", "พัฒนากร", []),
        ("ผญบ.", "ผู้ใหญ่บ้าน", []),
        ("ครู กศน.", "ครู", []),
        ("อื่นๆ", "อื่น ๆ", []),
        ("สมชาย ใจดี", "อื่น ๆ", ["role_other"]),
    ],
)
def test_a_role_is_one_of_a_list(tmp_path, text, role, rules):
    got = read(write_csv(tmp_path / "a.csv", [{**FOLLOWUP, "บทบาท": text}]))
    assert got.frame["role"].tolist() == [role]
    assert got.rules == rules
    assert "สมชาย" not in got.issues.to_string()


def test_a_register_takes_no_role_outside_the_list():
    rows = pa.table({"role": ["สมชาย"]})
    with pytest.raises((RegisterError, KeyError)):
        require_rows(rows, table="followup")


def test_known_choices_and_places_stand_in_rejected_rows(tmp_path):
    place = {"จังหวัด": "ชลบุรี", "อำเภอ": "สมชาย"}
    got = read(write_csv(tmp_path / "a.csv", [{**TARGET, **place, "ปีงบประมาณ": "x"}]))
    row = got.rejects.iloc[0]
    assert (row["กลุ่ม"], row["จังหวัด"], row["อำเภอ"]) == ("พัฒนา", "ชลบุรี", "[ปกปิด]")


@pytest.mark.parametrize(
    ("text", "rule", "income"),
    [
        ("50.000", "dot_ambiguous", None),
        ("๕๐.๐๐๐ บาท", "dot_ambiguous", None),
        ("50 000", "digits_joined", 50000),
        ("50000.000", None, 50000),
        ("0.125", "rounded", 0),
        ("50.50", "rounded", 51),
    ],
)
def test_a_dot_or_a_blank_between_digits_is_not_read_silently(tmp_path, text, rule, income):
    got = read(write_csv(tmp_path / "a.csv", homes(2, {"รายได้อาชีพหลัก": text})))
    assert got.rules == ([rule] if rule else [])
    assert got.frame["income_main_baht"].tolist()[1:] == ([] if income is None else [income])


def test_thousands_of_baht_have_decimals(tmp_path):
    rows = [{("รายได้อาชีพหลัก (พันบาท)" if k == "รายได้อาชีพหลัก" else k): v for k, v in HOME.items()}]
    rows[0]["รายได้อาชีพหลัก (พันบาท)"] = "50.125"
    assert read(write_csv(tmp_path / "a.csv", rows)).frame["income_main_baht"].tolist() == [50125]


@pytest.mark.parametrize(("part", "rules"), [("12000", ["total_unread"]), ("-", None)])
def test_a_total_that_was_never_calculated_costs_a_row_only_where_a_part_lacks(
    tmp_path, part, rules
):
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        cells = {**HOME, "รายได้อาชีพรอง": part}
        sheet.write_row(0, 0, [*cells, "รายได้รวม"])
        sheet.write_row(1, 0, list(cells.values()))
        sheet.write_formula(1, len(cells), "=SUM(E2:H2)", value="")
    got = read(tmp_path / "a.xlsx")
    if rules:
        assert (got.rules, got.rows_kept) == (rules, 1)
    else:
        assert got.rows_kept == 0
        assert got.rejects["reasons"].str.contains("เปิดแฟ้มด้วย Excel แล้วบันทึกใหม่").all()


_WORN = (
    "+66 81-234-5678|812345678|812345678.0|1-2345-67890-12-1|๑๒๓๔๕๖๗๘๙๐๑๒๑"
    "|1234567890121.0|1.234567890121E+12|1.23457E+12|66812345678"
)
_COLUMNS = ("จำนวนสมาชิก", "รายได้อาชีพหลัก", "รหัสหมู่บ้าน", "รหัสบ้าน")


# Eleven digits in their own column are a house.
@pytest.mark.parametrize(
    ("column", "text"), [(c, t) for c in _COLUMNS for t in _WORN.split("|")][:-1]
)
def test_worn_ids_and_telephones_are_shown_in_no_column(tmp_path, column, text):
    got = read(write_csv(tmp_path / "a.csv", homes(2, {column: text})))
    assert set(got.issues["value"]) == {"[ปกปิด]"}
    assert got.rejects[column].tolist() == ["[ปกปิด]"]


@pytest.mark.parametrize("text", ["24010100001", "30,000 บาท", "100,000,000", "15/08/2555 10:00"])
def test_house_codes_amounts_and_dates_are_shown(text):
    assert shown(text, most_digits=11) == text
