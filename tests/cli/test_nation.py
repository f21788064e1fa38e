import csv
import io
import json
import shutil
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from povlib.cli import main
from povlib.cli.nation import command
from povlib.nation import EXECUTORS
from povlib.study.country import AREA_LEVELS
from tests.cluster.machines import local_cluster
from tests.conftest import PARAMS


def call(register, *more, to=None, year="2556", level="subdistrict"):
    arguments = ["nation", "--register", str(register), "--level", level, "--params", str(PARAMS)]
    arguments += ["--year", year] if year else []
    arguments += ["--to", str(to)] if to else []
    return CliRunner().invoke(main, [*arguments, *map(str, more)])


def files_of(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def table_of(folder, name="areas.csv"):
    return list(csv.DictReader(io.StringIO((folder / name).read_text(encoding="utf-8-sig"))))


@pytest.fixture(scope="module")
def made(demo_register, tmp_path_factory):
    folder = tmp_path_factory.mktemp("nation") / "serial"
    result = call(demo_register, "--executor", "serial", to=folder)
    assert result.exit_code == 0, result.output
    return folder, result


def test_the_choices_are_those_of_the_rooms():
    options = {option.name: option for option in command.params}
    assert tuple(options["level"].type.choices) == AREA_LEVELS
    assert tuple(options["executor"].type.choices) == EXECUTORS


def test_tables_and_a_manifest_that_names_them_are_written(made, demo_register):
    folder, result = made
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    names = {f"{name}.csv" for name in manifest["tables"]}
    assert {*names, "audience.txt", "manifest.json"} == set(files_of(folder))
    assert manifest["level"] == "subdistrict" and manifest["line_baht_person_year"] == 30_000
    assert manifest["is_demo"] and len(manifest["register_sha256"]) == 64
    assert manifest["tables"]["areas"]["rows"] == len(table_of(folder))
    assert "ข้อมูลสมมติ" in result.output and "ตรงกับทะเบียน" in result.output
    assert str(demo_register) not in json.dumps(manifest)


def test_the_sum_of_hidden_cells_is_the_manifests(made):
    folder, _ = made
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    hidden = manifest["tables"]["areas"]["hidden"]
    rows = table_of(folder)
    assert hidden == {
        key: count for key in rows[0] if (count := sum(row[key] == "ซ่อน" for row in rows))
    }


@pytest.mark.parametrize("executor", ["threads", "processes"])
def test_every_executor_writes_the_same_bytes(made, demo_register, tmp_path, executor):
    result = call(demo_register, "--executor", executor, "--jobs", 2, to=tmp_path / "other")
    assert result.exit_code == 0, result.output
    assert files_of(tmp_path / "other") == files_of(made[0])


@pytest.mark.slow
def test_workers_of_a_cluster_write_the_same_bytes(made, demo_register, tmp_path):
    with local_cluster(2) as machines:
        address = machines.scheduler_address
        result = call(demo_register, "--cluster", address, to=tmp_path / "other")
    assert result.exit_code == 0, result.output
    assert files_of(tmp_path / "other") == files_of(made[0])


def test_a_second_call_puts_a_new_folder_in_the_place_of_the_old(made, demo_register, tmp_path):
    folder = shutil.copytree(made[0], tmp_path / "again")
    (folder / "areas.csv").write_text("old", encoding="utf-8")
    assert call(demo_register, "--executor", "serial", to=folder).exit_code == 0
    assert files_of(folder) == files_of(made[0])


@pytest.fixture
def no_work(monkeypatch):
    """Measuring the country would fail."""
    monkeypatch.setattr("povlib.study.country.open_country", None)


def files_below(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


@pytest.mark.usefixtures("no_work")
def test_a_folder_of_somebody_else_is_left_alone_before_the_work(demo_register, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "plan.xlsx").write_bytes(b"mine")
    result = call(demo_register, to=tmp_path / "mine")
    assert result.exit_code == 2 and "plan.xlsx" in result.output and "--to" in result.output
    assert files_below(tmp_path) == ["mine", "mine/plan.xlsx"]


@pytest.mark.usefixtures("no_work")
@pytest.mark.parametrize("below", [".", "x", "household/x"])
def test_tables_never_stand_in_the_register(demo_register, below):
    result = call(demo_register, to=demo_register / below)
    assert result.exit_code == 2
    assert "นอกทะเบียน" in result.output and "ให้ทำต่อ" in result.output
    assert not (demo_register / "x").exists()


@pytest.mark.usefixtures("no_work")
@pytest.mark.parametrize("below", ["file/x", "file/x/y"])
def test_a_folder_that_cannot_be_written_is_told_before_the_work(demo_register, tmp_path, below):
    (tmp_path / "file").write_bytes(b"mine")
    result = call(demo_register, to=tmp_path / below)
    assert result.exit_code == 2
    assert below in result.output and "ให้ทำต่อ" in result.output and "--to" in result.output
    assert files_below(tmp_path) == ["file"]


@pytest.mark.usefixtures("no_work")
def test_a_folder_without_a_name_cannot_be_put_in_place(demo_register, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = call(demo_register, to=".")
    assert result.exit_code == 2 and "ต้องเป็นโฟลเดอร์ที่มีชื่อ" in result.output


def test_an_officers_tables_hide_nothing_and_say_whose_they_are(demo_register, tmp_path):
    folder = tmp_path / "officer"
    result = call(demo_register, "--officer", "--executor", "serial", to=folder, level="district")
    assert result.exit_code == 0, result.output
    rows = table_of(folder, "officer_areas.csv")
    assert not any("ซ่อน" in row.values() for row in rows)
    assert "เฉพาะเจ้าหน้าที่" in (folder / "audience.txt").read_text(encoding="utf-8")


def test_an_officers_tables_never_stand_in_a_public_folder(demo_register, tmp_path):
    (tmp_path / "outputs").mkdir()
    (tmp_path / "outputs" / "audience.txt").write_text("public\n", encoding="utf-8")
    result = call(demo_register, "--officer", to=tmp_path / "outputs" / "nation", level="province")
    assert result.exit_code == 2 and "ต้องแยกกัน" in result.output
    assert "ตั้ง --to เป็น" in result.output and "outputs:" not in result.output
    assert not (tmp_path / "outputs" / "nation").exists()


def test_folders_of_both_audiences_are_apart_where_none_is_named(
    demo_register, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    for more in ((), ("--officer",)):
        result = call(demo_register, "--executor", "serial", *more, level="province")
        assert result.exit_code == 0, result.output
    assert (Path("outputs") / "nation" / "2556-province" / "areas.csv").exists()
    assert (Path("outputs_officer/nation/2556-province/officer_areas.csv")).exists()


def test_the_latest_round_is_taken_where_no_year_is_named(demo_register, tmp_path):
    result = call(
        demo_register, "--executor", "serial", to=tmp_path / "x", year="", level="province"
    )
    assert result.exit_code == 0, result.output
    assert "จปฐ. ปี 2558" in result.output


@pytest.mark.parametrize("executor", ["serial", "processes"])
def test_a_missing_row_ends_the_run_with_its_province_and_writes_nothing(
    demo_register, tmp_path, executor
):
    register = shutil.copytree(demo_register, tmp_path / "register")
    unit = register / "household" / "bmn_year_be=2556" / "province_code=16" / "part.parquet"
    rows = pd.read_parquet(unit)
    rows.iloc[:-1].to_parquet(unit, index=False)
    result = call(register, "--executor", executor, to=tmp_path / "out", level="province")
    assert result.exit_code == 2
    assert "ลพบุรี" in result.output or "16" in result.output
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--level", "tambon"], "ต้องเป็นคำใดคำหนึ่งใน province, district, subdistrict, village"),
        (["--executor", "gpu"], "ต้องเป็นคำใดคำหนึ่งใน serial, threads, processes"),
        (["--jobs", "0"], "ต้องเป็นจำนวนเต็ม ตั้งแต่ 1"),
        (["--year", "2556.5"], "ต้องเป็นจำนวนเต็ม"),
        (["--levels", "province"], "ไม่มีตัวเลือก --levels (ใกล้เคียง: --level)"),
        (["--year", "2400"], "เลือกจากปีที่มี: 2554, 2555, 2556, 2557, 2558"),
        (["--year", "2570"], "ทะเบียนต้องมีรอบ จปฐ. ที่ขอ · ได้ 2570"),
    ],
)
def test_a_mistake_in_the_call_is_said_in_thai(demo_register, tmp_path, arguments, said):
    result = call(demo_register, *arguments, to=tmp_path / "out")
    assert result.exit_code == 2
    assert said in result.output and "Error" not in result.output
    assert "จังหวัดละสองงาน" not in result.output  # no work was begun


def test_help_is_in_thai_and_tells_the_exit_codes():
    said = CliRunner().invoke(main, ["nation", "--help"]).output
    assert "รหัสจบการทำงาน" in said and "หมู่บ้าน" in said
