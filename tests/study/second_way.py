"""The second computation: plain SQL over the register's files; nothing of povlib computes here."""

from pathlib import Path

import duckdb
import pandas as pd

LINES = {2554: 23_000, 2555: 30_000, 2556: 30_000, 2557: 30_000}
MONTHS = [f"2013-{m:02d}" for m in (10, 11, 12)] + [f"2014-{m:02d}" for m in range(1, 10)]
YEARS = tuple(LINES)
"""Rounds known on 31 May 2557."""

CAUSES = ("attitude", "skill", "resource", "way_out")
_TYPES = {
    "household": "household_id bigint, origin_household_id bigint",
    "plan": "household_id bigint, village_code int, due date, done date",
}

_CASES = """
create table cases_{fy} as
with t as (select *, village_code // 1000000 as province, village_code // 10000 as district
           from target where fiscal_year_be = {fy}),
seen as (select f.* from followup f join t using (household_id)
         where f.fiscal_year_be = {fy} and f.date between date '{first}' and date '{as_of}'),
m as (select household_id, date, measured_income_baht_person_year as income,
        row_number() over (partition by household_id
            order by date, process, measured_income_baht_person_year desc) as n
      from seen where measured_income_baht_person_year is not null),
latest as (select household_id, arg_max(income, n) as income, max(date) as measured_on,
             coalesce(max(n) filter (income < {line}), 0) as last_below
           from m group by all),
since as (select household_id, min(date) as since from m join latest using (household_id)
          where n > last_below group by all),
steps as (select household_id, max(process = 1) as r1, max(process = 2) as r2,
            max(process = 3) as r3, max(process = 4) as r4 from seen group by all),
overdue as (select distinct household_id from plan where fiscal_year_be = {fy}
            and due <= date '{as_of}' and (done is null or done > date '{as_of}'))
select t.*, latest.income, measured_on,
  case when latest.income is null then 'unmeasured'
       when latest.income >= {line} then 'passed' else 'below' end as status,
  case when latest.income >= {line} then strftime(since, '%Y-%m') end as passed_month,
  coalesce(r1, false) as reached_1, coalesce(r2, false) as reached_2,
  coalesce(r3, false) as reached_3, coalesce(r4, false) as reached_4,
  h.members, h.income as bmn_income, h.household_id is not null as matched,
  overdue.household_id is not null as late,
  case when n.income >= {next_line} then 'passed' when n.income < {next_line} then 'below'
       else 'absent' end as next_round
from t left join latest using (household_id) left join since using (household_id)
left join steps using (household_id) left join overdue using (household_id)
left join home h on h.household_id = t.household_id and h.bmn_year_be = {bmn}
  and h.province = t.province
left join home n on n.household_id = t.household_id and n.bmn_year_be = {bmn} + 1
"""

_ROUND = """
create table round_{year} as
with h as (select *, row_number() over (partition by origin_household_id, p.root is null
               order by h.household_id) as place,
             p.root as own_root,
             h.origin_household_id in (select household_id from home where bmn_year_be = {year})
               as origin_is_here
           from home h left join panel p on p.id = h.household_id where h.bmn_year_be = {year}),
claims as (select h.*, o.root as heir_root from h left join panel o
             on o.id = h.origin_household_id and h.own_root is null and not h.origin_is_here)
select household_id as id, coalesce(own_root, case when place = 1 then heir_root end,
         '{year}-' || household_id) as root,
  province, members, income < {line} as poor, income is not null as known
from claims
"""


def open_register(register: Path) -> duckdb.DuckDBPyConnection:
    """Views over the files, the cases of two fiscal years, and the panel of four rounds."""
    con = duckdb.connect()
    for table in ("household", "target", "followup", "plan"):
        files = sorted(str(p) for p in (register / table).glob("*/*/part.parquet"))
        if files:
            con.execute(f"create view {table} as select * from read_parquet({files})")
    if not (register / "plan").exists():
        con.execute(
            "create table plan (household_id bigint, fiscal_year_be int, due date, done date)"
        )
    con.execute("""create view home as select household_id, origin_household_id, bmn_year_be,
        members, village_code // 1000000 as province,
        (income_main_baht + income_secondary_baht + income_other_baht + income_own_use_baht)
          / members::double as income from household""")
    for fiscal_year, first, as_of in (
        (2557, "2013-10-01", "2014-05-31"),
        (2556, "2012-10-01", "2013-05-31"),
    ):
        bmn = fiscal_year - 1
        con.execute(
            _CASES.format(
                fy=fiscal_year,
                first=first,
                as_of=as_of,
                bmn=bmn,
                line=LINES[bmn],
                next_line=LINES[bmn + 1],
            )
        )
    _make_panel(con)
    return con


def _make_panel(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("create table panel (id bigint, root varchar)")
    for year in YEARS:
        con.execute(_ROUND.format(year=year, line=LINES[year]))
        con.execute(f"delete from panel where root in (select root from round_{year})")
        con.execute(f"insert into panel select id, root from round_{year}")
    names = ["d", "a", "b", "c"]
    rounds = dict(zip(names, (2557, 2554, 2555, 2556), strict=True))
    columns = ", ".join(
        f"{n}.members as m{y}, coalesce({n}.poor, false) as p{y}, "
        f"coalesce({n}.known, false) as k{y}"
        for n, y in rounds.items()
    )
    con.execute(f"""create table history as
        select root, coalesce(c.province, b.province, a.province, d.province) as province, {columns}
        from round_2554 a full join round_2555 b using (root) full join round_2556 c using (root)
          full join round_2557 d using (root)""")


def ask(con: duckdb.DuckDBPyConnection, sql: str) -> pd.DataFrame:
    return con.execute(sql).df()


def standing(con, place: str, *, where: str = "true", split: bool) -> pd.DataFrame:
    """Rows by place and one of the whole; goals split over places, or summed from them."""
    counts = f"""select {place} as area, count(*) as targets,
        count(*) filter (status = 'passed') as passed,
        count(*) filter (status = 'below') as below,
        count(*) filter (status = 'unmeasured') as unmeasured,
        count(*) filter (status = 'unmeasured' and reached_3) as supported_unmeasured,
        count(*) filter (next_round = 'passed') as next_passed,
        count(*) filter (next_round = 'below') as next_below,
        count(*) filter (next_round = 'absent') as next_absent,
        avg({LINES[2556]} - income) filter (status = 'below') as mean_gap_baht,
        avg(income) filter (status = 'below') as mean_income_below_baht,
        sum(({LINES[2556]} - income) * members) filter (status = 'below') as cost_to_close_baht,
        strftime(max(measured_on), '%Y-%m') as data_until
        from cases_2557 where {where} group by grouping sets ((area), ())"""
    whole_goal = "(7 * targets + 9) // 10"
    rest = "(targets * goal_all) % targets_all"
    goal = (
        f"""case when area is null then goal_all else (targets * goal_all) // targets_all
        + (row_number() over (partition by area is null order by {rest} desc, area)
           <= goal_all - sum((targets * goal_all) // targets_all) filter (area is not null) over ())
        ::int end"""
        if split
        else f"""case when area is null then sum({whole_goal}) filter (area is not null) over ()
        else {whole_goal} end"""
    )
    return ask(
        con,
        f"""with c as ({counts}),
        w as (select *, max(targets) over () as targets_all,
                (7 * max(targets) over () + 9) // 10 as goal_all from c),
        g as (select *, ({goal})::bigint as goal, targets - unmeasured as measured from w),
        s as (select *, (8 * goal + 11) // 12 as plan_passed, greatest(goal - passed, 0) as needed,
            (passed * 1000 // targets) / 1000.0 as passed_share,
            (measured * 1000 // targets) / 1000.0 as measured_share from g)
        select *, needed / 4.0 as required_per_month, passed - plan_passed as ahead_of_plan,
          case when passed >= goal then 'met' when measured_share < 0.25 then 'no_data'
               when passed >= plan_passed then 'on_track' else 'behind' end as status
        from s order by area""",
    )


def pace(con, *, where: str = "true") -> pd.DataFrame:
    months = ", ".join(f"('{m}')" for m in MONTHS)
    return ask(
        con,
        f"""with m as (select * from (values {months}) as v(month)),
        c as (select month, count(passed_month) as passed from m
              left join (select passed_month from cases_2557 where {where}) on passed_month = month
              group by all)
        select month, passed, sum(passed) over (order by month)::bigint as cumulative,
          sum(passed) over (order by month rows 2 preceding) / 3.0 as window_mean
        from c where month <= '2014-05' order by month""",
    )


def rounds(con, *, where: str = "true") -> pd.DataFrame:
    parts = []
    for before, year in zip((None, *YEARS), YEARS, strict=False):
        moved = (
            f"count(*) filter (p{year} and not p{before}) as entered, "
            f'count(*) filter (p{before} and not p{year}) as "left"'
            if before
            else 'null::bigint as entered, null::bigint as "left"'
        )
        parts.append(
            f"""select {year} as bmn_year_be, count(*) filter (k{year}) as households,
            coalesce(sum(m{year}) filter (k{year}), 0)::bigint as persons,
            count(*) filter (p{year}) as poor_households,
            coalesce(sum(m{year}) filter (p{year}), 0)::bigint as poor_persons,
            (coalesce(sum(m{year}) filter (p{year}), 0) * 1000
               // sum(m{year}) filter (k{year})) / 1000.0 as headcount_share,
            {moved} from history where {where}"""
        )
    return ask(con, " union all ".join(parts) + " order by bmn_year_be")


def flows(con, *, where: str = "true") -> pd.DataFrame:
    return ask(
        con,
        f"""select count(*) filter (p2555 and p2556) as stayed,
        count(*) filter (p2555 and k2556 and not p2556) as rose,
        count(*) filter (p2556 and k2555 and not p2555) as fell,
        count(*) filter (p2556 and not k2555) as new,
        count(*) filter (p2555 and not k2556) as lost,
        count(*) filter (p2555) as previous_poor, count(*) filter (p2556) as current_poor
        from history where {where}""",
    )
