"""A project with one quick notebook, so that a test can make it fail in every way it likes."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
from click.testing import CliRunner, Result
from nbformat import v4

from povlib.cli import main
from tests.reports.running import ROOT, write_run

PROVINCES = ("16", "21", "30", "32")
FAILS = "16"
# A shell in the background has SIGINT ignored, and what it starts inherits that.
CALL = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler);"
    " from povlib.cli import main; main()"
)
SLOW = "import time\nfor _ in range(600): time.sleep(0.1)"
PARAMETERS = """\
register = ""
params_dir = ""
province_code = "16"
fiscal_year_be = 2557
"""
SHOW = """\
from povlib.figures import Opening
from povlib.reports import show

head = f"รายงานของ {province_code}"
rest = {"kind_th": "ทดลอง", "place_th": province_code, "year_th": "2557", "until_th": ""}
more = {"lede_html": "", "numbers_html": "", "addressee_th": "", "is_demo": True}
show(Opening(headline=head, headline_html=head, **rest, **more))
"""


def write_notebook(folder: Path, *cells: str, parameters: str = PARAMETERS) -> Path:
    """Write notebooks/20_small.ipynb: parameters, the cells given, and a page."""
    heading = v4.new_markdown_cell("# ทดลอง")
    first = v4.new_code_cell(parameters, metadata={"tags": ["parameters"]})
    code = [v4.new_code_cell(source) for source in (*cells, SHOW)]
    notebook = v4.new_notebook(cells=[heading, first, *code])
    path = folder / "notebooks" / "20_small.ipynb"
    path.parent.mkdir(exist_ok=True)
    nbformat.write(notebook, path)
    return path


def write_small_run(folder: Path, register: Path, *cells: str, **changes: object) -> Path:
    """Write a run of the quick notebook for the four provinces of the small register."""
    write_notebook(folder, *cells)
    reports = ["{notebook: 20_small, level: province}"]
    return write_run(folder, register, reports=reports, **({"retries": 0} | changes))


def only_there(source: str) -> str:
    """Give a cell that does something in one province."""
    return f"if province_code == {FAILS!r}:\n" + "".join(
        f"    {line}\n" for line in source.splitlines()
    )


def arguments(run: Path, *more: object) -> list[str]:
    folders = ["--notebooks", run.parent / "notebooks", "--params", ROOT / "params"]
    return [str(a) for a in ("report", run, *folders, "--jobs", 2, *more)]


def report(run: Path, *more: object) -> Result:
    return CliRunner().invoke(main, arguments(run, *more), catch_exceptions=False)


def year_of(run: Path) -> Path:
    return run.parent / "outputs" / "2557"


def pages(run: Path) -> dict[str, str]:
    return {
        path.parent.name: path.read_text(encoding="utf-8")
        for path in year_of(run).glob("small/*/report.html")
    }


def require_nothing_aside(run: Path) -> None:
    left = [p.name for p in year_of(run).rglob("*") if p.name.startswith((".staging", ".old"))]
    assert not left
    assert not [*year_of(run).rglob("*.part")]
    assert not [*year_of(run).rglob("*.cell")]


def processes_of(run: Path) -> list[int]:
    """Give the processes that were told of this run or stand in its folder."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            said = (entry / "cmdline").read_bytes() + bytes((entry / "cwd").readlink())
        except OSError:
            continue
        if str(run.parent).encode() in said and int(entry.name) != os.getpid():
            found.append(int(entry.name))
    return found


def start(run: Path, *more: object) -> subprocess.Popen:
    """Start the command in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", CALL, *arguments(run, *more)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
