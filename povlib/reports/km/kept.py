"""Inside a notebook: hand a lesson to the exporter, which writes its other forms too."""

from collections.abc import Mapping
from dataclasses import asdict
from html import escape
from typing import Any

from povlib import __version__
from povlib.figures.words import DEMO_TH
from povlib.knowledge.outline import Chapter, LessonOutline, Point
from povlib.reports.show import emit

__all__ = ["keep_lesson", "kept_lesson"]

_SOURCE_TH = "บทเรียนของเจ้าของความรู้ กรมการพัฒนาชุมชน"
_FORMS_TH = "ฉบับวางในบล็อก Markdown Word และภาพแชร์อยู่ข้างแฟ้มนี้"


def keep_lesson(lesson: LessonOutline) -> None:
    """Hand a lesson to the exporter and show the page's foot.

    Parameters
    ----------
    lesson : LessonOutline
    """
    foot = _footer_html(lesson)
    payload = {
        "manifest": {
            "is_demo": lesson.is_demo,
            "lesson_id": lesson.lesson_id,
            "place_th": lesson.place_th,
        },
        "footer_html": foot,
        "lesson": asdict(lesson),
    }
    emit(f"<footer>{foot}</footer>", payload)


def kept_lesson(payload: Mapping[str, Any]) -> LessonOutline:
    """Read the lesson that `keep_lesson` handed over.

    Parameters
    ----------
    payload : mapping
        As it stands in the notebook.
    """
    chapters = tuple(
        Chapter(**{**one, "points": tuple(_point(point) for point in one["points"])})
        for one in payload["chapters"]
    )
    brief = tuple((label, said) for label, said in payload["brief"])
    return LessonOutline(**{**payload, "chapters": chapters, "brief": brief})


def _point(payload: Mapping[str, Any]) -> Point:
    return Point(payload["text"], tuple(payload["below"]))


def _footer_html(lesson: LessonOutline) -> str:
    said = [
        f"<b>{DEMO_TH}</b>" if lesson.is_demo else "",
        f"ที่มา: {_SOURCE_TH}",
        f"รหัส {escape(lesson.lesson_id)}",
        f"povlib {__version__}",
        _FORMS_TH,
    ]
    return " · ".join(part for part in said if part)
