"""Controls, texts and charts put together: a change of a control shows what follows from it."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

import ipywidgets as widgets
import plotly.graph_objects as go

from povlib import data
from povlib.areas import area_name_th
from povlib.errors import PovError
from povlib.explorer import texts
from povlib.explorer.charts import draw_bins, draw_districts, make_bins, make_districts
from povlib.figures.cells import number_of, read_rows
from povlib.figures.words import number
from povlib.study import IncomeView, income_at, open_income
from povlib.thai import sorted_th

__all__ = ["explore"]

_WHOLE_PROVINCE = "ทั้งจังหวัด"


@dataclass(frozen=True, eq=False)
class _Panel:
    """What stands on the screen."""

    year: widgets.Dropdown
    province: widgets.Dropdown
    district: widgets.Dropdown
    line: widgets.SelectionSlider
    reset: widgets.Button
    headline: widgets.HTML
    bins_title: widgets.HTML
    bins: go.FigureWidget
    districts_title: widgets.HTML
    districts: go.FigureWidget
    table: widgets.HTML


def explore(
    register: Path | str,
    *,
    bmn_year_be: int | None = None,
    province_code: str | None = None,
    params_dir: Path | str = "params",
    accept_unconfirmed: bool = False,
) -> widgets.VBox:
    """Give the explorer of a register: a widget for JupyterLab.

    Parameters
    ----------
    register : path
    bmn_year_be : int, optional
        Round at the start; the latest in the register where not given.
    province_code : str, optional
        Province at the start; the first ก-ฮ where not given.
    params_dir : path
        Folder with `policy/`.
    accept_unconfirmed : bool
        True lets rounds be shown whose income line is not confirmed.

    Returns
    -------
    ipywidgets.VBox

    Raises
    ------
    RegisterError
        There is no register, or no round in it.
    """
    register = Path(register)
    years = data.years_be(register, "household")
    open_view = lru_cache(maxsize=4)(
        partial(open_income, register, params_dir=params_dir, accept_unconfirmed=accept_unconfirmed)
    )
    panel = _make_panel(years, bmn_year_be if bmn_year_be in years else years[-1])
    _wire(panel, partial(_name_provinces, register), open_view)(wanted=province_code)
    return _lay_out(panel)


def _make_panel(years: tuple[int, ...], year: int) -> _Panel:
    narrow = {"description_width": "auto"}
    short, long = widgets.Layout(width="150px"), widgets.Layout(width="270px")
    return _Panel(
        year=widgets.Dropdown(
            options=[(str(y), y) for y in years],
            value=year,
            description="ปี จปฐ.",
            style=narrow,
            layout=short,
        ),
        province=widgets.Dropdown(description="จังหวัด", style=narrow, layout=long),
        district=widgets.Dropdown(description="อำเภอ", style=narrow, layout=long),
        line=widgets.SelectionSlider(
            options=[("–", 0)],
            description="เส้นรายได้ (บาท/คน/ปี)",
            style=narrow,
            layout=widgets.Layout(flex="1 1 440px"),
        ),
        reset=widgets.Button(description="กลับไปเส้น จปฐ.", layout=widgets.Layout(width="130px")),
        headline=widgets.HTML(),
        bins_title=widgets.HTML(),
        bins=make_bins(),
        districts_title=widgets.HTML(),
        districts=make_districts(),
        table=widgets.HTML(),
    )


def _name_provinces(register: Path, year: int) -> list[tuple[str, str]]:
    codes = data.provinces(register, "household", year_be=year)
    return sorted_th([(area_name_th(c), c) for c in codes], key=lambda pair: pair[0])


def _wire(
    panel: _Panel,
    name_provinces: Callable[[int], list[tuple[str, str]]],
    open_view: Callable[..., IncomeView],
) -> Callable[..., None]:
    """Tie each control to what follows from it; give the function that starts with a province."""

    def follow(_: object = None) -> None:
        _show(panel, open_view)

    def open_place(_: object = None) -> None:
        with _unobserved((panel.district, panel.line), follow):
            _fill(panel, open_view)
        follow()

    def open_year(_: object = None, *, wanted: str | None = None) -> None:
        with _unobserved((panel.province,), open_place):
            offered = name_provinces(panel.year.value)
            codes, before = [code for _, code in offered], panel.province.value
            panel.province.options = offered
            panel.province.value = next((c for c in (wanted, before) if c in codes), codes[0])
        open_place()

    def go_back(_: object) -> None:
        panel.line.value = open_view(**_chosen(panel)).line_baht

    panel.year.observe(open_year, names="value")
    panel.province.observe(open_place, names="value")
    panel.district.observe(follow, names="value")
    panel.line.observe(follow, names="value")
    panel.reset.on_click(go_back)
    return open_year


@contextmanager
def _unobserved(
    controls: Iterable[widgets.ValueWidget], handler: Callable[..., None]
) -> Iterator[None]:
    """Set several controls without a redraw at each."""
    for control in controls:
        control.unobserve(handler, names="value")
    try:
        yield
    finally:
        for control in controls:
            control.observe(handler, names="value")


def _fill(panel: _Panel, open_view: Callable[..., IncomeView]) -> None:
    """Open the chosen round and province, and set the line to its policy line."""
    panel.headline.value = texts.waiting()
    try:
        view = open_view(**_chosen(panel))
    except PovError:
        return  # what is wrong is said by _show, which asks for the same view
    panel.district.options = [
        (_WHOLE_PROVINCE, ""),
        *((name, code) for code, name in view.districts),
    ]
    panel.district.value = ""
    panel.line.options = [(number(place), place) for place in view.lines_baht]
    panel.line.value = view.line_baht


def _show(panel: _Panel, open_view: Callable[..., IncomeView]) -> None:
    """Ask the view for the chosen place of the line and show it."""
    try:
        view = open_view(**_chosen(panel))
        line, district = panel.line.value, panel.district.value or None
        tables = income_at(view, line_baht=line, district_code=district)
        widest = income_at(view, line_baht=view.lines_baht[-1])["districts"]
    except PovError as error:
        panel.headline.value = texts.refusal(str(error))
        return
    told = {"view": view, "line_baht": line}
    panel.headline.value = texts.headline(tables["headline"], view=view)
    panel.bins_title.value = texts.bins_title(tables["gap_bins"], **told)
    panel.districts_title.value = texts.districts_title(tables["districts"], **told)
    panel.table.value = texts.districts_table(tables["districts"])
    draw_bins(
        panel.bins,
        tables["gap_bins"],
        lines_baht=view.lines_baht,
        policy=view.line_baht,
        line=line,
    )
    most = max((number_of(row, "at_least") or 0 for row in read_rows(widest)), default=0)
    draw_districts(panel.districts, tables["districts"], most=most, chosen=district)


def _chosen(panel: _Panel) -> dict[str, object]:
    return {"bmn_year_be": panel.year.value, "province_code": panel.province.value}


def _lay_out(panel: _Panel) -> widgets.VBox:
    wrap = widgets.Layout(display="flex", flex_flow="row wrap", align_items="center")
    top = widgets.Layout(display="flex", flex_flow="row wrap", align_items="flex-start")
    half = widgets.Layout(width="430px")
    halves = [
        widgets.VBox([panel.bins_title, panel.bins], layout=half),
        widgets.VBox([panel.districts_title, panel.districts], layout=half),
    ]
    for part in halves:
        part.add_class("pov-half")
    table = widgets.Accordion(children=[panel.table], selected_index=None)
    table.set_title(0, "ตารางทุกอำเภอ เรียง ก–ฮ")
    root = widgets.VBox(
        [
            widgets.HTML(texts.style()),
            widgets.Box([panel.year, panel.province, panel.district], layout=wrap),
            widgets.Box([panel.line, panel.reset], layout=wrap),
            panel.headline,
            widgets.Box(halves, layout=top),
            table,
        ]
    )
    root.add_class("pov-explorer")
    return root
