"""The explorer's public tables at one place of the line: areas, and bins of income."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from povlib import measures
from povlib.disclosure import Column, Pattern, PublicTable, publish
from povlib.study.income_gate import BELOW, PASSED, IncomeGate, cell_of_line

__all__ = ["IncomeRows", "publish_areas", "publish_bins"]

_SOURCE = "ข้อมูลความจำเป็นพื้นฐาน (จปฐ.) ปี {year}"
_NOTE = "ต่ำกว่าเส้นคือน้อยกว่าเส้น เท่ากับเส้นถือว่าผ่าน ไม่นับครัวเรือนที่ไม่มีข้อมูลรายได้"
_PERSON_MEASURES = {
    "poor_households": "poor_households",
    "poor_persons": "poor_persons",
    "headcount": "poor_persons_share",
    "mean_gap_poor": "mean_gap_baht",
    "cost_to_close_baht": "cost_to_close_baht",
}
_RESULTS = (
    ("poor_persons", "คนที่อยู่ต่ำกว่าเส้น", "คน", "number"),
    ("poor_households_share", "สัดส่วนครัวเรือนต่ำกว่าเส้น", "สัดส่วน 0-1", "share"),
    ("poor_persons_share", "สัดส่วนคนต่ำกว่าเส้น", "สัดส่วน 0-1", "share"),
    ("mean_gap_baht", "ช่องว่างเฉลี่ยถึงเส้น", "บาท/คน/ปี", "mean"),
    ("cost_to_close_baht", "เงินที่ต้องเติมให้ถึงเส้น", "บาท/ปี", "money"),
)
_BIN_KEYS = [
    "bin_low_baht",
    "bin_high_baht",
    "low_baht",
    "high_baht",
    "side",
    *(f"{end}_{key}" for end in ("low", "high") for key in ("verdict", "step", "universe")),
    "up_to_low",
    "up_to_high",
]


@dataclass(frozen=True, eq=False)
class IncomeRows:
    """What the tables are made of. It holds true counts and stays inside `study`.

    Attributes
    ----------
    names, labels : mapping of str to str
        District code to name; code of the province and of districts to name with its level.
    province_code : str
    totals : PrefixSums
        By ``area_code``.
    gate : IncomeGate
    shown : DataFrame
        Public counts below the line, one row a line and one column an area.
    without_income : Pattern
        Households whose income is not known.
    bin_baht : int
        Smallest width of an income bin: whole steps.
    bmn_year_be : int
    is_demo : bool
    """

    names: Mapping[str, str]
    labels: Mapping[str, str]
    province_code: str
    totals: measures.PrefixSums = field(repr=False)
    gate: IncomeGate = field(repr=False)
    shown: pd.DataFrame = field(repr=False)
    without_income: Pattern = field(repr=False)
    bin_baht: int
    bmn_year_be: int
    is_demo: bool


def publish_areas(rows: IncomeRows, name: str, *, line: int, codes: Sequence[str]) -> PublicTable:
    """Give one row an area: households, those below the line, and what it would cost.

    Parameters
    ----------
    rows : IncomeRows
    name : str
    line : int
        Baht per person and year, one of the gate's steps.
    codes : sequence of str
        Areas, in the order of the rows.

    Returns
    -------
    PublicTable
        ``at_least`` and ``at_most`` are the counts at the nearest lines that are shown; they are
        equal to ``poor_households`` where it is shown, and missing beyond the outermost.
    """
    frame = _numbers(rows, line).reindex(pd.Index(codes, dtype="str"))
    frame["at_least"] = rows.shown.ffill().loc[line].reindex(frame.index)
    frame["at_most"] = rows.shown.bfill().loc[line].reindex(frame.index)
    names = rows.labels if name == "headline" else rows.names
    frame["area_th"] = [names[code] for code in codes]
    frame = _with_area_codes(frame.rename_axis("area_code").reset_index(), rows)
    return publish(
        name,
        frame,
        title_th=f"ครัวเรือนที่รายได้ต่ำกว่า {line:,} บาท/คน/ปี",
        columns=_area_columns(rows.gate, line),
        pattern=(*rows.gate.patterns, rows.without_income),
        source_th=_SOURCE.format(year=rows.bmn_year_be),
        note_th=_NOTE,
        is_demo=rows.is_demo,
    )


def publish_bins(rows: IncomeRows, *, line: int, code: str) -> PublicTable:
    """Give one row a bin of income of one area; a bin that the line divides has a row a side.

    Parameters
    ----------
    rows : IncomeRows
    line : int
    code : str
        The area.

    Returns
    -------
    PublicTable
        Bins are at least `bin_baht` wide, and wider where a narrower one would be hidden. The
        first is open below; nothing stands above the last shown place of the line. ``side`` is
        "both" where the counts of the two sides are hidden.
    """
    shown = rows.shown[code].dropna()
    frame = _with_area_codes(_bins(rows, shown, line=line).assign(area_code=code), rows)
    return publish(
        "gap_bins",
        frame,
        title_th="ครัวเรือนตามรายได้ต่อคนต่อปี",
        columns=_bin_columns(),
        pattern=rows.gate.patterns,
        source_th=_SOURCE.format(year=rows.bmn_year_be),
        note_th=_NOTE,
        is_demo=rows.is_demo,
    )


def _numbers(rows: IncomeRows, line: int) -> pd.DataFrame:
    """Give every number of every area at a line, by area code."""
    totals, policy = rows.totals, rows.gate.steps.policy
    persons = measures.poverty_at(
        totals, line=line, unit="persons", measures=list(_PERSON_MEASURES)
    )
    households = measures.poverty_at(totals, line=line, unit="households", measures="headcount")
    at_policy = measures.poverty_at(
        totals, line=policy, unit="households", measures="poor_households"
    )
    frame = pd.DataFrame(
        persons["value"].to_numpy().reshape(-1, len(_PERSON_MEASURES)),
        index=totals.keys["area_code"].astype("str"),
        columns=list(_PERSON_MEASURES.values()),
    )
    frame["poor_households_share"] = households["value"].to_numpy()
    frame["households"] = households["n"].to_numpy()
    frame["households_without_income"] = households["n_missing"].to_numpy()
    frame["persons"] = np.diff(totals.persons[totals.ends])
    frame["poor_at_policy"] = at_policy["value"].to_numpy()
    frame["added"] = frame["poor_households"] - frame["poor_at_policy"]
    frame["change_households"] = frame["added"]
    return frame.assign(line_baht=line)


def _with_area_codes(frame: pd.DataFrame, rows: IncomeRows) -> pd.DataFrame:
    """Add the attribute of cells: the district, or none for the province."""
    codes = frame["area_code"]
    return frame.assign(district_code=codes.where(codes != rows.province_code))


def _area_columns(gate: IncomeGate, line: int) -> list[Column]:
    universe, district = gate.universe, {"district": "@district_code"}
    at_policy = {**district, "verdict": BELOW}
    return [
        Column("area_code", "รหัสพื้นที่", "", "code"),
        Column("area_th", "พื้นที่", "", "text"),
        Column("line_baht", "เส้นรายได้", "บาท/คน/ปี", "money"),
        Column("households", "ครัวเรือน", "ครัวเรือน", "count", district, universe=universe),
        Column("persons", "คน", "คน", "number", district, universe=universe),
        Column(
            "households_without_income",
            "ครัวเรือนที่ไม่มีข้อมูลรายได้",
            "ครัวเรือน",
            "count",
            district,
            universe=f"{universe}:no_income",
        ),
        Column(
            "poor_at_policy",
            f"ต่ำกว่าเส้น จปฐ. {gate.steps.policy:,} บาท",
            "ครัวเรือน",
            "count",
            at_policy,
            universe=universe,
        ),
        *_poor_columns(gate, line),
        *_result_columns(),
        Column(
            "change_households",
            "ต่างจากเส้น จปฐ.",
            "ครัวเรือน",
            "number",
            depends=("poor_households", "poor_at_policy"),
        ),
        # Already public: the counts of other lines that are shown.
        Column("at_least", "อย่างน้อย", "ครัวเรือน", "number"),
        Column("at_most", "ไม่เกิน", "ครัวเรือน", "number"),
    ]


def _result_columns() -> list[Column]:
    measure_of = {column: key for key, column in _PERSON_MEASURES.items()}
    measure_of["poor_households_share"] = "headcount"
    return [
        Column(
            key,
            *rest,
            depends=("poor_households",),
            definition_th=measures.MEASURES[measure_of[key]].definition_th,
        )
        for key, *rest in _RESULTS
    ]


def _poor_columns(gate: IncomeGate, line: int) -> list[Column]:
    """Give the count below the line: a cell, or above the policy line the sum of two."""
    label = ("poor_households", "ครัวเรือนต่ำกว่าเส้น", "ครัวเรือน", "count")
    definition = measures.MEASURES["poor_households"].definition_th
    if line <= gate.steps.policy:
        counted = _cell_column(*label, gate=gate, line=line, side=BELOW)
        return [replace(counted, definition_th=definition)]
    added = ("added", "ระหว่างเส้น จปฐ. กับเส้นที่เลื่อน", "ครัวเรือน", "count")
    return [
        _cell_column(*added, gate=gate, line=line, side=PASSED),
        Column(*label, depends=("poor_at_policy", "added"), definition_th=definition),
    ]


def _cell_column(
    key: str, label_th: str, unit: str, kind: str, *, gate: IncomeGate, line: int, side: str
) -> Column:
    address = cell_of_line(gate, line, side=side)
    universe = address.pop("universe")
    cell = {name: value for name, value in address.items() if value is not None}
    return Column(
        key, label_th, unit, kind, {"district": "@district_code"} | cell, universe=universe
    )


def _bins(rows: IncomeRows, shown: pd.Series, *, line: int) -> pd.DataFrame:
    """List bins between shown places of the line, and for each its two counts "up to" an end."""
    edges = _edges(list(shown.index), rows.gate.steps.policy, rows.bin_baht)
    found = []
    for low, high in zip([None, *edges], edges, strict=False):
        is_divided = (low or 0) < line < high
        whole = {"bin_low_baht": low, "bin_high_baht": high}
        if is_divided and line in shown.index:
            found += [(whole, low, line, BELOW), (whole, line, high, PASSED)]
        else:
            side = "both" if is_divided else BELOW if high <= line else PASSED
            found.append((whole, low, high, side))
    records = [
        whole
        | {"low_baht": low, "high_baht": high, "side": side}
        | _end(rows.gate, shown, low, high, name="low")
        | _end(rows.gate, shown, high, high, name="high")
        for whole, low, high, side in found
    ]
    frame = pd.DataFrame(records, columns=_BIN_KEYS)
    numbers = [key for key in _BIN_KEYS if key.endswith("_baht") or key.startswith("up_to_")]
    frame[numbers] = frame[numbers].astype("float64")
    frame["households"] = frame["up_to_high"] - frame["up_to_low"].fillna(0)
    return frame


def _edges(places: list[int], policy: int, width: int) -> list[int]:
    """Choose places at least a width apart, from the one nearest to the policy line outwards."""
    if not places:
        return []
    anchor = min(places, key=lambda place: abs(place - policy))
    edges = [anchor]
    for place in places:
        if place >= edges[-1] + width:
            edges.append(place)
    for place in reversed(places):
        if place <= edges[0] - width:
            edges.insert(0, place)
    return edges


def _end(
    gate: IncomeGate, shown: pd.Series, line: int | None, high: int, *, name: str
) -> dict[str, object]:
    """Give the count up to an end of a bin, counted from its side's start, and its cell."""
    policy = gate.steps.policy
    is_above = high > policy
    if line is None or (is_above and line == policy):
        return {f"up_to_{name}": None}
    address = cell_of_line(gate, line, side=PASSED if is_above else BELOW)
    count = shown[line] - (shown[policy] if is_above else 0)
    return {f"up_to_{name}": count} | {f"{name}_{key}": value for key, value in address.items()}


def _bin_columns() -> list[Column]:
    return [
        Column("area_code", "รหัสพื้นที่", "", "code"),
        Column("low_baht", "ตั้งแต่", "บาท/คน/ปี", "money"),
        Column("high_baht", "น้อยกว่า", "บาท/คน/ปี", "money"),
        Column("side", "ด้านของเส้น", "", "text"),
        Column("bin_low_baht", "ช่วงตั้งแต่", "บาท/คน/ปี", "money"),
        Column("bin_high_baht", "ช่วงน้อยกว่า", "บาท/คน/ปี", "money"),
        *(
            Column(
                f"up_to_{name}",
                label_th,
                "ครัวเรือน",
                "count",
                {
                    "district": "@district_code",
                    "step": f"@{name}_step",
                    "verdict": f"@{name}_verdict",
                },
                universe=f"@{name}_universe",
            )
            for name, label_th in (("low", "สะสมถึงต้นช่วง"), ("high", "สะสมถึงปลายช่วง"))
        ),
        Column("households", "ครัวเรือน", "ครัวเรือน", "count", depends=("up_to_low", "up_to_high")),
    ]
