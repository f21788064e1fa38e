"""Who is reached and who should have been: errors of exclusion and inclusion, coverage, leakage."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from povlib.measures.columns import (
    require_columns,
    require_unit,
    require_yes_no,
    to_flags,
    to_floats,
)
from povlib.measures.design import Census, Replicates, Sample
from povlib.measures.groups import group_rows
from povlib.measures.lines import require_line
from povlib.measures.ratios import Ratio, ratio_table, read_amounts
from povlib.measures.sums import Rows, is_poor

__all__ = ["targeting"]


def targeting(
    df: pd.DataFrame,
    *,
    income: str,
    line: float | str,
    reached: str,
    members: str | None,
    weight: str | None = None,
    unit: str,
    benefit: str | None = None,
    by: str | Sequence[str] | None = None,
    strict: bool = True,
    design: Census | Sample | Replicates | None = None,
) -> pd.DataFrame:
    """Measure how well a programme reaches those below the line.

    Parameters
    ----------
    df : DataFrame
        One row a household.
    income, line, members, weight : str, number or None
        As in `poverty`; income before what the programme gives.
    reached : str
        Column of 1 or True where the programme reached the household, else 0 or False.
    unit : {"persons", "households"}
    benefit : str, optional
        Column of baht that the household got, at least 0; a missing one is 0 where the household
        was not reached and unknown where it was. With it `leakage` is given.
    by : str or sequence of str, optional
    strict : bool
        True: exactly on the line is not poor.
    design : Census, Sample, Replicates or None
        As in `poverty`.

    Returns
    -------
    DataFrame
        The `by` columns, ``measure``, ``value``, ``se``, ``low``, ``high``, ``n``, ``n_missing``,
        ``reason``; with a Census ``coverage`` (rows used). Measures, each with its denominator:
        `coverage` (reached / all), `coverage_poor` (reached poor / poor), `coverage_not_poor`
        (reached others / others), `exclusion_error` (poor not reached / poor), `inclusion_error`
        (others reached / reached), `targeting_differential` (coverage_poor - coverage_not_poor:
        1 perfect, 0 no better than giving to all alike), `leakage` (baht to others / all baht).
        A denominator of 0 gives null with a reason, never 0. A row whose income, line, members,
        weight, reach or benefit is missing is left out and counted.

    Raises
    ------
    MeasureError
        A column is missing or holds something else, a line not above 0, unit not named.

    Notes
    -----
    Exclusion and inclusion: Cornia, Stewart (1993), "Two errors of targeting", Journal of
    International Development 5(5); with the denominators of Coady, Grosh, Hoddinott (2004),
    Targeting of Transfers in Developing Countries (undercoverage and leakage). Cornia and Stewart
    divide the second by all who are not poor: here that is `coverage_not_poor`. The differential:
    Ravallion (2009), World Bank Research Observer 24(2); Galasso, Ravallion (2005), Journal of
    Public Economics 89(4).

    Examples
    --------
    Poor are the first two; the first and the third are reached.

    >>> homes = pd.DataFrame({"baht": [10_000, 20_000, 40_000, 50_000], "helped": [1, 0, 1, 0]})
    >>> got = targeting(homes, income="baht", line=30_000, reached="helped", members=None,
    ...                 unit="households")
    >>> dict(zip(got["measure"], got["value"]))["exclusion_error"]
    0.5
    """
    require_unit(unit)
    require_yes_no(strict, where="strict")
    keys = [by] if isinstance(by, str) else list(by or ())
    named = [income, reached, line if isinstance(line, str) else None, *keys]
    require_columns(df, [name for name in named if name])
    values = {
        "income": to_floats(df[income], where=income),
        "line": to_floats(df[line], where=line) if isinstance(line, str) else line,
        "members": read_amounts(df, members),
        "weight": read_amounts(df, weight),
    }
    require_line(values["line"])
    is_reached = to_flags(df[reached], where=reached)
    baht = _baht(df, benefit, is_reached=is_reached)
    is_out = np.isnan(is_reached + baht + sum(values.values()))
    kept, groups = np.flatnonzero(~is_out), group_rows(df, keys)
    picked = {
        name: value[kept] if isinstance(value, np.ndarray) else float(value)
        for name, value in values.items()
    }
    rows = Rows(codes=groups.codes[kept], size=groups.size, **picked)
    return ratio_table(
        _ratios(
            is_poor(rows, strict=strict),
            is_reached[kept] == 1,
            # `ratio_table` counts persons or households; baht are of the household as it stands.
            baht=_per_counted(baht[kept], rows=rows, unit=unit) if benefit else None,
        ),
        frame=df,
        groups=groups,
        kept=kept,
        rows=rows,
        unit=unit,
        design=design,
    )


def _baht(df: pd.DataFrame, benefit: str | None, *, is_reached: np.ndarray) -> np.ndarray:
    if benefit is None:
        return np.zeros(len(df))
    baht = read_amounts(df, benefit)
    return np.where(np.isnan(baht) & (is_reached == 0), 0.0, baht)


def _per_counted(baht: np.ndarray, *, rows: Rows, unit: str) -> np.ndarray:
    """Give baht a person (or household), so that counting brings back the household's baht."""
    if unit == "households":
        return baht
    return np.divide(baht, rows.members, out=np.zeros(len(baht)), where=rows.members > 0)


def _ratios(poor: np.ndarray, reached: np.ndarray, *, baht: np.ndarray | None) -> list[Ratio]:
    everybody = np.ones(len(poor), dtype=bool)

    def ratio(
        key: str, top: np.ndarray, below: np.ndarray, undefined: str, **more: object
    ) -> Ratio:
        return Ratio({"measure": key}, top, below, undefined, **more)

    others = ratio("coverage_not_poor", ~poor & reached, ~poor, "all_poor")
    ratios = [
        ratio("coverage", reached, everybody, "nobody_counted"),
        ratio("coverage_poor", poor & reached, poor, "nobody_poor"),
        others,
        ratio("exclusion_error", poor & ~reached, poor, "nobody_poor"),
        ratio("inclusion_error", ~poor & reached, reached, "nobody_reached"),
        ratio(
            "targeting_differential",
            poor & reached,
            poor,
            "one_side_only",
            less=others,
            is_share=False,
        ),
    ]
    if baht is not None:
        ratios.append(ratio("leakage", baht * ~poor, baht, "no_benefit", is_share=False))
    return ratios
