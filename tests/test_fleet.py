"""Processes of their own: each job's end is told for what it was."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from povlib.fleet import forking_context, map_jobs
from tests.cluster.works import lives, wait_for

WORD = "x" * 5_000_000  # more than a pipe holds


def end_as(how: str) -> str:
    """Answer, die, hang, die in the middle of an answer, or leave a program running."""
    if how.startswith("leave"):
        program = subprocess.Popen(["sleep", "60"])
        Path(how.removeprefix("leave ")).write_text(str(program.pid))
    if how == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if how == "hang":
        time.sleep(60)
    if how.startswith("stutter"):
        wait_for(Path(how.removeprefix("stutter "), "go"))
        Path(how.removeprefix("stutter "), "pid").write_text(str(os.getpid()))
        threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGKILL)).start()
        return WORD
    return how


def is_forked_with_one_thread(_: int) -> bool:
    """Tell whether a server forked this process, and was told to have one thread."""
    parent = psutil.Process(os.getppid())
    is_server = "forkserver" in " ".join(parent.cmdline())
    return is_server and parent.environ()["OPENBLAS_NUM_THREADS"] == "1"


def ask_a_server_that_is_killed(count: int) -> list[bool]:
    """Ask a server for processes, kill it before it can answer, and tell what came of them."""
    context = forking_context(())
    (server,) = [p for p in psutil.Process().children() if "forkserver" in " ".join(p.cmdline())]
    server.suspend()
    threading.Timer(0.5, server.kill).start()
    ends = map_jobs(range(count), work=is_forked_with_one_thread, workers=1, context=context)
    return [end.result for end in ends]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="killing is tested on Linux")
def test_a_server_that_is_killed_while_it_is_asked_is_replaced():
    # in a process of its own, which has a server of its own
    (end,) = map_jobs([3], work=ask_a_server_that_is_killed, workers=1)
    assert end.result == [False, True, True], end


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="killing is tested on Linux")
def test_a_job_that_dies_in_the_middle_of_its_answer_has_an_outcome(tmp_path):
    ends = map_jobs(["answer", f"stutter {tmp_path}"], work=end_as, workers=2)
    assert next(ends).result == "answer"
    (tmp_path / "go").write_text("go")
    pid = int(wait_for(tmp_path / "pid"))
    while lives(pid):
        time.sleep(0.05)
    assert next(ends).exit_code == -signal.SIGKILL


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
