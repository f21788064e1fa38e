"""Lessons for needs that were made up by hand, with the answers a reader would give."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from povlib.areas import find_area
from povlib.knowledge.cards import Card
from povlib.knowledge.matching import NeedWeight, Setting, match_lessons
from povlib.knowledge.profile import Profile
from povlib.params import read_regions

HERE = Path(__file__).parent
REGIONS = {region.key: region for region in read_regions(Path("params/regions.yml"))}
LABELS = {
    "attitude": "ทัศนะ",
    "skill": "ทักษะ",
    "resource": "ทรัพยากร",
    "way_out": "ทางออก",
    "assist": "กลุ่มสงเคราะห์",
    "develop": "กลุ่มพัฒนา",
    "mushroom": "เพาะเห็ด",
    "fish": "เลี้ยงปลา",
    "cattle": "เลี้ยงโคเนื้อ",
    "sewing": "ตัดเย็บผ้า",
}
KINDS = {
    **dict.fromkeys(("attitude", "skill", "resource", "way_out"), "cause"),
    **dict.fromkeys(("assist", "develop"), "group"),
}
ANYWHERE = Setting()


def needing(**weights):
    return [NeedWeight(KINDS.get(k, "occupation"), k, LABELS[k], w) for k, w in weights.items()]


def a_card(lesson_id="kr-1", *, status="published", province_code=None, copy_of=None, **profile):
    return Card(
        lesson_id=lesson_id,
        status=status,
        title="บทเรียน",
        district_code=None,
        province_code=province_code,
        area_th="",
        date=None,
        fiscal_year_be=None,
        profile=Profile(**profile),
        copy_of=copy_of,
        sha256="",
    )


@pytest.fixture(scope="module")
def shelf():
    """The gold records as published lessons with the profiles that a reader gave them."""
    gold = {
        record["title"]: record
        for page in (HERE / "gold").iterdir()
        for record in json.loads(page.read_text(encoding="utf-8"))
    }
    cards = []
    for one in json.loads((HERE / "profiles.json").read_text(encoding="utf-8")):
        keys = {k: tuple(one[k]) for k in ("causes", "groups", "occupations", "themes")}
        code = find_area(gold[one["title"]]["province"], level="province")
        card = a_card(one["title"], province_code=code, **keys, is_failure=one["is_failure"])
        cards.append(card)
    return cards


USUAL = {"develop": 0.82, "assist": 0.18}
CASES = [
    (
        {**USUAL, "skill": 0.7, "resource": 0.3, "attitude": 0.25, "way_out": 0.2},
        {"จับคู่ครูกับครัวเรือน", "กระเป๋าผ้าใบแรก", "อ่านครัวเรือนด้วยสี่ ท", "ยายกับไก่"},
        {"แก้หนี้นอกระบบ", "ธนาคารข้าว", "เสื้อกันหนาว", "พาผู้ผลิตรายเล็ก"},
    ),
    (
        {**USUAL, "skill": 0.2, "resource": 0.2, "attitude": 0.2, "way_out": 0.6, "mushroom": 0.2},
        {"โรงเห็ดร้าง", "พาผู้ผลิตรายเล็ก", "ตลาดนัดหน้ามัสยิด", "คู่มืออาชีพแก้จน"},
        {"ออมวันละบาท", "เลี้ยงปลาในกระชัง"},
    ),
    (
        {**USUAL, "skill": 0.3, "resource": 0.3, "attitude": 0.7, "way_out": 0.1},
        {"กระเป๋าผ้าใบแรก", "อ่านครัวเรือนด้วยสี่ ท"},
        {"แก้หนี้นอกระบบ", "พาผู้ผลิตรายเล็ก", "จับคู่ครูกับครัวเรือน"},
    ),
    (
        {**USUAL, "skill": 0.2, "resource": 0.65, "fish": 0.3, "cattle": 0.1},
        {"เลี้ยงปลาในกระชัง", "แก้หนี้นอกระบบ", "ฟื้นเงินทุน กข.คจ.", "ธนาคารข้าว"},
        {"จับคู่ครูกับครัวเรือน", "กระเป๋าผ้าใบแรก", "ป้ายหน้าบ้าน"},
    ),
    (
        {"assist": 0.7, "develop": 0.3, "attitude": 0.02, "skill": 0.01},
        {"เพื่อนเยี่ยมเพื่อน", "ฌาปนกิจสงเคราะห์", "เสื้อกันหนาว"},
        {"แก้หนี้นอกระบบ", "จับคู่ครูกับครัวเรือน"},
    ),
]


@pytest.mark.parametrize(("weights", "wanted", "unwanted"), CASES)
def test_lessons_that_a_reader_would_give_fit_and_others_do_not(shelf, weights, wanted, unwanted):
    fits = match_lessons(shelf, need=needing(**weights), setting=ANYWHERE, most=30)
    found = [fit.lesson_id for fit in fits]
    assert [w for w in wanted if not any(title.startswith(w) for title in found)] == []
    assert [u for u in unwanted if any(title.startswith(u) for title in found)] == []
    assert all(fit.why for fit in fits)


def test_an_occupation_that_is_planned_puts_its_lesson_first(shelf):
    need = needing(**USUAL, resource=0.6, skill=0.4, fish=0.3)
    assert match_lessons(shelf, need=need, setting=ANYWHERE)[0].lesson_id.startswith("เลี้ยงปลา")


@pytest.mark.parametrize(
    "weights",
    [
        {},
        {"develop": 0.9, "assist": 0.1},
        {"skill": 0.04, "resource": 0.03, "mushroom": 0.02},
        {"skill": None, "resource": float("nan")},
    ],
)
def test_no_lesson_fits_where_no_cause_or_occupation_weighs_anything(shelf, weights):
    assert match_lessons(shelf, need=needing(**weights), setting=ANYWHERE) == ()


def test_lessons_of_how_to_visit_and_plan_answer_no_need(shelf):
    need = needing(attitude=0.5, skill=0.5, resource=0.5, way_out=0.5)
    found = {fit.lesson_id for fit in match_lessons(shelf, need=need, setting=ANYWHERE, most=30)}
    assert not found & {"สมุดเยี่ยมบ้านสองภาษา", "แผนครัวเรือนหนึ่งหน้ากระดาษ"}


def test_a_reason_says_which_need_it_is_and_how_large():
    fit = match_lessons(
        [a_card(causes=("skill", "resource"), province_code="24")],
        need=needing(skill=0.417, resource=0.3, attitude=0.1),
        setting=Setting("20", REGIONS["central"]),
    )[0]
    assert fit.why == (
        "ตรงกับสาเหตุที่พบมากที่สุดของจังหวัด: ทักษะ (ร้อยละ 41.7 ของรายได้ที่ขาด)",
        "ตรงกับสาเหตุที่พบมากเป็นอันดับ 2 ของจังหวัด: ทรัพยากร (ร้อยละ 30.0 ของรายได้ที่ขาด)",
        "มาจากภาคกลางเช่นเดียวกัน",
    )


def test_the_setting_decides_between_equals_and_never_alone():
    cards = [
        a_card("kr-1", causes=("skill",), province_code="50"),
        a_card("kr-2", causes=("skill",), province_code="24"),
        a_card("kr-3", causes=("skill",), province_code="20"),
        a_card("kr-4", groups=("develop",), causes=("attitude",), province_code="20"),
    ]
    setting = Setting("20", REGIONS["central"])
    need = needing(skill=0.6, attitude=0.1, develop=0.8)
    found = match_lessons(cards, need=need, setting=setting)
    assert [fit.lesson_id for fit in found] == ["kr-3", "kr-2", "kr-1"]


@pytest.mark.parametrize("status", ["draft", "reviewed", "verified", "superseded", "withdrawn"])
def test_only_lessons_that_were_approved_are_given(status):
    cards = [a_card(causes=("skill",), status=status)]
    assert match_lessons(cards, need=needing(skill=0.6), setting=ANYWHERE) == ()


def test_a_near_copy_is_not_given_beside_what_it_repeats():
    first = a_card("kr-1", causes=("skill",))
    copy = replace(first, lesson_id="kr-2", copy_of="kr-1")
    found = match_lessons([copy, first], need=needing(skill=0.6), setting=ANYWHERE)
    assert [fit.lesson_id for fit in found] == ["kr-1"]
    alone = match_lessons([copy], need=needing(skill=0.6), setting=ANYWHERE)
    assert [fit.lesson_id for fit in alone] == ["kr-2"]


def test_lessons_are_not_all_of_one_subject_where_others_fit_too():
    cards = [a_card(f"kr-{n}", causes=("resource",), occupations=("cattle",)) for n in range(5)]
    cards.append(a_card("kr-8", causes=("skill",)))
    cards.append(a_card("kr-9", causes=("resource",), occupations=("fish",)))
    need = needing(resource=0.6, skill=0.5, cattle=0.3, fish=0.2)
    found = match_lessons(cards, need=need, setting=ANYWHERE, most=4)
    assert [fit.lesson_id for fit in found] == ["kr-0", "kr-1", "kr-9", "kr-8"]


def test_a_reason_names_a_rank_only_among_the_first_three():
    weights = {"attitude": 0.4, "skill": 0.5, "resource": 0.45, "way_out": 0.39}
    cards = [a_card(causes=("way_out",))]
    fit = match_lessons(cards, need=needing(**weights), setting=ANYWHERE)[0]
    assert fit.why == ("ตรงกับสาเหตุของประเทศ: ทางออก (ร้อยละ 39.0 ของรายได้ที่ขาด)",)


def test_a_failure_that_fits_has_a_place_among_the_best_and_says_that_it_warns():
    cards = [a_card(f"kr-{n}", causes=("skill",)) for n in range(5)]
    cards.append(a_card("kr-9", causes=("skill", "attitude"), is_failure=True))
    found = match_lessons(cards, need=needing(skill=0.6), setting=ANYWHERE, most=3)
    assert [fit.lesson_id for fit in found] == ["kr-0", "kr-1", "kr-9"]
    assert found[-1].is_failure and "ข้อเตือนใจ" in found[-1].why[-1]


def test_a_failure_that_does_not_fit_is_not_given():
    cards = [a_card("kr-1", causes=("skill",)), a_card("kr-9", causes=("attitude",))]
    cards[1] = replace(cards[1], profile=replace(cards[1].profile, is_failure=True))
    found = match_lessons(cards, need=needing(skill=0.6, attitude=0.1), setting=ANYWHERE, most=2)
    assert [fit.lesson_id for fit in found] == ["kr-1"]


def test_the_order_of_the_shelf_changes_nothing(shelf):
    need = needing(**USUAL, skill=0.5, resource=0.5, way_out=0.4)
    one = match_lessons(shelf, need=need, setting=ANYWHERE)
    assert one == match_lessons(shelf[::-1], need=need[::-1], setting=ANYWHERE)
