"""What all our papermill engines have in common: parameters are checked, secrets are hidden.

papermill itself writes a notebook before its engine is asked, and again with each cell; so both
happen where it starts an engine and where it saves.
"""

import logging
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby

from nbformat import NotebookNode
from papermill.engines import Engine, NotebookExecutionManager

from povlib.engines.parameters import check_injected
from povlib.secrets import Mask, mask_of

__all__ = ["CheckedEngine"]

_NO_COPIES = {"log_output": False, "stdout_file": None, "stderr_file": None}


class CheckedEngine(Engine):
    """papermill engine that checks the parameters before anything, and saves no secret."""

    @classmethod
    def execute_notebook(
        cls,
        nb: NotebookNode,
        kernel_name: str,
        output_path: str | None = None,
        progress_bar: bool | dict = True,
        log_output: bool = False,
        autosave_cell_every: int = 30,
        **kwargs: object,
    ) -> NotebookNode:
        """Run a notebook as papermill's own engines do.

        Parameters
        ----------
        nb, kernel_name, output_path, progress_bar, log_output, autosave_cell_every, **kwargs
            As papermill gives them. A notebook with secrets is saved between cells only, and its
            outputs are not copied to papermill's log: there they come in pieces, and half a
            secret is not recognised.

        Raises
        ------
        ReportError, ParamsError
            A parameter is unknown or of the wrong type, or a secret is not set; nothing runs and
            nothing is written.
        """
        mask = mask_of(check_injected(nb).values())
        asked = kwargs | {"log_output": log_output} | (_NO_COPIES if mask else {})
        every = 0 if mask else autosave_cell_every
        manager = _Manager(nb, output_path, bool(asked["log_output"]), progress_bar, every)
        manager.mask = mask
        with _without_details(mask):
            manager.notebook_start()
            try:
                cls.execute_managed_notebook(manager, kernel_name, **asked)
            finally:
                manager.cleanup_pbar()
                manager.notebook_complete()
        return manager.nb


class _Manager(NotebookExecutionManager):
    """Hides secrets in what the cells have shown whenever papermill saves."""

    mask = Mask()

    def save(self, **kwargs: object) -> None:
        if self.mask:
            _hide_secrets(self.nb, self.mask)
        super().save(**kwargs)


@contextmanager
def _without_details(mask: Mask) -> Iterator[None]:
    """Keep papermill from logging each message of a kernel where one may hold a secret."""
    logger = logging.getLogger("papermill")

    def is_plain(record: logging.LogRecord) -> bool:
        return not mask or record.levelno > logging.DEBUG

    logger.addFilter(is_plain)
    try:
        yield
    finally:
        logger.removeFilter(is_plain)


def _hide_secrets(notebook: NotebookNode, mask: Mask) -> None:
    """Mask what came out of the cells; what their author wrote stays."""
    if "widgets" in notebook.metadata:
        notebook.metadata["widgets"] = _masked(notebook.metadata["widgets"], mask)
    for cell in notebook.cells:
        outputs = cell.get("outputs", [])
        for _, following in groupby(outputs, key=lambda output: output.output_type == "stream"):
            _mask_streams([output for output in following if output.output_type == "stream"], mask)
        for output in outputs:
            _mask_output(output, mask)


def _mask_streams(outputs: list[NotebookNode], mask: Mask) -> None:
    """Mask a secret that came in pieces: the first keeps the text, and all keep their places."""
    for name in {output.name for output in outputs}:
        pieces = [output for output in outputs if output.name == name]
        text = "".join(piece.text for piece in pieces)
        if mask(text) != text:
            for piece in pieces:
                piece.text = ""
            pieces[0].text = mask(text)


def _mask_output(output: NotebookNode, mask: Mask) -> None:
    for key in ("ename", "evalue", "traceback", "metadata"):
        if key in output:
            output[key] = _masked(output[key], mask)
    for kind, content in output.get("data", {}).items():
        output.data[kind] = _masked(content, mask)


def _masked(value: object, mask: Mask) -> object:
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, dict):
        parts = {mask(key): _masked(part, mask) for key, part in value.items()}
        if isinstance(drawn := value.get("drawn"), str):
            parts["drawn"] = _mask_drawing(drawn, mask)
        return NotebookNode(parts)
    if isinstance(value, list):
        return [_masked(part, mask) for part in value]
    return value


def _mask_drawing(packed: str, mask: Mask) -> str:
    """Mask what a drawing of a page says; it travels compressed, as `figures.live.pack` does it."""
    try:
        text = zlib.decompress(b64decode(packed, validate=True)).decode()
    except (ValueError, zlib.error):
        return mask(packed)
    hidden = mask(text)
    return packed if hidden == text else b64encode(zlib.compress(hidden.encode(), 9)).decode()
