"""Figure: will the goal be met by the end of the fiscal year? Cumulative line, plan, months."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date

from povlib.disclosure import PublicTable
from povlib.figures import findings, words
from povlib.figures.about import About
from povlib.figures.axes import nice_ticks
from povlib.figures.cells import Row, bind, number_of, only_row, read_rows, text_of
from povlib.figures.empty import nothing_to_draw
from povlib.figures.labels import Box, Words, along, box_of, choose, is_overlap, leader, lines
from povlib.figures.marks import Datum, Dot, Figure, Line, Mark, Polyline, Rect, Text, by_look
from povlib.figures.style import text_width

__all__ = ["pace"]

_LEFT, _RIGHT, _TOP, _BASE = 2.0, 292.0, 16.0, 144.0
_MONTHS_TOP, _MONTHS_BASE = 175.0, 213.0
_STEP = (_RIGHT - _LEFT) / 12


@dataclass(frozen=True)
class _Plot:
    """What the parts of the figure share: rows, headline, and units per household."""

    rows: tuple[Row, ...]
    head: Row | None
    top: float
    per_unit: float
    as_of: date

    def x(self, month: int) -> float:
        """Give the place of a month's end, or of the data's date in the month it lies in."""
        key = text_of(self.rows[month], "month")
        is_now = key == self.as_of.isoformat()[:7]
        days = monthrange(self.as_of.year, self.as_of.month)[1]
        return _LEFT + _STEP * (month + (self.as_of.day / days if is_now else 1))

    def y(self, value: float) -> float:
        return _BASE + self.per_unit * value


def pace(table: PublicTable, headline: PublicTable, *, about: About) -> Figure:
    """Draw the cumulative line against the plan and, below it, each month.

    Parameters
    ----------
    table : PublicTable
        "pace": 12 rows, one a month.
    headline : PublicTable
    about : About

    Returns
    -------
    Figure
        Bound to the table "pace". Months not yet due are hollow and show the rate needed.
    """
    rows = read_rows(table, needs=("month", "passed", "cumulative", "plan_cumulative", "is_due"))
    head = only_row(headline, needs=("goal", "projected", "required_per_month"))
    if not rows or number_of(head, "targets") == 0:
        return nothing_to_draw("pace", title="ผลสะสมรายเดือนเทียบกับแผน", table=table)
    plot = _plot(rows, head, about)
    return Figure(
        name="pace",
        title=findings.pace(_whole_months(rows, about.as_of), head),
        subtitle="ครัวเรือนเป้าหมายที่ผ่านเกณฑ์รายได้ สะสมและเพิ่มต่อเดือน",
        desc=_desc(plot),
        height=229,
        marks=(*_axis(plot), *_cumulative(plot), *_labels(plot), *by_look(_months(plot))),
        table=table,
        columns=("month", "passed", "cumulative", "plan_cumulative", "required"),
        beside=(headline,),
        note=_note(about),
    )


def _plot(rows: tuple[Row, ...], head: Row | None, about: About) -> _Plot:
    goal = number_of(head, "goal") or 0
    seen = [number_of(r, k) or 0 for r in rows for k in ("cumulative", "plan_cumulative")]
    top = max([goal, 1, *seen])
    projected = number_of(head, "projected") or 0
    top = projected if top < projected <= top * 1.3 else top
    return _Plot(rows, head, top, (_TOP - _BASE) / top, about.as_of)


def _whole_months(rows: tuple[Row, ...], as_of: date) -> tuple[Row, ...]:
    """Leave out the month that still runs: its plan stands at its end."""
    is_over = as_of.day == monthrange(as_of.year, as_of.month)[1]
    return tuple(r for r in rows if is_over or text_of(r, "month") != as_of.isoformat()[:7])


def _axis(plot: _Plot) -> list[Mark]:
    ticks = nice_ticks(plot.top)
    marks: list[Mark] = [Line(_LEFT, _BASE, _RIGHT, _BASE)]
    marks += [Line(_LEFT, plot.y(t), _RIGHT, plot.y(t), "grid") for t in ticks]
    for n, tick in enumerate(ticks):
        unit = f"{words.NBSP}ครัวเรือน" if n == len(ticks) - 1 else ""
        marks.append(Text(_LEFT, plot.y(tick) - 3, words.number(tick) + unit, "small"))
    return by_look(marks)


def _cumulative(plot: _Plot) -> list[Mark]:
    plan, plan_data = _series(plot, "plan_cumulative", due_only=False)
    done, done_data = _series(plot, "cumulative", due_only=True)
    start = (_LEFT, _BASE)
    marks: list[Mark] = []
    if len(done) > 0 and _is_behind(plot) and _is_unbroken(plot):
        reached = [p for p in plan if p[0] < done[-1][0]]
        reached.append((done[-1][0], plot.y(number_of(plot.head, "plan_passed") or 0)))
        marks.append(Polyline((start, *done, *reversed(reached)), fill="behind_pale"))
    if plan:
        marks.append(Polyline((start, *plan), "secondary", 1.3, "4 3", data=(None, *plan_data)))
    marks += _ahead(plot, done)
    marks += [_hidden_month(plot, n) for n in _unseen(plot)]
    if done:
        marks.append(Polyline((start, *done), "met", 2.6, data=(None, *done_data)))
        marks.append(Dot(*done[-1], 4, "met", "paper", datum=done_data[-1]))
    if _needed(plot) > 0 and done and _is_year_left(plot):
        marks.append(Dot(_RIGHT, plot.y(_goal(plot)), 4, "paper", _need_colour(plot), 2))
    return marks


def _ahead(plot: _Plot, done: list[tuple[float, float]]) -> list[Mark]:
    """Draw where the present pace ends, and the pace needed."""
    if not done or not _is_year_left(plot):
        return []
    marks: list[Mark] = []
    projected = number_of(plot.head, "projected")
    if projected is not None and projected <= plot.top:
        marks.append(Polyline((done[-1], (_RIGHT, plot.y(projected))), "line", 1.3))
    if _needed(plot) > 0:
        end = (_RIGHT, plot.y(_goal(plot)))
        marks.append(Polyline((done[-1], end), _need_colour(plot), 2.2, "2 2.4"))
    return marks


def _labels(plot: _Plot) -> list[Mark]:
    """Place what the lines say, each label where it crosses least, the first one first."""
    plan, _ = _series(plot, "plan_cumulative", due_only=False)
    done, _ = _series(plot, "cumulative", due_only=True)
    kept = [*along([(_LEFT, _BASE), *plan]), *along([(_LEFT, _BASE), *done])]
    kept += along([done[-1], (_RIGHT, plot.y(_goal(plot)))]) if done else ()
    placed, leaders = _at_the_end(plot), []
    for label in (_done_label(plot, done), _plan_label(plot), _closest_label(plot)):
        if label is None:
            continue
        (x, y), contents = label
        chosen = choose(
            _around(x, y, contents),
            points=kept,
            boxes=[box_of(t) for t in placed],
            bounds=Box(_LEFT, 0, _RIGHT, _BASE - 2),
        )
        placed += chosen
        leaders += leader(chosen, x=x, y=y)
    return [*leaders, *placed]


def _around(x: float, y: float, contents: list[Words]) -> list[tuple[Text, ...]]:
    """List places around a point: below right, above left, further off, above right, below left."""
    height = 14 * (len(contents) - 1)
    return [
        lines(contents, x=x + dx, y=y + dy - (height if dy < 0 else 0), anchor=anchor)
        for dx, dy, anchor in (
            (9, 13, "start"),
            (-3, -18, "end"),
            (-14, -18, "end"),
            (-28, -2, "end"),
            (-40, -12, "end"),
            (9, 26, "start"),
            (-9, 22, "end"),
            (4, -16, "start"),
            (6, -34, "start"),
            (-3, -42, "end"),
        )
    ]


def _done_label(
    plot: _Plot, done: list[tuple[float, float]]
) -> tuple[tuple[float, float], list[Words]] | None:
    row = _last_due(plot)
    value = number_of(row, "cumulative")
    if not done or row is None or value is None:
        return None
    contents = [(f"ทำได้ {words.number(value)}", "bold_met", bind(row["cumulative"]))]
    gap = number_of(plot.head, "ahead_of_plan")
    if gap:
        said = "ช้ากว่าแผน" if gap < 0 else "เร็วกว่าแผน"
        style = "bold_behind" if gap < 0 else "bold_met"
        datum = _of_head(plot, "ahead_of_plan")
        contents.append((f"{said} {words.number(abs(gap))}", style, datum))
    return done[-1], contents


def _plan_label(plot: _Plot) -> tuple[tuple[float, float], list[Words]] | None:
    row = _last_due(plot)
    value = number_of(plot.head, "plan_passed")
    if row is None or not value:
        return None
    said = f"แผน{words.date_short(plot.as_of)} {words.number(value)}"
    contents = [(said, "small", _of_head(plot, "plan_passed"))]
    return (plot.x(plot.rows.index(row)), plot.y(value)), contents


def _closest_label(
    plot: _Plot,
) -> tuple[tuple[float, float], list[Words]] | None:
    """Name the month that came closest to the plan, where later ones fell back."""
    month = findings.closest_month(_whole_months(plot.rows, plot.as_of))
    if month is None:
        return None
    row = plot.rows[month]
    value, gap = number_of(row, "cumulative"), _gap(row)
    contents = [
        (f"{words.month(text_of(row, 'month'))} เกือบทัน", "small"),
        (f"ห่างเพียง {words.number(abs(gap or 0))}", "small"),
    ]
    return (plot.x(month), plot.y(value or 0)), contents


def _at_the_end(plot: _Plot) -> list[Text]:
    """Label goal and projection at the right edge, the goal first."""
    x = _RIGHT + 8
    goal = _goal(plot)
    if not goal:
        return []
    top = min(max(plot.y(goal) + 1, 12), 122)
    said = [("เป้าหมาย", "bold"), (words.number(goal), "bold", _of_head(plot, "goal"))]
    placed = list(lines(said, x=x, y=top))
    projected = number_of(plot.head, "projected")
    if projected is None or not _is_year_left(plot) or _needed(plot) <= 0:
        return placed
    said = [(words.number(projected), "small", _of_head(plot, "projected"))]
    said += [("ถ้าได้เท่า", "small"), ("เดือนล่าสุด", "small")]
    below = max(plot.y(projected) + 8, top + 31)
    return [*placed, *lines(said, x=x, y=min(below, 114))]


def _months(plot: _Plot) -> list[Mark]:
    required = number_of(plot.head, "required_per_month") or 0
    seen = [number_of(r, k) or 0 for r in plot.rows for k in ("passed", "required")]
    per_unit = (_MONTHS_BASE - _MONTHS_TOP) / max([*seen, 1])
    marks: list[Mark] = [
        Text(_LEFT, _MONTHS_TOP - 12, "เพิ่มต่อเดือน", "small"),
        Line(_LEFT, _MONTHS_BASE, _RIGHT, _MONTHS_BASE),
    ]
    for n, row in enumerate(plot.rows):
        marks += _month(row, x=_LEFT + _STEP * n + 2.5, per_unit=per_unit, need=_need_colour(plot))
    marks = _apart(marks)
    if _needed(plot) > 0 and required > 0 and _is_year_left(plot):
        style = "bold_behind" if _is_behind(plot) else "bold_met"
        said = [("ต้องได้", style), ("เดือนละ", style)]
        said.append((words.rate(required), style, _of_head(plot, "required_per_month")))
        marks += lines(said, x=_RIGHT + 8, y=_MONTHS_BASE - 27, step=15)
    return marks


def _month(row: Row, *, x: float, per_unit: float, need: str) -> list[Mark]:
    width = _STEP - 5
    middle = x + width / 2
    name = Text(middle, _MONTHS_BASE + 12, words.month(text_of(row, "month")), "axis", "middle")
    key = "passed" if number_of(row, "is_due") else "required"
    cell = row.get(key)
    if cell is not None and cell.state == "hidden":
        box = Rect(x, _MONTHS_BASE - 14, width, 14, "hatch", "none", stroke_width=0.8)
        return [name, box, Text(middle, _MONTHS_BASE - 17, words.HIDDEN, "axis", "middle")]
    value = number_of(row, key)
    if cell is None or value is None or (key == "required" and value <= 0):
        return [name]
    height = value * per_unit
    datum = bind(cell, axis="height", per_unit=per_unit)
    look = ("met", "", "") if key == "passed" else ("paper", need, "2 2")
    style = "small_behind" if key == "required" and need == "behind" else "small"
    said = words.number(value) if key == "passed" else words.rate(value)
    marks: list[Mark] = [name]
    if value:
        marks.append(Rect(x, _MONTHS_BASE - height, width, height, *look, datum=datum))
    if key == "required" and text_width(said, style=style) > _STEP - 2:
        return marks  # four long labels would run into each other; the call-out says it once
    marks.append(Text(middle, _MONTHS_BASE - height - 3, said, style, "middle", datum=bind(cell)))
    return marks


def _apart(marks: list[Mark]) -> list[Mark]:
    """Lift a bar's label above the one before it where both would touch."""
    done: list[Mark] = []
    before: Box | None = None
    for mark in marks:
        if isinstance(mark, Text) and mark.y < _MONTHS_BASE and mark.y > _MONTHS_TOP - 12:
            if before is not None and is_overlap(box_of(mark), before):
                mark = replace(mark, y=before.top - 2)
            before = box_of(mark)
        done.append(mark)
    return done


def _series(
    plot: _Plot, key: str, *, due_only: bool
) -> tuple[list[tuple[float, float]], list[Datum]]:
    points, data = [], []
    for n, row in enumerate(plot.rows):
        value = number_of(row, key)
        if value is None or (due_only and not number_of(row, "is_due")):
            continue
        x = plot.x(n) if due_only else _LEFT + _STEP * (n + 1)
        points.append((x, plot.y(value)))
        data.append(bind(row[key], axis="y", zero=_BASE, per_unit=plot.per_unit))
    return points, data


def _unseen(plot: _Plot) -> list[int]:
    return [
        n
        for n, row in enumerate(plot.rows)
        if number_of(row, "is_due") and row["cumulative"].state == "hidden"
    ]


def _hidden_month(plot: _Plot, month: int) -> Mark:
    """Hatch a month whose total is hidden: its place says nothing about the number."""
    return Rect(plot.x(month) - _STEP + 1, _BASE - 12, _STEP - 2, 12, "hatch")


def _last_due(plot: _Plot) -> Row | None:
    due = [
        r for r in plot.rows if number_of(r, "is_due") and number_of(r, "cumulative") is not None
    ]
    return due[-1] if due else None


def _gap(row: Row | None) -> float | None:
    done, plan = number_of(row, "cumulative"), number_of(row, "plan_cumulative")
    return None if done is None or plan is None else done - plan


def _is_behind(plot: _Plot) -> bool:
    return (number_of(plot.head, "ahead_of_plan") or 0) < 0


def _need_colour(plot: _Plot) -> str:
    return "behind" if _is_behind(plot) else "track"


def _is_unbroken(plot: _Plot) -> bool:
    return not _unseen(plot)


def _is_year_left(plot: _Plot) -> bool:
    return any(not number_of(row, "is_due") for row in plot.rows)


def _of_head(plot: _Plot, key: str) -> Datum | None:
    return bind(plot.head[key], table="headline") if plot.head is not None else None


def _goal(plot: _Plot) -> float:
    return number_of(plot.head, "goal") or 0


def _needed(plot: _Plot) -> float:
    return number_of(plot.head, "needed") or 0


def _desc(plot: _Plot) -> str:
    row = _last_due(plot)
    if row is None:
        return "กราฟเส้นสะสมรายเดือน ยังไม่มีตัวเลขที่แสดงได้"
    done, plan = number_of(row, "cumulative"), number_of(plot.head, "plan_passed")
    parts = [f"กราฟเส้นสะสมรายเดือนถึง {words.day(plot.as_of)}"]
    month = text_of(row, "month")
    if month == plot.as_of.isoformat()[:7]:
        parts.append(f"ทำได้ {words.count(done or 0)}")
    else:
        until = words.month_long(month, with_year=True)
        parts.append(f"เดือนสุดท้ายที่แสดงคือ{until} ทำได้สะสม {words.count(done or 0)}")
    parts += [f"แผนถึงวันเดียวกัน {words.number(plan)}"] if plan is not None else []
    parts += [f"เป้าหมายสิ้นกันยายน {words.number(_goal(plot))}"] if _goal(plot) else []
    required = number_of(plot.head, "required_per_month")
    if required and _is_year_left(plot):
        parts.append(f"ต้องได้อีกเดือนละ {words.rate(required)}")
    projected = number_of(plot.head, "projected")
    if projected is not None and _is_year_left(plot):
        parts.append(f"ถ้าได้เท่าเดือนล่าสุดทุกเดือนจะได้ {words.number(projected)}")
    return " ".join(parts)


def _note(about: About) -> str:
    year = about.fiscal_year_be
    return f"แผนคือเส้นตรงจาก 1 ต.ค. {year - 1} ถึง 30 ก.ย. {year}"
