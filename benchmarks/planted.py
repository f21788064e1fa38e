"""Made-up files of dirty households in cp874, with planted faults and the key to them.

A file holds one province or many, one after the other, each in order of village. What is planted
is known by row, column and rule, so that what an ingest finds can be compared cell by cell.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from povlib.areas import districts, subdistricts

__all__ = [
    "BMN_YEAR_BE",
    "COLUMNS",
    "ENCODING",
    "INCOMES",
    "INDICATORS",
    "NAME",
    "compare",
    "write_file",
]

BMN_YEAR_BE = 2556
INDICATORS = 30
INCOMES = ("รายได้อาชีพหลัก", "รายได้อาชีพรอง", "รายได้อื่น", "หาไว้กินเอง")
NAME = "นายสมมติ ทดสอบระบบ"
_ID, _PERSON, _PERSON_ID = "รหัสบ้าน", "ชื่อ-สกุล", "เลขประจำตัวประชาชน"
_VILLAGE, _MEMBERS = "รหัสหมู่บ้าน", "จำนวนสมาชิก"
_FLAGS = tuple(f"ตัวชี้วัดที่ {n}" for n in range(1, INDICATORS + 1))
COLUMNS = (_ID, _PERSON, _PERSON_ID, _VILLAGE, _MEMBERS, *INCOMES, *_FLAGS)
ENCODING = "cp874"
_LINES = 100_000  # joined at a time
_FLAG_CELLS = np.frombuffer(b"1" * 90 + b"0" * 7 + b"-" * 3, np.uint8)

# Each kind: column, what is planted (from the sound value), the rule that must be named.
_FAULTS: tuple[tuple[str, Callable[[str], str], str], ...] = (
    (_ID, lambda v: v[:10], "id_invalid"),
    (_ID, lambda _: "", "required_missing"),
    (_ID, lambda v: f"1{v}9", "national_id"),
    (_VILLAGE, lambda v: f"{v[0]}.{v[1:5]}E+07", "code_invalid"),
    (_VILLAGE, lambda v: f"9999{v[4:]}", "code_unknown"),
    (_MEMBERS, lambda _: "0", "members_zero"),
    (_MEMBERS, lambda _: "99", "out_of_range"),
    (INCOMES[0], lambda _: "#DIV/0!", "excel_error"),
    (INCOMES[1], lambda v: f"-{int(v) + 1}", "negative"),
    (INCOMES[2], lambda _: "สามหมื่นกว่า", "not_a_number"),
    ("ตัวชี้วัดที่ 7", lambda _: "9", "flag_invalid"),
    (INCOMES[0], lambda v: v[:1] + "๓๐๐", "thai_digits"),
    (INCOMES[1], lambda _: '"30,000 บาท"', "unit_word"),
    (INCOMES[3], lambda _: "-", "missing_mark"),
    (_VILLAGE, lambda v: f"{v}.0", "code_repaired"),
    (_VILLAGE, lambda v: f"{v[:6]}{int(v[6:])}", "code_repaired"),
)
_REPEATS = ("duplicate", "household_moved", "household_moved")

_Key = list[tuple[np.ndarray, str, str]]


def write_file(
    path: Path, *, rows: Mapping[str, int], faults_each: Mapping[str, int], seed: int
) -> pd.DataFrame:
    """Write a file.

    Parameters
    ----------
    path : pathlib.Path
    rows : mapping of str to int
        Households of each province, by its code.
    faults_each : mapping of str to int
        How often each kind of fault stands in each province.
    seed : int

    Returns
    -------
    DataFrame
        The key: row in the file, column, rule; one line for each cell that a rule meets.
    """
    key: _Key = []
    with path.open("wb") as file:
        file.write(f"{','.join(COLUMNS)}\r\n".encode(ENCODING))
        first_row, before = 2, None
        for code, count in rows.items():
            rng = np.random.default_rng([seed, int(code)])
            columns = _sound_columns(code, count, rng)
            first = (columns[_ID][0], columns[_VILLAGE][0])
            found = _plant_all(columns, faults_each[code], rng, before=before or first[0])
            key += [(places + first_row, column, rule) for places, column, rule in found]
            file.writelines(_lines(columns))
            first_row, before = first_row + count, first[0]
        file.write("".join(_subtotals()).encode(ENCODING))
    parts = [pd.DataFrame({"row": at, "column": c, "rule": r}) for at, c, r in key]
    return pd.concat(parts, ignore_index=True)


def compare(issues: pd.DataFrame, key: pd.DataFrame) -> tuple[set[object], set[object]]:
    """Give what was planted and not found, and what was found and not planted."""
    found = issues.loc[issues["row"] > 0]
    found = found.loc[~found["rule"].isin(["subtotal", "footnote"])]
    given = set(found[["row", "column", "rule"]].itertuples(index=False, name=None))
    planted = set(key.itertuples(index=False, name=None))
    return planted - given, given - planted


def _sound_columns(code: str, count: int, rng: np.random.Generator) -> dict[str, pa.Array]:
    places = [s.code for d in districts(code) for s in subdistricts(d.code)]
    villages = np.sort([int(place) * 100 + n for place in places for n in range(1, 10)])
    at = np.sort(rng.integers(0, len(villages), count))
    ids = int(code) * 10**9 + rng.choice(10**9, count, replace=False)
    flags = [_flags(rng.integers(0, 100, count, np.uint8)) for _ in _FLAGS]
    return {
        _ID: _digits(ids),
        _PERSON: pa.repeat(pa.scalar(NAME.encode(ENCODING), pa.binary()), count),
        _PERSON_ID: _digits(10**12 + ids * 7),
        _VILLAGE: _digits(villages[at]),
        _MEMBERS: _digits(rng.integers(1, 9, count)),
        **{name: _digits(rng.integers(1_000, 180_000, count)) for name in INCOMES},
        **dict(zip(_FLAGS, flags, strict=True)),
    }


def _digits(numbers: np.ndarray) -> pa.Array:
    return pa.array(numbers).cast(pa.string()).cast(pa.binary())


def _flags(numbers: np.ndarray) -> pa.Array:
    starts = np.arange(len(numbers) + 1, dtype=np.int32)
    buffers = [None, pa.py_buffer(starts), pa.py_buffer(_FLAG_CELLS[numbers])]
    return pa.Array.from_buffers(pa.binary(), len(numbers), buffers)


def _plant_all(
    columns: dict[str, pa.Array], each: int, rng: np.random.Generator, *, before: pa.Scalar
) -> _Key:
    """Plant all kinds; the first and the last row stay sound.

    Repeats have the id of the first row: a double in its village, a move to the last row's; and the
    id of another province's first row (`before`), or of the first row again where there is none.
    """
    size = len(columns[_ID])
    chosen = rng.choice(size - 2, size=(len(_FAULTS) + len(_REPEATS), each), replace=False) + 1
    key: _Key = []
    for (column, plant, rule), places in zip(_FAULTS, chosen, strict=False):
        cells = [plant(v.decode("ascii")) for v in columns[column].take(places).to_pylist()]
        columns[column] = _with_cells(columns[column], places, cells)
        key.append((places, column, rule))
    own, last = columns[_ID][0], columns[_VILLAGE][size - 1]
    homes = (columns[_VILLAGE][0], last, last)
    ids = (own, own, before)
    for id_, home, rule, places in zip(ids, homes, _REPEATS, chosen[len(_FAULTS) :], strict=True):
        for column, value in ((_ID, id_), (_VILLAGE, home)):
            cells = [value.as_py().decode("ascii")] * each
            columns[column] = _with_cells(columns[column], places, cells)
        key.append((places, _ID, rule))
    return key


def _with_cells(column: pa.Array, places: np.ndarray, cells: list[str]) -> pa.Array:
    mask = np.zeros(len(column), bool)
    mask[places] = True
    ordered = [cells[n].encode(ENCODING) for n in np.argsort(places)]
    return pc.replace_with_mask(column, pa.array(mask), pa.array(ordered, pa.binary()))


def _lines(columns: dict[str, pa.Array]) -> Iterator[pa.Buffer]:
    *cells, last = columns.values()
    last = pc.binary_join_element_wise(last, b"\r\n", b"")
    for start in range(0, len(last), _LINES):
        parts = [column.slice(start, _LINES) for column in (*cells, last)]
        joined = pc.binary_join_element_wise(*parts, b",")
        ends = np.frombuffer(joined.buffers()[1], np.int32)[: len(joined) + 1]
        yield joined.buffers()[2].slice(int(ends[0]), int(ends[-1] - ends[0]))


def _subtotals() -> list[str]:
    rest = "," * (len(COLUMNS) - 2)
    names = ("รวมตำบล", "รวมทั้งจังหวัด", "หมายเหตุ ข้อมูลสมมติ")
    return [f"{name},{rest}\r\n" for name in names]
