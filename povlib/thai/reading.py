"""What one cell was read as: a value, or the reason why there is none."""

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

__all__ = ["Reading"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """A cell's value, or the kind of its absence and the reason in Thai.

    Attributes
    ----------
    value : T or None
        None unless `kind` is "value".
    kind : {"value", "missing", "invalid", "ambiguous"}
        "missing": the writer left it out (blank, dash, "ไม่มี"); it is not zero. "invalid": something
        stands there that cannot be read. "ambiguous": it can be read in two ways.
    reason_th : str
        Why there is no value; for a value "", or the repair that was made.

    Examples
    --------
    >>> Reading(5, "value").value
    5
    """

    value: T | None
    kind: Literal["value", "missing", "invalid", "ambiguous"]
    reason_th: str = ""
