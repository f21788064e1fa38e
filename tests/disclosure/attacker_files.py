"""How an attacker goes through the folder of a run: the tables and the manifest of each report."""

import csv
import io
import json
import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

from tests.disclosure.attacker import Notebook
from tests.disclosure.attacker_reads import READERS, read_report

HIDDEN = "ซ่อน"
BE = 543


@dataclass(frozen=True)
class Report:
    """The CSV files of a report, None where a cell is hidden, and its counts at the doors."""

    area_code: str
    tables: dict[str, list[dict[str, str | None]]]
    doors: dict[str, str | None]


@dataclass
class Here:
    """Where the attacker reads, and what he knows from the run as a whole."""

    area: dict[str, str]
    regions: dict[str, str]
    with_targets: list[dict[str, str]]
    districts: dict[str, str]
    headline: dict[str, str | None]
    elapsed: float
    whole_months: int
    mole: frozenset = frozenset()
    where: str = field(default="")

    def province(self, code):
        return {"region": self.regions[code], "province": code}

    def area_of(self, row):
        """Give the attributes of the area a row is about."""
        code, level = row.get("area_code", ""), row.get("level")
        if level == "nation" or code == "TH":
            return {}
        if level == "region":
            return {"region": code}
        if level == "province":
            return self.province(code)
        return self.area | {"district": code} if len(code) == 4 else dict(self.area)


def read_run(folder, *, mole=frozenset()):
    """Read all reports of a year's folder into one notebook."""
    reports = [
        read_files(path) for path in sorted(folder.glob("*/*")) if (path / "tables").is_dir()
    ]
    nation = next(report for report in reports if report.area_code == "TH")
    provinces = [report for report in reports if re.fullmatch(r"\d\d", report.area_code)]
    parts = [report for report in reports if re.fullmatch(r"\d{4}", report.area_code)]
    rows = [row for row in nation.tables["provinces"] if row["level"] == "province"]
    regions = _regions(rows, provinces)
    note = Notebook(bmn_year=int(folder.name) - 1)
    note.has_all_provinces = len(provinces) == len(rows)
    codes = sorted(row["area_code"] for row in rows if row["targets"] != "0")
    with_targets = [{"region": regions[code], "province": code} for code in codes]
    as_of = _as_of(folder)
    elapsed, whole_months = _gone_by(as_of, first=date(int(folder.name) - BE - 1, 10, 1))
    for report in [nation, *provinces, *parts]:
        districts = report.tables.get("districts", [])
        here = Here(
            area=_area_of(report.area_code, regions),
            regions=regions,
            with_targets=with_targets,
            districts={row["area_th"]: row["area_code"] for row in districts},
            headline=report.tables["headline"][0],
            elapsed=float(elapsed),
            whole_months=whole_months,
            mole=mole,
        )
        read_report(note, report, here)
    note.faults += [(key, "hidden in one file, shown in another") for key in note.shown_elsewhere()]
    return note


def read_files(folder):
    """Read the tables and the manifest of one report."""
    tables = {
        path.stem: _rows(path.read_text(encoding="utf-8-sig"))
        for path in sorted((folder / "tables").glob("*.csv"))
        if path.stem in READERS
    }
    doors = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["study"]["doors"]
    told = {name: None if count is None else str(count) for name, count in doors.items()}
    return Report(folder.name, tables, told)


def _area_of(code, regions):
    """Give the attributes of the area that a report is about."""
    if code == "TH":
        return {}
    area = {"region": regions[code[:2]], "province": code[:2]}
    return area | {"district": code} if len(code) > 2 else area


def _rows(text):
    return [
        {key: None if value.startswith(HIDDEN) else value for key, value in row.items()}
        for row in csv.DictReader(io.StringIO(text))
    ]


def _regions(rows, provinces):
    """Pair provinces with regions' codes, which stand in the comparison of each province."""
    names = {row["area_code"]: row["region_th"] for row in rows}
    codes = {
        names[report.area_code]: row["area_code"]
        for report in provinces
        for row in report.tables["comparison"]
        if row["level"] == "region"
    }
    return {code: codes.get(name, name) for code, name in names.items()}


def _as_of(folder: Path):
    manifest = json.loads(next(folder.glob("*/*/manifest.json")).read_text(encoding="utf-8"))
    return date.fromisoformat(manifest["parameters"]["as_of"])


def _gone_by(as_of, *, first):
    """Give the part of the fiscal year gone by and the number of its months that are over."""
    months = (as_of.year - first.year) * 12 + as_of.month - first.month
    next_day = as_of + timedelta(days=1)
    if next_day.month != as_of.month:
        part, over = Fraction(1), months + 1
    else:
        last = (as_of.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        part, over = Fraction(as_of.day, last.day), months
    gone = (months + part) / 12
    return min(max(gone, Fraction(0)), Fraction(1)), min(max(over, 0), 12)
