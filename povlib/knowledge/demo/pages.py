"""Puts planned lessons on pages, some of them three on one, as files that an office would have."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from povlib.knowledge.demo.damages import damaged
from povlib.knowledge.demo.frames import draw_frame, framed, written_date
from povlib.knowledge.demo.records import Fields, place_of, write_fields, write_owner
from povlib.knowledge.demo.schedule import Entry
from povlib.knowledge.demo.sheets import draw_style, lay_out
from povlib.knowledge.demo.texts import read_common
from povlib.thai import BE_OFFSET, MONTHS_TH, to_thai_digits

__all__ = ["DemoPage", "make_pages"]

_TOGETHER = 3
_IN_PARTS = "BDE"
"""Shapes that say their own date, so that several can stand on one page."""


@dataclass(frozen=True)
class DemoPage:
    """One page.

    Attributes
    ----------
    name : str
        Of its file.
    content : bytes
    entries : tuple of Entry
        The lessons on it, in order.
    said : tuple of dict
        What each says, field by field: what a perfect importer reads.
    """

    name: str
    content: bytes
    entries: tuple[Entry, ...]
    said: tuple[Fields, ...]


def make_pages(entries: Sequence[Entry], *, seed: int) -> Iterator[DemoPage]:
    """Write the pages of planned lessons.

    Parameters
    ----------
    entries : sequence of Entry
    seed : int
    """
    draw = random.Random(f"{seed}:pages")
    for group in _grouped(entries, draw):
        yield _page(group, random.Random(f"{seed}:page:{group[0].number}"))


def _grouped(entries: Sequence[Entry], draw: random.Random) -> Iterator[tuple[Entry, ...]]:
    """Put some lessons of one province on a page together."""
    waiting: list[Entry] = []
    for entry in entries:
        is_fit = entry.shape in _IN_PARTS and entry.day is not None and entry.kind == "covered"
        if not is_fit or draw.random() > 0.4:
            yield (entry,)
            continue
        if waiting and waiting[0].district_code[:2] != entry.district_code[:2]:
            yield from ((one,) for one in waiting)
            waiting = []
        waiting.append(entry)
        if len(waiting) == _TOGETHER:
            yield tuple(waiting)
            waiting = []
    yield from ((one,) for one in waiting)


def _page(entries: tuple[Entry, ...], draw: random.Random) -> DemoPage:
    is_alone = len(entries) == 1
    posted = _posted(entries[0], draw) if is_alone else None
    frame = draw_frame(draw, posted=posted)
    lines: list[str] = []
    said: list[Fields] = []
    for entry in entries:
        fields, more = _record(entry, posted, draw)
        said.append(fields)
        style = draw_style(draw, has_thai_digits=_has_thai_digits(fields))
        if frame.kind in ("blogger", "joomla"):
            style = replace(style, gap="\t", is_joined=False, page_after=0, has_title=False)
        lines += ["", *lay_out(fields, shape=entry.shape, style=style, more=more, draw=draw)]
    title = str(said[0]["title"])
    ending, content = framed(lines[1:], frame=frame, title=title, draw=draw)
    first = entries[0]
    name = f"{first.district_code}_{first.theme.key}_{first.number:04d}{ending}"
    return DemoPage(name, content, entries, tuple({"source_file": name, **one} for one in said))


def _posted(entry: Entry, draw: random.Random) -> date | None:
    """Give the day a page was put on a site, None where it was not."""
    if entry.day is None:
        return None
    is_needed = entry.shape in "AC"
    if not is_needed and draw.random() < 0.4:
        return None
    return entry.day if is_needed else entry.day + timedelta(days=draw.randint(0, 9))


def _record(
    entry: Entry, posted: date | None, draw: random.Random
) -> tuple[Fields, dict[str, str]]:
    """Give what a lesson says, and what else stands in the head of its page."""
    place = place_of(entry.district_code)
    words = random.Random(entry.seed)
    fields = write_fields(entry.theme, shape=entry.shape, place=place, draw=words)
    if entry.replaces is not None:
        fields = {**fields, **_renewed(fields, words)}
    fields = damaged(fields, draw=draw)
    if draw.random() < 0.3:
        fields = _with_thai_digits(fields)
    dates, more = _dates(entry, posted, draw)
    if draw.random() < 0.3:
        more["phone"] = f"0{draw.choice((8, 9))}-0000-{draw.randint(1, 99):04d}"
    village = draw.choice(read_common().villages)
    more["place"] = f"{village} อำเภอ{place.district} จังหวัด{place.province}"
    return {**fields, **write_owner(entry.shape, place=place, draw=draw), **dates}, more


def _dates(
    entry: Entry, posted: date | None, draw: random.Random
) -> tuple[dict[str, str], dict[str, str]]:
    """Give the dates of a lesson by field, and as its page writes them."""
    dates = {"date_published": posted.isoformat()} if posted else {}
    day = entry.day
    if day is None or entry.shape in "AC":
        return dates, {}
    written = written_date(day, draw=draw)
    if entry.shape == "B":
        return {**dates, "date_recorded": day.isoformat()}, {"date": written}
    if entry.shape == "D" and draw.random() < 0.5:
        month = f"{MONTHS_TH[day.month - 1]} {day.year + BE_OFFSET}"
        return {**dates, "date_event": f"{day:%Y-%m}"}, {"date": month}
    if entry.shape == "D":
        return {**dates, "date_event": day.isoformat()}, {"date": written}
    return (dates, {}) if posted else ({"date_published": day.isoformat()}, {"date": written})


def _has_thai_digits(fields: Fields) -> bool:
    text = "".join(str(value) for value in fields.values())
    return any(sign in text for sign in "๑๒๓๔๕๖๗๘๙")


def _with_thai_digits(fields: Fields) -> Fields:
    return {
        key: to_thai_digits(value) if isinstance(value, str) else [*map(to_thai_digits, value)]
        for key, value in fields.items()
    }


def _renewed(fields: Fields, draw: random.Random) -> Fields:
    """Give what a newer text says differently from the one it takes the place of."""
    points = read_common().pools["renewed"]
    more = draw.sample([point for point in points if isinstance(point, str)], 2)
    return {"process": [*fields.get("process", []), *more]} if "process" in fields else {}
