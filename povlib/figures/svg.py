"""The static writer: a figure as one SVG, the same bytes every time, everything escaped."""

from collections.abc import Sequence
from html import escape
from itertools import groupby

from povlib.errors import ReportError
from povlib.figures.exact import exact, is_exact
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
from povlib.figures.panels import stacked
from povlib.figures.style import TEXTS, colour, text_width

__all__ = ["SIGNS", "draw_marks", "sign_svg", "to_svg", "write_marks"]

_HALVES = 2

SIGNS = {
    "met": '<circle cx="6" cy="6" r="5.7" fill="#0b3c5d"/>'
    '<path d="M3.2 6.2l2 2.1 3.7-4.4" fill="none" stroke="#fff" stroke-width="1.7"/>',
    "on_track": '<circle cx="6" cy="6" r="4.3" fill="#fff" stroke="#4696c4" stroke-width="2.5"/>',
    "behind": '<path d="M0 1.2h12L6 11.6z" fill="#b5420f"/>',
    "no_data": '<circle cx="6" cy="6" r="4.6" fill="#fff" stroke="#6b7178" stroke-width="1.8" '
    'stroke-dasharray="2.4 1.9"/>',
    "no_targets": '<path d="M2 6h8" stroke="#6b7178" stroke-width="2"/>',
}
"""Status to drawing in a box of 12 x 12: told apart by shape, not by colour alone."""


def to_svg(figure: Figure) -> str:
    """Draw a figure as SVG text.

    Parameters
    ----------
    figure : Figure

    Returns
    -------
    str
        One `svg` element with role, title and description. Ids come from the figure's name.

    Raises
    ------
    ReportError
        A mark is not what its cell says, shows a hidden cell, or has no drawing.
    """
    drawn = draw_marks(figure)
    figure = stacked(figure)
    name = escape(figure.name, quote=True)
    pattern = _hatch(figure.name) if f"url(#hx-{name})" in drawn else ""
    return (
        f'<svg viewBox="0 0 {_n(figure.width)} {_n(figure.height)}" role="img"'
        f' aria-labelledby="t-{name} d-{name}"><title id="t-{name}">{escape(figure.title)}</title>'
        f'<desc id="d-{name}">{escape(figure.desc)}</desc>{pattern}{drawn}</svg>'
    )


def draw_marks(figure: Figure) -> str:
    """Draw the marks of a figure as SVG text, without the element around them.

    Parameters
    ----------
    figure : Figure

    Raises
    ------
    ReportError
        As `to_svg`.
    """
    check_figure(figure)
    return write_marks(stacked(figure).marks, name=figure.name)


def write_marks(marks: Sequence[Mark], *, name: str) -> str:
    """Draw marks as SVG text with no table at hand to check them: `draw_marks` is the rule.

    Parameters
    ----------
    marks : sequence of Mark
        Of cells that a finished report showed.
    name : str
        Of the figure, for ids and errors.
    """
    groups = groupby(marks, key=_pen_of)
    return "".join(_group(pen, list(of_pen), name) for pen, of_pen in groups)


def sign_svg(status: str) -> str:
    """Draw the sign of a status as a small SVG beside its words.

    Parameters
    ----------
    status : str

    Raises
    ------
    ReportError
        There is no such status.
    """
    return f'<svg class=gl viewBox="0 0 12 12" aria-hidden=true>{_sign(status)}</svg>'


def _hatch(name: str) -> str:
    return (
        f'<defs><pattern id="hx-{escape(name, quote=True)}" width="5" height="5"'
        ' patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="5" height="5"'
        ' fill="#fff"/><rect width="1.5" height="5" fill="#8d9298"/></pattern></defs>'
    )


def _pen_of(mark: object) -> tuple[str, float] | None:
    """Shapes with one pen that follow each other are drawn as one group."""
    return (mark.stroke, mark.stroke_width) if isinstance(mark, Path) else None


def _group(pen: tuple[str, float] | None, marks: list[object], name: str) -> str:
    """Draw marks; shapes in half units, so that their points are whole numbers."""
    drawn = "".join(_draw(mark, name) for mark in marks)
    if pen is None:
        return drawn
    stroke = _stroke(pen[0], pen[1] * _HALVES, "")
    return f'<g transform="scale(.5)"{stroke}>{drawn}</g>'


def _draw(mark: object, name: str) -> str:
    if type(mark) not in _WRITERS:
        raise ReportError("a mark must have a drawing", got=type(mark).__name__, where=name)
    return _WRITERS[type(mark)](mark, name)


def _rect(mark: Rect, name: str) -> str:
    return (
        f'<rect x="{_n(mark.x)}" y="{_n(mark.y)}" width="{_n(max(mark.width, 0))}"'
        f' height="{_n(max(mark.height, 0))}"{_fill(mark.fill, name)}'
        f"{_stroke(mark.stroke, mark.stroke_width, mark.dash)}{_data(mark.datum)}/>"
    )


def _line(mark: Line, _name: str) -> str:
    return (
        f'<line x1="{_n(mark.x)}" y1="{_n(mark.y)}" x2="{_n(mark.x2)}" y2="{_n(mark.y2)}"'
        f"{_stroke(mark.stroke, mark.stroke_width, mark.dash)}{_data(mark.datum)}/>"
    )


def _polyline(mark: Polyline, name: str) -> str:
    points = " ".join(f"{_n(x)},{_n(y)}" for x, y in mark.points)
    kind, fill = ("polygon", _fill(mark.fill, name)) if mark.fill else ("polyline", ' fill="none"')
    joined = ' stroke-linejoin="round"' if mark.stroke_width >= 2 and mark.stroke else ""
    return (
        f'<{kind} points="{points}"{fill}{_stroke(mark.stroke, mark.stroke_width, mark.dash)}'
        f"{joined}{_series(mark.data)}/>"
    )


def _dot(mark: Dot, name: str) -> str:
    return (
        f'<circle cx="{_n(mark.x)}" cy="{_n(mark.y)}" r="{_n(mark.radius)}"'
        f"{_fill(mark.fill, name)}{_stroke(mark.stroke, mark.stroke_width, '')}"
        f"{_data(mark.datum)}/>"
    )


def _sign_mark(mark: Sign, name: str) -> str:
    """Draw a sign in place, as `SIGNS` has it."""
    x, y, half, data = mark.x, mark.y, mark.size / 2, _data(mark.datum)
    if mark.status == "behind":
        start = f"M{_n(x - half)} {_n(y - half * 0.85)}"
        down = f"h{_n(2 * half)}l{_n(-half)} {_n(half * 1.75)}z"
        return f'<path d="{start}{down}"{_fill("behind", name)}{data}/>'
    if mark.status in ("on_track", "no_data"):
        radius, width, dash = (
            (0.72, 2.4, "") if mark.status == "on_track" else (0.78, 1.7, "2.3 1.8")
        )
        pen = _stroke("track" if mark.status == "on_track" else "none", width, dash)
        return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(half * radius)}" fill="#fff"{pen}{data}/>'
    scale = f"translate({_n(x - half)} {_n(y - half)}) scale({_n(mark.size / 12, 3)})"
    return f'<g transform="{scale}"{data}>{_sign(mark.status)}</g>'


def _text(mark: Text, name: str) -> str:
    if mark.style not in TEXTS or mark.anchor not in _ANCHORS:
        raise ReportError("a text's style must be known", got=(mark.style, mark.anchor), where=name)
    classes = " ".join(part for part in (TEXTS[mark.style][0], _ANCHORS[mark.anchor]) if part)
    shown = f' class="{classes}"' if classes else ""
    return (
        f"{_plate(mark) if mark.plate else ''}"
        f'<text x="{_n(mark.x, 0)}" y="{_n(mark.y, 0)}"{shown}'
        f"{_said(mark)}>{escape(mark.content)}</text>"
    )


def _plate(mark: Text) -> str:
    """Draw the white plate under a text that crosses a line (a halo would double it in a PDF)."""
    width, size = text_width(mark.content, style=mark.style), TEXTS[mark.style][1]
    left = mark.x - {"start": 0, "middle": width / 2, "end": width}[mark.anchor]
    return (
        f'<rect x="{_n(left - 1.5, 0)}" y="{_n(mark.y - size * 0.82, 0)}"'
        f' width="{_n(width + 3, 0)}" height="{_n(size + 1, 0)}" class="pl"/>'
    )


def _path(mark: Path, name: str) -> str:
    rings = "".join(_ring(ring) for ring in mark.rings)
    return f'<path d="{rings}"{_fill(mark.fill, name)}{_data(mark.datum)}/>'


def _ring(points: tuple[tuple[float, float], ...]) -> str:
    """Write a closed ring in relative half units: half as long as absolute points."""
    halves = [(round(x * _HALVES), round(y * _HALVES)) for x, y in points]
    (x, y), steps = halves[0], []
    for nx, ny in halves[1:]:
        if (nx, ny) != (x, y):
            steps += [str(nx - x), str(ny - y)]
        x, y = nx, ny
    written = "".join(s if n == 0 or s[0] == "-" else f" {s}" for n, s in enumerate(steps))
    return f"M{halves[0][0]} {halves[0][1]}l{written}z"


def _ribbon(mark: Ribbon, name: str) -> str:
    middle, bottom = (mark.x + mark.x2) / 2, mark.height
    a, b, m = _n(mark.x), _n(mark.x2), _n(middle)
    y0, y1, y2, y3 = (_n(v) for v in (mark.y, mark.y2, mark.y2 + bottom, mark.y + bottom))
    return (
        f'<path d="M{a} {y0}C{m} {y0} {m} {y1} {b} {y1}V{y2}C{m} {y2} {m} {y3} {a} {y3}Z"'
        f"{_fill(mark.fill, name)}{_stroke(mark.stroke, 0.6, '')}{_data(mark.datum)}/>"
    )


def _sign(status: str) -> str:
    if status not in SIGNS:
        raise ReportError("a status must have a sign", got=status, todo=", ".join(SIGNS))
    return SIGNS[status]


def _fill(name: str, figure: str) -> str:
    if name == "hatch":
        return f' fill="url(#hx-{escape(figure, quote=True)})"'
    return f' fill="{colour(name)}"' if name else ' fill="none"'


def _stroke(name: str, width: float, dash: str) -> str:
    if not name:
        return ""
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    wide = f' stroke-width="{_n(width)}"' if width != 1 else ""
    return f' stroke="{colour(name)}"{wide}{dashes}'


def _data(datum: Datum | None) -> str:
    """Name the table cell a mark stands for: row and column, never a number that is not shown."""
    if datum is None:
        return ""
    table = f"{datum.table}/" if datum.table else ""
    return f' data-d="{escape(f"{table}{datum.row}:{datum.column}", quote=True)}"'


def _series(data: tuple[Datum | None, ...]) -> str:
    """Name the cells of a line's points in order: their rows, - for a point without, and column."""
    first = next((datum for datum in data if datum is not None), None)
    if first is None:
        return ""
    rows = ",".join("-" if datum is None else str(datum.row) for datum in data)
    table = f"{first.table}/" if first.table else ""
    return f' data-d="{escape(f"{table}{rows}:{first.column}", quote=True)}"'


def _said(mark: Text) -> str:
    """Name the cell that a text says, and its exact value where the text is rounded."""
    if mark.datum is None:
        return ""
    last = mark.content.split()[-1]
    value, column = mark.datum.value, mark.datum.column
    precise = "" if is_exact(last, value, column=column) else f' data-v="{exact(value)}"'
    return f"{_data(mark.datum)}{precise}"


def _n(value: float, digits: int = 1) -> str:
    text = f"{round(value, digits) + 0:.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


_ANCHORS = {"start": "", "middle": "m", "end": "e"}
_WRITERS = {
    Rect: _rect,
    Line: _line,
    Polyline: _polyline,
    Dot: _dot,
    Sign: _sign_mark,
    Text: _text,
    Path: _path,
    Ribbon: _ribbon,
}
