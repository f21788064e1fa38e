"""Income and expenditure of households (NSO), beside the brief and never on one axis with BMN."""

from pathlib import Path

import pandas as pd

from povlib.disclosure import Column, PublicTable, publish
from povlib.errors import InputError
from povlib.params import read_sources
from povlib.study.columns import year_column

__all__ = ["open_context"]

_MEASURES = {"income": "รายได้", "expenditure": "รายจ่าย"}
_NOTE_TH = (
    "การสำรวจภาวะเศรษฐกิจและสังคมของครัวเรือน หน่วยเป็นบาทต่อครัวเรือนต่อเดือน "
    "เทียบกับ จปฐ. ที่เป็นบาทต่อคนต่อปีโดยตรงไม่ได้"
)


def open_context(
    context_file: Path | str, *, area_code: str, params_dir: Path | str = "params"
) -> tuple[PublicTable, ...]:
    """Give an area's mean income and expenditure by year from a published file.

    Parameters
    ----------
    context_file : path
        In the shape of `params/sources/nso.yml`, as `povlib check` takes it; "" for none.
    area_code : str
        Province code.
    params_dir : path

    Returns
    -------
    tuple of PublicTable
        One table "context", or none where no file is named. Every year of the file is a row; a year
        without a value for the area is missing, not 0.

    Raises
    ------
    InputError
        The file cannot be used, or a row of it had to be rejected.

    Notes
    -----
    Published means of a sample survey: no household of the register is behind them.
    """
    if not str(context_file):
        return ()
    rows = _read_rows(Path(context_file), Path(params_dir))
    ours = rows[rows["area_code"] == area_code]
    wide = ours.pivot_table(index="year_be", columns="measure", values="baht_household_month")
    years = sorted(rows["year_be"].unique())
    wide = wide.reindex(columns=list(_MEASURES), index=years).reset_index()
    names = {measure: f"{measure}_baht_household_month" for measure in _MEASURES}
    money = [
        Column(names[measure], f"{label}เฉลี่ย", "บาท/ครัวเรือน/เดือน", "money")
        for measure, label in _MEASURES.items()
    ]
    table = publish(
        "context",
        wide.rename(columns=names),
        title_th="รายได้และรายจ่ายของครัวเรือน (สำนักงานสถิติแห่งชาติ)",
        columns=[year_column("year_be", "ปี"), *money],
        pattern=None,
        source_th="สำนักงานสถิติแห่งชาติ",
        is_demo=False,
        note_th=_NOTE_TH,
    )
    return (table,)


def _read_rows(path: Path, params_dir: Path) -> pd.DataFrame:
    # imported here: reading of users' files is only paid for by a brief that names one
    from povlib.data.ingest import read_file
    from povlib.data.plan import Options

    if not path.is_file():
        raise InputError("ต้องมีแฟ้มรายได้รายจ่าย", got=path.name, todo="ตรวจ context: ในแฟ้มรายงาน")
    sources = read_sources(params_dir / "sources")
    blocks = [b for _, b in read_file(path, sources=sources, options=Options(source="nso"))]
    rejected = sum(len(block.rejects) for block in blocks)
    if rejected:
        raise InputError(
            "แฟ้มรายได้รายจ่ายต้องอ่านได้ทุกแถว",
            got=f"{rejected} แถวอ่านไม่ได้",
            where=path.name,
            todo="ดูรายการด้วย povlib check",
        )
    return pd.concat([b.frame for b in blocks if len(b.frame)], ignore_index=True)
