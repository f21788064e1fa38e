"""Income and expenditure of households (NSO), beside the brief and never on one axis with BMN."""

from pathlib import Path

import pandas as pd

from povlib import data
from povlib.disclosure import Column, PublicTable
from povlib.study.columns import year_column
from povlib.study.gate import Gate, issue

__all__ = ["context"]

_MEASURES = {"income": "รายได้", "expenditure": "รายจ่าย"}


def context(
    register: Path, *, manifest: data.Manifest, gate: Gate, area_code: str
) -> PublicTable | None:
    """Publish an area's income and expenditure by year; None where the register has none.

    Parameters
    ----------
    register : pathlib.Path
    manifest : data.Manifest
    gate : Gate
    area_code : str

    Notes
    -----
    A year without a value is missing, not 0. Published averages of a sample survey: no household
    of the register is behind them.
    """
    years = sorted({unit.year_be for unit in manifest.units if unit.table == "area_context"})
    parts = [
        data.read_unit(register, "area_context", year_be=year, province_code="TH") for year in years
    ]
    if not parts:
        return None
    rows = pd.concat(parts, ignore_index=True)
    ours = rows[rows["area_code"] == area_code]
    wide = ours.pivot_table(index="year_be", columns="measure", values="baht_household_month")
    wide = wide.reindex(columns=list(_MEASURES), index=years).reset_index()
    names = {measure: f"{measure}_baht_household_month" for measure in _MEASURES}
    columns = [year_column("year_be", "ปี")]
    for measure, label in _MEASURES.items():
        columns.append(Column(names[measure], f"{label}เฉลี่ย", "บาท/ครัวเรือน/เดือน", "money"))
    return issue(
        "context",
        wide.rename(columns=names),
        gate=gate,
        title_th="รายได้และรายจ่ายของครัวเรือน (สำนักงานสถิติแห่งชาติ)",
        columns=columns,
        patterns=[],
        note_th="การสำรวจภาวะเศรษฐกิจและสังคมของครัวเรือน หน่วยเป็นบาทต่อครัวเรือนต่อเดือน "
        "เทียบกับ จปฐ. ที่เป็นบาทต่อคนต่อปีโดยตรงไม่ได้",
    )
