"""`povlib check`, `ingest` and `template`: exit codes and what they show."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from povlib.cli import main
from tests.data.files import homes, write_csv

PARAMS = str(Path(__file__).parents[2] / "params")


def run(*arguments: object):
    return CliRunner().invoke(main, [str(a) for a in arguments])


@pytest.mark.parametrize(("changes", "code"), [({}, 0), ({"จำนวนสมาชิก": "๓"}, 1)])
def test_check_ends_with_0_for_clean_files_and_1_for_issues(tmp_path, changes, code):
    path = write_csv(tmp_path / "a.csv", homes(2, changes))
    assert run("check", path, "--params", PARAMS).exit_code == code


@pytest.mark.parametrize("new", ["รายได้อาชีพลอง", ""])
def test_check_ends_with_1_where_an_income_column_is_mistyped_or_lacks(tmp_path, new):
    rows = [{new if k == "รายได้อาชีพรอง" else k: v for k, v in r.items()} for r in homes()]
    for row in rows:
        row.pop("", None)
    got = run("check", write_csv(tmp_path / "a.csv", rows), "--params", PARAMS)
    assert got.exit_code == 1
    assert new in got.output
    assert "อาชีพรอง" in got.output


def test_check_ends_with_0_where_only_personal_columns_and_subtotals_are_left_out(tmp_path):
    rows = [{"โทรศัพท์": "", **row} for row in homes()]
    rows.append({**dict.fromkeys(rows[0], ""), "รหัสบ้าน": "รวม"})
    got = run("check", write_csv(tmp_path / "a.csv", rows), "--params", PARAMS)
    assert "ไม่นับ" in got.output
    assert got.exit_code == 0


def test_check_ends_with_2_for_files_that_cannot_be_used(tmp_path):
    path = write_csv(tmp_path / "a.csv", [{"ก": "1"}])
    assert run("check", path, "--params", PARAMS).exit_code == 2


def test_check_writes_all_issues_where_asked(tmp_path):
    path = write_csv(tmp_path / "a.csv", homes(2, {"จำนวนสมาชิก": "0"}))
    run("check", path, "--params", PARAMS, "--out", tmp_path / "issues.csv")
    assert "members_zero" in (tmp_path / "issues.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(("changes", "code"), [({}, 0), ({"จำนวนสมาชิก": "0"}, 1)])
def test_ingest_ends_with_1_where_rows_are_set_aside(tmp_path, changes, code):
    path = write_csv(tmp_path / "a.csv", homes(2, changes))
    got = run("ingest", path, "--register", tmp_path / "reg", "--params", PARAMS)
    assert got.exit_code == code
    assert "นำเข้าครั้งที่" in got.output


def test_ingest_names_a_column_that_it_does_not_know(tmp_path):
    path = write_csv(tmp_path / "a.csv", [{**row, "สีหลังคา": "1"} for row in homes()])
    got = run("ingest", path, "--register", tmp_path / "reg", "--params", PARAMS)
    assert "สีหลังคา" in got.output


def test_ingest_ends_with_2_and_writes_nothing_without_a_year(tmp_path):
    rows = [{k: v for k, v in row.items() if k != "ปี จปฐ."} for row in homes()]
    path = write_csv(tmp_path / "a.csv", rows)
    arguments = ("ingest", path, "--register", tmp_path / "reg", "--params", PARAMS)
    assert run(*arguments).exit_code == 2
    assert not (tmp_path / "reg").exists()
    assert run(*arguments, "--bmn-year", 2556).exit_code == 0


def test_ingest_says_that_a_known_file_changes_nothing(tmp_path):
    path = write_csv(tmp_path / "a.csv", homes())
    arguments = ("ingest", path, "--register", tmp_path / "reg", "--params", PARAMS)
    run(*arguments)
    assert "ไม่มีอะไรเปลี่ยน" in run(*arguments).output


def test_a_short_key_is_refused(tmp_path):
    (tmp_path / "key").write_text("short", encoding="utf-8")
    path = write_csv(tmp_path / "a.csv", homes())
    got = run("check", path, "--params", PARAMS, "--id-key", tmp_path / "key")
    assert got.exit_code == 2
    assert "short" not in got.output


def test_template_writes_a_form(tmp_path):
    assert run("template", "target", "--out", tmp_path / "t.xlsx").exit_code == 0
    assert (tmp_path / "t.xlsx").is_file()
