"""Does a report cost the same in a run of 10 and of 1,000? Districts as units, fork engine.

Each run is the whole command `povlib report` with a scratch folder for its outputs. What is found
once for a register (which cells are hidden) is found before. Beside the time a report, which has
the start-up in it, stands the time of each further one against the smallest run. Where there are
fewer districts than reports, a second copy of the notebook runs too.
Run: python benchmarks/report_flatness.py
"""

import argparse
import shutil
import tempfile
from pathlib import Path

from watched_runs import ROOT, Watched, make_register, open_all, watch_report, write_run

from povlib import data

NAME = "{}_district_attainment_{}"
BASE = 69


def main() -> None:
    """Make a register, measure runs of each size, print them as a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--households", type=int, default=300_000)
    parser.add_argument("--sizes", type=int, nargs="*", default=[10, BASE, 300, 1000])
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        register = make_register(folder, households=given.households)
        counts = count_districts(register)
        open_all(register, provinces=[*counts])
        runs = {}
        for size in given.sizes:
            runs[size] = measure(size, folder=folder, counts=counts, jobs=given.jobs)
            print(f"{size} reports: {runs[size].seconds:.1f} s", flush=True)
    print_table(runs)


def count_districts(register: Path) -> dict[str, int]:
    """Count the districts with targets of each province."""
    provinces = data.provinces(register, "target", year_be=2557)
    return {
        code: len(data.districts(register, "target", year_be=2557, province_codes=[code]))
        for code in provinces
    }


def measure(size: int, *, folder: Path, counts: dict[str, int], jobs: int) -> Watched:
    """Make so many reports and give what it took; the outputs are removed."""
    copies = -(-size // sum(counts.values()))
    names = [NAME.format(24 + n, "abcdef"[n]) for n in range(copies)]
    notebooks, outputs = folder / "notebooks", folder / "outputs"
    notebooks.mkdir(exist_ok=True)
    for each in names:
        source = ROOT / "notebooks" / "24_district_attainment.ipynb"
        shutil.copyfile(source, notebooks / f"{each}.ipynb")
    run = write_run(
        folder / "run.yml",
        provinces=choose_provinces(counts, districts=size // copies),
        reports=[f"{{notebook: {each}, level: district}}" for each in names],
        register=folder / "register",
        outputs=outputs,
    )
    watched = watch_report(
        run, outputs=outputs, notebooks=notebooks, options=["--jobs", str(jobs), "--engine", "fork"]
    )
    made = len([*outputs.glob("*/*/*/report.html")])
    if made != size:
        raise SystemExit(f"{made} reports were made, {size} wanted")
    shutil.rmtree(outputs)
    return watched


def choose_provinces(counts: dict[str, int], *, districts: int) -> list[str]:
    """Choose provinces that have just so many districts together.

    >>> choose_provinces({"16": 11, "21": 8, "30": 32}, districts=40)
    ['21', '30']
    """
    reached: dict[int, list[str]] = {0: []}
    for code, count in counts.items():
        for total, codes in [*reached.items()]:
            reached.setdefault(total + count, [*codes, code])
    if districts not in reached:
        raise SystemExit(f"no provinces have {districts} districts together")
    return reached[districts]


def print_table(runs: dict[int, Watched]) -> None:
    """Print each run, and its ratio to the run of 69 (or of the first size)."""
    base = BASE if BASE in runs else next(iter(runs))
    least = min(runs)
    print(
        "| reports | s each | ratio | each further one, s | peak MB | ratio | server MB | growth |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for size, run in runs.items():
        each, of_base = run.seconds / size, runs[base].seconds / base
        more = (run.seconds - runs[least].seconds) / (size - least) if size > least else None
        further = "" if more is None else f"{more:.3f}"
        print(
            f"| {size} | {each:.3f} | {each / of_base:.2f} | {further} | {run.peak:.0f} "
            f"| {run.peak / runs[base].peak:.2f} | {run.server:.0f} | {run.server_growth:+.1f} |"
        )


if __name__ == "__main__":
    main()
