"""An office's own Plotly figure as a part of a brief: checked, harmless, and with its table.

It is drawn in the reader's browser, in any page, for it has no other drawing; where that fails its
table stands open. What could load or send something stays behind: templates, links, images from
elsewhere, menus, and what names a server.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from typing import Any

import pandas as pd

from povlib.disclosure import PublicTable
from povlib.errors import DisclosureError
from povlib.figures import Part, table_html
from povlib.figures.cells import require_public
from povlib.figures.html import FIGURE_NUMBER
from povlib.figures.interactive import FONT
from povlib.figures.live import pack
from povlib.figures.style import colour
from povlib.figures.words import html_text, number
from povlib.reports.own_checks import SMALLEST, check_own, decoded
from povlib.reports.payload import table_payload

__all__ = ["PLOTLY_MIME", "OwnFigure", "own_figure"]

PLOTLY_MIME = "application/vnd.plotly.v1+json"

_DRAWN = frozenset(
    {
        "bar",
        "box",
        "contour",
        "heatmap",
        "histogram",
        "histogram2d",
        "histogram2dcontour",
        "pie",
        "scatter",
        "violin",
    }
)
_SAME_AS = {"scattergl": "scatter"}  # the bundle draws no WebGL, and the two say the same
_ARRAYS = (
    "x",
    "y",
    "z",
    "locations",
    "lon",
    "lat",
    "labels",
    "parents",
    "values",
    "text",
    "base",
    "q1",
    "median",
    "q3",
    "a",
    "r",
)
_PAPER = 688  # px between the margins of A4
_HEIGHT, _HEIGHTS = 360, (160, 900)
_TAG = re.compile(r"<(?!/?(?:b|i|br|sup|sub|em|strong|extra)\s*/?>)", re.I)
_KEPT = re.compile(
    r"(?:[xy]axis|coloraxis)\d*|annotations|shapes|legend|showlegend|colorway|hovermode|height"
    r"|bar(?:mode|gap|groupgap|norm)|boxmode|boxgap|violinmode|grid"
)
_LEFT_BEHIND = frozenset(
    {"hoverlabel", "ids", "images", "meta", "rangeselector", "rangeslider", "source", "stream"}
)
_OWN_TH = "รูปและตัวเลขในรูปนี้เป็นของสำนักงานเอง ไม่ได้ผ่านด่านปกปิดจำนวนน้อยของ povlib"
_VOUCHED_TH = "รูปของสำนักงานเอง ทุกตัวเลขมาจากตารางนี้ที่ผ่านด่านปกปิดแล้ว"


@dataclass(frozen=True)
class OwnFigure:
    """A part of the page, and the table behind it as it travels in a notebook."""

    part: Part
    table: dict[str, Any]


def own_figure(
    spec: Mapping[str, Any],
    *,
    where: str,
    table: PublicTable | None = None,
    smallest: int = SMALLEST,
) -> OwnFigure:
    """Give an office's own Plotly figure as a part of a brief.

    Parameters
    ----------
    spec : mapping
        data and layout, as Plotly writes them.
    where : str
        For messages: the cell.
    table : PublicTable, optional
        One that shows every number of the figure; it is then the table under it.
    smallest : int
        See `check_own`.

    Returns
    -------
    OwnFigure
        A figure with a kind of trace that no brief can draw has a note in place of the drawing.

    Raises
    ------
    ReportError
        The table is no PublicTable.
    DisclosureError
        It shows something personal, a small count, values of single households, a number that is
        not the table's, or nothing at all.
    """
    if table is not None:
        require_public(table)
    figure = _known(decoded({"data": spec.get("data", []), "layout": spec.get("layout", {})}))
    check_own(figure, where=where, table=table, smallest=smallest)
    rows = list(_rows(figure))
    if not rows:
        raise DisclosureError("รูปของสำนักงานต้องมีข้อมูล", where=where, todo="ใส่ข้อมูลในรูปก่อนแสดง")
    whole = json.dumps(figure, ensure_ascii=False, sort_keys=True, default=str)
    name = f"own_{sha256(whole.encode()).hexdigest()[:8]}"
    title = _title(figure) or "รูปของสำนักงาน"
    own = table_payload(table) if table is not None else _table(name, title, figure, rows)
    data_html = table_html(table) if table is not None else _table_html(own)
    strange = sorted({t["type"] for t in figure["data"]} - _DRAWN)
    html = _figure_html(name, title, own["name"], data_html, strange, figure, table is not None)
    drawn = "" if strange else pack([_drawing(figure)])
    return OwnFigure(Part("figure", name, html, drawn=drawn, is_own=True), own)


def _known(figure: dict[str, Any]) -> dict[str, Any]:
    """Leave out what a page neither shows nor may hold, before anything is looked at."""
    layout = {k: v for k, v in figure["layout"].items() if _KEPT.fullmatch(k) or k == "title"}
    traces = [_harmless(trace) for trace in figure["data"]]
    for trace in traces:
        kind = trace.get("type", "scatter")
        trace["type"] = _SAME_AS.get(kind, kind)
    return {"data": traces, "layout": _harmless(layout)}


def _harmless(part: Any) -> Any:  # noqa: ANN401 any part of a figure's JSON
    """Escape tags but a few that only set type, and leave out what loads or sends."""
    if isinstance(part, str):
        return _TAG.sub("&lt;", part)
    if isinstance(part, Mapping):
        return {
            key: _harmless(inner)
            for key, inner in part.items()
            if key not in _LEFT_BEHIND and not key.endswith("src")
        }
    return [_harmless(inner) for inner in part] if isinstance(part, list) else part


def _title(figure: Mapping[str, Any]) -> str:
    title = figure["layout"].get("title", "")
    text = title.get("text", "") if isinstance(title, Mapping) else title
    return _plain(text)


def _plain(text: object) -> str:
    return re.sub(r"<[^>]*>", " ", str(text or "")).replace("&lt;", "<").strip()


def _rows(figure: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Give the points of all traces, one a row, by the names of Plotly's arrays."""
    for at, trace in enumerate(figure["data"], start=1):
        name = _plain(trace.get("name")) or f"ชุดที่ {at}"
        arrays = {k: trace[k] for k in _ARRAYS if isinstance(trace.get(k), list)}
        for point in _points(arrays):
            yield {"series": name, **point}


def _points(arrays: dict[str, list]) -> Iterator[dict[str, Any]]:
    grid = arrays.get("z")
    if grid and isinstance(grid[0], list):
        xs, ys = (arrays.get(k) or range(1, 1 + max(map(len, (grid, *grid)))) for k in "xy")
        for y, line in zip(ys, grid, strict=False):
            yield from ({"x": x, "y": y, "z": z} for x, z in zip(xs, line, strict=False))
        return
    for at in range(max(map(len, arrays.values()), default=0)):
        yield {key: values[at] for key, values in arrays.items() if at < len(values)}


def _table(
    name: str, title: str, figure: Mapping[str, Any], rows: list[dict[str, Any]]
) -> dict[str, Any]:
    keys = ["series", *(k for k in _ARRAYS if any(k in row for row in rows))]
    labels = {"series": "ชุด", "labels": "รายการ", "values": "ค่า", "text": "ข้อความ"}
    labels |= {axis: _axis_title(figure, axis) for axis in "xy"}
    cells = [[_cell(row.get(key)) for key in keys] for row in rows]
    kinds = [_kind([line[at] for line in cells]) for at in range(len(keys))]
    columns = [
        {"key": key, "label_th": labels.get(key, key), "unit": "", "kind": kind}
        for key, kind in zip(keys, kinds, strict=True)
    ]
    return {
        "name": name,
        "title_th": title,
        "source_th": "รูปของสำนักงาน",
        "note_th": _OWN_TH,
        "columns": columns,
        "rows": cells,
        "hidden": [],
    }


def _axis_title(figure: Mapping[str, Any], axis: str) -> str:
    title = figure["layout"].get(f"{axis}axis", {}).get("title", "")
    return _plain(title.get("text") if isinstance(title, Mapping) else title) or axis


def _cell(value: object) -> str | int | float | None:
    if value is None or isinstance(value, (list, Mapping)) or pd.isna(value):
        return None
    return value if isinstance(value, (int, float)) else _plain(value)


def _kind(values: list) -> str:
    return "text" if any(isinstance(value, str) for value in values) else "number"


def _table_html(table: Mapping[str, Any]) -> str:
    sides = [" class=l" if c["kind"] == "text" else "" for c in table["columns"]]
    heads = zip(table["columns"], sides, strict=True)
    head = "".join(
        f"<th scope=col{side} data-k={c['key']}>{escape(c['label_th'])}" for c, side in heads
    )
    body = "".join(
        f"<tr><th scope=row>{escape(str(row[0]))}"
        + "".join(f"<td{side}>{_said(v)}" for v, side in zip(row[1:], sides[1:], strict=True))
        for row in table["rows"]
    )
    return (
        f"<table class=data data-t={table['name']}>"
        f"<caption>{html_text(table['title_th'])}</caption><thead><tr>{head}</thead><tbody>{body}</tbody></table>"
    )


def _said(value: str | float | None) -> str:
    if value is None:
        return "–"
    if isinstance(value, str):
        return escape(value)
    short = number(value, decimals=0 if float(value).is_integer() else 2)
    is_exact = round(value, 2) == value
    return short if is_exact else f"<data value={value!r}>{short}</data>"


def _figure_html(
    name: str,
    title: str,
    table_name: str,
    data_html: str,
    strange: list[str],
    figure: Mapping[str, Any],
    is_vouched: bool,
) -> str:
    still = (
        f"รูปชนิด {', '.join(strange)} วาดในหน้ารายงานไม่ได้ ตัวเลขทั้งหมดอยู่ในตาราง"
        if strange
        else "เบราว์เซอร์นี้วาดรูปนี้ไม่ได้ ตัวเลขทั้งหมดอยู่ในตาราง"
    )
    label, safe = escape(title, quote=True), escape(table_name, quote=True)
    place = (
        ""
        if strange
        else f'<div class=own role=img aria-label="{label}" data-paper={_PAPER}'
        f' style="--h:{_height(figure)}px"></div>'
    )
    return (
        f'<figure class="fig broad" id=fig-{name} data-t={safe}>'
        f"<figcaption><h3>{html_text(title)}</h3>"
        f"<p class=sub>{FIGURE_NUMBER.format(name)}</p></figcaption>{place}"
        f"<p class=still>{escape(still)}</p>"
        f"<p class=note>{_VOUCHED_TH if is_vouched else _OWN_TH}</p>"
        f"<details open><summary>ตารางข้อมูล<!--no:{name}--></summary>{data_html}"
        f"<p class=csv>แฟ้ม tables/{safe}.csv</p></details></figure>"
    )


def _height(figure: Mapping[str, Any]) -> int:
    low, high = _HEIGHTS
    return int(min(max(figure["layout"].get("height") or _HEIGHT, low), high))


def _drawing(figure: Mapping[str, Any]) -> dict[str, Any]:
    ink, grid = colour("ink"), colour("grid")
    own = {k: v for k, v in figure["layout"].items() if k not in ("title", "height")}
    axes = {"xaxis", "yaxis", *(key for key in own if re.fullmatch(r"[xy]axis\d*", key))}
    still = {"automargin": True, "fixedrange": True, "gridcolor": grid, "linecolor": ink}
    small = {"family": FONT, "size": 13, "color": ink}
    layout = {
        "colorway": [colour(name) for name in ("met", "track", "behind", "second", "process")],
        **own,
        **{key: {**own.get(key, {}), **still} for key in axes},
        "autosize": True,
        "height": _height(figure),
        "margin": {"l": 56, "r": 16, "t": 32, "b": 48},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "dragmode": False,
        "font": small,
        "hoverlabel": {"bgcolor": "#fff", "bordercolor": ink, "font": small},
        "legend": {"orientation": "h", "yanchor": "bottom", "y": 1.02, "x": 0, "itemclick": False}
        | {"itemdoubleclick": False},
    }
    return {"data": figure["data"], "layout": layout}
