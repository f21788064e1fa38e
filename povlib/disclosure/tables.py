"""The gate: `publish` is the only way to a `PublicTable`; figures and reports take nothing else.

A number leaves only where the pattern shows its cell, and where every number it could be worked out
from leaves as well. The frames inside are handed out as copies.
"""

from collections.abc import Iterable, Mapping
from dataclasses import InitVar, dataclass, field

import numpy as np
import pandas as pd

from povlib.disclosure.cells import Pattern, count_of, is_hidden
from povlib.errors import DisclosureError

__all__ = [
    "HIDDEN_SHORT_TH",
    "HIDDEN_TH",
    "KINDS",
    "Column",
    "PublicTable",
    "hidden_cells",
    "publish",
]

HIDDEN_TH = "ซ่อนไว้ (น้อยกว่า 5 หรือซ่อนคู่กัน)"
HIDDEN_SHORT_TH = "ซ่อน"

KINDS = (
    "code",
    "text",
    "count",
    "share",
    "mean",
    "money",
    "number",
    "status",
    "month",
    "year_be",
    "date",
)
_NEEDS_A_REASON = ("count", "share", "mean")
SEAL = object()
"""Known to this room alone: what carries it came through the gate."""


@dataclass(frozen=True)
class Column:
    """One column of a table, and what it could give away.

    Attributes
    ----------
    key, label_th : str
    unit : str
        "" where the value has none.
    kind : str
        One of `KINDS`. A "count" with a `cell` is that cell's count and is checked against the
        pattern; persons, sums and the like are "number" or "money".
    cell : mapping or None
        Attribute to value of the set of households behind the number (for a mean: those it is
        taken over). "@column" is the row's own value, "<=@column" all up to it; where the row has
        no value the attribute falls away, as in total rows.
    depends : tuple of str
        Columns from which this one could be worked out, or that it would give away: it is hidden
        where one of them is.
    universe : str
        The universe of the cell, where the table has several patterns; "@column" stands for the
        row's own value ("target:@fiscal_year_be").
    definition_th : str
        What the measure says, as the registry of measures defines it; "" for what needs no words.
    """

    key: str
    label_th: str
    unit: str
    kind: str
    cell: Mapping[str, str] | None = None
    depends: tuple[str, ...] = ()
    universe: str = ""
    definition_th: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise DisclosureError(
                "a column's kind must be known",
                got=self.kind,
                where=self.key,
                todo=", ".join(KINDS),
            )
        if self.kind in _NEEDS_A_REASON and self.cell is None and not self.depends:
            raise DisclosureError(
                f"a column of kind {self.kind} must say which cell it counts or what it depends on",
                where=self.key,
                todo='give cell= or depends=, or kind="number" where no household is behind it',
            )


@dataclass(frozen=True, eq=False)
class PublicTable:
    """A table that may be shown to everyone. Only `publish` makes one.

    Attributes
    ----------
    name, title_th, source_th, note_th : str
    columns : tuple of Column
    frame : pandas.DataFrame
        A copy, with nullable types; NA where hidden or simply missing.
    hidden : pandas.DataFrame
        A copy of the same shape, True where hidden.
    is_demo : bool
    """

    name: str
    title_th: str
    columns: tuple[Column, ...]
    source_th: str
    note_th: str
    is_demo: bool
    _frame: pd.DataFrame = field(repr=False)
    _hidden: pd.DataFrame = field(repr=False)
    seal: InitVar[object]

    def __post_init__(self, seal: object) -> None:
        if seal is not SEAL:
            raise DisclosureError(
                "a PublicTable must come from publish", where=self.name, todo="call publish(...)"
            )

    @property
    def frame(self) -> pd.DataFrame:
        """The numbers, as a copy; NA where hidden or missing."""
        return self._frame.copy()

    @property
    def hidden(self) -> pd.DataFrame:
        """True where a value is hidden, as a copy."""
        return self._hidden.copy()


def publish(
    name: str,
    frame: pd.DataFrame,
    *,
    title_th: str,
    columns: Iterable[Column],
    pattern: Pattern | Iterable[Pattern] | None,
    source_th: str,
    is_demo: bool,
    note_th: str = "",
) -> PublicTable:
    """Hide what must not be seen and give the table that may.

    Parameters
    ----------
    name : str
    frame : pandas.DataFrame
        At least the columns named; others (keys that `cell` points to) stay behind.
    title_th : str
    columns : iterable of Column
    pattern : Pattern, several of them, or None where no column has a cell
    source_th : str
    is_demo : bool
    note_th : str

    Returns
    -------
    PublicTable

    Raises
    ------
    DisclosureError
        A column is not there; a cell is outside the pattern; a count is not the pattern's count
        of the same cell.

    Examples
    --------
    >>> small = Pattern("target:2557", 5, (("group",),), counts={(("group", "assist"),): 3},
    ...     hidden={(("group", "assist"),): "primary"})
    >>> table = publish("groups", pd.DataFrame({"group": ["assist", "develop"], "targets": [3, 0]}),
    ...     title_th="กลุ่ม", source_th="", is_demo=True, pattern=small, columns=[
    ...         Column("group", "กลุ่ม", "", "text"),
    ...         Column("targets", "เป้าหมาย", "ครัวเรือน", "count", cell={"group": "@group"})])
    >>> table.frame["targets"].to_list(), table.hidden["targets"].to_list()
    ([<NA>, 0], [True, False])
    """
    columns = tuple(columns)
    _require_columns(name, frame, columns)
    patterns = _by_universe(pattern)
    frame = frame.reset_index(drop=True)
    masks = {c.key: _cell_mask(name, frame, c, patterns) for c in columns}
    hidden = pd.DataFrame(_spread(masks, columns), columns=[c.key for c in columns])
    shown = pd.DataFrame(
        {
            c.key: nullable(frame[c.key], kind=c.kind).mask(hidden[c.key].to_numpy(), pd.NA)
            for c in columns
        },
        columns=[c.key for c in columns],
    )
    return PublicTable(
        name=name,
        title_th=title_th,
        columns=columns,
        source_th=source_th,
        note_th=note_th,
        is_demo=is_demo,
        _frame=shown,
        _hidden=hidden,
        seal=SEAL,
    )


def hidden_cells(table: PublicTable) -> list[dict[str, object]]:
    """List what is hidden, without values: for the manifest.

    Parameters
    ----------
    table : PublicTable

    Returns
    -------
    list of dict
        `table`, `row` (the row's codes, texts, months and years), `column`.
    """
    hidden = table.hidden
    named = [c.key for c in table.columns if c.kind in ("code", "text", "month", "year_be")]
    names = [
        {key: str(value) for key, value in zip(named, row, strict=True) if not pd.isna(value)}
        for row in table.frame[named].itertuples(index=False, name=None)
    ]
    rows, places = np.nonzero(hidden.to_numpy(dtype=bool))
    return [
        {"table": table.name, "row": names[row], "column": hidden.columns[place]}
        for row, place in zip(rows.tolist(), places.tolist(), strict=True)
    ]


def nullable(values: pd.Series, *, kind: str) -> pd.Series:
    """Give the values a type that can hold NA.

    Parameters
    ----------
    values : pandas.Series
    kind : str
        Of the column.
    """
    if kind == "count" or pd.api.types.is_integer_dtype(values.dtype):
        return values.astype("Int64")
    if pd.api.types.is_float_dtype(values.dtype):
        return values.astype("Float64")
    if pd.api.types.is_bool_dtype(values.dtype):
        return values.astype("boolean")
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        return values
    if isinstance(values.dtype, pd.CategoricalDtype):
        return values
    return values.astype("string")


def _require_columns(name: str, frame: pd.DataFrame, columns: tuple[Column, ...]) -> None:
    keys = [c.key for c in columns]
    if len(set(keys)) != len(keys):
        raise DisclosureError("a column must be named once", got=keys, where=name)
    missing = [key for key in keys if key not in frame.columns]
    if missing:
        raise DisclosureError(
            "every column must be in the frame", got=", ".join(missing), where=name
        )
    for column in columns:
        unknown = [key for key in column.depends if key not in keys]
        if unknown:
            raise DisclosureError(
                "a column must depend on columns of its table",
                got=", ".join(unknown),
                where=f"{name}: {column.key}",
            )


def _by_universe(pattern: Pattern | Iterable[Pattern] | None) -> dict[str, Pattern]:
    if pattern is None:
        return {}
    several = (pattern,) if isinstance(pattern, Pattern) else tuple(pattern)
    return {p.universe: p for p in several}


def _cell_mask(
    name: str,
    frame: pd.DataFrame,
    column: Column,
    patterns: Mapping[str, Pattern],
) -> np.ndarray:
    """Tell for each row whether the column's own cell is hidden."""
    mask = np.zeros(len(frame), dtype=bool)
    if column.cell is None:
        return mask
    # Of a table with many rows, all columns as records take many times its own memory.
    read = [key for key in frame if key in _columns_read(column)]
    for place, row in enumerate(frame[read].to_dict("records")):
        if pd.isna(row[column.key]):
            continue
        pattern = _pattern_for(column, row, patterns, where=name)
        cell = _cell_of_row(column.cell, row)
        mask[place] = is_hidden(pattern, cell)
        _require_same_count(name, column, pattern, cell, row)
    return mask


def _columns_read(column: Column) -> set[str]:
    """Name the columns that say which cell, of which universe, a row's value stands for."""
    told = (column.universe, *(column.cell or {}).values())
    return {column.key, *(text.partition("@")[2] for text in told)}


def _pattern_for(
    column: Column, row: Mapping[str, object], patterns: Mapping[str, Pattern], *, where: str
) -> Pattern:
    if not column.universe and len(patterns) == 1:
        return next(iter(patterns.values()))
    head, at, reference = column.universe.partition("@")
    universe = head + (_text(row[reference]) if at else "")
    if universe not in patterns:
        raise DisclosureError(
            "a cell must name the universe of one of the table's patterns",
            got=universe,
            where=f"{where}: {column.key}",
            todo=", ".join(sorted(patterns)),
        )
    return patterns[universe]


def _cell_of_row(cell: Mapping[str, str], row: Mapping[str, object]) -> dict[str, str]:
    values = {}
    for attribute, value in cell.items():
        head, at, reference = value.partition("@")
        if not at:
            values[attribute] = value
        elif not pd.isna(row[reference]):
            values[attribute] = head + _text(row[reference])
    return values


def _text(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _require_same_count(
    name: str,
    column: Column,
    pattern: Pattern,
    cell: Mapping[str, str],
    row: Mapping[str, object],
) -> None:
    """Refuse a count that is not the count of the cell it claims to be."""
    true = count_of(pattern, cell)
    wrong = (
        row[column.key] != true if column.kind == "count" else not true and bool(row[column.key])
    )
    if wrong:
        raise DisclosureError(
            "a published number must be taken over the households of its cell",
            got=f"{dict(cell)}: the pattern and the table differ",
            where=f"{name}: {column.key}",
        )


def _spread(masks: dict[str, np.ndarray], columns: tuple[Column, ...]) -> dict[str, np.ndarray]:
    """Hide a column where a column it depends on is hidden, along whole chains."""
    masks = {key: mask.copy() for key, mask in masks.items()}
    for _ in columns:
        for column in columns:
            for other in column.depends:
                masks[column.key] = masks[column.key] | masks[other]
    return masks
