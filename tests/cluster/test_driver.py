"""Jobs go to dask workers and come back whatever becomes of a worker."""

import sys
import threading
import time
from contextlib import closing

import pytest

from povlib import cluster
from povlib.errors import ClusterError
from tests.cluster.machines import dask, free_port, local_cluster
from tests.cluster.works import Task, lives, refuse, square, wait_for, worker_of

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="killing is tested on Linux"),
]


@pytest.fixture(scope="module")
def machines():
    with local_cluster(2) as found:
        yield found


def sent(machines, folder, *does, **options):
    tasks = [Task(number, folder, what) for number, what in enumerate(does)]
    return cluster.map_jobs(
        tasks, work=square, address=machines.scheduler_address, shared=folder, **options
    )


def test_each_job_has_its_outcome(machines, tmp_path):
    outcomes = sorted(sent(machines, tmp_path, *[""] * 5), key=lambda o: o.job.number)
    assert [o.result for o in outcomes] == [0, 1, 4, 9, 16]
    assert [*tmp_path.iterdir()] == []


def test_a_job_that_fails_dies_or_hangs_does_not_touch_the_others(machines, tmp_path):
    does = ("", "raise", "kill itself", "wait")
    found = {o.job.number: o for o in sent(machines, tmp_path, *does, timeout_seconds=10.0)}
    assert found[0].result == 0
    assert "no square" in str(found[1].error)
    assert found[2].exit_code == -9
    assert found[3].is_late


def test_a_worker_killed_in_the_middle_changes_nothing(machines, tmp_path):
    def kill() -> None:
        worker_of(int(wait_for(tmp_path / "1.pid"))).kill()

    killer = threading.Thread(target=kill)
    killer.start()
    outcomes = [*sent(machines, tmp_path, "", "wait once", "", "")]
    killer.join()
    assert sorted(o.result for o in outcomes) == [0, 1, 4, 9]


def test_a_job_that_always_kills_its_worker_fails_alone(machines, tmp_path):
    found = {o.job.number: o for o in sent(machines, tmp_path, "", "kill the worker", "", "")}
    assert [found[n].result for n in (0, 2, 3)] == [0, 4, 9]
    assert "หยุดกลางทาง" in str(found[1].error)


def test_who_stops_asking_ends_what_is_at_work(machines, tmp_path):
    machines.wait_for_workers(2)  # the one that died before may still be on its way back
    with closing(sent(machines, tmp_path, "", "wait")) as outcomes:
        assert next(outcomes).result == 0
        pid = int(wait_for(tmp_path / "1.pid"))
    time.sleep(1)
    assert not lives(pid)


def test_a_worker_that_cannot_do_it_is_named(machines, tmp_path):
    with pytest.raises(ClusterError, match=r"ไม่เห็นทะเบียน.*tcp://127.0.0.1"):
        next(sent(machines, tmp_path, "", prepare=refuse))


def test_a_worker_with_other_code_is_refused(machines, tmp_path, monkeypatch):
    monkeypatch.setattr("povlib.cluster.driver.installed_sum", lambda: "other")
    with pytest.raises(ClusterError, match="รุ่นเดียวกัน"):
        next(sent(machines, tmp_path, ""))


@pytest.mark.parametrize(
    "address", ["nowhere", "tcp://127.0.0.1:{port}", "ftp://127.0.0.1:1", "::"]
)
def test_an_address_without_a_scheduler_is_said(tmp_path, monkeypatch, address):
    monkeypatch.setattr("povlib.cluster.driver._CONNECT_SECONDS", 1.0)
    jobs = [Task(1, tmp_path)]
    address = address.format(port=free_port())
    with pytest.raises(ClusterError, match="ต้องติดต่อ dask scheduler ได้"):
        next(cluster.map_jobs(jobs, work=square, address=address, shared=tmp_path))


def test_a_scheduler_without_workers_and_one_that_is_lost_are_said(tmp_path):
    port = free_port()
    address = f"tcp://127.0.0.1:{port}"
    jobs = [Task(1, tmp_path, "wait")]
    host = ("--host", "127.0.0.1", "--no-dashboard", "--dashboard-address", "127.0.0.1:0")
    with dask("scheduler", *host, "--port", port) as scheduler:
        with pytest.raises(ClusterError, match="dask worker 127|dask worker tcp"):
            next(
                cluster.map_jobs(
                    jobs, work=square, address=address, shared=tmp_path, patience_seconds=3.0
                )
            )
        with dask("worker", address, *host, "--nthreads", 1):
            outcomes = cluster.map_jobs(jobs, work=square, address=address, shared=tmp_path)

            def kill() -> None:
                wait_for(tmp_path / "1.pid")
                scheduler.kill()

            killer = threading.Thread(target=kill)
            killer.start()
            with pytest.raises(ClusterError, match="ขาดการติดต่อ"):
                next(outcomes)
            killer.join()
