"""The frozen value that a door gets: every public result of one area and fiscal year."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from povlib.disclosure import PublicTable

__all__ = ["SettingUsed", "Study", "frozen"]


@dataclass(frozen=True)
class SettingUsed:
    """One policy value that a study used, as `params/policy` has it.

    Attributes
    ----------
    key, description_th, unit : str
    value : int or float
    year_be : int
        The year it was looked up by.
    source, confidence : str
    """

    key: str
    description_th: str
    value: int | float
    unit: str
    year_be: int
    source: str
    confidence: str


@dataclass(frozen=True, eq=False)
class Study:
    """Every public result of one province, district or the nation, and one fiscal year.

    Attributes
    ----------
    level : str
        "province", "district" or "nation".
    area_code, area_th, region_th : str
        "TH" and "" for the nation.
    fiscal_year_be : int or None
        None for published totals, which belong to a BMN round alone.
    bmn_year_be : int
    as_of : datetime.date or None
    is_demo : bool
        True: every row is made up, and whatever is shown says so.
    register_sha256 : str
        Over the checksums of all units of the register, so that a report names its data.
    line_baht : float
        Income line of the BMN year, baht per person and year; NaN where none was used.
    settings : tuple of SettingUsed
    tables : mapping of str to PublicTable
    doors : mapping of str to int or None
        Row counts at each room's door; None where the count itself is hidden.
    lessons_sha256 : str
        Of the folder of lessons, where the study read one.
    """

    level: str
    area_code: str
    area_th: str
    region_th: str
    fiscal_year_be: int | None
    bmn_year_be: int
    as_of: date | None
    is_demo: bool
    register_sha256: str
    line_baht: float
    settings: tuple[SettingUsed, ...]
    tables: Mapping[str, PublicTable]
    doors: Mapping[str, int | None]
    lessons_sha256: str = ""


def frozen(tables: list[PublicTable]) -> Mapping[str, PublicTable]:
    """Give tables by name, in order, in a mapping that cannot be changed.

    Parameters
    ----------
    tables : list of PublicTable
    """
    return MappingProxyType({table.name: table for table in tables})
