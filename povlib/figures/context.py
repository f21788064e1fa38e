"""Figure: NSO income and expenditure a household and month, beside the brief, gaps kept open."""

from povlib.disclosure import PublicTable
from povlib.figures import words
from povlib.figures.axes import nice_ticks
from povlib.figures.cells import Row, bind, number_of, read_rows
from povlib.figures.marks import Datum, Dot, Figure, Line, Mark, Polyline, Text

__all__ = ["context"]

_LEFT, _RIGHT, _TOP, _BASE = 2.0, 292.0, 18.0, 128.0
_SERIES = (
    ("income_baht_household_month", "รายได้", "ink", "", "bold"),
    ("expenditure_baht_household_month", "รายจ่าย", "second", "4 2.5", "body"),
)


def context(table: PublicTable) -> Figure:
    """Draw mean income and expenditure by year.

    Parameters
    ----------
    table : PublicTable
        "context": a year a row; a missing year is a gap in the line, never a zero.
    """
    rows = read_rows(table, needs=("year_be", *(key for key, *_ in _SERIES)))
    seen = [number_of(r, key) or 0 for r in rows for key, *_ in _SERIES]
    per_unit = (_TOP - _BASE) / max([1.0, *seen])
    marks = [*_axis(rows, per_unit, max([0.0, *seen]))]
    for key, _, stroke, dash, _ in _SERIES:
        marks += _line(rows, key, per_unit=per_unit, stroke=stroke, dash=dash)
    return Figure(
        name="context",
        title=_title(rows),
        subtitle="รายได้และรายจ่ายเฉลี่ย บาทต่อครัวเรือนต่อเดือน สำนักงานสถิติแห่งชาติ",
        desc=_desc(rows),
        height=150,
        marks=(*marks, *_ends(rows, per_unit)),
        table=table,
        note="การสำรวจรายครัวเรือนต่อเดือน เทียบกับ จปฐ. ที่เป็นรายคนต่อปีโดยตรงไม่ได้ ปีที่ไม่มีค่าเว้นว่างไว้",
    )


def _x(rows: tuple[Row, ...], place: int) -> float:
    first, last = (number_of(rows[n], "year_be") or 0 for n in (0, -1))
    year = number_of(rows[place], "year_be") or 0
    return _LEFT + 12 + (_RIGHT - _LEFT - 16) * (year - first) / max(last - first, 1)


def _axis(rows: tuple[Row, ...], per_unit: float, top: float) -> list[Mark]:
    marks: list[Mark] = [Line(_LEFT, _BASE, _RIGHT, _BASE)]
    ticks = nice_ticks(top)
    for n, tick in enumerate(ticks):
        y = _BASE + per_unit * tick
        unit = f"{words.NBSP}บาท" if n == len(ticks) - 1 else ""
        marks.append(Line(_LEFT, y, _RIGHT, y, "grid"))
        marks.append(Text(_LEFT, y - 3, words.number(tick) + unit, "small"))
    every = -(-len(rows) // 7) or 1
    for n, row in enumerate(rows):
        if (len(rows) - 1 - n) % every == 0:
            said = str(int(number_of(row, "year_be") or 0))
            marks.append(Text(_x(rows, n), _BASE + 13, said, "axis", "middle"))
    return marks


def _line(
    rows: tuple[Row, ...], key: str, *, per_unit: float, stroke: str, dash: str
) -> list[Mark]:
    """Draw one series in pieces: a survey every second year joins up, a lost one does not."""
    marks: list[Mark] = []
    piece: list[tuple[tuple[float, float], Datum]] = []
    for n, row in enumerate([*rows, None]):
        value = number_of(row, key)
        if row is not None and value is not None:
            datum = bind(row[key], axis="y", zero=_BASE, per_unit=per_unit)
            piece.append(((_x(rows, n), _BASE + per_unit * value), datum))
            continue
        if len(piece) > 1:
            points, data = (tuple(part) for part in zip(*piece, strict=True))
            marks.append(Polyline(points, stroke, 1.8, dash, data=data))
        elif piece:
            (x, y), datum = piece[0]
            marks.append(Dot(x, y, 2.2, stroke, datum=datum))
        piece = []
    return marks


def _ends(rows: tuple[Row, ...], per_unit: float) -> list[Mark]:
    marks: list[Mark] = []
    places = []
    for key, label, _, _, style in _SERIES:
        known = [n for n, row in enumerate(rows) if number_of(row, key) is not None]
        if known:
            value = number_of(rows[known[-1]], key) or 0
            places.append([_BASE + per_unit * value, label, words.number(value), style])
    places.sort(key=lambda place: place[0])
    floor = 10.0
    for y, label, said, style in places:
        top = max(y - 2, floor)
        marks.append(Text(_RIGHT + 6, top, label, style))
        marks.append(Text(_RIGHT + 6, top + 13, said, style))
        floor = top + 27
    return marks


def _title(rows: tuple[Row, ...]) -> str:
    both = [r for r in rows if all(number_of(r, key) is not None for key, *_ in _SERIES)]
    if not both:
        return "รายได้และรายจ่ายของครัวเรือน"
    last = both[-1]
    income, spent = (number_of(last, key) or 0 for key, *_ in _SERIES)
    year = int(number_of(last, "year_be") or 0)
    said = "มากกว่า" if income > spent else "น้อยกว่า" if income < spent else "เท่ากับ"
    return f"ปี {year} ครัวเรือนมีรายได้เฉลี่ย{said}รายจ่าย"


def _desc(rows: tuple[Row, ...]) -> str:
    parts = ["กราฟเส้น บาทต่อครัวเรือนต่อเดือน"]
    for key, label, *_ in _SERIES:
        known = [(r, number_of(r, key)) for r in rows if number_of(r, key) is not None]
        if known:
            row, value = known[-1]
            year = int(number_of(row, "year_be") or 0)
            parts.append(f"{label}ปี {year} {words.number(value or 0)}")
    return " ".join(parts)
