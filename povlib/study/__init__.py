"""study: the corridor. It walks data, measures, progress and disclosure once, for one area and year.

`open_province` and `open_nation` give a frozen `Study` that holds public tables only.
"""

from povlib.study.model import SettingUsed, Study
from povlib.study.province import open_province

__all__ = ["SettingUsed", "Study", "open_province"]
