"""`povlib lessons catalogue` as an office calls it."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from povlib.cli import main
from povlib.knowledge import Lesson, read_wording, write_lessons
from povlib.knowledge.history import Step, append_steps, text_sha256
from povlib.knowledge.shelf import find_lesson
from povlib.knowledge.uses import Use, append_use

PUBLISHED, DRAFT = "kr-1a2b3c4d5e", "kr-2a2b3c4d5e"


@pytest.fixture(scope="module")
def headings():
    return read_wording(Path("params")).headings


@pytest.fixture
def shelf(tmp_path, headings):
    folder = tmp_path / "lessons"
    about = {"source_file": "a.txt", "source_lines": [1, 9], "province": "ฉะเชิงเทรา"}
    lessons = [
        Lesson(id=PUBLISHED, title="ออมวันละบาท", process=["ชวนกันออม โดยนายสมมติ ใจดี"], **about),
        Lesson(id=DRAFT, title="เรื่องที่ยังร่าง", **about),
    ]
    write_lessons(lessons, folder=folder, headings=headings)
    stand(folder, headings, "published")
    append_use(folder, Use(PUBLISHED, "2401", 2557, "2014-01-15"))
    return folder


def stand(folder, headings, status):
    lesson = find_lesson(folder, lesson_id=PUBLISHED, headings=headings)
    said = ("ผู้ตรวจ", "พัฒนาการอำเภอ", "2014-06-01T00:00:00+00:00", text_sha256(lesson), "")
    append_steps(folder, [Step(PUBLISHED, status, *said)])


def called(folder, target):
    arguments = ["lessons", "catalogue", "--in", str(folder), "--to", str(target)]
    return CliRunner().invoke(main, arguments)


def pages(target):
    return {one.name: one.read_text(encoding="utf-8") for one in target.rglob("*.html")}


def test_published_lessons_are_there_and_drafts_are_not(shelf, tmp_path):
    said = called(shelf, tmp_path / "site")
    assert said.exit_code == 0, said.output
    assert said.output.startswith("1 บทเรียน")
    found = pages(tmp_path / "site")
    assert found.keys() == {"index.html", f"{PUBLISHED}.html"}
    assert "ออมวันละบาท" in found["index.html"]
    assert "ยังร่าง" not in "".join(found.values())
    assert "ใจดี" not in "".join(found.values())
    assert "เมืองฉะเชิงเทรา" in found[f"{PUBLISHED}.html"]


def test_a_withdrawn_lesson_is_gone_at_the_next_call(shelf, headings, tmp_path):
    called(shelf, tmp_path / "site")
    stand(shelf, headings, "withdrawn")
    said = called(shelf, tmp_path / "site")
    assert (said.exit_code, said.output[:9]) == (0, "0 บทเรียน")
    assert pages(tmp_path / "site").keys() == {"index.html"}


def test_a_folder_of_something_else_is_not_overwritten(shelf, tmp_path):
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "report.html").write_text("x", encoding="utf-8")
    said = called(shelf, tmp_path / "site")
    assert said.exit_code == 2
    assert "เขียนทับได้เฉพาะคลังบทเรียนเดิม" in said.output
    assert pages(tmp_path / "site") == {"report.html": "x"}


def test_a_folder_of_lessons_that_is_not_there_is_told(tmp_path):
    said = called(tmp_path / "nowhere", tmp_path / "site")
    assert said.exit_code == 2
    assert "ต้องมีโฟลเดอร์บทเรียน" in said.output
    assert not (tmp_path / "site").exists()
