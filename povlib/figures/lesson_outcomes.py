"""Figure: what goes with the use of lessons? Differences with intervals, the year before in grey.

Nothing here says that a lesson caused anything: households of districts that used it are set
against like ones of districts that did not.
"""

from collections.abc import Sequence

from povlib.disclosure import PublicTable
from povlib.figures import words
from povlib.figures.cells import Row, bind, number_of, read_rows, text_of
from povlib.figures.differences import COUNTED, DRAWN, POINTS, is_apart, pair_marks, points, signed
from povlib.figures.empty import nothing_to_draw
from povlib.figures.labels import fit
from povlib.figures.marks import Figure, Line, Mark, Text
from povlib.figures.page import Part
from povlib.figures.style import WIDTH

__all__ = ["lesson_outcomes", "outcomes_read"]

_EXIT, _GAP = "exit_share", "gap_baht_person_year"
_TOP, _ROW, _LEFT, _RIGHT = 32.0, 70.0, 6.0, 122.0
_MOST = 6
_MANY = 5
"""Of so many comparisons one is soon apart by chance: the title then names none."""

_NONE = "ยังไม่มีบทเรียนที่ใช้ในอำเภอและครัวเรือนมากพอจะบอกผลได้"

Pair = tuple[Row, Row | None]
"""Of one lesson: the row of the share that passed, and that of the gap."""


def lesson_outcomes(table: PublicTable) -> Figure:
    """Draw the difference of each lesson in use, with its interval and that of the year before.

    Parameters
    ----------
    table : PublicTable
        "outcomes", of the nation.

    Returns
    -------
    Figure
        The share that passed is drawn, the gap is said. Of many lessons those with most households;
        withheld ones are left to `outcomes_read`.
    """
    known = [pair for pair in _pairs(table) if pair[0]["difference"].value is not None]
    if not known:
        return nothing_to_draw("lesson_outcomes", title=_PLAIN, table=table, why=_NONE)
    known.sort(key=lambda pair: -(number_of(pair[0], "households_used") or 0))
    pairs, left = known[:_MOST], len(known) - _MOST
    reach = max(abs(number_of(row, key) or 0) for row, _ in pairs for key in DRAWN) or 1
    per_unit = (WIDTH - _LEFT - _RIGHT) / 2 / reach
    at = {"zero": _LEFT + reach * per_unit, "per_unit": per_unit}
    marks: list[Mark] = [
        Text(at["zero"] - 6, 12, "ผ่านน้อยกว่า", "small", "end"),
        Text(at["zero"] + 6, 12, "ผ่านมากกว่า", "small"),
        Text(at["zero"], 25, "0", "axis", "middle"),
    ]
    for n, pair in enumerate(pairs):
        marks += _row(pair, y=_TOP + _ROW * n, **at)
    return Figure(
        name="lesson_outcomes",
        title=_title([row for row, _ in known]),
        subtitle="ส่วนต่างของร้อยละที่ผ่านเกณฑ์ อำเภอที่ใช้ลบอำเภอที่ไม่ได้ใช้ หน่วยเป็นจุด ทั้งประเทศ",
        desc=_desc(pairs),
        height=_TOP + _ROW * len(pairs),
        marks=tuple(marks),
        table=table,
        columns=("title", "unit_th", "districts_in_use", *COUNTED, *DRAWN),
        rows=tuple(row["title"].row for pair in pairs for row in pair if row),
        note=_note(len(pairs), left),
    )


def outcomes_read(table: PublicTable) -> Part:
    """Give how the figure is read, and the lessons whose outcome is withheld, with the reason.

    Parameters
    ----------
    table : PublicTable
        "outcomes".

    Returns
    -------
    Part
        Only what is withheld where nothing is drawn; empty where no lesson was used.
    """
    reasons: dict[str, list[str]] = {}
    pairs = _pairs(table)
    for row, _ in pairs:
        if row["difference"].value is None:
            reasons.setdefault(text_of(row, "reason_th"), []).append(text_of(row, "title"))
    withheld = "".join(
        f"<p><b>ยังไม่แสดง {words.count(len(titles), 'เรื่อง')}</b> {words.html_text(reason)}: "
        f"{' '.join(words.html_text(f'“{title}”') for title in titles)}</p>"
        for reason, titles in reasons.items()
    )
    is_drawn = sum(map(len, reasons.values())) < len(pairs)
    how = f"<h3>อ่านรูปนี้อย่างไร</h3><p>{words.html_text(_HOW)}</p>" if is_drawn else ""
    return Part("side", "", f"<div class=fits>{how}{withheld}</div>")


_PLAIN = "บทเรียนที่นำไปใช้"
_HOW = (
    "จุดเข้มคือส่วนต่าง +3 จุดหมายความว่าในครัวเรือนที่คล้ายกัน อำเภอที่ใช้มีครัวเรือนผ่านเกณฑ์มากกว่า 3 ใน 100 ครัวเรือน "
    "เส้นเข้มคือช่วงเชื่อมั่น 95% ถ้าคร่อม 0 ยังบอกไม่ได้ว่าต่างกัน "
    "เส้นเทาคือการเทียบแบบเดียวกันในปีก่อนใช้ ถ้าห่างจาก 0 แปลว่าสองฝ่ายต่างกันอยู่ก่อนแล้ว "
    "ครัวเรือนที่ยังไม่ได้วัดนับเป็นยังไม่ผ่าน ช่องว่างรายได้เทียบเฉพาะที่วัดแล้ว "
    "อำเภอที่จำนวนผ่านหรือไม่ผ่านน้อยจนต้องซ่อน และอำเภอที่ไม่มีครัวเรือนคล้ายกัน ไม่อยู่ในการเทียบ "
    "เมื่อเทียบหลายเรื่องพร้อมกัน บางช่วงไม่คร่อม 0 โดยบังเอิญได้ ทุกตัวเลขเป็นความสัมพันธ์ ไม่ใช่เหตุและผล"
)


def _pairs(table: PublicTable) -> list[Pair]:
    rows = read_rows(
        table, needs=("lesson_id", "title", "measure", "reason_th", "districts_in_use", *DRAWN)
    )
    gaps = {text_of(row, "lesson_id"): row for row in rows if text_of(row, "measure") == _GAP}
    return [
        (row, gaps.get(text_of(row, "lesson_id")))
        for row in rows
        if text_of(row, "measure") == _EXIT
    ]


def _row(pair: Pair, *, y: float, **at: float) -> list[Mark]:
    row, gap = pair
    difference = row["difference"]
    used, others = (words.number(number_of(row, f"households_{s}") or 0) for s in ("used", "other"))
    return [
        fit(Text(0, y + 11, text_of(row, "title"), "bold"), width=WIDTH),
        Line(at["zero"], y + 16, at["zero"], y + 35, "ink", 1.2),
        *pair_marks(row, y=y + 22, **at),
        Text(WIDTH, y + 25, points(difference), "bold", "end", datum=bind(difference)),
        Text(WIDTH, y + 36, f"{used} เทียบ {others} ครัวเรือน", "axis", "end"),
        Text(0, y + 48, _gap_said(gap), "axis"),
        Text(0, y + 61, _districts_said(row), "axis"),
    ]


def _districts_said(row: Row) -> str:
    """Say how many of the districts that began to use it are compared; none is named."""
    used, all_ = (
        words.number(number_of(row, f"districts_{key}") or 0) for key in ("used", "in_use")
    )
    return f"เทียบได้ {used} จาก {all_} อำเภอที่เริ่มใช้ในปีนี้"


def _gap_said(row: Row | None) -> str:
    values = [number_of(row, key) for key in DRAWN[:4]]
    if any(value is None for value in values):
        return "ช่องว่างรายได้: เทียบยังไม่ได้"
    difference, low, high, before = (signed(value or 0) for value in values)
    return f"ช่องว่างรายได้ {difference} บาท/คน/ปี ({low} ถึง {high}) ปีก่อน {before}"


def _title(rows: Sequence[Row]) -> str:
    """Name the lesson that is apart from 0 and was not so before; of many say how many are."""
    apart = [row for row in rows if is_apart(row) and not is_apart(row, kind="placebo_")]
    if not apart:
        return "ยังบอกไม่ได้ว่าอำเภอที่ใช้กับที่ไม่ได้ใช้ต่างกัน"
    if len(rows) >= _MANY:
        said = words.count(len(rows), "เรื่อง")
        return f"ใน {said}ที่เทียบได้ มี {words.count(len(apart), 'เรื่อง')}ที่ส่วนต่างไม่คร่อม 0"
    most = max(apart, key=lambda row: abs(number_of(row, "difference") or 0))
    value = (number_of(most, "difference") or 0) * POINTS
    way = "มากกว่า" if value > 0 else "น้อยกว่า"
    amount = f"{words.number(abs(value))}{words.NBSP}จุด"
    return f"การใช้ “{text_of(most, 'title')}” สัมพันธ์กับการผ่านเกณฑ์{way} {amount}"


def _note(shown: int, left: int) -> str:
    if left <= 0:
        return ""
    return f"แสดง {shown} เรื่องที่มีครัวเรือนมากที่สุด อีก {left} เรื่องอยู่ใน tables/outcomes.csv"


def _desc(pairs: Sequence[Pair]) -> str:
    parts = ["จุดคือส่วนต่างของร้อยละที่ผ่านเกณฑ์ เส้นคือช่วงเชื่อมั่น 95%"]
    for row, gap in pairs:
        low, high = (signed((number_of(row, key) or 0) * POINTS) for key in ("low", "high"))
        said = f"{points(row['difference'])} ({low} ถึง {high})"
        parts.append(f"{text_of(row, 'title')} {said} {_gap_said(gap)} {_districts_said(row)}")
    return " ".join(parts)
