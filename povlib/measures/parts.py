"""Parts of inequality between and within groups, each with a score a row.

A part is a value of the whole; ``whole`` is a case of one group, ``grouped`` the same rows in
their groups. A row moves the mean of its group, and through it the part between groups.
"""

from collections.abc import Callable

import numpy as np

from povlib.measures.case import Case
from povlib.measures.inequality import atkinson, entropy_by_income, generalized_entropy
from povlib.measures.lorenz import gini, gini_by_income
from povlib.measures.ranked import Ranked
from povlib.measures.scored import Scored, divide

__all__ = ["atkinson_parts", "entropy_parts", "gini_parts"]


def entropy_parts(whole: Case, grouped: Case, *, alpha: float) -> tuple[Scored, Scored, Scored]:
    """Give generalised entropy: total, between groups, within groups.

    Parameters
    ----------
    whole, grouped : Case
    alpha : float

    Examples
    --------
    See `povlib.measures.decomposition.decomposition`.
    """
    total = whole.by_income(generalized_entropy, alpha=alpha)
    between = _of_means(
        whole,
        grouped,
        lambda ranked: generalized_entropy(ranked, alpha=alpha),
        lambda ranked: entropy_by_income(ranked, alpha=alpha),
    )
    between = _known(between, where=total)
    return total, between, _less(total, between)


def gini_parts(whole: Case, grouped: Case) -> tuple[Scored, Scored, Scored, Scored]:
    """Give the Gini coefficient: total, between groups, within groups, overlap.

    Parameters
    ----------
    whole, grouped : Case

    Notes
    -----
    The part within is made of the numerators of the groups' coefficients, so that a group without
    income has one too.
    """
    total = whole.by_income(gini)
    between = _known(_of_means(whole, grouped, gini, gini_by_income), where=total)
    ranked, of_all = grouped.incomes, whole.incomes
    codes, own = ranked.codes, ranked.counted * ranked.income
    below = ranked.middle(ranked.running, ranked.counted)
    apart = 2 * ranked.total(own * below) - ranked.weight * ranked.income_total
    scale = of_all.weight * np.where(of_all.income_total > 0, of_all.income_total, 0)
    value = divide(apart.sum(), scale)

    def scores() -> np.ndarray:
        above = ranked.income_total[codes] - ranked.middle(ranked.running_income, own)
        moved = 2 * (ranked.income * below + above) - ranked.income_total[codes]
        moved = divide(moved - ranked.weight[codes] * ranked.income, scale[0 * codes])
        kept = divide(ranked.income, of_all.income_total[0 * codes])
        kept = kept + divide(1.0, of_all.weight)
        return ranked.spread(ranked.counted * (moved - value * kept), rows=_rows(whole))

    within = Scored(value, scores)
    return total, between, within, _less(_less(total, between), within)


def atkinson_parts(
    whole: Case, grouped: Case, *, epsilon: float
) -> tuple[Scored, Scored, Scored, Scored]:
    """Give Atkinson's index: total, between groups, within groups, and - between x within.

    Parameters
    ----------
    whole, grouped : Case
    epsilon : float
    """
    total = whole.by_income(atkinson, epsilon=epsilon)
    ranked, income = grouped.incomes, whole.incomes.income_total
    each = atkinson(ranked, epsilon=epsilon)
    lost = np.where(ranked.income_total == 0, 0.0, ranked.income_total * each.value)
    value = np.where(np.isnan(total.value), np.nan, divide(np.nansum(lost), income))

    def scores() -> np.ndarray:
        codes = ranked.codes
        moved = ranked.income_total[codes] * each.scores()
        moved += ranked.counted * ranked.income * (each.value[codes] - value)
        return ranked.spread(np.nan_to_num(moved) * divide(1.0, income), rows=_rows(whole))

    within = Scored(value, scores)
    left, kept = 1 - total.value, 1 - value

    def between_scores() -> np.ndarray:
        return total.scores() / kept - left / kept**2 * within.scores()

    between = Scored(1 - left / kept, between_scores)
    return total, between, within, _less(_less(total, between), within)


def _of_means(
    whole: Case,
    grouped: Case,
    kernel: Callable[[Ranked], Scored],
    by_income: Callable[[Ranked], np.ndarray],
) -> Scored:
    """Give a measure of the incomes if each had the mean of the own group."""
    groups = grouped.incomes
    means = divide(groups.income_total, groups.weight)[grouped.rows.codes]
    ranked = whole.ranked(np.nan_to_num(means))
    scored = kernel(ranked)

    def scores() -> np.ndarray:
        moved = ranked.counted * by_income(ranked)
        apart = grouped.rows.income[ranked.place] - ranked.income
        return ranked.spread(scored.scores() + moved * apart, rows=_rows(whole))

    return Scored(scored.value, scores)


def _known(part: Scored, *, where: Scored) -> Scored:
    """Give no value where the whole has none."""
    return Scored(np.where(np.isnan(where.value), np.nan, part.value), part.scores)


def _less(one: Scored, other: Scored) -> Scored:
    return Scored(one.value - other.value, lambda: one.scores() - other.scores())


def _rows(case: Case) -> int:
    return len(case.rows.income)
