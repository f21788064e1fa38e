"""How far the data can be trusted, place by place: joins, skipped steps, missing and late work."""

import pandas as pd

from povlib.disclosure import Column, PublicTable
from povlib.study.cases import Cases
from povlib.study.columns import HOUSEHOLDS, area_columns, households
from povlib.study.gate import Gate, issue

__all__ = ["joins", "quality"]

_MARKS = {
    "skipped_steps": ("skipped", "yes", "ข้ามขั้น"),
    "unmeasured": ("status", "unmeasured", "ยังไม่ได้วัด"),
    "late": ("late", "yes", "มีงานตามแผนเกินกำหนด"),
}


def joins(
    cases: Cases, places: pd.DataFrame, *, gate: Gate, by: str, cell: dict[str, str]
) -> PublicTable:
    """Publish targets without a household of the BMN round and follow-ups without a target.

    Parameters
    ----------
    cases : Cases
    places : DataFrame
        `level`, `area_code`, `province_code`, `district_code`, `area_th`; the whole area last.
    gate : Gate
    by : str
        Attribute of the places.
    cell : dict of str to str
        Attributes of a row's place.
    """
    lost = _counts(cases.frame, by, attribute="matched", value="no", whole=places)
    stray = cases.stray_followups
    if by == "province_code":
        stray = stray.groupby(stray.index.str[:2]).sum()
    stray = stray.reindex(places["area_code"], fill_value=0)
    stray.iloc[-1] = int(cases.stray_followups.sum())
    return issue(
        "joins",
        places.assign(targets_without_household=lost, followups_without_target=stray.to_numpy()),
        gate=gate,
        patterns=[gate.targets, gate.strays] if gate.strays else None,
        title_th="แถวที่จับคู่ไม่ได้",
        columns=[
            *area_columns("level", "area_code", "area_th"),
            households(
                "targets_without_household",
                "เป้าหมายที่ไม่พบในรอบ จปฐ.",
                cell | {"matched": "no"},
                universe=gate.targets.universe,
            ),
            Column(
                "followups_without_target",
                "การติดตามที่ไม่พบเป้าหมาย",
                "แถว",
                "count",
                cell=cell,
                universe=gate.strays.universe if gate.strays else "",
            ),
        ],
        note_th="การติดตามนับเป็นแถวของแฟ้ม ไม่ใช่ครัวเรือน และอยู่นอกผลทุกตาราง",
    )


def quality(
    cases: pd.DataFrame, places: pd.DataFrame, *, gate: Gate, by: str, cell: dict[str, str]
) -> PublicTable:
    """Publish skipped steps, missing measurements and late work by place.

    Parameters
    ----------
    cases : DataFrame
    places : DataFrame
        As for `joins`, with the counts of `standing.tally`.
    gate : Gate
    by : str
    cell : dict of str to str
    """
    only_below = (places["passed"] == 0) & (places["below"] > 0)
    nothing = pd.Series(None, index=places.index, dtype=object)
    frame = places.assign(evidence=nothing.mask(only_below, "below"))
    columns = [households("targets", "ครัวเรือนเป้าหมาย", cell)]
    for name, (attribute, value, label) in _MARKS.items():
        frame[name] = _counts(cases, by, attribute=attribute, value=value, whole=places)
        columns.append(households(name, label, cell | {attribute: value}))
    waiting = cell | {"state": "supported"}
    evidence = cell | {"status": "@evidence"}
    return issue(
        "quality",
        frame,
        gate=gate,
        title_th="ขั้นที่ข้าม การวัดที่ขาด และงานที่ช้า",
        columns=[
            *area_columns("level", "area_code", "area_th"),
            *columns,
            households("passed", "ผ่านเกณฑ์แล้ว", cell | {"passed": "yes"}),
            households("measured", "วัดรายได้แล้ว", cell | {"measured": "yes"}),
            households("supported_unmeasured", "ได้รับการสนับสนุนแล้ว ยังไม่ได้วัด", waiting),
            Column("data_until", "วัดรายได้ครั้งล่าสุด", "", "month", cell=evidence, depends=("passed",)),
        ],
        note_th=f"หน่วยเป็น{HOUSEHOLDS} ข้ามขั้น คือมีการติดตามของขั้นหนึ่งโดยไม่มีของขั้นก่อนหน้า",
    )


def _counts(
    cases: pd.DataFrame, by: str, *, attribute: str, value: str, whole: pd.DataFrame
) -> list[int]:
    """Count households with a value by place, the whole area last."""
    found = cases.loc[cases[attribute] == value, by].value_counts()
    return [*(int(found.get(code, 0)) for code in whole["area_code"].iloc[:-1]), int(found.sum())]
