"""The brief as nbconvert knows it, for those who have a notebook and no run.

A module of its own: nbconvert weighs 36 MB in memory, and a run of reports needs none of it.
"""

from typing import Any

from nbconvert.exporters import Exporter
from nbformat import NotebookNode
from traitlets import Bool

from povlib.reports.export import export_notebook, own_audience

__all__ = ["BriefExporter"]


class BriefExporter(Exporter):
    """`jupyter nbconvert --to povlib-brief NOTEBOOK`: the same page that `povlib report` writes.

    With `--BriefExporter.interactive=True` it is the page of `povlib report --interactive`.
    """

    export_from_notebook = "povlib brief"
    output_mimetype = "text/html"
    interactive = Bool(False, help="Draw the figures in the browser too.").tag(config=True)

    def _file_extension_default(self) -> str:
        return ".html"

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict | None = None, **kw: Any
    ) -> tuple[str, dict]:
        """Give the page of an executed notebook.

        Parameters
        ----------
        nb : NotebookNode
        resources : dict, optional
        **kw
            As nbconvert passes them on.
        """
        nb, resources = super().from_notebook_node(nb, resources, **kw)
        audience, is_interactive = own_audience(nb), self.interactive
        export = export_notebook(nb, audience=audience, is_interactive=is_interactive)
        return export.html, resources
