"""An officer's run: a folder of its own with every number; nothing of it in a public one."""

import csv
import io
import json

import nbformat
import pandas as pd
import pytest
from nbconvert.exporters import get_exporter

from povlib.disclosure import Column, for_officer, publish
from povlib.errors import DisclosureError, ReportError
from povlib.reports import show, show_officer
from povlib.reports.export import export_notebook
from povlib.reports.payload import MIME
from tests.reports.running import ROOT, call_report, write_run

REPORT = ["{notebook: 41_officer_tables, level: province}"]
STRIP = "เฉพาะเจ้าหน้าที่ ห้ามเผยแพร่"


def executed(*, audience, injected=None):
    """A notebook that shows an officer's opening, as papermill would leave it."""
    block = {"is": "opening", "is_demo": False}
    names = ("kind_th", "place_th", "year_th", "until_th", "headline", "headline_html")
    block |= dict.fromkeys((*names, "lede_html", "numbers_html", "addressee_th"), "x")
    shown = nbformat.v4.new_output(
        "display_data", {MIME: {"audience": "officer", "blocks": [block]}}
    )
    cells = [nbformat.v4.new_code_cell(f'audience = "{audience}"', outputs=[])]
    cells[0].metadata["tags"] = ["parameters"]
    if injected:
        cells.append(nbformat.v4.new_code_cell(f'# Parameters\naudience = "{injected}"\n'))
        cells[1].metadata["tags"] = ["injected-parameters"]
    return nbformat.v4.new_notebook(cells=[*cells, nbformat.v4.new_code_cell("", outputs=[shown])])


@pytest.fixture(scope="module")
def desk(tmp_path_factory, demo_register):
    """An officer's run of one province."""
    folder = tmp_path_factory.mktemp("desk")
    run = write_run(folder, demo_register, audience="officer", reports=REPORT, provinces='["21"]')
    result = call_report(run, "--officer")
    assert result.exit_code == 0, result.output
    return folder / "outputs"


@pytest.fixture
def both_tables():
    """The same small table by both exits."""
    said = {"title_th": "ก", "columns": [Column("a", "ก", "", "text")], "source_th": ""}
    frame = pd.DataFrame({"a": ["ข"]})
    return (
        for_officer("t", frame, **said, is_demo=True, audience="officer"),
        publish("t", frame, **said, is_demo=True, pattern=None),
    )


def test_an_officers_output_is_refused_in_a_public_export():
    with pytest.raises(DisclosureError, match="ตารางเจ้าหน้าที่"):
        export_notebook(executed(audience="officer"), audience="public")


@pytest.mark.parametrize(
    ("audience", "injected"), [("public", None), ("officer", "public"), ("public", "public")]
)
def test_nbconvert_refuses_it_unless_the_notebooks_parameters_say_officer(audience, injected):
    exporter = get_exporter("povlib-brief")()
    with pytest.raises(DisclosureError, match="ตารางเจ้าหน้าที่"):
        exporter.from_notebook_node(executed(audience=audience, injected=injected))


@pytest.mark.parametrize(("audience", "injected"), [("officer", None), ("public", "officer")])
def test_nbconvert_takes_it_where_they_do(audience, injected):
    page, _ = get_exporter("povlib-brief")().from_notebook_node(
        executed(audience=audience, injected=injected)
    )
    assert "<h1>x</h1>" in page


def test_one_report_may_not_change_the_audience_of_its_run(tmp_path, demo_register):
    report = [REPORT[0].replace("}", ", parameters: {audience: officer}}")]
    result = call_report(write_run(tmp_path, demo_register, reports=report))
    assert result.exit_code == 2
    assert "ตั้งได้ที่แฟ้มรายงานทั้งแฟ้มเท่านั้น" in result.output
    assert "audience" in result.output


def test_public_and_officers_shows_do_not_take_each_others_tables(both_tables):
    officer, public = both_tables
    with pytest.raises(ReportError):
        show(officer)
    with pytest.raises(ReportError):
        show_officer(public)


@pytest.mark.slow
def test_an_officers_run_shows_small_counts_in_a_marked_folder(desk):
    folder = desk / "2557" / "officer_tables" / "21"
    text = (folder / "tables" / "officer_districts.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {row["passed"] for row in rows} & {"1", "2", "3", "4"}
    assert all(p.name.startswith("officer_") for p in (folder / "tables").iterdir())
    assert (desk / "audience.txt").read_text(encoding="utf-8").startswith("officer\n")
    assert STRIP in (folder / "report.html").read_text(encoding="utf-8")
    assert STRIP in (desk / "2557" / "index.html").read_text(encoding="utf-8")
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["audience"], manifest["study"]["audience"]) == ("officer", "officer")


@pytest.mark.slow
def test_a_public_run_may_not_go_into_an_officers_folder(desk, demo_register, tmp_path):
    run = write_run(tmp_path, demo_register, outputs=desk.as_posix())
    result = call_report(run, "--province", "30")
    assert result.exit_code == 2
    assert "ต้องแยกกัน" in result.output


@pytest.mark.slow
def test_an_officers_run_may_not_go_under_a_public_folder(made, tmp_path):
    inside = (made.folder / "desk").as_posix()
    run = write_run(tmp_path, made.register, audience="officer", reports=REPORT, outputs=inside)
    result = call_report(run, "--officer")
    assert result.exit_code == 2
    assert "ต้องแยกกัน" in result.output


@pytest.mark.slow
@pytest.mark.parametrize("call", ["audience=audience", 'audience="officer"'])
def test_a_public_run_of_an_officers_notebook_leaves_an_error_page_only(
    demo_register, tmp_path, call
):
    source = (ROOT / "notebooks" / "41_officer_tables.ipynb").read_text(encoding="utf-8")
    notebooks = tmp_path / "notebooks"
    notebooks.mkdir()
    changed = source.replace("audience=audience", call.replace('"', '\\"'))
    (notebooks / "41_officer_tables.ipynb").write_text(changed, encoding="utf-8")
    run = write_run(tmp_path, demo_register, reports=REPORT, provinces='["21"]')
    result = call_report(run, "--notebooks", notebooks)
    folder = tmp_path / "outputs" / "2557" / "officer_tables" / "21"
    assert result.exit_code == 1
    assert sorted(p.name for p in folder.iterdir()) == [
        "manifest.json",
        "report.html",
        "report.ipynb",
    ]
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert "ทำรายงานไม่สำเร็จ" in page
    assert "audience: officer" in page
    notebook = nbformat.read(folder / "report.ipynb", as_version=4)
    outputs = [out for cell in notebook.cells for out in cell.get("outputs", [])]
    assert all(out.output_type == "error" for out in outputs)
