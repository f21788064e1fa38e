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
from povlib.measures.runs import runs_of
from povlib.measures.scored import divide

__all__ = ["Histories", "count_histories", "count_masks", "history_measures", "transitions"]

_MOST_YEARS = 16
_FEW_BITS = 16  # of a table in which each mask has a place


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
        Rounds, oldest first, at most 16. Those that stand next to each other are a pair, whatever
        the years between them.
    counted : ndarray of float64 or float
        What each household counts for.
    codes : ndarray of int64, optional
        Number of each household's group, 0 .. size - 1; one group where not given.
    size : int

    Raises
    ------
    MeasureError
        Another number of years than columns, too many, or not rising; or another verdict.

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
            f"ปีต้องเรียงจากน้อยไปมาก ปีละหนึ่งคอลัมน์ ไม่เกิน {_MOST_YEARS} ปี",
            got=years,
            where="years_be",
        )
    if not np.isin(poor, (-1, 0, 1)).all():
        raise MeasureError("ผลต้องเป็น 1 จน 0 ไม่จน หรือ -1 ไม่ทราบ", where="poor")
    bits = np.int64(1) << np.arange(len(years))
    group = np.zeros(len(poor), dtype=np.int64) if codes is None else codes
    return count_masks(
        (poor >= 0) @ bits,
        (poor == 1) @ bits,
        years_be=years,
        counted=counted,
        codes=group,
        size=size,
    )


def count_masks(
    known: np.ndarray,
    poor: np.ndarray,
    *,
    years_be: Sequence[int],
    counted: np.ndarray | float,
    codes: np.ndarray,
    size: int,
) -> Histories:
    """Count equal histories that are bit masks already.

    Parameters
    ----------
    known, poor : ndarray of int64
        Bit 0 is the first year.
    years_be : sequence of int
    counted : ndarray of float64 or float
    codes : ndarray of int64
        Number of the group, 0 .. size - 1.
    size : int

    Examples
    --------
    >>> one = count_masks(np.array([3, 3]), np.array([1, 1]), years_be=[2555, 2556],
    ...                   counted=np.array([2.0, 5.0]), codes=np.array([0, 0]), size=1)
    >>> one.counted.tolist()
    [7.0]
    """
    years = len(years_be)
    together = (codes << 2 * years) | (known << years) | poor
    order = np.argsort(together)
    entries = runs_of(together[order])
    weights = np.broadcast_to(np.asarray(counted, dtype=np.float64), together.shape)[order]
    mask = (1 << years) - 1
    return Histories(
        tuple(years_be),
        size,
        entries.keys >> 2 * years,
        (entries.keys >> years) & mask,
        entries.keys & mask,
        entries.total(weights),
    )


def transitions(
    *,
    known_before: np.ndarray,
    poor_before: np.ndarray,
    known_now: np.ndarray,
    poor_now: np.ndarray,
) -> dict[str, np.ndarray]:
    """Name what happened between two rounds; every household is in one at most.

    Parameters
    ----------
    known_before, poor_before, known_now, poor_now : ndarray of bool
        The income is known in the round, and is below its line.

    Returns
    -------
    dict of str to ndarray of bool
        "stayed" (poor in both), "rose" (poor, then not), "fell" (not poor, then poor), "out" (poor
        in neither, both known), "new" (poor, not known before), "lost" (poor, not known now).

    Examples
    --------
    >>> one = transitions(known_before=np.array([True]), poor_before=np.array([True]),
    ...                   known_now=np.array([True]), poor_now=np.array([False]))
    >>> [name for name, is_so in one.items() if is_so[0]]
    ['rose']
    """
    was, now = known_before & poor_before, known_now & poor_now
    both = known_before & known_now
    return {
        "stayed": was & now,
        "rose": both & was & ~now,
        "fell": both & ~was & now,
        "out": both & ~was & ~now,
        "new": now & ~known_before,
        "lost": was & ~known_now,
    }


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
        ``group`` (number), ``measure`` (category), ``year_be`` (int16; the later year of a pair; 0
        for all years together), ``value``, ``n`` (what it is taken over), NaN where that is 0. By
        pair of rounds, over those known in both: `stayed_poor`, `exited`, `entered`, `stayed_out`
        (counts), `exit_rate` (of the poor before), `entry_rate` (of the others). By year, over
        those who left in it and are known in the next `sustained_years` rounds: `relapse_rate`
        (poor in one of them), `sustained_exit_rate` (in none). Over those known in all years:
        `ever_poor`, `always_poor`, `chronic_poor` (at least `duration` of the years),
        `transient_poor` (ever, not chronic), `mean_years_poor`, `spells_per_ever_poor`,
        `mean_spell_years` (spells that begin and end inside the years),
        `duration_adjusted_headcount` (chronic x their mean share of years).

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
    is_exact = isinstance(duration, Fraction | int)
    if not is_exact or not 0 < duration <= 1 or sustained_years < 1:
        raise MeasureError(
            "duration ต้องเป็นสัดส่วนที่มากกว่า 0 และ sustained_years อย่างน้อย 1",
            got=(str(duration), sustained_years),
            todo="เขียน Fraction(1, 2) ไม่ใช่ 0.5",
        )
    table = _Table(histories)
    rows = [row for at in range(1, len(histories.years_be)) for row in _pair(table, at)]
    last = len(histories.years_be) - sustained_years
    rows += [row for at in range(1, last) for row in _after(table, at, years=sustained_years)]
    rows += _over_all(table, duration=duration)
    # Of many groups a name and a year for each row would take more memory than the values.
    names = pd.Categorical([measure for measure, *_ in rows])
    years = np.array([year for _, year, *_ in rows], dtype=np.int16)
    return pd.DataFrame(
        {
            "group": np.repeat(np.arange(histories.size), len(rows)),
            "measure": names.take(np.tile(np.arange(len(rows)), histories.size)),
            "year_be": np.tile(years, histories.size),
            "value": np.column_stack([value for *_, value, _ in rows]).ravel(),
            "n": np.column_stack([base for *_, base in rows]).ravel(),
        }
    )


_Row = tuple[str, int, np.ndarray, np.ndarray]


class _Table:
    """Bit tests on the few histories that occur, and sums of what is counted with them."""

    def __init__(self, histories: Histories) -> None:
        self.of = histories
        masks = (histories.known << len(histories.years_be)) | histories.poor
        self._masks, self._at = _distinct(masks, bits=2 * len(histories.years_be))

    def known(self, *places: int) -> np.ndarray:
        known = self._masks >> len(self.of.years_be)
        return np.logical_and.reduce([(known >> at) & 1 == 1 for at in places])

    def poor(self, at: int) -> np.ndarray:
        return (self._masks >> at) & 1 == 1

    def total(self, chosen: np.ndarray, *, times: np.ndarray | float = 1.0) -> np.ndarray:
        weights = self.of.counted * (chosen * times)[self._at]
        return np.bincount(self.of.codes, weights=weights, minlength=self.of.size)


def _pair(table: _Table, at: int) -> list[_Row]:
    found = transitions(
        known_before=table.known(at - 1),
        poor_before=table.poor(at - 1),
        known_now=table.known(at),
        poor_now=table.poor(at),
    )
    year = table.of.years_be[at]
    counts = {
        "stayed_poor": table.total(found["stayed"]),
        "exited": table.total(found["rose"]),
        "entered": table.total(found["fell"]),
        "stayed_out": table.total(found["out"]),
    }
    all_of = table.total(table.known(at - 1, at))
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
    starts = np.zeros(len(table.poor(0)), dtype=np.int64)
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


def _distinct(masks: np.ndarray, *, bits: int) -> tuple[np.ndarray, np.ndarray]:
    """Give the masks that occur, rising, and the place of each mask among them."""
    if bits > _FEW_BITS:
        return np.unique(masks, return_inverse=True)
    occurs = np.zeros(1 << bits, dtype=bool)
    occurs[masks] = True
    return np.flatnonzero(occurs), (np.cumsum(occurs) - 1)[masks]
