"""An office's own Plotly figure: what may leave, what is left behind, and its table."""

import json
import re
import zlib
from base64 import b64decode

import nbformat
import numpy as np
import pandas as pd
import plotly.express as px
import plotly.graph_objects as go
import pytest
from nbformat import v4

from povlib.errors import DisclosureError, ReportError
from povlib.figures import Opening, to_payload
from povlib.reports import show
from povlib.reports.export import export_notebook
from povlib.reports.own import PLOTLY_MIME, own_figure
from povlib.reports.own_checks import decoded
from povlib.reports.payload import MIME
from tests.figures.conftest import published
from tests.reports.running import call_report
from tests.reports.small import write_small_run

DISTRICTS = pd.DataFrame({"area_th": ["เมือง", "บางคล้า", "แปลงยาว"], "passed": [26, 14, 3]})
OPENING = Opening("ก", "ข", "2557", "", "หัวเรื่อง", "หัวเรื่อง", "", "", "", is_demo=False)


def own(figure: go.Figure, **more):
    return own_figure(json.loads(figure.to_json()), where="เซลล์ที่ 7", **more)


def drawing(part) -> dict:
    return json.loads(zlib.decompress(b64decode(part.drawn)))[0]


def bars(*values: float, **more) -> go.Figure:
    return go.Figure(go.Bar(x=["ก", "ข", "ค"][: len(values)], y=np.array(values), **more))


def test_packed_arrays_are_read_as_numbers():
    spec = json.loads(go.Figure(go.Heatmap(z=np.array([[10, 20], [30, 40]]))).to_json())
    assert decoded(spec["data"][0]["z"]) == [[10, 20], [30, 40]]


def test_a_figure_becomes_a_part_with_its_numbers_in_a_table():
    figure = px.bar(x=["เมือง", "บางคล้า"], y=[120, 45.5], labels={"y": "ครัวเรือน"}, title="กลุ่มอาชีพ")
    made = own(figure)
    assert made.part.is_own
    assert "<h3>กลุ่มอาชีพ</h3>" in made.part.html
    assert [row[1:] for row in made.table["rows"]] == [["เมือง", 120], ["บางคล้า", 45.5]]
    assert "ครัวเรือน" in [column["label_th"] for column in made.table["columns"]]
    assert "ไม่ได้ผ่านด่านปกปิดจำนวนน้อย" in made.part.html


@pytest.mark.parametrize("value", [1, 4, 3.0, -2])
def test_a_small_whole_number_is_refused_with_cell_and_trace(value):
    with pytest.raises(DisclosureError, match=r"เซลล์ที่ 7 ข้อมูลชุดที่ 1 \(bar\) y") as error:
        own(bars(120, value))
    assert "1–4" in str(error.value)


def test_shares_zero_and_counts_that_are_large_enough_are_shown():
    assert own(bars(0, 0.25, 5)).part.drawn


def test_a_higher_threshold_refuses_more():
    with pytest.raises(DisclosureError, match="1–9"):
        own(bars(120, 7), smallest=10)


@pytest.mark.parametrize(
    "more",
    [{"text": ["120", "3"]}, {"hovertext": ["ก", "มี 3 ครัวเรือน"]}, {"customdata": [[2], [9]]}],
)
def test_a_small_count_is_found_wherever_a_trace_holds_it(more):
    with pytest.raises(DisclosureError, match="1–4"):
        own(bars(120, 50, **more))


def test_a_number_in_a_name_is_no_count():
    figure = go.Figure(go.Bar(x=["ไตรมาส 1", "ไตรมาส 2"], y=[50, 60], name="กลุ่ม 3"))
    assert own(figure).part.drawn


@pytest.mark.parametrize("text", ["นายสมชาย ใจดี", "โทร 081-234-5678", "1 1037 02071 81 1"])
def test_personal_data_is_refused_and_not_repeated(text):
    with pytest.raises(DisclosureError, match="ต้องไม่มีชื่อคน") as error:
        own(go.Figure(go.Bar(x=[text], y=[50])))
    assert text not in str(error.value)


def test_a_house_code_is_refused():
    with pytest.raises(DisclosureError, match="รหัสบ้าน"):
        own(go.Figure(go.Scatter(x=[24010100017, 24010100025], y=[50, 60])))


@pytest.mark.parametrize(
    "trace", [go.Histogram(x=[100, 200]), go.Box(y=[100, 200]), go.Violin(y=[100, 200])]
)
def test_what_counts_rows_in_the_browser_is_refused(trace):
    with pytest.raises(DisclosureError, match="ต้องเป็นตัวเลขที่รวมแล้ว"):
        own(go.Figure(trace))


def test_a_point_for_each_household_is_refused():
    with pytest.raises(DisclosureError, match="1001 จุด"):
        own(go.Figure(go.Scatter(y=np.arange(1001) * 0.5 + 1000)))


def test_a_table_vouches_for_every_number():
    table = published("districts", DISTRICTS)
    made = own(bars(26, 14, 3), table=table)
    assert made.table["name"] == "districts"
    assert "ทุกตัวเลขมาจากตารางนี้" in made.part.html
    with pytest.raises(DisclosureError, match="ทุกตัวเลขในรูปต้องเป็นช่องที่แสดง"):
        own(bars(26, 15), table=table)


def test_a_hidden_cell_vouches_for_nothing():
    table = published("districts", DISTRICTS, hidden=((1, "passed"),))
    with pytest.raises(DisclosureError, match="ทุกตัวเลขในรูปต้องเป็นช่องที่แสดง"):
        own(bars(26, 14), table=table)


def test_only_a_public_table_vouches():
    with pytest.raises(ReportError):
        own(bars(26), table=DISTRICTS)


def test_what_could_load_or_send_stays_behind():
    figure = go.Figure(
        go.Bar(x=["<a href='https://a.example'>ก</a>", "<b>ข</b>"], y=[50, 60]),
        {
            "images": [{"source": "https://a.example/x.png"}],
            "updatemenus": [
                {"buttons": [{"args": ["x", "https://a.example"], "method": "update"}]}
            ],
            "font": {"family": "https://a.example/font"},
            "template": "plotly_dark",
            "annotations": [{"text": "<a href='https://a.example'>ค</a>", "x": 0, "y": 0}],
        },
    )
    drawn = drawing(own(figure).part)
    whole = json.dumps(drawn, ensure_ascii=False)
    assert "<a" not in whole
    assert not {"images", "updatemenus", "template"} & drawn["layout"].keys()
    assert drawn["layout"]["font"]["family"].startswith("Sarabun")
    assert drawn["data"][0]["x"][1] == "<b>ข</b>"


def test_names_are_text_in_the_table():
    made = own(go.Figure(go.Bar(x=["<img src=x onerror=alert(1)>"], y=[50], name="<script>")))
    assert "<img" not in made.part.html
    assert "<script" not in made.part.html
    assert "&lt;img src=x onerror=alert(1)&gt;" in made.part.html


def test_a_kind_that_no_brief_draws_has_a_note_and_its_table():
    made = own(go.Figure(go.Scatterpolar(r=[50, 60], theta=["ก", "ข"])))
    assert made.part.drawn == ""
    assert "scatterpolar วาดในหน้ารายงานไม่ได้" in made.part.html
    assert "<details open>" in made.part.html


def test_a_figure_without_data_is_an_error():
    with pytest.raises(DisclosureError, match="ต้องมีข้อมูล"):
        own(go.Figure())


def notebook(spec: dict) -> nbformat.NotebookNode:
    outputs = [{MIME: {"blocks": [to_payload(OPENING)]}}, {PLOTLY_MIME: spec}]
    cells = [
        v4.new_code_cell("…", outputs=[v4.new_output("display_data", data)]) for data in outputs
    ]
    return v4.new_notebook(cells=cells)


def test_a_cell_that_ends_with_a_figure_is_drawn_in_any_page_with_its_table():
    export = export_notebook(notebook(json.loads(bars(26, 14).to_json())), audience="public")
    (table,) = export.tables
    assert [row[-1] for row in table.rows] == [26, 14]
    assert re.search(rf"<script type=text/plain data-of=fig-{table.name}>", export.html)
    assert "live-bundle" in export.html
    assert "id=live-said" not in export.html
    assert len(export.html.encode()) <= 900_000


def test_a_figure_that_may_not_leave_stops_the_report_and_names_its_cell():
    with pytest.raises(DisclosureError, match="เซลล์ที่ 2"):
        export_notebook(notebook(json.loads(bars(26, 3).to_json())), audience="public")


def test_show_takes_a_figure_and_its_table(capsys):
    with pytest.raises(DisclosureError, match="รูปที่ส่งให้ show"):
        show(bars(26, 3))
    with pytest.raises(ReportError, match="table="):
        show(OPENING, table=published("districts", DISTRICTS))


@pytest.mark.slow
def test_an_office_s_notebook_runs_and_one_with_small_counts_leaves_no_number(
    demo_register, tmp_path
):
    cell = "import plotly.graph_objects as go\ngo.Figure(go.Bar(x=['ก', 'ข'], y=[26, {}]))"
    for name, value, code in (("good", 14, 0), ("bad", 3, 1)):
        folder = tmp_path / name
        folder.mkdir()
        run = write_small_run(folder, demo_register, cell.format(value), provinces='["16"]')
        result = call_report(run, "--notebooks", folder / "notebooks")
        assert result.exit_code == code, result.output
        report = folder / "outputs" / "2557" / "small" / "16"
        notebook = (report / "report.ipynb").read_text(encoding="utf-8")
        assert ("plotly.v1" in notebook) == (code == 0)
        assert len(list(report.glob("tables/own_*.csv"))) == 1 - code
    assert "จำนวน 1–4" in result.output


@pytest.mark.slow
def test_a_browser_draws_it_and_says_its_numbers(chromium, tmp_path):
    names = ["เมือง", "<img src=x onerror=alert(1)>"]
    figure = px.bar(x=names, y=[120, 45], title="<b>กลุ่ม</b>", labels={"y": "ครัวเรือน"})
    export = export_notebook(notebook(json.loads(figure.to_json())), audience="public")
    (tmp_path / "report.html").write_text(export.html, encoding="utf-8")
    page, seen = chromium.new_page(), []
    page.on("console", lambda message: seen.append(message.text))
    page.on("dialog", lambda dialog: seen.append(dialog.message))
    page.on("request", lambda request: seen.append(request.url[:12]))
    page.goto((tmp_path / "report.html").as_uri())
    bar = page.locator(".own.drawn .barlayer .point path").last
    bar.hover(force=True)  # a layer of its own takes the pointer
    said = page.locator(".own .hovertext").text_content()
    assert "<img src=x onerror=alert(1)>" in said
    assert "45" in said
    assert page.locator("details[open]").count() == 0
    assert not page.locator(".still").is_visible()
    assert page.locator(".own img, .own a").count() == 0
    assert {one for one in seen if not one.startswith(("file:", "data:"))} == set()
    page.close()


@pytest.mark.parametrize(
    "layout",
    [
        {"xaxis": {"tickvals": [0], "ticktext": ["นายสมชาย ใจดี"]}},
        {"xaxis": {"tickvals": [0], "ticktext": ["081-234-5678"]}},
        {"xaxis": {"tickvals": [0], "ticktext": ["กลุ่มทอผ้า 3 คน"]}},
        {"xaxis": {"categoryarray": ["นางสาวสมหญิง ใจดี"]}},
        {"annotations": [{"text": "เหลือเพียง 3", "x": 0, "y": 50}]},
    ],
)
def test_words_on_an_axis_are_searched_too(layout):
    figure = go.Figure(go.Bar(x=["ก", "ข"], y=[120, 30]), layout=layout)
    with pytest.raises(DisclosureError):
        own(figure)


def test_places_on_an_axis_may_be_numbers():
    own(go.Figure(go.Bar(x=["ก", "ข"], y=[120, 30]), layout={"title": "ไตรมาส 1 กลุ่มที่ 2"}))


@pytest.mark.parametrize("value", ["3.4", "1,234"])
def test_numbers_written_as_text_need_a_voucher_too(value):
    table = published("districts", DISTRICTS)
    with pytest.raises(DisclosureError, match="ทุกตัวเลขในรูปต้องเป็นช่องที่แสดง"):
        own(go.Figure(go.Bar(x=["ก"], y=[value])), table=table)
