"""One public lesson as a document: title, facts, and its chapters in the order they are read.

The page, the fragment for a blog, Markdown, DOCX and the share picture are all written from this
one description, so they say the same. Every text in it is plain; who writes it escapes it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from povlib.areas import area_label_th
from povlib.knowledge.lesson import PROSE
from povlib.knowledge.showing import PublicLesson
from povlib.thai import BE_OFFSET, format_date_th, format_month_th, shortened

__all__ = [
    "DEMO_TH",
    "FAILURE_TH",
    "Chapter",
    "Fact",
    "READING_ORDER",
    "LessonOutline",
    "Point",
    "outline",
]

READING_ORDER = (
    *("problem_area", "objective", "background", "narrative", "process", "techniques", "strategy"),
    *("cautions", "results", "core_knowledge", "knowledge_assets", "success_factors", "problems"),
    *("recommendations", "rules", "theory", "km_process", "tags"),
)
FAILURE_TH = "บทเรียนจากงานที่ยังไม่สำเร็จ เล่าไว้เพื่อให้ที่อื่นไม่ต้องเริ่มจากจุดเดียวกัน"

DEMO_TH = "บทเรียนนี้แต่งขึ้นเพื่อสาธิต ห้ามนำไปอ้างอิง"

_WRITTEN = ("problem_area", "objective", "background", "narrative", "tags")
_SHORT, _LONGEST = 170, 260
"""Letters of a line of the lesson in short, and of a phrase that may be longer than that."""

_BRIEF = (
    ("ปัญหา", ("problem_area", "background", "problems", "objective")),
    ("สิ่งที่ทำ", ("process", "techniques", "strategy")),
    ("ผลที่เกิดขึ้น", ("results", "success_factors")),
    ("แก่น", ("core_knowledge", "knowledge_assets", "recommendations")),
)
"""Lines of the lesson in short: the words of the first field; one that stands in has its own."""

Shape = Literal["steps", "points", "prose"]
Fact = tuple[str, str]
"""A label and what it says."""


@dataclass(frozen=True)
class Point:
    """A point and the points under it."""

    text: str
    below: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chapter:
    """A field of the lesson.

    Attributes
    ----------
    key : str
        Of the field.
    heading_th : str
        As `params/lessons/labels.yml` names it, so that the importer knows it again.
    shape : str
        "steps" are numbered, "points" are not, "prose" is paragraphs.
    points : tuple of Point
    """

    key: str
    heading_th: str
    shape: Shape
    points: tuple[Point, ...]

    @property
    def is_aside(self) -> bool:
        """True for what is set apart from the rest: what to beware of."""
        return self.key == "cautions"


@dataclass(frozen=True)
class LessonOutline:
    """A lesson as every writer takes it.

    Attributes
    ----------
    lesson_id, title : str
    place_th : str
        "" where the place is not known.
    date_th : str
        In Buddhist era, "" where there is none.
    fiscal_year_be : int or None
    credit_th : str
        Who is named, "" for nobody.
    consent_th : str
        What the owner agreed to and when, "" where nobody asked.
    brief : tuple of (str, str)
        The lesson in at most four lines: problem, what was done, what came of it, the core.
    chapters : tuple of Chapter
    is_failure, is_demo : bool
    """

    lesson_id: str
    title: str
    place_th: str
    date_th: str
    fiscal_year_be: int | None
    credit_th: str
    consent_th: str
    brief: tuple[Fact, ...]
    chapters: tuple[Chapter, ...]
    is_failure: bool
    is_demo: bool

    @property
    def notes(self) -> tuple[str, ...]:
        """What every form of the lesson says before all else: made up, a failure, the consent."""
        said = (
            f"ข้อมูลสมมติ {DEMO_TH}" if self.is_demo else "",
            FAILURE_TH if self.is_failure else "",
            f"เจ้าของความรู้{self.consent_th}" if self.consent_th else "",
        )
        return tuple(note for note in said if note)

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Labels and values of the head; the labels are those of lesson pages."""
        pairs = (
            ("เจ้าของความรู้", self.credit_th),
            ("สถานที่", self.place_th),
            ("ลงวันที่", self.date_th),
        )
        return tuple((label, value) for label, value in pairs if value)


def outline(lesson: PublicLesson, *, headings: Mapping[str, str], is_demo: bool) -> LessonOutline:
    """Give a public lesson as a document.

    Parameters
    ----------
    lesson : PublicLesson
    headings : mapping
        Thai heading of each field.
    is_demo : bool
    """
    found = (_chapter(key, headings[key], lesson.parts.get(key, ())) for key in READING_ORDER)
    chapters = tuple(chapter for chapter in found if chapter.points)
    return LessonOutline(
        lesson_id=lesson.lesson_id,
        title=_written(lesson.title) or f"บทเรียนของ{lesson.area_th}",
        place_th=_place(lesson),
        date_th=_date_th(lesson.date or ""),
        fiscal_year_be=lesson.fiscal_year_be,
        credit_th=_written(lesson.credit_th),
        consent_th=_consent(lesson),
        brief=_brief(chapters),
        chapters=chapters,
        is_failure=lesson.is_failure,
        is_demo=is_demo,
    )


def _chapter(key: str, heading_th: str, texts: Sequence[str]) -> Chapter:
    cut = ([_written(line) for line in text.splitlines()] for text in texts)
    points = tuple(Point(lines[0], tuple(lines[1:])) for lines in cut if any(lines))
    if key in _WRITTEN:
        paragraphs = _paragraphs(key, points)
        is_list = key in PROSE and len(paragraphs) > 1
        return Chapter(key, heading_th, "points" if is_list else "prose", paragraphs)
    # Points under a point are told from the next one only where those above have numbers.
    is_deep = any(point.below for point in points)
    return Chapter(key, heading_th, "steps" if key == "process" or is_deep else "points", points)


def _written(text: str) -> str:
    """Give a line without signs that are not seen: XML has no place for some, some turn a line."""
    seen = (" " if one.isspace() else one for one in text if one.isspace() or one.isprintable())
    return "".join(seen)


def _paragraphs(key: str, points: Sequence[Point]) -> tuple[Point, ...]:
    lines = [line for point in points for line in (point.text, *point.below)]
    shown = [", ".join(lines)] if key == "tags" else lines
    return tuple(Point(line) for line in shown if line)


def _place(lesson: PublicLesson) -> str:
    if not lesson.district_code:
        return lesson.area_th
    return f"{lesson.area_th} {area_label_th(lesson.district_code[:2])}"


def _date_th(moment: str) -> str:
    """Write an ISO day, month or year in Buddhist era."""
    if len(moment) == len("2014-05-31"):
        return format_date_th(date.fromisoformat(moment))
    if len(moment) == len("2014-05"):
        return format_month_th(date.fromisoformat(f"{moment}-01"))
    return str(int(moment) + BE_OFFSET) if moment else ""


def _consent(lesson: PublicLesson) -> str:
    if not lesson.consented_on:
        return ""
    day = _date_th(lesson.consented_on)
    if lesson.credit_th:
        return f"ยินยอมให้ระบุเช่นนี้เมื่อ {day}"
    return f"ขอไม่ให้ระบุชื่อ (บันทึกเมื่อ {day})"


def _brief(chapters: Sequence[Chapter]) -> tuple[Fact, ...]:
    of = {chapter.key: chapter for chapter in chapters}
    said: list[Fact] = []
    used: set[str] = set()
    for label, keys in _BRIEF:
        key = next((one for one in keys if one in of and one not in used), None)
        if key:
            used.add(key)
            said.append((label if key == keys[0] else of[key].heading_th, _gist(of[key])))
    return tuple(said)


def _gist(chapter: Chapter) -> str:
    """Give as many whole points as are short together; of one long point its beginning."""
    texts = [point.text for point in chapter.points]
    if chapter.shape == "prose":
        return _short(texts[0])
    most = next((n for n in range(len(texts), 1, -1) if len(" · ".join(texts[:n])) <= _SHORT), 1)
    said = _short(" · ".join(texts[:most]))
    left = len(texts) - most
    return f"{said} (และอีก {left} ขั้น)" if left and chapter.shape == "steps" else said


def _short(text: str) -> str:
    line = " ".join(text.split())
    return shortened(line, most=_SHORT, longest=_LONGEST) or line
