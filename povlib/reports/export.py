"""From an executed notebook to a page and the tables behind it.

Headings of second level in the notebook's text are the sections of the page (tag `new-page`: on a
new sheet in print; `if-any`: left out when empty); what cells gave to `reports.show` are its parts.
An office's own Plotly figure that ends a cell is one too, once checked. Code stays out;
any other output that did not go through `show`, and would be lost, is an error.
"""

from dataclasses import dataclass, field
from typing import Any

from nbformat import NotebookNode

from povlib.engines.parameters import literals
from povlib.errors import DisclosureError, ReportError
from povlib.figures import Brief, Opening, Part, Section, from_payload, page, to_payload
from povlib.knowledge.outline import LessonOutline
from povlib.reports.km.kept import kept_lesson
from povlib.reports.own import PLOTLY_MIME, own_figure
from povlib.reports.own_checks import SMALLEST
from povlib.reports.payload import MIME, TableData, table_data

__all__ = ["Export", "export_notebook", "own_audience"]


@dataclass(frozen=True)
class Export:
    """What a notebook becomes: page, tables, what the manifest says, and the lesson it shows."""

    html: str
    tables: tuple[TableData, ...]
    headline: str
    manifest: dict[str, Any]
    lesson: LessonOutline | None = None


def export_notebook(
    notebook: NotebookNode, *, audience: str, is_interactive: bool = False
) -> Export:
    """Give page and tables of an executed notebook.

    Parameters
    ----------
    notebook : NotebookNode
    audience : str
        The run's; an officer's tables leave only where it is "officer".
    is_interactive : bool
        True has the figures of the page drawn in the browser too.

    Returns
    -------
    Export

    Raises
    ------
    DisclosureError
        It shows an officer's tables and the run is not an officer's, or a Plotly figure shows what
        may not leave.
    ReportError
        It was not run, has no opening, or shows something that did not go through `reports.show`.
    """
    if audience != "officer" and _holds_officer_tables(notebook):
        raise DisclosureError(
            "โน้ตบุ๊กนี้มีตารางเจ้าหน้าที่ ส่งออกได้เฉพาะเมื่อ audience เป็น officer",
            got=f"audience: {audience}",
            todo="ใช้แฟ้มรายงานที่เขียน audience: officer และสั่งด้วย --officer",
        )
    collected = _Collected(smallest=_smallest(notebook))
    # The cell that papermill puts in does not stand in the author's own file.
    own = [c for c in notebook.cells if "injected-parameters" not in c.metadata.get("tags", [])]
    for number, cell in enumerate(own, start=1):
        if cell.cell_type == "markdown":
            _start_section(cell, collected)
        elif cell.cell_type == "code":
            _collect_outputs(cell, number, collected)
    if not collected.openings:
        raise ReportError(
            "โน้ตบุ๊กต้องแสดงหัวรายงานด้วย reports.show",
            got="ไม่มีหัวรายงาน",
            todo="เติม show(figures.opening(...)) ตามตัวอย่างใน docs/km_officer.md และรันครบทุกเซลล์",
        )
    opening = collected.openings[0]
    sections = tuple(
        Section(title, tuple(parts), breaks="new-page" in tags)
        for title, parts, tags in collected.sections
        if parts or "if-any" not in tags
    )
    brief = Brief(opening, sections, collected.footer_html, is_interactive=is_interactive)
    return Export(
        page(brief),
        tuple(collected.tables.values()),
        opening.headline,
        collected.manifest,
        collected.lesson,
    )


def own_audience(notebook: NotebookNode) -> str:
    """Read the audience from the notebook's own parameters, those of its run last.

    Parameters
    ----------
    notebook : NotebookNode
    """
    values = {}
    for tag in ("parameters", "injected-parameters"):
        for cell in notebook.cells:
            if tag in cell.metadata.get("tags", []):
                values |= literals(cell.source, where=f"เซลล์ {tag}")
    return str(values.get("audience", "public"))


def _holds_officer_tables(notebook: NotebookNode) -> bool:
    return any(
        output.get("data", {}).get(MIME, {}).get("audience") == "officer"
        for cell in notebook.cells
        for output in cell.get("outputs", [])
    )


@dataclass
class _Collected:
    """What has been met so far on the way through the notebook."""

    openings: list[Opening] = field(default_factory=list)
    sections: list[tuple[str, list[Part], frozenset[str]]] = field(default_factory=list)
    tables: dict[str, TableData] = field(default_factory=dict)
    manifest: dict[str, Any] = field(default_factory=dict)
    footer_html: str = ""
    lesson: LessonOutline | None = None
    smallest: int = SMALLEST


def _smallest(notebook: NotebookNode) -> int:
    """Give the smallest count that the notebook's own study shows."""
    manifests = (
        output.get("data", {}).get(MIME, {}).get("manifest", {})
        for cell in notebook.cells
        for output in cell.get("outputs", [])
    )
    used = (setting for manifest in manifests for setting in manifest.get("settings", []))
    said = (int(s["value"]) for s in used if s.get("key") == "disclosure_threshold")
    return max(said, default=SMALLEST)


def _start_section(cell: NotebookNode, collected: _Collected) -> None:
    first = cell.source.lstrip().splitlines()[:1]
    if first and first[0].startswith("## "):
        tags = frozenset(cell.metadata.get("tags", []))
        collected.sections.append((first[0].removeprefix("## ").strip(), [], tags))


def _collect_outputs(cell: NotebookNode, number: int, collected: _Collected) -> None:
    for output in cell.get("outputs", []):
        data, where = output.get("data", {}), f"เซลล์ที่ {number}"
        if MIME in data:
            _collect(data[MIME], collected)
        elif PLOTLY_MIME in data:
            own = own_figure(data[PLOTLY_MIME], where=where, smallest=collected.smallest)
            _collect({"blocks": [to_payload(own.part)], "tables": [own.table]}, collected)
        elif output.output_type != "stream" or output.name == "stdout":
            raise ReportError(
                "ทุกอย่างในรายงานต้องแสดงด้วย reports.show มิฉะนั้นจะหายไปจากหน้า",
                got="สิ่งที่ print" if output.output_type == "stream" else output.output_type,
                where=where,
                todo="ลบ print และค่าท้ายเซลล์ที่ไม่ต้องการ หรือแสดงด้วย reports.show",
            )


def _collect(payload: dict, collected: _Collected) -> None:
    for table in payload.get("tables", []):
        collected.tables.setdefault(table["name"], table_data(table))
    collected.manifest |= payload.get("manifest", {})
    collected.footer_html += payload.get("footer_html", "")
    if "lesson" in payload:
        collected.lesson = kept_lesson(payload["lesson"])
    for block in map(from_payload, payload.get("blocks", [])):
        if isinstance(block, Opening):
            collected.openings.append(block)
        else:
            if not collected.sections:
                collected.sections.append(("", [], frozenset()))
            collected.sections[-1][1].append(block)
