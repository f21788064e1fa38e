"""Without target households a brief says so once a section, and prints no table of nothing."""

import re

from povlib import figures
from povlib.figures.marks import Text

from .conftest import FLOW_TOTALS, FLOWS, published
from .states import STATES, about_of, brief


def empty_brief() -> str:
    return brief(STATES["no_targets"](), about=about_of("no_targets"))


def test_an_empty_figure_has_its_reason_and_neither_drawing_nor_table():
    html = figures.figure_html(figures.groups(STATES["no_targets"]()["groups"]))
    assert "จึงไม่มีตัวเลขให้แสดง" in html
    for absent in ("<svg", "<table", "<details", "class=note"):
        assert absent not in html


def test_a_brief_without_targets_prints_no_table():
    html = empty_brief()
    assert "<table" not in html
    assert not re.search(r"\b(?:all|group|assist|cause|attitude)<", html)


def test_every_section_says_at_most_once_that_there_are_no_targets():
    for section in re.findall(r"<section.*?</section>", empty_brief(), re.S):
        plain = re.sub(r"<[^>]+>", "", section)
        assert plain.count("ไม่มีครัวเรือนเป้าหมาย") <= 1, plain


def test_nobody_who_stayed_leaves_no_label_over_the_flows():
    hidden = ((1, "households"), (4, "households"))
    frame = FLOWS.assign(households=[0, 3, 0, 0, 3])
    totals = FLOW_TOTALS.assign(previous_poor=29, current_poor=0)
    tables = published("flows", frame, hidden=hidden), published("flow_totals", totals)
    marks = figures.flows(*tables, about=about_of("")).marks
    assert not [m for m in marks if isinstance(m, Text) and "ยังต่ำกว่าเกณฑ์" in m.content]
