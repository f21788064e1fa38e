"""A form that is filled in comes in clean, and its example row stays out."""

import pandas as pd
import pytest

from povlib.data.templates import TEMPLATES, write_template
from povlib.errors import InputError
from povlib.schema import TABLES
from tests.data.files import read, write_csv

FILLED = {
    "household": {
        "household_id": "24010100001",
        "bmn_year_be": "2556",
        "village_code": "24010101",
        "members": "3",
        "income_main_baht": "50000",
        "indicator_01": "1",
        "indicator_02": "-",
    },
    "target": {
        "household_id": "24010100001",
        "fiscal_year_be": "2557",
        "bmn_year_be": "2556",
        "village_code": "24010101",
        "group": "สงเคราะห์",
        "skill": "2",
    },
    "followup": {
        "household_id": "24010100001",
        "fiscal_year_be": "2557",
        "village_code": "24010101",
        "date": "15/01/2557",
        "process": "1",
        "activity": "เยี่ยมครัวเรือน",
    },
}


def fill(path, table):
    """Give the form's rows with one row typed below the example, as a person would."""
    sheet = pd.read_excel(path, header=None, dtype=str, engine="calamine").fillna("")
    keys = {f.label_th: f.key for f in TABLES[table].fields}
    typed = [FILLED[table].get(keys[label], "") for label in sheet.iloc[1]]
    return [*sheet.to_numpy().tolist(), typed]


@pytest.mark.parametrize("table", TEMPLATES)
def test_a_filled_form_comes_in_clean(tmp_path, table):
    write_template(table, path=tmp_path / "form.xlsx")
    rows = fill(tmp_path / "form.xlsx", table)
    pd.DataFrame(rows).to_csv(tmp_path / "filled.csv", index=False, header=False)
    got = read(tmp_path / "filled.csv")
    assert got.rows_kept == 1
    assert not len(got.rejects)
    assert got.dropped["example_row"] == 1
    assert set(got.rules) <= {"example_row", "column_numbers"}


@pytest.mark.parametrize("table", TEMPLATES)
def test_an_empty_form_has_no_rows(tmp_path, table):
    write_template(table, path=tmp_path / "form.xlsx")
    got = read(tmp_path / "form.xlsx")
    assert got.rows_kept == 0
    assert not len(got.rejects)


def test_an_existing_file_is_not_written_over(tmp_path):
    path = write_csv(tmp_path / "form.xlsx", [{"ก": "1"}])
    with pytest.raises(InputError, match="ต้องยังไม่มี"):
        write_template("household", path=path)
