"""Figure: why? A heat table of the four ท, districts in the order of the dot figure."""

from html import escape

from povlib.disclosure import PublicTable
from povlib.figures import findings, words
from povlib.figures.cells import Cell, Row, number_of, read_rows, text_of
from povlib.figures.districts import MANY, by_distance
from povlib.figures.empty import nothing_to_draw
from povlib.figures.exact import cell_html
from povlib.figures.marks import Figure, HtmlFigure

__all__ = ["CAUSES_TH", "causes"]

CAUSES_TH = {"attitude": "ทัศนะ", "skill": "ทักษะ", "resource": "ทรัพยากร", "way_out": "ทางออก"}

_BESIDE_ROWS, _FEWEST = 9, 3  # a figure is about as high as twenty rows; fewer look lost
_STEPS = ((20, "h0", "ต่ำกว่า 20"), (40, "h1", "20–39"), (60, "h2", "40–59"), (101, "h3", "60 ขึ้นไป"))


def causes(table: PublicTable, districts: PublicTable) -> HtmlFigure | Figure:
    """Give the heat table of the four ท.

    Parameters
    ----------
    table : PublicTable
        "causes": a district a row, then the province. The title of a table of one district is
        about that district.
    districts : PublicTable
        Gives the order of the dot figure.

    Returns
    -------
    HtmlFigure
        Hidden cells are hatched and say so; the totals stand below. A `Figure` of one sentence
        where there are no targets.
    """
    rows = read_rows(table, needs=("level", "area_th", "targets"))
    if not any(r["targets"].value is None or r["targets"].value for r in rows):
        return nothing_to_draw("causes", title="สี่ ท รายอำเภอ", table=table)
    totals = [r for r in rows if text_of(r, "level") != "district"]
    shown = _ordered([r for r in rows if text_of(r, "level") == "district"], districts)
    total = totals[0] if totals else None
    body = [*map(_row, shown), *map(_total, totals)]
    first = _first_rows(len(shown))
    parts = [body[:first], body[first:]] if first else [body]
    return HtmlFigure(
        name="causes",
        title=findings.causes(shown[0] if len(shown) == 1 else total, shown, labels=CAUSES_TH),
        subtitle="ร้อยละของครัวเรือนเป้าหมายที่แต่ละ ท เป็นปัญหาระดับ 2–3",
        body="".join(_table(p, table.name, len(shown), is_split=first > 0) for p in parts)
        + _key(rows),
        table=table,
        columns=("area_th", "targets", *(f"{key}_share" for key in CAUSES_TH)),
        note=_note(rows),
    )


def _first_rows(many: int) -> int:
    """Give how many rows of a long table stand under the figure beside it, 0 for none."""
    rows = (many + 1) // 2 - _BESIDE_ROWS
    return rows if rows >= _FEWEST else 0


def _table(rows: list[str], name: str, many: int, *, is_split: bool) -> str:
    look = f"heat{' many' if many > MANY else ''}{' split' if is_split else ''}"
    head = "".join(
        f"<th scope=col data-k={key}_share><b>{label}</b>" for key, label in CAUSES_TH.items()
    )
    return (
        f'<table class="{look}" data-t={name}><caption class=vh>สี่ ท รายอำเภอ</caption><thead><tr>'
        f"<th scope=col data-k=area_th>อำเภอ{head}<th scope=col data-k=targets>ครัวเรือน</thead>"
        f"<tbody>{''.join(rows)}</tbody></table>"
    )


def _ordered(rows: list[Row], districts: PublicTable) -> list[Row]:
    known = [r for r in read_rows(districts) if text_of(r, "level") == "district"]
    ranked, apart = by_distance(known)
    order = {text_of(r, "area_code"): n for n, r in enumerate([*ranked, *apart])}
    return sorted(rows, key=lambda r: order.get(text_of(r, "area_code"), len(order)))


def _row(row: Row) -> str:
    cells = "".join(_heat(row[f"{key}_share"]) for key in CAUSES_TH)
    return f"{_opened(row)}><th scope=row>{escape(text_of(row, 'area_th'))}{cells}{_base(row)}"


def _total(row: Row) -> str:
    cells = "".join(_percent(row[f"{key}_share"]) for key in CAUSES_TH)
    return f"{_opened(row)} class=tot><th scope=row>ทั้งจังหวัด{cells}{_base(row)}"


def _opened(row: Row) -> str:
    """Open a row that says which row of the CSV it is: these stand in another order."""
    return f"<tr data-r={row['targets'].row}"


def _heat(cell: Cell) -> str:
    if cell.state == "hidden":
        return f"<td class=sup>{words.HIDDEN}"
    if cell.value is None:
        return "<td>–"
    shown = int(words.percent(float(cell.value), decimals=0))
    step = next(name for limit, name, _ in _STEPS if shown < limit)
    return cell_html(str(shown), cell, look=step)


def _percent(cell: Cell) -> str:
    if cell.state == "hidden":
        return f"<td class=sup>{words.HIDDEN}"
    if cell.value is None:
        return "<td>–"
    return cell_html(words.percent(float(cell.value), decimals=0), cell)


def _base(row: Row) -> str:
    value = number_of(row, "targets")
    if row["targets"].state == "hidden":
        return f"<td class=sup>{words.HIDDEN}"
    return f"<td>{'–' if value is None else words.number(value)}"


def _key(rows: tuple[Row, ...]) -> str:
    steps = "".join(f'<span><i class="{name}"></i>{said}</span>' for _, name, said in _STEPS)
    hidden = '<span><i class="sup"></i>ซ่อนไว้</span>' if _any_hidden(rows) else ""
    return f'<p class="key" aria-hidden=true>{steps}{hidden}</p>'


def _note(rows: tuple[Row, ...]) -> str:
    said = "หนึ่งครัวเรือนมีได้หลาย ท"
    return f"{said} ลายเฉียง{words.HIDDEN_LONG}" if _any_hidden(rows) else said


def _any_hidden(rows: tuple[Row, ...]) -> bool:
    return any(row[f"{key}_share"].state == "hidden" for row in rows for key in CAUSES_TH)
