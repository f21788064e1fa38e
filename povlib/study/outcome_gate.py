"""Which districts a comparison may use, so that no hidden count can be worked out from it.

A comparison hangs on each household in it. So it uses only districts all of whose counts that it is
made of are public. A hidden count, small or beside a small one, is of households outside of it: the
numbers shown are the same whatever that count is.
"""

from collections.abc import Iterable

import pandas as pd

from povlib.disclosure import Pattern, is_hidden
from povlib.study.outcome_rules import MEASURES

__all__ = ["Closed", "closed_before", "closed_now", "joined"]

Closed = dict[str, frozenset[int]]
"""By measure, the districts that no comparison may use."""

_ALL, _PASSED = {}, ({"passed": "yes"}, {"passed": "no"})
_COUNTED = dict(
    zip(
        MEASURES,
        (
            (_ALL, *_PASSED),
            (
                _ALL,
                *_PASSED,
                {"measured": "yes"},
                {"measured": "no"},
                {"status": "below"},
            ),
        ),
        strict=True,
    )
)
"""Counts of a district's households that a measure is made of."""


def closed_now(pattern: Pattern, *, districts: Iterable[int]) -> Closed:
    """Name the districts with a hidden count.

    Parameters
    ----------
    pattern : Pattern
        Of their province, this fiscal year.
    districts : iterable of int
        All with targets.
    """
    return {
        measure: frozenset(
            code
            for code in districts
            if any(is_hidden(pattern, {"district_code": str(code)} | cell) for cell in cells)
        )
        for measure, cells in _COUNTED.items()
    }


def closed_before(homes: pd.DataFrame, *, above: Pattern) -> Closed:
    """Name the districts that no comparison of the year before may use.

    Parameters
    ----------
    homes : DataFrame
        Of one province, in that year: as `outcome_homes.read_homes` gives them.
    above : Pattern
        The nation's, of that year.

    Returns
    -------
    dict
        Districts with a small count of their own, and all where a count of the province is hidden.
        No table of this run shows a district of that year, so nothing else is known of them.
    """
    codes = frozenset(homes["district_code"].unique().tolist())
    place = {"province_code": str(homes["province_code"].iloc[0])} if codes else {}
    if codes and any(is_hidden(above, place | cell) for cell in (_ALL, _PASSED[0])):
        return dict.fromkeys(MEASURES, codes)
    counts = pd.crosstab(homes["district_code"], homes["status"])
    counts = counts.reindex(columns=["passed", "below", "unmeasured"], fill_value=0)
    others = counts["below"] + counts["unmeasured"]
    measured = counts["passed"] + counts["below"]
    exits = [counts["passed"], others, counts["passed"] + others]
    parts = (exits, [*exits, measured, counts["unmeasured"], counts["below"]])
    return {
        measure: frozenset().union(*(_small(part, above.threshold) for part in several))
        for measure, several in zip(MEASURES, parts, strict=True)
    }


def joined(closed: Iterable[Closed]) -> Closed:
    """Put the districts of several provinces together.

    Parameters
    ----------
    closed : iterable of dict
    """
    found = list(closed)
    return {measure: frozenset().union(*(one[measure] for one in found)) for measure in MEASURES}


def _small(counts: pd.Series, threshold: int) -> frozenset[int]:
    return frozenset(counts.index[(counts > 0) & (counts < threshold)].tolist())
