"""Rows that wait on disk: the register is the same as if they had waited in memory."""

import signal
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest

from povlib import data
from povlib.errors import ConflictError, RegisterError
from tests.data.conftest import SOURCE, make_homes

LOW = 1  # every block goes to disk
SECOND = data.SourceRecord("second.csv", sha256="cd", source="bmn")


def everything(register: Path) -> dict[str, bytes]:
    files = (p for p in register.rglob("*") if p.is_file() and p.name != ".lock")
    return {p.relative_to(register).as_posix(): p.read_bytes() for p in sorted(files)}


def take(register, *frames, replace=False, limit_bytes=LOW):
    with data.transaction(register, replace=replace, limit_bytes=limit_bytes) as tx:
        for frame, source in frames:
            tx.add("household", frame, source=source)
    return tx


def wait(tx):
    """Wait until all that goes to disk is there: tasks aside are done in order."""
    tx.do_aside(len, ())
    tx.wait()


def mixed(*, seed: int = 5, members: int | None = None) -> pd.DataFrame:
    """Three provinces and two rounds, in no order."""
    parts = [make_homes(code, ids=range(9)) for code in (24, 25, 96)]
    parts.append(make_homes(24, ids=range(9), year_be=2557))
    rows = pd.concat(parts, ignore_index=True).sample(frac=1, random_state=seed)
    rows = rows.reset_index(drop=True)
    return rows if members is None else rows.assign(members=members)


def filled(folder: Path, *, limit_bytes: int) -> Path:
    """A register after several ingests of every kind."""
    data.create_register(folder, is_demo=True)
    rows = mixed()
    visits = pd.DataFrame(
        {
            "household_id": rows["household_id"],
            "fiscal_year_be": 2557,
            "village_code": rows["village_code"],
            "date": pd.to_datetime("2014-01-01") + pd.to_timedelta(range(len(rows)), unit="D"),
            "process": 1,
            "activity": [None if n % 3 else "เยี่ยม" for n in range(len(rows))],
        }
    )
    with data.transaction(folder, limit_bytes=limit_bytes) as tx:
        for start in range(0, len(rows), 5):
            tx.add("household", rows[start : start + 5], source=SOURCE)
            tx.add("followup", visits[start : start + 5], source=SECOND)
    later = mixed(seed=6, members=7).iloc[:20]
    moved = make_homes(96, ids=range(3)).assign(village_code=24_010_101)
    changes = [(later, SOURCE), (make_homes(95), SECOND)]
    take(folder, *changes, replace=True, limit_bytes=limit_bytes)
    take(folder, (moved, SECOND), replace=True, limit_bytes=limit_bytes)
    return folder


def test_every_byte_is_the_same_whether_rows_waited_on_disk_or_in_memory(tmp_path):
    with_disk = filled(tmp_path / "disk", limit_bytes=LOW)
    without = filled(tmp_path / "memory", limit_bytes=10**9)
    assert everything(with_disk) == everything(without)
    for ingest_id in ("0003", "0002", "0001"):
        data.undo_ingest(with_disk, ingest_id=ingest_id)
        data.undo_ingest(without, ingest_id=ingest_id)
        assert everything(with_disk) == everything(without)
    assert not data.read_manifest(with_disk).units


def test_rows_do_wait_on_disk_beyond_the_limit_and_none_before(register):
    for limit_bytes, is_there in ((LOW, True), (10**9, False)):
        with data.transaction(register, limit_bytes=limit_bytes) as tx:
            tx.add("household", mixed(), source=SOURCE)
            wait(tx)
            assert any((register / ".staging").rglob("*.arrow")) == is_there
        assert not (register / ".staging").exists()


def test_the_same_rows_in_another_order_change_nothing(register):
    take(register, (mixed(), SOURCE))
    before = everything(register)
    tx = take(register, (mixed(seed=8), SOURCE))
    assert (tx.result.ingest_id, tx.result.rows_unchanged) == (None, 36)
    assert everything(register) == before


def test_a_household_of_two_files_in_two_provinces_is_found_across_units(register):
    here = make_homes(24)
    there = here.assign(village_code=96_010_101)
    before = everything(register)
    with pytest.raises(ConflictError, match="รหัสซ้ำกันแต่เนื้อหาต่างกัน 6 แถว"):
        take(register, (here, SOURCE), (there, SECOND), replace=True)
    assert everything(register) == before


def test_a_household_given_for_another_province_than_it_is_in_moves_only_when_replaced(register):
    take(register, (mixed(), SOURCE))
    rows = make_homes(25, ids=range(7, 12))
    rows.loc[rows["household_id"] == 25 * 10**9 + 8, "village_code"] = 96_010_101
    with pytest.raises(ConflictError) as caught:
        take(register, (rows, SECOND))
    assert "มี 1 แถวที่อยู่ในทะเบียนแล้วแต่เนื้อหาต่างกัน" in str(caught.value)
    tx = take(register, (rows, SECOND), replace=True)
    assert (tx.result.rows_new, tx.result.rows_unchanged, tx.result.rows_replaced) == (3, 1, 1)
    counts = {u.key[1:]: u.rows for u in data.read_manifest(register).units}
    assert counts == {(2556, "24"): 9, (2556, "25"): 11, (2556, "96"): 10, (2557, "24"): 9}


def test_conflicts_are_listed_alike_from_disk_and_from_memory(tmp_path):
    listed = []
    for limit_bytes in (LOW, 10**9):
        register = tmp_path / str(limit_bytes)
        data.create_register(register, is_demo=True)
        take(register, (mixed(), SOURCE))
        tx = take(register, (mixed(members=9), SECOND), replace=True, limit_bytes=limit_bytes)
        listed.append(tx.conflicts)
    pd.testing.assert_frame_equal(*listed)
    assert len(listed[0]) == 36
    assert listed[0]["row"].nunique() == 36


def test_a_value_that_does_not_fit_is_refused_also_when_it_waited_on_disk(register):
    before = everything(register)
    rows = data.columns.to_arrow(make_homes(), table="household")
    at = rows.schema.get_field_index("members")
    rows = rows.set_column(at, rows.schema.field(at), pa.array([0] * 6, pa.int32()))
    with pytest.raises(RegisterError), data.transaction(register, limit_bytes=LOW) as tx:
        tx.add_rows("household", rows, numbers=range(6), source=SOURCE)
    assert everything(register) == before
    assert not (register / ".staging").exists()


def test_a_full_disk_is_told_plainly_and_leaves_nothing(register, monkeypatch):
    take(register, (make_homes(), SOURCE))
    before = everything(register)
    written, real = [], pa.OSFile

    def opened(path: str, mode: str = "rb") -> pa.NativeFile:
        # From the third file on the system itself says that there is no room.
        written.extend([path] if mode == "wb" else [])
        return real("/dev/full" if len(written) > 2 else path, mode)

    monkeypatch.setattr(pa, "OSFile", opened)
    frames = [(make_homes(code, ids=range(3000)), SOURCE) for code in (24, 25, 26, 27)]
    with pytest.raises(RegisterError, match="เนื้อที่"):
        take(register, *frames, replace=True)
    monkeypatch.undo()
    assert len(written) == 3
    assert everything(register) == before
    assert not (register / ".staging").exists()


_KILLED = """
import os, signal, sys
from pathlib import Path
from povlib import data
from tests.data.conftest import SOURCE, make_homes
register = Path(sys.argv[1])
with data.transaction(register, replace=True, limit_bytes=1) as tx:
    for code in (24, 25, 26):
        tx.add("household", make_homes(code).assign(members=7), source=SOURCE)
    tx.do_aside(print)
    tx.wait()
    assert any((register / ".staging").rglob("*.arrow"))
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_kill_while_rows_wait_on_disk_leaves_the_register_and_later_no_files(register):
    take(register, (make_homes(), SOURCE))
    before = everything(register)
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", _KILLED, str(register)], cwd=root, check=False)
    assert done.returncode == -signal.SIGKILL
    read = data.read_unit(register, "household", year_be=2556, province_code="24")
    assert set(read["members"]) == {1, 2, 3, 4, 5}
    with data.transaction(register):
        assert not any((register / ".staging").iterdir())
    assert everything(register) == before
