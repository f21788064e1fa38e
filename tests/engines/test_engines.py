"""Both engines give the same cells, for povlib and for anyone who calls papermill."""

import json
import re
import subprocess
import sys
from contextlib import suppress

import nbformat
import papermill
import pytest
from nbformat import v4

from povlib.engines import read_parameters
from tests.reports.running import ROOT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="forking is for Linux"),
]
NOTEBOOKS = [
    "00_start_here",
    "20_target_attainment",
    "22_national_overview",
    "40_data_quality",
    "41_officer_list",
]
KERNEL = {"kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}}
EVERY_KIND = [
    "print('one')\nprint('two')\nimport sys\nprint('to the side', file=sys.stderr)",
    "from IPython.display import HTML, display\ndisplay(HTML('<b>1</b>'))\n{'a': 1}",
    "shown = display('first', display_id='x')",
    "from IPython.display import update_display\nupdate_display('second', display_id='x')",
    "import pandas as pd\npd.DataFrame({'n': [1, 2]})",
    "x = 1;\nx;",
    "%pwd\nNone",
    "def f():\n    raise KeyError('gone')\nf()",
]


def execute(path, out, engine, **parameters):
    with suppress(papermill.PapermillExecutionError):
        papermill.execute_notebook(
            path,
            out,
            parameters=parameters,
            cwd=path.parent,
            engine_name=engine,
            progress_bar=False,
            kernel_name="python3",
        )
    return [
        (cell.source, cell.get("execution_count"), plain(cell.get("outputs", [])))
        for cell in nbformat.read(out, 4).cells
        if not cell.get("id", "").startswith("papermill")
        and "injected-parameters" not in cell.metadata.get("tags", [])
        and not cell.source.startswith("<span")
    ]


def plain(outputs):
    """Give outputs as text without places in memory and names of temporary files in a traceback."""
    kept = [{k: v for k, v in output.items() if k != "traceback"} for output in outputs]
    return re.sub(r" at 0x[0-9a-f]+", "", json.dumps(kept, ensure_ascii=False, indent=1))


def own_notebook(name):
    return next((ROOT / "notebooks").glob(f"{name}*.ipynb"))


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_notebook_gives_the_same_cells_in_both_engines(tmp_path, demo_register, name):
    path = own_notebook(name[:2])
    offered = {
        "register": str(demo_register),
        "params_dir": str(ROOT / "params"),
        "province_code": "30",
    }
    given = {key: offered[key] for key in read_parameters(path) if key in offered}
    forked = execute(path, tmp_path / "fork.ipynb", "povlib-fork", **given)
    assert any(len(outputs) > 2 for _, _, outputs in forked)
    assert forked == execute(path, tmp_path / "kernel.ipynb", "povlib-subprocess", **given)


def test_every_kind_of_output_is_the_same_in_both_engines(tmp_path):
    cells = [v4.new_code_cell(source) for source in EVERY_KIND]
    path = tmp_path / "kinds.ipynb"
    nbformat.write(v4.new_notebook(cells=cells, metadata=KERNEL), path)
    forked = execute(path, tmp_path / "fork.ipynb", "povlib-fork")
    kernel = execute(path, tmp_path / "kernel.ipynb", "povlib-subprocess")
    for one, other in zip(forked, kernel, strict=True):
        assert one == other


def papermill_command(*arguments):
    call = [sys.executable, "-m", "papermill", "--no-progress-bar", *map(str, arguments)]
    return subprocess.run(call, capture_output=True, text=True, check=False)


def test_papermills_own_command_keeps_a_code_as_text(tmp_path, demo_register):
    out = tmp_path / "out.ipynb"
    folders = ["-r", "register", demo_register, "-r", "params_dir", ROOT / "params"]
    path, cwd = own_notebook("20"), ROOT / "notebooks"
    call = ["--engine", "povlib-fork", "--cwd", cwd, path, out, *folders]
    done = papermill_command(*call, "-r", "province_code", "16")
    assert done.returncode == 0, done.stderr
    assert '"16"' in json.dumps(json.loads(out.read_text(encoding="utf-8"))["cells"]).replace(
        "\\", ""
    )


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["-p", "province_code", "16"], "ต้องเป็นชนิด str"),
        (["-r", "provinc_code", "16"], "province_code"),
    ],
)
@pytest.mark.parametrize("engine", ["povlib-fork", "povlib-subprocess"])
def test_papermills_own_command_meets_the_parameter_check(tmp_path, arguments, says, engine):
    path = own_notebook("20")
    done = papermill_command("--engine", engine, path, tmp_path / "out.ipynb", *arguments)
    assert done.returncode != 0
    assert says in done.stderr


def test_a_child_that_dies_leaves_an_error_in_its_cell(tmp_path):
    cells = [v4.new_code_cell(s) for s in ("1", "import os; os._exit(7)", "2")]
    path, out = tmp_path / "dies.ipynb", tmp_path / "out.ipynb"
    nbformat.write(v4.new_notebook(cells=cells, metadata=KERNEL), path)
    ran = execute(path, out, "povlib-fork")
    assert [len(outputs) > 2 for _, _, outputs in ran] == [False, True, False]
