"""Every province in ก-ฮ order, one row each, with a bar and a spark line."""

from collections import defaultdict
from html import escape

from povlib.disclosure import PublicTable
from povlib.figures import words
from povlib.figures.about import About
from povlib.figures.bars import bar, bar_parts
from povlib.figures.cells import Row, number_of, read_rows, text_of
from povlib.figures.district_table import needed_cell, plain_cell, status_cell
from povlib.figures.districts import target_percent
from povlib.figures.exact import data_html
from povlib.figures.html import demo_note
from povlib.figures.style import STATUS_COLOUR, colour

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
_SPARK_WIDE, _SPARK_HIGH = 72.0, 13.0


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
        series[text_of(row, "area_code")].append(number_of(row, "cumulative"))
    target = target_percent(about, rows[-1] if rows else None)
    body = "".join(_row(r, series=series) for r in rows)
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
        '<p class="note">เส้นสะสมเริ่มที่ 0 ในเดือนตุลาคม ปลายขวาคือเดือนล่าสุด '
        "ความสูงเต็มคือเป้าสิ้นปีของจังหวัด"
        '<span class="narrow"> · จอแคบซ่อนบางคอลัมน์ ดูครบได้ในแฟ้ม '
        f"tables/{escape(table.name)}.csv</span></p>"
    )


def _row(row: Row, *, series: dict[str, list[float | None]]) -> str:
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
    line = _spark(series.get(text_of(row, "area_code"), []), number_of(row, "goal"))
    cells = [
        plain_cell(row["targets"]),
        plain_cell(row["passed"]),
        plain_cell(row["passed_share"], decimals=1, is_share=True),
        f"<td class=b>{drawn}",
        f"<td class=o>{line}",
        needed_cell(row["needed"]),
        plain_cell(row["measured_share"], is_share=True, extra="o"),
        status_cell(row["status"]),
    ]
    return f"{opened}<th scope=row>{escape(name)}{''.join(cells)}"


def _spark(values: list[float | None], goal: float | None) -> str:
    """Draw the running total; the line breaks where a month is hidden."""
    if not values or not goal:
        return ""
    pieces, piece = [], ["0,12"]
    for n, value in enumerate(values, start=1):
        if value is None:
            pieces.append(piece)
            piece = []
            continue
        x, y = _SPARK_WIDE * n / 12, _SPARK_HIGH - 1 - (_SPARK_HIGH - 2) * min(value / goal, 1)
        piece.append(f"{x:.0f},{y:.1f}")
    lines = "".join(
        f'<polyline points="{" ".join(p)}" stroke="{colour("met")}" stroke-width="1.5"/>'
        for p in [*pieces, piece]
        if len(p) > 1
    )
    return (
        f'<svg class="spk" viewBox="0 0 {_SPARK_WIDE:.0f} {_SPARK_HIGH:.0f}" aria-hidden=true>'
        f'<g fill="none"><path d="M0 1H{_SPARK_WIDE:.0f}" stroke="{colour("line")}"'
        f' stroke-width=".7" stroke-dasharray="2 2"/>{lines}</g></svg>'
    )
