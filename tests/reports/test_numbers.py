"""Every number on a page is its CSV's cell, and what is hidden is hidden in every file of a run.

A reading of its own: pages by html.parser, files by csv, nothing from povlib. A table names its
CSV (`data-t`), its columns (`data-k`) and, out of order, its rows (`data-r`), as a group of marks
does; another mark, or a number outside tables, names its cell (`data-d`, "table/row:column").
Where a text is rounded, the exact value stands beside it (`data value`, `data-v`).
"""

import math
import re
from collections.abc import Iterator

import pytest

from tests.reports.pages import HIDDEN_SHORT, Page, Shown, Tables, is_hidden, number_in, read_page

pytestmark = pytest.mark.slow
PROVINCES = ("16", "21", "30", "32")
REPORTS = (*(f"target_attainment/{code}" for code in PROVINCES), "national_overview/TH")
WORDS = {
    **{"ถึงเป้าแล้ว": "met", "ตามแผน": "on_track", "ช้ากว่าแผน": "behind"},
    **{"ข้อมูลไม่ครบ": "no_data", "ไม่มีเป้าหมาย": "no_targets"},
    **{"วัดแล้ว": "measured", "จปฐ.": "bmn", "ต่ำกว่าเส้น": "below", "ถึงเส้น": "passed"},
}
MONTHS = "ม.ค.|ก.พ.|มี.ค.|เม.ย.|พ.ค.|มิ.ย.|ก.ค.|ส.ค.|ก.ย.|ต.ค.|พ.ย.|ธ.ค."
WHOLE = ("ทั้งจังหวัด", "ทั้งประเทศ")
COUNTS = ("targets", "passed", "below", "unmeasured", "measured")
DRAWN_DISTRICTS = 16
HOUSEHOLDS = ("headline", "districts", "provinces", "causes", "quality", "comparison")
DRAWN = {
    "funnel": "reached",
    "gap_bins": "households",
    "flows": "households",
    "districts": "passed_share",
    "groups": "passed_share",
}


@pytest.fixture(params=REPORTS)
def report(request, made) -> tuple[Page, Tables]:
    folder = made.folder / request.param
    page = (folder / "report.html").read_text(encoding="utf-8")
    return read_page(page), Tables(folder / "tables")


def same(shown: float, filed: str) -> bool:
    return math.isclose(shown, float(filed), rel_tol=1e-9, abs_tol=1e-9)


def test_every_number_in_every_table_is_its_cell(report):
    page, tables = report
    seen = 0
    for table in page.tables:
        for cell in table.cells:
            filed = tables.cell(table.name, cell.row, cell.column)
            if not cell.is_hidden:
                seen += 1
                assert says(cell, filed), (table.name, cell, filed)
    assert seen > 100


def says(cell: Shown, filed: str) -> bool:
    if filed == "":
        return cell.text == "–"
    if cell.column == "area_th" and cell.text in WHOLE:
        return True
    if cell.value is not None:
        return cell.value == filed or same(float(cell.value), filed)
    if re.fullmatch(r"\d{4}-\d{2}", filed):
        year, month = map(int, filed.split("-"))
        return cell.text == f"{MONTHS.split('|')[month - 1]} {year + 543}"
    number = number_in(cell.text, column=cell.column)
    return WORDS.get(cell.text, cell.text) == filed if number is None else same(number, filed)


def test_a_cell_is_hidden_on_the_page_just_where_it_is_in_the_file(report):
    page, tables = report
    for table in page.tables:
        for cell in table.cells:
            filed = tables.cell(table.name, cell.row, cell.column)
            assert cell.is_hidden == is_hidden(filed), (table.name, cell, filed)


def test_a_table_shows_every_row_of_its_file_once(report):
    page, tables = report
    for name, rows in page.rows_by_table().items():
        assert sorted(rows) == list(range(len(tables[name]))), name


def test_every_label_and_headline_number_is_its_cell(report):
    page, tables = report
    assert len(page.labels) > 10
    for label in page.labels:
        filed = tables.cell(*label.place)
        assert not is_hidden(filed), label
        shown = float(label.value) if label.value else number_in(label.text, column=label.place[2])
        assert same(shown, filed), (label, filed)
        assert is_near(label, float(filed)), (label, filed)


def is_near(label: Shown, value: float) -> bool:
    """The words show the value to within their last digit (a loss without its minus sign)."""
    is_share = label.place[2].endswith("_share")
    shown = float(re.findall(r"[\d.]*\d", label.text.replace(",", ""))[-1])
    return abs(shown - abs(value) * (100 if is_share else 1)) < 1


def test_the_headline_numbers_of_a_brief_are_those_of_headline_csv(report):
    page, tables = report
    head = tables["headline"][0]
    shown = {label.place[2] for label in page.headline if label.place[0] == "headline"}
    expected = {key for key in ("passed", "goal", "plan_passed") if not is_hidden(head[key])}
    if not is_hidden(head["measured"]) and not is_hidden(head["measured_share"]):
        expected |= {"measured", "targets", "measured_share"}
    assert expected <= shown
    assert {label.place[0] for label in page.headline} <= {"headline", "pace"}


def test_every_count_in_headline_and_lede_stands_in_a_file(report):
    page, tables = report
    filed = {abs(float(n)) for n in tables.numbers()} | set(tables.statuses().values())
    for said in (page.h1, page.lede):
        counts = re.findall(r"(?<![\d.,])(\d[\d,]*) (?:ครัวเรือน|จาก|จังหวัด)", said)
        for number in counts:
            assert float(number.replace(",", "")) in filed, (number, said)


def test_the_marks_of_a_figure_are_as_long_as_their_cells(report):
    page, tables = report
    checked = 0
    for figure in page.figures:
        for column in {mark.place[2] for mark in figure.bars}:
            bars = [mark for mark in figure.bars if mark.place[2] == column]
            pairs = [(float(tables.cell(*bar.place)), bar.length) for bar in bars]
            per_unit = max(length for _, length in pairs) / max(value for value, _ in pairs)
            slack = 0.9 if figure.name == "groups" else 0.11  # there a gap parts the pieces
            assert all(abs(v * per_unit - n) <= slack for v, n in pairs), (figure.name, column)
            checked += len(pairs)
    assert checked > 5


def test_the_points_of_a_line_stand_as_high_as_their_cells(report):
    page, tables = report
    points = [p for figure in page.figures for p in figure.points]
    known = sorted((float(tables.cell(*p.place)), p.length) for p in points)
    (low, bottom), (high, top) = known[0], known[-1]
    for value, y in known:
        assert abs(bottom + (top - bottom) * (value - low) / (high - low) - y) <= 0.11


def test_a_bar_in_a_table_is_as_long_as_the_cell_beside_it(report):
    page, tables = report
    for table in (table for table in page.tables if table.bars):
        for column in {bar.column for bar in table.bars}:
            bars = [bar for bar in table.bars if bar.column == column]
            filed = [tables.cell(table.name, bar.row, column) for bar in bars]
            both = list(zip(bars, filed, strict=True))
            assert all(bar.is_hidden or not is_hidden(cell) for bar, cell in both)
            pairs = [(bar.length, float(cell)) for bar, cell in both if not bar.is_hidden]
            most = max((float(cell) for cell in filed if not is_hidden(cell)), default=0)
            is_long = (table.name, column) == ("districts", "passed_share") and most <= 0.8
            per_unit = 125 if is_long else 100
            assert all(abs(n - per_unit * v) <= 0.051 for n, v in pairs), (table.name, column)
    assert any(table.bars for table in page.tables)


def test_a_spark_line_draws_each_month_that_is_shown_of_its_own_province(made):
    folder = made.folder / "national_overview" / "TH"
    tables = Tables(folder / "tables")
    page = read_page((folder / "report.html").read_text(encoding="utf-8"))
    (table,) = (table for table in page.tables if table.sparks)
    months = tables["pace_provinces"]
    drawn = 0
    for row, points in table.sparks.items():
        province = tables["provinces"][row]
        own = {n for n, m in enumerate(months) if m["area_code"] == province["area_code"]}
        shown = {
            n for n in own if months[n]["cumulative"] and not is_hidden(months[n]["cumulative"])
        }
        assert sorted(p.place for p in points) == [
            ("pace_provinces", n, "cumulative") for n in sorted(shown)
        ], province["area_th"]
        known = {float(months[p.place[1]]["cumulative"]): p.length for p in points}
        top = max(float(province["goal"]), *known)
        assert all(abs(12 - 11 * v / top - y) <= 0.051 for v, y in known.items()), province
        drawn += 1
    provinces = [r for r in tables["provinces"] if r["level"] == "province"]
    with_line = [r for r in provinces if r["goal"] not in ("", "0")]
    assert drawn == sum(not is_hidden(r["goal"]) for r in with_line)


def test_each_figure_draws_the_rows_that_its_table_shows(report):
    page, tables = report
    for figure in page.figures:
        marks = (*figure.bars, *figure.points, *figure.signs)
        column = DRAWN.get(figure.name)
        if column is None or not marks:
            continue
        rows = {mark.place[1] for mark in marks if mark.place[2] == column}
        visible = tables.visible(figure.table, column)
        if figure.name == "districts":
            visible = furthest(visible, tables["districts"])
        assert rows - tables.zeros(figure.table, column) == visible, figure.name


def furthest(visible: set[int], districts: list[dict[str, str]]) -> set[int]:
    """Of many districts the figure draws those furthest from the target; the table has all."""
    ranked = {n for n in visible if is_ranked(districts[n])}
    if sum(row["level"] == "district" for row in districts) <= DRAWN_DISTRICTS:
        return ranked
    known = [n for n in ranked if districts[n]["status"] in ("met", "on_track", "behind")]
    far = {n: (float(districts[n]["passed_share"]), -float(districts[n]["needed"])) for n in known}
    return set(sorted(known, key=far.__getitem__)[:DRAWN_DISTRICTS])


def is_ranked(row: dict[str, str]) -> bool:
    return row["level"] == "district" and not is_hidden(row["passed"])


def test_the_month_figure_draws_each_month_that_is_over_and_shown(report):
    page, tables = report
    pace = next(figure for figure in page.figures if figure.name == "pace")
    over = {n for n, row in enumerate(tables["pace"]) if row["is_due"] in ("True", "1", "1.0")}
    for column, marks in (("passed", pace.bars), ("cumulative", pace.points)):
        rows = {mark.place[1] for mark in marks if mark.place[2] == column}
        shown = tables.visible("pace", column) & over
        assert rows - tables.zeros("pace", column) == shown, column


def test_one_set_of_households_is_hidden_in_all_files_of_a_run_or_in_none(made):
    states: dict[tuple[str, str], set[str]] = {}
    for name in REPORTS:
        for area, column, filed in counts_of(Tables(made.folder / name / "tables")):
            states.setdefault((area, column), set()).add(filed)
    assert len(states) > 100
    assert {place: said for place, said in states.items() if len(said) > 1} == {}


def counts_of(tables: Tables) -> Iterator[tuple[str, str, str]]:
    """List area, column and cell wherever a file counts the targets of an area."""
    for name in HOUSEHOLDS:
        for row in tables.rows_of(name):
            if row.get("fiscal_year_be", "2557") == "2557":
                yield from ((row["area_code"], c, row[c]) for c in COUNTS if row.get(c))
    area = tables["headline"][0]["area_code"]
    whole = [row for row in tables["groups"] if row["kind"] == "all"]
    yield from ((area, c, row[c]) for row in whole for c in COUNTS if row.get(c))
    for row in tables["funnel"]:
        column = {"0": "targets", "5": "passed"}.get(row["process"])
        if column:
            yield area, column, row["reached"]


def test_a_page_says_hidden_just_where_its_files_hide_something(report):
    page, tables = report
    assert tables.any_hidden() or HIDDEN_SHORT not in page.text
