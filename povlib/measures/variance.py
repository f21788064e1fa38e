"""The sampling error that follows from a design.

A measure's scores (what each row adds to its error) are added up by sampling unit; the variance of
that total under the design is the variance of the measure. One path for every measure.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from povlib.errors import MeasureError
from povlib.measures.columns import require_columns, to_floats
from povlib.measures.design import Sample

__all__ = ["Shared", "Units", "read_units", "standard_errors"]

_ROUNDING = 1e-13  # of the variances of parts
_CERTAIN = 1e-7  # of a stratum's population: all were drawn, as in R's survey


@dataclass(frozen=True)
class Units:
    """Where each row stands in a sample.

    Attributes
    ----------
    unit : ndarray of int64, one a row
        Number of the first sampling unit.
    stratum : ndarray of int64, one a unit
    drawn : ndarray of int64, one a stratum
        Units drawn.
    left_share : ndarray of float64, one a stratum
        1 - n/N: the share of the population's units not drawn.
    lonely : str
        As in `Sample`.
    """

    unit: np.ndarray
    stratum: np.ndarray
    drawn: np.ndarray
    left_share: np.ndarray
    lonely: str

    @property
    def is_lonely(self) -> np.ndarray:
        """Say of each stratum if one unit stands for others that were not drawn."""
        return (self.drawn == 1) & (self.left_share > _CERTAIN)

    @property
    def is_centred(self) -> np.ndarray:
        """Say of each stratum if deviations are taken from its own mean."""
        return ~self.is_lonely if self.lonely == "adjust" else np.ones(len(self.drawn), dtype=bool)

    @property
    def factor(self) -> np.ndarray:
        """What squared deviations count in each stratum: (1 - n/N) n / (n - 1)."""
        return self.left_share * self.drawn / np.maximum(self.drawn - 1, 1)


@dataclass(frozen=True, eq=False)
class Shared:
    """Scores of rows that count in the values of groups that they are not in.

    Attributes
    ----------
    scores : ndarray of float64, one a row used
    codes : ndarray of int64, one a row used
        Number of the set that the row is in.
    factors : ndarray of float64, shape (groups, sets)
        Times this, the scores of a set count in a group's value.
    """

    scores: np.ndarray
    codes: np.ndarray
    factors: np.ndarray


def read_units(frame: pd.DataFrame, design: Sample) -> Units:
    """Give every row its sampling unit and stratum.

    Parameters
    ----------
    frame : DataFrame
        The whole sample, also rows that a measure leaves out.
    design : Sample

    Raises
    ------
    MeasureError
        A column is missing or holds missing values, a stratum has one unit (unless taken as
        certain), or more units than its population.

    Examples
    --------
    >>> frame = pd.DataFrame({"area": ["a", "a", "b", "b"], "village": [1, 2, 1, 2]})
    >>> read_units(frame, Sample(strata="area", psu="village")).unit.tolist()
    [0, 1, 2, 3]
    """
    named = [design.strata, design.psu, design.population_psus]
    require_columns(frame, [name for name in named if name])
    strata = _numbers(frame, design.strata, default=np.zeros(len(frame), dtype=np.int64))
    inner = _numbers(frame, design.psu, default=np.arange(len(frame)))
    together = strata * (int(inner.max(initial=0)) + 1) + inner
    _, first, unit = np.unique(together, return_index=True, return_inverse=True)
    stratum = strata[first]
    drawn = np.bincount(stratum)
    left = np.ones(len(drawn))
    if design.population_psus:
        left = _left_share(frame, design.population_psus, strata=strata, drawn=drawn)
    units = Units(unit, stratum, drawn, left, design.lonely)
    _require_pairs(units, design)
    return units


def standard_errors(
    scores: np.ndarray,
    *,
    rows: np.ndarray,
    codes: np.ndarray,
    size: int,
    units: Units,
    shared: Sequence[Shared] = (),
) -> np.ndarray:
    """Give the standard error of a measure in every group.

    Parameters
    ----------
    scores : ndarray of float64, one a row used
    rows : ndarray of int64
        Where these rows stand in the frame of the design.
    codes : ndarray of int64, one a row used
        Number of the group.
    size : int
        Number of groups.
    units : Units
    shared : sequence of Shared
        What rows of other groups add, as where the line is estimated from all.

    Returns
    -------
    ndarray of float64, shape (size,)

    Examples
    --------
    A mean of 1, 2, 3, 6 (each row its own unit) has scores (y - 3) / 4; its variance is that of the
    sample over n: 14/3 / 4.

    >>> units = read_units(pd.DataFrame({"y": [1, 2, 3, 6]}), Sample())
    >>> scores = np.array([-0.5, -0.25, 0, 0.75])
    >>> codes = np.zeros(4, dtype=int)
    >>> error = standard_errors(scores, rows=np.arange(4), codes=codes, size=1, units=units)
    >>> round(float(error[0] ** 2), 12)
    1.166666666667
    """
    count = len(units.stratum)
    unit = units.unit[rows]
    where, at = np.unique(codes * count + unit, return_inverse=True)
    totals = np.bincount(at, weights=scores, minlength=len(where))
    group, of_unit = where // count, where % count
    own = _variances(totals, group=group, unit=of_unit, size=size, units=units)
    if shared:
        factors = np.hstack([each.factors for each in shared])
        sets = [_unit_totals(each, unit=unit, count=count) for each in shared]
        apart = _deviations(np.vstack(sets).astype(np.float64, copy=False), units=units)
        root = np.sqrt(units.factor)[units.stratum[of_unit]]
        cross = np.empty(factors.shape)
        for at, one in enumerate(apart):
            moved = totals * one[of_unit] * root
            cross[:, at] = np.bincount(group, weights=moved, minlength=size)
        own = _together(own, cross=cross, spread=apart @ apart.T, factors=factors)
    return np.sqrt(own * _scale(units))


def _unit_totals(shared: Shared, *, unit: np.ndarray, count: int) -> np.ndarray:
    """Add up shared scores by set and unit, shape (sets, units)."""
    sets = shared.factors.shape[1]
    at = shared.codes * count + unit
    return np.bincount(at, weights=shared.scores, minlength=sets * count).reshape(sets, count)


def _variances(
    totals: np.ndarray, *, group: np.ndarray, unit: np.ndarray, size: int, units: Units
) -> np.ndarray:
    """Give variances from the totals of units; units not named have the total 0.

    Deviations are taken from the mean, not as a difference of squares, so no digits are lost.
    """
    strata = len(units.drawn)
    cells, cell = np.unique(group * strata + units.stratum[unit], return_inverse=True)
    at = cells % strata
    drawn, present = units.drawn[at], np.bincount(cell)
    mean = np.bincount(cell, weights=totals) / drawn * units.is_centred[at]
    apart = np.bincount(cell, weights=(totals - mean[cell]) ** 2) + (drawn - present) * mean**2
    return np.bincount(cells // strata, weights=units.factor[at] * apart, minlength=size)


def _deviations(sets: np.ndarray, *, units: Units) -> np.ndarray:
    """Give the deviations of units' totals from their stratum's mean, by the root of their factor.

    `sets`, shape (sets, units), is overwritten: with a line a province it is the largest array.
    """
    for totals in sets:
        sums = np.bincount(units.stratum, weights=totals, minlength=len(units.drawn))
        totals -= (sums / units.drawn * units.is_centred)[units.stratum]
        totals *= np.sqrt(units.factor)[units.stratum]
    return sets


def _together(
    own: np.ndarray, *, cross: np.ndarray, spread: np.ndarray, factors: np.ndarray
) -> np.ndarray:
    """Add up variances of own and shared scores: own + 2 f cross + f spread f."""
    apart = own + np.einsum("gj,gj->g", factors @ spread, factors)
    together = apart + 2 * (factors * cross).sum(axis=1)
    # What parts that undo each other leave of rounding is no error.
    return np.where(together > _ROUNDING * apart, together, 0.0)


def _scale(units: Units) -> float:
    strata = len(units.drawn)
    others = max(strata - int(units.is_lonely.sum()), 1)
    return strata / others if units.lonely == "average" else 1.0


def _numbers(frame: pd.DataFrame, name: str | None, *, default: np.ndarray) -> np.ndarray:
    if name is None:
        return default
    codes, _ = pd.factorize(frame[name], sort=True)
    if (codes < 0).any():
        raise MeasureError("ทุกแถวต้องรู้ชั้นภูมิและหน่วยตัวอย่าง", got="ว่าง", where=name)
    return codes.astype(np.int64)


def _left_share(
    frame: pd.DataFrame, name: str, *, strata: np.ndarray, drawn: np.ndarray
) -> np.ndarray:
    known = to_floats(frame[name], where=name)
    of_stratum = np.zeros(len(drawn))
    of_stratum[strata] = known
    if not (known == of_stratum[strata]).all():
        raise MeasureError(
            "ทุกแถวของชั้นภูมิเดียวกันต้องบอกจำนวนหน่วยในประชากรเท่ากัน",
            where=name,
        )
    left = 1 - drawn / of_stratum
    if not (left >= 0).all():
        raise MeasureError(
            "ชั้นภูมิต้องไม่มีหน่วยตัวอย่างมากกว่าหน่วยในประชากร",
            where=name,
        )
    return left


def _require_pairs(units: Units, design: Sample) -> None:
    if design.lonely not in ("raise", "certain", "adjust", "average"):
        raise MeasureError(
            "ต้องบอกว่าจะทำอย่างไรกับชั้นภูมิที่มีหน่วยตัวอย่างเดียว",
            got=design.lonely,
            where="lonely",
            todo='ใช้ "raise" "certain" "adjust" หรือ "average"',
        )
    if design.lonely == "raise" and units.is_lonely.any():
        raise MeasureError(
            "ชั้นภูมิต้องมีหน่วยตัวอย่างสองหน่วยขึ้นไป",
            got=f"{int(units.is_lonely.sum())} ชั้นภูมิที่มีหน่วยเดียว",
            where=design.strata or "psu",
            todo='รวมชั้นภูมิ หรือบอก lonely="certain"',
        )
