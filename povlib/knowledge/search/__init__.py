"""Lessons found by words, Thai or English: terms that mean the same, slips of typing, lost ำ.

`open_shelf` makes a folder ready (its index is kept beside the lessons and made anew where lessons,
terms or libraries changed); `find_lessons` asks it.
"""

from povlib.knowledge.search.finding import Found, Shelf, find_lessons, open_shelf
from povlib.knowledge.search.snippets import Part

__all__ = ["Found", "Part", "Shelf", "find_lessons", "open_shelf"]
