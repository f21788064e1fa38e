import json

import pytest

from povlib.engines.parameters import check_parameters, read_parameters
from povlib.errors import ReportError


@pytest.fixture
def notebook(tmp_path):
    path = tmp_path / "20_small.ipynb"
    source = 'province_code = "24"  # รหัสจังหวัด\nfiscal_year_be = 2557\ntarget_share = 0.7\n'
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": "# x"},
        {"cell_type": "code", "metadata": {"tags": ["parameters"]}, "source": [source]},
    ]
    path.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    return path


def test_defaults_and_types_come_from_the_parameters_cell(notebook):
    assert read_parameters(notebook) == {
        "province_code": "24",
        "fiscal_year_be": 2557,
        "target_share": 0.7,
    }


def test_an_unknown_parameter_names_the_nearest(notebook):
    with pytest.raises(ReportError, match="province_code"):
        check_parameters({"provnce_code": "24"}, notebook=notebook)


@pytest.mark.parametrize(
    "values", [{"province_code": 24}, {"fiscal_year_be": "2557"}, {"fiscal_year_be": True}]
)
def test_a_value_of_another_type_stops_the_run(notebook, values):
    with pytest.raises(ReportError, match="ต้องเป็นชนิด"):
        check_parameters(values, notebook=notebook)


def test_a_code_with_a_leading_zero_stays_text_and_passes(notebook):
    check_parameters({"province_code": "01", "target_share": 1}, notebook=notebook)


def test_a_missing_notebook_names_its_neighbours(notebook):
    with pytest.raises(ReportError, match="20_small"):
        read_parameters(notebook.with_name("20_smal.ipynb"))


def test_a_formula_in_the_parameters_cell_is_refused(notebook):
    text = notebook.read_text(encoding="utf-8").replace("0.7", "7 / 10")
    notebook.write_text(text, encoding="utf-8")
    with pytest.raises(ReportError, match="ค่าคงที่"):
        read_parameters(notebook)
