"""The static writer: escaped, repeatable, and refusing what it cannot show."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from povlib import figures
from povlib.errors import ReportError
from povlib.figures import to_svg
from povlib.figures.marks import Datum, Rect, Text


def test_every_first_figure_is_well_formed_xml(pace, funnel, districts, headline, about):
    for figure in _figures(pace, funnel, districts, headline, about):
        assert ElementTree.fromstring(to_svg(figure)).tag == "svg"


def test_the_same_figure_gives_the_same_bytes(pace, headline, about):
    assert to_svg(_pace(pace, headline, about)) == to_svg(_pace(pace, headline, about))


def test_text_is_escaped(funnel):
    figure = replace(_funnel(funnel), title="<b>&", marks=(Text(0, 0, "<script>"),))
    assert "<script>" not in to_svg(figure)
    assert "&lt;b&gt;&amp;" in to_svg(figure)


def test_a_bar_of_the_wrong_length_is_an_error(funnel):
    bar = Rect(0, 0, 100, 10, "met", datum=Datum(0, "reached", 642, "width", 0, 0.5))
    with pytest.raises(ReportError, match="stand where its number puts it"):
        to_svg(replace(_funnel(funnel), marks=(bar,)))


def test_a_mark_with_another_number_is_an_error(funnel):
    with pytest.raises(ReportError, match="cell's number"):
        to_svg(replace(_funnel(funnel), marks=(Text(0, 0, "1", datum=Datum(0, "reached", 1)),)))


def test_an_unknown_mark_colour_or_style_is_an_error(funnel):
    for mark in ("a bar", Rect(0, 0, 1, 1, "red"), Text(0, 0, "ก", style="huge")):
        with pytest.raises(ReportError):
            to_svg(replace(_funnel(funnel), marks=(mark,)))


def _pace(table, headline, about):
    return figures.pace(table, headline, about=about)


def _funnel(table):
    return figures.funnel(table)


def _figures(pace_table, funnel_table, district_table, headline, about):
    yield figures.pace(pace_table, headline, about=about)
    yield figures.funnel(funnel_table)
    yield figures.districts(district_table, headline, about=about)
