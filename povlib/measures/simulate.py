"""What money could do: with so many baht, who is lifted to the line, and what poverty remains.

All gifts are cash to income, once, without behaviour in return: an upper bound on what a budget can
reach, not a forecast. One sort answers for a whole curve of budgets.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from povlib.errors import MeasureError
from povlib.measures.columns import require_columns, require_no_negative, require_unit, to_floats
from povlib.measures.lines import require_line

__all__ = ["RULES", "simulate"]

RULES = ("nearest", "deepest", "equal", "by_group")


def simulate(
    df: pd.DataFrame,
    *,
    income: str,
    line: float | str,
    members: str | None,
    weight: str | None = None,
    unit: str,
    budget_baht: float | Sequence[float],
    rule: str,
    group: str | None = None,
) -> pd.DataFrame:
    """Spend budgets on poor households by a rule and say what poverty remains.

    Parameters
    ----------
    df : DataFrame
        One row a household.
    income, members, weight : str or None
        As in `poverty`; a row with a missing number is left out and counted.
    line : float or str
        Baht per person and year, or the column that holds each row's.
    unit : {"persons", "households"}
        What the remaining shares count.
    budget_baht : float or sequence of float
        Baht a year, at least 0.
    rule : {"nearest", "deepest", "equal", "by_group"}
        "nearest": closest to the line first (per person), each lifted wholly, the last in part;
        "deepest": furthest below first, the same; "equal": every poor person gets the same amount,
        but nobody more than lacks; "by_group": the budget is shared by what each group lacks, and
        spent nearest first inside each.
    group : str, optional
        Key column for "by_group".

    Returns
    -------
    DataFrame
        One row a budget, in the order given: ``budget_baht``, ``spent_baht``, ``left_baht``,
        ``lifted_households``, ``lifted_persons``, ``headcount``, ``poverty_gap``, ``squared_gap``
        (of who remains), ``cost_to_close_baht`` (still lacking), ``n``, ``n_missing``.

    Raises
    ------
    MeasureError
        A column is missing or not of numbers, a budget is negative or not finite, the rule is
        unknown, or "by_group" has no group.

    Notes
    -----
    A household is lifted when its income reaches the line exactly. A household that is lifted in
    part stays poor with a smaller gap. Where the weight of a row is above 1, those that it stands
    for at the border share what is left equally.

    Examples
    --------
    Lacking 3,000 x 2 and 15,000 x 4 baht; 10,000 lift the nearer and leave 4,000 for the other.

    >>> homes = pd.DataFrame({"baht": [15_000, 27_000, 30_000], "members": [4, 2, 4]})
    >>> got = simulate(homes, income="baht", line=30_000, members="members", unit="persons",
    ...                budget_baht=10_000, rule="nearest")
    >>> got[["lifted_households", "headcount", "cost_to_close_baht"]].values.tolist()
    [[1.0, 0.4, 56000.0]]
    """
    budgets = _budgets(budget_baht)
    poor, total, n, n_missing = _poor(
        df, income=income, line=line, members=members, weight=weight, unit=unit, group=group
    )
    if rule not in RULES or (rule == "by_group") != (group is not None):
        raise MeasureError(
            "the rule must be known, and a group stands with by_group",
            got=(rule, group),
            where="rule",
            todo=f"use {', '.join(RULES)}",
        )
    spent = [_spend(poor, budget, rule=rule) for budget in budgets]
    frame = pd.DataFrame([_told(poor, given, total=total) for given in spent])
    frame.insert(0, "budget_baht", budgets)
    frame.insert(2, "left_baht", budgets - frame["spent_baht"].to_numpy())
    return frame.assign(n=n, n_missing=n_missing)


@dataclass(frozen=True, eq=False)
class _Poor:
    """The poor, nearest to the line first: gap and line a person, persons, what each counts for."""

    gap: np.ndarray
    line: np.ndarray
    persons: np.ndarray
    households: np.ndarray
    counted: np.ndarray
    group: np.ndarray

    @property
    def cost(self) -> np.ndarray:
        return self.gap * self.persons


def _budgets(budget_baht: float | Sequence[float]) -> np.ndarray:
    budgets = np.atleast_1d(np.asarray(budget_baht, dtype=np.float64))
    if not (np.isfinite(budgets) & (budgets >= 0)).all():
        raise MeasureError("a budget must be a number of at least 0", where="budget_baht")
    return budgets


def _poor(
    df: pd.DataFrame,
    *,
    income: str,
    line: float | str,
    members: str | None,
    weight: str | None,
    unit: str,
    group: str | None,
) -> tuple[_Poor, float, int, int]:
    """Give the poor in order, what all rows count for, and how many rows are used and left out."""
    require_unit(unit)
    named = [income, members, weight, line if isinstance(line, str) else None, group]
    require_columns(df, [name for name in named if name])
    baht = to_floats(df[income], where=income)
    persons, stands_for = (_amounts(df, name) for name in (members, weight))
    own_line = to_floats(df[line], where=line) if isinstance(line, str) else line
    require_line(own_line)
    lines = np.broadcast_to(np.asarray(own_line, dtype=np.float64), baht.shape)
    groups = pd.factorize(df[group], sort=True)[0] if group else np.zeros(len(df), dtype=np.int64)
    is_out = np.isnan(baht) | np.isnan(persons) | np.isnan(stands_for) | np.isnan(lines)
    counted = stands_for * (persons if unit == "persons" else 1.0)
    place = np.flatnonzero(~is_out & (baht < lines) & (persons * stands_for > 0))
    gap = (lines - baht)[place]
    place = place[np.lexsort((groups[place], counted[place], gap))]
    poor = _Poor(
        (lines - baht)[place],
        lines[place],
        (persons * stands_for)[place],
        stands_for[place],
        counted[place],
        groups[place],
    )
    return poor, float(counted[~is_out].sum()), int((~is_out).sum()), int(is_out.sum())


def _amounts(df: pd.DataFrame, name: str | None) -> np.ndarray:
    if name is None:
        return np.ones(len(df))
    values = to_floats(df[name], where=name)
    require_no_negative(values, where=name)
    return values


def _spend(poor: _Poor, budget: float, *, rule: str) -> np.ndarray:
    """Give the baht a person that each poor household gets."""
    if rule == "nearest":
        return _in_order(poor, budget, order=np.arange(len(poor.gap)))
    if rule == "deepest":
        return _in_order(poor, budget, order=np.arange(len(poor.gap))[::-1])
    if rule == "equal":
        return _level(poor, budget)
    given, cost = np.zeros(len(poor.gap)), poor.cost
    for group in np.unique(poor.group):
        own = np.flatnonzero(poor.group == group)
        share = min(budget / cost.sum(), 1.0) * cost[own].sum()
        given += _in_order(poor, share, order=own)
    return given


def _in_order(poor: _Poor, budget: float, *, order: np.ndarray) -> np.ndarray:
    cost = poor.cost[order]
    before = np.concatenate(([0.0], np.cumsum(cost)[:-1])) if len(cost) else cost
    part = np.clip(np.divide(budget - before, cost, out=np.zeros(len(cost)), where=cost > 0), 0, 1)
    given = np.zeros(len(poor.gap))
    given[order] = part * poor.gap[order]
    return given


def _level(poor: _Poor, budget: float) -> np.ndarray:
    """Give everyone the same amount, but nobody more than lacks: min(gap, level)."""
    if not len(poor.gap):
        return poor.gap
    filled = np.concatenate(([0.0], np.cumsum(poor.cost)))
    waiting = np.concatenate((np.cumsum(poor.persons[::-1])[::-1], [0.0]))
    # What it costs to bring the level up to each gap, smallest first.
    steps = filled[:-1] + poor.gap * waiting[:-1]
    at = int(np.searchsorted(steps, budget))
    if at == len(steps):
        return poor.gap.copy()
    return np.minimum(poor.gap, (budget - filled[at]) / waiting[at])


def _told(poor: _Poor, given: np.ndarray, *, total: float) -> dict[str, float]:
    left = np.maximum(poor.gap - given, 0.0)
    # Sums of money round in the last bit; a thousandth of a satang lifts nobody.
    is_lifted = left <= 1e-9 * poor.line
    left = np.where(is_lifted, 0.0, left)
    share = np.divide(left, poor.line)
    over = total if total > 0 else np.nan
    return {
        "spent_baht": float(((poor.gap - left) * poor.persons).sum()),
        "lifted_households": float(poor.households[is_lifted].sum()),
        "lifted_persons": float(poor.persons[is_lifted].sum()),
        "headcount": float(poor.counted[~is_lifted].sum() / over),
        "poverty_gap": float((poor.counted * share).sum() / over),
        "squared_gap": float((poor.counted * share**2).sum() / over),
        "cost_to_close_baht": float((left * poor.persons).sum()),
    }
