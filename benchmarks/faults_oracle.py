"""The rules of a household file said once more in SQL, for duckdb; nothing of the ingest is used.

duckdb reads no cp874, but latin-1 has a letter for each of its bytes: words are looked for as they
look then.
"""

from pathlib import Path

import duckdb
import pandas as pd
from planted import COLUMNS, ENCODING, INCOMES, INDICATORS

from povlib.areas import districts, provinces, subdistricts

__all__ = ["Oracle"]

_NAMES = {"รหัสบ้าน": "id", "รหัสหมู่บ้าน": "village", "จำนวนสมาชิก": "members"} | {
    name: f"income_{n}" for n, name in enumerate(INCOMES)
}
_FLAGS = {f"flag_{n}": f"ตัวชี้วัดที่ {n}" for n in range(1, INDICATORS + 1)}
_HEADERS = {key: header for header, key in _NAMES.items()} | _FLAGS


def _seen(text: str) -> str:
    return text.encode(ENCODING).decode("latin-1")


_THAI_DIGITS = "".join(map(_seen, "๐๑๒๓๔๕๖๗๘๙"))
_SUBTOTAL, _FOOTNOTE = _seen("รวม"), _seen("หมายเหตุ")
_UNIT = _seen("บาท")

# What a cell of money says: a number when it has one, and the rule that it meets.
_MONEY = f"""
create macro arabic(t) as translate(t, '{_THAI_DIGITS}', '0123456789');
create macro bare(t) as regexp_replace(replace(arabic(t), ',', ''), ' *{_UNIT}$', '');
create macro money_rule(t) as case
    when regexp_full_match(t, '[0-9]+') then if(t::bigint > 100000000, 'out_of_range', null)
    when t = '' then null
    when regexp_full_match(t, '-+') then 'missing_mark'
    when t[1] = '#' then 'excel_error'
    when regexp_full_match(bare(t), '-[0-9]+') then 'negative'
    when not regexp_full_match(bare(t), '[0-9]+') then 'not_a_number'
    when arabic(t) <> t then 'thai_digits'
    else 'unit_word' end;
create macro id_rule(t) as case
    when t = '' then 'required_missing'
    when regexp_full_match(t, '[0-9]{{13}}') then 'national_id'
    when not regexp_full_match(t, '[1-9][0-9]{{10}}') then 'id_invalid' end;
create macro members_rule(t) as case
    when t = '' then 'required_missing'
    when not regexp_full_match(t, '[0-9]+') then 'not_a_number'
    when t::bigint = 0 then 'members_zero'
    when t::bigint > 50 then 'out_of_range' end;
create macro village_code(t) as case
    when regexp_full_match(t, '[0-9]{{8}}([.]0+)?') then t[1:8]
    when regexp_full_match(t, '[0-9]{{7}}') then t[1:6] || '0' || t[7:7] end;
create macro village_rule(t) as case
    when t = '' then 'required_missing'
    when village_code(t) is null then 'code_invalid'
    when village_code(t)[1:6] not in (select code from places) then 'code_unknown'
    when village_code(t) <> t then 'code_repaired' end;
create macro flag_rule(t) as case when t not in ('1', '0', '-', '') then 'flag_invalid' end;
"""
_REJECTING = (
    "id_invalid",
    "required_missing",
    "national_id",
    "code_invalid",
    "code_unknown",
    "members_zero",
    "out_of_range",
    "excel_error",
    "negative",
    "not_a_number",
    "flag_invalid",
    "duplicate",
    "household_moved",
)
_RULES = {
    "id": "id_rule",
    "village": "village_rule",
    "members": "members_rule",
    **dict.fromkeys((f"income_{n}" for n in range(len(INCOMES))), "money_rule"),
    **dict.fromkeys(_FLAGS, "flag_rule"),
}


class Oracle:
    """What SQL says of a file.

    Parameters
    ----------
    path : pathlib.Path
    scratch : pathlib.Path
        A folder for what does not fit in memory.
    memory_gb : float

    Attributes
    ----------
    faults : DataFrame
        row, column, rule: every cell that meets a rule.
    rejected : DataFrame
        row, rules: every row that stays out, its rules in order.
    kept : DataFrame
        province_code, households, persons of the rows that go in.
    rows : int
        Rows of the file, without its header.
    """

    def __init__(self, path: Path, *, scratch: Path, memory_gb: float = 1.5):
        scratch.mkdir(exist_ok=True)
        with duckdb.connect(str(scratch / "oracle.duckdb")) as db:
            db.execute(f"set memory_limit = '{memory_gb}GB'; set threads = 2")
            _read(db, path)
            db.execute(_MONEY)
            _find(db)
            self.faults = db.sql("select * from faults order by all").df()
            self.rejected = db.sql(
                """
                select row, string_agg(rule, ' ' order by rule) as rules
                from faults where rule in (select unnest($rules)) group by row order by row
                """,
                params={"rules": [*_REJECTING]},
            ).df()
            self.kept = db.sql(
                """
                select village_code(village)[1:2] as province_code, count(*) as households,
                    sum(members::bigint)::bigint as persons
                from cells where kind is null and row not in
                    (select row from faults where rule in (select unnest($rules)))
                group by all order by all
                """,
                params={"rules": [*_REJECTING]},
            ).df()
            ((self.rows,),) = db.sql("select count(*) from cells").fetchall()


def _read(db: duckdb.DuckDBPyConnection, path: Path) -> None:
    codes = [s.code for p in provinces() for d in districts(p.code) for s in subdistricts(d.code)]
    db.register("codes", pd.DataFrame({"code": codes}))
    db.execute("create table places as select * from codes")
    given = {f"c{n}": _NAMES.get(header, f"other_{n}") for n, header in enumerate(COLUMNS)}
    flags = {f"c{n}": key for key, header in _FLAGS.items() for n in [COLUMNS.index(header)]}
    names = [c for c in given if not (given | flags)[c].startswith("other")]
    chosen = ", ".join(f"{c} as {(given | flags)[c]}" for c in names)
    types = ", ".join(f"'c{n}': 'varchar'" for n in range(len(COLUMNS)))
    db.execute(f"""
        create table cells as
        select row_number() over () + 1 as row, {chosen}, case
            when regexp_matches(c0, '[0-9]') or c0 = '' then null
            when starts_with(c0, '{_SUBTOTAL}') then 'subtotal'
            when starts_with(c0, '{_FOOTNOTE}') then 'footnote' end as kind
        from read_csv('{path}', auto_detect = false, header = false, skip = 1, delim = ',',
            quote = '"', escape = '"', new_line = '\\r\\n', encoding = 'latin-1', parallel = false,
            columns = {{{types}}}, nullstr = '\\x01')
        """)


def _find(db: duckdb.DuckDBPyConnection) -> None:
    """Make the table of faults: cells first, then ids that come again among the rows left."""
    each = " union all ".join(
        f"select row, '{_HEADERS[key]}' as \"column\", {rule}({key}) as rule from cells"
        f" where kind is null and {rule}({key}) is not null"
        for key, rule in _RULES.items()
    )
    db.execute(f"create table faults as {each}")
    db.execute(
        """
        create table sound as select row, id, village_code(village) as village from cells
        where kind is null and row not in
            (select row from faults where rule in (select unnest($rules)));
        """,
        {"rules": [*_REJECTING]},
    )
    db.execute(f"""
        insert into faults
        select row, '{_HEADERS["id"]}', if(village = first_village, 'duplicate', 'household_moved')
        from (
            select row, village, first_value(village) over one as first_village,
                row_number() over one as number
            from sound where id in (select id from sound group by id having count(*) > 1)
            window one as (partition by id order by row)
        ) where number > 1
        """)
