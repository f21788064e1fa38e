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

from povlib.areas import districts, subdistricts
from povlib.data.ingest import Options, Report, ingest_files, read_file
from povlib.params import read_sources

PROVINCE = "65"
BMN_YEAR_BE = 2556
INDICATORS = 30
INCOMES = ("รายได้อาชีพหลัก", "รายได้อาชีพรอง", "รายได้อื่น", "หาไว้กินเอง")
NAME = "นายสมมติ ทดสอบระบบ"
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

# Each kind: column, what is planted (from the sound value), the rule that must be named.
FAULTS: tuple[tuple[str, Callable[[str], str], str], ...] = (
    ("รหัสบ้าน", lambda v: v[:10], "id_invalid"),
    ("รหัสบ้าน", lambda _: "", "required_missing"),
    ("รหัสบ้าน", lambda v: f"1{v}9", "national_id"),
    ("รหัสหมู่บ้าน", lambda v: f"{v[0]}.{v[1:5]}E+07", "code_invalid"),
    ("รหัสหมู่บ้าน", lambda v: f"9999{v[4:]}", "code_unknown"),
    ("จำนวนสมาชิก", lambda _: "0", "members_zero"),
    ("จำนวนสมาชิก", lambda _: "99", "out_of_range"),
    (INCOMES[0], lambda _: "#DIV/0!", "excel_error"),
    (INCOMES[1], lambda v: f"-{int(v) + 1}", "negative"),
    (INCOMES[2], lambda _: "สามหมื่นกว่า", "not_a_number"),
    ("ตัวชี้วัดที่ 7", lambda _: "9", "flag_invalid"),
    (INCOMES[0], lambda v: v[:1] + "๓๐๐", "thai_digits"),
    (INCOMES[1], lambda _: '"30,000 บาท"', "unit_word"),
    (INCOMES[3], lambda _: "-", "missing_mark"),
    ("รหัสหมู่บ้าน", lambda v: f"{v}.0", "code_repaired"),
    ("รหัสหมู่บ้าน", lambda v: f"{v[:6]}{int(v[6:])}", "code_repaired"),
)


def make_file(path: Path, *, rows: int, faults_each: int, seed: int) -> pd.DataFrame:
    """Write the file; give the key: row in the file, column, rule."""
    rng = np.random.default_rng(seed)
    columns = _sound_columns(rows, rng)
    chosen = rng.choice(rows - 2, size=(len(FAULTS) + 2, faults_each), replace=False) + 1
    key = [
        (place + 2, column, rule)
        for (column, plant, rule), places in zip(FAULTS, chosen, strict=False)
        for place in places.tolist()
        if _plant(columns[column], place, plant)
    ]
    key += _plant_repeats(columns, chosen[-2], moved=False)
    key += _plant_repeats(columns, chosen[-1], moved=True)
    lines = [",".join(columns), *map(",".join, zip(*columns.values(), strict=True))]
    lines += _subtotals(len(columns))
    path.write_bytes("\r\n".join([*lines, ""]).encode("cp874"))
    return pd.DataFrame(key, columns=["row", "column", "rule"])


def compare(report: Report, key: pd.DataFrame) -> tuple[set[object], set[object]]:
    """Give what was planted and not found, and what was found and not planted."""
    found = report.issues.loc[report.issues["row"] > 0]
    found = found.loc[~found["rule"].isin(["subtotal", "footnote"])]
    given = set(found[["row", "column", "rule"]].itertuples(index=False, name=None))
    planted = set(key.itertuples(index=False, name=None))
    return planted - given, given - planted


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
    with path.open("rb") as file:
        names = file.readline().decode("cp874").strip().split(",")
    pa.csv.read_csv(
        path,
        read_options=pa.csv.ReadOptions(encoding="cp874"),
        convert_options=pa.csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string())),
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
    missed, extra = compare(report, key)
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


def _sound_columns(rows: int, rng: np.random.Generator) -> dict[str, list[str]]:
    places = [s.code for d in districts(PROVINCE) for s in subdistricts(d.code)]
    villages = [f"{place}{number:02d}" for place in places for number in range(1, 10)]
    at = np.sort(rng.integers(0, len(villages), rows))
    numbers = 10**10 * 6 + rng.choice(10**9, rows, replace=False)
    incomes = rng.integers(1_000, 180_000, (len(INCOMES), rows)).astype(str)
    flags = rng.choice(np.array(["1", "0", "-"]), (INDICATORS, rows), p=[0.9, 0.07, 0.03])
    return {
        "รหัสบ้าน": numbers.astype(str).tolist(),
        "ชื่อ-สกุล": [NAME] * rows,
        "เลขประจำตัวประชาชน": (10**12 + numbers * 7).astype(str).tolist(),
        "รหัสหมู่บ้าน": [villages[n] for n in at],
        "จำนวนสมาชิก": rng.integers(1, 9, rows).astype(str).tolist(),
        **{name: values.tolist() for name, values in zip(INCOMES, incomes, strict=True)},
        **{f"ตัวชี้วัดที่ {n}": values.tolist() for n, values in enumerate(flags, start=1)},
    }


def _plant(column: list[str], place: int, plant: Callable[[str], str]) -> bool:
    column[place] = plant(column[place])
    return True


def _plant_repeats(
    columns: dict[str, list[str]], places: np.ndarray, *, moved: bool
) -> list[tuple[int, str, str]]:
    """Give some rows the id of the sound first or last row: a repeat, or a household that moved."""
    key = []
    for place in places.tolist():
        columns["รหัสบ้าน"][place] = columns["รหัสบ้าน"][0]
        columns["รหัสหมู่บ้าน"][place] = columns["รหัสหมู่บ้าน"][-1 if moved else 0]
        key.append((place + 2, "รหัสบ้าน", "household_moved" if moved else "duplicate"))
    return key


def _subtotals(width: int) -> list[str]:
    rest = "," * (width - 2)
    return [f"รวมตำบล,{rest}", f"รวมทั้งจังหวัด,{rest}", f"หมายเหตุ ข้อมูลสมมติ,{rest}"]


if __name__ == "__main__":
    main()
