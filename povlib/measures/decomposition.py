"""Inequality between and within groups: parts that add up to the whole, each with an error.

Generalised entropy splits into two parts exactly. The Gini coefficient leaves an overlap of the
groups' ranges, and Atkinson's index a product of its two parts: each stands as a part of its own.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from povlib.errors import MeasureError
from povlib.measures.answers import errors_by, laid_out
from povlib.measures.case import Case
from povlib.measures.coverage import with_coverage
from povlib.measures.design import Census, Replicates, Sample
from povlib.measures.groups import group_rows
from povlib.measures.parts import atkinson_parts, entropy_parts, gini_parts
from povlib.measures.poverty import tidy
from povlib.measures.question import read_question
from povlib.measures.registry import Asked, require_measures
from povlib.measures.scored import Scored, divide

__all__ = ["decomposition"]

_PARTS = {
    "ge": ("total", "between", "within"),
    "gini": ("total", "between", "within", "overlap"),
    "atkinson": ("total", "between", "within", "cross"),
}


def decomposition(
    df: pd.DataFrame,
    *,
    income: str,
    members: str | None,
    weight: str | None = None,
    unit: str,
    by: str | Sequence[str],
    measures: str | Sequence[str] = "ge",
    missing: str = "drop",
    design: Census | Sample | Replicates | None = None,
) -> pd.DataFrame:
    """Split inequality into that between groups and that within them.

    Parameters
    ----------
    df, income, members, weight, unit, missing, design
        As in `povlib.measures.poverty`.
    by : str or sequence of str
        Key columns of the groups.
    measures : str or sequence of str
        ``ge`` (0, 1, 2 or "ge:number"), ``gini``, ``atkinson`` (0.5, 1, 2 or "atkinson:number").

    Returns
    -------
    DataFrame
        One row a measure and part: ``measure``, ``part``, ``value``, ``se``, ``low``, ``high``,
        ``share`` (of the total; null where that is 0), ``n``, ``n_missing``, ``reason``. The parts
        add up to the part "total", which is what `poverty` gives for all rows.

    Raises
    ------
    MeasureError
        As `povlib.measures.poverty`; or a measure that has no such parts.

    Notes
    -----
    "between" is the inequality if each had the group's mean (Atkinson: the group's equal
    equivalent). p are shares of what is counted, s of income, m the means.

    - ge: within = sum of p (m_g / m)^a GE_g: Shorrocks (1984), Econometrica 52(6). Exact.
    - gini: within = sum of p s G_g; overlap is what remains, 0 where no group's incomes reach
      into another's: Lambert, Aronson (1993), Economic Journal 103(420).
    - atkinson: within = sum of s A_g, and 1 - A = (1 - between)(1 - within): cross is
      - between x within: Blackorby, Donaldson, Auersperg (1981), Canadian Journal of Economics 14.

    Errors are those of exact derivatives by the rows' weights, the groups' means and shares moving
    too.

    Examples
    --------
    Two groups of means 2 and 6: GE(2) = variance / (2 mean^2) = 5 / 32, of it 4 / 32 between.

    >>> homes = pd.DataFrame({"zone": [1, 1, 2, 2], "baht": [1, 3, 5, 7]})
    >>> got = decomposition(homes, income="baht", members=None, unit="households", by="zone",
    ...                     measures="ge:2")
    >>> got["part"].tolist(), got["value"].tolist(), got["share"].tolist()
    (['total', 'between', 'within'], [0.15625, 0.125, 0.03125], [1.0, 0.8, 0.2])
    """
    chosen = require_measures(measures)
    _require_parts(chosen)
    asked = read_question(
        df,
        income=income,
        line=1.0,  # no part looks at a line
        members=members,
        weight=weight,
        unit=unit,
        by=by,
        strict=True,
        missing=missing,
        quantile_rule="laeken",
        also=("part", "share", "coverage"),
    )
    groups, size = asked.case.rows.codes, asked.groups.size
    n, n_missing = asked.n.sum(keepdims=True), asked.n_missing.sum(keepdims=True)

    def measure(case: Case) -> list[Scored]:
        grouped = replace(case, rows=replace(case.rows, codes=groups, size=size))
        return [one for each in chosen for one in _parts(case, grouped, each)]

    whole = replace(asked.case.rows, codes=np.zeros_like(groups), size=1)
    whole_case = replace(asked.case, rows=whole)
    scored = measure(whole_case)
    errors = errors_by(design, frame=df, kept=asked.kept)
    found = errors.find(whole_case, scored, measure)
    named = [(each, part) for each in chosen for part in _PARTS[each.measure.key]]
    answers = [
        laid_out(each, one.value, error=error, n=n, is_sampled=errors.is_sampled)
        for (each, _), one, error in zip(named, scored, found, strict=True)
    ]
    frame = tidy(pd.DataFrame(index=range(1)), answers=answers, n=n, n_missing=n_missing)
    frame.insert(1, "part", pd.array([part for _, part in named], dtype="str"))
    total = frame["value"].where(frame["part"] == "total").ffill().to_numpy()
    frame.insert(6, "share", divide(frame["value"].to_numpy(), total))
    of_all = group_rows(df, [])
    return with_coverage(frame, design=design, df=df, groups=of_all, n=n, n_missing=n_missing)


def _require_parts(chosen: Sequence[Asked]) -> None:
    for asked in chosen:
        if asked.measure.key not in _PARTS:
            raise MeasureError(
                "ต้องเป็นตัวชี้วัดความเหลื่อมล้ำที่แยกเป็นส่วนได้",
                got=asked.key,
                where="measures",
                todo=f"ใช้ {', '.join(_PARTS)}",
            )


def _parts(whole: Case, grouped: Case, asked: Asked) -> tuple[Scored, ...]:
    key, number = asked.measure.key, asked.parameter
    if key == "ge":
        return entropy_parts(whole, grouped, alpha=number)
    if key == "gini":
        return gini_parts(whole, grouped)
    return atkinson_parts(whole, grouped, epsilon=number)
