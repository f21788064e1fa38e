"""Every figure and the page survive every state, and give away nothing that is hidden."""

from xml.etree import ElementTree

import pytest

from povlib import figures
from povlib.figures.marks import Figure

from .states import STATES, about_of, brief, drawings, few_hidden


@pytest.mark.parametrize("state", STATES)
def test_every_figure_is_drawn_in_every_state(state):
    for figure in drawings(STATES[state](), about=about_of(state)):
        assert figure.title
        if isinstance(figure, Figure):
            assert ElementTree.fromstring(figures.to_svg(figure)).tag == "svg"


@pytest.mark.parametrize("state", STATES)
def test_the_page_asks_nothing_from_outside_in_every_state(state):
    html = brief(STATES[state](), about=about_of(state))
    assert "http" not in html.replace("http-equiv", "").replace("http://www.w3.org/2000/svg", "")
    assert "<script" not in html
    assert ">nan<" not in html.lower()
    assert "None" not in html


def test_a_hidden_number_changes_nothing_on_the_page():
    about = about_of("few_hidden")
    assert brief(few_hidden(3), about=about) == brief(few_hidden(1), about=about)


def test_hidden_cells_are_hatched_and_say_so():
    svgs = {f.name: figures.figure_html(f) for f in drawings(few_hidden(), about=about_of(""))}
    for name in ("pace", "funnel", "districts", "gap_bins", "flows", "groups"):
        assert "url(#hx-" in svgs[name], name
        assert "ซ่อน" in svgs[name], name


def test_demo_data_says_so_on_every_figure():
    for figure in drawings(STATES["normal"](), about=about_of("")):
        assert "<b class=dm>ข้อมูลสมมติ</b>" in figures.figure_html(figure)


@pytest.mark.parametrize("state", STATES)
def test_all_texts_stay_inside_the_figure(state):
    from povlib.figures.labels import box_of
    from povlib.figures.marks import Text

    for figure in drawings(STATES[state](), about=about_of(state)):
        if not isinstance(figure, Figure):
            continue
        for text in (m for m in figure.marks if isinstance(m, Text)):
            box = box_of(text)
            assert box.left >= -3 and box.right <= figure.width + 6, (figure.name, text)
            assert box.top >= -4 and box.bottom <= figure.height + 4, (figure.name, text)
