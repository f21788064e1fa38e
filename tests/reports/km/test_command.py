"""`povlib lessons brief`: which lessons it takes, what it writes where, and what it takes down."""

from dataclasses import replace

import pytest
from click.testing import CliRunner

from povlib.cli import main
from povlib.knowledge import Lesson
from povlib.knowledge.history import append_steps, read_history
from tests.reports.km.conftest import PARAMS


@pytest.fixture
def lessons(tmp_path, stand):
    folder = tmp_path / "lessons"
    folder.mkdir()
    page = {"source_file": "a.txt", "source_lines": [1, 9]}
    for number, status in enumerate(("published", "approved", "reviewed", "withdrawn"), start=1):
        one = Lesson(id=f"kr-{number}", title=f"เรื่องที่ {number}", process=["ทำ"], **page)
        stand(folder, one, status=status)
    return folder


@pytest.fixture
def call(lessons):
    def brief(*args, code=0):
        options = ["--in", lessons, "--to", lessons.parent / "out", "--params", PARAMS]
        said = CliRunner().invoke(main, ["lessons", "brief", *map(str, (*args, *options))])
        assert said.exit_code == code, said.output
        return said.output

    return brief


def written(lessons):
    out = lessons.parent / "out"
    return sorted(
        path.relative_to(out).as_posix()
        for path in out.rglob("*")
        if path.is_file() and path.name != ".lock"
    )


def test_a_fragment_alone_is_written_without_running_a_notebook(call, lessons):
    call("kr-2", "--fragment")
    assert written(lessons) == ["kr-2/fragment.html"]


def test_the_forms_asked_for_are_written(call, lessons):
    call("kr-1", "--format", "md, docx")
    assert written(lessons) == ["kr-1/lesson.docx", "kr-1/lesson.md"]


def test_without_an_id_all_published_lessons_are_taken(call, lessons):
    call("--fragment")
    assert written(lessons) == ["kr-1/fragment.html"]


@pytest.mark.parametrize(
    ("lesson_id", "said"),
    [("kr-3", "ตรวจแล้ว"), ("kr-4", "ถอนแล้ว"), ("kr-9", "ต้องมีบทเรียนรหัสนี้"), ("../kr-1", "รหัส")],
)
def test_what_may_not_be_shown_is_refused_and_nothing_is_written(call, lessons, lesson_id, said):
    assert said in call("kr-1", lesson_id, "--fragment", code=2)
    assert written(lessons) == []


def test_the_brief_of_a_withdrawn_lesson_is_taken_down(call, lessons, stand):
    call("kr-1", "kr-2", "--fragment")
    append_steps(lessons, [replace(read_history(lessons)[0], status="withdrawn")])
    assert "kr-1" in call("kr-2", "--fragment")
    assert written(lessons) == ["kr-2/fragment.html"]


def test_an_unknown_form_is_refused_with_those_there_are(call):
    assert "docx" in call("kr-1", "--format", "pdf", code=2)


def test_a_folder_that_cannot_be_written_is_told(call, lessons):
    (lessons.parent / "out").write_text("", encoding="utf-8")
    assert "เขียนโฟลเดอร์" in call("kr-1", "--fragment", code=2)


def test_nothing_is_written_among_reports_of_officers(call, lessons):
    out = lessons.parent / "out"
    out.mkdir()
    (out / "audience.txt").write_text("officer\n", encoding="utf-8")
    assert "povlib" in call("kr-1", "--fragment", code=2)
    assert written(lessons) == ["audience.txt"]
