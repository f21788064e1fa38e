"""Which counts the public may see while the income line moves, decided before the first step.

Two lines that are both shown give the households between them by subtraction, so the households
between neighbouring steps are cells of their own. One pattern holds the verdict at the policy line;
two more, below and above it, hold the steps and keep what the first has decided.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from povlib.disclosure import Key, Pattern, find_pattern

__all__ = [
    "BELOW",
    "PASSED",
    "IncomeGate",
    "Steps",
    "cell_of_line",
    "find_income_gate",
    "find_verdict",
    "find_without_income",
]

BELOW, PASSED = "below", "passed"
_ALL = ((), ("district",), ("step",), ("district", "step"))
_STEPS_ONLY = ((), ("step",))


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
    """

    universe: str
    steps: Steps
    patterns: tuple[Pattern, ...]


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
    verdict = find_verdict(cells, universe=universe, threshold=threshold)
    sides = [_find_side(cells, verdict, side, margins=_ALL) for side in (BELOW, PASSED)]
    if any(side.is_last_resort for side in sides):
        # So few households that the counts at the policy line would give single steps away.
        sides = [_find_side_of_whole(cells, verdict, side) for side in (BELOW, PASSED)]
    return IncomeGate(universe, steps, (verdict, *sides))


def find_verdict(
    cells: pd.DataFrame, *, universe: str, threshold: int, count: str | None = None
) -> Pattern:
    """Decide which counts of a province and its districts are hidden at the policy line.

    Parameters
    ----------
    cells : DataFrame
        ``district`` and ``verdict`` of the households with a known income.
    universe : str
    threshold : int
    count : str, optional
        Column with the number of households where there is one row a combination.
    """
    return find_pattern(
        cells,
        universe=universe,
        margins=[(), ("district",), ("verdict",), ("district", "verdict")],
        threshold=threshold,
        count=count,
    )


def find_without_income(
    cells: pd.DataFrame, *, universe: str, threshold: int, count: str | None = None
) -> Pattern:
    """Decide which counts of households without a known income are hidden, by district.

    Parameters
    ----------
    cells : DataFrame
        ``district`` of these households.
    universe : str
        Of those with a known income.
    threshold : int
    count : str, optional
        As in `find_verdict`.
    """
    return find_pattern(
        cells,
        universe=f"{universe}:no_income",
        margins=[(), ("district",)],
        threshold=threshold,
        count=count,
    )


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
    >>> gate = IncomeGate("bmn:2556", Steps(30_000, 1_000, (29_000, 30_000)), ())
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
    """Find the pattern of one side's steps that keeps what the verdict's pattern has decided."""
    universe = f"{verdict.universe}:{side}"
    known = Pattern(
        universe=universe,
        threshold=verdict.threshold,
        margins=tuple(margin for margin in ((), ("district",)) if margin in margins),
        counts=_of_side(verdict.counts, side, margins),
        hidden=_of_side(verdict.hidden, side, margins),
        witnesses=tuple(_of_side(witness, side, margins) for witness in verdict.witnesses),
    )
    return find_pattern(
        cells[cells["verdict"] == side],
        universe=universe,
        margins=margins,
        threshold=verdict.threshold,
        cumulative=("step",),
        inherited=known,
    )


def _find_side_of_whole(cells: pd.DataFrame, verdict: Pattern, side: str) -> Pattern:
    """Find the pattern of one side's steps in the province; its districts are all hidden."""
    whole = _find_side(cells, verdict, side, margins=_STEPS_ONLY)
    counted = find_pattern(
        cells[cells["verdict"] == side],
        universe=whole.universe,
        margins=_ALL,
        threshold=verdict.threshold,
        cumulative=("step",),
    )
    return _hide_districts(counted, kept=whole.hidden)


def _hide_districts(pattern: Pattern, *, kept: Mapping[Key, str]) -> Pattern:
    """Hide every cell of a district that another attribute divides, beside what is kept."""
    divided = {
        key: "complement"
        for key in pattern.counts
        if len(key) > 1 and any(name == "district" for name, _ in key)
    }
    return replace(pattern, hidden={**divided, **kept})


def _of_side(
    values: Mapping[Key, Any], side: str, margins: tuple[tuple[str, ...], ...]
) -> dict[Key, Any]:
    """Keep the cells of one verdict and name them as cells of that side."""
    wanted = ("verdict", side)
    named = {
        tuple(pair for pair in key if pair != wanted): value
        for key, value in values.items()
        if wanted in key
    }
    return {k: v for k, v in named.items() if tuple(name for name, _ in k) in margins}
