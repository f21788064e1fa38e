"""The fast engine: one server holds the imports, and a forked child runs each notebook."""

import logging
import sys
from dataclasses import dataclass
from functools import cache
from multiprocessing.context import BaseContext
from pathlib import Path
from tempfile import TemporaryDirectory

from nbformat import NotebookNode
from nbformat.v4 import new_output
from papermill.engines import NotebookExecutionManager

from povlib import fleet
from povlib.engines.kernel import SubprocessEngine
from povlib.engines.managed import CheckedEngine
from povlib.ways import PRELOAD

__all__ = ["ForkEngine", "fork_problem", "mark_death", "sound_context"]


@dataclass(frozen=True)
class _Cells:
    """A notebook to run, and the file that names the cell which runs."""

    notebook: NotebookNode
    marker: Path


class ForkEngine(CheckedEngine):
    """papermill engine: the cells run in a child forked from a server that holds the imports.

    Where forking is not sound it says so in the log and runs a fresh kernel.
    """

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: NotebookExecutionManager, kernel_name: str, **kwargs: object
    ) -> NotebookNode:
        """Run the cells until one fails; a child that dies leaves an error in the cell it ran."""
        if problem := fork_problem():
            logging.getLogger("povlib").warning("povlib-fork: %s; using a fresh kernel", problem)
            return SubprocessEngine.execute_managed_notebook(nb_man, kernel_name, **kwargs)
        with TemporaryDirectory(prefix="povlib-") as folder:
            cells = _Cells(nb_man.nb, Path(folder) / "cell")
            (outcome,) = fleet.map_jobs(
                [cells], work=_run, workers=1, context=fleet.forking_context(PRELOAD)
            )
            if outcome.result is None:
                said = str(outcome.error or f"exit code {outcome.exit_code}")
                return mark_death(nb_man.nb, marker=cells.marker, said=said)
        nb_man.nb.update(outcome.result)
        return nb_man.nb


def fork_problem() -> str:
    """Say why notebooks cannot be run in forked children here; "" where they can.

    A child is forked and asked: it must hold every preloaded module, and the server one thread.
    """
    if sys.platform != "linux":
        return f"forking is not used on {sys.platform}"
    (outcome,) = fleet.map_jobs(
        [None], work=_probe, workers=1, context=fleet.forking_context(PRELOAD)
    )
    return "" if outcome.result == 1 else str(outcome.error or f"exit code {outcome.exit_code}")


@cache
def sound_context() -> BaseContext:
    """Give forked children where that is sound in this process, else a new interpreter each."""
    return fleet.fresh_context() if fork_problem() else fleet.forking_context(PRELOAD)


def mark_death(notebook: NotebookNode, *, marker: Path, said: str) -> NotebookNode:
    """Leave an error in the cell that ran when its process died.

    Parameters
    ----------
    notebook : NotebookNode
        Changed in place and given back.
    marker : pathlib.Path
        Names the cell; where it is missing no cell had started, and the first one gets the error.
    said : str
    """
    at = int(marker.read_text()) if marker.exists() else 0
    code = [cell for cell in notebook.cells[at:] if cell.cell_type == "code"]
    for cell in code[:1]:
        cell.outputs = [new_output("error", ename="ProcessEnded", evalue=said, traceback=[said])]
    return notebook


def _probe(_: None) -> int:
    from povlib.engines.preload import require_sound

    return require_sound()


def _run(cells: _Cells) -> NotebookNode:
    from povlib.engines.preload import require_sound
    from povlib.engines.shell import run_cells

    require_sound()
    manager = NotebookExecutionManager(cells.notebook, progress_bar=False)
    manager.notebook_start()
    return run_cells(manager, marker=cells.marker)
