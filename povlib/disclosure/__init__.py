"""The gate: small numbers are hidden here, and everything shown to the public has passed it.

`find_pattern` decides once, for one set of households, which cells are hidden; `publish` masks a
frame by that pattern and gives the only kind of table that figures and reports accept.
Naming: `find_` decides, `publish` and `for_officer` are the two exits; `regroup` and `select_rows`
set cells of public tables anew.
"""

from typing import TYPE_CHECKING

from povlib.disclosure.cells import (
    Key,
    Pattern,
    cell_key,
    count_of,
    from_json,
    is_hidden,
    to_json,
)
from povlib.disclosure.coarse import rounded_text, rounded_to, share_step
from povlib.disclosure.officer import OfficerTable, for_officer
from povlib.disclosure.regroup import Place, regroup, select_rows
from povlib.disclosure.tables import (
    HIDDEN_SHORT_TH,
    HIDDEN_TH,
    Column,
    PublicTable,
    hidden_cells,
    publish,
)
from povlib.disclosure.tree import TREE_COUNTS, HiddenCounts, hide_below, hide_top

if TYPE_CHECKING:
    from povlib.disclosure.pattern import find_pattern, find_pattern_of_totals

__all__ = [
    "HIDDEN_SHORT_TH",
    "HIDDEN_TH",
    "TREE_COUNTS",
    "Column",
    "HiddenCounts",
    "Key",
    "OfficerTable",
    "Pattern",
    "Place",
    "PublicTable",
    "cell_key",
    "count_of",
    "find_pattern",
    "find_pattern_of_totals",
    "for_officer",
    "from_json",
    "hidden_cells",
    "hide_below",
    "hide_top",
    "is_hidden",
    "publish",
    "regroup",
    "rounded_text",
    "rounded_to",
    "select_rows",
    "share_step",
    "to_json",
]


def __getattr__(name: str) -> object:
    """Import the search at first use: its solver weighs 40 MB, and showing tables needs none."""
    if name not in ("find_pattern", "find_pattern_of_totals"):
        raise AttributeError(name)
    from povlib.disclosure import pattern

    return getattr(pattern, name)
