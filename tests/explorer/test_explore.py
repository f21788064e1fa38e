"""The explorer without a browser: controls, texts and charts follow each other."""

import json
import re
from pathlib import Path

import pytest

from povlib.explorer import explore, texts
from povlib.explorer.charts import draw_bins, draw_districts, make_bins, make_districts
from povlib.study.income import income_at, open_income


@pytest.fixture(scope="module")
def view(demo_register):
    return open_income(demo_register, bmn_year_be=2556, province_code="30")


@pytest.fixture(scope="module")
def made(demo_register) -> dict:
    """The widgets by what they hold."""
    root = explore(demo_register, bmn_year_be=2556, province_code="30")
    choices, places = root.children[1].children, root.children[2].children
    return {
        "year": choices[0],
        "province": choices[1],
        "district": choices[2],
        "line": places[0],
        "reset": places[1],
        "headline": root.children[3],
    }


@pytest.fixture
def parts(made) -> dict:
    """The widgets, back at the start."""
    made["year"].value, made["province"].value = 2556, "30"
    made["district"].value, made["line"].value = "", 30_000
    return made


def number_in(html: str, key: str) -> str:
    return re.search(f'data-key="{key}">([^<]*)<', html).group(1)


def test_the_headline_follows_the_line(parts, view):
    for line in (23_000, 30_000, 38_000):
        parts["line"].value = line
        true = income_at(view, line_baht=line)["headline"].frame["poor_households"].iloc[0]
        assert number_in(parts["headline"].value, "poor_households") == f"{true:,}"
        assert f"{line:,}" in parts["headline"].value


def test_provinces_and_districts_stand_in_the_order_of_the_alphabet(parts):
    names = [name for name, _ in parts["province"].options]
    assert names == ["กาญจนบุรี", "นครราชสีมา", "ระยอง", "ลพบุรี", "สุรินทร์"]
    assert [name for name, _ in parts["district"].options][:3] == [
        "ทั้งจังหวัด",
        "แก้งสนามนาง",
        "ขามทะเลสอ",
    ]


def test_another_province_starts_at_its_policy_line(parts):
    parts["line"].value = 41_000
    parts["province"].value = "32"
    assert parts["line"].value == 30_000
    assert "สุรินทร์" in parts["headline"].value
    parts["year"].value = 2554
    assert parts["line"].value == 23_000
    assert parts["province"].value == "32"


def test_the_button_goes_back_to_the_policy_line(parts):
    parts["line"].value = 41_000
    parts["reset"].click()
    assert parts["line"].value == 30_000


def test_a_chosen_district_is_named(parts):
    name, code = parts["district"].options[4]
    parts["district"].value = code
    assert name in parts["headline"].value


def test_demo_data_say_so(parts):
    assert "ข้อมูลสมมติ" in parts["headline"].value


def test_a_hidden_number_is_said_in_words(view):
    code, line = next(
        (code, line)
        for code, _ in view.districts
        for line in view.lines_baht
        if view.rows.shown[code].isna()[line]
    )
    table = income_at(view, line_baht=line, district_code=code)["headline"]
    html = texts.headline(table, view=view)
    assert number_in(html, "poor_households") == "ซ่อนไว้"
    assert number_in(html, "cost_to_close_baht") == "ซ่อนไว้"


def test_bars_are_as_high_as_their_bins_hold_households(view):
    table = income_at(view, line_baht=28_000)["gap_bins"]
    chart = make_bins()
    draw_bins(chart, table, lines_baht=view.lines_baht, policy=view.line_baht, line=28_000)
    drawn = [y for bar in chart.data for y in bar.y]
    assert sorted(drawn) == sorted(table.frame["households"].tolist())
    assert [shape.line.dash for shape in chart.layout.shapes][1::2] == ["solid", "dash"]


def test_the_chart_says_where_its_bars_end_or_why_there_are_none(view):
    for code, _ in view.districts:
        table = income_at(view, line_baht=28_000, district_code=code)["gap_bins"]
        html = texts.bins_title(table, view=view, line_baht=28_000)
        said = re.sub("<[^>]*>", "", html).replace("\xa0", " ")
        ends = table.frame["high_baht"].dropna()
        end = f"ไม่แสดงรายได้ตั้งแต่ {ends.max():,.0f} บาท" if len(ends) else "ซ่อนไว้"
        assert end in said, said


def test_a_hidden_district_has_no_digit(view):
    table = income_at(view, line_baht=27_000)["districts"]
    chart = make_districts()
    draw_districts(chart, table, most=100, chosen=None)
    hidden = table.frame["poor_households"].isna().sum()
    assert sum("ซ่อน" in label for label in chart.data[4].text) == hidden > 0
    assert sum(value is not None for value in chart.data[0].x) == len(table.frame) - hidden


def test_charts_offer_no_way_to_a_cloud():
    for chart in (make_bins(), make_districts()):
        assert chart._config["showSendToCloud"] is False
        assert chart._config["plotlyServerURL"] == ""


def test_the_notebook_is_thin_and_stored_without_outputs():
    path = Path(__file__).parents[2] / "notebooks" / "10_explore.ipynb"
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert code[0]["metadata"] == {"tags": ["parameters"]}
    assert all(not cell["outputs"] and cell["execution_count"] is None for cell in code)
    assert all(len(cell["source"]) <= 8 for cell in code)
