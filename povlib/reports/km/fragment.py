"""A lesson as HTML to paste into a blog's editor: plain tags, no class, no style, no id.

Only tags that the editors of WordPress, Blogger and Joomla keep are written. Labels are those of
lesson pages, so a page made of the fragment can be imported again.
"""

from collections.abc import Iterator
from html import escape

from povlib.knowledge.outline import Chapter, LessonOutline, Point

__all__ = ["TAGS", "fragment_html"]

TAGS = ("h2", "h3", "p", "ul", "ol", "li", "strong", "em", "blockquote", "table", "tbody")
TAGS = (*TAGS, "tr", "td")
"""All tags that a fragment may have; none has an attribute."""


def fragment_html(lesson: LessonOutline) -> str:
    """Give a lesson as a fragment of HTML.

    Parameters
    ----------
    lesson : LessonOutline

    Returns
    -------
    str
        A block a line. Texts of the lesson are escaped.
    """
    rows = "".join(
        f"<tr><td><strong>{escape(label)}</strong></td><td>{escape(value)}</td></tr>"
        for label, value in lesson.facts
    )
    blocks = [
        f"<h2>{escape(lesson.title)}</h2>",
        *(f"<p><em>{escape(note)}</em></p>" for note in lesson.notes),
        f"<table><tbody>{rows}</tbody></table>" if rows else "",
        *(block for chapter in lesson.chapters for block in _chapter(chapter)),
    ]
    return "\n".join(block for block in blocks if block) + "\n"


def _chapter(chapter: Chapter) -> Iterator[str]:
    yield f"<h3>{escape(chapter.heading_th)}</h3>"
    if chapter.shape == "prose":
        content = "\n".join(f"<p>{escape(point.text)}</p>" for point in chapter.points)
    else:
        tag = "ol" if chapter.shape == "steps" else "ul"
        content = f"<{tag}>{''.join(map(_item, chapter.points))}</{tag}>"
    yield f"<blockquote>{content}</blockquote>" if chapter.is_aside else content


def _item(point: Point) -> str:
    below = "".join(f"<li>{escape(text)}</li>" for text in point.below)
    return f"<li>{escape(point.text)}{f'<ul>{below}</ul>' if below else ''}</li>"
