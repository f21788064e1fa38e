"""One province fails in every way there is; the others finish, and nothing is left behind."""

import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest

from tests.reports.small import (
    CALL,
    FAILS,
    PROVINCES,
    SLOW,
    arguments,
    only_there,
    pages,
    processes_of,
    report,
    require_nothing_aside,
    start,
    write_notebook,
    write_small_run,
    year_of,
)

pytestmark = pytest.mark.slow
ENGINES = ["fork", "subprocess"] if sys.platform == "linux" else ["subprocess"]
FAULTS = {
    "exception": ("raise ValueError('เลข 1234567890121')", "ValueError: "),
    "exit": ("import sys; sys.exit(0)", "หยุดก่อนจบ"),
    "segmentation fault": ("import ctypes; ctypes.string_at(0)", ""),
    "out of memory, told": ("x = bytearray(1 << 62)", "MemoryError"),
    "out of memory, killed": ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", ""),
}


@pytest.mark.parametrize(
    ("fault", "engine"),
    [(fault, ENGINES[0]) for fault in FAULTS]
    + [(fault, "subprocess") for fault in ("exit", "out of memory, killed")],
)
def test_a_fault_stays_in_its_province(tmp_path, demo_register, fault, engine):
    source, says = FAULTS[fault]
    run = write_small_run(tmp_path, demo_register, only_there(source))
    result = report(run, "--engine", engine)
    assert result.exit_code == 1, result.output
    made = pages(run)
    assert sorted(made) == [*PROVINCES]
    assert "ทำรายงานไม่สำเร็จ" in made[FAILS]
    assert says in made[FAILS]
    assert "1234567890121" not in made[FAILS]
    assert all(f"รายงานของ {code}" in made[code] for code in PROVINCES[1:])
    stopped = year_of(run) / "small" / FAILS / "report.ipynb"
    outputs = [o for c in nbformat.read(stopped, 4).cells for o in c.get("outputs", [])]
    assert [o.output_type for o in outputs] == ["error"]
    assert "1 ฉบับ: " in result.output
    require_nothing_aside(run)


def test_an_endless_loop_is_ended(tmp_path, demo_register):
    endless = only_there("while True: pass")
    run = write_small_run(tmp_path, demo_register, endless, timeout_seconds=15)
    result = report(run)
    assert result.exit_code == 1, result.output
    assert "timeout_seconds" in pages(run)[FAILS]
    assert sorted(pages(run)) == [*PROVINCES]
    require_nothing_aside(run)


def test_outputs_may_be_named_from_the_folder_that_the_command_runs_in(
    tmp_path, demo_register, monkeypatch
):
    run = write_small_run(tmp_path, demo_register, outputs="outputs")
    monkeypatch.chdir(tmp_path)
    assert "ทำแล้ว 4 ฉบับ" in report(run).output


def test_what_fails_once_is_tried_again(tmp_path, demo_register):
    flag = (tmp_path / "tried").as_posix()
    once = only_there(
        f"from pathlib import Path\nif not Path({flag!r}).exists():\n"
        f"    Path({flag!r}).touch()\n    raise OSError('first time')"
    )
    run = write_small_run(tmp_path, demo_register, once, retries=1)
    result = report(run)
    assert result.exit_code == 0, result.output
    assert "จะลองใหม่" in (year_of(run) / "run.log").read_text(encoding="utf-8")


def test_a_second_call_does_only_what_failed(tmp_path, demo_register):
    run = write_small_run(tmp_path, demo_register, only_there("1 / 0"))
    assert report(run).exit_code == 1
    again = report(run)
    assert again.exit_code == 1
    assert "ทำแล้ว 0 ฉบับ ไม่เปลี่ยน 3 ฉบับ ทำไม่ได้ 1 ฉบับ" in again.output


def test_what_changed_is_made_again(tmp_path, demo_register):
    run = write_small_run(tmp_path, demo_register)
    assert "ทำแล้ว 4 ฉบับ ไม่เปลี่ยน 0" in report(run).output
    assert "ทำแล้ว 0 ฉบับ ไม่เปลี่ยน 4" in report(run).output
    (year_of(run) / "small" / "21" / "report.html").write_text("damaged", encoding="utf-8")
    assert "ทำแล้ว 1 ฉบับ ไม่เปลี่ยน 3" in report(run).output
    assert "ทำแล้ว 4 ฉบับ ไม่เปลี่ยน 0" in report(run, "--force").output
    write_notebook(tmp_path, "1 + 1;")
    assert "ทำแล้ว 4 ฉบับ ไม่เปลี่ยน 0" in report(run).output


def test_a_line_cut_off_by_a_power_failure_does_not_spoil_the_journal(tmp_path, demo_register):
    run = write_small_run(tmp_path, demo_register)
    report(run)
    journal = year_of(run) / "journal.jsonl"
    journal.write_bytes(journal.read_bytes()[:-40])
    assert "ทำแล้ว 1 ฉบับ ไม่เปลี่ยน 3" in report(run).output
    assert "ทำแล้ว 0 ฉบับ ไม่เปลี่ยน 4" in report(run).output


def test_replaced_reports_are_kept_for_as_many_runs_as_the_run_file_says(tmp_path, demo_register):
    run = write_small_run(tmp_path, demo_register, keep_runs=2)
    for _ in range(4):
        report(run, "--force")
    kept = sorted(p.name for p in (year_of(run) / ".previous").iterdir())
    assert kept == ["2", "3"]
    assert len([*(year_of(run) / ".previous").glob("*/small/*/report.html")]) == 8


def test_a_good_report_is_kept_when_its_next_run_fails(tmp_path, demo_register):
    run = write_small_run(tmp_path, demo_register)
    report(run)
    write_notebook(tmp_path, only_there("1 / 0"))
    assert report(run).exit_code == 1
    (kept,) = (year_of(run) / ".previous").glob(f"*/small/{FAILS}/report.html")
    assert f"รายงานของ {FAILS}" in kept.read_text(encoding="utf-8")


def test_reports_moved_aside_by_a_killed_run_come_back(tmp_path, demo_register):
    run = write_small_run(tmp_path, demo_register)
    report(run)
    aside = year_of(run) / ".old" / "small" / "21"
    aside.parent.mkdir(parents=True)
    (year_of(run) / "small" / "21").rename(aside)
    assert "ทำแล้ว 0 ฉบับ ไม่เปลี่ยน 4" in report(run).output


@pytest.mark.skipif(os.name != "posix", reason="limits of a process are tested on POSIX")
def test_a_full_disk_stops_the_run_and_loses_nothing(tmp_path, demo_register):
    run = write_small_run(tmp_path, demo_register)
    report(run)
    before = pages(run)
    write_notebook(tmp_path, "1 + 1;")
    # No file may grow over 16 blocks: to the program it is as if the disk were full.
    command = shlex.join([sys.executable, "-c", CALL, *arguments(run)])
    full = ["sh", "-c", f"ulimit -f 16; exec {command}"]
    done = subprocess.run(full, capture_output=True, text=True, check=False)
    assert done.returncode == 2, done.stderr
    assert "ต้องเขียนผลลัพธ์ลงดิสก์ได้" in done.stderr
    assert pages(run) == before
    require_nothing_aside(run)
    assert "ทำแล้ว 4 ฉบับ ไม่เปลี่ยน 0" in report(run).output


def started(run: Path, *more: object) -> subprocess.Popen:
    """Start the command and wait until the other provinces are done and one is at work."""
    process = start(run, *more)
    until = time.monotonic() + 120
    while len(pages(run)) < len(PROVINCES) - 1:
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < until
        time.sleep(0.05)
    return process


@pytest.mark.skipif(sys.platform != "linux", reason="signals are tested on Linux")
@pytest.mark.parametrize(
    ("number", "code", "engine"),
    [
        (signal.SIGINT, 130, "fork"),
        (signal.SIGTERM, 143, "fork"),
        (signal.SIGTERM, 143, "subprocess"),
    ],
)
def test_a_stopped_run_ends_its_children_and_can_go_on(
    tmp_path, demo_register, number, code, engine
):
    run = write_small_run(tmp_path, demo_register, only_there(SLOW))
    process = started(run, "--engine", engine)
    # Ctrl-C reaches all processes of the terminal, SIGTERM the one it was sent to.
    os.killpg(process.pid, number) if number == signal.SIGINT else process.send_signal(number)
    _, said = process.communicate(timeout=20)
    assert process.returncode == code, said.decode()
    assert sorted(pages(run)) == [*PROVINCES[1:]]
    require_nothing_aside(run)
    time.sleep(2)
    assert not processes_of(run)
    write_notebook(tmp_path)
    assert "ทำแล้ว 4 ฉบับ" in report(run).output


@pytest.mark.skipif(sys.platform != "linux", reason="killing is tested on Linux")
@pytest.mark.parametrize("engine", ENGINES)
def test_a_killed_driver_leaves_no_process(tmp_path, demo_register, engine):
    run = write_small_run(tmp_path, demo_register, only_there(SLOW))
    process = started(run, "--engine", engine)
    process.kill()
    process.communicate()
    time.sleep(2)
    assert not processes_of(run)
    assert sorted(pages(run)) == [*PROVINCES[1:]]
    again = report(run, "--province", "21")
    assert "ทำแล้ว 0 ฉบับ ไม่เปลี่ยน 1 ฉบับ" in again.output
    require_nothing_aside(run)
