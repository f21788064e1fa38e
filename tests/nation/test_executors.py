"""Whoever does the jobs, the numbers are the same bits; whoever dies is named."""

import sys
import threading

import psutil
import pytest
from pandas.testing import assert_frame_equal

from povlib import data, fleet
from povlib.errors import ClusterError, PovError, RegisterError
from povlib.nation import EXECUTORS, LEVELS, measure_nation
from povlib.nation.executors import Crew, each_done
from povlib.nation.jobs import answer
from povlib.nation.model import Question
from tests.cluster.machines import local_cluster
from tests.cluster.works import lives, wait_for, worker_of
from tests.nation import works

YEAR, LINE = 2556, 30_000.0
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="killing is tested on Linux")


@pytest.fixture(scope="module")
def serial(demo_register):
    return measure(demo_register, executor="serial")


@pytest.fixture(scope="module")
def machines():
    with local_cluster(2) as found:
        yield found


@pytest.mark.parametrize("executor", EXECUTORS)
@pytest.mark.parametrize("jobs", [1, 3])
def test_every_executor_gives_the_same_bits(demo_register, serial, executor, jobs):
    require_same(measure(demo_register, executor=executor, jobs=jobs), serial)


def test_each_province_that_is_done_is_told(demo_register):
    done = []
    measure(demo_register, executor="threads", progress=done.append)
    assert sorted(done) == ["16", "21", "30", "32", "71"]


@on_linux
def test_a_process_that_dies_ends_the_run_with_its_province_and_leaves_none(demo_register):
    with pytest.raises(PovError, match=r"หยุดกลางทาง.*-9.*จังหวัดสุรินทร์"):
        [*each_done(questions(demo_register), work=works.kill_itself, crew=Crew(jobs=3))]
    assert children_at_work() == []


@on_linux
def test_a_process_killed_once_changes_nothing(own_register):
    asked = questions(own_register)
    found = dict(each_done(asked, work=works.kill_itself_once, crew=Crew(jobs=2)))
    require_plain([found[q] for q in asked], asked)


@pytest.mark.slow
@on_linux
def test_the_server_that_forks_killed_once_changes_nothing(own_register):
    asked = questions(own_register)
    # in a process of its own, which has a server of its own
    (outcome,) = fleet.map_jobs([tuple(asked)], work=works.answers_of, workers=1)
    assert outcome.error is None
    require_plain(outcome.result, asked)


@pytest.mark.parametrize("executor", EXECUTORS)
def test_a_job_that_fails_ends_the_run_with_its_province(demo_register, executor):
    with pytest.raises(PovError, match=r"no answer.*จังหวัดสุรินทร์"):
        [*each_done(questions(demo_register), work=works.fail, crew=Crew(executor))]


@pytest.mark.parametrize("executor", EXECUTORS)
def test_a_unit_that_cannot_be_read_is_the_registers_fault(own_register, executor):
    file = own_register / f"household/bmn_year_be={YEAR}/province_code=30/part.parquet"
    file.write_bytes(file.read_bytes()[:-100])
    with pytest.raises(RegisterError, match=r"เสียหาย.*จังหวัดนครราชสีมา จปฐ. ปี 2556"):
        measure(own_register, executor=executor)


@pytest.mark.slow
@on_linux
def test_a_cluster_gives_the_same_bits(demo_register, serial, machines):
    require_same(measure(demo_register, address=machines.scheduler_address), serial)


@pytest.mark.slow
@on_linux
def test_a_worker_killed_in_the_middle_changes_nothing(own_register, machines):
    def kill() -> None:
        worker_of(int(wait_for(own_register.parent / "at-work.pid"))).kill()

    crew = Crew(address=machines.scheduler_address)
    killer = threading.Thread(target=kill)
    killer.start()
    asked = questions(own_register)
    found = dict(each_done(asked, work=works.wait_once, crew=crew))
    killer.join()
    require_plain([found[q] for q in asked], asked)


@pytest.mark.slow
@on_linux
def test_a_process_beside_a_worker_killed_once_changes_nothing(own_register, machines):
    asked = questions(own_register)
    crew = Crew(address=machines.scheduler_address)
    found = dict(each_done(asked, work=works.kill_itself_once, crew=crew))
    require_plain([found[q] for q in asked], asked)


@pytest.mark.slow
@on_linux
@pytest.mark.parametrize(
    ("work", "error", "said"),
    [(works.kill_itself, PovError, r"-9.*"), (works.kill_the_worker, ClusterError, "")],
)
def test_a_job_that_always_kills_its_process_or_worker_ends_the_run_with_its_province(
    demo_register, machines, work, error, said
):
    crew = Crew(address=machines.scheduler_address)
    with pytest.raises(error, match=rf"หยุดกลางทาง.*{said}จังหวัดสุรินทร์"):
        [*each_done(questions(demo_register), work=work, crew=crew)]


def require_plain(found, asked):
    plain = dict(each_done(asked, work=answer, crew=Crew("serial")))
    assert [bits_of(one) for one in found] == [bits_of(plain[question]) for question in asked]


def bits_of(answer):
    tables = {
        (name, level, column): values
        for name, levels in answer.tables.items()
        for level, table in levels.items()
        for column, values in table.items()
    }
    bins = {name: getattr(answer.bins, name) for name in ("number", "persons", "baht")}
    bits = {key: (v.dtype.str, v.tobytes()) for key, v in (tables | bins).items()}
    return answer.read, bits


def measure(register, **how):
    return measure_nation(register, bmn_year_be=YEAR, line_baht=LINE, **how)


def questions(register):
    units = [
        u for u in data.read_manifest(register).units if (u.table, u.year_be) == ("household", YEAR)
    ]
    return [Question(register, unit, LINE, ("additive", "spread")) for unit in units]


def require_same(one, other):
    for level in LEVELS:
        for name, table in other.levels[level].items():
            assert_frame_equal(one.levels[level][name], table, check_exact=True)
    assert_frame_equal(one.counted, other.counted)


def children_at_work():
    """Processes that the server has forked; it stays itself, as long as this process lives.

    A browser that other tests share is none of them.
    """
    own = psutil.Process()
    servers = [p for p in own.children() if "forkserver" in " ".join(p.cmdline())]
    return [p for server in servers for p in server.children(recursive=True) if lives(p.pid)]
