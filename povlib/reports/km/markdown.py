"""A lesson as CommonMark: signs of the text that Markdown would take for its own are escaped."""

import re
from collections.abc import Iterator

from povlib.knowledge.outline import Chapter, LessonOutline, Point

__all__ = ["lesson_markdown"]

# A backslash before any of these is CommonMark's own escape; the rest has no meaning within a line.
_SIGNS = re.compile(r"([\\`*_{}\[\]<>#~|&])")
_AT_START = re.compile(r"^(\s*)([-+=])|^(\s*\d{1,9})([.)])")


def lesson_markdown(lesson: LessonOutline) -> str:
    """Give a lesson as Markdown.

    Parameters
    ----------
    lesson : LessonOutline

    Returns
    -------
    str
        Title, notes, facts, then a heading of second level a chapter.
    """
    blocks = [
        f"# {escaped(lesson.title)}",
        *(f"*{escaped(note)}*" for note in lesson.notes),
        "\n".join(f"- **{escaped(label)}:** {escaped(value)}" for label, value in lesson.facts),
        *(block for chapter in lesson.chapters for block in _chapter(chapter)),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def escaped(text: str) -> str:
    r"""Give a line of text as Markdown that shows it and does nothing else.

    Parameters
    ----------
    text : str

    Examples
    --------
    >>> print(escaped("1. <b>*ก*</b>"))
    1\. \<b\>\*ก\*\</b\>
    """
    line = _SIGNS.sub(r"\\\1", " ".join(text.split()))
    return _AT_START.sub(
        lambda m: f"{m[1]}\\{m[2]}" if m[2] else f"{m[3]}\\{m[4]}",
        line,
    )


def _chapter(chapter: Chapter) -> Iterator[str]:
    yield f"## {escaped(chapter.heading_th)}"
    if chapter.shape == "prose":
        yield from (escaped(point.text) for point in chapter.points)
        return
    marks = (f"{n}. " if chapter.shape == "steps" else "- " for n in range(1, 1000))
    items = "\n".join(_item(p, mark) for p, mark in zip(chapter.points, marks, strict=False))
    yield "\n".join(f"> {line}" for line in items.split("\n")) if chapter.is_aside else items


def _item(point: Point, mark: str) -> str:
    below = (f"{' ' * len(mark)}- {escaped(text)}" for text in point.below)
    return "\n".join([f"{mark}{escaped(point.text)}", *below])
