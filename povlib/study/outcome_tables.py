"""The public tables of what goes with the use of lessons and with occupations."""

from collections.abc import Mapping, Sequence

import pandas as pd

from povlib.disclosure import Column, PublicTable, publish
from povlib.study.columns import HOUSEHOLDS, text_column
from povlib.study.outcome_rules import MEASURES, NUMBERS, OutcomeRules

__all__ = ["lesson_table", "occupation_table"]

_MEASURES_TH = dict(
    zip(
        MEASURES,
        (("สัดส่วนที่ผ่านเกณฑ์", "สัดส่วน 0-1"), ("ช่องว่างรายได้ที่เปลี่ยนไป (ติดลบคือแคบลง)", "บาท/คน/ปี")),
        strict=True,
    )
)
_LIKE_TH = "เทียบครัวเรือนเป้าหมายที่อยู่ในจังหวัด ช่วงรายได้ จปฐ. ขนาดครัวเรือน กลุ่ม และสาเหตุหลักเดียวกัน"
_UNMEASURED_TH = "ครัวเรือนที่ยังไม่ได้วัดนับเป็นยังไม่ผ่าน ช่องว่างรายได้เทียบเฉพาะที่วัดแล้ว"


def lesson_table(
    rows: Sequence[Mapping[str, object]], *, bands: OutcomeRules, source_th: str, is_demo: bool
) -> PublicTable:
    """Publish what goes with the use of each lesson.

    Parameters
    ----------
    rows : sequence of mapping
        `lesson_id`, `title`, `measure`, `districts_in_use` (more than are compared), and what
        `outcome_row` gives.
    bands : OutcomeRules
    source_th : str
    is_demo : bool
    """
    return _table(
        "outcomes",
        rows,
        keys={"lesson_id": "รหัสบทเรียน", "title": "บทเรียน"},
        more=[Column("districts_in_use", "อำเภอที่เริ่มใช้ในปีนี้", "อำเภอ", "number")],
        title_th="ครัวเรือนในอำเภอที่ใช้บทเรียน เทียบกับครัวเรือนที่คล้ายกันในอำเภอที่ไม่ได้ใช้",
        note_th=(
            f"{_LIKE_TH} ผลต่างคือสิ่งที่สัมพันธ์กับการใช้บทเรียน ไม่ใช่ข้อพิสูจน์ว่าบทเรียนเป็นเหตุ"
            " ช่วง 95% คิดตามอำเภอ ปีก่อนคือผลต่างของอำเภอชุดเดียวกันในปีก่อนใช้บทเรียน"
            " นับถึงวันเดียวกัน ควรอยู่ใกล้ศูนย์ อำเภอที่ใช้บทเรียนนี้มาก่อนปีนี้ และอำเภอที่มีจำนวนซึ่งต้องซ่อน ไม่อยู่ในการเทียบ"
            f" {_UNMEASURED_TH} {_rounding_th(bands)}"
        ),
        source_th=source_th,
        is_demo=is_demo,
    )


def occupation_table(
    rows: Sequence[Mapping[str, object]], *, bands: OutcomeRules, source_th: str, is_demo: bool
) -> PublicTable:
    """Publish what goes with each occupation of the plans.

    Parameters
    ----------
    rows : sequence of mapping
        `occupation`, `label_th`, `measure`, and what `outcome_row` gives.
    bands : OutcomeRules
    source_th : str
    is_demo : bool
    """
    return _table(
        "occupation_outcomes",
        rows,
        keys={"occupation": "รหัสอาชีพ", "label_th": "อาชีพ"},
        title_th="ครัวเรือนที่ทำตามแผนด้วยอาชีพหนึ่ง เทียบกับครัวเรือนที่คล้ายกันซึ่งทำตามแผนด้วยเรื่องอื่น",
        note_th=(
            f"{_LIKE_TH} ผลต่างคือสิ่งที่สัมพันธ์กับอาชีพ ไม่ใช่ข้อพิสูจน์ว่าอาชีพเป็นเหตุ"
            " ช่วง 95% คิดตามอำเภอ ฝ่ายที่เทียบทำตามแผนแล้วอย่างน้อยหนึ่งเรื่อง แต่ไม่มีอาชีพนี้ในแผน"
            " ปีก่อนคือผลต่างของครัวเรือนชุดเดียวกันในช่วงระหว่างรอบ จปฐ. ก่อนหน้ากับรอบที่ชี้เป้า ควรอยู่ใกล้ศูนย์"
            f" {_UNMEASURED_TH} {_rounding_th(bands)}"
        ),
        source_th=source_th,
        is_demo=is_demo,
    )


def _rounding_th(bands: OutcomeRules) -> str:
    share, baht = (bands.steps[measure] for measure in MEASURES)
    return (
        f"จำนวนครัวเรือนปัดเป็นเท่าของ {bands.round_households}"
        f" ผลต่างปัดเป็นเท่าของ {share:g} และ {baht:g} บาท"
        f" ไม่แสดงเมื่อฝ่ายใดมีน้อยกว่า {bands.least_households} ครัวเรือนหรือ {bands.least_districts} อำเภอ"
    )


def _table(
    name: str,
    rows: Sequence[Mapping[str, object]],
    *,
    keys: Mapping[str, str],
    title_th: str,
    note_th: str,
    source_th: str,
    is_demo: bool,
    more: Sequence[Column] = (),
) -> PublicTable:
    """Publish rows whose numbers were rounded and withheld by `outcome_row`: no cell is in them."""
    beside = [column.key for column in more]
    frame = pd.DataFrame(list(rows), columns=[*keys, "measure", *beside, *NUMBERS, "reason_th"])
    said = [_MEASURES_TH[measure] for measure in frame["measure"]]
    frame["measure_th"] = pd.Series([label for label, _ in said], dtype="str")
    frame["unit_th"] = pd.Series([unit for _, unit in said], dtype="str")
    counts = [key for key in NUMBERS if key.startswith(("households_", "districts_"))]
    frame = frame.astype(dict.fromkeys([*counts, *beside], "Int64"))
    rest = [key for key in NUMBERS if key not in counts]
    frame = frame.astype(dict.fromkeys(rest, "float64"))
    return publish(
        name,
        frame,
        title_th=title_th,
        columns=[
            *(text_column(key, label) for key, label in keys.items()),
            text_column("measure", "รหัสสิ่งที่เทียบ"),
            text_column("measure_th", "สิ่งที่เทียบ"),
            text_column("unit_th", "หน่วย"),
            *more,
            Column("households_used", "ครัวเรือนฝ่ายที่ใช้", HOUSEHOLDS, "number"),
            Column("households_other", "ครัวเรือนฝ่ายที่เทียบ", HOUSEHOLDS, "number"),
            Column("districts_used", "อำเภอฝ่ายที่ใช้", "อำเภอ", "number"),
            Column("districts_other", "อำเภอฝ่ายที่เทียบ", "อำเภอ", "number"),
            Column("difference", "ผลต่าง", "", "number"),
            Column("low", "ผลต่าง ขอบล่าง", "", "number"),
            Column("high", "ผลต่าง ขอบบน", "", "number"),
            Column("placebo_difference", "ผลต่างปีก่อน", "", "number"),
            Column("placebo_low", "ผลต่างปีก่อน ขอบล่าง", "", "number"),
            Column("placebo_high", "ผลต่างปีก่อน ขอบบน", "", "number"),
            text_column("reason_th", "เหตุที่ไม่แสดง"),
        ],
        pattern=None,
        source_th=source_th,
        is_demo=is_demo,
        note_th=note_th,
    )
