"""Opening the published totals of areas (TPMAP): the nation without household data."""

from datetime import date
from math import nan
from pathlib import Path

import pandas as pd

from povlib import areas, data
from povlib.disclosure import Column, Pattern, PublicTable, find_pattern_of_totals
from povlib.errors import RegisterError
from povlib.params import read_policy, read_regions
from povlib.study.columns import area_columns, share, text_column
from povlib.study.gate import Gate, issue, source_th
from povlib.study.model import Study, frozen
from povlib.study.rules import region_of, used_setting
from povlib.thai import sorted_th

__all__ = ["open_area_totals"]

_ITEMS = {
    "households": ("ครัวเรือน", "ครัวเรือน"),
    "persons": ("คน", "คน"),
    "target_poor": ("คนจนเป้าหมาย", "คน"),
    "poor_all": ("คนจนก่อนกรองด้วยบัตรสวัสดิการ", "คน"),
}
_DIMENSIONS = {
    "health": "สุขภาพ",
    "living": "ความเป็นอยู่",
    "education": "การศึกษา",
    "income": "รายได้",
    "accessibility": "การเข้าถึงบริการรัฐ",
}
_NOTE_TH = (
    "คนจนเป้าหมาย คือคนที่ตกมิติใดมิติหนึ่งและมีบัตรสวัสดิการแห่งรัฐ หนึ่งคนตกได้หลายมิติ สัดส่วนคิดจากจำนวนคนทั้งหมดที่สำรวจ"
)


def open_area_totals(
    register: Path | str,
    *,
    bmn_year_be: int,
    as_of: date | None = None,
    params_dir: Path | str = "params",
) -> Study:
    """Give the nation from published totals of provinces.

    Parameters
    ----------
    register, params_dir : path
    bmn_year_be : int
    as_of : datetime.date, optional
        Only carried along.

    Returns
    -------
    Study
        Tables `area_totals` and `dimensions`; the nation is the sum of the provinces held. There is
        no fiscal year (None) and no income line (NaN). A column says what it counts.

    Raises
    ------
    RegisterError
        The register has no totals of that year, or a province lacks an item.
    """
    register, params_dir = Path(register), Path(params_dir)
    manifest = data.read_manifest(register)
    rows = data.read_unit(register, "area_total", year_be=bmn_year_be, province_code="TH")
    wide = _wide(rows)
    policy = read_policy(params_dir / "policy")
    threshold = used_setting(policy, "disclosure_threshold", year_be=bmn_year_be)
    pattern = _pattern(wide, universe=f"area_total:{bmn_year_be}", threshold=int(threshold.value))
    gate = Gate(pattern, source_th=source_th(manifest), is_demo=manifest.is_demo)
    regions = read_regions(params_dir / "regions.yml")
    found = [region_of(code, regions=regions) for code in wide.index]
    wide["region_th"] = [region.name_th if region else "" for region in found]
    return Study(
        level="nation",
        area_code=areas.NATION_CODE,
        area_th=areas.area_name_th(areas.NATION_CODE),
        region_th="",
        fiscal_year_be=None,
        bmn_year_be=bmn_year_be,
        as_of=as_of,
        is_demo=manifest.is_demo,
        register_sha256=data.fingerprint(register),
        line_baht=nan,
        settings=(threshold,),
        tables=frozen([_area_totals(wide, gate=gate), _dimensions(wide, gate=gate)]),
        doors={"area_total_rows": len(rows), "provinces": len(wide) - 1},
    )


def _wide(rows: pd.DataFrame) -> pd.DataFrame:
    """Give one row a province ก-ฮ and the nation last, one column an item."""
    items = [*_ITEMS, *(f"dimension_{name}" for name in _DIMENSIONS)]
    kept = rows[rows["item"].isin(items) & (rows["area_code"].str.len() == 2)]
    kept = kept[kept["area_code"] != areas.NATION_CODE]
    wide = kept.pivot_table(index="area_code", columns="item", values="count", aggfunc="sum")
    wide = wide.reindex(columns=items)
    lacking = wide.columns[wide.isna().any()].tolist()
    if lacking or wide.empty:
        raise RegisterError(
            "ยอดรวมของทุกจังหวัดต้องมีครบทุกรายการ", got=", ".join(lacking), where="area_total"
        )
    names = {code: areas.area_name_th(code) for code in wide.index}
    wide = wide.astype("int64").loc[sorted_th(wide.index, key=lambda code: names[code])]
    wide.loc[areas.NATION_CODE] = wide.sum()
    return wide.assign(area_th=[areas.area_name_th(code) for code in wide.index])


def _pattern(wide: pd.DataFrame, *, universe: str, threshold: int) -> Pattern:
    """Hide small totals; what is left of all persons beside the target poor is a cell too."""
    items = [name for name in wide.columns if name != "area_th"]
    totals = {}
    equations = []
    for name in items:
        cells = {code: _key(code, name) for code in wide.index}
        totals |= {key: int(count) for key, count in zip(cells.values(), wide[name], strict=True)}
        parts = tuple(key for code, key in cells.items() if code != areas.NATION_CODE)
        equations.append((cells[areas.NATION_CODE], parts))
    for code, others in (wide["persons"] - wide["target_poor"]).items():
        rest = _key(str(code), "rest")
        totals[rest] = int(others)
        equations.append((_key(code, "persons"), (_key(code, "target_poor"), rest)))
    return find_pattern_of_totals(
        totals, universe=universe, equations=equations, threshold=threshold
    )


def _key(area_code: str, item: str) -> tuple[tuple[str, str], ...]:
    return (("area_code", area_code), ("item", item))


def _area_totals(wide: pd.DataFrame, *, gate: Gate) -> PublicTable:
    frame = wide.rename_axis("area_code").reset_index().rename(columns={"poor_all": "poor"})
    frame["target_poor_share"] = frame["target_poor"] / frame["persons"]
    frame["level"] = ["province"] * (len(frame) - 1) + ["nation"]
    columns = [
        Column(
            "poor" if item == "poor_all" else item,
            label,
            unit,
            "count",
            cell={"area_code": "@area_code", "item": item},
        )
        for item, (label, unit) in _ITEMS.items()
    ]
    return issue(
        "area_totals",
        frame,
        gate=gate,
        title_th="ยอดรวมรายจังหวัด",
        columns=[
            *area_columns("level", "area_code", "region_th", "area_th"),
            *columns,
            share("target_poor_share", "สัดส่วนคนจนเป้าหมาย", depends=("target_poor", "persons")),
        ],
        note_th=_NOTE_TH,
    )


def _dimensions(wide: pd.DataFrame, *, gate: Gate) -> PublicTable:
    parts = [
        pd.DataFrame(
            {
                "area_code": wide.index,
                "area_th": wide["area_th"].to_numpy(),
                "dimension": name,
                "label_th": label,
                "item": f"dimension_{name}",
                "target_poor": wide[f"dimension_{name}"].to_numpy(),
                "persons": wide["persons"].to_numpy(),
            }
        )
        for name, label in _DIMENSIONS.items()
    ]
    frame = pd.concat(parts, ignore_index=True)
    frame["target_poor_share"] = frame["target_poor"] / frame["persons"]
    count = {"area_code": "@area_code", "item": "@item"}
    return issue(
        "dimensions",
        frame,
        gate=gate,
        title_th="คนจนเป้าหมายรายมิติ",
        columns=[
            *area_columns("area_code", "area_th"),
            text_column("dimension", "รหัสมิติ"),
            text_column("label_th", "มิติ"),
            Column("target_poor", "คนจนเป้าหมายที่ตกมิตินี้", "คน", "count", cell=count),
            share("target_poor_share", "สัดส่วนของคนทั้งหมด", depends=("target_poor",)),
        ],
        note_th=_NOTE_TH,
    )
