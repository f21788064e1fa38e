"""Figure: what became of lessons in use? Differences with intervals, the year before in grey.

Nothing here says that a lesson caused anything: households of districts that used it are set
against like ones of districts that did not.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from povlib.disclosure import PublicTable
from povlib.figures import words
from povlib.figures.cells import Cell, Row, bind, number_of, read_rows, text_of
from povlib.figures.empty import nothing_to_draw
from povlib.figures.labels import fit
from povlib.figures.marks import Dot, Figure, Line, Mark, Text
from povlib.figures.page import Part
from povlib.figures.style import WIDTH

__all__ = ["lesson_outcomes", "outcomes_withheld"]

_TOP, _ROW, _LEFT, _RIGHT = 34.0, 43.0, 6.0, 96.0


@dataclass(frozen=True)
class _Measure:
    """How a measure is worded and scaled: shown = value x scale."""

    key: str
    name: str
    subtitle: str
    unit: str
    scale: float
    less: str
    more: str


_MEASURES = {
    "exit_share": _Measure(
        "exit_share",
        "lesson_outcomes_exit",
        "ส่วนต่างของร้อยละที่ผ่านเกณฑ์ อำเภอที่ใช้ลบอำเภอที่ไม่ได้ใช้ หน่วยเป็นจุด",
        "จุด",
        100,
        "ผ่านน้อยกว่า",
        "ผ่านมากกว่า",
    ),
    "gap_baht_person_year": _Measure(
        "gap_baht_person_year",
        "lesson_outcomes_gap",
        "ส่วนต่างของรายได้ที่ขาดจากเส้น เทียบก่อนเริ่มปี หน่วยเป็นบาท/คน/ปี",
        "บาท",
        1,
        "ขาดน้อยลงกว่า",
        "ขาดมากขึ้นกว่า",
    ),
}


def lesson_outcomes(table: PublicTable, *, measure: str) -> Figure:
    """Draw the difference of each lesson in use, with its interval and that of the year before.

    Parameters
    ----------
    table : PublicTable
        "outcomes".
    measure : str
        "exit_share" or "gap_baht_person_year".

    Returns
    -------
    Figure
        Withheld lessons are left to `outcomes_withheld`.
    """
    of = _MEASURES[measure]
    rows = [row for row in _rows(table, measure) if number_of(row, "difference") is not None]
    if not rows:
        title = "ผลของบทเรียนที่นำไปใช้"
        return nothing_to_draw(of.name, title=title, table=table, why=_NONE)
    reach = max(abs(number_of(row, key) or 0) for row in rows for key in _DRAWN) or 1
    per_unit = (WIDTH - _LEFT - _RIGHT) / 2 / reach
    zero = _LEFT + reach * per_unit
    height = _TOP + _ROW * len(rows)
    marks: list[Mark] = [
        Text(zero - 6, 12, of.less, "small", "end"),
        Text(zero + 6, 12, of.more, "small"),
        Text(zero, 26, "0", "axis", "middle"),
        Line(zero, 30, zero, height - 4, "ink", 1.2),
    ]
    for n, row in enumerate(rows):
        marks += _row(row, of, y=_TOP + _ROW * n, zero=zero, per_unit=per_unit)
    return Figure(
        name=of.name,
        title=_title(rows, of),
        subtitle=of.subtitle,
        desc=_desc(rows, of),
        height=height,
        marks=tuple(marks),
        table=table,
        columns=("title", "measure", "households_used", "households_other", *_DRAWN),
        note="จุดและเส้นเข้มคือส่วนต่างกับช่วงเชื่อมั่น 95% เส้นเทาคือการเทียบแบบเดียวกันในปีก่อนใช้ ซึ่งควรคร่อม 0 "
        "เป็นความสัมพันธ์ ไม่ใช่เหตุและผล",
    )


def outcomes_withheld(table: PublicTable) -> Part:
    """Give the lessons in use whose outcome is withheld, each with the reason.

    Parameters
    ----------
    table : PublicTable
        "outcomes".

    Returns
    -------
    Part
        Empty where none is withheld.
    """
    reasons: dict[str, list[str]] = {}
    for row in _rows(table, "exit_share"):
        if number_of(row, "difference") is None:
            reasons.setdefault(text_of(row, "reason_th"), []).append(text_of(row, "title"))
    items = "".join(
        f"<div><dt>{words.count(len(titles), 'เรื่อง')}</dt><dd>{words.html_text(reason)}: "
        f"{' '.join(words.html_text(f'“{title}”') for title in titles)}</dd></div>"
        for reason, titles in reasons.items()
    )
    if not items:
        return Part("text", "", "")
    return Part("wide", "", f"<p class=sub>ยังไม่แสดงผล</p><dl class=facts>{items}</dl>")


_DRAWN = ("difference", "low", "high", "placebo_difference", "placebo_low", "placebo_high")
_NONE = "ยังไม่มีบทเรียนที่ใช้ในอำเภอและครัวเรือนมากพอจะบอกผลได้"


def _rows(table: PublicTable, measure: str) -> list[Row]:
    rows = read_rows(table, needs=("title", "measure", "reason_th", *_DRAWN))
    return [row for row in rows if text_of(row, "measure") == measure]


def _row(row: Row, of: _Measure, *, y: float, zero: float, per_unit: float) -> list[Mark]:
    at = {"zero": zero, "per_unit": per_unit}
    used, others = (number_of(row, f"households_{side}") for side in ("used", "other"))
    base = f"{words.number(used or 0)} เทียบ {words.number(others or 0)} ครัวเรือน"
    return [
        fit(Text(0, y + 11, text_of(row, "title"), "bold"), width=WIDTH),
        *_interval(row, "placebo_", y=y + 30, colour="line", width=1.4, radius=2.4, **at),
        *_interval(row, "", y=y + 21, colour="met", width=2.2, radius=4.2, **at),
        Text(
            WIDTH,
            y + 25,
            _said(row["difference"], of),
            "bold",
            "end",
            datum=bind(row["difference"]),
        ),
        Text(WIDTH, y + 38, base, "axis", "end"),
    ]


def _interval(
    row: Row, kind: str, *, y: float, colour: str, width: float, radius: float, **at: float
) -> list[Mark]:
    middle, low, high = (row[f"{kind}{key}"] for key in ("difference", "low", "high"))
    if middle.value is None:
        return []
    x = at["zero"] + float(middle.value) * at["per_unit"]
    ends = [
        Line(
            x,
            y,
            at["zero"] + float(end.value) * at["per_unit"],
            y,
            colour,
            width,
            datum=bind(end, axis="x2", **at),
        )
        for end in (low, high)
        if end.value is not None
    ]
    return [*ends, Dot(x, y, radius, colour, datum=bind(middle, axis="x", **at))]


def _said(cell: Cell, of: _Measure) -> str:
    value = float(cell.value) * of.scale
    return f"{'+' if value > 0 else ''}{words.number(value)} {of.unit}"


def _title(rows: Sequence[Row], of: _Measure) -> str:
    """Name the lesson that is most surely apart from 0, or say that none is."""
    sure = [
        row for row in rows if (number_of(row, "low") or 0) > 0 or (number_of(row, "high") or 0) < 0
    ]
    if not sure:
        return "ยังบอกไม่ได้ว่าอำเภอที่ใช้กับไม่ได้ใช้ต่างกัน ทุกช่วงคร่อม 0"
    most = max(sure, key=lambda row: abs(number_of(row, "difference") or 0))
    value = number_of(most, "difference") or 0
    way = of.more if value > 0 else of.less
    amount = words.number(abs(value) * of.scale)
    return f"การใช้ “{text_of(most, 'title')}” สัมพันธ์กับการ{way} {amount}{words.NBSP}{of.unit}"


def _desc(rows: Sequence[Row], of: _Measure) -> str:
    parts = ["จุดส่วนต่างและช่วงเชื่อมั่น"]
    for row in rows:
        values = [row[key] for key in ("difference", "low", "high")]
        said = [_said(cell, of) for cell in values if cell.value is not None]
        parts.append(f"{text_of(row, 'title')} {' ช่วง '.join(said[:1])} ({' ถึง '.join(said[1:])})")
    return " ".join(parts)
