import json
import re
import shutil

import pytest

from povlib.errors import PovError
from povlib.locking import held
from tests.reports.running import ROOT, call_report, write_run

pytestmark = pytest.mark.slow
FILES = {"report.html", "report.ipynb", "tables", "tables.xlsx", "manifest.json"}


def test_every_province_with_targets_and_the_nation_get_a_whole_folder(made):
    assert made.result.exit_code == 0, made.result.output
    folders = sorted(made.folder.glob("*/*/manifest.json"))
    assert [f.parent.name for f in folders] == ["TH", "16", "21", "30", "32"]
    assert all({p.name for p in f.parent.iterdir()} == FILES for f in folders)


def test_nothing_is_left_aside(made):
    assert not (made.folder / ".staging").exists()
    assert not list(made.folder.rglob("*.part"))


def test_the_index_names_provinces_without_targets(made):
    index = (made.folder / "index.html").read_text(encoding="utf-8")
    assert "กาญจนบุรี" in index
    assert "ไม่มีครัวเรือนเป้าหมาย" in index
    assert re.search(r'href="?target_attainment/30/report\.html', index)


def test_the_manifest_says_what_went_in(made):
    path = made.folder / "target_attainment" / "30" / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    assert manifest["parameters"]["province_code"] == "30"
    assert manifest["versions"]["povlib"]
    assert manifest["study"]["register_sha256"]
    sources = {s["key"]: s["source"] for s in manifest["study"]["settings"]}
    assert sources["income_line_baht_person_year"]
    assert manifest["study"]["doors"]["target_rows"] > 0
    assert manifest["study"]["hidden_cells"]


def test_two_runs_give_the_same_bytes(made, tmp_path):
    run = write_run(tmp_path, made.register)
    assert call_report(run, "--province", "30").exit_code == 0
    again = tmp_path / "outputs" / "2557" / "target_attainment" / "30"
    first = made.folder / "target_attainment" / "30"
    for path in sorted(p for p in first.rglob("*") if p.suffix in {".csv", ".html", ".xlsx"}):
        assert (again / path.relative_to(first)).read_bytes() == path.read_bytes(), path.name


def test_a_province_without_targets_gets_a_valid_empty_brief_when_named(made, tmp_path):
    result = call_report(write_run(tmp_path, made.register), "--province", "71")
    assert result.exit_code == 0, result.output
    folder = tmp_path / "outputs" / "2557" / "target_attainment" / "71"
    assert "ไม่มีครัวเรือนเป้าหมาย" in (folder / "report.html").read_text(encoding="utf-8")


def test_a_failed_province_leaves_an_error_page_and_the_others_finish(made, tmp_path):
    register = tmp_path / "register"
    shutil.copytree(made.register, register)
    unit = register / "target" / "fiscal_year_be=2557" / "province_code=16" / "part.parquet"
    unit.write_bytes(b"damaged")
    reports = ["{notebook: 20_target_attainment, level: province}"]
    run = write_run(tmp_path, register, reports=reports, provinces='["16", "30"]')
    result = call_report(run, "--jobs", 2)
    folder = tmp_path / "outputs" / "2557" / "target_attainment"
    page = (folder / "16" / "report.html").read_text(encoding="utf-8")
    assert result.exit_code == 1
    assert "ทำรายงานไม่สำเร็จ" in page
    assert (folder / "16" / "report.ipynb").exists()


def test_a_second_run_on_the_same_folder_is_refused(made, tmp_path):
    run = write_run(tmp_path, made.register)
    year = tmp_path / "outputs" / "2557"
    year.mkdir(parents=True)
    with held(year / ".lock", busy=PovError("busy")):
        result = call_report(run, "--province", "30")
    assert result.exit_code == 2
    assert "มีงานอื่นกำลังเขียน" in result.output


def test_a_dry_run_starts_nothing(made, tmp_path):
    result = call_report(write_run(tmp_path, made.register), "--dry-run")
    assert "จะทำ 5 ฉบับ" in result.output
    assert not (tmp_path / "outputs").exists()


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"reports": ["{notebook: 20_target_atainment, level: province}"]}, "20_target_attainment"),
        (
            {
                "reports": [
                    "{notebook: 20_target_attainment, level: province, parameters: {bmn_yer_be: 1}}"
                ]
            },
            "bmn_year_be",
        ),
        ({"fiscal_year": 2557}, "fiscal_year_be"),
        ({"as_of": "2557-05-31"}, "2014-05-31"),
        ({"bmn_year_be": 2555}, "จปฐ. 2556"),
        ({"boundaries": "nowhere.geojson"}, "nowhere.geojson"),
        ({"outputs": "README.md"}, "เขียนโฟลเดอร์ผลลัพธ์"),
        ({"reports": ["{notebook: 20_target_attainment, level: nation}"]}, "level: province"),
        (
            {
                "reports": [
                    "{notebook: 20_target_attainment, level: province, "
                    'parameters: {province_code: "65"}}'
                ]
            },
            "province_code",
        ),
        ({"fiscal_year_be": '"2557"'}, "fiscal_year_be"),
        ({"provinces": '["99"]'}, "รหัสจังหวัด"),
        ({"provinces": '["พิษณุโลก"]'}, "65 พิษณุโลก"),
        ({"fiscal_year_be": 2014}, "ใส่ 2557"),
        ({"retries": -1}, "ไม่น้อยกว่า 0"),
        ({"audience": "officer"}, "--officer"),
    ],
)
def test_a_wrong_run_file_stops_before_any_kernel_starts(made, tmp_path, changes, says):
    result = call_report(write_run(tmp_path, made.register, **changes))
    assert result.exit_code == 2
    assert says in result.output
    assert not (tmp_path / "outputs").exists()


def test_an_officers_run_may_not_share_a_public_runs_folder(made):
    run = write_run(made.folder.parents[1], made.register, audience="officer")
    result = call_report(run, "--officer")
    assert result.exit_code == 2
    assert "ต้องแยกกัน" in result.output


def test_the_projects_own_run_file_names_notebooks_that_exist():
    from povlib.params import read_run

    run = read_run(ROOT / "params" / "runs" / "2557.yml")
    assert all((ROOT / "notebooks" / f"{r.notebook}.ipynb").exists() for r in run.reports)
