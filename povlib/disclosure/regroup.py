"""A public table made of cells of public tables: one place's rows, numbers set side by side.

Nothing is counted here and nothing comes from outside: a cell that is hidden where it was published
stays hidden, so a regrouped table says nothing that its sources do not.
"""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from povlib.disclosure.tables import SEAL, Column, PublicTable, nullable
from povlib.errors import DisclosureError

__all__ = ["Place", "regroup", "select_rows"]

Place = tuple[PublicTable, int, str]
"""A cell: its table, its row, its column's key."""


def select_rows(table: PublicTable, *, rows: Iterable[int]) -> PublicTable:
    """Give the same table with some of its rows.

    Parameters
    ----------
    table : PublicTable
    rows : iterable of int
        Places of the rows, in the order wanted.
    """
    keys = [column.key for column in table.columns]
    return regroup(
        table.name,
        [{key: (table, row, key) for key in keys} for row in rows],
        title_th=table.title_th,
        columns=table.columns,
        source_th=table.source_th,
        is_demo=table.is_demo,
        note_th=table.note_th,
    )


def regroup(
    name: str,
    rows: Sequence[Mapping[str, Place]],
    *,
    title_th: str,
    columns: Sequence[Column],
    source_th: str,
    is_demo: bool,
    note_th: str = "",
) -> PublicTable:
    """Give a table whose every cell is the cell of a public table, hidden where that is.

    Parameters
    ----------
    name : str
    rows : sequence of mapping
        Of a row: key of a column to the cell that stands there; a key left out is missing.
    title_th : str
    columns : sequence of Column
        What the cells are; those of the sources.
    source_th : str
    is_demo : bool
    note_th : str

    Returns
    -------
    PublicTable

    Raises
    ------
    DisclosureError
        A cell is of no public table, or of a column of another kind.

    Examples
    --------
    >>> from povlib.disclosure import Pattern, publish
    >>> small = Pattern("target:2557", 5, (("group",),), counts={(("group", "assist"),): 3},
    ...     hidden={(("group", "assist"),): "primary"})
    >>> table = publish("groups", pd.DataFrame({"group": ["assist", "develop"], "targets": [3, 0]}),
    ...     title_th="กลุ่ม", source_th="", is_demo=True, pattern=small, columns=[
    ...         Column("group", "กลุ่ม", "", "text"),
    ...         Column("targets", "เป้าหมาย", "ครัวเรือน", "count", cell={"group": "@group"})])
    >>> one = select_rows(table, rows=[0])
    >>> one.frame["group"].to_list(), one.hidden["targets"].to_list()
    (['assist'], [True])
    """
    frame, hidden = {}, {}
    for column in columns:
        cells = [_cell(row.get(column.key), column, where=name) for row in rows]
        values = pd.Series([value for value, _ in cells], dtype=object)
        frame[column.key] = _typed(values, column, rows)
        hidden[column.key] = [is_hidden for _, is_hidden in cells]
    keys = [column.key for column in columns]
    return PublicTable(
        name=name,
        title_th=title_th,
        columns=tuple(columns),
        source_th=source_th,
        note_th=note_th,
        is_demo=is_demo,
        _frame=pd.DataFrame(frame, columns=keys),
        _hidden=pd.DataFrame(hidden, columns=keys, dtype=bool),
        seal=SEAL,
    )


def _cell(place: Place | None, column: Column, *, where: str) -> tuple[object, bool]:
    """Give a cell's value, NA where it is hidden or missing, and whether it is hidden."""
    if place is None:
        return pd.NA, False
    table, row, key = place
    if not isinstance(table, PublicTable):
        raise DisclosureError(
            "a regrouped cell must come from a PublicTable", got=type(table).__name__, where=where
        )
    kind = next((own.kind for own in table.columns if own.key == key), None)
    if kind != column.kind:
        raise DisclosureError(
            f"a cell under {column.key} must be of kind {column.kind}",
            got=f"{table.name}: {key} ({kind})",
            where=where,
        )
    return table._frame[key].iloc[row], bool(table._hidden[key].iloc[row])


def _typed(values: pd.Series, column: Column, rows: Sequence[Mapping[str, Place]]) -> pd.Series:
    """Give the values the type that they have in their source."""
    place = next((row[column.key] for row in rows if column.key in row), None)
    if place is None:
        return nullable(values, kind=column.kind)
    table, _, key = place
    return values.astype(table._frame[key].dtype)
