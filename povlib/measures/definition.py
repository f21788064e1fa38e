"""What a measure is that is no measure of `poverty`: the definition of a value in another table."""

from dataclasses import dataclass

__all__ = ["Definition"]


@dataclass(frozen=True)
class Definition:
    """One value of one function's table.

    Attributes
    ----------
    call : str
        The function that gives it.
    name : str
        What it is called in the column ``measure`` (or the column's own name).
    name_th, name_en : str
    unit : str
        As of a `Measure`, or "growth" (a part of the value before), "years", "spells", "yes_no",
        "as_given" (the unit of the values that were handed in) or "as_given_per_time" (that, over
        the unit of time).
    definition_th : str
        What it says, for who plans.
    formula : str
        w is weight x members for unit "persons", weight for "households".
    boundary : str
        What happens exactly on the line, the cut-off or the target; "" where there is none.
    source : str
    influence : str
        How its error is found; "" where none is given.
    is_additive : bool
        The values of parts add up to the value of the whole.
    """

    call: str
    name: str
    name_th: str
    name_en: str
    unit: str
    definition_th: str
    formula: str
    boundary: str
    source: str
    influence: str = ""
    is_additive: bool = False

    @property
    def key(self) -> str:
        """Name in the registry: the function and the name."""
        return f"{self.call}.{self.name}"
