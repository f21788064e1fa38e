"""Figure: do households of an occupation pass more often? Differences with intervals, a row each.

Nothing here says that an occupation caused anything: households that did it are set against like
ones that did other things of their plans.
"""

from collections.abc import Sequence

from povlib.disclosure import PublicTable
from povlib.figures import words
from povlib.figures.cells import Row, bind, number_of, read_rows, text_of
from povlib.figures.differences import COUNTED, DRAWN, is_apart, pair_marks, points
from povlib.figures.empty import nothing_to_draw
from povlib.figures.labels import fit
from povlib.figures.marks import Figure, Line, Mark, Text
from povlib.figures.style import WIDTH

__all__ = ["occupation_outcomes"]

_TOP, _ROW, _LEFT, _RIGHT = 34.0, 43.0, 6.0, 96.0
_PLAIN = "ครัวเรือนที่ทำแต่ละอาชีพ เทียบกับครัวเรือนที่คล้ายกัน"
_NONE = "ยังไม่มีอาชีพที่ครัวเรือนทำตามแผนมากพอจะเทียบได้"


def occupation_outcomes(table: PublicTable) -> Figure:
    """Draw how the share that passed differs for each occupation, and how it did before.

    Parameters
    ----------
    table : PublicTable
        "occupation_outcomes".

    Returns
    -------
    Figure
        Occupations that were withheld are left out. The title counts those apart from 0 and names
        none: of many some are so by chance.
    """
    needs = ("label_th", "measure", "households_used", *DRAWN)
    rows = [
        row
        for row in read_rows(table, needs=needs)
        if text_of(row, "measure") == "exit_share" and row["difference"].value is not None
    ]
    if not rows:
        return nothing_to_draw("occupation_outcomes", title=_PLAIN, table=table, why=_NONE)
    reach = max(abs(number_of(row, key) or 0) for row in rows for key in DRAWN) or 1
    per_unit = (WIDTH - _LEFT - _RIGHT) / 2 / reach
    zero = _LEFT + reach * per_unit
    height = _TOP + _ROW * len(rows)
    marks: list[Mark] = [
        Text(zero - 6, 12, "ผ่านน้อยกว่า", "small", "end"),
        Text(zero + 6, 12, "ผ่านมากกว่า", "small"),
        Text(zero, 26, "0", "axis", "middle"),
        Line(zero, 30, zero, height - 4, "ink", 1.2),
    ]
    for n, row in enumerate(rows):
        marks += _row(row, y=_TOP + _ROW * n, zero=zero, per_unit=per_unit)
    return Figure(
        name="occupation_outcomes",
        title=_title(rows),
        subtitle="ส่วนต่างของร้อยละที่ผ่านเกณฑ์ ครัวเรือนที่ทำลบครัวเรือนคล้ายกันที่ทำเรื่องอื่น หน่วยเป็นจุด",
        desc=_desc(rows),
        height=height,
        marks=tuple(marks),
        table=table,
        columns=("label_th", "measure_th", "unit_th", *COUNTED, *DRAWN),
        note="จุดและเส้นเข้มคือส่วนต่างกับช่วงเชื่อมั่น 95% เส้นเทาคือการเทียบแบบเดียวกันก่อนรอบ จปฐ. ที่ชี้เป้า "
        "ซึ่งควรคร่อม 0 ครัวเรือนที่ยังไม่ได้วัดนับเป็นยังไม่ผ่าน เป็นความสัมพันธ์ ไม่ใช่เหตุและผล "
        f"เมื่อเทียบ {words.count(len(rows), 'อาชีพ')}พร้อมกัน บางช่วงไม่คร่อม 0 โดยบังเอิญได้",
    )


def _row(row: Row, *, y: float, zero: float, per_unit: float) -> list[Mark]:
    used, others = (words.number(number_of(row, f"households_{s}") or 0) for s in ("used", "other"))
    difference = row["difference"]
    return [
        fit(Text(0, y + 11, text_of(row, "label_th"), "bold"), width=WIDTH),
        *pair_marks(row, y=y + 21, zero=zero, per_unit=per_unit),
        Text(WIDTH, y + 25, points(difference), "bold", "end", datum=bind(difference)),
        Text(WIDTH, y + 38, f"{used} เทียบ {others} ครัวเรือน", "axis", "end"),
    ]


def _title(rows: Sequence[Row]) -> str:
    """Count the occupations that are apart from 0 and were not so before; name none of many."""
    apart = sum(is_apart(row) and not is_apart(row, kind="placebo_") for row in rows)
    if not apart:
        return "ยังบอกไม่ได้ว่าครัวเรือนที่ทำอาชีพใดผ่านเกณฑ์ต่างจากครัวเรือนที่คล้ายกัน"
    whole = words.count(len(rows), "อาชีพ")
    return f"ใน {whole}ที่เทียบได้ มี {words.count(apart, 'อาชีพ')}ที่ส่วนต่างไม่คร่อม 0"


def _desc(rows: Sequence[Row]) -> str:
    parts = ["จุดคือส่วนต่างของร้อยละที่ผ่านเกณฑ์ เส้นคือช่วงเชื่อมั่น 95%"]
    for row in rows:
        middle, low, high = (points(row[key]) for key in ("difference", "low", "high"))
        parts.append(f"{text_of(row, 'label_th')} {middle} ({low} ถึง {high})")
    return " ".join(parts)
