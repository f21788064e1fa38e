import duckdb
import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from povlib import data
from povlib.data import demo
from povlib.disclosure import OfficerTable, PublicTable
from povlib.errors import MeasureError, ParamsError, RegisterError
from povlib.study.country import AREA_LEVELS, open_country, round_of
from povlib.study.income import income_at, open_income
from tests.conftest import PARAMS

YEAR, LINE = 2556, 30_000
COUNTS = ["households", "persons", "households_known", "persons_known"]
COUNTS += ["poor_households", "poor_persons"]
MONEY = ["income_baht_year", "cost_to_close_baht"]

SQL = """
WITH homes AS (
  SELECT village_code, members,
         income_main_baht + income_secondary_baht + income_other_baht + income_own_use_baht AS baht
  FROM read_parquet('{files}', hive_partitioning = false)
), told AS (
  SELECT village_code // {size} AS code, members, baht,
         baht IS NOT NULL AND members > 0 AS is_known,
         coalesce(baht < {line} * members, false) AS is_poor
  FROM homes
)
SELECT code, count(*) AS households, sum(members) AS persons,
       count(*) FILTER (is_known) AS households_known,
       coalesce(sum(members) FILTER (is_known), 0) AS persons_known,
       count(*) FILTER (is_poor) AS poor_households,
       coalesce(sum(members) FILTER (is_poor), 0) AS poor_persons,
       coalesce(sum(baht) FILTER (is_known), 0) AS income_baht_year,
       coalesce(sum({line} * members - baht) FILTER (is_poor), 0) AS cost_to_close_baht,
       sum(({line} - baht / members) / {line} * members) FILTER (is_poor)
         / sum(members) FILTER (is_known) AS poverty_gap
FROM told GROUP BY code ORDER BY code
"""
SIZES = {"village": 1, "subdistrict": 100, "district": 10_000, "province": 1_000_000}


@pytest.fixture(scope="module")
def officer(demo_register):
    return opened(demo_register, level="village", audience="officer")


@pytest.fixture(scope="module")
def public(demo_register):
    return opened(demo_register, level="village")


def opened(register, **more):
    return open_country(register, bmn_year_be=YEAR, params_dir=PARAMS, executor="serial", **more)


def rows_of(country, level=None, name="areas"):
    frame = country.tables[name].frame
    return (frame if level is None else frame[frame["level"] == level]).set_index("area_code")


@pytest.mark.parametrize("level", AREA_LEVELS)
def test_every_level_is_what_duckdb_counts(officer, demo_register, level):
    files = f"{demo_register}/household/bmn_year_be={YEAR}/*/part.parquet"
    sql = SQL.format(files=files, size=SIZES[level], line=LINE)
    second = duckdb.sql(sql).df().set_index("code")
    ours = rows_of(officer, level)
    assert ours.index.astype("int64").tolist() == second.index.tolist()
    for name in COUNTS:
        assert ours[name].tolist() == second[name].tolist()
    for name in MONEY:
        theirs = second[name].astype("float64")
        assert np.allclose(ours[name].astype("float64"), theirs, rtol=1e-12, atol=0)
    gap = second["poverty_gap"].fillna(0).where(second["households_known"] > 0)
    assert np.allclose(ours["poverty_gap"].astype("float64"), gap, rtol=1e-9, equal_nan=True)


def test_the_levels_add_up(officer):
    whole = rows_of(officer, "nation")[[*COUNTS, *MONEY]].sum()
    for level in AREA_LEVELS:
        sums = rows_of(officer, level)[[*COUNTS, *MONEY]].sum()
        assert sums[COUNTS].tolist() == whole[COUNTS].tolist()
        assert np.allclose(sums[MONEY].astype(float), whole[MONEY].astype(float), rtol=1e-12)


def test_what_the_public_sees_is_the_truth_or_hidden(public, officer):
    told, truth = rows_of(public), rows_of(officer)
    hidden = public.tables["areas"].hidden.set_index(told.index)
    assert told.index.equals(truth.index)
    for name in (*COUNTS, *MONEY):
        shown = ~hidden[name]
        assert told.loc[shown, name].equals(truth.loc[shown, name].astype(told[name].dtype))
        assert told.loc[~shown, name].isna().all()


def test_no_count_of_one_to_four_households_is_shown_or_left_by_subtraction(public):
    rows = rows_of(public)
    counts = {
        "all": rows["households"],
        "known": rows["households_known"],
        "poor": rows["poor_households"],
        "not poor": rows["households_known"] - rows["poor_households"],
        "unknown": rows["households"] - rows["households_known"],
    }
    for name, count in counts.items():
        assert not count.dropna().between(1, 4).any(), name
    for level, width in (("province", 0), ("district", 2), ("subdistrict", 4), ("village", 6)):
        ours = rows.index[rows["level"] == level]
        parents = pd.Series(ours.str[:width] if width else "TH", index=ours)
        for name, count in counts.items():
            rest = count.loc[parents.unique()] - count[ours].groupby(parents).sum()
            assert not rest.dropna().between(1, 4).any(), (level, name)


def test_money_of_a_place_is_hidden_with_its_poor(public):
    hidden = public.tables["areas"].hidden
    gone = hidden["poor_households"] | hidden["households_known"]
    assert gone.any()
    for name in (*MONEY, "persons_known", "poor_persons", "mean_income", "squared_gap"):
        assert hidden.loc[gone, name].sum() >= gone.sum() - public_zeros(public)
    assert not (hidden["mean_income"] & ~gone).any()


def public_zeros(country):
    """Count the places whose measures are missing rather than hidden."""
    return int(country.tables["areas"].frame["mean_income"].isna().sum())


@pytest.mark.parametrize("level", AREA_LEVELS[:-1])
def test_a_level_shows_the_same_with_and_without_the_levels_below(public, demo_register, level):
    few, every = opened(demo_register, level=level).tables["areas"], public.tables["areas"]
    size = len(few.frame)
    assert_frame_equal(few.frame, every.frame.head(size), check_categorical=False)
    assert few.hidden.equals(every.hidden.head(size))


def test_what_the_explorer_hides_of_a_province_is_hidden_here(public, demo_register):
    hidden = public.tables["areas"].hidden.set_index(rows_of(public).index)
    found = 0
    for code in ("71",):
        view = open_income(demo_register, bmn_year_be=YEAR, province_code=code, params_dir=PARAMS)
        shown = income_at(view, line_baht=LINE)
        for table in (shown["headline"], shown["districts"]):
            codes = table.frame["area_code"].tolist()
            pairs = {
                "households": "households_known",
                "poor_households": "poor_households",
                "households_without_income": "households",
            }
            for theirs, ours in pairs.items():
                closed = table.hidden[theirs].to_numpy()
                found += closed.sum()
                assert hidden.loc[codes, ours].to_numpy()[closed].all(), (code, theirs)
    assert found


def test_rows_and_persons_read_are_told_where_they_are_shown(public, officer, demo_register):
    units = data.read_manifest(demo_register).units
    rows = {u.province_code: u.rows for u in units if (u.table, u.year_be) == ("household", YEAR)}
    told = {d["area_code"]: d["rows"] for d in officer.doors if d["bmn_year_be"] == YEAR}
    assert told == rows | {"TH": sum(rows.values())}
    hidden = public.tables["areas"].hidden.set_index(rows_of(public).index)["persons"]
    for door in public.doors:
        is_closed = door["bmn_year_be"] != YEAR or hidden[door["area_code"]]
        assert (door["persons"] is None) == (door["rows"] is None) == is_closed


def test_codes_are_text_of_fixed_width_and_places_have_names(public):
    frame = public.tables["areas"].frame
    widths = {"nation": 2, "province": 2, "district": 4, "subdistrict": 6, "village": 8}
    assert (frame["area_code"].str.len() == frame["level"].map(widths)).all()
    assert frame[["area_th"]].notna().all().all()
    row = frame[frame["level"] == "village"].iloc[0]
    assert row["area_th"].startswith("หมู่ที่ ") and row["subdistrict_th"]


def test_tables_are_of_their_audience(public, officer):
    assert all(isinstance(table, PublicTable) for table in public.tables.values())
    assert all(isinstance(table, OfficerTable) for table in officer.tables.values())
    assert public.is_demo and public.tables["areas"].is_demo


def test_what_is_found_for_the_upper_levels_is_kept_with_the_register(demo_register, monkeypatch):
    opened(demo_register, level="province")
    monkeypatch.setattr("povlib.study.country_gate.find_verdict", None)
    opened(demo_register, level="province")


def test_a_year_without_a_line_and_an_unknown_level_are_refused(demo_register):
    with pytest.raises(ParamsError, match="ปี 2570"):
        open_country(demo_register, bmn_year_be=2570, level="province", params_dir=PARAMS)
    with pytest.raises(MeasureError, match="province, district"):
        open_country(demo_register, bmn_year_be=YEAR, level="ตำบล", params_dir=PARAMS)


def test_the_round_is_the_one_asked_for_or_the_last_of_the_register(demo_register):
    years = data.years_be(demo_register, "household")
    assert round_of(demo_register, asked=None) == max(years)
    assert round_of(demo_register, asked=min(years)) == min(years)
    with pytest.raises(RegisterError, match=", ".join(map(str, years))):
        round_of(demo_register, asked=2400)


def test_deciles_are_rounded_and_stand_only_where_each_tenth_has_five_households(public, officer):
    told, truth = rows_of(public, name="spread"), rows_of(officer, name="spread")
    places = rows_of(officer)
    is_shown = told["median"].notna()
    assert is_shown.any() and (places.loc[is_shown[is_shown].index, "households_known"] >= 50).all()
    for key, step in (*((f"p{n}0", 100) for n in range(1, 10)), ("median", 100), ("gini", 0.001)):
        assert told[key].notna().equals(is_shown)
        shown, exact = told.loc[is_shown, key].astype(float), truth.loc[is_shown, key].astype(float)
        assert (abs(shown - exact) <= step / 2 + 1e-9).all()
        assert np.allclose(shown / step, (shown / step).round(), atol=1e-6)
    assert not told.index[is_shown & rows_of(public)["poor_households"].isna()].size


def test_sums_of_money_that_can_be_subtracted_are_of_five_households_or_more(public, officer):
    """Who subtracts shown places from a shown parent gets sums of the hidden ones: of how many?"""
    truth, hidden = rows_of(officer), public.tables["areas"].hidden
    hidden.index = truth.index
    is_shown = ~(hidden["poor_households"] | hidden["households_known"])
    truth = truth.assign(rest=truth["households_known"] - truth["poor_households"])
    parents = truth.index.str[:-2].where(truth.index.str.len() > 2, "TH")
    ours = truth[(truth.index != "TH") & ~is_shown & is_shown.loc[parents].to_numpy()]
    groups = ours.groupby(parents[truth.index.isin(ours.index)])[["poor_households", "rest"]].sum()
    assert len(groups)
    assert ((groups == 0) | (groups >= 5)).all().all()
    assert (truth.loc[is_shown, ["poor_households", "rest"]].isin([1, 2, 3, 4])).sum().sum() == 0


def test_rounds_before_are_followed_and_a_round_without_flags_has_no_dimensions(public, officer):
    assert set(public.tables) == {"areas", "spread", "panel"}
    assert "ยังไม่ได้รับการยืนยัน" in public.left_out["dimensions"]
    counts = ("stayed_poor_2556", "exited_2556", "entered_2556", "stayed_out_2556")
    told, exact = public.tables["panel"].frame, officer.tables["panel"].frame
    assert set(counts) <= set(exact) and not set(counts) & set(told)
    bases = pd.concat([told[key] for key in told if key.endswith("_n")]).dropna()
    assert len(bases) and (bases >= 50).all() and (bases % 10 == 0).all()
    assert len(told) == len(public.tables["areas"].frame)
    years = {door["bmn_year_be"] for door in public.doors}
    assert years == {2554, 2555, 2556}


def test_dimensions_of_a_confirmed_list_are_told(tmp_path):
    register = tmp_path / "register"
    how = {"households": 60_000, "years": 1, "first_bmn_year_be": 2561, "params_dir": PARAMS}
    demo.make_register(register, provinces=["16"], **how)
    said = {"bmn_year_be": 2561, "params_dir": PARAMS, "executor": "serial", "preset": "tpmap"}
    told = open_country(register, level="district", **said)
    assert set(told.tables) == {"areas", "spread", "dimensions"}
    assert "อย่างน้อยสองรอบ" in told.left_out["panel"]
    exact = open_country(register, level="district", audience="officer", **said)
    shares, truth = rows_of(told, name="dimensions"), rows_of(exact, name="dimensions")
    numbers = pd.to_numeric(shares["H"], errors="coerce").astype(float)
    is_shown = numbers.notna()
    assert is_shown.any()
    off = (numbers - truth["H"].astype(float))[is_shown].abs()
    assert (off * rows_of(exact).loc[is_shown, "households_known"] <= 12.5).all()


def test_an_unknown_list_of_dimensions_is_refused_by_name(demo_register):
    with pytest.raises(ParamsError, match="bmn_groups, tpmap"):
        opened(demo_register, level="province", preset="mpi")
