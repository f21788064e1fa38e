"""Inside a notebook: show a thing on screen and hand it to the exporter in the same output."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import cache
from html import escape
from importlib.resources import files
from typing import Protocol

from IPython.display import display

from povlib import __version__
from povlib.disclosure import OfficerTable, PublicTable, hidden_cells
from povlib.errors import ReportError
from povlib.figures import Figure, HtmlFigure, Opening, Part, opening_html, part, to_payload
from povlib.figures.svg import sign_style
from povlib.figures.words import DEMO_TH
from povlib.reports.own import PLOTLY_MIME, own_figure
from povlib.reports.payload import MIME, table_payload

__all__ = ["KeptSetting", "emit", "footer_html", "keep", "show"]


class KeptSetting(Protocol):
    """A policy value that a study used."""

    description_th: str
    value: float
    unit: str
    source: str
    confidence: str


class KeptFacts(Protocol):
    """What the foot of a page says of a study."""

    is_demo: bool
    register_sha256: str
    settings: Sequence[KeptSetting]


class KeptStudy(KeptFacts, Protocol):
    """The part of a study that a report keeps."""

    tables: Mapping[str, PublicTable]
    doors: Mapping[str, int | None]
    lessons_sha256: str


class PlotlyFigure(Protocol):
    """A figure made with Plotly: an office's own."""

    def to_json(self) -> str:
        """Give data and layout as JSON."""


Showable = Figure | HtmlFigure | PublicTable | Part | Opening | PlotlyFigure


def show(*things: Showable, table: PublicTable | None = None) -> None:
    """Show figures, public tables and pieces of a page, in order.

    Parameters
    ----------
    *things : Figure, HtmlFigure, PublicTable, Part, Opening or plotly.graph_objects.Figure
        What follows each other in one section stands side by side in the brief.
    table : PublicTable, optional
        Vouches for Plotly figures: every number that they show is a cell of it.

    Raises
    ------
    ReportError
        One of them did not come through the gate, or `table` vouches for nothing.
    DisclosureError
        A Plotly figure shows what may not leave; see `own.own_figure`.
    """
    if table is not None and not any(hasattr(thing, "to_plotly_json") for thing in things):
        raise ReportError("table= goes with a Plotly figure", got=table.name)
    for thing in things:
        if hasattr(thing, "to_plotly_json"):
            _show_own(thing, table)
            continue
        block = thing if isinstance(thing, Opening) else part(thing)
        html = opening_html(block) if isinstance(block, Opening) else block.html
        emit(html, {"blocks": [to_payload(block)], "tables": _tables_of(thing)})


def keep(study: KeptStudy, *beside: PublicTable) -> None:
    """Hand all tables of a study and its facts to the exporter, and show the page's foot.

    Parameters
    ----------
    study : KeptStudy
        Its tables are written to tables/ even where no figure shows them.
    *beside : PublicTable
        Tables from elsewhere that the page shows too.

    Raises
    ------
    ReportError
        A table did not come through the gate.
    """
    tables = (*study.tables.values(), *beside)
    foot = footer_html(study, tables)
    payload = {
        "tables": [table_payload(table) for table in tables],
        "manifest": _manifest_of(study),
        "footer_html": foot,
    }
    emit(f"<footer>{foot}</footer>", payload)


def emit(html: str, payload: dict, *, beside: Mapping[str, dict] | None = None) -> None:
    """Give a cell one output: HTML for the screen, and a payload for the exporter.

    Parameters
    ----------
    html : str
    payload : dict
        Any of blocks, tables, manifest, footer_html, and the audience where it is an officer's.
    beside : mapping, optional
        Other forms of the output, by media type, that JupyterLab may prefer.
    """
    bundle = {
        "text/html": f'<div class="povlib"><style>{_cell_style()}</style>{html}</div>',
        "text/plain": "povlib",
        MIME: payload,
        **(beside or {}),
    }
    display(bundle, raw=True)


def footer_html(study: KeptFacts, tables: Sequence[PublicTable | OfficerTable]) -> str:
    """Give the foot of a page: sources, policy values, version and data.

    Parameters
    ----------
    study : KeptFacts
    tables : sequence of PublicTable or of OfficerTable
    """
    sources = {table.source_th for table in tables if table.source_th}
    files = "แฟ้มตารางและ manifest.json อยู่ข้างกัน"
    said = [
        f"<b>{DEMO_TH}</b>" if study.is_demo else "",
        f"ที่มา: {escape(', '.join(sorted(sources)))}",
        *(escape(line) for line in _setting_lines(study.settings)),
        f"povlib {__version__} · ข้อมูล {study.register_sha256[:12]} · {files}",
    ]
    return " · ".join(part for part in said if part)


def _show_own(figure: PlotlyFigure, table: PublicTable | None) -> None:
    spec = json.loads(figure.to_json())
    own = own_figure(spec, where="รูปที่ส่งให้ show", table=table)
    payload = {"blocks": [to_payload(own.part)], "tables": [own.table]}
    emit(own.part.html, payload, beside={PLOTLY_MIME: spec})


def _manifest_of(study: KeptStudy) -> dict:
    lessons = {"lessons_sha256": study.lessons_sha256} if study.lessons_sha256 else {}
    return {
        "is_demo": study.is_demo,
        "register_sha256": study.register_sha256,
        **lessons,
        "settings": [asdict(setting) for setting in study.settings],
        "doors": dict(study.doors),
        "hidden_cells": [cell for table in study.tables.values() for cell in hidden_cells(table)],
    }


def _setting_lines(settings: Sequence[KeptSetting]) -> list[str]:
    """Part policy values with a source from working rules; the sources are in the manifest."""
    known, working = [], []
    for setting in settings:
        said = f"{setting.description_th} {_amount(setting)}"
        (working if setting.confidence == "unconfirmed" else known).append(said)
    return [
        f"{label}: {'; '.join(values)}"
        for label, values in (
            ("ค่าที่มีเอกสาร", known),
            ("กติกาใช้งานที่ยังไม่มีเอกสารยืนยัน", working),
        )
        if values
    ]


def _amount(setting: KeptSetting) -> str:
    if setting.unit in ("", "พ.ศ.") or setting.unit.startswith("สัดส่วน"):
        return f"{setting.value:g}"
    return f"{setting.value:,g} {setting.unit}"


def _tables_of(thing: Showable) -> list[dict]:
    if isinstance(thing, OfficerTable):
        raise ReportError("an OfficerTable is no part of a brief", got=thing.name)
    if isinstance(thing, PublicTable):
        return [table_payload(thing)]
    return [table_payload(thing.table)] if isinstance(thing, (Figure, HtmlFigure)) else []


@cache
def _cell_style() -> str:
    """Give the look of a brief for JupyterLab, kept inside our own cells."""
    css = (files("povlib") / "resources" / "brief.css").read_text(encoding="utf-8")
    scoped = css.replace(":root{", ":scope{").replace("\nhtml{", "\n:scope{")
    return f"@scope (.povlib){{{scoped}{sign_style()}}}"
