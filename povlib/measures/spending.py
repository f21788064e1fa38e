"""Poor households in order of what they lack, and what budgets leave of their poverty.

Running totals in the order of spending answer for every budget by a lookup: one pass for a curve.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from povlib.measures.columns import require_columns, require_unit, require_yes_no, to_floats
from povlib.measures.groups import Groups, group_rows
from povlib.measures.lines import require_line
from povlib.measures.ratios import read_amounts

__all__ = ["Homes", "Left", "Poor", "add_left", "read_homes", "spend_equally", "spend_in_order"]

# Sums of money round in the last bit; a thousandth of a satang lifts nobody.
_NOTHING = 1e-9


@dataclass(frozen=True, eq=False)
class Poor:
    """The poor, nearest to the line first.

    Attributes
    ----------
    gap, line : ndarray of float64
        Baht a person and year.
    persons, households : ndarray of float64
        That the row stands for.
    counted : ndarray of float64
        What the row counts for.
    group : ndarray of int64
    """

    gap: np.ndarray
    line: np.ndarray
    persons: np.ndarray
    households: np.ndarray
    counted: np.ndarray
    group: np.ndarray

    @property
    def cost(self) -> np.ndarray:
        """Baht a year that lift the row to its line."""
        return self.gap * self.persons

    def pick(self, order: np.ndarray) -> "Poor":
        """Give rows in another order.

        Parameters
        ----------
        order : ndarray of int64
        """
        parts = (self.gap, self.line, self.persons, self.households, self.counted, self.group)
        return Poor(*(part[order] for part in parts))


@dataclass(frozen=True, eq=False)
class Homes:
    """All complete rows: the poor among them, and by group what is counted, used and left out."""

    poor: Poor
    groups: Groups
    total: np.ndarray
    n: np.ndarray
    n_missing: np.ndarray


@dataclass(frozen=True, eq=False)
class Left:
    """What each budget leaves: one value a budget.

    Attributes
    ----------
    spent_baht, households, persons : ndarray of float64
        Spent, and lifted to the line.
    counted, gap, squared, cost_baht : ndarray of float64
        Of who remains: counted, sums of counted x (gap / line) and of its square, baht lacking.
    """

    spent_baht: np.ndarray
    households: np.ndarray
    persons: np.ndarray
    counted: np.ndarray
    gap: np.ndarray
    squared: np.ndarray
    cost_baht: np.ndarray


def read_homes(
    df: pd.DataFrame,
    *,
    income: str,
    line: float | str,
    members: str | None,
    weight: str | None,
    unit: str,
    by: list[str],
    strict: bool = True,
) -> Homes:
    """Read the poor in order of their gap a person; equal ones in an order that is their own.

    Parameters
    ----------
    df : DataFrame
    income, line, members, weight, unit, strict :
        As in `poverty`.
    by : list of str
        Key columns.

    Raises
    ------
    MeasureError
        As `poverty`.
    """
    require_unit(unit)
    require_yes_no(strict, where="strict")
    require_columns(df, [name for name in (income, line, *by) if isinstance(name, str)])
    baht = to_floats(df[income], where=income)
    persons, stands_for = read_amounts(df, members), read_amounts(df, weight)
    own_line = to_floats(df[line], where=line) if isinstance(line, str) else line
    require_line(own_line)
    lines = np.broadcast_to(np.asarray(own_line, dtype=np.float64), baht.shape)
    groups = group_rows(df, by)
    is_out = np.isnan(baht + persons + stands_for + lines)
    counted = np.where(is_out, 0.0, stands_for * (persons if unit == "persons" else 1.0))
    below = baht < lines if strict else baht <= lines
    place = np.flatnonzero(~is_out & below & (persons * stands_for > 0))
    gap, codes = (lines - baht)[place], groups.codes[place]
    households = stands_for[place]
    place = place[np.lexsort((codes, households, (persons * stands_for)[place], gap))]
    poor = Poor(
        (lines - baht)[place],
        lines[place],
        (persons * stands_for)[place],
        stands_for[place],
        counted[place],
        groups.codes[place],
    )
    size = groups.size
    return Homes(
        poor,
        groups,
        np.bincount(groups.codes, weights=counted, minlength=size),
        np.bincount(groups.codes[~is_out], minlength=size),
        np.bincount(groups.codes[is_out], minlength=size),
    )


def spend_in_order(poor: Poor, *, budgets: np.ndarray) -> Left:
    """Lift households wholly one after the other, and the one at the border in part.

    Parameters
    ----------
    poor : Poor
        In the order of spending.
    budgets : ndarray of float64
        Baht a year, at least 0.

    Examples
    --------
    Two lack 6,000 and 60,000 baht: 10,000 lift the first and leave 56,000 of the second's.

    >>> ones = np.ones(2)
    >>> poor = Poor(np.array([3e3, 15e3]), 30e3 * ones, np.array([2.0, 4]), ones, ones, 0 * ones)
    >>> left = spend_in_order(poor, budgets=np.array([10e3]))
    >>> left.households.tolist(), left.cost_baht.tolist()
    ([1.0], [56000.0])
    """
    filled = _running(poor.cost)
    at = np.searchsorted(filled[1:], budgets, side="right")
    border = poor.pick(np.minimum(at, max(len(poor.gap) - 1, 0))) if len(poor.gap) else poor
    if not len(poor.gap):
        return _remaining(poor, at=at, gap=0.0 * budgets)
    gap = border.gap - (budgets - filled[at]) / border.persons
    is_whole = (at == len(poor.gap)) | (gap <= _NOTHING * border.line)
    at = np.minimum(at + is_whole, len(poor.gap))
    return _remaining(poor, at=at, gap=np.where(is_whole, 0.0, gap), border=border)


def spend_equally(poor: Poor, *, budgets: np.ndarray) -> Left:
    """Give every poor person the same amount, but nobody more than lacks.

    Parameters
    ----------
    poor : Poor
        Nearest to the line first.
    budgets : ndarray of float64
        Baht a year, at least 0.

    Examples
    --------
    One lacks 2,000 and four 20,000 each: 12,000 baht give 2,000 and 2,500 each.

    >>> ones = np.ones(2)
    >>> poor = Poor(np.array([2e3, 20e3]), 30e3 * ones, np.array([1.0, 4]), ones, ones, 0 * ones)
    >>> spend_equally(poor, budgets=np.array([12e3])).cost_baht.tolist()
    [70000.0]
    """
    size = len(poor.gap)
    filled, waiting = _running(poor.cost), _left_of(poor.persons)
    # What it costs to bring the level up to each gap, smallest first.
    steps = filled[:-1] + poor.gap * waiting[:-1]
    at = np.searchsorted(steps, budgets)
    level = np.full(len(budgets), np.inf)
    np.divide(budgets - filled[at], waiting[at], out=level, where=at < size)
    reach = level + _NOTHING * (poor.line[np.minimum(at, size - 1)] if size else 0.0)
    at = np.searchsorted(poor.gap, reach, side="right")
    level = np.where(at < size, level, 0.0)
    share = poor.counted / poor.line
    parts = (
        poor.counted,
        share * poor.gap,
        share,
        share * poor.gap**2 / poor.line,
        share * poor.gap / poor.line,
        share / poor.line,
        poor.cost,
        poor.persons,
    )
    counted, gap, per, squared, cross, per2, cost, persons = (_left_of(p)[at] for p in parts)
    lacking = np.maximum(cost - level * persons, 0)
    return Left(
        filled[-1] - lacking,
        _running(poor.households)[at],
        _running(poor.persons)[at],
        counted,
        np.maximum(gap - level * per, 0),
        np.maximum(squared - 2 * level * cross + level**2 * per2, 0),
        lacking,
    )


def add_left(parts: list[Left]) -> Left:
    """Add up what budgets leave in several groups.

    Parameters
    ----------
    parts : list of Left
        One a group, of the same number of budgets; not empty.
    """
    names = list(Left.__dataclass_fields__)
    return Left(*(np.sum([getattr(part, name) for part in parts], axis=0) for name in names))


def _remaining(poor: Poor, *, at: np.ndarray, gap: np.ndarray, border: Poor | None = None) -> Left:
    """Give what remains when rows before `at` are lifted and the border's row lacks `gap`."""
    share = poor.gap / poor.line
    is_part = gap > 0
    after = at + is_part
    parts = (poor.counted, poor.counted * share, poor.counted * share**2, poor.cost)
    counted, gaps, squared, cost = (_left_of(part)[after] for part in parts)
    if border is not None:
        own = gap / border.line
        counted = counted + is_part * border.counted
        gaps, squared = gaps + border.counted * own, squared + border.counted * own**2
        cost = cost + gap * border.persons
    return Left(
        poor.cost.sum() - cost,
        _running(poor.households)[at],
        _running(poor.persons)[at],
        counted,
        gaps,
        squared,
        cost,
    )


def _running(values: np.ndarray) -> np.ndarray:
    """Give the totals of the first 0, 1, 2, ... values."""
    return np.concatenate(([0.0], np.cumsum(values)))


def _left_of(values: np.ndarray) -> np.ndarray:
    """Give the totals of all values but the first 0, 1, 2, ..., added up from the end."""
    return np.concatenate((np.cumsum(values[::-1])[::-1], [0.0]))
