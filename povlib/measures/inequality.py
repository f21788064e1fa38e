"""Entropy and Atkinson measures of inequality, with each row's score.

Cowell (2011), Measuring Inequality; scores are exact derivatives by the row's weight (the
linearisation of Biewen, Jenkins 2006, Oxford Bulletin of Economics and Statistics 68(3)).
"""

import numpy as np

from povlib.measures.ranked import Ranked
from povlib.measures.scored import Scored, divide

__all__ = ["atkinson", "entropy_by_income", "generalized_entropy"]


def generalized_entropy(ranked: Ranked, *, alpha: float) -> Scored:
    """Give the generalised entropy index: 0 mean log deviation, 1 Theil, 2 half the squared CV.

    Parameters
    ----------
    ranked : Ranked
        Incomes above 0 for alpha up to 1, at least 0 for more; a group with others is NaN.
    alpha : float

    Examples
    --------
    >>> from povlib.measures.ranked import rank_rows
    >>> two = rank_rows(np.array([1.0, 3.0]), counted=1.0, codes=np.zeros(2, int), size=1)
    >>> generalized_entropy(two, alpha=2).value.item()  # variance 1, mean 2: 1 / (2 * 4)
    0.125
    """
    income, mean = _relative(ranked, is_zero_allowed=alpha > 1)
    value = _average(ranked, _entropy(income, alpha=alpha))

    def scores() -> np.ndarray:
        # The mean moves too: each index is an average of h(y / mean), and so is its slope.
        slope = _average(ranked, income * _entropy_slope(income, alpha=alpha))[ranked.codes]
        own = _entropy(income, alpha=alpha) - value[ranked.codes]
        return _per_weight(ranked, own - slope * (income - 1))

    return Scored(np.where(np.isnan(mean), np.nan, value), scores)


def entropy_by_income(ranked: Ranked, *, alpha: float) -> np.ndarray:
    """Give the derivative of `generalized_entropy` by each row's income, for a count of 1.

    Parameters
    ----------
    ranked : Ranked
    alpha : float

    Examples
    --------
    >>> from povlib.measures.ranked import rank_rows
    >>> two = rank_rows(np.array([1.0, 3.0]), counted=1.0, codes=np.zeros(2, int), size=1)
    >>> entropy_by_income(two, alpha=2).tolist()  # a transfer of 1 from rich to poor
    [-0.1875, 0.0625]
    """
    income, mean = _relative(ranked, is_zero_allowed=alpha > 1)
    slope = _entropy_slope(income, alpha=alpha)
    average = _average(ranked, income * slope)[ranked.codes]
    return (slope - average) / (mean * ranked.weight)[ranked.codes]


def atkinson(ranked: Ranked, *, epsilon: float) -> Scored:
    """Give the Atkinson index: the share of income that equal incomes could do without.

    Parameters
    ----------
    ranked : Ranked
        Incomes above 0 for epsilon of 1 and more, at least 0 for less; a group with others is NaN.
    epsilon : float
        Aversion to inequality, above 0.

    Examples
    --------
    >>> from povlib.measures.ranked import rank_rows
    >>> two = rank_rows(np.array([1.0, 4.0]), counted=1.0, codes=np.zeros(2, int), size=1)
    >>> round(atkinson(two, epsilon=1).value.item(), 12)  # 1 - sqrt(1 * 4) / 2.5
    0.2
    """
    income, mean = _relative(ranked, is_zero_allowed=epsilon < 1)
    power = 1 - epsilon
    if power:
        # Over the lowest income, so that no power of a large aversion overflows.
        least = _lowest(ranked, income) if power < 0 else np.ones(ranked.size)
        parts = (income / least[ranked.codes]) ** power
        average = _average(ranked, parts)
        level = least * average ** (1 / power)
    else:
        parts = np.log(income)
        average = _average(ranked, parts)
        level = np.exp(average)

    def scores() -> np.ndarray:
        moved = (
            (parts / average[ranked.codes] - 1) / power if power else parts - average[ranked.codes]
        )
        return _per_weight(ranked, -level[ranked.codes] * (moved - (income - 1)))

    return Scored(np.where(np.isnan(mean), np.nan, 1 - level), scores)


def _entropy(income: np.ndarray, *, alpha: float) -> np.ndarray:
    if alpha == 0:
        return -np.log(income)
    if alpha == 1:
        return income * np.log(income)
    return (income**alpha - 1) / (alpha * (alpha - 1))


def _entropy_slope(income: np.ndarray, *, alpha: float) -> np.ndarray:
    if alpha == 0:
        return -1 / income
    if alpha == 1:
        return np.log(income) + 1
    return income ** (alpha - 1) / (alpha - 1)


def _relative(ranked: Ranked, *, is_zero_allowed: bool) -> tuple[np.ndarray, np.ndarray]:
    """Give incomes over their group's mean, and the means; NaN means where no index is defined.

    There the incomes are 1, so that no logarithm fails.
    """
    is_bad = ranked.income < 0 if is_zero_allowed else ranked.income <= 0
    total = np.where(ranked.total(is_bad.astype(np.float64)) > 0, 0.0, ranked.income_total)
    mean = divide(total, ranked.weight)
    mean = np.where(mean > 0, mean, np.nan)
    income = ranked.income / mean[ranked.codes]
    return np.where(np.isnan(income), 1.0, income), mean


def _lowest(ranked: Ranked, income: np.ndarray) -> np.ndarray:
    """Give the lowest of each group, whose rows stand in order; 1 where there is no row."""
    starts, ends = ranked.ends[:-1], ranked.ends[1:]
    lowest = np.ones(ranked.size)
    lowest[starts < ends] = income[starts[starts < ends]]
    return lowest


def _average(ranked: Ranked, values: np.ndarray) -> np.ndarray:
    return divide(ranked.total(ranked.counted * values), ranked.weight)


def _per_weight(ranked: Ranked, values: np.ndarray) -> np.ndarray:
    return ranked.counted * values / ranked.weight[ranked.codes]
