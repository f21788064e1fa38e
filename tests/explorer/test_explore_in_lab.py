"""The explorer in a real JupyterLab: what a planner reads is what measures give."""

import pytest

from povlib import data, measures
from povlib.study.income import income_at, open_income
from tests.explorer.lab import make_office, open_page, run_all_cells, running_lab

YEAR, PROVINCE, POLICY = 2556, "30", 30_000

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def opened(chromium, demo_register, tmp_path_factory):
    home = tmp_path_factory.mktemp("lab")
    office = make_office(home / "office", register=demo_register, province_code=PROVINCE)
    with running_lab(office, home=home) as address, open_page(chromium, address) as (page, seen):
        run_all_cells(page, address)
        yield page, seen


@pytest.fixture
def page(opened):
    """The page, with the line back at the policy line."""
    page, _ = opened
    page.get_by_role("button", name="กลับไปเส้น จปฐ.").click()
    _wait_for_line(page, POLICY)
    return page


def _wait_for_line(page, line: int) -> None:
    page.locator(".pov-explorer h2", has_text=f"{line:,}").wait_for()


def move_to(page, line: int) -> None:
    """Move the line by the keyboard, a step of 1,000 baht a key."""
    page.locator(".pov-explorer .noUi-handle").focus()
    key = "ArrowRight" if line > POLICY else "ArrowLeft"
    for _ in range(abs(line - POLICY) // 1_000):
        page.keyboard.press(key)
    _wait_for_line(page, line)


def read_number(page, key: str) -> str:
    return page.inner_text(f"[data-key={key}]")


@pytest.mark.parametrize("line", [23_000, 30_000, 38_000])
def test_the_headline_read_from_the_page_is_what_measures_give(page, demo_register, line):
    homes = data.read_unit(demo_register, "household", year_be=YEAR, province_code=PROVINCE)
    keys = ["poor_households", "poor_persons", "cost_to_close_baht"]
    households, persons, baht = measures.poverty(
        homes.assign(baht=measures.income_per_person(homes)),
        income="baht",
        line=line,
        members="members",
        unit="households",
        measures=keys,
    )["value"]
    move_to(page, line)
    assert read_number(page, "poor_households") == f"{households:,.0f}"
    assert read_number(page, "poor_persons") == f"{persons:,.0f}"
    assert read_number(page, "cost_to_close_baht") == f"{baht / 1e6:,.2f}"


def test_a_bar_is_as_high_as_its_value(page, demo_register):
    view = open_income(demo_register, bmn_year_be=YEAR, province_code=PROVINCE)
    rows = income_at(view, line_baht=POLICY)["gap_bins"].frame
    chart = page.locator(".pov-explorer .js-plotly-plot").first
    bar = chart.locator(".trace.bars .point path").first
    height = bar.evaluate("path => path.getBBox().height")  # without the white rim
    ticks = {
        int(tick.text_content().replace(",", "")): tick.bounding_box()
        for tick in chart.locator(".ytick text").all()
    }
    low, high = min(ticks), max(ticks)
    pixels = (ticks[low]["y"] - ticks[high]["y"]) / (high - low)
    assert height == pytest.approx(rows["households"].iloc[0] * pixels, abs=0.5)


def test_the_moved_line_is_dashed_and_the_policy_line_solid(page):
    move_to(page, 38_000)
    lines = page.locator(".pov-explorer .js-plotly-plot").first.locator(".shapelayer path")
    dashes = [path.evaluate("p => p.style.strokeDasharray || ''") for path in lines.all()]
    assert [bool(dash) for dash in dashes] == [False, False, False, True]


def test_a_district_can_be_chosen(page):
    choice = page.locator(".pov-explorer select").nth(2)
    choice.select_option(index=1)
    page.locator(".pov-explorer h2", has_text="อำเภอ").wait_for()
    choice.select_option(label="ทั้งจังหวัด")
    page.locator(".pov-explorer h2", has_text="จังหวัด").wait_for()


def test_nothing_leaves_the_computer_and_nothing_fails(opened):
    _, seen = opened
    assert seen.outside == []
    assert seen.errors == []
