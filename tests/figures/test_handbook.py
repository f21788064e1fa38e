"""Figures and cards of the career handbook, from tables typed here."""

import re
from dataclasses import replace

import pytest

from povlib import figures
from tests.figures.conftest import ABOUT
from tests.figures.test_lessons import PLANTED, table

NUMBERS = ("households_used", "households_other")
DRAWN = ("difference", "low", "high", "placebo_difference", "placebo_low", "placebo_high")
NATION = replace(ABOUT, level="nation", area_code="TH", area_th="ทั้งประเทศ")


def occupations(*rows):
    plain = {"skills_th": "เตรียมดิน", "market_th": "ตลาดนัด", "confidence_th": "ตัวอย่าง ยังไม่ยืนยัน"}
    keys = ("occupation", "label_th", "cost_baht", "months_to_income", *plain)
    made = [dict(zip(keys, row, strict=False)) for row in rows]
    return table(
        "occupations",
        [plain | row for row in made],
        *keys,
        numbers=("cost_baht", "months_to_income"),
    )


def lessons(*rows):
    keys = ("occupation", "title", "province_th", "failure_th")
    return table("occupation_lessons", [dict(zip(keys, row, strict=True)) for row in rows], *keys)


def needs(**targets):
    rows = [{"kind": "occupation", "key": key, "targets": n} for key, n in targets.items()]
    return table("needs", rows, "kind", "key", "targets", numbers=("targets",))


def outcomes(*rows):
    keys = ("occupation", "label_th", "measure", "measure_th", "reason_th", *NUMBERS, *DRAWN)
    made = [dict.fromkeys(keys) | dict(reason_th="") | row for row in rows]
    return table("occupation_outcomes", made, *keys, numbers=NUMBERS, shares=DRAWN)


def outcome(key, difference, low, high, *, measure="exit_share"):
    names = {"occupation": key, "label_th": f"อาชีพ{key}", "measure": measure}
    shown = {"difference": difference, "low": low, "high": high}
    placebo = {"placebo_difference": 0.0, "placebo_low": -0.02, "placebo_high": 0.02}
    return {**names, **shown, **placebo, "households_used": 350, "households_other": 820}


TWO = occupations(("mushroom", "เพาะเห็ด", 6000, 2), ("cattle", "เลี้ยงโคเนื้อ", 25000, 18))


def said(part):
    return re.sub(r"<[^>]+>", "", part.html)


def cards(told=TWO, *, about=(), wanted=None, found=()):
    return figures.occupation_cards(
        told, lessons(*about), needs(**(wanted or {})), outcomes(*found)
    )


def test_the_figure_says_which_occupation_is_soonest_and_that_numbers_are_examples():
    figure = figures.occupations(TWO)
    assert figure.title == "เพาะเห็ดมีรายได้เร็วที่สุด 2\u00a0เดือน ด้วยทุน 6,000\u00a0บาท"
    assert "ตัวอย่าง ยังไม่ยืนยัน" in figure.subtitle
    assert "25,000" in figures.to_svg(figure)


def test_no_occupation_draws_nothing_and_says_so():
    assert "<svg" not in figures.figure_html(figures.occupations(occupations()))


def test_the_opening_warns_that_cost_is_an_example():
    numbers = ("occupations", "soon", "with_lessons", "lessons", "failures")
    numbers += ("cost_low_baht", "cost_high_baht")
    row = dict(zip(numbers, (17, 10, 11, 219, 4, 1000, 25000), strict=True))
    head = table("handbook_headline", [row], *numbers, numbers=numbers)
    opening = figures.handbook_opening(head, about=NATION)
    assert opening.headline == "17\u00a0อาชีพแก้จน เริ่มได้ด้วยทุน 1,000–25,000\u00a0บาท"
    assert "ตัวเลขตัวอย่าง" in opening.lede_html
    assert "data-d=handbook_headline/0:lessons>219" in opening.numbers_html


def test_a_card_tells_cost_time_skills_market_and_who_chose_it():
    text = said(cards(wanted={"mushroom": 443, "cattle": 0}))
    assert "6,000 บาท (ตัวอย่าง ยังไม่ยืนยัน)" in text
    assert "443 ครัวเรือนที่ยังไม่ผ่านเกณฑ์มีอาชีพนี้ในแผน" in text
    assert "ยังไม่มีครัวเรือนใดมีอาชีพนี้ในแผน" in text
    assert text.index("เพาะเห็ด") < text.index("เลี้ยงโคเนื้อ")


def test_a_hidden_number_of_households_stays_hidden():
    text = said(cards(wanted={"mushroom": None}))
    assert "ไม่มีข้อมูลแผน" in text


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (
            outcome("mushroom", 0.05, 0.01, 0.09),
            "สัมพันธ์กับการที่ครัวเรือนผ่านเกณฑ์มากกว่าครัวเรือนที่คล้ายกัน 5 จุด (ช่วง +1 ถึง +9 จุด",
        ),
        (outcome("mushroom", -0.07, -0.14, -0.01), "ผ่านเกณฑ์น้อยกว่าครัวเรือนที่คล้ายกัน 7 จุด"),
        (outcome("mushroom", 0.02, -0.05, 0.08), "ยังบอกไม่ได้ว่าผ่านเกณฑ์มากหรือน้อยกว่า"),
        (
            outcome("mushroom", -600.0, -900.0, -300.0, measure="gap_baht_person_year"),
            "รายได้ที่ขาดลดลงมากกว่าครัวเรือนที่คล้ายกัน 600 บาท/คน/ปี",
        ),
    ],
)
def test_an_outcome_is_told_as_association_with_its_interval(row, sentence):
    text = said(cards(found=[row]))
    assert sentence in text
    assert "จากราว 350 ครัวเรือน" in text
    assert not re.search("ทำให้|ส่งผล|เพราะอาชีพ", text)


def test_a_withheld_outcome_gives_its_reason_once():
    names = {"occupation": "mushroom", "reason_th": "ครัวเรือนที่เทียบกันได้ยังไม่พอ"}
    rows = [{**names, "measure": one} for one in ("exit_share", "gap_baht_person_year")]
    assert said(cards(found=rows)).count("ครัวเรือนที่เทียบกันได้ยังไม่พอ") == 1


def test_lessons_of_failure_come_first_and_no_title_comes_twice():
    about = [
        ("mushroom", "โรงเห็ดกลางทุ่ง", "จังหวัดเลย", ""),
        ("mushroom", "โรงเห็ดกลางทุ่ง", "จังหวัดน่าน", ""),
        ("mushroom", "โรงเห็ดร้าง", "จังหวัดน่าน", "บทเรียนจากสิ่งที่ไม่สำเร็จ"),
    ]
    text = said(cards(about=about))
    assert text.index("โรงเห็ดร้าง (ไม่สำเร็จ · น่าน)") < text.index("โรงเห็ดกลางทุ่ง (เลย)")
    assert text.count("โรงเห็ดกลางทุ่ง") == 1
    assert "อีก 1\u00a0เรื่องใน CSV" in text


def test_no_text_of_a_lesson_or_an_occupation_becomes_markup():
    told = occupations(("mushroom", PLANTED, 6000, 2))
    html = cards(told, about=[("mushroom", PLANTED, PLANTED, "")]).html
    assert "<script" not in html


def test_occupations_that_were_compared_are_drawn_with_their_interval():
    rows = [outcome("mushroom", 0.05, 0.01, 0.09), outcome("cattle", None, None, None)]
    figure = figures.occupation_outcomes(outcomes(*rows))
    assert figure.title == "ใน 1\u00a0อาชีพที่เทียบได้ มี 1\u00a0อาชีพที่ส่วนต่างไม่คร่อม 0"
    assert "cattle" not in figures.to_svg(figure)


def test_the_method_says_what_the_numbers_do_not_tell():
    text = said(figures.handbook_method(outcomes(), about=NATION))
    assert "โดยบังเอิญ" in text
    assert "ไม่แสดงก่อนกับหลัง" in text


def test_of_many_comparisons_the_title_counts_and_the_note_warns_of_chance():
    far = outcome("far", 0.09, 0.02, 0.16)
    rows = [far, *(outcome(f"near{n}", 0.01, -0.05, 0.07) for n in range(9))]
    figure = figures.occupation_outcomes(outcomes(*rows))
    assert figure.title == "ใน 10\u00a0อาชีพที่เทียบได้ มี 1\u00a0อาชีพที่ส่วนต่างไม่คร่อม 0"
    assert "โดยบังเอิญ" in figure.note


def test_a_difference_that_was_there_before_is_not_counted():
    before = {"placebo_difference": 0.05, "placebo_low": 0.02, "placebo_high": 0.08}
    row = outcome("mushroom", 0.05, 0.01, 0.09) | before
    figure = figures.occupation_outcomes(outcomes(row))
    assert figure.title.startswith("ยังบอกไม่ได้")
