"""`povlib ingest` and `check` of a database: where passwords come from, and that none is told."""

import os
import signal
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from povlib.cli import main
from tests.postgres import IN_ADDRESS, PASSWORD

PARAMS = str(Path(__file__).parents[2] / "params")
NAME = "POVLIB_TEST_DATABASE"
SQL = """SELECT 24010100001 + n AS "รหัสบ้าน", 2556 AS "ปี จปฐ.", 24010101 AS "รหัสหมู่บ้าน",
    {members} AS "จำนวนสมาชิก", 60000 AS "รายได้อาชีพหลัก", 0 AS "รายได้อาชีพรอง", 0 AS "รายได้อื่น",
    0 AS "หาไว้กินเอง" FROM generate_series(0, 1) n"""


def run(command: str, *arguments: object, members: str = "4"):
    more = ["--params", PARAMS, "--query", SQL.format(members=members)]
    return CliRunner().invoke(main, [command, *map(str, arguments), *more])


def texts_of(folder: Path) -> bytes:
    return b"".join(f.read_bytes() for f in folder.rglob("*") if f.is_file())


@pytest.fixture(autouse=True)
def _extra_without_password(monkeypatch):
    for module in ("psycopg", "sqlalchemy"):
        pytest.importorskip(module, reason="ต้องติดตั้งส่วนเสริม sql")
    monkeypatch.delenv("PGPASSWORD", raising=False)
    monkeypatch.setenv("PGPASSFILE", os.devnull)


@pytest.fixture
def address(postgres) -> str:
    return f"postgresql://reader@{postgres.place}"


@pytest.mark.slow
@pytest.mark.parametrize(("members", "code"), [("4", 0), ("4 * n", 1)])
def test_ingest_ends_with_1_where_rows_are_set_aside(address, monkeypatch, tmp_path, members, code):
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    got = run("ingest", address, "--register", tmp_path / "reg", members=members)
    assert got.exit_code == code
    assert "นำเข้าครั้งที่ 0001" in got.output
    assert PASSWORD.encode() not in texts_of(tmp_path / "reg")


@pytest.mark.slow
def test_check_tells_the_issues_and_writes_no_register(address, monkeypatch, tmp_path):
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    got = run("check", address, "--out", tmp_path / "issues.csv", members="99")
    assert got.exit_code == 1
    assert "out_of_range" in (tmp_path / "issues.csv").read_text(encoding="utf-8-sig")
    assert [f.name for f in tmp_path.iterdir()] == ["issues.csv"]


@pytest.mark.slow
def test_an_ingest_stopped_while_it_reads_leaves_no_register_and_no_session(
    address, postgres, monkeypatch, tmp_path
):
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    monkeypatch.setattr(
        "povlib.data.ingest.Collected.take", lambda *_: signal.raise_signal(signal.SIGTERM)
    )
    got = run("ingest", address, "--register", tmp_path / "reg")
    assert got.exit_code == 143
    assert "ทะเบียนเป็นอย่างเดิม" in got.stderr
    assert list(tmp_path.iterdir()) == []
    query = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'reader'"
    with postgres.owner() as server:
        until = time.monotonic() + 10
        while server.execute(query).fetchone() != (0,):
            assert time.monotonic() < until
            time.sleep(0.05)


@pytest.mark.slow
def test_the_password_may_come_from_a_pass_file(address, postgres, monkeypatch, tmp_path):
    file = tmp_path / "pass"
    file.write_text(f"127.0.0.1:{postgres.port}:km:reader:{PASSWORD}\n", encoding="utf-8")
    file.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(file))
    assert run("check", address).exit_code == 0


@pytest.mark.slow
def test_the_password_or_the_whole_address_may_be_a_secret_of_the_environment(
    address, postgres, monkeypatch
):
    monkeypatch.setenv(NAME, PASSWORD)
    assert run("check", address, "--password", f"secret:{NAME}").exit_code == 0
    monkeypatch.setenv(NAME, postgres.address)
    assert run("check", f"secret:{NAME}").exit_code == 0


@pytest.mark.slow
def test_a_password_in_the_command_works_is_warned_of_and_not_repeated(postgres, tmp_path):
    got = run("ingest", postgres.address, "--register", tmp_path / "reg")
    assert got.exit_code == 0
    assert "รหัสผ่านในคำสั่งเห็นได้" in got.stderr
    for secret in (PASSWORD, IN_ADDRESS):
        assert secret not in got.output
        assert secret.encode() not in texts_of(tmp_path)


@pytest.mark.slow
def test_a_wrong_password_ends_with_2_and_writes_nothing(address, monkeypatch, tmp_path):
    monkeypatch.setenv("PGPASSWORD", "wrong-password")
    got = run("ingest", address, "--register", tmp_path / "reg")
    assert got.exit_code == 2
    assert "รหัสผ่านของฐานข้อมูลต้องถูกต้อง" in got.stderr
    assert "wrong-password" not in got.output
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["a.csv"], "--query"),
        (["postgresql://reader@db/km", "a.csv"], "แยกจากแฟ้ม"),
        (["mysql://reader:geheim@db/km"], "PostgreSQL"),
        (["postgresql://reader@db/km", "--password", "geheim-77"], "secret:"),
        (["postgresql://reader@db/km", "--password", f"secret:{NAME}"], NAME),
        (["secret:geheim-77"], "ตัวแปรสภาพแวดล้อม"),
    ],
)
def test_a_call_that_cannot_be_meant_is_told_without_its_secret(arguments, said):
    got = run("check", *arguments)
    assert got.exit_code == 2
    assert said in got.stderr
    assert "geheim" not in got.output


def test_an_address_without_a_query_is_told():
    got = CliRunner().invoke(main, ["check", "postgresql://reader@db/km", "--params", PARAMS])
    assert got.exit_code == 2
    assert "--query" in got.stderr
