"""Measures of poverty that need the poor in order: Sen, Sen-Shorrocks-Thon, the TIP curve, medians.

All but one look at incomes over the line, so that a line of each row's own is allowed. Scores are
exact derivatives by the row's weight. ``by_line`` is the derivative by the line: who is below it
moves along the density at the line, and the gaps of the poor widen.
"""

import numpy as np

from povlib.measures.lorenz import gini, gini_by_income, heights, quantiles, ranks
from povlib.measures.ranked import Ranked, rank_rows
from povlib.measures.scored import Scored, divide

__all__ = ["median_gap_ratio", "median_poor", "sen", "sen_shorrocks_thon", "tip_curve"]


def sen(ranked: Ranked, *, is_poor: np.ndarray, rule: str = "laeken") -> Scored:
    """Give Sen's index: H (I + (1 - I) G), G the Gini of incomes over the line among the poor.

    Parameters
    ----------
    ranked : Ranked
        Of incomes over the line.
    is_poor : ndarray of bool, one a ranked row
    rule : {"laeken", "convey"}
        Of the Gini coefficient.

    Notes
    -----
    Sen (1976), Econometrica 44(2), in the form that copies of the population do not change (his
    own has (q + 1) for a head count q; both meet for large q). 0 where nobody is poor. Incomes
    among the poor that add up to 0 or less have G = 0 and (1 - I) G = 0 with it.

    Examples
    --------
    Incomes 10 and 20 under a line of 30, two above: H = 1/2, I = 1/2, G = 1/6.

    >>> four = rank_rows(np.array([1/3, 2/3, 2, 3]), counted=1.0, codes=np.zeros(4, int), size=1)
    >>> round(sen(four, is_poor=four.income < 1).value.item(), 12)  # (1/2 + 1/2 * 1/6) / 2
    0.291666666667
    """
    poor = _only(ranked, is_poor)
    among = gini(poor, rule=rule)
    spread = np.nan_to_num(among.value)
    heads = divide(poor.weight, ranked.weight)
    gaps = divide(poor.total(poor.counted * (1 - poor.income)), ranked.weight)

    def scores() -> np.ndarray:
        codes, own = ranked.codes, ranked.counted / ranked.weight[ranked.codes]
        gap = np.where(is_poor, 1 - ranked.income, 0.0)
        moved = spread[codes] * (is_poor - heads[codes])
        moved += (1 - spread[codes]) * (gap - gaps[codes])
        inner = poor.spread(np.nan_to_num(among.scores()), rows=len(codes))
        return own * moved + (heads - gaps)[codes] * inner

    def by_line() -> np.ndarray:
        codes = ranked.codes
        entering = heights(ranked, at=np.ones(len(codes))) / ranked.weight[codes]
        wider = ranked.counted * np.where(is_poor, ranked.income, 0.0) / ranked.weight[codes]
        moved = spread[codes] * entering + (1 - spread[codes]) * wider
        of_gini = _gini_by_line(ranked, poor, spread, entering, rule=rule)
        return moved + (heads - gaps)[codes] * of_gini

    return Scored(heads * spread + gaps * (1 - spread), scores, by_line)


def sen_shorrocks_thon(ranked: Ranked, *, is_poor: np.ndarray, rule: str = "laeken") -> Scored:
    """Give the Sen-Shorrocks-Thon index: poverty gap x (1 + Gini of the gaps of all).

    Parameters
    ----------
    ranked : Ranked
        Of incomes over the line.
    is_poor : ndarray of bool, one a ranked row
    rule : {"laeken", "convey"}
        Of the Gini coefficient.

    Notes
    -----
    Shorrocks (1995), Econometrica 63(5). 0 where nobody is poor.

    Examples
    --------
    Gaps 2/3, 1/3, 0, 0 of a line: 2/16 * (2/3 * 3.5 + 1/3 * 2.5).

    >>> four = rank_rows(np.array([1/3, 2/3, 2, 3]), counted=1.0, codes=np.zeros(4, int), size=1)
    >>> round(sen_shorrocks_thon(four, is_poor=four.income < 1).value.item(), 12)
    0.395833333333
    """
    gaps = _gaps(ranked, is_poor)
    own = gaps.counted * gaps.income
    below = ranks(gaps, rule=rule)
    value = divide(2 * gaps.total(own * below), gaps.weight**2)

    def scores() -> np.ndarray:
        codes = gaps.codes
        above = gaps.income_total[codes] - gaps.middle(gaps.running_income, own)
        above += 0 if rule == "laeken" else own / 2
        moved = 2 * (gaps.income * below + above) / gaps.weight[codes] ** 2
        kept = 2 * value[codes] / gaps.weight[codes]
        return gaps.spread(gaps.counted * (moved - kept), rows=len(codes))

    def by_line() -> np.ndarray:
        reach = 2 * gaps.counted * below / gaps.weight[gaps.codes] ** 2
        reach = gaps.spread(reach, rows=len(ranked.codes))
        return reach * np.where(is_poor, ranked.income, 0.0)

    return Scored(value, scores, by_line)


def tip_curve(ranked: Ranked, *, is_poor: np.ndarray, share: float) -> Scored:
    """Give the gaps of the poorest share of what is counted, added up and over all ("three I's").

    Parameters
    ----------
    ranked : Ranked
        Of incomes over the line.
    is_poor : ndarray of bool, one a ranked row
    share : float
        0 to 1; at 1 the curve has the poverty gap, and it is flat from the headcount on.

    Notes
    -----
    Jenkins, Lambert (1997), Oxford Economic Papers 49(3). A row on the border is cut in proportion.

    Examples
    --------
    >>> four = rank_rows(np.array([1/3, 2/3, 2, 3]), counted=1.0, codes=np.zeros(4, int), size=1)
    >>> round(tip_curve(four, is_poor=four.income < 1, share=0.25).value.item(), 12)  # 2/3 / 4
    0.166666666667
    """
    codes = ranked.codes
    gap = np.where(is_poor, 1 - ranked.income, 0.0)
    border = share * ranked.weight[codes]
    inside = np.clip((border - ranked.running) / ranked.counted + 1, 0, 1)
    value = divide(ranked.total(ranked.counted * gap * inside), ranked.weight)

    def scores() -> np.ndarray:
        # The gap at the border: that of the last row wholly or partly inside.
        last = ranked.total((inside > 0).astype(np.float64)).astype(np.int64)[codes] - 1
        at = gap[np.maximum(ranked.ends[:-1][codes] + last, 0)]
        moved = np.maximum(gap - at, 0) + share * at - value[codes]
        return ranked.counted * moved / ranked.weight[codes]

    def by_line() -> np.ndarray:
        wider = inside * np.where(is_poor, ranked.income, 0.0)
        return ranked.counted * wider / ranked.weight[codes]

    return Scored(value, scores, by_line)


def median_gap_ratio(ranked: Ranked, *, is_poor: np.ndarray, rule: str) -> Scored:
    """Give how far the median poor lies below the line, as a share of it.

    Parameters
    ----------
    ranked : Ranked
        Of incomes over the line.
    is_poor : ndarray of bool, one a ranked row
    rule : {"laeken", "mean", "lower"}
        Of the median.

    Notes
    -----
    1 - median of y / z among the poor: Europe's relative median at-risk-of-poverty gap where z is
    60 % of the median. Undefined where nobody is poor. Scores by Osier (2009); 0 where all incomes
    over the line are equal, as every sample then has the same.

    Examples
    --------
    >>> five = rank_rows(np.array([1/4, 1/2, 3/4, 2, 3]), counted=1.0, codes=np.zeros(5, int), size=1)
    >>> median_gap_ratio(five, is_poor=five.income < 1, rule="laeken").value.item()
    0.5
    """  # noqa: E501 (a doctest line)
    codes = ranked.codes
    median = quantiles(_only(ranked, is_poor), share=0.5, rule=rule)
    at = median[codes]

    def scores() -> np.ndarray:
        share = np.where(is_poor, 0.5 - (ranked.income <= at), 0.0)
        near = ranked.total(heights(ranked, at=at))[codes]
        return -ranked.counted * np.where(near > 0, divide(share, near), 0.0)

    def by_line() -> np.ndarray:
        near = heights(ranked, at=at)
        moved = 0.5 * heights(ranked, at=np.ones(len(codes))) - at * near
        return -np.nan_to_num(divide(moved, ranked.total(near)[codes]))

    return Scored(1 - median, scores, by_line)


def median_poor(ranked: Ranked, *, is_poor: np.ndarray, line: np.ndarray, rule: str) -> Scored:
    """Give the median income of those below the line.

    Parameters
    ----------
    ranked : Ranked
        Of incomes.
    is_poor : ndarray of bool, one a ranked row
    line : ndarray of float64, one a ranked row
        Baht per person and year.
    rule : {"laeken", "mean", "lower"}
        Of the median.

    Notes
    -----
    Undefined where nobody is poor. The density at the median is that of all whose line is above
    it (with one line: of all), as in R's convey.

    Examples
    --------
    >>> five = rank_rows(np.array([5.0, 10, 15, 40, 60]), counted=1.0, codes=np.zeros(5, int), size=1)
    >>> median_poor(five, is_poor=five.income < 20, line=np.full(5, 20.0), rule="laeken").value.item()
    10.0
    """  # noqa: E501 (a doctest line)
    codes = ranked.codes
    median = quantiles(_only(ranked, is_poor), share=0.5, rule=rule)
    at = median[codes]
    is_over = line > at

    def near() -> np.ndarray:
        return ranked.total(heights(ranked, at=at) * is_over)[codes]

    def scores() -> np.ndarray:
        share = np.where(is_poor, 0.5 - (ranked.income <= at), 0.0)
        return ranked.counted * np.where(near() > 0, divide(share, near()), 0.0)

    def by_line() -> np.ndarray:
        return np.nan_to_num(divide((is_over - 0.5) * heights(ranked, at=line), near()))

    return Scored(median, scores, by_line)


def _gini_by_line(
    ranked: Ranked, poor: Ranked, spread: np.ndarray, entering: np.ndarray, *, rule: str
) -> np.ndarray:
    """Give the derivative of the Gini among the poor by the logarithm of the line.

    Who enters stands at the top of the poor; those there keep their rank and lose income over the
    line.
    """
    kept = poor.counted * poor.income * gini_by_income(poor, rule=rule)
    codes, more = ranked.codes, spread + 1
    top = (divide(2 - more, poor.income_total) - divide(more, poor.weight))[codes]
    if rule == "convey":
        top = top + divide(ranked.counted - 1, (poor.weight * poor.income_total)[codes])
    mass = entering * ranked.weight[codes]
    return np.nan_to_num(top) * mass - poor.spread(np.nan_to_num(kept), rows=len(codes))


def _only(ranked: Ranked, is_kept: np.ndarray) -> Ranked:
    place = np.flatnonzero(is_kept)
    return Ranked(
        place, ranked.codes[place], ranked.income[place], ranked.counted[place], ranked.size
    )


def _gaps(ranked: Ranked, is_poor: np.ndarray) -> Ranked:
    gap = np.where(is_poor, 1 - ranked.income, 0.0)
    return rank_rows(gap, counted=ranked.counted, codes=ranked.codes, size=ranked.size)
