"""The interactive writer: the same marks at the same places, as a Plotly figure."""

from typing import TYPE_CHECKING, Any

from povlib.errors import ReportError
from povlib.figures import words
from povlib.figures.cells import Cell
from povlib.figures.marks import (
    Datum,
    Dot,
    Figure,
    Line,
    Path,
    Polyline,
    Rect,
    Ribbon,
    Sign,
    Text,
    check_figure,
)
from povlib.figures.panels import stacked
from povlib.figures.style import STATUS_COLOUR, TEXTS, colour

if TYPE_CHECKING:
    import plotly.graph_objects as go

__all__ = ["PLOTLY_CONFIG", "to_plotly"]

PLOTLY_CONFIG = {
    "showSendToCloud": False,
    "displaylogo": False,
    "displayModeBar": False,
    "responsive": True,
}
"""No button that would send the data of a figure anywhere."""

_FONT = 'Sarabun, "TH Sarabun New", "Noto Sans Thai", "Leelawadee UI", Loma, Tahoma, sans-serif'
_SYMBOLS = {
    "met": "circle",
    "on_track": "circle",
    "behind": "triangle-down",
    "no_data": "circle-dot",
    "no_targets": "line-ew",
}
_RINGS = {"on_track": 2.6, "no_data": 1.7}
_HATCHED = {"shape": "/", "fgcolor": "#8d9298", "bgcolor": "#fff", "size": 6, "solidity": 0.3}
_BELOW = 6  # units under the last base line: a text outside the axis range is not drawn


def to_plotly(figure: Figure) -> "go.Figure":
    """Give a figure as a Plotly figure; show it with `PLOTLY_CONFIG`.

    Parameters
    ----------
    figure : Figure

    Returns
    -------
    plotly.graph_objects.Figure
        Axes in units of the figure, y downwards. Marks bound to a cell tell its row and number on
        hover, in the words of the table; hidden cells have no mark to hover on.

    Raises
    ------
    ReportError
        As `to_svg`.
    """
    # Imported here: plotly takes a quarter of a second, and briefs do not need it.
    import plotly.graph_objects as go

    check_figure(figure)
    figure = stacked(figure)
    drawn = go.Figure()
    for mark in figure.marks:
        _draw(mark, figure, drawn)
    high = figure.height + _BELOW
    drawn.update_layout(
        width=None,
        height=high * 1.3,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        paper_bgcolor="#fff",
        plot_bgcolor="#fff",
        showlegend=False,
        hovermode="closest",
        font={"family": _FONT, "color": colour("ink")},
        xaxis={"visible": False, "range": [-2, figure.width + 6], "fixedrange": True},
        yaxis={"visible": False, "range": [high, 0], "fixedrange": True},
    )
    return drawn


def _draw(mark: object, figure: Figure, drawn: "go.Figure") -> None:
    if isinstance(mark, Text):
        drawn.add_annotation(_annotation(mark))
    elif isinstance(mark, Line):
        # A trace and no layout shape: shapes lie above all traces, and a sign belongs on its line.
        points = ((mark.x, mark.y), (mark.x2, mark.y2))
        line = Polyline(points, mark.stroke, mark.stroke_width, mark.dash)
        drawn.add_scatter(**_series(line, figure))
    elif isinstance(mark, Polyline):
        drawn.add_scatter(**_series(mark, figure))
    elif isinstance(mark, (Dot, Sign)):
        drawn.add_scatter(**_point(mark, figure))
    elif isinstance(mark, (Rect, Path, Ribbon)):
        drawn.add_scatter(**_area(mark, figure))
    else:
        raise ReportError("a mark must have a drawing", got=type(mark).__name__, where=figure.name)


def _annotation(mark: Text) -> dict[str, Any]:
    _, size, weight, name = TEXTS[mark.style]
    plain = mark.content.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return {
        "x": mark.x,
        "y": mark.y + size * 0.25,
        "text": f"<b>{plain}</b>" if weight == 700 else plain,
        "showarrow": False,
        "xanchor": {"start": "left", "middle": "center", "end": "right"}[mark.anchor],
        "yanchor": "bottom",
        "borderpad": 0,
        "font": {"size": size * 1.2, "color": colour(name)},
    }


def _series(mark: Polyline, figure: Figure) -> dict[str, Any]:
    xs, ys = zip(*mark.points, strict=True)
    said = [_hover(d, figure) if d else "" for d in mark.data] or None
    return {
        "x": xs,
        "y": ys,
        "mode": "lines",
        "line": _pen(mark.stroke or "paper", mark.stroke_width if mark.stroke else 0, mark.dash),
        "fill": "toself" if mark.fill else None,
        "fillcolor": _paint(mark.fill) if mark.fill else None,
        "hoverinfo": "text" if said else "skip",
        "text": said,
    }


def _point(mark: Dot | Sign, figure: Figure) -> dict[str, Any]:
    is_sign = isinstance(mark, Sign)
    look: dict[str, Any] = {"size": mark.radius * 2} if not is_sign else _sign(mark)
    if not is_sign:
        look |= {"symbol": "circle", "color": _paint(mark.fill)}
    if not is_sign and mark.stroke:
        look["line"] = {"color": colour(mark.stroke), "width": mark.stroke_width}
    return {"x": [mark.x], "y": [mark.y], "mode": "markers", "marker": look} | _told(mark, figure)


def _sign(mark: Sign) -> dict[str, Any]:
    """Give the look of a status: rings are white inside, so that no line shows through."""
    tone = colour(STATUS_COLOUR[mark.status])
    look = {"symbol": _SYMBOLS[mark.status], "color": tone, "line": {"color": tone, "width": 0}}
    if mark.status in _RINGS:
        width = _RINGS[mark.status]
        look |= {"color": colour("paper"), "line": {"color": tone, "width": width}}
    return {"size": mark.size * (0.8 if mark.status in _RINGS else 1), **look}


def _area(mark: Rect | Path | Ribbon, figure: Figure) -> dict[str, Any]:
    xs, ys = _outline(mark)
    width = getattr(mark, "stroke_width", 0.6) if mark.stroke else 0
    return {
        "x": xs,
        "y": ys,
        "mode": "lines",
        "fill": "toself",
        "fillcolor": _paint(mark.fill),
        "fillpattern": _HATCHED if mark.fill == "hatch" else None,
        "line": _pen(mark.stroke or "paper", width, getattr(mark, "dash", "")),
        "hoveron": "fills",
    } | _told(mark, figure)


def _outline(mark: Rect | Path | Ribbon) -> tuple[list[float | None], list[float | None]]:
    if isinstance(mark, Path):
        points = [p for ring in mark.rings for p in (*ring, ring[0], (None, None))][:-1]
    elif isinstance(mark, Rect):
        right, bottom = mark.x + mark.width, mark.y + mark.height
        points = [(mark.x, mark.y), (right, mark.y), (right, bottom), (mark.x, bottom)]
        points.append((mark.x, mark.y))
    else:
        points = _ribbon(mark)
    return [x for x, _ in points], [y for _, y in points]


def _ribbon(mark: Ribbon) -> list[tuple[float, float]]:
    steps = [n / 16 for n in range(17)]
    upper = [
        (mark.x + (mark.x2 - mark.x) * t, mark.y + (mark.y2 - mark.y) * t * t * (3 - 2 * t))
        for t in steps
    ]
    return [*upper, *((x, y + mark.height) for x, y in reversed(upper)), upper[0]]


def _told(mark: Dot | Sign | Rect | Path | Ribbon, figure: Figure) -> dict[str, Any]:
    if mark.datum is None:
        return {"hoverinfo": "skip"}
    return {"hoverinfo": "text", "text": _hover(mark.datum, figure)}


def _hover(datum: Datum, figure: Figure) -> str:
    """Name the row and the number of a mark, as the table behind it does."""
    frame = figure.table.frame
    named = [c for c in figure.table.columns if c.kind in ("text", "month", "year_be")]
    column = next(c for c in figure.table.columns if c.key == datum.column)
    row = frame.iloc[datum.row]
    first = next((c for c in reversed(named) if row[c.key] is not None), None)
    name = (
        words.of_cell(Cell(row[first.key], "shown", datum.row, first.key), first) if first else ""
    )
    said = words.of_cell(Cell(datum.value, "shown", datum.row, datum.column), column)
    unit = "ร้อยละ " if column.kind == "share" else ""
    return f"{name}<br>{column.label_th} {unit}{said}".replace("<br> ", "<br>")


def _pen(name: str, width: float, dash: str) -> dict[str, Any]:
    dashes = {"dash": ",".join(f"{part}px" for part in dash.split())} if dash else {}
    return {"color": colour(name), "width": width, **dashes}


def _paint(name: str) -> str:
    return colour("paper") if name == "hatch" else colour(name)
