"""The page of one lesson: who tells it, the lesson in short, then its chapters under questions."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from povlib.figures import words
from povlib.figures.page import Opening, Part, Section
from povlib.knowledge.outline import DEMO_TH, FAILURE_TH, Chapter, LessonOutline, Point

__all__ = ["SECTIONS", "SHARE_PICTURE", "KmSection", "km_opening", "km_section", "km_sections"]

SHARE_PICTURE = "share.png"
"""Name of the picture that lies beside the page."""

_NOBODY_TH = "ไม่ระบุชื่อเจ้าของความรู้"


@dataclass(frozen=True)
class KmSection:
    """A section of the page: its title, the fields in it, and how it is set ("" as plain text)."""

    title_th: str
    fields: tuple[str, ...]
    look: str = ""


SECTIONS: Mapping[str, KmSection] = {
    "brief": KmSection("เรื่องย่อ", ()),
    "origin": KmSection("ที่มาและปัญหา", ("problem_area", "objective", "background")),
    "story": KmSection("เรื่องเล่า", ("narrative",)),
    "steps": KmSection("ขั้นตอน", ("process",)),
    "techniques": KmSection("เทคนิคและกลยุทธ์", ("techniques", "strategy")),
    "cautions": KmSection("ข้อพึงระวัง", ("cautions",), "care"),
    "results": KmSection("ผลที่เกิดขึ้น", ("results",)),
    "core": KmSection("แก่นความรู้", ("core_knowledge",), "core"),
    "learned": KmSection(
        "สิ่งที่ได้เรียนรู้",
        ("knowledge_assets", "success_factors", "problems", "recommendations"),
    ),
    "behind": KmSection("ที่อ้างอิงและคำสำคัญ", ("rules", "theory", "km_process", "tags")),
}
"""By key, in the order of the page."""


def km_opening(lesson: LessonOutline) -> Opening:
    """Give the head of a lesson's page: place and date, title, who is credited since when.

    Parameters
    ----------
    lesson : LessonOutline
    """
    failure = f'<p class="km-f">{words.html_text(FAILURE_TH)}</p>' if lesson.is_failure else ""
    year = f"ปีงบประมาณ {lesson.fiscal_year_be}" if lesson.fiscal_year_be else ""
    return Opening(
        kind_th="องค์ความรู้",
        place_th=lesson.place_th,
        year_th=year,
        until_th=lesson.date_th,
        headline=lesson.title,
        headline_html=words.html_text(lesson.title),
        lede_html=_credit_html(lesson),
        numbers_html=failure,
        addressee_th="",
        is_demo=lesson.is_demo,
        demo_th=DEMO_TH,
        picture=SHARE_PICTURE,
    )


def km_section(lesson: LessonOutline, *, key: str) -> tuple[Part, ...]:
    """Give what a section of the page holds.

    Parameters
    ----------
    lesson : LessonOutline
    key : str
        A key of `SECTIONS`.

    Returns
    -------
    tuple of Part
        One, or none where the lesson has nothing to say there.
    """
    if key == "brief":
        html = _brief_html(lesson)
    else:
        section = SECTIONS[key]
        chapters = [one for one in lesson.chapters if one.key in section.fields]
        is_headed = len(section.fields) > 1
        html = "".join(_chapter_html(one, is_headed=is_headed) for one in chapters)
        look = f" km-{section.look}" if section.look else ""
        html = f'<div class="km{look}">{html}</div>' if html else ""
    return (Part("text", "", html),) if html else ()


def km_sections(lesson: LessonOutline) -> tuple[Section, ...]:
    """Give all sections of the page that hold something, in order.

    Parameters
    ----------
    lesson : LessonOutline
    """
    found = ((section.title_th, km_section(lesson, key=key)) for key, section in SECTIONS.items())
    return tuple(Section(title, parts) for title, parts in found if parts)


def _credit_html(lesson: LessonOutline) -> str:
    said = words.html_text(lesson.consent_th)
    if lesson.credit_th:
        said = f"<b>{escape(lesson.credit_th)}</b>{f' · {said}' if said else ''}"
    if not said:
        return f'<span class="km-c">{_NOBODY_TH}</span>'
    return f'<span class="km-c">เจ้าของความรู้ {said}</span>'


def _brief_html(lesson: LessonOutline) -> str:
    rows = "".join(
        f"<div><dt>{escape(label)}</dt><dd>{words.html_text(said)}</dd></div>"
        for label, said in lesson.brief
    )
    return f'<dl class="km km-b">{rows}</dl>' if rows else ""


def _chapter_html(chapter: Chapter, *, is_headed: bool) -> str:
    heading = f"<h3>{escape(chapter.heading_th)}</h3>" if is_headed else ""
    if chapter.shape == "prose":
        return heading + "".join(f"<p>{words.html_text(one.text)}</p>" for one in chapter.points)
    tag = "ol" if chapter.shape == "steps" else "ul"
    return f"{heading}<{tag}>{''.join(map(_point_html, chapter.points))}</{tag}>"


def _point_html(point: Point) -> str:
    below = "".join(f"<li>{words.html_text(text)}</li>" for text in point.below)
    return f"<li>{words.html_text(point.text)}{f'<ul>{below}</ul>' if below else ''}</li>"
