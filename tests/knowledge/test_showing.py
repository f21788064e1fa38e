"""What anyone may see of lessons: who stands where, who is named, what is hidden."""

from pathlib import Path

import pytest

from povlib.knowledge.lesson import Credit
from povlib.knowledge.showing import public_lessons

PARAMS = Path("params")
OWNER = "นางสาวสมหญิง ใจงามยิ่ง"
OFFICE = "สำนักงานพัฒนาชุมชนอำเภอปัว"


def shown(folder, *, ids=None, at_least="approved"):
    return public_lessons(folder, ids=ids, params_dir=PARAMS, at_least=at_least)


def credited(how):
    return Credit(owner_credit=how, consented_on="2014-05-31") if how else None


@pytest.mark.parametrize(
    ("status", "at_least", "is_shown"),
    [
        ("draft", "approved", False),
        ("reviewed", "approved", False),
        ("verified", "approved", False),
        ("approved", "approved", True),
        ("published", "approved", True),
        ("approved", "published", False),
        ("published", "published", True),
        ("superseded", "approved", False),
        ("withdrawn", "approved", False),
    ],
)
def test_only_lessons_that_stand_far_enough_are_shown(made, status, at_least, is_shown):
    folder = made("kr-1", status=status, title="ออมทรัพย์")
    assert bool(shown(folder, ids={"kr-1"}, at_least=at_least)) == is_shown


def test_a_text_that_changed_after_its_approval_is_not_shown(made):
    folder = made("kr-1", status="published", title="ออมทรัพย์")
    file = folder / "kr-1.md"
    file.write_text(file.read_text(encoding="utf-8").replace("ออม", "กู้"), encoding="utf-8")
    assert shown(folder) == ()


def test_only_the_lessons_asked_for_are_read(made):
    made("kr-1", status="approved", title="ออมทรัพย์")
    folder = made("kr-2", status="approved", title="เลี้ยงไก่")
    assert [one.lesson_id for one in shown(folder, ids=["kr-2", "kr-9"])] == ["kr-2"]
    assert [one.lesson_id for one in shown(folder)] == ["kr-1", "kr-2"]


@pytest.mark.parametrize(
    ("how", "credit_th"), [(None, ""), ("none", ""), ("name", OWNER), ("office", OFFICE)]
)
def test_the_credit_is_what_the_owner_agreed_to(made, how, credit_th):
    folder = made("kr-1", status="approved", owner=OWNER, office=OFFICE, credit=credited(how))
    (one,) = shown(folder)
    assert one.credit_th == credit_th
    assert one.consented_on == ("2014-05-31" if how else None)


def test_people_and_their_numbers_are_hidden_in_title_and_parts(made):
    folder = made(
        "kr-1",
        status="approved",
        title="วิธีของสมหญิง",
        owner=OWNER,
        credit=credited("name"),
        process=["สมหญิง  ใจงามยิ่ง โทร 081-234-5678\nพานายสมชาย ขยันยิ่ง ไปด้วย"],
        objective="ขอบคุณนางสมศรี มั่นคงดี",
    )
    (one,) = shown(folder)
    said = str((one.title, one.parts))
    for hidden in ("ใจงาม", "สมหญิง", "081", "5678", "สมชาย", "ขยันยิ่ง", "สมศรี", "มั่นคงดี"):
        assert hidden not in said
    assert one.parts["process"][0].count("\n") == 1


def test_parts_stand_in_the_order_of_the_fields_and_only_those_with_text(made):
    folder = made("kr-1", status="approved", tags=["ออม"], results=["ดี"], objective="เพื่อออม")
    assert [*shown(folder)[0].parts] == ["objective", "results", "tags"]


def test_a_name_in_an_offices_line_is_hidden(made):
    office = f"{OFFICE} โดยนายสมชาย ขยันยิ่ง"
    folder = made("kr-1", status="approved", office=office, credit=credited("office"))
    assert "สมชาย" not in shown(folder)[0].credit_th


def test_an_owners_name_that_is_made_of_words_is_hidden_only_as_a_whole(made):
    owner = "นายชี้เป้า ไม่พลาด"
    folder = made("kr-1", status="approved", title="ชี้เป้า", owner=owner, results=["ชี้เป้า ไม่พลาดทำ"])
    assert (shown(folder)[0].title, shown(folder)[0].parts["results"]) == ("ชี้เป้า", ("[ปกปิด]ทำ",))
