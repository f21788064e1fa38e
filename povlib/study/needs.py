"""What an area still needs: who has not passed and what they lack, by cause, group, occupation."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from povlib import data
from povlib.areas import NATION_CODE
from povlib.disclosure import Column, Pattern, PublicTable, count_of
from povlib.params import Occupation
from povlib.schema import field
from povlib.study.cases import CAUSES
from povlib.study.columns import households, money_column, share, text_column
from povlib.study.gate import Gate, issue
from povlib.study.rules import Rules
from povlib.study.waiting import ALL, WAITING, Lacks, occupation_attribute, read_waiting

__all__ = ["needs"]

_BAHT = "บาท/ปี"


@dataclass(frozen=True)
class _Need:
    """One row: the cell of its households, in the pattern of a universe."""

    kind: str
    key: str
    label_th: str
    name: str
    cell: Mapping[str, str]
    pattern: Pattern


def needs(
    register: Path,
    *,
    manifest: data.Manifest,
    gate: Gate,
    area_code: str,
    occupations: Sequence[Occupation],
    rules: Rules,
) -> PublicTable:
    """Publish what the target households of an area that have not passed lack to the line.

    Parameters
    ----------
    register : pathlib.Path
    manifest : data.Manifest
    gate : Gate
        Its pattern of target households is the nation's, or a province's own.
    area_code : str
        Two digits, or "TH".
    occupations : sequence of Occupation
    rules : Rules

    Returns
    -------
    PublicTable
        A row for each cause, group and occupation (`kind`, `key`, `label_th`): `targets` (that have
        not passed), `gap_baht_year`, `weight_share` of the area's whole gap, and the area's own
        `all_targets` and `all_gap_baht_year`. A household has several causes and occupations, so
        shares do not add up to 1.

    Notes
    -----
    A household lacks (line - income) x members where it is below the line, by its latest measured
    income, or by that of the BMN round while unmeasured; without income or members it is in no sum.
    A gap is missing where fewer households than may be shown are known.
    """
    found = read_waiting(register, manifest=manifest, occupations=occupations, rules=rules)
    place = {} if area_code == NATION_CODE else {"province_code": area_code}
    lacks = [one for code, one in found.lacks.items() if area_code in (code, NATION_CODE)]
    all_targets = count_of(gate.targets, place | WAITING)
    whole = _gap(lacks, ALL, targets=all_targets, threshold=rules.threshold)
    wanted = list(_needs(occupations, targets=gate.targets, plans=found.pattern))
    rows = [_row(one, place, lacks=lacks, threshold=rules.threshold) for one in wanted]
    frame = pd.DataFrame(rows).assign(all_targets=all_targets, all_gap_baht_year=whole)
    ratio = frame["gap_baht_year"] / frame["all_gap_baht_year"].replace(0.0, np.nan)
    cells = {name for one in wanted for name in one.cell}
    return issue(
        "needs",
        frame.assign(weight_share=np.floor(ratio * 1000) / 1000),
        gate=gate,
        patterns=[gate.targets, found.pattern],
        title_th="ครัวเรือนที่ยังไม่ผ่านเกณฑ์ขาดรายได้เท่าใด ตามสาเหตุ กลุ่ม และอาชีพ",
        columns=_columns(
            {**place, **{name: f"@{name}" for name in sorted(cells)}}, place, gate=gate
        ),
        note_th="นับครัวเรือนเป้าหมายที่ยังไม่ผ่านเกณฑ์ รวมที่ยังไม่ได้วัดซึ่งใช้รายได้ในรอบ จปฐ. "
        "หนึ่งครัวเรือนมีได้หลาย ท และหลายอาชีพ สัดส่วนจึงรวมกันไม่เท่ากับ 1 อาชีพมาจากแผนเข็มทิศชีวิต",
    )


def _needs(
    occupations: Sequence[Occupation], *, targets: Pattern, plans: Pattern
) -> Iterator[_Need]:
    for cause in CAUSES:
        label = field("target", cause).label_th
        yield _Need("cause", cause, label, cause, {cause: "yes", **WAITING}, targets)
    for key, label in field("target", "group").choices:
        yield _Need("group", key, f"กลุ่ม{label}", key, {"group": key, **WAITING}, targets)
    for one in occupations:
        name = occupation_attribute(one.key)
        yield _Need("occupation", one.key, one.label_th, name, {name: "yes"}, plans)


def _row(
    one: _Need, place: Mapping[str, str], *, lacks: Sequence[Lacks], threshold: int
) -> dict[str, object]:
    targets = count_of(one.pattern, {**place, **one.cell})
    return {
        **one.cell,
        "kind": one.kind,
        "key": one.key,
        "label_th": one.label_th,
        "universe": one.pattern.universe,
        "targets": targets,
        "gap_baht_year": _gap(lacks, one.name, targets=targets, threshold=threshold),
    }


def _gap(lacks: Sequence[Lacks], name: str, *, targets: int, threshold: int) -> float:
    """Sum what the households of a need lack over provinces; missing where too few are known."""
    pairs = [one[name] for one in lacks if name in one]
    is_known = not targets or sum(known for _, known in pairs) >= threshold
    return float(sum(baht for baht, _ in pairs)) if is_known else np.nan


def _columns(cell: Mapping[str, str], place: Mapping[str, str], *, gate: Gate) -> list[Column]:
    waiting = "ครัวเรือนที่ยังไม่ผ่าน"
    whole = {**place, **WAITING}
    return [
        text_column("kind", "ชนิด"),
        text_column("key", "รหัส"),
        text_column("label_th", "สาเหตุ กลุ่ม หรืออาชีพ"),
        households("targets", waiting, cell, universe="@universe"),
        money_column(
            "gap_baht_year", "รายได้ที่ขาด", _BAHT, depends=("targets",), measure="cost_to_close_baht"
        ),
        share(
            "weight_share",
            "สัดส่วนของรายได้ที่ขาดทั้งพื้นที่",
            depends=("gap_baht_year", "all_gap_baht_year"),
        ),
        households("all_targets", f"{waiting}ทั้งพื้นที่", whole, universe=gate.targets.universe),
        money_column("all_gap_baht_year", "รายได้ที่ขาดทั้งพื้นที่", _BAHT, depends=("all_targets",)),
    ]
