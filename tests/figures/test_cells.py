"""Figures take only what came through the gate."""

import pandas as pd
import pytest

from povlib import figures
from povlib.disclosure import PublicTable, for_officer
from povlib.errors import ReportError

from .states import STATES, about_of

ABOUT = about_of("")
DRAWN = {
    "pace": lambda t, rest: figures.pace(t, rest["headline"], about=ABOUT),
    "funnel": lambda t, rest: figures.funnel(t, rest["headline"]),
    "districts": lambda t, rest: figures.districts(t, rest["headline"], about=ABOUT),
    "gap_bins": lambda t, rest: figures.gap_bins(t, rest["headline"], about=ABOUT),
    "causes": lambda t, rest: figures.causes(t, rest["districts"]),
    "flows": lambda t, rest: figures.flows(t, rest["flow_totals"], about=ABOUT),
    "groups": lambda t, _rest: figures.groups(t),
    "headline": lambda t, _rest: figures.certainty(t, about=ABOUT),
}


def for_a_desk(table: PublicTable, *, rows: int | None = None):
    """The same table by the officers' exit."""
    frame = table.frame if rows is None else table.frame.head(rows)
    said = {"title_th": "", "columns": table.columns, "source_th": "", "is_demo": True}
    return for_officer(table.name, frame, **said, audience="officer")


@pytest.mark.parametrize("name", DRAWN)
@pytest.mark.parametrize("rows", [None, 0])
def test_a_figure_refuses_an_officers_table(name, rows):
    tables = STATES["normal"]()
    with pytest.raises(ReportError, match=r"PublicTable.*OfficerTable.*show_officer"):
        DRAWN[name](for_a_desk(tables[name], rows=rows), tables)


def test_maps_and_tables_refuse_it_too(districts):
    table = for_a_desk(districts)
    with pytest.raises(ReportError, match="PublicTable"):
        figures.district_map(table, None, about=ABOUT)
    with pytest.raises(ReportError, match="PublicTable"):
        figures.national_tiles(table)
    with pytest.raises(ReportError, match="PublicTable"):
        figures.national_map(table)
    with pytest.raises(ReportError, match="PublicTable"):
        figures.table_html(table)


def test_a_bare_frame_is_refused_as_well():
    with pytest.raises(ReportError, match="DataFrame"):
        figures.table_html(pd.DataFrame({"a": [1]}))
