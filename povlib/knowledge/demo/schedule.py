"""Decides what each district has on a made-up shelf: its own lessons, drafts, copies or nothing."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby

from povlib import areas
from povlib.knowledge.demo.records import place_of, write_fields
from povlib.knowledge.demo.texts import Theme, read_themes
from povlib.knowledge.lesson import Status
from povlib.thai import fiscal_year_first_day

__all__ = ["Entry", "plan_shelf"]

_KINDS = (
    ("covered", 0.52),
    ("renewed", 0.06),
    ("second", 0.07),
    ("draft_only", 0.13),
    ("copy", 0.05),
    ("undated", 0.03),
    ("last_year", 0.04),
    ("withdrawn", 0.03),
    ("none", 0.07),
)
"""What a district has, and how often. The first three have a lesson of their own this year."""

_NOT_DUE = 8
_FIRST_DAY, _LAST_DAY = 8, 205
_UNDATED = "ACE"
"""Shapes whose pages may say no date."""
_UNLIKE = 0.7
"""Two lessons of a theme share less of their runs than this; a near copy has over 0.8."""
_ATTEMPTS, _THEMES = 4, 6
_NO_LETTER = re.compile("[^a-zA-Zก-๎]")


@dataclass(frozen=True)
class Entry:
    """One lesson to be made.

    Attributes
    ----------
    number : int
    district_code : str
    theme : Theme
    shape : str
    seed : str
        Of its words: a copy has that of its original.
    day : datetime.date or None
        Of its making; None where the page does not say.
    fate : str
        The status it ends in.
    kind : str
        What it stands for in its district, as `_KINDS`, or "not_due".
    copies, replaces : int or None
        The number of the lesson it was copied from, or takes the place of.
    """

    number: int
    district_code: str
    theme: Theme
    shape: str
    seed: str
    day: date | None
    fate: Status
    kind: str
    copies: int | None = None
    replaces: int | None = None


def plan_shelf(districts: Sequence[str], *, fiscal_year_be: int, seed: int) -> tuple[Entry, ...]:
    """Plan the lessons of a fiscal year.

    Parameters
    ----------
    districts : sequence of str
        Those with targets; in provinces without any some districts write lessons all the same.
    fiscal_year_be : int
    seed : int

    Returns
    -------
    tuple of Entry
        By district; copies after all others.
    """
    draw = random.Random(f"{seed}:{fiscal_year_be}:shelf")
    first = fiscal_year_first_day(fiscal_year_be)
    entries: list[Entry] = []
    said: dict[str, list[frozenset[str]]] = {}
    copiers: list[str] = []
    codes = [*sorted(districts), *_others(districts, draw)]
    for _, of_province in groupby(codes, key=lambda code: code[:2]):
        themes = _themes(draw)
        for code in of_province:
            kind = _kind(draw) if code in districts else "not_due"
            if kind == "copy":
                copiers.append(code)
                continue
            for entry in _entries(kind, code, themes, first, draw):
                numbered = replace(entry, number=len(entries))
                if entry.replaces is None:
                    entries.append(_worded(numbered, themes, said, seed))
                else:
                    entries.append(_renewing(numbered, entries[-1]))
    copied = _copies(copiers, entries, first, draw)
    return (*entries, *copied)


def _others(districts: Sequence[str], draw: random.Random) -> list[str]:
    """Choose districts of provinces without targets."""
    due = {code[:2] for code in districts} | {"10"}
    found = [
        d.code for p in areas.provinces() if p.code not in due for d in areas.districts(p.code)
    ]
    return sorted(draw.sample(found, min(_NOT_DUE, len(found))))


def _kind(draw: random.Random) -> str:
    names, weights = zip(*_KINDS, strict=True)
    return draw.choices(names, weights)[0]


def _themes(draw: random.Random) -> Iterator[Theme]:
    """Give one theme after the other, so that a province has many."""
    weighted = [theme for theme in read_themes() for _ in range(theme.weight)]
    while True:
        draw.shuffle(weighted)
        yield from {theme.key: theme for theme in weighted}.values()


def _entries(
    kind: str, code: str, themes: Iterator[Theme], first: date, draw: random.Random
) -> Iterator[Entry]:
    """Give what a district has, without words yet."""
    day = first + timedelta(days=draw.randint(_FIRST_DAY, _LAST_DAY))
    one = Entry(0, code, next(themes), "", "", day, _good_fate(draw), kind)
    if kind in ("covered", "second", "not_due"):
        yield one
    if kind == "second":
        yield replace(one, theme=next(themes), fate=_draft_fate(draw))
    if kind == "renewed":
        yield replace(one, fate="superseded", day=day - timedelta(days=draw.randint(120, 300)))
        yield replace(one, fate="published", replaces=0)
    if kind == "draft_only":
        yield replace(one, fate=_draft_fate(draw))
    if kind == "undated":
        yield replace(one, day=None)
    if kind == "last_year":
        yield replace(one, day=first - timedelta(days=draw.randint(40, 330)))
    if kind == "withdrawn":
        yield replace(one, fate="withdrawn")


def _worded(
    entry: Entry, themes: Iterator[Theme], said: dict[str, list[frozenset[str]]], seed: int
) -> Entry:
    """Draw words that repeat no lesson of the theme, of another theme where that has no more."""
    for attempt in range(_THEMES * _ATTEMPTS):
        if attempt and attempt % _ATTEMPTS == 0:
            entry = replace(entry, theme=next(themes))
        words = f"{seed}:{entry.district_code}:{entry.number}:{attempt}"
        shapes = [one for one in entry.theme.shapes if entry.day or one in _UNDATED]
        entry = replace(entry, seed=words, shape=random.Random(words).choice(shapes))
        runs = _runs(entry)
        if all(_likeness(runs, other) < _UNLIKE for other in said.get(entry.theme.key, [])):
            break
    said.setdefault(entry.theme.key, []).append(runs)
    return entry


def _runs(entry: Entry) -> frozenset[str]:
    """Give the runs of five letters of what a lesson will say."""
    place, draw = place_of(entry.district_code), random.Random(entry.seed)
    fields = write_fields(entry.theme, shape=entry.shape, place=place, draw=draw)
    text = _NO_LETTER.sub("", str([value for key, value in fields.items() if key != "tags"]))
    return frozenset(text[at : at + 5] for at in range(len(text) - 4))


def _likeness(runs: frozenset[str], others: frozenset[str]) -> float:
    return 2 * len(runs & others) / (len(runs) + len(others))


def _renewing(entry: Entry, older: Entry) -> Entry:
    """Give a newer text of an older lesson."""
    kept = {"theme": older.theme, "shape": older.shape, "seed": older.seed}
    return replace(entry, replaces=older.number, **kept)


def _good_fate(draw: random.Random) -> Status:
    return draw.choice(("published", "published", "approved"))


def _draft_fate(draw: random.Random) -> Status:
    return draw.choice(("draft", "draft", "reviewed", "verified"))


def _copies(
    codes: Sequence[str], entries: Sequence[Entry], first: date, draw: random.Random
) -> Iterator[Entry]:
    """Let districts hand in another district's lesson, with their own names in it."""
    latest = first + timedelta(days=_LAST_DAY - 60)
    early = [e for e in entries if e.kind == "covered" and e.day and e.day < latest]
    for at, code in enumerate(codes if early else (), len(entries)):
        source = draw.choice(early)
        yield replace(
            source,
            number=at,
            district_code=code,
            day=(source.day or first) + timedelta(days=draw.randint(12, 45)),
            fate="approved",
            kind="copy",
            copies=source.number,
        )
