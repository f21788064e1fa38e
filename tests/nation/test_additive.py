"""The nation's additive tables against two other computations, and against what is missing."""

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from povlib import data
from povlib.errors import MeasureError, RegisterError
from povlib.nation import LEVELS, NATION_CODE, measure_nation
from tests.nation.second_way import by_poverty, households

YEAR, LINE = 2556, 30_000.0
SHOWN = {
    "headcount": "headcount",
    "poverty_gap": "poverty_gap",
    "squared_gap": "squared_gap",
    "mean_income": "mean",
    "mean_gap_poor": "mean_gap_poor",
    "income_gap_ratio": "income_gap_ratio",
    "poor_households": "poor_households",
    "poor_persons": "poor_persons",
    "cost_to_close_baht": "cost_to_close_baht",
}


@pytest.fixture(scope="module")
def nation(demo_register):
    return measure_nation(
        demo_register, bmn_year_be=YEAR, line_baht=LINE, executor="serial", want=["additive"]
    )


@pytest.fixture(scope="module")
def rows(demo_register):
    return households(demo_register, year=YEAR)


@pytest.mark.parametrize("level", LEVELS)
def test_every_level_is_what_poverty_gives_of_the_same_rows(nation, rows, level):
    asked = list(SHOWN.values())
    other = by_poverty(rows, level=level, line=LINE, asked=asked)
    ours = nation.levels[level]["additive"].set_index("area_code")
    # a sum over nothing is 0 here, beside households_known 0; a value of nothing is null there
    ours = ours.where(ours["households_known"] > 0)
    np.testing.assert_array_equal(ours.index, other.index)
    for name, key in SHOWN.items():
        np.testing.assert_allclose(ours[name], other[key], rtol=1e-12, err_msg=name)


@pytest.mark.parametrize("level", LEVELS)
def test_every_level_is_what_sql_gives_of_the_files(nation, demo_register, level):
    files = f"{demo_register}/household/bmn_year_be={YEAR}/*/part.parquet"
    other = duckdb.sql(f"""
        with homes as (select village_code // {LEVELS[level]} as area_code, members::bigint as m,
            income_main_baht::bigint + income_secondary_baht + income_other_baht
            + income_own_use_baht as baht from read_parquet('{files}')),
        poor as (select *, baht < {LINE} * m as is_poor from homes)
        select area_code, count(*) as households, sum(m)::bigint as persons,
            count(baht) as households_known,
            coalesce(sum(m) filter (baht is not null), 0) as persons_known,
            coalesce(sum(baht), 0)::bigint as income_baht_year,
            count(*) filter (is_poor) as poor_households,
            coalesce(sum(m) filter (is_poor), 0) as poor_persons,
            coalesce(sum({LINE} * m - baht) filter (is_poor), 0) as cost_to_close_baht,
            count(*) filter (is_poor) / count(baht) as headcount_households
        from poor group by area_code order by area_code""").df()
    ours = nation.levels[level]["additive"]
    for name in other.columns:
        exact = name not in ("cost_to_close_baht", "headcount_households")
        np.testing.assert_allclose(ours[name], other[name], rtol=0 if exact else 1e-12)


def test_whole_numbers_add_up_exactly_from_level_to_level(nation):
    whole = nation.levels["nation"]["additive"]
    assert whole["area_code"].tolist() == [NATION_CODE]
    for level in LEVELS:
        parts = nation.levels[level]["additive"]
        for name in ("households", "persons", "income_baht_year", "poor_persons"):
            assert parts[name].dtype == np.int64
            assert parts[name].sum() == whole[name].item()


def test_what_was_counted_is_what_the_manifest_says(nation, demo_register):
    units = {
        int(u.province_code): (u.rows, u.persons)
        for u in data.read_manifest(demo_register).units
        if (u.table, u.year_be) == ("household", YEAR)
    }
    counted = nation.counted.set_index("province_code")[["rows", "persons"]]
    assert {
        code: tuple(row) for code, row in zip(counted.index, counted.to_numpy(), strict=True)
    } == units


def test_a_missing_unit_stops_the_run_with_its_province_and_year(own_register):
    part_of(own_register, "32").unlink()
    with pytest.raises(RegisterError, match="จังหวัดสุรินทร์ จปฐ. ปี 2556"):
        measure_nation(own_register, bmn_year_be=YEAR, line_baht=LINE)


def test_a_unit_that_lost_a_row_stops_the_run_with_its_province_and_year(own_register):
    file = part_of(own_register, "21")
    rows = pq.read_table(file, partitioning=None)
    pq.write_table(rows.slice(1), file)
    with pytest.raises(RegisterError, match="จังหวัดระยอง จปฐ. ปี 2556"):
        measure_nation(own_register, bmn_year_be=YEAR, line_baht=LINE)


def test_rows_that_are_too_many_or_out_of_order_are_told_with_what_to_do(own_register):
    file = part_of(own_register, "21")
    rows = pq.read_table(file, partitioning=None)
    pq.write_table(pa.concat_tables([rows, rows.slice(0, 1)]), file)
    with pytest.raises(RegisterError, match=f"{len(rows):,} ครัวเรือน.*{len(rows) + 1:,} .*กู้แฟ้ม"):
        measure_nation(own_register, bmn_year_be=YEAR, line_baht=LINE)
    pq.write_table(rows.take(np.arange(len(rows))[::-1]), file)
    with pytest.raises(RegisterError, match="เรียงตามรหัสหมู่บ้าน.*จังหวัดระยอง จปฐ. ปี 2556"):
        measure_nation(own_register, bmn_year_be=YEAR, line_baht=LINE)


def test_a_file_of_other_types_or_cut_off_is_said_with_its_place(own_register):
    file = part_of(own_register, "21")
    pd.read_parquet(file).astype({"members": float}).to_parquet(file)
    with pytest.raises(RegisterError, match="จังหวัดระยอง จปฐ. ปี 2556"):
        measure_nation(own_register, bmn_year_be=YEAR, line_baht=LINE)
    file.write_bytes(file.read_bytes()[:-100])
    with pytest.raises(RegisterError, match="จังหวัดระยอง จปฐ. ปี 2556"):
        measure_nation(own_register, bmn_year_be=YEAR, line_baht=LINE)


def test_a_round_that_is_not_held_is_said(demo_register):
    with pytest.raises(RegisterError, match="ปีที่มี: 2554"):
        measure_nation(demo_register, bmn_year_be=2500, line_baht=LINE)


@pytest.mark.parametrize("wrong", [{"want": ["all"]}, {"executor": "gpu"}, {"line_baht": 0.0}])
def test_what_cannot_be_asked_is_refused(demo_register, wrong):
    with pytest.raises(MeasureError):
        measure_nation(demo_register, **({"bmn_year_be": YEAR, "line_baht": LINE} | wrong))


def part_of(register, code):
    return register / f"household/bmn_year_be={YEAR}/province_code={code}/part.parquet"
