"""What money could do: with so many baht, who is lifted to the line, and what poverty remains.

All gifts are cash to income, once, without behaviour in return: an upper bound on what a budget can
reach, not a forecast. One sort answers for a whole curve of budgets.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from povlib.errors import MeasureError
from povlib.measures.columns import require_free_names
from povlib.measures.scored import divide
from povlib.measures.spending import (
    Homes,
    Left,
    Poor,
    add_left,
    read_homes,
    spend_equally,
    spend_in_order,
)

__all__ = ["RULES", "cost_by_group", "simulate"]

_COST_COLUMNS = (
    "headcount",
    "poor_households",
    "poor_persons",
    "cost_to_close_baht",
    "cost_share",
    "lifted_households",
    "lifted_persons",
    "cost_to_target_baht",
    "headcount_reached",
    "n",
    "n_missing",
    "reason",
)

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
        spent nearest first inside each. Of households that lack the same per person the one with
        fewer persons comes first.
    group : str, optional
        Key column for "by_group".

    Returns
    -------
    DataFrame
        One row a budget, in the order given: ``budget_baht``, ``spent_baht``, ``left_baht``,
        ``lifted_households``, ``lifted_persons``, ``headcount``, ``poverty_gap``, ``squared_gap``
        (of who remains), ``cost_to_close_baht`` (still lacking), ``n``, ``n_missing``, ``reason``
        ("no_rows" or "nobody_counted", with NaN for what the budget does; "" else).

    Raises
    ------
    MeasureError
        A column is missing or not of numbers, a budget is negative or not finite, the rule is
        unknown, or "by_group" has no group.

    Notes
    -----
    A household is lifted when its income reaches the line exactly. A household that is lifted in
    part stays poor with a smaller gap. Where the weight of a row is above 1, those that it stands
    for at the border share what is left equally. A `RelativeLine` would move with the gifts:
    compute it first and give its value.

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
    _require_rule(rule, group=group)
    homes = read_homes(
        df,
        income=income,
        line=line,
        members=members,
        weight=weight,
        unit=unit,
        by=[group] if group else [],
    )
    total, n = homes.total.sum(), int(homes.n.sum())
    told = _told(_spend(homes.poor, budgets, rule=rule), budgets=budgets, total=total)
    reason = "" if total > 0 else "nobody_counted" if n else "no_rows"
    return pd.DataFrame(
        {
            "budget_baht": budgets,
            **{name: np.where(total > 0, value, np.nan) for name, value in told.items()},
            "n": n,
            "n_missing": int(homes.n_missing.sum()),
            "reason": pd.array([reason] * len(budgets), dtype="str"),
        }
    )


def cost_by_group(
    df: pd.DataFrame,
    *,
    income: str,
    line: float | str,
    members: str | None,
    weight: str | None = None,
    unit: str,
    by: str | Sequence[str],
    target_headcount: float = 0.0,
    strict: bool = True,
) -> pd.DataFrame:
    """Say what every district would cost: to the line for all, and down to a target headcount.

    Parameters
    ----------
    df : DataFrame
        One row a household.
    income, line, members, weight, unit, strict :
        As in `poverty`.
    by : str or sequence of str
        Key columns of the group.
    target_headcount : float
        Share of the unit, 0 to below 1, that may stay poor in each group.

    Returns
    -------
    DataFrame
        One row a group: the `by` columns, ``headcount``, ``poor_households``, ``poor_persons``,
        ``cost_to_close_baht`` (all to the line), ``cost_share`` (of all groups' cost; NaN where
        that is 0), ``lifted_households``, ``lifted_persons``, ``cost_to_target_baht`` (the least
        that brings the headcount to the target or below, households lifted wholly, cheapest first:
        by baht a person for "persons", by baht a household for "households"),
        ``headcount_reached``, ``n``, ``n_missing``, ``reason`` ("no_rows" or "nobody_counted",
        with NaN for all; "" else). Exactly at the target is reached.

    Raises
    ------
    MeasureError
        As `poverty`; or the target is no share.

    Notes
    -----
    Cash once, perfectly targeted: what is not known of who is poor costs more. All that a row's
    weight stands for are lifted together. For "persons" the last household may be larger than
    needed, and a search over all sets could be cheaper by less than what that one costs.

    Examples
    --------
    District 2401 has two poor of four households: lacking 2,000 and 10,000 baht.

    >>> homes = pd.DataFrame({"baht": [28_000, 20_000, 30_000, 50_000], "district": [2401] * 4})
    >>> got = cost_by_group(homes, income="baht", line=30_000, members=None, unit="households",
    ...                     by="district", target_headcount=0.25)
    >>> got[["cost_to_close_baht", "cost_to_target_baht"]].values.tolist()
    [[12000.0, 2000.0]]
    """
    if not 0 <= target_headcount < 1:
        raise MeasureError(
            "สัดส่วนเป้าหมายต้องตั้งแต่ 0 แต่น้อยกว่า 1",
            got=target_headcount,
            where="target_headcount",
        )
    homes = read_homes(
        df,
        income=income,
        line=line,
        members=members,
        weight=weight,
        unit=unit,
        by=[by] if isinstance(by, str) else list(by),
        strict=strict,
    )
    require_free_names(list(homes.groups.keys), taken=_COST_COLUMNS)
    is_known = homes.total > 0
    told = _costs(homes, target=target_headcount)
    reason = np.where(homes.n == 0, "no_rows", np.where(is_known, "", "nobody_counted"))
    return homes.groups.keys.assign(
        **{name: np.where(is_known, value, np.nan) for name, value in told.items()},
        n=homes.n,
        n_missing=homes.n_missing,
        reason=pd.array(reason, dtype="str"),
    )


def _require_rule(rule: str, *, group: str | None) -> None:
    if rule not in RULES or (rule == "by_group") != (group is not None):
        raise MeasureError(
            "ต้องเป็นกติกาที่มีให้เลือก และ group ใช้คู่กับ by_group เท่านั้น",
            got=(rule, group),
            where="rule",
            todo=f"ใช้ {', '.join(RULES)}",
        )


def _told(left: Left, *, budgets: np.ndarray, total: float) -> dict[str, np.ndarray]:
    """Give what each budget does, by the name of the result's column."""
    # Sums of money round in the last bit; nobody spends more than there is.
    spent = np.clip(left.spent_baht, 0, budgets)
    everybody = np.full(len(budgets), total)
    return {
        "spent_baht": spent,
        "left_baht": budgets - spent,
        "lifted_households": left.households,
        "lifted_persons": left.persons,
        "headcount": divide(left.counted, everybody),
        "poverty_gap": divide(left.gap, everybody),
        "squared_gap": divide(left.squared, everybody),
        "cost_to_close_baht": left.cost_baht,
    }


def _costs(homes: Homes, *, target: float) -> dict[str, np.ndarray]:
    """Give what each group costs, by the name of the result's column."""
    size, total = homes.groups.size, homes.total

    def sums(poor: Poor, chosen: np.ndarray | float = 1.0) -> list[np.ndarray]:
        parts = (poor.counted, poor.households, poor.persons, poor.cost)
        return [np.bincount(poor.group, weights=chosen * part, minlength=size) for part in parts]

    counted, households, persons, cost = sums(homes.poor)
    gone, lifted_homes, lifted, spent = sums(*_lifted(homes, target=target))
    return {
        "headcount": divide(counted, total),
        "poor_households": households,
        "poor_persons": persons,
        "cost_to_close_baht": cost,
        "cost_share": divide(cost, np.full(size, cost.sum())),
        "lifted_households": lifted_homes,
        "lifted_persons": lifted,
        "cost_to_target_baht": spent,
        "headcount_reached": divide(counted - gone, total),
    }


def _budgets(budget_baht: float | Sequence[float]) -> np.ndarray:
    given = np.atleast_1d(np.asarray(budget_baht))
    is_row_of_numbers = given.ndim == 1 and given.dtype.kind in "iuf"
    if not (is_row_of_numbers and (np.isfinite(given) & (given >= 0)).all()):
        raise MeasureError(
            "วงเงินต้องเป็นตัวเลขตั้งแต่ 0 หรือรายการของตัวเลขเช่นนั้น",
            got=str(budget_baht),
            where="budget_baht",
        )
    return given.astype(np.float64)


def _spend(poor: Poor, budgets: np.ndarray, *, rule: str) -> Left:
    if rule == "nearest":
        return spend_in_order(poor, budgets=budgets)
    if rule == "deepest":
        return spend_in_order(poor.pick(np.argsort(-poor.gap, kind="stable")), budgets=budgets)
    if rule == "equal":
        return spend_equally(poor, budgets=budgets)
    if not len(poor.gap):
        return spend_in_order(poor, budgets=budgets)
    part = np.minimum(budgets / poor.cost.sum(), 1.0)
    order = np.argsort(poor.group, kind="stable")
    ends = np.flatnonzero(np.diff(poor.group[order])) + 1
    groups = [poor.pick(own) for own in np.split(order, ends)]
    return add_left([spend_in_order(own, budgets=part * own.cost.sum()) for own in groups])


def _lifted(homes: Homes, *, target: float) -> tuple[Poor, np.ndarray]:
    """Give the poor by group, cheapest first, and which of them must be lifted."""
    poor = homes.poor
    price = np.divide(poor.cost, poor.counted, out=np.zeros(len(poor.gap)), where=poor.counted > 0)
    poor = poor.pick(np.lexsort((price, poor.group)))
    running = np.cumsum(poor.counted)
    first = np.searchsorted(poor.group, np.arange(homes.groups.size))
    start = np.concatenate(([0.0], running))[first][poor.group]
    before = running - poor.counted - start
    all_poor = np.bincount(poor.group, weights=poor.counted, minlength=homes.groups.size)
    need = (all_poor - target * homes.total)[poor.group]
    # Sums of shares round in the last bit: what stands exactly at the target has reached it.
    return poor, before < need - 1e-12 * homes.total[poor.group]
