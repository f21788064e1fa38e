"""What the catalogue knows of a lesson: its public text, its places by name, what it helps with."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from povlib import areas, thai
from povlib.knowledge.cards import Card
from povlib.knowledge.outline import LessonOutline, outline
from povlib.knowledge.showing import PublicLesson
from povlib.knowledge.uses import Use

__all__ = [
    "Entry",
    "Labels",
    "Subject",
    "catalogue_entries",
    "catalogue_entry",
    "failure_mark",
]

_CAUSES_TH = {"attitude": "ทัศนะ", "skill": "ทักษะ", "resource": "ทรัพยากร", "way_out": "ทางออก"}
_FAILURE_TH = "บทเรียนจากสิ่งที่ไม่สำเร็จ"
_LAST = "\U0010ffff"


@dataclass(frozen=True)
class Subject:
    """A theme, occupation or cause of a lesson."""

    key: str
    label_th: str


@dataclass(frozen=True)
class Labels:
    """Thai labels by key: of themes, of occupations, and the headings of a lesson's fields."""

    themes: Mapping[str, str]
    occupations: Mapping[str, str]
    headings: Mapping[str, str]


@dataclass(frozen=True)
class Entry:
    """One lesson of the catalogue.

    Attributes
    ----------
    lesson : PublicLesson
    outline : LessonOutline
        The same lesson as a document.
    province_th, district_th : str
        With the word for the level; "" where the lesson has no such place.
    themes, occupations, causes : tuple of Subject
    used : tuple of (int, str)
        Fiscal year (BE) and name of each district that used it, the latest year first.
    is_copy : bool
        It nearly repeats an earlier lesson.
    """

    lesson: PublicLesson
    outline: LessonOutline
    province_th: str
    district_th: str
    themes: tuple[Subject, ...]
    occupations: tuple[Subject, ...]
    causes: tuple[Subject, ...]
    used: tuple[tuple[int, str], ...]
    is_copy: bool


def catalogue_entries(
    lessons: Collection[PublicLesson],
    *,
    cards: Iterable[Card],
    uses: Iterable[Use],
    labels: Labels,
    is_demo: bool,
) -> tuple[Entry, ...]:
    """Give the lessons of a catalogue in its order.

    Parameters
    ----------
    lessons : collection of PublicLesson
    cards : iterable of Card
        Of the same folder; those of other lessons are left out.
    uses : iterable of Use
        Of the same folder.
    labels : Labels
    is_demo : bool
        The folder's lessons are made up.

    Returns
    -------
    tuple of Entry
        By province and district ก-ฮ, lessons without a place last; then by date, title and id.
    """
    by_id = {card.lesson_id: card for card in cards}
    by_lesson: dict[str, list[Use]] = {}
    for use in uses:
        by_lesson.setdefault(use.lesson_id, []).append(use)
    entries = [
        catalogue_entry(
            outline(one, headings=labels.headings, is_demo=is_demo),
            lesson=one,
            card=by_id[one.lesson_id],
            uses=by_lesson.get(one.lesson_id, ()),
            labels=labels,
        )
        for one in lessons
    ]
    entries.sort(key=lambda e: (e.lesson.date or "", e.outline.title, e.lesson.lesson_id))
    entries = thai.sorted_th(entries, key=lambda e: e.district_th or _LAST)
    return tuple(thai.sorted_th(entries, key=lambda e: e.province_th or _LAST))


def failure_mark(entry: Entry) -> str:
    """Give the HTML that tells a lesson of something that did not work, "" for any other.

    Parameters
    ----------
    entry : Entry
    """
    return f'<b class="fail">{_FAILURE_TH}</b>' if entry.lesson.is_failure else ""


def catalogue_entry(
    document: LessonOutline,
    *,
    lesson: PublicLesson,
    card: Card,
    uses: Sequence[Use],
    labels: Labels,
) -> Entry:
    """Give one lesson of a catalogue.

    Parameters
    ----------
    document : LessonOutline
    lesson : PublicLesson
    card : Card
    uses : sequence of Use
        Of this lesson.
    labels : Labels
    """
    return Entry(
        lesson=lesson,
        outline=document,
        province_th=areas.area_label_th(lesson.province_code) if lesson.province_code else "",
        district_th=areas.area_label_th(lesson.district_code) if lesson.district_code else "",
        themes=_subjects(card.profile.themes, labels.themes),
        occupations=_subjects(card.profile.occupations, labels.occupations),
        causes=_subjects(card.profile.causes, _CAUSES_TH),
        used=_used(uses),
        is_copy=card.copy_of is not None,
    )


def _subjects(keys: Iterable[str], labels: Mapping[str, str]) -> tuple[Subject, ...]:
    return tuple(Subject(key, labels[key]) for key in keys)


def _used(uses: Iterable[Use]) -> tuple[tuple[int, str], ...]:
    places = {(use.fiscal_year_be, areas.area_label_th(use.district_code)) for use in uses}
    by_name = thai.sorted_th(sorted(places), key=lambda one: one[1])
    return tuple(sorted(by_name, key=lambda one: -one[0]))
