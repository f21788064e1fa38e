"""Rows of every group in order of income, with running totals: one sort for all that needs it."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from povlib.measures.ordering import sorted_places

__all__ = ["Ranked", "rank_rows"]


@dataclass(frozen=True, eq=False)
class Ranked:
    """The rows that count for something, group by group, incomes rising.

    Attributes
    ----------
    place : ndarray of int64, shape (n,)
        Where each of these rows stands among the rows given.
    codes : ndarray of int64, shape (n,)
        Number of the group, rising.
    income, counted : ndarray of float64, shape (n,)
        Baht per person and year; what the row counts for, above 0.
    size : int
        Number of groups.
    """

    place: np.ndarray
    codes: np.ndarray
    income: np.ndarray
    counted: np.ndarray
    size: int

    @cached_property
    def ends(self) -> np.ndarray:
        """Group g holds the places ends[g] .. ends[g + 1] - 1."""
        return np.searchsorted(self.codes, np.arange(self.size + 1))

    @cached_property
    def weight(self) -> np.ndarray:
        """What is counted in each group."""
        return self.total(self.counted)

    @cached_property
    def income_total(self) -> np.ndarray:
        """Counted income of each group, baht a year."""
        return self.total(self.counted * self.income)

    @cached_property
    def running(self) -> np.ndarray:
        """What is counted in the group up to each row, itself included."""
        return self.run(self.counted)

    @cached_property
    def running_income(self) -> np.ndarray:
        """Counted income of the group up to each row, itself included."""
        return self.run(self.counted * self.income)

    @cached_property
    def ties(self) -> tuple[np.ndarray, np.ndarray]:
        """First and last place of the rows of the same group with the same income."""
        is_new = np.ones(len(self.income), dtype=bool)
        is_new[1:] = (np.diff(self.income) > 0) | (np.diff(self.codes) > 0)
        starts = np.flatnonzero(is_new)
        number = np.cumsum(is_new) - 1
        lasts = np.append(starts[1:], len(is_new)) - 1
        return starts[number], lasts[number]

    def total(self, values: np.ndarray) -> np.ndarray:
        """Add up values of rows in each group.

        Parameters
        ----------
        values : ndarray of float64, shape (n,)
        """
        return np.bincount(self.codes, weights=values, minlength=self.size)

    def run(self, values: np.ndarray) -> np.ndarray:
        """Give running totals of values inside each group.

        Parameters
        ----------
        values : ndarray of float64, shape (n,)

        Notes
        -----
        Each group is summed from its own first row, so a group's result does not depend on the
        others, also not in the last bit.

        Examples
        --------
        >>> two = rank_rows(np.array([1.0, 2, 5]), counted=1.0, codes=np.array([0, 0, 1]), size=2)
        >>> two.run(np.array([1.0, 2.0, 4.0])).tolist()
        [1.0, 3.0, 4.0]
        """
        result = np.empty(len(values))
        for start, end in zip(self.ends[:-1], self.ends[1:], strict=True):
            np.cumsum(values[start:end], out=result[start:end])
        return result

    def middle(self, running: np.ndarray, own: np.ndarray) -> np.ndarray:
        """Give running totals with rows of equal income counted as half below each other.

        Parameters
        ----------
        running, own : ndarray of float64, shape (n,)
            Running totals, and what each row adds to them.
        """
        first, last = self.ties
        return (running[last] + running[first] - own[first]) / 2

    def spread(self, values: np.ndarray, *, rows: int) -> np.ndarray:
        """Bring values of ranked rows to the order of the rows given; 0 for rows not ranked.

        Parameters
        ----------
        values : ndarray of float64, shape (n,)
        rows : int
            How many rows were given.
        """
        result = np.zeros(rows)
        result[self.place] = values
        return result


def rank_rows(
    income: np.ndarray, *, counted: np.ndarray | float, codes: np.ndarray, size: int
) -> Ranked:
    """Sort rows by group and income; rows that count for nothing are left out.

    Parameters
    ----------
    income : ndarray of float64, shape (n,), baht per person and year
        Without NaN.
    counted : ndarray of float64, shape (n,), or float
        Not negative.
    codes : ndarray of int64, shape (n,)
        Number of the group.
    size : int
        Number of groups.

    Returns
    -------
    Ranked
        Rows of equal income in the order of what they count for, so that the order of the rows
        given changes nothing.

    Examples
    --------
    >>> one = rank_rows(np.array([30.0, 10.0]), counted=np.array([1.0, 2.0]),
    ...                 codes=np.zeros(2, dtype=int), size=1)
    >>> one.running.tolist(), one.running_income.tolist()
    ([2.0, 3.0], [20.0, 50.0])
    """
    weight = np.broadcast_to(np.asarray(counted, dtype=np.float64), income.shape)
    order = sorted_places(codes, size=size, income=income, weight=weight)
    order = order[weight[order] > 0]
    return Ranked(order, codes[order], income[order], weight[order], size)
