"""Opening one district: what its province's public tables say of it, and nothing else.

No row of the register is counted here. Each cell is a cell of the province's tables, hidden where
it is hidden there, so the brief of a district cannot say more than that of its province.
"""

from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from povlib import areas
from povlib.disclosure import Place, PublicTable, regroup, select_rows
from povlib.errors import RegisterError
from povlib.study.model import Study, frozen
from povlib.study.province import open_province

__all__ = ["open_district"]

_OF_QUALITY = ("supported_unmeasured", "late", "skipped_steps")
_SHOWN_OF_QUALITY = (
    *("level", "area_code", "area_th", "targets", "targets_without_household"),
    *("followups_without_target", "skipped_steps", "supported_unmeasured", "late"),
)


def open_district(
    register: Path | str,
    *,
    district_code: str,
    fiscal_year_be: int,
    bmn_year_be: int,
    as_of: date,
    params_dir: Path | str = "params",
    accept_unconfirmed: bool = False,
) -> Study:
    """Give every public result of one district and fiscal year, as of a date.

    Parameters
    ----------
    register, params_dir : path
    district_code : str
        Four digits.
    fiscal_year_be, bmn_year_be : int
        They must belong together, as policy says.
    as_of : datetime.date
    accept_unconfirmed : bool
        True lets an unconfirmed income line through.

    Returns
    -------
    Study
        Its tables are named as those of the province: `headline` (the district's row of
        `districts`, with what `quality` has of it and the months left), `districts` (all of the
        province's), `funnel`, `funnel_teams`, and of the district and its province `causes` and
        `quality`, with the columns of `joins`. It has no doors: rows are counted where the province
        is read.

    Raises
    ------
    RegisterError
        The district has no target household in the fiscal year, or as `open_province`.
    AreaError, ParamsError
        As `open_province`.
    """
    province = open_province(
        register,
        province_code=district_code[:2],
        fiscal_year_be=fiscal_year_be,
        bmn_year_be=bmn_year_be,
        as_of=as_of,
        params_dir=params_dir,
        accept_unconfirmed=accept_unconfirmed,
    )
    _require_targets(province, district_code)
    return replace(
        province,
        level="district",
        area_code=district_code,
        area_th=areas.area_name_th(district_code),
        tables=frozen(_tables(province, district_code)),
        doors=MappingProxyType({}),
    )


def _require_targets(province: Study, district_code: str) -> None:
    if not _rows(province.tables["districts"], area_code=district_code):
        raise RegisterError(
            f"อำเภอต้องมีครัวเรือนเป้าหมายในปีงบประมาณ {province.fiscal_year_be}",
            got=district_code,
            todo=f"รหัสอำเภอมีสี่หลัก สองหลักแรกเป็นรหัสจังหวัด{province.area_th}",
        )


def _tables(province: Study, code: str) -> list[PublicTable]:
    tables, name = province.tables, areas.area_name_th(code)
    return [
        _headline(province, code),
        tables["districts"],
        _funnel(province, code),
        select_rows(tables["funnel_teams"], rows=_rows(tables["funnel_teams"], area_th=name)),
        _with_province(tables["causes"], code),
        _quality(province, code),
    ]


def _headline(province: Study, code: str) -> PublicTable:
    districts, quality, whole = (
        province.tables[name] for name in ("districts", "quality", "headline")
    )
    columns = {column.key: column for column in districts.columns}
    cells: dict[str, Place] = _row(districts, code, keys=tuple(columns))
    cells |= _row(quality, code, keys=_OF_QUALITY) | {"months_left": (whole, 0, "months_left")}
    columns |= {c.key: c for c in quality.columns if c.key in _OF_QUALITY}
    columns |= {c.key: c for c in whole.columns if c.key == "months_left"}
    return _regrouped(whole, [cells], columns=tuple(columns.values()))


def _funnel(province: Study, code: str) -> PublicTable:
    """Set targets, the four processes and passed under one another, as the province's funnel is."""
    funnel, districts, steps = (
        province.tables[name] for name in ("funnel", "districts", "funnel_districts")
    )
    own = _row(districts, code, keys=("targets", "passed"))
    numbers: list[dict[str, Place]] = [
        {"reached": own["targets"]},
        *(
            {key: (steps, row, key) for key in ("reached", "not_reached")}
            for row in _rows(steps, area_code=code)
        ),
        {"reached": own["passed"]},
    ]
    labels = (
        {key: (funnel, step, key) for key in ("process", "label_th")}
        for step in range(len(funnel.frame))
    )
    rows = [label | number for label, number in zip(labels, numbers, strict=True)]
    return _regrouped(funnel, rows, columns=funnel.columns)


def _quality(province: Study, code: str) -> PublicTable:
    """Set what cannot be joined beside what is missing; both tables have the same rows."""
    joins, quality = (_with_province(province.tables[name], code) for name in ("joins", "quality"))
    columns = {c.key: (table, c) for table in (quality, joins) for c in table.columns}
    return _regrouped(
        quality,
        [
            {key: (columns[key][0], row, key) for key in _SHOWN_OF_QUALITY}
            for row in range(len(quality.frame))
        ],
        columns=tuple(columns[key][1] for key in _SHOWN_OF_QUALITY),
    )


def _with_province(table: PublicTable, code: str) -> PublicTable:
    return select_rows(table, rows=[*_rows(table, area_code=code), *_rows(table, level="province")])


def _regrouped(table: PublicTable, rows: list[dict[str, Place]], *, columns: tuple) -> PublicTable:
    """Give rows under the name and the words of a table of the province."""
    return regroup(
        table.name,
        rows,
        title_th=table.title_th,
        columns=columns,
        source_th=table.source_th,
        is_demo=table.is_demo,
        note_th=table.note_th,
    )


def _row(table: PublicTable, code: str, *, keys: tuple[str, ...]) -> dict[str, Place]:
    (row,) = _rows(table, area_code=code)
    return {key: (table, row, key) for key in keys}


def _rows(table: PublicTable, **where: str) -> list[int]:
    """Give the places of the rows with a value in a column."""
    ((key, value),) = where.items()
    is_wanted = (table.frame[key] == value).fillna(False)
    return [place for place, wanted in enumerate(is_wanted) if wanted]
