"""The static writer: a figure as one SVG, the same bytes every time, everything escaped."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
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
from povlib.figures.style import TEXTS, colour, text_width

__all__ = ["draw_marks", "sign_html", "sign_style", "to_svg", "write_marks"]

_HALVES = 2
_FEW, _COLUMN = 3, 6
"""So many marks at least make a group, and share their x in it; fewer are shorter alone."""

_SIGNS = {
    "met": '<circle cx="6" cy="6" r="5.7" fill="#0b3c5d"/>'
    '<path d="M3.2 6.2l2 2.1 3.7-4.4" fill="none" stroke="#fff" stroke-width="1.7"/>',
    "on_track": '<circle cx="6" cy="6" r="4.3" fill="#fff" stroke="#4696c4" stroke-width="2.5"/>',
    "behind": '<path d="M0 1.2h12L6 11.6z" fill="#b5420f"/>',
    "no_data": '<circle cx="6" cy="6" r="4.6" fill="#fff" stroke="#6b7178" stroke-width="1.8" '
    'stroke-dasharray="2.4 1.9"/>',
    "no_targets": '<path d="M2 6h8" stroke="#6b7178" stroke-width="2"/>',
}
"""Status to drawing in a box of 12 x 12: told apart by shape, not by colour alone."""


@dataclass(frozen=True)
class _Piece:
    """A mark as text: the element, its own attributes, and the pen it may share with others.

    `frame` is what its group must have in any case, `before` stands ahead of the element, `exact`
    is the value under rounded words, `bound` the cells of a mark that has several, `x` where a text
    or a bar begins.
    """

    tag: str
    own: str
    pen: str = ""
    datum: Datum | None = None
    content: str = ""
    frame: str = ""
    before: str = ""
    exact: str = ""
    bound: str = ""
    x: str = ""


def to_svg(figure: Figure, *, titled_by: str = "") -> str:
    """Draw a figure as SVG text.

    Parameters
    ----------
    figure : Figure
    titled_by : str
        Id of the heading of the page that names it; "" writes a title into the drawing.

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
    name = escape(figure.name, quote=True)
    pattern = _hatch(figure.name) if f"url(#hx-{name})" in drawn else ""
    title = "" if titled_by else f'<title id="t-{name}">{escape(figure.title)}</title>'
    return (
        f'<svg viewBox="0 0 {_n(figure.width)} {_n(figure.height)}" role="img"'
        f' aria-labelledby="{titled_by or f"t-{name}"} d-{name}">{title}'
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
    return write_marks(figure.marks, name=figure.name)


def write_marks(marks: Sequence[Mark], *, name: str) -> str:
    """Draw marks as SVG text with no table at hand to check them: `draw_marks` is the rule.

    Parameters
    ----------
    marks : sequence of Mark
        Of cells that a finished report showed.
    name : str
        Of the figure, for ids and errors.
    """
    pieces = [_draw(mark, name) for mark in marks]
    return "".join(_framed(frame, list(run)) for frame, run in groupby(pieces, lambda p: p.frame))


def sign_html(status: str) -> str:
    """Give the sign of a status beside its words, drawn by `sign_style`.

    Parameters
    ----------
    status : str

    Raises
    ------
    ReportError
        There is no such status.

    Examples
    --------
    >>> sign_html("behind")
    '<i class="gl s-behind"></i>'
    """
    _sign(status)
    return f'<i class="gl s-{status}"></i>'


def sign_style() -> str:
    """Give the rules that hold the drawing of each status's sign, for elements of its class."""
    rules = []
    for status, drawing in _SIGNS.items():
        image = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 12 12">{drawing}</svg>'
        safe = image.replace('"', "'").replace("#", "%23")
        rules.append(f'.s-{status}{{--s:url("data:image/svg+xml,{safe}")}}')
    return "".join(rules)


def _hatch(name: str) -> str:
    return (
        f'<defs><pattern id="hx-{escape(name, quote=True)}" width="5" height="5"'
        ' patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="5" height="5"'
        ' fill="#fff"/><rect width="1.5" height="5" fill="#8d9298"/></pattern></defs>'
    )


def _draw(mark: object, name: str) -> _Piece:
    if type(mark) not in _WRITERS:
        raise ReportError("a mark must have a drawing", got=type(mark).__name__, where=name)
    return _WRITERS[type(mark)](mark, name)


def _framed(frame: str, pieces: list[_Piece]) -> str:
    drawn = "".join(_group(list(alike)) for _, alike in groupby(pieces, key=_common))
    return f"<g{frame}>{drawn}</g>" if frame else drawn


def _common(piece: _Piece) -> tuple[str, str]:
    """Give what neighbours may share: the pen, and the column of the figure's own table."""
    is_own = piece.datum is not None and not piece.datum.table
    return piece.pen, piece.datum.column if is_own and piece.datum else ""


def _group(pieces: list[_Piece]) -> str:
    """Write pieces that have something in common; many have a group that says it once."""
    pen, column = _common(pieces[0])
    if len(pieces) < _FEW or not (pen or column):
        return "".join(_element(p, pen=p.pen) for p in pieces)
    if all(p.tag == "path" and p.datum is None and not p.frame for p in pieces):
        return _element(replace(pieces[0], own=_joined(p.own for p in pieces)), pen=pen)
    named = f' data-k="{column}"' if column else ""
    x = pieces[0].x if len(pieces) >= _COLUMN and _is_column(pieces) else ""
    moved = f' transform="translate({x})"' if x else ""
    drawn = "".join(_element(replace(p, x="") if x else p, column=column) for p in pieces)
    return f"<g{pen}{named}{moved}>{drawn}</g>"


def _is_column(pieces: list[_Piece]) -> bool:
    return len({p.x for p in pieces}) == 1 and not any(p.before for p in pieces)


def _joined(ways: Iterable[str]) -> str:
    """Join paths of one pen that stand for no cell."""
    joined = "".join(way.removeprefix(' d="').removesuffix('"') for way in ways)
    return f' d="{joined}"'


def _element(piece: _Piece, *, pen: str = "", column: str = "") -> str:
    bound = _bound(piece.datum, column) if piece.datum is not None else piece.bound
    x = f' x="{piece.x}"' if piece.x else ""
    opened = f"{piece.before}<{piece.tag}{x}{piece.own}{pen}{bound}{piece.exact}"
    return f"{opened}>{piece.content}</{piece.tag}>" if piece.content else f"{opened}/>"


def _bound(datum: Datum, column: str) -> str:
    """Name the table cell a mark stands for: row and column, never a number that is not shown."""
    if column and not datum.table:
        return f' data-r="{datum.row}"'
    table = f"{datum.table}/" if datum.table else ""
    return f' data-d="{escape(f"{table}{datum.row}:{datum.column}", quote=True)}"'


def _rect(mark: Rect, name: str) -> _Piece:
    own = f' y="{_n(mark.y)}" width="{_n(max(mark.width, 0))}" height="{_n(max(mark.height, 0))}"'
    pen = f"{_fill(mark.fill, name)}{_stroke(mark.stroke, mark.stroke_width, mark.dash)}"
    return _Piece("rect", own, pen, mark.datum, x=_n(mark.x) if mark.x else "")


def _line(mark: Line, _name: str) -> _Piece:
    x, y, x2, y2 = _n(mark.x), _n(mark.y), _n(mark.x2), _n(mark.y2)
    way = f"H{x2}" if y == y2 else f"V{y2}" if x == x2 else f"L{x2} {y2}"
    pen = _stroke(mark.stroke, mark.stroke_width, mark.dash)
    return _Piece("path", f' d="M{x} {y}{way}"', pen, mark.datum)


def _polyline(mark: Polyline, name: str) -> _Piece:
    points = " ".join(f"{_n(x)},{_n(y)}" for x, y in mark.points)
    kind, fill = ("polygon", _fill(mark.fill, name)) if mark.fill else ("polyline", ' fill="none"')
    joined = ' stroke-linejoin="round"' if mark.stroke_width >= 2 and mark.stroke else ""
    pen = f"{fill}{_stroke(mark.stroke, mark.stroke_width, mark.dash)}{joined}"
    return _Piece(kind, f' points="{points}"', pen, bound=_series(mark.data))


def _dot(mark: Dot, name: str) -> _Piece:
    own = f' cx="{_n(mark.x)}" cy="{_n(mark.y)}" r="{_n(mark.radius)}"'
    pen = f"{_fill(mark.fill, name)}{_stroke(mark.stroke, mark.stroke_width, '')}"
    return _Piece("circle", own, pen, mark.datum)


def _sign_mark(mark: Sign, name: str) -> _Piece:
    """Draw a sign in place, as `_SIGNS` has it."""
    x, y, half = mark.x, mark.y, mark.size / 2
    if mark.status == "behind":
        start = f"M{_n(x - half)} {_n(y - half * 0.85)}"
        down = f"h{_n(2 * half)}l{_n(-half)} {_n(half * 1.75)}z"
        return _Piece("path", f' d="{start}{down}"', _fill("behind", name), mark.datum)
    if mark.status in ("on_track", "no_data"):
        radius, width, dash = (
            (0.72, 2.4, "") if mark.status == "on_track" else (0.78, 1.7, "2.3 1.8")
        )
        pen = _stroke("track" if mark.status == "on_track" else "none", width, dash)
        own = f' cx="{_n(x)}" cy="{_n(y)}" r="{_n(half * radius)}"'
        return _Piece("circle", own, f' fill="#fff"{pen}', mark.datum)
    scale = f"translate({_n(x - half)} {_n(y - half)}) scale({_n(mark.size / 12, 3)})"
    return _Piece("g", f' transform="{scale}"', "", mark.datum, _sign(mark.status))


def _text(mark: Text, name: str) -> _Piece:
    if mark.style not in TEXTS or mark.anchor not in _ANCHORS:
        raise ReportError("a text's style must be known", got=(mark.style, mark.anchor), where=name)
    classes = " ".join(part for part in (TEXTS[mark.style][0], _ANCHORS[mark.anchor]) if part)
    return _Piece(
        "text",
        f' y="{_n(mark.y, 0)}"',
        f' class="{classes}"' if classes else "",
        mark.datum,
        escape(mark.content),
        before=_plate(mark) if mark.plate else "",
        exact=_exact(mark),
        x=_n(mark.x, 0) if round(mark.x) else "",
    )


def _plate(mark: Text) -> str:
    """Draw the white plate under a text that crosses a line (a halo would double it in a PDF)."""
    width, size = text_width(mark.content, style=mark.style), TEXTS[mark.style][1]
    left = mark.x - {"start": 0, "middle": width / 2, "end": width}[mark.anchor]
    return (
        f'<rect x="{_n(left - 1.5, 0)}" y="{_n(mark.y - size * 0.82, 0)}"'
        f' width="{_n(width + 3, 0)}" height="{_n(size + 1, 0)}" class="pl"/>'
    )


def _path(mark: Path, name: str) -> _Piece:
    """Draw a shape, in half units where its points are not whole numbers."""
    is_whole = all(v == round(v) for ring in mark.rings for point in ring for v in point)
    parts = 1 if is_whole else _HALVES
    own = f' d="{"".join(_ring(ring, parts) for ring in mark.rings)}"'
    scale = "" if is_whole else ' transform="scale(.5)"'
    frame = f"{scale}{_stroke(mark.stroke, mark.stroke_width * parts, '')}"
    return _Piece("path", own, _fill(mark.fill, name), mark.datum, frame=frame)


def _ring(points: tuple[tuple[float, float], ...], parts: int) -> str:
    """Write a closed ring in relative parts of a unit: half as long as absolute points."""
    whole = [(round(x * parts), round(y * parts)) for x, y in points]
    (x, y), steps = whole[0], []
    for nx, ny in whole[1:]:
        if (nx, ny) != (x, y):
            steps += [str(nx - x), str(ny - y)]
        x, y = nx, ny
    written = "".join(s if n == 0 or s[0] == "-" else f" {s}" for n, s in enumerate(steps))
    return f"M{whole[0][0]} {whole[0][1]}l{written}z"


def _ribbon(mark: Ribbon, name: str) -> _Piece:
    middle, bottom = (mark.x + mark.x2) / 2, mark.height
    a, b, m = _n(mark.x), _n(mark.x2), _n(middle)
    y0, y1, y2, y3 = (_n(v) for v in (mark.y, mark.y2, mark.y2 + bottom, mark.y + bottom))
    way = f"M{a} {y0}C{m} {y0} {m} {y1} {b} {y1}V{y2}C{m} {y2} {m} {y3} {a} {y3}Z"
    pen = f"{_fill(mark.fill, name)}{_stroke(mark.stroke, 0.6, '')}"
    return _Piece("path", f' d="{way}"', pen, mark.datum)


def _sign(status: str) -> str:
    if status not in _SIGNS:
        raise ReportError("a status must have a sign", got=status, todo=", ".join(_SIGNS))
    return _SIGNS[status]


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


def _series(data: tuple[Datum | None, ...]) -> str:
    """Name the cells of a line's points in order: their rows, - for a point without, and column."""
    first = next((datum for datum in data if datum is not None), None)
    if first is None:
        return ""
    rows = ",".join("-" if datum is None else str(datum.row) for datum in data)
    table = f"{first.table}/" if first.table else ""
    return f' data-d="{escape(f"{table}{rows}:{first.column}", quote=True)}"'


def _exact(mark: Text) -> str:
    """Give the exact value under a text that says a cell rounded."""
    if mark.datum is None:
        return ""
    value, column = mark.datum.value, mark.datum.column
    is_said = is_exact(mark.content.split()[-1], value, column=column)
    return "" if is_said else f' data-v="{exact(value)}"'


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
