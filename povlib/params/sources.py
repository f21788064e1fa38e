"""Known shapes of input files (`params/sources/*.yml`): which header means which column and unit.

One file a shape. `personal.yml` stands beside them: headers whose columns are dropped at the door.
"""

from pathlib import Path
from typing import Literal

from pydantic import Field

from povlib.errors import ParamsError
from povlib.params.model import FrozenModel, read_yaml
from povlib.schema import TABLES

__all__ = [
    "IndicatorRound",
    "Personal",
    "Source",
    "SourceColumn",
    "Sources",
    "WideItem",
    "read_sources",
]

_PERSONAL = "personal.yml"

# Columns beside those of the table: they help to build or to check a value and go nowhere.
ROLES = (
    "province_name",
    "district_name",
    "subdistrict_name",
    "subdistrict_code",
    "moo",
    "income_total_baht",
)


class SourceColumn(FrozenModel):
    """One column of a shape.

    Attributes
    ----------
    key : str
        A column of the table, or a role: a place name, a village number, a total to compare.
        `indicator_{n}` stands for all numbered ones.
    aliases : list of str
        Headers as offices write them; `{n}` is the number.
    required : bool
        Without it a file is not of this shape.
    unit : str
        Unit that the register holds ("" where it has none).
    values : mapping of str to list of str
        For choices: code to the words that mean it.
    """

    key: str
    aliases: list[str]
    required: bool = False
    unit: str = ""
    values: dict[str, list[str]] = {}

    @property
    def words(self) -> dict[str, str]:
        """For choices: every word without spaces, in lower case, to its code."""
        pairs = [(word, code) for code, said in self.values.items() for word in (code, *said)]
        return {"".join(word.split()).lower(): code for word, code in pairs}


class WideItem(FrozenModel):
    """A column of a wide file of totals: each of its cells becomes a row of `item`."""

    column: str
    item: str
    unit: Literal["households", "persons"]


class IndicatorRound(FrozenModel):
    """How many indicators the rounds of these years (BE, both included) have."""

    from_year_be: int
    to_year_be: int
    count: int


class Source(FrozenModel):
    """One known shape.

    Attributes
    ----------
    key, title_th, table : str
    layout : {"rows", "wide_totals", "context"}
        A row a household, visit or team; a row an area, a column an item; a table of the NSO.
    columns : list of SourceColumn
    factors : mapping of str to mapping of str to number
        Unit of the register to the units a header may name, with the factor that brings them to it.
    items : list of WideItem
    measures : mapping of str to list of str
        For "context": measure to the words in a title that mean it.
    indicator_rounds : list of IndicatorRound
    note_th : str
    """

    key: str
    title_th: str
    table: str
    layout: Literal["rows", "wide_totals", "context"] = "rows"
    columns: list[SourceColumn]
    factors: dict[str, dict[str, float]] = {}
    items: list[WideItem] = []
    measures: dict[str, list[str]] = {}
    indicator_rounds: list[IndicatorRound] = []
    note_th: str = ""

    def indicators_in(self, *, bmn_year_be: int) -> int | None:
        """Give the number of indicators of a round; None where it is not known."""
        for entry in self.indicator_rounds:
            if entry.from_year_be <= bmn_year_be <= entry.to_year_be:
                return entry.count
        return None


class Personal(FrozenModel):
    """Headers of columns that hold personal data; they are compared without spaces and marks.

    Attributes
    ----------
    equal : list of str
        The whole header.
    contains : list of str
        A part of the header.
    national_id : list of str
        Parts of a header that mean the 13-digit number.
    member_rows : list of str
        Whole headers that only a file with one row a person has.
    """

    equal: list[str]
    contains: list[str]
    national_id: list[str]
    member_rows: list[str]


class Sources(FrozenModel):
    """All shapes of a folder, in order of their keys."""

    sources: tuple[Source, ...] = Field(min_length=1)
    personal: Personal

    def named(self, key: str) -> Source:
        """Give the shape of one name.

        Raises
        ------
        ParamsError
            There is none; the message lists the names.
        """
        for source in self.sources:
            if source.key == key:
                return source
        names = ", ".join(s.key for s in self.sources)
        raise ParamsError("ต้องเป็นชื่อแหล่งข้อมูลใน params/sources", got=key, todo=f"ใช้ {names}")


def read_sources(folder: Path) -> Sources:
    """Read every shape of a folder.

    Parameters
    ----------
    folder : pathlib.Path
        `params/sources`.

    Raises
    ------
    ParamsError
        A file is wrong, names an unknown table or column, or a header means two columns.

    Examples
    --------
    >>> [s.key for s in read_sources(Path("params/sources")).sources]
    ['followup', 'household', 'nso', 'plan', 'target', 'team', 'tpmap']
    """
    personal = read_yaml(folder / _PERSONAL, Personal)
    paths = sorted(p for p in folder.glob("*.yml") if p.name != _PERSONAL)
    if not paths:
        raise ParamsError("ต้องมีแฟ้มแหล่งข้อมูล *.yml", where=str(folder))
    return Sources(sources=tuple(_read_source(path) for path in paths), personal=personal)


def _read_source(path: Path) -> Source:
    source = read_yaml(path, Source)
    if source.table not in TABLES:
        raise ParamsError("ไม่มีตารางนี้", got=source.table, where=str(path), todo=", ".join(TABLES))
    known = (*TABLES[source.table].columns, *ROLES, "indicator_{n}")
    for column in source.columns:
        if column.key not in known:
            raise ParamsError("ไม่มีคอลัมน์นี้", got=column.key, where=str(path), todo=", ".join(known))
    _require_distinct(source, path)
    return source


def _require_distinct(source: Source, path: Path) -> None:
    seen: dict[str, str] = {}
    for column in source.columns:
        for alias in column.aliases:
            if seen.setdefault(alias, column.key) != column.key:
                raise ParamsError("หัวตารางหนึ่งหมายถึงได้คอลัมน์เดียว", got=alias, where=str(path))
