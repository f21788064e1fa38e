import re

import pytest
from click.testing import CliRunner

from povlib.cli import main


@pytest.mark.parametrize(
    ("call", "says"),
    [
        ("report run.yml --job 2", "ไม่มีตัวเลือก --job (ใกล้เคียง: --jobs)"),
        ("report", "ต้องระบุ RUN_FILE"),
        ("demo", "ต้องระบุ --register"),
        ("report run.yml --jobs two", "ค่าของ --jobs ต้องเป็นจำนวนเต็ม ตั้งแต่ 1"),
        ("report run.yml --jobs 0", "ค่าของ --jobs ต้องเป็นจำนวนเต็ม ตั้งแต่ 1"),
        ("check a.csv --bmn-year 2013", "ต้องเป็นจำนวนเต็ม ตั้งแต่ 2540 ไม่เกิน 2600"),
        ("demo --register x --seed a", "ค่าของ --seed ต้องเป็นจำนวนเต็ม"),
        ("report run.yml --engine fast", "ต้องเป็นคำใดคำหนึ่งใน fork, subprocess"),
        ("report run.yml --jobs", "ตัวเลือก --jobs ต้องมีค่าตามหลัง"),
        ("report run.yml --force=1", "ตัวเลือก --force ไม่รับค่า"),
        ("report run.yml more", "มีคำเกินมาในคำสั่ง"),
        (
            "repot run.yml",
            "ไม่มีคำสั่งนี้ (มี check, demo, ingest, lessons, measures, "
            "nation, register, report, template)",
        ),
        ("--quiet", "ไม่มีตัวเลือก --quiet"),
        ("register forget --register x", "ระบุ --household หรือ --bmn-year"),
        ("register undoo", "ไม่มีคำสั่งนี้ (มี forget, log, undo)"),
    ],
)
def test_a_mistyped_call_is_answered_in_thai(call, says):
    result = CliRunner().invoke(main, call.split())
    assert result.exit_code == 2
    assert says in result.stderr
    assert "--help" in result.stderr
    assert not re.search(r"Error|Usage|Invalid|Missing|No such", result.stderr)


def test_a_wrong_value_is_not_repeated():
    result = CliRunner().invoke(main, ["report", "run.yml", "--jobs", "1234567x"])
    assert "1234567" not in result.stderr


@pytest.mark.parametrize("call", [[], ["--help"], ["register"], ["report", "-h"]])
def test_help_stays_help(call):
    result = CliRunner().invoke(main, call)
    assert "Usage: " in result.output
    assert "ให้ทำต่อ" not in result.output
