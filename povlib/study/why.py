"""What holds households back: how far from the line, the four causes, the two groups."""

import pandas as pd

from povlib import progress
from povlib.disclosure import Column, PublicTable
from povlib.schema import field
from povlib.study.cases import CAUSES
from povlib.study.columns import area_columns, households, share, text_column
from povlib.study.gate import Gate, issue
from povlib.study.rules import Rules

__all__ = ["causes", "gap_bins", "groups"]

_STATES = {"passed": "ผ่านแล้ว", "below": "วัดแล้วยังไม่ถึง", "unmeasured": "ยังไม่ได้วัด"}


def gap_bins(cases: pd.DataFrame, *, gate: Gate, cell: dict[str, str], rules: Rules) -> PublicTable:
    """Publish households by income bin: those measured, and by BMN income those that are not.

    Parameters
    ----------
    cases : DataFrame
        Households of the area.
    gate : Gate
    cell : dict of str to str
        Attributes of the area.
    rules : Rules
    """
    bins = progress.bins_around(rules.line_baht, width=rules.bin_baht).table()
    parts = [bins.assign(source="measured", status=bins["side"])]
    parts.append(bins.assign(source="bmn", status="unmeasured"))
    frame = pd.concat(parts, ignore_index=True)
    names = frame["status"].astype(object) + "|" + frame["bin"].map("{:02d}".format)
    counts = cases["bin"].value_counts()
    return issue(
        "gap_bins",
        frame.assign(name=names, households=names.map(counts).fillna(0).astype("int64")),
        gate=gate,
        title_th="ครัวเรือนตามช่วงรายได้",
        columns=[
            text_column("source", "ที่มาของรายได้"),
            Column("low_baht", "ตั้งแต่", "บาท/คน/ปี", "number"),
            Column("high_baht", "ไม่ถึง", "บาท/คน/ปี", "number"),
            text_column("side", "ข้างของเส้น"),
            households("households", "ครัวเรือน", cell | {"bin": "@name"}),
        ],
        note_th="measured คือรายได้ที่เจ้าหน้าที่วัดล่าสุด bmn คือรายได้ในรอบ จปฐ. ของครัวเรือนที่ยังไม่ได้วัด "
        "สองแถวมาจากการวัดคนละแบบ จึงไม่นำมาลบกัน ครัวเรือนที่ไม่มีรายได้ในรอบ จปฐ. ไม่อยู่ในช่วงใด",
    )


def causes(
    cases: pd.DataFrame,
    places: pd.DataFrame,
    *,
    gate: Gate,
    by: str,
    cell: dict[str, str],
) -> PublicTable:
    """Publish households held back by each of the four causes, by place.

    Parameters
    ----------
    cases : DataFrame
    places : DataFrame
        `level`, `area_code`, `province_code`, `district_code`, `area_th` of the places in order,
        the whole area last.
    gate : Gate
    by : str
        Attribute of the places.
    cell : dict of str to str
        Attributes of a row's place.
    """
    marks = pd.DataFrame({cause: cases[cause] == "yes" for cause in CAUSES}).astype("int64")
    marks["targets"] = 1
    counts = marks.groupby(cases[by].astype(object), sort=True).sum()
    counts.loc[places["area_code"].iloc[-1]] = marks.sum()
    ours = counts.reindex(places["area_code"], fill_value=0).reset_index(drop=True)
    frame = places.assign(**ours)
    columns = [
        *area_columns("level", "area_code", "province_code", "district_code", "area_th"),
        households("targets", "ครัวเรือนเป้าหมาย", cell),
    ]
    for cause in CAUSES:
        name = f"{cause}_share"
        label = field("target", cause).label_th
        frame[name] = progress.floor_share(frame[cause], whole=frame["targets"])
        columns.append(households(cause, label, cell | {cause: "yes"}))
        columns.append(share(name, f"สัดส่วน{label}", depends=(cause, "targets")))
    return issue(
        "causes",
        frame,
        gate=gate,
        title_th="ครัวเรือนที่แต่ละ ท เป็นปัญหา",
        columns=columns,
        note_th="หนึ่งครัวเรือนมีได้หลาย ท นับเมื่อระดับถึงเกณฑ์ที่ตั้งไว้",
    )


def groups(cases: pd.DataFrame, *, gate: Gate, cell: dict[str, str]) -> PublicTable:
    """Publish how all, each group and the households of each cause stand.

    Parameters
    ----------
    cases : DataFrame
        Households of the area.
    gate : Gate
    cell : dict of str to str
    """
    rows = [_row(cases, kind="all", key="all", label_th="ทั้งหมด")]
    for key, label in field("target", "group").choices:
        part = cases[cases["group"] == key]
        rows.append(_row(part, kind="group", key=key, label_th=f"กลุ่ม{label}") | {"group": key})
    for cause in CAUSES:
        part = cases[cases[cause] == "yes"]
        label = field("target", cause).label_th
        rows.append(_row(part, kind="cause", key=cause, label_th=label) | {cause: "yes"})
    frame = pd.DataFrame(rows).reindex(columns=[*rows[0], "group", *CAUSES])
    where = cell | {"group": "@group"} | {cause: f"@{cause}" for cause in CAUSES}
    columns = [
        text_column("kind", "ชนิด"),
        text_column("key", "รหัส"),
        text_column("label_th", "กลุ่ม"),
        households("targets", "ครัวเรือนเป้าหมาย", where),
    ]
    for state, label in _STATES.items():
        frame[f"{state}_share"] = progress.floor_share(frame[state], whole=frame["targets"])
        columns.append(households(state, label, where | {"status": state}))
        columns.append(share(f"{state}_share", f"สัดส่วน{label}", depends=(state, "targets")))
    return issue(
        "groups",
        frame,
        gate=gate,
        title_th="ผลแยกตามกลุ่มและสาเหตุ",
        columns=columns,
        note_th="ความต่างตามสาเหตุเป็นความสัมพันธ์ ไม่ใช่เหตุและผล",
    )


def _row(part: pd.DataFrame, *, kind: str, key: str, label_th: str) -> dict:
    counts = {state: int((part["status"] == state).sum()) for state in _STATES}
    return {"kind": kind, "key": key, "label_th": label_th, "targets": len(part), **counts}
