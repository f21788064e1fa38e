"""From one row a household to the cells that are counted and the sums that bind them.

Two margins are bound where one divides the sets of the other: targets by district are the sum of
targets by district and outcome, and targets of a province the sum of its districts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse

from povlib.disclosure.cells import UP_TO, Key
from povlib.errors import DisclosureError

__all__ = [
    "MISSING",
    "System",
    "all_ancestors",
    "canonical_margins",
    "count_margins",
    "margin_heights",
    "sum_system",
]

MISSING = "~"
"""Stands for a missing value: a household that is in none of the attribute's sets."""

_NUMBER = "# households"
Equation = tuple[Key, tuple[Key, ...]]


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
    with_zeros: bool = False,
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
    with_zeros : bool
        Also give the cells in which no household is, but could be.

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
    _require_attributes(frame, names)
    coded = _filled(frame, names, ancestors=ancestors)
    coded[_NUMBER] = 1 if count is None else frame[count].to_numpy()
    tables = {
        margin: _table_of(coded, margin, ancestors=ancestors, with_zeros=with_zeros)
        for margin in margins
    }
    counts: dict[Key, int] = {}
    for margin, table in tables.items():
        counts.update(zip(_keys_of(table, margin), table[_NUMBER].tolist(), strict=True))
    equations = [
        equation
        for whole, part in _bound_margins(margins, ancestors)
        for equation in _sums_between(tables[part], whole, part)
    ]
    for name in cumulative:
        values = coded[name].unique().tolist()
        cells, sums = _up_to_cells(values, margins, counts, name=name)
        counts.update(cells)
        equations.extend(sums)
    kept = {key: value for key, value in counts.items() if value or with_zeros}
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


def _require_attributes(frame: pd.DataFrame, names: list[str]) -> None:
    missing = [name for name in names if name not in frame.columns]
    if missing:
        raise DisclosureError(
            "every attribute of a margin must be in the frame", got=", ".join(missing)
        )


def _filled(
    frame: pd.DataFrame, names: list[str], *, ancestors: Mapping[str, tuple[str, ...]]
) -> pd.DataFrame:
    """Give the attributes as text; a missing one is told apart by what lies above it."""
    filled: dict[str, pd.Series] = {}
    for name in sorted(names, key=lambda n: (len(ancestors.get(n, ())), n)):
        text = frame[name].reset_index(drop=True).astype("object")
        label = pd.Series(MISSING, index=text.index, dtype="object")
        for above in ancestors.get(name, ()):
            label = label + "|" + filled[above]
        filled[name] = text.where(text.notna(), label).map(str)
    coded = pd.DataFrame(filled, columns=names, index=range(len(frame)), dtype="object")
    for name in names:
        _require_determined(coded, name, ancestors.get(name, ()))
    return coded.astype("category")


def _require_determined(coded: pd.DataFrame, name: str, above: tuple[str, ...]) -> None:
    for parent in above:
        pairs = coded[[name, parent]].drop_duplicates()
        if len(pairs) != pairs[name].nunique():
            raise DisclosureError(
                "an attribute must determine the one above it in the hierarchy",
                got=f"{name} with several values of {parent}",
            )


def _table_of(
    coded: pd.DataFrame,
    margin: tuple[str, ...],
    *,
    ancestors: Mapping[str, tuple[str, ...]],
    with_zeros: bool,
) -> pd.DataFrame:
    """Count the cells of one margin, with a column for each attribute they determine."""
    names = sorted(_closed(margin, ancestors))
    if not names:
        return pd.DataFrame({_NUMBER: [int(coded[_NUMBER].sum())]} if len(coded) else {_NUMBER: []})
    found = coded.groupby(names, observed=True, sort=True)[_NUMBER].sum().reset_index()
    found = found.astype(dict.fromkeys(names, "object"))
    if not with_zeros:
        return found[found[_NUMBER] > 0]
    possible = pd.DataFrame({_NUMBER: [0]})
    for name in margin:
        values = coded[sorted(_closed((name,), ancestors))].drop_duplicates().astype("object")
        shared = [column for column in values.columns if column in possible.columns]
        possible = possible.merge(values, how="inner" if shared else "cross", on=shared or None)
    both = pd.concat([found, possible[found.columns]], ignore_index=True)
    return both.drop_duplicates(names)


def _keys_of(table: pd.DataFrame, margin: tuple[str, ...]) -> list[Key]:
    if not margin:
        return [()] * len(table)
    rows = table[list(margin)].to_numpy(dtype=object).tolist()
    return [tuple(zip(margin, row, strict=True)) for row in rows]


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
    table: pd.DataFrame, whole: tuple[str, ...], part: tuple[str, ...]
) -> list[Equation]:
    parts: dict[Key, list[Key]] = {}
    for above, below in zip(_keys_of(table, whole), _keys_of(table, part), strict=True):
        parts.setdefault(above, []).append(below)
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
