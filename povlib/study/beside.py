"""Tables that stand beside the target households: BMN rounds, and what others have reported."""

from pathlib import Path

from povlib import data
from povlib.disclosure import PublicTable
from povlib.study import rounds
from povlib.study.gate import Gate
from povlib.study.indicators import indicators
from povlib.study.panels import Panels
from povlib.study.rules import Rules

__all__ = ["reported_tables", "round_tables"]


def round_tables(
    found: Panels, *, gate: Gate, cell: dict[str, str], rules: Rules
) -> list[PublicTable]:
    """Publish the movements between BMN rounds of an area.

    Parameters
    ----------
    found : Panels
    gate : Gate
    cell : dict of str to str
        Attributes of the area.
    rules : Rules
    """
    return [
        rounds.flows(found, gate=gate, cell=cell),
        rounds.flow_totals(found, gate=gate, cell=cell),
        rounds.rounds(found, gate=gate, cell=cell, rules=rules),
    ]


def reported_tables(
    register: Path, *, manifest: data.Manifest, gate: Gate, area_code: str, rules: Rules
) -> list[PublicTable]:
    """Publish the programme's indicators, where the register has them.

    Parameters
    ----------
    register : pathlib.Path
    manifest : data.Manifest
    gate : Gate
    area_code : str
    rules : Rules
    """
    where = {"manifest": manifest, "gate": gate, "area_code": area_code}
    table = indicators(register, **where, rules=rules)
    return [table] if table is not None else []
