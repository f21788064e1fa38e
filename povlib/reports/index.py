"""The index of a run: every area with status, headline and link, from manifests alone."""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from pathlib import Path

from povlib import thai
from povlib.figures import Brief, Opening, Part, Section, page
from povlib.figures.district_table import plain_cell, status_cell
from povlib.figures.spark import spark_html, spark_note
from povlib.figures.svg import sign_html
from povlib.figures.words import STATUS_TH, html_text
from povlib.params import Run
from povlib.reports.errorpage import area_name
from povlib.reports.payload import OFFICER_TH
from povlib.reports.plan import NATION
from povlib.reports.summary import Summary, read_summary

__all__ = ["Entry", "index_page", "read_entries"]

_WITHOUT = "without targets"
_FAILED = '<span class="s-behind">ทำไม่สำเร็จ</span>'
_STATUS_ORDER = tuple(STATUS_TH)
_SORTED_BY = {"passed": "passed", "goal": "goal", "share": "passed_share"}
_HEAD = (
    "<th scope=col class=stt data-k=status data-sort=status>สถานะ"
    "<th scope=col class=r data-k=passed data-sort=passed>ผ่านแล้ว"
    "<th scope=col class=r data-k=goal data-sort=goal>เป้าหมาย"
    "<th scope=col class=r data-k=passed_share data-sort=share><span class=nb>ร้อยละ</span>"
)
_DISTRICT_DIGITS = 4
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
    summary: Summary | None = None


def read_entries(year_folder: Path) -> tuple[Entry, ...]:
    """Read the manifests of all reports that stand in a year's folder.

    Parameters
    ----------
    year_folder : pathlib.Path
        `outputs/<fiscal year>`.
    """
    entries = []
    for path in sorted(year_folder.glob("[!.]*/*/manifest.json")):
        # Another share may be replacing the report; it makes the index anew when it ends.
        with suppress(FileNotFoundError):
            manifest = json.loads(path.read_text(encoding="utf-8"))
            entries.append(_entry(manifest, path.parent, year_folder))
    return tuple(entries)


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
        lede_html=_lede(
            failed, without_targets, place_th="พื้นที่" if _are_districts(entries) else "จังหวัด"
        ),
        numbers_html="",
        addressee_th="",
        is_demo=is_demo,
    )
    return page(Brief(opening, _sections(entries, without_targets), "povlib", _script()))


def _entry(manifest: dict, folder: Path, year_folder: Path) -> Entry:
    return Entry(
        report=manifest["report"],
        title_th=manifest["title_th"],
        area_code=manifest["area_code"],
        status=manifest["status"],
        headline=manifest.get("headline") or manifest.get("cause", ""),
        link=f"{folder.relative_to(year_folder).as_posix()}/report.html",
        summary=read_summary(manifest.get("summary")),
    )


def _lede(failed: int, without_targets: Sequence[str], *, place_th: str) -> str:
    parts = [f"เลือก{place_th}เพื่อเปิดรายงาน ทุกแฟ้มเปิดได้โดยไม่ต้องต่ออินเทอร์เน็ต"]
    if without_targets:
        parts.append(f"อีก {len(without_targets)} จังหวัดไม่มีครัวเรือนเป้าหมายในปีนี้")
    if failed:
        parts.append(f"ทำไม่สำเร็จ {failed} ฉบับ ดูสาเหตุในหน้าของฉบับนั้น")
    return escape(" ".join(parts))


def _sections(entries: Sequence[Entry], without_targets: Sequence[str]) -> tuple[Section, ...]:
    nation = [e for e in entries if e.area_code == NATION]
    reports = {e.report for e in entries if e.area_code != NATION}
    sections = [_section("ภาพรวมประเทศ", nation, ())] if nation else []
    rows_of = {
        report: [e for e in entries if e.report == report and e.area_code != NATION]
        for report in reports
    }

    def order(name: str) -> tuple[bool, bool, str]:
        return _are_districts(rows_of[name]), not _has_numbers(rows_of[name]), name

    for report in sorted(reports, key=order):
        rows = rows_of[report]
        sections.append(_section(rows[0].title_th, rows, without_targets))
    return tuple(sections)


def _has_numbers(entries: Sequence[Entry]) -> bool:
    return any(entry.summary and entry.area_code != NATION for entry in entries)


def _section(title: str, entries: Sequence[Entry], without_targets: Sequence[str]) -> Section:
    if _are_districts(entries):
        return _district_section(title, entries)
    there = {e.area_code for e in entries}
    rows = [*entries, *(_nothing(code) for code in without_targets if code not in there)]
    rows = thai.sorted_th(rows, key=lambda e: _name(e.area_code))
    table = _wide_table(rows, place_th="จังหวัด") if _has_numbers(rows) else _plain_table(rows)
    return Section(title, (Part("wide", "", table),))


def _are_districts(entries: Sequence[Entry]) -> bool:
    return any(len(entry.area_code) == _DISTRICT_DIGITS for entry in entries)


def _district_section(title: str, entries: Sequence[Entry]) -> Section:
    """List districts under their provinces, both ก-ฮ, with a way to each province."""
    codes = thai.sorted_th({e.area_code[:2] for e in entries}, key=_name)
    rows = [
        row
        for code in codes
        for row in thai.sorted_th(
            (e for e in entries if e.area_code[:2] == code), key=lambda e: _name(e.area_code)
        )
    ]
    table = _wide_table(rows, place_th="อำเภอ") if _has_numbers(rows) else _plain_table(rows)
    ways = " ".join(
        f'<a class=nb href="#{_group_id(rows[0].report, code)}">{escape(_name(code))}</a>'
        for code in codes
    )
    return Section(title, (Part("text", "", f"<p class=ways>{ways}</p>"), Part("wide", "", table)))


def _group_id(report: str, code: str) -> str:
    return f"{escape(report, quote=True)}-{code}"


def _nothing(area_code: str) -> Entry:
    """Give the line of a province that has no target household and so no report."""
    return Entry("", "", area_code, _WITHOUT, "ไม่มีครัวเรือนเป้าหมาย", "")


def _name(area_code: str) -> str:
    return area_name(area_code).removeprefix("จังหวัด").removeprefix("อำเภอ")


def _wide_table(entries: Sequence[Entry], *, place_th: str) -> str:
    """Give a table with the numbers of each report; `data-t` names the table of a row's report."""
    months = [cell for e in entries if e.summary for cell in e.summary.pace]
    line = "<th scope=col class=o>สะสมรายเดือน" if months else ""
    rows = "".join(
        _group_row(entries, place) + _wide_row(e, place, has_line=bool(months))
        for place, e in enumerate(entries)
    )
    has_gaps = any(cell.state == "hidden" for cell in months)
    note = f'<span class="o">{spark_note(has_gaps=has_gaps)}</span>' if months else ""
    return (
        f'<table class="index sorts" data-t=headline><caption>หน่วยเป็นครัวเรือน ยกเว้นที่ระบุ'
        "<span class=how hidden> · กดหัวคอลัมน์เพื่อเรียงลำดับ</span></caption>"
        f"<thead><tr><th scope=col data-sort=area aria-sort=ascending>{place_th}{_HEAD}"
        f"{line}<th scope=col class=say>สรุป</thead><tbody>{rows}</tbody></table>"
        f'<p class="note">{note}'
        f'<span class="narrow">จอแคบซ่อนคอลัมน์ท้าย ดูได้ในรายงานของ{place_th}</span></p>'
    )


def _group_row(entries: Sequence[Entry], place: int) -> str:
    """Give the row of a province before its first district; it is hidden while otherwise sorted."""
    code = entries[place].area_code
    before = entries[place - 1].area_code if place else ""
    if len(code) != _DISTRICT_DIGITS or code[:2] == before[:2]:
        return ""
    count = sum(e.area_code[:2] == code[:2] for e in entries)
    name, at = escape(area_name(code[:2])), _group_id(entries[place].report, code[:2])
    return (
        f'<tr class=grp id="{at}" data-area={place - 0.5}>'
        f"<th scope=row>{name}<td colspan=5 class=l>{count} ฉบับ"
    )


def _wide_row(entry: Entry, place: int, *, has_line: bool) -> str:
    name = _link(entry) + _within(entry)
    text = html_text(entry.headline, names=(_name(entry.area_code),))
    columns = 6 if has_line else 5
    if entry.summary is not None:
        keys = {"area": place, **_sort_keys(entry.summary)}
        return (
            f"{_row_start(keys)}<th scope=row>{name}{_numbers(entry.summary)}"
            f"{_line(entry.summary) if has_line else ''}<td class=say>{text}"
        )
    if entry.status == "failed":
        failed = f"<td class=stt>{_FAILED}<td colspan={columns - 1} class=l>{text}"
        return f"{_row_start({'area': place})}<th scope=row>{name}{failed}"
    is_empty = entry.status == _WITHOUT
    keys = {"area": place} | ({"status": _STATUS_ORDER.index("no_targets")} if is_empty else {})
    sign = sign_html("no_targets") if is_empty else ""
    shown = "l s-no_targets" if is_empty else "l"
    said = f'<td colspan={columns} class="{shown}">{sign}{text}'
    return f"{_row_start(keys)}<th scope=row>{name}{said}"


def _numbers(summary: Summary) -> str:
    head = summary.headline
    return (
        f"{status_cell(head['status'])}{plain_cell(head['passed'])}{plain_cell(head['goal'])}"
        f"{plain_cell(head['passed_share'], decimals=1, is_share=True)}"
    )


def _line(summary: Summary) -> str:
    goal = summary.headline["goal"].value
    line = spark_html(summary.pace, goal=None if goal is None else float(goal), table="pace")
    return f"<td class=o>{line}"


def _within(entry: Entry) -> str:
    """Name a district's province, for rows that are not in its group any more."""
    if len(entry.area_code) != _DISTRICT_DIGITS:
        return ""
    return f' <small class="in">{escape(_name(entry.area_code[:2]))}</small>'


def _sort_keys(summary: Summary) -> dict[str, object]:
    """Give what a row is sorted by; a cell that is not shown gives nothing, so it comes last."""
    head = summary.headline
    keys = {name: head[key].value for name, key in _SORTED_BY.items()}
    status = head["status"].value
    keys["status"] = _STATUS_ORDER.index(status) if status in _STATUS_ORDER else None
    return {name: value for name, value in keys.items() if value is not None}


def _row_start(keys: dict[str, object]) -> str:
    return f"<tr{''.join(f' data-{name}={value}' for name, value in keys.items())}>"


def _plain_table(entries: Sequence[Entry]) -> str:
    body = "".join(_plain_row(entry) for entry in entries)
    is_by_province = not (_are_districts(entries) or any(e.area_code == NATION for e in entries))
    place = "จังหวัด (ก–ฮ)" if is_by_province else "พื้นที่"
    head = f'<th scope="col">{place}<th scope="col" class="l">สรุป'
    return f'<table class="index"><thead><tr>{head}</thead><tbody>{body}</tbody></table>'


def _plain_row(entry: Entry) -> str:
    text = html_text(entry.headline, names=(_name(entry.area_code),))
    if entry.status == "failed":
        text = f"{_FAILED} {text}"
    elif entry.status == _WITHOUT:
        text = f'<span class="s-none">{text}</span>'
    return f'<tr><th scope="row">{_link(entry)}{_within(entry)}<td class="l">{text}'


def _link(entry: Entry) -> str:
    name = escape(_name(entry.area_code))
    return f'<a href="{escape(entry.link, quote=True)}">{name}</a>' if entry.link else name


def _script() -> str:
    """Read the script that sorts; without it the page is whole, in ก-ฮ order."""
    return (files("povlib") / "resources" / "sortable.js").read_text(encoding="utf-8")
