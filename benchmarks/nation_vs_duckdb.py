"""The whole country measured, against duckdb's raw scan of the same columns, in one run.

The scan is the sum of each column over `read_parquet` of the same files with as many threads; ours
is `povlib.nation.measure_nation`. Each task runs in a process of its own, scan and measure in turn,
and the ratio is that of the best times, by the clock and by processor (of threads; what processes
of their own use is not in it); memory is looked at in another process, without duckdb. Goals: additive measures at four levels and the nation 3
times, Gini + median + deciles 8, a panel over five years 5, Alkire-Foster 2.5; memory (PSS of all
processes, which parts a shared page among those who share it) 1 GB, for the panel 3.
Run: python benchmarks/nation_vs_duckdb.py [--register DIR] [--households 1000000] [--executor threads]
"""  # noqa: E501 (a command is one line)

import argparse
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from os import getloadavg
from pathlib import Path

import duckdb
from watched_runs import ROOT, family_mb

from povlib import data
from povlib.data import demo
from povlib.measures.dimensions import nested_scheme
from povlib.measures.income import INCOME_COLUMNS
from povlib.nation import measure_nation
from povlib.params import read_dimensions, read_policy

GOALS = {"additive": 3.0, "spread": 8.0, "dimensions": 2.5, "panel": 5.0}
# the same for every round in turn: whether time and memory stay as they are for one
GOALS |= {"additive, all rounds": 3.0, "spread, all rounds": 8.0}
MOST_MB = {"panel": 3_000}
ROUNDS, FIRST = 5, 2560  # rounds whose indicators are known
EVERY_SECONDS = 0.05


def main() -> None:
    asked = _arguments()
    if asked.task:
        (_print_peak if asked.memory else _print_times)(asked)
        return
    with tempfile.TemporaryDirectory() as folder:
        if asked.register is None:
            asked.register = Path(folder) / "register"
            demo.make_register(
                asked.register,
                households=asked.households,
                years=ROUNDS,
                first_bmn_year_be=FIRST,
                params_dir=ROOT / "params",
            )
        _report(asked)


def _report(asked: argparse.Namespace) -> None:
    rows = sum(u.rows for u in data.read_manifest(asked.register).units if u.table == "household")
    load = ", ".join(f"{each:.1f}" for each in getloadavg())
    print(
        f"{rows:,} household rows in all rounds; {asked.executor}, {asked.jobs} jobs; load {load}"
    )
    heads = ["task", "rows", "scan, s", "ours, s", "ratio", "scan, cpu s", "ours, cpu s", "ratio"]
    heads += ["goal", "MB", "most"]
    print(f"| {' | '.join(heads)} |\n|{'---|' * len(heads)}")
    for task in GOALS:
        times, peak = _apart(asked, task), _apart(asked, task, "--memory")
        print(
            f"| {task} | {times} | {GOALS[task]} | {peak} | {MOST_MB.get(task, 1_000)} |",
            flush=True,
        )


def _apart(asked: argparse.Namespace, task: str, *more: str) -> str:
    """Run a task in a process of its own and give what it prints."""
    options = ["--task", task, "--register", asked.register, "--turns", asked.turns]
    options += ["--jobs", asked.jobs, "--executor", asked.executor, *more]
    command = [sys.executable, __file__, *map(str, options)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    return done.stdout.decode().strip()


def _print_times(asked: argparse.Namespace) -> None:
    ours, scan, rows = _works(asked)
    wall: list[list[float]] = [[], []]
    processor: list[list[float]] = [[], []]
    for _ in range(asked.turns):
        for at, work in enumerate((scan, ours)):
            start, used = time.perf_counter(), time.process_time()
            work()
            processor[at].append(time.process_time() - used)
            wall[at].append(time.perf_counter() - start)
    told = " | ".join(f"{_ratio(*times)}" for times in (wall, processor))
    print(f"{rows:,} | {told}")


def _ratio(scan: list[float], ours: list[float]) -> str:
    return f"{min(scan):.2f} | {min(ours):.2f} | {min(ours) / min(scan):.2f}"


def _print_peak(asked: argparse.Namespace) -> None:
    """Measure once, without duckdb in the same process, and print what all processes held."""
    ours, _, _ = _works(asked)
    held, done = [family_mb()], threading.Event()

    def watch() -> None:
        while not done.wait(EVERY_SECONDS):
            held.append(family_mb())

    watcher = threading.Thread(target=watch)
    watcher.start()
    ours()
    done.set()
    watcher.join()
    print(f"{max(held):.0f}")


def _works(asked: argparse.Namespace) -> tuple[Callable[[], None], Callable[[], None], int]:
    """Give a task as we do it, the scan of its columns, and the rows of both."""
    register = asked.register
    task, _, each = asked.task.partition(", ")
    years = data.years_be(register, "household")[-ROUNDS:]
    rounds = years if each or task == "panel" else years[-1:]
    measured = rounds if each else years[-1:]
    columns, more = _of_task(task, years=years)
    files = [f"{register}/household/bmn_year_be={year}/*/part.parquet" for year in rounds]
    sums = ", ".join(f"sum({column})" for column in columns)

    def scan() -> None:
        with duckdb.connect() as base:
            base.execute(f"set threads = {asked.jobs}")
            base.execute(f"select {sums} from read_parquet({files})").fetchall()

    def ours() -> None:
        for year in measured:
            measure_nation(
                register,
                bmn_year_be=year,
                line_baht=_lines(years)[year],
                want=(task,),
                executor=asked.executor,
                jobs=asked.jobs,
                **more,
            )

    units = [u for u in data.read_manifest(register).units if u.table == "household"]
    return ours, scan, sum(u.rows for u in units if u.year_be in rounds)


def _of_task(task: str, *, years: tuple[int, ...]) -> tuple[list[str], dict]:
    """Give the columns that a task reads and what it is asked with."""
    if task == "dimensions":
        presets = read_dimensions(ROOT / "params" / "dimensions.yml")
        preset = presets.preset("bmn_groups", bmn_year_be=years[-1])
        scheme = nested_scheme(preset.columns, cutoff=preset.cutoff_share)
        return ["village_code", "members", *scheme.weights], {"scheme": scheme}
    columns = ["village_code", "members", *INCOME_COLUMNS]
    if task != "panel":
        return columns, {}
    return [*columns, "household_id", "origin_household_id"], {"lines_baht": _lines(years)}


def _lines(years: tuple[int, ...]) -> dict[int, float]:
    policy = read_policy(ROOT / "params" / "policy")
    return {y: policy.number("income_line_baht_person_year", year_be=y) for y in years}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--register", type=Path, help="a demo register of five rounds from 2560 on")
    parser.add_argument("--households", type=int, default=1_000_000, help="of one that is made")
    parser.add_argument("--executor", default="threads")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--task", choices=GOALS, help="one task, in this process")
    parser.add_argument("--memory", action="store_true", help="what the task holds, not its time")
    return parser.parse_args()


if __name__ == "__main__":
    main()
