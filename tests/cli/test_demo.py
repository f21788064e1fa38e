"""`povlib demo`: how much may be asked for is told before and after."""

import pytest
from click.testing import CliRunner

from povlib.cli import main
from povlib.data import create_register, read_manifest
from povlib.knowledge import is_demo
from povlib.knowledge.uses import read_uses


def test_help_tells_how_much_may_be_asked_for():
    said = " ".join(CliRunner().invoke(main, ["demo", "--help"]).output.split())
    assert "5,000 ถึง 30,000,000" in said
    assert "1 ถึง 25" in said
    assert "2545 ถึง 2569" in said


@pytest.mark.parametrize(
    ("option", "number", "said"),
    [
        ("--households", 4_999, "5,000 ถึง 30,000,000"),
        ("--households", 30_000_001, "5,000 ถึง 30,000,000"),
        ("--years", 0, "1 ถึง 25"),
        ("--years", 26, "1 ถึง 25"),
        ("--years", 25, "2544"),
        ("--first-year", 2570, "2570"),
    ],
)
def test_a_number_outside_is_refused_in_thai_and_nothing_is_written(tmp_path, option, number, said):
    got = CliRunner().invoke(main, ["demo", "--register", str(tmp_path / "r"), option, str(number)])
    assert got.exit_code == 2
    assert said in got.output
    assert not (tmp_path / "r").exists()


def test_a_made_up_register_that_is_there_gets_lessons_only(demo_register, tmp_path):
    before = read_manifest(demo_register)
    folder = tmp_path / "lessons"
    call = ["demo", "--register", str(demo_register), "--lessons", str(folder), "--only", "lessons"]
    done = CliRunner().invoke(main, call)
    assert done.exit_code == 0, done.output
    assert "บทเรียนสมมติของปีงบประมาณ 2557" in done.output
    assert is_demo(folder)
    assert read_uses(folder)
    assert read_manifest(demo_register) == before


def test_lessons_are_not_made_up_for_a_real_register(tmp_path):
    create_register(tmp_path / "r", is_demo=False)
    done = CliRunner().invoke(
        main, ["demo", "--register", str(tmp_path / "r"), "--only", "lessons"]
    )
    assert done.exit_code == 2
    assert "ต้องเป็นทะเบียนข้อมูลสมมติ" in done.output
    assert not (tmp_path / "lessons").exists()
