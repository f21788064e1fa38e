"""Small made-up files of the shapes that offices send, and what reading gives for them."""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from povlib.data.ingest import Options, read_file
from povlib.data.issues import join_issues
from povlib.params import read_sources

SOURCES = read_sources(Path(__file__).parents[2] / "params" / "sources")
SHARED = Path(__file__).parents[3] / "shared"

HOME = {
    "รหัสบ้าน": "24010100001",
    "ปี จปฐ.": "2556",
    "รหัสหมู่บ้าน": "24010101",
    "จำนวนสมาชิก": "4",
    "รายได้อาชีพหลัก": "60000",
    "รายได้อาชีพรอง": "12000",
    "รายได้อื่น": "0",
    "หาไว้กินเอง": "8000",
    "ตัวชี้วัดที่ 1": "1",
    "ตัวชี้วัดที่ 2": "-",
}
FOLLOWUP = {
    "รหัสบ้าน": "24010100001",
    "รหัสหมู่บ้าน": "24010101",
    "วันที่": "2014-01-15",
    "กระบวนการ": "1",
    "กิจกรรม": "เยี่ยมครัวเรือน",
}
TARGET = {
    "รหัสบ้าน": "24010100001",
    "ปีงบประมาณ": "2557",
    "ปี จปฐ.": "2556",
    "รหัสหมู่บ้าน": "24010101",
    "กลุ่ม": "พัฒนา",
    "ทักษะ": "2",
}


@dataclass(frozen=True)
class Outcome:
    """All blocks of a file together."""

    frame: pd.DataFrame
    rejects: pd.DataFrame
    issues: pd.DataFrame
    rows_in: int
    rows_kept: int
    dropped: dict[str, int]

    @property
    def rules(self) -> list[str]:
        """Rules that cells or rows met, without those of whole sheets."""
        return self.issues.loc[self.issues["row"] > 0, "rule"].tolist()


def homes(count: int = 2, changes: dict[str, str] | None = None) -> list[dict[str, str]]:
    """Sound households; the changes are made to the last one."""
    rows = [{**HOME, "รหัสบ้าน": str(24010100001 + n)} for n in range(count)]
    rows[-1] |= changes or {}
    return rows


def write_csv(path: Path, rows: list[dict[str, str]], *, encoding: str = "utf-8") -> Path:
    pd.DataFrame(rows).to_csv(path, index=False, encoding=encoding)
    return path


def read(path: Path, **options) -> Outcome:
    blocks = [b for _, b in read_file(path, sources=SOURCES, options=Options(**options))]
    dropped: dict[str, int] = {}
    for block in blocks:
        for rule, count in block.dropped.items():
            dropped[rule] = dropped.get(rule, 0) + count
    frames = [b.frame for b in blocks if len(b.frame)]
    return Outcome(
        pd.concat(frames) if frames else pd.DataFrame(),
        pd.concat([b.rejects.to_pandas() for b in blocks]),
        join_issues([b.issues for b in blocks]),
        sum(b.rows_in for b in blocks),
        sum(b.rows_kept for b in blocks),
        dropped,
    )
