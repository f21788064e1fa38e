"""What lessons are about, against profiles that were written by hand for the gold records."""

import json
from pathlib import Path

import pytest

from povlib.errors import ParamsError
from povlib.knowledge.lesson import Lesson
from povlib.knowledge.profile import occupation_of, profile_of
from povlib.params import read_lesson_profile

HERE = Path(__file__).parent
WORDS = read_lesson_profile(Path("params/lessons/profile.yml"))
EXPECTED = json.loads((HERE / "profiles.json").read_text(encoding="utf-8"))


def a_lesson(**fields):
    return Lesson(id="kr-1", source_file="a.txt", source_lines=[1, 2], **fields)


@pytest.fixture(scope="module")
def profiles():
    gold = [
        record
        for page in sorted((HERE / "gold").iterdir())
        for record in json.loads(page.read_text(encoding="utf-8"))
    ]
    records = {record["title"]: a_lesson_of(record) for record in gold}
    return [profile_of(records[one["title"]], words=WORDS) for one in EXPECTED]


def a_lesson_of(record):
    fields = {key: value for key, value in record.items() if value is not None}
    return Lesson(id="kr-1", source_lines=[1, 2], **fields)


@pytest.mark.parametrize("kind", ["causes", "groups", "occupations", "themes"])
def test_profiles_of_the_gold_records_are_those_a_reader_gives(profiles, kind):
    found = [set(getattr(one, kind)) for one in profiles]
    wanted = [set(one[kind]) for one in EXPECTED]
    right = sum(len(a & b) for a, b in zip(found, wanted, strict=True))
    assert right / sum(map(len, found)) >= 0.9
    assert right / sum(map(len, wanted)) >= 0.9


def test_failures_of_the_gold_records_are_told_from_successes(profiles):
    assert [one.is_failure for one in profiles] == [one["is_failure"] for one in EXPECTED]


def test_every_gold_record_has_an_expected_profile():
    pages = [json.loads(p.read_text(encoding="utf-8")) for p in (HERE / "gold").iterdir()]
    titles = {record["title"] for page in pages for record in page}
    assert titles == {one["title"] for one in EXPECTED}


def test_a_word_deep_in_a_story_makes_no_profile():
    lesson = a_lesson(title="เช้าวันหนึ่ง", narrative=["ป้าเล่าว่าลูกชายเคยเลี้ยงปลาอยู่หนึ่งปี"])
    assert profile_of(lesson, words=WORDS).occupations == ()


def test_fish_is_not_found_in_the_end_of_the_year():
    assert profile_of(a_lesson(title="ปลายปีของปลายนา"), words=WORDS).occupations == ()


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("โคแม่พันธุ์ส่งต่อ สี่ปีไม่ขาดตอน", "cattle"),
        ("ตะกร้าขนาดเดียวกันทุกบ้าน", "basketry"),
        ("ปลาบ่อพลาสติกข้างบ้าน", "fish"),
        ("ย้อมสีจากเปลือกไม้ เพิ่มค่าผ้าทอ", "weaving"),
        ("ไก่หลังบ้านขายตามเทศกาล", "chicken"),
    ],
)
def test_a_title_names_the_occupation_in_its_own_words(title, key):
    assert profile_of(a_lesson(title=title), words=WORDS).occupations == (key,)


def test_a_word_that_lost_its_am_is_found_too():
    assert profile_of(a_lesson(title="ทานาแบบประหยัด"), words=WORDS).occupations == ("rice",)


@pytest.mark.parametrize(
    ("fields", "is_failure"),
    [
        ({"title": "ป้องกันไม่ให้กลุ่มล้มเหลว"}, False),
        ({"title": "กลุ่มทอผ้าที่ล้มเหลวในปีแรก"}, True),
        ({"title": "ลดความผิดพลาดของบัญชีกลุ่ม"}, False),
        ({"title": "ความผิดพลาดที่เราซื้อหมูก่อนหาตลาด"}, True),
        ({"title": "ฟื้นโรงสีร้างให้กลับมาใช้ได้"}, False),
        ({"results": ["เจรจาสำเร็จ 18 ราย ไม่สำเร็จ 2 ราย"]}, False),
        ({"results": ["ไม่มีครัวเรือนใดผ่านเกณฑ์", "เป็ดตายหมดในเดือนที่สาม"]}, True),
        ({"process": ["ให้เจ้าของอาชีพเขียนว่าเคยล้มเหลวอย่างไร"]}, False),
        ({"core_knowledge": ["โครงการล้มเหลวเพราะไม่ได้ถามครัวเรือน"]}, True),
    ],
)
def test_a_failure_is_what_the_title_or_the_results_say(fields, is_failure):
    assert profile_of(a_lesson(**fields), words=WORDS).is_failure is is_failure


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("ปลูกผักปลอดสารพิษ", "vegetables"),
        ("  เลี้ยง โคเนื้อ ", "cattle"),
        ("เลี้ยงปลาในบ่อ", "fish"),
        ("รับจ้างเลี้ยงวัว", "wage"),
        ("เลี้ยงไก่และปลูกผัก", "chicken"),
        ("ขับรถส่งของปลายทาง", None),
        ("", None),
        (None, None),
    ],
)
def test_a_plan_s_own_words_name_an_occupation(text, key):
    assert occupation_of(text, occupations=WORDS.occupations) == key


def test_every_occupation_is_found_by_its_own_name():
    for one in WORDS.occupations:
        assert occupation_of(one.label_th, occupations=WORDS.occupations) == one.key


def test_an_unknown_field_in_the_weights_is_an_error():
    profile = WORDS.profile.model_copy(update={"weights": {"tittle": 3.0}})
    wrong = type(WORDS)(profile, WORDS.terms, WORDS.occupations)
    with pytest.raises(ParamsError, match="tittle"):
        profile_of(a_lesson(title="เห็ด"), words=wrong)
