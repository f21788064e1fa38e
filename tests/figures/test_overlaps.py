"""No text runs over another: by the font's own widths, in every state and with large numbers."""

from itertools import combinations

import pandas as pd
import pytest

from povlib import figures
from povlib.figures.labels import box_of
from povlib.figures.marks import Figure, Text

from .conftest import FLOW_TOTALS, FLOWS, FUNNEL, GAP_BINS, HEADLINE
from .states import STATES, about_of, drawings, normal, tables

COUNTS = ("reached", "not_reached", "households", "previous_poor", "current_poor")


def overlaps(figure: Figure) -> list[tuple[str, str]]:
    """Texts that touch by more than a unit, letters to letters."""
    found = []
    texts = [mark for mark in figure.marks if isinstance(mark, Text) and mark.content.strip()]
    for one, other in combinations(texts, 2):
        a, b = box_of(one), box_of(other)
        wide = min(a.right, b.right) - max(a.left, b.left)
        if wide > 1 and abs(one.y - other.y) < 9:
            found.append((one.content, other.content))
    return found


@pytest.mark.parametrize("state", STATES)
def test_no_text_overlaps_another_in_any_state(state):
    for figure in drawings(STATES[state](), about=about_of(state)):
        if isinstance(figure, Figure):
            assert overlaps(figure) == [], figure.name


def large(times: int) -> dict:
    """The normal state with every count so many times as large, and a rate with a decimal."""
    frames = normal()
    for name, frame in (
        ("funnel", FUNNEL),
        ("gap_bins", GAP_BINS),
        ("flows", FLOWS),
        ("flow_totals", FLOW_TOTALS),
    ):
        keys = [key for key in COUNTS if key in frame.columns]
        frames[name] = frame.assign(**{key: frame[key] * times for key in keys})
    counts = {k: v * times for k, v in HEADLINE.items() if type(v) is int and k != "months_left"}
    rate = {"required_per_month": HEADLINE["required_per_month"] * times + 0.5}
    frames["headline"] = pd.DataFrame([HEADLINE | counts | rate])
    months = frames["pace"]
    keys = ["passed", "cumulative", "plan_cumulative"]
    frames["pace"] = months.assign(**{key: months[key] * times for key in keys})
    frames["pace"]["required"] = months["required"] * times + 0.5
    return tables(frames)


@pytest.mark.parametrize("times", [10, 66, 300])
def test_no_text_overlaps_another_where_numbers_are_large(times):
    for figure in drawings(large(times), about=about_of("")):
        if isinstance(figure, Figure):
            assert overlaps(figure) == [], figure.name


def test_a_rate_too_wide_for_its_month_is_said_once():
    t = large(66)
    figure = figures.pace(t["pace"], t["headline"], about=about_of(""))
    said = [m.content for m in figure.marks if isinstance(m, Text) and m.content.endswith(".5")]
    assert len(said) == 1
