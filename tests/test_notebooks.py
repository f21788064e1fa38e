"""Notebooks are letters: questions, one call each, nothing stored. STYLE 8, held by a machine."""

import ast
import io
import json
import re
import tokenize
from pathlib import Path

import papermill
import pytest

from povlib.engines.parameters import read_parameters
from povlib.params import read_run
from tests.reports.running import call_report, write_run
from tests.totals import make_totals_register

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
BOOKS = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in NOTEBOOKS}

KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
CELL_KEYS = {"code": {"tags"}, "markdown": {"tags"}}
FORBIDDEN = (
    *(ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda),
    *(ast.For, ast.While, ast.Try, ast.With, ast.If, ast.Global),
    *(ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp),
    *(ast.BinOp, ast.AugAssign, ast.BoolOp),
)
COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}){1,2}\b|\brgba?\(|\bhsl\(")
PATHLIKE = re.compile(r"[\\/]|\.(?:csv|xlsx?|parquet|json|ya?ml|html)\b")
MAY_BE_PATHS = {"register", "lessons", "params_dir"}


def source(cell) -> str:
    return "".join(cell["source"])


def code_cells(name):
    return [cell for cell in BOOKS[name]["cells"] if cell["cell_type"] == "code"]


def parameters_cell(name):
    return code_cells(name)[0]


def comments(text: str) -> set[int]:
    """Lines that say something in a comment."""
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return {t.start[0] for t in tokens if t.type == tokenize.COMMENT and t.string.strip("# ")}


every_notebook = pytest.mark.parametrize("name", BOOKS)


def test_there_are_notebooks_and_each_is_named_by_audience_and_subject():
    assert BOOKS
    assert [name for name in BOOKS if not re.fullmatch(r"\d\d_[a-z]+(_[a-z]+)*", name)] == []
    assert len({name[:2] for name in BOOKS}) == len(BOOKS)


@every_notebook
def test_nothing_of_a_run_is_stored(name):
    book = BOOKS[name]
    for cell in book["cells"]:
        assert set(cell["metadata"]) <= CELL_KEYS[cell["cell_type"]], cell["id"]
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None
    assert book["metadata"] == {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    assert (book["nbformat"], book["nbformat_minor"]) == (4, 5)


@every_notebook
def test_it_opens_with_title_reader_and_question(name):
    first = BOOKS[name]["cells"][0]
    assert first["cell_type"] == "markdown"
    lines = source(first).splitlines()
    assert re.match(r"# [ก-๙A-Za-z]", lines[0])
    assert any(line.startswith("**สำหรับ** ") for line in lines)
    assert any(line.startswith("**ตอบคำถาม** ") for line in lines)


@every_notebook
def test_the_first_code_cell_holds_the_parameters_with_a_comment_each(name):
    cell = parameters_cell(name)
    assert cell["metadata"].get("tags") == ["parameters"]
    assert sum("parameters" in c["metadata"].get("tags", []) for c in code_cells(name)) == 1
    assert read_parameters(ROOT / "notebooks" / f"{name}.ipynb")
    lines = {node.lineno for node in ast.parse(source(cell)).body}
    assert lines <= comments(source(cell))


@every_notebook
def test_imports_stand_together_in_the_second_code_cell(name):
    for number, cell in enumerate(code_cells(name)):
        kinds = [isinstance(n, ast.Import | ast.ImportFrom) for n in ast.parse(source(cell)).body]
        assert all(kinds) if number == 1 else not any(kinds), cell["id"]


@every_notebook
def test_it_is_short(name):
    cells = code_cells(name)
    assert len(cells) <= 15
    long = [c["id"] for c in cells[1:] if len(source(c).splitlines()) > 8]
    assert long == []


@every_notebook
def test_cells_call_and_show_and_compute_nothing(name):
    wrong = [
        f"{cell['id']}: {type(node).__name__}"
        for cell in code_cells(name)
        for node in ast.walk(ast.parse(source(cell)))
        if isinstance(node, FORBIDDEN)
    ]
    assert wrong == []


@every_notebook
def test_no_colour_and_no_path_but_where_register_lessons_and_params_lie(name):
    for cell in code_cells(name):
        assert not COLOUR.search(re.sub(r"  # .*", "", source(cell))), cell["id"]
        texts = {n.value for n in ast.walk(ast.parse(source(cell))) if isinstance(n, ast.Constant)}
        paths = {text for text in texts if isinstance(text, str) and PATHLIKE.search(text)}
        given = read_parameters(ROOT / "notebooks" / f"{name}.ipynb")
        allowed = {given[key] for key in MAY_BE_PATHS & given.keys()}
        assert paths <= (allowed if cell is parameters_cell(name) else set()), cell["id"]


@every_notebook
def test_every_cell_has_a_name_of_its_own(name):
    names = [cell["id"] for cell in BOOKS[name]["cells"]]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z][a-z-]*", n) for n in names)


def test_the_start_page_leads_to_every_other_notebook():
    text = source(BOOKS["00_start_here"]["cells"][0])
    assert [
        name for name in BOOKS if name != "00_start_here" and f"({name}.ipynb)" not in text
    ] == []


@pytest.mark.parametrize("path", sorted((ROOT / "params" / "runs").glob("*.yml")), ids=str)
def test_every_run_file_names_notebooks_that_exist_and_a_folder_that_git_ignores(path):
    run = read_run(path)
    assert {report.notebook for report in run.reports} <= BOOKS.keys()
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert f"{run.outputs_dir}/" in ignored
    assert ("officer" in run.outputs_dir) == (run.audience == "officer")


@pytest.fixture
def totals_register(tmp_path):
    return make_totals_register(tmp_path)


@pytest.mark.slow
def test_the_start_page_says_what_is_in_the_register(demo_register, tmp_path):
    done = papermill.execute_notebook(
        str(ROOT / "notebooks" / "00_start_here.ipynb"),
        str(tmp_path / "out.ipynb"),
        parameters={"register": str(demo_register)},
        kernel_name="python3",
        progress_bar=False,
    )
    html = "".join(done.cells[-1].outputs[0].data["text/html"])
    assert "<th" in html
    assert "ครัวเรือนเป้าหมาย" in html
    assert "ปีงบประมาณ 2557" in html


@pytest.mark.slow
def test_data_quality_runs_for_a_province(demo_register, tmp_path):
    reports = ["{notebook: 40_data_quality, level: province}"]
    run = write_run(tmp_path, demo_register, reports=reports, provinces='["21"]')
    result = call_report(run)
    assert result.exit_code == 0, result.output
    folder = tmp_path / "outputs" / "2557" / "data_quality" / "21"
    assert {"joins.csv", "quality.csv"} <= {path.name for path in (folder / "tables").iterdir()}
    assert "คุณภาพข้อมูล" in (folder / "report.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_published_totals_run_on_a_register_without_households(totals_register, tmp_path):
    own = {"fiscal_year_be": 2561, "bmn_year_be": 2561, "as_of": "2018-12-31"}
    reports = ["{notebook: 23_national_totals, level: nation}"]
    result = call_report(write_run(tmp_path, totals_register, reports=reports, **own))
    assert result.exit_code == 0, result.output
    folder = tmp_path / "outputs" / "2561" / "national_totals" / "TH"
    table = (folder / "tables" / "area_totals.csv").read_text(encoding="utf-8-sig")
    nation = next(line for line in table.splitlines() if ",TH," in line)
    assert ",600000,2000000,15000," in nation
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert "15,000" in page
    assert "ข้อมูลสมมติ" not in page


@pytest.mark.slow
def test_reports_by_province_need_a_register_with_targets(totals_register, tmp_path):
    result = call_report(write_run(tmp_path, totals_register))
    assert result.exit_code == 2
    assert "ต้องมีครัวเรือนเป้าหมายของปีงบประมาณ 2557" in result.output
