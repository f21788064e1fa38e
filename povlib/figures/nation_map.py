"""Figures on the map of Thailand: shares in four steps, from our own province shapes."""

from povlib.disclosure import PublicTable
from povlib.figures import words
from povlib.figures.cells import Row, bind, number_of, read_rows, text_of
from povlib.figures.maplabels import anchor_of
from povlib.figures.marks import Figure, Line, Mark, Path, Rect, Text
from povlib.figures.shapes import Drawn, drawn, province_shapes
from povlib.figures.steps import step_of, steps_between
from povlib.figures.style import WIDTH
from povlib.thai import sorted_th

__all__ = ["area_map", "national_map"]

_HIGH, _NAMED = 400.0, 3


def national_map(table: PublicTable) -> Figure:
    """Draw the provinces, darker where a larger share of the targets has passed.

    Parameters
    ----------
    table : PublicTable
        "provinces".
    """
    return _map(
        table,
        name="national_map",
        key="passed_share",
        ramp="more",
        title=_range_title(table),
        subtitle="ร้อยละของครัวเรือนเป้าหมายที่ผ่านเกณฑ์รายได้",
        columns=("area_th", "targets", "passed", "passed_share", "status"),
    )


def area_map(table: PublicTable) -> Figure:
    """Draw the provinces, darker where a larger share of the persons is target poor.

    Parameters
    ----------
    table : PublicTable
        "area_totals".
    """
    rows = _provinces(read_rows(table))
    high = _highest(rows, "target_poor_share")
    title = "สัดส่วนคนจนเป้าหมาย รายจังหวัด"
    if high:
        share = _said(high[0], "target_poor_share")
        title = f"{text_of(high[0], 'area_th')}มีสัดส่วนคนจนเป้าหมายสูงสุด ร้อยละ{words.NBSP}{share}"
    return _map(
        table,
        name="area_map",
        key="target_poor_share",
        ramp="worse",
        title=title,
        subtitle="ร้อยละของประชากรที่เป็นคนจนเป้าหมาย",
        columns=("area_th", "persons", "target_poor", "target_poor_share"),
    )


def _range_title(table: PublicTable) -> str:
    ranked = _highest(_provinces(read_rows(table)), "passed_share")
    if len(ranked) < 2:
        return "ร้อยละที่ผ่านเกณฑ์ รายจังหวัด"
    low, high = (_where(end, ranked) for end in (ranked[-1], ranked[0]))
    return f"ต่ำสุด{low} สูงสุด{high}"


def _where(end: Row, ranked: list[Row]) -> str:
    """Say a share and where it is, unless several share it."""
    shown = _said(end, "passed_share")
    names = [text_of(r, "area_th") for r in ranked if _said(r, "passed_share") == shown]
    place = f"ที่{words.join_names(sorted_th(names))}" if len(names) <= 2 else ""
    return f"ร้อยละ{words.NBSP}{shown} {place}".rstrip()


def _map(
    table: PublicTable,
    *,
    name: str,
    key: str,
    ramp: str,
    title: str,
    subtitle: str,
    columns: tuple[str, ...],
) -> Figure:
    rows = {text_of(r, "area_code"): r for r in _provinces(read_rows(table))}
    shown = [_percent(r, key) for r in rows.values()]
    limits = steps_between([p for p in shown if p is not None])
    fitted = drawn(province_shapes(), width=WIDTH - 90, height=_HIGH)
    marks: list[Mark] = []
    for code, rings in fitted.rings.items():
        marks.append(_shape(rows.get(code), rings, key=key, ramp=ramp, limits=limits))
    return Figure(
        name=name,
        title=title,
        subtitle=subtitle,
        desc=_desc(_ends(rows, fitted, key), key),
        height=_HIGH + 4,
        marks=(*marks, *_named(rows, fitted, key), *_legend(limits, ramp)),
        table=table,
        columns=columns,
        note=f"ลายเฉียงคือไม่มีข้อมูลหรือซ่อนไว้ · {province_shapes().source_th}",
    )


def _shape(
    row: Row | None, rings: tuple, *, key: str, ramp: str, limits: tuple[float, ...]
) -> Mark:
    percent = _percent(row, key) if row else None
    if row is None or percent is None:
        return Path(rings, "hatch", "line", 0.5)
    return Path(rings, f"{ramp}_{step_of(percent, limits)}", "line", 0.5, bind(row[key]))


def _named(rows: dict[str, Row], fitted: Drawn, key: str) -> list[Mark]:
    """Name the provinces with the largest and the smallest shares beside the map, on leaders."""
    marks: list[Mark] = []
    named = [row for end in _ends(rows, fitted, key) for row in end]
    places = [(anchor_of(fitted.rings[text_of(r, "area_code")]), r) for r in named]
    x = min(fitted.width + 6, WIDTH - 96)
    places.sort(key=lambda place: place[0][1])
    lowest = _HIGH - 62 - 30 * len(places)
    floor = 14.0
    for n, ((ax, ay), row) in enumerate(places):
        y = min(max(floor, ay), lowest + 30 * (n + 1))
        floor = y + 30
        said = _said(row, key)
        marks += [
            Line(ax, ay, x - 2, y - 4, "ink", 0.6),
            Text(x, y, text_of(row, "area_th"), "body"),
            Text(x, y + 13, said, "bold", datum=bind(row[key])),
        ]
    return marks


def _legend(limits: tuple[float, ...], ramp: str) -> list[Mark]:
    if not limits:
        return []
    x, y = 190.0, _HIGH - 30
    marks: list[Mark] = [Text(x, y, "ร้อยละ", "small")]
    marks += [Rect(x + 34.0 * n, y + 6, 34, 9, f"{ramp}_{n}", "line", "", 0.4) for n in range(4)]
    return marks + [
        Text(
            x + 34.0 * (n + 1),
            y + 26,
            words.number(v, decimals=0 if v == int(v) else 1),
            "axis",
            "middle",
        )
        for n, v in enumerate(limits)
    ]


def _provinces(rows: tuple[Row, ...]) -> list[Row]:
    return [
        r for r in rows if len(text_of(r, "area_code")) == 2 and text_of(r, "area_code").isdigit()
    ]


def _ends(rows: dict[str, Row], fitted: Drawn, key: str) -> tuple[list[Row], list[Row]]:
    """Give the drawn provinces with the largest shares, and those with the smallest."""
    ranked = _highest([r for code, r in rows.items() if code in fitted.rings], key)
    most = ranked[:_NAMED]
    return most, ranked[len(most) :][-_NAMED:]


def _highest(rows: list[Row], key: str) -> list[Row]:
    known = [r for r in rows if _percent(r, key) is not None]
    return sorted(known, key=lambda r: (-(number_of(r, key) or 0), text_of(r, "area_code")))


def _percent(row: Row, key: str) -> float | None:
    share = number_of(row, key)
    if share is None or text_of(row, "status") in ("no_data", "no_targets"):
        return None
    return float(words.percent(share))


def _said(row: Row, key: str) -> str:
    return words.percent(number_of(row, key) or 0)


def _desc(ends: tuple[list[Row], list[Row]], key: str) -> str:
    said = ["แผนที่ประเทศไทยรายจังหวัด"]
    for label, rows in zip(("สูงสุด", "ต่ำสุด"), ends, strict=True):
        shares = [f"{text_of(r, 'area_th')} {_said(r, key)}" for r in rows]
        said += [f"ร้อยละ{label} {' '.join(shares)}"] if shares else []
    return " ".join(said)
