"""The officer's exit: the numbers of the public study, with nothing hidden."""

import pandas as pd
import pytest

from povlib import figures
from povlib.disclosure import OfficerTable
from povlib.errors import AreaError, DisclosureError, ReportError
from povlib.figures import html
from povlib.study import open_officer
from tests.study.conftest import PARAMS, WHEN

ASKED = {**WHEN, "params_dir": PARAMS}


@pytest.fixture(scope="module")
def office(demo_register):
    return open_officer(demo_register, province_code="21", audience="officer", **ASKED)


def test_a_public_run_is_refused_before_the_register_is_read(tmp_path):
    with pytest.raises(DisclosureError, match="audience: officer"):
        open_officer(tmp_path / "none", province_code="21", audience="public", **ASKED)


def test_an_unknown_province_is_refused(tmp_path):
    with pytest.raises(AreaError):
        open_officer(tmp_path / "none", province_code="99", audience="officer", **ASKED)


def test_every_number_that_the_public_sees_is_the_same(office, studies):
    public = studies["21"].tables
    for name in office.tables.keys() - {"villages"}:
        table = public[name]
        shown = ~table.hidden.to_numpy(dtype=bool)
        ours, theirs = (
            t.frame.astype(object).where(shown & t.frame.notna(), None)
            for t in (office.tables[name], table)
        )
        pd.testing.assert_frame_equal(ours, theirs)


def test_what_the_public_does_not_see_is_there(office, studies):
    hidden = studies["21"].tables["districts"].hidden["passed"].to_numpy(dtype=bool)
    passed = office.tables["districts"].frame["passed"].to_numpy()
    assert hidden.any()
    assert set(passed[hidden]) & {1, 2, 3, 4}


def test_all_tables_are_officers_tables(office):
    assert {"headline", "districts", "funnel_districts", "funnel_teams", "joins", "quality"} <= set(
        office.tables
    )
    assert all(isinstance(table, OfficerTable) for table in office.tables.values())


def test_villages_add_up_to_the_province_and_start_where_most_is_waiting(office):
    villages = office.tables["villages"].frame
    head = office.tables["headline"].frame.iloc[0]
    counts = ["targets", "measured", "passed", "supported_unmeasured"]
    assert villages[counts].sum().tolist() == head[counts].tolist()
    assert villages["supported_unmeasured"].is_monotonic_decreasing
    assert villages["village_code"].str.fullmatch(r"21\d{6}").all()


def test_no_household_is_in_any_table(office):
    for table in office.tables.values():
        text = table.frame.astype("str")
        assert not text.apply(lambda column: column.str.fullmatch(r"\d{11}")).any(axis=None)


def test_a_province_without_targets_gives_empty_tables(demo_register):
    empty = open_officer(demo_register, province_code="71", audience="officer", **ASKED)
    assert len(empty.tables["villages"].frame) == 0
    assert empty.tables["headline"].frame["status"].tolist() == ["no_targets"]


def test_no_figure_takes_an_officers_table(office):
    head, districts = office.tables["headline"], office.tables["districts"]
    about = figures.about(_with_level(office))
    for draw in (
        lambda: figures.part(districts),
        lambda: html.table_html(districts),
        lambda: figures.pace(office.tables["pace"], head, about=about),
        lambda: figures.funnel(office.tables["funnel"], head),
        lambda: figures.districts(districts, head, about=about),
        lambda: figures.gap_bins(office.tables["gap_bins"], head, about=about),
        lambda: figures.causes(office.tables["causes"], districts),
        lambda: figures.groups(office.tables["groups"]),
        lambda: figures.opening(head, districts, about=about, pace=None),
    ):
        with pytest.raises((ReportError, AttributeError)):
            draw()


def _with_level(office):
    facts = {name: getattr(office, name) for name in office.__dataclass_fields__}
    return type("Facts", (), {**facts, "level": "province", "region_th": ""})
