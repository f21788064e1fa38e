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

__all__ = ["MISSING", "System", "all_ancestors", "canonical_margins", "count_margins", "sum_system"]

MISSING = "~"
"""Stands for a missing value: a household that is in none of the attribute's sets."""

Equation = tuple[Key, tuple[Key, ...]]


@dataclass(frozen=True, eq=False)
class System:
    """Cells that are not zero, and the sums that hold between them.

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
    """Give the margins in sorted order, without attributes that others of the margin determine.

    Parameters
    ----------
    margins : iterable of iterable of str
    ancestors : mapping

    Examples
    --------
    >>> canonical_margins([("province", "district"), ()], ancestors={"district": ("province",)})
    ((), ('district',))
    """
    found = set()
    for margin in margins:
        implied = {above for name in margin for above in ancestors.get(name, ())}
        found.add(tuple(sorted(set(margin) - implied)))
    return tuple(sorted(found))


def count_margins(
    frame: pd.DataFrame,
    *,
    margins: tuple[tuple[str, ...], ...],
    ancestors: Mapping[str, tuple[str, ...]],
    cumulative: tuple[str, ...] = (),
    count: str | None = None,
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

    Returns
    -------
    (counts, equations)
        Zero cells are left out; an equation is a whole and its parts.

    Raises
    ------
    DisclosureError
        An attribute is not in the frame, or does not determine its ancestor.
    """
    names = sorted({name for margin in margins for name in margin})
    wanted = sorted({*names, *(a for name in names for a in ancestors.get(name, ()))})
    _require_attributes(frame, wanted)
    coded, weights = _combinations(frame, wanted, ancestors=ancestors, count=count)
    ids, keys, counts = {}, {}, {}
    for margin in margins:
        ids[margin], keys[margin] = _cells_of(coded, margin)
        sums = np.bincount(ids[margin], weights=weights, minlength=len(keys[margin]))
        counts.update(zip(keys[margin], sums.astype(np.int64).tolist(), strict=True))
    equations = [
        equation
        for whole, part in _bound_margins(margins, ancestors)
        for equation in _sums_between(ids[whole], keys[whole], ids[part], keys[part])
    ]
    for name in cumulative:
        chain = _up_to_cells(coded[name].cat.categories, margins, counts, name=name)
        counts.update(chain[0])
        equations.extend(chain[1])
    return counts, equations


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
    keys = tuple(sorted(key for key, value in counts.items() if value))
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


def _combinations(
    frame: pd.DataFrame,
    names: list[str],
    *,
    ancestors: Mapping[str, tuple[str, ...]],
    count: str | None,
) -> tuple[pd.DataFrame, np.ndarray]:
    """Give the attributes as ordered categories, missing ones filled, and each row's weight."""
    plain = frame[names].reset_index(drop=True)
    filled = {}
    for name in sorted(names, key=lambda n: len(ancestors.get(n, ()))):
        text = plain[name].astype("object").where(plain[name].notna(), None)
        gap = text.isna().to_numpy()
        if gap.any():
            above = [filled[a].astype(str) for a in ancestors.get(name, ())]
            label = pd.Series(MISSING, index=plain.index, dtype="object")
            for series in above:
                label = label + "|" + series
            text = text.mask(gap, label)
        filled[name] = text.map(str).astype("category")
    coded = pd.DataFrame(filled, columns=names, index=plain.index)
    for name in names:
        _require_determined(coded, name, ancestors.get(name, ()))
    weights = np.ones(len(coded)) if count is None else frame[count].to_numpy(dtype=float)
    return coded, weights


def _require_determined(coded: pd.DataFrame, name: str, above: tuple[str, ...]) -> None:
    for parent in above:
        pairs = coded[[name, parent]].drop_duplicates()
        if len(pairs) != pairs[name].nunique():
            raise DisclosureError(
                "an attribute must determine the one above it in the hierarchy",
                got=f"{name} with several values of {parent}",
            )


def _cells_of(coded: pd.DataFrame, margin: tuple[str, ...]) -> tuple[np.ndarray, list[Key]]:
    """Give each row the number of its cell, and the key of each cell."""
    if not margin:
        return np.zeros(len(coded), dtype=np.int64), [()] if len(coded) else []
    mixed = np.zeros(len(coded), dtype=np.int64)
    for name in margin:
        mixed = mixed * len(coded[name].cat.categories) + coded[name].cat.codes.to_numpy()
    _, first, ids = np.unique(mixed, return_index=True, return_inverse=True)
    rows = coded[list(margin)].iloc[first].astype(str).to_numpy()
    return ids, [tuple(zip(margin, row, strict=True)) for row in rows.tolist()]


def _bound_margins(
    margins: tuple[tuple[str, ...], ...], ancestors: Mapping[str, tuple[str, ...]]
) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Pair each margin with the next finer ones; farther pairs follow from these."""
    closed = {m: {*m, *(a for name in m for a in ancestors.get(name, ()))} for m in margins}
    finer = {m: [o for o in margins if o != m and closed[m] <= closed[o]] for m in margins}
    return [
        (whole, part)
        for whole in margins
        for part in finer[whole]
        if not any(between != part and part in finer[between] for between in finer[whole])
    ]


def _sums_between(
    whole_ids: np.ndarray, whole_keys: list[Key], part_ids: np.ndarray, part_keys: list[Key]
) -> list[Equation]:
    pairs = np.unique(np.column_stack([whole_ids, part_ids]), axis=0)
    parts: dict[int, list[Key]] = {}
    for whole, part in pairs.tolist():
        parts.setdefault(whole, []).append(part_keys[part])
    return [(whole_keys[whole], tuple(found)) for whole, found in parts.items()]


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
