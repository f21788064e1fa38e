"""`povlib lessons coverage` as an officer calls it."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from povlib.areas import area_name_th
from povlib.cli import main
from povlib.data import districts
from povlib.knowledge import Lesson, read_wording, write_lessons
from povlib.knowledge.history import Step, append_steps, text_sha256
from povlib.knowledge.shelf import find_lesson

PLACE = {"source_file": "a.txt", "source_lines": [1, 9], "date_recorded": "2014-01-05"}


def put(folder, lesson_id, *, status, **fields):
    headings = read_wording(Path("params")).headings
    lesson = Lesson(id=lesson_id, **{**PLACE, **fields})
    write_lessons([lesson], folder=folder, headings=headings)
    kept = find_lesson(folder, lesson_id=lesson_id, headings=headings)
    said = ("ผู้ตรวจ", "พัฒนาการ", "2014-06-01T00:00:00+00:00", text_sha256(kept))
    append_steps(folder, [Step(lesson_id, status, *said)])


def called(folder, register, *options, code):
    arguments = ["lessons", "coverage", "--in", str(folder), "--register", str(register)]
    done = CliRunner().invoke(main, [*arguments, "--fiscal-year", "2557", *options])
    assert done.exit_code == code, done.output
    return done.output


def test_each_district_with_targets_has_a_line_and_the_missing_ones_are_named(
    tmp_path, demo_register
):
    due = districts(demo_register, "target", year_be=2557, province_codes=["16"])
    first, second = map(area_name_th, due[:2])
    put(tmp_path, "kr-1", status="approved", title="ออม", district=first, province="ลพบุรี")
    put(tmp_path, "kr-2", status="reviewed", title="เลี้ยงไก่", district=second, province="ลพบุรี")
    said = called(tmp_path, demo_register, "--province", "16", code=1).splitlines()
    assert [line[:4] for line in said[:-3]] == [*due]
    assert said[0] == f"{due[0]}\tมีบทเรียนแล้ว\tอำเภอ{first}\tจังหวัดลพบุรี\tอนุมัติแล้ว 1"
    assert said[1].split("\t")[1] == "มีแต่ร่าง"
    assert said[-3] == f"มีบทเรียนแล้ว 1 จาก {len(due)} อำเภอที่มีครัวเรือนเป้าหมาย"
    assert said[-2] == f"ยังขาด {len(due) - 1} อำเภอ (มีแต่ร่าง 1)"
    assert said[-1].startswith(f"ยังขาดในจังหวัดลพบุรี: อำเภอ{second}, ")


def test_a_province_without_targets_lacks_nothing(tmp_path, demo_register):
    put(tmp_path, "kr-1", status="approved", title="ออม", district="ไทรโยค", province="กาญจนบุรี")
    said = called(tmp_path, demo_register, "--province", "71", code=0)
    assert "ไม่มีเป้าหมายในปีนี้\tอำเภอไทรโยค" in said
    assert "มีบทเรียนแล้ว 0 จาก 0 อำเภอ" in said


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--province", "99"), "รหัส"),
        (("--in", "nowhere"), "ต้องมีโฟลเดอร์บทเรียน"),
        (("--register", "nowhere"), "ทะเบียน"),
        (("--fiscal-year", "2540"), "ปี"),
    ],
)
def test_what_cannot_be_looked_at_is_said(tmp_path, demo_register, options, words):
    assert words in called(tmp_path, demo_register, *options, code=2)
