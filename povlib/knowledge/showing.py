"""Lessons as anyone may see them: approved texts, nobody named who did not agree to it.

All texts are plain; who shows them escapes them.
"""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from povlib.errors import InputError
from povlib.knowledge.cards import Card, read_cards
from povlib.knowledge.files import lesson_of
from povlib.knowledge.lesson import LISTS, PROSE, Lesson, Status
from povlib.knowledge.reading import read_wording
from povlib.knowledge.redaction import hidden_people, redact_line

__all__ = ["PublicLesson", "public_lessons"]

_SHOWN: Mapping[str, tuple[Status, ...]] = {
    "approved": ("approved", "published"),
    "published": ("published",),
}


@dataclass(frozen=True)
class PublicLesson:
    """A lesson as anyone may see it.

    Attributes
    ----------
    lesson_id : str
    status : str
        approved or published.
    title : str
    credit_th : str
        The owner's name or office, as the owner agreed; "" where nobody may be named.
    consented_on : str or None
        ISO day of the consent.
    area_th : str
    district_code, province_code : str or None
    date : str or None
    fiscal_year_be : int or None
        As on its `Card`.
    parts : mapping
        By field (objective, problem_area, background .. tags, in that order) its points; fields
        without text are left out. Numbers and names of people are hidden, the owner's too.
    is_failure : bool
        It tells of something that did not work.
    themes : tuple of str
        Keys of `params/lessons/profile.yml`.
    """

    lesson_id: str
    status: Status
    title: str
    credit_th: str
    consented_on: str | None
    area_th: str
    district_code: str | None
    province_code: str | None
    date: str | None
    fiscal_year_be: int | None
    parts: Mapping[str, tuple[str, ...]]
    is_failure: bool
    themes: tuple[str, ...]


def public_lessons(
    folder: Path,
    *,
    ids: Collection[str] | None,
    params_dir: Path,
    at_least: Literal["approved", "published"],
) -> tuple[PublicLesson, ...]:
    """Give lessons as anyone may see them, by id.

    Parameters
    ----------
    folder : pathlib.Path
    ids : collection of str or None
        Only these are read; None means all.
    params_dir : pathlib.Path
    at_least : {"approved", "published"}
        "approved" gives published ones too.

    Returns
    -------
    tuple of PublicLesson
        Without those that do not stand there: no id brings out a draft, nor a lesson that was
        withdrawn or superseded.

    Raises
    ------
    InputError
        As `read_cards`, or a file changed while it was read.
    """
    cards = [
        card
        for card in read_cards(folder, params_dir=params_dir)
        if card.status in _SHOWN[at_least] and (ids is None or card.lesson_id in ids)
    ]
    headings = read_wording(params_dir).headings if cards else {}
    return tuple(_public(card, _lesson(folder, card, headings)) for card in cards)


def _lesson(folder: Path, card: Card, headings: Mapping[str, str]) -> Lesson:
    path = folder / f"{card.lesson_id}.md"
    content = path.read_bytes()
    # What was approved is what is shown: a text that changed meanwhile is a draft.
    if hashlib.sha256(content).hexdigest() != card.sha256:
        raise InputError("แฟ้มบทเรียนต้องไม่เปลี่ยนระหว่างอ่าน", where=path.name, todo="สั่งใหม่อีกครั้ง")
    return lesson_of(content, headings=headings, where=path.name)


def _public(card: Card, lesson: Lesson) -> PublicLesson:
    return PublicLesson(
        lesson_id=card.lesson_id,
        status=card.status,
        title=card.title,
        credit_th=_credit_th(lesson),
        consented_on=lesson.credit.consented_on if lesson.credit else None,
        area_th=card.area_th,
        district_code=card.district_code,
        province_code=card.province_code,
        date=card.date,
        fiscal_year_be=card.fiscal_year_be,
        parts=_parts(lesson),
        is_failure=card.profile.is_failure,
        themes=card.profile.themes,
    )


def _credit_th(lesson: Lesson) -> str:
    given = {"name": lesson.owner, "office": lesson.office}
    named = given.get(lesson.credit.owner_credit) if lesson.credit else None
    if named is None:
        return ""
    # An office's line may hold the name of its head, who was not asked.
    is_office = lesson.credit.owner_credit == "office"
    return hidden_people(named, owner=lesson.owner) if is_office else redact_line(named)


def _parts(lesson: Lesson) -> dict[str, tuple[str, ...]]:
    found = {}
    for name in (*PROSE, *LISTS):
        value = getattr(lesson, name)
        texts = [value] if isinstance(value, str) else value or ()
        if texts:
            found[name] = tuple(hidden_people(text, owner=lesson.owner) for text in texts)
    return found
