"""Finding the pattern: which cells of a universe are hidden, so that no total gives one away."""

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from povlib.disclosure.cells import Key, Pattern
from povlib.disclosure.margins import (
    System,
    all_ancestors,
    canonical_margins,
    count_margins,
    sum_system,
)

__all__ = ["find_pattern", "find_pattern_of_totals"]


def find_pattern(
    frame: pd.DataFrame,
    *,
    universe: str,
    margins: Iterable[tuple[str, ...]],
    threshold: int,
    hierarchy: Mapping[str, str | tuple[str, ...]] | None = None,
    cumulative: tuple[str, ...] = (),
    count: str | None = None,
    inherited: Pattern | None = None,
) -> Pattern:
    """Decide which cells of a set of households are hidden.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row a household, text attributes; a missing value means that the household is in none
        of the attribute's sets. Only attributes, no names or ids.
    universe : str
        Name of the set of households, such as "target:2557".
    margins : iterable of tuple of str
        The attributes whose counts are published together; () is the total.
    threshold : int
        Counts of 1 to threshold-1 are hidden.
    hierarchy : mapping or None
        Attribute to the one (or several) it determines: district to province, month to outcome.
    cumulative : tuple of str
        Attributes whose running totals are published too (months).
    count : str or None
        Column with the number of households where the frame has one row a combination.
    inherited : Pattern or None
        Decisions of the level above, for the same universe: kept as they are.

    Returns
    -------
    Pattern
        With the cells of `inherited` in it.

    Raises
    ------
    DisclosureError
        An attribute is missing, or does not determine the one above it.

    Examples
    --------
    >>> people = pd.DataFrame(
    ...     {"district": list("aaaaaaaaabbbbbbbb"), "passed": list("ynnnynnnynnnynnnn")}
    ... )
    >>> pattern = find_pattern(
    ...     people, universe="u", threshold=5, margins=[(), ("district",), ("district", "passed")]
    ... )
    >>> sorted(pattern.hidden.values())
    ['complement', 'complement', 'primary', 'primary']
    """
    ancestors = all_ancestors(hierarchy)
    if inherited is not None:
        ancestors = {**inherited.ancestors, **ancestors}
    own = canonical_margins(margins, ancestors=ancestors)
    counts, equations = count_margins(
        frame, margins=own, ancestors=ancestors, cumulative=cumulative, count=count
    )
    system = sum_system(counts, equations)
    return _assemble(
        system,
        universe=universe,
        threshold=threshold,
        margins=own,
        ancestors=ancestors,
        cumulative=cumulative,
        inherited=inherited,
    )


def find_pattern_of_totals(
    totals: Mapping[Key, int],
    *,
    universe: str,
    equations: Iterable[tuple[Key, tuple[Key, ...]]],
    threshold: int,
) -> Pattern:
    """Decide which published totals are hidden, where there are no households behind them.

    Parameters
    ----------
    totals : mapping
        Cell key (sorted attribute=value pairs) to count; give derivable rests as cells too
        (not poor = persons - poor).
    universe : str
    equations : iterable of (Key, tuple of Key)
        A whole and the parts that add up to it.
    threshold : int

    Returns
    -------
    Pattern

    Raises
    ------
    DisclosureError
        A whole is not the sum of its parts.

    Examples
    --------
    >>> totals = {(): 40, (("area", "11"),): 38, (("area", "12"),): 2}
    >>> pattern = find_pattern_of_totals(totals, universe="u", threshold=5,
    ...     equations=[((), ((("area", "11"),), (("area", "12"),)))])
    >>> sorted(pattern.hidden)
    [(('area', '11'),), (('area', '12'),)]
    """
    system = sum_system(totals, equations)
    return _assemble(
        system,
        universe=universe,
        threshold=threshold,
        margins=tuple(sorted({tuple(name for name, _ in key) for key in totals})),
        ancestors={},
        cumulative=(),
        inherited=None,
    )


def _assemble(
    system: System,
    *,
    universe: str,
    threshold: int,
    margins: tuple[tuple[str, ...], ...],
    ancestors: Mapping[str, tuple[str, ...]],
    cumulative: tuple[str, ...],
    inherited: Pattern | None,
) -> Pattern:
    hidden = _hide_smallest(system, threshold=threshold)
    above = inherited or Pattern(universe, threshold, ())
    own = {
        system.keys[n]: "primary" if system.counts[n] < threshold else "complement"
        for n in np.flatnonzero(hidden).tolist()
    }
    return Pattern(
        universe=universe,
        threshold=threshold,
        margins=tuple(sorted({*above.margins, *margins})),
        ancestors=dict(ancestors),
        cumulative=tuple(sorted({*above.cumulative, *cumulative})),
        counts={**above.counts, **dict(zip(system.keys, system.counts.tolist(), strict=True))},
        hidden={**above.hidden, **own},
        witnesses=above.witnesses,
    )


def _hide_smallest(system: System, *, threshold: int) -> np.ndarray:
    """Hide small cells, then in each sum with one hidden cell the smallest one that is enough."""
    hidden = system.counts < threshold
    changed = True
    while changed:
        changed = False
        for row in range(system.matrix.shape[0]):
            cells = system.matrix.indices[system.matrix.indptr[row] : system.matrix.indptr[row + 1]]
            if hidden[cells].sum() == 1:
                shown = cells[~hidden[cells]]
                hidden[min(shown.tolist(), key=lambda n: (system.counts[n], n))] = True
                changed = True
    return hidden
