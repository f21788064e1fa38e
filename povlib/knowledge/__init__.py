"""Lessons learned: pages of districts and offices, read into records that can be checked and used.

A page (text, HTML, DOCX, PDF) is cut into records, each record into fields with the lines they
stand on and a confidence. Nothing on a page is repaired silently: damage is proposed for repair.
"""

from povlib.knowledge.files import lesson_text, parse_lesson, read_folder, write_lessons
from povlib.knowledge.lesson import FIELDS, Lesson, exported
from povlib.knowledge.lines import Page, PageLine
from povlib.knowledge.marks import is_demo
from povlib.knowledge.outline import LessonOutline, outline
from povlib.knowledge.pages import read_page
from povlib.knowledge.published import open_outline
from povlib.knowledge.reading import Wording, read_lessons, read_wording

__all__ = [
    "FIELDS",
    "Lesson",
    "LessonOutline",
    "Page",
    "PageLine",
    "Wording",
    "exported",
    "is_demo",
    "lesson_text",
    "open_outline",
    "outline",
    "parse_lesson",
    "read_folder",
    "read_lessons",
    "read_page",
    "read_wording",
    "write_lessons",
]
