"""Folders of made-up lessons, taken to any step."""

from pathlib import Path

import pytest

from povlib.knowledge import Lesson, read_lessons, read_wording, write_lessons
from povlib.knowledge.history import Step, append_steps, text_sha256
from povlib.knowledge.shelf import find_lesson

PARAMS = Path("params")


@pytest.fixture(scope="session")
def headings():
    return read_wording(PARAMS).headings


@pytest.fixture(scope="session")
def gold_lessons():
    wording = read_wording(PARAMS)
    pages = sorted((Path(__file__).parent / "pages").iterdir())
    return [lesson for page in pages for lesson in read_lessons(page, wording=wording)]


@pytest.fixture
def made(tmp_path, headings):
    """Give a function that writes a lesson to the folder and takes it to a status."""

    def make(lesson_id, *, status="draft", note="", **fields):
        fields = {"source_file": "a.txt", "source_lines": [1, 9], **fields}
        write_lessons([Lesson(id=lesson_id, **fields)], folder=tmp_path, headings=headings)
        if status != "draft":
            stand(lesson_id, status, note)
        return tmp_path

    def stand(lesson_id, status, note=""):
        lesson = find_lesson(tmp_path, lesson_id=lesson_id, headings=headings)
        said = ("ผู้ตรวจ", "พัฒนาการอำเภอ", "2014-06-01T00:00:00+00:00", text_sha256(lesson), note)
        append_steps(tmp_path, [Step(lesson_id, status, *said)])

    make.stand = stand
    return make
