"""The files of one lesson beside its page."""

from collections.abc import Callable, Collection, Mapping

from povlib.figures.km.body import SHARE_PICTURE
from povlib.knowledge.outline import LessonOutline
from povlib.reports.km.document import lesson_docx
from povlib.reports.km.fragment import fragment_html
from povlib.reports.km.markdown import lesson_markdown
from povlib.reports.km.picture import share_png

__all__ = ["FORMS", "lesson_files"]

_WRITERS: Mapping[str, Callable[[LessonOutline], bytes]] = {
    "fragment.html": lambda lesson: fragment_html(lesson).encode("utf-8"),
    "lesson.md": lambda lesson: lesson_markdown(lesson).encode("utf-8"),
    "lesson.docx": lesson_docx,
    SHARE_PICTURE: share_png,
}
FORMS: Mapping[str, str] = {
    "fragment": "fragment.html",
    "md": "lesson.md",
    "docx": "lesson.docx",
    "png": SHARE_PICTURE,
}
"""Form of a lesson to the name of its file."""


def lesson_files(
    lesson: LessonOutline, *, forms: Collection[str] = tuple(FORMS)
) -> dict[str, bytes]:
    """Give a lesson in its other forms.

    Parameters
    ----------
    lesson : LessonOutline
    forms : collection of str
        Keys of `FORMS`.

    Returns
    -------
    dict
        Content by file name; the same lesson gives the same bytes.
    """
    return {FORMS[one]: _WRITERS[FORMS[one]](lesson) for one in FORMS if one in forms}
