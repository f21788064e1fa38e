"""Every province in ก-ฮ order, one row each, with a bar and a spark line."""

from collections import defaultdict
from html import escape

from povlib.disclosure import PublicTable
from povlib.figures import words
from povlib.figures.about import About
from povlib.figures.bars import bar, bar_parts
from povlib.figures.cells import Cell, Row, bind, number_of, read_rows, text_of
from povlib.figures.district_table import needed_cell, plain_cell, status_cell
from povlib.figures.districts import target_percent
from povlib.figures.exact import data_html
from povlib.figures.html import demo_note
from povlib.figures.marks import Datum, Dot, Figure, Line, Polyline
from povlib.figures.style import STATUS_COLOUR
from povlib.figures.svg import draw_marks

__all__ = ["province_table"]

_HEAD = (
    "<thead><tr><th scope=col data-k=area_th>จังหวัด"
    "<th scope=col class=r data-k=targets>เป้า<wbr>หมาย"
    "<th scope=col class=r data-k=passed>ผ่าน<wbr>แล้ว"
    "<th scope=colgroup colspan=2 data-k=passed_share>ร้อยละที่ผ่าน"
    "<th scope=col class=o>สะสมรายเดือน<th scope=col class=r data-k=needed>ขาด<wbr>อีก"
    '<th scope=col class="o r" data-k=measured_share>ร้อยละที่วัดแล้ว'
    "<th scope=col class=stt data-k=status><span class=sw>สถานะ</span></thead>"
)
_SPARK_WIDE, _SPARK_HIGH, _SPARK_ZERO = 72.0, 13.0, 12.0


def province_table(table: PublicTable, pace_provinces: PublicTable, *, about: About) -> str:
    """Give the table of all provinces as HTML.

    Parameters
    ----------
    table : PublicTable
        "provinces", ก-ฮ, the nation last.
    pace_provinces : PublicTable
        Gives the spark lines.
    about : About
    """
    rows = read_rows(table)
    series = defaultdict(list)
    for row in read_rows(pace_provinces):
        series[text_of(row, "area_code")].append(row["cumulative"])
    sparks = {
        text_of(r, "area_code"): _spark(
            series[text_of(r, "area_code")], number_of(r, "goal"), table=pace_provinces
        )
        for r in rows
    }
    target = target_percent(about, rows[-1] if rows else None)
    body = "".join(_row(r, sparks=sparks) for r in rows)
    parts = bar_parts("nt", thick=None if target is None else target / 100)
    demo = demo_note(table)
    caption = "หน่วยเป็นครัวเรือน ยกเว้นที่ระบุ"
    if target is not None:
        caption += f" · ขีดหนา เป้าสิ้นปี ร้อยละ {words.number(target, decimals=1)}"
    return (
        f'{parts}<table class="dist nat" id=t-{table.name} data-t={table.name}>'
        f"<caption>{words.html_text(caption)}"
        f"{' · ' if demo else ''}{demo}</caption>"
        f"{_HEAD}<tbody>{body}</tbody></table>"
        '<p class="note">เส้นสะสมเริ่มที่ 0 ต้นเดือนตุลาคม ปลายขวาคือเดือนล่าสุด '
        f"เส้นประคือเป้าสิ้นปีของจังหวัด{_gaps(pace_provinces)}"
        '<span class="narrow"> · จอแคบซ่อนบางคอลัมน์ ดูครบได้ในแฟ้ม '
        f"tables/{escape(table.name)}.csv</span></p>"
    )


def _gaps(pace_provinces: PublicTable) -> str:
    has_gaps = any(r["cumulative"].state == "hidden" for r in read_rows(pace_provinces))
    return " ช่วงที่เส้นขาดคือเดือนที่ซ่อนไว้" if has_gaps else ""


def _row(row: Row, *, sparks: dict[str, str]) -> str:
    is_total = text_of(row, "level") == "nation"
    name = "ทั้งประเทศ" if is_total else text_of(row, "area_th")
    opened = '<tr class="tot">' if is_total else "<tr>"
    if number_of(row, "targets") == 0:
        none = data_html("ไม่มีครัวเรือนเป้าหมาย", row["targets"])
        none = f'<td colspan=7 class="l s-no_targets">{none}'
        head = f"{opened}<th scope=row>{escape(name)}"
        return f"{head}{none}{status_cell(row['status'])}"
    status, share = text_of(row, "status"), number_of(row, "passed_share")
    drawn = bar(share, name="nt", fill=STATUS_COLOUR.get(status, "none"))
    cells = [
        plain_cell(row["targets"]),
        plain_cell(row["passed"]),
        plain_cell(row["passed_share"], decimals=1, is_share=True),
        f"<td class=b>{drawn}",
        f"<td class=o>{sparks[text_of(row, 'area_code')]}",
        needed_cell(row["needed"]),
        plain_cell(row["measured_share"], is_share=True, extra="o"),
        status_cell(row["status"]),
    ]
    return f"{opened}<th scope=row>{escape(name)}{''.join(cells)}"


def _spark(cells: list[Cell], goal: float | None, *, table: PublicTable) -> str:
    """Draw the running total under its goal; the line breaks where a month is hidden.

    The style sheet gives colour and width, for there are many of them.
    """
    known = [cell for cell in cells if cell.value is not None]
    if not known or not goal:
        return ""
    top = max(goal, *(float(cell.value) for cell in known))
    per_unit = -(_SPARK_HIGH - 2) / top
    height = _SPARK_ZERO + per_unit * goal
    wide, high = _SPARK_WIDE, _SPARK_HIGH
    figure = Figure(
        name="spark",
        title="",
        subtitle="",
        desc="",
        height=high,
        marks=(
            Line(0, height, wide, height, ""),
            *_spark_lines(cells, per_unit=per_unit, table=table.name),
        ),
        table=table,
        beside=(table,),
    )
    drawn = draw_marks(figure)
    return f'<svg class="spk" viewBox="0 0 {wide:.0f} {high:.0f}" aria-hidden=true>{drawn}</svg>'


def _spark_lines(cells: list[Cell], *, per_unit: float, table: str) -> list[Polyline | Dot]:
    """Give a line for each run of months that are shown, a dot for one alone; the first from 0."""
    runs: list[list[tuple[float, Datum | None]]] = [[(0.0, None)]]
    for n, cell in enumerate(cells, start=1):
        if cell.value is None:
            runs.append([])
            continue
        datum = bind(cell, axis="y", zero=_SPARK_ZERO, per_unit=per_unit, table=table)
        runs[-1].append((_SPARK_WIDE * n / 12, datum))
    return [_spark_line(run) for run in runs if any(datum for _, datum in run)]


def _spark_line(run: list[tuple[float, Datum | None]]) -> Polyline | Dot:
    points = tuple((x, _height(datum)) for x, datum in run)
    if len(run) == 1:
        (x, y), datum = points[0], run[0][1]
        return Dot(x, y, 1.2, "met", datum=datum)
    return Polyline(points, data=tuple(datum for _, datum in run))


def _height(datum: Datum | None) -> float:
    return _SPARK_ZERO if datum is None else datum.zero + datum.per_unit * datum.value
