"""Calling `povlib` as a user does and watching what its processes hold: for the benchmarks here."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median

from povlib import study

ROOT = Path(__file__).parents[1]
EVERY_SECONDS = 0.25
RUN = """\
fiscal_year_be: 2557
bmn_year_be: 2556
as_of: 2014-05-31
provinces: [{provinces}]
register: {register}
outputs: {outputs}
audience: public
reports: [{reports}]
"""
_POVLIB = [sys.executable, "-c", "from povlib.cli import main; main()"]


@dataclass(frozen=True)
class Held:
    """What a run held at one moment, in MB: PSS of all processes, PSS and RSS of the fork server.

    PSS parts a shared page among those who share it. Without a server its numbers are 0.
    """

    all_pss: float
    server_pss: float
    server_rss: float


@dataclass(frozen=True)
class Watched:
    """The wall time of one command, start-up included, and what it held, every quarter second."""

    seconds: float
    held: tuple[Held, ...]

    @property
    def peak(self) -> float:
        """The most that all processes held together."""
        return max((each.all_pss for each in self.held), default=0.0)

    @property
    def server(self) -> float:
        """What the fork server held for itself and its share of the rest, the median."""
        return median([each.server_pss for each in self.held if each.server_pss] or [0.0])

    @property
    def server_growth(self) -> float:
        """How much more the fork server held at the end than after a tenth of the time."""
        held = [each.server_rss for each in self.held if each.server_rss]
        return median(held[-5:]) - median(held[len(held) // 10 :][:5]) if held else 0.0


def call(module: str, *arguments: str) -> None:
    """Call a module's command and wait; a failure is an error."""
    start = _POVLIB if module == "povlib.cli" else [sys.executable, "-m", module]
    subprocess.run([*start, *arguments], check=True, capture_output=True)


def make_register(folder: Path, *, households: int) -> Path:
    """Make a demo register in a folder."""
    register = folder / "register"
    call("povlib.cli", "demo", "--register", str(register), "--households", str(households))
    return register


def write_run(path: Path, *, provinces: list[str], reports: list[str], **folders: Path) -> Path:
    """Write a run file; `reports` are its lines, `folders` register and outputs."""
    quoted = ", ".join(f'"{code}"' for code in provinces)
    path.write_text(RUN.format(provinces=quoted, reports=", ".join(reports), **folders))
    return path


def open_all(register: Path, *, provinces: Sequence[str]) -> None:
    """Open each province once, so that the runs find what is kept with the register."""
    years = {"fiscal_year_be": 2557, "bmn_year_be": 2556, "as_of": date(2014, 5, 31)}
    for code in provinces:
        study.open_province(register, province_code=code, params_dir=ROOT / "params", **years)


def watch_report(run: Path, *, outputs: Path, notebooks: Path, options: list[str]) -> Watched:
    """Run `povlib report` and watch it; every report must be there in the end."""
    folders = ["--notebooks", str(notebooks), "--params", str(ROOT / "params")]
    start = time.perf_counter()
    process = subprocess.Popen(
        [*_POVLIB, "report", str(run), *folders, *options],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    held = _watch(process)
    spent = time.perf_counter() - start
    if process.returncode:
        raise SystemExit(f"povlib report ended with {process.returncode}, see {outputs}")
    return Watched(spent, held)


def family_mb() -> float:
    """Give what this process and all that it has started hold together now (PSS)."""
    return sum(_memory_mb(pid).get("Pss", 0) for pid, _ in _family(os.getpid()))


def _watch(process: subprocess.Popen) -> tuple[Held, ...]:
    held, done = [], threading.Event()

    def watch() -> None:
        while not done.wait(EVERY_SECONDS):
            held.append(_held(process.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    process.wait()
    done.set()
    watcher.join()
    return tuple(held)


def _held(leader: int) -> Held:
    family = _family(leader)
    found = {pid: _memory_mb(pid) for pid, _ in family}
    server = next((p for p, parent in family if parent == leader and _forks(p)), None)
    own = found.get(server, {})
    return Held(sum(m.get("Pss", 0) for m in found.values()), own.get("Pss", 0), own.get("Rss", 0))


def _family(leader: int) -> list[tuple[int, int]]:
    """List a process and all that it has started, with parents; jobs have groups of their own."""
    parents = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(entry.name)] = int(fields[1])
    found = {leader}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return [(pid, parents[pid]) for pid in sorted(found) if pid in parents]


def _forks(pid: int) -> bool:
    try:
        return b"multiprocessing.forkserver" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def _memory_mb(pid: int) -> dict[str, float]:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    except OSError:
        return {}
    return {line.split(":")[0]: int(line.split()[1]) / 1000 for line in lines}
