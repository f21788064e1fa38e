"""Each mark shows its row's number: parsed out of the SVG and compared with the table."""

import re
from xml.etree import ElementTree

from povlib import figures
from povlib.figures.marks import Figure, Text

from .states import STATES, about_of, drawings


def test_bar_lengths_in_the_svg_are_proportional_to_the_table():
    t = STATES["normal"]()
    svg = figures.to_svg(figures.funnel(t["funnel"], t["headline"]))
    frame = t["funnel"].frame
    bars = bars_of(svg, column="reached")
    assert len(bars) == len(frame)
    for width, row in bars:
        assert abs(float(width) - frame["reached"][int(row)] * 342 / 642) < 0.06


def bars_of(svg: str, *, column: str) -> list[tuple[str, str]]:
    """Width and row of each bar of a column, alone or in a group that names the column."""
    drawing = ElementTree.fromstring(svg)
    alone = [rect for rect in drawing.iter("rect") if ":" in rect.get("data-d", "")]
    found = [(r, *r.get("data-d").split(":")) for r in alone]
    for group in drawing.iter("g"):
        found += [(r, r.get("data-r"), group.get("data-k")) for r in group.iter("rect")]
    return [(rect.get("width"), row) for rect, row, key in found if key == column and row]


def test_every_visible_row_of_a_table_has_its_marks():
    for figure in drawings(STATES["normal"](), about=about_of("")):
        if figure.name in ("pace", "districts", "gap_bins", "flows", "groups", "funnel"):
            rows = {m.datum.row for m in figure.marks if getattr(m, "datum", None)}
            rows |= {d.row for m in figure.marks for d in getattr(m, "data", ()) if d}
            expected = len(figure.table.frame) - (figure.name == "districts")
            assert len(rows) == expected, figure.name


def test_labels_say_the_number_of_their_cell():
    for figure in drawings(STATES["normal"](), about=about_of("")):
        for mark in figure.marks if isinstance(figure, Figure) else ():
            if isinstance(mark, Text) and mark.datum:
                found = float(re.findall(r"[\d.]*\d", mark.content.replace(",", ""))[-1])
                value = abs(mark.datum.value)
                assert min(abs(found - value), abs(found - value * 100)) < 1, mark


def test_districts_stand_furthest_first_and_the_incomplete_last():
    t = STATES["normal"]()
    svg = figures.to_svg(figures.districts(t["districts"], t["headline"], about=about_of("")))
    places = [svg.index(f">{name}<") for name in ("ท่าตะเกียบ", "คลองเขื่อน", "ราชสาส์น", "บางปะกง")]
    assert places == sorted(places)


def test_a_table_names_its_columns_and_rows_for_screen_readers(districts):
    html = figures.table_html(districts, keys=("area_th", "passed", "status"))
    assert html.count("<th scope=col") == 3
    assert html.count("<th scope=row>") == 12
    assert "<caption>" in html
    assert "ข้อมูลไม่ครบ" in html
