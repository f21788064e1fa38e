"""What a notebook's cell hands to the exporter, beside the HTML that JupyterLab shows.

One output of a cell carries one block: its HTML and the public tables behind it. The exporter
builds report.html and tables/ from these blocks alone, so page and files cannot differ.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from povlib.disclosure import OfficerTable, PublicTable
from povlib.errors import ReportError
from povlib.figures.cells import require_public

__all__ = [
    "MIME",
    "OFFICER_TH",
    "TableData",
    "officer_payload",
    "table_data",
    "table_payload",
]

MIME = "application/vnd.povlib+json"

OFFICER_TH = "เฉพาะเจ้าหน้าที่ ห้ามเผยแพร่"
"""Stands on every page, table and folder of an officer's run."""


@dataclass(frozen=True)
class TableData:
    """A public table as it travels in a notebook: plain values, None where missing or hidden.

    Attributes
    ----------
    name, title_th, source_th, note_th : str
    columns : tuple of dict
        key, label_th, unit and kind of each column.
    rows : tuple of tuple
    hidden : frozenset of (int, int)
        Row and column of each hidden cell.
    """

    name: str
    title_th: str
    source_th: str
    note_th: str
    columns: tuple[dict[str, str], ...]
    rows: tuple[tuple, ...]
    hidden: frozenset[tuple[int, int]]


def table_payload(table: PublicTable) -> dict:
    """Give the JSON form of a public table.

    Parameters
    ----------
    table : PublicTable

    Raises
    ------
    ReportError
        It is no PublicTable: nothing else may leave.
    """
    require_public(table)
    hidden = table.hidden.to_numpy(dtype=bool)
    return {**_values(table), "hidden": [[int(r), int(c)] for r, c in np.argwhere(hidden)]}


def officer_payload(table: OfficerTable) -> dict:
    """Give the JSON form of an officer's table; its name, and so its file's, says what it is.

    Parameters
    ----------
    table : OfficerTable

    Raises
    ------
    ReportError
        It is no OfficerTable.
    """
    if not isinstance(table, OfficerTable):
        raise ReportError("only an OfficerTable may be shown here", got=type(table).__name__)
    values = _values(table)
    title = f"{OFFICER_TH} · {table.title_th}"
    return {**values, "name": f"officer_{table.name}", "title_th": title, "hidden": []}


def table_data(payload: dict) -> TableData:
    """Read the JSON form back.

    Parameters
    ----------
    payload : dict
        As `table_payload` gives it.
    """
    return TableData(
        name=payload["name"],
        title_th=payload["title_th"],
        source_th=payload["source_th"],
        note_th=payload["note_th"],
        columns=tuple(payload["columns"]),
        rows=tuple(tuple(row) for row in payload["rows"]),
        hidden=frozenset((r, c) for r, c in payload["hidden"]),
    )


def _values(table: PublicTable | OfficerTable) -> dict:
    rows = table.frame.itertuples(index=False, name=None)
    return {
        "name": table.name,
        "title_th": table.title_th,
        "source_th": table.source_th,
        "note_th": table.note_th,
        "columns": [
            {"key": c.key, "label_th": c.label_th, "unit": c.unit, "kind": c.kind}
            for c in table.columns
        ],
        "rows": [[_plain(v) for v in row] for row in rows],
    }


def _plain(value: object) -> str | int | float | bool | None:
    """Turn a cell into what JSON knows; a missing or hidden one is None."""
    if value is None or pd.isna(value):
        return None
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, (str, int, float, bool)):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
