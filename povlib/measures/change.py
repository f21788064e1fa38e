"""What changed between two years: growth or redistribution, and for whom incomes grew."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from povlib.errors import MeasureError
from povlib.measures.lines import require_line
from povlib.measures.poverty import poverty
from povlib.measures.registry import ALIASES

__all__ = ["datt_ravallion", "growth_incidence"]

_SCALE_FREE = ("headcount", "poverty_gap", "squared_gap", "watts", "sen", "sst")


def datt_ravallion(
    before: pd.DataFrame,
    after: pd.DataFrame,
    *,
    income: str,
    line: float,
    members: str | None,
    weight: str | None = None,
    unit: str,
    measure: str = "headcount",
) -> pd.DataFrame:
    """Split a change of poverty into growth of the mean and change of the distribution.

    Parameters
    ----------
    before, after : DataFrame
        One row a household; the same columns.
    income, members, weight, unit :
        As in `poverty`; incomes of both years at the same prices.
    line : float
        Baht per person and year, one for both years.
    measure : str
        headcount (fgt0), poverty_gap (fgt1), squared_gap (fgt2), watts, sen or sst.

    Returns
    -------
    DataFrame
        One row a reference: "shapley" (the mean of both orders, no residual; the one to show),
        "before", "after"; columns ``reference``, ``change``, ``growth``, ``redistribution``,
        ``residual``. Parts add up to the change.

    Raises
    ------
    MeasureError
        Another measure, or a mean income not above 0.

    Notes
    -----
    Datt, Ravallion (1992), Journal of Development Economics 38(2); Shorrocks (2013), Journal of
    Economic Inequality 11(1), for the Shapley rule. Growth is every income times the ratio of the
    means; redistribution is the other year's Lorenz curve at the same mean.

    Examples
    --------
    Everybody earns a tenth more: all is growth.

    >>> homes = pd.DataFrame({"baht": [20_000.0, 28_000, 60_000]})
    >>> more = homes * 1.1
    >>> got = datt_ravallion(homes, more, income="baht", line=30_000, members=None,
    ...                      unit="households")
    >>> got.loc[0, ["change", "growth", "redistribution"]].astype(float).round(6).tolist()
    [-0.333333, -0.333333, 0.0]
    """
    measure = ALIASES.get(measure, measure)
    if measure not in _SCALE_FREE:
        raise MeasureError(
            "ตัวชี้วัดต้องเป็นความยากจนที่ขึ้นกับค่าเฉลี่ยและการกระจายเท่านั้น",
            got=measure,
            where="measure",
            todo=f"ใช้ {', '.join(_SCALE_FREE)}",
        )
    require_line(line)
    call = {"income": income, "members": members, "weight": weight, "unit": unit}
    frames = (before, after)
    means = [_one(frame, line=line, measures="mean", **call) for frame in frames]
    if not all(mean > 0 for mean in means):
        raise MeasureError("รายได้เฉลี่ยต้องมากกว่า 0", got=means, where=income)

    def level(distribution: int, mean: int) -> float:
        # Incomes times k against a line are incomes against the line over k.
        # The ratio first: at its own mean the line stays the line, and who is on it is not poor.
        own_line = line * (means[distribution] / means[mean])
        return _one(frames[distribution], line=own_line, measures=measure, **call)

    start, end = level(0, 0), level(1, 1)
    moved, spread = level(0, 1), level(1, 0)
    rows = {
        "shapley": ((moved - start + end - spread) / 2, (spread - start + end - moved) / 2),
        "before": (moved - start, spread - start),
        "after": (end - spread, end - moved),
    }
    told = [
        (name, end - start, growth, shared, end - start - growth - shared)
        for name, (growth, shared) in rows.items()
    ]
    columns = ["reference", "change", "growth", "redistribution", "residual"]
    result = pd.DataFrame(told, columns=columns)
    result.loc[0, "residual"] = 0.0
    return result


def growth_incidence(
    before: pd.DataFrame,
    after: pd.DataFrame,
    *,
    income: str,
    line: float,
    members: str | None,
    weight: str | None = None,
    unit: str,
    shares: Sequence[float] = tuple(at / 100 for at in range(1, 100)),
) -> pd.DataFrame:
    """Give the growth of income at each share of the population, and the pro-poor rate.

    Parameters
    ----------
    before, after : DataFrame
    income, line, members, weight, unit :
        As in `datt_ravallion`.
    shares : sequence of float
        Between 0 and 1, rising.

    Returns
    -------
    DataFrame
        ``kind`` ("quantile", "mean", "pro_poor"), ``share`` (NaN for the last two), ``growth``,
        ``reason`` ("no_rows", "nobody_poor", "income_not_positive"; "" where there is a value):
        after / before - 1 of the quantile (rule "lower", NaN where it was not above 0) and of the
        mean; "pro_poor" is the fall of the Watts index over the headcount before: the mean log
        growth of the incomes of those who were poor before (by rank, not the same households),
        where a rise counts up to the line. NaN where nobody was poor or an income of a poor one is
        not above 0. `propoor.pro_poor_rates` gives the mean growth itself, also beyond the line.

    Notes
    -----
    Ravallion, Chen (2003), Economics Letters 78(1).

    Examples
    --------
    >>> homes = pd.DataFrame({"baht": [10_000.0, 20_000, 60_000, 80_000]})
    >>> got = growth_incidence(homes, homes * 1.5, income="baht", line=30_000, members=None,
    ...                        unit="households", shares=[0.25, 0.5])
    >>> got["growth"].round(3).tolist()  # the last: (ln 1.5 + ln(30/20)) / 2
    [0.5, 0.5, 0.5, 0.405]
    """
    call = {"income": income, "line": line, "members": members, "weight": weight, "unit": unit}
    keys = [f"quantile:{float(share)!r}" for share in shares]
    asked = [*keys, "mean", "watts", "headcount"]
    first, second = (
        poverty(frame, measures=asked, quantile_rule="lower", **call).set_index("measure")["value"]
        for frame in (before, after)
    )
    names = [*keys, "mean"]
    ratio = np.where(first[names] > 0, second[names] / first[names].where(first[names] > 0), np.nan)
    poor = first["headcount"] if first["headcount"] > 0 else np.nan
    growth = np.array([*(ratio - 1), (first["watts"] - second["watts"]) / poor])
    is_empty = np.isnan(first["mean"]) or np.isnan(second["mean"])
    reason = np.where(np.isnan(growth), "no_rows" if is_empty else "income_not_positive", "")
    if first["headcount"] == 0 and not is_empty:
        reason[-1] = "nobody_poor"
    return pd.DataFrame(
        {
            "kind": ["quantile"] * len(keys) + ["mean", "pro_poor"],
            "share": [*shares, np.nan, np.nan],
            "growth": growth,
            "reason": pd.array(reason.astype(object), dtype="str"),
        }
    )


def _one(frame: pd.DataFrame, **call: object) -> float:
    return float(poverty(frame, **call)["value"].item())
