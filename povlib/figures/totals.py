"""Figures of published totals (TPMAP): provinces with the largest shares, and the dimensions."""

from povlib.disclosure import PublicTable
from povlib.figures import words
from povlib.figures.cells import Row, bind, number_of, read_rows, text_of
from povlib.figures.marks import Figure, Line, Mark, Rect, Text
from povlib.figures.style import WIDTH

__all__ = ["area_bars", "dimensions"]

_LEFT, _WIDE, _STEP = 104.0, 150.0, 17.0
_SHOWN = 20


def area_bars(table: PublicTable) -> Figure:
    """Draw the provinces with the largest share of target poor.

    Parameters
    ----------
    table : PublicTable
        "area_totals".
    """
    rows = [r for r in read_rows(table) if text_of(r, "level") == "province"]
    known = [r for r in rows if number_of(r, "target_poor_share") is not None]
    known.sort(key=lambda r: (-(number_of(r, "target_poor_share") or 0), text_of(r, "area_code")))
    nation = next((r for r in read_rows(table) if text_of(r, "level") == "nation"), None)
    top = known[:_SHOWN]
    per_unit = _WIDE / max([0.0001, *(number_of(r, "target_poor_share") or 0 for r in top)])
    left = len(rows) - len(top)
    return Figure(
        name="area_bars",
        title=_bars_title(top),
        subtitle="ร้อยละของประชากรที่เป็นคนจนเป้าหมาย และจำนวนคน เรียงจากสูงสุด",
        desc=" ".join(["แท่งนอน ร้อยละของประชากร", *(_said(r) for r in top[:6])]),
        height=30 + _STEP * len(top),
        marks=(*_bars(top, per_unit), *_mean(nation, per_unit, len(top))),
        table=table,
        columns=("area_th", "households", "persons", "target_poor", "target_poor_share"),
        note=f"แสดง {len(top)} จังหวัดแรก อีก {left} จังหวัดอยู่ในตาราง" if left > 0 else "",
    )


def dimensions(table: PublicTable) -> Figure:
    """Draw the target poor of the nation by dimension.

    Parameters
    ----------
    table : PublicTable
        "dimensions".
    """
    rows = [r for r in read_rows(table) if text_of(r, "area_code") == "TH"]
    rows.sort(key=lambda r: -(number_of(r, "target_poor") or 0))
    per_unit = 330 / max([1.0, *(number_of(r, "target_poor") or 0 for r in rows)])
    marks: list[Mark] = []
    for n, row in enumerate(rows):
        marks += _dimension(row, y=12 + 38 * n, per_unit=per_unit, is_first=n == 0)
    return Figure(
        name="dimensions",
        title=_dimension_title(rows),
        subtitle="คนจนเป้าหมายทั้งประเทศที่ตกแต่ละมิติ หน่วยเป็นคน",
        desc=" ".join(["แท่งนอนรายมิติ", *(f"{text_of(r, 'label_th')} {_amount(r)}" for r in rows)]),
        height=max(38 * len(rows) - 4, 20),
        marks=tuple(marks),
        table=table,
        columns=("area_th", "label_th", "target_poor", "target_poor_share"),
        note="คนหนึ่งตกได้หลายมิติ จำนวนจึงรวมกันไม่ได้",
    )


def _bars(rows: list[Row], per_unit: float) -> list[Mark]:
    marks: list[Mark] = [
        Text(_LEFT - 6, 12, "ร้อยละ", "small", "end"),
        Text(WIDTH, 12, "คน", "small", "end"),
    ]
    for n, row in enumerate(rows):
        y = 28 + _STEP * n
        cell = row["target_poor_share"]
        width = float(cell.value) * per_unit
        said = words.percent(float(cell.value))
        marks += [
            Text(0, y, text_of(row, "area_th"), "body"),
            Text(_LEFT - 6, y, said, "bold" if n < 3 else "body", "end", datum=bind(cell)),
            Rect(
                _LEFT,
                y - 9,
                width,
                11,
                "behind" if n < 3 else "process",
                datum=bind(cell, axis="width", per_unit=per_unit),
            ),
            Text(WIDTH, y, _amount(row), "small", "end"),
        ]
    return marks


def _mean(nation: Row | None, per_unit: float, rows: int) -> list[Mark]:
    share = number_of(nation, "target_poor_share")
    if share is None or not rows:
        return []
    x = _LEFT + share * per_unit
    said = f"ทั้งประเทศ {words.percent(share)}"
    return [
        Line(x, 16, x, 20 + _STEP * rows, "ink", 1.4),
        Text(x + 3, 12, said, "bold"),
    ]


def _dimension(row: Row, *, y: float, per_unit: float, is_first: bool) -> list[Mark]:
    cell = row["target_poor"]
    marks: list[Mark] = [Text(0, y, text_of(row, "label_th"), "bold" if is_first else "body")]
    if cell.value is None:
        said = words.HIDDEN if cell.state == "hidden" else "–"
        return [*marks, Rect(0, y + 4, 40, 14, "hatch"), Text(46, y + 15, said, "small")]
    width = float(cell.value) * per_unit
    share = number_of(row, "target_poor_share")
    of_all = "" if share is None else f" ร้อยละ {words.percent(share, decimals=2)} ของประชากร"
    fill = "behind" if is_first else "process"
    return [
        *marks,
        Text(WIDTH, y, f"{_amount(row)} คน{of_all}", "small", "end"),
        Rect(0, y + 4, width, 14, fill, datum=bind(cell, axis="width", per_unit=per_unit)),
    ]


def _bars_title(top: list[Row]) -> str:
    if len(top) < 3:
        return "จังหวัดที่มีสัดส่วนคนจนเป้าหมายสูงสุด"
    names = words.join_names(text_of(r, "area_th") for r in top[:3])
    return f"{names} มีสัดส่วนคนจนเป้าหมายสูงที่สุด"


def _dimension_title(rows: list[Row]) -> str:
    if not rows or not number_of(rows[0], "target_poor"):
        return "คนจนเป้าหมายรายมิติ"
    return f"{text_of(rows[0], 'label_th')}เป็นมิติที่คนจนเป้าหมายตกมากที่สุด"


def _said(row: Row) -> str:
    return f"{text_of(row, 'area_th')} {words.percent(number_of(row, 'target_poor_share') or 0)}"


def _amount(row: Row) -> str:
    value = number_of(row, "target_poor")
    if value is not None:
        return words.number(value)
    return words.HIDDEN if row["target_poor"].state == "hidden" else "–"
