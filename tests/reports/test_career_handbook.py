"""The career handbook as its reader gets it: a real run over the small register and a shelf."""

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from povlib.knowledge.cards import shelf_fingerprint
from tests.lessons import OWNER, PHONE, lesson, make_shelf, put
from tests.reports.running import call_report, write_run
from tests.reports.test_planted_markup import PLANTED, require_only_text

pytestmark = pytest.mark.slow
BYTES, SHEETS = 120_000, 5


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    folder = make_shelf(tmp_path_factory.mktemp("shelf") / "lessons")
    told = {"background": [], "process": ["เพาะปลาดุกในบ่อปูน ให้อาหารวันละสองมื้อ"], "tags": ["เลี้ยงปลา"]}
    told |= {"results": ["ขายได้ทุกสองเดือน"], "core_knowledge": [], "title": f"เลี้ยงปลา {PLANTED[0]}"}
    put(folder, lesson("kr-planted", "visit", "1601", **told), "published")
    return folder


@pytest.fixture(scope="module")
def year(tmp_path_factory, demo_register, shelf):
    folder = tmp_path_factory.mktemp("handbook")
    changes = {"lessons": shelf.as_posix()}
    changes["reports"] = ("{notebook: 31_career_handbook, level: nation}",)
    result = call_report(write_run(folder, demo_register, **changes))
    assert result.exit_code == 0, result.output
    return folder / "outputs" / "2557"


@pytest.fixture
def page_file(year):
    return year / "career_handbook" / "TH" / "report.html"


def test_it_stands_in_the_index_and_names_the_shelf(year, page_file, shelf):
    assert "career_handbook/TH/report.html" in (year / "index.html").read_text(encoding="utf-8")
    manifest = json.loads((page_file.parent / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["study"]["lessons_sha256"] == shelf_fingerprint(shelf)


def test_it_is_light_and_says_that_cost_is_an_example(page_file):
    assert page_file.stat().st_size <= BYTES
    assert "ตัวอย่าง ยังไม่ยืนยัน" in page_file.read_text(encoding="utf-8")


def test_it_prints_on_few_sheets_and_parts_no_card(chromium, page_file, tmp_path):
    page = chromium.new_page()
    page.goto(page_file.as_uri())
    page.emulate_media(media="print")
    cards = page.locator(".card")
    inside = cards.evaluate_all("all => all.map((one) => getComputedStyle(one).breakInside)")
    paper = page.pdf(prefer_css_page_size=True)
    page.close()
    assert {*inside} == {"avoid"}
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) <= SHEETS


def test_it_claims_no_cause(page_file):
    text = re.sub(r"<[^>]+>", "", page_file.read_text(encoding="utf-8"))
    assert not re.search("ส่งผลให้|ทำให้รายได้|ทำให้ครัวเรือน", text)


def test_titles_that_look_like_markup_are_text(chromium, page_file):
    page = chromium.new_page()
    page.said = []
    page.on("dialog", lambda dialog: (page.said.append(dialog.message), dialog.dismiss()))
    page.goto(page_file.as_uri())
    require_only_text(page, PLANTED[0])
    page.close()


def test_nobody_is_named_in_any_file(year):
    for path in (year / "career_handbook").rglob("*"):
        if path.suffix in (".html", ".csv", ".json", ".ipynb"):
            text = path.read_text(encoding="utf-8")
            assert OWNER not in text, path
            assert PHONE not in text, path


@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_serious(chromium, page_file, width):
    page = chromium.new_page(viewport={"width": width, "height": 900})
    page.goto(page_file.as_uri())
    found = Axe().run(page).response["violations"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()
    assert [(v["id"], v["impact"]) for v in found if v["impact"] in ("serious", "critical")] == []
