"""Public lessons of a folder as documents, and which of its lessons were taken back."""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from povlib.errors import LessonError
from povlib.knowledge.cards import read_cards
from povlib.knowledge.history import read_history, standing
from povlib.knowledge.marks import is_demo
from povlib.knowledge.outline import LessonOutline, outline
from povlib.knowledge.reading import read_wording
from povlib.knowledge.shelf import find_lesson
from povlib.knowledge.showing import public_lessons
from povlib.knowledge.workflow import STATUS_TH

__all__ = ["open_outline", "open_outlines", "unshown_ids"]

_UNSHOWN = {
    "withdrawn": "บทเรียนที่ถอนแล้วไม่มีหน้าเผยแพร่ ถ้าเจ้าของกลับมายินยอม"
    " ให้ลงวันที่ยินยอมไว้ในหน้าเดิม แล้วนำเข้าเป็นบทเรียนใหม่",
    "superseded": "ใช้บทเรียนฉบับใหม่ที่แทนฉบับนี้",
    "draft": "ให้ผ่าน povlib lessons review และ approve ก่อน",
    "reviewed": "ให้ผ่าน povlib lessons approve ก่อน",
    "verified": "ให้ผ่าน povlib lessons approve ก่อน",
}


def open_outline(
    folder: Path,
    *,
    lesson_id: str,
    params_dir: Path,
    at_least: Literal["approved", "published"] = "approved",
) -> LessonOutline:
    """Read one public lesson of a folder as a document.

    Parameters
    ----------
    folder : pathlib.Path
    lesson_id : str
        "" takes the first published one, to look at.
    params_dir : pathlib.Path
        Settings; `lessons/labels.yml` in it names the chapters.
    at_least : str
        The earliest status that may be shown.

    Raises
    ------
    LessonError
        There is no such lesson, or it may not be shown.
    """
    headings = read_wording(Path(params_dir)).headings
    lesson_id = lesson_id or _first_id(Path(folder), Path(params_dir))
    found = public_lessons(
        Path(folder), ids=[lesson_id], params_dir=Path(params_dir), at_least=at_least
    )
    if not found:
        raise _refusal(Path(folder), lesson_id, headings)
    return outline(found[0], headings=headings, is_demo=is_demo(Path(folder)))


def open_outlines(
    folder: Path,
    *,
    params_dir: Path,
    at_least: Literal["approved", "published"] = "published",
) -> tuple[LessonOutline, ...]:
    """Read all public lessons of a folder as documents, by id.

    Parameters
    ----------
    folder : pathlib.Path
    params_dir : pathlib.Path
    at_least : str
        The earliest status that is shown.

    Raises
    ------
    LessonError
        No lesson of the folder is as far.
    """
    found = public_lessons(Path(folder), ids=None, params_dir=Path(params_dir), at_least=at_least)
    if not found:
        raise _no_lesson(Path(folder), at_least)
    headings, made_up = read_wording(Path(params_dir)).headings, is_demo(Path(folder))
    return tuple(outline(one, headings=headings, is_demo=made_up) for one in found)


def unshown_ids(folder: Path, *, params_dir: Path) -> frozenset[str]:
    """Give the lessons that were taken back: withdrawn, or superseded by a newer one.

    Parameters
    ----------
    folder : pathlib.Path
    params_dir : pathlib.Path
    """
    cards = read_cards(Path(folder), params_dir=Path(params_dir))
    return frozenset(one.lesson_id for one in cards if one.status in ("withdrawn", "superseded"))


def _first_id(folder: Path, params_dir: Path) -> str:
    cards = read_cards(folder, params_dir=params_dir)
    found = next((one.lesson_id for one in cards if one.status == "published"), None)
    if found is None:
        raise _no_lesson(folder, "published")
    return found


def _no_lesson(folder: Path, at_least: str) -> LessonError:
    return LessonError(
        f"ต้องมีบทเรียนที่{STATUS_TH[at_least]}อย่างน้อยหนึ่งเรื่อง",
        where=folder.as_posix(),
        todo="ดูสถานะด้วย povlib lessons list แล้วใช้ povlib lessons approve หรือ publish",
    )


def _refusal(folder: Path, lesson_id: str, headings: Mapping[str, str]) -> LessonError:
    lesson = find_lesson(folder, lesson_id=lesson_id, headings=headings)
    status = standing(lesson, read_history(folder))
    return LessonError(
        "ทำหน้าเผยแพร่ได้เฉพาะบทเรียนที่อนุมัติหรือเผยแพร่แล้ว",
        got=STATUS_TH[status],
        where=lesson_id,
        todo=_UNSHOWN.get(status),
    )
