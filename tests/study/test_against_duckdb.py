"""Every number of a study against a second computation: plain SQL over the register's files."""

import importlib.util
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

_spec = importlib.util.spec_from_file_location(
    "second_way", Path(__file__).with_name("second_way.py")
)
sql = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(sql)

PROVINCES = ("16", "21", "30", "32")
EMPTY = "71"
AREAS = (*PROVINCES, "TH")
REGIONS = {
    "central": "province in (16, 21, 71)",
    "northeast": "province in (30, 32)",
}


@pytest.fixture(scope="module")
def con(demo_register):
    return sql.open_register(demo_register)


def _where(area: str) -> str:
    return "true" if area == "TH" else f"province = {area}"


def _assert_same(table, expected: pd.DataFrame, *, columns: list[str]) -> None:
    """Visible cells equal the second computation; counts of 1 to 4 are never visible."""
    shown, hidden = table.frame, table.hidden
    assert len(shown) == len(expected), table.name
    kinds = {column.key: column for column in table.columns}
    for name in columns:
        seen = ~hidden[name].to_numpy()
        true = expected[name].reset_index(drop=True)
        got = shown[name].reset_index(drop=True)
        _assert_column(got[seen], true[seen], where=f"{table.name}.{name}")
        if kinds[name].kind == "count":
            small = true.astype("Float64").between(1, 4).fillna(False).to_numpy(dtype=bool)
            assert not (small & seen).any(), f"{table.name}.{name}: a small count is shown"


def _assert_column(got: pd.Series, true: pd.Series, *, where: str) -> None:
    assert got.isna().tolist() == true.isna().tolist(), where
    got, true = got.dropna(), true.dropna()
    if pd.api.types.is_numeric_dtype(true):
        difference = got.to_numpy(dtype=float) - true.to_numpy(dtype=float)
        assert (
            np.abs(difference) <= 1e-9 * np.maximum(1, np.abs(true.to_numpy(dtype=float)))
        ).all(), where
    else:
        assert got.astype(object).tolist() == true.astype(object).tolist(), where


def _in_order_of(table, expected: pd.DataFrame, *, key: str = "area_code") -> pd.DataFrame:
    """Rows of the second computation in the order of the table, the whole last."""
    codes = expected["area"].astype("Int64").astype("str").where(expected["area"].notna(), "all")
    rows = expected.assign(code=codes).set_index("code")
    return rows.loc[[*table.frame[key].iloc[:-1], "all"]]


@pytest.mark.parametrize("area", AREAS)
def test_headline_is_the_same_in_sql(con, studies, area):
    table = studies[area].tables["headline"]
    place, split = ("province", False) if area == "TH" else ("district", True)
    whole = sql.standing(con, place, where=_where(area), split=split).tail(1)
    months = sql.pace(con, where=_where(area))
    last, best = months["passed"].iloc[-1], months["window_mean"].iloc[2:].max()
    whole = whole.assign(
        last_month_passed=last,
        best_window_per_month=best,
        projected=np.minimum(whole["passed"] + 4 * last, whole["targets"]),
        months_left=4.0,
    )
    names = [c.key for c in table.columns if c.key not in ("area_code", "area_th")]
    _assert_same(table, whole, columns=names)


@pytest.mark.parametrize("area", AREAS)
def test_places_are_the_same_in_sql(con, studies, area):
    nation = area == "TH"
    table = studies[area].tables["provinces" if nation else "districts"]
    place = "province" if nation else "district"
    rows = sql.standing(con, place, where=_where(area), split=not nation)
    with_targets = table.frame["targets"].ne(0) | table.hidden["targets"]
    expected = _in_order_of(table, _with_missing(rows, table, present=with_targets))
    names = [c.key for c in table.columns if c.kind not in ("code", "text")]
    kept = [name for name in names if name in expected]
    assert set(names) == set(kept)
    _assert_same(table, expected, columns=kept)


def _with_missing(rows: pd.DataFrame, table, *, present: pd.Series) -> pd.DataFrame:
    """Places without targets are not in SQL's groups: all their counts are 0."""
    codes = table.frame["area_code"][~present.fillna(True)].astype(int).tolist()
    counts = ["targets", "passed", "below", "unmeasured", "measured", "goal", "needed"]
    counts += ["next_passed", "next_below", "next_absent", "required_per_month"]
    zero = pd.DataFrame([{"area": code, "status": "no_targets"} for code in codes])
    return pd.concat([rows, zero.assign(**dict.fromkeys(counts, 0))]) if codes else rows


@pytest.mark.parametrize("area", AREAS)
def test_funnel_is_the_same_in_sql(con, studies, area):
    row = sql.ask(
        con,
        f"""select count(*) as n, count(*) filter (reached_1) as r1,
        count(*) filter (reached_2) as r2, count(*) filter (reached_3) as r3,
        count(*) filter (reached_4) as r4, count(*) filter (status = 'passed') as passed
        from cases_2557 where {_where(area)}""",
    ).iloc[0]
    expected = pd.DataFrame({"reached": row.to_numpy(), "not_reached": row["n"] - row.to_numpy()})
    expected["not_reached"] = expected["not_reached"].astype("Int64").mask(expected.index == 0)
    table = studies[area].tables["funnel"]
    _assert_same(table, expected, columns=["reached", "not_reached"])


@pytest.mark.parametrize("area", PROVINCES)
@pytest.mark.parametrize(
    ("name", "key", "place"),
    [("funnel_districts", "area_code", "district"), ("funnel_teams", "team_id", "team_id")],
)
def test_funnels_by_place_are_the_same_in_sql(con, studies, area, name, key, place):
    table = studies[area].tables[name]
    rows = sql.ask(
        con,
        f"""unpivot (select {place}::varchar as area, district, count(*) as n,
          count(*) filter (reached_1) as "1", count(*) filter (reached_2) as "2",
          count(*) filter (reached_3) as "3", count(*) filter (reached_4) as "4"
          from cases_2557 where {_where(area)} and {place} is not null group by all)
        on "1", "2", "3", "4" into name process value reached""",
    )
    rows["not_reached"] = rows["n"] - rows["reached"]
    rows = rows.assign(process=rows["process"].astype(int)).set_index(["area", "process"])
    expected = rows.loc[list(zip(table.frame[key], table.frame["process"], strict=True))]
    assert len(rows) == len(table.frame)
    _assert_same(table, expected, columns=["reached", "not_reached"])


@pytest.mark.parametrize("area", AREAS)
def test_pace_is_the_same_in_sql(con, studies, area):
    study = studies[area]
    table, months = study.tables["pace"], sql.pace(con, where=_where(area))
    place, split = ("province", False) if area == "TH" else ("district", True)
    whole = sql.standing(con, place, where=_where(area), split=split).iloc[-1]
    expected = pd.DataFrame({"month": sql.MONTHS}).merge(months, how="left", on="month")
    expected["plan_cumulative"] = [-(-whole["goal"] * n // 12) for n in range(1, 13)]
    due = expected["month"] <= "2014-05"
    expected["required"] = pd.Series(whole["needed"] / 4, index=expected.index).where(~due)
    _assert_same(
        table, expected, columns=["month", "passed", "cumulative", "plan_cumulative", "required"]
    )
    assert table.frame["is_due"].tolist() == due.tolist()


def test_pace_of_provinces_is_the_same_in_sql(con, studies):
    table = studies["TH"].tables["pace_provinces"]
    rows = [sql.pace(con, where=_where(a)).assign(area_code=a) for a in PROVINCES]
    _assert_same(table, pd.concat(rows), columns=["area_code", "month", "cumulative"])


@pytest.mark.parametrize("area", AREAS)
def test_gap_bins_are_the_same_in_sql(con, studies, area):
    table = studies[area].tables["gap_bins"]
    rows = sql.ask(
        con,
        f"""with b as (select status = 'unmeasured' as is_bmn,
          greatest(least(floor(coalesce(income, bmn_income) / 2500) * 2500, 45000), 7500) as low
          from cases_2557 where {_where(area)})
        select is_bmn, low, count(*) as households from b where low is not null group by all""",
    ).set_index(["is_bmn", "low"])["households"]
    frame = table.frame
    keys = zip(frame["source"] == "bmn", frame["low_baht"].fillna(7500).astype(float), strict=True)
    expected = pd.DataFrame({"households": [rows.get(key, 0) for key in keys]})
    _assert_same(table, expected, columns=["households"])
    assert frame["high_baht"].isna().sum() == 2
    assert (
        frame["side"] == np.where(frame["low_baht"].fillna(0) < 30_000, "below", "passed")
    ).all()


@pytest.mark.parametrize("area", AREAS)
def test_causes_are_the_same_in_sql(con, studies, area):
    table = studies[area].tables["causes"]
    place = "province" if area == "TH" else "district"
    counts = ", ".join(f"count(*) filter ({c} >= 2) as {c}" for c in sql.CAUSES)
    rows = sql.ask(
        con,
        f"""select {place} as area, count(*) as targets, {counts} from cases_2557
        where {_where(area)} group by grouping sets (({place}), ())""",
    )
    known = set(rows["area"].dropna().astype(int).astype(str))
    more = [int(c) for c in table.frame["area_code"].iloc[:-1] if c not in known]
    rows = pd.concat([rows, pd.DataFrame({"area": more})]).fillna({"targets": 0})
    rows = rows.assign(**{c: rows[c].fillna(0) for c in sql.CAUSES})
    for cause in sql.CAUSES:
        rows[f"{cause}_share"] = (rows[cause] * 1000 // rows["targets"]) / 1000
    expected = _in_order_of(table, rows)
    names = ["targets", *sql.CAUSES, *(f"{c}_share" for c in sql.CAUSES)]
    _assert_same(table, expected, columns=names)


@pytest.mark.parametrize("area", AREAS)
def test_groups_are_the_same_in_sql(con, studies, area):
    table = studies[area].tables["groups"]
    tests = ["true", "\"group\" = 'assist'", "\"group\" = 'develop'"]
    tests += [f"{cause} >= 2" for cause in sql.CAUSES]
    rows = pd.concat(
        sql.ask(
            con,
            f"""select count(*) as targets, count(*) filter (status = 'passed') as passed,
            count(*) filter (status = 'below') as below,
            count(*) filter (status = 'unmeasured') as unmeasured
            from cases_2557 where {_where(area)} and {test}""",
        )
        for test in tests
    )
    states = ["passed", "below", "unmeasured"]
    for state in states:
        rows[f"{state}_share"] = (rows[state] * 1000 // rows["targets"]) / 1000
    _assert_same(table, rows, columns=["targets", *states, *(f"{s}_share" for s in states)])


@pytest.mark.parametrize("area", (*AREAS, EMPTY))
def test_rounds_and_flows_are_the_same_in_sql(con, studies, area):
    tables = studies[area].tables
    expected = sql.rounds(con, where=_where(area)).assign(line_baht=sql.LINES.values())
    names = [column.key for column in tables["rounds"].columns]
    _assert_same(tables["rounds"], expected, columns=names)
    row = sql.flows(con, where=_where(area))
    _assert_same(tables["flow_totals"], row, columns=["previous_poor", "current_poor"])
    moved = pd.DataFrame({"households": row.iloc[0, :5].astype("int64").to_numpy()})
    assert tables["flows"].frame["flow"].tolist() == row.columns[:5].tolist()
    _assert_same(tables["flows"], moved, columns=["households"])


@pytest.mark.parametrize("area", AREAS)
def test_comparison_is_the_same_in_sql(con, studies, area):
    table = studies[area].tables["comparison"]
    rows = []
    for code, year in zip(table.frame["area_code"], table.frame["fiscal_year_be"], strict=True):
        where = REGIONS.get(code) or _where(code)
        rows.append(
            sql.ask(
                con,
                f"""select count(*) as targets, count(*) filter (status = 'passed') as passed
                from cases_{year} where {where}""",
            )
        )
    expected = pd.concat(rows)
    expected["passed_share"] = (expected["passed"] * 1000 // expected["targets"]) / 1000
    _assert_same(table, expected, columns=["targets", "passed", "passed_share"])


@pytest.mark.parametrize("area", AREAS)
def test_joins_and_quality_are_the_same_in_sql(con, studies, area):
    tables = studies[area].tables
    place = "province" if area == "TH" else "district"
    rows = sql.ask(
        con,
        f"""select {place} as area, count(*) as targets,
        count(*) filter (not matched) as targets_without_household,
        count(*) filter ((reached_2 and not reached_1) or (reached_3 and not reached_2)
                         or (reached_4 and not reached_3)) as skipped_steps,
        count(*) filter (status = 'unmeasured') as unmeasured,
        count(*) filter (late) as late,
        count(*) filter (status = 'unmeasured' and reached_3) as supported_unmeasured
        from cases_2557 where {_where(area)} group by grouping sets (({place}), ())""",
    )
    divisor = 1_000_000 if area == "TH" else 10_000
    stray = sql.ask(
        con,
        f"""select area, count(*) as strays from (select village_code // {divisor} as area,
          village_code // 1000000 as province, household_id, fiscal_year_be from followup)
        where fiscal_year_be = 2557 and {_where(area)} and household_id not in
          (select household_id from cases_2557 where {_where(area)})
        group by grouping sets ((area), ())""",
    )
    expected = rows.merge(stray, how="outer", on="area").fillna(
        dict.fromkeys([*rows.columns[1:], "strays"], 0)
    )
    codes = set(expected["area"].dropna().astype(int).astype(str))
    more = [int(c) for c in tables["joins"].frame["area_code"].iloc[:-1] if c not in codes]
    none = pd.DataFrame({"area": more}).reindex(columns=expected.columns).fillna(0)
    expected = pd.concat([expected, none.assign(area=more)])
    expected = expected.rename(columns={"strays": "followups_without_target"})
    names = ["targets_without_household", "followups_without_target"]
    _assert_same(tables["joins"], _in_order_of(tables["joins"], expected), columns=names)
    names = ["targets", "skipped_steps", "unmeasured", "late", "supported_unmeasured"]
    _assert_same(tables["quality"], _in_order_of(tables["quality"], expected), columns=names)
