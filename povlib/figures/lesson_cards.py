"""The lessons of a province in short: a card each, by whole points, with the way to the rest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from povlib.disclosure import PublicTable
from povlib.figures import words
from povlib.figures.cells import Row, read_rows, text_of
from povlib.figures.html import demo_note
from povlib.figures.page import Part
from povlib.figures.parts import text
from povlib.figures.svg import sign_html
from povlib.thai import shortened

__all__ = ["lesson_cards"]

_PROBLEM = ("problem_area", "problems", "background", "objective")
_PROCESS = ("process", "km_process", "strategy", "narrative")
_TECHNIQUES = ("techniques", "success_factors")
_CORE = ("core_knowledge", "knowledge_assets", "recommendations", "rules")
_TOLD = (_PROBLEM, _PROCESS, ("cautions",), _TECHNIQUES, ("results",), _CORE)
"""What a card tells, in order: of each the first field that says something, by its own name."""

_FIRST = (*_CORE, *_PROBLEM, "results", *_PROCESS, "cautions", *_TECHNIQUES)
"""Which field has the room where there is not enough for all."""

_SHORTER = {"problem_area": "ปัญหา", "problems": "อุปสรรค", "success_factors": "ปัจจัยสำเร็จ"}
"""Headings that would take two lines, in fewer words."""

_CARDS = 8
_LETTERS, _MOST_OF_ONE, _PER_CARD = 3_300, 700, 110
"""Room of all cards on the page and of one, and what the head of each takes of it."""

_POINT, _WHOLE = 170, 260
"""A point longer than the first ends after a phrase; a phrase longer than the second stays out."""


@dataclass(frozen=True)
class _Shown:
    """A part of a card: its points that have room, and how many have not."""

    label: str
    points: tuple[str, ...]
    left: int


def lesson_cards(table: PublicTable) -> Part:
    """Give the lessons of the year as cards, the rest as a list of titles.

    Parameters
    ----------
    table : PublicTable
        "lessons".

    Returns
    -------
    Part
        One sentence where the year has no lesson. The fewer the lessons, the more of each.
    """
    rows = [row for row in read_rows(table) if text_of(row, "role") == "counted"]
    if not rows:
        return text("ยังไม่มีบทเรียนของปีนี้ที่อนุมัติแล้ว จึงไม่มีเรื่องให้อ่านโดยย่อ")
    chosen = _chosen(rows)
    room = min(_LETTERS // len(chosen), _MOST_OF_ONE) - _PER_CARD
    labels = {column.key: column.label_th for column in table.columns} | _SHORTER
    cards = "".join(_card(row, labels, room=room) for row in rows if row in chosen)
    others = [row for row in rows if row not in chosen]
    look = '"cards dense"' if others else "cards"
    demo = demo_note(table)
    note = f"{demo}{' · ' if demo else ''}รหัสท้ายเรื่องคือชื่อแฟ้มของฉบับเต็มในโฟลเดอร์บทเรียน"
    return Part(
        "wide",
        table.name,
        f"<div class={look}>{cards}</div>{_list(others)}<p class=note>{note} "
        "ทุกเรื่องอยู่ใน tables/lessons.csv ชื่อและหมายเลขของบุคคลถูกปิด</p>",
    )


def _chosen(rows: Sequence[Row]) -> list[Row]:
    """Choose the cards: what did not work, and of each district the lesson that says most."""
    seen: dict[str, int] = {}
    ranks = []
    for row in sorted(rows, key=lambda row: -_said(row)):
        place = text_of(row, "area_th")
        seen[place] = seen.get(place, 0) + 1
        ranks.append((not text_of(row, "failure_th"), seen[place], -_said(row), row["title"].row))
    best = {row for *_, row in sorted(ranks)[:_CARDS]}
    return [row for row in rows if row["title"].row in best]


def _said(row: Row) -> int:
    """Count what a card could tell of a lesson."""
    return len(_told(row))


def _told(row: Row) -> dict[str, list[str]]:
    """Give the points of the fields that a card tells."""
    there = (next((key for key in keys if text_of(row, key)), "") for keys in _TOLD)
    return {key: text_of(row, key).split("\n") for key in there if key}


def _card(row: Row, labels: Mapping[str, str], *, room: int) -> str:
    first, *rest = [*map(_part, _fitting(row, labels, room=room)), ""]
    title = words.html_text(text_of(row, "title"))
    return (
        f"<article class=card><div><h3>{title}</h3><p class=by>{_by(row)}</p><dl>{first}</dl></div>"
        f"<dl>{''.join(rest)}</dl></article>"
    )


def _by(row: Row) -> str:
    parts = [_place(row), _date(text_of(row, "date")), escape(text_of(row, "credit_th"))]
    failed = f"{sign_html('behind')}บทเรียนของสิ่งที่ไม่สำเร็จ"
    parts.insert(0, f'<b class="s-behind">{failed}</b>' if text_of(row, "failure_th") else "")
    return " · ".join(part for part in [*parts, _id(row)] if part)


def _place(row: Row) -> str:
    place = text_of(row, "area_th")
    return words.nb(place if place.startswith("จังหวัด") else f"อำเภอ{place}")


def _id(row: Row) -> str:
    return f"<span class=nb>{escape(text_of(row, 'lesson_id'))}</span>"


def _date(iso: str) -> str:
    """Write a day, a month or a year alone, พ.ศ."""
    if len(iso) >= len("2014-01-31"):
        return words.nb(words.day(date.fromisoformat(iso[:10])))
    if len(iso) >= len("2014-01"):
        return words.nb(words.month(iso, with_year=True))
    return f"พ.ศ.{words.NBSP}{int(iso) + 543}" if iso.isdigit() else ""


def _fitting(row: Row, labels: Mapping[str, str], *, room: int) -> list[_Shown]:
    """Give the parts with as many points as have room: first one of each, then more."""
    points = _told(row)
    taken: dict[str, list[str]] = {key: [] for key in points}
    for depth in range(max(map(len, points.values()), default=0)):
        for key in (key for key in _FIRST if len(points.get(key, ())) > depth):
            said = shortened(points[key][depth], most=_POINT, longest=_WHOLE)
            is_next = len(taken[key]) == depth
            if said and is_next and (room >= len(said) or not any(taken.values())):
                taken[key].append(said)
                room -= len(said) + 8
    return [
        _Shown(labels[key], tuple(taken[key]), len(points[key]) - len(taken[key]))
        for key in points
        if taken[key]
    ]


def _part(shown: _Shown) -> str:
    more = f" <small>อีก{words.NBSP}{shown.left}{words.NBSP}ข้อ</small>" if shown.left else ""
    said = " • ".join(words.html_text(point) for point in shown.points)
    return f"<div><dt>{escape(shown.label)}</dt><dd>{said}{more}</dd></div>"


def _list(rows: Sequence[Row]) -> str:
    if not rows:
        return ""
    named = ((words.html_text(text_of(row, "title")), _place(row), _id(row)) for row in rows)
    items = "".join(f"<li>{name} <small>{place} · {id_}</small></li>" for name, place, id_ in named)
    many = words.count(len(rows), "เรื่อง")
    return f"<p class=sub>อีก {many}ของปีนี้</p><ul class=more>{items}</ul>"
