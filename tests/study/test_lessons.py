"""A province's lessons: every number again from the shelf by plain means, and what may be read."""

import json
from collections import Counter

import pytest

from povlib.errors import AreaError, LessonError
from povlib.knowledge.cards import shelf_fingerprint
from povlib.study import open_lessons
from tests.lessons import OWNER, PARAMS, PHONE, make_shelf
from tests.study.conftest import WHEN


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    return make_shelf(tmp_path_factory.mktemp("shelf") / "lessons")


@pytest.fixture(scope="module")
def opened(demo_register, shelf):
    """Give a function that opens the lessons of a province."""
    asked = {**WHEN, "params_dir": PARAMS}

    def open_(code, folder=shelf):
        return open_lessons(demo_register, lessons_dir=folder, province_code=code, **asked)

    return open_


@pytest.fixture(scope="module")
def lopburi(opened):
    return opened("16")


def rows(study, name):
    frame = study.tables[name].frame
    return frame.astype(object).where(frame.notna(), None).to_dict("records")


def states(study):
    return {row["district_code"]: row["state"] for row in rows(study, "coverage")}


def test_each_district_with_targets_is_covered_in_draft_or_missing(lopburi, studies):
    due = studies["16"].tables["districts"].frame.query("level == 'district'")["area_code"]
    found = states(lopburi)
    assert {code for code, state in found.items() if state != "not_due"} == set(due)
    assert [found[code] for code in ("1601", "1602", "1603")] == ["covered", "not_due", "covered"]
    assert (found["1604"], found["1605"], found["1606"]) == ("missing", "draft_only", "missing")


def test_the_headline_counts_what_the_districts_say(lopburi):
    (head,) = rows(lopburi, "lessons_headline")
    found = Counter(states(lopburi).values())
    assert head["due"] == sum(n for state, n in found.items() if state != "not_due")
    assert {key: head[key] for key in ("covered", "draft_only", "missing")} == {
        key: found[key] for key in ("covered", "draft_only", "missing")
    }
    assert (head["lessons"], head["failures"], head["nation_lessons"]) == (3, 1, 4)
    assert (head["copies"], head["undated"], head["other_years"]) == (1, 1, 1)


def test_only_uses_of_the_year_up_to_the_date_are_counted(lopburi):
    (head,) = rows(lopburi, "lessons_headline")
    assert (head["uses"], head["used_lessons"]) == (1, 1)


def test_lessons_that_count_come_first_and_say_how_each_counts(lopburi):
    found = [(row["lesson_id"], row["role"]) for row in rows(lopburi, "lessons")]
    assert {one for one, role in found[:3]} == {"kr-pond", "kr-loom", "kr-rice"}
    assert dict(found[3:]) == {"kr-copy": "copy", "kr-old": "other_year", "kr-undated": "undated"}


def test_parts_are_the_pages_points_one_a_line(lopburi):
    pond = next(row for row in rows(lopburi, "lessons") if row["lesson_id"] == "kr-pond")
    assert pond["process"].split("\n")[0] == "ขุดบ่อดินขนาดสามงาน"
    assert len(pond["process"].split("\n")) == 3
    assert pond["background"].startswith("ครัวเรือนไม่มีที่ดินทำกิน")


def test_nobody_is_named_who_did_not_agree_and_no_number_of_a_person_leaves(lopburi):
    said = json.dumps([rows(lopburi, name) for name in lopburi.tables], ensure_ascii=False)
    assert said.count(OWNER) == 1
    assert PHONE not in said
    assert "ถอนแล้ว" not in said


def test_themes_count_the_lessons_that_count(lopburi, opened):
    here = {row["key"]: row for row in rows(lopburi, "themes")}
    there = {row["key"]: row for row in rows(opened("32"), "themes")}
    assert here["debt"]["lessons"] == 0
    assert there["debt"]["lessons"] == 1
    assert here["debt"]["nation_lessons"] == there["debt"]["nation_lessons"] == 1
    assert there["debt"]["lessons_share"] == 1.0
    assert here["debt"]["nation_share"] == 0.25


def test_lessons_that_fit_come_from_all_provinces_and_say_why(opened):
    found = rows(opened("30"), "fits")
    assert [row["lesson_id"] for row in found] == ["kr-debt", "kr-pond"]
    assert "ทรัพยากร" in found[0]["why_th"].split("\n")[0]


def test_where_no_need_may_be_shown_no_lesson_is_chosen(lopburi):
    assert {row["weight_share"] for row in rows(lopburi, "needs")} == {None}
    assert rows(lopburi, "fits") == []


def test_a_large_need_without_a_lesson_of_the_province_is_asked_about(opened):
    study = opened("30")
    shown = [r for r in rows(study, "needs") if r["kind"] == "cause" and r["weight_share"]]
    asked = [row["question_th"] for row in rows(study, "questions") if row["kind"] == "need_cause"]
    most = max(shown, key=lambda row: row["weight_share"])
    assert [most["label_th"] in one for one in asked] == [True]


def test_questions_ask_for_what_is_missing(lopburi):
    kinds = {row["kind"]: row["question_th"] for row in rows(lopburi, "questions")}
    assert {"missing", "draft_only", "copy", "no_numbers", "failure"} <= kinds.keys()
    assert "ยุ้งข้าวรวมที่ไม่มีใครคืน" in kinds["failure"]


def test_a_province_without_lessons_has_all_its_districts_missing(opened):
    study = opened("21")
    (head,) = rows(study, "lessons_headline")
    assert head["missing"] == head["lacking"] == head["due"] > 0
    assert rows(study, "lessons") == []


def test_a_province_without_targets_owes_no_lesson(opened):
    study = opened("71")
    (head,) = rows(study, "lessons_headline")
    assert head["due"] == 0
    assert head["covered_share"] is None
    assert rows(study, "questions") == []


def test_an_empty_shelf_opens_and_one_that_is_not_there_does_not(opened, tmp_path):
    (head,) = rows(opened("16", tmp_path), "lessons_headline")
    assert head["covered"] == 0
    for folder in (tmp_path / "nothing", ""):
        with pytest.raises(LessonError, match="โฟลเดอร์บทเรียน"):
            opened("16", folder)


def test_an_unknown_province_is_refused(opened):
    with pytest.raises(AreaError):
        opened("99")


def test_the_study_names_the_state_of_its_shelf(lopburi, shelf):
    assert lopburi.lessons_sha256 == shelf_fingerprint(shelf)
    assert lopburi.is_demo
