"""Sends jobs to dask workers and gives their outcomes as they come."""

import pickle
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from multiprocessing.context import BaseContext
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, TypeVar

from povlib.cluster.errand import Answer, Errand
from povlib.cluster.worker import run_errand
from povlib.errors import ClusterError
from povlib.fleet import Outcome, fresh_context
from povlib.installed import installed_sum

if TYPE_CHECKING:
    from distributed import Client, Future

__all__ = ["map_jobs"]

J = TypeVar("J")
R = TypeVar("R")
_CONNECT_SECONDS = 10.0
_LOOK_SECONDS = 1.0
_LEAVE_SECONDS = 10.0
_SAME = ("python", "povlib", "distributed")


def map_jobs(
    jobs: Iterable[J],
    *,
    work: Callable[[J], R],
    address: str,
    shared: Path,
    context: Callable[[], BaseContext] = fresh_context,
    prepare: Callable[[J], J] | None = None,
    timeout_seconds: float | None = None,
    patience_seconds: float = 60.0,
) -> Iterator[Outcome[J, R]]:
    """Give the outcome of each job as it ends, in no fixed order.

    Parameters
    ----------
    jobs : iterable
        Values that can be pickled.
    work : callable
        A function of a module, called once a job in a process of its own beside a worker. It must
        bear to be called again for a job while a worker that was given up still works on it.
    address : str
        Of the scheduler, as `dask scheduler` tells it: "tcp://host:8786" or "tls://host:8786".
    shared : pathlib.Path
        An absolute folder that this machine and all workers see. A file in it says that the run is
        at work; where it goes, workers drop what they do for it.
    context : callable
        A function of a module that gives how a worker's processes start.
    prepare : callable, optional
        A function of a module, called on the worker before each attempt: gives the job as `work`
        takes it there, and raises a PovError where this worker cannot do it.
    timeout_seconds : float, optional
        A job that takes longer is ended.
    patience_seconds : float
        How long to go on without any worker.

    Yields
    ------
    Outcome
        One a job, as `fleet.map_jobs` gives it; its job is what `prepare` made. A job whose workers
        die each time has an error. A worker that dies otherwise changes nothing: its job is done by
        another one.

    Raises
    ------
    ClusterError
        dask.distributed is not installed, no scheduler or worker is there or left, or a worker's
        machine is not as this one.
    """
    waiting = deque(jobs)
    running: dict[Future, J] = {}
    with ExitStack() as stack:
        client = stack.enter_context(_connected(address))
        _require_same(client, address, patience_seconds)
        stack.callback(_leave, client, running)
        sign = Path(stack.enter_context(NamedTemporaryFile(dir=shared, prefix=".at-work-")).name)
        code = installed_sum()
        while waiting or running:
            for _ in range(min(len(waiting), _room(client, address) - len(running))):
                job = waiting.popleft()
                errand = Errand(job, work, context, prepare, timeout_seconds, code)
                future = client.submit(run_errand, sign, pickle.dumps(errand), pure=False)
                running[future] = job
            for future in _ended(client, running, address, patience_seconds):
                yield _outcome(future, running.pop(future))


@contextmanager
def _connected(address: str) -> Iterator["Client"]:
    """Give a client, and close it whatever has become of the scheduler."""
    try:
        # an extra that not everybody installs, and a second of imports
        from distributed import Client
    except ImportError as error:
        raise ClusterError(
            "--cluster ต้องติดตั้ง dask.distributed",
            todo='ติดตั้งจาก requirements.lock หรือ python -m pip install "povlib[cluster]"',
        ) from error
    try:
        client = Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise _unreachable(address) from error
    try:
        yield client
    finally:
        with suppress(OSError, TimeoutError):
            client.close(timeout=_LEAVE_SECONDS)


def _require_same(client: "Client", address: str, patience_seconds: float) -> None:
    """Raise unless there is a worker, and all machines have the versions of this one."""
    try:
        client.wait_for_workers(1, timeout=patience_seconds)
        found = client.get_versions(packages=["povlib"])
    except TimeoutError as error:
        raise _no_workers(address) from error
    except OSError as error:
        raise _lost(address) from error
    here = found["client"]["packages"]
    for where, machine in [("scheduler", found["scheduler"]), *found["workers"].items()]:
        for name in _SAME:
            if machine["packages"].get(name) != here[name]:
                raise ClusterError(
                    f"ทุกเครื่องต้องใช้ {name} รุ่น {here[name]} เหมือนเครื่องที่สั่ง",
                    got=machine["packages"].get(name) or "ไม่ได้ติดตั้ง",
                    where=where,
                    todo="ติดตั้งจาก requirements.lock เดียวกันทุกเครื่อง แล้วเริ่ม dask ใหม่",
                )


def _room(client: "Client", address: str) -> int:
    """Give how many jobs to have out: one a worker's thread, so that none waits behind another.

    A job that kills its worker would be blamed on those that wait there too.
    """
    try:
        return max(1, sum(client.nthreads().values()))
    except (OSError, ValueError) as error:
        raise _lost(address) from error


def _ended(
    client: "Client", running: dict["Future", J], address: str, patience_seconds: float
) -> Iterable["Future"]:
    """Wait until a job has ended; give up where there is nobody to end one."""
    from distributed import CancelledError, wait

    until = time.monotonic() + patience_seconds
    while True:
        try:
            with client.as_current():
                ended = wait([*running], timeout=_LOOK_SECONDS, return_when="FIRST_COMPLETED")
            return ended.done
        except CancelledError as error:
            raise _lost(address) from error
        except TimeoutError:
            until = _later(client, address, until, patience_seconds)


def _later(client: "Client", address: str, until: float, patience_seconds: float) -> float:
    """Give until when to wait for a worker; raise where that is past."""
    try:
        workers = client.nthreads()
    except (OSError, ValueError) as error:
        raise _lost(address) from error
    if workers:
        return time.monotonic() + patience_seconds
    if time.monotonic() >= until:
        raise _no_workers(address)
    return until


def _outcome(future: "Future", job: J) -> Outcome[J, R]:
    from distributed import KilledWorker

    error = future.exception()
    if isinstance(error, KilledWorker):
        return Outcome(job, error=ClusterError("ทุกเวิร์กเกอร์ที่ทำฉบับนี้หยุดกลางทาง หน่วยความจำอาจไม่พอ"))
    if error is not None:
        return Outcome(job, error=error)
    where, payload = future.result()
    answer: Answer[J, R] = pickle.loads(payload)
    if answer.outcome is None:
        raise ClusterError(answer.refusal, where=where)
    return answer.outcome


def _leave(client: "Client", running: dict["Future", J]) -> None:
    """Wait until workers have dropped what they do (the sign is gone), then forget it."""
    from distributed import CancelledError, wait

    with suppress(OSError, ValueError, TimeoutError, CancelledError), client.as_current():
        if running:
            wait([*running], timeout=_LEAVE_SECONDS)
            client.cancel([*running])


def _unreachable(address: str) -> ClusterError:
    return ClusterError(
        "ต้องติดต่อ dask scheduler ได้",
        got=address,
        where="--cluster",
        todo="เริ่ม dask scheduler แล้วใช้ที่อยู่ที่มันบอก เช่น tcp://10.0.0.5:8786",
    )


def _lost(address: str) -> ClusterError:
    return ClusterError(
        "ขาดการติดต่อกับ dask scheduler กลางทาง งานที่เสร็จก่อนหน้ายังอยู่ครบ",
        where=address,
        todo="ดูว่า scheduler ยังทำงานอยู่ แล้วสั่งเดิมอีกครั้ง จะทำต่อเฉพาะที่เหลือ",
    )


def _no_workers(address: str) -> ClusterError:
    return ClusterError(
        "ต้องมี dask worker ต่ออยู่กับ scheduler อย่างน้อยหนึ่งตัว",
        where=address,
        todo=f"เริ่มที่เครื่องทำงาน: dask worker {address} --nthreads 1 แล้วสั่งเดิมอีกครั้ง",
    )
