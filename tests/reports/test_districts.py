"""Reports with districts as units: those of two provinces, beside a run of all provinces."""

import json
import re
import shutil

import pytest

from povlib.study import open_province
from tests.disclosure.attacker import known_sums
from tests.disclosure.attacker_files import read_run
from tests.disclosure.attacker_solves import narrow_cells
from tests.reports.index_rows import read_index
from tests.reports.pages import Tables, is_hidden, read_page
from tests.reports.running import call_report, write_run
from tests.study.conftest import PARAMS, WHEN

PROVINCES = ("16", "21")


def write_districts(folder, register, **changes):
    reports = ["{notebook: 24_district_attainment, level: district}"]
    return write_run(folder, register, reports=reports, **changes)


@pytest.fixture(scope="module")
def year(tmp_path_factory, made):
    folder = tmp_path_factory.mktemp("districts")
    shutil.copytree(made.folder.parent, folder / "outputs")
    chosen = [part for code in PROVINCES for part in ("--province", code)]
    result = call_report(write_districts(folder, made.register), *chosen, "--jobs", 2)
    assert result.exit_code == 0, result.output
    return folder / "outputs" / "2557"


@pytest.fixture(scope="module")
def folders(year):
    return sorted(path.parent for path in year.glob("district_attainment/*/manifest.json"))


def test_a_dry_run_lists_the_districts_with_targets_of_the_provinces_asked(demo_register, tmp_path):
    result = call_report(write_districts(tmp_path, demo_register), "--dry-run", "--province", "16")
    codes = re.findall(r"^district_attainment\t(\d+)\t", result.output, re.M)
    province = open_province(demo_register, province_code="16", **WHEN, params_dir=PARAMS)
    known = province.tables["districts"].frame
    assert codes == sorted(known.loc[known["level"] == "district", "area_code"])


def test_a_run_file_may_name_the_provinces_of_the_districts(demo_register, tmp_path):
    run = write_districts(tmp_path, demo_register, provinces='["21"]')
    said = call_report(run, "--dry-run").output
    assert {code[:2] for code in re.findall(r"\t(\d{4})\t", said)} == {"21"}


def test_provinces_without_targets_have_no_district_to_report_on(demo_register, tmp_path):
    result = call_report(write_districts(tmp_path, demo_register), "--dry-run", "--province", "71")
    assert result.exit_code == 2
    assert "รายงานรายอำเภอต้องมีครัวเรือนเป้าหมาย" in result.output


@pytest.mark.parametrize("level", ["province", "nation"])
def test_a_district_notebook_at_another_level_is_refused(demo_register, tmp_path, level):
    reports = [f"{{notebook: 24_district_attainment, level: {level}}}"]
    result = call_report(write_run(tmp_path, demo_register, reports=reports), "--dry-run")
    assert result.exit_code == 2
    assert "level: district" in result.output


@pytest.mark.slow
def test_every_district_has_a_folder_that_says_what_it_is(folders):
    assert {folder.name[:2] for folder in folders} == set(PROVINCES)
    for folder in folders:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        assert (manifest["level"], manifest["area_code"]) == ("district", folder.name)
        assert manifest["parameters"]["district_code"] == folder.name
        assert manifest["status"] == "done"


@pytest.mark.slow
def test_a_page_shows_its_own_numbers_and_marks_its_own_row(folders):
    for folder in folders:
        text, tables = (folder / "report.html").read_text(encoding="utf-8"), folder / "tables"
        page, tables = read_page(text), Tables(tables)
        for table in page.tables:
            for cell in table.cells:
                filed = tables.cell(table.name, cell.row, cell.column)
                assert cell.is_hidden == is_hidden(filed), (folder.name, table.name, cell)
        assert text.count("<tr class=own>") == 1
        assert len(text.encode()) < 120_000


@pytest.mark.slow
def test_each_number_of_a_district_stands_in_its_provinces_files(folders, year):
    for folder in folders:
        province = Tables(year / "target_attainment" / folder.name[:2] / "tables")
        whole = province.rows_of("districts")
        known = {
            value
            for rows in map(province.rows_of, province.names())
            for r in rows
            for value in r.values()
        }
        tables = Tables(folder / "tables")
        assert tables["districts"] == whole
        for name in tables.names():
            assert {v for row in tables[name] for v in row.values()} <= known, (folder.name, name)


@pytest.mark.slow
def test_the_attacker_learns_nothing_more_from_the_districts(year):
    note = read_run(year)
    known_sums(note)
    assert note.faults == []
    assert narrow_cells(note, seed=1) == []


@pytest.mark.slow
def test_the_index_lists_districts_under_their_provinces(year, folders):
    index = (year / "index.html").read_text(encoding="utf-8")
    rows = [row for row in read_index(index) if "district_attainment/" in row.link]
    assert len(rows) == len(folders)
    assert index.count("<tr class=grp ") == len(PROVINCES)
    places = [float(row.keys["area"]) for row in rows]
    assert places == sorted(places)
    first = [row.link.split("/")[1][:2] for row in rows]
    assert first == sorted(first, key=["21", "16"].index)
