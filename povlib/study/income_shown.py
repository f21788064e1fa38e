"""Counts below the line at every place of it, as far as the gate shows them."""

import pandas as pd

from povlib import measures
from povlib.disclosure import Pattern, is_hidden
from povlib.study.income_gate import BELOW, PASSED, IncomeGate, cell_of_line

__all__ = ["find_shown"]


def find_shown(
    gate: IncomeGate, *, totals: measures.PrefixSums, province_code: str
) -> pd.DataFrame:
    """Give the households below every line in every area, missing where hidden.

    Parameters
    ----------
    gate : IncomeGate
    totals : PrefixSums
        By ``area_code``: the province and its districts.
    province_code : str

    Returns
    -------
    DataFrame of float64
        One row a line, one column an area code. What stands here is public.
    """
    patterns = {pattern.universe: pattern for pattern in gate.patterns}
    shown = {}
    for line in gate.steps.lines:
        counts = measures.poverty_at(
            totals, line=line, unit="households", measures="poor_households"
        ).set_index("area_code")["value"]
        shown[line] = {
            code: count
            for code, count in counts.items()
            if _is_shown(gate, patterns, line, {} if code == province_code else {"district": code})
        }
    codes = totals.keys["area_code"].astype("str")
    return pd.DataFrame.from_dict(shown, orient="index", columns=None, dtype=float).reindex(
        index=list(gate.steps.lines), columns=list(codes)
    )


def _is_shown(
    gate: IncomeGate, patterns: dict[str, Pattern], line: int, area: dict[str, str]
) -> bool:
    policy = gate.steps.policy
    needed = [cell_of_line(gate, min(line, policy), side=BELOW)]
    if line > policy:
        needed.append(cell_of_line(gate, line, side=PASSED))
    for address in needed:
        cell = {k: v for k, v in address.items() if v is not None and k != "universe"}
        if is_hidden(patterns[address["universe"]], area | cell):
            return False
    return True
