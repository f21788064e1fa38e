"""Shares of one run: together they make what a whole run makes, and none harms another."""

import json
import os
import signal
import sys
import time
from pathlib import Path

import pytest

from povlib.errors import PovError, ReportError
from povlib.locking import held
from povlib.reports.plan import Job
from povlib.reports.shard import WHOLE, Shard, jobs_of, read_shard
from povlib.reports.yearfolder import desk_of, hold
from tests.reports.running import ROOT, call_report, write_run
from tests.reports.small import (
    PROVINCES,
    SLOW,
    only_there,
    pages,
    report,
    require_nothing_aside,
    start,
    write_notebook,
    write_small_run,
    year_of,
)

RECORDS = {".lock", ".gate"}


def job(area_code: str) -> Job:
    return Job("small", "province", area_code, "", 2557, Path(), {}, "public", Path())


JOBS = tuple(map(job, ("16", "21", "30", "32")))


def desk(folder: Path, shard: Shard, jobs: tuple[Job, ...] = JOBS):
    return desk_of(folder, shard=shard, jobs=jobs)


def left_by(folder: Path, name: str) -> Path:
    """Leave a report's page in a folder aside, as a killed run does."""
    place = folder / name / "small" / "16"
    place.mkdir(parents=True)
    (place / "report.html").write_text(name, encoding="utf-8")
    return place


def files_of(folder: Path) -> dict[str, bytes]:
    """Give all files of a year's folder but the run's own records."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
        and not path.name.startswith((".lock", ".gate", "journal", "run.", "run-"))
    }


@pytest.mark.parametrize("text", ["", "0/2", "3/2", "1", "1/0", "a/b", "1/2/3", "-1/2", "๑/๒"])
def test_what_is_no_share_is_refused(text):
    with pytest.raises(ReportError, match="i/n"):
        read_shard(text)


@pytest.mark.parametrize("of", [1, 2, 3, 4, 7])
def test_each_job_is_in_one_share_whatever_the_order(of):
    shares = [jobs_of(JOBS[::-1], shard=Shard(i, of)) for i in range(1, of + 1)]
    names = [job.name for share in shares for job in share]
    assert sorted(names) == [job.name for job in JOBS]
    assert max(map(len, shares)) - min(map(len, shares)) <= 1


def test_shares_of_one_division_hold_the_folder_together(tmp_path):
    one, two = (desk(tmp_path, Shard(i, 2)) for i in (1, 2))
    with hold(one, keep_runs=1), hold(two, keep_runs=1):
        assert one.staging != two.staging
    with hold(desk(tmp_path, WHOLE), keep_runs=1):
        assert {p.name for p in tmp_path.iterdir()} == RECORDS


@pytest.mark.parametrize(
    ("other", "says"),
    [
        (Shard(1, 2), "กำลังทำอยู่แล้ว"),
        (Shard(1, 3), "แบ่งเป็น 2 ส่วน"),
        (WHOLE, "มีงานอื่นกำลังเขียน"),
    ],
)
def test_others_may_not_come_while_a_share_is_made(tmp_path, other, says):
    with hold(desk(tmp_path, Shard(1, 2)), keep_runs=1):
        refused = hold(desk(tmp_path, other), keep_runs=1)
        with pytest.raises(ReportError, match=says), refused:
            pass


def test_no_share_may_come_while_a_whole_run_is_made(tmp_path):
    refused = hold(desk(tmp_path, Shard(1, 2)), keep_runs=1)
    with (
        hold(desk(tmp_path, WHOLE), keep_runs=1),
        pytest.raises(ReportError, match="มีงานอื่นกำลังเขียน"),
        refused,
    ):
        pass


def test_shares_of_two_job_lists_may_not_be_made_at_once(tmp_path):
    refused = hold(desk(tmp_path, Shard(2, 2), JOBS[:3]), keep_runs=1)
    with (
        hold(desk(tmp_path, Shard(1, 2)), keep_runs=1),
        pytest.raises(ReportError, match="ชุดเดียวกัน"),
        refused,
    ):
        pass


def test_who_comes_tidies_up_after_the_dead_and_leaves_the_living_alone(tmp_path):
    with hold(desk(tmp_path, Shard(1, 2)), keep_runs=1):
        at_work = left_by(tmp_path, ".staging-1-of-2")
        left_by(tmp_path, ".staging-3-of-4")
        left_by(tmp_path, ".staging")
        left_by(tmp_path, ".old-3-of-4")
        with hold(desk(tmp_path, Shard(2, 2)), keep_runs=1):
            assert at_work.exists()
            assert {p.name for p in tmp_path.glob(".staging*")} == {".staging-1-of-2"}
            assert (tmp_path / "small" / "16" / "report.html").read_text() == ".old-3-of-4"
    assert not [*tmp_path.glob(".staging*"), *tmp_path.glob(".old*")]


def test_what_the_shares_of_a_run_replace_is_kept_together(tmp_path):
    for code in ("16", "21"):
        (tmp_path / "small" / code).mkdir(parents=True)

    def replace(code: str, shard: Shard) -> None:
        own = desk(tmp_path, shard)
        with hold(own, keep_runs=1):
            (own.old / "small" / code).mkdir(parents=True)

    def kept() -> list[str]:
        previous = tmp_path / ".previous"
        return sorted(p.relative_to(previous).as_posix() for p in previous.glob("*/*/*"))

    replace("16", Shard(1, 2))
    replace("21", Shard(2, 2))
    assert kept() == ["1/small/16", "1/small/21"]
    replace("21", Shard(2, 2))
    assert kept() == ["2/small/21"]


def test_the_gate_is_waited_for(tmp_path):
    with (
        held(tmp_path / "lock", busy=PovError("busy")),
        pytest.raises(PovError, match="busy"),
        held(tmp_path / "lock", busy=PovError("busy"), wait_seconds=0.1),
    ):
        pass


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="forks, as Linux does by default")
def test_two_shares_at_once_make_what_a_whole_run_makes(made, tmp_path):
    run = write_run(tmp_path, made.register)
    folders = ["--notebooks", ROOT / "notebooks"]
    shares = [start(run, *folders, "--shard", f"{i}/2") for i in (1, 2)]
    said = [share.communicate(timeout=300) for share in shares]
    assert [share.returncode for share in shares] == [0, 0], said
    assert files_of(tmp_path / "outputs" / "2557") == files_of(made.folder)
    again = call_report(run)
    assert "ทำแล้ว 0 ฉบับ ไม่เปลี่ยน 5 ฉบับ" in again.output


@pytest.mark.slow
def test_shares_one_after_the_other_leave_records_of_their_own(tmp_path, demo_register):
    run = write_small_run(tmp_path, demo_register)
    for i in (1, 2, 3):
        assert (
            report(run, "--shard", f"{i}/3", "--province", "16", "--province", "21").exit_code == 0
        )
    assert sorted(pages(run)) == ["16", "21"]
    records = [json.loads(p.read_text()) for p in sorted(year_of(run).glob("run-*.json"))]
    assert [(r["shard"], r["only_provinces"]) for r in records] == [
        ("1/3", ["16", "21"]),
        ("2/3", ["16", "21"]),
    ]
    assert "ทำแล้ว 2 ฉบับ ไม่เปลี่ยน 2 ฉบับ" in report(run).output
    require_nothing_aside(run)


@pytest.mark.slow
def test_a_share_without_a_job_says_so(tmp_path, demo_register):
    result = report(write_small_run(tmp_path, demo_register), "--shard", "5/5")
    assert result.exit_code == 0
    assert "ส่วนที่ 5/5 ไม่มีฉบับใดต้องทำ (ทั้งงานมี 4 ฉบับ)" in result.output


def test_a_wrong_share_stops_the_command(tmp_path):
    result = report(tmp_path / "no.yml", "--shard", "3/2")
    assert result.exit_code == 2
    assert "i/n" in result.output


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="killing is tested on Linux")
def test_a_whole_run_goes_on_where_a_share_was_killed(tmp_path, demo_register):
    run = write_small_run(tmp_path, demo_register, only_there(SLOW))
    share = start(run, "--shard", "1/2")
    until = time.monotonic() + 120
    while len(pages(run)) < 1 or not [*year_of(run).glob(".staging-1-of-2/small/*")]:
        assert time.monotonic() < until and share.poll() is None, share.communicate()
        time.sleep(0.05)
    refused = report(run)
    assert refused.exit_code == 2
    assert "มีงานอื่นกำลังเขียน" in refused.output
    os.killpg(share.pid, signal.SIGKILL)
    share.communicate()
    assert [*year_of(run).glob(".staging-1-of-2")]
    write_notebook(tmp_path)
    assert report(run).exit_code == 0
    assert sorted(pages(run)) == [*PROVINCES]
    require_nothing_aside(run)
    assert not [*year_of(run).glob(".lock-*")]
