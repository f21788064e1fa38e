"""A district's study is cut from its province's public tables: equal cells, hidden where hidden."""

import pandas as pd
import pytest

from povlib.disclosure import PublicTable
from povlib.errors import AreaError, RegisterError
from povlib.study import open_district
from tests.study.conftest import PARAMS, WHEN

PROVINCE = "16"
OF_PROVINCE = ("districts", "quality", "joins", "causes", "funnel_districts", "funnel_teams")


@pytest.fixture(scope="module")
def codes(studies):
    frame = studies[PROVINCE].tables["districts"].frame
    return frame.loc[frame["level"] == "district", "area_code"].tolist()


@pytest.fixture(scope="module")
def districts(codes, demo_register):
    asked = {**WHEN, "params_dir": PARAMS}
    return {code: open_district(demo_register, district_code=code, **asked) for code in codes}


def cell(table, row, key):
    """Give a cell as it can be compared: hidden, missing, or its value."""
    if table.hidden[key].iloc[row]:
        return "hidden"
    value = table.frame[key].iloc[row]
    return "missing" if pd.isna(value) else value


def place_of(table, code):
    return table.frame["area_code"].tolist().index(code)


def test_a_district_has_public_tables_only(districts):
    for code, study in districts.items():
        assert (study.level, study.area_code, dict(study.doors)) == ("district", code, {})
        assert all(isinstance(table, PublicTable) for table in study.tables.values())


def test_each_number_of_a_district_is_a_cell_of_its_province(districts, studies):
    province = studies[PROVINCE].tables
    seen = 0
    for code, study in districts.items():
        for name in ("headline", "causes", "quality"):
            own = study.tables[name]
            for key in own.frame.columns:
                source = next((t for t in OF_PROVINCE if key in province[t].frame), "headline")
                if key in ("targets", "unmeasured") or name == "causes":
                    source = "causes" if name == "causes" else "districts"
                row = 0 if source == "headline" else place_of(province[source], code)
                assert cell(own, 0, key) == cell(province[source], row, key), (code, name, key)
                seen += 1
    assert seen > 100


def test_the_steps_of_a_district_are_those_of_its_provinces_tables(districts, studies):
    province = studies[PROVINCE].tables
    steps, places = province["funnel_districts"], province["districts"]
    for code, study in districts.items():
        funnel = study.tables["funnel"]
        assert funnel.frame["label_th"].equals(province["funnel"].frame["label_th"])
        row, first = place_of(places, code), place_of(steps, code)
        assert cell(funnel, 0, "reached") == cell(places, row, "targets")
        assert cell(funnel, 5, "reached") == cell(places, row, "passed")
        for process in range(1, 5):
            for key in ("reached", "not_reached"):
                assert cell(funnel, process, key) == cell(steps, first + process - 1, key)


def test_the_province_stands_under_the_district_and_all_districts_beside_it(districts, studies):
    province = studies[PROVINCE].tables
    for study in districts.values():
        assert study.tables["districts"] is not None
        assert study.tables["districts"].frame.equals(province["districts"].frame)
        assert study.tables["causes"].frame["level"].tolist() == ["district", "province"]
        assert study.tables["quality"].frame["area_code"].tolist() == [study.area_code, PROVINCE]


def test_small_districts_are_among_them_and_keep_what_is_hidden(districts):
    hidden = [study.tables["headline"].hidden["passed"].iloc[0] for study in districts.values()]
    assert any(hidden)
    assert not all(hidden)


def test_the_teams_of_a_district_are_its_own(districts, studies):
    whole = studies[PROVINCE].tables["funnel_teams"].frame
    parts = [study.tables["funnel_teams"].frame for study in districts.values()]
    assert sum(len(part) for part in parts) == len(whole)
    assert all(len(set(part["area_th"])) <= 1 for part in parts)


def test_a_district_without_targets_is_refused(demo_register):
    with pytest.raises(RegisterError, match="อำเภอต้องมีครัวเรือนเป้าหมาย"):
        open_district(demo_register, district_code="1699", **WHEN, params_dir=PARAMS)


def test_a_district_of_no_province_is_refused(demo_register):
    with pytest.raises(AreaError):
        open_district(demo_register, district_code="9901", **WHEN, params_dir=PARAMS)
