from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from povlib import data
from povlib.areas import area_name_th
from povlib.disclosure import PublicTable
from povlib.errors import AreaError, ParamsError, RegisterError
from povlib.figures import about, method, table_html
from povlib.figures.words import html_text
from povlib.measures import MEASURES
from povlib.study import income_at, open_income, open_province
from povlib.thai import sorted_th

PARAMS = Path(__file__).parents[2] / "params"
WHEN = {"fiscal_year_be": 2557, "bmn_year_be": 2556, "as_of": date(2014, 5, 31)}


def _open(register, code, **changes):
    asked = WHEN | {"params_dir": PARAMS} | changes
    return open_province(register, province_code=code, **asked)


@pytest.fixture(scope="module")
def study(studies):
    return studies["30"]


def test_a_study_holds_public_tables_only(study):
    assert all(isinstance(table, PublicTable) for table in study.tables.values())
    with pytest.raises(TypeError):
        study.tables["headline"] = None


def test_the_demo_mark_and_the_sources_come_along(study):
    assert study.is_demo
    assert all(table.is_demo and table.source_th for table in study.tables.values())
    keys = {setting.key for setting in study.settings}
    assert {"income_line_baht_person_year", "target_share", "disclosure_threshold"} <= keys
    assert all(setting.source and setting.confidence for setting in study.settings)


def test_rows_at_the_doors_add_up(studies):
    names = ("used", "without_target", "after_as_of", "before_fiscal_year", "rows")
    found = [[study.doors[f"followup_{name}"] for name in names] for study in studies.values()]
    whole = [counts for counts in found if None not in counts]
    assert whole
    for *parts, rows in whole:
        assert rows == sum(parts)


def test_rows_that_are_the_most_that_a_hidden_count_can_be_are_hidden_with_it(studies):
    for study in studies.values():
        steps = study.tables["funnel"].hidden["reached"].iloc[1:5]
        measured = study.tables["headline"].hidden["measured"]
        if steps.any() or measured.any():
            assert study.doors["followup_used"] is None
    assert studies["21"].doors["followup_used"] is None


def test_all_rows_of_a_round_are_told_only_where_none_or_enough_have_no_income(
    studies, demo_register
):
    told = set()
    for code in studies.keys() - {"TH"}:
        rows = data.read_unit(demo_register, "household", year_be=2556, province_code=code)
        known = rows.filter(like="income_").notna().all(axis=1)
        line = studies[code].tables["rounds"].frame.set_index("bmn_year_be").loc[2556]
        assert line["households"] == known.sum()
        assert line["persons"] == rows.loc[known, "members"].sum()
        is_told = studies[code].doors["household_rows"] == len(rows)
        assert is_told != (1 <= (~known).sum() <= 4)
        told.add(is_told)
    assert told == {True, False}
    assert studies["TH"].doors["household_rows"] is None


def test_a_brief_and_the_explorer_count_the_same_households(studies, demo_register):
    for code in studies.keys() - {"TH"}:
        view = open_income(demo_register, bmn_year_be=2556, province_code=code, params_dir=PARAMS)
        shown = income_at(view, line_baht=view.line_baht)["headline"].frame
        rounds = studies[code].tables["rounds"].frame.set_index("bmn_year_be")
        for key in ("households", "persons", "poor_households", "poor_persons"):
            assert shown[key].item() == rounds.loc[2556, key]


def test_a_hidden_count_of_rows_takes_its_sum_along(study):
    assert study.doors["followup_without_target"] is None
    assert study.doors["followup_rows"] is None
    assert study.tables["joins"].hidden["followups_without_target"].iloc[-1]


def test_districts_stand_in_the_order_of_the_alphabet(study):
    names = study.tables["districts"].frame["area_th"].tolist()
    assert names[:-1] == sorted_th(names[:-1])
    assert names[-1] == area_name_th("30")


def test_goals_of_districts_add_up_to_that_of_the_province(study):
    frame = study.tables["districts"].frame
    if frame["goal"].notna().all():
        assert frame["goal"].iloc[:-1].sum() == frame["goal"].iloc[-1]


def test_no_row_holds_a_household(study):
    for table in study.tables.values():
        assert (
            not table.frame.astype("string").apply(lambda c: c.str.match(r"^\d{11}$")).any().any()
        )


def test_a_province_without_targets_is_a_valid_empty_study(studies):
    study = studies["71"]
    assert study.tables["headline"].frame["status"].tolist() == ["no_targets"]
    assert study.tables["districts"].frame["targets"].tolist() == [0]
    assert study.tables["funnel_teams"].frame.empty


def test_an_unknown_province_is_refused_with_the_nearest(demo_register):
    with pytest.raises(AreaError, match="ใกล้เคียง"):
        _open(demo_register, "3")


def test_a_bmn_year_of_another_fiscal_year_is_refused(demo_register):
    with pytest.raises(ParamsError, match="2556"):
        _open(demo_register, "30", bmn_year_be=2557)


def test_a_fiscal_year_without_policy_stops(demo_register):
    with pytest.raises(ParamsError):
        _open(demo_register, "30", fiscal_year_be=2561, bmn_year_be=2560)


def test_a_register_without_the_year_stops(tmp_path):
    data.create_register(tmp_path / "empty", is_demo=True)
    with pytest.raises(RegisterError):
        _open(tmp_path / "empty", "30")


@pytest.mark.slow
def test_before_the_year_begins_nobody_has_passed(demo_register):
    headline = _open(demo_register, "30", as_of=date(2013, 9, 30)).tables["headline"].frame
    assert headline[["passed", "plan_passed"]].iloc[0].tolist() == [0, 0]
    assert headline["months_left"].tolist() == [12]


@pytest.mark.slow
def test_after_the_year_nothing_is_required_a_month(demo_register):
    headline = _open(demo_register, "30", as_of=date(2014, 10, 31)).tables["headline"].frame
    assert headline["required_per_month"].isna().all()


def test_what_is_kept_beside_the_register_gives_the_same_study(demo_register, study):
    again = _open(demo_register, "30")
    for name, table in study.tables.items():
        pd.testing.assert_frame_equal(table.frame, again.tables[name].frame)
        pd.testing.assert_frame_equal(table.hidden, again.tables[name].hidden)


def test_a_province_and_the_nation_show_and_hide_the_same(studies, study):
    nation = studies["TH"].tables["provinces"]
    row = nation.frame["area_code"] == "30"
    own = study.tables["districts"]
    for name in ("targets", "goal", "passed", "below", "unmeasured", "needed", "status"):
        assert own.hidden[name].iloc[-1] == nation.hidden.loc[row, name].item(), name
        if not own.hidden[name].iloc[-1]:
            assert own.frame[name].iloc[-1] == nation.frame.loc[row, name].item(), name


def test_readers_meet_the_registrys_words(studies):
    study = studies["30"]
    gap, cost = MEASURES["mean_gap_poor"], MEASURES["cost_to_close_baht"]
    headline, districts = study.tables["headline"], study.tables["districts"]
    columns = {column.key: column.definition_th for column in headline.columns}
    assert columns["mean_gap_baht"] == gap.definition_th
    assert columns["cost_to_close_baht"] == cost.definition_th
    assert html_text(gap.definition_th) in method(headline, about=about(study)).html
    assert f'title="{gap.definition_th}"' in table_html(districts)
