"""Reports made on dask workers are those made here, whatever becomes of a worker."""

import json
import signal
import sys
import threading
import time

import pytest

from tests.cluster.machines import free_port, local_cluster
from tests.cluster.works import foremen, lives, wait_for, worker_of
from tests.reports.running import call_report, write_run
from tests.reports.small import (
    FAILS,
    PROVINCES,
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
from tests.reports.test_shards import files_of

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="killing is tested on Linux"),
]
SAY_PID = "import os, time\nfrom pathlib import Path\nflag = Path({flag!r})\n"
ONCE = SAY_PID + "if not flag.exists():\n    flag.write_text(str(os.getpid()))\n    time.sleep(60)"
HANG = SAY_PID + "flag.write_text(str(os.getpid()))\ntime.sleep(60)"
KILL_WORKER = """\
import os, psutil
parents = psutil.Process().parents()
foreman = next(p for p in parents if "povlib.cluster.foreman" in " ".join(p.cmdline()))
foreman.parent().kill()
"""


@pytest.fixture(scope="module")
def machines():
    with local_cluster(2) as found:
        yield found


def at(machines) -> tuple[str, str]:
    return "--cluster", machines.scheduler_address


def there(source: str, **values: object) -> str:
    return only_there(source.format(**values))


def test_workers_make_what_this_machine_makes(made, machines, tmp_path):
    result = call_report(write_run(tmp_path, made.register), *at(machines))
    assert result.exit_code == 0, result.output
    year = tmp_path / "outputs" / "2557"
    assert files_of(year) == files_of(made.folder)
    assert json.loads((year / "run.json").read_text(encoding="utf-8"))["counts"] == {"done": 5}


def test_fresh_kernels_of_workers_make_the_same(machines, tmp_path, demo_register):
    run = write_small_run(tmp_path, demo_register, keep_runs=0)
    assert report(run).exit_code == 0
    here = files_of(year_of(run))
    assert report(run, *at(machines), "--engine", "subprocess", "--force").exit_code == 0
    assert files_of(year_of(run)) == here


def test_a_worker_killed_in_the_middle_changes_no_byte(machines, tmp_path, demo_register):
    flag = tmp_path / "flag"
    cell = there(ONCE, flag=flag.as_posix())
    run = write_small_run(tmp_path, demo_register, cell, keep_runs=0)

    def kill() -> None:
        worker_of(int(wait_for(flag))).kill()

    killer = threading.Thread(target=kill)
    killer.start()
    assert report(run, *at(machines)).exit_code == 0
    killer.join()
    first = files_of(year_of(run))
    require_nothing_aside(run)
    assert report(run, "--force").exit_code == 0
    assert files_of(year_of(run)) == first


@pytest.mark.parametrize(
    ("cell", "says"),
    [(KILL_WORKER, "หยุดกลางทาง"), ("import os\nos.kill(os.getpid(), 9)", "สัญญาณ 9")],
)
def test_a_report_that_always_kills_its_process_fails_alone(
    machines, tmp_path, demo_register, cell, says
):
    run = write_small_run(tmp_path, demo_register, only_there(cell))
    result = report(run, *at(machines))
    assert result.exit_code == 1, result.output
    made = pages(run)
    assert sorted(made) == [*PROVINCES]
    assert "จังหวัดลพบุรี" in made[FAILS]
    assert says in made[FAILS]
    assert all(f"รายงานของ {code}" in made[code] for code in PROVINCES[1:])
    require_nothing_aside(run)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_stopped_run_ends_what_workers_do(machines, tmp_path, demo_register, number, code):
    flag = tmp_path / "flag"
    run = write_small_run(tmp_path, demo_register, there(HANG, flag=flag.as_posix()))
    driver = start(run, *at(machines))
    wait_for(flag)
    driver.send_signal(number)
    _, said = driver.communicate(timeout=30)
    assert driver.returncode == code, said.decode()
    require_nothing_aside(run)
    time.sleep(1)
    assert not lives(int(flag.read_text()))
    assert not processes_of(run)
    write_notebook(tmp_path)
    assert report(run, *at(machines)).exit_code == 0


def test_a_hanging_report_is_ended_by_its_worker(machines, tmp_path, demo_register):
    cell = there(HANG, flag=(tmp_path / "flag").as_posix())
    run = write_small_run(tmp_path, demo_register, cell, timeout_seconds=10)
    assert report(run, *at(machines)).exit_code == 1
    assert "เกิน 10 วินาที" in pages(run)[FAILS]


def test_a_wrong_address_stops_before_anything_is_written(tmp_path, demo_register):
    run = write_small_run(tmp_path, demo_register)
    result = report(run, "--cluster", f"tcp://127.0.0.1:{free_port()}")
    assert result.exit_code == 2
    assert "ต้องติดต่อ dask scheduler ได้" in result.output
    assert not pages(run)
    require_nothing_aside(run)


def test_without_the_extra_the_command_says_what_to_install(tmp_path, demo_register, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    run = write_small_run(tmp_path, demo_register)
    result = report(run, "--cluster", "tcp://127.0.0.1:1")
    assert result.exit_code == 2
    assert "ติดตั้ง dask.distributed" in result.output


def test_workers_leave_no_process_when_they_end(tmp_path, demo_register):
    run = write_small_run(tmp_path, demo_register)
    before = foremen()
    with local_cluster(1) as machines:
        assert report(run, *at(machines)).exit_code == 0
        assert foremen() - before
    time.sleep(2)
    assert not foremen() - before
