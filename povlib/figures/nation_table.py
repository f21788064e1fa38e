"""Every province in ก-ฮ order, one row each, with a bar and a spark line."""

from collections import defaultdict
from html import escape

from povlib.disclosure import PublicTable
from povlib.figures import words
from povlib.figures.about import About
from povlib.figures.bars import bar, ticks_style
from povlib.figures.cells import Row, number_of, read_rows, text_of
from povlib.figures.district_table import needed_cell, plain_cell, status_cell
from povlib.figures.districts import target_percent
from povlib.figures.exact import cell_html
from povlib.figures.html import demo_note
from povlib.figures.spark import spark_note, spark_of_table

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
        text_of(r, "area_code"): spark_of_table(
            series[text_of(r, "area_code")], goal=number_of(r, "goal"), table=pace_provinces
        )
        for r in rows
    }
    target = target_percent(about, rows[-1] if rows else None)
    body = "".join(_row(r, sparks=sparks) for r in rows)
    ticks = ticks_style(thick=None if target is None else target / 100)
    demo = demo_note(table)
    caption = "หน่วยเป็นครัวเรือน ยกเว้นที่ระบุ"
    if target is not None:
        caption += f" · ขีดหนา เป้าสิ้นปี ร้อยละ {words.number(target, decimals=1)}"
    return (
        f'<table class="dist nat" id=t-{table.name} data-t={table.name} style="{ticks}">'
        f"<caption>{words.html_text(caption)}"
        f"{' · ' if demo else ''}{demo}</caption>"
        f"{_HEAD}<tbody>{body}</tbody></table>"
        f'<p class="note">{spark_note(has_gaps=_has_gaps(pace_provinces))}'
        '<span class="narrow"> · จอแคบซ่อนบางคอลัมน์ ดูครบได้ในแฟ้ม '
        f"tables/{escape(table.name)}.csv</span></p>"
    )


def _has_gaps(pace_provinces: PublicTable) -> bool:
    return any(row["cumulative"].state == "hidden" for row in read_rows(pace_provinces))


def _row(row: Row, *, sparks: dict[str, str]) -> str:
    is_total = text_of(row, "level") == "nation"
    name = "ทั้งประเทศ" if is_total else text_of(row, "area_th")
    opened = '<tr class="tot">' if is_total else "<tr>"
    if number_of(row, "targets") == 0:
        none = cell_html("ไม่มีครัวเรือนเป้าหมาย", row["targets"], look='"l none"')
        none = none.replace("<td", "<td colspan=7", 1)
        head = f"{opened}<th scope=row>{escape(name)}"
        return f"{head}{none}{status_cell(row['status'])}"
    status, share = text_of(row, "status"), number_of(row, "passed_share")
    drawn = bar(share, look=status or "none")
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
