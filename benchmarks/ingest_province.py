"""One province of dirty households: is every planted fault found, and how fast.

Makes a file of 39 columns in cp874 with planted faults and a key file, takes it into a new
register, compares what was found with the key, and prints the time against pyarrow's plain read
of the same file (every column as text), both in this run. Run: python benchmarks/ingest_province.py
"""

import argparse
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

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


def plain_read(path: Path) -> float:
    """Seconds of pyarrow's read with every column as text."""
    start = time.perf_counter()
    with path.open("rb") as file:
        names = file.readline().decode("cp874").strip().split(",")
    pa.csv.read_csv(
        path,
        read_options=pa.csv.ReadOptions(encoding="cp874"),
        convert_options=pa.csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string())),
    )
    return time.perf_counter() - start


def main() -> None:
    """Make, measure, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--faults-each", type=int, default=60)
    parser.add_argument("--repeats", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "province.csv"
        key = make_file(path, rows=given.rows, faults_each=given.faults_each, seed=1)
        key.to_csv(Path(folder) / "key.csv", index=False)
        plain = [plain_read(path) for _ in range(given.repeats)]
        checked = [_check(path) for _ in range(given.repeats)]
        taken = [_ingest(path, Path(folder) / f"register{n}") for n in range(given.repeats)]
        report = taken[-1][1]
        missed, extra = compare(report, key)
        file = report.files[0]
        print(f"faults planted {len(key)}, missed {len(missed)}, not planted {len(extra)}")
        print(
            f"rows in {file.rows_in} = kept {file.rows_kept} + rejected {file.rows_rejected}"
            f" + named {dict(file.dropped)}"
        )
        read, check, whole = min(plain), min(checked), min(t for t, _ in taken)
        print(f"plain read {read:.3f} s")
        print(f"read and check {check:.3f} s = {check / read:.2f} times")
        print(f"ingest with the register's write {whole:.3f} s = {whole / read:.2f} times")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        print(f"peak memory {peak:.2f} GB")


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


def _check(path: Path) -> float:
    start = time.perf_counter()
    sources = read_sources(PARAMS / "sources")
    for _ in read_file(path, sources=sources, options=Options(bmn_year_be=BMN_YEAR_BE)):
        pass
    return time.perf_counter() - start


def _ingest(path: Path, register: Path) -> tuple[float, Report]:
    start = time.perf_counter()
    report = ingest_files(
        [path],
        register=register,
        sources_dir=PARAMS / "sources",
        options=Options(bmn_year_be=BMN_YEAR_BE),
    )
    return time.perf_counter() - start, report


if __name__ == "__main__":
    main()
