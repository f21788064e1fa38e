"""What every table of a study passes through on its way out: pattern, source and the demo mark."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from povlib.disclosure import Column, Pattern, PublicTable, publish

__all__ = ["Gate", "issue"]


@dataclass(frozen=True, eq=False)
class Gate:
    """Patterns and words for the tables of one study.

    Attributes
    ----------
    targets : Pattern
        Of the target households.
    source_th : str
    is_demo : bool
    """

    targets: Pattern
    source_th: str
    is_demo: bool


def issue(
    name: str,
    frame: pd.DataFrame,
    *,
    gate: Gate,
    title_th: str,
    columns: Sequence[Column],
    patterns: Sequence[Pattern] | None = None,
    note_th: str = "",
) -> PublicTable:
    """Publish one table of a study.

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
    return publish(
        name,
        frame,
        title_th=title_th,
        columns=columns,
        pattern=gate.targets if patterns is None else patterns,
        source_th=gate.source_th,
        is_demo=gate.is_demo,
        note_th=note_th,
    )
