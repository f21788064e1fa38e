import nbformat
import pytest

from povlib.errors import RegisterError
from povlib.reports.payload import MIME
from povlib.reports.saved import cause_of, clean_stopped


@pytest.fixture
def stopped(tmp_path):
    """A notebook that was stopped after it printed and showed what it should not."""
    v4 = nbformat.v4
    outputs = [
        v4.new_output("stream", name="stdout", text="24010100017"),
        v4.new_output("execute_result", data={"text/plain": "24010100017"}),
        v4.new_output("display_data", data={MIME: {"tables": []}}),
        v4.new_output("display_data", data={MIME: {"audience": "officer", "tables": [7]}}),
        v4.new_output("error", ename="KeyError", evalue="24010100017", traceback=["24010100017"]),
    ]
    notebook = v4.new_notebook(cells=[v4.new_code_cell("x", outputs=outputs)])
    path = tmp_path / "report.ipynb"
    nbformat.write(notebook, path)
    return path


def test_only_shown_payloads_and_masked_errors_stay_in_a_public_folder(stopped):
    clean_stopped(stopped, audience="public")
    (cell,) = nbformat.read(stopped, as_version=4).cells
    assert [o.output_type for o in cell.outputs] == ["display_data", "error"]
    assert "24010100017" not in stopped.read_text(encoding="utf-8")


def test_an_officers_folder_keeps_an_officers_tables(stopped):
    clean_stopped(stopped, audience="officer")
    (cell,) = nbformat.read(stopped, as_version=4).cells
    assert sum(o.output_type == "display_data" for o in cell.outputs) == 2


def test_povlibs_own_error_is_said_in_full():
    error = RegisterError("ทะเบียนไม่มีปีนี้", got=2557)
    assert cause_of(error) == "RegisterError: ทะเบียนไม่มีปีนี้ · ได้ 2557"


def test_a_telephone_number_in_another_librarys_error_is_masked():
    assert "081" not in cause_of(ValueError("โทร 081-234-5678"))
