"""Poverty in many dimensions: Alkire and Foster's counting, with a cut-off exact to the integer.

Weights and cut-off are fractions; a household's score is a whole number over their common
denominator, so a score exactly on the cut-off is poor whatever a computer's decimals are.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from povlib.errors import MeasureError
from povlib.measures.columns import require_columns, require_unit, to_flags
from povlib.measures.deprivation import (
    Deprived,
    Scheme,
    deprivation_ratios,
    nested_scheme,
    score_deprivations,
)
from povlib.measures.design import Census, Replicates, Sample
from povlib.measures.groups import group_rows
from povlib.measures.ratios import Ratio, ratio_table, read_amounts
from povlib.measures.sums import Rows

__all__ = ["Scheme", "alkire_foster", "nested_scheme", "read_flags"]

_HOLDS = {"deprived": (0, 1), "passes": (1, 0)}


def alkire_foster(
    df: pd.DataFrame,
    *,
    scheme: Scheme,
    members: str | None,
    weight: str | None = None,
    unit: str,
    by: str | Sequence[str] | None = None,
    missing: str = "drop",
    holds: str = "deprived",
    design: Census | Sample | Replicates | None = None,
) -> pd.DataFrame:
    """Count who is poor in several dimensions at once.

    Parameters
    ----------
    df : DataFrame
        One row a household; the columns of the scheme hold 1 or True, 0 or False, missing where
        the indicator does not apply or is unknown.
    scheme : Scheme
        As `nested_scheme` makes it of a preset of `params.read_dimensions`, or your own.
    members, weight : str or None
        As in `poverty`.
    unit : {"persons", "households"}
    by : str or sequence of str, optional
    missing : {"drop", "rescale", "not_deprived"}
        "drop" leaves a row with a missing indicator out and counts it; "rescale" takes the weights
        of the indicators that it has as the whole (a row with none is left out), which fits BMN's
        indicators that do not apply to every household; "not_deprived" takes a missing one as not
        deprived, and must be asked for by name.
    holds : {"deprived", "passes"}
        What a 1 in the columns says. The register's indicators hold "passes".
    design : Census, Sample, Replicates or None
        As in `poverty`.

    Returns
    -------
    DataFrame
        The `by` columns, ``measure``, ``indicator``, ``dimension`` ("" where it is of none),
        ``value``, ``se``, ``low``, ``high``, ``n``, ``n_missing``, ``reason``; with a Census
        ``coverage``.

        Of all: `headcount` (H: the score reaches the cut-off), `intensity` (A, the mean score of
        the poor; null where nobody is poor), `adjusted_headcount` (M0 = H A), `union_headcount`
        (deprived in at least one indicator: TPMAP's rule beside any cut-off) and
        `group_contribution` (the group's share of the M0 of all rows).
        Of each indicator: `uncensored_headcount` (deprived), `censored_headcount` (deprived and
        poor), `contribution` (share of M0; null where that is 0). Of each dimension of the scheme:
        `dimension_headcount` (deprived in one of its indicators or more: a TPMAP dimension),
        `dimension_censored_headcount`, `dimension_contribution`. Shares are of all rows used, also
        where an indicator does not apply.

    Raises
    ------
    MeasureError
        A column is missing or holds something else, a weight or the cut-off cannot be.

    Notes
    -----
    Alkire, Foster (2011), Journal of Public Economics 95(7-8). Contributions add up to 1, with
    "rescale" too (each row's weights are those that it was scored with).

    Examples
    --------
    >>> from fractions import Fraction
    >>> homes = pd.DataFrame({"water": [1, 1, 0], "school": [1, 0, 0], "members": [4, 2, 4]})
    >>> both = nested_scheme({"living": ["water"], "learning": ["school"]}, cutoff=Fraction(1))
    >>> got = alkire_foster(homes, scheme=both, members="members", unit="persons")
    >>> got.loc[got["dimension"] == "", ["measure", "value"]].values.tolist()
    [['headcount', 0.4], ['intensity', 1.0], ['adjusted_headcount', 0.4], ['union_headcount', 0.6], ['group_contribution', 1.0]]
    """  # noqa: E501 (a doctest line)
    require_unit(unit)
    keys = [by] if isinstance(by, str) else list(by or ())
    require_columns(df, [*scheme.weights, *keys])
    deprived = score_deprivations(
        read_flags(df, list(scheme.weights), holds=holds), scheme=scheme, missing=missing
    )
    persons, stands_for = read_amounts(df, members), read_amounts(df, weight)
    is_kept = deprived.is_used & ~np.isnan(persons * stands_for)
    kept = np.flatnonzero(is_kept)
    groups = group_rows(df, keys)
    rows = Rows(
        codes=groups.codes[kept],
        size=groups.size,
        income=np.zeros(len(kept)),
        line=np.nan,
        members=persons[kept],
        weight=stands_for[kept],
    )
    return ratio_table(
        _ratios(deprived, scheme=scheme, kept=kept),
        frame=df,
        groups=groups,
        kept=kept,
        rows=rows,
        unit=unit,
        design=design,
    )


def read_flags(df: pd.DataFrame, names: Sequence[str], *, holds: str) -> np.ndarray:
    """Give indicators as int8: 1 deprived, 0 not, -1 missing; one column each.

    Parameters
    ----------
    df : DataFrame
    names : sequence of str
    holds : {"deprived", "passes"}
        What a 1 in the frame says.

    Raises
    ------
    MeasureError
        A column holds anything but 0, 1 and missing, or `holds` is neither word.

    Examples
    --------
    >>> read_flags(pd.DataFrame({"a": [1, 0, None]}), ["a"], holds="passes").ravel().tolist()
    [0, 1, -1]
    """
    if holds not in _HOLDS:
        raise MeasureError(
            "ต้องบอกว่า 1 ในคอลัมน์ตัวชี้วัดหมายถึงอะไร",
            got=holds,
            where="holds",
            todo=f"ใช้ {', '.join(_HOLDS)}",
        )
    flags = np.full((len(df), len(names)), -1, dtype=np.int8)
    for at, name in enumerate(names):
        values = to_flags(df[name], where=name)
        for said, meant in zip((0, 1), _HOLDS[holds], strict=True):
            flags[values == said, at] = meant
    return flags


def _ratios(deprived: Deprived, *, scheme: Scheme, kept: np.ndarray) -> list[Ratio]:
    values = {key: value[kept] for key, value in deprived.adds.items()}
    undefined = {"counted": "nobody_counted", "poor": "nobody_deprived", "score": "nobody_deprived"}
    ratios = [
        Ratio(
            {"measure": measure, "indicator": indicator, "dimension": dimension},
            values[top],
            values[below],
            undefined[below[0]],
            is_share=measure not in ("intensity", "adjusted_headcount"),
        )
        for measure, indicator, dimension, top, below in deprivation_ratios(scheme)
    ]
    labels = {"measure": "group_contribution", "indicator": "", "dimension": ""}
    score = values["score", ""]
    ratios.insert(4, Ratio(labels, score, score, "nobody_deprived", is_part=True))
    return ratios
