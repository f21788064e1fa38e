"""Table HTML, and the shell of a figure: heading, drawing, note, and the data behind it."""

from html import escape

from povlib.disclosure import Column, PublicTable
from povlib.figures.cells import Cell, read_rows
from povlib.figures.empty import reason_of
from povlib.figures.exact import cell_html
from povlib.figures.marks import Figure, HtmlFigure
from povlib.figures.svg import sign_html, to_svg
from povlib.figures.words import DEMO_TH, html_text, number, of_cell

__all__ = ["FIGURE_NUMBER", "demo_note", "figure_html", "table_html"]

FIGURE_NUMBER = "<!--fig:{}-->"
"""Where a page writes รูปที่ n: the number depends on the order of the figures on the page."""

_SHARE_UNIT = "สัดส่วน 0-1"
_SIDEWAYS = ("code", "text", "status", "month", "date", "year_be")


def table_html(
    table: PublicTable, *, keys: tuple[str, ...] = (), only: tuple[int, ...] = ()
) -> str:
    """Give a public table as HTML, each cell in the words that its CSV uses.

    Parameters
    ----------
    table : PublicTable
    keys : tuple of str
        Columns to show; all but codes and `level` where none is named.
    only : tuple of int
        Rows to show; all where none is named.

    Returns
    -------
    str
        A `table` with caption and `th scope`.
    """
    rows = read_rows(table)
    shown = [c for c in table.columns if (c.key in keys if keys else _is_for_readers(c))]
    shown.sort(key=lambda column: column.key != "area_th")
    units = {c.unit for c in shown if c.unit}
    head = "".join(
        _head_cell(column, place, with_unit=len(units) > 1) for place, column in enumerate(shown)
    )
    body = "".join(
        _row_html(row, shown, number=n if only else None)
        for n, row in enumerate(rows)
        if not only or n in only
    )
    unit = f" (หน่วย: {escape(units.pop())})" if len(units) == 1 else ""
    return (
        f"<table class=data data-t={escape(table.name, quote=True)}>"
        f"<caption>{html_text(table.title_th)}{unit}</caption>"
        f"<thead><tr>{head}</thead><tbody>{body}</tbody></table>"
    )


def figure_html(figure: Figure | HtmlFigure) -> str:
    """Give a figure as HTML: heading, drawing, note, data table.

    Parameters
    ----------
    figure : Figure or HtmlFigure

    Returns
    -------
    str
        A `figure` element; the figure's number is left to the page (see `FIGURE_NUMBER`). One that
        shows nothing has its reason in place of drawing and note, and no table of nothing.

    Raises
    ------
    ReportError
        As `to_svg`.
    """
    name = escape(figure.name, quote=True)
    token = FIGURE_NUMBER.format(name)
    nothing = reason_of(figure) if isinstance(figure, Figure) else ""
    data = escape(figure.table.name, quote=True)
    return (
        f"<figure class=fig id=fig-{name} data-t={data}>"
        f"<figcaption><h3 id=h-{name}>{html_text(figure.title)}</h3>"
        f"<p class=sub>{token}{html_text(nothing or figure.subtitle)}</p></figcaption>"
        f"{_content_html(figure, is_empty=bool(nothing))}</figure>"
    )


def demo_note(table: PublicTable) -> str:
    """Give the mark of demo data as HTML, "" for real data: a cut-out figure still carries it.

    Parameters
    ----------
    table : PublicTable
    """
    return f"<b class=dm>{DEMO_TH}</b>" if table.is_demo else ""


def _is_for_readers(column: Column) -> bool:
    return column.kind != "code" and column.key != "level"


def _head_cell(column: Column, place: int, *, with_unit: bool) -> str:
    side = " class=l" if place and column.kind in _SIDEWAYS else ""
    key = escape(column.key, quote=True)
    said = f' title="{escape(column.definition_th)}"' if column.definition_th else ""
    return f"<th scope=col{side} data-k={key}{said}>{_heading(column, with_unit=with_unit)}"


def _heading(column: Column, *, with_unit: bool) -> str:
    unit = "ร้อยละ" if column.kind == "share" else column.unit
    is_said = not with_unit or not unit or unit in column.label_th
    return escape(column.label_th) + ("" if is_said else f" ({escape(unit)})")


def _row_html(row: dict[str, Cell], columns: list[Column], *, number: int | None) -> str:
    """Give a row; of a table that leaves rows out each says which row of the CSV it is."""
    cells = []
    for place, column in enumerate(columns):
        cell = row[column.key]
        text = escape(_said(row, column))
        if place == 0:
            cells.append(f"<th scope=row>{text}")
        elif cell.state == "hidden":
            cells.append(f"<td class=sup>{text}")
        elif column.kind in _SIDEWAYS:
            cells.append(f"<td class=l>{text}")
        else:
            cells.append(cell_html(text, cell))
    of_csv = "" if number is None else f" data-r={number}"
    return f"<tr{of_csv}>{''.join(cells)}"


def _said(row: dict[str, Cell], column: Column) -> str:
    """Write a cell; a number whose unit stands in its row is a share there, or is not."""
    cell, unit = row[column.key], row.get("unit_th")
    is_open = column.kind == "number" and not column.unit and cell.state == "shown"
    if is_open and unit is not None and unit.value == _SHARE_UNIT:
        return number(float(cell.value), decimals=2)
    return of_cell(cell, column)


def _content_html(figure: Figure | HtmlFigure, *, is_empty: bool) -> str:
    if is_empty:
        return ""
    heading = f"h-{escape(figure.name, quote=True)}"
    drawn = to_svg(figure, titled_by=heading) if isinstance(figure, Figure) else figure.body
    return f"\n{drawn}\n{_note_html(figure)}{_details_html(figure)}"


def _note_html(figure: Figure | HtmlFigure) -> str:
    legend = figure.legend if isinstance(figure, Figure) else ()
    signs = " ".join(f"<span class=nb>{sign_html(s)}{escape(text)}</span>" for s, text in legend)
    parts = [demo_note(figure.table), signs, html_text(figure.note) if figure.note else ""]
    content = " · ".join(part for part in parts if part)
    return f"<p class=note>{content}</p>" if content else ""


def _details_html(figure: Figure | HtmlFigure) -> str:
    name = escape(figure.table.name, quote=True)
    if isinstance(figure, HtmlFigure):
        return f'<p class="csv at">แฟ้ม tables/{name}.csv</p>'
    table = table_html(figure.table, keys=figure.columns, only=figure.rows)
    return (
        f"<details><summary>ตารางข้อมูล<!--no:{escape(figure.name, quote=True)}--></summary>"
        f"{table}<p class=csv>แฟ้ม tables/{name}.csv</p></details>"
    )
