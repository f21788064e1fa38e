"""The reference engine: a fresh kernel a notebook, as papermill runs it, tuned."""

import os
from functools import partial
from pathlib import Path
from subprocess import DEVNULL
from tempfile import TemporaryDirectory

from jupyter_client import AsyncKernelManager
from nbformat import NotebookNode
from papermill.engines import NBClientEngine, NotebookExecutionManager
from traitlets.config import Config

from povlib.engines.managed import CheckedEngine

__all__ = ["SubprocessEngine"]


class SubprocessEngine(CheckedEngine, NBClientEngine):
    """papermill engine: the cells run in a kernel of their own, on any platform."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: NotebookExecutionManager,
        kernel_name: str,
        marker: Path | None = None,
        **kwargs: object,
    ) -> NotebookNode:
        """Run the cells until one fails.

        Parameters
        ----------
        nb_man, kernel_name, **kwargs
            As papermill's own engine takes them.
        marker : pathlib.Path, optional
            A file that names the cell which runs, for those who find this process dead.
        """
        with TemporaryDirectory(prefix="povlib-") as sockets:
            if marker:
                kwargs["on_cell_start"] = partial(_mark, marker)
            kwargs |= {"config": _kernel_config(sockets), "kernel_manager_class": _SilentKernel}
            return super().execute_managed_notebook(nb_man, kernel_name, **kwargs)


class _SilentKernel(AsyncKernelManager):
    """A kernel without a terminal: it would repeat there, unmasked, what its children write."""

    async def start_kernel(self, **kwargs: object) -> None:  # type: ignore[override]
        await super().start_kernel(stdout=DEVNULL, stderr=DEVNULL, **kwargs)


def _mark(marker: Path, *, cell_index: int, **_: object) -> None:
    marker.write_text(str(cell_index))


def _kernel_config(sockets: str) -> Config:
    """Talk to the kernel over files of this user where the system can, not over a port.

    The files need a folder of their own: kernels started in one folder would share their names.
    """
    if os.name != "posix":
        return Config()
    return Config({"KernelManager": {"transport": "ipc", "ip": f"{sockets}/kernel"}})
