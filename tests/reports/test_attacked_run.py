"""A whole run as an attacker reads it: every file that lies in its folder.

The CSVs give him counts to solve for. All other files may say only what the CSVs say: the workbook
and the notebook hold the same tables, pages and index no number that is hidden in a CSV.
"""

import json
import re
import shutil

import pytest
from python_calamine import CalamineWorkbook

from povlib.reports.payload import MIME, table_data
from povlib.reports.tables import csv_bytes
from tests.disclosure.attacker import known_sums
from tests.disclosure.attacker_files import read_run
from tests.disclosure.attacker_solves import narrow_cells
from tests.reports.pages import Tables, is_hidden, read_page

pytestmark = pytest.mark.slow
COUNT = re.compile(r"(?<![\d.,])(\d[\d,]*) ?ครัวเรือน")
NO_COUNTS = re.compile(r"รูปที่ \d+|<text[^>]*>[\d,]+ ครัวเรือน</text>")
"""Numbers of figures, and the ticks of an axis."""

PLACES = ("headline", "districts", "provinces")
RESTS = ("goal", "needed", "plan_passed", "ahead_of_plan")
"""Columns that may hold 1 to 4: they count no households that are there."""

KNOWN_FILES = {
    *("report.html", "report.ipynb", "manifest.json", "tables.xlsx"),
    *("index.html", "run.json", "run.log", "journal.jsonl", ".lock"),
}


def reports_of(folder):
    return sorted(path.parent for path in folder.glob("*/*/manifest.json"))


def test_the_tables_of_a_run_give_no_hidden_cell_away(made):
    note = read_run(made.folder)
    known_sums(note)
    assert note.faults == []
    assert narrow_cells(note, seed=1) == []


def test_no_file_lies_in_a_run_that_the_attacker_does_not_read(made):
    others = {
        path.relative_to(made.folder).as_posix()
        for path in made.folder.rglob("*")
        if path.is_file() and path.name not in KNOWN_FILES and path.parent.name != "tables"
    }
    assert others == set()
    assert {path.suffix for path in made.folder.glob("*/*/tables/*")} == {".csv"}


def test_the_journal_holds_names_and_checksums_only(made):
    for row in (made.folder / "journal.jsonl").read_text(encoding="utf-8").splitlines():
        line = json.loads(row)
        sums = [line.pop("key"), *line.pop("files").values()]
        assert all(re.fullmatch("[0-9a-f]{64}", checksum) for checksum in sums)
        assert line.keys() == {"report", "area_code", "status", "cause"}


def test_notebook_and_workbook_hold_the_tables_of_the_files_and_no_other(made):
    for folder in reports_of(made.folder):
        files = {path.stem: path.read_bytes() for path in (folder / "tables").iterdir()}
        assert dict(notebook_tables(folder)) == files
        book = CalamineWorkbook.from_path(folder / "tables.xlsx")
        tables = Tables(folder / "tables")
        assert set(book.sheet_names) == set(files)
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)[3:]
            for row, filed in zip(rows, tables[name], strict=False):
                marks = [str(value).startswith("ซ่อน") for value in row]
                assert marks == [is_hidden(value) for value in filed.values()], (folder, name)


def notebook_tables(folder):
    """Give name and CSV of each table in the outputs of a notebook; nothing else may be printed."""
    notebook = json.loads((folder / "report.ipynb").read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            assert set(output["data"]) == {"text/html", "text/plain", MIME}
            assert "".join(output["data"]["text/plain"]) == "povlib"
            for table in output["data"][MIME].get("tables", []):
                yield table["name"], csv_bytes(table_data(table))


def test_pages_and_index_say_no_count_that_the_files_do_not_show(made):
    assert found_in_words(made.folder) == []


def test_a_hidden_count_said_in_words_is_found(made, tmp_path):
    for said in ("9,876 ครัวเรือน", "<title>9,876 ครัวเรือน</title>"):
        leaked = shutil.copytree(
            made.folder / "target_attainment" / "21", tmp_path / said[0] / "21"
        )
        page = leaked / "report.html"
        page.write_text(page.read_text(encoding="utf-8") + f"<p>{said}", encoding="utf-8")
        assert found_in_page(leaked)


def found_in_words(folder):
    """List what pages and manifests say beyond the CSVs; the index repeats manifests' headlines."""
    index = plain((folder / "index.html").read_text(encoding="utf-8"))
    found = []
    for report in reports_of(folder):
        told = json.loads((report / "manifest.json").read_text(encoding="utf-8"))["headline"]
        page = read_page((report / "report.html").read_text(encoding="utf-8"))
        assert plain(told) == plain(page.h1)
        assert plain(told) in index
        index = index.replace(plain(told), "", 1)
        found += found_in_page(report)
    return [*found, *COUNT.findall(index)]


def found_in_page(report):
    """List counts of households on a page that are no visible cell, nor a sum that it explains."""
    tables = Tables(report / "tables")
    page = (report / "report.html").read_text(encoding="utf-8").replace("&nbsp;", " ")
    words = re.sub(r"<[^>]+>", "|", NO_COUNTS.sub("", page.replace("\u00a0", " ")))
    counts = {int(said.replace(",", "")) for said in COUNT.findall(words)}
    shown = {abs(int(float(n))) for n in tables.numbers() if float(n).is_integer()}
    small = {row.get(c) for name in PLACES for row in tables.rows_of(name) for c in RESTS}
    small |= {"5"}  # the threshold itself is told
    return sorted(
        n
        for n in counts - sums_of_bins(tables)
        if n not in shown or 0 < n < 5 and str(n) not in small
    )


def sums_of_bins(tables):
    """Give the sums of neighbouring bins that are all shown."""
    rows = [row["households"] for row in tables.rows_of("gap_bins")]
    runs = [rows[a:b] for a in range(len(rows)) for b in range(a + 2, len(rows) + 1)]
    whole = [run for run in runs if not any(is_hidden(n) for n in run)]
    return {n for n in (sum(map(int, run)) for run in whole) if n > 4}


def plain(text):
    return re.sub(r"<[^>]+>", "", text).replace("\u00a0", " ").strip()
