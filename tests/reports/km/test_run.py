"""A run of reports by lesson: which lessons it takes, its index, what is taken back."""

import re

import pytest

from povlib.knowledge import Lesson
from povlib.knowledge.history import Step, append_steps, text_sha256
from tests.reports.running import call_report, write_run

pytestmark = pytest.mark.slow
PAGE = {"source_file": "a.txt", "source_lines": [1, 9], "process": ["ทำ"]}
LESSONS = (
    Lesson(id="kr-1", title="ธนาคารข้าว", district="บัวใหญ่", province="นครราชสีมา", **PAGE),
    Lesson(id="kr-2", title="<b>ออมทรัพย์</b>", district="ท่าวุ้ง", province="ลพบุรี", **PAGE),
    Lesson(id="kr-3", title="ยังไม่เผยแพร่", **PAGE),
)
REPORTS = ["{notebook: 30_km_brief, level: lesson}"]


@pytest.fixture
def lessons(tmp_path, stand):
    folder = tmp_path / "lessons"
    folder.mkdir()
    stand(folder, *LESSONS[:2])
    stand(folder, LESSONS[2], status="approved")
    return folder


@pytest.fixture
def run(tmp_path, demo_register, lessons):
    return write_run(tmp_path, demo_register, reports=REPORTS, lessons=lessons.as_posix())


def planned(run, *options):
    said = call_report(run, "--dry-run", *options)
    assert said.exit_code == 0, said.output
    return re.findall(r"^km_brief\t(\S+)", said.output, flags=re.M)


def withdraw(folder, lesson):
    said = ("ผู้ถอน", "เจ้าหน้าที่ KM", "2014-06-02T00:00:00+00:00", text_sha256(lesson))
    append_steps(folder, [Step(lesson.id, "withdrawn", *said)])


def test_published_lessons_are_planned_and_those_of_a_province_on_demand(run):
    assert planned(run) == ["kr-1", "kr-2"]
    assert planned(run, "--province", "30") == ["kr-1"]


def test_a_run_without_a_published_lesson_says_what_to_do(run, lessons):
    for lesson in LESSONS[:2]:
        withdraw(lessons, lesson)
    said = call_report(run, "--dry-run")
    assert said.exit_code == 2
    assert "povlib lessons publish" in said.output


def test_the_index_lists_lessons_until_they_are_withdrawn(run, lessons, tmp_path):
    folder = tmp_path / "outputs" / "2557"
    assert call_report(run).exit_code == 0
    assert call_report(run, "--force").exit_code == 0
    index = (folder / "index.html").read_text(encoding="utf-8")
    assert "km_brief/kr-1/report.html" in index
    assert "&lt;b&gt;ออมทรัพย์" in index
    assert "อำเภอบัวใหญ่" in index
    assert (folder / "km_brief" / "kr-1" / "share.png").is_file()
    withdraw(lessons, LESSONS[0])
    assert call_report(run).exit_code == 0
    assert "kr-1" not in (folder / "index.html").read_text(encoding="utf-8")
    assert list(folder.rglob("kr-1")) == []
    assert (folder / "km_brief" / "kr-2" / "report.html").is_file()
    withdraw(lessons, LESSONS[1])
    assert call_report(run).exit_code == 0
    assert list(folder.rglob("kr-2")) == []
    assert call_report(run).exit_code == 2
