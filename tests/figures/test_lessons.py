"""Figures and pieces of the brief of lessons, from tables typed here."""

import re

import pandas as pd
import pytest

from povlib import figures
from povlib.disclosure import Column, publish
from povlib.figures.lesson_opening import lessons_sentence
from tests.figures.conftest import ABOUT

STATES = {"covered": "มีบทเรียนแล้ว", "draft_only": "มีแต่ร่าง", "missing": "ยังไม่มี"}
PLANTED = '<script>alert("x")</script>'
PARTS = (
    *("problem_area", "problems", "background", "objective", "process", "km_process", "strategy"),
    *("narrative", "cautions", "techniques", "success_factors", "results", "core_knowledge"),
    *("knowledge_assets", "recommendations", "rules"),
)


def table(name, rows, *keys, numbers=(), shares=()):
    """Publish rows as they are: texts, but for the columns named as numbers and shares."""
    columns = [
        Column(key, key, "", "number", depends=())
        if key in numbers
        else Column(key, key, "", "share", depends=(numbers[0],))
        if key in shares
        else Column(key, key, "", "text")
        for key in keys
    ]
    frame = pd.DataFrame(rows, columns=list(keys))
    frame = frame.astype(dict.fromkeys(numbers, "Int64") | dict.fromkeys(shares, "Float64"))
    return publish(
        name, frame, title_th=name, columns=columns, pattern=None, source_th="", is_demo=True
    )


def headline(due, covered, draft_only, missing, lessons=0):
    numbers = (
        "due",
        "covered",
        "lacking",
        "draft_only",
        "missing",
        "lessons",
        "failures",
        "copies",
    )
    numbers += ("undated", "nation_lessons", "uses", "used_lessons")
    row = dict.fromkeys(numbers, 0) | {"due": due, "covered": covered, "draft_only": draft_only}
    row |= {
        "lacking": due - covered,
        "missing": missing,
        "lessons": lessons,
        "nation_lessons": lessons,
    }
    return table("lessons_headline", [row], *numbers, numbers=numbers)


def coverage(**states):
    rows = [
        {
            "area_th": name,
            "state": state,
            "state_th": STATES[state],
            "approved": 1,
            "drafts": 2,
            "copies": 0,
        }
        for name, state in states.items()
    ]
    numbers = ("approved", "drafts", "copies")
    return table("coverage", rows, "area_th", "state", "state_th", *numbers, numbers=numbers)


def lessons(*rows):
    keys = ("lesson_id", "area_th", "title", "date", "role", "failure_th", "credit_th", *PARTS)
    plain = dict.fromkeys(keys, "") | {"role": "counted", "area_th": "บางคล้า", "lesson_id": "kr-1"}
    return table("lessons", [plain | row for row in rows], *keys)


def words(html):
    return re.sub(r"<[^>]+>", "", html)


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((11, 6, 3, 2), "มีบทเรียนของปีนี้แล้ว 6 จาก 11 อำเภอ ยังขาด 5 อำเภอ (มีแต่ร่าง 3)"),
        ((11, 9, 0, 2), "มีบทเรียนของปีนี้แล้ว 9 จาก 11 อำเภอ ยังขาด 2 อำเภอ"),
        ((11, 9, 2, 0), "มีบทเรียนของปีนี้แล้ว 9 จาก 11 อำเภอ ยังขาด 2 อำเภอ (มีแต่ร่าง 2)"),
        ((11, 11, 0, 0), "มีบทเรียนของปีนี้ครบทั้ง 11 อำเภอที่มีครัวเรือนเป้าหมาย"),
        ((11, 0, 3, 8), "ยังไม่มีบทเรียนของปีนี้ ใน 11 อำเภอที่มีครัวเรือนเป้าหมาย"),
        ((0, 0, 0, 0), "จึงไม่มีอำเภอที่ต้องส่งบทเรียน"),
    ],
)
def test_the_headline_says_how_many_districts_have_a_lesson(counts, said):
    sentence = lessons_sentence(headline(*counts), about=ABOUT).replace("\u00a0", " ")
    assert said in sentence
    assert len(sentence) <= 95


def test_the_lede_names_the_districts_that_lack_a_lesson():
    found = coverage(บางคล้า="missing", บางปะกง="draft_only", แปลงยาว="covered")
    opening = figures.lessons_opening(headline(3, 1, 1, 1), found, about=ABOUT)
    assert "ที่ยังไม่มีทั้งบทเรียนและร่างคือ บางคล้า" in words(opening.lede_html)
    assert "ที่มีแต่ร่างคือ บางปะกง" in words(opening.lede_html)
    assert "ยังขาดบทเรียน2 อำเภอในนี้มีแต่ร่าง 1 อำเภอ" in words(opening.numbers_html)


def test_a_tile_for_each_district_stands_under_its_state():
    found = coverage(บางคล้า="missing", บางปะกง="draft_only", แปลงยาว="covered")
    figure = figures.lesson_coverage(found, about=ABOUT)
    said = [mark.content for mark in figure.marks if hasattr(mark, "content")]
    assert {"บางคล้า", "บางปะกง", "แปลงยาว"} <= set(said)
    assert "ยังไม่มีทั้งบทเรียนและร่าง 1\u00a0อำเภอ" in said
    assert figure.desc.endswith("มีบทเรียนแล้ว 1 อำเภอ: แปลงยาว")
    assert figures.to_svg(figure).startswith("<svg")


def test_a_card_says_whole_points_and_how_many_are_left_out():
    points = [f"ข้อที่ {n} " + "ทำอย่างนี้ " * 12 for n in range(60)]
    rows = [{"title": f"เรื่อง {n}", "process": "\n".join(points)} for n in range(3)]
    html = figures.lesson_cards(lessons(*rows)).html
    shown = [point for point in points if words(point).strip() in words(html)]
    assert 0 < len(shown) < len(points)
    assert f"อีก\u00a0{len(points) - len(shown)}\u00a0ข้อ" in html


def test_every_lesson_is_told_as_a_card_or_by_its_title():
    rows = [
        {"title": f"เรื่องที่ {n} นี้", "area_th": f"อ{n}", "core_knowledge": "แก่น"} for n in range(14)
    ]
    html = figures.lesson_cards(lessons(*rows)).html
    assert html.count("<article") == 8
    assert all(row["title"] in words(html) for row in rows)


def test_a_failure_has_a_card_and_is_marked():
    rows = [
        {"title": f"เรื่อง {n}", "core_knowledge": "ก", "process": "ข", "results": "ค"}
        for n in range(12)
    ]
    failed = {"title": "ยุ้งร้าง", "area_th": "ฮ", "failure_th": "ใช่", "core_knowledge": "ก"}
    html = figures.lesson_cards(lessons(*rows, failed)).html
    card = next(part for part in html.split("<article")[1:] if "ยุ้งร้าง" in part)
    assert "บทเรียนของสิ่งที่ไม่สำเร็จ" in card
    assert html.count("บทเรียนของสิ่งที่ไม่สำเร็จ") == 1


def test_lessons_that_do_not_count_are_not_shown():
    html = figures.lesson_cards(lessons({"title": "ปีก่อน", "role": "other_year"})).html
    assert "ปีก่อน" not in html
    assert "ยังไม่มีบทเรียนของปีนี้" in html


def test_an_objective_stands_in_for_a_problem_that_is_not_told():
    both = figures.lesson_cards(
        lessons({"title": "ก", "problem_area": "แล้ง", "objective": "ให้มีน้ำ"})
    ).html
    alone = figures.lesson_cards(lessons({"title": "ก", "objective": "ให้มีน้ำ"})).html
    assert "ให้มีน้ำ" not in both
    assert "<dt>objective</dt><dd>ให้มีน้ำ</dd>" in alone


@pytest.mark.parametrize("key", ["recommendations", "rules", "strategy", "background"])
def test_a_part_that_stands_in_for_another_has_its_own_heading(key):
    html = figures.lesson_cards(lessons({"title": "ก", key: "ถามก่อน"})).html
    assert f"<dt>{key}</dt><dd>ถามก่อน</dd>" in html


@pytest.mark.parametrize("key", ["title", "credit_th", "lesson_id", "area_th", *PARTS])
def test_planted_markup_of_a_lesson_is_text(key):
    row = {"title": "ก", key: PLANTED}
    for html in (
        figures.lesson_cards(lessons(row)).html,
        figures.lesson_cards(lessons(*[row] * 12)).html,
    ):
        assert "<script" not in html
        assert "&lt;script&gt;" in html


@pytest.mark.parametrize("iso", ["2014-01-15", "2014-01", "2014", ""])
def test_a_day_a_month_and_a_year_are_told_as_exactly_as_known(iso):
    said = words(
        figures.lesson_cards(lessons({"title": "ก", "core_knowledge": "ข", "date": iso})).html
    )
    assert ("2557" in said) == bool(iso)


def test_themes_stand_beside_the_nation():
    rows = [
        {
            "label_th": "แก้หนี้",
            "lessons": 2,
            "nation_lessons": 3,
            "lessons_share": 1.0,
            "nation_share": 0.5,
        },
        {
            "label_th": "ตลาด",
            "lessons": 0,
            "nation_lessons": 3,
            "lessons_share": 0.0,
            "nation_share": 0.5,
        },
    ]
    numbers, shares = ("lessons", "nation_lessons"), ("lessons_share", "nation_share")
    found = table("themes", rows, "label_th", *numbers, *shares, numbers=numbers, shares=shares)
    figure = figures.lesson_themes(found, headline(3, 1, 1, 1, lessons=2), about=ABOUT)
    assert figure.title == "บทเรียนพูดเรื่องแก้หนี้มากที่สุด ยังไม่มีเรื่องตลาด"
    assert figures.to_svg(figure).count("<rect") == 1


def test_themes_that_are_all_alike_are_not_called_the_most_frequent():
    rows = [
        {
            "label_th": f"หัวข้อ {n}",
            "lessons": 1,
            "nation_lessons": 9,
            "lessons_share": 0.3,
            "nation_share": 0.2,
        }
        for n in range(3)
    ]
    numbers, shares = ("lessons", "nation_lessons"), ("lessons_share", "nation_share")
    found = table("themes", rows, "label_th", *numbers, *shares, numbers=numbers, shares=shares)
    figure = figures.lesson_themes(found, headline(3, 1, 1, 1, lessons=3), about=ABOUT)
    assert figure.title.replace("\u00a0", " ") == "บทเรียนกระจายไปหลายหัวข้อ ไม่มีหัวข้อใดเกิน 1 เรื่อง"


def needs(*rows):
    keys, shares = ("kind", "key", "label_th"), ("weight_share",)
    numbers = ("targets", "gap_baht_year")
    full = [dict(zip((*keys, "targets", "weight_share"), r, strict=True)) for r in rows]
    return table("needs", full, *keys, *numbers, *shares, numbers=numbers, shares=shares)


def test_needs_are_drawn_as_shares_of_what_is_lacking():
    found = needs(("cause", "skill", "ทักษะ", 40, 0.42), ("group", "assist", "กลุ่มสงเคราะห์", 9, 0.1))
    figure = figures.lesson_needs(found)
    assert figure.title.replace("\u00a0", " ").endswith("ทักษะขาดรายได้มากที่สุด ร้อยละ 42.0 ของทั้งหมด")
    assert figures.to_svg(figure).count("<rect") == 2


def test_a_share_is_the_same_number_in_picture_and_table():
    found = needs(("cause", "skill", "ทักษะ", 40, 0.278))
    html = figures.figure_html(figures.lesson_needs(found))
    assert re.findall(r"(?<![\d.])27(?:\.\d)?(?![\d.])", words(html)) == ["27.8"] * 3


def test_needs_that_cannot_be_shown_are_said_in_words():
    assert "ไม่มีความต้องการ" in figures.lesson_needs(needs(("cause", "skill", "ทักษะ", 0, 0.0))).desc


def fits(*rows):
    keys = ("lesson_id", "title", "area_th", "failure_th", "why_th")
    return table("fits", [dict.fromkeys(keys, "") | row for row in rows], *keys)


def test_a_lesson_that_fits_says_why_and_a_failure_warns():
    html = figures.lesson_fits(
        fits(
            {"title": PLANTED, "why_th": "ตรงกับสาเหตุ\nตรงกับอาชีพ\nมาจากภาคเดียวกัน"},
            {"title": "ยุ้งร้าง", "why_th": "ตรงกับสาเหตุ", "failure_th": "ใช่"},
        ),
        needs(("cause", "skill", "ทักษะ", 40, 0.42)),
    ).html
    assert "<script" not in html
    assert "ตรงกับสาเหตุ · ตรงกับอาชีพ · และอีก 1 เหตุผล" in html
    assert html.count("อ่านเพื่อระวัง") == 1


@pytest.mark.parametrize(
    ("share", "said"), [(0.42, "ยังไม่มีบทเรียนเรื่องใดตรงกับความต้องการ"), (None, "ไม่มีความต้องการที่แสดงได้")]
)
def test_where_no_lesson_fits_it_is_said_why(share, said):
    lacking = needs(("cause", "skill", "ทักษะ", 40, share))
    assert said in figures.lesson_fits(fits(), lacking).html


def outcomes(*rows):
    numbers = ("districts_in_use", "households_used", "households_other", "districts_used")
    numbers += ("districts_other", "difference", "low", "high")
    numbers += ("placebo_difference", "placebo_low", "placebo_high")
    keys = ("lesson_id", "title", "measure", "measure_th", "unit_th", "reason_th")
    found = pd.DataFrame([dict.fromkeys((*keys, *numbers)) | row for row in rows])
    units = {k: k.split("_")[0] for k in numbers if k.startswith(("households", "districts"))}
    columns = [
        Column(k, k, units.get(k, ""), "number" if k in numbers else "text")
        for k in (*keys, *numbers)
    ]
    typed = found.astype(dict.fromkeys(numbers, "float64") | dict.fromkeys(keys, "str"))
    about = {"title_th": "", "source_th": "", "is_demo": True, "pattern": None}
    return publish("outcomes", typed, columns=columns, **about)


def compared(title, *values, measure="exit_share"):
    keys = ("difference", "low", "high", "placebo_difference", "placebo_low", "placebo_high")
    counted = {"households_used": 750, "households_other": 4020}
    counted |= {"districts_in_use": 24, "districts_used": 12, "districts_other": 60}
    counted["unit_th"] = "สัดส่วน 0-1" if measure == "exit_share" else "บาท/คน/ปี"
    return {
        "lesson_id": title,
        "title": title,
        "measure": measure,
        "reason_th": "",
        **counted,
    } | dict(zip(keys, values, strict=True))


WITHHELD = {"lesson_id": "ข", "title": "ข", "measure": "exit_share", "reason_th": "น้อยไป"}


def test_a_difference_is_drawn_where_its_number_puts_it_with_the_year_before_in_grey():
    found = outcomes(compared("ก", 0.03, -0.04, 0.1, -0.05, -0.12, 0.02))
    figure = figures.lesson_outcomes(found)
    svg = figures.to_svg(figure)
    assert svg.count("<circle") == 2
    assert "+3 จุด" in svg and "750 เทียบ 4,020 ครัวเรือน" in svg
    assert figure.title == "ยังบอกไม่ได้ว่าอำเภอที่ใช้กับที่ไม่ได้ใช้ต่างกัน"


@pytest.mark.parametrize(
    ("placebo", "is_named"), [((0.0, -0.04, 0.04), True), ((0.06, 0.02, 0.09), False)]
)
def test_a_difference_that_was_there_the_year_before_is_no_finding(placebo, is_named):
    title = figures.lesson_outcomes(outcomes(compared("ก", 0.06, 0.02, 0.1, *placebo))).title
    assert ("สัมพันธ์กับการผ่านเกณฑ์มากกว่า" in title) == is_named


def test_of_many_comparisons_none_is_named_in_the_title():
    rows = [compared(f"เรื่อง {n}", 0.06, 0.02, 0.1, 0.0, -0.04, 0.04) for n in range(7)]
    figure = figures.lesson_outcomes(outcomes(*rows))
    assert figure.title.replace("\u00a0", " ") == "ใน 7 เรื่องที่เทียบได้ มี 7 เรื่องที่ส่วนต่างไม่คร่อม 0"
    assert "อีก 1 เรื่องอยู่ใน tables/outcomes.csv" in figure.note


def test_the_data_behind_the_figure_are_the_rows_that_are_drawn():
    rows = [compared(f"เรื่อง {n}", 0.06, 0.02, 0.1, 0.0, -0.04, 0.04) for n in range(7)]
    rows[0] |= {"households_used": 40}
    html = figures.figure_html(figures.lesson_outcomes(outcomes(*rows)))
    assert re.findall(r"<tr data-r=(\d)", html) == ["1", "2", "3", "4", "5", "6"]


def test_the_gap_is_said_beside_and_nothing_is_called_a_cause():
    gap = compared("ก", -300.0, -800.0, 200.0, 500.0, 0.0, 1000.0, measure="gap_baht_person_year")
    found = outcomes(compared("ก", 0.06, 0.02, 0.1, 0.0, -0.04, 0.04), gap)
    figure, read = figures.lesson_outcomes(found), figures.outcomes_read(found)
    assert "−300 บาท/คน/ปี (−800 ถึง +200) ปีก่อน +500" in figures.to_svg(figure)
    said = figure.title + figure.desc + words(read.html)
    assert not re.search("ทำให้|ส่งผล|เพราะใช้", said)
    assert "ไม่ใช่เหตุและผล" in said


def test_the_data_behind_the_figure_have_its_numbers_in_full_with_the_unit_of_each_row():
    gap = compared("ก", -300.0, -800.0, 200.0, 500.0, 0.0, 1000.0, measure="gap_baht_person_year")
    found = outcomes(compared("ก", 0.03, -0.04, 0.1, -0.05, -0.12, 0.02), gap)
    html = figures.figure_html(figures.lesson_outcomes(found))
    share, baht = html.split("<tr data-r=")[1:]
    assert re.findall(r">(−?[\d.,]+)(?=<|$)", share)[-11:] == [
        *("24", "750", "4,020", "12", "60", "0.03", "−0.04", "0.10", "−0.05", "−0.12", "0.02")
    ]
    assert "สัดส่วน 0-1" in share and "บาท/คน/ปี" in baht and "−800" in baht
    assert "(หน่วย:" not in html.split("<table")[1]


def test_it_is_said_how_many_districts_are_left_out_and_what_unmeasured_counts_as():
    found = outcomes(compared("ก", 0.03, -0.04, 0.1, -0.05, -0.12, 0.02))
    figure, read = figures.lesson_outcomes(found), words(figures.outcomes_read(found).html)
    assert "เทียบได้ 12 จาก 24 อำเภอที่เริ่มใช้ในปีนี้" in figures.to_svg(figure)
    assert "ยังไม่ได้วัดนับเป็นยังไม่ผ่าน ช่องว่างรายได้เทียบเฉพาะที่วัดแล้ว" in read
    assert "น้อยจนต้องซ่อน" in read


def test_what_is_withheld_is_told_with_its_reason():
    found = outcomes(compared("ก", 0.03, -0.04, 0.1, -0.05, -0.12, 0.02), WITHHELD)
    assert "ยังไม่แสดง 1 เรื่อง น้อยไป: “ข”" in words(figures.outcomes_read(found).html).replace(
        "\u00a0", " "
    )
    alone = outcomes(WITHHELD)
    assert figures.lesson_outcomes(alone).desc.startswith("ยังไม่มีบทเรียนที่ใช้")
    assert "อ่านรูปนี้" not in figures.outcomes_read(alone).html


def test_questions_say_why_they_are_asked():
    asked = table(
        "questions",
        [{"kind": "missing", "question_th": "ถามอะไร", "why_th": PLANTED}],
        "kind",
        "question_th",
        "why_th",
    )
    html = figures.forum_questions(asked, coverage(บางคล้า="missing")).html
    assert "ถามอะไร" in html
    assert "<script" not in html
