"""A lesson's page in the catalogue: the lesson, where it was used, and the way to others."""

from collections.abc import Iterable
from html import escape
from itertools import groupby
from urllib.parse import quote

from povlib.figures.km import km_opening, km_sections
from povlib.figures.page import opening_html
from povlib.figures.words import DEMO_TH
from povlib.knowledge.outline import LessonOutline
from povlib.reports.catalogue.entries import Entry, failure_mark
from povlib.reports.catalogue.look import CREDITS_TH, Shown, set_page

__all__ = ["lesson_page"]


def lesson_page(
    entry: Entry,
    *,
    near: Iterable[Entry],
    before: Entry | None,
    after: Entry | None,
) -> str:
    """Give the page of one lesson.

    Parameters
    ----------
    entry : Entry
    near : iterable of Entry
    before, after : Entry or None
        Its neighbours in the catalogue's order.
    """
    blocks = (
        '<nav class="back" aria-label="คลังบทเรียน"><a href="../index.html">← คลังบทเรียน</a></nav>',
        _lesson(entry.outline),
        _subjects(entry),
        _used(entry),
        _near(near),
        _turn(before, after),
    )
    body = f'<div class="cat">{"".join(blocks)}</div>'
    mark = f"{DEMO_TH} · " if entry.outline.is_demo else ""
    return set_page(Shown(f"{mark}{entry.outline.title}", body, escape(CREDITS_TH), root="../"))


def _lesson(document: LessonOutline) -> str:
    """Give the lesson itself, as a brief of it has it."""
    sections = [
        f"<section><h2>{escape(one.title)}</h2>{''.join(part.html for part in one.parts)}</section>"
        for one in km_sections(document)
    ]
    return opening_html(km_opening(document)) + "".join(sections)


def _subjects(entry: Entry) -> str:
    """Point from each subject to the list of its lessons."""
    asked = [("t", one) for one in entry.themes]
    asked += [("o", one) for one in entry.occupations] + [("c", one) for one in entry.causes]
    links = "".join(
        f'<a href="../index.html#{name}={escape(one.key, quote=True)}">{escape(one.label_th)}</a>'
        for name, one in asked
    )
    return f'<section><h2>เรื่องนี้เกี่ยวกับ</h2><p class="subj">{links}</p></section>' if links else ""


def _used(entry: Entry) -> str:
    if not entry.used:
        said = "<p>ยังไม่มีบันทึกว่าอำเภอใดนำไปใช้</p>"
    else:
        rows = (
            f"<li><b>ปีงบประมาณ {year}</b> {_places(name for _, name in there)}</li>"
            for year, there in groupby(entry.used, key=lambda one: one[0])
        )
        said = f'<ul class="les">{"".join(rows)}</ul>'
    return f"<section><h2>บทเรียนนี้ใช้ที่ไหน</h2>{said}</section>"


def _places(names: Iterable[str]) -> str:
    return ", ".join(f'<span class="nb">{escape(name)}</span>' for name in names)


def _near(near: Iterable[Entry]) -> str:
    rows = "".join(
        f"<li>{_link(one)}{failure_mark(one)}"
        f"<small>{escape(' '.join((one.district_th, one.province_th)))}</small></li>"
        for one in near
    )
    if not rows:
        return ""
    return f'<section><h2>บทเรียนใกล้เคียง</h2><ol class="les">{rows}</ol></section>'


def _turn(before: Entry | None, after: Entry | None) -> str:
    first = f"<p><b>เรื่องก่อนหน้า</b>{_link(before)}</p>" if before else "<p></p>"
    last = f'<p class="next"><b>เรื่องถัดไป</b>{_link(after)}</p>' if after else ""
    return f'<nav class="turn" aria-label="เรื่องก่อนหน้าและถัดไป">{first}{last}</nav>'


def _link(entry: Entry) -> str:
    href = escape(f"{quote(entry.lesson.lesson_id)}.html", quote=True)
    return f'<a href="{href}">{escape(entry.outline.title)}</a>'
