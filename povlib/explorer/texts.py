"""Sentences, headline numbers and tables of the explorer, as HTML in the brief's words."""

import re
from functools import cache
from html import escape
from importlib.resources import files

from povlib.disclosure import PublicTable
from povlib.figures import table_html
from povlib.figures.cells import Row, number_of, read_rows
from povlib.figures.page import page_style
from povlib.figures.words import (
    DEMO_TH,
    HIDDEN_LONG,
    MISSING,
    NBSP,
    html_text,
    millions,
    nb,
    number,
    percent,
)
from povlib.study import IncomeView

__all__ = [
    "bins_title",
    "districts_table",
    "districts_title",
    "headline",
    "refusal",
    "style",
    "waiting",
]

_TABLE_KEYS = (
    "area_th",
    "households",
    "poor_at_policy",
    "poor_households",
    "change_households",
    "poor_persons",
    "mean_gap_baht",
)


@cache
def style() -> str:
    """Give the explorer's sheet with the brief's fonts as one style element."""
    faces = re.findall(r"@font-face\{[^}]*\}", page_style())
    sheet = (files("povlib") / "resources" / "explorer.css").read_text(encoding="utf-8")
    return f"<style>{''.join(faces)}\n{sheet}</style>"


def headline(table: PublicTable, *, view: IncomeView) -> str:
    """Give what the line means for the area: a sentence and four numbers.

    Parameters
    ----------
    table : PublicTable
        "headline" of `study.income_at`.
    view : IncomeView
    """
    row = read_rows(table)[0]
    demo = f'<p class="demo"><b>{DEMO_TH}</b> ไม่ใช่ครัวเรือนจริง</p>' if table.is_demo else ""
    meant = {column.key: column.definition_th for column in table.columns}
    numbers = "".join(
        _number_html(row, key, label, unit=unit, compared=compared, meant=meant[key])
        for key, label, unit, compared in _four_numbers(row)
    )
    return _text(
        f"{demo}<h2>{html_text(_sentence(row, view), names=[str(row['area_th'].value)])}</h2>"
        f'<p class="sub">{html_text(_what_if(row, view))}</p><dl class="kpis">{numbers}</dl>'
    )


def bins_title(table: PublicTable, *, view: IncomeView, line_baht: int) -> str:
    """Give title and subtitle of the distribution.

    Parameters
    ----------
    table : PublicTable
        "gap_bins" of `study.income_at`.
    view : IncomeView
    line_baht : int
    """
    rows = read_rows(table)
    if not rows:
        return _title_html("ไม่มีช่วงรายได้ที่แสดงได้", f"ทุกช่วง{HIDDEN_LONG}")
    title = "ครัวเรือนอยู่ห่างเส้นเท่าใด"
    nearest = [row for row in rows if number_of(row, "high_baht") == line_baht]
    if nearest and number_of(nearest[0], "low_baht") is not None:
        low, count = number_of(nearest[0], "low_baht"), number_of(nearest[0], "households")
        title = f"{number(count)} ครัวเรือนเกือบถึงเส้น รายได้ {number(low)}–{number(line_baht)} บาท"
    end = max(number_of(row, "high_baht") or 0 for row in rows)
    subtitle = f"แกนนอนคือรายได้ บาท/คน/ปี จปฐ. {view.bmn_year_be} ไม่แสดงรายได้ตั้งแต่ {number(end)} บาท"
    return _title_html(title, subtitle)


def districts_title(table: PublicTable, *, view: IncomeView, line_baht: int) -> str:
    """Give title and subtitle of the ranking.

    Parameters
    ----------
    table : PublicTable
        "districts" of `study.income_at`.
    view : IncomeView
    line_baht : int
    """
    title = "ครัวเรือนต่ำกว่าเส้นรายอำเภอ"
    rows = sorted(read_rows(table), key=lambda row: number_of(row, "at_least") or 0, reverse=True)
    if len(rows) > 1 and _leads(rows[0], rows[1:]):
        count = number_of(rows[0], "poor_households")
        title = f"{rows[0]['area_th'].value}มีมากที่สุด {number(count)} ครัวเรือน"
    subtitle = (
        f"ครัวเรือนต่ำกว่า {number(line_baht)} บาท เรียงจากมากไปน้อย "
        f"ขีดดำคือที่เส้น จปฐ. {number(view.line_baht)}"
    )
    has_hidden = any(row["poor_households"].value is None for row in rows)
    note = f" แถบลาย {HIDDEN_LONG} ค่าจริงอยู่ภายในแถบลาย" if has_hidden else ""
    return _title_html(title, subtitle + note)


def districts_table(table: PublicTable) -> str:
    """Give the districts ก-ฮ as an HTML table.

    Parameters
    ----------
    table : PublicTable
    """
    return _text(table_html(table, keys=_TABLE_KEYS))


def waiting() -> str:
    """Give what stands there while a province is opened."""
    return _text('<p class="sub">กำลังเปิดข้อมูลของจังหวัด…</p>')


def refusal(message: str) -> str:
    """Give a message in place of numbers.

    Parameters
    ----------
    message : str
    """
    return _text(f'<p class="stop">{escape(message)}</p>')


def _sentence(row: Row, view: IncomeView) -> str:
    line, count = number_of(row, "line_baht"), number_of(row, "poor_households")
    area = row["area_th"].value
    if not number_of(row, "households"):
        return f"{area}ไม่มีครัวเรือนในข้อมูล จปฐ. {view.bmn_year_be}"
    if count is None:
        return f"ถ้าเส้นเป็น {number(line)} บาท จำนวนของ{area}ถูกซ่อนไว้"
    if line == view.line_baht:
        return f"ที่เส้น จปฐ. {number(line)} บาท {area}มี {number(count)} ครัวเรือนต่ำกว่าเส้น"
    change = number_of(row, "change_households") or 0
    word = "เพิ่มขึ้น" if change > 0 else "ลดลง"
    told = f" {word} {number(abs(change))}" if change else " เท่าเดิม"
    return f"ถ้าเส้นเป็น {number(line)} บาท {area}จะมี {number(count)} ครัวเรือนต่ำกว่าเส้น{told}"


def _what_if(row: Row, view: IncomeView) -> str:
    sure = "" if view.line_is_confirmed else " (ค่านี้ยังไม่มีเอกสารยืนยัน)"
    policy = f"เส้น จปฐ. {view.bmn_year_be} คือ {number(view.line_baht)} บาท/คน/ปี{sure}"
    if number_of(row, "line_baht") == view.line_baht:
        return policy
    at_policy = number_of(row, "poor_at_policy")
    told = "" if at_policy is None else f" ซึ่งมี {number(at_policy)} ครัวเรือนต่ำกว่าเส้น"
    return f"{policy}{told} · ข้อสมมติ ไม่ใช่คำพยากรณ์"


def _four_numbers(row: Row) -> tuple[tuple[str, str, str, str], ...]:
    unknown = row["households_without_income"]
    left_out = f" {nb(f'ไม่มีข้อมูลรายได้ {number(unknown.value)}')}" if unknown.value else ""
    gap, of_persons = number_of(row, "mean_gap_baht"), number_of(row, "poor_persons_share")
    return (
        (
            "poor_households",
            "ครัวเรือนต่ำกว่าเส้น",
            "ครัวเรือน",
            html_text(f"จาก {_shown(row, 'households')} ครัวเรือน") + left_out,
        ),
        ("poor_persons", "คนในครัวเรือนเหล่านี้", "คน", f"จาก {_shown(row, 'persons')} คน"),
        (
            "poor_households_share",
            "สัดส่วนครัวเรือน",
            "ร้อยละ",
            "" if of_persons is None else f"ถ้านับเป็นคน ร้อยละ {percent(of_persons)}",
        ),
        (
            "cost_to_close_baht",
            "เงินที่ต้องเติมให้ถึงเส้น",
            "ล้านบาท/ปี",
            "" if gap is None else f"เฉลี่ยขาด {number(gap)} บาท/คน/ปี",
        ),
    )


def _number_html(row: Row, key: str, label: str, *, unit: str, compared: str, meant: str) -> str:
    cell = row[key]
    said = f' title="{escape(meant)}"' if meant else ""
    before, after = (
        (f"<small>{unit}</small> ", "") if unit == "ร้อยละ" else ("", f" <small>{unit}</small>")
    )
    if cell.state == "shown":
        shown = (
            f'<span class="num">{before}<b data-key="{key}">{_shown(row, key)}</b>{after}</span>'
        )
    else:
        shown = f'<span class="num hidden" data-key="{key}">{_shown(row, key)}</span>'
    more = f'<span class="cmp">{compared}</span>'
    return f"<div><dt{said}>{html_text(label)}</dt><dd>{shown}{more}</dd></div>"


def _shown(row: Row, key: str) -> str:
    cell = row[key]
    if cell.state == "hidden":
        return "ซ่อนไว้"
    if cell.state == "missing":
        return MISSING
    if key.endswith("_share"):
        return percent(cell.value)
    if key == "cost_to_close_baht":
        return millions(cell.value).split(NBSP)[0]
    return number(cell.value)


def _leads(first: Row, others: list[Row]) -> bool:
    """Tell whether a district is the first whatever the hidden counts of the others are."""
    count = number_of(first, "poor_households")
    most = [number_of(row, "at_most") for row in others]
    return bool(count) and all(value is not None and value < count for value in most)


def _title_html(title: str, subtitle: str) -> str:
    return _text(f'<h3>{html_text(title)}</h3><p class="sub">{html_text(subtitle)}</p>')


def _text(inner: str) -> str:
    return f'<div class="pov-text" lang="th">{inner}</div>'
