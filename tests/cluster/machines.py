"""Workers of a test's own, on this machine and its loopback only."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from dask import config as dask_config
from distributed import LocalCluster


@contextmanager
def local_cluster(workers: int) -> Iterator[LocalCluster]:
    """Give workers on this machine, which listens on its own loopback only."""
    # two deaths in place of four tell a job that kills its workers: each waits for a new worker
    few = dask_config.set({"distributed.scheduler.allowed-failures": 1})
    with (
        few,
        LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",
            silence_logs=50,
        ) as cluster,
    ):
        yield cluster


@contextmanager
def dask(*arguments: object) -> Iterator[subprocess.Popen]:
    """Run a dask command as an office does, in a process group of its own."""
    process = subprocess.Popen(
        [sys.executable, "-m", "dask", *map(str, arguments)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(20)


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]
