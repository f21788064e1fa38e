"""Programme indicators as reported, small counts of people hidden.

An indicator counts people or households unless its name begins with a thing that is none (district,
team, fund): of those nothing is hidden. What is not done (denominator less numerator) counts too.
An indicator's denominator may be the target households: where these are hidden its row is hidden,
and so is the nation's, from which it could be worked out; where they are shown it counts as known.
"""

from dataclasses import replace
from pathlib import Path

import pandas as pd

from povlib import data, progress
from povlib.areas import NATION_CODE
from povlib.disclosure import (
    Column,
    Key,
    Pattern,
    PublicTable,
    count_of,
    find_pattern_of_totals,
    is_hidden,
)
from povlib.study.columns import households, share, text_column
from povlib.study.gate import Gate, issue
from povlib.study.kept import kept_key, kept_pattern
from povlib.study.rules import Rules

__all__ = ["indicators"]

_THINGS = ("อำเภอ", "ตำบล", "หมู่บ้าน", "ทีม", "กองทุน", "กิจกรรม", "เวที", "บทเรียน")
_PARTS = ("numerator", "denominator", "rest")
_MARGINS = (("area_code", "indicator", "part"), ("indicator", "part"))


def indicators(
    register: Path, *, manifest: data.Manifest, gate: Gate, area_code: str, rules: Rules
) -> PublicTable | None:
    """Publish the indicators of a province or the nation; None where the register has none.

    Parameters
    ----------
    register : pathlib.Path
    manifest : data.Manifest
    gate : Gate
    area_code : str
        Two digits, or "TH": the sum of the provinces.
    rules : Rules
    """
    year = rules.fiscal_year_be
    if not any((u.table, u.year_be) == ("kpi", year) for u in manifest.units):
        return None
    rows = data.read_unit(register, "kpi", year_be=year, province_code="TH")
    rows = rows[rows["area_code"].str.fullmatch(r"\d\d")]
    pattern = kept_pattern(
        register,
        kept_key("kpi", rules=rules),
        find=lambda: _pattern(rows, targets=gate.targets, universe=f"kpi:{year}"),
    )
    place = {} if area_code == NATION_CODE else {"province_code": area_code}
    ours = rows[rows["area_code"] == area_code] if place else rows
    sums = ours.groupby("kpi", sort=True)[["numerator", "denominator"]].sum().reset_index()
    frame = progress.indicator_shares(sums.assign(area_code=area_code)).assign(
        province_code=place.get("province_code"), targets=count_of(gate.targets, place)
    )
    return issue(
        "indicators",
        frame,
        gate=gate,
        title_th="ตัวชี้วัดของโครงการตามที่รายงาน",
        patterns=[gate.targets, pattern],
        columns=_columns(gate.targets.universe, pattern.universe),
        note_th="ตัวเลขตามที่จังหวัดรายงาน ไม่ได้คำนวณจากทะเบียน",
    )


def _pattern(rows: pd.DataFrame, *, targets: Pattern, universe: str) -> Pattern:
    """Hide small counts of people; counts of things are shown as they are."""
    people: dict[Key, int] = {}
    things: dict[Key, int] = {}
    apart: dict[Key, str] = {}
    equations, known = [], []
    for name, part in rows.groupby("kpi", sort=True):
        is_thing = str(name).startswith(_THINGS)
        counts = part.set_index("area_code")[["numerator", "denominator"]].astype("int64")
        cells = _cells(counts, indicator=str(name))
        (things if is_thing else people).update(cells)
        if not is_thing:
            equations += _equations(list(counts.index), indicator=str(name))
            apart |= _hidden_with(targets, counts, indicator=str(name))
            known += _known_with(targets, counts, indicator=str(name))
    found = find_pattern_of_totals(
        people, universe=universe, equations=equations, threshold=targets.threshold, known=known
    )
    hidden = {**{key: why for key, why in apart.items() if people[key]}, **found.hidden}
    return replace(found, margins=_MARGINS, counts={**found.counts, **things}, hidden=hidden)


def _hidden_with(targets: Pattern, counts: pd.DataFrame, *, indicator: str) -> dict[Key, str]:
    """Name the cells that are hidden because a province's targets are: its own and the nation's."""
    codes = [str(code) for code in counts.index]
    hidden = [code for code in codes if is_hidden(targets, {"province_code": code})]
    places = [*hidden, ""] if hidden else []
    known = _known_with(targets, counts, indicator=indicator)
    keys = [_key(code, indicator, part) for code in places for part in _PARTS]
    return {key: "complement" for key in keys if key not in known}


def _known_with(targets: Pattern, counts: pd.DataFrame, *, indicator: str) -> list[Key]:
    """Name the denominators that are the targets of a place, where these are shown."""
    sizes = {str(code): int(whole) for code, whole in counts["denominator"].items()}
    same = [code for code, n in sizes.items() if n == count_of(targets, {"province_code": code})]
    shown = [code for code in same if not is_hidden(targets, {"province_code": code})]
    if len(same) == len(sizes) and not is_hidden(targets, {}):
        shown.append("")
    return [_key(code, indicator, "denominator") for code in shown]


def _cells(counts: pd.DataFrame, *, indicator: str) -> dict[Key, int]:
    """Count done, planned and what is left, by province and for the nation."""
    wide = counts.assign(rest=counts["denominator"] - counts["numerator"])
    total = wide.sum()
    cells = {
        _key(str(code), indicator, part): int(wide.loc[code, part])
        for code in wide.index
        for part in _PARTS
    }
    return cells | {_key("", indicator, part): int(total[part]) for part in _PARTS}


def _equations(codes: list[str], *, indicator: str) -> list[tuple[Key, tuple[Key, ...]]]:
    def key(code: str, part: str) -> Key:
        return _key(code, indicator, part)

    across = [(key("", part), tuple(key(code, part) for code in codes)) for part in _PARTS]
    within = [
        (key(code, "denominator"), (key(code, "numerator"), key(code, "rest")))
        for code in ("", *codes)
    ]
    return [*across, *within]


def _key(area_code: str, indicator: str, part: str) -> Key:
    place = (("area_code", area_code),) if area_code else ()
    return (*place, ("indicator", indicator), ("part", part))


def _columns(target_universe: str, own_universe: str) -> list[Column]:
    def count(key: str, label_th: str) -> Column:
        cell = {"area_code": "@province_code", "indicator": "@kpi", "part": key}
        return Column(key, label_th, "ราย", "count", cell=cell, universe=own_universe)

    return [
        text_column("kpi", "ตัวชี้วัด"),
        count("numerator", "ทำได้"),
        count("denominator", "ทั้งหมด"),
        share("share", "สัดส่วน", depends=("numerator", "denominator")),
        households(
            "targets",
            "ครัวเรือนเป้าหมาย",
            {"province_code": "@province_code"},
            universe=target_universe,
        ),
    ]
