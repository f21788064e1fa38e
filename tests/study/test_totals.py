from pathlib import Path

import pandas as pd
import pytest

from povlib import data
from povlib.errors import RegisterError
from povlib.study import open_area_totals

PARAMS = Path(__file__).parents[2] / "params"
ITEMS = ["households", "persons", "target_poor", "poor_all"]
ITEMS += [f"dimension_{n}" for n in ("health", "living", "education", "income", "accessibility")]
COUNTS = {
    "24": [100, 400, 40, 90, 20, 10, 15, 3, 6],
    "65": [200, 700, 50, 95, 30, 12, 25, 8, 7],
    "30": [300, 900, 60, 99, 40, 14, 35, 9, 2],
}


def _register(path, *, provinces=tuple(COUNTS), items=tuple(ITEMS)):
    data.create_register(path, is_demo=False)
    rows = [
        (code, 2561, item, "persons", COUNTS[code][ITEMS.index(item)])
        for code in provinces
        for item in items
    ]
    frame = pd.DataFrame(rows, columns=["area_code", "bmn_year_be", "item", "unit", "count"])
    source = data.SourceRecord("totals.csv")
    data.write_unit(path, "area_total", frame, year_be=2561, province_code="TH", source=source)
    return path


def _open(path, **shape):
    return open_area_totals(_register(path, **shape), bmn_year_be=2561, params_dir=PARAMS)


def test_the_nation_is_the_sum_of_the_provinces(tmp_path):
    frame = _open(tmp_path / "r").tables["area_totals"].frame
    nation = frame.iloc[-1]
    assert nation[["area_code", "households", "persons"]].tolist() == ["TH", 600, 2000]
    assert nation["target_poor_share"] == 150 / 2000


def test_without_a_province_the_nation_is_less_by_it(tmp_path):
    frame = _open(tmp_path / "r", provinces=("24", "65")).tables["area_totals"].frame
    assert frame.iloc[-1]["persons"] == 1100


def test_a_small_count_is_hidden_with_a_complement(tmp_path):
    table = _open(tmp_path / "r").tables["dimensions"]
    hidden = table.hidden[table.frame["dimension"] == "accessibility"]["target_poor"]
    assert hidden.sum() >= 2


def test_a_province_without_an_item_is_refused(tmp_path):
    with pytest.raises(RegisterError, match="poor_all"):
        _open(tmp_path / "r", items=[item for item in ITEMS if item != "poor_all"])


@pytest.mark.shared
def test_the_published_totals_of_2561_are_met(tmp_path):
    file = Path(__file__).parents[3] / "shared/data/real/tpmap_be2561_province.csv"
    if not file.exists():
        pytest.skip("the published file is not beside the repository")
    names = {
        "household.CNT": "households",
        "HOUSEMEMBER_CNT": "persons",
        "poor.JPT.CNT": "poor_all",
    }
    names["poor.JPT.MOFval.CNT"] = "target_poor"
    names |= {f"poor.JPT.MOFval.{item.removeprefix('dimension_')}": item for item in ITEMS[4:]}
    wide = pd.read_csv(file, dtype={"province_code": "str"}).rename(columns=names)
    rows = wide.melt("province_code", ITEMS, var_name="item", value_name="count")
    rows = rows.rename(columns={"province_code": "area_code"}).assign(
        bmn_year_be=2561, unit="persons"
    )
    data.create_register(tmp_path / "r", is_demo=False)
    source = data.SourceRecord("totals.csv")
    data.write_unit(
        tmp_path / "r", "area_total", rows, year_be=2561, province_code="TH", source=source
    )
    study = open_area_totals(tmp_path / "r", bmn_year_be=2561, params_dir=PARAMS)
    nation = study.tables["area_totals"].frame.iloc[-1]
    assert len(study.tables["area_totals"].frame) == 77
    assert nation["households"] == 12_935_866
    assert nation["persons"] == 36_647_817
    assert nation["target_poor"] == 1_032_987
    assert round(nation["target_poor_share"], 6) == 0.028187
