"""Lessons of the made-up pages, published, and outlines of a test's own."""

from pathlib import Path

import pytest

from povlib.knowledge import read_lessons, read_wording, write_lessons
from povlib.knowledge.history import Step, append_steps, text_sha256
from povlib.knowledge.lesson import Credit
from povlib.knowledge.outline import outline
from povlib.knowledge.showing import PublicLesson

PARAMS = Path(__file__).parents[3] / "params"
PAGES = Path(__file__).parents[2] / "knowledge" / "pages"


@pytest.fixture(scope="session")
def wording():
    return read_wording(PARAMS)


@pytest.fixture(scope="session")
def stand(wording):
    """Give a function that writes lessons to a folder and takes them to a status."""

    def write(folder, *lessons, status="published"):
        write_lessons(lessons, folder=folder, headings=wording.headings)
        said = ("ผู้ตรวจ", "พัฒนาการอำเภอ", "2014-06-01T00:00:00+00:00")
        append_steps(folder, [Step(one.id, status, *said, text_sha256(one)) for one in lessons])

    return write


@pytest.fixture(scope="session")
def shelf(tmp_path_factory, wording, stand):
    """All lessons of the pages, published, their owners named."""
    folder = tmp_path_factory.mktemp("lessons")
    credit = Credit(owner_credit="name", consented_on="2014-05-31")
    for page in sorted(PAGES.iterdir()):
        lessons = read_lessons(page, wording=wording)
        stand(folder, *(one.model_copy(update={"credit": credit}) for one in lessons))
    return folder


@pytest.fixture
def outlined(wording):
    """Give a function that makes the outline of a made-up lesson."""

    def make(*, is_demo=False, **fields):
        known = {
            "lesson_id": "kr-0a1b2c3d4e",
            "status": "published",
            "title": "ธนาคารข้าวคุ้มเหนือ",
            "credit_th": "นางบทเรียน ดีเด่น",
            "consented_on": "2014-05-31",
            "area_th": "อำเภอนาแห้ว",
            "district_code": "4207",
            "province_code": "42",
            "date": "2014-03-14",
            "fiscal_year_be": 2557,
            "parts": {"process": ("นับข้าว", "ตั้งกติกา\nยืมได้บ้านละถัง\nคืนเมื่อเกี่ยวข้าว")},
            "is_failure": False,
            "themes": (),
        }
        lesson = PublicLesson(**(known | fields))
        return outline(lesson, headings=wording.headings, is_demo=is_demo)

    return make
