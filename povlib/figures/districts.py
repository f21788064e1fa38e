"""Figure: which district is behind? A dot, its distance to the target, households still needed."""

from collections.abc import Sequence
from dataclasses import dataclass

from povlib.disclosure import PublicTable
from povlib.figures import findings, words
from povlib.figures.about import About
from povlib.figures.cells import Row, bind, number_of, only_row, read_rows, text_of
from povlib.figures.empty import nothing_to_draw
from povlib.figures.labels import fit
from povlib.figures.marks import Figure, Line, Mark, Rect, Sign, Text, by_look
from povlib.figures.style import STATUS_COLOUR, STATUS_SOFT, WIDTH, text_width

__all__ = ["MANY", "by_distance", "districts", "goal_note", "plan_percent", "target_percent"]

_TOP, _BARS, _BARS_WIDTH, _RIGHT = 47.0, 276.0, 42.0, 264.0
_APART_RIGHT = 318.0
MANY = 16
"""Up to so many districts are drawn: of more, those furthest from the target."""

_TOLD = 8
LEGEND = tuple((s, words.STATUS_TH[s]) for s in ("behind", "on_track", "met", "no_data"))


@dataclass(frozen=True)
class _Plot:
    """The scale shared by all rows: percent to units, and the size of a row."""

    left: float
    per_percent: float
    step: float
    target: float | None
    plan: float | None

    def x(self, percent: float) -> float:
        return self.left + self.per_percent * percent


def districts(table: PublicTable, headline: PublicTable, *, about: About) -> Figure:
    """Draw each district's share of passed targets against plan and target.

    Parameters
    ----------
    table : PublicTable
        "districts"; the province's row is left out.
    headline : PublicTable
    about : About

    Returns
    -------
    Figure
        Furthest from the target first; districts with incomplete data or hidden numbers last,
        under a rule. Of more than `MANY` only the first are drawn, and the subtitle says so.
    """
    rows = [r for r in read_rows(table) if text_of(r, "level") == "district"]
    if all(text_of(r, "status") == "no_targets" for r in rows):
        return nothing_to_draw("districts", title="ผลรายอำเภอเทียบเป้าหมาย", table=table)
    ranked, apart = by_distance(rows)
    head = only_row(headline)
    plot = _plot(ranked, apart, about=about, head=head)
    first, last = ranked[:MANY], apart[: max(MANY - len(ranked), 0)]
    bottom = _TOP + plot.step * (len(first) + len(last)) + (7 if last else 0)
    return Figure(
        name="districts",
        title=findings.districts(ranked, target_percent=plot.target),
        subtitle=_subtitle(rows),
        desc=_desc(ranked, apart, plot, about),
        height=bottom + 10,
        marks=tuple(_rows(first, last, plot, about, bottom=bottom)),
        table=table,
        columns=("area_th", "targets", "passed", "passed_share", "needed", "status"),
        note=goal_note([*first, *last], target_percent=plot.target),
        legend=_legend([*first, *last]),
    )


def by_distance(rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """Part districts into those with a result, furthest from the target first, and the others.

    Parameters
    ----------
    rows : list of Row
        Of the table "districts", districts only.
    """
    ranked = [r for r in rows if _is_ranked(r)]
    ranked.sort(key=lambda r: (number_of(r, "passed_share") or 0, -(number_of(r, "needed") or 0)))
    return ranked, [r for r in rows if not _is_ranked(r)]


def target_percent(about: About, head: Row | None) -> float | None:
    """Give the target at the end of the year as the percentage shown.

    Parameters
    ----------
    about : About
        Its policy value, where it has one.
    head : Row or None
        Otherwise goal by targets.
    """
    goal, targets = number_of(head, "goal"), number_of(head, "targets")
    if about.target_share is not None:
        return float(words.percent(about.target_share))
    return float(words.percent(goal / targets)) if goal is not None and targets else None


def plan_percent(head: Row | None) -> float | None:
    """Give the plan up to the data's date as the percentage shown.

    Parameters
    ----------
    head : Row or None
        Of the table "headline".
    """
    plan, targets = number_of(head, "plan_passed"), number_of(head, "targets")
    return float(words.percent(plan / targets)) if plan is not None and targets else None


def goal_note(rows: Sequence[Row], *, target_percent: float | None) -> str:
    """Say how goals are rounded where a status and the target's mark seem to disagree, else "".

    Parameters
    ----------
    rows : sequence of Row
        Of the table "districts".
    target_percent : float or None
        The target as shown.

    Notes
    -----
    A district's goal is a whole number of households (largest remainder), so its share may lie a
    little below or above the target's: 29 of 42 is 69.0 %.
    """
    apart = [r for r in rows if _is_beside_the_mark(r, target_percent)]
    if not apart:
        return ""
    goal, targets = number_of(apart[0], "goal"), number_of(apart[0], "targets")
    example = ""
    if goal is not None and targets is not None:
        name = text_of(apart[0], "area_th")
        example = f" เช่น {name} {words.number(goal)} จาก {words.count(targets)}"
    return (
        f"เป้าของอำเภอเป็นจำนวนเต็มที่ปัดให้รวมกันได้เท่าเป้าของจังหวัด{example} "
        f"สถานะจึงอาจไม่ตรงกับขีดร้อยละ {_one(target_percent or 0)}"
    )


def _is_beside_the_mark(row: Row, target_percent: float | None) -> bool:
    share, status = number_of(row, "passed_share"), text_of(row, "status")
    known = text_of(row, "level") == "district" and status in ("met", "on_track", "behind")
    if not known or share is None or target_percent is None:
        return False
    return (float(words.percent(share)) >= target_percent) != (status == "met")


def _is_ranked(row: Row) -> bool:
    known = text_of(row, "status") in ("met", "on_track", "behind")
    return known and number_of(row, "passed_share") is not None


def _subtitle(rows: list[Row]) -> str:
    said = "ร้อยละของครัวเรือนเป้าหมายที่ผ่านเกณฑ์"
    if len(rows) <= MANY:
        return f"{said} เรียงจากห่างเป้าสิ้นปีมากที่สุด"
    return f"{said} {MANY} อำเภอที่ห่างเป้าสิ้นปีมากที่สุด จาก {len(rows)} อำเภอ"


def _rows(
    ranked: list[Row], apart: list[Row], plot: _Plot, about: About, *, bottom: float
) -> list[Mark]:
    y = _TOP + plot.step * len(ranked)
    most = _most(ranked)
    marks = [
        *_frame(plot, about, y=y - 9, bottom=bottom),
        *(m for n, r in enumerate(ranked) for m in _district(r, plot, n, most)),
        *_below_the_rule(apart, plot, y=y),
    ]
    return by_look(marks)


def _most(rows: list[Row]) -> float:
    return max([1.0, *(number_of(r, "needed") or 0 for r in rows)])


def _plot(ranked: list[Row], apart: list[Row], *, about: About, head: Row | None) -> _Plot:
    rows = [*ranked, *apart]
    name = max([70.0, *(text_width(text_of(r, "area_th"), style="bold") for r in rows)])
    left = min(name, 104) + 46
    shares = [number_of(r, "passed_share") or 0 for r in rows]
    high = 80 if max([0, *shares]) <= 0.8 else 100
    step = 17.4 if len(rows) <= 12 else 13.0
    return _Plot(
        left, (_RIGHT - left) / high, step, target_percent(about, head), plan_percent(head)
    )


def _frame(plot: _Plot, about: About, *, y: float, bottom: float) -> list[Mark]:
    high = round((_RIGHT - plot.left) / plot.per_percent)
    ticks = range(0, high + 1, 20)
    marks: list[Mark] = [Line(plot.x(t), 34, plot.x(t), y, "grid") for t in ticks]
    marks += [Text(plot.x(t), bottom + 8, words.number(t), "axis", "middle") for t in ticks]
    marks.append(Text(plot.left - 8, 28, "ร้อยละ", "small", "end"))
    marks += [
        Text(WIDTH, 15, "ขาดอีก", "small", "end"),
        Text(WIDTH, 28, "(ครัวเรือน)", "small", "end"),
    ]
    if plot.plan is not None:
        x = plot.x(plot.plan)
        month = words.date_short(about.as_of)
        marks.append(Line(x, 32, x, y, "secondary", 1.2, "3 2.6"))
        at, anchor = (x + 2, "end") if x - plot.left > 20 else (x - 2, "start")
        marks.append(Text(at, 15, f"แผน{month}", "small", anchor, plate=True))
        marks.append(Text(at, 28, _one(plot.plan), "small", anchor, plate=True))
    if plot.target is not None:
        marks += _target(plot, y=y)
    return marks


def _target(plot: _Plot, *, y: float) -> list[Mark]:
    """Draw the target line; its label moves right of the line where the plan is close."""
    x = plot.x(plot.target or 0)
    is_close = plot.plan is not None and x - plot.x(plot.plan) < 48
    at, anchor = (x - 1, "start") if is_close else (x + 4, "end")
    at = min(at, WIDTH - 98) if is_close else at
    return [
        Line(x, 32, x, y, "ink", 1.6),
        Text(at, 15, "เป้าสิ้นปี", "bold", anchor, plate=True),
        Text(at, 28, _one(plot.target or 0), "bold", anchor, plate=True),
    ]


def _district(row: Row, plot: _Plot, place: int, most: float) -> list[Mark]:
    y = _TOP + plot.step * place
    status = text_of(row, "status")
    share = number_of(row, "passed_share") or 0
    weight = "bold" if status == "behind" else "body"
    shown = float(words.percent(share))
    marks: list[Mark] = [_name(row, plot, y=y + 4, style=weight)]
    if plot.target is not None and status != "met":
        soft = STATUS_SOFT[status]
        marks.append(Line(plot.x(shown), y, plot.x(plot.target), y, soft, 3.2))
    cell = row["passed_share"]
    datum = bind(cell, axis="x", zero=plot.left, per_unit=plot.per_percent * 100)
    marks.append(Sign(plot.x(share * 100), y, status, datum=datum))
    marks.append(Text(plot.left - 8, y + 4, _one(shown), weight, "end", datum=bind(cell)))
    return marks + _needed(row, y=y, most=most, status=status)


def _needed(row: Row, *, y: float, most: float, status: str) -> list[Mark]:
    cell = row["needed"]
    if cell.value is None:
        said = words.HIDDEN if cell.state == "hidden" else "–"
        return [Text(WIDTH, y + 4, said, "small", "end")]
    if not cell.value:
        return [Text(WIDTH, y + 4, "ครบ", "body", "end")]
    per_unit = _BARS_WIDTH / most
    weight = "bold" if status == "behind" else "body"
    width = float(cell.value) * per_unit
    datum = bind(cell, axis="width", per_unit=per_unit)
    bar = Rect(_BARS, y - 4.5, width, 9, STATUS_COLOUR[status], datum=datum)
    said = words.number(float(cell.value))
    return [bar, Text(WIDTH, y + 4, said, weight, "end", datum=bind(cell))]


def _below_the_rule(rows: list[Row], plot: _Plot, *, y: float) -> list[Mark]:
    if not rows:
        return []
    marks: list[Mark] = [Line(0, y - 7.2, WIDTH, y - 7.2, "line", 0.8)]
    for n, row in enumerate(rows):
        marks += _apart(row, plot, y=y + 6 + plot.step * n)
    return marks


def _apart(row: Row, plot: _Plot, *, y: float) -> list[Mark]:
    cell, status = row["passed_share"], text_of(row, "status")
    marks: list[Mark] = [_name(row, plot, y=y + 4, style="body")]
    needed = row["needed"]
    left = words.HIDDEN if needed.state == "hidden" else "–"
    left = words.number(float(needed.value)) if needed.value is not None else left
    bound = bind(needed) if needed.value is not None else None
    if cell.state == "hidden" or row["passed"].state == "hidden":
        marks.append(Rect(plot.left, y - 4.5, _RIGHT - plot.left - 34, 9, "hatch"))
        return [
            *marks,
            Text(_RIGHT - 28, y + 4, words.HIDDEN, "small"),
            Text(WIDTH, y + 4, left, "small", "end", datum=bound),
        ]
    if status == "no_targets" or cell.value is None:
        return [*marks, Text(plot.left, y + 4, words.STATUS_TH["no_targets"], "small")]
    shown = float(words.percent(float(cell.value)))
    datum = bind(cell, axis="x", zero=plot.left, per_unit=plot.per_percent * 100)
    x = plot.x(float(cell.value) * 100)
    marks.append(Text(plot.left - 8, y + 4, _one(shown), "small", "end", datum=bind(cell)))
    marks.append(Sign(x, y, "no_data", datum=datum))
    until = text_of(row, "data_until")
    said = f"ข้อมูลถึง {words.month(until, with_year=True)}" if until else "ยังไม่มีการวัด"
    if x + 10 + text_width(said, style="small") > _APART_RIGHT and until:
        said = words.month(until, with_year=True)
    is_far = x + 10 + text_width(said, style="small") > _APART_RIGHT
    at, anchor = (x - 10, "end") if is_far else (x + 10, "start")
    return [
        *marks,
        Text(at, y + 4, said, "small", anchor),
        Text(WIDTH, y + 4, left, "small", "end", datum=bound),
    ]


def _name(row: Row, plot: _Plot, *, y: float, style: str) -> Text:
    return fit(Text(0, y, text_of(row, "area_th"), style), width=plot.left - 42)


def _legend(rows: list[Row]) -> tuple[tuple[str, str], ...]:
    seen = {text_of(row, "status") for row in rows}
    return tuple((status, said) for status, said in LEGEND if status in seen)


def _one(percent: float) -> str:
    return words.number(percent, decimals=1)


def _desc(ranked: list[Row], apart: list[Row], plot: _Plot, about: About) -> str:
    month = words.date_short(about.as_of)
    parts = ["จุดแสดงร้อยละของครัวเรือนเป้าหมายที่ผ่านเกณฑ์ของแต่ละอำเภอ"]
    if plot.plan is not None and plot.target is not None:
        parts.append(f"เทียบแผน{month} {_one(plot.plan)} และเป้าหมายสิ้นปี {_one(plot.target)}")
    parts += [
        f"{text_of(r, 'area_th')} {words.percent(number_of(r, 'passed_share') or 0)}"
        for r in ranked[:_TOLD]
    ]
    left = len(ranked) - _TOLD
    parts += [f"และอีก {left} อำเภอในตาราง"] if left > 0 else []
    parts += [f"{text_of(r, 'area_th')} {_state(r)}" for r in apart[:_TOLD]]
    return " ".join(parts)


def _state(row: Row) -> str:
    if row["passed_share"].state == "hidden":
        return words.HIDDEN
    return words.STATUS_TH.get(text_of(row, "status"), words.MISSING)
