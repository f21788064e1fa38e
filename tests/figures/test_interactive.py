"""The interactive writer: the same marks, at the same places, and nothing that leaves the page."""

import subprocess
import sys

import pytest

from povlib import figures
from povlib.figures.interactive import plotly_json
from povlib.figures.marks import Figure, Rect

from .conftest import FUNNEL, published
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


def test_names_from_data_are_no_markup():
    name = "<b>ก</b><a href='x'>ข</a> & <br>"
    frame = FUNNEL.assign(label_th=[name] * len(FUNNEL))
    t = STATES["normal"]()
    drawn = plotly_json(figures.funnel(published("funnel", frame), t["headline"]))
    said = [text for trace in drawn["data"] for text in texts(trace) if "ข" in text]
    assert len(said) > len(FUNNEL)
    assert not any("<" in text.replace("<br>", "", 1) for text in said)


def texts(trace: dict) -> list[str]:
    found = trace.get("text") or []
    return [found] if isinstance(found, str) else found


def test_a_bar_of_income_says_its_range():
    t = STATES["normal"]()
    drawn = plotly_json(figures.gap_bins(t["gap_bins"], t["headline"], about=about_of("normal")))
    said = {text for trace in drawn["data"] for text in texts(trace)}
    assert any(text.startswith("27,500 ถึงต่ำกว่า 30,000 บาท<br>") for text in said)


def test_plotly_is_not_needed_to_describe_a_figure():
    code = "import sys, povlib.figures, povlib.reports; sys.exit('plotly' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
