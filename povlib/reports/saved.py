"""What of an executed notebook may be kept: what went through `show`, and errors without numbers.

A notebook that was stopped or refused may hold anything a cell printed. In a public folder only our
own payloads stay; the message of an error that is not povlib's own is masked, since another library
may quote a code of a household in it.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError

from povlib import errors, thai
from povlib.reports.payload import MIME

__all__ = ["cause_of", "clean_stopped", "without_times"]

_LONG_NUMBER = re.compile(r"\d[\d,. -]{6,}\d")
_MEANING_TH = {
    "MemoryError": "หน่วยความจำไม่พอ ลด --jobs หรือแบ่งข้อมูล",
    "SystemExit": "เซลล์สั่งจบโปรแกรมเอง (sys.exit)",
    "DeadKernelError": "โปรแกรมถูกระบบหยุดกลางทาง หน่วยความจำอาจไม่พอ",
    "KeyboardInterrupt": "เซลล์ถูกสั่งให้หยุด",
}
_COLOUR_CODE = re.compile(r"\x1b\[[0-9;]*m")


def cause_of(error: BaseException, *, mask: Callable[[str], str] = str) -> str:
    """Say in one line why a report failed.

    Parameters
    ----------
    error : Exception
    mask : callable, optional
        Hides the secrets of the report's parameters; see `povlib.secrets`.

    Examples
    --------
    >>> cause_of(KeyError(24010100017))
    'KeyError: [ปกปิด]'
    """
    if isinstance(error, PapermillExecutionError):
        return _said(error.ename, mask(error.evalue))
    return _said(type(error).__name__, mask(str(error)))


def clean_stopped(path: Path, *, audience: str) -> None:
    """Take out of a stopped notebook what may not lie in this run's folder.

    Parameters
    ----------
    path : pathlib.Path
        Nothing happens where the kernel did not get as far as writing it.
    audience : str
        "officer" keeps officers' tables; other outputs are cleaned all the same.
    """
    if not path.exists():
        return
    stopped = nbformat.read(path, as_version=nbformat.NO_CONVERT)
    for cell in stopped.cells:
        if cell.cell_type == "code":
            cell.outputs = list(_kept(cell.outputs, audience))
    nbformat.write(without_times(stopped), path)


def without_times(notebook: NotebookNode) -> NotebookNode:
    """Drop what differs from run to run: times, paths, warnings on the side, a cell's random name.

    Parameters
    ----------
    notebook : NotebookNode
        Changed in place and given back.
    """
    notebook.metadata.pop("papermill", None)
    for cell in notebook.cells:
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell.id = "injected-parameters"
        if cell.cell_type == "code":
            cell.outputs = [o for o in cell.outputs if o.output_type != "stream"]
    return notebook


def _kept(outputs: list[NotebookNode], audience: str) -> Iterator[NotebookNode]:
    for output in outputs:
        payload = output.get("data", {}).get(MIME)
        if output.output_type == "error":
            said = _said(output.ename, output.evalue)
            masked = {"evalue": said.partition(": ")[2], "traceback": [said]}
            yield NotebookNode(output | masked)
        elif payload is not None and payload.get("audience") in (None, audience):
            yield output


def _said(name: str, message: str) -> str:
    """Give an error as text; the message of another library's error is masked."""
    plain = _COLOUR_CODE.sub("", message)
    if name in _MEANING_TH:
        return f"{_MEANING_TH[name]} ({name}{' ' + plain if plain.isdigit() else ''})"
    if name in errors.__all__:
        return f"{name}: {plain}"
    masked = _LONG_NUMBER.sub(thai.HIDDEN_TH, thai.redact(plain.splitlines()[0] if plain else ""))
    return f"{name}: {masked}"
