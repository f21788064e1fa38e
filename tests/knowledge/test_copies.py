"""Near copies: told also with other places and numbers, not where only the theme is the same."""

import random
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from povlib.knowledge import Lesson
from povlib.knowledge.copies import COPY_OVER, find_copies, likeness, own_text, sketch_of

WORDS = (
    "ชวน",
    "ครัวเรือน",
    "ออม",
    "เงิน",
    "วัน",
    "ละ",
    "บาท",
    "ทุก",
    "เดือน",
    "แล้ว",
    "ปลูก",
    "ผัก",
    "ขาย",
    "ตลาด",
    "ดู",
)
STORY = (
    "ประชุมครัวเรือนเป้าหมาย{place} จำนวน {n} ครัวเรือน เมื่อเดือน{month} ชี้แจงเรื่องการออมวันละบาท "
    "เลือกกรรมการจากคนที่ทุกบ้านไว้ใจ เปิดบัญชีกับกองทุนหมู่บ้าน ตรวจนับเงินพร้อมกันทุกสิ้นเดือน "
    "ครัวเรือนที่ขาดสองครั้งให้เพื่อนบ้านไปเยี่ยมก่อนเตือน ครบปีแบ่งเงินปันผลหลังเก็บเกี่ยว"
)


def lesson(lesson_id="a", **fields):
    return Lesson(id=lesson_id, source_file="a.txt", source_lines=[1, 9], **fields)


def made_text(seed, words=600):
    chance = random.Random(seed)
    return "".join(chance.choice(WORDS) + chance.choice("กขคงจฉชซ") for _ in range(words))


def mixed(share, seed=1):
    """Give two texts of which the first share is the same."""
    one, other = made_text(seed), made_text(seed + 100)
    at = int(len(one) * share)
    return one, one[:at] + other[at : len(one)]


def plainly_alike(one, other):
    runs = [{text[at : at + 5] for at in range(len(text) - 4)} for text in (one, other)]
    return 2 * len(runs[0] & runs[1]) / (len(runs[0]) + len(runs[1]))


def copies_of(texts, **options):
    sketches = {name: sketch_of(text) for name, text in texts.items()}
    return find_copies(sketches, text_of=texts.__getitem__, **options)


def test_a_copy_with_another_place_date_number_and_owner_is_the_same_text():
    one = lesson(
        title="ออมวันละบาท อำเภอปัว",
        owner="นางสาวสมหญิง ใจงาม",
        district="ปัว",
        province="น่าน",
        process=[
            STORY.format(place="ตำบลศิลาแลง อำเภอปัว", n=31, month="มกราคม 2556"),
            "สมหญิง ใจงามเล่า",
        ],
    )
    other = lesson(
        title="ออมวันละบาท อำเภอพิมาย",
        owner="นายสมชาย ขยัน",
        district="พิมาย",
        province="นครราชสีมา",
        process=[STORY.format(place="ตำบลดงใหญ่ อ.พิมาย", n="๑๒", month="ก.ค. ๒๕๕๗"), "สมชาย ขยันเล่า"],
    )
    assert own_text(one) == own_text(other)


def test_a_text_that_lost_its_am_is_the_same_text():
    assert own_text(lesson(results=["ชำระหนี้"])) == own_text(lesson(results=["ชาระหนี้"]))


def test_the_page_and_its_tags_are_not_the_lessons_own_text():
    said = lesson(title="ออม", tags=["กองทุน"], unplaced=["เมนู"], raw="ชื่อความรู้ ออม")
    assert own_text(said) == "ออม"


@given(st.text("กขคงา่ ", max_size=60), st.text("กขคงา่ ", max_size=60))
def test_likeness_is_as_counted_plainly(one, other):
    enough = min(len(one), len(other)) >= 5
    assert likeness(one, other) == (pytest.approx(plainly_alike(one, other)) if enough else 0.0)


@pytest.mark.parametrize("share", [0.7, 0.75, 0.78, 0.79, 0.8, 0.81, 0.82, 0.85, 0.9, 1.0])
@pytest.mark.parametrize("seed", range(4))
def test_pairs_around_the_bound_are_copies_as_counted_plainly(share, seed):
    one, other = mixed(share, seed)
    found = copies_of({"a": one, "b": other})
    assert bool(found) == (plainly_alike(one, other) > COPY_OVER)


def test_the_earliest_lesson_is_the_original():
    one, other = mixed(0.95)
    assert copies_of({"c": one, "a": other, "b": one}) == {"a": "c", "b": "c"}


def test_a_lesson_is_no_copy_of_the_one_whose_place_it_took():
    one, other = mixed(0.95)
    texts = {"old": one, "new": other, "elsewhere": one}
    assert copies_of(texts, renewals={("new", "old")}) == {"elsewhere": "old"}


def test_lessons_without_text_are_no_copies_of_each_other():
    assert copies_of({"a": "", "b": "", "c": "ออม", "d": "ออม"}) == {}


def test_no_made_up_lesson_of_the_pages_is_a_copy(gold_lessons):
    texts = {one.id: own_text(one) for one in gold_lessons}
    assert copies_of(texts) == {}
    alike = [plainly_alike(a, b) for a, b in combinations(texts.values(), 2)]
    assert max(alike) < 0.4
