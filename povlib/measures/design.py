"""How the rows were chosen, and the sampling error that follows from it.

A measure's scores (what each row adds to its error) are added up by sampling unit; the variance of
that total under the design is the variance of the measure. One path for every measure.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from povlib.errors import MeasureError
from povlib.measures.columns import require_columns, to_floats

__all__ = ["Census", "Replicates", "Sample", "Units", "read_units", "standard_errors"]


@dataclass(frozen=True)
class Census:
    """Every household was asked, as in the BMN survey: the sampling error is exactly 0.

    What is uncertain then is who was not reached: `n_missing` and the coverage, not an interval.
    """


@dataclass(frozen=True)
class Sample:
    """A sample in stages; the variance is that of its first stage, units drawn with replacement.

    Attributes
    ----------
    strata : str or None
        Column; None is one stratum.
    psu : str or None
        Column of the first sampling unit, numbered anew or not in each stratum; None: each row.
    population_psus : str or None
        Column with the number of first units in the row's stratum in the population: the finite
        population correction. None is none.
    lonely : {"raise", "certain"}
        A stratum with one unit: an error, or taken as drawn with certainty (adds nothing).

    Notes
    -----
    Sum over strata of (1 - n/N) n/(n-1) times the squared deviations of the units' totals from
    their mean: R's survey, svydesign. Rows outside a group are part of the design with score 0.
    """

    strata: str | None = None
    psu: str | None = None
    population_psus: str | None = None
    lonely: str = "raise"


@dataclass(frozen=True)
class Replicates:
    """Weights for replicates of the sample: the measure is computed with each.

    Attributes
    ----------
    weights : sequence of str
        Columns; each holds what the row stands for in one replicate.
    scale : float
        Times the sum of squared differences to the full sample's value (jackknife (R-1)/R,
        bootstrap 1/R, BRR 1/R).
    """

    weights: Sequence[str]
    scale: float


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
    """

    unit: np.ndarray
    stratum: np.ndarray
    drawn: np.ndarray
    left_share: np.ndarray


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
    _require_pairs(drawn, design)
    left = np.ones(len(drawn))
    if design.population_psus:
        known = to_floats(frame[design.population_psus], where=design.population_psus)
        left[stratum] = 1 - drawn[stratum] / known[first]
        if not (left >= 0).all():
            raise MeasureError(
                "a stratum cannot have more units in the sample than in the population",
                where=design.population_psus,
            )
    return Units(unit, stratum, drawn, left)


def standard_errors(
    scores: np.ndarray, *, rows: np.ndarray, codes: np.ndarray, size: int, units: Units
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
    where, at = np.unique(codes * count + units.unit[rows], return_inverse=True)
    totals = np.bincount(at, weights=scores, minlength=len(where))
    group, stratum = where // count, units.stratum[where % count]
    strata = len(units.drawn)
    cells, cell = np.unique(group * strata + stratum, return_inverse=True)
    sums, squares = np.bincount(cell, weights=totals), np.bincount(cell, weights=totals**2)
    drawn = units.drawn[cells % strata]
    apart = np.maximum(squares - sums**2 / drawn, 0)
    factor = units.left_share[cells % strata] * drawn / np.maximum(drawn - 1, 1)
    is_lonely = drawn == 1
    parts = np.where(is_lonely, 0.0, factor * apart)
    return np.sqrt(np.bincount(cells // strata, weights=parts, minlength=size))


def _numbers(frame: pd.DataFrame, name: str | None, *, default: np.ndarray) -> np.ndarray:
    if name is None:
        return default
    codes, _ = pd.factorize(frame[name], sort=True)
    if (codes < 0).any():
        raise MeasureError("a row's place in the design must be known", got="missing", where=name)
    return codes.astype(np.int64)


def _require_pairs(drawn: np.ndarray, design: Sample) -> None:
    if design.lonely not in ("raise", "certain"):
        raise MeasureError(
            "say what a stratum with one unit means",
            got=design.lonely,
            where="lonely",
            todo='use "raise" or "certain"',
        )
    if design.lonely == "raise" and (drawn == 1).any():
        raise MeasureError(
            "each stratum must have two sampling units or more",
            got=f"{int((drawn == 1).sum())} strata with one",
            where=design.strata or "psu",
            todo='join strata, or say lonely="certain"',
        )
