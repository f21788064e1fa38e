import base64
import datetime
import hashlib
import json
import re
import shutil
import subprocess
from dataclasses import replace

import pytest

from povlib.areas import provinces
from povlib.params import Report, Run
from povlib.reports.index import Entry, index_page, read_entries
from povlib.reports.payload import TableData
from povlib.reports.summary import read_summary, summary_of
from tests.reports.index_rows import read_index
from tests.reports.pages import Tables, is_hidden

PAGE = "<p><data data-d=headline/0:passed></data><figure data-t=pace>"
LESSONS = "<p><data data-d=lessons_headline/0:due></data>"
LINK = "lessons_learned/16/report.html"
PLANTED = "<script>alert('พบ')</script>"
RUN = Run(
    fiscal_year_be=2557,
    bmn_year_be=2556,
    as_of=datetime.date(2014, 5, 31),
    provinces="all",
    register="register",
    outputs="outputs",
    audience="public",
    reports=[Report(notebook="20_target_attainment", level="province")],
)


def table(name, columns, *rows, hidden=()):
    heads = tuple({"key": key, "label_th": "", "unit": "", "kind": ""} for key in columns)
    return TableData(name, "", "", "", heads, rows, frozenset(hidden))


def tables_of(goal, passed, share, status, *, months=(0, 4), hidden=(), hidden_months=()):
    head = ("goal", "passed", "passed_share", "status")
    rows = [(n, True) for n in months] + [(None, False)] * (12 - len(months))
    pace = table("pace", ("cumulative", "is_due"), *rows, hidden=[(n, 0) for n in hidden_months])
    return (table("headline", head, (goal, passed, share, status), hidden=hidden), pace)


def entry(area_code, *numbers, headline="สรุป", status="done", **changes):
    kept = summary_of(tables_of(*numbers, **changes), html=PAGE) if numbers else None
    link = f"target_attainment/{area_code}/report.html"
    summary = read_summary(kept)
    return Entry("target_attainment", "ผล", area_code, status, headline, link, summary)


def page_of(*entries, without_targets=()):
    return index_page(RUN, entries=entries, without_targets=without_targets, is_demo=False)


def lessons(area_code, due, covered, **changes):
    heads = ("due", "covered")
    kept = summary_of((table("lessons_headline", heads, (due, covered)),), html=LESSONS)
    said = f"ลพบุรีมีบทเรียนแล้ว {covered} จาก {due} อำเภอ"
    made = Entry("lessons_learned", "บทเรียน", area_code, "done", said, LINK, read_summary(kept))
    return replace(made, **changes)


@pytest.fixture
def both():
    """Results and lessons of ลพบุรี and ระยอง, the lessons of ระยอง failed; lessons of สุรินทร์."""
    return page_of(
        entry("16", 40, 10, 0.2, "behind"),
        entry("21", 9, 8, 0.6, "on_track"),
        lessons("16", 11, 7),
        lessons("21", 8, 2, status="failed", headline=f"พัง {PLANTED}", summary=None),
        lessons("32", 17, 1),
        without_targets=("71",),
    )


@pytest.fixture
def mixed():
    """ลพบุรี ระยอง นครราชสีมา สุรินทร์: one hidden, one failed; กาญจนบุรี without targets."""
    return page_of(
        entry("16", 40, 10, 0.2, "behind"),
        entry("21", None, None, None, None, hidden=[(0, n) for n in range(4)]),
        entry("30", 9, 8, 0.6, "on_track"),
        entry("32", headline=f"หน่วยความจำไม่พอ {PLANTED}", status="failed"),
        without_targets=("71",),
    )


def test_a_summary_keeps_what_is_shown_and_names_what_is_hidden():
    months = (0, None, 6)
    tables = tables_of(9, None, None, "behind", months=months, hidden=[(0, 1)], hidden_months=[1])
    assert summary_of(tables, html=PAGE) == {
        "headline": {"goal": 9, "passed": None, "passed_share": None, "status": "behind"},
        "pace": [0, None, 6],
        "hidden": ["passed"],
    }


def test_a_table_that_the_page_does_not_show_gives_no_summary():
    tables = tables_of(9, 6, 0.5, "behind")
    assert summary_of(tables, html="<p data-t=quality>") is None
    assert summary_of(tables, html="<p data-t=headline>")["pace"] == []
    assert summary_of((), html=PAGE) is None


def test_hidden_cells_are_named_hidden_and_leave_no_sort_key(mixed):
    row = next(r for r in read_index(mixed) if "/21/" in r.link)
    assert row.texts[1:5] == ["ซ่อน"] * 4
    assert row.keys.keys() == {"area"}
    assert (row.points, row.goal_line) == ({}, None)


def test_a_spark_line_breaks_at_a_hidden_month():
    html = page_of(
        entry("16", 8, 8, 0.5, "met", months=(2, None, 6, 8), hidden_months=[1]),
        entry("30", 8, 8, 0.5, "met"),
    )
    assert html.count("<polyline") == 3
    assert read_index(html)[1].points == {0: 9.2, 2: 3.8, 3: 1.0}
    assert "ช่วงที่เส้นขาดคือเดือนที่ซ่อนไว้" in html


def test_provinces_stand_in_thai_order_with_failed_and_empty_ones(mixed):
    rows = read_index(mixed)
    assert [r.texts[0] for r in rows] == ["กาญจนบุรี", "นครราชสีมา", "ระยอง", "ลพบุรี", "สุรินทร์"]
    assert rows[0].texts[1:] == ["ไม่มีครัวเรือนเป้าหมาย"]
    assert rows[4].texts[1] == "ทำไม่สำเร็จ"
    assert rows[3].texts[1:5] == ["ช้ากว่าแผน", "10", "40", "20.0"]


def test_the_page_allows_its_own_script_by_hash_and_nothing_else(mixed):
    (script,) = re.findall(r"<script>(.*?)</script>", mixed, re.S)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', mixed)[1]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert policy.split("; ")[:2] == ["default-src 'none'", f"script-src 'sha256-{digest}'"]
    assert policy.count("script-src") == 1
    assert mixed.count("<script") == 1


def test_reports_without_such_numbers_keep_a_plain_row():
    html = page_of(entry("16", headline="คุณภาพข้อมูล <b>"))
    assert read_index(html) == []
    assert "คุณภาพข้อมูล &lt;b&gt;" in html


def test_results_and_lessons_of_a_province_stand_in_one_row(both):
    rows = {row.texts[0]: row for row in read_index(both)}
    assert rows["ลพบุรี"].texts[1].startswith("7/11")
    assert rows["ลพบุรี"].texts[-1] == "สรุปมีบทเรียนแล้ว 7 จาก 11 อำเภอ"
    assert rows["ระยอง"].texts[1] == "ทำไม่สำเร็จ"
    assert rows["กาญจนบุรี"].texts[1] == "–"
    assert both.count(f'href="{LINK}"') + both.count(f"href={LINK}") == 3
    assert rows["สุรินทร์"].texts[1].startswith("1/17")
    assert "รายงานบทเรียน" not in both
    assert PLANTED not in both


def test_rows_are_sorted_by_the_share_of_districts_with_a_lesson(both):
    rows = {row.texts[0]: row.keys for row in read_index(both)}
    assert rows["ลพบุรี"]["lessons"] == "0.636"
    assert "lessons" not in rows["ระยอง"] and "lessons" not in rows["กาญจนบุรี"]


def test_lessons_alone_have_a_list_of_their_own():
    html = page_of(lessons("16", 11, 7), lessons("32", 17, 1))
    assert read_index(html) == []
    assert "ลพบุรีมีบทเรียนแล้ว" in html


@pytest.mark.slow
def test_the_summary_of_each_report_is_its_own_csv_cells(made):
    for path in made.folder.glob("*/*/manifest.json"):
        summary = json.loads(path.read_text(encoding="utf-8"))["summary"]
        assert summary.keys() == {"headline", "pace", "hidden"}
        tables = Tables(path.parent / "tables")
        (head,) = tables["headline"]
        for key, value in summary["headline"].items():
            assert (key in summary["hidden"]) == is_hidden(head[key])
            absent = is_hidden(head[key]) or head[key] == ""
            assert (value is None) == absent
            assert absent or str(value) == head[key] or float(value) == float(head[key])
        due = [m["cumulative"] for m in tables["pace"] if m["is_due"] in ("True", "true", "1")]
        told = [None if is_hidden(n) or n == "" else float(n) for n in due]
        assert due
        assert summary["pace"] == told


@pytest.mark.slow
def test_only_the_provinces_reports_have_rows_with_numbers(made):
    entries = read_entries(made.folder)
    assert {e.area_code for e in entries} == {"TH", "16", "21", "30", "32"}
    index = (made.folder / "index.html").read_text(encoding="utf-8")
    assert {r.link.split("/")[0] for r in read_index(index) if r.link} == {"target_attainment"}


@pytest.fixture
def opened(chromium, mixed, tmp_path):
    """The page from a file, and what it asked for and complained of."""
    file = tmp_path / "index.html"
    file.write_text(mixed, encoding="utf-8")
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.said, page.asked = [], []
    page.on("console", lambda message: page.said.append(message.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.on("dialog", lambda dialog: page.said.append(dialog.message))
    page.on("request", lambda request: page.asked.append(request.url))
    page.goto(file.as_uri())
    yield page
    page.close()


def names(page):
    return page.locator(".sorts tbody th").all_inner_texts()


@pytest.mark.slow
def test_a_head_sorts_up_then_down_with_hidden_values_last(opened):
    head = opened.locator("th[data-sort=goal]")
    head.get_by_role("button").click()
    assert names(opened) == ["นครราชสีมา", "ลพบุรี", "กาญจนบุรี", "ระยอง", "สุรินทร์"]
    assert head.get_attribute("aria-sort") == "ascending"
    head.get_by_role("button").press("Enter")
    assert names(opened) == ["ลพบุรี", "นครราชสีมา", "กาญจนบุรี", "ระยอง", "สุรินทร์"]
    assert head.get_attribute("aria-sort") == "descending"
    assert opened.locator("[aria-sort]").count() == 1
    opened.get_by_role("button", name="จังหวัด").click()
    assert names(opened) == ["กาญจนบุรี", "นครราชสีมา", "ระยอง", "ลพบุรี", "สุรินทร์"]
    assert opened.said == []
    assert all(url.startswith(("file:", "data:")) for url in opened.asked)
    assert sum(url.startswith("file:") for url in opened.asked) == 1


@pytest.mark.slow
def test_a_status_sorts_in_the_order_of_the_programme(opened):
    opened.get_by_role("button", name="สถานะ").click()
    assert names(opened) == ["นครราชสีมา", "ลพบุรี", "กาญจนบุรี", "ระยอง", "สุรินทร์"]


@pytest.mark.slow
def test_planted_markup_is_shown_as_text(opened):
    assert PLANTED in opened.locator(".sorts").inner_text()
    assert opened.locator("script").count() == 1
    assert opened.said == []


@pytest.mark.slow
def test_a_phone_needs_no_sideways_scrolling_for_results_and_lessons(chromium, both):
    page = chromium.new_page(viewport={"width": 360, "height": 800})
    page.set_content(both)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.close()


@pytest.mark.slow
def test_a_phone_needs_no_sideways_scrolling(opened):
    opened.set_viewport_size({"width": 390, "height": 800})
    wide = "Math.max(...[...document.querySelectorAll('table')].map(t => t.scrollWidth))"
    assert opened.evaluate(wide) <= 390 - 32
    assert opened.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.slow
def test_without_script_the_page_is_whole_and_has_no_button(chromium, mixed, tmp_path):
    file = tmp_path / "index.html"
    file.write_text(mixed, encoding="utf-8")
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri())
    assert page.locator(".sorts tbody tr").count() == 5
    assert page.locator("button").count() == 0
    assert not page.locator(".how").is_visible()
    context.close()


@pytest.mark.slow
def test_the_head_is_repeated_on_every_sheet_of_paper(chromium, tmp_path):
    if shutil.which("pdftotext") is None:
        pytest.skip("ไม่มีโปรแกรม pdftotext (Debian: apt-get install poppler-utils)")
    file, paper = tmp_path / "index.html", tmp_path / "index.pdf"
    codes = [area.code for area in provinces()]
    entries = [entry(code, 40, 10, 0.2, "behind") for code in codes]
    file.write_text(page_of(*entries), encoding="utf-8")
    page = chromium.new_page()
    page.goto(file.as_uri())
    page.pdf(path=paper, prefer_css_page_size=True, print_background=True)
    page.close()
    said = subprocess.run(["pdftotext", paper, "-"], capture_output=True, check=True).stdout
    sheets = [sheet for sheet in said.decode().split("\f") if "ช้ากว่าแผน" in sheet]
    assert len(sheets) > 1
    assert all("สถานะ" in sheet and "ร้อยละ" in sheet for sheet in sheets)


def test_one_report_of_the_nation_is_named_by_its_place_and_several_by_their_titles():
    overview = Entry("national_overview", "ภาพรวมประเทศ", "TH", "done", "ช้า 23 จังหวัด", "a")
    handbook = Entry("career_handbook", "คู่มืออาชีพแก้จน", "TH", "done", "17 อาชีพ", "b")
    assert "<a href=a>ทั้งประเทศ</a>" in page_of(overview)
    both = page_of(overview, handbook)
    assert both.index("<a href=b>คู่มืออาชีพแก้จน</a>") < both.index("<a href=a>ภาพรวมประเทศ</a>")
    assert ">ทั้งประเทศ</a>" not in both
