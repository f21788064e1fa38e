"""The catalogue's first page: all lessons by province, filters, and search by words in the page."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from importlib.resources import files
from itertools import groupby
from urllib.parse import quote

from povlib.figures.live import pack
from povlib.figures.page import Opening, opening_html
from povlib.figures.words import DEMO_TH, html_text
from povlib.knowledge.search.meanings import Meanings
from povlib.knowledge.search.offline import OfflineIndex, offline_index
from povlib.params import Region
from povlib.reports.catalogue.entries import Entry, failure_mark
from povlib.reports.catalogue.filters import filters_html
from povlib.reports.catalogue.look import CREDITS_TH, Shown, set_page

__all__ = ["list_page", "page_name"]

_MADE_UP_TH = "บทเรียนทุกเรื่องในคลังนี้แต่งขึ้นเพื่อสาธิต ห้ามนำไปอ้างอิง"
_NOWHERE_TH = "ไม่ระบุจังหวัด"
_CORE = ("core_knowledge", "knowledge_assets", "objective", "problem_area")


def page_name(lesson_id: str) -> str:
    """Give the file of a lesson's page, from the catalogue's folder.

    Parameters
    ----------
    lesson_id : str
    """
    return f"lessons/{lesson_id}.html"


def list_page(
    entries: Sequence[Entry], *, regions: Sequence[Region], meanings: Meanings, is_demo: bool
) -> str:
    """Give the page that lists all lessons.

    Parameters
    ----------
    entries : sequence of Entry
        In the catalogue's order.
    regions : sequence of Region
    meanings : Meanings
        How words are cut and what they mean, for the search in the page.
    is_demo : bool

    Returns
    -------
    str
        HTML; without a script it is the list alone.
    """
    script = (files("povlib") / "resources" / "catalogue.js").read_text(encoding="utf-8")
    region_of = {code: region.key for region in regions for code in region.provinces}
    body = "\n".join(
        [
            opening_html(_opening(entries, is_demo=is_demo)),
            '<div class="cat">',
            filters_html(entries, regions=regions),
            '<div class="bar"><p id="said" role="status"></p>'
            '<button type="button" id="clear" hidden>ล้างคำค้นและตัวเลือก</button></div>',
            '<ol class="les" id="found"></ol>',
            '<p class="more"><button type="button" id="more" hidden>แสดงเพิ่ม</button></p>',
            f'<div id="all">{_ways(entries)}{_all(entries, region_of)}</div>',
            "</div>",
        ]
    )
    words = pack([_as_json(offline_index([_tiers(one) for one in entries], meanings=meanings))])
    title = f"{DEMO_TH} · คลังบทเรียน" if is_demo else "คลังบทเรียน"
    return set_page(Shown(title, body, escape(CREDITS_TH), script=script, words=words))


def _opening(entries: Sequence[Entry], *, is_demo: bool) -> Opening:
    provinces = len({one.province_th for one in entries if one.province_th})
    failures = sum(one.lesson.is_failure for one in entries)
    headline = f"บทเรียนที่เผยแพร่แล้ว {len(entries):,} เรื่อง จาก {provinces} จังหวัด"
    if not entries:
        headline = "ยังไม่มีบทเรียนที่เผยแพร่"
    lede = "แต่ละเรื่องมีปัญหา วิธีทำ ข้อพึงระวัง ผล และแก่นความรู้ เปิดอ่านได้โดยไม่ต้องต่ออินเทอร์เน็ต"
    if failures:
        lede += f" ในนั้น {failures:,} เรื่องเล่าสิ่งที่ไม่สำเร็จ อ่านก่อนลงมือได้ประโยชน์ไม่แพ้กัน"
    return Opening(
        kind_th="คลังบทเรียน",
        place_th="ทุกจังหวัด",
        year_th=_years_th(entries),
        until_th="",
        headline=headline,
        headline_html=escape(headline),
        lede_html=html_text(lede),
        numbers_html="",
        addressee_th="",
        is_demo=is_demo,
        demo_th=_MADE_UP_TH,
    )


def _years_th(entries: Iterable[Entry]) -> str:
    years = sorted({one.lesson.fiscal_year_be for one in entries} - {None})
    if not years:
        return ""
    return f"ปีงบประมาณ {years[0]}" + (f"–{years[-1]}" if len(years) > 1 else "")


def _ways(entries: Iterable[Entry]) -> str:
    codes = dict.fromkeys((one.lesson.province_code or "", one.province_th) for one in entries)
    links = " ".join(
        f'<a class="nb" href="#p{code}">{escape(name.removeprefix("จังหวัด") or _NOWHERE_TH)}</a>'
        for code, name in codes
    )
    return f'<nav class="ways" aria-label="จังหวัด">{links}</nav>' if links else ""


def _all(entries: Sequence[Entry], region_of: Mapping[str, str]) -> str:
    sections = []
    for code, there in groupby(entries, key=lambda one: one.lesson.province_code or ""):
        rows = [*there]
        name = escape(rows[0].province_th or _NOWHERE_TH)
        region = escape(region_of.get(code, ""), quote=True)
        sections.append(
            f'<section id="p{code}" data-p="{code}" data-r="{region}" data-name="{name}">'
            f"<h2>{name}<small>{len(rows):,} เรื่อง</small></h2>"
            f'<ol class="les">{"".join(map(_row, rows))}</ol></section>'
        )
    return "\n".join(sections)


def _row(entry: Entry) -> str:
    lesson = entry.lesson
    year = lesson.fiscal_year_be
    keys = {
        "y": [] if year is None else [str(year)],
        "t": [one.key for one in entry.themes],
        "o": [one.key for one in entry.occupations],
        "c": [one.key for one in entry.causes],
    }
    data = "".join(
        f' data-{name}="{escape(" ".join(found), quote=True)}"'
        for name, found in keys.items()
        if found
    )
    themes = ", ".join(one.label_th for one in entry.themes)
    about = [entry.district_th, f"ปี {year}" if year else "ไม่ระบุปี", themes]
    href = escape(quote(page_name(lesson.lesson_id)), quote=True)
    return (
        f'<li{data}><a href="{href}">{escape(entry.outline.title)}</a>{failure_mark(entry)}'
        f"<small>{escape(' · '.join(filter(None, about)))}</small></li>\n"
    )


def _tiers(entry: Entry) -> dict[str, list[str]]:
    """Give the texts of a lesson by how much a word in them counts."""
    parts = entry.lesson.parts
    labels = [one.label_th for one in (*entry.themes, *entry.occupations)]
    rest = (texts for key, texts in parts.items() if key not in (*_CORE, "tags", "title"))
    return {
        "title": [entry.outline.title],
        "tags": [*parts.get("tags", ()), *labels, entry.lesson.area_th, entry.province_th],
        "core": [text for key in _CORE for text in parts.get(key, ())],
        "rest": [text for texts in rest for text in texts],
    }


def _as_json(index: OfflineIndex) -> dict[str, object]:
    return {
        "features": index.features,
        "lessons": index.lessons,
        "means": index.means,
        "idle": index.idle,
    }
