"""What a register holds, for a first look: rows of files by table and year, never people."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from povlib import data
from povlib.areas import NATION_CODE
from povlib.schema import TABLES, field
from povlib.thai import format_date_th

if TYPE_CHECKING:  # 35 ms that a report, which opens a study only, need not pay
    from pandas.io.formats.style import Styler

__all__ = ["describe_register"]

_COLUMNS = ("ตาราง", "ปี", "จังหวัด", "แถว", "ข้อมูล", "นำเข้าล่าสุด")


def describe_register(register: Path | str) -> "Styler":
    """Give what a register holds, one row a table and year, as JupyterLab shows it.

    Parameters
    ----------
    register : path

    Returns
    -------
    pandas.io.formats.style.Styler
        Its `data` has the columns ตาราง, ปี, จังหวัด (how many have rows; missing for small national
        tables), แถว (rows of files), ข้อมูล (made up or the office's own), นำเข้าล่าสุด (missing where
        no time was recorded). No rows where nothing has come in yet.

    Raises
    ------
    RegisterError
        There is no register in the folder.
    """
    register = Path(register)
    manifest = data.read_manifest(register)
    units: dict[tuple[str, int], list[data.Unit]] = defaultdict(list)
    for unit in manifest.units:
        units[unit.table, unit.year_be].append(unit)
    last = _last_recorded(data.read_log(register))
    kind = "ข้อมูลสมมติ" if manifest.is_demo else "ข้อมูลของหน่วยงาน"
    rows = [
        (*_held(units[table, year], table=table, year_be=year), kind, last.get((table, year)))
        for table in TABLES
        for year in sorted(year for name, year in units if name == table)
    ]
    frame = pd.DataFrame(rows, columns=_COLUMNS).astype({"จังหวัด": "Int64", "แถว": "int64"})
    # A name of its own in place of a random one: the same register gives the same cell.
    styled = frame.style.format(thousands=",", na_rep="–", escape="html")
    return styled.hide(axis="index").set_uuid("register")


def _held(units: list[data.Unit], *, table: str, year_be: int) -> tuple[str, str, int | None, int]:
    year_label = field(table, TABLES[table].year_column).label_th
    provinces = [unit for unit in units if unit.rows and unit.province_code != NATION_CODE]
    return (
        TABLES[table].label_th,
        f"{year_label} {year_be}",
        len(provinces) if TABLES[table].is_by_province else None,
        sum(unit.rows for unit in units),
    )


def _last_recorded(entries: Iterable[data.LogEntry]) -> dict[tuple[str, int], str]:
    """Give the day of the last ingest of a table and year, in Thai."""
    days = {}
    for entry in entries:
        if entry.action == "ingest" and entry.recorded_at:
            day = format_date_th(datetime.fromisoformat(entry.recorded_at).date(), short=True)
            days |= {(table, year): day for table, year, _ in entry.units}
    return days
