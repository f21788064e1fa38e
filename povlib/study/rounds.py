"""Households through the BMN rounds: who stayed, rose, fell, came and went."""

import pandas as pd

from povlib import progress
from povlib.disclosure import Column, Pattern, PublicTable, count_of
from povlib.study.columns import HOUSEHOLDS, derived, households, share, text_column, year_column
from povlib.study.gate import Gate, issue
from povlib.study.panels import Panels
from povlib.study.rules import Rules

__all__ = ["flow_totals", "flows", "rounds"]

FLOW_LABELS_TH = {
    "stayed": "ยังต่ำกว่าเกณฑ์ทั้งสองรอบ",
    "rose": "ขึ้นพ้นเกณฑ์",
    "fell": "เคยพ้นแล้วตกลงมา",
    "new": "ครัวเรือนใหม่ หรือรอบก่อนไม่มีรายได้",
    "lost": "ไม่พบหรือไม่มีรายได้ในรอบใหม่",
}

_NOTE_TH = (
    "แต่ละรอบใช้เส้นของรอบนั้น จับคู่ด้วยรหัสบ้าน ครัวเรือนที่ย้ายนับตามที่อยู่ในรอบที่ใช้ชี้เป้า "
    "ครัวเรือนที่แยกออกและบ้านเดิมไม่มีแล้ว จับคู่หนึ่งหลังกับบ้านเดิม หลังอื่นนับเป็นครัวเรือนใหม่"
)


def flows(panels: Panels, *, gate: Gate, cell: dict[str, str]) -> PublicTable:
    """Publish the movements between the BMN round before and this one: no rows without one.

    Parameters
    ----------
    panels : Panels
    gate : Gate
    cell : dict of str to str
        Attributes of the area.
    """
    names = progress.FLOWS if panels.flow_years_be else ()
    attribute = f"flow_{max(panels.flow_years_be, default='')}"
    rows = [
        {
            "flow": name,
            "label_th": FLOW_LABELS_TH[name],
            "households": count_of(panels.pattern, cell | {attribute: name}),
        }
        for name in names
    ]
    return issue(
        "flows",
        pd.DataFrame(rows, columns=["flow", "label_th", "households"]),
        gate=gate,
        patterns=[panels.pattern],
        title_th="การเคลื่อนย้ายระหว่าง จปฐ. สองรอบ",
        columns=[
            text_column("flow", "รหัส"),
            text_column("label_th", "การเคลื่อนย้าย"),
            households("households", HOUSEHOLDS, cell | {attribute: "@flow"}),
        ],
        note_th=_NOTE_TH,
    )


def flow_totals(panels: Panels, *, gate: Gate, cell: dict[str, str]) -> PublicTable:
    """Publish how many households were below the line before and are now: one row, or none.

    Parameters
    ----------
    panels : Panels
    gate : Gate
    cell : dict of str to str
    """
    years = panels.flow_years_be
    keys = ["previous_poor", "current_poor"]
    cells = [cell | {f"poor_{year}": "yes"} for year in years]
    row = {key: count_of(panels.pattern, poor) for key, poor in zip(keys, cells, strict=False)}
    frame = pd.DataFrame(
        [{"previous_bmn_year_be": years[0], "bmn_year_be": years[1], **row}] if years else [],
        columns=["previous_bmn_year_be", "bmn_year_be", *keys],
    )
    labels = ["ต่ำกว่าเกณฑ์รอบก่อน", "ต่ำกว่าเกณฑ์รอบนี้"]
    columns = [
        year_column("previous_bmn_year_be", "จปฐ. รอบก่อน"),
        year_column("bmn_year_be", "จปฐ. รอบนี้"),
    ]
    for place, key in enumerate(keys):
        poor = cells[place] if cells else cell
        columns.append(households(key, labels[place], poor))
    return issue(
        "flow_totals",
        frame,
        gate=gate,
        patterns=[panels.pattern],
        title_th="ครัวเรือนต่ำกว่าเกณฑ์สองรอบ",
        columns=columns,
        note_th=_NOTE_TH,
    )


def rounds(panels: Panels, *, gate: Gate, cell: dict[str, str], rules: Rules) -> PublicTable:
    """Publish one row a BMN round known at the date, up to five, with entries and exits between.

    Parameters
    ----------
    panels : Panels
    gate : Gate
    cell : dict of str to str
    rules : Rules
    """
    years = panels.bmn_years_be
    rows = [
        _round(panels, cell, before=before, year=year) | {"line_baht": rules.line_of(year)}
        for before, year in zip((None, *years), years, strict=False)
    ]
    names = ["bmn_year_be", "households", "persons", "poor_households", "poor_persons"]
    names += ["entered", "left", "line_baht"]
    frame = pd.DataFrame(rows, columns=names)
    known = frame["persons"].astype("int64")
    headcount = progress.floor_share(frame["poor_persons"].astype("int64"), whole=known)
    frame = _attributes(frame.assign(headcount_share=headcount), years=years)
    return issue(
        "rounds",
        frame,
        gate=gate,
        patterns=[panels.pattern],
        title_th="ครัวเรือนต่ำกว่าเกณฑ์ในแต่ละรอบ จปฐ.",
        columns=_round_columns(cell, years=years),
        note_th=_NOTE_TH,
    )


def _round(panels: Panels, cell: dict[str, str], *, before: int | None, year: int) -> dict:
    pattern = panels.pattern
    row = {
        "bmn_year_be": year,
        "households": count_of(pattern, cell | {f"known_{year}": "yes"}),
        "poor_households": count_of(pattern, cell | {f"poor_{year}": "yes"}),
        **_persons(panels, cell, year=year),
    }
    if before is None:
        return row | {"entered": None, "left": None}
    return row | {
        "entered": _change(pattern, cell, {f"poor_{before}": "no", f"poor_{year}": "yes"}),
        "left": _change(pattern, cell, {f"poor_{before}": "yes", f"poor_{year}": "no"}),
    }


def _change(pattern: Pattern, cell: dict[str, str], states: dict[str, str]) -> int:
    return count_of(pattern, cell | states)


def _persons(panels: Panels, cell: dict[str, str], *, year: int) -> dict[str, int]:
    rows = panels.totals
    ours = rows["bmn_year_be"] == year
    if "province_code" in cell:
        ours &= rows["province_code"] == cell["province_code"]
    sums = rows.loc[ours, ["known_persons", "poor_persons"]].sum()
    return {"persons": int(sums["known_persons"]), "poor_persons": int(sums["poor_persons"])}


def _attributes(frame: pd.DataFrame, *, years: tuple[int, ...]) -> pd.DataFrame:
    """Add to each row the values of its own cells; elsewhere the attributes fall away."""
    nothing = pd.Series(None, index=frame.index, dtype=object)
    marks = {}
    for place, year in enumerate(years):
        own = frame["bmn_year_be"] == year
        marks[f"in {year}"] = nothing.mask(own, "yes")
        marks[f"entered {year}"] = nothing.mask(own, "yes")
        marks[f"left {year}"] = nothing.mask(own, "no")
        if place + 1 < len(years):
            later = frame["bmn_year_be"] == years[place + 1]
            marks[f"entered {year}"] = marks[f"entered {year}"].mask(later, "no")
            marks[f"left {year}"] = marks[f"left {year}"].mask(later, "yes")
    return frame.assign(**marks)


def _round_columns(cell: dict[str, str], *, years: tuple[int, ...]) -> list[Column]:
    def where(attribute: str, mark: str) -> dict[str, str]:
        return cell | {f"{attribute}_{year}": f"@{mark} {year}" for year in years}

    return [
        year_column("bmn_year_be", "จปฐ. ปี"),
        households("households", "ครัวเรือนที่ทราบรายได้", where("known", "in")),
        derived("persons", "คนที่ทราบรายได้", "คน", depends=("households",)),
        households("poor_households", "ครัวเรือนต่ำกว่าเกณฑ์", where("poor", "in")),
        derived("poor_persons", "คนต่ำกว่าเกณฑ์", "คน", depends=("poor_households",)),
        share("headcount_share", "สัดส่วนคนต่ำกว่าเกณฑ์", depends=("poor_persons", "persons")),
        households("entered", "เข้ามาต่ำกว่าเกณฑ์", where("poor", "entered")),
        households("left", "ออกจากต่ำกว่าเกณฑ์", where("poor", "left")),
        Column("line_baht", "เส้นเกณฑ์ของรอบ", "บาท/คน/ปี", "number"),
    ]
