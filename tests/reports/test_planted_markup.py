"""Text that looks like markup is shown as text, wherever a name, a note or an error leaves."""

import shutil
from dataclasses import replace
from pathlib import Path

import nbformat
import pandas as pd
import plotly.graph_objects as go
import pytest
from click.testing import CliRunner
from nbformat import v4

from povlib import figures
from povlib.areas import tables
from povlib.cli import main
from povlib.errors import ReportError
from povlib.explorer import texts
from povlib.explorer.charts import draw_districts, make_districts
from povlib.reports.export import export_notebook
from povlib.study import contents, describe_register
from povlib.study.income import income_at, open_income
from tests.reports.running import ROOT, write_run
from tests.reports.small import write_notebook

pytestmark = pytest.mark.slow
PLANTED = (
    "<script>window.planted=1</script>",
    '<img src="http://outside.invalid/x.png" onerror="window.planted=2">',
    '"><svg onload="window.planted=3">',
    "</style></title><script>window.planted=4</script>",
    "<a href='javascript:window.planted=5'>ที่นี่</a>",
    "&lt;b&gt;สองชั้น&lt;/b&gt;",
    '<b>หนา</b>="x" {{ 7*7 }}',
    "--><!--fig:pace--><iframe src=//outside.invalid>",
    "\u202eกลับหลัง<i>",
)
# Every place gets one of these names, by its code, in the process that makes the report.
RENAME = f"""\
from dataclasses import replace
from povlib.areas import tables
planted, real = {PLANTED!r}, tables.area
tables.area = lambda code: replace(real(code), name_th=planted[int(str(code)) % len(planted)])
"""


def write_planted(folder: Path, name: str) -> None:
    """Copy a notebook of ours with a planted title, section and names of places."""
    (source,) = (ROOT / "notebooks").glob(f"{name}.ipynb")
    notebook = nbformat.read(source, as_version=4)
    notebook.cells[0].source = f"# {PLANTED[0]}"
    notebook.cells.insert(2, v4.new_code_cell(RENAME))
    headings = [c for c in notebook.cells if c.source.startswith("## ")]
    headings[0].source = f"## {PLANTED[1]}"
    (folder / "notebooks").mkdir(exist_ok=True)
    nbformat.write(notebook, folder / "notebooks" / f"{name}.ipynb")


def make(folder: Path, register: Path, *names: str, how: str = "", **changes: object) -> Path:
    """Run notebooks with settings that have planted descriptions; give the year's folder."""
    shutil.copytree(ROOT / "params", folder / "params")
    for path in (folder / "params").rglob("*.yml"):
        text = path.read_text(encoding="utf-8")
        for word in ("กติกาใช้งาน", "ภาคกลาง", "เกณฑ์รอบแผนฯ 10"):
            text = text.replace(word, word + PLANTED[4])
        path.write_text(text, encoding="utf-8")
    reports = [f"{{notebook: {name}, level: province}}" for name in names]
    run = write_run(folder, register, reports=reports, provinces='["16"]', retries=0, **changes)
    folders = ["--notebooks", folder / "notebooks", "--params", folder / "params"]
    done = CliRunner().invoke(main, [str(a) for a in ("report", run, *folders, how)])
    assert done.exit_code == (1 if "20_small" in names else 0), done.output
    return folder / "outputs" / "2557"


@pytest.fixture(scope="module")
def pages(tmp_path_factory, demo_register) -> dict[str, Path]:
    """A brief, an error page, an index and an officer's page."""
    public, office = (tmp_path_factory.mktemp(name) for name in ("public", "office"))
    write_notebook(public, f"raise ValueError({' '.join(PLANTED[:5])!r})")
    write_planted(public, "20_target_attainment")
    write_planted(office, "41_officer_tables")
    made = make(public, demo_register, "20_target_attainment", "20_small", how="--interactive")
    desk = make(office, demo_register, "41_officer_tables", how="--officer", audience="officer")
    return {
        "brief": made / "target_attainment" / "16" / "report.html",
        "error": made / "small" / "16" / "report.html",
        "index": made / "index.html",
        "officer": desk / "officer_tables" / "16" / "report.html",
    }


@pytest.fixture
def watched(chromium):
    """A page of chromium that notes all that it asks for, says and opens."""
    page = chromium.new_page()
    page.asked, page.said = [], []
    # What the page's policy refuses is told here too, but never sent.
    page.on("requestfailed", lambda request: page.asked.append((request.url, request.failure)))
    page.on("requestfinished", lambda request: page.asked.append((request.url, "")))
    page.on("dialog", lambda dialog: (page.said.append(dialog.message), dialog.dismiss()))
    yield page
    page.close()


def require_only_text(page, *planted: str) -> None:
    """Raise where a planted text became markup, ran, asked for something, or is not to be read."""
    assert page.evaluate("window.planted === undefined")
    assert page.said == []
    made = "img, iframe, [onerror], [onload], a[href^='javascript']"
    assert page.locator(made).count() == 0
    assert not page.evaluate("[...document.scripts].some(s => /^window.planted/.test(s.text))")
    shown = page.locator("body").evaluate("body => body.textContent")
    assert [text for text in planted if text not in shown] == []


@pytest.mark.parametrize(
    ("name", "planted"),
    [("brief", PLANTED), ("error", PLANTED[:5]), ("index", PLANTED[:5]), ("officer", PLANTED)],
)
def test_planted_texts_are_read_as_texts(watched, pages, name, planted):
    watched.goto(pages[name].as_uri())
    require_only_text(watched, *planted)
    assert all(url.startswith(("file:", "data:")) for url, _ in watched.asked)


@pytest.mark.parametrize("name", ["brief", "error", "index", "officer"])
def test_a_page_lets_nothing_in_from_outside_and_runs_no_other_script(watched, pages, name):
    watched.goto(pages[name].as_uri())
    refused = watched.evaluate(
        """async () => {
            const refused = [];
            addEventListener("securitypolicyviolation", e => refused.push(e.effectiveDirective));
            const put = (tag, values) => document.body.append(
                Object.assign(document.createElement(tag), values));
            put("img", {src: "http://127.0.0.1:9/x.png"});
            put("iframe", {src: "http://127.0.0.1:9/"});
            put("link", {rel: "stylesheet", href: "http://127.0.0.1:9/x.css"});
            put("script", {textContent: "window.planted = 1"});
            put("script", {src: "http://127.0.0.1:9/x.js"});
            await fetch("http://127.0.0.1:9/").catch(() => 0);
            for (let n = 0; n < 50 && new Set(refused).size < 5; n++)
                await new Promise(done => setTimeout(done, 100));
            return refused;
        }"""
    )
    wanted = {"img-src", "frame-src", "style-src-elem", "script-src-elem", "connect-src"}
    assert wanted <= set(refused)
    assert watched.evaluate("window.planted === undefined")
    assert {how for url, how in watched.asked if url.startswith("http")} == {"csp"}


@pytest.fixture
def renamed(monkeypatch):
    """All places have planted names here."""
    real = tables.area

    def area(code):
        return replace(real(code), name_th=PLANTED[int(code) % len(PLANTED)])

    monkeypatch.setattr(tables, "area", area)


def drawn(page, figure: go.Figure) -> None:
    """Draw a Plotly figure in a page, with all it says where the mouse rests."""
    page.set_content(figure.to_html(include_plotlyjs=True, include_mathjax=False))
    page.wait_for_selector(".js-plotly-plot .main-svg")


def test_the_explorers_charts_and_texts_show_planted_names_as_text(watched, renamed, demo_register):
    view = open_income(demo_register, bmn_year_be=2556, province_code="16")
    found = income_at(view, line_baht=30_000)
    chart = make_districts()
    draw_districts(chart, found["districts"], most=100, chosen=None)
    drawn(watched, go.Figure(chart))
    names = set(found["districts"].frame["area_th"])
    ticks = {t.text_content() for t in watched.locator(".yaxislayer-above text").all()}
    assert ticks >= names
    require_only_text(watched)
    headline = texts.headline(found["headline"], view=view)
    watched.set_content(headline + texts.districts_table(found["districts"]))
    require_only_text(watched, *names)


KEYS = [("household", year) for year in range(2540, 2600)]


def test_a_styler_of_the_register_shows_planted_text_as_text(watched, demo_register, monkeypatch):
    monkeypatch.setattr(contents, "_last_recorded", lambda _: dict.fromkeys(KEYS, PLANTED[0]))
    watched.set_content(describe_register(demo_register).to_html())
    require_only_text(watched, PLANTED[0])


@pytest.mark.parametrize("audience", ["public", "officer"])
@pytest.mark.parametrize("is_styled", [True, False])
def test_a_frame_beside_show_stops_the_export_and_leaves_nothing(audience, is_styled):
    frame = pd.DataFrame({"ชื่อ": [*PLANTED]})
    html = (frame.style if is_styled else frame).to_html()
    shown = v4.new_output("execute_result", {"text/html": html, "text/plain": "x"})
    notebook = v4.new_notebook(cells=[v4.new_code_cell("frame", outputs=[shown])])
    with pytest.raises(ReportError, match=r"reports\.show") as raised:
        export_notebook(notebook, audience=audience)
    assert "planted" not in str(raised.value)


def test_a_frame_is_no_thing_to_show(renamed):
    with pytest.raises(ReportError):
        figures.part(pd.DataFrame({"ชื่อ": [*PLANTED]}).style)
