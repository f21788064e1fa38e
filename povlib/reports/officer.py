"""Inside an officer's notebook: show tables with nothing hidden, marked on everything they leave.

What is emitted here says that it is an officer's; the exporter refuses it in any other run.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from html import escape
from typing import Protocol

import pandas as pd

from povlib import areas, thai
from povlib.disclosure import Column, OfficerTable
from povlib.errors import ReportError
from povlib.figures import Opening, Part, opening_html, to_payload, words
from povlib.figures.cells import Cell
from povlib.reports.payload import OFFICER_TH, officer_payload
from povlib.reports.show import KeptSetting, emit, footer_html

__all__ = ["keep_officer", "officer_opening", "show_officer"]

_STRIP = f'<p class="demo" role="note"><b>{OFFICER_TH}</b> ไม่ได้ซ่อนจำนวนน้อย ห้ามส่งต่อ ห้ามนำขึ้นเว็บ</p>'


class KeptOfficerStudy(Protocol):
    """The part of an officer's study that a report keeps."""

    area_code: str
    fiscal_year_be: int
    as_of: date
    is_demo: bool
    register_sha256: str
    settings: Sequence[KeptSetting]
    tables: Mapping[str, OfficerTable]
    doors: Mapping[str, int]


def officer_opening(study: KeptOfficerStudy) -> Opening:
    """Give the head of an officer's page, with the strip that says whom it is for.

    Parameters
    ----------
    study : KeptOfficerStudy
    """
    place = areas.area_label_th(study.area_code)
    villages = len(study.tables["villages"].frame)
    headline = f"{place} มี {villages:,} หมู่บ้านที่มีครัวเรือนเป้าหมาย"
    return Opening(
        kind_th=f"ตารางทำงาน {OFFICER_TH}",
        place_th=place,
        year_th=f"ปีงบประมาณ {study.fiscal_year_be}",
        until_th=f"ข้อมูลถึง {thai.format_date_th(study.as_of, short=True)}",
        headline=headline,
        headline_html=escape(headline),
        lede_html="ทุกช่องเป็นจำนวนจริง รวมจำนวนน้อยที่ฉบับสาธารณะซ่อนไว้ ใช้วางแผนลงพื้นที่เท่านั้น",
        numbers_html=_STRIP,
        addressee_th="",
        is_demo=study.is_demo,
    )


def show_officer(thing: Opening | OfficerTable, *, keys: Sequence[str] = ()) -> None:
    """Show the opening or a table of an officer's page.

    Parameters
    ----------
    thing : Opening or OfficerTable
        A table of one row stands upright.
    keys : sequence of str
        Columns to show; all but codes where none is named. The files hold all.

    Raises
    ------
    ReportError
        It is neither, or a key is not in the table.
    """
    if isinstance(thing, Opening):
        block, html, tables = thing, opening_html(thing), []
    else:
        payload = officer_payload(thing)
        html = _table_html(thing, _columns_shown(thing, keys))
        block, tables = Part("wide", payload["name"], html), [payload]
        html = _STRIP + html
    emit(html, {"audience": "officer", "blocks": [to_payload(block)], "tables": tables})


def keep_officer(study: KeptOfficerStudy) -> None:
    """Hand an officer's study, tables and facts, to the exporter, and show the page's foot.

    Parameters
    ----------
    study : KeptOfficerStudy
    """
    tables = tuple(study.tables.values())
    foot = f"<b>{OFFICER_TH}</b> · {footer_html(study, tables)}"
    manifest = {
        "audience": "officer",
        "is_demo": study.is_demo,
        "register_sha256": study.register_sha256,
        "settings": [asdict(setting) for setting in study.settings],
        "doors": dict(study.doors),
        "hidden_cells": [],
    }
    payload = {
        "audience": "officer",
        "tables": [officer_payload(table) for table in tables],
        "manifest": manifest,
        "footer_html": foot,
    }
    emit(f"<footer>{foot}</footer>", payload)


def _columns_shown(table: OfficerTable, keys: Sequence[str]) -> list[Column]:
    by_key = {c.key: c for c in table.columns}
    unknown = [key for key in keys if key not in by_key]
    if unknown:
        raise ReportError(
            "ตารางไม่มีคอลัมน์นี้",
            got=", ".join(unknown),
            where=table.name,
            todo=f"ใช้ {', '.join(by_key)}",
        )
    readable = [c.key for c in table.columns if c.kind != "code" and c.key != "level"]
    return [by_key[key] for key in keys or readable]


def _table_html(table: OfficerTable, columns: list[Column]) -> str:
    rows = table.frame.to_dict(orient="records")
    units = {_unit(c) for c in columns} - {""}
    heads = [_heading(c, with_unit=len(units) > 1) for c in columns]
    if len(rows) == 1:
        head = ""
        pairs = zip(heads, columns, strict=True)
        body = "".join(f"<tr><th scope=row>{text}{_cell(rows[0], c)}" for text, c in pairs)
    else:
        head = "".join(
            f"<th scope=col{_side(c)}>{text}" for text, c in zip(heads, columns, strict=True)
        )
        body = "".join(_row_html(row, columns) for row in rows)
    unit = f" (หน่วย: {escape(units.pop())})" if len(units) == 1 else ""
    return (
        f"<table class=data><caption>{OFFICER_TH} · {escape(table.title_th)}{unit}</caption>"
        f"<thead><tr>{head}</thead><tbody>{body}</tbody></table>"
        f"<p class=note>{escape(table.note_th)}</p>"
    )


def _row_html(row: Mapping[str, object], columns: list[Column]) -> str:
    first, *others = columns
    cells = "".join(_cell(row, c) for c in others)
    return f"<tr><th scope=row>{words.nb(_said(row, first))}{cells}"


def _cell(row: Mapping[str, object], column: Column) -> str:
    return f"<td{_side(column)}>{words.nb(_said(row, column))}"


def _unit(column: Column) -> str:
    return "ร้อยละ" if column.kind == "share" else column.unit


def _heading(column: Column, *, with_unit: bool) -> str:
    unit = f" ({_unit(column)})" if with_unit and _unit(column) else ""
    return escape(f"{column.label_th}{unit}")


def _side(column: Column) -> str:
    return " class=l" if column.kind in ("text", "status", "month") else ""


def _said(row: Mapping[str, object], column: Column) -> str:
    value = row[column.key]
    state = "missing" if pd.isna(value) else "shown"
    return words.of_cell(Cell(value, state, 0, column.key), column)
