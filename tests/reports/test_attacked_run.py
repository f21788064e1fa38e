"""A whole run as an attacker reads it: every file that lies in its folder.

The CSVs give him counts to solve for. All other files may say only what the CSVs say: the workbook
and the notebook hold the same tables, pages and index no number that is hidden in a CSV.
"""

import json
import re
import shutil

import pytest
from python_calamine import CalamineWorkbook

from povlib.areas import area_name_th
from povlib.figures.words import STATUS_TH
from povlib.reports.payload import MIME, table_data
from povlib.reports.tables import csv_bytes
from tests.disclosure.attacker import known_sums
from tests.disclosure.attacker_files import read_run
from tests.disclosure.attacker_solves import narrow_cells
from tests.reports.index_rows import read_index
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
    *("index.html", "run.json", "run.log", "journal.jsonl", ".lock", ".gate"),
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


def test_an_index_that_says_more_than_the_files_is_found(made, tmp_path):
    html = (made.folder / "index.html").read_text(encoding="utf-8")
    assert beyond_files(html, made.folder) == []
    for pattern, other in (
        (r"data-passed=\d+", "data-passed=9876"),
        (r'(<td class="?sup"?><span>ซ่อน</span>|<td>[\d,]+)', "<td>9,876"),
        (r"(<polyline points=[^>]*?,)[\d.]+", r"\g<1>0.123"),
        (r"data-area=0", "data-area=0 data-below=9876"),
    ):
        assert beyond_files(re.sub(pattern, other, html, count=1), made.folder), pattern


def beyond_files(html, folder):
    """List the rows of an index whose words, sort keys or spark line are not their report's CSV."""
    found = []
    for row in read_index(html):
        report = (folder / row.link).parent
        if not row.link:
            found += [row] * (row.keys.keys() > {"area", "status"} or bool(row.points))
            continue
        tables = Tables(report / "tables")
        (head,) = tables["headline"]
        told = json.loads((report / "manifest.json").read_text(encoding="utf-8"))["headline"]
        is_own = row.texts == [
            area_name_th(report.name),
            *(said(head[key], key) for key in ("status", "passed", "goal", "passed_share")),
            "",
            plain(told),
        ]
        if not is_own or row.keys != sort_keys(head, row) or not is_spark(row, head, tables):
            found.append(row)
    return found


def said(filed, key):
    """Give a CSV's cell as the index writes it."""
    if is_hidden(filed):
        return "ซ่อน"
    if key == "status":
        return STATUS_TH[filed]
    if filed == "":
        return "–"
    return f"{100 * float(filed):,.1f}" if key.endswith("_share") else f"{int(float(filed)):,}"


def sort_keys(head, row):
    keys = {"passed": head["passed"], "goal": head["goal"], "share": head["passed_share"]}
    if not is_hidden(head["status"]):
        keys["status"] = str(list(STATUS_TH).index(head["status"]))
    shown = {name: filed for name, filed in keys.items() if filed and not is_hidden(filed)}
    return {"area": row.keys["area"]} | shown


def is_spark(row, head, tables):
    """Tell whether a spark line has a point for each month that the CSV shows, and only there."""
    if is_hidden(head["goal"]) or not float(head["goal"]):
        return not row.points and row.goal_line is None
    months = {n: m["cumulative"] for n, m in enumerate(tables["pace"])}
    shown = {n: float(v) for n, v in months.items() if v and not is_hidden(v)}
    if not shown:
        return not row.points and row.goal_line is None
    top = max(float(head["goal"]), *shown.values())
    heights = {n: 12 - 11 * v / top for n, v in shown.items()}
    near = pytest.approx(heights, abs=0.051)
    return row.points == near and abs(row.goal_line - (12 - 11 * float(head["goal"]) / top)) < 0.051


def found_in_words(folder):
    """List what pages, manifests and index say beyond the CSVs; it repeats manifests' headlines."""
    html = (folder / "index.html").read_text(encoding="utf-8")
    index = plain(html)
    found = beyond_files(html, folder)
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
