"""Briefs as their readers see them: drawn by chromium, on a desk, a phone and paper."""

import csv
import io
import re
import shutil
import subprocess

import pytest

pytestmark = pytest.mark.slow
PAGES = ("target_attainment/16", "target_attainment/30", "national_overview/TH")


@pytest.fixture(params=PAGES)
def page_file(request, made):
    return made.folder / request.param / "report.html"


@pytest.fixture
def opened(chromium, page_file):
    """A page, and what it asked for and complained of while it opened."""
    page = chromium.new_page(viewport={"width": 1280, "height": 1600})
    page.said, page.asked = [], []
    page.on("console", lambda message: page.said.append(message.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.on("request", lambda request: page.asked.append(request.url))
    page.goto(page_file.as_uri())
    page.evaluate("document.fonts.ready")
    yield page
    page.close()


def read_table(path):
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def test_nothing_is_complained_of_and_nothing_asked_from_outside(opened, page_file):
    assert opened.said == []
    assert [url for url in opened.asked if not url.startswith(("data:", page_file.as_uri()))] == []


def test_the_page_is_thai_with_one_headline_and_no_script(opened):
    assert opened.evaluate("document.documentElement.lang") == "th"
    assert opened.locator("h1").count() == 1
    assert opened.locator("script").count() == 0


def test_every_figure_is_drawn_with_alternative_text_and_its_table(opened):
    figures = opened.locator("figure")
    assert figures.count() >= 2
    for figure in figures.all():
        assert figure.locator("h3").inner_text().strip()
        # Its own data table, or the way to the table of the page that holds the same rows.
        assert figure.locator("table, .at a[href^='#t-']").count() >= 1
        for drawing in figure.locator("svg[role=img]").all():
            assert drawing.locator("desc").text_content().strip()
            assert drawing.bounding_box()["height"] > 20


def test_text_is_drawn_in_the_embedded_font(opened):
    session = opened.context.new_cdp_session(opened)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    for tag in ("h1", ".lede", "figure text"):
        node = session.send("DOM.querySelector", {"nodeId": root, "selector": tag})["nodeId"]
        if node:
            fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
            assert {f["familyName"] for f in fonts} == {"Sarabun"}, tag


def test_a_phone_needs_no_sideways_scrolling(opened):
    opened.set_viewport_size({"width": 360, "height": 800})
    assert opened.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_brief_prints_on_few_pages_of_a4(opened, page_file, tmp_path):
    if shutil.which("pdfinfo") is None:
        pytest.skip("ไม่มีโปรแกรม pdfinfo (Debian: apt-get install poppler-utils)")
    paper = tmp_path / "brief.pdf"
    opened.pdf(path=paper, prefer_css_page_size=True, print_background=True)
    said = subprocess.run(["pdfinfo", paper], capture_output=True, text=True, check=True).stdout
    assert "A4" in said
    is_nation = page_file.parent.name == "TH"  # 76 provinces, a row each
    assert int(re.search(r"Pages:\s+(\d+)", said).group(1)) <= (4 if is_nation else 3)


def test_a_bar_is_as_high_as_its_number(chromium, made):
    folder = made.folder / "target_attainment" / "30"
    page = chromium.new_page()
    page.goto((folder / "report.html").as_uri())
    shown = [r for r in read_table(folder / "tables" / "pace.csv") if r["passed"].isdigit()]
    numbers = {int(r["passed"]) for r in shown} - {0}
    bars = page.locator("#fig-pace [fill='#0b3c5d'] > rect, #fig-pace rect[fill='#0b3c5d']").all()
    heights = sorted(float(bar.get_attribute("height")) for bar in bars)
    tallest = max(heights)
    expected = sorted(tallest * n / max(numbers) for n in (int(r["passed"]) for r in shown) if n)
    assert heights == pytest.approx(expected, abs=0.2)
    page.close()
