"""Figure: where on the map? Districts of a province in four steps, name and value on each."""

from dataclasses import dataclass

from povlib.disclosure import PublicTable
from povlib.figures import findings, words
from povlib.figures.about import About
from povlib.figures.cells import Row, bind, number_of, read_rows, text_of
from povlib.figures.districts import MANY
from povlib.figures.empty import nothing_to_draw
from povlib.figures.maplabels import Label, Placed, anchor_of, place_labels
from povlib.figures.marks import Datum, Dot, Figure, Line, Mark, Path, Rect, Text, by_look
from povlib.figures.shapes import Drawn, Shapes, drawn
from povlib.figures.steps import step_of, steps_between
from povlib.figures.style import WIDTH, text_width
from povlib.figures.tiles import place_on_tiles

__all__ = ["district_map"]

_TOP, _HIGH, _MARGIN = 36.0, 160.0, 36.0
_LIST_COLUMNS = 3
_KEYED = ("number", "none")
_COLUMNS = ("area_th", "passed_share", "status")
_NO_FILE = "ไม่มีแฟ้มเส้นเขตอำเภอในแฟ้มรายงาน จึงแสดงที่ตั้งของจังหวัดแทนแผนที่อำเภอ"


@dataclass(frozen=True)
class _Plot:
    """Shapes in their place, the rows they stand for, and the limits of the steps."""

    rows: tuple[Row, ...]
    shapes: Drawn
    limits: tuple[float, ...]
    placed: tuple[Placed, ...]
    bottom: float


def district_map(table: PublicTable, shapes: Shapes | None, *, about: About) -> Figure:
    """Draw the districts of a province, darker where more have passed.

    Parameters
    ----------
    table : PublicTable
        "districts".
    shapes : Shapes or None
        Of the office's own file. A district without a shape is named in the note; without a file
        the figure shows where the province lies, and says why.
    about : About

    Returns
    -------
    Figure
        Hidden and incomplete districts are hatched.
    """
    if all(text_of(r, "status") == "no_targets" for r in _districts(table)):
        return nothing_to_draw("district_map", title="แผนที่อำเภอ", table=table)
    if shapes is None:
        return place_on_tiles(table, about=about, why=_NO_FILE)
    rows = _districts(table)
    there = tuple(r for r in rows if text_of(r, "area_code") in shapes.rings)
    plot = _plot(there, shapes, about)
    numbered = [p for p in plot.placed if p.how == "number"]
    legend = plot.bottom + 14
    is_keyed = len(rows) > MANY
    listed = [] if is_keyed else numbered
    return Figure(
        name="district_map",
        title=findings.district_map(_direction(plot)),
        subtitle="ร้อยละของครัวเรือนเป้าหมายที่ผ่านเกณฑ์ รายอำเภอ",
        desc=_desc(rows),
        height=legend + 14 + _list_height(listed),
        marks=(
            *_areas(plot),
            *by_look(m for p in plot.placed if p.how not in _KEYED for m in _label(p, plot)),
            *by_look(_numbers(numbered, plot, is_keyed=is_keyed)),
            *_legend(plot.limits, y=legend),
            *_list(listed, plot, y=legend + 24),
        ),
        table=table,
        columns=_COLUMNS,
        note=_note(rows, plot, shapes, is_keyed=is_keyed and bool(numbered)),
    )


def _plot(rows: tuple[Row, ...], shapes: Shapes, about: About) -> _Plot:
    plot = _sized(rows, shapes, about, high=_HIGH)
    is_free = all(p.how not in ("top", "bottom") for p in plot.placed)
    return _sized(rows, shapes, about, high=_HIGH + 48) if is_free else plot


def _sized(rows: tuple[Row, ...], shapes: Shapes, about: About, *, high: float) -> _Plot:
    fitted = drawn(shapes, width=WIDTH - 8, height=high)
    left = round((WIDTH - fitted.width) / 2)
    moved = _moved(fitted, left, _TOP)
    labels = [
        Label(text_of(r, "area_code"), _short(text_of(r, "area_th"), about), _value(r))
        for r in rows
    ]
    placed = place_labels(labels, moved)
    if not any(p.how == "top" for p in placed):
        moved = _moved(Drawn(moved, 0, 0), 0, 8 - _TOP)
        placed = place_labels(labels, moved)
    lowest = max(y for rings in moved.values() for ring in rings for _, y in ring)
    lowest = max([lowest, *(p.y for p in placed if p.how in ("left", "right"))])
    bottom = lowest + (_MARGIN if any(p.how == "bottom" for p in placed) else 4)
    shown = [_percent(r) for r in rows]
    limits = steps_between([p for p in shown if p is not None])
    return _Plot(rows, Drawn(moved, fitted.width, fitted.height), limits, placed, bottom)


def _moved(fitted: Drawn, dx: float, dy: float) -> dict[str, tuple]:
    return {
        code: tuple(tuple((x + dx, y + dy) for x, y in ring) for ring in rings)
        for code, rings in fitted.rings.items()
    }


def _areas(plot: _Plot) -> list[Mark]:
    marks: list[Mark] = []
    known = {text_of(r, "area_code"): r for r in plot.rows}
    for code, rings in sorted(plot.shapes.rings.items(), key=_extent, reverse=True):
        row = known.get(code)
        percent = _percent(row) if row else None
        fill = "hatch" if percent is None else f"more_{step_of(percent, plot.limits)}"
        datum = bind(row["passed_share"]) if row and percent is not None else None
        marks.append(Path(rings, fill, "line", 0.7, datum))
    return marks


def _extent(area: tuple[str, tuple]) -> float:
    """Give the width by the height of an area: what lies within another is drawn after it."""
    xs, ys = zip(*(point for ring in area[1] for point in ring), strict=True)
    return (max(xs) - min(xs)) * (max(ys) - min(ys))


def _label(one: Placed, plot: _Plot) -> list[Mark]:
    row = _row_of(one, plot)
    bound = _bound(row)
    is_dark = one.how in ("inside", "line") and _is_dark(row, plot)
    plain, bold = ("white", "white_bold") if is_dark else ("body", "bold")
    is_hatched = one.how in ("inside", "line") and _percent(row) is None
    if one.how == "line":
        said = f"{one.label.name} {one.label.value}"
        return [Text(one.x, one.y + 4, said, bold, "middle", is_hatched, bound)]
    if one.how in ("left", "right"):
        return _label_beside(one, bound)
    y = {"inside": one.y - 2, "top": 12.0, "bottom": plot.bottom - 18}[one.how]
    value = bold if _percent(row) is not None else "small"
    texts: list[Mark] = [
        Text(one.x, y, one.label.name, plain, "middle", plate=is_hatched),
        Text(one.x, y + 13, one.label.value, value, "middle", is_hatched, bound),
    ]
    if one.how == "inside":
        return texts
    x, end = one.anchor
    start = y + 17 if one.how == "top" else y - 12
    return [Line(one.x, start, x, end, "ink", 0.8), Dot(x, end, 1.9, "ink"), *texts]


def _label_beside(one: Placed, bound: Datum | None) -> list[Mark]:
    """Set name and value in one line beside a narrow map, the leader from its inner end."""
    said = f"{one.label.name} {one.label.value}"
    wide = text_width(said, style="small") + 3
    start = one.x + wide if one.how == "left" else one.x - wide
    anchor = "start" if one.how == "left" else "end"
    x, y = one.anchor
    return [
        Line(start, one.y - 3.5, x, y, "ink", 0.6),
        Dot(x, y, 1.6, "ink"),
        Text(one.x, one.y, said, "small", anchor, datum=bound),
    ]


def _numbers(numbered: list[Placed], plot: _Plot, *, is_keyed: bool) -> list[Mark]:
    """Write a number into each shape that holds no name: its row of the table, or of the list."""
    marks: list[Mark] = []
    for n, one in enumerate(_in_order(numbered)):
        row = _row_of(one, plot)
        style = "white_bold" if _is_dark(row, plot) else "bold"
        x, top = one.anchor
        is_hatched = _percent(row) is None
        said = str((row["area_th"].row if is_keyed else n) + 1)
        marks.append(Text(x, top + 4, said, style, "middle", plate=is_hatched))
    return marks


def _list(numbered: list[Placed], plot: _Plot, *, y: float) -> list[Mark]:
    """List the numbered shapes with name and value."""
    marks: list[Mark] = []
    rows = -(-len(numbered) // _LIST_COLUMNS)
    for n, one in enumerate(_in_order(numbered)):
        column, line = divmod(n, rows)
        said = f"{n + 1} {one.label.name} {one.label.value}"
        at, bound = column * WIDTH / _LIST_COLUMNS, _bound(_row_of(one, plot))
        marks.append(Text(at, y + 14 * line, said, "small", datum=bound))
    return marks


def _list_height(numbered: list[Placed]) -> float:
    return 14.0 * -(-len(numbered) // _LIST_COLUMNS) + (4 if numbered else 0)


def _in_order(numbered: list[Placed]) -> list[Placed]:
    return sorted(numbered, key=lambda p: (round(p.anchor[1] / 30), p.anchor[0]))


def _districts(table: PublicTable) -> tuple[Row, ...]:
    return tuple(r for r in read_rows(table) if text_of(r, "level") == "district")


def _bound(row: Row) -> Datum | None:
    return None if _percent(row) is None else bind(row["passed_share"])


def _legend(limits: tuple[float, ...], *, y: float) -> list[Mark]:
    if not limits:
        return []
    marks: list[Mark] = [Text(0, y, "ร้อยละที่ผ่านเกณฑ์", "small")]
    marks += [Rect(96 + 36.0 * n, y - 9, 36, 9, f"more_{n}") for n in range(4)]
    return marks + [
        Text(
            96 + 36.0 * (n + 1),
            y + 11,
            words.number(limit, decimals=0 if limit == int(limit) else 1),
            "axis",
            "middle",
        )
        for n, limit in enumerate(limits)
    ]


def _row_of(one: Placed, plot: _Plot) -> Row:
    return next(r for r in plot.rows if text_of(r, "area_code") == one.label.code)


def _is_dark(row: Row, plot: _Plot) -> bool:
    percent = _percent(row)
    return percent is not None and step_of(percent, plot.limits) == 3


def _percent(row: Row) -> float | None:
    share = number_of(row, "passed_share")
    if share is None or text_of(row, "status") == "no_data":
        return None
    return float(words.percent(share))


def _value(row: Row) -> str:
    percent = _percent(row)
    if percent is not None:
        return words.number(percent, decimals=1)
    if row["passed_share"].state == "hidden":
        return words.HIDDEN
    return "ไม่ครบ" if text_of(row, "status") == "no_data" else "ไม่มีเป้า"


def _short(name: str, about: About) -> str:
    return "เมือง" if name == f"เมือง{about.area_th}" else name


def _direction(plot: _Plot) -> str:
    """Name the direction in which the results fall, "" where none explains half of their order."""
    shown = [(r, _percent(r)) for r in plot.rows]
    known = [
        (anchor_of(plot.shapes.rings[text_of(r, "area_code")]), p)
        for r, p in shown
        if p is not None
    ]
    if len(known) < 6:
        return ""
    values = [p for _, p in known]
    for axis, back, ahead in ((0, "ตะวันตก", "ตะวันออก"), (1, "เหนือ", "ใต้")):
        together = _rank_correlation([a[axis] for a, _ in known], values)
        if abs(together) >= 0.75:
            return ahead if together < 0 else back
    return ""


def _rank_correlation(one: list[float], other: list[float]) -> float:
    """Spearman's coefficient, ties in the order given."""
    ranks = [[sorted(v).index(x) for x in v] for v in (one, other)]
    n = len(one)
    squares = sum((a - b) ** 2 for a, b in zip(*ranks, strict=True))
    return 1 - 6 * squares / (n * (n * n - 1))


def _desc(rows: tuple[Row, ...]) -> str:
    ranked = sorted(rows, key=lambda r: _percent(r) or 0)
    ends = [*ranked[-3:], *ranked[:3]] if len(ranked) > 6 else ranked
    said = [f"{text_of(r, 'area_th')} {_value(r)}" for r in ends]
    return " ".join(["แผนที่อำเภอ สีเข้มคือผ่านเกณฑ์มาก สูงสุดและต่ำสุด ร้อยละ", *said])


def _note(rows: tuple[Row, ...], plot: _Plot, shapes: Shapes, *, is_keyed: bool) -> str:
    parts = ["เลขในแผนที่คือลำดับในตารางทุกอำเภอ"] if is_keyed else []
    small = [one.label.name for one in plot.placed if one.how == "none"]
    if small:
        parts.append(f"เล็กเกินจะเขียนเลข {words.join_names(small)}")
    if any(_percent(r) is None for r in plot.rows):
        parts.append("ลายเฉียงคือข้อมูลไม่ครบหรือซ่อนไว้")
    lost = [text_of(r, "area_th") for r in rows if r not in plot.rows]
    if lost:
        parts.append(f"ไม่มีเส้นเขตของ{words.join_names(lost)}")
    return " · ".join([*parts, shapes.source_th])
