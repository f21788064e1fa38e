"""Figure: how sure? One bar: known to pass, not known yet, known not to; the goal as a tick."""

from dataclasses import replace

from povlib.disclosure import PublicTable
from povlib.figures import findings, words
from povlib.figures.about import About
from povlib.figures.cells import Cell, Row, bind, number_of, only_row
from povlib.figures.empty import nothing_to_draw
from povlib.figures.labels import box_of, is_overlap
from povlib.figures.marks import Figure, Line, Mark, Rect, Text
from povlib.figures.style import text_width

__all__ = ["certainty"]

_LEFT, _WIDE, _Y, _BAR = 4.0, 336.0, 40.0, 14.0


def certainty(headline: PublicTable, *, about: About) -> Figure:
    """Draw what is known of the targets and what is not.

    Parameters
    ----------
    headline : PublicTable
    about : About
    """
    head = only_row(headline)
    if number_of(head, "targets") == 0:
        return nothing_to_draw("certainty", title=findings.certainty(head), table=headline)
    values = {
        key: number_of(head, key) for key in ("targets", "passed", "unmeasured", "below", "goal")
    }
    is_shown = all(values[k] is not None for k in ("targets", "passed", "unmeasured", "below"))
    can_draw = head is not None and is_shown and bool(values["targets"])
    return Figure(
        name="certainty",
        title=findings.certainty(head),
        subtitle=f"จำนวนครัวเรือนเป้าหมายตามผลที่รู้แล้ว ณ {words.day(about.as_of)}",
        desc=_desc(values),
        height=96 if can_draw else 34,
        marks=tuple(_bar(head, values)) if can_draw and head else tuple(_hidden(head)),
        table=headline,
        columns=("targets", "passed", "unmeasured", "below", "goal"),
        note=_note(values) if can_draw else "",
    )


def _bar(head: Row, values: dict[str, float | None]) -> list[Mark]:
    targets, passed = values["targets"] or 1, values["passed"] or 0
    per_unit = _WIDE / targets
    known = _LEFT + passed * per_unit
    unknown = known + (values["unmeasured"] or 0) * per_unit
    parts = (
        ("below", unknown, "behind", ""),
        ("passed", _LEFT, "met", ""),
        ("unmeasured", known, "hatch", "none"),
    )
    marks: list[Mark] = [
        Rect(
            x,
            _Y,
            (values[key] or 0) * per_unit,
            _BAR,
            fill,
            stroke,
            "",
            0.8,
            bind(head[key], axis="width", per_unit=per_unit),
        )
        for key, x, fill, stroke in parts
        if values[key]
    ]
    marks += _texts(head, values, known=known)
    if not values["goal"]:
        return marks
    x = _LEFT + values["goal"] * per_unit
    return [*marks, Line(x, 33, x, 61, "ink", 1.8), _goal_label(head["goal"], values)]


def _texts(head: Row, values: dict[str, float | None], *, known: float) -> list[Mark]:
    passed, unmeasured, below = (
        words.number(values[k] or 0) for k in ("passed", "unmeasured", "below")
    )
    said = f"รู้แน่แล้ว {passed}"
    wide = text_width(said, style="bold_met")
    at, anchor = (known - 4, "end") if known - 4 - wide > _LEFT else (_LEFT, "start")
    right = _LEFT + _WIDE
    first = Text(at, 34, said, "bold_met", anchor, anchor == "end", bind(head["passed"]))
    goal = [_goal_label(head["goal"], values)] if values["goal"] else []
    is_free = anchor == "end" and not any(is_overlap(box_of(first), box_of(g)) for g in goal)
    targets = words.number(values["targets"] or 0)
    waiting, not_yet = f"ยังไม่รู้ผล {unmeasured}", f"วัดแล้วยังไม่ถึง {below}"
    both = text_width(waiting, style="small") + text_width(not_yet, style="small") + 10
    middle = max(_LEFT, min(known + 4, right - both))
    return [
        first if is_free else replace(first, y=11, plate=False),
        Text(middle, 69, waiting, "small", datum=bind(head["unmeasured"])),
        Text(right, 69, not_yet, "small_behind", "end", datum=bind(head["below"])),
        Text(_LEFT, 88, "0", "axis"),
        Text(right, 88, targets, "axis", "end", datum=bind(head["targets"])),
        Text(172, 88, "ครัวเรือนเป้าหมาย", "axis", "middle"),
    ]


def _goal_label(cell: Cell, values: dict[str, float | None]) -> Text:
    goal = values["goal"] or 0
    said = f"เป้าหมาย {words.number(goal)}"
    half = text_width(said, style="bold") / 2
    x = _LEFT + goal * _WIDE / (values["targets"] or 1)
    at = min(max(x, _LEFT + half), _LEFT + _WIDE - half)
    return Text(at, 24, said, "bold", "middle", True, bind(cell))


def _hidden(head: Row | None) -> list[Mark]:
    is_hidden = head is not None and any(
        head[k].state == "hidden" for k in ("targets", "passed", "unmeasured", "below")
    )
    said = words.HIDDEN_LONG if is_hidden else words.STATUS_TH["no_targets"]
    box = [Rect(_LEFT, 2, _WIDE, _BAR, "hatch", "none", stroke_width=0.8)] if is_hidden else []
    return [*box, Text(_LEFT, 30 if is_hidden else 14, said, "small")]


def _desc(values: dict[str, float | None]) -> str:
    parts = ["แถบจำนวนครัวเรือนเป้าหมายตามผลที่รู้แล้ว"]
    for key, label in (
        ("targets", "ทั้งหมด"),
        ("passed", "รู้แน่ว่าผ่าน"),
        ("unmeasured", "ยังไม่รู้ผล"),
        ("below", "วัดแล้วยังไม่ถึง"),
        ("goal", "เป้าหมาย"),
    ):
        value = values[key]
        parts.append(f"{label} {words.HIDDEN if value is None else words.number(value)}")
    return " ".join(parts)


def _note(values: dict[str, float | None]) -> str:
    low = values["passed"] or 0
    high = low + (values["unmeasured"] or 0)
    return (
        f"{words.number(low)} คือขั้นต่ำ ส่วน {words.number(high)} คือขั้นสูง "
        "ถ้าครัวเรือนที่ยังไม่ได้วัดผ่านทั้งหมด ไม่ใช่ช่วงความเชื่อมั่น"
    )
