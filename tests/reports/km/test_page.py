"""The page of one lesson as a browser, a printer and a blog's crawler see it."""

import io
import re
import struct

import nbformat
import papermill
import pytest
from axe_playwright_python.sync_playwright import Axe
from click.testing import CliRunner
from pypdf import PdfReader

from povlib.cli import main
from povlib.figures import SECTIONS
from povlib.knowledge import Lesson
from povlib.knowledge.lesson import Credit
from povlib.reports.exporter import BriefExporter
from povlib.reports.pdf import find_printer, print_pdf
from tests.reports.km.conftest import PARAMS
from tests.reports.km.test_forms import NASTY

pytestmark = pytest.mark.slow
NOTEBOOK = PARAMS.parent / "notebooks" / "30_km_brief.ipynb"
BYTES, PAGES = 120_000, 2
NASTY_ID, LONG_ID = "kr-9999999999", "kr-8888888888"


@pytest.fixture(scope="module")
def lessons(shelf, stand):
    """The published lessons of the pages, and one that is full of markup."""
    fields = {"background": [*NASTY], "process": [*NASTY], "cautions": [*NASTY], "owner": NASTY[1]}
    page = {"source_file": "a.txt", "source_lines": [1, 9], "title": NASTY[0]}
    credit = Credit(owner_credit="name", consented_on="2014-05-31")
    stand(shelf, Lesson(id=NASTY_ID, credit=credit, **page, **fields))
    steps = [f"ขั้นที่ {n} ชวนครัวเรือนคุยทีละบ้าน จดรายรับรายจ่าย แล้วเลือกอาชีพเอง" for n in range(60)]
    long = page | {"title": "บทเรียนยาว", "process": steps, "cautions": ["อย่าเร่ง"]}
    stand(shelf, Lesson(id=LONG_ID, **long))
    return shelf


@pytest.fixture(scope="module")
def briefs(tmp_path_factory, lessons):
    """All briefs; the longest lesson is among them."""
    folder = tmp_path_factory.mktemp("briefs")
    options = ["--in", lessons, "--to", folder, "--params", PARAMS, "--notebook", NOTEBOOK]
    said = CliRunner().invoke(main, ["lessons", "brief", *map(str, options)])
    assert said.exit_code == 0, said.output
    return folder


@pytest.fixture(scope="module")
def longest(briefs):
    return max(
        (one for one in briefs.glob("*/report.html") if one.parent.name not in (NASTY_ID, LONG_ID)),
        key=lambda one: (one.parent / "lesson.md").stat().st_size,
    )


@pytest.fixture
def watched(chromium):
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.asked, page.said = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("console", lambda message: page.said.append(message.text))
    yield page
    page.close()


def test_each_lesson_has_all_its_forms_and_nothing_half_made(briefs):
    for folder in briefs.glob("kr-*"):
        assert {path.name for path in folder.iterdir()} == {
            *("report.html", "report.ipynb", "manifest.json", "share.png"),
            *("fragment.html", "lesson.md", "lesson.docx"),
        }
    assert not (briefs / ".staging").exists()


def test_every_page_is_light(briefs):
    assert max(one.stat().st_size for one in briefs.glob("*/report.html")) <= BYTES


def test_the_longest_lesson_prints_on_two_sheets_at_most(longest):
    printer = find_printer()
    if printer is None:
        pytest.skip("ไม่มีโปรแกรม chromium")
    print_pdf(longest, program=printer)
    content = (longest.parent / "report.pdf").read_bytes()
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", content)) <= PAGES


def test_what_has_no_room_on_a_sheet_goes_on_and_is_not_pushed_to_the_next(chromium, briefs):
    page = chromium.new_page()
    page.goto((briefs / LONG_ID / "report.html").as_uri())
    paper = page.pdf(prefer_css_page_size=True)
    page.close()
    first = PdfReader(io.BytesIO(paper)).pages[0].extract_text()
    assert first.count("จดรายรับรายจ่าย") > 30


def test_text_of_a_lesson_is_read_as_text(watched, briefs):
    watched.goto((briefs / NASTY_ID / "report.html").as_uri())
    shown = watched.locator("body").evaluate("body => body.textContent")
    assert [text for text in NASTY if text not in shown] == []
    assert watched.evaluate("window.planted === undefined")
    assert watched.locator("script, img, iframe, [onerror], main a").count() == 0
    assert watched.said == []
    assert all(url.startswith(("file:", "data:")) for url in watched.asked)


def test_a_pasted_fragment_runs_nothing(watched, briefs):
    watched.goto("about:blank")
    html = (briefs / NASTY_ID / "fragment.html").read_text(encoding="utf-8")
    watched.set_content(html)
    assert watched.evaluate("window.planted === undefined")
    assert watched.locator("script, img, a, h1").count() == 0


def test_text_is_drawn_in_the_embedded_font(chromium, longest):
    page = chromium.new_page()
    page.goto(longest.as_uri())
    page.evaluate("document.fonts.ready")
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    for tag in ("h1", "h2", "dd", "li", "p"):
        nodes = session.send("DOM.querySelectorAll", {"nodeId": root, "selector": f"main {tag}"})
        for node in nodes["nodeIds"]:
            fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
            assert {font["familyName"] for font in fonts} <= {"Sarabun"}, tag
    page.close()


def test_a_phone_needs_no_sideways_scrolling(chromium, longest):
    page = chromium.new_page(viewport={"width": 360, "height": 800})
    page.goto(longest.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.close()


@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_serious(chromium, longest, width):
    page = chromium.new_page(viewport={"width": width, "height": 900})
    page.goto(longest.as_uri())
    found = Axe().run(page).response["violations"]
    page.close()
    assert [(v["id"], v["impact"]) for v in found if v["impact"] in ("serious", "critical")] == []


def test_the_page_names_the_picture_that_lies_beside_it(briefs):
    for page in briefs.glob("*/report.html"):
        html = page.read_text(encoding="utf-8")
        (name,) = re.findall(r'<meta property="og:image" content="([^"]+)">', html)
        picture = (page.parent / name).read_bytes()
        assert picture.startswith(b"\x89PNG")
        assert struct.unpack(">II", picture[16:24]) == (1200, 630)


def test_sections_of_the_notebook_are_those_of_the_page():
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    headings = [c.source.removeprefix("## ") for c in notebook.cells if c.source.startswith("## ")]
    assert headings == [section.title_th for section in SECTIONS.values()]


def test_it_runs_by_papermill_alone_and_exports_by_nbconvert(briefs, lessons, tmp_path):
    lesson = sorted(one.name for one in briefs.glob("kr-*"))[0]
    target = tmp_path / "done.ipynb"
    papermill.execute_notebook(
        str(NOTEBOOK),
        str(target),
        parameters={"lessons": str(lessons), "lesson_id": lesson, "params_dir": str(PARAMS)},
        engine_name="povlib-fork",
        progress_bar=False,
    )
    html, _ = BriefExporter().from_filename(str(target))
    assert html == (briefs / lesson / "report.html").read_text(encoding="utf-8")


def test_the_same_lesson_gives_the_same_files(briefs, lessons, tmp_path):
    lesson = sorted(one.name for one in briefs.glob("kr-*"))[0]
    options = ["--in", lessons, "--to", tmp_path, "--params", PARAMS, "--notebook", NOTEBOOK]
    said = CliRunner().invoke(main, ["lessons", "brief", lesson, *map(str, options)])
    assert said.exit_code == 0, said.output
    for path in (tmp_path / lesson).iterdir():
        if path.suffix in (".html", ".md", ".docx", ".png"):
            assert path.read_bytes() == (briefs / lesson / path.name).read_bytes(), path.name
