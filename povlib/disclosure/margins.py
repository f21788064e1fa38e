"""From one row a household to the cells that are counted and the sums that bind them.

Two margins are bound where one divides the sets of the other: targets by district are the sum of
targets by district and outcome, and targets of a province the sum of its districts.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse

from povlib.disclosure.cells import UP_TO, Key
from povlib.disclosure.coded import MISSING, Coded, code_frame, combinations, rows_of
from povlib.errors import DisclosureError

__all__ = [
    "System",
    "all_ancestors",
    "canonical_margins",
    "count_margins",
    "margin_heights",
    "sum_system",
]

_NUMBER = "# households"
Equation = tuple[Key, tuple[Key, ...]]
Table = Mapping[str, np.ndarray]
"""Cells of a margin: the values of each attribute, and the number of households."""


@dataclass(frozen=True, eq=False)
class System:
    """Cells that could be hidden, and the sums that hold between them.

    Attributes
    ----------
    keys : tuple of Key
        Sorted, so that the order of rows in the source does not matter.
    counts : numpy.ndarray
        int64, shape (cells,).
    matrix : scipy.sparse.csr_array
        Shape (sums, cells): -1 at the whole, 1 at its parts; `matrix @ counts` is zero.
    """

    keys: tuple[Key, ...]
    counts: np.ndarray
    matrix: sparse.csr_array


def all_ancestors(
    hierarchy: Mapping[str, str | tuple[str, ...]] | None,
) -> dict[str, tuple[str, ...]]:
    """Give for each attribute all those it determines, near and far.

    Parameters
    ----------
    hierarchy : mapping or None
        Attribute to the attribute (or attributes) right above it.

    Examples
    --------
    >>> all_ancestors({"district": "province", "province": "region"})["district"]
    ('province', 'region')
    """
    near = {
        name: (above,) if isinstance(above, str) else tuple(above)
        for name, above in (hierarchy or {}).items()
    }
    found: dict[str, tuple[str, ...]] = {}
    for name in near:
        todo, seen = list(near[name]), set()
        while todo:
            above = todo.pop()
            if above not in seen:
                seen.add(above)
                todo.extend(near.get(above, ()))
        found[name] = tuple(sorted(seen))
    return found


def canonical_margins(
    margins: Iterable[Iterable[str]], *, ancestors: Mapping[str, tuple[str, ...]]
) -> tuple[tuple[str, ...], ...]:
    """Give the margins in sorted order, with those that can be added up from two of them.

    Parameters
    ----------
    margins : iterable of iterable of str
    ancestors : mapping

    Notes
    -----
    Attributes that others of the margin determine are left out. Who sees teams by step 1 and teams
    by step 2 knows the teams' totals twice, printed or not: what two margins share is one as well.

    Examples
    --------
    >>> canonical_margins([("province", "district"), ()], ancestors={"district": ("province",)})
    ((), ('district',))
    >>> canonical_margins([("team", "step_1"), ("team", "step_2")], ancestors={})
    (('step_1', 'team'), ('step_2', 'team'), ('team',))
    """
    found = {_closed(margin, ancestors) for margin in margins}
    todo = list(found)
    while todo:
        one = todo.pop()
        new = {one & other for other in found} - found
        found |= new
        todo.extend(new)
    return tuple(sorted(_shortest(margin, ancestors) for margin in found))


def margin_heights(
    margins: tuple[tuple[str, ...], ...], *, ancestors: Mapping[str, tuple[str, ...]]
) -> dict[tuple[str, ...], int]:
    """Tell how many finer margins, one inside the other, lie below each margin.

    Parameters
    ----------
    margins : tuple of tuple of str
        As `canonical_margins` gives them.
    ancestors : mapping

    Examples
    --------
    >>> margin_heights(((), ("district",)), ancestors={})
    {(): 1, ('district',): 0}
    """
    closed = {margin: _closed(margin, ancestors) for margin in margins}
    heights: dict[tuple[str, ...], int] = {}
    for margin in sorted(margins, key=lambda m: -len(closed[m])):
        finer = [heights[other] for other in heights if closed[margin] < closed[other]]
        heights[margin] = max(finer, default=-1) + 1
    return {margin: heights[margin] for margin in margins}


def count_margins(
    frame: pd.DataFrame,
    *,
    margins: tuple[tuple[str, ...], ...],
    ancestors: Mapping[str, tuple[str, ...]],
    cumulative: tuple[str, ...] = (),
    count: str | None = None,
    zeros: Collection[tuple[str, ...]] = (),
) -> tuple[dict[Key, int], list[Equation]]:
    """Count the cells of every margin and list the sums between them.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row a household (or one row a combination, with its number in column `count`).
    margins : tuple of tuple of str
        As `canonical_margins` gives them.
    ancestors : mapping
    cumulative : tuple of str
        Attributes whose "up to" cells are published too; their values sort as text.
    count : str or None
    zeros : collection of tuple of str
        Margins of which also the cells are given in which no household is, but could be.

    Returns
    -------
    (counts, equations)
        An equation is a whole and its parts.

    Raises
    ------
    DisclosureError
        An attribute is not in the frame, or does not determine its ancestor.
    """
    names = sorted({name for margin in margins for name in _closed(margin, ancestors)})
    number = np.ones(len(frame)) if count is None else frame[count].to_numpy(dtype=float)
    coded = code_frame(frame, names, ancestors=ancestors, number=number)
    tables = {
        margin: _table_of(coded, margin, ancestors=ancestors, with_zeros=margin in zeros)
        for margin in margins
    }
    counts: dict[Key, int] = {}
    for margin, table in tables.items():
        households = table[_NUMBER].astype(np.int64).tolist()
        counts.update(zip(_keys_of(table, margin), households, strict=True))
    equations = [
        equation
        for whole, part in _bound_margins(margins, ancestors)
        for equation in _sums_between(tables, whole, part)
    ]
    for name in cumulative:
        values = coded.labels[name].tolist()
        cells, sums = _up_to_cells(values, margins, counts, name=name)
        counts.update(cells)
        equations.extend(sums)
    kept = {
        key: value
        for key, value in counts.items()
        if value or tuple(name for name, _ in key) in zeros
    }
    return kept, equations


def sum_system(counts: Mapping[Key, int], equations: Iterable[Equation]) -> System:
    """Order cells and sums into one linear system.

    Parameters
    ----------
    counts : mapping
    equations : iterable of (Key, tuple of Key)
        Cells that are not in `counts` are zero and fall away.

    Raises
    ------
    DisclosureError
        A whole is not the sum of its parts.
    """
    keys = tuple(sorted(counts))
    place = {key: n for n, key in enumerate(keys)}
    rows = {
        (place.get(whole, -1), tuple(sorted(place[key] for key in parts if key in place)))
        for whole, parts in equations
    }
    found = sorted(row for row in rows if row[1] != (row[0],) and (row[1] or row[0] >= 0))
    entries = [
        (n, cell, value)
        for n, (whole, parts) in enumerate(found)
        for cell, value in [(whole, -1.0), *((part, 1.0) for part in parts)]
        if cell >= 0
    ]
    table = np.array(entries, dtype=float).reshape(-1, 3)
    matrix = sparse.csr_array(
        (table[:, 2], (table[:, 0].astype(int), table[:, 1].astype(int))),
        shape=(len(found), len(keys)),
    )
    values = np.array([counts[key] for key in keys], dtype=np.int64)
    if len(found) and np.any(matrix @ values):
        raise DisclosureError("a whole must be the sum of its parts", where="sum_system")
    return System(keys=keys, counts=values, matrix=matrix)


def _table_of(
    coded: Coded,
    margin: tuple[str, ...],
    *,
    ancestors: Mapping[str, tuple[str, ...]],
    with_zeros: bool,
) -> Table:
    """Count the cells of one margin, with the values of each attribute they determine."""
    names = sorted(_closed(margin, ancestors))
    first, which = combinations(coded, names)
    households = np.bincount(which, weights=coded.number, minlength=len(first))
    if not with_zeros or not names:
        kept = households > 0
        return rows_of(coded, names, first[kept]) | {_NUMBER: households[kept]}
    found = pd.DataFrame(rows_of(coded, names, first) | {_NUMBER: households}, dtype="object")
    possible = pd.DataFrame({_NUMBER: [0.0]})
    for name in margin:
        own = sorted(_closed((name,), ancestors))
        values = pd.DataFrame(rows_of(coded, own, combinations(coded, own)[0]), dtype="object")
        shared = [column for column in values.columns if column in possible.columns]
        possible = possible.merge(values, how="inner" if shared else "cross", on=shared or None)
    both = pd.concat([found, possible[found.columns].astype("object")], ignore_index=True)
    both = both.drop_duplicates(names)
    return {name: both[name].to_numpy() for name in both}


def _keys_of(table: Table, margin: tuple[str, ...]) -> list[Key]:
    if not margin:
        return [()] * len(table[_NUMBER])
    columns = [[(name, value) for value in table[name].tolist()] for name in margin]
    return list(zip(*columns, strict=True))


def _closed(margin: Iterable[str], ancestors: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """Give a margin with all that its attributes determine."""
    return frozenset({*margin, *(above for name in margin for above in ancestors.get(name, ()))})


def _shortest(margin: frozenset[str], ancestors: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Give a margin without what its attributes determine."""
    implied = {above for name in margin for above in ancestors.get(name, ())}
    return tuple(sorted(margin - implied))


def _bound_margins(
    margins: tuple[tuple[str, ...], ...], ancestors: Mapping[str, tuple[str, ...]]
) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Pair each margin with the next finer ones; farther pairs follow from these."""
    closed = {margin: _closed(margin, ancestors) for margin in margins}
    finer = {m: [o for o in margins if closed[m] < closed[o]] for m in margins}
    return [
        (whole, part)
        for whole in margins
        for part in finer[whole]
        if not any(part in finer[between] for between in finer[whole])
    ]


def _sums_between(
    tables: Mapping[tuple[str, ...], Table], whole: tuple[str, ...], part: tuple[str, ...]
) -> list[Equation]:
    """List wholes with their parts; a whole without parts (a zero) can be nothing but zero."""
    parts: dict[Key, list[Key]] = {key: [] for key in _keys_of(tables[whole], whole)}
    table = tables[part]
    for above, below in zip(_keys_of(table, whole), _keys_of(table, part), strict=True):
        parts[above].append(below)
    return [(above, tuple(below)) for above, below in parts.items()]


def _up_to_cells(
    values: Iterable[str],
    margins: tuple[tuple[str, ...], ...],
    counts: Mapping[Key, int],
    *,
    name: str,
) -> tuple[dict[Key, int], list[Equation]]:
    """Make the cumulative cells of an attribute: each is the one before it plus one value."""
    steps = [value for value in sorted(values) if not value.startswith(MISSING)]
    cells: dict[Key, int] = {}
    equations: list[Equation] = []
    for margin in margins:
        if name not in margin:
            continue
        place = margin.index(name)
        found = {key for key in counts if tuple(n for n, _ in key) == margin}
        for rest in sorted({(key[:place], key[place + 1 :]) for key in found}):
            before: Key | None = None
            for value in steps:
                single = (*rest[0], (name, value), *rest[1])
                whole = (*rest[0], (name, UP_TO + value), *rest[1])
                cells[whole] = counts.get(single, 0) + (cells[before] if before else 0)
                equations.append((whole, (single,) if before is None else (before, single)))
                before = whole
    return cells, equations
