"""Numbers, dates and sentences in Thai."""

from dataclasses import replace

import pytest

from povlib import figures
from povlib.figures import words

from .conftest import published
from .states import STATES, about_of


def said(state: str, **changes) -> str:
    t, about = STATES[state](), replace(about_of(state), **changes)
    sentence = figures.headline_sentence(t["headline"], about=about, pace=t["pace"])
    return sentence.replace(words.NBSP, " ")


@pytest.mark.parametrize(
    ("share", "shown"),
    [(0.69999, "69.9"), (0.7, "70.0"), (1 / 3, "33.3"), (0, "0.0"), (1, "100.0")],
)
def test_a_share_is_rounded_down(share, shown):
    assert words.percent(share) == shown


def test_a_rate_is_rounded_up_so_that_keeping_to_it_is_enough():
    assert words.rate(11.01) == "11.1"


def test_minus_is_a_minus_sign_and_zero_has_none():
    assert words.number(-7) == "−7"
    assert words.number(-0.01, decimals=1) == "0.0"


def test_html_text_escapes_and_holds_number_and_unit_together():
    html = words.html_text("<b> ขาด 1,016 ครัวเรือน ใน แม่สอด", names=["แม่สอด"])
    assert "&lt;b&gt;" in html
    assert "<span class=nb>1,016 ครัวเรือน</span>" in html
    assert "<span class=nb>แม่สอด</span>" in html


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("normal", "ฉะเชิงเทราช้ากว่าแผน 26 ครัวเรือน แต่ยังทันสิ้นปี ถ้าเร่งจากเดือนล่าสุด 34 เป็นเดือนละ 44"),
        ("no_targets", "ปีงบประมาณ 2557 ฉะเชิงเทราไม่มีครัวเรือนเป้าหมาย จึงไม่มีผลให้รายงาน"),
        ("goal_met", "ฉะเชิงเทราถึงเป้าหมาย 450 ครัวเรือนแล้วตั้งแต่เดือนกุมภาพันธ์ เร็วกว่าแผน 7 เดือน"),
        (
            "nothing_passed",
            "ถ้าได้เท่าเดือนล่าสุด ฉะเชิงเทราจะได้ราว 0 จาก 450 ครัวเรือน ต้องได้ถึงเดือนละ 112.5",
        ),
        (
            "year_begins",
            "ยังบอกไม่ได้ว่าฉะเชิงเทราทันหรือไม่ เพราะวัดรายได้แล้วเพียงร้อยละ 0.0 ของครัวเรือนเป้าหมาย",
        ),
        ("year_over", "สิ้นปีแล้ว ฉะเชิงเทราผ่าน 430 จาก 450 ครัวเรือน ไม่ถึงเป้าหมาย"),
        ("all_hidden", "ฉะเชิงเทรามีจำนวนที่น้อยจนต้องซ่อน จึงบอกผลเทียบเป้าหมายเป็นตัวเลขไม่ได้"),
    ],
)
def test_the_headline_says_what_happened(state, sentence):
    assert said(state) == sentence


@pytest.mark.parametrize("state", STATES)
def test_a_headline_is_short_whatever_the_state(state):
    assert len(said(state)) <= 95


def test_a_place_whose_last_month_was_fast_enough_is_not_called_out_of_reach():
    frames = STATES["normal"]()
    fast = frames["headline"].frame.assign(
        required_per_month=90.3, best_window_per_month=90.0, last_month_passed=165, projected=642
    )
    head = published("headline", fast)
    sentence = figures.headline_sentence(head, about=about_of(""), pace=frames["pace"])
    assert "แต่ยังทันสิ้นปี ถ้าทำได้เดือนละ" in sentence
    assert "ถ้าได้เท่าเดือนล่าสุด" not in sentence


def test_the_lede_names_the_districts_that_hold_more_than_half():
    t = STATES["normal"]()
    text = figures.lede(t["headline"], t["districts"], about=about_of(""))
    assert "เกินครึ่งอยู่ในท่าตะเกียบกับสนามชัยเขต" in text


def test_next_steps_are_concrete():
    t = STATES["normal"]()
    html = figures.todo(t["headline"], t["districts"], about=about_of("")).html
    assert html.count("<li>") == 4
    assert "160 ครัวเรือน" in html.replace(words.NBSP, " ")
    assert "บางปะกง" in html


def test_nothing_is_left_to_do_without_targets():
    t = STATES["no_targets"]()
    assert "ไม่มีงานค้าง" in figures.todo(t["headline"], t["districts"], about=about_of("")).html
