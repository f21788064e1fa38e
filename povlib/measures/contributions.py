"""What each group contributes to poverty: its share of a total, with an error of its own."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from povlib.errors import MeasureError
from povlib.measures.answers import Answer, Errors, errors_by, measure_all
from povlib.measures.case import Case
from povlib.measures.coverage import with_coverage
from povlib.measures.design import Census, Replicates, Sample
from povlib.measures.intervals import normal_interval, wilson_interval
from povlib.measures.lines import RelativeLine
from povlib.measures.poverty import tidy
from povlib.measures.question import Question, read_question
from povlib.measures.registry import MEASURES, UNDEFINED, Asked, require_measures
from povlib.measures.scored import Scored, divide

__all__ = ["contributions"]


def contributions(
    df: pd.DataFrame,
    *,
    income: str,
    line: float | str | RelativeLine,
    members: str | None,
    weight: str | None = None,
    unit: str,
    by: str | Sequence[str],
    measures: str | Sequence[str],
    strict: bool = True,
    missing: str = "drop",
    design: Census | Sample | Replicates | None = None,
    quantile_rule: str = "laeken",
) -> pd.DataFrame:
    """Give the share of a total that each group makes up.

    Parameters
    ----------
    df, income, line, members, weight, unit, strict, missing, design, quantile_rule
        As in `povlib.measures.poverty`.
    by : str or sequence of str
        Key columns of the groups.
    measures : str or sequence of str
        Measures that are sums (`poor_persons`, `cost_to_close_baht`, ...), or means over all that
        is counted (`headcount`, `poverty_gap`, `squared_gap`, `watts`, `mean`): the whole is then
        the mean of the groups by what they count.

    Returns
    -------
    DataFrame
        As `povlib.measures.poverty` gives it, with ``value`` the group's share of the whole (they
        add up to 1) and ``counted_share`` its share of what `unit` counts, whatever unit a measure
        has in its name. Where the whole is 0 there is nothing to share: null with a reason. A group
        without complete rows is null too.

    Raises
    ------
    MeasureError
        As `povlib.measures.poverty`; or a measure whose groups do not add up.

    Notes
    -----
    A_g / A for the sum A: Foster, Greer, Thorbecke (1984), Econometrica 52(3). The score of a row
    is (1[in g] - A_g / A) a / A, so rows of the other groups count in a group's error. Intervals
    are Wilson's with the effective sample size; those of shares of income are normal.

    Examples
    --------
    Gaps to 30,000: 4 x 15,000 in the first village, 2 x 3,000 in the second.

    >>> homes = pd.DataFrame({"village": [1, 2, 2], "baht": [15_000, 27_000, 90_000],
    ...                       "members": [4, 2, 4]})
    >>> got = contributions(homes, income="baht", line=30_000, members="members", unit="persons",
    ...                     by="village", measures="cost_to_close_baht")
    >>> got["value"].round(6).tolist(), got["counted_share"].tolist()
    ([0.909091, 0.090909], [0.4, 0.6])
    """
    chosen = require_measures(measures)
    _require_sums(chosen)
    asked = read_question(
        df,
        income=income,
        line=line,
        members=members,
        weight=weight,
        unit=unit,
        by=by,
        strict=strict,
        missing=missing,
        quantile_rule=quantile_rule,
        also=("counted_share", "coverage"),
    )
    errors = errors_by(design, frame=df, kept=asked.kept)
    answers = _answers(asked, chosen, errors=errors)
    told = {"n": asked.n, "n_missing": asked.n_missing}
    frame = tidy(asked.groups.keys, answers=answers, **told)
    counted = asked.case.incomes.weight
    share = divide(counted, np.full(counted.shape, counted.sum()))
    frame.insert(frame.columns.get_loc("n"), "counted_share", np.repeat(share, len(chosen)))
    return with_coverage(frame, design=design, df=df, groups=asked.groups, **told)


def _require_sums(chosen: Sequence[Asked]) -> None:
    for measure in (asked.measure for asked in chosen):
        if measure.numerator is None or measure.denominator not in (None, "weight"):
            able = [m.key for m in MEASURES.values() if m.numerator]
            able = [key for key in able if MEASURES[key].denominator in (None, "weight")]
            raise MeasureError(
                "ต้องเป็นตัวชี้วัดที่กลุ่มรวมกันเป็นทั้งหมด จึงแบ่งเป็นส่วนของแต่ละกลุ่มได้",
                got=measure.key,
                where="measures",
                todo=f"ใช้ {', '.join(able)}",
            )


def _answers(asked: Question, chosen: Sequence[Asked], *, errors: Errors) -> list[Answer]:
    # The sums alone: a mean over all and the sum behind it have the same shares.
    sums = [replace(each, measure=replace(each.measure, denominator=None)) for each in chosen]

    def measure(case: Case) -> list[Scored]:
        return [_shares(one, n=asked.n) for one in measure_all(case, sums, n=asked.n)]

    scored = measure(asked.case)
    found = errors.find(asked.case, scored, measure)
    wholes = [np.sum(one.value[asked.n > 0]) for one in measure_all(asked.case, sums, n=asked.n)]
    return [
        _answer(each, one, whole=whole, error=error, asked=asked, is_sampled=errors.is_sampled)
        for each, one, whole, error in zip(chosen, scored, wholes, found, strict=True)
    ]


def _shares(part: Scored, *, n: np.ndarray) -> Scored:
    whole = np.sum(part.value[n > 0])
    value = divide(part.value, np.full(part.value.shape, whole))
    per = 1 / whole if whole > 0 else np.nan
    return Scored(
        value,
        lambda: per * part.scores(),
        lambda: per * part.by_line(),
        everyone=-np.nan_to_num(value),
    )


def _answer(
    chosen: Asked,
    scored: Scored,
    *,
    whole: float,
    error: np.ndarray,
    asked: Question,
    is_sampled: bool,
) -> Answer:
    value, measure = scored.value, chosen.measure
    error = np.where(np.isnan(value), np.nan, error)
    if is_sampled and measure.key != "mean" and len(value) > 1:
        low, high = wilson_interval(
            value, error=error, n=np.full(value.shape, max(asked.n.sum(), 1))
        )
    else:
        low, high = normal_interval(value, error=error)
    why = "no_income" if measure.key == "mean" else "nobody_poor"
    why = measure.undefined if np.isnan(whole) else why
    why = why if asked.case.incomes.weight.sum() > 0 else "nobody_counted"
    place = {code: at for at, code in enumerate(UNDEFINED, start=1)}
    reason = np.where(np.isnan(value), place[why], 0)
    reason = np.where(asked.n == 0, place["no_rows"], reason)
    return Answer(chosen, value, error, low, high, reason)
