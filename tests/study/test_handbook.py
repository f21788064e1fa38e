"""The handbook's tables: lessons counted again from the shelf, households through the gate."""

import pytest

from povlib.errors import LessonError
from povlib.knowledge.cards import read_cards
from povlib.params import read_occupations
from povlib.study import open_handbook, open_outcomes
from tests.lessons import OWNER, PARAMS, lesson, make_shelf, put
from tests.study.conftest import WHEN


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    folder = make_shelf(tmp_path_factory.mktemp("shelf") / "lessons")
    fish = {"title": "เลี้ยงปลาในบ่อดิน", "tags": ["เลี้ยงปลา"]}
    put(folder, lesson("kr-fish", "pond", "1601", **fish), "published")
    put(folder, lesson("kr-fishcopy", "pond", "1603", **fish, day="2014-03-01"), "published")
    put(folder, lesson("kr-fishdraft", "debt", "1605", **fish), "draft")
    put(folder, lesson("kr-fishapproved", "visit", "1606", **fish), "approved")
    failed = {**fish, "title": "บ่อปลาร้าง เลี้ยงปลาที่ล้มเหลว"}
    put(folder, lesson("kr-fishfailed", "loom", "3201", **failed), "published")
    return folder


@pytest.fixture(scope="module")
def handbook(demo_register, shelf):
    return open_handbook(demo_register, lessons_dir=shelf, params_dir=PARAMS, **WHEN)


def rows(study, name):
    frame = study.tables[name].frame
    return frame.astype(object).where(frame.notna(), None).to_dict("records")


def test_it_is_the_nations_and_names_its_lessons(handbook):
    assert (handbook.level, handbook.area_code) == ("nation", "TH")
    assert handbook.lessons_sha256
    assert list(handbook.tables) == [
        "handbook_headline",
        "occupations",
        "occupation_lessons",
        "needs",
        "occupation_outcomes",
    ]


def test_every_occupation_has_a_row_with_the_doubt_of_its_numbers(handbook):
    told = {one.key: one for one in read_occupations(PARAMS / "lessons" / "occupations.yml")}
    found = rows(handbook, "occupations")
    assert {row["occupation"] for row in found} == told.keys()
    assert {row["confidence_th"] for row in found} == {"ตัวอย่าง ยังไม่ยืนยัน"}
    order = [(row["months_to_income"], row["cost_baht"]) for row in found]
    assert order == sorted(order)


def test_only_published_lessons_stand_behind_an_occupation_and_copies_do_not(handbook, shelf):
    cards = read_cards(shelf, params_dir=PARAMS)
    due = {
        (key, card.lesson_id)
        for card in cards
        if card.status == "published" and card.copy_of is None
        for key in card.profile.occupations
    }
    found = {(row["occupation"], row["lesson_id"]) for row in rows(handbook, "occupation_lessons")}
    assert found == due
    assert ("fish", "kr-fishfailed") in found


def test_the_headline_counts_what_the_rows_say(handbook):
    (head,) = rows(handbook, "handbook_headline")
    listed = rows(handbook, "occupation_lessons")
    assert head["lessons"] == len({row["lesson_id"] for row in listed})
    assert head["failures"] == len({r["lesson_id"] for r in listed if r["failure_th"]}) >= 1
    assert head["with_lessons"] == len({row["occupation"] for row in listed})


def test_outcomes_are_those_of_the_one_place_that_works_them_out(handbook, demo_register, shelf):
    found = open_outcomes(demo_register, lessons_dir=shelf, params_dir=PARAMS, **WHEN)
    expected = found.tables["occupation_outcomes"].frame
    assert handbook.tables["occupation_outcomes"].frame.equals(expected)


def test_nobody_is_named(handbook):
    told = [str(value) for row in rows(handbook, "occupation_lessons") for value in row.values()]
    assert OWNER.split()[1] not in " ".join(told)


def test_without_a_folder_of_lessons_it_says_what_to_do(demo_register, tmp_path):
    with pytest.raises(LessonError, match="povlib lessons import"):
        open_handbook(demo_register, lessons_dir=tmp_path / "none", params_dir=PARAMS, **WHEN)
