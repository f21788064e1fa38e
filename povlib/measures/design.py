"""How the rows were chosen: a census, a sample in stages, or weights of replicates."""

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Census", "Replicates", "Sample"]


@dataclass(frozen=True)
class Census:
    """Every household was asked, as in the BMN survey: the sampling error is exactly 0.

    What is uncertain then is who was not reached: the missing rows and the coverage, which stand
    in the result instead of an interval.

    Attributes
    ----------
    area : str or None
        Column with the row's smallest area; with `households`.
    households : str or None
        Column with the number of households that exist in that area, by another source, the same
        in all its rows. None: those that have a row, used or not.
    """

    area: str | None = None
    households: str | None = None


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
    lonely : {"raise", "certain", "adjust", "average"}
        A stratum with one unit, of several in the population: an error; taken as drawn with
        certainty (adds nothing); its deviation taken from 0, not from its own mean; or counted
        with the mean variance of the other strata. R's options(survey.lonely.psu=) "fail",
        "certainty", "adjust" and "average".

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
        Times the sum of squared differences (jackknife (R-1)/R, bootstrap 1/R, BRR 1/R).
    rscales : sequence of float or None
        Times each squared difference (stratified jackknife: (n-1)/n of the stratum). None is 1.
    centre : {"value", "mean"}
        Differences to the full sample's value, or to the mean of the replicates: R's survey with
        mse = TRUE, and with its default FALSE.
    """

    weights: Sequence[str]
    scale: float
    rscales: Sequence[float] | None = None
    centre: str = "value"
