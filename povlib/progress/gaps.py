"""How far from the line: income bins, mean gap and the cost to close it.

Bins are as wide as policy says and are laid from the line, so the line is always an edge and a bin
lies on one side of it; the lowest and the highest are open. Means and costs come from
`povlib.measures.poverty` alone.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from povlib.measures import poverty

__all__ = ["Bins", "Gap", "bin_of", "bins_around", "gap_below"]

_BINS_BELOW, _BINS_ABOVE = 8, 6


@dataclass(frozen=True)
class Bins:
    """Income bins around a line.

    Attributes
    ----------
    edges : tuple of float
        Inner edges, baht per person and year; a bin holds its lower edge.
    line : float
    """

    edges: tuple[float, ...]
    line: float

    def table(self) -> pd.DataFrame:
        """Give one row a bin: `bin` (number), `low_baht`, `high_baht` (NaN open), `side`."""
        lows, highs = (np.nan, *self.edges), (*self.edges, np.nan)
        sides = ["passed" if low >= self.line else "below" for low in lows]
        numbers = range(len(lows))
        return pd.DataFrame({"bin": numbers, "low_baht": lows, "high_baht": highs, "side": sides})


@dataclass(frozen=True)
class Gap:
    """What measured households below the line lack; NaN where there are none.

    Attributes
    ----------
    mean_gap_baht, mean_income_baht : float
        Baht per person and year, mean over households.
    cost_to_close_baht : float
        Baht per year, over persons of the households whose members are known.
    """

    mean_gap_baht: float
    mean_income_baht: float
    cost_to_close_baht: float


def bins_around(line: float, *, width: float) -> Bins:
    """Lay income bins from a line: eight below it and six above, then an open one.

    Parameters
    ----------
    line : float
        Baht per person and year.
    width : float
        Baht.

    Examples
    --------
    >>> bins = bins_around(30_000, width=2_500)
    >>> bins.edges[0], bins.edges[-1], len(bins.table())
    (10000, 45000, 16)
    """
    edges = [line + width * step for step in range(-_BINS_BELOW, _BINS_ABOVE + 1)]
    return Bins(edges=tuple(edge for edge in edges if edge > 0), line=line)


def bin_of(income: pd.Series, *, bins: Bins) -> pd.Series:
    """Give the number of each income's bin; NaN where the income is missing.

    Parameters
    ----------
    income : Series of float
        Baht per person and year.
    bins : Bins

    Examples
    --------
    >>> bins = bins_around(30_000, width=2_500)
    >>> bin_of(pd.Series([29_999.0, 30_000.0, None]), bins=bins).tolist()
    [8.0, 9.0, nan]
    """
    values = income.to_numpy(dtype=float)
    numbers = np.searchsorted(np.array(bins.edges), values, side="right").astype(float)
    return pd.Series(np.where(np.isnan(values), np.nan, numbers), index=income.index)


def gap_below(cases: pd.DataFrame, *, line: float, by: str | None = None) -> dict[str, Gap]:
    """Say what measured households below the line lack, by place.

    Parameters
    ----------
    cases : DataFrame
        `outcome`, `income_baht_person_year` (latest measured), `members` (NaN where the household
        is not in the BMN round), and the column `by`.
    line : float
    by : str, optional
        Column of the place; without it one answer under "".

    Returns
    -------
    dict of str to Gap
        Places without such households are not in it.
    """
    below = cases[cases["outcome"] == "below"]
    if below.empty:
        return {}
    keys = "" if by is None else below[by].astype("str")
    rows = below.assign(place=keys)
    means = _values(rows, line=line, members=None, measures=["mean_gap_poor", "mean"])
    costs = _values(rows, line=line, members="members", measures=["cost_to_close_baht"])
    return {
        place: Gap(
            mean_gap_baht=means["mean_gap_poor"][place],
            mean_income_baht=means["mean"][place],
            cost_to_close_baht=costs["cost_to_close_baht"][place],
        )
        for place in means["mean"]
    }


def _values(
    rows: pd.DataFrame, *, line: float, members: str | None, measures: list[str]
) -> dict[str, dict[str, float]]:
    tidy = poverty(
        rows,
        income="income_baht_person_year",
        line=line,
        members=members,
        unit="households",
        by="place",
        measures=measures,
    )
    return {
        name: dict(zip(part["place"], part["value"], strict=True))
        for name, part in tidy.groupby("measure", sort=False)
    }
