"""Figure: who left poverty, who came? Two bars and the flows between two BMN rounds."""

from dataclasses import dataclass

from povlib.disclosure import PublicTable
from povlib.figures import findings, words
from povlib.figures.about import About
from povlib.figures.cells import Cell, Row, bind, number_of, only_row, read_rows, text_of
from povlib.figures.empty import nothing_to_draw
from povlib.figures.labels import Words, lines
from povlib.figures.marks import Datum, Figure, Mark, Rect, Ribbon, Text
from povlib.figures.style import text_width

__all__ = ["flows"]

_TOP, _HEIGHT, _GAP, _HIDDEN_HEIGHT = 6.0, 170.0, 14.0, 8.0
_LEFT_BAR, _RIGHT_BAR, _BAR = 112.0, 238.0, 14.0
_STAYED = "ยังต่ำกว่าเกณฑ์"

Lines = tuple[Words, ...]


@dataclass(frozen=True)
class _Flow:
    """One flow: its cell and how thick it is drawn (a fixed thickness where it is hidden)."""

    cell: Cell | None
    height: float

    @property
    def said(self) -> str:
        return _said(self.cell)

    @property
    def datum(self) -> Datum | None:
        return _bound(self.cell)


@dataclass(frozen=True)
class _Plot:
    """Places worked out once: flows by name, units per household, upper edges."""

    flows: dict[str, _Flow]
    per_unit: float
    previous_top: float
    stay_top: float
    previous_bottom: float


def flows(table: PublicTable, totals: PublicTable, *, about: About) -> Figure:
    """Draw the households below the line in two rounds, and who moved between.

    Parameters
    ----------
    table : PublicTable
        "flows": stayed, rose, fell, new, lost.
    totals : PublicTable
        "flow_totals": previous_poor, current_poor.
    about : About

    Returns
    -------
    Figure
        Ribbons as wide as their households; a hidden one is hatched, its width fixed.
    """
    rows = read_rows(table)
    if not rows:
        why = "ทะเบียนมี จปฐ. เพียงรอบเดียว จึงยังเทียบสองรอบไม่ได้"
        return nothing_to_draw("flows", title="การเข้าออกใต้เส้นเกณฑ์", table=table, why=why)
    cells = {text_of(r, "flow"): r["households"] for r in rows}
    total = only_row(totals, needs=("previous_poor", "current_poor"))
    before, after = number_of(total, "previous_poor"), number_of(total, "current_poor")
    plot = _plot(cells, before)
    current_bottom = plot.stay_top + sum(plot.flows[k].height for k in ("stayed", "fell", "new"))
    marks = (*_ribbons(plot), *_bars(plot, current_bottom), *_stay_label(plot))
    year = about.bmn_year_be
    texts, bottom = _labels(
        plot,
        current_bottom,
        (_total(total, "previous_poor", year - 1), _total(total, "current_poor", year)),
    )
    return Figure(
        name="flows",
        title=_title(cells),
        subtitle="ครัวเรือนที่รายได้ต่ำกว่าเกณฑ์ จปฐ. ระหว่างสองรอบ",
        desc=_desc(plot, before, after, about),
        height=bottom,
        marks=(*marks, *texts),
        table=table,
        columns=("label_th", "households"),
        beside=(totals,),
        note="ใช้เส้นเกณฑ์ของแต่ละรอบ จับคู่ด้วยรหัสครัวเรือน นับตามที่อยู่ล่าสุด",
    )


def _plot(cells: dict[str, Cell], before: float | None) -> _Plot:
    known = {key: _value(cells.get(key)) for key in ("rose", "lost", "stayed", "fell", "new")}
    whole = max(before or 0, sum(known[k] or 0 for k in ("rose", "lost", "stayed")))
    whole += sum(known[k] or 0 for k in ("fell", "new"))
    per_unit = _HEIGHT / max(whole, 1)
    drawn = {
        key: _Flow(cells.get(key), _HIDDEN_HEIGHT if v is None else v * per_unit)
        for key, v in known.items()
    }
    previous_top = _TOP + 28
    stay_top = previous_top + drawn["rose"].height + drawn["lost"].height
    return _Plot(drawn, per_unit, previous_top, stay_top, stay_top + drawn["stayed"].height)


def _ribbons(plot: _Plot) -> list[Mark]:
    rose, lost, stayed, fell, new = (
        plot.flows[k] for k in ("rose", "lost", "stayed", "fell", "new")
    )
    out, left, right = _LEFT_BAR + _BAR, _LEFT_BAR, _RIGHT_BAR
    fell_top = plot.previous_bottom + _GAP
    lost_top = _TOP + max(rose.height + 16, 46)
    places = (
        (rose, out, plot.previous_top, right + _BAR, _TOP, "flow_up", ""),
        (lost, out, plot.previous_top + rose.height, right + _BAR, lost_top, "hatch", "line"),
        (stayed, out, plot.stay_top, right, plot.stay_top, "flow_stay", ""),
        (fell, left, fell_top, right, plot.previous_bottom, "flow_fall", ""),
        (
            new,
            left,
            fell_top + max(fell.height + _GAP, 30),
            right,
            plot.previous_bottom + fell.height,
            "flow_new",
            "behind",
        ),
    )
    return [
        Ribbon(x, y, x2, y2, f.height, *_look(f, fill, stroke), datum=_datum(f, plot))
        for f, x, y, x2, y2, fill, stroke in places
        if f.height > 0
    ]


def _bars(plot: _Plot, current_bottom: float) -> list[Mark]:
    previous = plot.previous_bottom - plot.previous_top
    current = current_bottom - plot.stay_top
    return [
        Rect(_LEFT_BAR, plot.previous_top, _BAR, previous, "ink"),
        Rect(_RIGHT_BAR, plot.stay_top, _BAR, current, "ink"),
    ]


def _stay_label(plot: _Plot) -> list[Mark]:
    """Say who stayed, if anyone did, in two lines where one would run over the bars."""
    stayed = plot.flows["stayed"]
    if not stayed.height:
        return []
    middle = plot.stay_top + stayed.height / 2 + 4
    x, plate, datum = (_LEFT_BAR + _BAR + _RIGHT_BAR) / 2, stayed.height < 16, stayed.datum
    one = f"{_STAYED} {stayed.said}"
    if text_width(one, style="bold") <= _RIGHT_BAR - _LEFT_BAR - _BAR - 6:
        return [Text(x, middle, one, "bold", "middle", plate, datum)]
    two = [(_STAYED, "bold"), (stayed.said, "bold", datum)]
    return list(lines(two, x=x, y=middle - 7, anchor="middle", plate=stayed.height < 30))


def _labels(
    plot: _Plot, current_bottom: float, totals: tuple[Lines, Lines]
) -> tuple[list[Mark], float]:
    """Label both sides from the top down, each label pushed below the one before it."""
    rose, lost, fell, new = (plot.flows[k] for k in ("rose", "lost", "fell", "new"))
    right, left = _RIGHT_BAR + _BAR + 8, _LEFT_BAR - 8
    lost_top = _TOP + max(rose.height + 16, 46)
    fell_top = plot.previous_bottom + _GAP
    marks_right, end_right = _stack(
        right,
        "start",
        (
            (
                _TOP + rose.height / 2,
                (("ขึ้นพ้นเกณฑ์", "bold_met"), (rose.said, "bold_met", rose.datum)),
            ),
            (lost_top + lost.height / 2, ((f"ไม่พบ {lost.said}", "small", lost.datum),)),
            ((plot.stay_top + current_bottom) / 2, totals[1]),
        ),
    )
    marks_left, end_left = _stack(
        left,
        "end",
        (
            ((plot.previous_top + plot.previous_bottom) / 2, totals[0]),
            (
                fell_top + fell.height / 2,
                (("เคยพ้นแล้วตกลงมา", "bold_behind"), (fell.said, "bold_behind", fell.datum)),
            ),
            (
                fell_top + max(fell.height + _GAP, 30) + new.height / 2,
                ((f"ครัวเรือนใหม่ {new.said}", "small", new.datum),),
            ),
        ),
    )
    new_bottom = fell_top + max(fell.height + _GAP, 30) + new.height
    return [*marks_right, *marks_left], max(end_right, end_left, new_bottom, current_bottom) + 8


def _total(row: Row | None, key: str, year: int) -> Lines:
    cell = row[key] if row is not None else None
    bound = _bound(cell, table="flow_totals")
    return ((f"จปฐ. {year}", "small"), ("ต่ำกว่าเกณฑ์", "small"), (_said(cell), "big", bound))


def _stack(
    x: float, anchor: str, labels: tuple[tuple[float, Lines], ...]
) -> tuple[list[Mark], float]:
    marks, end = [], 0.0
    for middle, contents in labels:
        heights = [19 if style == "big" else 14 for _, style, *_ in contents]
        top = max(middle - sum(heights) / 2, end)
        y = top
        for (said, style, *bound), height in zip(contents, heights, strict=True):
            y += height
            marks.append(Text(x, y - 3, said, style, anchor, datum=bound[0] if bound else None))
        end = y + 5
    return marks, end


def _title(cells: dict[str, Cell]) -> str:
    came = [_value(cells.get(key)) for key in ("fell", "new")]
    return findings.flows(
        _value(cells.get("rose")), None if None in came else sum(v for v in came if v is not None)
    )


def _look(flow: _Flow, fill: str, stroke: str) -> tuple[str, str]:
    return (fill, stroke) if _value(flow.cell) is not None else ("hatch", "line")


def _datum(flow: _Flow, plot: _Plot) -> Datum | None:
    if flow.cell is None or flow.cell.value is None:
        return None
    return bind(flow.cell, axis="height", per_unit=plot.per_unit)


def _value(cell: Cell | None) -> float | None:
    return None if cell is None or cell.value is None else float(cell.value)


def _said(cell: Cell | None) -> str:
    if cell is not None and cell.value is not None:
        return words.number(float(cell.value))
    return words.HIDDEN if cell is not None and cell.state == "hidden" else "–"


def _bound(cell: Cell | None, *, table: str = "") -> Datum | None:
    return None if _value(cell) is None or cell is None else bind(cell, table=table)


def _desc(plot: _Plot, before: float | None, after: float | None, about: About) -> str:
    year = about.bmn_year_be
    names = {
        "rose": "ขึ้นพ้นเกณฑ์",
        "lost": "ไม่พบในรอบใหม่",
        "stayed": "ยังต่ำกว่าเกณฑ์",
        "fell": "เคยพ้นแล้วตกลงมา",
        "new": "ครัวเรือนใหม่",
    }
    parts = [f"แผนภาพการไหลระหว่าง จปฐ. {year - 1} กับ {year} หน่วยเป็นครัวเรือน"]
    if before is not None:
        parts.append(f"ต่ำกว่าเกณฑ์ปี {year - 1} {words.number(before)}")
    parts += [f"{label} {plot.flows[key].said}" for key, label in names.items()]
    if after is not None:
        parts.append(f"รวมปี {year} {words.number(after)}")
    return " ".join(parts)
