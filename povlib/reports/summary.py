"""What the index of a run shows of a report: cells of its own public tables, read and kept as such.

Nothing is computed here. A cell that the report hides is null and named under "hidden", or is
a gap among the months.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from povlib.figures.cells import Cell
from povlib.reports.payload import TableData

__all__ = ["Summary", "read_summary", "summary_of"]

_HEADLINE = ("goal", "passed", "passed_share", "status")
_PACE = ("is_due", "cumulative")
_COVERAGE = ("due", "covered")
_NAMED = re.compile(r'data-t="?(\w+)|data-d="?(\w+)/')


@dataclass(frozen=True)
class Summary:
    """The cells of a report that the index shows.

    Attributes
    ----------
    headline : mapping
        goal, passed, passed_share and status of the table of that name.
    pace : tuple of Cell
        `cumulative` of the months that are due, from October on.
    coverage : mapping
        due and covered of the table `lessons_headline`; a brief of lessons has it alone.
    """

    headline: Mapping[str, Cell]
    pace: tuple[Cell, ...]
    coverage: Mapping[str, Cell]


def summary_of(tables: Sequence[TableData], *, html: str) -> dict | None:
    """Give what the manifest keeps of a report for the index.

    Parameters
    ----------
    tables : sequence of TableData
        The report's public tables.
    html : str
        Its page; a table that it does not show is left out, though the report has the file.

    Returns
    -------
    dict or None
        "headline", "pace" (null where hidden) and "hidden", the keys of the headline that are; of a
        brief of lessons "coverage"; None where the page shows no table of that name with these
        columns, or no row in it.
    """
    on_page = {name for pair in _NAMED.findall(html) for name in pair}
    named = {table.name: table for table in tables if table.name in on_page}
    heads = _cells(named.get("headline"), _HEADLINE)
    if not heads:
        covered = _cells(named.get("lessons_headline"), _COVERAGE)
        return {"coverage": {k: c.value for k, c in covered[0].items()}} if covered else None
    months = [month for month in _cells(named.get("pace"), _PACE) if month["is_due"].value]
    return {
        "headline": {key: cell.value for key, cell in heads[0].items()},
        "pace": [month["cumulative"].value for month in months],
        "hidden": [key for key, cell in heads[0].items() if cell.state == "hidden"],
    }


def read_summary(kept: Mapping | None) -> Summary | None:
    """Give the cells back that `summary_of` kept.

    Parameters
    ----------
    kept : mapping or None
    """
    if kept is None:
        return None
    if "coverage" in kept:
        coverage = {k: _cell(kept["coverage"][k], 0, k, is_hidden=False) for k in _COVERAGE}
        return Summary({}, (), coverage)
    headline = {
        key: _cell(kept["headline"][key], 0, key, is_hidden=key in kept["hidden"])
        for key in _HEADLINE
    }
    pace = (_cell(n, row, "cumulative", is_hidden=n is None) for row, n in enumerate(kept["pace"]))
    return Summary(headline, tuple(pace), {})


def _cells(table: TableData | None, keys: tuple[str, ...]) -> list[dict[str, Cell]]:
    """Read columns of a table; nothing where it, or one of them, is not there."""
    columns = [column["key"] for column in table.columns] if table else []
    if table is None or not set(keys) <= set(columns):
        return []
    places = {key: columns.index(key) for key in keys}
    return [
        {key: _cell(row[c], n, key, is_hidden=(n, c) in table.hidden) for key, c in places.items()}
        for n, row in enumerate(table.rows)
    ]


def _cell(value: object, row: int, key: str, *, is_hidden: bool) -> Cell:
    if is_hidden:
        return Cell(None, "hidden", row, key)
    return Cell(value, "missing" if value is None else "shown", row, key)
