"""The brief of lessons as its reader gets it: a real run over the small register and a shelf."""

import csv
import io
import json
import re
import shutil
import subprocess
from types import SimpleNamespace

import pytest

from povlib.knowledge.cards import shelf_fingerprint
from povlib.params import read_run
from povlib.reports.batch import _rounds
from povlib.reports.execute import StagedJob
from povlib.reports.plan import plan_jobs
from tests.lessons import OWNER, PHONE, fill_province, lesson, make_shelf, put
from tests.reports.index_rows import read_index
from tests.reports.pages import Tables, is_hidden, number_in, read_page
from tests.reports.running import ROOT, call_report, write_run
from tests.reports.test_numbers import same, says
from tests.reports.test_planted_markup import PLANTED, require_only_text

pytestmark = pytest.mark.slow
REPORTS = (
    "{notebook: 20_target_attainment, level: province}",
    "{notebook: 21_lessons_learned, level: province}",
)
BYTES, SHEETS = 120_000, 3
PLACES = ("16", "21", "30", "71")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    folder = make_shelf(tmp_path_factory.mktemp("shelf") / "lessons")
    fill_province(folder, "30")
    for n, planted in enumerate(PLANTED):
        code = f"16{8 + n % 4:02d}"
        told = {"process": [f"{planted} ทำอย่างนี้ ก{n}"], "core_knowledge": [planted]}
        put(folder, lesson(f"kr-planted{n}", "visit", code, title=f"{planted} {n}", **told))
    return folder


@pytest.fixture(scope="module")
def run_file(tmp_path_factory, demo_register, shelf):
    folder = tmp_path_factory.mktemp("lessons")
    said = ", ".join(f'"{code}"' for code in PLACES)
    changes = {"provinces": f"[{said}]", "reports": REPORTS, "lessons": shelf.as_posix()}
    return write_run(folder, demo_register, **changes)


@pytest.fixture(scope="module")
def year(run_file):
    result = call_report(run_file, "--jobs", 2)
    assert result.exit_code == 0, result.output
    return run_file.parent / "outputs" / "2557"


@pytest.fixture(params=PLACES)
def page_file(request, year):
    return year / "lessons_learned" / request.param / "report.html"


@pytest.fixture
def opened(chromium, page_file):
    page = chromium.new_page(viewport={"width": 1280, "height": 1200})
    page.said, page.asked = [], []
    page.on("console", lambda message: page.said.append(message.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.on("dialog", lambda dialog: (page.said.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: page.asked.append(request.url))
    page.goto(page_file.as_uri())
    page.evaluate("document.fonts.ready")
    yield page
    page.close()


def test_the_brief_is_light_and_prints_on_few_sheets(opened, page_file, tmp_path):
    assert page_file.stat().st_size <= BYTES
    if shutil.which("pdfinfo") is None:
        pytest.skip("ไม่มีโปรแกรม pdfinfo (Debian: apt-get install poppler-utils)")
    paper = tmp_path / "brief.pdf"
    opened.pdf(path=paper, prefer_css_page_size=True, print_background=True)
    told = subprocess.run(["pdfinfo", paper], capture_output=True, text=True, check=True).stdout
    assert "A4" in told
    assert int(re.search(r"Pages:\s+(\d+)", told).group(1)) <= SHEETS


def test_the_brief_asks_for_nothing_and_fits_a_phone(opened):
    assert opened.said == []
    assert [url for url in opened.asked if not url.startswith(("file:", "data:"))] == []
    assert opened.locator("h1").count() == 1
    opened.set_viewport_size({"width": 360, "height": 800})
    assert opened.evaluate("document.documentElement.scrollWidth") <= 360


def test_planted_markup_of_lessons_is_read_as_text(chromium, year):
    page = chromium.new_page()
    page.said = []
    page.on("dialog", lambda dialog: (page.said.append(dialog.message), dialog.dismiss()))
    page.goto((year / "lessons_learned" / "16" / "report.html").as_uri())
    require_only_text(page, PLANTED[0], PLANTED[1])
    page.close()


def test_no_owner_without_consent_and_no_telephone_stands_in_any_file(year):
    named = re.compile(re.escape(PHONE) + "|" + PHONE.replace("-", ""))
    for path in (year / "lessons_learned").rglob("*"):
        if path.suffix in (".html", ".csv", ".json", ".ipynb"):
            text = path.read_text(encoding="utf-8")
            assert not named.search(text), path
            assert OWNER not in text or "16" in path.parts, path


def test_a_page_names_every_district_that_lacks_a_lesson(year):
    folder = year / "lessons_learned" / "21"
    rows = read_table(folder / "tables" / "coverage.csv")
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert {row["state"] for row in rows} == {"missing"}
    assert all(row["area_th"] in page for row in rows)


@pytest.mark.parametrize("code", ["16", "30"])
def test_every_number_of_a_page_is_its_cell(year, code):
    folder = year / "lessons_learned" / code
    page = read_page((folder / "report.html").read_text(encoding="utf-8"))
    tables = Tables(folder / "tables")
    shown = [
        (cell, tables.cell(t.name, cell.row, cell.column)) for t in page.tables for cell in t.cells
    ]
    assert [pair for pair in shown if pair[0].is_hidden != is_hidden(pair[1])] == []
    assert [pair for pair in shown if not pair[0].is_hidden and not says(*pair)] == []
    for label in page.labels:
        column = label.place[2]
        told = float(label.value) if label.value else number_in(label.text, column=column)
        assert same(told, tables.cell(*label.place)), label
    assert len(shown) + len(page.labels) > 60


def test_the_manifest_names_the_shelf_and_what_the_index_shows(year, shelf):
    path = year / "lessons_learned" / "16" / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    (head,) = read_table(path.parent / "tables" / "lessons_headline.csv")
    assert manifest["study"]["lessons_sha256"] == shelf_fingerprint(shelf)
    shown = manifest["summary"]["coverage"]
    assert shown == {key: int(head[key]) for key in ("due", "covered")}


def test_both_briefs_of_a_province_are_one_click_away(year):
    html = (year / "index.html").read_text(encoding="utf-8")
    rows = {row.link: row.texts[-1] for row in read_index(html)}
    assert set(rows) == {f"target_attainment/{code}/report.html" for code in PLACES}
    for code in PLACES:
        assert f"lessons_learned/{code}/report.html" in html


def test_the_first_report_of_lessons_is_made_alone(run_file):
    run = read_run(run_file)
    folders = {"notebooks_dir": ROOT / "notebooks", "params_dir": ROOT / "params"}
    jobs = plan_jobs(run, provinces=PLACES, **folders)
    staged = [StagedJob(job, run_file.parent, "") for job in jobs]
    here, away = (SimpleNamespace(cluster=address) for address in ("", "tcp://127.0.0.1:1"))
    parts = [[one.job.name for one in part] for part in _rounds(staged, here)]
    assert [len(part) for part in parts] == [4, 1, 3]
    assert parts[1] == [("lessons_learned", "16")]
    assert _rounds(staged, away) == [staged]


def test_only_briefs_of_lessons_are_made_again_when_the_shelf_changes(run_file, year, shelf):
    fresh = {"process": ["เพาะกล้าไผ่ริมคลองแจกเพื่อนบ้าน"], "core_knowledge": ["ไผ่โตเร็วกว่าใจคน"]}
    put(shelf, lesson("kr-late", "visit", "2101", title="ป่าไผ่ท้ายหมู่บ้าน", background=[], **fresh))
    said = call_report(run_file, "--jobs", 2).output
    assert f"ทำแล้ว {len(PLACES)} ฉบับ ไม่เปลี่ยน {len(PLACES)} ฉบับ" in said
    lines = {
        row.texts[0]: row.texts for row in read_index((year / "index.html").read_text("utf-8"))
    }
    assert lines["ระยอง"][1].startswith("1/8")


def read_table(path):
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
