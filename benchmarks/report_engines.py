"""How long a report takes: the usual loop, plain exec of its cells, and `povlib report`.

The usual loop calls papermill and then nbconvert from the shell for each report. Plain exec runs
the same cells in warm processes, one a core, with no report at the end. `povlib report` is the
whole command, start-up and export included. All is wall time per report on the same made-up
register in one run. What is found once for new data (which cells are hidden) is found before, for
all of them alike, and its time is printed. Run: python benchmarks/report_engines.py
"""

import argparse
import os
import tempfile
import time
from contextlib import redirect_stdout
from io import StringIO
from multiprocessing import get_context
from pathlib import Path
from statistics import median

import nbformat
from watched_runs import ROOT, call, make_register, open_all, watch_report, write_run

from povlib import data

NOTEBOOK = ROOT / "notebooks" / "20_target_attainment.ipynb"
CORES = 2
LINE = "{notebook: 20_target_attainment, level: province}"


def usual_loop(provinces: list[str], *, register: Path, folder: Path) -> list[float]:
    """Give the seconds of each report by papermill's and nbconvert's commands."""
    spent = []
    for code in provinces:
        out = folder / f"{code}.ipynb"
        given = ["-r", "province_code", code, "-r", "register", str(register)]
        start = time.perf_counter()
        call("papermill", str(NOTEBOOK), str(out), "--cwd", str(NOTEBOOK.parent), *given)
        call("nbconvert", "--to", "html", str(out))
        spent.append(time.perf_counter() - start)
    return spent


def plain_exec(provinces: list[str], *, register: Path) -> float:
    """Give the seconds a report of running the cells in warm processes, one a core."""
    context = get_context("spawn")
    ready, go = context.Barrier(CORES + 1), context.Barrier(CORES + 1)
    workers = [
        context.Process(target=_exec_all, args=(provinces[at::CORES], register, ready, go))
        for at in range(CORES)
    ]
    for worker in workers:
        worker.start()
    ready.wait()
    start = time.perf_counter()
    go.wait()
    for worker in workers:
        worker.join()
    return (time.perf_counter() - start) / len(provinces)


def povlib_report(
    provinces: list[str], *, register: Path, folder: Path, engine: str
) -> tuple[float, float]:
    """Give the seconds a report of the whole command, and its peak memory in MB (PSS)."""
    outputs = folder / engine / str(len(provinces))
    run = write_run(
        folder / "run.yml",
        provinces=provinces,
        reports=[LINE],
        register=register,
        outputs=outputs,
    )
    options = ["--jobs", str(CORES), "--engine", engine]
    watched = watch_report(run, outputs=outputs, notebooks=NOTEBOOK.parent, options=options)
    if len([*outputs.glob("*/*/*/report.html")]) != len(provinces):
        raise SystemExit(f"{engine}: reports are missing")
    return watched.seconds / len(provinces), watched.peak


def main() -> None:
    """Make a register, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--households", type=int, default=300_000)
    parser.add_argument("--usual", type=int, default=4, help="reports by the usual loop")
    parser.add_argument("--engines", nargs="*", default=["fork"])
    parser.add_argument("--few", type=int, default=10)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        register = make_register(folder, households=given.households)
        provinces = [*data.provinces(register, "target", year_be=2557)]
        started = time.perf_counter()
        open_all(register, provinces=provinces)
        found = (time.perf_counter() - started) / len(provinces)
        print(f"first opening of a province, one process: {found:.2f} s", flush=True)
        usual = median(usual_loop(provinces[: given.usual], register=register, folder=folder))
        print(f"usual loop: {usual:.2f} s a report (median of {given.usual})", flush=True)
        plain = plain_exec(provinces, register=register)
        print(f"plain exec on {CORES} cores: {plain:.3f} s a report", flush=True)
        for engine in given.engines:
            for codes in (provinces[: given.few], provinces):
                spent, peak = povlib_report(codes, register=register, folder=folder, engine=engine)
                print(
                    f"povlib report --engine {engine}, {len(codes)} reports: {spent:.3f} s each, "
                    f"1/{usual / spent:.1f} of the usual loop, "
                    f"{spent / plain:.2f} times plain exec, peak memory {peak:.0f} MB",
                    flush=True,
                )


def _exec_all(provinces: list[str], register: Path, ready: object, go: object) -> None:
    os.chdir(NOTEBOOK.parent)
    cells = [c for c in nbformat.read(NOTEBOOK, 4).cells if c.cell_type == "code"]
    compiled = [compile(cell.source, "cell", "exec") for cell in cells]
    with redirect_stdout(StringIO()):
        _exec_cells(compiled, provinces[0], register)
        ready.wait()
        go.wait()
        for code in provinces:
            _exec_cells(compiled, code, register)


def _exec_cells(compiled: list[object], province_code: str, register: Path) -> None:
    names: dict[str, object] = {"__name__": "__main__"}
    for at, cell in enumerate(compiled):
        exec(cell, names)
        if not at:
            names |= {"province_code": province_code, "register": str(register)}


if __name__ == "__main__":
    main()
