import shutil
from pathlib import Path

import pandas as pd
import pytest

from povlib import data
from povlib.errors import ConflictError, RegisterError

UNIT = {"year_be": 2556, "province_code": "24"}


class Killed(BaseException):
    """The process ends here."""


@pytest.fixture
def kill_at(monkeypatch):
    """Let the process die just before its n-th change of a file."""

    def arm(number):
        left = [number]

        def dying(real):
            def step(*arguments, **options):
                left[0] -= 1
                if left[0] == 0:
                    raise Killed
                return real(*arguments, **options)

            return step

        for owner, name in [(Path, "replace"), (Path, "unlink"), (shutil, "rmtree")]:
            monkeypatch.setattr(owner, name, dying(getattr(owner, name)))

    return arm


def read(register, *, province_code="24"):
    return data.read_unit(register, "household", year_be=2556, province_code=province_code)


def test_the_same_rows_again_change_nothing(register, homes, ingest, content):
    assert ingest(register, homes()).rows_new == 6
    before, log = content(register), (register / "log.jsonl").read_bytes()
    again = ingest(register, homes().sample(frac=1, random_state=2))
    assert (again.rows_unchanged, again.rows_new, again.ingest_id) == (6, 0, None)
    assert content(register) == before
    assert (register / "log.jsonl").read_bytes() == log


def test_rows_of_a_second_file_join_those_of_the_first(register, homes, ingest):
    ingest(register, homes(ids=range(6)))
    result = ingest(register, homes(ids=range(4, 9)))
    assert (result.rows_new, result.rows_unchanged) == (3, 2)
    assert len(read(register)) == 9


def test_other_content_for_a_key_is_a_conflict_that_shows_both_without_ids(
    register, homes, ingest, content
):
    ingest(register, homes())
    before = content(register)
    changed = homes().assign(members=[1, 2, 3, 9, 5, 1])
    changed.index += 2
    with pytest.raises(ConflictError) as caught:
        ingest(register, changed)
    message = str(caught.value)
    assert "แถว 5 จำนวนสมาชิก: ทะเบียน (homes.csv) 4, ไฟล์นี้ 9" in message
    assert "24020101" in message
    assert not any(str(number) in message for number in changed["household_id"])
    assert content(register) == before


def test_replace_takes_the_new_content(register, homes, ingest):
    ingest(register, homes())
    result = ingest(register, homes().assign(members=7), replace=True)
    assert (result.rows_replaced, result.rows_new, result.conflicts) == (6, 0, 6)
    assert read(register)["members"].tolist() == [7] * 6


def test_a_missing_value_differs_from_zero(register, homes, ingest):
    ingest(register, homes())
    with pytest.raises(ConflictError, match=r"\(ว่าง\)"):
        ingest(register, homes().assign(income_other_baht=0))


def test_a_household_given_for_another_province_is_a_conflict(register, homes, ingest):
    ingest(register, homes())
    moved = homes().assign(village_code=25_010_101)
    with pytest.raises(ConflictError):
        ingest(register, moved)
    ingest(register, moved, replace=True)
    assert len(read(register)) == 0
    assert len(read(register, province_code="25")) == 6
    assert data.provinces(register, "household", year_be=2556) == ("25",)


def test_a_key_twice_in_a_file_is_settled_only_when_equal(register, homes, ingest, content):
    twice = pd.concat([homes(), homes()], ignore_index=True)
    assert ingest(register, twice).rows_unchanged == 6
    before = content(register)
    twice.loc[11, "members"] = 40
    with pytest.raises(ConflictError, match="รหัสซ้ำกัน"):
        ingest(register, twice, replace=True)
    assert content(register) == before


def test_a_missing_part_of_a_key_is_equal_to_itself(register, ingest):
    visits = pd.DataFrame(
        {
            "household_id": [24_000_000_001, 24_000_000_001],
            "fiscal_year_be": 2557,
            "village_code": 24_010_101,
            "date": pd.to_datetime(["2014-01-01", "2014-01-02"]),
            "process": 1,
            "activity": [None, None],
        }
    )
    assert ingest(register, visits, table="followup").rows_new == 2
    assert ingest(register, visits, table="followup").rows_unchanged == 2


def test_an_error_in_the_block_leaves_the_register_as_it_was(register, homes, source, content):
    before = content(register)
    with pytest.raises(ZeroDivisionError), data.transaction(register) as tx:
        tx.add("household", homes(), source=source)
        raise ZeroDivisionError
    assert content(register) == before
    assert not (register / ".staging").exists()


def test_rejected_rows_are_kept_once_with_what_lies_beside_them(register, source):
    rejects, issues = pd.DataFrame({"row": [4]}), pd.DataFrame({"row": [4], "rule": ["ว่าง"]})
    for expected in ("0001", None):
        with data.transaction(register) as tx:
            tx.reject(rejects, issues)
            (tx.rejects_folder / "form.xlsx").write_bytes(b"x")
        assert tx.result.ingest_id == expected
    assert [f.name for f in (register / "rejects").iterdir()] == ["0001"]
    assert (register / "rejects/0001/form.xlsx").exists()


def test_national_ids_in_file_names_are_hidden(register, homes):
    with data.transaction(register) as tx:
        tx.add("household", homes(), source=data.SourceRecord("1101700207030.csv"))
    written = (register / "register.json").read_text() + (register / "log.jsonl").read_text()
    assert "1101700207030" not in written


def test_one_writer_at_a_time(register, homes, ingest):
    with data.transaction(register), pytest.raises(RegisterError, match="ครั้งละหนึ่งงาน"):
        ingest(register, homes())


def test_the_lock_of_a_dead_process_does_not_stand_in_the_way(register, homes, ingest):
    (register / ".lock").write_text("99999999")
    assert ingest(register, homes()).rows_new == 6


@pytest.mark.parametrize("number", range(1, 15))
def test_a_process_killed_at_any_step_leaves_the_old_or_the_new_register(
    register, homes, ingest, content, monkeypatch, kill_at, number
):
    ingest(register, homes())
    ingest(register, homes(25))
    before = content(register)
    changed = pd.concat([homes().assign(members=7), homes(25).assign(members=8), homes(26)])
    kill_at(number)
    was_killed = False
    try:
        ingest(register, changed, replace=True)
    except Killed:
        was_killed = True
    monkeypatch.undo()

    is_new = "26" in data.provinces(register, "household", year_be=2556)
    members = [set(read(register, province_code=code)["members"]) for code in ("24", "25")]
    assert members == ([{7}, {8}] if is_new else [{1, 2, 3, 4, 5}] * 2)
    assert was_killed or is_new

    ingest(register, homes(25, ids=range(1), year_be=2557))
    assert not (register / ".staging").exists()
    data.undo_ingest(register, ingest_id="0004" if is_new else "0003")
    if is_new:
        data.undo_ingest(register, ingest_id="0003")
    assert content(register) == before
