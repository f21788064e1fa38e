"""An area beside its region and the nation, in this fiscal year and the one before."""

import pandas as pd

from povlib import progress
from povlib.areas import area_name_th
from povlib.disclosure import Pattern, PublicTable, count_of
from povlib.params import Region
from povlib.study.columns import area_columns, households, share, year_column
from povlib.study.gate import Gate, issue

__all__ = ["comparison"]


def comparison(
    *,
    gate: Gate,
    province_code: str | None,
    regions: tuple[Region, ...],
    patterns: dict[int, Pattern],
) -> PublicTable:
    """Publish targets and passed of an area, regions and the nation, by fiscal year.

    Parameters
    ----------
    gate : Gate
    province_code : str or None
        None for the nation.
    regions : tuple of Region
        The province's own region, or all of them.
    patterns : dict of int to Pattern
        Nation's pattern by fiscal year, this one and the one before where the register has it.
    """
    places = [] if province_code is None else [_province(province_code)]
    places += [_region(region) for region in regions]
    places.append({"level": "nation", "area_code": "TH", "area_th": area_name_th("TH")})
    rows = [
        place | _counts(pattern, place) | {"fiscal_year_be": year}
        for year, pattern in sorted(patterns.items(), reverse=True)
        for place in places
    ]
    names = ["level", "area_code", "area_th", "province_code", "region", "fiscal_year_be"]
    frame = pd.DataFrame(rows).reindex(columns=[*names, "targets", "passed"])
    frame["passed_share"] = progress.floor_share(frame["passed"], whole=frame["targets"])
    cell = {"province_code": "@province_code", "region": "@region"}
    universe = "target:@fiscal_year_be"
    return issue(
        "comparison",
        frame,
        gate=gate,
        patterns=list(patterns.values()),
        title_th="เทียบกับภาคและปีก่อน",
        columns=[
            *area_columns("level", "area_code", "area_th"),
            year_column("fiscal_year_be", "ปีงบประมาณ"),
            households("targets", "ครัวเรือนเป้าหมาย", cell, universe=universe),
            households("passed", "ผ่านเกณฑ์แล้ว", cell | {"passed": "yes"}, universe=universe),
            share("passed_share", "สัดส่วนที่ผ่าน", depends=("passed", "targets")),
        ],
        note_th="ปีก่อนนับถึงวันเดียวกันของปีนั้น และใช้เส้นของปี จปฐ. ของปีนั้น",
    )


def _province(code: str) -> dict[str, str]:
    name = area_name_th(code)
    return {"level": "province", "area_code": code, "area_th": name, "province_code": code}


def _region(region: Region) -> dict[str, str]:
    name = region.name_th
    return {"level": "region", "area_code": region.key, "area_th": name, "region": region.key}


def _counts(pattern: Pattern, place: dict[str, str]) -> dict[str, int]:
    cell = {name: place[name] for name in ("province_code", "region") if name in place}
    return {
        "targets": count_of(pattern, cell),
        "passed": count_of(pattern, cell | {"passed": "yes"}),
    }
