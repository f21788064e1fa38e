"""What a measure is: its names, unit, formula and rules, and the function that computes it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from povlib.measures.scored import Scored

if TYPE_CHECKING:
    from povlib.measures.case import Case

__all__ = ["RATIO_INFLUENCE", "Measure"]

RATIO_INFLUENCE = "(a_k - R b_k) / B for the ratio R = A / B of the sums of a and b"


@dataclass(frozen=True)
class Measure:
    """One measure.

    Attributes
    ----------
    key : str
        Name in calls and in the column ``measure``. With `parameters` a call writes "key:number".
    name_th, name_en : str
    unit : str
        "share" (0-1), "index", "ratio", "baht_person_year", "baht_year", "households" or "persons".
    formula : str
        w is weight x members for unit "persons", weight for "households"; z the line, y income.
    boundary : str
        What happens exactly on the line; "" where no line is used.
    source : str
    definition_th : str
        What it says, in a sentence for planners, without symbols.
    is_additive : bool
        The values of parts add up to the value of the whole.
    influence : str
        What one more row of weight 1 changes: its formula, per row k.
    undefined : str
        Where there is no value though there are rows: the code that the column ``reason`` shows.
    needs_positive_income : bool
        Undefined where an income that it reads is zero or negative.
    numerator, denominator : str or None
        Names of sums; no denominator means the sum itself, no numerator a rank-based measure.
    kernel : callable or None
        Computes a rank-based measure of a `Case`, given the parameter.
    takes : {"", "share", "part", "power", "aversion"}
        What the number is: none, 0 to 1, a whole part from 1 to the last usual one, at least 0, or
        above 0.
    parameters : tuple of float
        Those that the bare key stands for; () where the measure takes none.
    """

    key: str
    name_th: str
    name_en: str
    unit: str
    formula: str
    boundary: str
    source: str
    is_additive: bool
    influence: str
    undefined: str = "nobody_counted"
    needs_positive_income: bool = False
    numerator: str | None = None
    denominator: str | None = None
    kernel: "Callable[[Case, float], Scored] | None" = None
    takes: str = ""
    parameters: tuple[float, ...] = ()
    definition_th: str = field(kw_only=True)
