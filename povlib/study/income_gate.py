"""Which counts the public may see while the income line moves, decided before the first step.

Two lines that are both shown give the households between them by subtraction, so the households
between neighbouring steps are cells of their own. One pattern holds the verdict at the policy line;
two more, below and above it, hold the steps and keep what the first has decided.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from povlib.disclosure import Key, Pattern, find_pattern
from povlib.errors import DisclosureError

__all__ = ["BELOW", "PASSED", "IncomeGate", "Steps", "cell_of_line", "find_income_gate"]

BELOW, PASSED = "below", "passed"
_ALL = ((), ("district",), ("step",), ("district", "step"))
_AREA_ONLY = ((), ("step",), ("district",))


@dataclass(frozen=True)
class Steps:
    """Where the line may stand.

    Attributes
    ----------
    policy : int
        The policy line, baht per person and year.
    step : int
        Baht between two places.
    lines : tuple of int
        All places, rising; the policy line is one of them.
    """

    policy: int
    step: int
    lines: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class IncomeGate:
    """The patterns of one province and BMN round.

    Attributes
    ----------
    universe : str
        Name of the households with a known income, such as "bmn:2556".
    steps : Steps
    patterns : tuple of Pattern
        Verdict at the policy line; steps below it; steps above it.
    has_district_steps : bool
        False where districts are too small to be shown anywhere but at the policy line.
    """

    universe: str
    steps: Steps
    patterns: tuple[Pattern, ...]
    has_district_steps: bool


def find_income_gate(
    households: pd.DataFrame, *, steps: Steps, universe: str, threshold: int
) -> IncomeGate:
    """Decide what is hidden at every place of the line.

    Parameters
    ----------
    households : DataFrame
        One row a household: ``district_code`` and ``income_baht_person_year``, none missing.
    steps : Steps
    universe : str
    threshold : int
        Counts of 1 to threshold-1 are hidden.

    Returns
    -------
    IncomeGate
    """
    cells = _cells(households, steps)
    verdict = find_pattern(
        cells,
        universe=universe,
        margins=[(), ("district",), ("verdict",), ("district", "verdict")],
        threshold=threshold,
    )
    try:
        sides = [_find_side(cells, verdict, side, margins=_ALL) for side in (BELOW, PASSED)]
        has_district_steps = True
    except DisclosureError:
        # So few households that the policy line's own counts would give single steps away.
        sides = [_find_side(cells, verdict, side, margins=_AREA_ONLY) for side in (BELOW, PASSED)]
        has_district_steps = False
    return IncomeGate(universe, steps, (verdict, *sides), has_district_steps)


def cell_of_line(gate: IncomeGate, line: int, *, side: str) -> dict[str, str | None]:
    """Give the address of the households between an end of a side and a line.

    Parameters
    ----------
    gate : IncomeGate
    line : int
    side : {"below", "passed"}
        "below": all under the line, which is at or under the policy line. "passed": from the policy
        line up to the line, which is over it.

    Returns
    -------
    dict
        ``verdict``, ``step`` and ``universe``: values of a cell's attributes, None where the cell
        does not use one.

    Examples
    --------
    >>> gate = IncomeGate("bmn:2556", Steps(30_000, 1_000, (29_000, 30_000)), (), True)
    >>> cell_of_line(gate, 29_000, side="below")["step"]
    '<=029000'
    """
    if line == gate.steps.policy:
        return {"verdict": BELOW, "step": None, "universe": gate.universe}
    return {"verdict": None, "step": f"<={line:06d}", "universe": f"{gate.universe}:{side}"}


def _cells(households: pd.DataFrame, steps: Steps) -> pd.DataFrame:
    """Give each household the first place of the line that is above its income."""
    income = households["income_baht_person_year"].to_numpy()
    lines = np.array(steps.lines)
    place = np.searchsorted(lines, income, side="right")
    is_below = income < steps.policy
    above = np.append(lines, 0)[place]
    # No step on the last stretch of a side: the side's total closes it.
    is_open = (above == 0) | (is_below & (above == steps.policy))
    labels = [
        None if is_last else f"{line:06d}" for line, is_last in zip(above, is_open, strict=True)
    ]
    return pd.DataFrame(
        {
            "district": households["district_code"].to_numpy(),
            "verdict": np.where(is_below, BELOW, PASSED),
            "step": pd.array(labels, dtype="str"),
        }
    )


def _find_side(
    cells: pd.DataFrame, verdict: Pattern, side: str, *, margins: tuple[tuple[str, ...], ...]
) -> Pattern:
    universe = f"{verdict.universe}:{side}"
    known = Pattern(
        universe=universe,
        threshold=verdict.threshold,
        margins=((), ("district",)),
        counts=_of_side(verdict.counts, side),
        hidden=_of_side(verdict.hidden, side),
        witnesses=tuple(_of_side(witness, side) for witness in verdict.witnesses),
    )
    return find_pattern(
        cells[cells["verdict"] == side],
        universe=universe,
        margins=margins,
        threshold=verdict.threshold,
        cumulative=("step",),
        inherited=known,
    )


def _of_side(values: Mapping[Key, object], side: str) -> dict[Key, object]:
    """Keep the cells of one verdict and name them as cells of that side."""
    wanted = ("verdict", side)
    return {
        tuple(pair for pair in key if pair != wanted): value
        for key, value in values.items()
        if wanted in key
    }
