"""The index of a run: every province with status, headline and link, from manifests alone."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from povlib import thai
from povlib.figures import Brief, Opening, Part, Section, page
from povlib.params import Run
from povlib.reports.errorpage import area_name
from povlib.reports.payload import OFFICER_TH
from povlib.reports.plan import NATION

__all__ = ["Entry", "index_page", "read_entries"]

_KINDS_TH = {"public": "ดัชนีรายงาน", "officer": f"ดัชนีรายงาน {OFFICER_TH}"}


@dataclass(frozen=True)
class Entry:
    """One report as its manifest tells of it."""

    report: str
    title_th: str
    area_code: str
    status: str
    headline: str
    link: str


def read_entries(year_folder: Path) -> tuple[Entry, ...]:
    """Read the manifests of all reports that stand in a year's folder.

    Parameters
    ----------
    year_folder : pathlib.Path
        `outputs/<fiscal year>`.
    """
    return tuple(
        _entry(json.loads(path.read_text(encoding="utf-8")), path.parent, year_folder)
        for path in sorted(year_folder.glob("[!.]*/*/manifest.json"))
    )


def index_page(
    run: Run, *, entries: Sequence[Entry], without_targets: Sequence[str], is_demo: bool
) -> str:
    """Give the index as a page that works from a file share.

    Parameters
    ----------
    run : Run
    entries : sequence of Entry
    without_targets : sequence of str
        Provinces of the programme without a target household in this fiscal year.
    is_demo : bool
    """
    failed = sum(e.status == "failed" for e in entries)
    headline = f"รายงาน {len(entries) - failed} ฉบับ ปีงบประมาณ {run.fiscal_year_be}"
    opening = Opening(
        kind_th=_KINDS_TH[run.audience],
        place_th="ทุกจังหวัด",
        year_th=f"ปีงบประมาณ {run.fiscal_year_be}",
        until_th=f"ข้อมูลถึง {thai.format_date_th(run.as_of)}",
        headline=headline,
        headline_html=escape(headline),
        lede_html=_lede(failed, without_targets),
        numbers_html="",
        addressee_th="",
        is_demo=is_demo,
    )
    return page(Brief(opening, _sections(entries, without_targets), "povlib"))


def _entry(manifest: dict, folder: Path, year_folder: Path) -> Entry:
    return Entry(
        report=manifest["report"],
        title_th=manifest["title_th"],
        area_code=manifest["area_code"],
        status=manifest["status"],
        headline=manifest.get("headline") or manifest.get("cause", ""),
        link=f"{folder.relative_to(year_folder).as_posix()}/report.html",
    )


def _lede(failed: int, without_targets: Sequence[str]) -> str:
    parts = ["เลือกจังหวัดเพื่อเปิดรายงาน ทุกแฟ้มเปิดได้โดยไม่ต้องต่ออินเทอร์เน็ต"]
    if without_targets:
        parts.append(f"อีก {len(without_targets)} จังหวัดไม่มีครัวเรือนเป้าหมายในปีนี้")
    if failed:
        parts.append(f"ทำไม่สำเร็จ {failed} ฉบับ ดูสาเหตุในหน้าของฉบับนั้น")
    return escape(" ".join(parts))


def _sections(entries: Sequence[Entry], without_targets: Sequence[str]) -> tuple[Section, ...]:
    nation = [e for e in entries if e.area_code == NATION]
    reports = Counter(e.report for e in entries if e.area_code != NATION)
    sections = [_section("ภาพรวมประเทศ", nation, ())] if nation else []
    for report in sorted(reports):
        rows = [e for e in entries if e.report == report and e.area_code != NATION]
        sections.append(_section(rows[0].title_th, rows, without_targets))
    return tuple(sections)


def _section(title: str, entries: Sequence[Entry], without_targets: Sequence[str]) -> Section:
    there = {e.area_code for e in entries}
    rows = {area_name(e.area_code): _row(e) for e in entries}
    rows |= {area_name(c): _empty_row(c) for c in without_targets if c not in there}
    body = "".join(rows[name] for name in thai.sorted_th(rows))
    head = '<th scope="col">จังหวัด (ก–ฮ)<th scope="col" class="l">สรุป'
    table = f'<table class="index"><thead><tr>{head}</thead><tbody>{body}</tbody></table>'
    return Section(title, (Part("wide", "", table),))


def _row(entry: Entry) -> str:
    name = f'<a href="{escape(entry.link, quote=True)}">{escape(area_name(entry.area_code))}</a>'
    text = escape(entry.headline)
    if entry.status == "failed":
        text = f'<span class="s-behind">ทำไม่สำเร็จ</span> {text}'
    return f'<tr><th scope="row">{name}<td class="l">{text}'


def _empty_row(area_code: str) -> str:
    none = '<span class="s-none">ไม่มีครัวเรือนเป้าหมาย</span>'
    return f'<tr><th scope="row">{escape(area_name(area_code))}<td class="l">{none}'
