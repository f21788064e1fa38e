"""A project with one quick notebook, so that a test can make it fail in every way it likes."""

from pathlib import Path

import nbformat
from nbformat import v4

from tests.reports.running import write_run

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


def write_notebook(folder: Path, *cells: str) -> Path:
    """Write notebooks/20_small.ipynb: parameters, the cells given, and a page."""
    heading = v4.new_markdown_cell("# ทดลอง")
    parameters = v4.new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]})
    code = [v4.new_code_cell(source) for source in (*cells, SHOW)]
    notebook = v4.new_notebook(cells=[heading, parameters, *code])
    path = folder / "notebooks" / "20_small.ipynb"
    path.parent.mkdir(exist_ok=True)
    nbformat.write(notebook, path)
    return path


def write_small_run(folder: Path, register: Path, *cells: str, **changes: object) -> Path:
    """Write a run of the quick notebook for the four provinces of the small register."""
    write_notebook(folder, *cells)
    reports = ["{notebook: 20_small, level: province}"]
    return write_run(folder, register, reports=reports, **({"retries": 0} | changes))
