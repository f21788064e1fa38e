"""Households through the years: who enters poverty, who leaves it, who comes back.

A household's history is two small bit masks: in which years it is known, in which it is poor. Equal
histories are counted once, and every measure is a bit test on the table of counted masks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pandas as pd

from povlib.errors import MeasureError
from povlib.measures.scored import divide

__all__ = ["Histories", "count_histories", "history_measures"]

_MOST_YEARS = 16


@dataclass(frozen=True, eq=False)
class Histories:
    """Counted histories.

    Attributes
    ----------
    years_be : tuple of int
        Bit 0 is the first year.
    size : int
        Number of groups.
    codes : ndarray of int64
        Number of the group of each entry.
    known, poor : ndarray of int64
        Masks: years with a verdict, years below the line.
    counted : ndarray of float64
        Households (or what was counted) with that history.
    """

    years_be: tuple[int, ...]
    size: int
    codes: np.ndarray
    known: np.ndarray
    poor: np.ndarray
    counted: np.ndarray


def count_histories(
    poor: np.ndarray,
    *,
    years_be: Sequence[int],
    counted: np.ndarray | float = 1.0,
    codes: np.ndarray | None = None,
    size: int = 1,
) -> Histories:
    """Count equal histories.

    Parameters
    ----------
    poor : ndarray of int, shape (households, years)
        1 poor, 0 not poor, -1 not known (not seen, or no income).
    years_be : sequence of int
        Consecutive rounds, oldest first; at most 16.
    counted : ndarray of float64 or float
        What each household counts for.
    codes : ndarray of int64, optional
        Number of each household's group, 0 .. size - 1; one group where not given.
    size : int

    Raises
    ------
    MeasureError
        Another number of years than columns, too many, or not rising.

    Examples
    --------
    >>> two = count_histories(np.array([[1, 0], [1, 0], [0, -1]]), years_be=[2555, 2556])
    >>> two.known.tolist(), two.poor.tolist(), two.counted.tolist()
    ([1, 3], [0, 1], [1.0, 2.0])
    """
    years = tuple(years_be)
    rising = all(a < b for a, b in zip(years, years[1:], strict=False))
    if poor.ndim != 2 or poor.shape[1] != len(years) or len(years) > _MOST_YEARS or not rising:
        raise MeasureError(
            f"years must rise, one for each column, {_MOST_YEARS} at most",
            got=years,
            where="years_be",
        )
    bits = np.int64(1) << np.arange(len(years))
    known, is_poor = (poor >= 0) @ bits, (poor == 1) @ bits
    group = np.zeros(len(poor), dtype=np.int64) if codes is None else codes
    together = (group << 2 * len(years)) | (known << len(years)) | is_poor
    entries, at = np.unique(together, return_inverse=True)
    weights = np.broadcast_to(np.asarray(counted, dtype=np.float64), at.shape)
    mask = (1 << len(years)) - 1
    return Histories(
        years,
        size,
        entries >> 2 * len(years),
        (entries >> len(years)) & mask,
        entries & mask,
        np.bincount(at, weights=weights, minlength=len(entries)),
    )


def history_measures(
    histories: Histories, *, duration: Fraction = Fraction(1, 2), sustained_years: int = 2
) -> pd.DataFrame:
    """Measure poverty through the years.

    Parameters
    ----------
    histories : Histories
    duration : Fraction
        Share of the years from which on a household is chronically poor (exact).
    sustained_years : int
        Years out of poverty that make an exit a lasting one; a relapse is poverty within them.

    Returns
    -------
    DataFrame
        ``group`` (number), ``measure``, ``year_be`` (the later year of a pair; 0 for all years
        together), ``value``, ``n`` (what it is taken over), NaN where that is 0. By pair of rounds,
        over those known in both: `stayed_poor`, `exited`, `entered`, `stayed_out` (counts),
        `exit_rate` (of the poor before), `entry_rate` (of the others). By year, over those who left
        in it and are known in the next `sustained_years` rounds: `relapse_rate` (poor in one of
        them), `sustained_exit_rate` (in none). Over those known in all years: `ever_poor`,
        `always_poor`, `chronic_poor` (at least `duration` of the years), `transient_poor` (ever,
        not chronic), `mean_years_poor`, `spells_per_ever_poor`, `mean_spell_years` (spells that
        begin and end inside the years), `duration_adjusted_headcount` (chronic x their mean share
        of years).

    Notes
    -----
    Chronic poverty and its index: Foster (2009), in Addison, Hulme, Kanbur (eds), Poverty Dynamics.

    Examples
    --------
    One household is poor, out, out; one poor, out, poor.

    >>> two = count_histories(np.array([[1, 0, 0], [1, 0, 1]]), years_be=[2555, 2556, 2557])
    >>> got = history_measures(two, sustained_years=1).set_index(["measure", "year_be"])["value"]
    >>> [float(got[key]) for key in (("exit_rate", 2556), ("relapse_rate", 2556))]
    [1.0, 0.5]
    """
    if not 0 < duration <= 1 or sustained_years < 1:
        raise MeasureError(
            "duration must be a share above 0 and sustained_years at least 1",
            got=(str(duration), sustained_years),
        )
    table = _Table(histories)
    rows = [row for at in range(1, len(histories.years_be)) for row in _pair(table, at)]
    last = len(histories.years_be) - sustained_years
    rows += [row for at in range(1, last) for row in _after(table, at, years=sustained_years)]
    rows += _over_all(table, duration=duration)
    frames = [
        pd.DataFrame(
            {
                "group": np.arange(histories.size),
                "measure": measure,
                "year_be": year,
                "value": value,
                "n": base,
            }
        )
        for measure, year, value, base in rows
    ]
    return pd.concat(frames, ignore_index=True).sort_values(
        "group", kind="stable", ignore_index=True
    )


_Row = tuple[str, int, np.ndarray, np.ndarray]


class _Table:
    """Bit tests on counted histories."""

    def __init__(self, histories: Histories) -> None:
        self.of = histories

    def known(self, *places: int) -> np.ndarray:
        return np.logical_and.reduce([(self.of.known >> at) & 1 == 1 for at in places])

    def poor(self, at: int) -> np.ndarray:
        return (self.of.poor >> at) & 1 == 1

    def total(self, chosen: np.ndarray, *, times: np.ndarray | float = 1.0) -> np.ndarray:
        weights = self.of.counted * chosen * times
        return np.bincount(self.of.codes, weights=weights, minlength=self.of.size)


def _pair(table: _Table, at: int) -> list[_Row]:
    both, before, now = table.known(at - 1, at), table.poor(at - 1), table.poor(at)
    year = table.of.years_be[at]
    counts = {
        "stayed_poor": table.total(both & before & now),
        "exited": table.total(both & before & ~now),
        "entered": table.total(both & ~before & now),
        "stayed_out": table.total(both & ~before & ~now),
    }
    all_of = table.total(both)
    poor = counts["stayed_poor"] + counts["exited"]
    out = counts["entered"] + counts["stayed_out"]
    rows = [
        (name, year, np.where(all_of > 0, count, np.nan), all_of) for name, count in counts.items()
    ]
    rows.append(("exit_rate", year, divide(counts["exited"], poor), poor))
    rows.append(("entry_rate", year, divide(counts["entered"], out), out))
    return rows


def _after(table: _Table, at: int, *, years: int) -> list[_Row]:
    following = range(at + 1, at + 1 + years)
    left = table.known(at - 1, at, *following) & table.poor(at - 1) & ~table.poor(at)
    is_back = np.logical_or.reduce([table.poor(later) for later in following])
    base, back = table.total(left), table.total(left & is_back)
    year = table.of.years_be[at]
    return [
        ("relapse_rate", year, divide(back, base), base),
        ("sustained_exit_rate", year, divide(base - back, base), base),
    ]


def _over_all(table: _Table, *, duration: Fraction) -> list[_Row]:
    years = len(table.of.years_be)
    complete = table.known(*range(years))
    times = np.sum([table.poor(at) for at in range(years)], axis=0)
    ever = complete & (times > 0)
    chronic = ever & (times * duration.denominator >= years * duration.numerator)
    spells, ended, length = _spells(table, years)
    base, poor = table.total(complete), table.total(ever)
    closed = table.total(ever, times=ended)
    return [
        ("ever_poor", 0, divide(poor, base), base),
        ("always_poor", 0, divide(table.total(complete & (times == years)), base), base),
        ("chronic_poor", 0, divide(table.total(chronic), base), base),
        ("transient_poor", 0, divide(table.total(ever & ~chronic), base), base),
        ("mean_years_poor", 0, divide(table.total(ever, times=times), base), base),
        ("spells_per_ever_poor", 0, divide(table.total(ever, times=spells), poor), poor),
        ("mean_spell_years", 0, divide(table.total(ever, times=length), closed), closed),
        (
            "duration_adjusted_headcount",
            0,
            divide(table.total(chronic, times=times / years), base),
            base,
        ),
    ]


def _spells(table: _Table, years: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give the number of spells of each history, of those with both ends seen, and their years."""
    starts = np.zeros(len(table.of.poor), dtype=np.int64)
    closed, length = starts.copy(), starts.copy()
    run = starts.copy()
    for at in range(years + 1):
        is_poor = table.poor(at) if at < years else np.zeros(len(run), dtype=bool)
        starts += is_poor & (run == 0)
        # A spell that runs at the first year began before it; one at the last has not ended.
        is_inside = ~is_poor & (run > 0) & (run < at) if at < years else np.zeros_like(is_poor)
        closed += is_inside
        length += np.where(is_inside, run, 0)
        run = np.where(is_poor, run + 1, 0)
    return starts, closed, length
