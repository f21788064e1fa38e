"""Figure: how far from the line? Measured and not yet measured apart, never subtracted."""

from dataclasses import dataclass

from povlib.disclosure import PublicTable
from povlib.figures import findings, words
from povlib.figures.about import About
from povlib.figures.axes import nice_ticks
from povlib.figures.cells import Row, bind, number_of, only_row, read_rows, text_of
from povlib.figures.empty import nothing_to_draw
from povlib.figures.labels import Box, box_of, is_overlap, lines
from povlib.figures.marks import Datum, Figure, Line, Mark, Polyline, Rect, Text, by_look
from povlib.figures.style import text_width

__all__ = ["gap_bins"]

_LEFT, _RIGHT, _TALLEST, _TOP = 2.0, 342.0, 84.0, 58.0
_NEAR_BAHT = 5000


@dataclass(frozen=True)
class _Plot:
    """The scale of both rows, and where each row stands."""

    rows: tuple[Row, ...]
    first: float
    step: float
    per_baht: float
    per_household: float
    base: float
    second_base: float
    line: float

    def x(self, baht: float) -> float:
        return _LEFT + (baht - self.first) * self.per_baht


def gap_bins(table: PublicTable, headline: PublicTable, *, about: About) -> Figure:
    """Draw the households by income, those measured above, those not yet measured below.

    Parameters
    ----------
    table : PublicTable
        "gap_bins".
    headline : PublicTable
    about : About

    Returns
    -------
    Figure
        One scale for both rows; the line in ink; open ends named. Hidden bins are hatched.
    """
    rows = read_rows(table, needs=("source", "low_baht", "high_baht", "side", "households"))
    head, line = only_row(headline), about.line_baht
    if not rows or number_of(head, "targets") == 0:
        return nothing_to_draw("gap_bins", title="ระยะห่างของรายได้จากเส้นเกณฑ์", table=table)
    plot = _plot(rows, line)
    near = _near(rows, line)
    bars = by_look(mark for row in rows for mark in _bin(row, plot))
    close = _near_label(plot, near, bars)
    return Figure(
        name="gap_bins",
        title=findings.gap_bins(near, within_baht=_NEAR_BAHT),
        subtitle="จำนวนครัวเรือนตามรายได้เฉลี่ยต่อคนต่อปี แยกตามที่มาของรายได้",
        desc=_desc(head, near, about),
        height=plot.second_base + 42,
        marks=(
            *by_look(_clear(_headings(plot, head, about), bars)),
            *bars,
            *close,
            *_sides(plot, head),
            *_line_label(plot, line),
            *by_look(_axis(plot)),
        ),
        table=table,
        columns=("source", "low_baht", "high_baht", "households"),
        beside=(headline,),
        note="แต่ละครัวเรือนอยู่แถวเดียว สองแถววัดคนละแบบ จึงไม่นำมาลบกัน",
    )


def _plot(rows: tuple[Row, ...], line: float) -> _Plot:
    edges = [number_of(r, k) for r in rows for k in ("low_baht", "high_baht")]
    known = [e for e in edges if e is not None] or [line - 10_000, line + 10_000]
    step = _step(rows)
    is_open_low = any(number_of(r, "low_baht") is None for r in rows)
    is_open_high = any(number_of(r, "high_baht") is None for r in rows)
    first = min(known) - (step if is_open_low else 0)
    last = max([*known, line]) + (step if is_open_high else 0)
    most = max([1.0, *(number_of(r, "households") or 0 for r in rows)])
    tall = {s: _tallest(rows, s) * _TALLEST / most for s in ("measured", "bmn")}
    base = _TOP + max(tall["measured"], 60)
    second = base + 58 + max(tall["bmn"], 24)
    per_baht = (_RIGHT - _LEFT) / max(last - first, 1)
    return _Plot(rows, first, step, per_baht, _TALLEST / most, base, second, line)


def _step(rows: tuple[Row, ...]) -> float:
    wide = [
        high - low
        for low, high in ((number_of(r, "low_baht"), number_of(r, "high_baht")) for r in rows)
        if low is not None and high is not None
    ]
    return sorted(wide)[len(wide) // 2] if wide else 2500.0


def _tallest(rows: tuple[Row, ...], source: str) -> float:
    return max(
        (number_of(r, "households") or 0 for r in rows if text_of(r, "source") == source), default=0
    )


def _headings(plot: _Plot, head: Row | None, about: About) -> list[Mark]:
    marks: list[Mark] = []
    rows = (
        ("measured", "วัดแล้ว", "รายได้ล่าสุดที่เจ้าหน้าที่วัด", 11.0, plot.base),
        (
            "unmeasured",
            "ยังไม่ได้วัด",
            f"รายได้ตาม จปฐ. {about.bmn_year_be}",
            plot.base + 36,
            plot.second_base,
        ),
    )
    for key, label, source, y, base in rows:
        value = number_of(head, key)
        amount = "" if value is None else f" {words.count(value)}"
        marks += _grid(plot, base, to=y + 18)
        said = Text(_LEFT, y, label + amount, "bold", datum=_of_head(head, key))
        marks += [said, Text(_LEFT, y + 13, source, "small")]
        marks.append(Line(_LEFT, base, _RIGHT, base))
    return marks


def _clear(headings: list[Mark], bars: list[Mark]) -> list[Mark]:
    """Leave out a tick's number that a bar's own label stands on."""
    taken = [box_of(mark) for mark in bars if isinstance(mark, Text)]
    return [
        mark
        for mark in headings
        if not (isinstance(mark, Text) and any(is_overlap(box_of(mark), b) for b in taken))
    ]


def _grid(plot: _Plot, base: float, *, to: float) -> list[Mark]:
    ticks = nice_ticks(_TALLEST / plot.per_household)
    heights = [(t, base - t * plot.per_household) for t in ticks]
    marks: list[Mark] = []
    for tick, y in heights:
        if y > to + 8:
            marks.append(Line(_LEFT, y, _RIGHT, y, "grid"))
            if base == plot.base:
                marks.append(Text(_LEFT, y - 2.5, words.number(tick), "small"))
    return marks


def _bin(row: Row, plot: _Plot) -> list[Mark]:
    low, high = number_of(row, "low_baht"), number_of(row, "high_baht")
    low = (high or 0) - plot.step if low is None else low
    high = low + plot.step if high is None else high
    is_measured = text_of(row, "source") == "measured"
    base = plot.base if is_measured else plot.second_base
    x, width = plot.x(low) + 0.8, max((high - low) * plot.per_baht - 1.6, 0.8)
    cell = row["households"]
    if cell.value is None:
        box = Rect(x, base - 12, width, 12, "hatch", "none", stroke_width=0.8)
        fits = text_width(words.HIDDEN, style="axis") <= width + 3
        label = Text(x + width / 2, base - 15, words.HIDDEN, "axis", "middle")
        return [box, label] if fits else [box]
    height = float(cell.value) * plot.per_household
    fill, stroke = _look(row, is_measured=is_measured)
    datum = bind(cell, axis="height", per_unit=plot.per_household)
    said = words.number(float(cell.value))
    marks: list[Mark] = []
    if height:
        marks.append(Rect(x, base - height, width, height, fill, stroke, "", 0.8, datum))
    if height and text_width(said, style="axis") <= width + 4:
        at = base - height - 3
        marks.append(Text(x + width / 2, at, said, "axis", "middle", datum=bind(cell)))
    return marks


def _look(row: Row, *, is_measured: bool) -> tuple[str, str]:
    if not is_measured:
        return "unmeasured", "none"
    return ("behind" if text_of(row, "side") == "below" else "met"), ""


def _sides(plot: _Plot, head: Row | None) -> list[Text]:
    """Name both sides of the line, in a band of their own between heading and bars."""
    below, passed = number_of(head, "below"), number_of(head, "passed")
    x, y = plot.x(plot.line), _TOP - 17
    left = "ยังไม่ถึงเกณฑ์" + ("" if below is None else f" {words.number(below)}")
    right = "ถึงเกณฑ์แล้ว" + ("" if passed is None else f" {words.number(passed)}")
    wide = [text_width(said, style="bold_met") for said in (left, right)]
    return [
        Text(max(x - 7, wide[0]), y, left, "bold_behind", "end", datum=_of_head(head, "below")),
        Text(min(x + 8, _RIGHT - wide[1]), y, right, "bold_met", datum=_of_head(head, "passed")),
    ]


def _of_head(head: Row | None, key: str) -> Datum | None:
    is_shown = head is not None and head[key].value is not None
    return bind(head[key], table="headline") if is_shown and head else None


def _spaces(marks: list[Mark]) -> list[Box]:
    bars = [Box(m.x, m.y, m.x + m.width, m.y + m.height) for m in marks if isinstance(m, Rect)]
    return [*bars, *(box_of(m) for m in marks if isinstance(m, Text))]


def _near_label(plot: _Plot, near: float | None, bars: list[Mark]) -> list[Mark]:
    if not near:
        return []
    left, right = plot.x(plot.line - _NEAR_BAHT), plot.x(plot.line) - 2
    said = [(words.count(near), "small"), (f"ขาดไม่เกิน {words.number(_NEAR_BAHT)}", "small")]
    wide = max(text_width(text, style=style) for text, style in said)
    under = [b for b in _spaces(bars) if b.left < right and b.bottom <= plot.base]
    tops = [b.top for b in under if left - 1 < b.left]
    tops += [b.top - 14 for b in under if left - 4 - wide < b.right <= left + 2]
    y = max(min([plot.base - 20, *tops]) - 9, _TOP + 4)
    bracket = ((left, y + 5), (left, y), (right, y), (right, y + 5))
    return [Polyline(bracket, "secondary", 1), *lines(said, x=left - 4, y=y + 4, anchor="end")]


def _near(rows: tuple[Row, ...], line: float) -> float | None:
    """Count the measured households at most 5,000 baht below the line, None where one is hidden."""
    chosen = [
        r
        for r in rows
        if text_of(r, "source") == "measured"
        and text_of(r, "side") == "below"
        and number_of(r, "low_baht") is not None
        and (number_of(r, "low_baht") or 0) >= line - _NEAR_BAHT
    ]
    amounts = [number_of(r, "households") for r in chosen]
    wide = sum((number_of(r, "high_baht") or 0) - (number_of(r, "low_baht") or 0) for r in chosen)
    if None in amounts or abs(wide - _NEAR_BAHT) > 1:
        return None
    return sum(a for a in amounts if a is not None)


def _line_label(plot: _Plot, line: float) -> list[Mark]:
    x = plot.x(line)
    said = [
        ("เส้นเกณฑ์ จปฐ.", "bold"),
        (words.number(line), "bold"),
        ("บาท/คน/ปี", "small"),
    ]
    y = plot.second_base - 46
    anchor, at = ("start", x + 6) if x < 240 else ("end", x - 6)
    return [
        *lines(said, x=at, y=y, anchor=anchor),
        Line(x, plot.second_base, x, 32, "ink", 1.6),
    ]


def _axis(plot: _Plot) -> list[Mark]:
    last = plot.first + (_RIGHT - _LEFT) / plot.per_baht
    every = 10_000 if last - plot.first <= 60_000 else 20_000
    start = -(-int(plot.first) // every) * every
    marks: list[Mark] = []
    for baht in range(start, int(last) + 1, every):
        x = plot.x(baht)
        for base in (plot.base, plot.second_base):
            marks.append(Line(x, base, x, base + 4))
        at = min(max(x, 16), _RIGHT - 16)
        marks.append(Text(at, plot.second_base + 16, words.number(baht), "axis", "middle"))
    y = plot.second_base + 31
    unit = f"บาทต่อคนต่อปี ช่วงละ {words.number(plot.step)}"
    return [*marks, Text(_LEFT, y, "แท่งริมคือช่วงเปิด", "small"), Text(_RIGHT, y, unit, "small", "end")]


def _desc(head: Row | None, near: float | None, about: About) -> str:
    parts = [f"ฮิสโทแกรมสองแถว เส้นเกณฑ์ {words.number(about.line_baht)} บาทต่อคนต่อปี"]
    for key, label in (
        ("measured", "แถวบนวัดแล้ว"),
        ("passed", "ถึงเกณฑ์"),
        ("below", "ยังไม่ถึง"),
        ("unmeasured", f"แถวล่างยังไม่ได้วัด ใช้รายได้ตาม จปฐ. {about.bmn_year_be}"),
    ):
        value = number_of(head, key)
        parts.append(f"{label} {words.HIDDEN if value is None else words.number(value)}")
    if near:
        parts.append(f"ขาดไม่เกิน {words.number(_NEAR_BAHT)} บาท {words.count(near)}")
    return " ".join(parts)
