"""Every district in ก-ฮ order, one row each, with bars in the rows."""

from html import escape

from povlib.disclosure import PublicTable
from povlib.figures import words
from povlib.figures.about import About
from povlib.figures.bars import bar, ticks_style
from povlib.figures.cells import Cell, Row, number_of, only_row, read_rows, text_of
from povlib.figures.districts import MANY, goal_note, plan_percent, target_percent
from povlib.figures.exact import cell_html
from povlib.figures.html import demo_note
from povlib.figures.svg import sign_html

__all__ = ["district_table", "needed_cell", "plain_cell", "status_cell"]

_HEAD = (
    "<thead><tr><th scope=col data-k=area_th>อำเภอ"
    "<th scope=col class=r data-k=targets>เป้า<wbr>หมาย"
    "<th scope=col class=r data-k=passed>ผ่าน<wbr>แล้ว"
    "<th scope=colgroup colspan=2 data-k=passed_share>ร้อยละที่ผ่าน"
    "<th scope=col class=r data-k=needed>ขาด<wbr>อีก"
    "<th scope=col class=r data-k=required_per_month>ต้องได้<wbr>ต่อเดือน"
    "<th scope={scope} class=o data-k=measured_share>ร้อยละที่วัดแล้ว"
    '<th scope=col class="o r" data-k=mean_gap_baht><span class=nb>ช่องว่าง</span>เฉลี่ย'
    "<small>บาท/คน/ปี</small>"
    "<th scope=col class=stt data-k=status><span class=sw>สถานะ</span></thead>"
)


def district_table(table: PublicTable, headline: PublicTable, *, about: About) -> str:
    """Give the table of all districts as HTML.

    Parameters
    ----------
    table : PublicTable
        "districts", ก-ฮ, the province last.
    headline : PublicTable
    about : About
        Of a district: its row is marked.

    Returns
    -------
    str
        Table, key of the signs, and a note on what is not shown. Where there are many districts
        the share measured has no bar: the rows stay low, and the numbers stand closer.
    """
    rows, head = read_rows(table), only_row(headline)
    target, plan = target_percent(about, head), plan_percent(head)
    high = _high(rows)
    ticks = ticks_style(
        thin=None if plan is None else plan / high,
        thick=None if target is None else target / high,
    )
    is_dense = len(rows) > MANY + 1
    look = " many dense" if is_dense else " many" if len(rows) > 13 else ""
    head_row = _HEAD.format(scope="col" if is_dense else "colgroup colspan=2")
    body = "".join(_row(r, high=high, own=about.area_code, is_dense=is_dense) for r in rows)
    return (
        f'<table class="dist{look}" id=t-{table.name} data-t={table.name} style="{ticks}">'
        f"<caption>{_caption(table, about, target, plan)}</caption>"
        f"{head_row}<tbody>{body}</tbody></table>"
        f"{_key(rows, plan)}{_note(rows, table, target)}"
    )


def plain_cell(cell: Cell, *, decimals: int = 0, is_share: bool = False, extra: str = "") -> str:
    """Give a number as a table cell; hatched where hidden, – where missing.

    Parameters
    ----------
    cell : Cell
    decimals : int
    is_share : bool
        True writes a share 0-1 as a percentage.
    extra : str
        Class of the cell.
    """
    if cell.value is None:
        return _absent(cell, extra)
    value = float(cell.value)
    write = words.percent if is_share else words.number
    return cell_html(write(value, decimals=decimals), cell, look=extra)


def needed_cell(cell: Cell, *, has_targets: bool = True) -> str:
    """Give the households still needed as a table cell, ครบ where none is.

    Parameters
    ----------
    cell : Cell
    has_targets : bool
        False where there was nothing to reach.
    """
    if cell.value is None or cell.value:
        return plain_cell(cell)
    return cell_html("ครบ" if has_targets else "–", cell)


def status_cell(cell: Cell) -> str:
    """Give a status as a table cell: its words, with its sign by the cell's class.

    Parameters
    ----------
    cell : Cell
    """
    status = "" if cell.value is None else str(cell.value)
    absent = words.HIDDEN if cell.state == "hidden" else words.MISSING
    said = words.STATUS_TH.get(status, absent)
    return f"<td class=s-{escape(status)}>{said}"


def _high(rows: tuple[Row, ...]) -> float:
    most = max((number_of(r, "passed_share") or 0 for r in rows), default=0)
    return 80 if most <= 0.8 else 100


def _row(row: Row, *, high: float, own: str, is_dense: bool) -> str:
    status, is_total = text_of(row, "status"), text_of(row, "level") != "district"
    name = "ทั้งจังหวัด" if is_total else text_of(row, "area_th")
    share, measured = number_of(row, "passed_share"), number_of(row, "measured_share")
    passed_bar = measured_bar = ""
    if row["passed_share"].state != "missing":
        long = None if share is None else share * 100 / high
        passed_bar = bar(None if status == "no_data" else long, look=status or "none")
    if not is_dense and row["measured_share"].state != "missing":
        measured_bar = bar(measured)
    cells = [
        plain_cell(row["targets"]),
        plain_cell(row["passed"]),
        plain_cell(row["passed_share"], decimals=1, is_share=True),
        f"<td class=b>{passed_bar}",
        needed_cell(row["needed"], has_targets=status != "no_targets"),
        _td_rate(row["required_per_month"]),
        plain_cell(row["measured_share"], is_share=True, extra="o"),
        "" if is_dense else f'<td class="b o">{measured_bar}',
        plain_cell(row["mean_gap_baht"], extra="o"),
        status_cell(row["status"]),
    ]
    is_own = text_of(row, "area_code") == own and not is_total
    opened = '<tr class="tot">' if is_total else '<tr class="own">' if is_own else "<tr>"
    return f"{opened}<th scope=row>{escape(name)}{''.join(cells)}"


def _td_rate(cell: Cell) -> str:
    if not cell.value:
        return _absent(cell, "") if cell.state == "hidden" else cell_html("–", cell)
    return cell_html(words.rate(float(cell.value), decimals=1), cell)


def _absent(cell: Cell, extra: str) -> str:
    if cell.state == "hidden":
        return f'<td class="{f"sup {extra}".strip()}">{words.HIDDEN}'
    return f"<td class={extra}>–" if extra else "<td>–"


def _caption(table: PublicTable, about: About, target: float | None, plan: float | None) -> str:
    month = words.date_short(about.as_of)
    parts = ["หน่วยเป็นครัวเรือน ยกเว้นที่ระบุ"]
    if plan is not None:
        parts.append(f"ขีดบาง แผน{month} ร้อยละ {words.number(plan, decimals=1)}")
    if target is not None:
        parts.append(f"ขีดหนา เป้าสิ้นปี ร้อยละ {words.number(target, decimals=1)}")
    demo = demo_note(table)
    return " · ".join([words.html_text(p) for p in parts] + ([demo] if demo else []))


def _key(rows: tuple[Row, ...], plan: float | None) -> str:
    seen = {text_of(r, "status") for r in rows}
    at = "" if plan is None else f"ร้อยละ {words.number(plan, decimals=1)}"
    said = {
        "met": "ถึงเป้าแล้ว ผ่านครบจำนวนเป้าของอำเภอ",
        "on_track": f"ตามแผน {at} ขึ้นไป" if at else "ตามแผน",
        "behind": f"ช้ากว่าแผน ต่ำกว่า{at}" if at else "ช้ากว่าแผน",
        "no_data": "ข้อมูลไม่ครบ วัดรายได้น้อยเกินกว่าจะตัดสิน",
        "no_targets": "ไม่มีครัวเรือนเป้าหมาย",
    }
    parts = [
        f"<span>{sign_html(status)}{words.html_text(text)}</span>"
        for status, text in said.items()
        if status in seen
    ]
    return f'<p class="key">{"".join(parts)}</p>'


def _note(rows: tuple[Row, ...], table: PublicTable, target: float | None) -> str:
    parts = ["ช่องว่างเฉลี่ยคิดเฉพาะครัวเรือนที่วัดแล้วยังไม่ถึงเกณฑ์"]
    late = [
        r for r in rows if text_of(r, "status") == "no_data" and text_of(r, "level") == "district"
    ]
    if late:
        names = words.join_names(text_of(r, "area_th") for r in late[:4])
        more = f" และอีก {len(late) - 4} อำเภอ" if len(late) > 4 else ""
        parts.append(f"{names}{more}มีข้อมูลไม่พอ จึงไม่ให้สถานะ")
    if any(cell.state == "hidden" for row in rows for cell in row.values()):
        parts.append(f"“{words.HIDDEN}” คือ{words.HIDDEN_LONG}")
    parts.append("ร้อยละปัดลง ผลรวมจึงอาจไม่ตรงยอด")
    rounded = goal_note(rows, target_percent=target)
    parts += [rounded] if rounded else []
    names = [text_of(r, "area_th") for r in late]
    file = escape(table.name)
    return (
        f'<p class="note">{words.html_text(" ".join(parts), names=names)}<span class="narrow"> · '
        f"จอแคบซ่อนสามคอลัมน์ ดูครบได้เมื่อหมุนจอ หรือในแฟ้ม tables/{file}.csv</span></p>"
    )
