"""What a notebook shows (`show`, `keep`) and what a run makes of it (plan, run, export, index).

An officer's notebook has its own (`officer_opening`, `show_officer`, `keep_officer`), that of one
lesson `keep_lesson`. A parameter that is a secret gives its value through `secret`.

Only the inside of a notebook is imported here; the outside (papermill, nbconvert) is imported by
the command that needs it, so that a report's kernel starts quickly.
"""

from povlib.reports.km import keep_lesson
from povlib.reports.officer import keep_officer, officer_opening, show_officer
from povlib.reports.show import keep, show
from povlib.secrets import secret

__all__ = [
    "keep",
    "keep_lesson",
    "keep_officer",
    "officer_opening",
    "secret",
    "show",
    "show_officer",
]
