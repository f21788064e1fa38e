"""The tables of the index: a row a place, with the numbers of its report and the way to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from types import MappingProxyType

from povlib.figures.district_table import plain_cell, status_cell
from povlib.figures.spark import spark_html, spark_note
from povlib.figures.svg import sign_html
from povlib.figures.words import STATUS_TH, html_text
from povlib.reports.errorpage import area_name
from povlib.reports.plan import NATION
from povlib.reports.summary import Summary

__all__ = [
    "DISTRICT_DIGITS",
    "WITHOUT",
    "Entry",
    "group_id",
    "lesson_table",
    "place_name",
    "plain_table",
    "wide_table",
]

DISTRICT_DIGITS = 4
WITHOUT = "without targets"
_FAILED = '<span class="s-behind">ทำไม่สำเร็จ</span>'
_STATUS_ORDER = tuple(STATUS_TH)
_SORTED_BY = {"passed": "passed", "goal": "goal", "share": "passed_share"}
_HEAD = (
    "<th scope=col class=stt data-k=status data-sort=status>สถานะ"
    "<th scope=col class=r data-k=passed data-sort=passed>ผ่านแล้ว"
    "<th scope=col class=r data-k=goal data-sort=goal>เป้าหมาย"
    "<th scope=col class=r data-k=passed_share data-sort=share><span class=nb>ร้อยละ</span>"
)
_LESSONS_TH = "บทเรียน"
_LESSONS_HEAD = f"<th scope=col class=r data-sort=lessons>{_LESSONS_TH}"


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
    level: str = ""
    place_th: str = ""


def wide_table(
    entries: Sequence[Entry], *, place_th: str, lessons: Mapping[str, Entry] = MappingProxyType({})
) -> str:
    """Give a table with the numbers of each report; `data-t` names the table of a row's report.

    Parameters
    ----------
    entries : sequence of Entry
    place_th : str
        What a row is.
    lessons : mapping of str to Entry
        Briefs of lessons by area: each stands in the row of its province.
    """
    months = [cell for e in entries if e.summary for cell in e.summary.pace]
    line = "<th scope=col class=o>สะสมรายเดือน" if months else ""
    rows = "".join(
        _group_row(entries, place) + _wide_row(e, place, has_line=bool(months), lessons=lessons)
        for place, e in enumerate(entries)
    )
    look, said = (" les", " · บทเรียนนับเป็นอำเภอ มีแล้ว/ที่ต้องมี") if lessons else ("", "")
    has_gaps = any(cell.state == "hidden" for cell in months)
    note = f'<span class="o">{spark_note(has_gaps=has_gaps)}</span>' if months else ""
    return (
        f'<table class="index sorts{look}" data-t=headline><caption>หน่วยเป็นครัวเรือน ยกเว้นที่ระบุ{said}'
        "<span class=how hidden> · กดหัวคอลัมน์เพื่อเรียงลำดับ</span></caption>"
        f"<thead><tr><th scope=col data-sort=area aria-sort=ascending>{place_th}"
        f"{_LESSONS_HEAD if lessons else ''}{_HEAD}{line}<th scope=col class=say>สรุป</thead>"
        f"<tbody>{rows}</tbody></table>"
        f'<p class="note">{note}'
        f'<span class="narrow">จอแคบซ่อนคอลัมน์ท้าย ดูได้ในรายงานของ{place_th}</span></p>'
    )


def plain_table(entries: Sequence[Entry]) -> str:
    """Give a table of reports that have no numbers for the index: a link and a headline each.

    Parameters
    ----------
    entries : sequence of Entry
        Several of one place are told apart by their titles.
    """
    is_of_one_place = len(entries) > 1 and len({entry.area_code for entry in entries}) == 1
    body = "".join(
        _plain_row(entry, name=entry.title_th if is_of_one_place else place_name(entry.area_code))
        for entry in entries
    )
    is_by_province = all(
        len(e.area_code) < DISTRICT_DIGITS and e.area_code != NATION for e in entries
    )
    place = "จังหวัด (ก–ฮ)" if is_by_province else "รายงาน" if is_of_one_place else "พื้นที่"
    head = f'<th scope="col">{place}<th scope="col" class="l">สรุป'
    return f'<table class="index"><thead><tr>{head}</thead><tbody>{body}</tbody></table>'


def lesson_table(entries: Sequence[Entry]) -> str:
    """Give a table of the briefs of single lessons: title and place.

    Parameters
    ----------
    entries : sequence of Entry
        By title.
    """
    body = "".join(
        f'<tr><td class="l"><a href="{escape(one.link, quote=True)}">{html_text(one.headline)}</a>'
        f'{_FAILED if one.status == "failed" else ""}<td class="l">{html_text(one.place_th)}'
        for one in entries
    )
    head = '<th scope="col" class="l">บทเรียน (ก–ฮ)<th scope="col" class="l">สถานที่'
    return f'<table class="index"><thead><tr>{head}</thead><tbody>{body}</tbody></table>'


def group_id(report: str, code: str) -> str:
    """Give the id of a province's group of districts.

    Parameters
    ----------
    report, code : str
    """
    return f"{escape(report, quote=True)}-{code}"


def place_name(area_code: str) -> str:
    """Give a place's name as the index sorts and shows it, without จังหวัด and อำเภอ.

    Parameters
    ----------
    area_code : str
    """
    return area_name(area_code).removeprefix("จังหวัด").removeprefix("อำเภอ")


def _group_row(entries: Sequence[Entry], place: int) -> str:
    """Give the row of a province before its first district; it is hidden while otherwise sorted."""
    code = entries[place].area_code
    before = entries[place - 1].area_code if place else ""
    if len(code) != DISTRICT_DIGITS or code[:2] == before[:2]:
        return ""
    count = sum(e.area_code[:2] == code[:2] for e in entries)
    name, at = escape(area_name(code[:2])), group_id(entries[place].report, code[:2])
    return (
        f'<tr class=grp id="{at}" data-area={place - 0.5}>'
        f"<th scope=row>{name}<td colspan=5 class=l>{count} ฉบับ"
    )


def _wide_row(entry: Entry, place: int, *, has_line: bool, lessons: Mapping[str, Entry]) -> str:
    lesson = lessons.get(entry.area_code)
    text = _said(entry) + (_also(lesson) if lesson else "")
    beside = _lesson_cell(lesson) if lessons else ""
    keys = {"area": place, **_lesson_keys(lesson)}
    linked = _link(entry, name=place_name(entry.area_code))
    name = f"<th scope=row>{linked}{_within(entry)}{beside}"
    if entry.summary is not None:
        numbers = _numbers(entry.summary) + (_line(entry.summary) if has_line else "")
        keys |= _sort_keys(entry.summary)
        return f"{_row_start(keys)}{name}{numbers}<td class=say>{text}"
    columns = 6 if has_line else 5
    if entry.status == "failed":
        failed = f"<td class=stt>{_FAILED}<td colspan={columns - 1} class=l>{text}"
        return f"{_row_start(keys)}{name}{failed}"
    is_empty = entry.status == WITHOUT
    keys |= {"status": _STATUS_ORDER.index("no_targets")} if is_empty else {}
    sign = sign_html("no_targets") if is_empty else ""
    shown = "l s-no_targets" if is_empty else "l"
    return f'{_row_start(keys)}{name}<td colspan={columns} class="{shown}">{sign}{text}'


def _said(entry: Entry) -> str:
    return html_text(entry.headline, names=(place_name(entry.area_code),))


def _also(lesson: Entry) -> str:
    """Give the headline of a province's lessons under that of its results, the name said once."""
    said = lesson.headline.removeprefix(place_name(lesson.area_code))
    return f"<small class=also>{_said(replace(lesson, headline=said))}</small>"


def _lesson_cell(lesson: Entry | None) -> str:
    if lesson is None:
        return "<td>–"
    said = _FAILED if lesson.status == "failed" else "อ่าน"
    if lesson.summary is not None:
        due, covered = (lesson.summary.coverage[key].value for key in ("due", "covered"))
        share = f"{covered}/{due}<span class=vh> อำเภอ อ่าน{_LESSONS_TH}</span>"
        said = share if due else said
    return f'<td><a href="{escape(lesson.link, quote=True)}">{said}</a>'


def _lesson_keys(lesson: Entry | None) -> dict[str, object]:
    """Give what sorts a row by its lessons: the share of districts that have one."""
    if lesson is None or lesson.summary is None:
        return {}
    due, covered = (lesson.summary.coverage[key].value for key in ("due", "covered"))
    return {"lessons": round(covered / due, 3)} if due else {}


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
    if len(entry.area_code) != DISTRICT_DIGITS:
        return ""
    return f' <small class="in">{escape(place_name(entry.area_code[:2]))}</small>'


def _sort_keys(summary: Summary) -> dict[str, object]:
    """Give what a row is sorted by; a cell that is not shown gives nothing, so it comes last."""
    head = summary.headline
    keys = {name: head[key].value for name, key in _SORTED_BY.items()}
    status = head["status"].value
    keys["status"] = _STATUS_ORDER.index(status) if status in _STATUS_ORDER else None
    return {name: value for name, value in keys.items() if value is not None}


def _row_start(keys: dict[str, object]) -> str:
    return f"<tr{''.join(f' data-{name}={value}' for name, value in keys.items())}>"


def _plain_row(entry: Entry, *, name: str) -> str:
    text = html_text(entry.headline, names=(place_name(entry.area_code),))
    if entry.status == "failed":
        text = f"{_FAILED} {text}"
    elif entry.status == WITHOUT:
        text = f'<span class="s-none">{text}</span>'
    return f'<tr><th scope="row">{_link(entry, name=name)}{_within(entry)}<td class="l">{text}'


def _link(entry: Entry, *, name: str) -> str:
    said = escape(name)
    return f'<a href="{escape(entry.link, quote=True)}">{said}</a>' if entry.link else said
