"""A query of a PostgreSQL database comes in as a file does, and leaves no trace when it fails."""

import hashlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from povlib import data
from povlib.data.database import query_feed, query_of
from povlib.data.feeds import file_feed
from povlib.data.ingest import Options, Report, ingest_feeds
from povlib.data.sheets import Block
from povlib.errors import InputError
from tests.data.files import homes, write_csv
from tests.postgres import IN_ADDRESS, PASSWORD

SOURCES_DIR = Path(__file__).parents[2] / "params" / "sources"
OPTIONS = Options(bmn_year_be=2556)
SQL = "SELECT * FROM homes"
IDS = "SELECT 24010100001 + n AS hid, 2556 AS ปี, 24010101 AS village_code, 4 AS members"


@pytest.fixture(autouse=True)
def _extra():
    for module in ("psycopg", "sqlalchemy"):
        pytest.importorskip(module, reason="ต้องติดตั้งส่วนเสริม sql")


def take(origin, register: Path, *, options: Options = OPTIONS) -> Report:
    feed = file_feed(origin) if isinstance(origin, Path) else query_feed(origin)
    return ingest_feeds([feed], register=register, sources_dir=SOURCES_DIR, options=options)


def blocks_of(query) -> Iterator[Block]:
    (sheet,) = query_feed(query).open_sheets()
    return sheet.blocks(1)


def everything(folder: Path) -> dict[str, bytes]:
    files = (f for f in folder.rglob("*") if f.is_file())
    return {f.relative_to(folder).as_posix(): f.read_bytes() for f in files}


def sums(register: Path) -> list:
    return [(u.key, u.rows, u.sha256) for u in data.read_manifest(register).units]


@pytest.fixture
def table(postgres):
    """Make a table of texts as `write_csv` writes them; it goes with the test."""
    made = []

    def make(name: str, rows: list[dict[str, str]], types: dict[str, str] | None = None) -> None:
        columns = [f'"{c}" {(types or {}).get(c, "text")}' for c in rows[0]]
        marks = ", ".join(["%s"] * len(columns))
        with postgres.owner() as owner:
            owner.execute(f"CREATE TABLE {name} ({', '.join(columns)})")
            made.append(name)
            with owner.cursor() as cursor:
                values = [[v or None for v in row.values()] for row in rows]
                cursor.executemany(f"INSERT INTO {name} VALUES ({marks})", values)

    yield make
    with postgres.owner() as owner:
        for name in made:
            owner.execute(f"DROP TABLE {name}")


def dirty_homes() -> list[dict[str, str]]:
    faults = [{"จำนวนสมาชิก": "0"}, {"จำนวนสมาชิก": "๓"}, {"รหัสหมู่บ้าน": "99990101"}]
    faults += [{"รายได้อาชีพหลัก": "สามหมื่น"}, {"รายได้อาชีพรอง": ""}, {"รหัสบ้าน": "1234567890121"}]
    rows = homes(len(faults) + 1)
    return [row | fault for row, fault in zip(rows, [*faults, {}], strict=True)]


def of(postgres, sql: str = SQL, **more):
    return query_of(postgres.address, sql=sql, **more)


@pytest.mark.slow
def test_rows_of_texts_come_in_as_from_a_file_with_the_same_issues_and_rejects(
    postgres, table, tmp_path
):
    rows = dirty_homes()
    table("homes", rows)
    of_file = take(write_csv(tmp_path / "a.csv", rows), tmp_path / "file")
    of_query = take(of(postgres), tmp_path / "query")
    assert sums(tmp_path / "query") == sums(tmp_path / "file")
    pd.testing.assert_frame_equal(
        of_query.issues.drop(columns="file"), of_file.issues.drop(columns="file")
    )
    rejects = [
        pd.read_parquet(next((tmp_path / name).glob("rejects/*/rejects.parquet")))
        for name in ("file", "query")
    ]
    pd.testing.assert_frame_equal(*(r.drop(columns="file") for r in rejects))
    assert of_query.rows_rejected == 4


@pytest.mark.slow
def test_typed_columns_in_any_order_mean_what_their_texts_mean(postgres, table, tmp_path):
    rows = homes(3, {"รายได้อาชีพรอง": "", "รายได้อื่น": "12.5"})
    types = {
        "รหัสบ้าน": "bigint",
        "ปี จปฐ.": "smallint",
        "รหัสหมู่บ้าน": "char(12)",
        "จำนวนสมาชิก": "numeric(5,2)",
        "รายได้อาชีพหลัก": "double precision",
        "รายได้อาชีพรอง": "integer",
        "รายได้อื่น": "numeric(12,3)",
        "ตัวชี้วัดที่ 1": "boolean",
    }
    turned = [dict(reversed(row.items())) for row in rows]
    table("homes", turned, types)
    of_file = take(write_csv(tmp_path / "a.csv", rows), tmp_path / "file")
    of_query = take(of(postgres), tmp_path / "query")
    assert sums(tmp_path / "query") == sums(tmp_path / "file")
    told = [set(zip(r.issues["row"], r.issues["rule"], strict=True)) for r in (of_query, of_file)]
    assert told[0] == told[1]
    assert (4, "rounded") in told[0]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("DATE '2014-01-15'", "2014-01-15"),
        ("DATE '2557-01-15'", "2014-01-15"),
        ("TIMESTAMP '2014-01-15 13:30:00'", "2014-01-15"),
        # midnight in Thailand is still the 14th by UTC
        ("TIMESTAMPTZ '2014-01-14 17:00:00+00'", "2014-01-15"),
        ("'15 ม.ค. 2557'::text", "2014-01-15"),
    ],
)
def test_dates_of_every_type_are_the_day_in_thailand(postgres, tmp_path, value, day):
    names = "24010100001 AS household_id, 24010101 AS village_code, 1 AS กระบวนการ"
    sql = f"SELECT {names}, {value} AS วันที่"
    take(of(postgres, sql), tmp_path / "reg")
    rows = data.read_unit(tmp_path / "reg", "followup", year_be=2557, province_code="24")
    assert rows["date"].dt.date.astype(str).tolist() == [day]


@pytest.mark.slow
def test_a_decimal_column_is_never_read_as_thousands(postgres, tmp_path):
    sql = f"{IDS}, 50.125::numeric AS รายได้อาชีพหลัก FROM generate_series(0, 1) n"
    got = take(of(postgres, sql), tmp_path / "reg")
    assert got.rows_rejected == 0
    rows = data.read_unit(tmp_path / "reg", "household", year_be=2556, province_code="24")
    assert rows["income_main_baht"].tolist() == [50, 50]


@pytest.mark.slow
def test_thai_text_of_a_database_in_windows_874_arrives_whole(postgres, tmp_path):
    with postgres.owner() as owner:
        owner.execute("CREATE DATABASE old ENCODING 'WIN874' TEMPLATE template0")
    with postgres.owner("old") as owner:
        owner.execute("CREATE TABLE homes (place text)")
        owner.execute("INSERT INTO homes VALUES ('ตำบลบางปะกง')")
        owner.execute("GRANT SELECT ON homes TO reader")
    query = query_of(postgres.address.replace("/km", "/old"), sql=SQL)
    (block,) = blocks_of(query)
    assert block.columns[0].to_pylist() == ["ตำบลบางปะกง"]


@pytest.mark.slow
def test_the_register_names_host_database_query_and_rows_read(postgres, table, tmp_path):
    table("homes", dirty_homes())
    sql = f"{SQL} WHERE \"รหัสบ้าน\" <> 'บ้านนายสมชาย'"
    take(of(postgres, sql), tmp_path / "reg")
    (entry,) = data.read_log(tmp_path / "reg")
    (source,) = entry.sources
    assert source.file_name == f"postgresql://{postgres.place}"
    assert source.query == f"{SQL} WHERE \"รหัสบ้าน\" <> '[ปกปิด]'"
    assert source.query_sha256 == hashlib.sha256(source.query.encode()).hexdigest()
    assert (source.rows_read, source.source, len(source.sha256)) == (7, "household", 64)
    assert data.read_manifest(tmp_path / "reg").units[0].sources == entry.sources


@pytest.mark.slow
def test_the_same_query_again_changes_nothing_and_undo_takes_it_away(postgres, table, tmp_path):
    table("homes", homes(3))
    take(of(postgres), tmp_path / "reg")
    before = everything(tmp_path / "reg")
    assert take(of(postgres), tmp_path / "reg").result.ingest_id is None
    assert everything(tmp_path / "reg") == before
    data.undo_ingest(tmp_path / "reg", ingest_id="0001")
    assert data.read_manifest(tmp_path / "reg").units == ()


@pytest.mark.slow
def test_the_connection_reads_only_has_a_name_and_a_time_limit(postgres):
    names = ("application_name", "transaction_read_only", "statement_timeout", "timezone")
    sql = "SELECT " + ", ".join(f"current_setting('{n}') AS {n}" for n in names)
    (block,) = blocks_of(of(postgres, sql, timeout_seconds=77))
    given = [column.to_pylist()[0] for column in block.columns]
    assert given == ["povlib", "on", "77s", "Asia/Bangkok"]


FAILING = [
    ("SELECT nothing_here FROM homes", "nothing_here"),
    ("SELECT * FROM nowhere.at_all", "nowhere.at_all"),
    ("SELECT * FROM hidden", "สิทธิ์"),
    ("SELECT 1 FROM homes WHERE", "ท้ายคำสั่ง"),
    ("SELECT 1; DROP TABLE homes", "SELECT คำสั่งเดียว"),
    ("SELECT 1) TO STDOUT; DROP TABLE homes; COPY (SELECT 1", "SELECT คำสั่งเดียว"),
    ("WITH a AS (DELETE FROM homes RETURNING *) SELECT * FROM a", "อ่านอย่างเดียว"),
    ("SELECT *, nextval('counter') AS ลำดับ FROM homes", "อ่านอย่างเดียว"),
    ("SELECT *, ('นายสมชาย' || \"รหัสบ้าน\")::int AS ลำดับ FROM homes", "22P02"),
    ("SELECT 1 AS a", "หัวตาราง"),
    ("SELECT * FROM homes WHERE false", "อย่างน้อยหนึ่งแถว"),
    ("SELECT *, pg_sleep(9) AS ลำดับ FROM homes", "--query-timeout"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("sql", "said"), FAILING)
def test_a_query_that_fails_says_why_and_leaves_register_and_database(
    postgres, table, tmp_path, sql, said
):
    table("homes", homes(2))
    table("hidden", homes(1))
    with postgres.owner() as owner:
        owner.execute("REVOKE ALL ON hidden FROM reader")
        owner.execute("CREATE SEQUENCE IF NOT EXISTS counter")
        owner.execute("GRANT ALL ON SEQUENCE counter TO reader")
    register = tmp_path / "reg"
    take(of(postgres), register)
    before = everything(register)
    with pytest.raises(InputError) as told:
        take(of(postgres, sql, timeout_seconds=1), register)
    assert said in str(told.value)
    assert "ให้ทำต่อ" in str(told.value)
    assert "สมชาย" not in str(told.value)
    assert told.value.__cause__ is None
    assert told.value.__context__ is None or told.value.__suppress_context__
    assert everything(register) == before
    with postgres.owner() as owner:
        assert owner.execute("SELECT count(*) FROM homes").fetchone() == (2,)


# Rows of about 1 kB: the server is ended after 40 MB, when several blocks have been checked.
DROPPED = f"""{IDS}, 60000 AS รายได้อาชีพหลัก, repeat('x', 1000) AS ลำดับ,
    CASE WHEN n = 40000 THEN pg_terminate_backend(pg_backend_pid()) END AS ลำดับที่
    FROM generate_series(0, 60000) n"""


@pytest.mark.slow
@pytest.mark.parametrize("is_new", [True, False])
def test_a_connection_that_is_ended_in_mid_read_leaves_the_register_as_it_was(
    postgres, table, tmp_path, is_new
):
    table("homes", homes(2))
    register = tmp_path / "reg"
    if not is_new:
        take(of(postgres), register)
    before = everything(register)
    with pytest.raises(InputError, match="ไม่ขาดก่อนอ่านครบ"):
        take(of(postgres, DROPPED), register)
    assert everything(register) == before
    assert register.exists() is not is_new


@pytest.mark.slow
def test_rows_come_in_blocks_and_a_reader_that_stops_closes_the_connection(postgres):
    sql = DROPPED.replace("n = 40000", "n < 0")
    blocks = blocks_of(of(postgres, sql))
    first = next(blocks)
    blocks.close()
    assert 0 < len(first.rows) < 20_000
    with postgres.owner() as owner:
        sql = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'povlib'"
        for _ in range(100):
            if owner.execute(sql).fetchone() == (0,):
                break
            owner.execute("SELECT pg_sleep(0.05)")
        assert owner.execute(sql).fetchone() == (0,)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({IN_ADDRESS: "wrong-password"}, "รหัสผ่าน"),
        ({f":{IN_ADDRESS}": ""}, "รหัสผ่าน"),
        ({"reader": "nobody"}, "รหัสผ่าน"),
        ({"/km": "/nothing"}, "ชื่อฐานข้อมูล"),
        ({"@127.0.0.1": "@no-such-host.invalid"}, "พบเครื่อง"),
        ({"/km": "/km?sslmode=require"}, "sslmode"),
    ],
)
def test_what_cannot_be_reached_is_told_without_the_password(
    postgres, monkeypatch, tmp_path, changes, said
):
    monkeypatch.delenv("PGPASSWORD", raising=False)
    monkeypatch.setenv("PGPASSFILE", os.devnull)
    address = postgres.address
    for old, new in changes.items():
        address = address.replace(old, new)
    with pytest.raises(InputError) as told:
        take(query_of(address, sql=SQL), tmp_path / "reg")
    assert said in str(told.value)
    for secret in (PASSWORD, IN_ADDRESS, "wrong-password"):
        assert secret not in str(told.value)
    assert not (tmp_path / "reg").exists()


def test_a_server_that_is_not_there_is_told(tmp_path):
    query = query_of("postgresql://reader@127.0.0.1:1/km", sql=SQL)
    with pytest.raises(InputError, match="เครื่องฐานข้อมูลต้องตอบ"):
        take(query, tmp_path / "reg")
    assert not (tmp_path / "reg").exists()


@pytest.mark.parametrize(
    "address",
    [
        "mysql://reader@db/km",
        "postgresql+asyncpg://reader@db/km",
        "postgresql://reader:geheim@77@db/km",
        "postgresql://reader/geheim@db/km",
        "postgresql://reader:geheim@db:port/km",
        "postgresql://reader:geheim@db",
        "postgresql://reader:geheim@db/",
        "postgresql:/reader",
    ],
)
def test_what_is_no_address_is_refused_without_repeating_it(address):
    with pytest.raises(InputError, match="ที่อยู่ฐานข้อมูล") as told:
        query_of(address, sql=SQL)
    assert "geheim" not in str(told.value)


def test_a_query_shows_no_secret_of_its_address():
    query = query_of("postgresql://reader:geheim-77@db:6000/km", sql="SELECT 'x'")
    assert repr(query) == "Query(name='postgresql://db:6000/km', timeout_seconds=3600)"


@pytest.mark.parametrize("module", ["sqlalchemy", "psycopg"])
def test_without_the_extra_it_is_said_what_to_install(monkeypatch, module):
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(InputError, match=r"povlib\[sql\]"):
        query_feed(query_of("postgresql://reader@127.0.0.1:1/km", sql=SQL)).open_sheets()
