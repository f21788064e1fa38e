"""The page: order, numbers of figures, payloads, weight."""

import re

import pytest

from povlib import figures
from povlib.errors import ReportError
from povlib.figures import Brief, Opening, Part, Section

from .states import STATES, about_of, brief

OPENING = Opening("ก", "ข", "ค", "ง", "หัวเรื่อง", "<span>หัวเรื่อง</span>", "", "", "", False)


def page_of(*parts: Part) -> str:
    return figures.page(Brief(OPENING, (Section("ส่วน", parts),), ""))


def test_figures_are_numbered_in_the_order_of_the_page():
    html = brief(STATES["normal"](), about=about_of(""))
    numbers = re.findall(r'<span class="?fn"?>รูปที่&nbsp;(\d)</span>', html)
    assert numbers == [str(n) for n in range(1, 10)]
    assert "<!--" not in html


def test_figures_that_follow_each_other_stand_side_by_side():
    html = page_of(*(Part("figure", n, f"<p>{n}</p>") for n in "ab"), Part("text", "", "<p>c</p>"))
    assert "<div class=grid><p>a</p><p>b</p></div>\n<p>c</p>" in html


def test_a_section_without_data_says_why_in_one_sentence():
    html = brief(STATES["no_targets"](), about=about_of(""))
    section = html[html.index("ติดขัดเพราะอะไร") : html.index("ใครยังไม่พ้น")]
    assert section.count("ไม่มี<n-b>ครัวเรือน</n-b>") == 1
    assert "<figure" not in section
    assert "<figure" in html


def test_a_part_of_unknown_kind_is_an_error():
    with pytest.raises(ReportError):
        page_of(Part("sideways", "", ""))


def test_a_text_can_name_a_figure_and_forgets_it_where_it_is_not_there():
    html = page_of(
        Part("figure", "a", "x<!--fig:a-->"), Part("text", "", "<!--see:a--><!--see:b-->")
    )
    assert "(รูปที่&nbsp;1)" in html
    assert "see:" not in html


def test_opening_and_parts_travel_as_plain_values():
    for thing in (OPENING, Part("text", "", "<p>ก</p>")):
        assert figures.from_payload(figures.to_payload(thing)) == thing
    with pytest.raises(ReportError):
        figures.from_payload({"is": "figure"})


def test_only_what_passed_the_gate_can_be_shown():
    with pytest.raises(ReportError):
        figures.part({"passed": 3})


def test_the_page_has_one_h1_a_language_and_a_strict_policy():
    html = brief(STATES["normal"](), about=about_of(""))
    assert html.count("<h1>") == 1
    assert '<html lang="th">' in html
    assert "default-src 'none'" in html
    assert "ข้อมูลสมมติ" in re.search("<title>(.*)</title>", html).group(1)


def test_a_brief_weighs_less_than_120_kilobytes():
    assert len(brief(STATES["normal"](), about=about_of("")).encode()) < 120_000


def test_no_id_stands_twice():
    ids = re.findall(r' id="?([^"> ]+)', brief(STATES["few_hidden"](), about=about_of("")))
    assert len(ids) == len(set(ids))


def test_a_note_in_the_title_cannot_close_the_style():
    opening = Opening('"}</style><b>', "ข", "ค", "ง", "ห", "ห", "", "", "", False)
    html = figures.page(Brief(opening, (), ""))
    assert "</style><b>" not in html
