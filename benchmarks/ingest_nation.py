"""Households of all provinces into a register: are the right rows set aside, how fast, how large.

Makes one file of all provinces and a file a province, in cp874 with planted faults, takes each way
into a new register, and compares what was set aside and kept with the key of what was planted and
with the same rules said in SQL (`faults_oracle`). Time and memory are those of one process for
each reading, after imports, in turn with pyarrow's plain read of the same bytes: every column as
text, decoded, block after block. Goals: at most 3 times the plain read, at most 1 GB. Exits with 1
where anything differs. Run: python benchmarks/ingest_nation.py --rows 13000000 --folder SCRATCH
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.csv
from faults_oracle import Oracle
from planted import BMN_YEAR_BE, COLUMNS, ENCODING, compare, write_file

from povlib import data
from povlib.areas import districts, provinces, subdistricts
from povlib.data.ingest import Options, ingest_files

PARAMS = Path(__file__).parents[1] / "params"


@dataclass(frozen=True)
class Spent:
    """What one process spent after its imports, and its peak memory, imports included."""

    wall: float
    processor: float
    peak_gb: float


def plain_read(paths: list[Path], _: Path) -> None:
    """Read with pyarrow, every column as text, block after block."""
    kinds = dict.fromkeys(COLUMNS, pa.string())
    for path in paths:
        for _batch in pa.csv.open_csv(
            path,
            read_options=pa.csv.ReadOptions(encoding=ENCODING),
            convert_options=pa.csv.ConvertOptions(column_types=kinds),
        ):
            pass


def ingest(paths: list[Path], register: Path) -> None:
    """Take files into a new register."""
    ingest_files(
        paths,
        register=register,
        sources_dir=PARAMS / "sources",
        options=Options(bmn_year_be=BMN_YEAR_BE),
    )


WAYS: dict[str, Callable[[list[Path], Path], None]] = {"plain": plain_read, "ingest": ingest}


def sizes(rows: int) -> dict[str, int]:
    """Part rows among all provinces by their number of subdistricts."""
    counts = {
        p.code: sum(len(subdistricts(d.code)) for d in districts(p.code)) for p in provinces()
    }
    whole = sum(counts.values())
    return {code: rows * count // whole for code, count in counts.items()}


def make(folder: Path, *, rows: int, faults_each: int) -> dict[Path, pd.DataFrame]:
    """Write one file of all provinces and one a province; give the key of each."""
    parts = sizes(rows)
    each = {code: max(1, faults_each * count // rows) for code, count in parts.items()}
    whole = folder / "nation.csv"
    keys = {whole: write_file(whole, rows=parts, faults_each=each, seed=1)}
    for code, count in parts.items():
        path = folder / f"province-{code}.csv"
        keys[path] = write_file(path, rows={code: count}, faults_each={code: each[code]}, seed=2)
    return keys


def measure(way: str, paths: list[Path], *, register: Path) -> Spent:
    """Read in a process of its own."""
    shutil.rmtree(register, ignore_errors=True)
    command = [sys.executable, __file__, "--child", way, "--register", str(register)]
    done = subprocess.run(
        [*command, *map(str, paths)], check=True, stdout=subprocess.PIPE, text=True
    )
    return Spent(**json.loads(done.stdout))


def run_child(way: str, paths: list[Path], *, register: Path) -> None:
    """Read in this process and print what it took."""
    wall, processor = time.perf_counter(), time.process_time()
    WAYS[way](paths, register)
    wall, processor = time.perf_counter() - wall, time.process_time() - processor
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak = int(re.search(r"VmHWM:\s+(\d+)", status)[1]) * 1024 / 1e9
    print(json.dumps({"wall": wall, "processor": processor, "peak_gb": peak}))


def time_in_turn(paths: list[Path], *, register: Path, repeats: int) -> None:
    """Print time, memory and ratios of both ways; the register of the last turn stays."""
    turns = [{way: measure(way, paths, register=register) for way in WAYS} for _ in range(repeats)]
    for way in WAYS:
        for turn in turns:
            spent, plain = turn[way], turn["plain"]
            print(
                f"{way:>6}: wall {spent.wall:.1f} s ({spent.wall / plain.wall:.2f} times), "
                f"processor {spent.processor:.1f} s "
                f"({spent.processor / plain.processor:.2f} times), peak {spent.peak_gb:.2f} GB",
                flush=True,
            )


def check(paths: list[Path], register: Path, *, keys: dict[Path, pd.DataFrame]) -> bool:
    """Compare what was set aside and kept with key and SQL; print counts; say if all agree."""
    (folder,) = (register / "rejects").iterdir()
    issues = pd.read_parquet(folder / "issues.parquet")
    rejects = pd.read_parquet(folder / "rejects.parquet", columns=["file", "row", "reasons"])
    oracles = {path: _ask(path) for path in paths}
    differences = {"key": 0, "oracle": 0, "rejected rows": 0, "reasons": 0}
    for path, oracle in oracles.items():
        found = issues[issues["file"] == path.name]
        rows = rejects[rejects["file"] == path.name].astype({"row": int})
        differences["key"] += _count(*compare(found, keys[path]))
        differences["oracle"] += _count(*compare(found, oracle.faults))
        differences["rejected rows"] += _count(set(rows["row"]) ^ set(oracle.rejected["row"]))
        differences["reasons"] += _count(_reasons(found) ^ _tuples(oracle.rejected))
        differences["reasons"] += int((rows["reasons"] == "").sum())
    _print_rules(issues, keys=pd.concat(keys[p] for p in paths), oracles=[*oracles.values()])
    differences["rows kept"] = _count(_kept(register) ^ _kept_by(oracles.values()))
    differences["rows lost"] = _lost(register, issues=issues, oracles=[*oracles.values()])
    print("differences:", ", ".join(f"{name} {count}" for name, count in differences.items()))
    return not any(differences.values())


def main() -> None:
    """Make, measure, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--faults-each", type=int, help="of each kind in all; 3 in 10,000 rows")
    parser.add_argument("--repeats", type=int, default=2)
    parser.add_argument("--folder", type=Path, help="where the files are made, and left")
    parser.add_argument("--child", choices=[*WAYS], help=argparse.SUPPRESS)
    parser.add_argument("--register", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("paths", type=Path, nargs="*", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        run_child(given.child, given.paths, register=given.register)
        return
    with tempfile.TemporaryDirectory(dir=given.folder) as name:
        agrees = run(Path(name), given)
    sys.exit(0 if agrees else 1)


def run(folder: Path, given: argparse.Namespace) -> bool:
    """Measure both shapes: one file of all provinces, one file a province."""
    faults_each = given.faults_each or given.rows * 3 // 10_000
    keys = make(folder, rows=given.rows, faults_each=faults_each)
    whole, *others = keys
    results = []
    for title, paths in (("one file of all provinces", [whole]), ("a file a province", others)):
        size = sum(path.stat().st_size for path in paths) / 1e9
        print(f"{title}: {size:.2f} GB, load {os.getloadavg()[0]:.1f}", flush=True)
        time_in_turn(paths, register=folder / "register", repeats=given.repeats)
        results.append(check(paths, folder / "register", keys=keys))
    return all(results)


def _ask(path: Path) -> Oracle:
    with tempfile.TemporaryDirectory(dir=path.parent) as scratch:
        return Oracle(path, scratch=Path(scratch))


def _count(*differences: set[object]) -> int:
    return sum(map(len, differences))


def _reasons(issues: pd.DataFrame) -> set[object]:
    rejecting = issues[issues["done"] == "rejected"].sort_values(["row", "rule"])
    return set(rejecting.groupby("row")["rule"].agg(" ".join).items())


def _tuples(frame: pd.DataFrame) -> set[object]:
    return set(frame.itertuples(index=False, name=None))


def _kept(register: Path) -> set[object]:
    """Province, households and persons of each unit, as the manifest says."""
    return {(u.province_code, u.rows, u.persons) for u in data.read_manifest(register).units}


def _kept_by(oracles: Iterable[Oracle]) -> set[object]:
    kept = pd.concat(oracle.kept for oracle in oracles)
    return _tuples(kept.groupby("province_code", as_index=False).sum())


def _lost(register: Path, *, issues: pd.DataFrame, oracles: list[Oracle]) -> int:
    """Print the rows by what became of them; give how many are not accounted for."""
    (entry,) = data.read_log(register)
    dropped = int(issues["rule"].isin(["subtotal", "footnote"]).sum())
    rows = sum(oracle.rows for oracle in oracles)
    kept, rejected = entry.rows_new, entry.rows_rejected
    print(f"rows in {rows} = kept {kept} + rejected {rejected} + no data {dropped}")
    return rows - kept - rejected - dropped


def _print_rules(issues: pd.DataFrame, *, keys: pd.DataFrame, oracles: list[Oracle]) -> None:
    """Print how often each rule was planted, found by SQL, and found."""
    said = pd.concat(oracle.faults for oracle in oracles)
    columns = {"planted": keys, "oracle": said, "found": issues[issues["row"] > 0]}
    table = pd.DataFrame({name: frame["rule"].value_counts() for name, frame in columns.items()})
    print(table.fillna(0).astype(int).to_string())


if __name__ == "__main__":
    main()
