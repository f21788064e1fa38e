"""All measures in all groups: value, standard error, interval, and why there is none."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from povlib.errors import MeasureError
from povlib.measures.case import Case, reweighted
from povlib.measures.columns import require_columns, require_no_negative, to_floats
from povlib.measures.design import Census, Replicates, Sample
from povlib.measures.intervals import normal_interval, wilson_interval
from povlib.measures.registry import UNDEFINED, Asked
from povlib.measures.scored import Scored
from povlib.measures.sums import finish, line_slopes, names_of_sums, ratio_scores, sum_rows
from povlib.measures.variance import Shared, read_units, standard_errors

__all__ = ["Answer", "Errors", "answer", "errors_by", "laid_out", "looked_up", "measure_all"]

MeasureAll = Callable[[Case], list[Scored]]
FindErrors = Callable[[Case, Sequence[Scored], MeasureAll], list[np.ndarray]]


@dataclass(frozen=True, eq=False)
class Errors:
    """How standard errors are found.

    Attributes
    ----------
    find : callable
        Takes a case, its measures, and the function that measures a case; gives one ndarray a
        measure.
    is_sampled : bool
        Another sample would have given other values: not a census, and not unsaid.
    """

    find: FindErrors
    is_sampled: bool


@dataclass(frozen=True, eq=False)
class Answer:
    """One measure in every group.

    Attributes
    ----------
    asked : Asked
    value, error, low, high : ndarray of float64, one a group
    reason : ndarray of int64
        Place in ("", *UNDEFINED): why the value is NaN.
    """

    asked: Asked
    value: np.ndarray
    error: np.ndarray
    low: np.ndarray
    high: np.ndarray
    reason: np.ndarray


def answer(case: Case, chosen: Sequence[Asked], *, n: np.ndarray, errors: Errors) -> list[Answer]:
    """Compute measures.

    Parameters
    ----------
    case : Case
    chosen : sequence of Asked
    n : ndarray of int
        Rows used in each group.
    errors : Errors
    """

    def measure(case: Case) -> list[Scored]:
        return measure_all(case, chosen, n=n)

    scored = measure(case)
    found = errors.find(case, scored, measure)
    ones = np.ones(len(case.rows.codes))
    counted = np.bincount(case.rows.codes, case.counted * ones, minlength=case.rows.size)
    told = {"n": n, "counted": counted, "is_sampled": errors.is_sampled}
    return [
        laid_out(asked, one.value, error=error, **told)
        for asked, one, error in zip(chosen, scored, found, strict=True)
    ]


def looked_up(asked: Asked, value: np.ndarray, *, n: np.ndarray) -> Answer:
    """Give the answer for values whose sampling error nobody asked for.

    Parameters
    ----------
    asked : Asked
    value : ndarray of float64, one a group
    n : ndarray of int
        Rows used in each group.
    """
    error = np.full(value.shape, np.nan)
    return laid_out(asked, value, error=error, n=n, is_sampled=False)


def errors_by(
    design: Census | Sample | Replicates | None, *, frame: pd.DataFrame, kept: np.ndarray
) -> Errors:
    """Give the way to find standard errors under a design.

    Parameters
    ----------
    design : Census, Sample, Replicates or None
        None gives NaN: nobody has asked.
    frame : DataFrame
        All rows.
    kept : ndarray of int64
        Where the rows that are used stand in it.

    Raises
    ------
    MeasureError
        The design does not fit the frame.
    """
    if design is None or isinstance(design, Census):
        blank = np.nan if design is None else 0.0
        return Errors(
            lambda _, scored, __: [np.full(one.value.shape, blank) for one in scored], False
        )
    if isinstance(design, Replicates):
        return _errors_by_replicates(design, frame=frame, kept=kept)
    if not isinstance(design, Sample):
        raise MeasureError("แบบสำรวจต้องเป็น Census, Sample หรือ Replicates", got=design)
    units = read_units(frame, design)

    def find(case: Case, scored: Sequence[Scored], _: MeasureAll) -> list[np.ndarray]:
        where = {"rows": kept, "codes": case.rows.codes, "size": case.rows.size, "units": units}
        found = []
        for one in scored:
            scores = one.scores()
            shared = _shared(case, one, scores=scores)
            found.append(standard_errors(scores, shared=shared, **where))
        return found

    return Errors(find, True)


def measure_all(case: Case, chosen: Sequence[Asked], *, n: np.ndarray) -> list[Scored]:
    """Compute measures with their scores in the order of the rows.

    Parameters
    ----------
    case : Case
    chosen : sequence of Asked
    n : ndarray of int
        Rows used in each group.
    """
    names = names_of_sums(asked.measure for asked in chosen)
    how = {"unit": case.unit, "strict": case.strict}
    sums = sum_rows(case.rows, names=names, **how)

    def scored(asked: Asked) -> Scored:
        measure = asked.measure
        if measure.kernel is not None:
            return measure.kernel(case, asked.parameter)
        given = {"rows": case.rows, "sums": sums, **how}
        return Scored(
            finish(measure, sums=sums, n=n),
            lambda: ratio_scores(measure, **given),
            lambda: line_slopes(measure, near=case.heights_at_line, **given),
        )

    return [scored(asked) for asked in chosen]


def laid_out(
    asked: Asked,
    value: np.ndarray,
    *,
    error: np.ndarray,
    n: np.ndarray,
    is_sampled: bool,
    counted: np.ndarray | float = 1.0,
) -> Answer:
    """Give the answer of a measure: interval and reasons added.

    Parameters
    ----------
    asked : Asked
    value, error : ndarray of float64, one a group
    n : ndarray of int
        Rows used in each group.
    is_sampled : bool
        Then the headcount has Wilson's interval, the rest the normal one; else no width.
    counted : ndarray of float64, one a group, or float
        What is counted in each group: where it is 0, that is why there is no value.
    """
    error = np.where(np.isnan(value), np.nan, error)
    if asked.measure.key == "headcount" and is_sampled:
        low, high = wilson_interval(value, error=error, n=np.maximum(n, 1))
    else:
        low, high = normal_interval(value, error=error)
    place = {code: at for at, code in enumerate(UNDEFINED, start=1)}
    why = np.where(counted == 0, place["nobody_counted"], place[asked.measure.undefined])
    reason = np.where(np.isnan(value), why, 0)
    reason = np.where(n == 0, place["no_rows"], reason)
    return Answer(asked, value, error, low, high, reason)


def _shared(case: Case, scored: Scored, *, scores: np.ndarray) -> list[Shared]:
    """Give the scores that reach beyond the row's own group."""
    codes, size = case.rows.codes, case.rows.size
    shared = []
    if scored.everyone is not None:
        one_set = np.zeros(len(codes), dtype=np.int64)
        shared.append(Shared(scores, one_set, scored.everyone[:, None]))
    if case.estimated is not None and scored.by_line is not None:
        slopes, lines = np.broadcast_to(scored.by_line(), codes.shape), case.lines
        at = codes * lines.size + lines.codes
        factors = np.bincount(at, weights=slopes, minlength=size * lines.size)
        factors = factors.reshape(size, lines.size)
        if scored.everyone is not None:
            factors = factors + scored.everyone[:, None] * factors.sum(axis=0)
        shared.append(Shared(case.estimated.scores(), lines.codes, factors))
    return shared


def _rscales(design: Replicates) -> np.ndarray:
    count = len(design.weights)
    rscales = np.ones(count) if design.rscales is None else np.asarray(design.rscales, float)
    factors = np.append(rscales, design.scale)
    fits = len(rscales) == count > 0 and np.isfinite(factors).all() and (factors >= 0).all()
    if not fits or design.centre not in ("value", "mean"):
        raise MeasureError(
            'น้ำหนักจำลองต้องมี rscale หนึ่งค่าต่อหนึ่งคอลัมน์ ไม่ติดลบ และ centre เป็น "value" หรือ "mean"',
            got=(count, len(rscales), design.scale, design.centre),
            where="design",
        )
    return rscales


def _errors_by_replicates(design: Replicates, *, frame: pd.DataFrame, kept: np.ndarray) -> Errors:
    if isinstance(design.weights, str) or not all(isinstance(w, str) for w in design.weights):
        raise MeasureError(
            "น้ำหนักจำลองต้องบอกด้วยชื่อคอลัมน์",
            got=type(design.weights).__name__,
            where="design",
            todo="ใส่น้ำหนักเป็นคอลัมน์ของตาราง แล้วบอกชื่อคอลัมน์",
        )
    require_columns(frame, design.weights)
    columns = [to_floats(frame[name], where=name)[kept] for name in design.weights]
    for name, weight in zip(design.weights, columns, strict=True):
        require_no_negative(weight, where=name)
        if np.isnan(weight).any():
            raise MeasureError("ทุกแถวต้องมีน้ำหนักจำลองครบทุกชุด", got="ว่าง", where=name)
    rscales = _rscales(design)

    def find(case: Case, scored: Sequence[Scored], measure: MeasureAll) -> list[np.ndarray]:
        drawn = [measure(reweighted(case, weight)) for weight in columns]
        found = []
        for at, one in enumerate(scored):
            values = np.array([each[at].value for each in drawn])
            centre = one.value if design.centre == "value" else values[rscales > 0].mean(axis=0)
            found.append(np.sqrt(design.scale * (rscales @ (values - centre) ** 2)))
        return found

    return Errors(find, True)
