"""study: the corridor. It walks data .. disclosure once, for one area and fiscal year.

`open_province` and `open_nation` give a frozen `Study` that holds public tables only.
"""

from povlib.study.model import SettingUsed, Study
from povlib.study.national import open_nation
from povlib.study.province import open_province

__all__ = ["SettingUsed", "Study", "open_nation", "open_province"]
