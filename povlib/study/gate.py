"""What every table of a study passes through on its way out: pattern, source and the demo mark.

The same functions make a public study and an officer's: only the gate they are given differs.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from povlib import data
from povlib.disclosure import (
    Column,
    OfficerTable,
    Pattern,
    PublicTable,
    for_officer,
    is_hidden,
    publish,
)
from povlib.study.panels import Panels
from povlib.study.rules import Rules

__all__ = ["Gate", "hide_doors", "issue", "source_th"]

_FOLLOWED = ("reached_1", "reached_2", "reached_3", "reached_4", "measured")
"""Attributes that a follow-up gives a household."""


@dataclass(frozen=True, eq=False)
class Gate:
    """Patterns and words for the tables of one study.

    Attributes
    ----------
    targets : Pattern
        Of the target households.
    source_th : str
    is_demo : bool
    audience : str
        "officer" issues officer tables, with nothing hidden; only `open_officer` asks for them.
    strays : Pattern or None
        Of follow-ups without a target; only tables that count these need it.
    """

    targets: Pattern
    source_th: str
    is_demo: bool
    audience: str = "public"
    strays: Pattern | None = None


def issue(
    name: str,
    frame: pd.DataFrame,
    *,
    gate: Gate,
    title_th: str,
    columns: Sequence[Column],
    patterns: Sequence[Pattern] | None = None,
    note_th: str = "",
) -> PublicTable | OfficerTable:
    """Let one table of a study out by the exit that its gate has.

    Parameters
    ----------
    name : str
    frame : DataFrame
    gate : Gate
    title_th : str
    columns : sequence of Column
    patterns : sequence of Pattern, optional
        Other than that of the target households.
    note_th : str
    """
    said = {
        "title_th": title_th,
        "columns": columns,
        "source_th": gate.source_th,
        "is_demo": gate.is_demo,
        "note_th": note_th,
    }
    if gate.audience != "public":
        return for_officer(name, frame, **said, audience=gate.audience)
    pattern = gate.targets if patterns is None else patterns
    return publish(name, frame, **said, pattern=pattern)


def source_th(manifest: data.Manifest) -> str:
    """Say where the numbers come from.

    Parameters
    ----------
    manifest : data.Manifest
    """
    return "ทะเบียนสาธิต ข้อมูลสมมติ" if manifest.is_demo else "ทะเบียนครัวเรือนของหน่วยงาน"


def hide_doors(
    doors: dict[str, int],
    *,
    gate: Gate,
    panels: Panels,
    cell: dict[str, str],
    rules: Rules,
) -> dict[str, int | None]:
    """Give row counts at the doors, None where a count is that of a hidden cell or bounds one.

    Parameters
    ----------
    doors : dict of str to int
    gate : Gate
    panels : Panels
        The BMN rounds.
    cell : dict of str to str
        Attributes of the area.
    rules : Rules

    Notes
    -----
    Households that reached a step, or are measured, cannot be more than the follow-ups used, so a
    small number of these says something of them. All households less those with a known income are
    those without. The nation's rows are those of its provinces.
    """
    cells = {
        "target_rows": cell,
        "target_matched": cell | {"matched": "yes"},
        "target_unmatched": cell | {"matched": "no"},
        "target_persons": cell | {"matched": "yes"},
    }
    hidden = {name for name, where in cells.items() if is_hidden(gate.targets, where)}
    if is_hidden(gate.strays, cell):
        # All rows less those of the other doors would tell it.
        hidden |= {"followup_without_target", "followup_rows"}
    if any(_hides_any(gate.targets, cell, by=name) for name in _FOLLOWED):
        hidden |= {"followup_used", "followup_rows"}
    if _few_lack_income(panels, cell, rules=rules):
        hidden |= {"household_rows", "household_persons"}
    return {name: None if name in hidden else count for name, count in doors.items()}


def _few_lack_income(panels: Panels, cell: dict[str, str], *, rules: Rules) -> bool:
    """Tell whether all rows of the round would tell how few households have no income."""
    if _hides_any(panels.pattern, cell, by=f"known_{rules.bmn_year_be}"):
        return True
    rows = panels.totals[panels.totals["bmn_year_be"] == rules.bmn_year_be]
    without = rows.set_index("province_code")["households_without_income"]
    ours = without[without.index == cell["province_code"]] if cell else without
    return bool(ours.between(1, rules.threshold - 1).any())


def _hides_any(pattern: Pattern, cell: dict[str, str], *, by: str) -> bool:
    """Tell whether a count by an attribute is hidden for the area or, in it, for a province."""
    return any(
        by in (found := dict(key))
        and found.keys() <= {by, "province_code"}
        and cell.items() <= found.items()
        for key in pattern.hidden
    )
