"""Pages for everybody: axe-core finds nothing serious on any kind of page, wide or narrow."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.lessons import make_shelf
from tests.reports.running import call_report, write_run

pytestmark = pytest.mark.slow
PAGES = (
    "target_attainment/30/report.html",
    "national_overview/TH/report.html",
    "index.html",
    "interactive",
    "lessons",
)


@pytest.fixture(scope="module")
def interactive(tmp_path_factory, demo_register):
    folder = tmp_path_factory.mktemp("interactive")
    said = call_report(write_run(folder, demo_register), "--interactive", "--province", 16)
    assert said.exit_code == 0, said.output
    return folder / "outputs" / "2557" / "target_attainment" / "16" / "report.html"


@pytest.fixture(scope="module")
def lessons(tmp_path_factory, demo_register):
    folder = tmp_path_factory.mktemp("lessons")
    shelf = make_shelf(folder / "shelf").as_posix()
    reports = ["{notebook: 21_lessons_learned, level: province}"]
    run = write_run(folder, demo_register, reports=reports, lessons=shelf, provinces='["30"]')
    said = call_report(run)
    assert said.exit_code == 0, said.output
    return folder / "outputs" / "2557" / "lessons_learned" / "30" / "report.html"


@pytest.fixture
def page_file(request, made, interactive, lessons):
    apart = {"interactive": interactive, "lessons": lessons}
    return apart.get(request.param) or made.folder / request.param


@pytest.mark.parametrize("page_file", PAGES, indirect=True)
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_serious(chromium, page_file, width):
    page = chromium.new_page(viewport={"width": width, "height": 900})
    page.goto(page_file.as_uri())
    page.wait_for_load_state("networkidle")
    found = Axe().run(page).response["violations"]
    page.close()
    assert [(v["id"], v["impact"]) for v in found if v["impact"] in ("serious", "critical")] == []
