"""Quantiles, the Lorenz curve and the measures read from it.

Every function takes ranked rows and gives a value a group, with each row's score. Sources of the
influence functions: Deville (1999), Survey Methodology 25(2); Kovacevic, Binder (1997), Journal of
Official Statistics 13(1); Osier (2009), Survey Research Methods 3(3).
"""

import numpy as np

from povlib.measures.ranked import Ranked
from povlib.measures.scored import Scored, divide

__all__ = [
    "GINI_RULES",
    "QUANTILE_RULES",
    "gini",
    "gini_by_income",
    "heights",
    "lorenz",
    "palma",
    "qsr",
    "quantile",
    "quantile_share",
    "quantiles",
    "ranks",
]

QUANTILE_RULES = ("laeken", "mean", "lower")
GINI_RULES = ("laeken", "convey")
_TIE = 1e-9  # of a group's weight: far under one person in a nation, far over rounding


def quantile(ranked: Ranked, *, share: float, rule: str = "laeken") -> Scored:
    """Give the income below which a share of what is counted lies.

    Parameters
    ----------
    ranked : Ranked
    share : float
        0 to 1; 0 is the lowest income, 1 the highest.
    rule : {"laeken", "mean", "lower"}
        Where the running share of weights hits `share` exactly: "laeken" takes the next income (R's
        laeken 0.5, also in what floats make of an exact hit), "mean" the mean of this and the next
        (Eurostat's text), "lower" this income (the inverse of the distribution function, as R's
        convey).

    Notes
    -----
    The score is (share - 1[y <= q]) / density(q), the density as `heights` estimates it. Where all
    incomes are equal every sample has the same quantile: the score is 0.

    Examples
    --------
    >>> from povlib.measures.ranked import rank_rows
    >>> four = rank_rows(np.array([1.0, 2, 3, 4]), counted=1.0, codes=np.zeros(4, int), size=1)
    >>> [quantile(four, share=0.5, rule=rule).value.item() for rule in QUANTILE_RULES]
    [3.0, 2.5, 2.0]
    """
    value = quantiles(ranked, share=share, rule=rule)

    def scores() -> np.ndarray:
        codes = ranked.codes
        near = ranked.total(heights(ranked, at=value[codes]))[codes]
        moved = divide(share - (ranked.income <= value[codes]), near)
        return ranked.counted * np.where(near > 0, moved, 0.0)

    return Scored(value, scores)


def quantiles(ranked: Ranked, *, share: float, rule: str) -> np.ndarray:
    """Give the quantile of each group alone, as `quantile` does with its scores.

    Parameters
    ----------
    ranked : Ranked
    share : float
    rule : {"laeken", "mean", "lower"}

    Returns
    -------
    ndarray of float64, one a group
        NaN where nothing is counted.
    """
    ends, result = ranked.ends, np.full(ranked.size, np.nan)
    for group in np.flatnonzero(np.diff(ends)):
        start, last = ends[group], ends[group + 1] - 1
        at = _hits(ranked.counted[start : last + 1], share=share, rule=rule)
        first, second = (ranked.income[min(start + place, last)] for place in at)
        result[group] = ranked.income[start] if share == 0 else (first + second) / 2
    return result


def _hits(counted: np.ndarray, *, share: float, rule: str) -> tuple[int, int]:
    """Give the two places whose incomes a quantile is the mean of."""
    if rule == "laeken":
        # R adds in long double and compares in double; ties of fractional weights hang on it.
        running = np.cumsum(counted, dtype=np.longdouble).astype(np.float64)
        place = int(np.searchsorted(running / running[-1], share, side="right"))
        return place, place
    running = np.cumsum(counted)
    running /= running[-1]
    hit = int(np.searchsorted(running, share - _TIE))
    after = int(np.searchsorted(running, share + _TIE, side="right"))
    return hit, after if rule == "mean" else hit


def heights(ranked: Ranked, *, at: np.ndarray) -> np.ndarray:
    """Give each row's part in the density of what is counted at an income; they add up to it.

    Parameters
    ----------
    ranked : Ranked
    at : ndarray of float64, one a ranked row
        Baht per person and year.

    Returns
    -------
    ndarray of float64, one a ranked row
        What the row counts for per baht; 0 where all incomes of the group are equal.

    Notes
    -----
    A Gaussian kernel of bandwidth standard deviation x N^(-1/5), N what is counted (as R's convey).

    Examples
    --------
    >>> from povlib.measures.ranked import rank_rows
    >>> two = rank_rows(np.array([1.0, 3]), counted=1.0, codes=np.zeros(2, int), size=1)
    >>> [round(height, 4) for height in heights(two, at=np.array([2.0, 2.0])).tolist()]
    [0.2369, 0.2369]
    """
    codes, weight = ranked.codes, ranked.weight
    mean = divide(ranked.income_total, weight)[codes]
    apart = divide(ranked.total(ranked.counted * (ranked.income - mean) ** 2), weight)[codes]
    width = np.sqrt(apart) * weight[codes] ** -0.2
    step = divide(ranked.income - at, width)
    return ranked.counted * np.nan_to_num(
        divide(np.exp(-(step**2) / 2), np.sqrt(2 * np.pi) * width)
    )


def lorenz(ranked: Ranked, *, share: float) -> Scored:
    """Give the share of all income that the poorest share of what is counted has.

    Parameters
    ----------
    ranked : Ranked
    share : float
        0 to 1. A row on the border is cut in proportion, so shares of parts add up to 1.

    Notes
    -----
    Undefined (NaN) where the total income is not above 0.

    Examples
    --------
    >>> from povlib.measures.ranked import rank_rows
    >>> four = rank_rows(np.array([1.0, 2, 3, 4]), counted=1.0, codes=np.zeros(4, int), size=1)
    >>> lorenz(four, share=0.5).value.item(), lorenz(four, share=0.125).value.item()
    (0.3, 0.05)
    """
    codes = ranked.codes
    border = share * ranked.weight[codes]
    inside = np.clip((border - ranked.running) / ranked.counted + 1, 0, 1)
    value = divide(ranked.total(ranked.counted * ranked.income * inside), ranked.income_total)

    def scores() -> np.ndarray:
        at = quantiles(ranked, share=share, rule="lower")[codes]
        below = np.minimum(ranked.income - at, 0) + share * at
        influence = below - ranked.income * value[codes]
        return ranked.counted * divide(influence, ranked.income_total[codes])

    return Scored(value, scores)


def quantile_share(ranked: Ranked, *, part: int, of: int) -> Scored:
    """Give the share of all income that one of several equal parts has, the poorest first.

    Parameters
    ----------
    ranked : Ranked
    part, of : int
        Part 1 of 5 is the poorest fifth.

    Examples
    --------
    >>> from povlib.measures.ranked import rank_rows
    >>> four = rank_rows(np.array([1.0, 2, 3, 4]), counted=1.0, codes=np.zeros(4, int), size=1)
    >>> quantile_share(four, part=2, of=2).value.item()
    0.7
    """
    low, high = lorenz(ranked, share=(part - 1) / of), lorenz(ranked, share=part / of)
    return Scored(high.value - low.value, lambda: high.scores() - low.scores())


def palma(ranked: Ranked) -> Scored:
    """Give the income of the richest tenth over that of the poorest four tenths.

    Parameters
    ----------
    ranked : Ranked

    Notes
    -----
    Palma (2011), Development and Change 42(1). Undefined where the poorest four tenths have no
    income above 0.

    Examples
    --------
    >>> from povlib.measures.ranked import rank_rows
    >>> ten = rank_rows(np.arange(1.0, 11), counted=1.0, codes=np.zeros(10, int), size=1)
    >>> round(palma(ten).value.item(), 12)  # 10 / (1 + 2 + 3 + 4)
    1.0
    """
    bottom, rest = lorenz(ranked, share=0.4), lorenz(ranked, share=0.9)
    value = divide(1 - rest.value, bottom.value)

    def scores() -> np.ndarray:
        change = rest.scores() + value[ranked.codes] * bottom.scores()
        return -divide(change, bottom.value[ranked.codes])

    return Scored(value, scores)


def qsr(ranked: Ranked, *, rule: str = "laeken") -> Scored:
    """Give the income of the richest fifth over that of the poorest fifth (S80/S20).

    Parameters
    ----------
    ranked : Ranked
    rule : {"laeken", "mean", "lower"}
        Of the two quantiles, as in `quantile`.

    Notes
    -----
    Eurostat's rule as R's laeken: the poorest fifth are all with y <= q20, the richest all with
    y > q80; rows on a border are not cut. Where nobody is above q80 (few rows, or many with the
    highest income) there is no value; laeken gives 0. Scores by Osier (2009): a border that moves
    takes along the mean income near it, by the kernel of `heights`.

    Examples
    --------
    >>> from povlib.measures.ranked import rank_rows
    >>> ten = rank_rows(np.arange(1.0, 11), counted=1.0, codes=np.zeros(10, int), size=1)
    >>> qsr(ten).value.item()  # q20 = 3, q80 = 9: 10 / (1 + 2 + 3)
    1.6666666666666667
    """
    codes, income = ranked.codes, ranked.income
    low = quantiles(ranked, share=0.2, rule=rule)[codes]
    high = quantiles(ranked, share=0.8, rule=rule)[codes]
    poorest = ranked.total(ranked.counted * income * (income <= low))
    richest = ranked.total(ranked.counted * income * (income > high))
    value = divide(richest, np.where(richest > 0, poorest, 0.0))

    def scores() -> np.ndarray:
        below = _up_to(ranked, border=low, share=0.2)
        above = income - _up_to(ranked, border=high, share=0.8)
        return ranked.counted * divide(above - value[codes] * below, poorest[codes])

    return Scored(value, scores)


def ranks(ranked: Ranked, *, rule: str) -> np.ndarray:
    """Give what is counted below each row in a Gini coefficient.

    Parameters
    ----------
    ranked : Ranked
    rule : {"laeken", "convey"}
        Of the row itself, of weight w: w/2 counts as below it, or w - 1/2. Both are 1/2 without
        weights.

    Examples
    --------
    >>> from povlib.measures.ranked import rank_rows
    >>> two = rank_rows(np.array([1.0, 3]), counted=np.array([2.0, 4]), codes=np.zeros(2, int), size=1)
    >>> [ranks(two, rule=rule).tolist() for rule in GINI_RULES]
    [[1.0, 4.0], [1.5, 5.5]]
    """  # noqa: E501 (a doctest line)
    below = ranked.middle(ranked.running, ranked.counted)
    return below if rule == "laeken" else below + (ranked.counted - 1) / 2


def gini(ranked: Ranked, *, rule: str = "laeken") -> Scored:
    """Give the Gini coefficient, 0 (all the same) to 1.

    Parameters
    ----------
    ranked : Ranked
    rule : {"laeken", "convey"}
        Of a row's own weight, as in `ranks`.

    Notes
    -----
    2 sum(w y F) / sum(w y) - 1, F the share of weights below, equal incomes by half, and the row
    itself by the rule. "laeken" is R's laeken: equal to the area between the Lorenz curve and the
    diagonal, doubled, 0 where all incomes are equal, and the same for copies of rows as for
    weights. "convey" is R's convey: larger by sum(w (w - 1) y) / (sum(w) sum(w y)). Negative
    incomes are taken as they are (the value may then pass 1); undefined where the total income is
    not above 0. The score is the exact derivative by the row's weight.

    Examples
    --------
    >>> from povlib.measures.ranked import rank_rows
    >>> four = rank_rows(np.array([1.0, 2, 3, 4]), counted=1.0, codes=np.zeros(4, int), size=1)
    >>> round(gini(four).value.item(), 12)
    0.25
    """
    codes, own = ranked.codes, ranked.counted * ranked.income
    below = ranks(ranked, rule=rule)
    scale = ranked.weight * ranked.income_total
    value = divide(2 * ranked.total(own * below), np.where(ranked.income_total > 0, scale, 0)) - 1

    def scores() -> np.ndarray:
        above = ranked.income_total[codes] - ranked.middle(ranked.running_income, own)
        above += 0 if rule == "laeken" else own / 2
        moved = 2 * divide(ranked.income * below + above, scale[codes])
        kept = 1 / ranked.weight[codes] + divide(ranked.income, ranked.income_total[codes])
        return ranked.counted * (moved - (value[codes] + 1) * kept)

    return Scored(value, scores)


def gini_by_income(ranked: Ranked, *, rule: str = "laeken") -> np.ndarray:
    """Give the derivative of `gini` by each row's income, for a count of 1 (ranks as they are).

    Parameters
    ----------
    ranked : Ranked
    rule : {"laeken", "convey"}

    Examples
    --------
    >>> from povlib.measures.ranked import rank_rows
    >>> two = rank_rows(np.array([1.0, 3.0]), counted=1.0, codes=np.zeros(2, int), size=1)
    >>> gini_by_income(two).tolist()
    [-0.1875, 0.0625]
    """
    codes = ranked.codes
    share = 2 * divide(ranks(ranked, rule=rule), ranked.weight[codes])
    return divide(share - gini(ranked, rule=rule).value[codes] - 1, ranked.income_total[codes])


def _up_to(ranked: Ranked, *, border: np.ndarray, share: float) -> np.ndarray:
    """Give the influence of each row on the income of all up to a quantile."""
    near = heights(ranked, at=border)
    mean = divide(ranked.total(near * ranked.income), ranked.total(near))[ranked.codes]
    is_below = ranked.income <= border
    return ranked.income * is_below - np.where(np.isnan(mean), border, mean) * (is_below - share)
