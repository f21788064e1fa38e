"""The interactive writer: the same marks, at the same places, and nothing that leaves the page."""

import pytest

from povlib import figures
from povlib.figures.marks import Figure, Rect

from .states import STATES, about_of, drawings


@pytest.mark.parametrize("state", ["normal", "few_hidden", "no_targets"])
def test_every_figure_has_an_interactive_form(state):
    for figure in drawings(STATES[state](), about=about_of(state)):
        if isinstance(figure, Figure):
            drawn = figures.to_plotly(figure)
            assert len(drawn.data) + len(drawn.layout.annotations) > 0


def test_bars_stand_where_the_static_ones_do():
    t = STATES["normal"]()
    figure = figures.funnel(t["funnel"], t["headline"])
    bars = [m for m in figure.marks if isinstance(m, Rect)]
    traces = [trace for trace in figures.to_plotly(figure).data if trace.fill == "toself"]
    drawn = [place for trace in traces for place in trace.x[:2]]
    assert drawn == pytest.approx([x for b in bars for x in (b.x, b.x + b.width)], abs=0.05)


def test_hovering_says_the_row_and_its_number():
    t = STATES["normal"]()
    drawn = figures.to_plotly(figures.funnel(t["funnel"], t["headline"]))
    assert any("ดูแลชีวิต" in str(trace.text) and "352" in str(trace.text) for trace in drawn.data)


def test_a_hidden_number_is_in_no_trace():
    t = STATES["few_hidden"]()
    drawn = figures.to_plotly(figures.funnel(t["funnel"], t["headline"]))
    assert not any(
        "ชี้เป้าชีวิต" in str(trace.text) and "reached" in str(trace.text) for trace in drawn.data
    )


def test_no_button_sends_data_away():
    assert figures.PLOTLY_CONFIG["showSendToCloud"] is False
