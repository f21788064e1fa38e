"""Was growth good for the poor: the growth of their incomes, and the growth that poverty felt."""

import numpy as np
import pandas as pd

from povlib.measures.change import datt_ravallion
from povlib.measures.columns import require_columns, require_unit, to_floats
from povlib.measures.lines import require_line
from povlib.measures.ratios import read_amounts

__all__ = ["pro_poor_rates"]

_KEYS = ("growth_mean", "growth_mean_poor", "ravallion_chen", "pro_poor_index", "pegr")


def pro_poor_rates(
    before: pd.DataFrame,
    after: pd.DataFrame,
    *,
    income: str,
    line: float,
    members: str | None,
    weight: str | None = None,
    unit: str,
    measure: str = "poverty_gap",
) -> pd.DataFrame:
    """Measure the growth of incomes of the poor between two years, by rank and not by household.

    Parameters
    ----------
    before, after : DataFrame
        One row a household; the same columns. A row with a missing number is left out and counted.
    income, members, weight, unit :
        As in `poverty`; incomes of both years at the same prices.
    line : float
        Baht per person and year, one for both years.
    measure : str
        The measure of poverty that `pro_poor_index` and `pegr` are about: as in `datt_ravallion`.

    Returns
    -------
    DataFrame
        ``measure``, ``value``, ``n``, ``n_missing`` (rows of both years), ``reason``. All are
        growth over the whole time between the two years, but the index:
        `growth_mean` (of the mean of all); `growth_mean_poor` (of the mean of the poorest share H,
        where H is the headcount before); `ravallion_chen` (the mean of the growth at each rank up
        to H); `pro_poor_index` (the change of poverty over the part of it that growth alone would
        have made); `pegr` (the index times `growth_mean`: growth alike for all that would have
        changed poverty as much). Growth is for the poor where `ravallion_chen`, or `pegr`, is
        above `growth_mean`; in a fall of the mean too, where the index itself turns round.

        Null with a reason: "no_rows", "no_income" (a mean not above 0), "nobody_poor" (before),
        "income_not_positive" (an income of the poor before is not above 0: `ravallion_chen`), or
        "no_growth" (growth alone would change nothing: the index and `pegr`).

    Raises
    ------
    MeasureError
        As `poverty`; or another measure than those of `datt_ravallion`.

    Notes
    -----
    Ravallion, Chen (2003), Economics Letters 78(1): the area under the growth incidence curve up to
    H, over H; exact here, both quantile functions being steps. Kakwani, Pernia (2000), Asian
    Development Review 18(1); Kakwani, Son (2008), Review of Income and Wealth 54(4), for the
    poverty equivalent growth rate; the growth part is Shapley's (the mean of both orders), as they
    take it, of differences and not of logarithms, so that poverty may end at 0.

    Examples
    --------
    Of the four the two poor rise by half and by a tenth, the others not at all.

    >>> start = pd.DataFrame({"baht": [10_000.0, 20_000, 60_000, 80_000]})
    >>> end = pd.DataFrame({"baht": [15_000.0, 22_000, 60_000, 80_000]})
    >>> got = pro_poor_rates(start, end, income="baht", line=30_000, members=None,
    ...                      unit="households").set_index("measure")["value"]
    >>> got[["growth_mean", "growth_mean_poor", "ravallion_chen"]].round(4).tolist()
    [0.0412, 0.2333, 0.3]
    """
    require_unit(unit)
    require_line(line)
    call = {"income": income, "members": members, "weight": weight, "unit": unit}
    (first, n, out), (second, more, more_out) = (_read(frame, **call) for frame in (before, after))
    values = dict.fromkeys(_KEYS, np.nan)
    reasons = dict.fromkeys(_KEYS, "no_rows" if not len(first[0]) or not len(second[0]) else "")
    if not reasons["pegr"]:
        if min(_mean(first), _mean(second)) > 0:
            parts = datt_ravallion(before, after, line=line, measure=measure, **call).iloc[0]
            values, reasons = _rates(first, second, line=line, parts=parts)
        else:
            reasons = dict.fromkeys(_KEYS, "no_income")
    return pd.DataFrame(
        {
            "measure": pd.array(_KEYS, dtype="str"),
            "value": [values[key] for key in _KEYS],
            "n": n + more,
            "n_missing": out + more_out,
            "reason": pd.array([reasons[key] for key in _KEYS], dtype="str"),
        }
    )


_Ranked = tuple[np.ndarray, np.ndarray]


def _read(
    frame: pd.DataFrame, *, income: str, members: str | None, weight: str | None, unit: str
) -> tuple[_Ranked, int, int]:
    """Give incomes in order with their share of what is counted; rows used and left out."""
    require_columns(frame, [income])
    baht = to_floats(frame[income], where=income)
    persons, stands_for = read_amounts(frame, members), read_amounts(frame, weight)
    is_out = np.isnan(baht + persons + stands_for)
    counted = stands_for * (persons if unit == "persons" else 1.0)
    place = np.flatnonzero(~is_out & (counted > 0))
    place = place[np.argsort(baht[place], kind="stable")]
    share = counted[place] / counted[place].sum()
    return (baht[place], share), int((~is_out).sum()), int(is_out.sum())


def _mean(ranked: _Ranked) -> float:
    return float((ranked[0] * ranked[1]).sum())


def _rates(
    first: _Ranked, second: _Ranked, *, line: float, parts: pd.Series
) -> tuple[dict[str, float], dict[str, str]]:
    growth = _mean(second) / _mean(first) - 1
    values, reasons = dict.fromkeys(_KEYS, np.nan), dict.fromkeys(_KEYS, "")
    values["growth_mean"] = growth
    poor = float(first[1][first[0] < line].sum())
    if poor == 0:
        return values, reasons | dict.fromkeys(_KEYS[1:], "nobody_poor")
    width, old, new = _steps(first, second, until=poor)
    start, end = (width * old).sum(), (width * new).sum()
    if start > 0:
        values["growth_mean_poor"] = float(end / start - 1)
    else:
        reasons["growth_mean_poor"] = "income_not_positive"
    if (old > 0).all():
        values["ravallion_chen"] = float((width * (new / old - 1)).sum() / width.sum())
    else:
        reasons["ravallion_chen"] = "income_not_positive"
    if not abs(parts["growth"]) > 1e-12:  # rounding is no growth
        return values, reasons | dict.fromkeys(_KEYS[3:], "no_growth")
    values["pro_poor_index"] = float(parts["change"] / parts["growth"])
    values["pegr"] = values["pro_poor_index"] * growth
    return values, reasons


def _steps(
    first: _Ranked, second: _Ranked, *, until: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Cut the poorest share into steps on which both quantile functions are level."""
    ranks = [np.cumsum(ranked[1]) for ranked in (first, second)]
    ends = np.unique(np.concatenate([*ranks, [until]]))
    ends = ends[ends <= until]
    starts = np.concatenate(([0.0], ends[:-1]))
    middle = (starts + ends) / 2
    old, new = (
        ranked[0][np.minimum(np.searchsorted(rank, middle), len(rank) - 1)]
        for ranked, rank in zip((first, second), ranks, strict=True)
    )
    return ends - starts, old, new
