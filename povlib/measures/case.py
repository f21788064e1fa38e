"""One question to all measures: rows, what is counted, where the line falls; sorted once."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from povlib.measures.ranked import Ranked, rank_rows
from povlib.measures.scored import Scored
from povlib.measures.sums import Rows, is_poor

__all__ = ["Case"]


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
    """

    rows: Rows
    unit: str
    strict: bool
    quantile_rule: str

    @cached_property
    def counted(self) -> np.ndarray | float:
        """What each row counts for."""
        return self.rows.counted_in(self.unit)

    @cached_property
    def incomes(self) -> Ranked:
        """Rows in order of income."""
        return self._rank(self.rows.income)

    @cached_property
    def over_line(self) -> Ranked:
        """Rows in order of income over the line."""
        return self._rank(self.rows.income / self.rows.line)

    def by_income(self, kernel: Callable[..., Scored], **given: object) -> Scored:
        """Compute a measure of incomes, scores in the order of the rows.

        Parameters
        ----------
        kernel : callable
            Takes a `Ranked`.
        **given : object
            Passed on.
        """
        return self._in_rows(self.incomes, kernel(self.incomes, **given))

    def by_gap(self, kernel: Callable[..., Scored], **given: object) -> Scored:
        """Compute a measure of the poor in order, scores in the order of the rows.

        Parameters
        ----------
        kernel : callable
            Takes a `Ranked` of incomes over the line and ``is_poor``.
        **given : object
            Passed on.
        """
        poor = is_poor(self.rows, strict=self.strict)[self.over_line.place]
        return self._in_rows(self.over_line, kernel(self.over_line, is_poor=poor, **given))

    def _rank(self, values: np.ndarray) -> Ranked:
        rows = self.rows
        return rank_rows(values, counted=self.counted, codes=rows.codes, size=rows.size)

    def _in_rows(self, ranked: Ranked, scored: Scored) -> Scored:
        rows = len(self.rows.income)
        return Scored(scored.value, lambda: ranked.spread(scored.scores(), rows=rows))
