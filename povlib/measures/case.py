"""One question to all measures: rows, what is counted, where the line falls; sorted once."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from povlib.measures.lines import LineGroups, estimate_lines
from povlib.measures.lorenz import heights
from povlib.measures.ranked import Ranked, rank_rows
from povlib.measures.scored import Scored
from povlib.measures.sums import Rows, is_poor

__all__ = ["Case", "make_case", "reweighted"]


@dataclass(frozen=True, eq=False)
class Case:
    """Rows and how they are counted.

    Attributes
    ----------
    rows : Rows
    unit : {"persons", "households"}
    strict : bool
        True: exactly on the line passes.
    quantile_rule : str
        One of `povlib.measures.lorenz.QUANTILE_RULES`.
    lines : LineGroups or None
        Where the lines are estimated from the rows.
    estimated : Scored or None
        These lines, scores in the order of the rows.
    gini_rule : str
        One of `povlib.measures.lorenz.GINI_RULES`.
    """

    rows: Rows
    unit: str
    strict: bool
    quantile_rule: str
    lines: LineGroups | None = None
    estimated: Scored | None = None
    gini_rule: str = "laeken"

    @cached_property
    def counted(self) -> np.ndarray | float:
        """What each row counts for."""
        return self.rows.counted_in(self.unit)

    @cached_property
    def incomes(self) -> Ranked:
        """Rows in order of income."""
        return self.ranked(self.rows.income)

    @cached_property
    def over_line(self) -> Ranked:
        """Rows in order of income over the line."""
        return self.ranked(self.rows.income / self.rows.line)

    @cached_property
    def row_lines(self) -> np.ndarray:
        """Each row's line, baht per person and year."""
        return np.broadcast_to(np.asarray(self.rows.line, np.float64), self.rows.income.shape)

    @cached_property
    def heights_at_line(self) -> np.ndarray:
        """Each row's part in the density of its group's income at its own line, a baht."""
        ranked = self.incomes
        parts = heights(ranked, at=self.row_lines[ranked.place]) / ranked.counted
        return ranked.spread(parts, rows=len(self.rows.income))

    def ranked(self, values: np.ndarray) -> Ranked:
        """Put the rows of each group in the order of values.

        Parameters
        ----------
        values : ndarray of float64, one a row
        """
        rows = self.rows
        return rank_rows(values, counted=self.counted, codes=rows.codes, size=rows.size)

    def by_income(self, kernel: Callable[..., Scored], **given: object) -> Scored:
        """Compute a measure of incomes, scores in the order of the rows.

        Parameters
        ----------
        kernel : callable
            Takes a `Ranked`.
        **given : object
            Passed on.
        """
        return self._in_rows(self.incomes, kernel(self.incomes, **given), per=1.0)

    def by_poor(self, kernel: Callable[..., Scored], **given: object) -> Scored:
        """Compute a measure of the incomes of the poor, scores in the order of the rows.

        Parameters
        ----------
        kernel : callable
            Takes a `Ranked` of incomes, ``is_poor`` and ``line``.
        **given : object
            Passed on.
        """
        place = self.incomes.place
        poor = is_poor(self.rows, strict=self.strict)[place]
        return self.by_income(kernel, is_poor=poor, line=self.row_lines[place], **given)

    def by_gap(self, kernel: Callable[..., Scored], **given: object) -> Scored:
        """Compute a measure of the poor in order, scores in the order of the rows.

        Parameters
        ----------
        kernel : callable
            Takes a `Ranked` of incomes over the line and ``is_poor``; its `by_line` is the
            derivative by the logarithm of the line.
        **given : object
            Passed on.
        """
        poor = is_poor(self.rows, strict=self.strict)[self.over_line.place]
        scored = kernel(self.over_line, is_poor=poor, **given)
        return self._in_rows(self.over_line, scored, per=self.row_lines)

    def _in_rows(self, ranked: Ranked, scored: Scored, *, per: np.ndarray | float) -> Scored:
        rows, by_line = len(self.rows.income), scored.by_line

        def slopes() -> np.ndarray:
            return ranked.spread(by_line(), rows=rows) / per

        return Scored(
            scored.value,
            lambda: ranked.spread(scored.scores(), rows=rows),
            None if by_line is None else slopes,
        )


def make_case(
    rows: Rows,
    *,
    unit: str,
    strict: bool,
    quantile_rule: str,
    lines: LineGroups | None,
    gini_rule: str = "laeken",
) -> Case:
    """Make a case, its lines estimated where they are relative.

    Parameters
    ----------
    rows : Rows
        With relative lines, `Rows.line` is not read.
    unit, strict, quantile_rule, gini_rule
        As in `Case`.
    lines : LineGroups or None

    Raises
    ------
    MeasureError
        A relative line is not above 0.
    """
    if lines is None:
        return Case(rows, unit, strict, quantile_rule, gini_rule=gini_rule)
    estimated = estimate_lines(
        lines,
        income=rows.income,
        counted=rows.counted_in(unit),
        weight=rows.weight,
        rule=quantile_rule,
    )
    with_lines = replace(rows, line=estimated.value[lines.codes])
    return Case(with_lines, unit, strict, quantile_rule, lines, estimated, gini_rule)


def reweighted(case: Case, weight: np.ndarray) -> Case:
    """Give the same case with other weights, and with the lines that follow from them.

    Parameters
    ----------
    case : Case
    weight : ndarray of float64, one a row
    """
    return make_case(
        replace(case.rows, weight=weight),
        unit=case.unit,
        strict=case.strict,
        quantile_rule=case.quantile_rule,
        lines=case.lines,
        gini_rule=case.gini_rule,
    )
