"""Interactive briefs in chromium: the same marks at the same places; nothing asks or jumps."""

import json
import shutil
import subprocess
from pathlib import Path

import nbformat
import pytest

from povlib import areas
from povlib.reports.export import export_notebook
from tests.reports.drawn import read_marks, wait_until_live
from tests.reports.running import call_report, write_run
from tests.totals import make_totals_register

pytestmark = pytest.mark.slow

WITHIN = 1.0  # units of a figure: 1 px where it is 344 px wide
REPORTS = ("target_attainment/16", "target_attainment/30", "national_overview/TH")


def squares(province_code: str) -> str:
    """Districts as squares of one degree, five a row: a boundary file of nobody's land."""
    features = []
    for n, district in enumerate(areas.districts(province_code)):
        x, y = 100 + n % 5, 14 - n // 5
        ring = [[x, y], [x + 1, y], [x + 1, y - 1], [x, y - 1], [x, y]]
        shape = {"type": "Polygon", "coordinates": [ring]}
        features.append(
            {"type": "Feature", "geometry": shape, "properties": {"code": district.code}}
        )
    return json.dumps({"type": "FeatureCollection", "features": features})


@pytest.fixture(scope="session")
def with_boundaries(tmp_path_factory, demo_register) -> Path:
    """The page of a province of 32 districts, made by the command with a boundary file."""
    folder = tmp_path_factory.mktemp("live")
    (folder / "districts.geojson").write_text(squares("30"), encoding="utf-8")
    run = write_run(
        folder,
        demo_register,
        reports=["{notebook: 20_target_attainment, level: province}"],
        provinces='["30"]',
        boundaries=(folder / "districts.geojson").as_posix(),
    )
    result = call_report(run, "--interactive")
    assert result.exit_code == 0, result.output
    return folder / "outputs" / "2557" / "target_attainment" / "30" / "report.html"


@pytest.fixture(scope="session")
def of_totals(tmp_path_factory) -> Path:
    """The page of published totals, with the other map and the bars of areas."""
    folder = tmp_path_factory.mktemp("totals")
    years = {"fiscal_year_be": 2561, "bmn_year_be": 2561, "as_of": "2018-12-31"}
    reports = ["{notebook: 23_national_totals, level: nation}"]
    run = write_run(folder, make_totals_register(folder), reports=reports, **years)
    result = call_report(run, "--interactive")
    assert result.exit_code == 0, result.output
    return folder / "outputs" / "2561" / "national_totals" / "TH" / "report.html"


@pytest.fixture(params=[*REPORTS, "with_boundaries", "of_totals"])
def live_page(request, made, tmp_path) -> Path:
    """A page of each kind: with many districts, few, the nation, and with a map of districts."""
    if request.param not in REPORTS:
        return request.getfixturevalue(request.param)
    notebook = nbformat.read(made.folder / request.param / "report.ipynb", as_version=4)
    page = tmp_path / "report.html"
    export = export_notebook(notebook, audience="public", is_interactive=True)
    page.write_text(export.html, encoding="utf-8")
    return page


@pytest.fixture
def opened(chromium, live_page):
    """A page whose figures are drawn, and what it asked for and complained of until then."""
    page = chromium.new_page(viewport={"width": 1280, "height": 1600})
    page.said, page.asked = [], []
    page.on("console", lambda message: page.said.append(message.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.on("request", lambda request: page.asked.append(request.url))
    page.goto(live_page.as_uri())
    page.height = page.evaluate("document.documentElement.scrollHeight")
    wait_until_live(page)
    yield page
    page.close()


@pytest.fixture
def mapped(chromium, with_boundaries):
    page = chromium.new_page(viewport={"width": 1280, "height": 1600})
    page.goto(with_boundaries.as_uri())
    wait_until_live(page)
    yield page
    page.close()


def unmatched(still, live) -> list:
    """Give the marks of either drawing that have no partner of their colour at their place."""
    left, alone = list(live), []
    for mark in still:
        near = [m for m in left if m[4] == mark[4]]
        partner = min(near, key=lambda m: distance(m, mark), default=None)
        if partner is None or distance(partner, mark) > WITHIN:
            alone.append(mark)
        else:
            left.remove(partner)
    return alone + left


def distance(one, other) -> float:
    return max(abs(a - b) for a, b in zip(one[:4], other[:4], strict=True))


def test_both_drawings_have_the_same_marks_at_the_same_places(opened):
    figures = opened.locator("figure:has(.live)").all()
    assert len(figures) >= 3
    for figure in figures:
        for panel in read_marks(opened, figure.get_attribute("id")):
            assert len(panel["still"]) + len(panel["stillTexts"]) > 1
            assert unmatched(panel["still"], panel["live"]) == []
            assert unmatched(panel["stillTexts"], panel["liveTexts"]) == []


def test_nothing_is_asked_from_outside_nothing_complained_of_and_nothing_jumps(opened, live_page):
    own = ("data:", live_page.as_uri())
    assert opened.said == []
    assert [url for url in opened.asked if not url.startswith(own)] == []
    assert opened.evaluate("document.documentElement.scrollHeight") == opened.height
    assert live_page.stat().st_size <= 900_000


def test_a_phone_and_a_turned_phone_have_the_marks_where_the_svg_has_them(mapped):
    for width in (400, 740):
        mapped.set_viewport_size({"width": width, "height": 800})
        mapped.wait_for_timeout(200)
        assert mapped.evaluate("document.documentElement.scrollWidth") <= width
        for panel in read_marks(mapped, "fig-pace"):
            assert unmatched(panel["still"], panel["live"]) == []


def test_on_paper_the_figures_are_the_still_ones(mapped):
    mapped.emulate_media(media="print")
    for place in mapped.locator(".live").all():
        assert not place.locator(".layer").is_visible()
        assert place.locator("svg[role=img]").evaluate("e => getComputedStyle(e).opacity") == "1"


def test_a_figure_keeps_its_words_for_those_who_cannot_see_it(mapped):
    for place in mapped.locator(".live").all():
        assert place.locator("svg[role=img] > desc").text_content().strip()
        assert place.locator(".layer").get_attribute("aria-hidden") == "true"
        assert place.locator(".layer").locator("a, button, [tabindex]").count() == 0


def test_pointing_at_a_bar_says_month_and_number(mapped):
    bar = mapped.locator("#fig-pace .js-fill[style*='rgb(11, 60, 93)']").last.bounding_box()
    mapped.mouse.move(bar["x"] + bar["width"] / 2, bar["y"] + bar["height"] / 2)
    said = mapped.locator("#fig-pace .hovertext").text_content()
    assert "พ.ค." in said
    assert "ผ่านในเดือน" in said


def test_a_finger_on_a_figure_reads_and_scrolls(chromium, with_boundaries):
    phone = {"width": 360, "height": 640}
    context = chromium.new_context(viewport=phone, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(with_boundaries.as_uri())
    wait_until_live(page)
    drawing = page.locator("#fig-funnel .layer")
    drawing.scroll_into_view_if_needed()
    bar = page.locator("#fig-funnel .js-fill").first.bounding_box()
    page.touchscreen.tap(bar["x"] + 30, bar["y"] + bar["height"] / 2)
    assert "ครัวเรือนเป้าหมาย" in page.locator("#fig-funnel .hovertext").text_content()
    before = page.evaluate("scrollY")
    gesture = {"x": bar["x"] + 60, "y": bar["y"] + 20, "yDistance": -200, "speed": 2000}
    context.new_cdp_session(page).send("Input.synthesizeScrollGesture", gesture)
    assert page.evaluate("scrollY") > before + 100
    context.close()


@pytest.mark.parametrize(
    "lacking", ["delete window.DecompressionStream", "window.atob = () => 'x'"]
)
def test_a_browser_that_cannot_unpack_keeps_the_still_page_and_says_so(
    chromium, with_boundaries, lacking
):
    page = chromium.new_page()
    page.add_init_script(lacking)
    page.goto(with_boundaries.as_uri())
    page.wait_for_timeout(1500)
    assert page.get_by_text("เบราว์เซอร์นี้แสดงรูปแบบนิ่ง").is_visible()
    assert page.locator("#fig-pace svg[role=img]").is_visible()
    assert page.locator(".layer").count() == 0
    page.close()


def test_scripts_forbidden_the_page_is_still(chromium, with_boundaries):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(with_boundaries.as_uri())
    assert page.get_by_text("เบราว์เซอร์นี้แสดงรูปแบบนิ่ง").is_visible()
    assert page.locator("#fig-pace svg[role=img]").is_visible()
    context.close()


def test_a_pdf_of_an_interactive_page_shows_its_figures(mapped, tmp_path):
    if shutil.which("pdftotext") is None:
        pytest.skip("ไม่มีโปรแกรม pdftotext (Debian: apt-get install poppler-utils)")
    paper = tmp_path / "live.pdf"
    mapped.pdf(path=paper, prefer_css_page_size=True, print_background=True)
    text = subprocess.run(["pdftotext", paper, "-"], capture_output=True, text=True, check=True)
    assert text.stdout.count("รูปที่") >= 7
    assert "ครัวเรือน" in text.stdout
    assert "แบบนิ่ง" not in text.stdout
