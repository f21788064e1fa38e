"""The explorer's two charts: made once, then only their numbers change.

A chart holds counts of public tables and no value of a household. Colours are the brief's; the
policy line is ink and solid, the moved line ink and dashed.
"""

from collections.abc import Iterable, Sequence

import plotly.graph_objects as go

from povlib.disclosure import PublicTable
from povlib.figures.cells import Row, number_of, read_rows
from povlib.figures.hover import plain
from povlib.figures.style import colour
from povlib.figures.words import HIDDEN, number

__all__ = ["draw_bins", "draw_districts", "make_bins", "make_districts"]

_WIDTH = 420
_BINS_HEIGHT = 350
_ROW_HEIGHT = 26
_FONT = "Sarabun, 'TH Sarabun New', 'Noto Sans Thai', 'Leelawadee UI', Loma, Tahoma, sans-serif"
_CONFIG = {
    "displayModeBar": False,
    "showSendToCloud": False,
    "plotlyServerURL": "",
    "scrollZoom": False,
    "doubleClick": False,
}
_SIDES = ("below", "passed", "both")
_SIDE_TH = {"below": "ต่ำกว่าเส้น", "passed": "ผ่านเส้น", "both": "สองด้านของเส้น"}
_NOT_MOVED = {"fixedrange": True, "zeroline": False, "showline": False}


def make_bins() -> go.FigureWidget:
    """Make the chart of households by income; `draw_bins` fills it."""
    looks = {"below": "behind", "passed": "met", "both": "line"}
    bars = [
        go.Bar(
            name=_SIDE_TH[side],
            marker={"color": colour(looks[side]), "line": {"color": "#fff", "width": 1}},
            hoverinfo="text",
            textposition="none",
            hovertext=[],
        )
        for side in _SIDES
    ]
    bars[2].marker.pattern = _hatch("line")
    chart = _widget(bars, height=_BINS_HEIGHT, top=52)
    chart.update_layout(barmode="stack", bargap=0)
    chart.update_xaxes(**_NOT_MOVED, showgrid=False, ticks="outside", tickcolor=colour("line"))
    chart.update_yaxes(**_NOT_MOVED, rangemode="tozero", nticks=5, gridcolor=colour("grid"))
    chart.update_yaxes(tickformat=",d")
    return chart


def draw_bins(
    chart: go.FigureWidget, table: PublicTable, *, lines_baht: Sequence[int], policy: int, line: int
) -> None:
    """Show one place of the line in the chart of households by income.

    Parameters
    ----------
    chart : FigureWidget
        From `make_bins`; changed in place.
    table : PublicTable
        "gap_bins" of `study.income_at`.
    lines_baht : sequence of int
        All places of the line.
    policy, line : int
        Where the two lines stand, baht per person and year.
    """
    rows = read_rows(table)
    start = lines_baht[0] - 3 * (lines_baht[1] - lines_baht[0])
    with chart.batch_update():
        for side, bar in zip(_SIDES, chart.data, strict=True):
            own = [row for row in rows if row["side"].value == side]
            ends = [_ends(row, start) for row in own]
            bar.x = [(low + high) / 2 for low, high in ends]
            bar.width = [high - low for low, high in ends]
            bar.y = [number_of(row, "households") for row in own]
            bar.hovertext = [_bin_words(row) for row in own]
        chart.layout.xaxis.range = [start, lines_baht[-1]]
        chart.layout.xaxis.tickvals, chart.layout.xaxis.ticktext = _ticks(rows, start, lines_baht)
        chart.layout.shapes = _lines(policy, line)
        chart.layout.annotations = [*_line_labels(policy, line), _axis_unit("ครัวเรือน")]


def make_districts() -> go.FigureWidget:
    """Make the chart of districts in order of households; `draw_districts` fills it."""
    bars = [
        go.Bar(
            orientation="h",
            marker={"color": colour(look), "line": {"width": 0}},
            hoverinfo="text",
            width=0.62,
            hovertext=[],
        )
        for look in ("behind", "behind_soft", "behind_pale")
    ]
    bars[2].marker.pattern = _hatch("behind_soft")
    ticks = go.Scatter(
        mode="markers",
        marker={
            "symbol": "line-ns",
            "size": 17,
            "line": {"width": 2, "color": colour("ink")},
        },
        hoverinfo="skip",
    )
    labels = go.Scatter(
        mode="text", textposition="middle right", hoverinfo="skip", cliponaxis=False
    )
    chart = _widget([*bars, ticks, labels], height=_BINS_HEIGHT, top=20)
    chart.update_layout(barmode="stack", bargap=0.3)
    chart.update_xaxes(**_NOT_MOVED, nticks=5, gridcolor=colour("grid"), side="top")
    chart.update_xaxes(tickformat=",d")
    chart.update_yaxes(**_NOT_MOVED, showgrid=False, automargin=True, type="category")
    chart.update_yaxes(tickfont={"size": 13, "color": colour("ink")})
    chart.update_yaxes(ticklabelstandoff=5)
    return chart


def draw_districts(
    chart: go.FigureWidget, table: PublicTable, *, most: float, chosen: str | None
) -> None:
    """Show one place of the line in the chart of districts.

    Parameters
    ----------
    chart : FigureWidget
        From `make_districts`; changed in place.
    table : PublicTable
        "districts" of `study.income_at`.
    most : float
        End of the axis: it stays, so that a moving line is seen to move.
    chosen : str or None
        Code of the district that is set in bold.
    """
    rows = sorted(read_rows(table), key=_place, reverse=True)
    names = [_name(row, chosen) for row in rows]
    with chart.batch_update():
        for bar, lengths in zip(chart.data[:3], _lengths(rows), strict=True):
            bar.y, bar.x = names, lengths
            bar.hovertext = [_district_words(row) for row in rows]
        chart.data[3].y = names
        chart.data[3].x = [number_of(row, "poor_at_policy") for row in rows]
        chart.data[4].y = names
        chart.data[4].x = [_label_at(row, most) for row in rows]
        chart.data[4].text = [_label(row) for row in rows]
        chart.layout.height = 50 + _ROW_HEIGHT * max(len(rows), 4)
        chart.layout.xaxis.range = [0, (most or 1) * 1.12]
        chart.layout.yaxis.categoryarray = names
        chart.layout.yaxis.range = [len(rows) - 0.5, -0.5]


def _widget(traces: Iterable[go.Bar | go.Scatter], *, height: int, top: int) -> go.FigureWidget:
    chart = go.FigureWidget(data=list(traces))
    chart._config = dict(_CONFIG)  # the one place where plotly's widget takes its config
    chart.update_layout(
        template="none",
        width=_WIDTH,
        height=height,
        margin={"l": 44, "r": 24, "t": top, "b": 44},
        showlegend=False,
        paper_bgcolor="#fff",
        plot_bgcolor="#fff",
        font={"family": _FONT, "size": 12, "color": colour("secondary")},
        hoverlabel={"bgcolor": "#fff", "font": {"family": _FONT, "size": 13}},
        transition={"duration": 0},
        dragmode=False,
    )
    return chart


def _hatch(look: str) -> dict[str, object]:
    return {"shape": "/", "fgcolor": colour(look), "bgcolor": "#fff", "size": 6, "solidity": 0.35}


def _ends(row: Row, start: float) -> tuple[float, float]:
    """Give the ends of the whole bin; the open one starts at the axis."""
    low = number_of(row, "bin_low_baht")
    return (start if low is None else low), number_of(row, "bin_high_baht")


def _ticks(
    rows: Sequence[Row], start: float, lines_baht: Sequence[int]
) -> tuple[list[float], list[str]]:
    """Set round places, and under the open bin what it holds."""
    places = [place for place in lines_baht if place % 5_000 == 0]
    first = number_of(rows[0], "bin_high_baht") if rows else None
    if first is None:
        return places, [number(place) for place in places]
    places = [place for place in places if place - first > 2_000]
    middle, label = (start + first) / 2, f"ต่ำกว่า<br>{number(first)}"
    return [middle, *places], [label, *(number(place) for place in places)]


def _bin_words(row: Row) -> str:
    low, high = number_of(row, "low_baht"), number_of(row, "high_baht")
    span = f"ต่ำกว่า {number(high)}" if low is None else f"{number(low)}–{number(high)}"
    side = _SIDE_TH[row["side"].value]
    return f"{span} บาท<br>{number(number_of(row, 'households'))} ครัวเรือน {side}"


def _lines(policy: int, line: int) -> list[dict[str, object]]:
    """Draw the lines, each on a white plate so that it is seen on a dark bar."""
    places = [(policy, 1.04, "solid")]
    if line != policy:
        places.append((line, 1.11, "dash"))
    return [
        {
            "type": "line",
            "yref": "paper",
            "x0": place,
            "x1": place,
            "y0": 0,
            "y1": top,
            "line": {"color": tint, "width": width, "dash": dash},
        }
        for place, top, drawn in places
        for tint, width, dash in (("#fff", 5, "solid"), (colour("ink"), 2, drawn))
    ]


def _line_labels(policy: int, line: int) -> list[dict[str, object]]:
    """Set the labels on the outer sides of the two lines, at two heights."""
    labels = [(policy, f"เส้น จปฐ. {number(policy)}", 1.04, line <= policy)]
    if line != policy:
        labels.append((line, f"<b>เส้นที่เลื่อน {number(line)}</b>", 1.11, line > policy))
    return [
        {
            "x": place,
            "y": height,
            "yref": "paper",
            "text": text,
            "showarrow": False,
            "xanchor": "left" if is_right else "right",
            "yanchor": "middle",
            "xshift": 4 if is_right else -4,
            "font": {"color": colour("ink"), "size": 12},
        }
        for place, text, height, is_right in labels
    ]


def _axis_unit(text: str) -> dict[str, object]:
    return {
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "xshift": -40,
        "y": 1.04,
        "yref": "paper",
        "yanchor": "middle",
        "text": text,
        "showarrow": False,
    }


def _place(row: Row) -> tuple[float, float]:
    """Order districts by what is known of them: the least, then the most."""
    return number_of(row, "at_least") or 0, number_of(row, "at_most") or 0


def _name(row: Row, chosen: str | None) -> str:
    name = plain(str(row["area_th"].value))
    return f"<b>{name}</b>" if row["area_code"].value == chosen else name


def _lengths(rows: Sequence[Row]) -> tuple[list[float | None], ...]:
    """Give the three parts of a bar: the count, or what it is at least, and the hidden rest."""
    counts, least, rest = [], [], []
    for row in rows:
        count, low, high = (
            number_of(row, key) for key in ("poor_households", "at_least", "at_most")
        )
        is_shown = count is not None
        counts.append(count)
        least.append(None if is_shown else low or 0)
        rest.append(None if is_shown or high is None else high - (low or 0))
    return counts, least, rest


def _label_at(row: Row, most: float) -> float:
    """Set the label at the bar's end, or behind the policy tick where that is close."""
    ends = [number_of(row, key) for key in ("poor_households", "at_most", "at_least")]
    end = next((value for value in ends if value is not None), 0)
    tick = number_of(row, "poor_at_policy") or 0
    return tick if 0 < tick - end < most * 0.12 else end


def _label(row: Row) -> str:
    count = number_of(row, "poor_households")
    return f" {HIDDEN}" if count is None else f" <b>{number(count)}</b>"


def _district_words(row: Row) -> str:
    count, at_policy = number_of(row, "poor_households"), number_of(row, "poor_at_policy")
    shown = HIDDEN if count is None else f"{number(count)} ครัวเรือน"
    policy = HIDDEN if at_policy is None else f"{number(at_policy)} ครัวเรือน"
    return f"{plain(str(row['area_th'].value))} {shown}<br>ที่เส้น จปฐ. {policy}"
