"""Which queries read, and what of a query a register keeps."""

import pytest

from povlib.data.querytext import name_at, recorded_query, require_select
from povlib.errors import InputError


@pytest.mark.parametrize(
    "sql",
    [
        "select 1",
        "WITH a AS (SELECT 1) SELECT * FROM a",
        "  -- ครัวเรือน\n (SELECT 1) ",
        "/* a\nb */ VALUES (1);",
        "TABLE homes ; ",
    ],
)
def test_what_reads_passes_without_its_semicolon(sql):
    assert require_select(sql) == sql.strip().rstrip("; ")


@pytest.mark.parametrize("sql", ["", "DELETE FROM homes", "-- SELECT 1", "EXPLAIN SELECT 1", ";"])
def test_what_does_not_begin_as_a_select_is_refused_without_repeating_it(sql):
    with pytest.raises(InputError, match="SELECT") as told:
        require_select(sql)
    assert "homes" not in str(told.value)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT \"รหัสบ้าน\", ปี AS \"ปี จปฐ.\" FROM bmn.homes h2557 WHERE province IN ('24', '25')",
        "SELECT * FROM homes WHERE date >= '2557-01-15' AND note <> ''",
    ],
)
def test_a_query_without_words_in_quotes_is_kept_whole(sql):
    assert recorded_query(sql) == sql


@pytest.mark.parametrize(
    ("sql", "kept"),
    [
        ("SELECT 'สมชาย' AS x", "SELECT '[ปกปิด]' AS x"),
        ("SELECT 'it''s me, สมชาย'", "SELECT '[ปกปิด]'"),
        (r"SELECT E'สมชาย\' x' FROM a", "SELECT '[ปกปิด]' FROM a"),
        ("SELECT $a$สมชาย$a$, $$ใจดี$$", "SELECT [ปกปิด], [ปกปิด]"),
        ("SELECT 1 -- ของสมชาย\nFROM a", "SELECT 1 [ปกปิด]\nFROM a"),
        ("SELECT 1 /* a /* b */ สมชาย */ FROM a", "SELECT 1 [ปกปิด] FROM a"),
        ("SELECT * FROM a WHERE cid = 1234567890121", "SELECT * FROM a WHERE cid = [ปกปิด]"),
        ("SELECT dblink('password=geheim-77')", "SELECT dblink('[ปกปิด]')"),
        ("SELECT '1234567890121'", "SELECT '[ปกปิด]'"),
    ],
)
def test_what_may_be_personal_or_secret_in_a_query_is_hidden(sql, kept):
    assert recorded_query(sql) == kept


def test_a_name_with_its_schema_is_named_whole():
    assert name_at('SELECT * FROM bmn."ครัว เรือน" h', 14) == 'bmn."ครัว เรือน"'
