"""Inside a notebook: show a thing on screen and hand it to the exporter in the same output."""

from functools import cache
from importlib.resources import files

from IPython.display import display

from povlib.disclosure import OfficerTable, PublicTable
from povlib.errors import ReportError
from povlib.figures import Figure, HtmlFigure, Opening, Part, part, to_payload
from povlib.figures.opening import opening_html
from povlib.reports.payload import MIME, table_payload

__all__ = ["keep", "show"]

Showable = Figure | HtmlFigure | PublicTable | Part | Opening


def show(*things: Showable) -> None:
    """Show figures, public tables and pieces of a page, in order.

    Parameters
    ----------
    *things : Figure, HtmlFigure, PublicTable, Part or Opening
        What follows each other in one section stands side by side in the brief.

    Raises
    ------
    ReportError
        One of them did not come through the gate.
    """
    for thing in things:
        block = thing if isinstance(thing, Opening) else part(thing)
        html = opening_html(block) if isinstance(block, Opening) else block.html
        _emit(html, {"blocks": [to_payload(block)], "tables": _tables_of(thing)})


def keep(*tables: PublicTable, manifest: dict | None = None, footer_html: str = "") -> None:
    """Hand tables, facts for the manifest and the page's foot to the exporter; shows only the foot.

    Parameters
    ----------
    *tables : PublicTable
        Written to tables/ even where no figure shows them.
    manifest : dict, optional
        Plain values only.
    footer_html : str
        HTML made of escaped pieces.

    Raises
    ------
    ReportError
        A table did not come through the gate.
    """
    content = {"tables": [table_payload(t) for t in tables], "footer_html": footer_html}
    _emit(f"<footer>{footer_html}</footer>", {**content, "manifest": manifest or {}})


def _tables_of(thing: Showable) -> list[dict]:
    if isinstance(thing, OfficerTable):
        raise ReportError("an OfficerTable is no part of a brief", got=thing.name)
    if isinstance(thing, PublicTable):
        return [table_payload(thing)]
    return [table_payload(thing.table)] if isinstance(thing, (Figure, HtmlFigure)) else []


def _emit(html: str, payload: dict) -> None:
    bundle = {
        "text/html": f'<div class="povlib"><style>{_cell_style()}</style>{html}</div>',
        "text/plain": "povlib",
        MIME: payload,
    }
    display(bundle, raw=True)


@cache
def _cell_style() -> str:
    """Give the look of a brief for JupyterLab, kept inside our own cells."""
    css = (files("povlib") / "resources" / "brief.css").read_text(encoding="utf-8")
    scoped = css.replace(":root{", ":scope{").replace("\nhtml{", "\n:scope{")
    return f"@scope (.povlib){{{scoped}}}"
