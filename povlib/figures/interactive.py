"""The interactive writer: the same marks at the same places, as Plotly draws them.

One unit of the figure is one pixel, so a page that lays the drawing over the SVG, and scales both
alike, has every mark where the SVG has it. Text of data is never markup, though Plotly knows some.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from math import cos, pi, sin
from typing import TYPE_CHECKING, Any

from povlib.errors import ReportError
from povlib.figures.hover import plain, sayer
from povlib.figures.marks import (
    Datum,
    Dot,
    Figure,
    Line,
    Mark,
    Path,
    Polyline,
    Rect,
    Ribbon,
    Sign,
    Text,
    check_figure,
)
from povlib.figures.style import TEXTS, colour, text_width

if TYPE_CHECKING:
    import plotly.graph_objects as go

__all__ = ["FONT", "PAD", "PLOTLY_CONFIG", "describe", "plotly_json", "to_plotly"]

PLOTLY_CONFIG = {
    "showSendToCloud": False,
    "plotlyServerURL": "",
    "displaylogo": False,
    "displayModeBar": False,
    "scrollZoom": False,
    "doubleClick": False,
    "showTips": False,
}
"""No button that would send the data of a figure anywhere, and nothing that catches a finger."""

PAD = 8
"""Units around the drawing on all sides: Plotly draws nothing beyond its axes."""

FONT = 'Sarabun, "TH Sarabun New", "Noto Sans Thai", "Leelawadee UI", Loma, Tahoma, sans-serif'

_HATCHED = {"shape": "/", "fgcolor": "#8d9298", "bgcolor": "#fff", "size": 5, "solidity": 0.3}
_PLATE = "rgba(255,255,255,0.88)"
_SIDES = {"start": "middle right", "middle": "middle center", "end": "middle left"}
_BASE_LINE = 0.25  # of the size: where Plotly puts the base line under the middle of a text
_STEPS = 24  # points of a dashed ring
_RIBBON_STEPS = 16

Trace = dict[str, Any]
Sayers = Mapping[str, Callable[[Datum], str]]


def to_plotly(figure: Figure) -> "go.Figure":
    """Give a figure as a Plotly figure; show it with `PLOTLY_CONFIG`.

    Parameters
    ----------
    figure : Figure

    Returns
    -------
    plotly.graph_objects.Figure
        What `plotly_json` says.

    Raises
    ------
    ReportError
        As `to_svg`.
    """
    # Imported here: plotly takes a quarter of a second, and briefs do not need it.
    import plotly.graph_objects as go

    return go.Figure(plotly_json(figure))


def plotly_json(figure: Figure) -> dict[str, Any]:
    """Give a figure as Plotly's own description: plain values, made without Plotly.

    Parameters
    ----------
    figure : Figure

    Returns
    -------
    dict
        data and layout. Axes in units of the figure, y downwards, `PAD` around. Marks bound to a
        cell tell its row and number on hover, in the words of the table; hidden cells have no mark
        to hover on.

    Raises
    ------
    ReportError
        As `to_svg`.
    """
    check_figure(figure)
    return describe(figure)


def describe(figure: Figure) -> dict[str, Any]:
    """Give what `plotly_json` gives of a figure that `to_svg` has drawn, and so checked, already.

    Parameters
    ----------
    figure : Figure
    """
    sayers = {"": sayer(figure.table)} | {one.name: sayer(one) for one in figure.beside}
    traces = (trace for mark in figure.marks for trace in _traces(mark, sayers, figure.name))
    return {"data": list(_joined(traces)), "layout": _layout(figure)}


def _layout(figure: Figure) -> dict[str, Any]:
    width, height = round(figure.width, 1), round(figure.height, 1)
    still = {"visible": False, "fixedrange": True}
    return {
        "width": width + 2 * PAD,
        "height": height + 2 * PAD,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "showlegend": False,
        "hovermode": "closest",
        "dragmode": False,
        "font": {"family": FONT, "color": colour("ink")},
        "hoverlabel": {
            "bgcolor": "#fff",
            "bordercolor": colour("ink"),
            "align": "left",
            "font": {"family": FONT, "size": TEXTS["body"][1], "color": colour("ink")},
        },
        "xaxis": {"range": [-PAD, width + PAD], **still},
        "yaxis": {"range": [height + PAD, -PAD], **still},
    }


def _traces(mark: Mark, sayers: Sayers, name: str) -> list[Trace]:
    if isinstance(mark, Text):
        return _text(mark)
    if isinstance(mark, Line):
        points = ((mark.x, mark.y), (mark.x2, mark.y2))
        pen = _pen(mark.stroke, mark.stroke_width, mark.dash)
        return [_line(points, pen) | _told(mark.datum, sayers)]
    if isinstance(mark, Polyline):
        return [_polyline(mark, sayers)]
    if isinstance(mark, Dot):
        return [_disc(mark) | _told(mark.datum, sayers)]
    if isinstance(mark, Sign):
        first, *rest = _sign(mark, name)
        return [first | _told(mark.datum, sayers), *rest]
    if isinstance(mark, (Rect, Path, Ribbon)):
        return [_area(mark) | _told(mark.datum, sayers)]
    raise ReportError("a mark must have a drawing", got=type(mark).__name__, where=name)


def _joined(traces: Iterable[Trace]) -> Iterator[Trace]:
    """Join traces that follow each other, look the same and say nothing: fewer to draw."""
    for look, alike in groupby(traces, key=_look):
        first, *more = alike
        if look is None:
            yield from (first, *more)
        elif first["mode"] == "text":
            yield _texts([first, *more])
        else:
            yield _with_gaps([first, *more])


def _look(trace: Trace) -> str | None:
    """Name the look of a trace that may be joined with its neighbours; None for one that speaks."""
    if trace["mode"] == "text":
        return "text"
    if trace.get("hoverinfo") != "skip":
        return None
    return repr({key: value for key, value in trace.items() if key not in ("x", "y")})


def _texts(traces: list[Trace]) -> Trace:
    each = {key: [trace[key] for trace in traces] for key in ("x", "y", "text", "textposition")}
    fonts = [trace["textfont"] for trace in traces]
    font = {key: [font[key] for font in fonts] for key in fonts[0]}
    return {"mode": "text", **each, "textfont": font, "hoverinfo": "skip"}


def _with_gaps(traces: list[Trace]) -> Trace:
    gap = [] if traces[0]["mode"] == "markers" else [None]
    joined = {
        axis: [value for trace in traces for value in (*gap, *trace[axis])][len(gap) :]
        for axis in ("x", "y")
    }
    return traces[0] | joined


def _text(mark: Text) -> list[Trace]:
    if mark.style not in TEXTS or mark.anchor not in _SIDES:
        raise ReportError("a text's style must be known", got=(mark.style, mark.anchor))
    _, size, weight, name = TEXTS[mark.style]
    said = {
        "mode": "text",
        "x": round(mark.x),
        "y": round(round(mark.y) - size * _BASE_LINE, 2),
        "text": plain(mark.content),
        "textposition": _SIDES[mark.anchor],
        "textfont": {"size": size, "weight": weight, "color": colour(name)},
    }
    return [_plate(mark), said] if mark.plate else [said]


def _plate(mark: Text) -> Trace:
    width, size = text_width(mark.content, style=mark.style), TEXTS[mark.style][1]
    left = mark.x - {"start": 0, "middle": width / 2, "end": width}[mark.anchor] - 1.5
    under = Rect(left, mark.y - size * 0.82, width + 3, size + 1, "paper")
    return _area(under) | {"fillcolor": _PLATE, "hoverinfo": "skip"}


def _line(points: Iterable[tuple[float, float]], pen: dict[str, Any]) -> Trace:
    return {"mode": "lines", **_places(points), "line": pen}


def _polyline(mark: Polyline, sayers: Sayers) -> Trace:
    said = [sayers[datum.table](datum) if datum else "" for datum in mark.data]
    told = {"hoverinfo": "text", "text": said} if any(said) else {"hoverinfo": "skip"}
    if not mark.fill:
        return _line(mark.points, _pen(mark.stroke, mark.stroke_width, mark.dash)) | told
    return _filled((*mark.points, mark.points[0]), mark) | told


def _disc(mark: Dot) -> Trace:
    pen = {"color": colour(mark.stroke or "paper"), "width": mark.stroke_width * bool(mark.stroke)}
    return _marker(mark.x, mark.y, 2 * mark.radius, _paint(mark.fill), pen)


def _marker(x: float, y: float, size: float, fill: str, pen: dict[str, Any]) -> Trace:
    # The size is the whole disc's; Plotly's own default would see through.
    look = {"size": round(size, 1), "color": fill, "line": pen, "opacity": 1}
    return {"mode": "markers", **_places([(x, y)]), "marker": look}


def _sign(mark: Sign, name: str) -> list[Trace]:
    """Draw a sign as the SVG has it; the first trace tells its number."""
    x, y, half = mark.x, mark.y, mark.size / 2
    unit = mark.size / 12
    if mark.status == "behind":
        top, low = y - half * 0.85, y + half * 0.9
        corners = ((x - half, top), (x + half, top), (x, low), (x - half, top))
        return [_filled(corners, Path((), "behind", ""))]
    if mark.status == "on_track":
        pen = {"color": colour("track"), "width": 2.4}
        return [_marker(x, y, 2 * half * 0.72, "#fff", pen)]
    if mark.status == "no_data":
        turns = [2 * pi * step / _STEPS for step in range(_STEPS + 1)]
        ring = [(x + half * 0.78 * cos(turn), y + half * 0.78 * sin(turn)) for turn in turns]
        return [_filled(ring, Rect(0, 0, 0, 0, "paper", "none", "2.3 1.8", 1.7))]
    if mark.status == "met":
        check = [(x + unit * a, y + unit * b) for a, b in ((-2.8, 0.2), (-0.8, 2.3), (2.9, -2.1))]
        disc = _marker(x, y, 11.4 * unit, colour("met"), {"color": "#fff", "width": 0})
        return [disc, _line(check, _pen("paper", 1.7 * unit, "")) | {"hoverinfo": "skip"}]
    if mark.status == "no_targets":
        return [_line([(x - 4 * unit, y), (x + 4 * unit, y)], _pen("none", 2 * unit, ""))]
    raise ReportError("a status must have a sign", got=mark.status, where=name)


def _area(mark: Rect | Path | Ribbon) -> Trace:
    if isinstance(mark, Path):
        points = [p for ring in mark.rings for p in (*ring, ring[0], (None, None))][:-1]
    elif isinstance(mark, Rect):
        right, bottom = mark.x + max(mark.width, 0), mark.y + max(mark.height, 0)
        points = [(mark.x, mark.y), (right, mark.y), (right, bottom), (mark.x, bottom)]
        points.append((mark.x, mark.y))
    else:
        points = _ribbon(mark)
    return _filled(points, mark)


def _filled(points: Iterable[tuple], mark: Rect | Path | Ribbon | Polyline) -> Trace:
    width = getattr(mark, "stroke_width", 0.6) if mark.stroke else 0
    hatched = {"fillpattern": _HATCHED} if mark.fill == "hatch" else {}
    return {
        "mode": "lines",
        **_places(points),
        "fill": "toself",
        "fillcolor": _paint(mark.fill),
        **hatched,
        "line": _pen(mark.stroke or "paper", width, getattr(mark, "dash", "")),
        "hoveron": "fills",
    }


def _ribbon(mark: Ribbon) -> list[tuple[float, float]]:
    """Follow the curve that the SVG draws: its middle points lie half way, level with the ends."""
    upper = []
    for step in range(_RIBBON_STEPS + 1):
        t = step / _RIBBON_STEPS
        across = 1.5 * t * (1 - t) + t**3  # x of a cubic with both handles at a half
        down = t * t * (3 - 2 * t)
        upper.append((mark.x + (mark.x2 - mark.x) * across, mark.y + (mark.y2 - mark.y) * down))
    return [*upper, *((x, y + mark.height) for x, y in reversed(upper)), upper[0]]


def _places(points: Iterable[tuple[float | None, float | None]]) -> dict[str, list[float | None]]:
    xs, ys = zip(*points, strict=True)
    return {"x": [_short(x) for x in xs], "y": [_short(y) for y in ys]}


def _short(place: float | None) -> float | None:
    return None if place is None else round(float(place), 1)


def _told(datum: Datum | None, sayers: Sayers) -> Trace:
    if datum is None:
        return {"hoverinfo": "skip"}
    return {"hoverinfo": "text", "text": sayers[datum.table](datum)}


def _pen(name: str, width: float, dash: str) -> dict[str, Any]:
    dashes = {"dash": ",".join(f"{part}px" for part in dash.split())} if dash else {}
    return {"color": colour(name or "paper"), "width": width, **dashes}


def _paint(name: str) -> str:
    return colour("paper") if name in ("hatch", "") else colour(name)
