"""All measures in all groups: value, standard error, interval, and why there is none."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from povlib.errors import MeasureError
from povlib.measures.case import Case
from povlib.measures.columns import require_columns, require_no_negative, to_floats
from povlib.measures.design import Census, Replicates, Sample, read_units, standard_errors
from povlib.measures.intervals import normal_interval, wilson_interval
from povlib.measures.registry import UNDEFINED, Asked
from povlib.measures.scored import Scored
from povlib.measures.sums import finish, names_of_sums, ratio_scores, sum_rows

__all__ = ["Answer", "Errors", "answer", "errors_by", "looked_up"]

Errors = Callable[[Case, Sequence[Scored], Callable[[Case], list[Scored]]], list[np.ndarray]]


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
    errors : callable
        As `errors_by` gives it.
    """

    def measure_all(case: Case) -> list[Scored]:
        return _measure_all(case, chosen, n=n)

    scored = measure_all(case)
    found = errors(case, scored, measure_all)
    return [
        _laid_out(asked, one.value, error=error, n=n)
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
    return _laid_out(asked, value, error=np.full(value.shape, np.nan), n=n)


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
        return lambda _, scored, __: [np.full(one.value.shape, blank) for one in scored]
    if isinstance(design, Replicates):
        return _errors_by_replicates(design, frame=frame, kept=kept)
    if not isinstance(design, Sample):
        raise MeasureError("a design must be Census, Sample or Replicates", got=design)
    units = read_units(frame, design)

    def errors(case: Case, scored: Sequence[Scored], _: object) -> list[np.ndarray]:
        where = {"rows": kept, "codes": case.rows.codes, "size": case.rows.size, "units": units}
        return [standard_errors(one.scores(), **where) for one in scored]

    return errors


def _errors_by_replicates(design: Replicates, *, frame: pd.DataFrame, kept: np.ndarray) -> Errors:
    require_columns(frame, design.weights)
    columns = [to_floats(frame[name], where=name)[kept] for name in design.weights]
    for name, weight in zip(design.weights, columns, strict=True):
        require_no_negative(weight, where=name)

    def errors(
        case: Case, scored: Sequence[Scored], measure_all: Callable[[Case], list[Scored]]
    ) -> list[np.ndarray]:
        total = [np.zeros(case.rows.size) for _ in scored]
        for weight in columns:
            once = replace(case, rows=replace(case.rows, weight=weight))
            for at, one in enumerate(measure_all(once)):
                total[at] += (one.value - scored[at].value) ** 2
        return [np.sqrt(design.scale * each) for each in total]

    return errors


def _measure_all(case: Case, chosen: Sequence[Asked], *, n: np.ndarray) -> list[Scored]:
    names = names_of_sums(asked.measure for asked in chosen)
    how = {"unit": case.unit, "strict": case.strict}
    sums = sum_rows(case.rows, names=names, **how)

    def scored(asked: Asked) -> Scored:
        measure = asked.measure
        if measure.kernel is not None:
            return measure.kernel(case, asked.parameter)
        value = finish(measure, sums=sums, n=n)
        return Scored(value, lambda: ratio_scores(measure, rows=case.rows, sums=sums, **how))

    return [scored(asked) for asked in chosen]


def _laid_out(asked: Asked, value: np.ndarray, *, error: np.ndarray, n: np.ndarray) -> Answer:
    error = np.where(np.isnan(value), np.nan, error)
    if asked.measure.key == "headcount" and np.nanmax(error, initial=0) > 0:
        low, high = wilson_interval(value, error=error, n=n)
    else:
        low, high = normal_interval(value, error=error)
    place = {code: at for at, code in enumerate(UNDEFINED, start=1)}
    reason = np.where(np.isnan(value), place[asked.measure.undefined], 0)
    reason = np.where(n == 0, place["no_rows"], reason)
    return Answer(asked, value, error, low, high, reason)
