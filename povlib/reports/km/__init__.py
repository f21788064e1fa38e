"""One lesson in the forms that an office publishes: HTML to paste, Markdown, DOCX, a picture.

`keep_lesson` hands the lesson to the exporter inside a notebook; `lesson_files` are the files that
lie beside the page.
"""

from povlib.reports.km.kept import keep_lesson

__all__ = ["keep_lesson"]
