"""Processes of their own: each job's end is told for what it was."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from povlib.fleet import map_jobs


def end_as(how: str) -> str:
    """Answer, die, hang, or leave a program running."""
    if how.startswith("leave"):
        program = subprocess.Popen(["sleep", "60"])
        Path(how.removeprefix("leave ")).write_text(str(program.pid))
    if how == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if how == "hang":
        time.sleep(60)
    return how


@pytest.mark.skipif(sys.platform != "linux", reason="killing is tested on Linux")
def test_a_job_that_dies_is_never_taken_for_one_that_is_late():
    ends = [*map_jobs(["die"] * 12, work=end_as, workers=4, timeout_seconds=30.0)]
    assert {(end.exit_code, end.is_late) for end in ends} == {(-signal.SIGKILL, False)}


def test_a_job_that_takes_too_long_is_late_and_the_others_are_not():
    jobs = ["answer", "hang", "answer"]
    ends = [*map_jobs(jobs, work=end_as, workers=3, timeout_seconds=3.0)]
    assert {end.job for end in ends if end.is_late} == {"hang"}
    assert [end.result for end in ends if not end.is_late] == ["answer", "answer"]


@pytest.mark.skipif(sys.platform != "linux", reason="groups of processes are ended on Linux")
def test_what_a_job_has_started_ends_with_it(tmp_path):
    word = tmp_path / "pid"
    (end,) = map_jobs([f"leave {word}"], work=end_as, workers=1)
    assert end.result is not None
    time.sleep(0.2)
    stat = Path("/proc", word.read_text(), "stat")
    assert not stat.exists() or " Z " in stat.read_text()
