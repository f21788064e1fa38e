"""Runs a notebook's cells in this process, in an IPython shell, and keeps what a kernel would send.

For a process of its own that ends afterwards: a second notebook in the same process would see
what the first one left behind.
"""

import os
import sys
from contextlib import redirect_stderr, redirect_stdout
from io import TextIOBase
from pathlib import Path
from typing import Any

from ipykernel.jsonutil import encode_images, json_clean
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from nbformat import NotebookNode
from nbformat.v4 import new_output
from papermill.engines import NotebookExecutionManager
from traitlets import Type
from traitlets.config import Config

from povlib.engines.managed import CheckedEngine

__all__ = ["LANGUAGE_INFO", "CellError", "ShellEngine", "run_cells"]

Outputs = list[NotebookNode]
# As a kernel tells it.
LANGUAGE_INFO = {
    "name": "python",
    "version": ".".join(map(str, sys.version_info[:3])),
    "mimetype": "text/x-python",
    "codemirror_mode": {"name": "ipython", "version": 3},
    "pygments_lexer": "ipython3",
    "nbconvert_exporter": "python",
    "file_extension": ".py",
}


class CellError(Exception):
    """A cell raised; its output says what."""


class ShellEngine(CheckedEngine):
    """papermill engine: the cells run in the process that calls papermill."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,  # noqa: ARG003 papermill gives it; there is no kernel
        marker: Path | None = None,
        **_: object,
    ) -> NotebookNode:
        """Run the cells until one fails.

        Parameters
        ----------
        nb_man, kernel_name
            As papermill gives them.
        marker : pathlib.Path, optional
            A file that names the cell which runs, for those who find this process dead.
        """
        return run_cells(nb_man, marker=marker)


def run_cells(nb_man: NotebookExecutionManager, *, marker: Path | None = None) -> NotebookNode:
    """Run the cells of a notebook until one fails.

    Parameters
    ----------
    nb_man : papermill.engines.NotebookExecutionManager
        Its notebook gets the outputs.
    marker : pathlib.Path, optional
        Gets the place of each cell before it runs.

    Returns
    -------
    NotebookNode
    """
    notebook = nb_man.nb
    shell = _new_shell()
    for at, cell in enumerate(notebook.cells):
        nb_man.cell_start(cell, at)
        if marker:
            marker.write_text(str(at))
        try:
            if cell.cell_type == "code":
                _run_cell(shell, cell)
        except CellError as error:
            nb_man.cell_exception(cell, at, exception=error)
            break
        finally:
            nb_man.cell_complete(cell, at)
    notebook.metadata["language_info"] = LANGUAGE_INFO
    return notebook


class _Publisher(DisplayPublisher):
    """Keeps what `display` shows, in order with all else."""

    outputs: Outputs

    def publish(
        self,
        data: dict[str, Any],
        metadata: dict[str, Any] | None = None,
        *,
        transient: dict[str, Any] | None = None,
        update: bool = False,
        **_: object,
    ) -> None:
        output = new_output(
            "display_data", json_clean(encode_images(data)), metadata=metadata or {}
        )
        display_id = (transient or {}).get("display_id")
        if update:
            self._update(display_id, output)
            return
        self.shell.display_ids.setdefault(display_id, []).append(output)
        self.shell.outputs.append(output)

    def clear_output(self, *_: object) -> None:
        """Forget what the cell has shown; waiting for the next output changes nothing here."""
        self.shell.outputs.clear()

    def _update(self, display_id: str | None, output: NotebookNode) -> None:
        for shown in self.shell.display_ids.get(display_id, []):
            shown.update(data=output.data, metadata=output.metadata)


class _Hook(DisplayHook):
    """Keeps the value of a cell's last line."""

    def start_displayhook(self) -> None:
        """Nothing goes before the value."""

    def write_output_prompt(self) -> None:
        """There is no prompt."""

    def finish_displayhook(self) -> None:
        """Nothing follows the value."""

    def write_format_data(
        self, format_dict: dict[str, Any], md_dict: dict[str, Any] | None = None
    ) -> None:
        """Keep the value in all its forms."""
        self.shell.outputs.append(
            new_output(
                "execute_result",
                json_clean(encode_images(format_dict)),
                metadata=md_dict or {},
                execution_count=self.prompt_count,
            )
        )


class _Shell(InteractiveShell):
    """A shell without a terminal that keeps its cells' outputs."""

    displayhook_class = Type(_Hook)
    display_pub_class = Type(_Publisher)

    def __init__(self, **kwargs: object):
        self.outputs: Outputs = []
        self.display_ids: dict[str | None, Outputs] = {}
        super().__init__(**kwargs)

    def enable_gui(self, gui: str | None = None) -> None:
        """There is no window system, and nothing to enable."""

    def _showtraceback(self, etype: type, evalue: BaseException, stb: list[str]) -> None:
        self.outputs.append(
            new_output("error", ename=etype.__name__, evalue=str(evalue), traceback=stb)
        )


class _Stream(TextIOBase):
    """Keeps printed text; what follows itself is one output, as a kernel's client makes it."""

    def __init__(self, name: str, outputs: Outputs):
        self._name, self._outputs = name, outputs

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        last = self._outputs[-1] if self._outputs else None
        if last is not None and last.output_type == "stream" and last.name == self._name:
            last.text += text
        elif text:
            self._outputs.append(new_output("stream", name=self._name, text=text))
        return len(text)


def _new_shell() -> _Shell:
    # Plotly knows a kernel by its class, and else hands megabytes of script to every notebook.
    os.environ.setdefault("PLOTLY_RENDERER", "plotly_mimetype")
    # The history is a file and a thread; a report needs neither.
    config = Config({"HistoryManager": {"enabled": False}, "InteractiveShell": {"colors": "linux"}})
    InteractiveShell.clear_instance()
    _Shell.clear_instance()
    return _Shell.instance(config=config)


def _run_cell(shell: _Shell, cell: NotebookNode) -> None:
    shell.outputs = cell.outputs
    out, err = (_Stream(name, cell.outputs) for name in ("stdout", "stderr"))
    with redirect_stdout(out), redirect_stderr(err):
        result = shell.run_cell(cell.source, store_history=True)
    cell.execution_count = shell.execution_count - 1
    if not result.success:
        raise CellError
