"""Many districts: two panels that together draw each of them once."""

from povlib import figures
from povlib.figures.marks import Figure
from povlib.figures.panels import panels, stacked

from .states import STATES, about_of


def many() -> Figure:
    t = STATES["many_districts"]()
    return figures.districts(t["districts"], t["headline"], about=about_of(""))


def rows_of(figure: Figure) -> set[int]:
    return {m.datum.row for m in figure.marks if getattr(m, "datum", None) is not None}


def test_two_panels_share_the_rows_of_a_figure():
    first, second = panels(many())
    assert rows_of(first) | rows_of(second) == rows_of(many())
    assert not rows_of(first) & rows_of(second)


def test_few_districts_need_one_panel():
    t = STATES["normal"]()
    figure = figures.districts(t["districts"], t["headline"], about=about_of(""))
    assert panels(figure) == (figure,)
    assert stacked(figure) is figure


def test_a_figure_on_its_own_has_its_panels_under_each_other():
    assert stacked(many()).height == 2 * many().height
    assert figures.to_svg(many()).count("<svg") == 1
    assert figures.figure_html(many()).count("<svg viewBox") == 2
