"""Medians, deciles and Gini of every level, against the call on all rows and against SQL."""

import duckdb
import numpy as np
import pytest

from povlib.measures.bins import BINS_PER_BAHT
from povlib.nation import LEVELS, measure_nation
from tests.nation.second_way import by_poverty, households

YEAR, LINE = 2556, 30_000.0
NAMES = {
    "median": "median",
    "gini": "gini",
    **{f"p{tenth}0": f"quantile:0.{tenth}" for tenth in range(1, 10)},
}


@pytest.fixture(scope="module")
def nation(demo_register):
    how = {"executor": "serial", "want": ["spread"]}
    return measure_nation(demo_register, bmn_year_be=YEAR, line_baht=LINE, **how)


@pytest.fixture(scope="module")
def rows(demo_register):
    return households(demo_register, year=YEAR)


@pytest.mark.parametrize("level", LEVELS)
def test_every_level_is_what_poverty_gives_of_the_same_rows(nation, rows, level):
    other = by_poverty(rows, level=level, line=LINE, asked=list(NAMES.values()))
    ours = nation.levels[level]["spread"].set_index("area_code")
    np.testing.assert_array_equal(ours.index, other.index)
    for name, key in NAMES.items():
        if name == "gini":
            np.testing.assert_allclose(ours[name], other[key], rtol=0, atol=5e-12)
        else:
            np.testing.assert_array_equal(ours[name], other[key], err_msg=name)


def test_the_nation_and_provinces_are_what_sql_gives_of_the_files(nation, demo_register):
    files = f"{demo_register}/household/bmn_year_be={YEAR}/*/part.parquet"
    for level in ("province", "nation"):
        # Each pair of persons apart / (2 N^2 mean), from running sums; the first income over half.
        other = duckdb.sql(f"""
            with homes as (select village_code // {LEVELS[level]} as area_code, members as w,
                (income_main_baht::bigint + income_secondary_baht + income_other_baht
                + income_own_use_baht)::double / members as y from read_parquet('{files}')),
            ties as (select area_code, y, sum(w)::double as w from homes where y is not null
                group by area_code, y),
            sums as (select *, sum(w) over (partition by area_code order by y) as upto,
                sum(w) over (partition by area_code) as all_w,
                sum(w * y) over (partition by area_code) as all_y from ties)
            select area_code, min(y) filter (upto > all_w / 2) as median,
                2 * sum(w * y * (upto - w / 2)) / any_value(all_w * all_y) - 1 as gini
            from sums group by area_code order by area_code""").df()
        ours = nation.levels[level]["spread"]
        np.testing.assert_array_equal(ours["median"], other["median"])
        np.testing.assert_allclose(ours["gini"], other["gini"], rtol=0, atol=5e-12)


def test_bins_make_the_nations_gini_too_low_by_less_than_their_bound(nation, rows):
    known = rows.dropna(subset="baht")
    bins = np.floor(known["baht"] * BINS_PER_BAHT)
    persons = known["members"].sum()
    pairs = (known.groupby(bins)["members"].sum() / persons) ** 2
    alone = (known["members"] / persons) ** 2
    mean = np.average(known["baht"], weights=known["members"])
    bound = (pairs.sum() - alone.sum()) / BINS_PER_BAHT / (2 * mean)
    exact = by_poverty(rows, level="nation", line=LINE, asked=["gini"])["gini"].item()
    off = exact - nation.levels["nation"]["spread"]["gini"].item()
    assert -1e-14 < off < bound < 1e-11
    assert off < 5e-12


def test_a_village_without_an_income_has_no_median(nation, rows):
    empty = rows.groupby("village_code")["baht"].count().eq(0)
    ours = nation.levels["village"]["spread"].set_index("area_code")
    assert empty.any()
    assert ours["median"].isna().equals(empty.rename("median").rename_axis("area_code"))
    assert ours["gini"].isna()[empty[empty].index].all()
