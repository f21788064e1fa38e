import pandas as pd
import pytest
from click.testing import CliRunner

from povlib import data
from povlib.cli import main
from povlib.errors import RegisterError

HOUSE = 24_000_000_003


def all_bytes(register):
    return b"".join(f.read_bytes() for f in register.rglob("*") if f.is_file())


def run(register, *arguments):
    return CliRunner().invoke(main, ["register", *arguments, "--register", str(register)])


def everything_about(register, number):
    """Read every table and copy that names households, and list where the number stands."""
    return [
        file.relative_to(register).as_posix()
        for file in register.rglob("*.parquet")
        if str(number) in pd.read_parquet(file).astype("str").to_string()
    ]


def test_undo_gives_back_the_bytes_before(register, homes, ingest, content):
    start = content(register)
    ingest(register, homes())
    first = content(register)
    ingest(register, homes(ids=range(3, 9)).assign(members=7), replace=True)
    data.undo_ingest(register, ingest_id="0002")
    assert content(register) == first
    data.undo_ingest(register, ingest_id="0001")
    assert content(register) == start


def test_undo_of_an_earlier_ingest_keeps_the_other_rows_of_a_later_one(
    register, homes, ingest, tmp_path, content
):
    ingest(register, homes(ids=range(3)))
    ingest(register, homes(ids=range(3, 6)))
    data.undo_ingest(register, ingest_id="0001")
    back = data.read_unit(register, "household", year_be=2556, province_code="24")
    assert back["household_id"].min() == HOUSE
    assert [s.ingest_id for s in data.read_manifest(register).units[0].sources] == ["0002"]


def test_undo_refuses_when_a_later_ingest_touched_the_same_rows(register, homes, ingest, content):
    ingest(register, homes())
    ingest(register, homes(ids=range(1)).assign(members=7), replace=True)
    before = content(register)
    with pytest.raises(RegisterError, match="ย้อนรายการ 0002 ก่อน"):
        data.undo_ingest(register, ingest_id="0001")
    assert content(register) == before
    data.undo_ingest(register, ingest_id="0002")
    data.undo_ingest(register, ingest_id="0001")


def test_undo_brings_a_moved_household_home(register, homes, ingest, content):
    ingest(register, homes())
    before = content(register)
    ingest(register, homes().assign(village_code=25_010_101), replace=True)
    data.undo_ingest(register, ingest_id="0002")
    assert content(register) == before


@pytest.mark.parametrize("ingest_id", ["0001", "0002", "7", ""])
def test_only_an_ingest_that_stands_can_be_undone(register, homes, ingest, ingest_id):
    ingest(register, homes())
    data.undo_ingest(register, ingest_id="0001")
    with pytest.raises(RegisterError, match="ย้อนได้เฉพาะ"):
        data.undo_ingest(register, ingest_id=ingest_id)


def test_undo_removes_the_rejected_rows_of_the_ingest(register, homes, source):
    with data.transaction(register) as tx:
        tx.add("household", homes(), source=source)
        tx.reject(pd.DataFrame({"row": [4]}), pd.DataFrame({"row": [4]}))
    data.undo_ingest(register, ingest_id="0001")
    assert not (register / "rejects/0001").exists()


def test_a_forgotten_household_is_nowhere(register, homes, ingest, source):
    ingest(register, homes())
    ingest(register, homes().assign(members=7), replace=True)
    child = homes(25, year_be=2557).assign(origin_household_id=[HOUSE, *[None] * 5])
    ingest(register, child)
    target = homes()[["household_id", "village_code", "bmn_year_be"]]
    ingest(register, target.assign(fiscal_year_be=2557, group="assist"), table="target")
    with data.transaction(register) as tx:
        rejects = pd.DataFrame({"row": [4, 5], "บ้าน": ["๒๔๐๐๐๐๐๐๐๐๓", str(HOUSE + 1)]})
        tx.reject(rejects, pd.DataFrame({"row": [4, 5], "value": [f"x {HOUSE}", "y"]}))
        (tx.rejects_folder / "form.xlsx").write_bytes(str(HOUSE).encode())
    data.read_moves(register, bmn_year_be=2557)
    gone = data.forget_household(register, household_id=HOUSE)
    assert (gone.rows, gone.rejected_rows) == (2, 1)
    assert everything_about(register, HOUSE) == []
    assert str(HOUSE).encode() not in all_bytes(register)
    assert pd.read_parquet(register / "rejects/0005/rejects.parquet")["row"].tolist() == [5]
    assert not (register / "derived").exists()
    assert len(data.read_unit(register, "household", year_be=2557, province_code="25")) == 6


def test_undo_after_forgetting_does_not_bring_the_household_back(register, homes, ingest):
    ingest(register, homes())
    ingest(register, homes().assign(members=7), replace=True)
    data.forget_household(register, household_id=HOUSE)
    data.undo_ingest(register, ingest_id="0002")
    back = data.read_unit(register, "household", year_be=2556, province_code="24")
    assert len(back) == 5
    assert HOUSE not in back["household_id"].tolist()


def test_forgetting_what_is_not_there_writes_nothing(register, homes, ingest, content):
    ingest(register, homes())
    before, log = content(register), (register / "log.jsonl").read_bytes()
    assert data.forget_household(register, household_id=99_999_999_999).rows == 0
    assert data.forget_round(register, bmn_year_be=2540).rows == 0
    assert (content(register), (register / "log.jsonl").read_bytes()) == (before, log)


def test_a_forgotten_round_is_nowhere_and_the_others_stay(register, homes, ingest):
    ingest(register, homes())
    ingest(register, homes().assign(members=7), replace=True)
    ingest(register, homes(year_be=2557))
    with data.transaction(register) as tx:
        tx.reject(pd.DataFrame({"row": [4]}), pd.DataFrame({"row": [4]}), bmn_year_be=2556)
    gone = data.forget_round(register, bmn_year_be=2556)
    assert (gone.rows, gone.rejected_rows) == (6, 1)
    assert data.years_be(register, "household") == (2557,)
    assert not list(register.rglob("bmn_year_be=2556"))
    assert not (register / "rejects/0004").exists()
    ingest(register, homes())
    data.undo_ingest(register, ingest_id="0002")
    assert len(data.read_unit(register, "household", year_be=2556, province_code="24")) == 6


def test_the_command_shows_the_log_in_thai(register, homes, source):
    with data.transaction(register, recorded_at="2014-10-01T09:30:00+07:00") as tx:
        tx.add("household", homes(), source=source)
    assert run(register, "undo", "0001").exit_code == 0
    shown = run(register, "log")
    first, ingested, undone = shown.output.splitlines()
    assert shown.exit_code == 0
    assert "1 ต.ค. 2557 09:30" in ingested
    assert "homes.csv" in ingested
    assert "ย้อนแล้วในรายการ 0002" in ingested
    assert "ย้อนรายการ 0001" in undone


def test_the_command_forgets_without_repeating_the_id(register, homes, ingest):
    ingest(register, homes())
    outputs = [run(register, "forget", "--household", n) for n in (str(HOUSE), str(HOUSE), "12")]
    assert [result.exit_code for result in outputs] == [0, 2, 2]
    assert not any(str(HOUSE) in result.output for result in outputs)
    assert run(register, "forget", "--bmn-year", "2556").exit_code == 0
    assert run(register, "forget").exit_code == 2
