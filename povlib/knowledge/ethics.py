"""Asks before a practice that could shame or frighten people is passed on."""

import re

from povlib.knowledge.lesson import LISTS, PROSE, Lesson
from povlib.params import EthicsQuestion, LessonEthics

__all__ = ["open_questions"]


def open_questions(lesson: Lesson, *, ethics: LessonEthics) -> list[EthicsQuestion]:
    """Give the questions that a lesson's text raises and nobody has answered.

    Parameters
    ----------
    lesson : Lesson
    ethics : LessonEthics

    Returns
    -------
    list of EthicsQuestion
        In the order of the settings; an answer of blanks is none.
    """
    fields = [lesson.title or "", *(getattr(lesson, key) or "" for key in PROSE)]
    items = [item for key in LISTS for item in getattr(lesson, key)]
    text = "".join("\n".join([*fields, *items]).split())
    return [
        question
        for question in ethics.questions
        if not lesson.ethics.get(question.key, "").strip()
        and any(re.search(words, text) for words in question.words)
    ]
