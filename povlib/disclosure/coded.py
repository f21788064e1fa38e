"""Attributes of households as numbers, so that combinations are counted fast."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from povlib.errors import DisclosureError

__all__ = ["MISSING", "Coded", "code_frame", "combinations", "rows_of"]

MISSING = "~"
"""Stands for a missing value: a household that is in none of the attribute's sets."""


@dataclass(frozen=True, eq=False)
class Coded:
    """Households as numbers.

    Attributes
    ----------
    labels : mapping of str to ndarray
        The sorted values of each attribute.
    codes : mapping of str to ndarray
        For each row the place of its value among them.
    number : ndarray
        Households of each row.
    """

    labels: Mapping[str, np.ndarray]
    codes: Mapping[str, np.ndarray]
    number: np.ndarray


def code_frame(
    frame: pd.DataFrame,
    names: list[str],
    *,
    ancestors: Mapping[str, tuple[str, ...]],
    number: np.ndarray,
) -> Coded:
    """Give the attributes of households; a missing one is told apart by what lies above it.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row a household, or a combination.
    names : list of str
        Attributes wanted.
    ancestors : mapping
        Attribute to all attributes that it determines.
    number : ndarray
        Households of each row.

    Raises
    ------
    DisclosureError
        An attribute is not in the frame, or does not determine its ancestor.
    """
    _require_attributes(frame, names)
    filled: dict[str, pd.Series] = {}
    for name in sorted(names, key=lambda n: (len(ancestors.get(n, ())), n)):
        text = frame[name].reset_index(drop=True).astype("object")
        label = pd.Series(MISSING, index=text.index, dtype="object")
        for above in ancestors.get(name, ()):
            label = label + "|" + filled[above]
        filled[name] = text.where(text.notna(), label).map(str).astype("object")
    found = {name: pd.factorize(filled[name], sort=True) for name in names}
    coded = Coded(
        labels={name: np.asarray(values, dtype=object) for name, (_, values) in found.items()},
        codes={name: codes.astype(np.int64) for name, (codes, _) in found.items()},
        number=number,
    )
    for name in names:
        _require_determined(coded, name, ancestors.get(name, ()))
    return coded


def combinations(coded: Coded, names: list[str]) -> tuple[np.ndarray, np.ndarray]:
    """Give the first row of each combination of values, in their order, and the one of each row.

    Parameters
    ----------
    coded : Coded
    names : list of str
    """
    code = np.zeros(len(coded.number), dtype=np.int64)
    for name in names:
        code = code * len(coded.labels[name]) + coded.codes[name]
    _, first, which = np.unique(code, return_index=True, return_inverse=True)
    return first, which


def rows_of(coded: Coded, names: list[str], rows: np.ndarray) -> dict[str, np.ndarray]:
    """Give the values of attributes in some rows, as text.

    Parameters
    ----------
    coded : Coded
    names : list of str
    rows : ndarray of int
    """
    return {name: coded.labels[name][coded.codes[name][rows]] for name in names}


def _require_attributes(frame: pd.DataFrame, names: list[str]) -> None:
    missing = [name for name in names if name not in frame.columns]
    if missing:
        raise DisclosureError(
            "every attribute of a margin must be in the frame", got=", ".join(missing)
        )


def _require_determined(coded: Coded, name: str, above: tuple[str, ...]) -> None:
    for parent in above:
        if len(combinations(coded, [name, parent])[0]) != len(coded.labels[name]):
            raise DisclosureError(
                "an attribute must determine the one above it in the hierarchy",
                got=f"{name} with several values of {parent}",
            )
