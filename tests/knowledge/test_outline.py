"""A public lesson as a document: what it says first, in which order, and what it never cuts."""

from pathlib import Path

import pytest

from povlib.errors import LessonError
from povlib.knowledge.lesson import LISTS, PROSE, Credit
from povlib.knowledge.outline import READING_ORDER
from povlib.knowledge.published import open_outline, open_outlines, unshown_ids

PARAMS = Path("params")


def opened(folder, lesson_id="kr-1", **options):
    return open_outline(folder, lesson_id=lesson_id, params_dir=PARAMS, **options)


def test_every_field_of_the_body_has_its_place_in_the_reading_order():
    assert sorted(READING_ORDER) == sorted((*PROSE, *LISTS))


def test_chapters_come_in_reading_order_with_the_labels_of_lesson_pages(made):
    folder = made("kr-1", status="approved", title="ก", results=["ได้ผล"], background=["ที่มา"])
    assert [(c.key, c.heading_th) for c in opened(folder).chapters] == [
        ("background", "ความเป็นมา"),
        ("results", "ผลที่เกิดขึ้น"),
    ]


def test_steps_are_numbered_and_points_under_a_point_stay_with_it(made):
    folder = made(
        "kr-1", status="approved", title="ก", process=["นับ\nข้าว\nเงิน"], techniques=["ถาม"]
    )
    steps, techniques = opened(folder).chapters
    assert (steps.shape, techniques.shape) == ("steps", "points")
    assert steps.points[0].below == ("ข้าว", "เงิน")


@pytest.mark.parametrize("status", ["draft", "reviewed", "verified", "superseded", "withdrawn"])
def test_what_may_not_be_shown_is_refused_with_what_to_do(made, status):
    folder = made("kr-1", status=status, title="ก")
    with pytest.raises(LessonError, match="ให้ทำต่อ"):
        opened(folder)


def test_an_unknown_lesson_is_refused_with_the_nearest(made):
    folder = made("kr-1", status="approved", title="ก")
    with pytest.raises(LessonError, match="kr-1"):
        opened(folder, "kr-2")


def test_an_approved_lesson_is_not_yet_a_published_one(made):
    folder = made("kr-1", status="approved", title="ก")
    assert opened(folder).title == "ก"
    with pytest.raises(LessonError):
        opened(folder, at_least="published")
    with pytest.raises(LessonError, match="เผยแพร่แล้ว"):
        open_outlines(folder, params_dir=PARAMS)


def test_without_an_id_the_first_published_lesson_is_opened(made):
    made("kr-1", status="approved", title="ก")
    folder = made("kr-2", status="published", title="ข")
    assert opened(folder, "").lesson_id == "kr-2"


def test_lessons_that_were_taken_back_are_named(made):
    made("kr-1", status="withdrawn", title="ก")
    made("kr-2", status="superseded", title="ข")
    folder = made("kr-3", status="published", title="ค")
    assert unshown_ids(folder, params_dir=PARAMS) == {"kr-1", "kr-2"}


@pytest.mark.parametrize(
    ("how", "credit", "consent"),
    [
        ("name", "นางบทเรียน ดีเด่น", "ยินยอมให้ระบุเช่นนี้เมื่อ 31 พฤษภาคม 2557"),
        ("none", "", "ขอไม่ให้ระบุชื่อ (บันทึกเมื่อ 31 พฤษภาคม 2557)"),
    ],
)
def test_the_credit_is_dated_in_the_buddhist_era(made, how, credit, consent):
    given = Credit(owner_credit=how, consented_on="2014-05-31")
    folder = made("kr-1", status="approved", title="ก", owner="นางบทเรียน ดีเด่น", credit=given)
    assert (opened(folder).credit_th, opened(folder).consent_th) == (credit, consent)


@pytest.mark.parametrize(
    ("moment", "said"),
    [("2014-05-31", "31 พฤษภาคม 2557"), ("2014-05", "พฤษภาคม 2557"), ("2014", "2557")],
)
def test_dates_are_as_exact_as_the_page_had_them(made, moment, said):
    folder = made("kr-1", status="approved", title="ก", date_event=moment)
    assert opened(folder).date_th == said


def test_the_lesson_in_short_has_whole_points_and_says_how_many_steps_are_left(made):
    steps = [f"ขั้นที่{n} " + "ทำต่อไป" * 8 for n in "กขคงจ"]
    folder = made("kr-1", status="approved", title="ก", process=steps, core_knowledge=["ใกล้กัน"])
    brief = dict(opened(folder).brief)
    assert brief["สิ่งที่ทำ"] == f"{steps[0]} · {steps[1]} (และอีก 3 ขั้น)"
    assert brief["แก่น"] == "ใกล้กัน"


def test_a_field_that_stands_in_for_another_keeps_its_own_heading_in_the_lesson_in_short(made):
    said = {"problems": ["ฝนไม่มา"], "recommendations": ["ถามก่อน"]}
    folder = made("kr-1", status="approved", title="ก", **said)
    assert opened(folder).brief == (("ปัญหาและอุปสรรค", "ฝนไม่มา"), ("ข้อเสนอแนะ", "ถามก่อน"))


def test_a_long_paragraph_is_shortened_at_a_space_and_never_within_a_word(made):
    folder = made("kr-1", status="approved", title="ก", background=["วรรคหนึ่ง " * 30])
    said = dict(opened(folder).brief)["ความเป็นมา"]
    assert said == "วรรคหนึ่ง " * 17 + "…"
