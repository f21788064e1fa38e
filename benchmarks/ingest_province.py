"""One province of dirty households: is every planted fault found, and how fast.

Makes a file of 39 columns in cp874 with planted faults and a key file, takes it into a new
register, compares what was found with the key, looks for planted ids and names in all that was
written, and prints wall and processor time against pyarrow's plain read of the same file (every
column as text, decoded). All are timed in turn in this run, after imports; the whole command is
timed on its own. The goal is at most 3 times. Run: python benchmarks/ingest_province.py
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv
from planted import BMN_YEAR_BE, COLUMNS, ENCODING, NAME, compare, write_file

from povlib.data.ingest import Options, Report, ingest_files, read_file
from povlib.params import read_sources

PROVINCE = "65"
PARAMS = Path(__file__).parents[1] / "params"

# The peak is read from the process itself: the parent's rusage would count its own pages too.
_COMMAND = """
import atexit, pathlib, re, sys, time
from povlib.cli import main
@atexit.register
def tell():
    status = pathlib.Path("/proc/self/status").read_text()
    peak = int(re.search(r"VmHWM:\\s+(\\d+)", status)[1]) / 1e6
    sys.stderr.write(f"processor {time.process_time():.2f} s, peak memory {peak:.2f} GB")
main()
"""


def make_file(path: Path, *, rows: int, faults_each: int, seed: int) -> pd.DataFrame:
    """Write the file; give the key: row in the file, column, rule."""
    return write_file(path, rows={PROVINCE: rows}, faults_each={PROVINCE: faults_each}, seed=seed)


def leaks(folder: Path, *, source: Path) -> int:
    """Count the source's ids of 13 digits and parts of its name in all files, unpacked."""
    planted = set(re.findall(rb"(?<!\d)\d{13}(?!\d)", source.read_bytes()))
    count = 0
    for path in (p for p in folder.rglob("*") if p.is_file()):
        for text in _texts(path):
            # A checksum may hold 13 digits in a row by chance: only those of the file count.
            found = set(re.findall(rb"(?=(\d{13}))", text.encode()))
            count += len(found & planted)
            count += sum(text.count(part) for part in NAME.removeprefix("นาย").split())
    return count


def plain_read(path: Path) -> None:
    """Read with pyarrow, every column as text."""
    pa.csv.read_csv(
        path,
        read_options=pa.csv.ReadOptions(encoding=ENCODING),
        convert_options=pa.csv.ConvertOptions(column_types=dict.fromkeys(COLUMNS, pa.string())),
    )


def check(path: Path) -> None:
    """Read and check, keeping nothing."""
    sources = read_sources(PARAMS / "sources")
    for _ in read_file(path, sources=sources, options=Options(bmn_year_be=BMN_YEAR_BE)):
        pass


def ingest(path: Path, *, register: Path) -> Report:
    """Take the file into a new register."""
    shutil.rmtree(register, ignore_errors=True)
    return ingest_files(
        [path],
        register=register,
        sources_dir=PARAMS / "sources",
        options=Options(bmn_year_be=BMN_YEAR_BE),
    )


def time_in_turn(ways: dict[str, Callable[[], object]], *, repeats: int) -> dict[str, np.ndarray]:
    """Give the seconds of each turn: one row a turn, wall and processor time."""
    spent: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    for _ in range(repeats):
        for name, way in ways.items():
            wall, processor = time.perf_counter(), time.process_time()
            way()
            spent[name].append((time.perf_counter() - wall, time.process_time() - processor))
    return {name: np.array(turns) for name, turns in spent.items()}


def run_command(path: Path | str, *, register: Path, more: Sequence[str] = ()) -> str:
    """Time the whole command, imports included, in a process of its own; say what it took."""
    command = [sys.executable, "-c", _COMMAND, "ingest", str(path), "--register", str(register)]
    more = [*more, "--bmn-year", str(BMN_YEAR_BE), "--params", str(PARAMS)]
    start = time.perf_counter()
    done = subprocess.run([*command, *more], capture_output=True, text=True, check=False)
    wall = time.perf_counter() - start
    return f"the command (exit {done.returncode}): wall {wall:.2f} s, {done.stderr.strip()}"


def main() -> None:
    """Make, measure, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--faults-each", type=int, default=60)
    parser.add_argument("--repeats", type=int, default=15)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path, register = Path(folder) / "province.csv", Path(folder) / "register"
        key = make_file(path, rows=given.rows, faults_each=given.faults_each, seed=1)
        key.to_csv(Path(folder) / "key.csv", index=False)
        ways = {
            "plain read": partial(plain_read, path),
            "read and check": partial(check, path),
            "ingest": partial(ingest, path, register=register),
        }
        _print_times(time_in_turn(ways, repeats=given.repeats))
        _print_found(ingest(path, register=register), key)
        print(f"ids and names in what was written: {leaks(register, source=path)}")
        shutil.rmtree(register)
        print(run_command(path, register=register))


def _print_times(spent: dict[str, np.ndarray]) -> None:
    plain = spent["plain read"]
    for name, turns in spent.items():
        for at, kind in enumerate(("wall", "processor")):
            best, middle = min(turns[:, at]), median(turns[:, at])
            print(
                f"{name}, {kind}: best {best:.3f} s, median {middle:.3f} s; to the plain read "
                f"{best / min(plain[:, at]):.2f} and {middle / median(plain[:, at]):.2f} times"
            )


def _print_found(report: Report, key: pd.DataFrame) -> None:
    missed, extra = compare(report.issues, key)
    file = report.files[0]
    print(f"faults planted {len(key)}, missed {len(missed)}, not planted {len(extra)}")
    print(
        f"rows in {file.rows_in} = kept {file.rows_kept} + rejected {file.rows_rejected}"
        f" + named {dict(file.dropped)}"
    )


def _texts(path: Path) -> list[str]:
    if path.suffix == ".parquet":
        return [pd.read_parquet(path).to_csv(index=False)]
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as archive:
            return [archive.read(name).decode("utf-8") for name in archive.namelist()]
    return [path.read_text(encoding="utf-8")]


if __name__ == "__main__":
    main()
