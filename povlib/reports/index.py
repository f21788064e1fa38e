"""The index of a run: every area with status, headline and link, from manifests alone."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from html import escape
from importlib.resources import files
from pathlib import Path

from povlib import thai
from povlib.figures import Brief, Opening, Part, Section, page
from povlib.params import Run
from povlib.reports.index_tables import (
    DISTRICT_DIGITS,
    WITHOUT,
    Entry,
    group_id,
    lesson_table,
    place_name,
    plain_table,
    wide_table,
)
from povlib.reports.payload import OFFICER_TH
from povlib.reports.plan import NATION
from povlib.reports.summary import read_summary

__all__ = ["Entry", "index_page", "read_entries"]

_KINDS_TH = {"public": "ดัชนีรายงาน", "officer": f"ดัชนีรายงาน {OFFICER_TH}"}


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
        lede_html=_lede(failed, without_targets, place_th=_row_th(entries)),
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
        level=manifest["level"],
        place_th=manifest.get("study", {}).get("place_th", ""),
    )


def _row_th(entries: Sequence[Entry]) -> str:
    """Say what a row of the index is."""
    if all(entry.level == "lesson" for entry in entries):
        return "บทเรียน"
    return "พื้นที่" if _are_districts(entries) else "จังหวัด"


def _lede(failed: int, without_targets: Sequence[str], *, place_th: str) -> str:
    parts = [f"เลือก{place_th}เพื่อเปิดรายงาน ทุกแฟ้มเปิดได้โดยไม่ต้องต่ออินเทอร์เน็ต"]
    if without_targets:
        parts.append(f"อีก {len(without_targets)} จังหวัดไม่มีครัวเรือนเป้าหมายในปีนี้")
    if failed:
        parts.append(f"ทำไม่สำเร็จ {failed} ฉบับ ดูสาเหตุในหน้าของฉบับนั้น")
    return escape(" ".join(parts))


def _sections(entries: Sequence[Entry], without_targets: Sequence[str]) -> tuple[Section, ...]:
    single = [e for e in entries if e.level == "lesson"]
    entries = [e for e in entries if e.level != "lesson"]
    nation = [e for e in entries if e.area_code == NATION]
    nation = thai.sorted_th(nation, key=lambda e: e.title_th)
    reports = {e.report for e in entries if e.area_code != NATION}
    sections = [_section("ภาพรวมประเทศ", nation, (), lessons={})] if nation else []
    rows_of = {
        report: [e for e in entries if e.report == report and e.area_code != NATION]
        for report in reports
    }

    lessons = _lessons_beside(rows_of)

    def order(name: str) -> tuple[bool, bool, str]:
        return _are_districts(rows_of[name]), not _has_numbers(rows_of[name]), name

    for report in sorted(rows_of, key=order):
        rows = rows_of[report]
        beside = lessons if _has_numbers(rows) and not _are_districts(rows) else {}
        title = rows[0].title_th + (" และบทเรียน" if beside else "")
        sections.append(_section(title, rows, without_targets, lessons=beside))
    return (*sections, *_lesson_sections(single))


def _lesson_sections(entries: Sequence[Entry]) -> Iterator[Section]:
    """Give a section to each report by lesson, its lessons by title."""
    for name in sorted({e.report for e in entries}):
        rows = thai.sorted_th((e for e in entries if e.report == name), key=lambda e: e.headline)
        yield Section(rows[0].title_th, (Part("wide", "", lesson_table(rows)),))


def _lessons_beside(rows_of: dict[str, list[Entry]]) -> dict[str, Entry]:
    """Take the briefs of lessons out, by province, where a table of results can hold their links.

    Both stand in one row of a province; without results lessons keep a list of their own.
    """
    lessons = next((name for name, rows in rows_of.items() if _has_coverage(rows)), "")
    has_results = any(_has_numbers(rows) and not _are_districts(rows) for rows in rows_of.values())
    if not lessons or not has_results:
        return {}
    return {entry.area_code: entry for entry in rows_of.pop(lessons)}


def _has_numbers(entries: Sequence[Entry]) -> bool:
    return any(e.summary and e.summary.headline and e.area_code != NATION for e in entries)


def _has_coverage(entries: Sequence[Entry]) -> bool:
    return any(entry.summary and entry.summary.coverage for entry in entries)


def _section(
    title: str,
    entries: Sequence[Entry],
    without_targets: Sequence[str],
    *,
    lessons: Mapping[str, Entry],
) -> Section:
    if _are_districts(entries):
        return _district_section(title, entries)
    there = {e.area_code for e in entries}
    rows = [*entries, *(_nothing(code) for code in without_targets if code not in there)]
    there |= {*without_targets}
    rows += [_nothing(code, said="") for code in lessons if code not in there]
    rows = thai.sorted_th(rows, key=lambda e: place_name(e.area_code))
    table = (
        wide_table(rows, place_th="จังหวัด", lessons=lessons)
        if _has_numbers(rows)
        else plain_table(rows)
    )
    return Section(title, (Part("wide", "", table),))


def _are_districts(entries: Sequence[Entry]) -> bool:
    return any(len(entry.area_code) == DISTRICT_DIGITS for entry in entries)


def _district_section(title: str, entries: Sequence[Entry]) -> Section:
    """List districts under their provinces, both ก-ฮ, with a way to each province."""
    codes = thai.sorted_th({e.area_code[:2] for e in entries}, key=place_name)
    rows = [
        row
        for code in codes
        for row in thai.sorted_th(
            (e for e in entries if e.area_code[:2] == code), key=lambda e: place_name(e.area_code)
        )
    ]
    table = wide_table(rows, place_th="อำเภอ") if _has_numbers(rows) else plain_table(rows)
    ways = " ".join(
        f'<a class=nb href="#{group_id(rows[0].report, code)}">{escape(place_name(code))}</a>'
        for code in codes
    )
    return Section(title, (Part("text", "", f"<p class=ways>{ways}</p>"), Part("wide", "", table)))


def _nothing(area_code: str, *, said: str = "ไม่มีครัวเรือนเป้าหมาย") -> Entry:
    """Give the line of a province that has no report: no target household, or not made yet."""
    return Entry("", "", area_code, WITHOUT if said else "", said, "")


def _script() -> str:
    """Read the script that sorts; without it the page is whole, in ก-ฮ order."""
    return (files("povlib") / "resources" / "sortable.js").read_text(encoding="utf-8")
