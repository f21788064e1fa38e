"""Who a folder of reports is for: a public run's and an officer's are never one inside the other.

A run leaves `audience.txt` in its outputs folder before the first report. Where that file is gone
the run record and the manifests still tell.
"""

import json
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from povlib.errors import ReportError
from povlib.params import Run
from povlib.reports.payload import OFFICER_TH

__all__ = ["MARK_NAME", "mark_outputs", "mark_text", "require_audience", "require_own_folder"]

MARK_NAME = "audience.txt"

_LOOKS, _LOOK_AGAIN_SECONDS = 10, 0.02
_SAID_TH = {"officer": OFFICER_TH, "public": "เผยแพร่ได้"}


def require_audience(run: Run, *, is_officer: bool) -> None:
    """Raise unless call, run file and outputs folder agree on who the reports are for.

    Parameters
    ----------
    run : Run
    is_officer : bool
        The caller asked for tables with nothing hidden.

    Raises
    ------
    ReportError
        They disagree, or the outputs folder holds, or lies in, a folder of the other audience.
    """
    if is_officer != (run.audience == "officer"):
        raise ReportError(
            "ฉบับเจ้าหน้าที่ต้องสั่งด้วย --officer และแฟ้มรายงานต้องเขียน audience: officer",
            got=f"audience: {run.audience}{' กับ --officer' if is_officer else ''}",
        )
    require_own_folder(Path(run.outputs_dir), audience=run.audience)


def mark_outputs(run: Run) -> None:
    """Say in the outputs folder who it is for, before anything else is in it.

    Parameters
    ----------
    run : Run

    Raises
    ------
    ReportError
        The folder is the other audience's.
    """
    outputs = Path(run.outputs_dir)
    try:
        # made only where there is none: of two runs at once, one finds the other's mark
        with (outputs / MARK_NAME).open("x", encoding="utf-8") as mark:
            mark.write(mark_text(run.audience))
    except FileExistsError:
        pass
    require_own_folder(outputs, audience=run.audience)


def mark_text(audience: str) -> str:
    """Give what a folder's mark says.

    Parameters
    ----------
    audience : str

    Examples
    --------
    >>> mark_text("public").splitlines()
    ['public', 'เผยแพร่ได้']
    """
    return f"{audience}\n{_SAID_TH[audience]}\n"


def require_own_folder(outputs: Path, *, audience: str, option: str = "outputs:") -> None:
    """Raise where a folder lies in, or holds, one of another audience.

    Parameters
    ----------
    outputs : pathlib.Path
        It need not be there yet.
    audience : str
        "public" or "officer".
    option : str
        What names the folder: a key of a run file, or an option of a command.

    Raises
    ------
    ReportError
        It does.
    """
    for folder, there in _audiences_seen(outputs.resolve()):
        if there != audience:
            raise ReportError(
                "โฟลเดอร์ผลลัพธ์ของฉบับสาธารณะกับฉบับเจ้าหน้าที่ต้องแยกกัน",
                got=f"โฟลเดอร์นี้เป็นของ {there}",
                where=str(folder),
                todo=f"ตั้ง {option} เป็นโฟลเดอร์อื่นที่ไม่ซ้อนกัน",
            )


def _audiences_seen(outputs: Path) -> list[tuple[Path, str]]:
    """Look around; where another share of the run moves a folder meanwhile, look again."""
    for _ in range(_LOOKS):
        with suppress(FileNotFoundError):
            return [*_audiences_around(outputs)]
        time.sleep(_LOOK_AGAIN_SECONDS)
    return [*_audiences_around(outputs)]


def _audiences_around(outputs: Path) -> Iterator[tuple[Path, str]]:
    """Give the folders in, above and two levels below the outputs that belong to an audience."""
    for folder in (outputs, *outputs.parents):
        yield from _audiences_in(folder, "")
    for below in ("*/", "*/*/"):
        yield from _audiences_in(outputs, below)
    for manifest in outputs.glob("*/*/*/manifest.json"):
        content = _content(manifest)
        if "report" in content:
            yield manifest.parent, content.get("audience", "public")


def _audiences_in(folder: Path, below: str) -> Iterator[tuple[Path, str]]:
    for mark in folder.glob(f"{below}{MARK_NAME}"):
        yield mark.parent, _said(mark).partition("\n")[0]
    for record in folder.glob(f"{below}*/run.json"):
        run = _content(record).get("run", {})
        if "audience" in run:
            yield record.parent, run["audience"]


def _said(mark: Path) -> str:
    """Read a mark; one that another run has made just now gets its words in a moment."""
    for _ in range(_LOOKS):
        if said := mark.read_text(encoding="utf-8"):
            return said
        time.sleep(_LOOK_AGAIN_SECONDS)
    return ""


def _content(file: Path) -> dict:
    """Read a JSON object; {} where the file is none, for it is not one of ours."""
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}
