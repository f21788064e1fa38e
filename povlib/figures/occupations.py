"""Figure: which occupation brings income soon, and with how much? Months and cost, a row each."""

from collections.abc import Sequence

from povlib.disclosure import PublicTable
from povlib.figures import words
from povlib.figures.cells import Cell, Row, bind, number_of, read_rows, text_of
from povlib.figures.empty import nothing_to_draw
from povlib.figures.labels import fit
from povlib.figures.marks import Figure, Mark, Rect, Text

__all__ = ["occupations"]

_STEP, _TOP, _BAR = 20.0, 20.0, 12.0
_NAME, _MONTHS, _COST = 118.0, 124.0, 206.0
_MONTHS_WIDE, _COST_WIDE = 56.0, 92.0


def occupations(table: PublicTable) -> Figure:
    """Draw months to income and cost to begin of each occupation, the soonest first.

    Parameters
    ----------
    table : PublicTable
        "occupations".

    Returns
    -------
    Figure
        Two bars a row, each on a scale of its own.
    """
    rows = read_rows(table, needs=("label_th", "cost_baht", "months_to_income", "confidence_th"))
    if not rows:
        return nothing_to_draw("occupations", title="ทุนและเวลาของแต่ละอาชีพ", table=table)
    scales = {
        "months_to_income": _scale(rows, "months_to_income", _MONTHS_WIDE),
        "cost_baht": _scale(rows, "cost_baht", _COST_WIDE),
    }
    marks: list[Mark] = [
        Text(_MONTHS, 12, "มีรายได้ใน (เดือน)", "small"),
        Text(_COST, 12, "ทุนเริ่มต้น (บาท)", "small"),
    ]
    for n, row in enumerate(rows):
        marks += _row(row, y=_TOP + _STEP * n, scales=scales)
    return Figure(
        name="occupations",
        title=_title(rows),
        subtitle=f"เดือนจนขายได้ครั้งแรก และทุนต่อครัวเรือน {_doubt(rows)}",
        desc=_desc(rows),
        height=_TOP + _STEP * len(rows),
        marks=tuple(marks),
        table=table,
        columns=("label_th", "months_to_income", "cost_baht", "confidence_th"),
        note="เรียงจากมีรายได้เร็ว แล้วจากทุนน้อย แท่งสองชุดใช้มาตราส่วนคนละอัน",
    )


def _scale(rows: Sequence[Row], key: str, wide: float) -> float:
    return wide / (max(number_of(row, key) or 0 for row in rows) or 1)


def _row(row: Row, *, y: float, scales: dict[str, float]) -> list[Mark]:
    base = y + _BAR - 2
    name = fit(Text(0, base, text_of(row, "label_th"), "body"), width=_NAME)
    months = _bar(row["months_to_income"], x=_MONTHS, y=y, scale=scales["months_to_income"])
    return [name, *months, *_bar(row["cost_baht"], x=_COST, y=y, scale=scales["cost_baht"])]


def _bar(cell: Cell, *, x: float, y: float, scale: float) -> list[Mark]:
    if cell.value is None:
        return []
    value = float(cell.value)
    datum = bind(cell, axis="width", per_unit=scale)
    return [
        Rect(x, y, value * scale, _BAR, "process", datum=datum),
        Text(x + value * scale + 4, y + _BAR - 2, words.number(value), "body", datum=bind(cell)),
    ]


def _title(rows: Sequence[Row]) -> str:
    first = rows[0]
    months, cost = (number_of(first, key) or 0 for key in ("months_to_income", "cost_baht"))
    return (
        f"{text_of(first, 'label_th')}มีรายได้เร็วที่สุด {words.count(months, 'เดือน')}"
        f" ด้วยทุน {words.count(cost, 'บาท')}"
    )


def _doubt(rows: Sequence[Row]) -> str:
    said = {text_of(row, "confidence_th") for row in rows}
    return f"({said.pop()})" if len(said) == 1 else "(ความแน่ใจของแต่ละอาชีพอยู่ในบัตรอาชีพ)"


def _desc(rows: Sequence[Row]) -> str:
    said = (
        f"{text_of(row, 'label_th')} {words.number(number_of(row, 'months_to_income') or 0)} เดือน"
        f" {words.number(number_of(row, 'cost_baht') or 0)} บาท"
        for row in rows
    )
    return f"แท่งนอนรายอาชีพ เดือนจนมีรายได้และทุนเริ่มต้น {' '.join(said)}"
