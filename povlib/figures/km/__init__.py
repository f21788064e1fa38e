"""One lesson on a page: its opening, its sections, and the picture that stands for it when shared.

All take a `LessonOutline`, whose texts are plain, and escape every one of them.
"""

from povlib.figures.km.body import SECTIONS, km_opening, km_section, km_sections
from povlib.figures.km.picture import share_svg

__all__ = ["SECTIONS", "km_opening", "km_section", "km_sections", "share_svg"]
