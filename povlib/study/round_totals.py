"""Rounds of which the nation's total would give a province away, beside the explorer's tables.

The explorer shows of every round what a province has by itself. Where the provinces that it hides
are too few to cover each other, the nation's total of that round is hidden in a brief, and no other
province in their place: the explorer would show that one.
"""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from povlib.disclosure import TREE_COUNTS, Pattern, hide_top, hide_whole

__all__ = ["round_counts", "with_totals_hidden"]


def round_counts(rows: pd.DataFrame, *, line: float) -> pd.DataFrame:
    """Count the households of a round with a known income, and the poor, by province.

    Parameters
    ----------
    rows : DataFrame
        Households of a round: ``province_code``, ``income_baht_person_year``.
    line : float
        Baht per person and year.

    Returns
    -------
    DataFrame
        `TREE_COUNTS` by ``province_code`` (text); all households are those known.
    """
    income = rows["income_baht_person_year"]
    codes = rows["province_code"].astype("str")
    known = income.notna().groupby(codes).sum()
    poor = (income < line).groupby(codes).sum()
    return pd.DataFrame(dict(zip(TREE_COUNTS, (known, known, poor), strict=True))).astype(np.int64)


def with_totals_hidden(
    pattern: Pattern, *, rounds: Mapping[int, pd.DataFrame], flow_years: list[int]
) -> Pattern:
    """Hide of such a round the nation's total, and what it could be added up from.

    Parameters
    ----------
    pattern : Pattern
        Of the panel.
    rounds : mapping of int to DataFrame
        By year, as `round_counts` gives them.
    flow_years : list of int
        The two rounds of the movements, or none.

    Returns
    -------
    Pattern
        The poor of a round are those of the round before, with who entered and without who left:
        these movements go too. Of provinces nothing more is hidden.
    """
    closed = set()
    for year, provinces in rounds.items():
        names = _told(provinces, threshold=pattern.threshold)
        closed |= {f"{name}_{year}" for name in names}
        if names and year in flow_years:
            closed.add(f"flow_{flow_years[-1]}")
    more = {
        key: "complement"
        for key in pattern.counts
        if (names := {name for name, _ in key}) & closed and "province_code" not in names
    }
    return replace(pattern, hidden={**more, **pattern.hidden})


def _told(provinces: pd.DataFrame, *, threshold: int) -> tuple[str, ...]:
    """Name the attributes of a round whose totals would give a province away."""
    if len(provinces) < 2:
        return ()
    top = hide_whole(
        provinces.sum().to_frame().T,
        parts=provinces,
        # The explorer hides these at least; where it hides more, the total goes without need.
        hidden=hide_top(provinces, threshold=threshold),
        threshold=threshold,
    )
    if top.known.item():
        return ("known", "poor", "verdict")
    return ("poor", "verdict") if top.poor.item() else ()
